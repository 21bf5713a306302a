// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/golden/serviceview.h"

#include <QDir>
#include <QFile>
#include <QTest>

namespace signalbox::golden {

/// The conventions that the program ships.
inline Conventions shippedConventions()
{
    Conventions all;
    QDir folder(QStringLiteral(SIGNALBOX_SOURCE_DIR "/resources/dashboards"));
    for (const QString& name : folder.entryList({QStringLiteral("*.json")})) {
        QFile file(folder.filePath(name));
        if (!file.open(QIODevice::ReadOnly))
            qFatal("%s cannot be read", qPrintable(name));
        auto parsed = parseConventions(file.readAll(), name);
        if (!parsed)
            qFatal("%s", qPrintable(parsed.error().what));
        all.add(std::move(*parsed));
    }
    return all;
}

/// An inventory in short: a metric, its labels, and the services under the label that the conventions choose.
struct MetricLine
{
    const char* name;
    const char* labels;   ///< separated by blanks
    const char* services; ///< separated by blanks
    const char* type = "";
};

inline Inventory inventoryOf(const std::vector<MetricLine>& lines)
{
    Inventory out;
    for (const MetricLine& line : lines) {
        const QString name = QString::fromUtf8(line.name);
        out.names.insert(name);
        out.labels[name] = QString::fromUtf8(line.labels).split(u' ', Qt::SkipEmptyParts);
        out.services[name] = QString::fromUtf8(line.services).split(u' ', Qt::SkipEmptyParts);
        if (*line.type)
            out.types[name] = QString::fromLatin1(line.type);
    }
    return out;
}

} // namespace signalbox::golden
