// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/error.h"

#include "tests/support/testmain.h"

#include <QTest>

namespace tst_error {

using namespace signalbox;

class TestError : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleans_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("limit");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char* name, const QString& text, int limit, const char* expected) {
            QTest::newRow(name) << text << limit << QString::fromUtf8(expected);
        };
        const auto s = [](const char* text) { return QString::fromUtf8(text); };
        row("empty", {}, 10, "");
        row("plain", s("refused"), 10, "refused");
        row("blanks around", s("  a  "), 10, "a");
        row("blanks within", s("a \t\r\n b"), 10, "a b");
        row("new line", s("a\nb"), 10, "a b");
        row("NUL", s("a") + QChar(0) + s("b"), 10, "a·b");
        row("escape", s("\x1b[31mred"), 10, "·[31mred");
        row("bidi", s("a\u202eb\u2066c"), 10, "a·b·c");
        row("zero width", s("a\u200bb\ufeffc"), 10, "a·b·c");
        row("replacement", s("a\ufffdb"), 10, "a·b");
        row("private use", s("a\ue000b"), 10, "a·b");
        row("emoji", s("🔥!"), 10, "🔥!");
        row("umlaut", s("grün"), 10, "grün");
        row("exactly", s("12345"), 5, "12345");
        row("cut", s("123456"), 5, "12345…");
        row("cut in an emoji", s("1234🔥"), 5, "1234…");
        row("cut at a blank", s("12345 6"), 5, "12345…");
        row("nothing but blanks", s(" \n "), 5, "");
        row("lone surrogate", s("a") + QChar(0xd83d) + s("b"), 10, "a·b");
        row("invisible tag", s("a") + QString::fromUcs4(U"\U000E0041", 1) + s("b"), 10, "a·b");
    }
    void cleans()
    {
        QFETCH(QString, text);
        QFETCH(int, limit);
        QFETCH(QString, expected);
        QCOMPARE(cleaned(text, limit), expected);
        QCOMPARE(cleaned(cleaned(text, 1000), 1000), cleaned(text, 1000));
        QVERIFY(cleaned(text, limit).isValidUtf16());
    }

    void cleansBytes()
    {
        QCOMPARE(cleaned(QByteArray("a\xff\xfe b")), QStringLiteral("a·· b"));
        QCOMPARE(cleaned(QByteArray(5'000'000, 'x'), 10), QStringLiteral("xxxxxxxxxx…"));
    }

    void namesItsKinds()
    {
        QCOMPARE(toString(ErrorKind::Cancelled), QStringLiteral("cancelled"));
        QCOMPARE(toString(ErrorKind::CircuitOpen), QStringLiteral("circuit-open"));
        QCOMPARE(toString(ErrorKind::Invalid), QStringLiteral("invalid"));
        QVERIFY(Error::cancelled().isCancelled());
        QVERIFY(!Error().isCancelled());
    }
};

} // namespace tst_error

SIGNALBOX_GUILESS_TEST(tst_error, TestError)
#include "tst_error.moc"
