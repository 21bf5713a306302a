// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/prometheus/answers.h"

namespace signalbox::prometheus {

void Notes::merge(const Notes& other)
{
    for (const QString& text : other.warnings) {
        if (!warnings.contains(text))
            warnings.append(text);
    }
    for (const QString& text : other.infos) {
        if (!infos.contains(text))
            infos.append(text);
    }
    if (badEntries == 0)
        firstBadEntry = other.firstBadEntry;
    badEntries += other.badEntries;
    truncated = truncated || other.truncated;
}

QString toString(ResultType type)
{
    switch (type) {
    case ResultType::Matrix:
        return QStringLiteral("matrix");
    case ResultType::Vector:
        return QStringLiteral("vector");
    case ResultType::Scalar:
        return QStringLiteral("scalar");
    case ResultType::String:
        return QStringLiteral("string");
    case ResultType::None:
        break;
    }
    return QStringLiteral("none");
}

} // namespace signalbox::prometheus
