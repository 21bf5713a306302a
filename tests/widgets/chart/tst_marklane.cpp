// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/testmain.h"
#include "tests/widgets/chart/chartfixture.h"
#include "widgets/chart/marklane.h"

#include <QTest>

#include <random>

namespace tst_marklane {

using namespace signalbox;
using namespace signalbox::chart;
using namespace signalbox::test;
using signalbox::widgets::LaneMark;
using signalbox::widgets::layOutMarks;

namespace {

double widthOf(const QString& text)
{
    return 6.0 * static_cast<double>(text.size());
}

QString elided(const QString& text, double width)
{
    return widthOf(text) <= width ? text : text.left(static_cast<int>(width / 6) - 1) + QChar(0x2026);
}

/// One pixel a second, 400 of them from 50 on.
std::vector<LaneMark> laid(std::vector<Mark> marks, std::vector<AlertSpan> alerts = {})
{
    ChartData data;
    data.range = {begin, begin + Duration(400 * second)};
    data.marks = std::move(marks);
    data.alerts = std::move(alerts);
    const Geometry geometry{data.range, 0, 1, 50, 18, 400, 100};
    return layOutMarks(data, geometry, widthOf, elided, [](Instant) { return QStringLiteral("12:00"); });
}

Mark mark(int at, const char* label, MarkKind kind = MarkKind::Deploy)
{
    return {kind, begin + Duration(at * second), QString::fromUtf8(label)};
}

} // namespace

class TestMarkLane : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rightOfItsShape()
    {
        const auto got = laid({mark(100, "payments v2")});
        QCOMPARE(got.size(), std::size_t{1});
        QCOMPARE(got[0].x, 150.0);
        QCOMPARE(got[0].text, QStringLiteral("payments v2"));
        QCOMPARE(got[0].textLeft, 160.0);
        QCOMPARE(got[0].tooltip, QStringLiteral("12:00 payments v2"));
    }

    void leftWhereTheNextOneIsNear()
    {
        const auto got = laid({mark(120, "payments v2.4.1"), mark(160, "declared", MarkKind::Incident)});
        QCOMPARE(got[0].text, QStringLiteral("payments v2.4.1"));
        QVERIFY(got[0].textLeft + got[0].textWidth <= 170 - 6);
        QVERIFY(got[1].textLeft >= 210 + 6);
    }

    void leftAtTheRightEdge()
    {
        const auto got = laid({mark(390, "payments v2.4.1")});
        QVERIFY(got[0].textLeft + got[0].textWidth < 440);
        QCOMPARE(got[0].text, QStringLiteral("payments v2.4.1"));
    }

    void nearOnesAreOne()
    {
        const auto got = laid({mark(100, "a"), mark(105, "down", MarkKind::Incident), mark(108, "b")});
        QCOMPARE(got.size(), std::size_t{1});
        QCOMPARE(got[0].kind, MarkKind::Incident);
        QCOMPARE(got[0].text, QStringLiteral("a +2"));
        QCOMPARE(got[0].tooltip.count(QLatin1Char('\n')), 2);
    }

    void alertsAreMarksWhereTheyBegin()
    {
        const AlertSpan before{
            {begin - Duration(second), begin + Duration(9 * second)}, QStringLiteral("old"), false};
        const AlertSpan within{
            {begin + Duration(200 * second), begin + Duration(300 * second)}, QStringLiteral("slow"), true};
        const auto got = laid({}, {before, within});
        QCOMPARE(got.size(), std::size_t{1});
        QCOMPARE(got[0].kind, MarkKind::Alert);
        QCOMPARE(got[0].text, QStringLiteral("slow"));
    }

    void labelsNeverTouch()
    {
        std::mt19937 random(5);
        for (int round = 0; round < 300; ++round) {
            std::vector<Mark> marks;
            const int count = 1 + static_cast<int>(random() % 30);
            for (int i = 0; i < count; ++i)
                marks.push_back(mark(static_cast<int>(random() % 420) - 10,
                                     i % 3 ? "payments v2.4.1 of the shop" : "x",
                                     static_cast<MarkKind>(random() % 5)));
            double end = 0;
            for (const LaneMark& got : laid(marks)) {
                QVERIFY(got.x >= 50 && got.x <= 450);
                if (got.text.isEmpty())
                    continue;
                QVERIFY(got.textLeft >= end);
                QVERIFY(got.textLeft + got.textWidth <= 451);
                QVERIFY(got.textLeft + got.textWidth < got.x - 5 || got.textLeft > got.x + 5);
                end = got.textLeft + got.textWidth;
            }
        }
    }

    void hostile()
    {
        QVERIFY(laid({}).empty());
        QVERIFY(laid({mark(-100, "before"), mark(1000, "after")}).empty());
        std::vector<Mark> many(20'000, mark(50, ""));
        many.push_back(mark(60, "\u202Eevil\n<b>"));
        const auto got = laid(many);
        QVERIFY(got.size() <= 2);
        QVERIFY(got[0].tooltip.size() < 2000);
        ChartData data;
        data.marks = {mark(1, "x")};
        QVERIFY(layOutMarks(data, Geometry{}, widthOf, elided, [](Instant) { return QString(); }).empty());
    }
};

} // namespace tst_marklane

SIGNALBOX_GUILESS_TEST(tst_marklane, TestMarkLane)
#include "tst_marklane.moc"
