// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/patterns/comparison.h"

#include "tests/support/testmain.h"

#include <QRegularExpression>
#include <QTest>

#include <numeric>

namespace tst_comparison {

using namespace signalbox;
using namespace std::chrono_literals;
using patterns::Comparison;
using patterns::Loaded;
using patterns::Tag;

namespace {

const std::atomic<bool> go = false;
constexpr std::int64_t second = 1'000'000'000;
const Interval before{{0}, {600 * second}};
const Interval during{{600 * second}, {1200 * second}};

/// `count` lines evenly over the range.
void add(std::vector<LogLine>& lines, const Interval& range, int count, const QByteArray& text,
         const QString& service = QStringLiteral("web"))
{
    for (int i = 0; i < count; ++i)
        lines.push_back({.at = range.start + range.length() * i / count,
                         .labels = {{QStringLiteral("service_name"), service}},
                         .line = text});
}

Loaded whole(const std::vector<LogLine>& lines, const Interval& range, std::int64_t first = 0)
{
    return {.pieces = {{LogBatch::fromLines(lines), first}}, .range = range, .covered = range};
}

const patterns::Shape* find(const Comparison& result, const char* text)
{
    for (const patterns::Shape& shape : result.shapes)
        if (shape.text == QString::fromUtf8(text))
            return &shape;
    return nullptr;
}

} // namespace

class TestComparison : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void countsAreJudged_data()
    {
        QTest::addColumn<int>("was");
        QTest::addColumn<int>("is");
        QTest::addColumn<double>("share");
        QTest::addColumn<double>("covered");
        QTest::addColumn<Tag>("tag");
        QTest::newRow("one new line, all known") << 0 << 1 << 1.0 << 1.0 << Tag::New;
        QTest::newRow("many new lines, a part known") << 0 << 500 << 0.2 << 0.2 << Tag::New;
        QTest::newRow("few new lines, a part known: who can say") << 0 << 5 << 0.2 << 0.2 << Tag::Unknown;
        QTest::newRow("nothing known") << 0 << 500 << 0.0 << 0.0 << Tag::Unknown;
        QTest::newRow("ten times as many") << 40 << 400 << 1.0 << 1.0 << Tag::Up;
        QTest::newRow("a little more") << 100 << 130 << 1.0 << 1.0 << Tag::Same;
        QTest::newRow("3 against 1 is chance") << 1 << 3 << 1.0 << 1.0 << Tag::Same;
        QTest::newRow("as many an hour, of half the time") << 200 << 400 << 0.5 << 0.5 << Tag::Same;
        QTest::newRow("twice as many an hour, of half the time") << 200 << 800 << 0.5 << 0.5 << Tag::Up;
        QTest::newRow("gone") << 24 << 0 << 1.0 << 1.0 << Tag::Gone;
        QTest::newRow("two lines less are not gone") << 2 << 0 << 1.0 << 1.0 << Tag::Same;
        QTest::newRow("far fewer") << 900 << 20 << 1.0 << 1.0 << Tag::Down;
    }

    void countsAreJudged()
    {
        QFETCH(int, was);
        QFETCH(int, is);
        QFETCH(double, share);
        QFETCH(double, covered);
        QFETCH(Tag, tag);
        QVERIFY(patterns::tagOf(was, is, share, covered) == tag);
    }

