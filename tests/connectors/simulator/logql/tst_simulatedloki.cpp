// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/logql/lokiapi.h"

#include "lokifixture.h"
#include "tests/support/testmain.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <map>

namespace tst_simulatedloki {

using namespace signalbox;
using namespace signalbox::simulator;
using namespace signalbox::simulator::logql;
using nlohmann::json;

namespace {

constexpr std::int64_t recordedAt = 1'795'252'500; // the end of the dataset, in seconds

/// Lines of one nanosecond have no order that a client could rely on: they are sorted by their text, the
/// order over time stays as it came.
void sortWithinInstants(json& values)
{
    auto from = values.begin();
    while (from != values.end()) {
        auto to = from;
        while (to != values.end() && (*to)[0] == (*from)[0])
            ++to;
        std::sort(from, to);
        from = to;
    }
}

/// The answer without what the recordings call volatile.
json comparable(json body)
{
    if (!body.is_object() || !body.contains("data"))
        return body;
    json& data = body["data"];
    if (data.is_object()) {
        data.erase("stats");
        const std::string type = data.value("resultType", "");
        if (type == "streams") {
            for (json& stream : data["result"])
                sortWithinInstants(stream["values"]);
        }
        if (type == "streams" || type == "matrix")
            std::sort(data["result"].begin(), data["result"].end());
    } else if (data.is_array()) {
        std::sort(data.begin(), data.end());
    }
    return body;
}

/// Fields by name; of the list only the order is volatile.
json byLabel(const json& body)
{
    json out = json::object();
    for (const json& field : body["fields"])
        out[field["label"].get<std::string>()] = field;
    return out;
}

bool isNear(double actual, double expected, double tolerance)
{
    return std::abs(actual - expected) <= tolerance * expected;
}

} // namespace

class TestSimulatedLoki : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        loadDataset(m_store);
        // The real one was asked when the lines had left its ingesters.
        m_clock.advance(std::chrono::seconds(recordedAt + 3600) - std::chrono::nanoseconds(m_clock.now().ns));
        m_names = lokiFixtureNames();
        QVERIFY(m_names.size() >= 84);
    }

    void answersAsTheRealOne_data()
    {
        QTest::addColumn<QString>("name");
        for (const QString& name : m_names) {
            if (!m_apart.contains(name))
                QTest::newRow(qPrintable(name)) << name;
        }
    }

    void answersAsTheRealOne()
    {
        QFETCH(QString, name);
        const LokiFixture fixture = readLokiFixture(name);
        const Reply reply = m_api.handle(fixture.request);
        const std::string body = reply.body.toStdString();
        QVERIFY2(reply.status == fixture.status, body.c_str());
        QCOMPARE(QString::fromLatin1(reply.contentType), QString::fromStdString(fixture.contentType));
        if (!fixture.contentType.starts_with("application/json")) {
            QCOMPARE(QString::fromStdString(body), QString::fromStdString(fixture.body));
            return;
        }
        const json actual = comparable(json::parse(body));
        const json expected = comparable(json::parse(fixture.body));
        if (actual != expected)
            QFAIL(("actual   " + actual.dump().substr(0, 1500) + "\nexpected " +
                   expected.dump().substr(0, 1500) + "\ndiff     " +
                   json::diff(expected, actual).dump().substr(0, 1500))
                      .c_str());
    }

    // Sizes: the real ones are those of compressed chunks' blocks, ours an estimate.
    void estimatesSizes()
    {
        const json stats = answer(QStringLiteral("075-stats.json"));
        const json recorded = recordedBody(QStringLiteral("075-stats.json"));
        QVERIFY(stats["streams"] == recorded["streams"]);
        QVERIFY(stats["chunks"] == recorded["chunks"]);
        QVERIFY(stats["entries"] == recorded["entries"]);
        QVERIFY(isNear(stats["bytes"], recorded["bytes"], 0.05));

        const auto volumeOf = [](const json& body) {
            return std::stod(body["data"]["result"][0]["value"][1].get<std::string>());
        };
        const json volume = answer(QStringLiteral("076-volume.json"));
        const json recordedVolume = recordedBody(QStringLiteral("076-volume.json"));
        QVERIFY(volume["data"]["resultType"] == recordedVolume["data"]["resultType"]);
        QCOMPARE(volume["data"]["result"].size(), std::size_t(1));
        QVERIFY(volume["data"]["result"][0]["metric"] == recordedVolume["data"]["result"][0]["metric"]);
        QVERIFY(volume["data"]["result"][0]["value"][0] == recordedVolume["data"]["result"][0]["value"][0]);
        QVERIFY(isNear(volumeOf(volume), volumeOf(recordedVolume), 0.05));
    }

    void estimatesSizesOverTime()
    {
        const json actual = answer(QStringLiteral("077-volume-range.json"))["data"];
        const json expected = recordedBody(QStringLiteral("077-volume-range.json"))["data"];
        QVERIFY(actual["resultType"] == expected["resultType"]);
        QCOMPARE(actual["result"].size(), std::size_t(1));
        QVERIFY(actual["result"][0]["metric"] == expected["result"][0]["metric"]);
        const json& ours = actual["result"][0]["values"];
        const json& theirs = expected["result"][0]["values"];
        QCOMPARE(ours.size(), theirs.size());
        std::size_t largest = 0;
        std::size_t largestRecorded = 0;
        for (std::size_t i = 0; i < ours.size(); ++i) {
            QVERIFY(ours[i][0] == theirs[i][0]);
            const auto size = [](const json& values, std::size_t at) {
                return std::stod(values[at][1].get<std::string>());
            };
            if (size(ours, i) > size(ours, largest))
                largest = i;
            if (size(theirs, i) > size(theirs, largestRecorded))
                largestRecorded = i;
        }
        QCOMPARE(largest, largestRecorded);
    }

    // The pattern miner is our own. Of each recorded pattern that is no artefact of the real one's, there
    // is one with the same text, level and samples. ("burst" lines: the real one counts repeats that the
    // store drops, splits them by stream, and writes one of the two as "burst= <_>=".)
    void findsThePatterns()
    {
        const json actual = answer(QStringLiteral("078-patterns.json"));
        const json expected = recordedBody(QStringLiteral("078-patterns.json"));
        std::map<std::string, json> ours;
        for (const json& p : actual["data"])
            ours[p["pattern"].get<std::string>()] = p;
        int compared = 0;
        for (const json& p : expected["data"]) {
            const auto text = p["pattern"].get<std::string>();
            if (text.starts_with("burst"))
                continue;
            QVERIFY2(ours.contains(text), (text + " is not in " + actual.dump().substr(0, 3000)).c_str());
            QVERIFY(ours[text]["level"] == p["level"]);
            if (ours[text]["samples"] != p["samples"])
                QFAIL((text + json::diff(p["samples"], ours[text]["samples"]).dump()).c_str());
            ++compared;
        }
        QCOMPARE(compared, 7);
        QVERIFY(ours.contains("burst <_> stock=low sku=<_>"));
    }

    // Recorded was the answer for lines that had left the ingesters: {}. Fresh ones have labels.
    void detectsLabelsOfFreshLines()
    {
        ManualClock fresh(Instant::fromSeconds(recordedAt));
        const LokiApi api(&m_store, &fresh);
        const Reply reply = api.handle(readLokiFixture(QStringLiteral("079-detected-labels.json")).request);
        QCOMPARE(reply.status, 200);
        const json expected = json::parse(
            "{\"detectedLabels\":[{\"label\":\"env\",\"cardinality\":1},"
            "{\"label\":\"service_name\",\"cardinality\":5},{\"label\":\"zone\",\"cardinality\":2}]}");
        QVERIFY2(json::parse(reply.body.toStdString()) == expected, reply.body.constData());
    }

    void refusesWhatItCannotDo_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("value");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("text");
        const QString range = QStringLiteral("/loki/api/v1/query_range");
        QTest::newRow("unreadable start") << range << "start"
                                          << "yesterday" << 400 << "cannot parse";
        QTest::newRow("unreadable since") << range << "since"
                                          << "long" << 400 << "not a valid duration";
        QTest::newRow("no step") << range << "step"
                                 << "0" << 400 << "zero or negative";
        QTest::newRow("thinned out") << range << "interval"
                                     << "5s" << 400 << "does not thin out lines";
        QTest::newRow("volume by labels") << "/loki/api/v1/index/volume"
                                          << "aggregateBy"
                                          << "labels" << 400 << "aggregates volumes by series only";
        QTest::newRow("labels of a pipeline")
            << "/loki/api/v1/labels"
            << "query"
            << "{env=\"prod\"} |= \"x\"" << 400 << "only label matchers are supported";
        QTest::newRow("fields of a metric") << "/loki/api/v1/detected_fields"
                                            << "query"
                                            << "1" << 400 << "only log selector is supported";
        QTest::newRow("tail without an upgrade") << "/loki/api/v1/tail"
                                                 << "x"
                                                 << "y" << 400 << "Bad Request";
        QTest::newRow("elsewhere") << "/api/v1/query"
                                   << "query"
                                   << "up" << 404 << "404 page not found";
    }

    void refusesWhatItCannotDo()
    {
        QFETCH(QString, path);
        QFETCH(QString, key);
        QFETCH(QString, value);
        QFETCH(QString, text);
        Request request;
        request.method = "GET";
        request.path = path;
        request.params = {{key, value}, {QStringLiteral("query"), QStringLiteral("{env=\"prod\"}")}};
        const Reply reply = m_api.handle(request);
        QTEST(reply.status, "status");
        QVERIFY2(reply.body.contains(text.toUtf8()), reply.body.constData());
    }

    void detectsTheFields()
    {
        const json actual = answer(QStringLiteral("080-detected-fields.json"));
        const json expected = recordedBody(QStringLiteral("080-detected-fields.json"));
        QVERIFY(actual["limit"] == expected["limit"]);
        if (byLabel(actual) != byLabel(expected))
            QFAIL(json::diff(byLabel(expected), byLabel(actual)).dump().c_str());
    }

private:
    [[nodiscard]] json answer(const QString& name) const
    {
        const Reply reply = m_api.handle(readLokiFixture(name).request);
        return reply.status == 200 ? json::parse(reply.body.toStdString()) : json();
    }
    [[nodiscard]] static json recordedBody(const QString& name)
    {
        return json::parse(readLokiFixture(name).body);
    }

    MemoryLogStore m_store;
    ManualClock m_clock;
    LokiApi m_api{&m_store, &m_clock};
    QStringList m_names;
    const QStringList m_apart{QStringLiteral("075-stats.json"), QStringLiteral("076-volume.json"),
                              QStringLiteral("077-volume-range.json"), QStringLiteral("078-patterns.json"),
                              QStringLiteral("080-detected-fields.json")};
};

} // namespace tst_simulatedloki

SIGNALBOX_GUILESS_TEST(tst_simulatedloki, TestSimulatedLoki)
#include "tst_simulatedloki.moc"
