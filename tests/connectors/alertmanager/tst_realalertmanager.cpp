// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/alertmanager/client.h"
#include "connectors/http/httpclient.h"
#include "connectors/http/secretreader.h"
#include "tests/support/answerof.h"
#include "tests/support/realserver.h"
#include "tests/support/testmain.h"

#include <QFileInfo>
#include <QTest>
#include <QThreadPool>

namespace tst_realalertmanager {

using namespace signalbox;
using namespace signalbox::alertmanager;
using signalbox::test::answerOf;
using signalbox::test::RealAlertmanager;
using Op = Matcher::Op;

namespace {

const QByteArray config = R"(
route:
  receiver: ops
  group_by: [alertname]
receivers:
  - name: ops
)";

} // namespace

/// Against Debian's Alertmanager, with an alert that the test posts itself.
class TestRealAlertmanager : public QObject
{
    Q_OBJECT

    SystemClock m_clock;
    http::SecretReader m_secrets;
    QThreadPool m_pool;
    std::unique_ptr<RealAlertmanager> m_server;
    std::unique_ptr<http::HttpClient> m_http;
    std::unique_ptr<Client> m_client;

    AlertQuery onlyOurs() const
    {
        AlertQuery query;
        query.filter = {{QStringLiteral("alertname"), Op::Equal, QStringLiteral("Checkout \"slow\"")}};
        return query;
    }

private Q_SLOTS:
    void initTestCase()
    {
        REQUIRE_REAL_SERVERS();
        m_server = std::make_unique<RealAlertmanager>(config);
        const QString problem = m_server->start();
        QVERIFY2(problem.isEmpty(), qPrintable(problem));
        profile::Backend backend;
        backend.name = QStringLiteral("real-pager");
        backend.kind = profile::BackendKind::Alertmanager;
        backend.url = m_server->url();
        m_http = std::make_unique<http::HttpClient>(backend, http::Environment{.clock = &m_clock,
                                                                               .random = systemRandom(),
                                                                               .secrets = &m_secrets,
                                                                               .pool = &m_pool});
        m_client = std::make_unique<Client>(m_http.get());

        http::Request alert;
        alert.method = http::Method::PostJson;
        alert.path = QStringLiteral("/api/v2/alerts");
        alert.idempotent = false;
        alert.body =
            "[{\"labels\":{\"alertname\":\"Checkout \\\"slow\\\"\",\"job\":\"web\",\"severity\":\"page\"},"
            "\"annotations\":{\"summary\":\"p99 over 2 s\"},\"generatorURL\":\"http://p/graph\"}]";
        const auto posted = answerOf(m_http->send(alert));
        QVERIFY2(posted, posted ? "" : qPrintable(posted.error().what));
    }

    void tellsItsStatus()
    {
        const auto status = answerOf(m_client->status());
        QVERIFY2(status, status ? "" : qPrintable(status.error().what));
        QVERIFY(status->version.startsWith(QLatin1String("0.")));
        QVERIFY(!status->clusterStatus.isEmpty());
        QVERIFY(status->startedAt);
        QCOMPARE(answerOf(m_client->ready()).value_or(false), true);
    }

    void listsTheAlert()
    {
        const auto answer = answerOf(m_client->alerts(onlyOurs()));
        QVERIFY2(answer, answer ? "" : qPrintable(answer.error().what));
        QCOMPARE(answer->alerts.size(), std::size_t{1});
        const Alert& alert = answer->alerts[0];
        QCOMPARE(alert.labels.value(u"job"), QStringLiteral("web"));
        QCOMPARE(alert.annotations.value(u"summary"), QStringLiteral("p99 over 2 s"));
        QCOMPARE(alert.receivers, QStringList{QStringLiteral("ops")});
        QVERIFY(!alert.fingerprint.isEmpty());
        QVERIFY(alert.startsAt && alert.endsAt && *alert.endsAt > *alert.startsAt);
        AlertQuery other;
        other.filter = {{QStringLiteral("job"), Op::NotEqual, QStringLiteral("web")}};
        QVERIFY(answerOf(m_client->alerts(other))->alerts.empty());
        other.filter = {{QStringLiteral("severity"), Op::Matches, QStringLiteral("pa.e")}};
        QCOMPARE(answerOf(m_client->alerts(other))->alerts.size(), std::size_t{1});
    }

