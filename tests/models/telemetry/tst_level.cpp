// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/telemetry/level.h"

#include "tests/support/testmain.h"

#include <QElapsedTimer>
#include <QTest>

namespace tst_level {

using namespace signalbox;

#ifndef Q_MOC_RUN // it loses the outer namespace at the raw strings
namespace {

struct Row
{
    const char* line;
    const char* expected;
};

constexpr Row lines[] = {
    {R"({"ts":1,"level":"error","msg":"x"})", "error"},
    {R"({"severity":"WARNING"})", "warn"},
    {R"({"lvl":"dbug"})", "debug"},
    {R"({"log.level":"INFO"})", "info"},
    {R"({"log":{"level":"critical"}})", "fatal"},
    {R"({"severity_text":"Information"})", "info"},
    {R"({"SeverityText":"TRACE2","SeverityNumber":2})", "trace"},
    {R"({"severityNumber":17})", "error"},
    {R"({"@t":"x","@l":"Warning"})", "warn"},
    {R"({"level":30,"time":1})", "info"},
    {R"({"level":60})", "fatal"},
    {R"({"levelno":30,"msg":"x"})", "warn"},
    {R"({"levelno":30,"levelname":"ERROR"})", "error"},
    {R"({"PRIORITY":"3","MESSAGE":"x"})", "error"},
    {R"({"priority":3})", "unknown"},
    {R"({"level":4})", "warn"},
    {R"({"user":{"level":"error"}})", "unknown"},
    {R"({"level":"","severity":"err"})", "error"},
    {R"({"msg":"[ERROR] no","code":1})", "unknown"},
    {R"({"msg":"level\":\"error"})", "unknown"},
    {R"({"level":"warn","msg":"cut)", "warn"},
    {"level=info msg=\"error in prose\"", "info"},
    {"ts=1 caller=x lvl=eror msg=x", "error"},
    {"severity=notice", "info"},
    {"level=\"warning\" x=1", "warn"},
    {"time=1, level=debug, msg=x", "debug"},
    {"msg=\"user said level=error\" level=info", "info"},
    {"GET /x?level=error 200", "unknown"},
    {"GET /x?a=1&level=error 200", "unknown"},
    {"skill_level=error", "unknown"},
    {"[ERROR] x", "error"},
    {"[warn] x", "warn"},
    {"[E] x", "error"},
    {"2026-11-21 09:00:00,123 ERROR [main] c.e.App - x", "error"},
    {"2026-11-21 09:00:00.123  INFO 123 --- [main] c.e.App : x", "info"},
    {"2026-11-21 09:00:00,123 - my.logger - WARNING - x", "warn"},
    {"2026-11-21 09:00:00.000 | SUCCESS  | a:b:1 - x", "unknown"},
    {"2026-11-21 09:00:00.000 | CRITICAL | a:b:1 - x", "fatal"},
    {"09:00:00.123 [http-nio-8080-exec-1] DEBUG c.e.App - x", "debug"},
    {"2026/11/21 09:00:00 [error] 12#0: *1 open() failed", "error"},
    {"2026/11/21 09:00:00 [alert] 12#0: x", "fatal"},
    {"[Sat Nov 21 09:00:00.1 2026] [core:error] [pid 1] x", "error"},
    {"[2026-11-21 09:00:00.123][12][info][main] [source/x.cc:1] x", "info"},
    {"[2026-11-21 09:00:00,000: ERROR/MainProcess] x", "error"},
    {"2026-11-21 09:00:00.123 UTC [12] ERROR:  duplicate key", "error"},
    {"2026-11-21T09:00:00.000Z\tinfo\tmain.go:12\tx", "info"},
    {"Nov 21 09:00:00 web-1 app[12]: ERROR x", "error"},
    {"ERROR:root:x", "error"},
    {"error: something broke", "error"},
    {"Error: connect ECONNREFUSED", "error"},
    {"Warning: x is deprecated", "warn"},
    {"fatal: not a git repository", "fatal"},
    {"panic: runtime error: index out of range", "fatal"},
    {"FATAL EXCEPTION: main", "fatal"},
    {"SEVERE: x", "error"},
    {"web-1  | WARN x", "warn"},
    {"E1121 09:00:00.123456       1 x.go:12] x", "error"},
    {"W1121 09:00:00.123456       1 x.go:12] x", "warn"},
    {"I1121 09:00:00.123456       1 x.go:12] x", "info"},
    {"F1121 09:00:00.123456       1 x.go:12] x", "fatal"},
    {"X1121 09:00:00.123456       1 x.go:12] x", "unknown"},
    {"E1121 error budget", "unknown"},
    {"<3>kernel: x", "error"},
    {"<131>1 2026-11-21T09:00:00Z host app - - - x", "error"},
    {"<30>systemd: x", "info"},
    {"<192>x", "unknown"},
    {"<b>bold", "unknown"},
    {"\x1b[31mERROR\x1b[0m colour codes", "error"},
    {"\x1b[90m10:00AM\x1b[0m \x1b[33mWRN\x1b[0m x", "warn"},
    {"2026-11-21T09:00:00Z stderr F {\"level\":\"warn\"}", "warn"},
    // A level's name in prose is no level.
    {"", "unknown"},
    {"GET /cart 200 3.9ms", "unknown"},
    {"sending trace to the collector", "unknown"},
    {"a trace of an error was found in debug", "unknown"},
    {"There was an error: x", "unknown"},
    {"stack trace: follows", "unknown"},
    {"trace the request", "unknown"},
    {"information about fatal errors", "unknown"},
    {"2026-11-21T09:00:00Z trace of the request", "unknown"},
    {"TRACE /path HTTP/1.1", "unknown"},
    {"NO ERROR", "unknown"},
    {"finished without error", "unknown"},
    {"Alert: HighLatency fires", "unknown"},
    {"so many words of prose before the ERROR comes", "unknown"},
    {"Traceback (most recent call last):", "unknown"},
    {"burst 000 stock=low sku=A0", "unknown"},
    {"errors=0 warnings=2", "unknown"},
};

constexpr Row words[] = {
    {"warning", "warn"},
    {"WARN", "warn"},
    {"wrn", "warn"},
    {"err", "error"},
    {"Error", "error"},
    {"severe", "error"},
    {"critical", "fatal"},
    {"CRIT", "fatal"},
    {"emerg", "fatal"},
    {"emergency", "fatal"},
    {"alert", "fatal"},
    {"panic", "fatal"},
    {"dpanic", "fatal"},
    {"fatal", "fatal"},
    {"notice", "info"},
    {"information", "info"},
    {"Informational", "info"},
    {"inf", "info"},
    {"dbug", "debug"},
    {"fine", "debug"},
    {"finest", "trace"},
    {"verbose", "trace"},
    {"trace", "trace"},
    {"I", "info"},
    {"W", "warn"},
    {"E", "error"},
    {"F", "fatal"},
    {"D", "debug"},
    {"0", "fatal"},
    {"3", "error"},
    {"4", "warn"},
    {"6", "info"},
    {"7", "debug"},
    {"8", ""},
    {"10", "trace"},
    {"20", "debug"},
    {"30", "info"},
    {"40", "warn"},
    {"50", "error"},
    {"60", "fatal"},
    {"70", ""},
    {"", ""},
    {"errors", ""},
    {"infos", ""},
    {"unknown", ""},
    {"x", ""},
    {"warnin\xc3\xa4", ""},
    {"a word that is far too long", ""},
};

} // namespace
#endif

