// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/logql/question.h"

#include "models/base/error.h"
#include "models/logql/lexer.h"
#include "models/promql/selector.h"
#include "models/telemetry/labelset.h"

#include <algorithm>
#include <array>

namespace signalbox::logql {

namespace {

using logs::FieldPlace;
using Op = Matcher::Op;

constexpr std::size_t mostPieces = 50;
constexpr qsizetype longestText = 4'000;

Error invalid(const QString& what)
{
    return {.kind = ErrorKind::Invalid, .what = what, .detail = {}};
}

/// Values of detected_level from that level on.
QString levelPattern(Level least)
{
    QStringList names;
    static constexpr std::array<std::pair<Level, const char*>, 7> known{{{Level::Trace, "trace"},
                                                                         {Level::Debug, "debug"},
                                                                         {Level::Info, "info"},
                                                                         {Level::Warn, "warn"},
                                                                         {Level::Error, "error"},
                                                                         {Level::Fatal, "fatal"},
                                                                         {Level::Fatal, "critical"}}};
    for (const auto& [level, name] : known)
        if (level >= least)
            names.append(QLatin1String(name));
    names.append(QStringLiteral("unknown"));
    if (least > Level::Trace)
        names.append(QStringLiteral("trace"));
    names.append(QString()); // none was detected
    return names.join(QLatin1Char('|'));
}

Result<QString> condition(const FieldFilter& filter)
{
    if (!promql::isLabelName(filter.field.name))
        return failure(invalid(QStringLiteral("Loki cannot filter by a field of the name %1.")
                                   .arg(quoted(cleaned(QStringView(filter.field.name))))));
    const bool isRegex = filter.op == Op::Matches || filter.op == Op::NotMatches;
    if (isRegex)
        if (auto broken = regexError(filter.value))
            return failure(std::move(*broken));
    return QString(QStringLiteral(" | ") + filter.field.name + toString(filter.op) + quoted(filter.value));
}

QString opWords(Op op)
{
    switch (op) {
    case Op::Equal:
        return QStringLiteral("is");
    case Op::NotEqual:
        return QStringLiteral("is not");
    case Op::Matches:
        return QStringLiteral("matches");
    case Op::NotMatches:
        return QStringLiteral("matches not");
    }
    return {};
}

QString lineWords(LineMatch match)
{
    switch (match) {
    case LineMatch::Contains:
        return QStringLiteral("text contains");
    case LineMatch::ContainsNot:
        return QStringLiteral("text lacks");
    case LineMatch::Regex:
        return QStringLiteral("text matches");
    case LineMatch::RegexNot:
        return QStringLiteral("text matches not");
    }
    return {};
}

QString forEyes(const QString& text)
{
    return cleaned(QStringView(text), 60);
}

} // namespace

Result<QString> toLogQl(const Question& question)
{
    std::vector<Matcher> matchers = question.streams;
    if (!question.serviceLabel.isEmpty()) {
        QStringList escaped;
        for (const QString& service : question.services)
            escaped += promql::regexLiteral(service);
        if (question.services.size() == 1)
            matchers.insert(matchers.begin(), {question.serviceLabel, Op::Equal, question.services.front()});
        else
            matchers.insert(matchers.begin(),
                            {question.serviceLabel, Op::Matches,
                             escaped.isEmpty() ? QStringLiteral(".+") : escaped.join(QLatin1Char('|'))});
    }
    Result<QString> query = selector(matchers);
    if (!query)
        return query;
    for (const LineFilter& filter : question.lines) {
        if (filter.match == LineMatch::Contains && filter.ignoreCase) {
            *query += lineFilterIgnoringCase(filter.text);
            continue;
        }
        const Result<QString> stage = lineFilter(filter.match, filter.text);
        if (!stage)
            return stage;
        *query += *stage;
    }
    if (question.minLevel)
        *query += QStringLiteral(" | detected_level=~") + quoted(levelPattern(*question.minLevel));
    // What needs no parser goes first: the fewer lines reach one, the better.
    QString parser;
    for (const bool parsed : {false, true})
        for (const FieldFilter& filter : question.fields) {
            if (filter.parser.isEmpty() == parsed)
                continue;
            if (filter.parser != parser) {
                parser = filter.parser;
                if (!parser.isEmpty())
                    *query += QStringLiteral(" | ") + parser;
            }
            const Result<QString> stage = condition(filter);
            if (!stage)
                return stage;
            *query += *stage;
        }
    return query;
}

std::vector<Chip> chipsOf(const Question& question)
{
    std::vector<Chip> chips;
    if (!question.services.isEmpty()) {
        QString value = question.services.mid(0, 2).join(QStringLiteral(", "));
        if (question.services.size() > 2)
            value += QStringLiteral(" +%1").arg(question.services.size() - 2);
        chips.push_back({.kind = Chip::Kind::Services,
                         .name = question.services.size() == 1 ? QStringLiteral("service is")
                                                               : QStringLiteral("service in"),
                         .value = forEyes(value)});
    }
    for (std::size_t i = 0; i < question.streams.size(); ++i)
        chips.push_back({.kind = Chip::Kind::Stream,
                         .index = i,
                         .name = forEyes(question.streams[i].name) + u' ' + opWords(question.streams[i].op),
                         .value = forEyes(question.streams[i].value)});
    if (question.minLevel)
        chips.push_back({.kind = Chip::Kind::Level,
                         .name = QStringLiteral("level"),
                         .value = toString(*question.minLevel) + QStringLiteral(" and above")});
    for (std::size_t i = 0; i < question.lines.size(); ++i)
        chips.push_back({.kind = Chip::Kind::Line,
                         .index = i,
                         .name = lineWords(question.lines[i].match),
                         .value = forEyes(question.lines[i].text)});
    for (std::size_t i = 0; i < question.fields.size(); ++i)
        chips.push_back(
            {.kind = Chip::Kind::Field,
             .index = i,
             .name = forEyes(question.fields[i].field.name) + u' ' + opWords(question.fields[i].op),
             .value = forEyes(question.fields[i].value)});
    return chips;
}

Question without(Question question, const Chip& chip)
{
    const auto erase = [&chip](auto& list) {
        if (chip.index < list.size())
            list.erase(list.begin() + static_cast<std::ptrdiff_t>(chip.index));
    };
    switch (chip.kind) {
    case Chip::Kind::Services:
        question.services.clear();
        break;
    case Chip::Kind::Stream:
        erase(question.streams);
        break;
    case Chip::Kind::Level:
        question.minLevel.reset();
        break;
    case Chip::Kind::Line:
        erase(question.lines);
        break;
    case Chip::Kind::Field:
        erase(question.fields);
        break;
    }
    return question;
}

namespace {

/// "name=~value": the first operator that stands behind a label's name.
struct Typed
{
    QString name;
    QString op;
    QString value;
};

std::optional<Typed> conditionIn(const QString& typed)
{
    qsizetype end = 0;
    while (end < typed.size() && (typed[end].isLetterOrNumber() || typed[end] == u'_' || typed[end] == u'.'))
        ++end;
    if (end == 0)
        return std::nullopt;
    const QStringView rest = QStringView(typed).mid(end).trimmed();
    for (const QLatin1String op : {QLatin1String("=~"), QLatin1String("!~"), QLatin1String("!="),
                                   QLatin1String(">="), QLatin1String("=")})
        if (rest.startsWith(op)) {
            QString value = rest.mid(op.size()).trimmed().toString();
            if (value.size() >= 2 && value.startsWith(u'"') && value.endsWith(u'"'))
                value = value.mid(1, value.size() - 2);
            return Typed{typed.left(end), op, value};
        }
    return std::nullopt;
}

Op opOf(const QString& op)
{
    return op == QLatin1String("=~")   ? Op::Matches
           : op == QLatin1String("!~") ? Op::NotMatches
           : op == QLatin1String("!=") ? Op::NotEqual
                                       : Op::Equal;
}

} // namespace

Result<Question> narrowed(Question question, const QString& typed, const std::vector<logs::FieldName>& known,
                          const QString& parser)
{
    QString text = typed.trimmed().left(longestText);
    if (text.isEmpty())
        return failure(invalid(QStringLiteral("Type a text, /a regular expression/, or name=value.")));
    if (question.lines.size() + question.fields.size() + question.streams.size() >= mostPieces)
        return failure(
            invalid(QStringLiteral("There are %1 filters already. Remove one first.").arg(mostPieces)));
    if (const auto condition = conditionIn(text)) {
        if (condition->name == QLatin1String("level") && condition->op == QLatin1String(">=")) {
            question.minLevel = levelOfWord(QStringView(condition->value));
            if (!question.minLevel)
                return failure(
                    invalid(QStringLiteral("%1 is no level. Write debug, info, warn, error or fatal.")
                                .arg(quoted(cleaned(QStringView(condition->value))))));
            return question;
        }
        if (condition->op == QLatin1String(">="))
            return failure(invalid(QStringLiteral("Only the level can be compared with >=.")));
        const auto place =
            std::find_if(known.begin(), known.end(), [&condition](const logs::FieldName& field) {
                return field.name == condition->name;
            });
        const FieldPlace where = place == known.end() ? FieldPlace::Line : place->place;
        if (where == FieldPlace::Label) {
            question.streams.push_back({condition->name, opOf(condition->op), condition->value});
        } else {
            question.fields.push_back(
                {.field = {.name = logs::lokiFieldName(condition->name.toStdString()), .place = where},
                 .op = opOf(condition->op),
                 .value = condition->value,
                 .parser = where == FieldPlace::Line ? parser : QString()});
        }
    } else {
        LineFilter filter{.ignoreCase = true};
        const bool isNot = text.size() > 1 && text.startsWith(u'-');
        if (isNot)
            text.remove(0, 1);
        if (text.size() > 2 && text.startsWith(u'/') && text.endsWith(u'/')) {
            filter.match = isNot ? LineMatch::RegexNot : LineMatch::Regex;
            text = text.mid(1, text.size() - 2);
        } else {
            filter.match = isNot ? LineMatch::ContainsNot : LineMatch::Contains;
            if (text.size() > 2 && text.startsWith(u'"') && text.endsWith(u'"')) {
                // In quotes it is meant letter by letter.
                text = text.mid(1, text.size() - 2);
                filter.ignoreCase = false;
            }
        }
        filter.text = text;
        question.lines.push_back(std::move(filter));
    }
    // What the server would refuse is told now.
    Question probe = question;
    if (probe.serviceLabel.isEmpty() && probe.streams.empty())
        probe.streams.push_back({QStringLiteral("probe"), Op::Equal, QStringLiteral("x")});
    if (Result<QString> asked = toLogQl(probe); !asked)
        return failure(std::move(asked).error());
    return question;
}

Result<QString> withStage(const QString& query, const FieldFilter& filter)
{
    const Result<QString> stage = condition(filter);
    if (!stage)
        return stage;
    QString text = query.trimmed();
    const promql::LexedLine lexed = lex(text);
    if (!lexed.tokens.empty() && lexed.tokens.back().kind == promql::TokenKind::Comment)
        text += QLatin1Char('\n');
    const bool parses =
        std::any_of(lexed.tokens.begin(), lexed.tokens.end(), [&](const promql::Token& token) {
            const QStringView word = QStringView(text).mid(token.start, token.length);
            return token.kind == promql::TokenKind::Keyword && word == filter.parser;
        });
    if (!filter.parser.isEmpty() && !parses)
        text += QStringLiteral(" | ") + filter.parser;
    return QString(text + *stage);
}

bool isMetricQuery(QStringView query)
{
    // Lines are asked for by a selector; whatever else stands first makes numbers of them.
    for (const promql::Token& token : lex(query).tokens) {
        if (token.kind == promql::TokenKind::Comment)
            continue;
        return query[token.start] != u'{';
    }
    return false;
}

QString selectorOf(QStringView query)
{
    qsizetype from = -1;
    for (const promql::Token& token : lex(query).tokens) {
        if (token.kind != promql::TokenKind::Bracket)
            continue;
        if (query[token.start] == u'{' && from < 0)
            from = token.start;
        else if (query[token.start] == u'}' && from >= 0)
            return query.mid(from, token.end() - from).toString();
    }
    return {};
}

QString volumeQuery(const QString& query, const QString& step)
{
    // On a line of its own, since the query may end in a comment.
    return QStringLiteral("sum by (detected_level) (count_over_time(%1\n[%2]))").arg(query, step);
}

} // namespace signalbox::logql
