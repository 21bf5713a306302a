// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/discovery/conventionfiles.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>

// A resource in a static library has to be asked for by name, outside of any namespace.
static void registerConventions()
{
    Q_INIT_RESOURCE(conventions);
}

namespace signalbox::app {

namespace {

constexpr qint64 mostBytes = 1024 * 1024;
constexpr int mostFiles = 100;

void addFile(const QString& path, golden::Conventions& all)
{
    const QString name = QFileInfo(path).fileName();
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        all.warnings += QStringLiteral("%1: %2").arg(name, file.errorString());
        return;
    }
    auto parsed = golden::parseConventions(file.read(mostBytes + 1), name);
    if (parsed)
        all.add(std::move(*parsed));
    else
        all.warnings += parsed.error().what;
}

void addFolder(const QDir& folder, golden::Conventions& all)
{
    const QStringList names = folder.entryList({QStringLiteral("*.json")}, QDir::Files, QDir::Name);
    for (qsizetype i = 0; i < std::min<qsizetype>(names.size(), mostFiles); ++i)
        addFile(folder.filePath(names[i]), all);
    if (names.size() > mostFiles)
        all.warnings += QStringLiteral("%1 holds more than %2 files; the rest is left alone.")
                            .arg(folder.path())
                            .arg(mostFiles);
}

} // namespace

QString conventionFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::ConfigLocation) +
           QStringLiteral("/signalbox/dashboards");
}

golden::Conventions readConventions(const QString& folder)
{
    registerConventions();
    golden::Conventions all;
    addFolder(QDir(QStringLiteral(":/dashboards")), all);
    addFolder(QDir(folder), all);
    return all;
}

} // namespace signalbox::app
