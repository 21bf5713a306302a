// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/traces/spanfacts.h"

#include "tests/support/testmain.h"
#include "tests/support/tracemaker.h"

#include <QTest>

namespace tst_spanfacts {

using namespace signalbox;
using namespace signalbox::traces;

class TestSpanFacts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keysHaveGroups_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<int>("group");
        const auto row = [](const char* key, FactGroup group) {
            QTest::newRow(key) << QString::fromLatin1(key) << static_cast<int>(group);
        };
        row("http.method", FactGroup::Http);
        row("url.path", FactGroup::Http);
        row("db.statement", FactGroup::Database);
        row("rpc.service", FactGroup::Rpc);
        row("messaging.system", FactGroup::Messaging);
        row("net.peer.name", FactGroup::Peer);
        row("server.address", FactGroup::Peer);
        row("k8s.pod.name", FactGroup::Service);
        row("ip", FactGroup::Service);
        row("ip_count", FactGroup::Service);
        row("ipod", FactGroup::Other);
        row("error", FactGroup::Error);
        row("error.type", FactGroup::Error);
        row("errors", FactGroup::Other);
        row("exception.message", FactGroup::Error);
        row("otel.status_code", FactGroup::Error);
        row("otel.scope.name", FactGroup::Process);
        row("order.id", FactGroup::Other);
        row("", FactGroup::Other);
    }
    void keysHaveGroups()
    {
        QFETCH(QString, key);
        QFETCH(int, group);
        QCOMPARE(static_cast<int>(groupOf(key)), group);
    }

    void pillsSayHowACallWent_data()
    {
        using Tags = std::vector<std::pair<std::string, std::string>>;
        QTest::addColumn<Tags>("tags");
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("tone");
        const auto row = [](const char* name, const Tags& tags, const char* text, Tone tone) {
            QTest::newRow(name) << tags << QString::fromLatin1(text) << static_cast<int>(tone);
        };
        row("none", {{"x", "y"}}, "", Tone::Quiet);
        row("fine", {{"http.status_code", "200"}}, "200", Tone::Quiet);
        row("client's mistake", {{"http.response.status_code", "404"}}, "404", Tone::Warn);
        row("server's mistake", {{"http.status_code", "504"}}, "504", Tone::Bad);
        row("grpc failed", {{"rpc.system", "grpc"}, {"rpc.grpc.status_code", "14"}}, "grpc 14", Tone::Bad);
        row("grpc fine", {{"rpc.grpc.status_code", "0"}}, "grpc", Tone::Quiet);
        row("database", {{"db.system", "postgresql"}}, "sql", Tone::Quiet);
        row("another database", {{"db.system", "redis"}}, "redis", Tone::Quiet);
        row("the code before the system", {{"db.system", "es"}, {"http.status_code", "200"}}, "200",
            Tone::Quiet);
        row("no number", {{"http.status_code", "x"}}, "x", Tone::Quiet);
        row("hostile length", {{"db.system", std::string(1000, 'a')}}, "aaaaaaaaaaaaa\xe2\x80\xa6",
            Tone::Quiet);
    }
    void pillsSayHowACallWent()
    {
        using Tags = std::vector<std::pair<std::string, std::string>>;
        QFETCH(Tags, tags);
        QFETCH(QString, text);
        QFETCH(int, tone);
        const auto trace = test::makeTrace({{.id = 1, .length = 1, .tags = tags}});
        const auto pill = pillOf(*trace, trace->at(0));
        QCOMPARE(pill.has_value(), !text.isEmpty());
        if (pill) {
            if (!text.startsWith(QLatin1String("aaa")))
                QCOMPARE(pill->text, text);
            QVERIFY(pill->text.size() <= 15);
            QCOMPARE(static_cast<int>(pill->tone), tone);
        }
    }

    void factsAreBounded()
    {
        std::vector<std::pair<std::string, std::string>> tags;
        for (int i = 0; i < 2500; ++i)
            tags.emplace_back("t" + std::to_string(i), "v");
        tags.emplace_back("db.statement", std::string(1'000'000, 'x'));
        tags.emplace_back("evil", "a\x1b[31mred\nline");
        const auto trace = test::makeTrace({{.id = 1, .length = 1, .tags = tags}});
        std::size_t left = 0;
        const auto lists = factsOf(*trace, trace->at(0), &left);
        QCOMPARE(lists.size(), std::size_t{2});
        QVERIFY(lists[0].group == FactGroup::Database);
        QVERIFY(lists[0].facts[0].isCut);
        QVERIFY(lists[0].facts[0].value.size() < 4100);
        QCOMPARE(lists[1].facts.size(), std::size_t{2000});
        QCOMPARE(left, std::size_t{501});
        for (const Fact& fact : lists[1].facts)
            QVERIFY(!fact.value.contains(QChar(0x1b)));
    }

    void odditiesAreSentences()
    {
        const auto trace = test::makeTrace({{.id = 1, .length = 10}, {.id = 2, .parent = 77, .length = 5}});
        const QStringList said = oddities(*trace, trace->at(trace->find({2}).front()));
        QCOMPARE(said.size(), 1);
        QVERIFY2(said[0].contains(QLatin1String("000000000000004d")), qPrintable(said[0]));
        QVERIFY(oddities(*trace, trace->at(trace->find({1}).front())).isEmpty());
    }
};

} // namespace tst_spanfacts

SIGNALBOX_BARE_TEST(tst_spanfacts, TestSpanFacts)
#include "tst_spanfacts.moc"
