// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/alertmanager/errors.h"
#include "connectors/alertmanager/parser.h"
#include "connectors/alertmanager/querytext.h"
#include "connectors/alertmanager/silencerun.h"
#include "tests/support/testmain.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

namespace tst_alertmanagerparser {

using namespace signalbox;
using namespace signalbox::alertmanager;
using Op = Matcher::Op;

namespace {

/// JSON with single quotes, which reads better in a source than the real ones would.
QByteArray json(QByteArray text)
{
    return text.replace('\'', '"');
}

const QString backend = QStringLiteral("pager");

const QByteArray alertJson =
    json("{'fingerprint':'9a0b','labels':{'alertname':'Down','job':'api'},'annotations':{'summary':'x'},'"
         "startsAt':'2026-08-20T10:00:00.000Z','endsAt':'2026-08-20T10:09:00.000Z','updatedAt':'2026-08-"
         "20T12:05:00.25+02:00','generatorURL':'http://p/"
         "graph?g0','receivers':[{'name':'ops'},{'name':'dba'}],'status':{'state':'suppressed','silencedBy':["
         "'uuid'],'inhibitedBy':['f1','f2'],'mutedBy':['night']}}");

const QByteArray silenceJson =
    json("{'id':'s1','status':{'state':'active'},'updatedAt':'2026-08-20T10:00:00Z','startsAt':'2026-08-"
         "20T10:00:00Z','endsAt':'2026-08-20T12:00:00Z','createdBy':'ann','comment':'deploy','matchers':[{'"
         "name':'job','value':'api','isRegex':false,'isEqual':true},{'name':'env','value':'dev|ci','isRegex':"
         "true,'isEqual':false},{'name':'old','value':'x','isRegex':false}]}");

} // namespace

class TestAlertmanagerParser : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsAlerts()
    {
        const auto answer =
            parseAlerts("[" + alertJson + json(",{'labels':{'a':'b'}},{'labels':{'a':1}},7,{}]"), backend);
        QVERIFY(answer);
        QCOMPARE(answer->badEntries, 3);
        QVERIFY(!answer->firstBadEntry.isEmpty());
        QCOMPARE(answer->alerts.size(), std::size_t{2});
        const Alert& alert = answer->alerts[0];
        QCOMPARE(alert.fingerprint, QStringLiteral("9a0b"));
        QCOMPARE(alert.name(), QStringLiteral("Down"));
        QCOMPARE(alert.annotations.value(u"summary"), QStringLiteral("x"));
        QVERIFY(alert.state == AlertState::Suppressed);
        QCOMPARE(alert.startsAt->toRfc3339(), QStringLiteral("2026-08-20T10:00:00Z"));
        QCOMPARE(alert.updatedAt->toRfc3339(), QStringLiteral("2026-08-20T10:05:00.250Z"));
        QCOMPARE(alert.receivers, (QStringList{QStringLiteral("ops"), QStringLiteral("dba")}));
        QCOMPARE(alert.silencedBy, QStringList{QStringLiteral("uuid")});
        QCOMPARE(alert.inhibitedBy.size(), 2);
        QCOMPARE(alert.mutedBy, QStringList{QStringLiteral("night")});
        QCOMPARE(alert.generatorUrl, QStringLiteral("http://p/graph?g0"));
        QVERIFY(answer->alerts[1].mutedBy.isEmpty());
    }

    void readsGroups()
    {
        const auto answer =
            parseGroups(json("[{'labels':{'job':'api'},'receiver':{'name':'ops'},'alerts':[") + alertJson +
                            json(",7]},{'labels':{}},'x']"),
                        backend);
        QVERIFY(answer);
        QCOMPARE(answer->groups.size(), std::size_t{1});
        QCOMPARE(answer->groups[0].receiver, QStringLiteral("ops"));
        QCOMPARE(answer->groups[0].alerts.size(), std::size_t{1});
        QCOMPARE(answer->badEntries, 3);
    }

