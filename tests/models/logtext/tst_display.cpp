// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/logtext/display.h"

#include "tests/support/testmain.h"

#include <QTest>

namespace tst_display {

using namespace signalbox::logtext;

namespace {

std::string_view viewOf(const QByteArray& bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

} // namespace

class TestDisplay : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsShownIsSafe_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("text");
        QTest::newRow("plain") << QByteArray("order accepted") << QStringLiteral("order accepted");
        QTest::newRow("umlauts") << QByteArray("überlast \xe2\x82\xac") << QStringLiteral("überlast €");
        QTest::newRow("beyond the plane")
            << QByteArray("\xf0\x9f\x94\xa5 x") << QString::fromUtf8("\xf0\x9f\x94\xa5 x");
        QTest::newRow("NUL") << QByteArray("a\0b", 3) << QStringLiteral("a\u2400b");
        QTest::newRow("bell and backspace") << QByteArray("\a\b") << QStringLiteral("\u2407\u2408");
        QTest::newRow("DEL") << QByteArray("\x7f") << QStringLiteral("\u2421");
        QTest::newRow("tab") << QByteArray("a\tb") << QStringLiteral("a b");
        QTest::newRow("break") << QByteArray("a\nb") << QStringLiteral("a\u21b5b");
        QTest::newRow("break at the end says nothing") << QByteArray("a\r\n") << QStringLiteral("a\u21b5");
        QTest::newRow("colours are taken out") << QByteArray("\x1b[31mred\x1b[0m") << QStringLiteral("red");
        QTest::newRow("a title is taken out") << QByteArray("a\x1b]0;evil\x07z") << QStringLiteral("az");
        QTest::newRow("cursor moves are taken out")
            << QByteArray("a\x1b[2K\x1b[1;1Hb") << QStringLiteral("ab");
        QTest::newRow("half a sequence is seen") << QByteArray("a\x1b[31") << QStringLiteral("a\u241b[31");
        QTest::newRow("ESC alone") << QByteArray("\x1b") << QStringLiteral("\u241b");
        QTest::newRow("right-to-left override") << QByteArray("a\xe2\x80\xae"
                                                              "b")
                                                << QStringLiteral("a·b");
        QTest::newRow("isolate") << QByteArray("\xe2\x81\xa6x") << QStringLiteral("·x");
        QTest::newRow("zero width") << QByteArray("pay\xe2\x80\x8bments") << QStringLiteral("pay·ments");
        QTest::newRow("tag characters") << QByteArray("a\xf3\xa0\x81\x81") << QStringLiteral("a·");
        QTest::newRow("Hangul filler") << QByteArray("a\xe3\x85\xa4") << QStringLiteral("a·");
        QTest::newRow("line separator") << QByteArray("a\xe2\x80\xa8") << QStringLiteral("a·");
        QTest::newRow("invalid UTF-8") << QByteArray("a\xff\xc3(") << QStringLiteral("a\ufffd\ufffd(");
        QTest::newRow("an overlong slash") << QByteArray("\xc0\xaf") << QStringLiteral("\ufffd\ufffd");
        QTest::newRow("a surrogate in UTF-8")
            << QByteArray("\xed\xa0\x80") << QStringLiteral("\ufffd\ufffd\ufffd");
        QTest::newRow("cut in a character") << QByteArray("\xe2\x82") << QStringLiteral("\ufffd\ufffd");
    }

    void whatIsShownIsSafe()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, text);
        QCOMPARE(shown(viewOf(bytes), 1000).text, text);
    }

    void coloursAreTold_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<std::vector<AnsiSpan>>("spans");
        using Spans = std::vector<AnsiSpan>;
        QTest::newRow("none") << QByteArray("abc") << Spans{};
        QTest::newRow("red, then plain")
            << QByteArray("a\x1b[31mbc\x1b[0md") << Spans{{1, 2, AnsiColor::Red}};
        QTest::newRow("bold bright green")
            << QByteArray("\x1b[1;92mok") << Spans{{0, 2, AnsiColor::Green, true}};
        QTest::newRow("of 256") << QByteArray("\x1b[38;5;196mx") << Spans{{0, 1, AnsiColor::Red}};
        QTest::newRow("RGB") << QByteArray("\x1b[38;2;10;10;240mx") << Spans{{0, 1, AnsiColor::Blue}};
        QTest::newRow("dim, underlined")
            << QByteArray("\x1b[2;4mx") << Spans{{0, 1, AnsiColor::Default, false, true, true}};
        QTest::newRow("no parameters ends")
            << QByteArray("\x1b[33mx\x1b[my") << Spans{{0, 1, AnsiColor::Yellow}};
        QTest::newRow("nothing within") << QByteArray("\x1b[33m\x1b[0mx") << Spans{};
        QTest::newRow("numbers beyond reason")
            << QByteArray("\x1b[99999999999;31mx") << Spans{{0, 1, AnsiColor::Red}};
    }

    void coloursAreTold()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(std::vector<AnsiSpan>, spans);
        QCOMPARE(shown(viewOf(bytes), 1000).colours, spans);
    }

    void textIsCutWithAnEllipsis()
    {
        const Shown cut = shown(viewOf(QByteArray(100, 'x')), 10);
        QCOMPARE(cut.text, QString(9, u'x') + QChar(0x2026));
        QVERIFY(cut.isCut);
        // Not through the middle of a character.
        const Shown pair = shown(viewOf(QByteArray("\xf0\x9f\x94\xa5").repeated(10)), 4);
        QVERIFY(!pair.text.at(pair.text.size() - 2).isHighSurrogate());
        QVERIFY(!shown("1234567890", 10).isCut);
        for (const AnsiSpan& span : shown(viewOf("\x1b[31m" + QByteArray(100, 'x')), 10).colours)
            QVERIFY(span.start + span.length <= 10);
    }

    void linesAreKeptWhereAsked()
    {
        QCOMPARE(shown("a\r\n\tb", 100, Breaks::Kept).text, QStringLiteral("a\u2028    b"));
    }

    void bombsEndSoon()
    {

        const QByteArray colours = QByteArray("\x1b[31m\x1b[0m").repeated(1'000'000);
        QVERIFY(shown(viewOf(colours), 400).text.size() <= 401);
        const QByteArray open = QByteArray("\x1b]").repeated(200'000);
        QVERIFY(shown(viewOf(open), 400).text.size() <= 401);
        const QByteArray huge(5'000'000, 'a');
        QCOMPARE(shown(viewOf(huge), 400).text.size(), qsizetype{400});
    }

    void escapesAreTakenOutOfBytes()
    {
        QCOMPARE(withoutEscapes("a\x1b[31mb\x1b[0m\x1b"), QByteArray("ab\x1b"));
        QCOMPARE(withoutEscapes(""), QByteArray());
    }
};

} // namespace tst_display

SIGNALBOX_GUILESS_TEST(tst_display, TestDisplay)
#include "tst_display.moc"
