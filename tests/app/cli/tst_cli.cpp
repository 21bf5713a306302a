// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/cli/shop.h"

#include "tests/support/testmain.h"

#include <nlohmann/json.hpp>

#include <QElapsedTimer>
#include <QFile>
#include <QTest>

#include <csignal>

namespace tst_cli {

using namespace signalbox::test;
using Json = nlohmann::ordered_json;

namespace {

QStringList words(const char* text)
{
    return QString::fromUtf8(text).split(QLatin1Char(' '), Qt::SkipEmptyParts);
}

/// The recorded fifteen minutes.
QStringList ranged(const char* text)
{
    return words(text) + words("--from 1795251600 --to 1795252500");
}

Json parsed(const QByteArray& text)
{
    return Json::parse(text.cbegin(), text.cend(), nullptr, false);
}

QString keysOf(const Json& object)
{
    QStringList keys;
    for (const auto& [key, value] : object.items())
        keys.append(QString::fromStdString(key));
    return keys.join(QLatin1Char(' '));
}

QString text(const Json& json)
{
    return QString::fromStdString(json.is_string() ? json.get<std::string>() : json.dump());
}

QByteArray streams(const QByteArray& values)
{
    return "{\"status\":\"success\",\"data\":{\"resultType\":\"streams\",\"encodingFlags\":[\"categorize-"
           "labels\"],\"result\":[{\"stream\":{\"service_name\":\"web\"},\"values\":[" +
           values + "]}]}}";
}

} // namespace

/// The real program, as a process, against recorded answers.
class TestCli : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(QFile::exists(QStringLiteral(SIGNALBOX_BINARY_DIR "/signalbox"))); }

    void doctorFindsAllWell()
    {
        Shop shop;
        const Run table = shop.run(words("doctor"));
        QCOMPARE(table.err, QByteArray());
        QCOMPARE(table.code, 0);
        for (const char* part : {"2.42.0", "0.25.0", "3.7.6", "exemplars, format, rules", "without patterns"})
            QVERIFY2(table.out.contains(part), table.out.constData());
        const Run run = shop.run(words("doctor --json"));
        QCOMPARE(run.code, 0);
        const Json json = parsed(run.out);
        QCOMPARE(json["backends"].size(), std::size_t(4));
        const Json& first = json["backends"][0];
        QCOMPARE(keysOf(json), QStringLiteral("backends"));
        QCOMPARE(keysOf(first), QStringLiteral("name kind url ok version latency_ms clock_skew_ms error"));
        QCOMPARE(text(first["kind"]), QStringLiteral("prometheus"));
        QCOMPARE(text(first["url"]), shop.server.url().toString() + QStringLiteral("/prom"));
        QCOMPARE(text(first["version"]), QStringLiteral("2.42.0+ds"));
        QVERIFY(first["ok"].get<bool>());
        QVERIFY(first["latency_ms"].is_number());
        QVERIFY(first["error"].is_null());
    }

    void doctorIsNotHeldUp()
    {
        Shop shop;
        shop.server.route("/hang/api/v1/status/buildinfo", Reply::faulty(Reply::Fault::Hang));
        shop.server.route("/hang/api/v1/query", Reply::faulty(Reply::Fault::Hang));
        shop.server.route("/login/loki/api/v1/labels", Reply::html("<html>Sign in</html>"));
        shop.useProfile("{\"backends\": [{\"name\": \"stuck\", \"kind\": \"prometheus\", \"url\": "
                        "\"%1/hang\", \"limits\": {\"deadline_ms\": 500}},\n"
                        "{\"name\": \"page\", \"kind\": \"loki\", \"url\": \"%1/login\"},\n"
                        "{\"name\": \"gone\", \"kind\": \"alertmanager\", \"url\": \"http://127.0.0.1:1\"},\n"
                        "{\"kind\": \"jaeger\", \"url\": \"%1/jaeger\"}]}");
        QElapsedTimer timer;
        timer.start();
        const Run run = shop.run(words("doctor --json"));
        QVERIFY(timer.elapsed() < 10'000);
        QCOMPARE(run.code, 1);
        QVERIFY(run.err.contains("3 of 4 backends failed."));
        const Json backends = parsed(run.out)["backends"];
        for (const std::size_t i : {0, 1, 2}) {
            QVERIFY(!backends[i]["ok"].get<bool>());
            QVERIFY(!text(backends[i]["error"]).isEmpty());
        }
        QVERIFY(text(backends[0]["error"]).startsWith(QStringLiteral("stuck did not answer in time; check")));
        QVERIFY(text(backends[1]["error"]).contains(QStringLiteral("login page?")));
        QVERIFY(backends[3]["ok"].get<bool>());
    }

    void doctorSaysThatASecretIsMissing()
    {
        Shop shop;
        shop.useProfile("{\"backends\": [{\"kind\": \"loki\", \"url\": \"%1/loki\", \"auth\": {\"kind\": "
                        "\"bearer\", \"token\": \"env:NOT_THERE_AT_ALL\"}}]}");
        const Run run = shop.run(words("doctor"));
        QCOMPARE(run.code, 1);
        QVERIFY(run.out.contains("bearer, secret not readable"));
        QVERIFY(run.out.contains("\nloki: The environment variable NOT_THERE_AT_ALL"));
    }

    void metricsGivePoints()
    {
        Shop shop;
        shop.server.route("/prom/api/v1/query_range", recorded("prometheus/003-raw"));
        const QStringList arguments = ranged("metrics -q http_requests_total --step 15s");
        const Run run = shop.run(arguments + words("--json"));
        QCOMPARE(run.code, 0);
        const Json json = parsed(run.out);
        QCOMPARE(keysOf(json), QStringLiteral("series warnings"));
        QVERIFY(!json["series"].empty());
        const Json& series = json["series"][0];
        QCOMPARE(keysOf(series), QStringLiteral("labels points"));
        QCOMPARE(text(series["labels"]["__name__"]), QStringLiteral("http_requests_total"));
        QCOMPARE(text(series["points"][0][0]), QStringLiteral("1795251600000000000"));
        QVERIFY(series["points"][0][1].is_number());
        const Run table = shop.run(arguments);
        QCOMPARE(table.code, 0);
        QVERIFY(table.out.startsWith("POINTS"));
        QVERIFY(table.out.contains("route=\"GET /\""));
    }

    void metricsSpellWhatIsNoNumber_data()
    {
        QTest::addColumn<QByteArray>("fixture");
        QTest::addColumn<QString>("value");
        QTest::newRow("NaN") << QByteArray("prometheus/008-nan") << "NaN";
        QTest::newRow("infinite") << QByteArray("prometheus/009-inf") << "+Inf";
    }
    void metricsSpellWhatIsNoNumber()
    {
        QFETCH(QByteArray, fixture);
        QFETCH(QString, value);
        Shop shop;
        shop.server.route("/prom/api/v1/query_range", recorded(fixture.constData()));
        const Run run = shop.run(ranged("metrics x --step 15s --json"));
        QCOMPARE(run.code, 0);
        QCOMPARE(text(parsed(run.out)["series"][0]["points"][0][1]), value);
    }

    void metricsPassWarningsOn()
    {
        Shop shop;
        shop.server.route(
            "/prom/api/v1/query_range",
            Reply::json("{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[]},"
                        "\"warnings\":[\"half of it is missing\"]}"));
        const Run run = shop.run(ranged("metrics x --json"));
        QCOMPARE(run.code, 0);
        QCOMPARE(text(parsed(run.out)["warnings"][0]), QStringLiteral("half of it is missing"));
        QVERIFY(run.err.contains("half of it is missing"));
    }

    void aRefusedQueryIsAFailure()
    {
        Shop shop;
        shop.server.route("/prom/api/v1/query_range", recorded("prometheus/013-parse-error"));
        const Run run = shop.run(ranged("metrics sum(rate(x[1m]) --json"));
        QCOMPARE(run.code, 1);
        QCOMPARE(run.out, QByteArray());
        QVERIFY2(run.err.startsWith("signalbox: ") && run.err.contains("unclosed left parenthesis"),
                 run.err.constData());
    }

    void alertsOfBothAreOneList()
    {
        Shop shop;
        shop.server.route(
            "/am/api/v2/alerts",
            Reply::json(
                "[{\"fingerprint\":\"9a0b\",\"labels\":{\"alertname\":\"Down\",\"severity\":\"critical\"},"
                "\"annotations\":{\"summary\":\"it is down\"},\"startsAt\":\"2026-11-21T09:00:00Z\","
                "\"endsAt\":\"2026-11-21T10:00:00Z\",\"updatedAt\":\"2026-11-21T09:01:00Z\","
                "\"generatorURL\":\"\",\"receivers\":[{\"name\":\"ops\"}],\"status\":{\"state\":"
                "\"suppressed\",\"silencedBy\":[\"s-1\"],\"inhibitedBy\":[],\"mutedBy\":[]}}]"));
        shop.server.route(
            "/prom/api/v1/alerts",
            Reply::json(
                "{\"status\":\"success\",\"data\":{\"alerts\":[{\"labels\":{\"alertname\":\"Down\","
                "\"severity\":\"critical\"},\"annotations\":{},\"state\":\"firing\",\"activeAt\":"
                "\"2026-11-21T08:55:00Z\",\"value\":\"1e+00\"},{\"labels\":{\"alertname\":\"Slow\"},"
                "\"annotations\":{},\"state\":\"pending\",\"activeAt\":\"2026-11-21T08:55:00Z\",\"value\":"
                "\"7\"}]}}"));
        const Run run = shop.run(words("alerts --json"));
        QCOMPARE(run.code, 0);
        const Json json = parsed(run.out);
        QCOMPARE(json["alerts"].size(), std::size_t(2));
        const Json& down = json["alerts"][1];
        QCOMPARE(text(down["state"]), QStringLiteral("suppressed"));
        QCOMPARE(text(down["since"]), QStringLiteral("1795251600000000000"));
        QCOMPARE(text(down["source"]), QStringLiteral("[\"alertmanager\",\"prometheus\"]"));
        QCOMPARE(text(down["silenced_by"]), QStringLiteral("[\"s-1\"]"));
        const Run one = shop.run(words("alerts --json --backend prometheus"));
        QCOMPARE(text(parsed(one.out)["alerts"][0]["state"]), QStringLiteral("firing"));
    }

    void halfBlindAlertsAreAFailure()
    {
        Shop shop;
        shop.server.route("/am/api/v2/alerts", Reply::text("no", 403));
        const Run run = shop.run(words("alerts"));
        QCOMPARE(run.code, 1);
        QVERIFY(run.err.contains("alertmanager"));
        QVERIFY(!run.out.contains("No alerts"));
    }

    void logsAreJsonLines()
    {
        Shop shop;
        shop.server.route("/loki/loki/api/v1/query_range", recorded("loki/013-web-forward"));
        const Run run = shop.run(ranged("logs -q {service_name=\"web\"} --limit 60 --forward --json"));
        QCOMPARE(run.err, QByteArray());
        QCOMPARE(run.code, 0);
        const auto lines = run.out.trimmed().split('\n');
        QCOMPARE(lines.size(), 60);
        QString before;
        for (const QByteArray& line : lines) {
            const Json json = parsed(line);
            QCOMPARE(keysOf(json), QStringLiteral("ts labels metadata level trace_id line"));
            QVERIFY(before <= text(json["ts"]));
            before = text(json["ts"]);
        }
        const Json first = parsed(lines.first());
        QCOMPARE(text(first["ts"]), QStringLiteral("1795251600351590866"));
        QCOMPARE(text(first["labels"]["service_name"]), QStringLiteral("web"));
        QCOMPARE(text(first["level"]), QStringLiteral("info"));
        QCOMPARE(text(first["trace_id"]), text(first["metadata"]["trace_id"]));
    }

    void logsCannotTouchTheTerminal()
    {
        Shop shop;
        shop.server.route("/loki/loki/api/v1/query_range",
                          Reply::json(streams("[\"1795251700000000000\",\"a\\u001b]0;owned\\u0007b\\u009b2J"
                                              "\\u202ec\\nd\",{}]")));
        for (const char* mode : {"logs {} --limit 1", "logs {} --limit 1 --json"}) {
            const Run run = shop.run(ranged(mode));
            QCOMPARE(run.code, 0);
            const QString out = QString::fromUtf8(run.out);
            for (const char16_t c : {u'\x1b', u'\x07', u'\x9b', u'\x202e'})
                QVERIFY2(!out.contains(QChar(c)), run.out.constData());
            QCOMPARE(out.count(QLatin1Char('\n')), 1);
        }
    }

    void aMetricQueryIsNoLogQuery()
    {
        Shop shop;
        shop.server.route("/loki/loki/api/v1/query_range", recorded("loki/044-rate-by-service"));
        const Run logs = shop.run(ranged("logs rate({a=\"b\"}[1m])"));
        QCOMPARE(logs.code, 1);
        QVERIFY2(logs.err.contains("\"signalbox metrics --backend loki\""), logs.err.constData());
        const Run metrics = shop.run(ranged("metrics rate({a=\"b\"}[1m]) --backend loki --json"));
        QCOMPARE(metrics.code, 0);
        QVERIFY(!parsed(metrics.out)["series"].empty());
    }

    void aBrokenPatternIsNoEmptyAnswer()
    {
        // A Loki finds nothing by a pattern that does not parse, and says so only to a metric query.
        Shop shop;
        shop.server.route("/loki/loki/api/v1/query_range", Reply::json(streams({})));
        shop.server.route("/loki/loki/api/v1/query",
                          Reply::text("parse error : stage '|~ \"(\"' : error parsing regexp: missing "
                                      "closing ): `(`",
                                      400));
        const Run broken = shop.run(ranged("logs {a=\"b\"}|~\"(\""));
        QCOMPARE(broken.code, 1);
        QVERIFY2(broken.err.contains("missing closing )"), broken.err.constData());
        QVERIFY(!broken.out.contains("No lines"));
        // Anything else that is said there is not about the lines.
        shop.server.route("/loki/loki/api/v1/query", Reply::text("too many outstanding requests", 400));
        const Run other = shop.run(ranged("logs {a=\"b\"}|~\"x\""));
        QCOMPARE(other.code, 0);
        QVERIFY(other.out.startsWith("No lines"));
        // Without a pattern there is nothing to check.
        const int before = shop.server.count("/loki/loki/api/v1/query");
        QCOMPARE(shop.run(ranged("logs {a=\"b\"}")).code, 0);
        QCOMPARE(shop.server.count("/loki/loki/api/v1/query"), before);
    }

    void metricsBeginWhereTheyAreAskedTo()
    {
        Shop shop;
        shop.server.route("/prom/api/v1/query_range", recorded("prometheus/003-raw"));
        QCOMPARE(shop.run(words("metrics up --from 1795251607 --to 1795252507 --step 15s")).code, 0);
        QCOMPARE(shop.server.last().param("start"), QByteArray("1795251607"));
        QCOMPARE(shop.server.last().param("end"), QByteArray("1795252507"));
        QCOMPARE(shop.server.last().param("step"), QByteArray("15"));
    }

    void whoStopsReadingIsNotToldOff()
    {
        Shop shop;
        QByteArray values;
        for (int i = 0; i < 3000; ++i)
            values += (i == 0 ? "" : ",") + QByteArray("[\"") + QByteArray::number(1795251700000000000 + i) +
                      "\",\"" + QByteArray(200, 'x') + "\",{}]";
        shop.server.route("/loki/loki/api/v1/query_range", Reply::json(streams(values)));
        const Run run = shop.runInShell(QStringLiteral(
            "\"$SIGNALBOX\" logs '{a=\"b\"}' --limit 3000 --from 1795251600 --to 1795252500 | head -n 1"));
        QCOMPARE(run.err, QByteArray());
        QCOMPARE(run.out.count('\n'), 1);
        QCOMPARE(run.code, 0);
    }

    void followingEndsWellOnCtrlC()
    {
        Shop shop;
        shop.server.route("/loki/loki/api/v1/query_range",
                          Reply::json(streams("[\"1795251700000000000\",\"hello\",{}]")));
        shop.server.route("/loki/loki/api/v1/format_query",
                          Reply::json("{\"status\":\"success\",\"data\":\"{a=\\\"b\\\"}\"}"));
        auto process = shop.started(words("logs {a=\"b\"} --follow --json --from 1795251600"));
        QByteArray out;
        QTRY_VERIFY_WITH_TIMEOUT((out += process->readAllStandardOutput()).contains("hello"), 20'000);
        ::kill(static_cast<pid_t>(process->processId()), SIGINT);
        QTRY_COMPARE_WITH_TIMEOUT(process->state(), QProcess::NotRunning, 10'000);
        QVERIFY(process->exitStatus() == QProcess::NormalExit);
        QCOMPARE(process->exitCode(), 0);
        out += process->readAllStandardOutput();
        QCOMPARE(out.count('\n'), 1);
    }

    void tracesAreSearched()
    {
        Shop shop;
        shop.server.route("/jaeger/api/traces", recorded("jaeger/006-search-checkout"));
        const Run run = shop.run(ranged("traces -s checkout --tag a=b --min 1ms --limit 5 --json"));
        QCOMPARE(run.code, 0);
        const Json json = parsed(run.out);
        QCOMPARE(keysOf(json), QStringLiteral("traces"));
        QCOMPARE(json["traces"].size(), std::size_t(5));
        const Json& trace = json["traces"][0];
        QCOMPARE(keysOf(trace), QStringLiteral("trace_id root_service root_operation start duration_ns spans "
                                               "errors services"));
        QVERIFY(trace["services"].contains("checkout"));
        QVERIFY(trace["start"].is_string() && trace["duration_ns"].is_string());
        QVERIFY(run.err.contains("5 or more"));
        const Run table = shop.run(ranged("traces checkout --limit 5"));
        QVERIFY(table.out.startsWith("START"));
        QVERIFY(table.out.contains(text(trace["trace_id"]).toUtf8()));
    }

    void aTraceIsShown()
    {
        Shop shop;
        const Reply odd = recorded("jaeger/018-trace-odd");
        shop.server.route("/jaeger/api/traces/b4594a2ceabbddddc36ee43d802b4d11", odd);
        const Run run = shop.run(words("trace http://h/trace/B4594A2CEABBDDDDC36EE43D802B4D11 --json"));
        QCOMPARE(run.code, 0);
        const Json json = parsed(run.out);
        QCOMPARE(keysOf(json), QStringLiteral("trace_id start duration_ns spans warnings"));
        QCOMPARE(text(json["trace_id"]), QStringLiteral("b4594a2ceabbddddc36ee43d802b4d11"));
        QCOMPARE(json["spans"].size(), parsed(odd.body)["data"][0]["spans"].size());
        QVERIFY(!json["warnings"].empty());
        const Json& span = json["spans"][0];
        QCOMPARE(keysOf(span),
                 QStringLiteral("span_id parent_id service operation kind start duration_ns error "
                                "tags events"));
        QVERIFY(span["parent_id"].is_null());
        QVERIFY(span["error"].is_boolean());
        const Run tree = shop.run(words("trace b4594a2ceabbddddc36ee43d802b4d11"));
        QCOMPARE(tree.code, 0);
        QVERIFY(tree.out.startsWith("Trace b4594a2ceabbddddc36ee43d802b4d11"));
        QVERIFY(tree.out.contains("└─ "));
        QVERIFY(tree.out.contains("parent is missing"));
    }

    void anUnknownTraceIsAFailure()
    {
        Shop shop;
        shop.server.otherwise([](const Received&) { return recorded("jaeger/026-trace-unknown"); });
        const Run run = shop.run(words("trace ffffffffffffffffffffffffffffffff"));
        QCOMPARE(run.code, 1);
        QCOMPARE(run.out, QByteArray());
        QVERIFY(run.err.startsWith("signalbox: "));
    }

    void secretsAreNeverPrinted()
    {
        Shop shop;
        shop.useProfile("{\"backends\": [{\"kind\": \"loki\", \"url\": \"%1/loki\", \"auth\": {\"kind\": "
                        "\"bearer\", \"token\": \"env:PLANTED\"}}]}");
        // A server that says back what it was sent, as proxies in debug mode do.
        QByteArray seen;
        shop.server.route("/loki/loki/api/v1/query_range", [&seen](const Received& request) {
            seen = request.header("Authorization");
            return Reply::text("you sent " + seen, 401);
        });
        const Run run = shop.run(ranged("logs {a=\"b\"} --verbose"));
        QCOMPARE(seen, QByteArray("Bearer planted-secret"));
        QCOMPARE(run.code, 1);
        QVERIFY2(
            run.err.contains("GET " + shop.server.url().toEncoded() + "/loki/loki/api/v1/query_range?") &&
                run.err.contains("-> 401 in "),
            run.err.constData());
        QVERIFY2(!(run.out + run.err).contains("planted-secret"), run.err.constData());
    }

    void aBrokenProfileNamesThePlace()
    {
        Shop shop;
        shop.useProfile("{\"backends\": [\n{\"kind\": \"loki\", \"url\": \"ftp://h\"}]}");
        const Run run = shop.run(words("doctor"));
        QCOMPARE(run.code, 2);
        QVERIFY2(
            run.err.startsWith("signalbox: " + shop.profilePath().toUtf8() + ":2: backends[0].url: expected"),
            run.err.constData());
    }

    void usageIsExplained_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("code");
        QTest::addColumn<QByteArray>("output");
        QTest::newRow("unknown command") << words("docter") << 2 << QByteArray("Did you mean \"doctor\"?");
        QTest::newRow("unknown option") << words("logs --colour") << 2 << QByteArray("signalbox help logs");
        QTest::newRow("no such backend")
            << words("logs {} --backend x") << 2 << QByteArray("There is no backend \"x\".");
        QTest::newRow("backend of another kind")
            << words("logs {} --backend jaeger") << 2 << QByteArray("is a jaeger, and this needs a loki");
        QTest::newRow("no such profile")
            << words("doctor --profile nope") << 2 << QByteArray("There is no profile \"nope\"");
        QTest::newRow("help") << words("--help") << 0 << QByteArray("Usage: signalbox [COMMAND]");
        QTest::newRow("help of a command") << words("help logs") << 0 << QByteArray("--follow");
        QTest::newRow("version") << words("--version") << 0 << QByteArray("signalbox 0.");
    }
    void usageIsExplained()
    {
        QFETCH(QStringList, arguments);
        QFETCH(int, code);
        QFETCH(QByteArray, output);
        Shop shop;
        const Run run = shop.run(arguments);
        QCOMPARE(run.code, code);
        QVERIFY2((code == 0 ? run.out : run.err).contains(output), (run.out + run.err).constData());
        QCOMPARE((code == 0 ? run.err : run.out), QByteArray());
    }
};

} // namespace tst_cli

SIGNALBOX_GUILESS_TEST(tst_cli, TestCli)
#include "tst_cli.moc"
