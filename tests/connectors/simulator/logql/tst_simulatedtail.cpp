// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/logql/lokiapi.h"
#include "connectors/simulator/server/httpserver.h"

#include "lokifixture.h"
#include "tests/support/testmain.h"

#include <QTcpSocket>
#include <QTest>
#include <QWebSocket>

namespace tst_simulatedtail {

using namespace signalbox;
using namespace signalbox::simulator;
using namespace signalbox::simulator::logql;
using nlohmann::json;

namespace {

json fixture(const char* name)
{
    return readJsonFile(QStringLiteral(SIGNALBOX_FIXTURES "/loki/") + QLatin1String(name));
}

/// The entries of recorded or received frames in order, each {"stream":...,"values":[[...]]}.
std::vector<json> entriesOf(const std::vector<json>& frames)
{
    std::vector<json> out;
    for (const json& frame : frames) {
        for (const json& entry : frame["streams"])
            out.push_back(entry);
    }
    return out;
}

std::vector<json> recordedFrames(const json& recording)
{
    std::vector<json> out;
    for (const json& frame : recording["frames"])
        out.push_back(json::parse(frame["text"].get<std::string>()));
    return out;
}

std::int64_t nsOf(const json& entry)
{
    return std::stoll(entry["values"][0][0].get<std::string>());
}

} // namespace

/// The recorded tails, played against the simulated Loki through a real socket: the lines of the history
/// are pushed first, those of the live frames afterwards.
class TestSimulatedTail : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_store = std::make_unique<MemoryLogStore>();
        m_api = std::make_unique<LokiApi>(m_store.get(), &m_clock);
        m_server = std::make_unique<HttpServer>(
            ServerOptions{.name = QStringLiteral("loki"), .clock = &m_clock}, m_api->handler());
        m_server->setWebSocketHandler(m_api->webSocketHandler());
        QVERIFY(m_server->listen());
        m_frames.clear();
    }

    void cleanup()
    {
        m_server.reset();
        m_api.reset();
        m_store.reset();
    }

    void playsARecording_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("plain") << "tail.json";
        QTest::newRow("categorised") << "tail-categorised.json";
        QTest::newRow("filter and format") << "tail-filter.json";
    }

    void playsARecording()
    {
        QFETCH(QString, name);
        const json recording = fixture(name.toLatin1().constData());
        const auto frames = recordedFrames(recording);
        const auto expected = entriesOf(frames);
        const std::size_t history = frames.front()["streams"].size();

        // A line that the limit leaves out, so that "the newest" is put to the test.
        pushOriginal(expected.front(), nsOf(expected.front()) - 1'000'000'000, name);
        for (std::size_t i = 0; i < history; ++i)
            pushOriginal(expected[i], nsOf(expected[i]), name);
        m_clock.advance(std::chrono::nanoseconds(nsOf(expected[history - 1]) + 1 - m_clock.now().ns));

        QWebSocket client;
        open(client, recording["request"]);
        QTRY_COMPARE(m_frames.size(), std::size_t(1));
        QCOMPARE(m_frames.front()["streams"].size(), history);
        for (std::size_t i = history; i < expected.size(); ++i)
            pushOriginal(expected[i], nsOf(expected[i]), name);
        QTRY_COMPARE(entriesOf(m_frames).size(), expected.size());

        const auto got = entriesOf(m_frames);
        for (std::size_t i = 0; i < expected.size(); ++i) {
            if (got[i] != expected[i])
                QFAIL(
                    (std::to_string(i) + ": " + got[i].dump() + "\nexpected " + expected[i].dump()).c_str());
        }
        for (const json& frame : m_frames) {
            QVERIFY(frame["streams"].size() <= 100);
            QVERIFY(frame.value("encodingFlags", json()) == frames.front().value("encodingFlags", json()));
            QVERIFY(!frame.contains("dropped_entries"));
        }
    }

    void refusesBeforeTheUpgrade_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("bad query") << "tail-bad-query.json";
        QTest::newRow("delay too long") << "tail-delay-too-long.json";
    }

    void refusesBeforeTheUpgrade()
    {
        QFETCH(QString, name);
        const json recording = fixture(name.toLatin1().constData());
        Request request;
        request.path = QStringLiteral("/loki/api/v1/tail");
        for (const json& pair : recording["request"]["params"])
            request.params.emplace_back(QString::fromStdString(pair[0]), QString::fromStdString(pair[1]));
        const UpgradeAnswer answer = m_api->upgrade(request);
        QVERIFY(answer.refusal.has_value());
        const json& frame = recording["frames"][0];
        QCOMPARE(answer.refusal->status, frame["handshake"].get<int>());
        QCOMPARE(answer.refusal->body.toStdString(), frame["body"].get<std::string>());

        QWebSocket client;
        int errors = 0;
        connect(&client, QOverload<QAbstractSocket::SocketError>::of(&QWebSocket::error), this,
                [&] { ++errors; });
        open(client, recording["request"]);
        QTRY_COMPARE(errors, 1);
        QVERIFY(client.state() != QAbstractSocket::ConnectedState);
    }

    void closesAMetricQueryBehindTheUpgrade()
    {
        const json recording = fixture("tail-metric-query.json");
        QWebSocket client;
        bool connected = false;
        connect(&client, &QWebSocket::connected, this, [&] { connected = true; });
        open(client, recording["request"]);
        QTRY_VERIFY(connected && client.state() == QAbstractSocket::UnconnectedState);
        QCOMPARE(static_cast<int>(client.closeCode()), recording["frames"][0]["closed"].get<int>());
        QCOMPARE(client.closeReason().toStdString(), recording["frames"][0]["reason"].get<std::string>());
    }

    void holdsLinesBackForTheDelay()
    {
        QWebSocket client;
        const json query = json::array({"query", "{a=\"b\"}"});
        const json delay = json::array({"delay_for", "2"});
        json request;
        request["params"] = json::array({query, delay});
        request["headers"] = json::object();
        open(client, request);
        QTRY_COMPARE(client.state(), QAbstractSocket::ConnectedState);
        push({{"a", "b"}}, {.ns = m_clock.now().ns - 10'000'000'000, .line = "old enough", .metadata = {}});
        push({{"a", "b"}}, {.ns = m_clock.now().ns, .line = "too young", .metadata = {}});
        QTRY_COMPARE(entriesOf(m_frames).size(), std::size_t(1));
        m_clock.advance(std::chrono::seconds(2));
        QTRY_COMPARE(entriesOf(m_frames).size(), std::size_t(2));
        QVERIFY(entriesOf(m_frames)[1]["values"][0][1] == "too young");
    }

    // A reader that takes nothing loses lines, and is told which when it reads again.
    void tellsASlowReaderWhatItLost()
    {
        QTcpSocket slow;
        slow.setReadBufferSize(1024);
        slow.connectToHost(QStringLiteral("127.0.0.1"), m_server->port());
        slow.write(
            "GET /loki/api/v1/tail?query=%7Ba%3D%22b%22%7D HTTP/1.1\r\nUpgrade: websocket\r\nConnection: "
            "Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
        QByteArray received;
        const auto handshakeIsHere = [&] {
            received += slow.readAll();
            return received.endsWith("\r\n\r\n");
        };
        QTRY_VERIFY(handshakeIsHere());
        // One turn of the tail sees all of them: the first frame fills the buffers, the others find them
        // full.
        const std::string large(60'000, 'x');
        int pushed = 0;
        while (pushed < 300)
            push({{"a", "b"}}, {.ns = ++pushed, .line = large, .metadata = {}});
        QTRY_VERIFY(slow.bytesAvailable() > 100);
        slow.setReadBufferSize(0);
        connect(&slow, &QTcpSocket::readyRead, this, [&] { received += slow.readAll(); });
        received += slow.readAll();
        const auto nudge = [&] {
            push({{"a", "b"}}, {.ns = ++pushed, .line = "after", .metadata = {}});
            return received.contains("dropped_entries");
        };
        QTRY_VERIFY_WITH_TIMEOUT(nudge(), 20'000);
        QVERIFY(received.contains("\"dropped_entries\":[{\"labels\":{\"a\":\"b\"},\"timestamp\":\""));
    }

private:
    void push(const Fields& labels, Entry entry) { QVERIFY(m_store->append(labels, std::move(entry))); }

    /// Turns an entry of a recorded frame back into the line that was pushed.
    void pushOriginal(const json& entry, std::int64_t ns, const QString& name)
    {
        Fields labels;
        Fields metadata;
        for (const auto& [key, value] : entry["stream"].items()) {
            if (key == "job" || key == "zone")
                labels.set(key, value.get<std::string>());
            else
                metadata.set(key, value.get<std::string>());
        }
        const json& value = entry["values"][0];
        if (value.size() > 2) {
            for (const auto& [key, text] : value[2]["structuredMetadata"].items())
                metadata.set(key, text.get<std::string>());
        }
        // line_format took the text away there; it had the filter's word in it.
        const std::string line =
            name == QStringLiteral("tail-filter.json") ? "live line" : value[1].get<std::string>();
        push(labels, {.ns = ns, .line = line, .metadata = metadata});
    }

    void open(QWebSocket& client, const json& request)
    {
        connect(&client, &QWebSocket::textMessageReceived, this,
                [this](const QString& text) { m_frames.push_back(json::parse(text.toStdString())); });
        QByteArray query;
        for (const json& pair : request["params"])
            query += (query.isEmpty() ? "?" : "&") + QByteArray::fromStdString(pair[0]) + '=' +
                     QUrl::toPercentEncoding(QString::fromStdString(pair[1]));
        QNetworkRequest handshake(QUrl::fromEncoded("ws://127.0.0.1:" + QByteArray::number(m_server->port()) +
                                                    "/loki/api/v1/tail" + query));
        for (const auto& [key, value] : request["headers"].items())
            handshake.setRawHeader(QByteArray::fromStdString(key),
                                   QByteArray::fromStdString(value.get<std::string>()));
        client.open(handshake);
    }

    ManualClock m_clock{Instant::fromSeconds(1'795'000'000)};
    std::unique_ptr<MemoryLogStore> m_store;
    std::unique_ptr<LokiApi> m_api;
    std::unique_ptr<HttpServer> m_server;
    std::vector<json> m_frames;
};

} // namespace tst_simulatedtail

SIGNALBOX_GUILESS_TEST(tst_simulatedtail, TestSimulatedTail)
#include "tst_simulatedtail.moc"
