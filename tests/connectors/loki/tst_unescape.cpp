// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/loki/unescape.h"

#include "tests/support/testmain.h"

#include <QTest>

#include <string>

namespace tst_unescape {

using namespace signalbox;

class TestUnescape : public QObject
{
    Q_OBJECT

private:
    /// nullopt at a broken escape.
    static std::optional<QByteArray> run(const QByteArray& text)
    {
        std::string from(text.constData(), static_cast<std::size_t>(text.size()));
        from.append(loki::unescapeSlack, '\\'); // Nothing behind the end may be taken for a part of it.
        std::string to(from.size() + loki::unescapeSlack, '#');
        char* end = loki::unescape(from.data(), from.data() + text.size(), to.data());
        if (!end)
            return std::nullopt;
        if (end - to.data() > text.size())
            return QByteArray("longer than its source");
        return QByteArray(to.data(), static_cast<qsizetype>(end - to.data()));
    }

private Q_SLOTS:
    void text_data()
    {
        QTest::addColumn<QByteArray>("in");
        QTest::addColumn<QByteArray>("out");
        const auto row = [](const char* name, const QByteArray& in, const QByteArray& out) {
            QTest::newRow(name) << in << out;
        };
        row("empty", "", "");
        row("plain, 15", "123456789012345", "123456789012345");
        row("plain, 16", "1234567890123456", "1234567890123456");
        row("plain, 17", "12345678901234567", "12345678901234567");
        row("simple ones", R"(\"\\\/\b\f\n\r\t)", "\"\\/\b\f\n\r\t");
        row("at the end of a block", R"(123456789012345\"x)", "123456789012345\"x");
        row("across a block", R"(1234567890123\u00e4x)", "1234567890123\xc3\xa4x");
        row("all of it", R"(\\\\\\\\\\\\\\\\\\)", "\\\\\\\\\\\\\\\\\\");
        row("Go's html escapes", R"(\u003ca href=\"x\"\u003e\u0026)", "<a href=\"x\">&");
        row("NUL", R"(a\u0000b)", QByteArray("a\0b", 3));
        row("two bytes", R"(\u00FC)", "\xc3\xbc");
        row("three bytes", R"(\u20ac)", "\xe2\x82\xac");
        row("a pair", R"(\ud83d\ude00!)", "\xf0\x9f\x98\x80!");
        row("lone high", R"(\ud83d!)", "\xef\xbf\xbd!");
        row("lone low", R"(\ude00!)", "\xef\xbf\xbd!");
        row("high before something else", R"(\ud83d\u0041)",
            "\xef\xbf\xbd"
            "A");
        row("two highs", R"(\ud83d\ud83d\ude00)", "\xef\xbf\xbd\xf0\x9f\x98\x80");
        row("utf-8 as it is", "gr\xc3\xbc\xc3\x9f", "gr\xc3\xbc\xc3\x9f");
        row("an escaped line of JSON", R"({\"level\":\"info\",\"msg\":\"a\\nb\"})",
            R"({"level":"info","msg":"a\nb"})");
    }
    void text()
    {
        QFETCH(QByteArray, in);
        QFETCH(QByteArray, out);
        QCOMPARE(run(in).value_or("broken"), out);
    }

    void broken_data()
    {
        QTest::addColumn<QByteArray>("in");
        QTest::newRow("unknown letter") << QByteArray(R"(a\x41)");
        QTest::newRow("ends behind the backslash") << QByteArray("abc\\");
        QTest::newRow("too few digits") << QByteArray(R"(\u12)");
        QTest::newRow("no digits") << QByteArray(R"(\u12g4)");
        QTest::newRow("capital U") << QByteArray(R"(\U0041)");
        QTest::newRow("pair with broken second half") << QByteArray(R"(\ud83d\uzzzz)");
    }
    void broken()
    {
        QFETCH(QByteArray, in);
        QVERIFY(!run(in));
    }
};

} // namespace tst_unescape

SIGNALBOX_GUILESS_TEST(tst_unescape, TestUnescape)
#include "tst_unescape.moc"
