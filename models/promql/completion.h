// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringView>

#include <vector>

namespace signalbox::promql {

/// What is missing at a place of a query. Metrics, label names and values are the server's to tell; the
/// rest is known here.
enum class CompletionKind
{
    None,
    Expression, ///< a metric, a function or an aggregation
    LabelName,
    LabelValue,
    Duration,
    Keyword ///< only words of the language: an operand is complete
};

/// A place of a query: what can stand there, what has been typed of it, and what a choice replaces.
struct CompletionContext
{
    CompletionKind kind = CompletionKind::None;
    QString metric; ///< whose labels these are; empty when it is not known
    QString label;  ///< whose value this is
    QString prefix; ///< what has been typed, without quotes and escapes
    qsizetype start = 0;
    qsizetype length = 0;           ///< from `start`: what a choice replaces
    QChar quote;                    ///< within quotes: which; null outside
    bool isRegex = false;           ///< of a label value: the operator is =~ or !~
    bool inMatchers = false;        ///< of a label name: a value is to follow
    bool inRange = false;           ///< of a duration: a square bracket is to be closed
    std::vector<QStringView> words; ///< the keywords that can stand here
    bool operator==(const CompletionContext&) const = default;
};

[[nodiscard]] CompletionContext contextAt(QStringView text, qsizetype cursor);

/// The question that an editor asks; the answer carries the same id.
struct CompletionRequest
{
    quint64 id = 0;
    CompletionKind kind = CompletionKind::None; ///< Expression: the metrics
    QString metric;
    QString label;
    QString prefix;
    bool operator==(const CompletionRequest&) const = default;
};

struct CompletionItem
{
    enum class Kind
    {
        Metric,
        Function,
        Aggregation,
        Keyword,
        Label,
        Value,
        Duration
    };

    Kind kind = Kind::Metric;
    QString text;
    QString detail;      ///< beside the text: the signature of a function, the type of a metric
    QString description; ///< one line
    bool operator==(const CompletionItem&) const = default;
};

/// What can stand there and is known without a server.
[[nodiscard]] std::vector<CompletionItem> localItems(const CompletionContext& context);

struct RankedItem
{
    CompletionItem item;
    std::vector<int> positions; ///< of the letters that were typed
    bool operator==(const RankedItem&) const = default;
};

/// Those in which the letters of the prefix stand from the start of a word on, best first, at most `limit`.
/// What begins with the prefix goes before all else. Without a prefix the order stays.
[[nodiscard]] std::vector<RankedItem> ranked(const std::vector<CompletionItem>& items, QStringView prefix,
                                             std::size_t limit = 200);

/// A change of the text that takes a choice.
struct CompletionEdit
{
    qsizetype start = 0;
    qsizetype length = 0; ///< replaced
    QString text;
    qsizetype cursor = 0; ///< afterwards, from the start of the whole text
    bool operator==(const CompletionEdit&) const = default;
};

/// Quotes and escapes what needs it, opens the parenthesis of a function and closes a string; what stands
/// there already is not doubled.
[[nodiscard]] CompletionEdit editFor(const CompletionContext& context, const CompletionItem& item,
                                     QStringView text);

} // namespace signalbox::promql
