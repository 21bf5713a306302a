// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/jaeger/parser.h"
#include "connectors/tempo/parser.h"
#include "models/traces/comparison.h"
#include "models/traces/document.h"
#include "models/traces/rows.h"
#include "models/traces/servicemap.h"
#include "models/traces/spanfacts.h"
#include "models/traces/spansearch.h"
#include "models/traces/statistics.h"
#include "tests/support/testmain.h"

#include <QFile>
#include <QRandomGenerator>
#include <QTest>

#include <nlohmann/json.hpp>

namespace tst_tracefuzz {

using namespace signalbox;

// Recorded answers with a few bytes changed, cut or doubled: whatever the parsers make of them must be a
// value that everything behind them can take. Run under the sanitizers too, with seeds of its own each row.

namespace {

QByteArray bodyOf(const QString& file)
{
    QFile in(QStringLiteral(SIGNALBOX_FIXTURES "/") + file + QStringLiteral(".json"));
    if (!in.open(QIODevice::ReadOnly))
        qFatal("no fixture %s", qPrintable(file));
    return QByteArray::fromStdString(
        nlohmann::json::parse(in.readAll().toStdString())["response"]["body"].get<std::string>());
}

void spoil(QByteArray& body, QRandomGenerator& chance)
{
    static const QByteArrayList spices{
        "\"",    "{",       "}",       "[",    "]",    ",",    ":", "null", "-1", "9223372036854775807",
        "1e400", "\\u0000", "\\ud800", "\xff", "true", "\"\"", "0"};
    for (int i = chance.bounded(1, 6); i > 0 && !body.isEmpty(); --i) {
        const qsizetype at = chance.bounded(static_cast<quint32>(body.size()));
        switch (chance.bounded(5)) {
        case 0:
            body[at] = static_cast<char>(chance.bounded(256));
            break;
        case 1:
            body.insert(at, spices[chance.bounded(static_cast<int>(spices.size()))]);
            break;
        case 2:
            body.remove(at, chance.bounded(1, 40));
            break;
        case 3:
            body.insert(at, body.mid(at, chance.bounded(1, 200)));
            break;
        default: { // another number
            qsizetype digit = at;
            while (digit < body.size() && (body[digit] < '0' || body[digit] > '9'))
                ++digit;
            if (digit < body.size())
                body[digit] = static_cast<char>('0' + chance.bounded(10));
        }
        }
    }
}

/// Everything that is done with a trace, done; what must hold, held.
void use(const std::shared_ptr<const Trace>& trace)
{
    using namespace traces;
    for (const bool corrected : {false, true}) {
        const ReadingPtr reading = readTrace(trace, corrected);
        QVERIFY(reading->times.length > 0);
        QCOMPARE(layOut(*reading, {.gaps = false}).size(), trace->size());
        for (const Offset own : reading->own)
            QVERIFY(own >= 0);
        (void)pathShares(*reading);
        (void)groupSpans(*reading, GroupBy::Operation);
        (void)compareTraces(*reading, *reading);
        (void)markdown(*reading);
    }
    for (const Span& span : trace->spans()) {
        (void)factsOf(*trace, span);
        (void)pillOf(*trace, span);
        (void)oddities(*trace, span);
    }
    (void)findSpans(*trace, QStringLiteral("db"));
    (void)drawMap(mapOf({trace}));
    // What we write, we read.
    const auto again = jaeger::parseTraces(jaegerJson(*trace), QStringLiteral("file"));
    QVERIFY(again.has_value());
    QVERIFY(again->traces.size() == 1);
    QCOMPARE(again->traces[0]->size(), trace->size());
}

} // namespace

class TestTraceFuzz : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void spoiledTraces_data()
    {
        QTest::addColumn<QString>("file");
        for (const char* file : {"jaeger/018-trace-odd", "jaeger/038-v3-trace-odd", "jaeger/025-trace-error",
                                 "tempo/004-trace-odd", "tempo/012-v2-trace-odd", "tempo/014-v2-trace-64bit"})
            QTest::newRow(file) << QString::fromLatin1(file);
    }
    void spoiledTraces()
    {
        QFETCH(QString, file);
        const QByteArray whole = bodyOf(file);
        QRandomGenerator chance(static_cast<quint32>(qHash(file, 1)));
        int readable = 0;
        for (int round = 0; round < 150; ++round) {
            QByteArray body = whole;
            if (round > 0)
                spoil(body, chance);
            const auto parsed = jaeger::parseTraces(body, QStringLiteral("fuzz"));
            if (!parsed) {
                QVERIFY(!parsed.error().what.isEmpty());
                continue;
            }
            ++readable;
            for (const auto& trace : parsed->traces)
                use(trace);
            if (QTest::currentTestFailed()) {
                qWarning() << body;
                return;
            }
        }
        QVERIFY(readable > 0);
    }

    void spoiledSearches()
    {
        QRandomGenerator chance(11);
        for (int round = 0; round < 300; ++round) {
            QByteArray body = bodyOf(QStringLiteral("tempo/022-search-errors"));
            spoil(body, chance);
            const auto found = tempo::parseSearch(body, QStringLiteral("fuzz"), 5);
            if (found)
                for (const TraceSummary& trace : found->traces)
                    QVERIFY(!trace.id.isNull() && trace.duration >= Duration::zero());
            else
                QVERIFY(!found.error().what.isEmpty());
        }
    }
};

} // namespace tst_tracefuzz

SIGNALBOX_BARE_TEST(tst_tracefuzz, TestTraceFuzz)
#include "tst_tracefuzz.moc"
