// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/promql/gotext.h"

#include <QDateTime>
#include <QTimeZone>

#include <array>
#include <charconv>
#include <cmath>
#include <limits>

namespace signalbox::simulator::promql {

namespace {

std::optional<QByteArray> nonFinite(double v)
{
    if (std::isnan(v))
        return QByteArray("NaN");
    if (std::isinf(v))
        return QByteArray(v > 0 ? "+Inf" : "-Inf");
    return std::nullopt;
}

QByteArray scientific(double v)
{
    std::array<char, 40> buffer{};
    const auto end =
        std::to_chars(buffer.data(), buffer.data() + buffer.size(), v, std::chars_format::scientific).ptr;
    return QByteArray(buffer.data(), end - buffer.data());
}

/// Digits and decimal exponent of the shortest form, to be laid out by hand: std::to_chars would print all
/// digits of a large number where Go fills up with zeros.
struct Digits
{
    bool negative = false;
    QByteArray digits;
    int exponent = 0; ///< of the first digit
};

Digits digitsOf(double v)
{
    Digits out;
    const QByteArray text = scientific(v);
    qsizetype i = 0;
    if (text.startsWith('-')) {
        out.negative = true;
        i = 1;
    }
    for (; i < text.size() && text[i] != 'e'; ++i) {
        if (text[i] != '.')
            out.digits += text[i];
    }
    out.exponent = text.mid(i + 1).toInt();
    return out;
}

QByteArray escapedControl(char32_t c)
{
    return QByteArray::number(static_cast<uint>(c), 16).rightJustified(c > 0xffff ? 8 : 4, '0');
}

} // namespace

QByteArray plainNumber(double v)
{
    if (auto special = nonFinite(v))
        return *special;
    const double abs = std::abs(v);
    if (abs < 1e15 && v == std::floor(v) && (v != 0 || !std::signbit(v)))
        return QByteArray::number(static_cast<qlonglong>(v));
    const Digits d = digitsOf(v);
    QByteArray out = d.negative ? "-" : "";
    if (d.exponent < 0) {
        out += "0." + QByteArray(-d.exponent - 1, '0') + d.digits;
    } else if (d.digits.size() <= d.exponent + 1) {
        out += d.digits + QByteArray(d.exponent + 1 - d.digits.size(), '0');
    } else {
        out += d.digits.left(d.exponent + 1) + '.' + d.digits.mid(d.exponent + 1);
    }
    return out;
}

QByteArray sampleNumber(double v)
{
    const double abs = std::abs(v);
    return std::isfinite(v) && abs != 0 && (abs < 1e-6 || abs >= 1e21) ? scientific(v) : plainNumber(v);
}

QByteArray exponentNumber(double v)
{
    if (auto special = nonFinite(v))
        return *special;
    return scientific(v);
}

QByteArray shortNumber(double v)
{
    const double abs = std::abs(v);
    return std::isfinite(v) && abs != 0 && (abs < 1e-4 || abs >= 1e6) ? scientific(v) : plainNumber(v);
}

std::optional<double> parseFloat(QByteArrayView text)
{
    const QByteArray lower = text.toByteArray().toLower();
    QByteArrayView rest(lower);
    bool negative = false;
    if (rest.startsWith('+') || rest.startsWith('-')) {
        negative = rest.startsWith('-');
        rest = rest.sliced(1);
    }
    double value = 0;
    if (rest == "inf" || rest == "infinity") {
        value = std::numeric_limits<double>::infinity();
    } else if (lower == "nan") {
        return std::numeric_limits<double>::quiet_NaN();
    } else {
        if (rest.isEmpty() || (rest.front() != '.' && (rest.front() < '0' || rest.front() > '9')))
            return std::nullopt;
        // A hexadecimal number must have a binary exponent: 0x1p-2.
        const bool hex = rest.startsWith("0x");
        if (hex && !rest.toByteArray().contains('p'))
            return std::nullopt;
        const auto [end, error] =
            std::from_chars(rest.data() + (hex ? 2 : 0), rest.data() + rest.size(), value,
                            hex ? std::chars_format::hex : std::chars_format::general);
        if (end != rest.data() + rest.size())
            return std::nullopt;
        if (error == std::errc::result_out_of_range) {
            if (!rest.toByteArray().contains("e-"))
                return std::nullopt;
            value = 0;
        } else if (error != std::errc()) {
            return std::nullopt;
        }
    }
    return negative ? -value : value;
}

QByteArray secondsText(std::int64_t ms)
{
    const std::uint64_t abs = ms < 0 ? 0 - static_cast<std::uint64_t>(ms) : static_cast<std::uint64_t>(ms);
    QByteArray out = ms < 0 ? "-" : "";
    out += QByteArray::number(static_cast<qulonglong>(abs / 1000));
    if (abs % 1000 != 0)
        out += '.' + QByteArray::number(static_cast<qulonglong>(abs % 1000)).rightJustified(3, '0');
    return out;
}

QByteArray rfc3339(std::int64_t ms)
{
    QByteArray text = rfc3339Milli(ms);
    text.chop(1);
    while (text.endsWith('0'))
        text.chop(1);
    if (text.endsWith('.'))
        text.chop(1);
    return text + 'Z';
}

QByteArray rfc3339Milli(std::int64_t ms)
{
    return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC).toString(Qt::ISODateWithMs).toLatin1();
}

