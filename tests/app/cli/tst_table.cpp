// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/json.h"
#include "app/cli/table.h"
#include "app/cli/text.h"
#include "tests/support/testmain.h"

#include <QTest>

#include <limits>

namespace tst_table {

using namespace signalbox;
using namespace signalbox::cli;

namespace {

/// An invisible character outside of the basic plane.
QString tagCharacter()
{
    constexpr char32_t point = 0xE0041;
    return QString::fromUcs4(&point, 1);
}

} // namespace

class TestTable : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void textFromOutsideIsHarmless_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("shown");
        QTest::newRow("plain") << "Grüße, 世界"
                               << "Grüße, 世界";
        QTest::newRow("backslashes stay") << "C:\\dir"
                                          << "C:\\dir";
        QTest::newRow("colour") << QStringLiteral("\x1b[31mred\x1b[0m") << "\\e[31mred\\e[0m";
        QTest::newRow("title") << QStringLiteral("\x1b]0;owned\x07") << "\\e]0;owned\\u0007";
        QTest::newRow("C1 introducer") << QString(QChar(0x9B)) << "\\u009b";
        QTest::newRow("lines") << QStringLiteral("a\r\n\tb") << "a\\r\\n\\tb";
        QTest::newRow("delete") << QString(QChar(0x7F)) << "\\u007f";
        QTest::newRow("right to left") << QString(QChar(0x202E)) << "\\u202e";
        QTest::newRow("isolate") << QString(QChar(0x2066)) << "\\u2066";
        QTest::newRow("zero width") << QString(QChar(0x200B)) << "\\u200b";
        QTest::newRow("separator") << QString(QChar(0x2028)) << "\\u2028";
        QTest::newRow("tag character") << tagCharacter() << "\\U000e0041";
        QTest::newRow("half a pair") << QString(QChar(0xD800)) << QString(QChar::ReplacementCharacter);
        QTest::newRow("null") << QString(QChar(0)) << "\\u0000";
    }
    void textFromOutsideIsHarmless()
    {
        QFETCH(QString, text);
        QFETCH(QString, shown);
        QCOMPARE(visible(text), shown);
    }

    void widths()
    {
        QCOMPARE(columns(u"abc"), 3);
        QCOMPARE(columns(u"世界"), 4);
        QCOMPARE(columns(u"e\u0301"), 1);
        QCOMPARE(columns(QStringLiteral("😀")), 2);
        QCOMPARE(cutTo(QStringLiteral("abcdef"), 6), QStringLiteral("abcdef"));
        QCOMPARE(cutTo(QStringLiteral("abcdefg"), 6), QStringLiteral("abcde…"));
        QCOMPARE(cutTo(QStringLiteral("世界世界"), 5), QStringLiteral("世界…"));
        QCOMPARE(padded(QStringLiteral("世"), 4), QStringLiteral("世  "));
        QCOMPARE(padded(QStringLiteral("7"), 3, true), QStringLiteral("  7"));
    }

    void columnsLineUp()
    {
        Table table({{.heading = QStringLiteral("NAME")},
                     {.heading = QStringLiteral("N"), .rightAligned = true},
                     {.heading = QStringLiteral("TEXT")}});
        table.addRow({QStringLiteral("a"), QStringLiteral("1"), QStringLiteral("x")});
        table.addRow({QStringLiteral("世界世界"), QStringLiteral("1000")});
        table.addRow({QStringLiteral("b\n"), QStringLiteral("20"), QStringLiteral("a long text")});
        QCOMPARE(table.render(std::nullopt), QStringLiteral("NAME         N  TEXT\n"
                                                            "a            1  x\n"
                                                            "世界世界  1000\n"
                                                            "b\\n         20  a long text\n"));
        QCOMPARE(table.render(20), QStringLiteral("NAME         N  TEXT\n"
                                                  "a            1  x\n"
                                                  "世界世界  1000\n"
                                                  "b\\n         20  a l…\n"));
    }

    void jsonForms()
    {
        Json json;
        json["t"] = toJson(Instant{1'795'251'600'123'456'789});
        json["d"] = toJson(Duration{-5});
        json["n"] = {numberJson(1.5), numberJson(std::numeric_limits<double>::quiet_NaN()),
                     numberJson(std::numeric_limits<double>::infinity()),
                     numberJson(-std::numeric_limits<double>::infinity())};
        json["l"] = toJson(LabelSet{{QStringLiteral("b"), QStringLiteral("2")},
                                    {QStringLiteral("a"), QStringLiteral("\"1\"")}});
        json["none"] = orNull(std::optional<Instant>());
        json["empty"] = orNull(QString());
        QCOMPARE(
            dumped(json),
            QByteArray("{\"t\":\"1795251600123456789\",\"d\":\"-5\",\"n\":[1.5,\"NaN\",\"+Inf\",\"-Inf\"],"
                       "\"l\":{\"a\":\"\\\"1\\\"\",\"b\":\"2\"},\"none\":null,\"empty\":null}"));
    }

    void jsonIsHarmlessToo()
    {
        const QString text = QStringLiteral("ü\x1b") + QChar(0x9B) + QChar(0x202E) + tagCharacter();
        const QByteArray written = dumped(Json{{"x", toJson(text)}});
        QCOMPARE(written, QByteArray("{\"x\":\"ü\\u001b\\u009b\\u202e\\udb40\\udc41\"}"));
        QCOMPARE(QString::fromStdString(Json::parse(written.toStdString())["x"].get<std::string>()), text);
        QCOMPARE(dumped(Json{{"x", textJson("a\xff"
                                            "b")}}),
                 QByteArray("{\"x\":\"a\xef\xbf\xbd"
                            "b\"}"));
    }
};

} // namespace tst_table

SIGNALBOX_GUILESS_TEST(tst_table, TestTable)
#include "tst_table.moc"
