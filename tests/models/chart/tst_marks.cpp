// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/chart/marks.h"

#include "tests/support/testmain.h"

#include <QTest>

namespace tst_marks {

using namespace signalbox;
using namespace signalbox::chart;
using namespace std::chrono_literals;

namespace {

const Instant base = Instant::fromSeconds(1'700'000'000);
constexpr Duration step = 15s;

/// Points from one minute to another, both kept.
Series between(LabelSet labels, int fromMinute, int toMinute)
{
    Series out{.labels = std::move(labels), .times = {}, .values = {}, .histograms = {}};
    for (Instant at = base + fromMinute * 60s; at <= base + toMinute * 60s; at = at + step) {
        out.times.push_back(at.ns);
        out.values.push_back(1);
    }
    return out;
}

LabelSet version(const char* service, const char* number)
{
    return {{QStringLiteral("service"), QString::fromLatin1(service)},
            {QStringLiteral("version"), QString::fromLatin1(number)}};
}

LabelSet alert(const char* name, const char* severity)
{
    return {{QStringLiteral("alertname"), QString::fromLatin1(name)},
            {QStringLiteral("severity"), QString::fromLatin1(severity)},
            {QStringLiteral("service"), QStringLiteral("cart")}};
}

QStringList words(const std::vector<Mark>& marks)
{
    QStringList out;
    for (const Mark& mark : marks)
        out += QStringLiteral("%1 %2 %3")
                   .arg(mark.kind == MarkKind::Rollback ? QStringLiteral("back") : QStringLiteral("deploy"))
                   .arg((mark.at - base) / 60s)
                   .arg(mark.label);
    return out;
}

} // namespace

class TestMarks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void deploys_data()
    {
        QTest::addColumn<std::vector<Series>>("versions");
        QTest::addColumn<QStringList>("marks");
        const auto row = [](const char* name, std::vector<Series> versions, const QStringList& marks) {
            QTest::newRow(name) << std::move(versions) << marks;
        };
        row("one version all along", {between(version("cart", "1.0"), 0, 30)}, {});
        row("a rollout in a minute",
            {between(version("cart", "1.0"), 0, 11), between(version("cart", "1.1"), 10, 30)},
            {QStringLiteral("deploy 10 cart v1.1")});
        row("taken back after five minutes",
            {[] {
                 Series whole = between(version("cart", "1.0"), 0, 11);
                 append(whole, between(version("cart", "1.0"), 15, 30));
                 return whole;
             }(),
             between(version("cart", "1.1"), 10, 16)},
            {QStringLiteral("deploy 10 cart v1.1"), QStringLiteral("back 15 cart v1.0")});
        row("a canary that is taken back while the old version stays",
            {between(version("cart", "1.0"), 0, 30), between(version("cart", "1.1"), 10, 14)},
            {QStringLiteral("deploy 10 cart v1.1"), QStringLiteral("back 14 cart v1.0")});
        row("a service that is new altogether",
            {between(version("cart", "1.0"), 10, 30), between(version("web", "7"), 0, 30)}, {});
        row("an image tells its tag",
            {between(version("cart", "1"), 0, 9), between(version("cart", "reg.io/a/cart:2.4"), 10, 30)},
            {QStringLiteral("deploy 10 cart v2.4")});
        row("nothing", {}, {});
    }
    void deploys()
    {
        QFETCH(std::vector<Series>, versions);
        QTEST(words(deployMarks(versions, step)), "marks");
    }

    void alertsBecomeSpans()
    {
        const std::vector<AlertSpan> spans =
            alertSpans({between(alert("Slow", "warning"), 5, 8), between(alert("Down", "critical"), 10, 30),
                        between(alert("Down", "critical"), 12, 20)},
                       step, base + 30min);
        QCOMPARE(spans.size(), 2U);
        QCOMPARE(spans[0].label, QStringLiteral("Slow"));
        QCOMPARE(spans[0].range.end, base + 8min);
        QVERIFY(!spans[0].open);
        QCOMPARE(spans[1].range.start, base + 10min);
        QVERIFY(spans[1].open);
        const std::vector<Mark> marks = alertMarks(spans, base + 7min);
        QCOMPARE(marks.size(), 1U); // what burned before the range has no beginning in it
        QCOMPARE(marks.front().label, QStringLiteral("Down"));
    }

    void aShortGapIsBridgedALongOneIsNot()
    {
        Series flapping = between(alert("A", "page"), 0, 2);
        append(flapping, between(alert("A", "page"), 2, 2));
        Series later = between(alert("A", "page"), 3, 4);
        append(flapping, std::move(later));
        QCOMPARE(alertSpans({flapping}, 30s, base + 10min).size(), 1U);
        QCOMPARE(alertSpans({flapping}, step, base + 10min).size(), 2U);
    }

    void hostileCountsAreBounded()
    {
        std::vector<Series> many;
        for (int i = 0; i < 3'000; ++i)
            many.push_back(between(
                {{QStringLiteral("alertname"), QStringLiteral("a%1\n\u202e").arg(i) + QString(2'000, u'x')}},
                1, 2));
        const auto spans = alertSpans(many, step, base + 10min);
        QCOMPARE(spans.size(), 50U);
        QVERIFY(spans.front().label.size() <= 61 && !spans.front().label.contains(u'\n'));
        std::vector<Series> versions{between(version("cart", "0"), 0, 30)};
        for (int i = 0; i < 500; ++i)
            versions.push_back(between(version("cart", qPrintable(QString::number(i + 1))), 5 + i % 20, 30));
        QVERIFY(deployMarks(versions, step).size() <= 30);
    }

    void whomAnAlertConcerns()
    {
        QVERIFY(concerns(alert("A", "page"), QStringLiteral("cart")));
        QVERIFY(!concerns(alert("A", "page"), QStringLiteral("car")));
        QVERIFY(concerns({{QStringLiteral("job"), QStringLiteral("shop/cart")}}, QStringLiteral("cart")));
        QVERIFY(!concerns({{QStringLiteral("pod"), QStringLiteral("cart")}}, QStringLiteral("cart")));
    }
};

} // namespace tst_marks

SIGNALBOX_GUILESS_TEST(tst_marks, TestMarks)
#include "tst_marks.moc"
