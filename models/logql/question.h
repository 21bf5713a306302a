// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/logql/text.h"
#include "models/logs/fieldcounts.h"
#include "models/telemetry/level.h"
#include "models/telemetry/matcher.h"

#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace signalbox::logql {

struct LineFilter
{
    LineMatch match = LineMatch::Contains;
    QString text;
    bool ignoreCase = false; ///< of Contains
    bool operator==(const LineFilter&) const = default;
};

/// A condition on one field of the lines.
struct FieldFilter
{
    logs::FieldName field;
    Matcher::Op op = Matcher::Op::Equal;
    QString value;
    QString parser; ///< "json" or "logfmt": who makes a field of the line one; empty for metadata
    bool operator==(const FieldFilter&) const = default;
};

/// A question about lines, in pieces that a person can add and remove one by one.
struct Question
{
    QString serviceLabel; ///< of this Loki; empty while it is not known
    QStringList services; ///< none: all of them
    std::vector<Matcher> streams;
    std::optional<Level> minLevel;
    std::vector<LineFilter> lines;
    std::vector<FieldFilter> fields;
    bool operator==(const Question&) const = default;
};

/// The question as LogQL. Never an empty selector: Invalid when there is nothing to select by.
/// A minimum of the level is asked for with room to spare, for the server only guesses levels: lines without
/// a guess come along, and so do those it takes for "trace", since it takes that word in prose for a level.
/// Who shows the lines goes by what they say themselves.
[[nodiscard]] Result<QString> toLogQl(const Question& question);

/// One removable piece of a question, for a person.
struct Chip
{
    enum class Kind
    {
        Services,
        Stream,
        Level,
        Line,
        Field
    };

    Kind kind = Kind::Services;
    std::size_t index = 0; ///< among those of its kind
    QString name;          ///< "service in", "level", "text contains", "route is"
    QString value;         ///< "checkout +2", "warn and above"
    bool operator==(const Chip&) const = default;
};

[[nodiscard]] std::vector<Chip> chipsOf(const Question& question);
/// The question without that piece. Services and the level go as a whole.
[[nodiscard]] Question without(Question question, const Chip& chip);

/// What a person typed to narrow the lines: "text", -"not this", /regex/, name=value, name!=value,
/// name=~regex, name!~regex, level>=warn. `known` tells of which place a name is; a name that is not known is
/// a field of the line. A sentence says what is wrong otherwise.
[[nodiscard]] Result<Question> narrowed(Question question, const QString& typed,
                                        const std::vector<logs::FieldName>& known, const QString& parser);

/// A text of one's own with another stage at its end, on a line of its own when it ends in a comment.
[[nodiscard]] Result<QString> withStage(const QString& query, const FieldFilter& filter);

/// Does the text ask for numbers instead of lines?
[[nodiscard]] bool isMetricQuery(QStringView query);
/// The first stream selector of the text, with its braces; empty when there is none.
[[nodiscard]] QString selectorOf(QStringView query);
/// Lines over time by level: the query, counted in steps.
[[nodiscard]] QString volumeQuery(const QString& query, const QString& step);

} // namespace signalbox::logql
