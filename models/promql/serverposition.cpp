// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/promql/serverposition.h"

#include "models/base/error.h"
#include "models/promql/lexer.h"

#include <QRegularExpression>

#include <algorithm>

namespace signalbox::promql {

namespace {

constexpr qsizetype messageLimit = 4096;
constexpr qsizetype sentenceLimit = 400;

/// The unit at which the byte `wanted` of the text in UTF-8 stands, or that which it is within.
qsizetype unitAtByte(QStringView text, qsizetype wanted)
{
    qsizetype bytes = 0;
    qsizetype i = 0;
    while (i < text.size()) {
        const bool pair = text[i].isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate();
        const char16_t c = text[i].unicode();
        bytes += pair ? 4 : c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
        if (bytes > wanted)
            return i;
        i += pair ? 2 : 1;
    }
    return i;
}

/// The start of a line that counts from 1; the end of the text when there are fewer.
qsizetype startOfLine(QStringView text, int line)
{
    qsizetype start = 0;
    for (int i = 1; i < line; ++i) {
        const qsizetype end = text.indexOf(u'\n', start);
        if (end < 0)
            return text.size();
        start = end + 1;
    }
    return start;
}

qsizetype lastVisible(QStringView text, qsizetype before)
{
    qsizetype i = std::min(before, text.size());
    while (i > 0 && text[i - 1].isSpace())
        --i;
    if (i == 0)
        return 0;
    const bool pair = i > 1 && text[i - 1].isLowSurrogate() && text[i - 2].isHighSurrogate();
    return i - (pair ? 2 : 1);
}

} // namespace

std::optional<ServerMistake> mistakeIn(QStringView message, QStringView text)
{
    static const QRegularExpression place(QStringLiteral("\\b(\\d{1,9}):(\\d{1,9}): parse error:? ?(.*)"),
                                          QRegularExpression::DotMatchesEverythingOption);
    const QString bounded = message.left(messageLimit).toString();
    const QRegularExpressionMatch match = place.match(bounded);
    if (!match.hasMatch())
        return std::nullopt;
    const int line = match.capturedView(1).toInt();
    const int column = match.capturedView(2).toInt();
    ServerMistake mistake{.sentence = cleaned(match.capturedView(3), sentenceLimit)};
    if (text.isEmpty())
        return mistake;

    const qsizetype lineStart = startOfLine(text, line);
    qsizetype lineEnd = text.indexOf(u'\n', lineStart);
    if (lineEnd < 0)
        lineEnd = text.size();
    const QStringView shown = text.sliced(lineStart, lineEnd - lineStart);
    mistake.start = lineStart + unitAtByte(shown, std::max(column - 1, 0));
    if (mistake.start >= text.size() || text[mistake.start].isSpace())
        mistake.start = lastVisible(text, mistake.start);

    // The whole word or string that stands there, so that the mark can be seen.
    const std::vector<Token> tokens = lex(text).tokens;
    const auto hit = std::find_if(tokens.begin(), tokens.end(), [&](const Token& token) {
        return token.start <= mistake.start && mistake.start < token.end();
    });
    mistake.length = hit == tokens.end() ? 1 : hit->end() - mistake.start;
    return mistake;
}

} // namespace signalbox::promql