std::optional<std::int64_t> parseRfc3339(const QString& text)
{
    // Go wants the seconds and the zone; Qt would take a date alone, too.
    if (text.size() < 20 || text[10] != u'T' || text[13] != u':' || text[16] != u':')
        return std::nullopt;
    QString fitted = text;
    if (fitted[19] == u'.') {
        qsizetype end = 20;
        while (end < fitted.size() && fitted[end] >= u'0' && fitted[end] <= u'9')
            ++end;
        if (end == 20 || end > 40)
            return std::nullopt;
        fitted = fitted.left(std::min<qsizetype>(end, 23)).leftJustified(23, u'0') + fitted.mid(end);
    }
    const QStringView zone = QStringView(fitted).sliced(fitted[19] == u'.' ? 23 : 19);
    if (zone != u"Z" && (zone.size() != 6 || (zone[0] != u'+' && zone[0] != u'-') || zone[3] != u':'))
        return std::nullopt;
    const QDateTime parsed = QDateTime::fromString(fitted, Qt::ISODateWithMs);
    if (!parsed.isValid())
        return std::nullopt;
    return parsed.toMSecsSinceEpoch();
}

ParsedDuration parsePromDuration(QByteArrayView text)
{
    struct Unit
    {
        QByteArrayView name;
        std::int64_t ms;
    };
    static constexpr std::array units{
        Unit{"y", 31'536'000'000}, Unit{"w", 604'800'000}, Unit{"d", 86'400'000}, Unit{"h", 3'600'000},
        Unit{"m", 60'000},         Unit{"s", 1000},        Unit{"ms", 1}};
    const auto bad = [&] {
        return ParsedDuration{
            0, QStringLiteral("not a valid duration string: %1").arg(goQuoted(QString::fromUtf8(text)))};
    };
    if (text == "0")
        return {};
    if (text.isEmpty())
        return {0, QStringLiteral("empty duration string")};
    constexpr std::int64_t limit = std::numeric_limits<std::int64_t>::max() / 1'000'000;
    std::int64_t total = 0;
    std::size_t nextUnit = 0;
    qsizetype i = 0;
    while (i < text.size()) {
        const qsizetype digits = i;
        std::int64_t count = 0;
        for (; i < text.size() && text[i] >= '0' && text[i] <= '9'; ++i)
            count = std::min(count * 10 + (text[i] - '0'), limit + 1);
        const qsizetype letters = i;
        while (i < text.size() && text[i] >= 'a' && text[i] <= 'z')
            ++i;
        const QByteArrayView name = text.sliced(letters, i - letters);
        while (nextUnit < units.size() && units[nextUnit].name != name)
            ++nextUnit;
        if (letters == digits || nextUnit == units.size())
            return bad();
        if (count > (limit - total) / units[nextUnit].ms)
            return {0, QStringLiteral("duration out of range")};
        total += count * units[nextUnit].ms;
        ++nextUnit;
    }
    return {total, {}};
}

QString promDurationText(std::int64_t ms)
{
    if (ms == 0)
        return QStringLiteral("0s");
    QString out;
    const auto take = [&](const char* name, std::int64_t unit, bool exact) {
        if (exact && ms % unit != 0)
            return;
        if (const std::int64_t n = ms / unit; n > 0) {
            out += QString::number(n) + QLatin1String(name);
            ms -= n * unit;
        }
    };
    // Years and weeks only when nothing is left over: 90d reads better than 12w6d.
    take("y", 31'536'000'000, true);
    take("w", 604'800'000, true);
    take("d", 86'400'000, false);
    take("h", 3'600'000, false);
    take("m", 60'000, false);
    take("s", 1000, false);
    take("ms", 1, false);
    return out;
}

QString goQuoted(QStringView text)
{
    QString out = QStringLiteral("\"");
    for (const char32_t c : text.toUcs4()) {
        switch (c) {
        case U'"':
            out += QLatin1String("\\\"");
            break;
        case U'\\':
            out += QLatin1String("\\\\");
            break;
        case U'\a':
            out += QLatin1String("\\a");
            break;
        case U'\b':
            out += QLatin1String("\\b");
            break;
        case U'\f':
            out += QLatin1String("\\f");
            break;
        case U'\n':
            out += QLatin1String("\\n");
            break;
        case U'\r':
            out += QLatin1String("\\r");
            break;
        case U'\t':
            out += QLatin1String("\\t");
            break;
        case U'\v':
            out += QLatin1String("\\v");
            break;
        default:
            if (c < 0x20 || c == 0x7f)
                out += QLatin1String("\\x") +
                       QLatin1String(QByteArray::number(static_cast<uint>(c), 16).rightJustified(2, '0'));
            else if (!QChar::isPrint(c))
                out += QLatin1String(c > 0xffff ? "\\U" : "\\u") + QLatin1String(escapedControl(c));
            else
                out += QString::fromUcs4(&c, 1);
        }
    }
    return out + u'"';
}

QString goQuotedRune(char32_t c)
{
    if (c == U'\'')
        return QStringLiteral("'\\''");
    if (c == U'"')
        return QStringLiteral("'\"'");
    QString quoted = goQuoted(QString::fromUcs4(&c, 1));
    quoted.front() = u'\'';
    quoted.back() = u'\'';
    return quoted;
}

QByteArray jsonString(QStringView text)
{
    QByteArray out = "\"";
    const QByteArray utf8 = text.toUtf8();
    for (qsizetype i = 0; i < utf8.size(); ++i) {
        const auto c = static_cast<unsigned char>(utf8[i]);
        switch (c) {
        case '"':
            out += "\\\"";
            break;
        case '\\':
            out += "\\\\";
            break;
        case '\n':
            out += "\\n";
            break;
        case '\r':
            out += "\\r";
            break;
        case '\t':
            out += "\\t";
            break;
        default:
            if (c < 0x20 || c == '<' || c == '>' || c == '&') {
                out += "\\u" + escapedControl(c);
            } else if (c == 0xe2 && i + 2 < utf8.size() && utf8[i + 1] == '\x80' &&
                       (utf8[i + 2] == '\xa8' || utf8[i + 2] == '\xa9')) {
                out += utf8[i + 2] == '\xa8' ? "\\u2028" : "\\u2029";
                i += 2;
            } else {
                out += utf8[i];
            }
        }
    }
    return out + '"';
}

} // namespace signalbox::simulator::promql
