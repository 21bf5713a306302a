// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/telemetry/labelset.h"

#include "tests/support/testmain.h"

#include <QHash>
#include <QTest>

#include <algorithm>

namespace tst_labelset {

using namespace signalbox;

namespace {
QString s(const char* text)
{
    return QString::fromUtf8(text);
}

/// The inverse of quoted(), as PromQL and LogQL read a string.
QString unquoted(const QString& text)
{
    QString out;
    for (qsizetype i = 1; i + 1 < text.size(); ++i) {
        if (text[i] != QLatin1Char('\\')) {
            out += text[i];
            continue;
        }
        const QChar c = text[++i];
        if (c == QLatin1Char('n'))
            out += QLatin1Char('\n');
        else if (c == QLatin1Char('r'))
            out += QLatin1Char('\r');
        else if (c == QLatin1Char('t'))
            out += QLatin1Char('\t');
        else if (c == QLatin1Char('u')) {
            out += QChar(text.mid(i + 1, 4).toUShort(nullptr, 16));
            i += 4;
        } else
            out += c;
    }
    return out;
}
} // namespace

class TestLabelSet : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sortsAndKeepsTheLastOfEquals()
    {
        const LabelSet set{
            {s("b"), s("1")}, {s("a"), s("2")}, {s("b"), s("3")}, {s("a"), s("4")}, {s("c"), s("5")}};
        QCOMPARE(set.size(), std::size_t(3));
        QCOMPARE(set.toString(), s("{a=\"4\",b=\"3\",c=\"5\"}"));
        QVERIFY(std::is_sorted(set.begin(), set.end(), [](auto& x, auto& y) { return x.name < y.name; }));
    }

    void looksUp()
    {
        const LabelSet set{{s("job"), s("x")}, {s("empty"), s("")}};
        QCOMPARE(set.value(u"job"), s("x"));
        QVERIFY(set.contains(u"empty"));
        QVERIFY(!set.contains(u"jo"));
        QVERIFY(!set.contains(u"jobs"));
        QCOMPARE(set.value(u"absent"), QString());
        QVERIFY(LabelSet().isEmpty());
        QVERIFY(LabelSet(std::vector<Label>()) == LabelSet());
        QCOMPARE(LabelSet().toString(), s("{}"));
        QVERIFY(!LabelSet().contains(u""));
    }

    void equalSetsHaveEqualHashes()
    {
        const LabelSet a{{s("x"), s("1")}, {s("y"), s("2")}};
        const LabelSet b{{s("y"), s("2")}, {s("x"), s("1")}};
        QVERIFY(a == b);
        QCOMPARE(qHash(a), qHash(b));
        QVERIFY(a != LabelSet({{s("x"), s("2")}, {s("y"), s("1")}}));
        QVERIFY(a != LabelSet());
        QVERIFY(LabelSet({{s("ab"), s("c")}}) != LabelSet({{s("a"), s("bc")}}));
        QHash<LabelSet, int> counts;
        ++counts[a];
        ++counts[b];
        QCOMPARE(counts.value(a), 2);
    }

    void copiesShareAndChangesDoNotReachThem()
    {
        const LabelSet a{{s("x"), s("1")}};
        const LabelSet copy = a;
        QCOMPARE(copy.begin(), a.begin());
        const LabelSet more = a.with(s("w"), s("0")).with(s("x"), s("2"));
        QCOMPARE(more.toString(), s("{w=\"0\",x=\"2\"}"));
        QCOMPARE(a.toString(), s("{x=\"1\"}"));
        QVERIFY(more.without(u"w").without(u"x") == LabelSet());
        QVERIFY(a.without(u"absent") == a);
    }

    void quotes_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        QTest::newRow("empty") << QString() << s("\"\"");
        QTest::newRow("plain") << s("abc") << s("\"abc\"");
        QTest::newRow("quote") << s("a\"b") << s("\"a\\\"b\"");
        QTest::newRow("single quote and backtick") << s("'`") << s("\"'`\"");
        QTest::newRow("backslash") << s("a\\b") << s("\"a\\\\b\"");
        QTest::newRow("backslash at the end") << s("a\\") << s("\"a\\\\\"");
        QTest::newRow("backslash and quote") << s("\\\"") << s("\"\\\\\\\"\"");
        QTest::newRow("closing the selector") << s("\"} or vector(1) #") << s("\"\\\"} or vector(1) #\"");
        QTest::newRow("new line") << s("a\nb") << s("\"a\\nb\"");
        QTest::newRow("return and tab") << s("\r\t") << s("\"\\r\\t\"");
        QTest::newRow("NUL") << QString(QChar(0)) << s("\"\\u0000\"");
        QTest::newRow("bell, escape, delete") << s("\a\x1b\x7f") << s("\"\\u0007\\u001b\\u007f\"");
        QTest::newRow("regex") << s("a.*\\d+") << s("\"a.*\\\\d+\"");
        QTest::newRow("umlaut") << s("ä") << s("\"ä\"");
        QTest::newRow("emoji") << s("🔥") << s("\"🔥\"");
        QTest::newRow("right to left") << s("\u202eabc\u202c") << s("\"\u202eabc\u202c\"");
        QTest::newRow("lone high surrogate") << QString(QChar(0xd83d)) << s("\"\ufffd\"");
        QTest::newRow("lone low surrogate") << QString(QChar(0xdd25)) << s("\"\ufffd\"");
        QTest::newRow("surrogates in the wrong order")
            << QString(QChar(0xdd25)) + QChar(0xd83d) << s("\"\ufffd\ufffd\"");
        QTest::newRow("braces and template") << s("{{.x}}") << s("\"{{.x}}\"");
    }
    void quotes()
    {
        QFETCH(QString, text);
        QFETCH(QString, expected);
        QCOMPARE(quoted(text), expected);
        if (text.isValidUtf16())
            QCOMPARE(unquoted(quoted(text)), text);
    }

    void everyUnitSurvivesQuoting()
    {
        for (char16_t c = 0; c < 0xd800; ++c)
            QCOMPARE(unquoted(quoted(QString(QChar(c)))), QString(QChar(c)));
    }

    void shortNamesTellSetsApart()
    {
        const auto set = [](const char* a, const char* b) {
            return LabelSet{{QStringLiteral("job"), QStringLiteral("x")},
                            {QStringLiteral("pod"), QString::fromLatin1(a)},
                            {QStringLiteral("zone"), QString::fromLatin1(b)}};
        };
        QCOMPARE(distinguishing({set("p1", "a"), set("p2", "a")}),
                 (QStringList{QStringLiteral("p1"), QStringLiteral("p2")}));
        QCOMPARE(distinguishing({set("p1", "a"), set("p2", "b")}),
                 (QStringList{QStringLiteral("pod=p1 zone=a"), QStringLiteral("pod=p2 zone=b")}));
        QCOMPARE(distinguishing({LabelSet{}, set("p1", "a")}).front(), QStringLiteral("all"));
        QCOMPARE(distinguishing({set("p1", "a")}), QStringList{set("p1", "a").toString()});
        QVERIFY(distinguishing({}).isEmpty());
    }
};

} // namespace tst_labelset

SIGNALBOX_GUILESS_TEST(tst_labelset, TestLabelSet)
#include "tst_labelset.moc"
