// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/logtext.h"
#include "app/cli/waterfall.h"
#include "models/telemetry/tracebuilder.h"
#include "tests/support/testmain.h"

#include <QTest>

namespace tst_waterfall {

using namespace signalbox;
using namespace signalbox::cli;

namespace {

const Instant base = Instant::fromSeconds(1'795'251'600);

Span span(TraceBuilder& builder, std::uint64_t id, std::uint64_t parent, int startMs, int lengthMs)
{
    Span made;
    made.id = {id};
    made.parentId = {parent};
    made.start = base + std::chrono::milliseconds(startMs);
    made.duration = std::chrono::milliseconds(lengthMs);
    if (builder.processes().empty())
        builder.processes().push_back({.service = builder.intern("web"), .tags = {}});
    made.process = 0;
    made.service = builder.processes().front().service;
    made.operation = builder.intern("op\x1b[2J" + std::to_string(id));
    return made;
}

QStringList rowsOf(const Trace& trace, std::optional<int> width = {})
{
    return waterfall(trace, width).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
}

} // namespace

class TestWaterfall : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theTreeHasItsBranches()
    {
        TraceBuilder builder{QByteArray()};
        builder.beginTrace(ParentRule::Explicit);
        builder.setTraceId({.high = 0, .low = 0xabcdef0123456789}, builder.keep("abcdef0123456789"));
        builder.addSpan(span(builder, 1, 0, 0, 100));
        builder.addSpan(span(builder, 2, 1, 10, 40));
        builder.addSpan(span(builder, 3, 2, 20, 10), 2);
        builder.addSpan(span(builder, 4, 1, 60, 40));
        const auto traces = builder.finish();
        QCOMPARE(traces.size(), std::size_t(1));
        const QStringList rows = rowsOf(*traces[0]);
        QVERIFY2(rows.size() == 6, qPrintable(rows.join(QLatin1Char('\n'))));
        QVERIFY(rows[0].startsWith(
            QStringLiteral("Trace abcdef0123456789  2026-11-21T09:00:00.000Z  100 ms  4 spans  1 error  ")));
        QVERIFY2(rows[2].endsWith(QStringLiteral("  web  op\\e[2J1")), qPrintable(rows[2]));
        QVERIFY2(rows[3].endsWith(QStringLiteral("├─ web  op\\e[2J2")), qPrintable(rows[3]));
        QVERIFY2(rows[4].endsWith(QStringLiteral("│  └─ web  op\\e[2J3  ✗ error")), qPrintable(rows[4]));
        QVERIFY2(rows[5].endsWith(QStringLiteral("└─ web  op\\e[2J4")), qPrintable(rows[5]));
        QVERIFY(rows[2].startsWith(QString(24, QChar(0x2588))));
        for (const QString& row : rowsOf(*traces[0], 40))
            QVERIFY(row.size() <= 40);
    }

    void deepTracesStayNarrow()
    {
        TraceBuilder builder{QByteArray()};
        builder.beginTrace(ParentRule::Explicit);
        builder.setTraceId({.high = 1, .low = 1}, builder.keep("1"));
        constexpr int depth = 5'000;
        for (int i = 1; i <= depth; ++i)
            builder.addSpan(
                span(builder, static_cast<std::uint64_t>(i), static_cast<std::uint64_t>(i - 1), 0, 1));
        const auto traces = builder.finish();
        const QStringList rows = rowsOf(*traces.at(0));
        QVERIFY(rows.size() >= depth + 2);
        QVERIFY2(rows[depth + 1].contains(QStringLiteral("… (level 5000) web")), qPrintable(rows[depth + 1]));
        for (const QString& row : rows)
            QVERIFY(row.size() < 200);
    }

    void aLineKnowsItsTrace_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("id");
        QTest::newRow("field") << QByteArray("traceID=27ED1DDD57D16AA910BE49E3E099A638 x")
                               << "27ed1ddd57d16aa910be49e3e099a638";
        QTest::newRow("64 bits") << QByteArray("{\"trace_id\":\"941f545de40f1b7f\"}") << "941f545de40f1b7f";
        QTest::newRow("a naked word is only a hint") << QByteArray("27ed1ddd57d16aa910be49e3e099a638") << "";
        QTest::newRow("none") << QByteArray("order 12345") << "";
    }
    void aLineKnowsItsTrace()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, id);
        LogLine line;
        line.at = base;
        line.line = text;
        QCOMPARE(traceIdOf(line), id);
        QCOMPARE(toJson(line)["trace_id"].is_null(), id.isEmpty());
    }
};

} // namespace tst_waterfall

SIGNALBOX_GUILESS_TEST(tst_waterfall, TestWaterfall)
#include "tst_waterfall.moc"
