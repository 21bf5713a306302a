// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/patterns/clusterer.h"

#include "tests/support/testmain.h"

#include <QRandomGenerator>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

namespace tst_clusterer {

using signalbox::patterns::Clusterer;

namespace {

/// A shape by its label, with lines that belong to it.
struct Sample
{
    const char* label;
    QList<QByteArray> lines;
};

/// What services really write. Lines of one label must share a shape, and no two labels one.
const QList<Sample>& samples()
{
    static const QList<Sample> all{
        {"pool", {"pool exhausted: 212 waiting", "pool exhausted: 9 waiting", "pool exhausted: 1 waiting"}},
        {"charge", {"charge failed: upstream timed out", "charge failed: upstream timed out"}},
        {"accepted", {"order accepted", "order accepted"}},
        {"rejected", {"order rejected", "order rejected"}},
        {"statement", {"slow statement 4.1 s SELECT ledger", "slow statement 12.75 s SELECT ledger"}},
        {"retry", {"retrying checkout attempt=3 backoff=100ms", "retrying checkout attempt=12 backoff=1.5s"}},
        {"login",
         {"user alice logged in from 10.0.0.1 after 3 tries",
          "user bob logged in from 10.2.0.77 after 1 tries",
          "user carol logged in from 192.168.1.5 after 2 tries"}},
        {"nginx",
         {"10.0.0.1 - - \"GET /orders/884213 HTTP/1.1\" 200 512",
          "10.0.0.9 - - \"GET /orders/1 HTTP/1.1\" 200 77"}},
        {"klog",
         {"Created container 7d2f4be09a6c1f33 in pod payments-6f9c-x2lqm",
          "Created container 91bc4be09a6c1f00 in pod payments-6f9c-x2lqm"}},
        {"java",
         {"java.lang.NullPointerException at com.shop.Cart.add(Cart.java:42)",
          "java.lang.NullPointerException at com.shop.Cart.add(Cart.java:57)"}},
        {"german",
         {"Verbindung zu Knoten 12 verloren nach 30 s", "Verbindung zu Knoten 7 verloren nach 5 s"}},
        {"sql",
         {"INSERT INTO orders VALUES (884213, 41.90) took 12 ms",
          "INSERT INTO orders VALUES (1, 7.5) took 140 ms"}},
        {"uuid",
         {"job 123e4567-e89b-12d3-a456-426614174000 done", "job 00000000-e89b-12d3-a456-426614174999 done"}},
        {"hit", {"cache miss above 20 %", "cache miss above 5 %"}},
        {"started", {"server started on :8080", "server started on :9090"}},
        {"bytes", {"received 5MiB in 3 chunks", "received 12KiB in 1 chunks"}}};
    return all;
}

} // namespace

class TestClusterer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void labelledLinesLandTogether()
    {
        // All in turn, so that shapes do not come in tidy rows.
        Clusterer clusters;
        QHash<QString, QSet<std::uint32_t>> shapes;
        for (int round = 0; round < 3; ++round)
            for (const Sample& sample : samples())
                shapes[QString::fromLatin1(sample.label)].insert(
                    clusters.add(sample.lines[round % sample.lines.size()].toStdString(), 0));
        QSet<std::uint32_t> all;
        for (auto it = shapes.cbegin(); it != shapes.cend(); ++it) {
            QVERIFY2(it->size() == 1, qPrintable(it.key()));
            all += *it;
        }
        QCOMPARE(all.size(), samples().size());
    }

    void aShapeIsReadable_data()
    {
        QTest::addColumn<QList<QByteArray>>("lines");
        QTest::addColumn<QString>("text");
        const auto lines = [](const char* label) {
            for (const Sample& sample : samples())
                if (qstrcmp(sample.label, label) == 0)
                    return sample.lines;
            return QList<QByteArray>();
        };
        QTest::newRow("number") << lines("pool") << QString::fromUtf8("pool exhausted: ‹n› waiting");
        QTest::newRow("key and value")
            << lines("retry") << QString::fromUtf8("retrying checkout attempt=‹n› backoff=‹n›");
        QTest::newRow("words that differ")
            << lines("login") << QString::fromUtf8("user ‹*› logged in from ‹n› after ‹n› tries");
        QTest::newRow("an id") << lines("uuid") << QString::fromUtf8("job ‹*› done");
        QTest::newRow("units") << lines("bytes") << QString::fromUtf8("received ‹n› in ‹n› chunks");
        QTest::newRow("nothing to mask")
            << lines("charge") << QStringLiteral("charge failed: upstream timed out");
    }

