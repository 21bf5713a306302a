// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/promql/alertmanagerapi.h"
#include "tests/support/realserver.h"
#include "tests/support/testmain.h"

#include <QDateTime>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QRegularExpression>
#include <QTest>
#include <QUrlQuery>

namespace tst_simalertmanagerdifferential {

using namespace signalbox;
using namespace signalbox::test;
namespace promql = signalbox::simulator::promql;

/// The same requests in the same order to a real Alertmanager 0.25 and to the simulator: same status, same
/// bytes but for times and for the ids, which are compared by the order in which they appear.
class TestSimAlertmanagerDifferential : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        REQUIRE_REAL_SERVERS();
        const QString failed = m_real.start();
        QVERIFY2(failed.isEmpty(), qPrintable(failed));
    }

    void sameReply_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QString>("path");
        QTest::addColumn<QByteArray>("body");
        int n = 0;
        const auto row = [&n](const char* method, const char* path, const QByteArray& body = {}) {
            QTest::addRow("%d %s %s %s", ++n, method, path, body.left(80).constData())
                << QByteArray(method) << QLatin1String("/api/v2/") + QLatin1String(path) << body;
        };
        const QByteArray now = QDateTime::currentDateTimeUtc().toString(Qt::ISODate).toLatin1();
        const QByteArray later =
            QDateTime::currentDateTimeUtc().addSecs(7200).toString(Qt::ISODate).toLatin1();
        const QByteArray latest =
            QDateTime::currentDateTimeUtc().addSecs(9000).toString(Qt::ISODate).toLatin1();
        const QByteArray past =
            QDateTime::currentDateTimeUtc().addSecs(-7200).toString(Qt::ISODate).toLatin1();
        const auto silence = [](const QByteArray& matchers, const QByteArray& from, const QByteArray& to,
                                const QByteArray& id = {}) {
            return "{" + (id.isEmpty() ? QByteArray() : "\"id\":\"" + id + "\",") + "\"matchers\":[" +
                   matchers + "],\"startsAt\":\"" + from + "\",\"endsAt\":\"" + to +
                   "\",\"createdBy\":\"ann\",\"comment\":\"c <b>\"}";
        };
        const auto matcher = [](const QByteArray& name, const QByteArray& value, bool regex,
                                bool equal = true) {
            return "{\"name\":\"" + name + "\",\"value\":\"" + value +
                   "\",\"isRegex\":" + (regex ? "true" : "false") + (equal ? "}" : ",\"isEqual\":false}");
        };
        const QByteArray cart = matcher("service", "cart", false);

        row("GET", "alerts");
        row("GET", "nosuch");
        row("PUT", "alerts");
        row("POST", "status");
        row("GET", "receivers");
        row("POST", "alerts",
            R"([{"labels":{"alertname":"A","service":"cart","empty":""},"annotations":{"summary":"x & y"},"generatorURL":"http://p/graph?a=1&b=2"}])");
        row("POST", "alerts",
            R"([{"labels":{"alertname":"B","service":"payments"}},{"labels":{"alertname":"C"}}])");
        row("POST", "alerts", R"([{"labels":{}}])");
        row("POST", "alerts", R"([{"labels":{"a-b":"x"}}])");
        row("POST", "alerts", R"([{"annotations":{}}])");
        row("POST", "alerts", "{}");
        row("POST", "alerts", "[]");
        row("POST", "alerts", "xx");
        row("GET", "alerts");
        row("GET", "alerts?filter=service=\"cart\"");
        row("GET", "alerts?filter=service!=\"cart\"");
        row("GET", "alerts?filter=service=~\"ca.*\"");
        row("GET", "alerts?filter=service!~\"ca.*\"&filter=alertname=B");
        row("GET", "alerts?filter=service=");
        row("GET", "alerts?filter=service!=\"\"");
        row("GET", "alerts?filter=service=\"a\\\\nb\"");
        for (const char* bad : {"x", "service", "=x", "service=\"x", "service=x\"", "service=\"x\"y\"",
                                "a-b=x", "service=~\"(\""})
            QTest::addRow("%d filter %s", ++n, bad)
                << QByteArray("GET") << QLatin1String("/api/v2/alerts?filter=") + QLatin1String(bad)
                << QByteArray();
        row("GET", "alerts?receiver=on.*");
        row("GET", "alerts?receiver=on");
        row("GET", "alerts?receiver=(");
        row("GET", "alerts?active=false");
        row("GET", "alerts?active=zz");
        row("GET", "alerts?active=1");
        row("POST", "silences", "{}");
        row("POST", "silences", "xx");
        row("POST", "silences", R"({"matchers":"x"})");
        row("POST", "silences", R"({"comment":"","createdBy":"x"})");
        row("POST", "silences", R"({"comment":""})");
        row("POST", "silences", R"({"comment":"","createdBy":"x","endsAt":")" + later + "\"}");
        row("POST", "silences", R"({"comment":"","createdBy":"x","endsAt":"x"})");
        row("POST", "silences",
            R"({"comment":"","createdBy":"x","endsAt":")" + later + R"(","matchers":[)" + cart + "]}");
        row("POST", "silences", silence("", now, later));
        row("POST", "silences", silence(R"({"value":"x","isRegex":false})", now, later));
        row("POST", "silences", silence(R"({"name":"x","isRegex":false})", now, later));
        row("POST", "silences", silence(R"({"name":"x","value":"y"})", now, later));
        row("POST", "silences", silence(cart + R"(,{"name":"x","value":"y"})", now, later));
        row("POST", "silences", silence(matcher("x-y", "y", false), now, later));
        row("POST", "silences", silence(matcher("x", "(", true), now, later));
        row("POST", "silences", silence(matcher("x", "", false), now, later));
        row("POST", "silences", silence(matcher("x", ".*", true), now, later));
        row("POST", "silences", silence(cart, later, later));
        row("POST", "silences", silence(cart, later, now));
        row("POST", "silences", silence(cart, past, past.left(11) + "00:00:01Z"));
        row("POST", "silences", silence(cart, now, later, "3f2c9f0e-0000-4000-8000-000000000001"));
        row("GET", "silences");
        row("POST", "silences", silence(cart, past, later));
        row("GET", "silences");
        row("GET", "alerts");
        row("GET", "alerts?silenced=false");
        row("GET", "alerts?active=false");
        // Ends after the one before: Alertmanager lists active silences that end together in random order.
        row("POST", "silences", silence(matcher("service", "cart|payments", true, false), now, latest));
        row("POST", "silences", silence(cart, later, latest));
        row("GET", "silences");
        row("GET", "silences?filter=service=\"cart\"");
        row("GET", "silences?filter=service!~\"cart|payments\"");
        row("GET", "silences?filter=nosuch=\"cart\"");
        row("GET", "silences?filter=x");
        row("GET", "alerts");
        row("GET", "silence/abc");
        row("GET", "silence/3f2c9f0e-0000-4000-8000-000000000001");
        row("DELETE", "silence/3f2c9f0e-0000-4000-8000-000000000001");
        row("DELETE", "silence/abc");
        row("PUT", "silence/3f2c9f0e-0000-4000-8000-000000000001");
        row("GET", "silence/<1>");
        row("POST", "silences", silence(cart, later, latest, "<3>"));
        row("POST", "silences", silence(matcher("service", "other", false), later, latest, "<3>"));
        row("GET", "silences");
        row("DELETE", "silence/<1>");
        row("DELETE", "silence/<1>");
        row("GET", "silence/<1>");
        row("GET", "silences?filter=service=\"cart\"");
        row("GET", "alerts");
        row("GET", "../../-/ready");
    }

    void sameReply()
    {
        QFETCH(QByteArray, method);
        QFETCH(QString, path);
        QFETCH(QByteArray, body);
        const auto [status, text] =
            askReal(method, resolved(path, m_realIds), resolved(QString::fromUtf8(body), m_realIds).toUtf8());
        const simulator::Reply reply =
            askSimulator(method, resolved(path, m_simulatedIds),
                         resolved(QString::fromUtf8(body), m_simulatedIds).toUtf8());
        QCOMPARE(settled(reply.body, m_simulatedIds), settled(text, m_realIds));
        QCOMPARE(reply.status, status);
    }

    void groupsAreTheSame()
    {
        // The real server's dispatcher groups in its own time.
        QTRY_VERIFY(
            askReal("GET", QStringLiteral("/api/v2/alerts/groups"), {}).second.count("\"receiver\"") >= 3);
        const QString real =
            settled(askReal("GET", QStringLiteral("/api/v2/alerts/groups"), {}).second, m_realIds);
        QCOMPARE(
            settled(askSimulator("GET", QStringLiteral("/api/v2/alerts/groups"), {}).body, m_simulatedIds),
            real);
    }