    void whatIsNewComesFirst()
    {
        std::vector<LogLine> earlier;
        add(earlier, before, 600, "level=info msg=\"order accepted\"");
        add(earlier, before, 20, "level=warn msg=\"retry 3\"");
        add(earlier, before, 40, "level=info msg=\"ledger settled batch=7\"");
        std::vector<LogLine> now;
        add(now, during, 640, "level=info msg=\"order accepted\"");
        add(now, during, 300, "level=warn msg=\"retry 4\"");
        add(now, {{900 * second}, {1200 * second}}, 30, "level=error msg=\"pool exhausted: 212 waiting\"");
        add(now, during, 90, "level=info msg=\"new and harmless\"");
        const Comparison result = patterns::compare(whole(earlier, before), whole(now, during, 1000), go);
        QStringList order;
        for (const patterns::Shape& shape : result.shapes)
            order += shape.text;
        QCOMPARE(order, QStringList({QString::fromUtf8("pool exhausted: ‹n› waiting"),
                                     QStringLiteral("new and harmless"), QString::fromUtf8("retry ‹n›"),
                                     QStringLiteral("order accepted"),
                                     QString::fromUtf8("ledger settled batch=‹n›")}));
        const patterns::Shape* pool = find(result, "pool exhausted: ‹n› waiting");
        QVERIFY(pool->tag == Tag::New);
        QVERIFY(pool->level == Level::Error);
        QCOMPARE(pool->during, std::int64_t{30});
        QCOMPARE(pool->before, std::int64_t{0});
        QCOMPARE(pool->firstDuring->ns, 900 * second);
        QCOMPARE(pool->example, std::optional<std::int64_t>(1000 + 640 + 300));
        QCOMPARE(std::accumulate(pool->bars.begin() + 6, pool->bars.end(), std::int64_t{0}),
                 std::int64_t{30});
        QCOMPARE(pool->bars[6], std::int64_t{0});
        const patterns::Shape* retry = find(result, "retry ‹n›");
        QVERIFY(retry->tag == Tag::Up);
        QCOMPARE(qRound(retry->factor), 15);
        QVERIFY(find(result, "order accepted")->tag == Tag::Same);
        QVERIFY(find(result, "ledger settled batch=‹n›")->tag == Tag::Gone);
        QCOMPARE(result.services, std::size_t{1});
        QCOMPARE(result.lines, std::int64_t{600 + 20 + 40 + 640 + 300 + 30 + 90});
    }

    void aPartOfTheTimeIsScaled()
    {
        // Only the last tenth of the range is loaded: a tenth of the lines is no decrease.
        std::vector<LogLine> earlier;
        add(earlier, before, 1000, "msg=steady");
        std::vector<LogLine> now;
        add(now, {{1140 * second}, {1200 * second}}, 100, "msg=steady");
        Loaded part = whole(now, during);
        part.covered.start = {1140 * second};
        const Comparison result = patterns::compare(whole(earlier, before), part, go);
        QCOMPARE(qRound(result.duringCovered * 100), 10);
        QVERIFY(result.shapes.front().tag == Tag::Same);
        QCOMPARE(qRound(result.shapes.front().factor * 10), 10);
    }

    void withoutATimeBeforeNothingIsNew()
    {
        std::vector<LogLine> now;
        add(now, during, 100, "msg=anything");
        const Comparison result = patterns::compare(
            {.pieces = {}, .range = before, .covered = {before.end, before.end}}, whole(now, during), go);
        QCOMPARE(result.beforeCovered, 0.0);
        QVERIFY(result.shapes.front().tag == Tag::Unknown);
    }

    void coloursAreNoPartOfAShape()
    {
        std::vector<LogLine> lines;
        add(lines, during, 5, "2026-11-27 14:32:09 [WARN] \x1b[33mcache miss\x1b[0m above 7 %");
        const Comparison result = patterns::compare(whole({}, before), whole(lines, during), go);
        QCOMPARE(result.shapes.size(), std::size_t{1});
        QCOMPARE(result.shapes.front().text, QString::fromUtf8("cache miss above ‹n› %"));
        const QRegularExpression regex(result.shapes.front().regex);
        QVERIFY(regex.match(lines.front().text()).hasMatch());
    }

    void linesOfOtherTimesDoNotCount()
    {
        std::vector<LogLine> lines;
        add(lines, {{1200 * second}, {1300 * second}}, 10, "msg=later");
        add(lines, during, 10, "msg=now");
        const Comparison result = patterns::compare(whole({}, before), whole(lines, during), go);
        QCOMPARE(result.lines, std::int64_t{10});
        QCOMPARE(result.shapes.size(), std::size_t{1});
    }

    void anEmptyComparisonIsEmpty()
    {
        const Comparison result = patterns::compare(whole({}, before), whole({}, {{5}, {5}}), go);
        QVERIFY(result.shapes.empty());
        QCOMPARE(result.duringCovered, 0.0);
    }
};

} // namespace tst_comparison

SIGNALBOX_GUILESS_TEST(tst_comparison, TestComparison)
#include "tst_comparison.moc"
