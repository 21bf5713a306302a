// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/world/scenario.h"
#include "connectors/simulator/world/scenarioobject.h"
#include "tests/support/testmain.h"

#include <QFile>
#include <QTest>

namespace tst_simscenario {

using namespace signalbox;
namespace world = signalbox::simulator::world;

namespace {

QByteArray shopText()
{
    QFile file(QStringLiteral(SIGNALBOX_SOURCE_DIR "/resources/demo/shop.json"));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TestSimScenario : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shopIsWhatTheStorySays()
    {
        const auto shop = world::shopScenario();
        QVERIFY2(shop, shop ? "" : qPrintable(shop.error().what));
        QStringList names;
        int pods = 0;
        for (const auto& service : shop->services) {
            names << QString::fromStdString(service.name);
            pods += service.pods;
        }
        names.sort();
        QCOMPARE(names.join(u' '),
                 QStringLiteral("api-gateway cart checkout inventory kafka notifications payments postgres "
                                "redis shipping web"));
        QVERIFY2(pods >= 38 && pods <= 44, qPrintable(QString::number(pods)));
        QCOMPARE(shop->zones, (std::vector<std::string>{"eu-1a", "eu-1b"}));
        QCOMPARE(shop->launch, 8 * 60'000);
        QCOMPARE(shop->history, 7LL * 86'400'000);
        QCOMPARE(shop->broken.points.front().at, -3 * 60'000);
        QCOMPARE(shop->broken.points.back().at, 22 * 60'000);
    }

    void faultNamesTheKey_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        QTest::addColumn<QString>("path");
        QTest::newRow("misspelt key") << QByteArray(R"("peak_hour")") << QByteArray(R"("peek_hour")")
                                      << QStringLiteral("traffic.peak_hour");
        QTest::newRow("unknown key") << QByteArray(R"("environment": "production",)")
                                     << QByteArray(R"("environment": "production", "colour": 1,)")
                                     << QStringLiteral("colour");
        QTest::newRow("wrong type") << QByteArray(R"("requests_per_second": 85)")
                                    << QByteArray(R"("requests_per_second": "85")")
                                    << QStringLiteral("traffic.requests_per_second");
        QTest::newRow("out of range")
            << QByteArray(R"("daily_swing": 0.42)") << QByteArray(R"("daily_swing": 1.42)")
            << QStringLiteral("traffic.daily_swing");
        QTest::newRow("no time") << QByteArray(R"("T+8m")") << QByteArray(R"("8m")")
                                 << QStringLiteral("time.launch");
        QTest::newRow("curve runs back")
            << QByteArray(R"(["T-2m30s", 0.08])") << QByteArray(R"(["T-4m", 0.08])")
            << QStringLiteral("time.broken[1]");
        QTest::newRow("curve has no end") << QByteArray(R"(["T+22m", 0])") << QByteArray(R"(["T+22m", 0.1])")
                                          << QStringLiteral("time.broken");
        QTest::newRow("call of nobody")
            << QByteArray(R"("to": "cart GET /cart")") << QByteArray(R"("to": "cart GET /card")")
            << QStringLiteral("services[1].operations[2].calls[0].to");
        QTest::newRow("service twice") << QByteArray(R"("name": "kafka")") << QByteArray(R"("name": "redis")")
                                       << QStringLiteral("services[10].name");
        QTest::newRow("p99 below p50") << QByteArray(R"("GET /", "type": "http", "p50_ms": 6)")
                                       << QByteArray(R"("GET /", "type": "http", "p50_ms": 66)")
                                       << QStringLiteral("services[0].operations[0].p99_ms");
        QTest::newRow("counter runs back")
            << QByteArray(R"("herring": -9)") << QByteArray(R"("herring": -90)")
            << QStringLiteral("services[5].metrics[0].broken");
        QTest::newRow("no promql") << QByteArray(R"("expr": "up == 0")") << QByteArray(R"("expr": "up ==")")
                                   << QStringLiteral("rules[0].alerts[5].expr");
        QTest::newRow("circle") << QByteArray(R"("to": "cart HGETALL cart"}]},)")
                                << QByteArray(R"("to": "web GET /"}]},)") << QStringLiteral("services");
    }
    void faultNamesTheKey()
    {
        QFETCH(const QByteArray, before);
        QFETCH(const QByteArray, after);
        QFETCH(const QString, path);
        QByteArray text = shopText();
        const qsizetype at = text.indexOf(before);
        QVERIFY(at >= 0);
        text.replace(at, before.size(), after);
        const auto read = world::readScenario(text);
        QVERIFY(!read);
        QVERIFY(read.error().kind == ErrorKind::Parse);
        QCOMPARE(read.error().detail, path);
        QVERIFY2(read.error().what.contains(path), qPrintable(read.error().what));
    }

    void notEvenJson_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("cut off") << shopText().left(2000);
        QTest::newRow("list") << QByteArray("[]");
        QTest::newRow("deep") << QByteArray(2000, '[');
    }
    void notEvenJson()
    {
        QFETCH(const QByteArray, text);
        const auto read = world::readScenario(text);
        QVERIFY(!read);
        QVERIFY(read.error().kind == ErrorKind::Parse);
    }

    void times_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qint64>("ms"); // -1: refused
        QTest::newRow("minutes") << QStringLiteral("T+8m") << qint64{480'000};
        QTest::newRow("parts") << QStringLiteral("T-1d2h3m4s") << qint64{-(86'400 + 7'200 + 184) * 1000LL};
        QTest::newRow("zero") << QStringLiteral("T+0s") << qint64{0};
        for (const char* bad : {"T", "T8m", "T+", "T+8", "T+m", "T+8x", "t+8m", "T+8m ", "T+99999999999s"})
            QTest::newRow(bad) << QString::fromLatin1(bad) << qint64{-1};
    }
    void times()
    {
        QFETCH(const QString, text);
        QFETCH(const qint64, ms);
        QCOMPARE(world::parseStoryTime(text).value_or(-1), ms);
    }
};

} // namespace tst_simscenario

SIGNALBOX_GUILESS_TEST(tst_simscenario, TestSimScenario)
#include "tst_simscenario.moc"
