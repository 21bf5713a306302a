// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/telemetry/alert.h"
#include "models/telemetry/exemplar.h"
#include "models/telemetry/matcher.h"
#include "models/telemetry/rule.h"
#include "models/telemetry/series.h"
#include "models/telemetry/silence.h"
#include "tests/support/testmain.h"

#include <QTest>

#include <cmath>

namespace tst_series {

using namespace signalbox;
using namespace std::chrono_literals;

namespace {

Series at(std::vector<std::int64_t> seconds)
{
    Series series;
    for (const std::int64_t s : seconds) {
        series.times.push_back(s * 1'000'000'000);
        series.values.push_back(double(s));
    }
    return series;
}

} // namespace

class TestSeries : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsGaps_data()
    {
        QTest::addColumn<std::vector<std::int64_t>>("seconds");
        QTest::addColumn<qint64>("stepMs");
        QTest::addColumn<std::vector<std::size_t>>("gaps");
        using Times = std::vector<std::int64_t>;
        using Gaps = std::vector<std::size_t>;
        QTest::newRow("none") << Times{0, 10, 20} << 10'000LL << Gaps{};
        QTest::newRow("one point is missing") << Times{0, 10, 30, 40} << 10'000LL << Gaps{1};
        QTest::newRow("two gaps") << Times{0, 50, 60, 200} << 10'000LL << Gaps{0, 2};
        QTest::newRow("scrapes jitter") << Times{0, 14, 31, 44} << 15'000LL << Gaps{};
        QTest::newRow("no step") << Times{0, 100} << 0LL << Gaps{};
        QTest::newRow("one point") << Times{5} << 10'000LL << Gaps{};
        QTest::newRow("nothing") << Times{} << 10'000LL << Gaps{};
    }
    void findsGaps()
    {
        QFETCH(std::vector<std::int64_t>, seconds);
        QFETCH(qint64, stepMs);
        QFETCH(std::vector<std::size_t>, gaps);
        QVERIFY(gapsAfter(at(seconds), std::chrono::milliseconds(stepMs)) == gaps);
    }

    void nanIsAValueAndNoGap()
    {
        Series series = at({0, 10, 20});
        series.values[1] = std::nan("");
        QVERIFY(gapsAfter(series, 10s).empty());
        QCOMPARE(series.pointCount(), std::size_t{3});
        QVERIFY(!(series == series)); // as NaN has it
    }

    void clipsBothEnds()
    {
        Series series = at({0, 10, 20, 30});
        series.histograms = {{.at = Instant::fromSeconds(5)}, {.at = Instant::fromSeconds(10)}};
        clip(series, Instant::fromSeconds(10), Instant::fromSeconds(20));
        QCOMPARE(series.values, (std::vector<double>{10, 20}));
        QCOMPARE(series.histograms.size(), std::size_t{1});
        clip(series, Instant::fromSeconds(30), Instant::fromSeconds(20));
        QVERIFY(series.isEmpty());
    }

    void appendsWithoutDoubles()
    {
        Series series = at({0, 10, 20});
        append(series, at({20, 30}));
        QCOMPARE(series.values, (std::vector<double>{0, 10, 20, 30}));
        append(series, at({5, 10}));
        QCOMPARE(series.values.size(), std::size_t{4});
        Series empty;
        append(empty, at({1, 2}));
        QCOMPARE(empty.values, (std::vector<double>{1, 2}));
    }

    void namesWhatTheWireNames()
    {
        for (const char* name :
             {"unknown", "inactive", "pending", "firing", "unprocessed", "active", "suppressed"})
            QCOMPARE(toString(alertStateOf(QString::fromLatin1(name))), QString::fromLatin1(name));
        QVERIFY(alertStateOf(u"else") == AlertState::Unknown);
        QCOMPARE(toString(RuleHealth::Failing), QStringLiteral("err"));
        QCOMPARE(toString(Silence::State::Expired), QStringLiteral("expired"));
        for (const bool isRegex : {false, true}) {
            for (const bool isEqual : {false, true}) {
                const Matcher matcher{.name = {}, .op = Matcher::opOf(isRegex, isEqual), .value = {}};
                QCOMPARE(matcher.isRegex(), isRegex);
                QCOMPARE(matcher.isNegative(), !isEqual);
            }
        }
        QCOMPARE(toString(Matcher::Op::NotMatches), QStringLiteral("!~"));
    }

    void findsTheTraceOfAnExemplar()
    {
        const QString id = QStringLiteral("0af7651916cd43dd8448eb211c80319c");
        Exemplar exemplar;
        exemplar.labels = LabelSet{{QStringLiteral("TraceID"), id}, {QStringLiteral("mine"), id}};
        QCOMPARE(traceIdOf(exemplar).toHex(), id);
        QVERIFY(traceIdOf(exemplar, {QStringLiteral("other")}).isNull());
        QCOMPARE(traceIdOf(exemplar, {QStringLiteral("mine")}).toHex(), id);
        exemplar.labels = LabelSet{{QStringLiteral("trace_id"), QStringLiteral("order 7")}};
        QVERIFY(traceIdOf(exemplar).isNull());
    }

    void anAlertKnowsSinceWhen()
    {
        Alert alert;
        QVERIFY(!alert.since());
        alert.activeAt = Instant::fromSeconds(1);
        QCOMPARE(alert.since(), std::optional(Instant::fromSeconds(1)));
        alert.startsAt = Instant::fromSeconds(2);
        QCOMPARE(alert.since(), std::optional(Instant::fromSeconds(2)));
    }
};

} // namespace tst_series

SIGNALBOX_GUILESS_TEST(tst_series, TestSeries)
#include "tst_series.moc"
