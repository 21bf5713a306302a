// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/telemetry/logbatch.h"
#include "models/telemetry/logbatchbuilder.h"
#include "models/telemetry/logfields.h"
#include "tests/support/testmain.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <thread>

namespace tst_logbatch {

using namespace signalbox;

namespace {

LogLine line(std::int64_t ns, const QString& app, const QByteArray& text, LabelSet metadata = {},
             LabelSet parsed = {})
{
    return {.at = {ns},
            .labels = {{QStringLiteral("app"), app}},
            .metadata = std::move(metadata),
            .parsed = std::move(parsed),
            .line = text,
            .level = Level::Unknown,
            .traceId = {}};
}

} // namespace

class TestLogBatch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aLineComesBackAsItWent()
    {
        const LabelSet metadata{{QStringLiteral("pod"), QStringLiteral("p-1")},
                                {QStringLiteral("trace_id"), QString(300, QLatin1Char('a'))}};
        const LabelSet parsed{{QStringLiteral("code"), QStringLiteral("5\u00fc0")},
                              {QStringLiteral("empty"), {}}};
        LogLine in = line(1'795'251'600'000'000'001, QStringLiteral("api"), QByteArray("a\0b\xc3\xa4", 5),
                          metadata, parsed);
        const LogBatchPtr batch = LogBatch::fromLines(std::array{in});
        QCOMPARE(batch->size(), std::size_t{1});
        QCOMPARE(batch->at(0), in);
        QCOMPARE(batch->line(0), in.bytes());
        QCOMPARE(batch->metadata(0).size(), std::size_t{2});
    }

    void streamsAreStoredOnce()
    {
        std::vector<LogLine> lines;
        for (int i = 0; i < 100; ++i)
            lines.push_back(line(i, i % 2 ? QStringLiteral("a") : QStringLiteral("b"), "x"));
        const LogBatchPtr batch = LogBatch::fromLines(lines);
        QCOMPARE(batch->streams().size(), std::size_t{2});
        QCOMPARE(batch->streamIndex(0), batch->streamIndex(98));
        QVERIFY(batch->streamIndex(0) != batch->streamIndex(1));
    }

