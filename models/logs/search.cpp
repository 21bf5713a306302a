// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/logs/search.h"

#include "models/base/error.h"
#include "models/telemetry/logfields.h"

#include <algorithm>

namespace signalbox::logs {

namespace {

constexpr std::string_view guessedLevel = "detected_level";
// A regular expression reads no more of a line: some take a second for each megabyte.
constexpr std::size_t regexBytes = 256 * 1024;
constexpr std::size_t searchedBetweenChecks = 4096;

bool isAscii(const QString& text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) { return c.unicode() < 128; });
}

std::string_view toView(const QByteArray& bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

} // namespace

bool SearchText::narrowsTo(const SearchText& other) const
{
    if (isRegex || other.isRegex || text.isEmpty())
        return false;
    if (matchCase && !other.matchCase)
        return false;
    return other.text.contains(text, matchCase ? Qt::CaseSensitive : Qt::CaseInsensitive);
}

Searcher::Searcher(const SearchText& text)
    : m_text(text)
    , m_bytes(toView(text.text.toUtf8()), !text.matchCase)
{
    if (text.isRegex || (!text.matchCase && !isAscii(text.text)))
        m_regex = QRegularExpression(text.isRegex ? text.text : QRegularExpression::escape(text.text),
                                     text.matchCase ? QRegularExpression::NoPatternOption
                                                    : QRegularExpression::CaseInsensitiveOption);
}

Result<Searcher> Searcher::make(const SearchText& text)
{
    Searcher searcher(SearchText{
        .text = text.text.left(longestText), .matchCase = text.matchCase, .isRegex = text.isRegex});
    if (searcher.m_regex && !searcher.m_regex->isValid())
        return failure(
            Error{.kind = ErrorKind::Invalid,
                  .what = QStringLiteral("The regular expression does not compile: %1, at character %2.")
                              .arg(searcher.m_regex->errorString())
                              .arg(searcher.m_regex->patternErrorOffset() + 1)});
    return searcher;
}

bool Searcher::matchesText(std::string_view text) const
{
    if (!m_regex)
        return m_bytes.find(text) != std::string_view::npos;
    const std::string_view part = text.substr(0, regexBytes);
    return m_regex->match(QString::fromUtf8(part.data(), static_cast<qsizetype>(part.size()))).hasMatch();
}

bool Searcher::matches(const LogBatch& batch, std::size_t row) const
{
    if (matchesText(batch.line(row)))
        return true;
    std::string_view fields = batch.fieldBytes(row);
    while (const auto field = logfields::take(fields))
        if (field->name != guessedLevel && matchesText(field->value))
            return true;
    return false;
}

std::vector<Match> Searcher::matchesIn(const QString& shown, std::size_t most) const
{
    std::vector<Match> found;
    if (m_regex) {
        auto matches = m_regex->globalMatch(shown);
        while (matches.hasNext() && found.size() < most) {
            const QRegularExpressionMatch match = matches.next();
            if (match.capturedLength() > 0)
                found.push_back({match.capturedStart(), match.capturedLength()});
        }
        return found;
    }
    if (m_text.text.isEmpty())
        return found;
    const auto sensitivity = m_text.matchCase ? Qt::CaseSensitive : Qt::CaseInsensitive;
    for (qsizetype at = shown.indexOf(m_text.text, 0, sensitivity); at >= 0 && found.size() < most;
         at = shown.indexOf(m_text.text, at + m_text.text.size(), sensitivity))
        found.push_back({at, m_text.text.size()});
    return found;
}

std::vector<std::int64_t> searchIn(const Pieces& pieces, const Searcher& searcher,
                                   const std::atomic<bool>& cancelled)
{
    std::vector<std::int64_t> hits;
    for (const Piece& piece : pieces) {
        const LogBatch& batch = *piece.batch;
        for (std::size_t row = 0; row < batch.size(); ++row) {
            if (row % searchedBetweenChecks == 0 && cancelled.load(std::memory_order_relaxed))
                return hits;
            if (searcher.matches(batch, row))
                hits.push_back(piece.first + static_cast<std::int64_t>(row));
        }
    }
    return hits;
}

std::vector<std::int64_t> searchAmong(const Pieces& pieces, const std::vector<std::int64_t>& rows,
                                      const Searcher& searcher, const std::atomic<bool>& cancelled)
{
    std::vector<std::int64_t> hits;
    auto row = rows.begin();
    for (const Piece& piece : pieces) {
        const std::int64_t end = piece.first + static_cast<std::int64_t>(piece.batch->size());
        row = std::lower_bound(row, rows.end(), piece.first);
        for (; row != rows.end() && *row < end; ++row) {
            if (cancelled.load(std::memory_order_relaxed))
                return hits;
            if (searcher.matches(*piece.batch, static_cast<std::size_t>(*row - piece.first)))
                hits.push_back(*row);
        }
    }
    return hits;
}

} // namespace signalbox::logs
