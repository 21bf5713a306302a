// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/alertmanager/client.h"
#include "connectors/http/httpclient.h"
#include "connectors/http/secretreader.h"
#include "tests/support/answerof.h"
#include "tests/support/scriptedserver.h"
#include "tests/support/testmain.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>
#include <QThreadPool>

namespace tst_alertmanagerclient {

using namespace signalbox;
using namespace signalbox::alertmanager;
using namespace std::chrono_literals;
using signalbox::test::answerOf;
using signalbox::test::Received;
using signalbox::test::Reply;
using signalbox::test::ScriptedServer;
using Op = Matcher::Op;

namespace {

/// JSON with single quotes, which reads better in a source than the real ones would.
QByteArray json(QByteArray text)
{
    return text.replace('\'', '"');
}

Silence wanted(Op op = Op::Equal)
{
    Silence silence;
    silence.matchers = {{QStringLiteral("job"), op, QStringLiteral("api")}};
    silence.startsAt = Instant::fromSeconds(1'795'251'600);
    silence.endsAt = Instant::fromSeconds(1'795'255'200);
    silence.createdBy = QStringLiteral("ann");
    silence.comment = QStringLiteral("deploy");
    return silence;
}

} // namespace

class TestAlertmanagerClient : public QObject
{
    Q_OBJECT

    /// A small Alertmanager: it keeps what is posted, and may get it wrong in the ways that real ones did.
    struct Bench
    {
        Bench()
        {
            profile::Backend backend;
            backend.name = QStringLiteral("pager");
            backend.kind = profile::BackendKind::Alertmanager;
            backend.url = server.url();
            backend.limits.deadline = 2'000ms;
            http = std::make_unique<http::HttpClient>(backend, http::Environment{.clock = &clock,
                                                                                 .random = [] { return 0.0; },
                                                                                 .secrets = &secrets,
                                                                                 .pool = &pool});
            client = std::make_unique<Client>(http.get());
            server.otherwise([this](const Received& request) { return serve(request); });
        }

        Reply serve(const Received& request)
        {
            const QByteArray path = request.path();
            if (path == "/api/v2/status")
                return Reply::json(json("{'cluster':{},'versionInfo':{'version':'") + version + json("'}}"));
            if (request.method == "POST") {
                ++posts;
                if (!forgetsPosts)
                    keep(request.body);
                return hangsOnPost ? Reply::faulty(Reply::Fault::CloseBeforeReply)
                                   : Reply::json(json("{'silenceID':'id-1'}"));
            }
            if (request.method == "DELETE") {
                ++deletes;
                kept.insert(QStringLiteral("status"),
                            QJsonObject{{QStringLiteral("state"), QStringLiteral("expired")}});
                return deleteStatus == 200 ? Reply{.status = 200, .body = {}}
                                           : Reply::json("\"silence already expired\"", deleteStatus);
            }
            if (path == "/api/v2/silence/id-1" && !kept.isEmpty())
                return Reply::json(QJsonDocument(kept).toJson());
            if (path == "/api/v2/silences")
                return Reply::json(QJsonDocument(kept.isEmpty() ? QJsonArray() : QJsonArray{kept}).toJson());
            return Reply::text("", 404);
        }

        void keep(const QByteArray& body)
        {
            kept = QJsonDocument::fromJson(body).object();
            kept.insert(QStringLiteral("id"), QStringLiteral("id-1"));
            kept.insert(QStringLiteral("status"),
                        QJsonObject{{QStringLiteral("state"), QStringLiteral("active")}});
            if (!ignoresIsEqual)
                return;
            QJsonArray matchers = kept.value(QStringLiteral("matchers")).toArray();
            for (qsizetype i = 0; i < matchers.size(); ++i) {
                QJsonObject matcher = matchers[i].toObject();
                matcher.remove(QStringLiteral("isEqual"));
                matchers[i] = matcher;
            }
            kept.insert(QStringLiteral("matchers"), matchers);
        }

        ScriptedServer server;
        QByteArray version = "0.25.0";
        bool ignoresIsEqual = false;
        bool hangsOnPost = false;
        bool forgetsPosts = false;
        int deleteStatus = 200;
        int posts = 0;
        int deletes = 0;
        QJsonObject kept;
        SystemClock clock;
        http::SecretReader secrets;
        QThreadPool pool;
        std::unique_ptr<http::HttpClient> http;
        std::unique_ptr<Client> client;
    };

private Q_SLOTS:
    void asksForAlertsWithFilters()
    {
        Bench bench;
        bench.server.route("/api/v2/alerts", Reply::json(json("[{'labels':{'alertname':'Down'}}]")));
        AlertQuery query;
        query.filter = {{QStringLiteral("job"), Op::Equal, QStringLiteral("api")},
                        {QStringLiteral("severity"), Op::Matches, QStringLiteral("warn|crit+")}};
        query.silenced = false;
        query.receiver = QStringLiteral("ops.*");
        const auto answer = answerOf(bench.client->alerts(query));
        QVERIFY2(answer, answer ? "" : qPrintable(answer.error().what));
        QCOMPARE(answer->alerts.at(0).name(), QStringLiteral("Down"));
        QVERIFY(bench.server.last().query().contains(
            "filter=job%3D%22api%22&filter=severity%3D~%22warn%7Ccrit%2B%22"));
        QCOMPARE(bench.server.last().param("silenced"), QByteArray("false"));
        QCOMPARE(bench.server.last().param("active"), QByteArray("true"));
        QCOMPARE(bench.server.last().param("receiver"), QByteArray("ops.*"));
    }

    void makesASilenceAndReadsItBack()
    {
        Bench bench;
        const auto made = answerOf(bench.client->createSilence(wanted(Op::NotMatches)));
        QVERIFY2(made, made ? "" : qPrintable(made.error().what));
        QCOMPARE(made->id, QStringLiteral("id-1"));
        QVERIFY(made->state == Silence::State::Active);
        QVERIFY(made->matchers == wanted(Op::NotMatches).matchers);
        QCOMPARE(bench.posts, 1);
        QCOMPARE(bench.server.last().path(), QByteArray("/api/v2/silence/id-1")); // compared
    }

    void refusesNegativeMatchersForOldServers()
    {
        Bench bench;
        bench.version = "0.21.0";
        const auto made = answerOf(bench.client->createSilence(wanted(Op::NotEqual)));
        QVERIFY(!made);
        QVERIFY(made.error().kind == ErrorKind::Invalid);
        QVERIFY(made.error().what.contains(QLatin1String("0.21.0")));
        QCOMPARE(bench.posts, 0);
        QVERIFY(answerOf(bench.client->createSilence(wanted(Op::Equal)))); // positive ones are fine
    }

    void endsASilenceThatCameOutInverted()
    {
        Bench bench;
        bench.ignoresIsEqual = true;
        const auto made = answerOf(bench.client->createSilence(wanted(Op::NotEqual)));
        QVERIFY(!made);
        QVERIFY2(made.error().what.contains(QLatin1String("another silence")), qPrintable(made.error().what));
        QVERIFY(made.error().what.contains(QLatin1String("expired again")));
        QCOMPARE(bench.deletes, 1);
    }

    void aDoubtfulPostIsSettledByTheListAndNeverRepeated()
    {
        Bench bench;
        bench.hangsOnPost = true;
        const auto made = answerOf(bench.client->createSilence(wanted()));
        QVERIFY2(made, made ? "" : qPrintable(made.error().what)); // it had arrived
        QCOMPARE(made->id, QStringLiteral("id-1"));
        QCOMPARE(bench.posts, 1);

        Bench lost;
        lost.hangsOnPost = true;
        lost.forgetsPosts = true;
        const auto none = answerOf(lost.client->createSilence(wanted()));
        QVERIFY(!none);
        QVERIFY2(none.error().what.contains(QLatin1String("not in the list")), qPrintable(none.error().what));
        QCOMPARE(lost.posts, 1);
    }

    void saysWhyTheServerRefused()
    {
        Bench bench;
        bench.server.route("/api/v2/silences", [](const Received& request) {
            return request.method == "POST"
                       ? Reply::json("\"Failed to create silence: end time can't be in the past\"\n", 400)
                       : Reply::json("[]");
        });
        const auto made = answerOf(bench.client->createSilence(wanted()));
        QVERIFY(!made);
        QCOMPARE(made.error().what,
                 QStringLiteral("pager refused: Failed to create silence: end time can't be in "
                                "the past. Correct what was sent."));
    }

    void refusesSenselessSilences()
    {
        Bench bench;
        Silence none = wanted();
        none.matchers.clear();
        Silence backwards = wanted();
        std::swap(backwards.startsAt, backwards.endsAt);
        Silence nobody = wanted();
        nobody.createdBy.clear();
        for (const Silence& silence : {none, backwards, nobody})
            QVERIFY(answerOf(bench.client->createSilence(silence)).error().kind == ErrorKind::Invalid);
        QCOMPARE(bench.server.requests().size(), std::size_t{0});
    }

    void expiresASilence()
    {
        Bench bench;
        QVERIFY(answerOf(bench.client->createSilence(wanted())));
        const auto expired = answerOf(bench.client->expireSilence(QStringLiteral("id-1")));
        QVERIFY2(expired, expired ? "" : qPrintable(expired.error().what));
        QVERIFY(expired->state == Silence::State::Expired);
        bench.deleteStatus = 500; // older servers: it has ended already
        QVERIFY(answerOf(bench.client->expireSilence(QStringLiteral("id-1"))));
        QCOMPARE(bench.deletes, 2); // once each
        QVERIFY(!answerOf(bench.client->silence(QStringLiteral("a/b"))));
        QCOMPARE(bench.server.last().path(), QByteArray("/api/v2/silence/a%2Fb"));
    }

    void filtersStatesThatOldServersDoNot()
    {
        Bench bench;
        bench.keep(json("{'startsAt':'2026-08-20T10:00:00Z','endsAt':'2026-08-20T11:00:00Z','matchers':[]}"));
        SilenceQuery query;
        query.active = false;
        QVERIFY(answerOf(bench.client->silences(query))->silences.empty());
        QCOMPARE(answerOf(bench.client->silences())->silences.size(), std::size_t{1});
    }
};

} // namespace tst_alertmanagerclient

SIGNALBOX_GUILESS_TEST(tst_alertmanagerclient, TestAlertmanagerClient)
#include "tst_alertmanagerclient.moc"
