// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/server/control.h"
#include "connectors/simulator/server/faults.h"
#include "tests/support/testmain.h"

#include <QTest>

namespace tst_simfaults {

using namespace signalbox::simulator;
using namespace std::chrono_literals;

class TestSimFaults : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsAndPrints_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("printed");
        const auto row = [](const char* text, const char* printed) {
            QTest::newRow(text) << QString::fromLatin1(text) << QString::fromLatin1(printed);
        };
        row("", "none");
        row("none", "none");
        row("latency=800ms,jitter=200ms", "latency=800ms,jitter=200ms");
        row(" jitter=1s , latency=2s ", "latency=2000ms,jitter=1000ms");
        row("hang", "hang");
        row("drip", "drip");
        row("reset", "reset");
        row("500", "500");
        row("503,retry-after=3s", "503,retry-after=3s");
        row("429,retry-after=1m", "429,retry-after=60s");
        row("cutoff", "cutoff");
        row("garbage", "garbage");
        row("login", "login");
        row("empty,chance=0.25", "empty,chance=0.25");
        row("clock=-90s", "clock=-90s");
        row("clock=2h", "clock=7200s");
    }

    void readsAndPrints()
    {
        QFETCH(QString, text);
        QFETCH(QString, printed);
        const auto faults = parseFaults(text);
        QVERIFY2(faults, "refused");
        QCOMPARE(faults->toString(), printed);
        QCOMPARE(parseFaults(printed).value(), *faults);
        QCOMPARE(faults->isHealthy(), printed == QStringLiteral("none"));
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("text");
        for (const char* text :
             {"418", "latency", "latency=fast", "latency=-1s", "latency=25h", "jitter=5", "chance=2",
              "chance=x", "hang=1", "latency=800ms;jitter=2ms", "latency=99999999999999999999s"})
            QTest::newRow(text) << QString::fromLatin1(text);
    }

    void refuses()
    {
        QFETCH(QString, text);
        const auto faults = parseFaults(text);
        QVERIFY(!faults);
        QVERIFY2(faults.error().what.contains(QStringLiteral("latency=800ms")), "does not say what is known");
    }

    void readsTheBackend()
    {
        const auto wish = parseBackendFaults(u"loki:latency=800ms");
        QVERIFY(wish);
        QCOMPARE(wish->backend, QStringLiteral("loki"));
        QCOMPARE(wish->faults.latency, 800ms);
        QVERIFY(!parseBackendFaults(u"latency=800ms"));
        QVERIFY(!parseBackendFaults(u":hang"));
    }

    void theControlPortListsAndChanges()
    {
        FaultBoard board;
        board.announce(QStringLiteral("loki"));
        board.announce(QStringLiteral("jaeger"));
        const Handler control = controlHandler(&board);
        QCOMPARE(control(get()).body, QByteArray(R"({"jaeger":"none","loki":"none"})"));

        Request form = post();
        form.params = {{QStringLiteral("backend"), QStringLiteral("loki")},
                       {QStringLiteral("faults"), QStringLiteral("hang")}};
        QCOMPARE(control(form).body, QByteArray(R"({"jaeger":"none","loki":"hang"})"));

        Request lines = post();
        lines.body = "loki:none\njaeger:500\n";
        QCOMPARE(control(lines).body, QByteArray(R"({"jaeger":"500","loki":"none"})"));

        lines.body = "all:empty";
        QCOMPARE(control(lines).body, QByteArray(R"({"jaeger":"empty","loki":"empty"})"));
    }

    void theControlPortChangesAllOrNothing()
    {
        FaultBoard board;
        board.announce(QStringLiteral("loki"));
        const Handler control = controlHandler(&board);
        Request request = post();
        request.body = "loki:hang\nnosuch:hang";
        QCOMPARE(control(request).status, 400);
        QVERIFY(board.of(QStringLiteral("loki")).isHealthy());
        request.body = "loki:hang\nloki:nonsense";
        QCOMPARE(control(request).status, 400);
        QVERIFY(board.of(QStringLiteral("loki")).isHealthy());
        request.method = "PUT";
        QCOMPARE(control(request).status, 405);
        request.path = QStringLiteral("/elsewhere");
        QCOMPARE(control(request).status, 404);
    }

private:
    static Request get()
    {
        Request request;
        request.method = "GET";
        request.path = QStringLiteral("/-/faults");
        return request;
    }
    static Request post()
    {
        Request request = get();
        request.method = "POST";
        return request;
    }
};

} // namespace tst_simfaults

SIGNALBOX_GUILESS_TEST(tst_simfaults, TestSimFaults)
#include "tst_simfaults.moc"
