// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/promql/token.h"

#include "connectors/simulator/promql/gotext.h"

#include <array>

namespace signalbox::simulator::promql {

namespace {

struct Name
{
    Tok kind;
    const char* text;
};

constexpr std::array signs{
    Name{Tok::LeftParen, "("},     Name{Tok::RightParen, ")"},
    Name{Tok::LeftBrace, "{"},     Name{Tok::RightBrace, "}"},
    Name{Tok::LeftBracket, "["},   Name{Tok::RightBracket, "]"},
    Name{Tok::Comma, ","},         Name{Tok::Assign, "="},
    Name{Tok::Colon, ":"},         Name{Tok::Sub, "-"},
    Name{Tok::Add, "+"},           Name{Tok::Mul, "*"},
    Name{Tok::Mod, "%"},           Name{Tok::Div, "/"},
    Name{Tok::Equal, "=="},        Name{Tok::NotEqual, "!="},
    Name{Tok::LessEqual, "<="},    Name{Tok::Less, "<"},
    Name{Tok::GreaterEqual, ">="}, Name{Tok::Greater, ">"},
    Name{Tok::MatchRegex, "=~"},   Name{Tok::MatchNotRegex, "!~"},
    Name{Tok::Pow, "^"},
};

constexpr std::array words{
    Name{Tok::And, "and"},
    Name{Tok::Or, "or"},
    Name{Tok::Unless, "unless"},
    Name{Tok::Atan2, "atan2"},
    Name{Tok::Sum, "sum"},
    Name{Tok::Avg, "avg"},
    Name{Tok::Count, "count"},
    Name{Tok::Min, "min"},
    Name{Tok::Max, "max"},
    Name{Tok::Group, "group"},
    Name{Tok::Stddev, "stddev"},
    Name{Tok::Stdvar, "stdvar"},
    Name{Tok::TopK, "topk"},
    Name{Tok::BottomK, "bottomk"},
    Name{Tok::CountValues, "count_values"},
    Name{Tok::Quantile, "quantile"},
    Name{Tok::Offset, "offset"},
    Name{Tok::By, "by"},
    Name{Tok::Without, "without"},
    Name{Tok::On, "on"},
    Name{Tok::Ignoring, "ignoring"},
    Name{Tok::GroupLeft, "group_left"},
    Name{Tok::GroupRight, "group_right"},
    Name{Tok::Bool, "bool"},
    Name{Tok::Start, "start"},
    Name{Tok::Finish, "end"},
};

QString kindName(Tok kind)
{
    switch (kind) {
    case Tok::Identifier:
        return QStringLiteral("identifier");
    case Tok::MetricIdentifier:
        return QStringLiteral("metric identifier");
    case Tok::String:
        return QStringLiteral("string");
    case Tok::Number:
        return QStringLiteral("number");
    case Tok::Duration:
        return QStringLiteral("duration");
    case Tok::At:
        return QStringLiteral("\"<Item 57385>\"");
    default:
        return {};
    }
}

} // namespace

QByteArray fixedText(Tok kind)
{
    for (const Name& name : signs) {
        if (name.kind == kind)
            return name.text;
    }
    for (const Name& name : words) {
        if (name.kind == kind)
            return name.text;
    }
    return {};
}

QString describe(const Token& token)
{
    if (token.kind == Tok::End)
        return QStringLiteral("end of input");
    const QString text = QString::fromUtf8(token.text);
    QString shown;
    if (token.kind == Tok::Identifier || token.kind == Tok::MetricIdentifier)
        shown = goQuoted(text);
    else if (isKeyword(token.kind))
        shown = u'<' + text + u'>';
    else if (isOperator(token.kind))
        shown = QLatin1String("<op:") + text + u'>';
    else if (isAggregator(token.kind))
        shown = QLatin1String("<aggr:") + text + u'>';
    else if (token.text.size() > 10)
        shown = goQuoted(text.left(10)) + QLatin1String("...");
    else
        shown = goQuoted(text);
    if (!fixedText(token.kind).isEmpty())
        return shown;
    return kindName(token.kind) + u' ' + shown;
}

Tok wordKind(const QByteArray& word)
{
    const QByteArray lower = word.toLower();
    if (lower == "inf" || lower == "nan")
        return Tok::Number;
    for (const Name& name : words) {
        if (lower == name.text)
            return name.kind;
    }
    return Tok::Identifier;
}

} // namespace signalbox::simulator::promql
