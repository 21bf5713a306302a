// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controllers/filesaver.h"

#include <QCoreApplication>
#include <QSaveFile>

namespace signalbox::app {

Result<bool> writeFile(const QString& path, const QByteArray& bytes)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return failure({.kind = ErrorKind::Storage,
                        .what = QCoreApplication::translate("FileSaver", "%1 was not written: %2.")
                                    .arg(path, file.errorString()),
                        .detail = {}});
    return true;
}

} // namespace signalbox::app