    void readsSilences()
    {
        const auto answer = parseSilences("[" + silenceJson + json(",{'id':'s2'},null]"), backend);
        QVERIFY(answer);
        QCOMPARE(answer->badEntries, 2);
        const Silence& silence = answer->silences.at(0);
        QVERIFY(silence.state == Silence::State::Active);
        const std::vector<Matcher> matchers{{QStringLiteral("job"), Op::Equal, QStringLiteral("api")},
                                            {QStringLiteral("env"), Op::NotMatches, QStringLiteral("dev|ci")},
                                            {QStringLiteral("old"), Op::Equal, QStringLiteral("x")}};
        QVERIFY(silence.matchers == matchers); // without isEqual: equal
        QCOMPARE(parseSilence(silenceJson, backend)->id, QStringLiteral("s1"));
        QCOMPARE(parseSilenceId(json("{'silenceID':'new'}"), backend).value_or(QString()),
                 QStringLiteral("new"));
    }

    void aMatcherThatCannotBeReadHidesNoSilence()
    {
        QByteArray odd = silenceJson;
        odd.replace(json("'value':'api'"), json("'value':7"));
        const auto answer = parseSilences("[" + odd + "]", backend);
        QVERIFY(answer);
        QCOMPARE(answer->badEntries, 1); // left out as a whole, not with one matcher less
        QVERIFY(answer->silences.empty());
    }

    void readsTheStatus()
    {
        const auto status =
            parseStatus(json("{'cluster':{'name':'c','status':'ready','peers':[{'name':'p','address':'10.0.0."
                             "1:9094'}]},'versionInfo':{'version':'0.25.0+ds','revision':'r'},'config':{'"
                             "original':'secret'},'uptime':'2026-08-20T10:00:00.123Z'}"),
                        backend);
        QVERIFY(status);
        QCOMPARE(status->version, QStringLiteral("0.25.0+ds"));
        QCOMPARE(status->clusterStatus, QStringLiteral("ready"));
        QCOMPARE(status->peers, QStringList{QStringLiteral("10.0.0.1:9094")});
        QCOMPARE(status->startedAt->milliseconds() % 1000, std::int64_t{123});
    }

    void refusesWhatIsNoAnswer_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("says");
        QTest::newRow("empty") << QByteArray() << QStringLiteral("an empty body");
        QTest::newRow("cut off") << ("[" + alertJson).chopped(5) << QStringLiteral("cut off");
        QTest::newRow("page") << QByteArray("<html>sign in</html>") << QStringLiteral("login page?");
        QTest::newRow("text") << QByteArray("Limit of concurrent GET requests reached (5)")
                              << QStringLiteral("Limit of concurrent");
        QTest::newRow("object") << QByteArray(json("{'status':'success'}"))
                                << QStringLiteral("no list of alerts");
        QTest::newRow("nested") << QByteArray(100'000, '[') + QByteArray(100'000, ']')
                                << QStringLiteral("no valid JSON");
        QTest::newRow("control") << QByteArray("\x1b]0;owned\x07") << QStringLiteral("·]0;owned·");
    }
    void refusesWhatIsNoAnswer()
    {
        QFETCH(QByteArray, body);
        QFETCH(QString, says);
        const auto answer = parseAlerts(body, backend);
        QVERIFY(!answer);
        QVERIFY(answer.error().kind == ErrorKind::Parse);
        QVERIFY2(answer.error().what.startsWith(backend), qPrintable(answer.error().what));
        QVERIFY2(answer.error().what.contains(says), qPrintable(answer.error().what));
        QVERIFY(!parseGroups(body, backend));
        QVERIFY(!parseSilences(body, backend));
        QVERIFY(!parseSilence(body, backend));
        QVERIFY(!parseSilenceId(body, backend));
        QVERIFY(!parseStatus(body, backend));
    }

    void replacesBytesThatAreNotUtf8()
    {
        const auto answer = parseAlerts("[{\"labels\":{\"a\":\"caf\xe9\"}}]", backend);
        QVERIFY2(answer, answer ? "" : qPrintable(answer.error().what));
        QCOMPARE(answer->alerts.at(0).labels.value(u"a"), QString::fromUtf8("caf\xef\xbf\xbd"));
    }