class TestLevel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsLines_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QString>("expected");
        for (const Row& row : lines)
            QTest::newRow(row.line) << QByteArray(row.line) << QString::fromLatin1(row.expected);
    }
    void readsLines()
    {
        QFETCH(QByteArray, line);
        QFETCH(QString, expected);
        QCOMPARE(toString(levelOfLine(line.toStdString())), expected);
    }

    void readsWords_data()
    {
        QTest::addColumn<QByteArray>("word");
        QTest::addColumn<QString>("expected");
        for (const Row& row : words)
            QTest::newRow(row.line) << QByteArray(row.line) << QString::fromLatin1(row.expected);
    }
    void readsWords()
    {
        QFETCH(QByteArray, word);
        QFETCH(QString, expected);
        const auto level =
            levelOfWord(std::string_view(word.constData(), static_cast<std::size_t>(word.size())));
        QCOMPARE(level ? toString(*level) : QString(), expected);
        QVERIFY(levelOfWord(QStringView(QString::fromUtf8(word))) == level);
    }

    void readsNumbersByTheirOwner()
    {
        QVERIFY(levelOfPythonNumber(20) == std::optional(Level::Info));
        QVERIFY(levelOfPythonNumber(50) == std::optional(Level::Fatal));
        QVERIFY(!levelOfPythonNumber(60));
        for (int n = 1; n <= 24; ++n)
            QVERIFY(levelOfSeverityNumber(n) == std::optional(static_cast<Level>((n + 3) / 4)));
        QVERIFY(!levelOfSeverityNumber(0));
        QVERIFY(!levelOfSeverityNumber(25));
        QVERIFY(!levelOfSeverityNumber(-1));
    }

    void theLineGoesBeforeItsSenderAndTheGuessComesLast_data()
    {
        QTest::addColumn<LabelSet>("labels");
        QTest::addColumn<LabelSet>("metadata");
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QString>("expected");
        const auto one = [](const char* name, const char* value) {
            return LabelSet{{QString::fromLatin1(name), QString::fromLatin1(value)}};
        };
        QTest::newRow("the line") << one("level", "info") << one("severity", "warn")
                                  << QByteArray("level=error") << QStringLiteral("error");
        QTest::newRow("metadata") << one("level", "info") << one("severity_text", "WARN") << QByteArray("x")
                                  << QStringLiteral("warn");
        QTest::newRow("metadata number")
            << LabelSet() << one("severity_number", "17") << QByteArray("x") << QStringLiteral("error");
        QTest::newRow("labels") << one("level", "info") << LabelSet() << QByteArray("x")
                                << QStringLiteral("info");
        QTest::newRow("labels before the guess") << one("level", "info") << one("detected_level", "trace")
                                                 << QByteArray("x") << QStringLiteral("info");
        QTest::newRow("the guess") << LabelSet() << one("detected_level", "info")
                                   << QByteArray("GET /cart 200") << QStringLiteral("info");
        QTest::newRow("the line before the guess")
            << LabelSet() << one("detected_level", "trace")
            << QByteArray(R"({"level":"error","msg":"no trace found"})") << QStringLiteral("error");
        QTest::newRow("the guess says unknown")
            << LabelSet() << one("detected_level", "unknown") << QByteArray("x") << QStringLiteral("unknown");
        QTest::newRow("nothing") << LabelSet() << LabelSet() << QByteArray() << QStringLiteral("unknown");
    }
    void theLineGoesBeforeItsSenderAndTheGuessComesLast()
    {
        QFETCH(LabelSet, labels);
        QFETCH(LabelSet, metadata);
        QFETCH(QByteArray, line);
        QFETCH(QString, expected);
        QCOMPARE(toString(detectLevel(labels, metadata, line.toStdString())), expected);
    }

    void isBounded()
    {
        QElapsedTimer timer;
        timer.start();
        for (const char c : {'x', ' ', '=', '[', '{', '"', '\\', '\x1b', '|'})
            QVERIFY(levelOfLine(std::string(5'000'000, c)) == Level::Unknown);
        std::string deep;
        for (int i = 0; i < 100'000; ++i)
            deep += "{\"level\":";
        QVERIFY(levelOfLine(deep) == Level::Unknown);
        QVERIFY(timer.elapsed() < 2'000);
    }

    void wholeLinesCostLittle()
    {
        const std::string rest(220, 'm');
        const std::string usual[] = {
            "{\"ts\": 1795251908100918, \"level\": \"error\", \"service\": \"payments\", \"msg\": \"" + rest +
                "\"}",
            "level=info msg=\"" + rest + "\" traceID=feff9243a8f506b40928b5b7a767c76f status=200",
            "2026-11-21 09:00:00.123  INFO 123 --- [main] c.e.App : " + rest, "GET /cart 200 3.9ms " + rest};
        int seen = 0;
        constexpr int rounds = 25'000;
        QElapsedTimer timer;
        timer.start();
        for (int i = 0; i < rounds; ++i) {
            for (const std::string& line : usual)
                seen += levelOfLine(line) != Level::Unknown ? 1 : 0;
        }
        const double ns = static_cast<double>(timer.nsecsElapsed()) / (4.0 * rounds);
        qInfo("%.0f ns a line", ns);
        QCOMPARE(seen, 3 * rounds);
        QVERIFY(ns < 20'000); // an unoptimised build under a sanitizer; the figure itself is in the log
    }
};

} // namespace tst_level

SIGNALBOX_GUILESS_TEST(tst_level, TestLevel)
#include "tst_level.moc"
