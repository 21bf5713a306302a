// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/telemetry/fields.h"

#include "tests/support/testmain.h"

#include <QElapsedTimer>
#include <QStringList>
#include <QTest>

namespace tst_fields {

using namespace signalbox;

#ifndef Q_MOC_RUN // it loses the outer namespace at the raw strings
namespace {

QStringList fieldsOf(std::string_view line)
{
    QStringList all;
    FieldScanner scanner(line);
    Field field;
    while (scanner.next(field)) {
        const QString quote = field.kind == Field::Kind::String ? QStringLiteral("\"") : QString();
        all += QString::fromUtf8(field.name.data(), static_cast<qsizetype>(field.name.size())) +
               QLatin1Char('=') + quote +
               QString::fromUtf8(field.value.data(), static_cast<qsizetype>(field.value.size())) + quote;
    }
    return all;
}

struct Row
{
    const char* line;
    const char* fields; ///< one a line
};

constexpr Row rows[] = {
    {R"({"a":"x","b":1,"c":true,"d":null})", "a=\"x\"\nb=1\nc=true\nd=null"},
    {R"(  { "a" : "x" , "b" : -1.5e3 }  )", "a=\"x\"\nb=-1.5e3"},
    {R"({"a":{"b":{"c":"x"},"d":2},"e":3})", "a.b.c=\"x\"\na.d=2\ne=3"},
    {R"({"a":[1,"x",{"b":2},[3]],"c":4})", "a.0=1\na.1=\"x\"\na.2.b=2\na.3.0=3\nc=4"},
    {R"({"a":"say \"hi\"","b":"c:\\"})", "a=\"say \\\"hi\\\"\"\nb=\"c:\\\\\""},
    {R"({"a.b":"x","":"y"})", "a.b=\"x\"\n=\"y\""},
    {"{}", ""},
    {R"({"a":{},"b":[],"c":1})", "c=1"},
    {R"({"a":"x"} b=c)", "a=\"x\""},
    {R"({"a":"x","b":"cut)", "a=\"x\""},
    {R"({"a":"x","b)", "a=\"x\""},
    {R"({"a":"x","b":)", "a=\"x\""},
    {R"({"a":1,,,"b":2})", "a=1\nb=2"},
    {R"({"a":1 "b":2})", "a=1\nb=2"},
    {R"({"a" 1,"b":2})", "b=2"},
    {R"({"a":1,garbage,"b":2})", "a=1\nb=2"},
    {R"({"broken": "json)", ""},
    {R"({"a":@,"b":2})", "a=@\nb=2"},
    {"a=1 b=x c=", "a=1\nb=x\nc="},
    {R"(a="x y" b="say \"hi\"")", "a=\"x y\"\nb=\"say \\\"hi\\\"\""},
    {"level=info, msg=x; y=(z)", "level=info\nmsg=x\ny=(z)"},
    {"a=1,b=2,c=3", "a=1\nb=2\nc=3"},
    {"ids=1,2,3 x=y", "ids=1,2,3\nx=y"},
    {"text with a=1 in it and b.c-d=2", "a=1\nb.c-d=2"},
    {"[a=1 b=2] text", "a=1\nb=2"},
    {"GET /x?a=1&b=2 status=200", "status=200"},
    {"a == b c=1", "c=1"},
    {"=x y=1", "y=1"},
    {"a=\"no end b=1", "a=\"no\nb=1"},
    {"{not json} a=1", "a=1"},
    {"", ""},
    {"plain text", ""},
    {"a=b=c", "a=b=c"},
    {"\xff\xfe=1 \xf0\x9f\x94\xa5=2 ok=3", "ok=3"},
};

} // namespace
#endif

class TestFields : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void walks_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QString>("fields");
        for (const Row& row : rows)
            QTest::newRow(row.line) << QByteArray(row.line) << QString::fromUtf8(row.fields);
    }
    void walks()
    {
        QFETCH(QByteArray, line);
        QFETCH(QString, fields);
        QCOMPARE(fieldsOf(line.toStdString()).join(QLatin1Char('\n')), fields);
    }

    void knowsTheLeafTheDepthAndTheEscapes()
    {
        FieldScanner scanner(R"({"a":{"b":"x\ny"},"c":"z"})");
        QCOMPARE(scanner.shape(), FieldScanner::Shape::Json);
        Field field;
        QVERIFY(scanner.next(field));
        QCOMPARE(QByteArray(field.leaf().data(), 1), QByteArray("b"));
        QCOMPARE(field.depth, 2);
        QVERIFY(field.escaped);
        QVERIFY(scanner.next(field));
        QCOMPARE(field.depth, 1);
        QVERIFY(!field.escaped);
        QVERIFY(!scanner.next(field));
        QVERIFY(!scanner.next(field));
    }

    void stepsOverWhatIsTooDeepAndGoesOn()
    {
        std::string line = "{\"deep\":";
        for (int i = 0; i < 100; ++i)
            line += "{\"x\":[";
        for (int i = 0; i < 100; ++i)
            line += "]}";
        line += ",\"after\":1}";
        QCOMPARE(fieldsOf(line), QStringList(QStringLiteral("after=1")));
    }

    void cutsLongNames()
    {
        const std::string name(1'000, 'n');
        const std::string line = "{\"" + name + "\":{\"" + name + "\":1},\"b\":2}";
        const QStringList all = fieldsOf(line);
        QCOMPARE(all.size(), 2);
        QCOMPARE(all[0].size(), static_cast<qsizetype>(FieldScanner::nameLimit) + 2);
        QCOMPARE(all[1], QStringLiteral("b=2"));
    }

    void readsNoFurtherThanItsLimit()
    {
        const std::string line = std::string(FieldScanner::scanLimit, ' ') + "a=1";
        QVERIFY(fieldsOf(line).isEmpty());
        FieldScanner scanner("a=1 b=2", 4);
        Field field;
        QVERIFY(scanner.next(field));
        QVERIFY(!scanner.next(field));
    }

    void survivesHugeAndDeepInput()
    {
        QElapsedTimer timer;
        timer.start();
        std::string deep;
        for (int i = 0; i < 100'000; ++i)
            deep += "{\"a\":[";
        QVERIFY(fieldsOf(deep).isEmpty());
        for (const char c : {'{', '"', '\\', '=', ',', '['})
            QVERIFY(fieldsOf("{\"a\":1," + std::string(5'000'000, c)).size() <= 2);
        QVERIFY(timer.elapsed() < 2'000);
    }

    void findsTheObjectInsideALine()
    {
        QCOMPARE(embeddedJson("2026 stdout F {\"a\":1}"), std::string_view("{\"a\":1}"));
        QVERIFY(embeddedJson("{\"a\":1}").empty());
        QVERIFY(embeddedJson("text {x}").empty());
    }
};

} // namespace tst_fields

SIGNALBOX_GUILESS_TEST(tst_fields, TestFields)
#include "tst_fields.moc"