    void saysWhatTheServerSaid_data()
    {
        QTest::addColumn<QString>("body");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("what");
        QTest::newRow("bare string") << QStringLiteral("\"bad matcher format: x\"") << 400
                                     << QStringLiteral(
                                            "pager refused: bad matcher format: x. Correct what was sent.");
        QTest::newRow("validation") << QStringLiteral("{\"code\":602,\"message\":\"createdBy is required\"}")
                                    << 422
                                    << QStringLiteral(
                                           "pager refused: createdBy is required. Correct what was sent.");
        QTest::newRow("text") << QStringLiteral("Limit of requests") << 503 << QStringLiteral("as it was");
    }
    void saysWhatTheServerSaid()
    {
        QFETCH(QString, body);
        QFETCH(int, status);
        const Error error = inServersWords({.kind = ErrorKind::Http,
                                            .what = QStringLiteral("as it was"),
                                            .detail = body,
                                            .httpStatus = status},
                                           backend);
        QTEST(error.what, "what");
        QCOMPARE(error.httpStatus, status);
    }

    void writesFilters_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("op");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("text");
        const auto row = [](const char* name, Op op, const char* value, const char* text) {
            QTest::newRow(text) << QString::fromUtf8(name) << int(op) << QString::fromUtf8(value)
                                << QString::fromUtf8(text);
        };
        row("job", Op::Equal, "api", "job=\"api\"");
        row("job", Op::Equal, "", "job=\"\"");
        row("severity", Op::Matches, "warn|crit", "severity=~\"warn|crit\"");
        row("a", Op::NotMatches, "\\d+", "a!~\"\\\\d+\"");
        row("a", Op::NotEqual, "say \"hi\"\n", "a!=\"say \\\"hi\\\"\\n\"");
        row("a", Op::Equal, "tab\there", "a=\"tab\there\""); // it knows no \t
        row("my.label", Op::Equal, "x", "\"my.label\"=\"x\"");
    }
    void writesFilters()
    {
        QFETCH(QString, name);
        QFETCH(int, op);
        QFETCH(QString, value);
        QTEST(filterText({name, Op(op), value}), "text");
    }

    void alwaysSaysIsEqual()
    {
        Silence silence = *parseSilence(silenceJson, backend);
        const QByteArray body = silenceBody(silence);
        QCOMPARE(body.count("\"isEqual\":true"), 2);
        QCOMPARE(body.count("\"isEqual\":false"), 1);
        QVERIFY(body.contains("\"id\":\"s1\""));
        silence.id.clear();
        QVERIFY(!silenceBody(silence).contains("\"id\""));
    }

    void knowsWhoKnowsNegativeMatchers_data()
    {
        QTest::addColumn<QString>("version");
        QTest::addColumn<bool>("knows");
        QTest::newRow("0.21") << QStringLiteral("0.21.0") << false;
        QTest::newRow("v0.9") << QStringLiteral("v0.9.1") << false;
        QTest::newRow("0.22") << QStringLiteral("0.22.0-rc.1") << true;
        QTest::newRow("Debian") << QStringLiteral("0.25.0+ds") << true;
        QTest::newRow("1.0") << QStringLiteral("1.0.0") << true;
        QTest::newRow("unknown") << QString() << true;
    }
    void knowsWhoKnowsNegativeMatchers()
    {
        QFETCH(QString, version);
        QTEST(knowsNegativeMatchers(version), "knows");
    }

    void tellsSilencesApart()
    {
        const Silence asked = *parseSilence(silenceJson, backend);
        QVERIFY(differenceOf(asked, asked).isEmpty());
        Silence kept = asked;
        std::swap(kept.matchers[0], kept.matchers[2]);
        kept.startsAt = kept.startsAt + std::chrono::seconds(3); // moved to the server's now
        QVERIFY(differenceOf(asked, kept).isEmpty());
        kept.matchers[1].op = Op::Matches;
        QVERIFY(differenceOf(asked, kept).contains(QLatin1String("env=~\"dev|ci\"")));
        kept = asked;
        kept.endsAt = kept.endsAt + std::chrono::seconds(1);
        QVERIFY(differenceOf(asked, kept).contains(QLatin1String("ends at")));
        kept = asked;
        kept.comment = QStringLiteral("else");
        QVERIFY(!differenceOf(asked, kept).isEmpty());
        kept = asked;
        kept.matchers.pop_back();
        QVERIFY(!differenceOf(asked, kept).isEmpty());
    }
};

} // namespace tst_alertmanagerparser

SIGNALBOX_GUILESS_TEST(tst_alertmanagerparser, TestAlertmanagerParser)
#include "tst_alertmanagerparser.moc"