    void aShapeIsReadable()
    {
        QFETCH(QList<QByteArray>, lines);
        QFETCH(QString, text);
        Clusterer clusters;
        std::uint32_t shape = 0;
        for (const QByteArray& line : lines)
            shape = clusters.add(line.toStdString(), 0);
        QCOMPARE(clusters.textOf(shape), text);
    }

    void itsExpressionFindsItsLinesAndNoOthers()
    {
        Clusterer clusters;
        for (const Sample& sample : samples())
            for (const QByteArray& line : sample.lines)
                (void)clusters.add(line.toStdString(), 0);
        for (const Sample& sample : samples()) {
            const std::uint32_t shape = clusters.add(sample.lines.front().toStdString(), 0);
            const QRegularExpression regex(clusters.regexOf(shape));
            QVERIFY2(regex.isValid() && !clusters.regexOf(shape).isEmpty(), sample.label);
            for (const Sample& other : samples())
                for (const QByteArray& line : other.lines)
                    QCOMPARE(regex.match(QString::fromUtf8(line)).hasMatch(), &other == &sample);
        }
    }

    void servicesAreKeptApart()
    {
        Clusterer clusters;
        const std::uint32_t one = clusters.add("order accepted", 1);
        const std::uint32_t two = clusters.add("order accepted", 2);
        QVERIFY(one != two);
        QCOMPARE(clusters.sourceOf(two), 2U);
    }

    void theSameLinesGiveTheSameShapes()
    {
        QRandomGenerator random(5);
        QList<QByteArray> lines;
        for (int i = 0; i < 5'000; ++i)
            lines += "worker " + QByteArray::number(random.bounded(9)) + " took job " +
                     QByteArray("abcdefgh").left(1 + random.bounded(7)) + " of queue " +
                     QByteArray::number(random.bounded(100));
        QList<QList<std::uint32_t>> runs;
        for (int run = 0; run < 2; ++run) {
            Clusterer clusters;
            QList<std::uint32_t> shapes;
            for (const QByteArray& line : lines)
                shapes += clusters.add(line.toStdString(), 0);
            runs += shapes;
        }
        QCOMPARE(runs[0], runs[1]);
    }

    void hostileMessagesAreSurvived()
    {
        Clusterer clusters;
        for (const QByteArray& line :
             {QByteArray(), QByteArray("   "), QByteArray(5'000'000, 'x'), QByteArray(5'000'000, ' '),
              QByteArray("a\0b c", 5), QByteArray("\xff\xfe \xc3("), QByteArray("1 ").repeated(10'000),
              QByteArray("=\"'([{"), QByteArray("\xe2\x80\xba \xe2\x80\xb9n\xe2\x80\xba")}) {
            const std::uint32_t shape =
                clusters.add({line.constData(), static_cast<std::size_t>(line.size())}, 0);
            QVERIFY(clusters.textOf(shape).size() < 4'000);
            QVERIFY(QRegularExpression(clusters.regexOf(shape)).isValid());
        }
    }

    void tooManyShapesShareOne()
    {
        // Every message its own words: nothing groups them, and there is an end to it.
        Clusterer clusters;
        std::uint32_t last = 0;
        for (int i = 0; i < 60'000; ++i) {
            QByteArray word;
            for (int n = i; n > 0; n /= 26)
                word += static_cast<char>('a' + n % 26);
            last = clusters.add((word + "q " + word + "w " + word + "z").toStdString(), 0);
        }
        QVERIFY(clusters.size() <= Clusterer::mostShapes + 1);
        QVERIFY(clusters.isRest(last));
        QCOMPARE(clusters.regexOf(last), QString());
    }
};

} // namespace tst_clusterer

SIGNALBOX_GUILESS_TEST(tst_clusterer, TestClusterer)
#include "tst_clusterer.moc"
