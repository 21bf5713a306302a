// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/timerange.h"

#include "tests/support/testmain.h"

#include <QTest>

namespace tst_timerange {

using namespace signalbox;

namespace {
constexpr std::int64_t second = 1'000'000'000;
// Saturday, 2026-11-21T09:00:00Z
constexpr std::int64_t nine = 1'795'251'600 * second;
} // namespace

class TestTimeRange : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void parses_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qint64>("ns"); // with now = nine
        const auto row = [](const char* text, qint64 ns) {
            QTest::newRow(text) << QString::fromUtf8(text) << ns;
        };
        row("now", nine);
        row("NOW", nine);
        row(" now ", nine);
        row("now-1h", nine - 3'600 * second);
        row("now-1h30m", nine - 5'400 * second);
        row("now-1.5h", nine - 5'400 * second);
        row("now-2d", nine - 172'800 * second);
        row("now-1w", nine - 604'800 * second);
        row("now+5m", nine + 300 * second);
        row("now/d", nine - 9 * 3'600 * second);
        row("now-1d/d", nine - 33 * 3'600 * second);
        row("now-10m/h", nine - 3'600 * second);
        row("now/w", nine - (5 * 24 + 9) * 3'600 * second);
        row("5m ago", nine - 300 * second);
        row("1h30m ago", nine - 5'400 * second);
        row("5mago", nine - 300 * second);
        row("-5m", nine - 300 * second);
        row("2026-11-21T09:00:00Z", nine);
        row("2026-11-21t09:00:00z", nine);
        row("2026-11-21 09:00:00Z", nine);
        row("2026-11-21 09:00:00 UTC", nine);
        row("2026-11-21T10:00:00+01:00", nine);
        row("2026-11-21T10:00:00+0100", nine);
        row("2026-11-21T10:00:00+01", nine);
        row("2026-11-21T03:30:00-05:30", nine);
        row("2026-11-21T09:00:00.5Z", nine + second / 2);
        row("2026-11-21T09:00:00.123456789Z", nine + 123'456'789);
        row("2026-11-21T09:00:00,120Z", nine + 120'000'000);
        row("2026-11-21T09:00:00.1234567891Z", nine + 123'456'789);
        row("2026-11-21T09:00", nine);
        row("2026-11-21 09:00:00", nine);
        row("2026-11-21", nine - 9 * 3'600 * second);
        row("2024-02-29T00:00:00Z", 1'709'164'800 * second);
        row("1969-12-31T23:59:59Z", -second);
        row("1795251600", nine);
        row("1795251600123", nine + 123'000'000);
        row("1795251600123456", nine + 123'456'000);
        row("1795251600123456789", nine + 123'456'789);
        row("1795251600.5", nine + second / 2);
        row("1795251600.000000001", nine + 1);
    }
    void parses()
    {
        QFETCH(QString, text);
        QFETCH(qint64, ns);
        const auto spec = parseInstantSpec(text);
        QVERIFY2(spec, spec ? "" : qPrintable(spec.error().what));
        QCOMPARE(spec->resolved(Instant{nine}).ns, ns);
        const auto again = parseInstantSpec(spec->toString());
        QVERIFY2(again, qPrintable(spec->toString()));
        QVERIFY(*again == *spec);
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("says");
        const auto row = [](const char* text, const char* says) {
            QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(says);
        };
        row("", "character 1, a time was expected");
        row("yesterday", "character 1");
        row("now-", "character 5, a number");
        row("now-1x", "character 5, a duration");
        row("now-1", "character 5, a duration");
        row("now--1h", "character 5, a number");
        row("nowhere", "character 4");
        row("now/", "character 5, one unit");
        row("now/y", "character 5, one unit");
        row("now-1h/dd", "character 8, one unit");
        row("ago", "character 1, a number");
        row("x ago", "character 1, a number");
        row("1h", "write now-1h");
        row("2026", "these are 4");
        row("17952516000", "these are 11");
        row("99999999999999999999", "these are 20");
        row("12345678901.5", "at most 10 digits");
        row("1795251600.", "decimals");
        row("1795251600.5x", "decimals");
        row("2026-13-01", "character 1, the calendar");
        row("2026-02-29", "the calendar has no such day");
        row("2026-1-1", "a date was expected");
        row("2026-11-21T25:00:00Z", "character 12, the day has no such time");
        row("2026-11-21T09", "character 14, a time");
        row("2026-11-21T09:00:0Z", "two digits of seconds");
        row("2026-11-21T09:00:00.Z", "decimals were expected");
        row("2026-11-21T09:00:00X", "character 20, Z or an offset");
        row("2026-11-21T09:00:00+25:00", "Z or an offset");
        row("2026-11-21T09:00:00Zjunk", "Z or an offset");
        row("21.11.2026", "decimals");
    }
    void refuses()
    {
        QFETCH(QString, text);
        QFETCH(QString, says);
        const auto spec = parseInstantSpec(text);
        QVERIFY(!spec);
        QVERIFY(spec.error().kind == ErrorKind::Invalid);
        QVERIFY2(spec.error().what.contains(says), qPrintable(spec.error().what));
        QVERIFY(spec.error().what.size() < 300);
    }

    void theZoneOfTheReaderCountsOnlyWhereNoneIsGiven()
    {
        qputenv("TZ", "Asia/Tokyo");
        tzset();
        const auto local = parseInstant(u"2026-11-21 18:00:00", Zone::Local);
        const auto utc = parseInstant(u"2026-11-21 09:00:00");
        const auto given = parseInstant(u"2026-11-21T09:00:00Z", Zone::Local);
        qputenv("TZ", "UTC");
        tzset();
        QVERIFY(local && utc && given);
        QCOMPARE(local->ns, nine);
        QCOMPARE(utc->ns, nine);
        QCOMPARE(given->ns, nine);
    }

    void aFixedTimeDoesNotMove()
    {
        QVERIFY(!parseInstant(u"now-1h"));
        QVERIFY(parseInstant(u"1795251600"));
    }

    void readsRanges()
    {
        const auto range = parseTimeRange(u"now-1h..now");
        QVERIFY(range);
        QVERIFY(*range == TimeRange());
        QVERIFY(parseTimeRange(u"now-1h to now") == range);
        QVERIFY(parseTimeRange(u"1h") == range);
        QVERIFY(range->isRelative());
        QCOMPARE(range->toString(), QStringLiteral("now-1h..now"));
        const ManualClock clock(Instant{nine});
        const auto interval = range->resolved(clock);
        QVERIFY(interval);
        QCOMPARE(interval->start.ns, nine - 3'600 * second);
        QCOMPARE(interval->end.ns, nine);
        QVERIFY(interval->contains(interval->start) && interval->contains(interval->end));
        QVERIFY(interval->length() == std::chrono::hours(1));
        const TimeRange fixed = TimeRange::absolute(*interval);
        QVERIFY(!fixed.isRelative());
        QVERIFY(parseTimeRange(fixed.toString()) == fixed);
    }

    void theEndMustBeAfterTheStart()
    {
        QVERIFY(!parseTimeRange(u"1795251600..1795251600"));
        QVERIFY(!parseTimeRange(u"1795251600..1795251599"));
        QVERIFY(!parseTimeRange(u"-1h"));
        QVERIFY(!parseTimeRange(u"yesterday"));
        QVERIFY(!parseTimeRange(u"now..x"));
        QVERIFY(!parseTimeRange(u"x..now"));
        const auto turned = parseTimeRange(u"now..now-1h");
        QVERIFY(turned);
        const auto interval = turned->resolved(Instant{nine});
        QVERIFY(!interval);
        QVERIFY(interval.error().what.contains(QLatin1String("the end must be after the start")));
    }
};

} // namespace tst_timerange

SIGNALBOX_GUILESS_TEST(tst_timerange, TestTimeRange)
#include "tst_timerange.moc"
