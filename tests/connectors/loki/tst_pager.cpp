// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/loki/pager.h"
#include "fakeloki.h"
#include "lokifixture.h"
#include "tests/support/testmain.h"

#include <QSignalSpy>
#include <QTest>

#include <set>

namespace tst_pager {

using namespace signalbox;
using namespace signalbox::loki;
using signalbox::loki::test::backendAt;
using signalbox::loki::test::Bench;
using signalbox::test::FakeLoki;

namespace {

constexpr std::int64_t base = 1'795'251'600'000'000'000;

PageRequest request(Direction direction, int pageSize, std::int64_t limit = 0)
{
    return {.query = QStringLiteral("{app=~\".+\"}"),
            .range = {{base}, {base + 1'000'000}},
            .direction = direction,
            .limit = limit,
            .pageSize = pageSize,
            .priority = http::Priority::Interactive};
}

/// 50 lines, 300 in one nanosecond, 50 lines; the burst in three streams.
void fill(FakeLoki& loki)
{
    for (int i = 0; i < 50; ++i)
        loki.push({.ns = base + i, .stream = QStringLiteral("a"), .text = QString::number(i), .traceId = {}});
    for (int i = 0; i < 300; ++i)
        loki.push({.ns = base + 100,
                   .stream = QString(QChar(u'a' + i % 3)),
                   .text = QString::number(i / 3),
                   .traceId = QString::number(i % 7)});
    for (int i = 0; i < 50; ++i)
        loki.push(
            {.ns = base + 200 + i, .stream = QStringLiteral("b"), .text = QString::number(i), .traceId = {}});
}

} // namespace

/// Milliseconds; a busy machine may need some.
constexpr int patience = 20'000;

class TestPager : public QObject
{
    Q_OBJECT

    struct Reading
    {
        explicit Reading(Bench& bench, const PageRequest& wanted)
            : pager(&bench.client, wanted)
        {
            QObject::connect(&pager, &Pager::pageReady, [this](const LogBatchPtr& batch) {
                for (std::size_t i = 0; i < batch->size(); ++i)
                    lines.push_back(batch->at(i));
            });
            QObject::connect(&pager, &Pager::finished, [this](const PagerReport& r) { report = r; });
            QObject::connect(&pager, &Pager::failed, [this](const Error& e) { errors.push_back(e); });
        }

        [[nodiscard]] std::size_t distinct() const
        {
            std::set<std::tuple<std::int64_t, QString, QByteArray>> keys;
            for (const LogLine& l : lines)
                keys.emplace(l.at.ns, l.labels.toString(), l.line);
            return keys.size();
        }

        Pager pager;
        std::vector<LogLine> lines;
        std::optional<PagerReport> report;
        std::vector<Error> errors;
    };

private Q_SLOTS:
    void allLinesOnce_data()
    {
        QTest::addColumn<int>("pageSize");
        for (const int size : {30, 100, 250, 1000})
            QTest::addRow("%d", size) << size;
    }
    void allLinesOnce()
    {
        QFETCH(int, pageSize);
        FakeLoki loki;
        fill(loki);
        Bench bench(backendAt(loki.url()));
        for (const Direction direction : {Direction::Backward, Direction::Forward}) {
            Reading reading(bench, request(direction, pageSize));
            reading.pager.start();
            QTRY_VERIFY_WITH_TIMEOUT(reading.report, patience);
            QVERIFY(reading.report->complete);
            QCOMPARE(reading.lines.size(), std::size_t{400});
            QCOMPARE(reading.distinct(), std::size_t{400});
            QCOMPARE(reading.report->lines, 400);
            QVERIFY(reading.report->gaps.empty());
        }
    }

    void theServersMaximumIsLearned()
    {
        FakeLoki loki;
        loki.mostEntries = 120;
        fill(loki);
        Bench bench(backendAt(loki.url()));
        Reading reading(bench, request(Direction::Backward, 1000));
        reading.pager.start();
        QTRY_VERIFY_WITH_TIMEOUT(reading.report, patience);
        QCOMPARE(reading.report->gaps.size(), std::size_t{1});
        QCOMPARE(reading.report->gaps.front().at.ns, base + 100);
        QVERIFY(
            describe(reading.report->gaps.front()).contains(QLatin1String("2026-11-21T09:00:00.0000001")));
        QVERIFY(reading.lines.size() >= std::size_t{220});
        QCOMPARE(reading.distinct(), reading.lines.size());
    }

    void aFailedPageIsAskedAgain()
    {
        FakeLoki loki;
        fill(loki);
        Bench bench(backendAt(loki.url()));
        Reading reading(bench, request(Direction::Forward, 100));
        QObject::connect(&reading.pager, &Pager::pageReady, this, [&loki, first = true]() mutable {
            if (std::exchange(first, false))
                loki.failQueries = 1;
        });
        reading.pager.start();
        QTRY_COMPARE_WITH_TIMEOUT(reading.errors.size(), std::size_t{1}, patience);
        QCOMPARE(reading.errors.front().httpStatus, 500);
        QVERIFY(!reading.report);
        reading.pager.resume();
        QTRY_VERIFY_WITH_TIMEOUT(reading.report, patience);
        QCOMPARE(reading.lines.size(), std::size_t{400});
        QCOMPARE(reading.distinct(), std::size_t{400});
    }

    void noMoreThanWanted()
    {
        FakeLoki loki;
        fill(loki);
        Bench bench(backendAt(loki.url()));
        Reading reading(bench, request(Direction::Backward, 40, 130));
        reading.pager.start();
        QTRY_VERIFY_WITH_TIMEOUT(reading.report, patience);
        QCOMPARE(reading.lines.size(), std::size_t{130});
        QCOMPARE(reading.distinct(), std::size_t{130});
        QVERIFY(!reading.report->complete);
    }

    void itMayBeDeletedWhileItTells()
    {
        FakeLoki loki;
        fill(loki);
        Bench bench(backendAt(loki.url()));
        auto pager = std::make_unique<Pager>(&bench.client, request(Direction::Backward, 10));
        int pages = 0;
        QObject::connect(pager.get(), &Pager::pageReady, this, [&] {
            ++pages;
            pager.reset();
        });
        pager->start();
        QTRY_COMPARE_WITH_TIMEOUT(pages, 1, patience);
        QVERIFY(!pager);
    }
};

} // namespace tst_pager

SIGNALBOX_GUILESS_TEST(tst_pager, TestPager)
#include "tst_pager.moc"
