// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/traceid.h"

#include "tests/support/testmain.h"

#include <QTest>

namespace tst_traceid {

using namespace signalbox;

class TestTraceId : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void reads_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("hex"); // empty: none
        const auto row = [](const char* text, const char* hex) {
            QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(hex);
        };
        row("4bf92f3577b34da6a3ce929d0e0e4736", "4bf92f3577b34da6a3ce929d0e0e4736");
        row("4BF92F3577B34DA6A3CE929D0E0E4736", "4bf92f3577b34da6a3ce929d0e0e4736");
        row("a3ce929d0e0e4736", "0000000000000000a3ce929d0e0e4736");
        row("1", "00000000000000000000000000000001");
        row("10000000000000000", "00000000000000010000000000000000");
        row("ffffffffffffffffffffffffffffffff", "ffffffffffffffffffffffffffffffff");
        row("", "");
        row("0", "");
        row("00000000000000000000000000000000", "");
        row("4bf92f3577b34da6a3ce929d0e0e47360", "");
        row("4bf92f3577b34da6a3ce929d0e0e473g", "");
        row("4bf92f35-77b34da6", "");
        row(" 1", "");
        row("+1", "");
        row("0x1", "");
        row("１２", "");
        row("š1", "");
    }
    void reads()
    {
        QFETCH(QString, text);
        QFETCH(QString, hex);
        const auto id = TraceId::fromHex(QStringView(text));
        QCOMPARE(id ? id->toHex() : QString(), hex);
        if (id)
            QVERIFY(TraceId::fromHex(QStringView(id->toShortHex())) == id);
    }

    void spansHaveSixteenDigits()
    {
        QCOMPARE(SpanId::fromHex(QStringView(u"f067aa0ba902b7")).value_or(SpanId()).toHex(),
                 QStringLiteral("00f067aa0ba902b7"));
        QVERIFY(!SpanId::fromHex(QStringView(u"00f067aa0ba902b71")));
        QVERIFY(!SpanId::fromHex(QStringView(u"0000000000000000")));
        QVERIFY(!SpanId::fromHex(QStringView()));
    }

    void shortAndLongMeetWeakly()
    {
        const TraceId wide{.high = 1, .low = 2};
        const TraceId narrow{.high = 0, .low = 2};
        QVERIFY(wide.weaklyEquals(narrow) && narrow.weaklyEquals(wide) && wide.weaklyEquals(wide));
        QVERIFY(!wide.weaklyEquals({.high = 3, .low = 2}));
        QVERIFY(!wide.weaklyEquals({.high = 1, .low = 3}));
        QVERIFY(!TraceId().weaklyEquals(TraceId()));
        QVERIFY(wide != narrow);
        QCOMPARE(narrow.toShortHex(), QStringLiteral("0000000000000002"));
        QCOMPARE(wide.toShortHex().size(), qsizetype(32));
    }
};

} // namespace tst_traceid

SIGNALBOX_GUILESS_TEST(tst_traceid, TestTraceId)
#include "tst_traceid.moc"
