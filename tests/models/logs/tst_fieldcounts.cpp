// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/logs/fieldcounts.h"

#include "tests/support/testmain.h"

#include <QTest>

namespace tst_fieldcounts {

using namespace signalbox;
using logs::FieldPlace;

namespace {

const std::atomic<bool> go = false;

const logs::FieldCount* find(const logs::FieldCounts& counts, const char* name, FieldPlace place)
{
    for (const logs::FieldCount& field : counts.fields)
        if (field.field.name == QLatin1String(name) && field.field.place == place)
            return &field;
    return nullptr;
}

} // namespace

class TestFieldCounts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyPlaceIsCounted()
    {
        std::vector<LogLine> lines;
        for (int i = 0; i < 10; ++i)
            lines.push_back(
                {.at = {i},
                 .labels = {{QStringLiteral("app"), i < 7 ? QStringLiteral("web") : QStringLiteral("cart")}},
                 .metadata = {{QStringLiteral("pod"), QStringLiteral("p%1").arg(i % 2)}},
                 .line = i % 2 ? "{\"status\":500,\"pool\":{\"name\":\"ledger\"}}" : "status=200 path=/x"});
        const logs::FieldCounts counts = logs::countFields({{LogBatch::fromLines(lines), 0}}, go);
        QCOMPARE(counts.lines, std::int64_t{10});
        const auto* app = find(counts, "app", FieldPlace::Label);
        QVERIFY(app);
        QCOMPARE(app->values,
                 (std::vector<logs::ValueCount>{{QStringLiteral("web"), 7}, {QStringLiteral("cart"), 3}}));
        const auto* pod = find(counts, "pod", FieldPlace::Metadata);
        QVERIFY(pod);
        QCOMPARE(pod->lines, std::int64_t{10});
        const auto* status = find(counts, "status", FieldPlace::Line);
        QVERIFY(status);
        QCOMPARE(status->values.size(), std::size_t{2});
        QCOMPARE(status->values.front().count, std::int64_t{5});
        // Nested names are those that Loki's parser gives.
        const auto* name = find(counts, "pool_name", FieldPlace::Line);
        QVERIFY(name);
        QCOMPARE(name->values.front(), (logs::ValueCount{QStringLiteral("ledger"), 5}));
    }

    void aFieldOfManyValuesIsBounded()
    {
        std::vector<LogLine> lines;
        for (int i = 0; i < 3'000; ++i)
            lines.push_back({.at = {i}, .line = QByteArray("id=") + QByteArray::number(i) + " kind=order"});
        const logs::FieldCounts counts = logs::countFields({{LogBatch::fromLines(lines), 0}}, go);
        const auto* id = find(counts, "id", FieldPlace::Line);
        QVERIFY(id);
        QVERIFY(id->hasManyValues);
        QVERIFY(id->values.size() <= 100);
        std::int64_t listed = id->others;
        for (const logs::ValueCount& value : id->values)
            listed += value.count;
        QCOMPARE(listed, std::int64_t{3'000});
        // What tells more stands before it.
        QVERIFY(find(counts, "kind", FieldPlace::Line) < id ||
                counts.fields.front().field.name != QLatin1String("id"));
    }

    void hostileLinesAreSurvived_data()
    {
        QTest::addColumn<QByteArray>("line");
        QByteArray many = "{";
        for (int i = 0; i < 4'000; ++i)
            many += (i ? ",\"f" : "\"f") + QByteArray::number(i) + "\":1";
        QTest::newRow("4,000 fields") << many + "}";
        QTest::newRow("1,000 deep") << QByteArray("{\"a\":").repeated(1000) + "1" +
                                           QByteArray("}").repeated(1000);
        QTest::newRow("5 MB") << QByteArray("k=") + QByteArray(5'000'000, 'v');
        QTest::newRow("NUL") << QByteArray("a=\0b c=d", 8);
        QTest::newRow("not UTF-8") << QByteArray("\xff\xfe=\xff x=y");
        QTest::newRow("a key twice") << QByteArray("a=1 a=2 a=1");
    }

    void hostileLinesAreSurvived()
    {
        QFETCH(QByteArray, line);
        const LogLine one{.at = {1}, .line = line};
        const logs::FieldCounts counts = logs::countFields({{LogBatch::fromLines({&one, 1}), 0}}, go);
        QVERIFY(counts.fields.size() <= 500);
        for (const logs::FieldCount& field : counts.fields)
            QCOMPARE(field.lines, std::int64_t{1}); // once a line, however often the key is there
    }

    void aFieldOfOneLineIsFound()
    {
        const LogLine line{.at = {1},
                           .labels = {{QStringLiteral("app"), QStringLiteral("web")}},
                           .metadata = {{QStringLiteral("pod"), QStringLiteral("p")}},
                           .parsed = {{QStringLiteral("code"), QStringLiteral("500")}},
                           .line = "{\"a\":{\"b-c\":\"deep\"},\"n\":4}"};
        const LogBatchPtr batch = LogBatch::fromLines({&line, 1});
        const auto value = [&batch](const char* name, FieldPlace place) {
            return logs::fieldValue(*batch, 0, {QString::fromLatin1(name), place})
                .value_or(QStringLiteral("none"));
        };
        QCOMPARE(value("app", FieldPlace::Label), QStringLiteral("web"));
        QCOMPARE(value("pod", FieldPlace::Metadata), QStringLiteral("p"));
        QCOMPARE(value("code", FieldPlace::Parsed), QStringLiteral("500"));
        QCOMPARE(value("code", FieldPlace::Metadata), QStringLiteral("none"));
        QCOMPARE(value("a_b_c", FieldPlace::Line), QStringLiteral("deep"));
        QCOMPARE(value("n", FieldPlace::Line), QStringLiteral("4"));
        QCOMPARE(value("app", FieldPlace::Line), QStringLiteral("none"));
    }

    void namesAreAsLokiCleansThem()
    {
        QCOMPARE(logs::lokiFieldName("http.status-code"), QStringLiteral("http_status_code"));
        QCOMPARE(logs::lokiFieldName("9lives"), QStringLiteral("_9lives"));
        QCOMPARE(logs::lokiFieldName(""), QString());
    }
};

} // namespace tst_fieldcounts

SIGNALBOX_GUILESS_TEST(tst_fieldcounts, TestFieldCounts)
#include "tst_fieldcounts.moc"