    void levelComesFromTheLineThenFromBesideIt_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("detected");
        QTest::addColumn<QString>("parsedLevel");
        QTest::addColumn<int>("expected");
        QTest::newRow("the line's own word beats the guess")
            << QByteArray(R"({"level":"error","msg":"trace lost"})") << QStringLiteral("trace") << QString()
            << static_cast<int>(Level::Error);
        QTest::newRow("the guess, when there is nothing else")
            << QByteArray("something went by") << QStringLiteral("warn") << QString()
            << static_cast<int>(Level::Warn);
        QTest::newRow("a field that the query took out of the line")
            << QByteArray("something went by") << QStringLiteral("info") << QStringLiteral("fatal")
            << static_cast<int>(Level::Fatal);
        QTest::newRow("nothing") << QByteArray("something went by") << QString() << QString()
                                 << static_cast<int>(Level::Unknown);
    }
    void levelComesFromTheLineThenFromBesideIt()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, detected);
        QFETCH(QString, parsedLevel);
        QFETCH(int, expected);
        const LabelSet metadata =
            detected.isEmpty() ? LabelSet() : LabelSet{{QStringLiteral("detected_level"), detected}};
        const LabelSet parsed =
            parsedLevel.isEmpty() ? LabelSet() : LabelSet{{QStringLiteral("level"), parsedLevel}};
        const LogBatchPtr batch =
            LogBatch::fromLines(std::array{line(1, QStringLiteral("a"), text, metadata, parsed)});
        QCOMPARE(static_cast<int>(batch->level(0)), expected);
        QCOMPARE(static_cast<int>(batch->level(0)), expected); // from what was kept
    }

    void levelsMayBeAskedFromSeveralThreads()
    {
        std::vector<LogLine> lines;
        for (int i = 0; i < 2000; ++i)
            lines.push_back(line(i, QStringLiteral("a"), "level=warn msg=x"));
        const LogBatchPtr batch = LogBatch::fromLines(lines);
        std::atomic<int> wrong = 0;
        std::vector<std::thread> threads;
        for (int t = 0; t < 3; ++t) {
            threads.emplace_back([&] {
                for (std::size_t i = 0; i < batch->size(); ++i)
                    wrong += batch->level(i) == Level::Warn ? 0 : 1;
            });
        }
        for (std::thread& thread : threads)
            thread.join();
        QCOMPARE(wrong.load(), 0);
    }

    void orderIsByTimeThenLabelsThenArrival()
    {
        const std::vector<LogLine> lines{
            line(5, QStringLiteral("b"), "b5"), line(3, QStringLiteral("b"), "b3 first"),
            line(3, QStringLiteral("b"), "b3 second"), line(5, QStringLiteral("a"), "a5"),
            line(3, QStringLiteral("a"), "a3")};
        const LogBatchPtr batch = LogBatch::fromLines(lines);
        const auto texts = [](const LogBatchPtr& b) {
            QByteArrayList out;
            for (std::size_t i = 0; i < b->size(); ++i)
                out.append(b->at(i).line);
            return out.join(',');
        };
        QCOMPARE(texts(batch->inOrder(LogOrder::NewestFirst)), QByteArray("a5,b5,a3,b3 first,b3 second"));
        QCOMPARE(texts(batch->inOrder(LogOrder::OldestFirst)), QByteArray("a3,b3 first,b3 second,a5,b5"));
        const std::array<std::uint32_t, 2> rows{4, 0};
        QCOMPARE(texts(batch->select(rows)), QByteArray("a3,b5"));
    }

    void fieldsCompareAsBytesWhateverTheirOrder()
    {
        LogBatchBuilder builder(64);
        const std::uint32_t stream = builder.addStream({});
        std::array<LogBatchBuilder::Field, 2> ab{{{"a", "1", false}, {"b", "2", false}}};
        std::array<LogBatchBuilder::Field, 2> ba{{{"b", "2", false}, {"a", "1", false}}};
        std::array<LogBatchBuilder::Field, 2> parsed{{{"b", "2", true}, {"a", "1", false}}};
        for (auto* fields : {&ab, &ba, &parsed})
            builder.addRow(1, stream, builder.addText("x"), builder.addFields(*fields));
        const LogBatchPtr batch = builder.build();
        QCOMPARE(batch->fieldBytes(0), batch->fieldBytes(1));
        QVERIFY(batch->fieldBytes(0) != batch->fieldBytes(2));
    }

    void rowsAreSmallAndTextIsHeldOnce()
    {
        constexpr int count = 10'000;
        constexpr int width = 300;
        LogBatchBuilder builder(count * width / 4); // too small on purpose: it grows
        const std::uint32_t stream = builder.addStream({});
        std::array<LogBatchBuilder::Field, 1> field{{{"detected_level", "info", false}}};
        const std::uint32_t fields = builder.addFields(field);
        const std::string text(width, 'x');
        for (int i = 0; i < count; ++i)
            builder.addRow(i, stream, builder.addText(text), fields);
        const LogBatchPtr batch = builder.build();
        QCOMPARE(batch->size(), std::size_t{count});
        QCOMPARE(batch->line(count - 1), std::string_view(text));
        QVERIFY(batch->byteSize() <= count * (width + 40));
    }

    void numbersOfAnyLengthSurvive_data()
    {
        QTest::addColumn<int>("size");
        for (const int size : {0, 1, 127, 128, 16383, 16384, 300000})
            QTest::addRow("%d", size) << size;
    }
    void numbersOfAnyLengthSurvive()
    {
        QFETCH(int, size);
        std::array<char, logfields::longestNumber> bytes{};
        char* end = logfields::putNumber(bytes.data(), static_cast<std::size_t>(size));
        QCOMPARE(static_cast<std::size_t>(end - bytes.data()),
                 logfields::sizeOfNumber(static_cast<std::size_t>(size)));
        std::string_view view(bytes.data(), static_cast<std::size_t>(end - bytes.data()));
        QCOMPARE(logfields::takeNumber(view), static_cast<std::size_t>(size));
        QVERIFY(view.empty());
    }
};

} // namespace tst_logbatch

SIGNALBOX_GUILESS_TEST(tst_logbatch, TestLogBatch)
#include "tst_logbatch.moc"
