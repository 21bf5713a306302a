// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/promql/serverposition.h"

#include "tests/support/testmain.h"

#include <QTest>

namespace tst_serverposition {

using namespace signalbox::promql;

class TestServerPosition : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void place_data()
    {
        QTest::addColumn<QString>("message");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("marked");
        QTest::addColumn<int>("start");
        QTest::addColumn<QString>("sentence");
        const auto row = [](const char* name, const char16_t* message, const char16_t* text,
                            const char16_t* marked, int start, const char16_t* sentence) {
            QTest::newRow(name) << QString::fromUtf16(message) << QString::fromUtf16(text)
                                << QString::fromUtf16(marked) << start << QString::fromUtf16(sentence);
        };
        row("2.x", u"1:6: parse error: unexpected <op:*>", u"rate(*)", u"*", 5, u"unexpected <op:*>");
        row("3.x", u"invalid parameter \"query\": 1:6: parse error: bad", u"rate(x)", u"x", 5, u"bad");
        row("as our client keeps it", u"bad_data: invalid parameter 'query': 1:1: parse error: bad",
            u"rate(x)", u"rate", 0, u"bad");
        row("the whole word", u"1:6: parse error: bad", u"rate(http_requests_total[5m])",
            u"http_requests_total", 5, u"bad");
        row("within a word", u"1:3: parse error: bad", u"abcdef", u"cdef", 2, u"bad");
        row("past the end", u"1:34: parse error: unclosed left parenthesis",
            u"sum(rate(http_requests_total[1m])", u")", 32, u"unclosed left parenthesis");
        row("far past the end", u"1:9999: parse error: bad", u"up", u"p", 1, u"bad");
        row("line that is not there", u"7:1: parse error: bad", u"up", u"p", 1, u"bad");
        row("second line", u"2:3: parse error: bad", u"a +\n  )", u")", 6, u"bad");
        row("end, blanks behind", u"1:9: parse error: bad", u"sum(a   ", u"a", 4, u"bad");
        row("umlauts before it", u"1:12: parse error: bad", u"{a=\"üü\"} !", u"!", 9, u"bad");
        row("three bytes", u"1:12: parse error: bad", u"{a=\"€\"}  ?", u"?", 9, u"bad");
        row("four bytes", u"1:13: parse error: bad", u"{a=\"🔥\"}  ?", u"?", 10, u"bad");
        row("combining and joined", u"1:24: parse error: bad", u"{a=\"👩\u200d🚒e\u0301\"} ?", u"?", 14,
            u"bad");
        row("on a character of four bytes", u"1:4: parse error: bad", u"up 🔥", u"🔥", 3, u"bad");
        row("in the middle of one", u"1:6: parse error: bad", u"up 🔥", u"🔥", 3, u"bad");
        row("second line, bytes in the first", u"2:1: parse error: bad", u"# ünï\n)", u")", 6, u"bad");
        row("zero", u"0:0: parse error: bad", u"up", u"up", 0, u"bad");
        row("huge", u"999999999:999999999: parse error: bad", u"up", u"p", 1, u"bad");
        row("blanks only", u"1:1: parse error: no expression found in input", u"   ", u" ", 0,
            u"no expression found in input");
        row("hostile sentence", u"1:1: parse error: a\u202eb\u0007c\n\nd", u"up", u"up", 0, u"a·b·c d");
        row("two positions", u"1:2: parse error: said 1:3: parse error: x", u"abc", u"bc", 1,
            u"said 1:3: parse error: x");
    }
    void place()
    {
        QFETCH(QString, message);
        QFETCH(QString, text);
        QFETCH(QString, marked);
        const auto mistake = mistakeIn(message, text);
        QVERIFY(mistake);
        QCOMPARE(text.mid(mistake->start, mistake->length), marked);
        QTEST(static_cast<int>(mistake->start), "start");
        QTEST(mistake->sentence, "sentence");
    }

    void none_data()
    {
        QTest::addColumn<QString>("message");
        QTest::newRow("empty") << QString();
        QTest::newRow("execution") << QStringLiteral("query timed out in query execution");
        QTest::newRow("no line") << QStringLiteral("parse error at char 5: bad");
        QTest::newRow("negative") << QStringLiteral("invalid position: parse error: bad");
        QTest::newRow("too many digits") << QStringLiteral("12345678901:1: parse error: bad");
        QTest::newRow("far behind") << QString(100'000, u'x') + QStringLiteral(" 1:1: parse error: bad");
    }
    void none()
    {
        QFETCH(QString, message);
        QVERIFY(!mistakeIn(message, u"up"));
    }

    void emptyTextHasNoPlace()
    {
        const auto mistake = mistakeIn(u"1:1: parse error: no expression found in input", {});
        QVERIFY(mistake);
        QCOMPARE(mistake->start, 0);
        QCOMPARE(mistake->length, 0);
    }

    void everyByteIsSafe()
    {
        const QString text = QStringLiteral("a\n{b=\"ü€🔥\"}\n\n# c\n \xd83d");
        for (int line = 0; line < 8; ++line)
            for (int column = 0; column < 24; ++column) {
                const QString message = QStringLiteral("%1:%2: parse error: x").arg(line).arg(column);
                const auto mistake = mistakeIn(message, text);
                QVERIFY(mistake);
                QVERIFY(mistake->start >= 0 && mistake->length >= 1);
                QVERIFY(mistake->start + mistake->length <= text.size());
                QVERIFY(!text[mistake->start].isLowSurrogate());
            }
    }
};

} // namespace tst_serverposition

SIGNALBOX_GUILESS_TEST(tst_serverposition, TestServerPosition)
#include "tst_serverposition.moc"
