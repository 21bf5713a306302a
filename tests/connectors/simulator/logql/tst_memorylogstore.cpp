// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/logql/lokiapi.h"
#include "connectors/simulator/logql/memorylogstore.h"
#include "tests/support/testmain.h"

#include <QTest>

namespace tst_memorylogstore {

using namespace signalbox;
using namespace signalbox::simulator;
using namespace signalbox::simulator::logql;

namespace {

QString lines(const LogStore& store, std::int64_t from, std::int64_t to, Direction direction)
{
    QString out;
    const auto cursor = store.open(0, from, to, direction);
    while (const Entry* entry = cursor->next())
        out += QString::fromStdString(entry->line);
    return cursor->next() == nullptr ? out : QStringLiteral("went on after its end");
}

} // namespace

class TestMemoryLogStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsOrderAndBounds()
    {
        MemoryLogStore store;
        for (const auto& [ns, line] :
             std::vector<std::pair<int, const char*>>{{3, "c"}, {1, "a"}, {2, "b"}, {2, "B"}})
            QVERIFY(store.append({{"x", "y"}}, {.ns = ns, .line = line, .metadata = {}}));
        QCOMPARE(lines(store, 0, 10, Direction::Forward), QStringLiteral("abBc"));
        QCOMPARE(lines(store, 0, 10, Direction::Backward), QStringLiteral("cBba"));
        QCOMPARE(lines(store, 2, 3, Direction::Forward), QStringLiteral("bB")); // inclusive, exclusive
        QCOMPARE(lines(store, 3, 3, Direction::Forward), QString());
        QCOMPARE(lines(store, 5, 1, Direction::Forward), QString());
        QCOMPARE(store.size(0, 0, 10).entries, 4U);
    }

    void equalLinesCountOnce()
    {
        MemoryLogStore store;
        QVERIFY(store.append({{"x", "y"}}, {.ns = 1, .line = "same", .metadata = {}}));
        QVERIFY(store.append({{"x", "y"}}, {.ns = 1, .line = "same", .metadata = {{"id", "2"}}}));
        QVERIFY(store.append({{"x", "z"}}, {.ns = 1, .line = "same", .metadata = {}}));
        QVERIFY(store.append({{"x", "y"}}, {.ns = 2, .line = "same", .metadata = {}}));
        QCOMPARE(store.streamCount(), 2U);
        QCOMPARE(store.size(0, 0, 9).entries, 2U);
        QCOMPARE(store.size(1, 0, 9).entries, 1U);
    }

    void tellsWhatArrived()
    {
        MemoryLogStore store;
        QVERIFY(store.append({{"x", "y"}}, {.ns = 9, .line = "old", .metadata = {}}));
        std::uint64_t mark = store.mark();
        QStringList got;
        const auto look = [&] {
            mark = store.visitArrivals(
                mark, [&](std::size_t, const Entry& e) { got += QString::fromStdString(e.line); });
        };
        look();
        QVERIFY(got.isEmpty());
        QVERIFY(
            store.append({{"x", "y"}}, {.ns = 1, .line = "late", .metadata = {}})); // by arrival, not by time
        QVERIFY(store.append({{"x", "y"}}, {.ns = 9, .line = "old", .metadata = {}})); // equal: not new
        look();
        look();
        QCOMPARE(got, QStringList(QStringLiteral("late")));
        const std::uint64_t early = mark;
        for (std::size_t i = 0; i <= MemoryLogStore::arrivalsKept; ++i)
            QVERIFY(store.append({{"x", "y"}},
                                 {.ns = 100 + static_cast<std::int64_t>(i), .line = "n", .metadata = {}}));
        got.clear();
        mark = early;
        look();
        QCOMPARE(got.size(), static_cast<qsizetype>(MemoryLogStore::arrivalsKept));
    }

    void guessesTheLevelOfAPushedLine()
    {
        MemoryLogStore store;
        QVERIFY(pushJson(
            store,
            R"({"streams":[{"stream":{"x":"y"},"values":[["7","an error",{"a.b":"c"}],["8","fine"]]}]})"));
        const auto cursor = store.open(0, 0, 100, Direction::Forward);
        QCOMPARE(QString::fromStdString(cursor->next()->metadata.toString()),
                 QStringLiteral("{a_b=\"c\", detected_level=\"error\"}"));
        QCOMPARE(*cursor->next()->metadata.find("detected_level"), std::string("unknown"));
    }

    void refusesPushes_data()
    {
        QTest::addColumn<QByteArray>("body");
        for (const char* body :
             {"", "[]", "{}", R"({"streams":1})", R"({"streams":[{}]})",
              R"({"streams":[{"stream":{},"values":[]}]})", R"({"streams":[{"stream":{"a":1},"values":[]}]})",
              R"({"streams":[{"stream":{"a":"b"}}]})",
              R"({"streams":[{"stream":{"a":"b"},"values":[["1"]]}]})",
              R"({"streams":[{"stream":{"a":"b"},"values":[[1,"x"]]}]})",
              R"({"streams":[{"stream":{"a":"b"},"values":[["1","good"],["1x","bad"]]}]})",
              R"({"streams":[{"stream":{"a":"b"},"values":[["1","x",{"m":1}]]}]})"})
            QTest::newRow(body) << QByteArray(body);
    }

    void refusesPushes()
    {
        QFETCH(QByteArray, body);
        MemoryLogStore store;
        ManualClock clock;
        const LokiApi api(&store, &clock);
        Request request;
        request.method = "POST";
        request.path = QStringLiteral("/loki/api/v1/push");
        request.headers = {{"content-type", "application/json"}};
        request.body = body;
        const Reply reply = api.handle(request);
        QCOMPARE(reply.status, 400);
        QVERIFY(reply.body.contains("streams"));
        QCOMPARE(store.streamCount(), 0U); // all or nothing
        request.body = R"({"streams":[{"stream":{"a":"b"},"values":[["1","x"]]}]})";
        QCOMPARE(api.handle(request).status, 204);
        request.headers.clear();
        QCOMPARE(api.handle(request).status, 415);
    }
};

} // namespace tst_memorylogstore

SIGNALBOX_GUILESS_TEST(tst_memorylogstore, TestMemoryLogStore)
#include "tst_memorylogstore.moc"