    void refusesABrokenFilter()
    {
        AlertQuery query;
        query.filter = {{QStringLiteral("job"), Op::Matches, QStringLiteral("(")}};
        const auto answer = answerOf(m_client->alerts(query));
        QVERIFY(!answer);
        QCOMPARE(answer.error().httpStatus, 400);
        QVERIFY2(answer.error().what.startsWith(QLatin1String("real-pager refused: ")),
                 qPrintable(answer.error().what));
    }

    void groupsTheAlert()
    {
        std::optional<GroupsAnswer> groups;
        // The dispatcher takes a moment to form a group.
        QTRY_VERIFY(
            (groups = answerOf(m_client->groups()).value_or(GroupsAnswer{}), !groups->groups.empty()));
        QCOMPARE(groups->groups[0].receiver, QStringLiteral("ops"));
        QCOMPARE(groups->groups[0].labels.value(u"alertname"), QStringLiteral("Checkout \"slow\""));
        QCOMPARE(groups->groups[0].alerts.size(), std::size_t{1});
    }

    void silencesAndEndsTheSilence_data()
    {
        QTest::addColumn<int>("op");
        QTest::addColumn<QString>("value");
        QTest::newRow("equal") << int(Op::Equal) << QStringLiteral("web");
        QTest::newRow("regex") << int(Op::Matches) << QStringLiteral("w.b");
        QTest::newRow("negative") << int(Op::NotEqual) << QStringLiteral("api");
    }
    void silencesAndEndsTheSilence()
    {
        QFETCH(int, op);
        QFETCH(QString, value);
        Silence silence;
        silence.matchers = {{QStringLiteral("job"), Op(op), value},
                            {QStringLiteral("alertname"), Op::Equal, QStringLiteral("Checkout \"slow\"")}};
        silence.startsAt = m_clock.now();
        silence.endsAt = silence.startsAt + std::chrono::hours(1);
        silence.createdBy = QStringLiteral("test");
        silence.comment = QStringLiteral("a try – with “signs”");
        const auto made = answerOf(m_client->createSilence(silence));
        QVERIFY2(made, made ? "" : qPrintable(made.error().what));
        QVERIFY(!made->id.isEmpty());

        const auto state = [this] {
            const auto answer = answerOf(m_client->alerts(onlyOurs()));
            return answer && !answer->alerts.empty() ? answer->alerts[0] : Alert{};
        };
        QTRY_VERIFY(state().state == AlertState::Suppressed);
        QCOMPARE(state().silencedBy, QStringList{made->id});
        SilenceQuery active;
        active.expired = false;
        const auto listed = answerOf(m_client->silences(active));
        QVERIFY(listed);
        QCOMPARE(listed->silences.size(), std::size_t{1});
        QVERIFY(listed->silences[0].matchers == made->matchers);
        QCOMPARE(listed->silences[0].comment, silence.comment);

        const auto expired = answerOf(m_client->expireSilence(made->id));
        QVERIFY2(expired, expired ? "" : qPrintable(expired.error().what));
        QVERIFY(expired->state == Silence::State::Expired);
        QTRY_VERIFY(state().state == AlertState::Active);
        QVERIFY(answerOf(m_client->silences(active))->silences.empty());
        QVERIFY(answerOf(m_client->expireSilence(made->id))); // once more is no failure
    }

    void anEndInThePastIsTheServersToRefuse()
    {
        Silence silence;
        silence.matchers = {{QStringLiteral("job"), Op::Equal, QStringLiteral("web")}};
        silence.startsAt = m_clock.now() - std::chrono::hours(2);
        silence.endsAt = m_clock.now() - std::chrono::hours(1);
        silence.createdBy = QStringLiteral("test");
        silence.comment = QStringLiteral("late");
        const auto made = answerOf(m_client->createSilence(silence));
        QVERIFY(!made);
        QCOMPARE(made.error().httpStatus, 400);
        QVERIFY2(made.error().what.contains(QLatin1String("past")), qPrintable(made.error().what));
        QVERIFY(!answerOf(m_client->silence(QStringLiteral("00000000-0000-4000-8000-000000000001"))));
    }
};

} // namespace tst_realalertmanager

SIGNALBOX_GUILESS_TEST(tst_realalertmanager, TestRealAlertmanager)
#include "tst_realalertmanager.moc"
