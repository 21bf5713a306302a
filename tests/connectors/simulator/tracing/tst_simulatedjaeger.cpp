// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "jaegerfixture.h"

#include "connectors/simulator/tracing/jaegerapi.h"
#include "tests/support/testmain.h"

#include <QTest>

namespace tst_simulatedjaeger {

using namespace signalbox;
using namespace signalbox::simulator;
using namespace signalbox::simulator::tracing;

namespace {

constexpr std::int64_t datasetEnd = 1'795'252'500;

/// The parameter that limits a search, or null.
QString* limitOf(Request& request)
{
    for (auto& [name, value] : request.params) {
        if (name == QLatin1String("limit") || name == QLatin1String("query.num_traces"))
            return &value;
    }
    return nullptr;
}

QByteArray firstDifference(const std::string& actual, const std::string& expected)
{
    std::size_t at = 0;
    while (at < actual.size() && at < expected.size() && actual[at] == expected[at])
        ++at;
    const std::size_t from = at > 300 ? at - 300 : 0;
    return QByteArray::fromStdString("\n--- ours\n" + actual.substr(from, 700) + "\n--- recorded\n" +
                                     expected.substr(from, 700));
}

} // namespace

/// The simulated Jaeger is asked what the real ones were asked, with the same spans in store.
class TestSimulatedJaeger : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { loadDataset(m_store); }

    void answersAsRecorded_data()
    {
        QTest::addColumn<QString>("folder");
        QTest::addColumn<QString>("name");
        for (const QString& folder : {QStringLiteral("jaeger"), QStringLiteral("jaeger1")}) {
            const QStringList names = jaegerFixtureNames(folder);
            QCOMPARE(names.size(), 43);
            for (const QString& name : names)
                QTest::newRow(qPrintable(folder + QLatin1Char('/') + name)) << folder << name;
        }
    }
    void answersAsRecorded()
    {
        QFETCH(QString, folder);
        QFETCH(QString, name);
        JaegerFixture fixture = readJaegerFixture(folder, name);
        JaegerApi& api = folder == QLatin1String("jaeger1") ? m_version1 : m_version2;
        const Reply reply = api.handle(fixture.request);
        QCOMPARE(reply.status, fixture.status);
        QCOMPARE(reply.contentType, fixture.contentType);
        if (reply.contentType.startsWith("text/html")) {
            QVERIFY(reply.body.startsWith("<!DOCTYPE html>"));
            QVERIFY(!uiVariables(fixture.body).isEmpty());
            QCOMPARE(uiVariables(reply.body), uiVariables(fixture.body));
        } else if (QString* limit = limitOf(fixture.request); limit && reply.status == 200) {
            compareSearch(api, fixture, reply, limit);
        } else {
            const std::string actual = normalised(reply.body);
            const std::string expected = normalised(fixture.body);
            QVERIFY2(actual == expected, firstDifference(actual, expected).constData());
        }
    }

private:
    /// Which traces a search with a limit returns is nobody's promise. But their number is, and each that
    /// the real one returned must be among all that ours finds, and be the same.
    void compareSearch(JaegerApi& api, JaegerFixture& fixture, const Reply& reply, QString* limit)
    {
        const auto recorded = tracesOf(fixture.body);
        const auto ours = tracesOf(reply.body);
        QCOMPARE(ours.size(), recorded.size());
        QVERIFY(!recorded.empty());
        *limit = QStringLiteral("5000");
        std::set<std::string> ids;
        for (const auto& [id, trace] : recorded)
            ids.insert(id);
        const QByteArray everything = api.handle(fixture.request).body;
        QVERIFY(everything.size() > reply.body.size());
        const auto same = tracesOf(everything, ids);
        for (const auto& [id, trace] : recorded) {
            const auto it = same.find(id);
            QVERIFY2(it != same.end(), id.c_str());
            QVERIFY2(it->second == trace, firstDifference(it->second, trace).constData());
        }
    }

    MemoryTraceStore m_store;
    ManualClock m_clock{Instant::fromSeconds(datasetEnd)};
    JaegerApi m_version2{&m_store, &m_clock};
    JaegerApi m_version1{&m_store, &m_clock, {.version1 = true}};
};

} // namespace tst_simulatedjaeger

SIGNALBOX_GUILESS_TEST(tst_simulatedjaeger, TestSimulatedJaeger)
#include "tst_simulatedjaeger.moc"
