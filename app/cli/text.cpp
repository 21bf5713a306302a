// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/text.h"

#include <algorithm>
#include <array>

namespace signalbox::cli {

namespace {

/// East Asian wide and emoji, in the blocks where nearly all of a block is.
constexpr std::array<std::pair<char32_t, char32_t>, 14> wideRanges{{{0x1100, 0x115F},
                                                                    {0x2E80, 0x303E},
                                                                    {0x3041, 0x33FF},
                                                                    {0x3400, 0x4DBF},
                                                                    {0x4E00, 0x9FFF},
                                                                    {0xA000, 0xA4CF},
                                                                    {0xA960, 0xA97F},
                                                                    {0xAC00, 0xD7A3},
                                                                    {0xF900, 0xFAFF},
                                                                    {0xFE30, 0xFE6F},
                                                                    {0xFF00, 0xFF60},
                                                                    {0xFFE0, 0xFFE6},
                                                                    {0x1F300, 0x1FAFF},
                                                                    {0x20000, 0x3FFFD}}};

qsizetype columnsOf(char32_t c)
{
    if (c < 0x300)
        return 1;
    switch (QChar::category(c)) {
    case QChar::Mark_NonSpacing:
    case QChar::Mark_Enclosing:
        return 0;
    default:
        break;
    }
    const bool isWide = std::any_of(wideRanges.begin(), wideRanges.end(),
                                    [c](const auto& range) { return c >= range.first && c <= range.second; });
    return isWide ? 2 : 1;
}

bool isUnsafe(char32_t c)
{
    switch (QChar::category(c)) {
    case QChar::Other_Control:
    case QChar::Other_Format:
    case QChar::Other_Surrogate:
    case QChar::Other_NotAssigned:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
        return true;
    default:
        return false;
    }
}

void appendEscaped(QString& out, char32_t c)
{
    switch (c) {
    case U'\n':
        out += QLatin1String("\\n");
        return;
    case U'\r':
        out += QLatin1String("\\r");
        return;
    case U'\t':
        out += QLatin1String("\\t");
        return;
    case 0x1B:
        out += QLatin1String("\\e");
        return;
    default:
        break;
    }
    const QString digits = QString::number(static_cast<std::uint32_t>(c), 16);
    out += c > 0xFFFF ? QStringLiteral("\\U%1").arg(digits, 8, QLatin1Char('0'))
                      : QStringLiteral("\\u%1").arg(digits, 4, QLatin1Char('0'));
}

} // namespace

QString visible(QStringView text)
{
    QString out;
    out.reserve(text.size());
    forEachCodePoint(text, [&out](char32_t c) {
        if (isUnsafe(c))
            appendEscaped(out, c);
        else
            out += QChar::fromUcs4(c);
        return true;
    });
    return out;
}

QString timeText(Instant t)
{
    return t.toDateTime().toString(QStringLiteral("yyyy-MM-ddTHH:mm:ss.zzz")) + QLatin1Char('Z');
}

qsizetype columns(QStringView text)
{
    qsizetype sum = 0;
    forEachCodePoint(text, [&sum](char32_t c) {
        sum += columnsOf(c);
        return true;
    });
    return sum;
}

QString cutTo(const QString& text, qsizetype width)
{
    if (text.size() <= width / 2 || columns(text) <= width)
        return text;
    QString out;
    qsizetype used = 0;
    forEachCodePoint(text, [&](char32_t c) {
        used += columnsOf(c);
        if (used > width - 1)
            return false;
        out += QChar::fromUcs4(c);
        return true;
    });
    return width > 0 ? out + QChar(0x2026) : QString();
}

QString padded(const QString& text, qsizetype width, bool rightAligned)
{
    const QString spaces(std::max<qsizetype>(0, width - columns(text)), QLatin1Char(' '));
    return rightAligned ? spaces + text : text + spaces;
}

} // namespace signalbox::cli
