// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/instant.h"
#include "models/telemetry/labelset.h"
#include "models/telemetry/level.h"

#include <QByteArray>
#include <QString>

#include <string_view>

namespace signalbox {

/// One line of a log, owning all it holds: what a row becomes when somebody looks at it. Thousands of lines
/// live in a LogBatch instead.
struct LogLine
{
    Instant at;
    LabelSet labels;   ///< of its stream
    LabelSet metadata; ///< structured metadata: sent along with the line, not part of the stream
    LabelSet parsed;   ///< fields that the query's own parsers took out of the line
    QByteArray line;   ///< UTF-8, as the backend gave it
    Level level = Level::Unknown;
    QString traceId; ///< as found in the line or beside it; empty when nobody has looked

    bool operator==(const LogLine&) const = default;

    [[nodiscard]] std::string_view bytes() const
    {
        return {line.constData(), static_cast<std::size_t>(line.size())};
    }
    [[nodiscard]] QString text() const { return QString::fromUtf8(line); }
};

} // namespace signalbox
