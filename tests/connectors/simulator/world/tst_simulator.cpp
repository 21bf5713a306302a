// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/simulator.h"

#include "tests/support/testmain.h"

#include <QEventLoop>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QTcpSocket>
#include <QTest>
#include <QUrlQuery>

namespace tst_simulator {

using namespace signalbox;
using profile::BackendKind;
using simulator::Simulator;

namespace {

struct Answer
{
    int status = 0;
    QByteArray body;
    QNetworkReply::NetworkError error = QNetworkReply::NoError;

    [[nodiscard]] QJsonObject json() const { return QJsonDocument::fromJson(body).object(); }
};

Answer finished(QNetworkReply* reply)
{
    QEventLoop loop;
    QObject::connect(reply, &QNetworkReply::finished, &loop, &QEventLoop::quit);
    if (!reply->isFinished())
        loop.exec();
    Answer out{.status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(),
               .body = reply->readAll(),
               .error = reply->error()};
    reply->deleteLater();
    return out;
}

QUrl at(const QUrl& base, const char* path,
        std::initializer_list<std::pair<const char*, QString>> params = {})
{
    QUrl url = base;
    url.setPath(QLatin1String(path));
    QUrlQuery query;
    for (const auto& [key, value] : params)
        query.addQueryItem(QLatin1String(key), QString::fromUtf8(QUrl::toPercentEncoding(value)));
    url.setQuery(query);
    return url;
}

} // namespace

/// All of it over real sockets, as the window meets it.
class TestSimulator : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        simulator::SimulatorOptions options;
        options.clock = &m_clock;
        m_simulator = std::make_unique<Simulator>(options);
        const auto started = m_simulator->start();
        QVERIFY2(started, started ? "" : qPrintable(started.error().what));
    }

    void describesItself()
    {
        const auto profile = m_simulator->profile();
        QCOMPARE(profile.name, QStringLiteral("demo"));
        QCOMPARE(profile.backends.size(), 4U);
        for (const auto& backend : profile.backends) {
            QVERIFY(backend.url.port() > 0);
            QCOMPARE(backend.url.host(), QStringLiteral("127.0.0.1"));
            QVERIFY(m_simulator->describe().contains(backend.url.toString()));
        }
        QVERIFY(m_simulator->describe().contains(m_simulator->controlUrl().toString()));
        // The commander arrives in the middle.
        QCOMPARE((m_clock.now() - m_simulator->incident()).count() / 1'000'000'000, 8 * 60);
    }

    void prometheusAnswers()
    {
        const auto answer = ask(at(m_simulator->url(BackendKind::Prometheus), "/api/v1/query",
                                   {{"query", QStringLiteral("count by (service_name) (up)")}}));
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.json()[u"data"][u"result"].toArray().size(), 11);
    }

    void prometheusKnowsTargetsAndExemplars()
    {
        const auto targets = ask(at(m_simulator->url(BackendKind::Prometheus), "/api/v1/targets"));
        QCOMPARE(targets.json()[u"data"][u"activeTargets"].toArray().size(), 42);
        const QString now = QString::number(m_clock.now().seconds());
        const QString before = QString::number(m_clock.now().seconds() - 120);
        const auto exemplars =
            ask(at(m_simulator->url(BackendKind::Prometheus), "/api/v1/query_exemplars",
                   {{"query", QStringLiteral("http_server_request_duration_seconds_bucket")},
                    {"start", before},
                    {"end", now}}));
        QVERIFY(exemplars.json()[u"data"].toArray().size() > 20);
    }

    void alertmanagerShowsWhatFires()
    {
        const auto answer = ask(at(m_simulator->url(BackendKind::Alertmanager), "/api/v2/alerts"));
        QStringList names;
        const QJsonArray alerts = QJsonDocument::fromJson(answer.body).array();
        for (const QJsonValue& alert : alerts)
            names << alert[u"labels"][u"alertname"].toString();
        names.sort();
        QCOMPARE(names.join(u' '),
                 QStringLiteral("CartRetriesHigh CheckoutErrorRatioHigh InventoryCacheMissHigh "
                                "PaymentsLatencyHigh PaymentsPoolExhausted"));
    }

    void aLineLeadsToItsTrace()
    {
        const auto lines =
            ask(at(m_simulator->url(BackendKind::Loki), "/loki/api/v1/query_range",
                   {{"query", QStringLiteral("{service_name=\"payments\"} | json | level=\"error\"")},
                    {"limit", QStringLiteral("20")}}));
        QCOMPARE(lines.status, 200);
        const QJsonArray streams = lines.json()[u"data"][u"result"].toArray();
        QVERIFY(!streams.isEmpty());
        const QString id = streams[0].toObject()[u"stream"][u"trace_id"].toString();
        QCOMPARE(id.size(), 32);
        const auto trace =
            ask(at(m_simulator->url(BackendKind::Jaeger), ("/api/traces/" + id.toLatin1()).constData()));
        QCOMPARE(trace.status, 200);
        const QJsonObject found = trace.json()[u"data"].toArray()[0].toObject();
        QCOMPARE(found[u"traceID"].toString(), id);
        QVERIFY(found[u"spans"].toArray().size() >= 5);
    }

    void jaegerSearches()
    {
        const auto services = ask(at(m_simulator->url(BackendKind::Jaeger), "/api/services"));
        QCOMPARE(services.json()[u"data"].toArray().size(), 8);
        const std::int64_t now = m_clock.now().microseconds();
        const auto found = ask(at(m_simulator->url(BackendKind::Jaeger), "/api/traces",
                                  {{"service", QStringLiteral("payments")},
                                   {"operation", QStringLiteral("SELECT ledger")},
                                   {"minDuration", QStringLiteral("800ms")},
                                   {"start", QString::number(now - 300'000'000)},
                                   {"end", QString::number(now)},
                                   {"limit", QStringLiteral("20")}}));
        QCOMPARE(found.json()[u"data"].toArray().size(), 20);
    }

    void faultsComeAndGo()
    {
        const QUrl ready = at(m_simulator->url(BackendKind::Loki), "/ready");
        m_simulator->setFaults(QStringLiteral("loki"), *simulator::parseFaults(u"503"));
        QTRY_COMPARE(ask(ready).status, 503);
        QCOMPARE(ask(at(m_simulator->url(BackendKind::Jaeger), "/api/services")).status, 200);
        const auto listed = ask(at(m_simulator->controlUrl(), "/-/faults"));
        QCOMPARE(listed.json()[u"loki"].toString(), QStringLiteral("503"));
        QNetworkRequest post(at(m_simulator->controlUrl(), "/-/faults"));
        post.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("text/plain"));
        QCOMPARE(finished(m_network.post(post, QByteArray("loki:none\n"))).status, 200);
        QCOMPARE(ask(ready).status, 200);
    }

    void stopsAndStartsAgain()
    {
        Simulator other;
        QVERIFY(other.start());
        const QUrl url = at(other.url(BackendKind::Prometheus), "/-/ready");
        QCOMPARE(ask(url).status, 200);
        other.stop();
        QVERIFY(!other.isRunning());
        QCOMPARE(ask(url).error, QNetworkReply::ConnectionRefusedError);
        QVERIFY(other.start());
        QCOMPARE(ask(at(other.url(BackendKind::Prometheus), "/-/ready")).status, 200);
    }

    void takesItsPortsInARow()
    {
        // Ports that were free a moment ago are free enough.
        Simulator probe;
        QVERIFY(probe.start());
        const auto taken = static_cast<quint16>(probe.url(BackendKind::Prometheus).port());
        simulator::SimulatorOptions options;
        options.firstPort = taken;
        Simulator refused(options);
        const auto started = refused.start();
        QVERIFY(!started);
        QVERIFY2(started.error().what.contains(QString::number(taken)), qPrintable(started.error().what));
        QVERIFY(!refused.isRunning());
    }

    void refusesFaultsOfNobody()
    {
        simulator::SimulatorOptions options;
        options.faults.push_back({.backend = QStringLiteral("tempo"), .faults = {}});
        Simulator refused(options);
        const auto started = refused.start();
        QVERIFY(!started);
        QVERIFY(started.error().kind == ErrorKind::Invalid);
        QVERIFY(started.error().what.contains(u"tempo"));
    }

    void servesADataset()
    {
        simulator::SimulatorOptions options;
        options.dataset = QStringLiteral(SIGNALBOX_FIXTURES "/dataset");
        Simulator files(options);
        const auto started = files.start();
        QVERIFY2(started, started ? "" : qPrintable(started.error().what));
        const auto services = ask(at(files.url(BackendKind::Jaeger), "/api/services"));
        QVERIFY(services.body.contains("payments"));
        options.dataset = QStringLiteral("/nowhere");
        Simulator nothing(options);
        QVERIFY(!nothing.start());
    }

    void timeRunsWithItsSpeed()
    {
        simulator::SimulatorOptions options;
        options.speed = 600;
        Simulator fast(options);
        QVERIFY(fast.start());
        const QUrl url =
            at(fast.url(BackendKind::Prometheus), "/api/v1/query", {{"query", QStringLiteral("time()")}});
        const auto now = [&] {
            return ask(url).json()[u"data"][u"result"].toArray()[1].toString().toDouble();
        };
        const double first = now();
        QTRY_VERIFY(now() - first > 60);
    }

private:
    Answer ask(const QUrl& url) { return finished(m_network.get(QNetworkRequest(url))); }

    ManualClock m_clock{Instant::fromSeconds(1'795'262'400)};
    QNetworkAccessManager m_network;
    std::unique_ptr<Simulator> m_simulator;
};

} // namespace tst_simulator

SIGNALBOX_GUILESS_TEST(tst_simulator, TestSimulator)
#include "tst_simulator.moc"
