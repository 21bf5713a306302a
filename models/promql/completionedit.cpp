// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What is offered, in which order, and what taking it does to the text.
#include "models/actions/fuzzy.h"
#include "models/promql/completion.h"
#include "models/promql/functions.h"
#include "models/promql/querytext.h"

#include <algorithm>
#include <array>

namespace signalbox::promql {

namespace {

using Kind = CompletionItem::Kind;

CompletionItem itemOf(const FunctionInfo& info)
{
    QString description = info.description.toString();
    if (info.isExperimental)
        description += QStringLiteral(" (experimental)");
    if (!info.since.isEmpty())
        description += QStringLiteral(", since %1").arg(info.since);
    return {.kind = info.isAggregation ? Kind::Aggregation : Kind::Function,
            .text = info.name.toString(),
            .detail = QStringLiteral("(%1)").arg(info.signature),
            .description = description};
}

std::vector<CompletionItem> durations()
{
    static constexpr std::array<QStringView, 11> usual{u"1m",  u"5m", u"10m", u"15m", u"30m", u"1h",
                                                       u"30s", u"6h", u"12h", u"1d",  u"1w"};
    std::vector<CompletionItem> items;
    for (const QStringView duration : usual)
        items.push_back({.kind = Kind::Duration, .text = duration.toString()});
    return items;
}

/// Are the letters there at all? Sorts out most of a long list at little cost.
bool mayMatch(QStringView pattern, QStringView text)
{
    qsizetype next = 0;
    for (const QChar c : text)
        if (next < pattern.size() && c.toCaseFolded() == pattern[next])
            ++next;
    return next == pattern.size();
}

/// Letters that are strewn over a name were not what a person meant; those of a run, or that begin with the
/// start of a word ("hq", "histq"), may be.
bool isMeant(QStringView prefix, QStringView text, const std::vector<int>& positions)
{
    if (positions.empty() || text.contains(prefix, Qt::CaseInsensitive))
        return true;
    const int first = positions.front();
    return first == 0 || !text[first - 1].isLetterOrNumber();
}

QChar charAt(QStringView text, qsizetype i)
{
    return i < text.size() ? text[i] : QChar();
}

QString quotedWith(const QString& content, QChar quote)
{
    return quote + escaped(content, quote) + quote;
}

QString valueText(const CompletionContext& context, const QString& value)
{
    return context.isRegex ? regexEscaped(value) : value;
}

} // namespace

std::vector<CompletionItem> localItems(const CompletionContext& context)
{
    std::vector<CompletionItem> items;
    if (context.kind == CompletionKind::Duration)
        return durations();
    for (const QStringView word : context.words)
        if (const KeywordInfo* info = findKeyword(word))
            items.push_back({.kind = Kind::Keyword,
                             .text = info->name.toString(),
                             .description = info->description.toString()});
    if (context.kind == CompletionKind::Expression)
        for (const FunctionInfo& info : functions())
            items.push_back(itemOf(info));
    return items;
}

std::vector<RankedItem> ranked(const std::vector<CompletionItem>& items, QStringView prefix,
                               std::size_t limit)
{
    struct Candidate
    {
        const CompletionItem* item;
        bool begins = false;
        int score = 0;
        std::vector<int> positions;
    };
    QString folded;
    for (const QChar c : prefix)
        if (!c.isSpace())
            folded += c.toCaseFolded();
    std::vector<Candidate> candidates;
    for (const CompletionItem& item : items) {
        if (!mayMatch(folded, item.text))
            continue;
        std::optional<actions::FuzzyMatch> match = actions::fuzzyMatch(prefix, item.text);
        if (!match || !isMeant(prefix, item.text, match->positions))
            continue;
        const bool begins = !folded.isEmpty() && item.text.startsWith(prefix, Qt::CaseInsensitive);
        if (begins) // the letters at the start are those that were meant
            for (std::size_t i = 0; i < match->positions.size(); ++i)
                match->positions[i] = static_cast<int>(i);
        candidates.push_back({&item, begins, match->score, std::move(match->positions)});
    }
    if (!folded.isEmpty())
        std::stable_sort(candidates.begin(), candidates.end(), [](const Candidate& a, const Candidate& b) {
            if (a.begins != b.begins)
                return a.begins;
            if (!a.begins && a.score != b.score)
                return a.score > b.score;
            if (a.item->text.size() != b.item->text.size())
                return a.item->text.size() < b.item->text.size();
            return a.item->text < b.item->text;
        });
    std::vector<RankedItem> best;
    for (Candidate& candidate : candidates) {
        if (best.size() == limit)
            break;
        best.push_back({*candidate.item, std::move(candidate.positions)});
    }
    return best;
}

CompletionEdit editFor(const CompletionContext& context, const CompletionItem& item, QStringView text)
{
    CompletionEdit edit{.start = context.start, .length = context.length, .text = item.text};
    const QChar next = charAt(text, context.start + context.length);
    qsizetype back = 0; // from the end of what is put in
    const auto closeQuote = [&](QChar quote) {
        if (next != quote)
            edit.text += quote;
        else
            back = -1; // step over the one that is there
    };
    switch (item.kind) {
    case Kind::Function:
    case Kind::Aggregation:
        if (next == u'(')
            back = -1;
        else
            edit.text += u'(';
        break;
    case Kind::Metric:
        if (!isPlainMetric(item.text)) {
            edit.text = u'{' + quotedWith(item.text, u'"') + u'}';
            back = 1;
        }
        break;
    case Kind::Label:
        if (!context.quote.isNull()) {
            edit.text = escaped(item.text, context.quote);
            closeQuote(context.quote);
        } else {
            edit.text = isPlainLabel(item.text) ? item.text : quotedWith(item.text, u'"');
            const qsizetype end = context.start + context.length;
            const QStringView rest = text.sliced(end).trimmed();
            if (context.inMatchers && !rest.startsWith(u'=') && !rest.startsWith(u'!'))
                edit.text += QLatin1String("=\"");
        }
        break;
    case Kind::Value:
        if (context.quote.isNull()) {
            edit.text = quotedWith(valueText(context, item.text), u'"');
        } else {
            edit.text = escaped(valueText(context, item.text), context.quote);
            if (next != u'|')
                closeQuote(context.quote);
        }
        break;
    case Kind::Duration:
        if (context.inRange) {
            const QStringView rest = text.sliced(context.start + context.length).trimmed();
            if (next == u']')
                back = -1;
            else if (!rest.startsWith(u']') && !rest.startsWith(u':'))
                edit.text += u']';
        }
        break;
    case Kind::Keyword:
        break;
    }
    edit.cursor = edit.start + edit.text.size() - back;
    return edit;
}

} // namespace signalbox::promql
