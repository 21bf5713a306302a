// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/timerange.h"

#include "models/base/duration.h"
#include "models/base/text.h"

#include <array>

namespace signalbox {

namespace {

constexpr std::int64_t nsOfSecond = 1'000'000'000;

struct RoundingUnit
{
    char letter;
    InstantSpec::Rounding rounding;
    std::int64_t ns;
    std::int64_t origin; ///< an instant at which such a unit began
};

// The epoch was a Thursday: the week began three days before.
constexpr std::array roundings{
    RoundingUnit{'s', InstantSpec::Rounding::Second, nsOfSecond, 0},
    RoundingUnit{'m', InstantSpec::Rounding::Minute, 60 * nsOfSecond, 0},
    RoundingUnit{'h', InstantSpec::Rounding::Hour, 3'600 * nsOfSecond, 0},
    RoundingUnit{'d', InstantSpec::Rounding::Day, 86'400 * nsOfSecond, 0},
    RoundingUnit{'w', InstantSpec::Rounding::Week, 604'800 * nsOfSecond, -3 * 86'400 * nsOfSecond}};

Instant roundedDown(Instant t, const RoundingUnit& unit)
{
    std::int64_t past = (t - Instant{unit.origin}).count() % unit.ns;
    if (past < 0)
        past += unit.ns;
    return t - Duration{past};
}

Error invalid(const QString& what)
{
    return {.kind = ErrorKind::Invalid, .what = what, .detail = {}, .httpStatus = 0};
}

const QString& examples()
{
    static const QString text = QStringLiteral(
        "Write for example now-1h, 5m ago, 2026-11-21T09:00:00Z or unix seconds of 10 digits.");
    return text;
}

/// Reads a time from front to back and knows where it stopped.
class Reader
{
public:
    Reader(QStringView all, Zone zone)
        : m_all(all)
        , m_zone(zone)
    {
        m_end = all.size();
        while (m_end > 0 && all[m_end - 1].isSpace())
            --m_end;
        while (m_at < m_end && all[m_at].isSpace())
            ++m_at;
    }

    Result<InstantSpec> read()
    {
        const QStringView text = rest();
        if (text.isEmpty())
            return refused(QStringLiteral("a time was expected"));
        if (text.startsWith(QLatin1String("now"), Qt::CaseInsensitive))
            return readNow();
        if (text.endsWith(QLatin1String("ago"), Qt::CaseInsensitive))
            return readAgo();
        if (text.front() == QLatin1Char('-'))
            return readOffset();
        qsizetype digits = 0;
        while (digits < text.size() && isDigit(text[digits]))
            ++digits;
        if (digits == 4 && text.size() > 4 && text[4] == QLatin1Char('-'))
            return readDate();
        if (digits > 0 && digits == text.size())
            return readUnix(text);
        if (digits > 0 && text[digits] == QLatin1Char('.'))
            return readFloat(digits);
        if (digits > 0 && parseDuration(text)) {
            return refused(QStringLiteral("this is a length, not a time: write now-%1 or %1 ago").arg(text));
        }
        m_at += digits;
        return refused(digits > 0 ? QStringLiteral("a date (yyyy-mm-dd) or unix seconds were expected")
                                  : QStringLiteral("\"now\", a date or a number was expected"));
    }

private:
    [[nodiscard]] QStringView rest() const { return m_all.mid(m_at, m_end - m_at); }
    [[nodiscard]] QChar peek() const { return m_at < m_end ? m_all[m_at] : QChar(); }

    [[nodiscard]] tl::unexpected<Error> refused(const QString& expected) const
    {
        return failure(invalid(QStringLiteral("\"%1\" is not a time: at character %2, %3. %4")
                                   .arg(cleaned(m_all, 60))
                                   .arg(m_at + 1)
                                   .arg(expected, examples())));
    }

    /// The duration that reaches up to `stop`, with the position of a mistake in the whole text.
    [[nodiscard]] Result<Duration> readDuration(qsizetype stop)
    {
        const auto duration = parseDuration(m_all.mid(m_at, stop - m_at));
        if (!duration || m_at == stop) {
            return refused(QStringLiteral("a duration with units was expected (s, m, h, d, w as in 1h30m)"));
        }
        m_at = stop;
        return *duration;
    }

    Result<InstantSpec> readNow()
    {
        m_at += 3;
        InstantSpec spec = InstantSpec::now();
        if (peek() == QLatin1Char('-') || peek() == QLatin1Char('+')) {
            const bool back = peek() == QLatin1Char('-');
            ++m_at;
            const qsizetype slash = m_all.indexOf(QLatin1Char('/'), m_at);
            if (!isDigit(peek()))
                return refused(QStringLiteral("a number was expected"));
            const auto duration = readDuration(slash >= 0 && slash < m_end ? slash : m_end);
            if (!duration)
                return failure(duration.error());
            spec.offset = back ? -*duration : *duration;
        }
        if (peek() == QLatin1Char('/')) {
            ++m_at;
            for (const RoundingUnit& unit : roundings) {
                if (rest() == QChar(QLatin1Char(unit.letter))) {
                    spec.rounding = unit.rounding;
                    return spec;
                }
            }
            return refused(QStringLiteral("one unit to round to was expected (s, m, h, d or w)"));
        }
        if (m_at < m_end)
            return refused(QStringLiteral("\"-\", \"+\", \"/\" or the end was expected"));
        return spec;
    }

    Result<InstantSpec> readAgo()
    {
        qsizetype stop = m_end - 3;
        while (stop > m_at && m_all[stop - 1].isSpace())
            --stop;
        if (!isDigit(peek()))
            return refused(QStringLiteral("a number was expected"));
        const auto duration = readDuration(stop);
        if (!duration)
            return failure(duration.error());
        return InstantSpec::now(-*duration);
    }

    Result<InstantSpec> readOffset()
    {
        ++m_at;
        if (!isDigit(peek()))
            return refused(QStringLiteral("a number was expected"));
        const auto duration = readDuration(m_end);
        if (!duration)
            return failure(duration.error());
        return InstantSpec::now(-*duration);
    }

    Result<InstantSpec> readUnix(QStringView digits)
    {
        bool fits = false;
        const qlonglong value = digits.toLongLong(&fits);
        if (fits) {
            switch (digits.size()) {
            case 10:
                return InstantSpec::absolute(Instant::fromSeconds(value));
            case 13:
                return InstantSpec::absolute(Instant::fromMilliseconds(value));
            case 16:
                return InstantSpec::absolute(Instant::fromMicroseconds(value));
            case 19:
                return InstantSpec::absolute(Instant::fromNanoseconds(value));
            default:
                break;
            }
        }
        return refused(QStringLiteral("a unix time of 10 (s), 13 (ms), 16 (µs) or 19 (ns) digits was "
                                      "expected, these are %1")
                           .arg(digits.size()));
    }

    Result<InstantSpec> readFloat(qsizetype whole)
    {
        if (whole > 10)
            return refused(QStringLiteral("at most 10 digits of seconds were expected before the point"));
        const std::int64_t seconds = rest().left(whole).toLongLong();
        m_at += whole;
        std::int64_t fraction = 0;
        if (!readFraction(fraction) || m_at < m_end)
            return refused(QStringLiteral("1 to 9 decimals were expected"));
        const Instant at = Instant::fromSeconds(seconds) + Duration{fraction};
        return InstantSpec::absolute(at);
    }

    /// At a point or comma: behind its digits, the first nine of which count. False without a digit.
    bool readFraction(std::int64_t& ns)
    {
        ++m_at;
        std::int64_t unit = nsOfSecond / 10;
        const qsizetype from = m_at;
        for (; isDigit(peek()); ++m_at, unit /= 10)
            ns += (peek().unicode() - '0') * unit;
        return m_at > from;
    }

    /// A number of exactly so many digits.
    bool readNumber(int digits, int& value)
    {
        value = 0;
        for (int i = 0; i < digits; ++i, ++m_at) {
            if (!isDigit(peek()))
                return false;
            value = value * 10 + (peek().unicode() - '0');
        }
        return true;
    }

    bool readLiteral(char c)
    {
        if (peek() != QLatin1Char(c))
            return false;
        ++m_at;
        return true;
    }

    Result<InstantSpec> readDate()
    {
        int year = 0;
        int month = 0;
        int day = 0;
        const qsizetype dateAt = m_at;
        if (!readNumber(4, year) || !readLiteral('-') || !readNumber(2, month) || !readLiteral('-') ||
            !readNumber(2, day))
            return refused(QStringLiteral("a date was expected (yyyy-mm-dd)"));
        const QDate date(year, month, day);
        if (!date.isValid()) {
            m_at = dateAt;
            return refused(QStringLiteral("the calendar has no such day"));
        }
        int hour = 0;
        int minute = 0;
        int seconds = 0;
        std::int64_t fraction = 0;
        if (peek() == QLatin1Char('T') || peek() == QLatin1Char('t') || peek() == QLatin1Char(' ')) {
            ++m_at;
            const qsizetype timeAt = m_at;
            if (!readNumber(2, hour) || !readLiteral(':') || !readNumber(2, minute))
                return refused(QStringLiteral("a time was expected (hh:mm or hh:mm:ss)"));
            if (readLiteral(':')) {
                if (!readNumber(2, seconds))
                    return refused(QStringLiteral("two digits of seconds were expected"));
                if ((peek() == QLatin1Char('.') || peek() == QLatin1Char(',')) && !readFraction(fraction))
                    return refused(QStringLiteral("decimals were expected after the point"));
            }
            if (hour > 23 || minute > 59 || seconds > 60) {
                m_at = timeAt;
                return refused(QStringLiteral("the day has no such time"));
            }
        }
        return readZone(date, ((hour * 60) + minute) * 60 + seconds, fraction);
    }

    Result<InstantSpec> readZone(QDate date, int secondOfDay, std::int64_t fraction)
    {
        // A leap second is counted into the next minute by this sum, as everywhere in unix time.
        std::int64_t utc = (date.toJulianDay() - QDate(1970, 1, 1).toJulianDay()) * 86'400 + secondOfDay;
        if (peek() == QLatin1Char(' '))
            ++m_at;
        if (m_at >= m_end) {
            if (m_zone == Zone::Local) {
                const QTime time = QTime(0, 0).addSecs(qMin(secondOfDay, 86'399));
                utc =
                    QDateTime(date, time, Qt::LocalTime).toSecsSinceEpoch() + (secondOfDay > 86'399 ? 1 : 0);
            }
            return InstantSpec::absolute(Instant::fromSeconds(utc) + Duration{fraction});
        }
        const qsizetype zoneAt = m_at;
        const QStringView zone = rest();
        if (zone.compare(QLatin1String("Z"), Qt::CaseInsensitive) == 0 ||
            zone.compare(QLatin1String("UTC"), Qt::CaseInsensitive) == 0)
            return InstantSpec::absolute(Instant::fromSeconds(utc) + Duration{fraction});
        const QChar sign = peek();
        int hours = 0;
        int minutes = 0;
        bool good = sign == QLatin1Char('+') || sign == QLatin1Char('-') || sign == QChar(0x2212);
        if (good) {
            ++m_at;
            good = readNumber(2, hours);
            readLiteral(':');
            good = good && (m_at == m_end || readNumber(2, minutes)) && m_at == m_end && hours < 24 &&
                   minutes < 60;
        }
        if (!good) {
            m_at = zoneAt;
            return refused(QStringLiteral("Z or an offset such as +02:00 was expected"));
        }
        const int offset = (hours * 60 + minutes) * 60;
        utc += sign == QLatin1Char('+') ? -offset : offset;
        return InstantSpec::absolute(Instant::fromSeconds(utc) + Duration{fraction});
    }

    QStringView m_all;
    Zone m_zone;
    qsizetype m_at = 0;
    qsizetype m_end = 0;
};

Error wrongOrder(Instant start, Instant end)
{
    return invalid(QStringLiteral("The range ends at %1 and begins at %2: the end must be after the start.")
                       .arg(end.toRfc3339(), start.toRfc3339()));
}

} // namespace

Instant InstantSpec::resolved(Instant now) const
{
    if (!relative)
        return at;
    const Instant moved = now + offset;
    for (const RoundingUnit& unit : roundings) {
        if (unit.rounding == rounding)
            return roundedDown(moved, unit);
    }
    return moved;
}

QString InstantSpec::toString() const
{
    if (!relative)
        return at.toRfc3339();
    QString text = QStringLiteral("now");
    if (offset.count() > 0)
        text += QLatin1Char('+');
    if (offset.count() != 0)
        text += plainText(offset);
    for (const RoundingUnit& unit : roundings) {
        if (unit.rounding == rounding)
            text += QStringLiteral("/%1").arg(QLatin1Char(unit.letter));
    }
    return text;
}

Result<Interval> TimeRange::resolved(Instant now) const
{
    const Interval interval{.start = from.resolved(now), .end = to.resolved(now)};
    if (interval.end <= interval.start)
        return failure(wrongOrder(interval.start, interval.end));
    return interval;
}

QString TimeRange::toString() const
{
    return from.toString() + QLatin1String("..") + to.toString();
}

Result<InstantSpec> parseInstantSpec(QStringView text, Zone zone)
{
    return Reader(text, zone).read();
}

Result<Instant> parseInstant(QStringView text, Zone zone)
{
    const auto spec = parseInstantSpec(text, zone);
    if (!spec)
        return failure(spec.error());
    if (spec->relative) {
        return failure(invalid(QStringLiteral("\"%1\" moves with the clock; a fixed time was expected, for "
                                              "example 2026-11-21T09:00:00Z.")
                                   .arg(cleaned(text, 60))));
    }
    return spec->at;
}

Result<TimeRange> parseTimeRange(QStringView text, Zone zone)
{
    qsizetype at = text.indexOf(QLatin1String(".."));
    qsizetype width = 2;
    if (at < 0) {
        at = text.indexOf(QLatin1String(" to "), 0, Qt::CaseInsensitive);
        width = 4;
    }
    if (at < 0) {
        const auto length = parseDuration(text);
        if (length && length->count() > 0)
            return TimeRange::last(*length);
        return failure(
            invalid(QStringLiteral("\"%1\" is not a range: two times with \"..\" between them were "
                                   "expected, for example now-1h..now, or a length such as 1h.")
                        .arg(cleaned(text, 60))));
    }
    const auto from = parseInstantSpec(text.left(at), zone);
    if (!from)
        return failure(from.error());
    const auto to = parseInstantSpec(text.mid(at + width), zone);
    if (!to)
        return failure(to.error());
    if (!from->relative && !to->relative && to->at <= from->at)
        return failure(wrongOrder(from->at, to->at));
    return TimeRange{.from = *from, .to = *to};
}

} // namespace signalbox