private:
    std::pair<int, QByteArray> askReal(const QByteArray& method, const QString& path, const QByteArray& body)
    {
        QUrl url = m_real.url();
        url.setPath(path.section(u'?', 0, 0).replace(QLatin1String("/api/v2/../.."), QString()));
        QByteArray query;
        for (const QString& pair : path.section(u'?', 1).split(u'&', Qt::SkipEmptyParts))
            query += (query.isEmpty() ? "" : "&") + QUrl::toPercentEncoding(pair.section(u'=', 0, 0)) + '=' +
                     QUrl::toPercentEncoding(pair.section(u'=', 1));
        QNetworkRequest request(
            QUrl::fromEncoded(url.toEncoded() + (query.isEmpty() ? QByteArray() : '?' + query)));
        if (!body.isEmpty())
            request.setHeader(QNetworkRequest::ContentTypeHeader, QByteArray("application/json"));
        QNetworkReply* reply = m_network.sendCustomRequest(request, method, body);
        const bool finished = QTest::qWaitFor([reply] { return reply->isFinished(); }, 30'000);
        reply->deleteLater();
        return {reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(),
                finished ? reply->readAll() : QByteArray("no answer")};
    }

    simulator::Reply askSimulator(const QByteArray& method, const QString& path, const QByteArray& body)
    {
        simulator::Request request;
        request.method = method;
        request.path = path.section(u'?', 0, 0).replace(QLatin1String("/api/v2/../.."), QString());
        for (const QString& pair : path.section(u'?', 1).split(u'&', Qt::SkipEmptyParts))
            request.params.emplace_back(pair.section(u'=', 0, 0), pair.section(u'=', 1));
        request.body = body;
        if (!body.isEmpty())
            request.headers.emplace_back("content-type", "application/json");
        return m_api.handle(request);
    }

    /// <2> becomes the second id that this server gave out.
    static QString resolved(QString text, const QStringList& ids)
    {
        for (qsizetype i = 0; i < ids.size(); ++i)
            text.replace(QStringLiteral("<%1>").arg(i + 1), ids[i]);
        return text;
    }

    /// Ids become their number, times a word.
    static QString settled(const QByteArray& body, QStringList& ids)
    {
        QString text = QString::fromUtf8(body);
        static const QRegularExpression created(QStringLiteral("\"silenceID\":\"([^\"]+)\""));
        if (const auto match = created.match(text); match.hasMatch() && !ids.contains(match.captured(1)))
            ids << match.captured(1);
        for (qsizetype i = 0; i < ids.size(); ++i)
            text.replace(ids[i], QStringLiteral("<%1>").arg(i + 1));
        // The real server lists the methods that it allows in any order.
        text.replace(QLatin1String("[POST,GET]"), QLatin1String("[GET,POST]"));
        text.replace(QLatin1String("[DELETE,GET]"), QLatin1String("[GET,DELETE]"));
        static const QRegularExpression time(QStringLiteral("\"20[0-9]{2}-[0-9T:.-]+Z\""));
        return text.replace(time, QStringLiteral("\"time\""));
    }

    RealAlertmanager m_real{"route: {receiver: on-call, group_by: [alertname, service], group_wait: "
                            "1s}\nreceivers: [{name: on-call}]\n"};
    SystemClock m_clock;
    promql::AlertmanagerApi m_api{nullptr, m_clock};
    QStringList m_realIds;
    QStringList m_simulatedIds;
    QNetworkAccessManager m_network;
};

} // namespace tst_simalertmanagerdifferential

SIGNALBOX_GUILESS_TEST(tst_simalertmanagerdifferential, TestSimAlertmanagerDifferential)
#include "tst_simalertmanagerdifferential.moc"
