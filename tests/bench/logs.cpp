// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/logmodel.h"
#include "models/logs/search.h"
#include "models/patterns/comparison.h"
#include "models/telemetry/logbatchbuilder.h"
#include "tests/bench/bench.h"
#include "widgets/common/markedscrollbar.h"
#include "widgets/logs/logview.h"
#include "widgets/theme/style.h"
#include "widgets/theme/type.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QPainter>

#include <algorithm>
#include <cstring>
#include <memory>
#include <thread>

namespace signalbox::bench {

namespace {

constexpr int lineCount = 1'000'000;
constexpr int batchSize = 10'000;
constexpr std::size_t lineBytes = 300;
constexpr std::int64_t firstNs = 1'795'251'600'000'000'000;

/// Lines of a shop: JSON and logfmt of about 300 bytes, the newest first.
LogBatchPtr batchFrom(int first, int count)
{
    static const std::vector<std::string> kinds{
        "{\"ts\":\"2026-11-27T14:32:09.871Z\",\"level\":\"info\",\"msg\":\"order "
        "accepted\",\"order\":%,\"total\":41.90",
        "{\"ts\":\"2026-11-27T14:32:09.871Z\",\"level\":\"error\",\"msg\":\"pool exhausted: % "
        "waiting\",\"pool\":\"ledger\"",
        "ts=2026-11-27T14:32:09.871Z level=warn msg=\"slow statement % ms SELECT ledger\" rows=1 "
        "plan=seq_scan",
        "ts=2026-11-27T14:32:09.871Z level=info msg=\"cart updated\" items=% sku=10442 user=alice",
        "{\"ts\":\"2026-11-27T14:32:09.871Z\",\"level\":\"info\",\"msg\":\"session "
        "refreshed\",\"session\":\"s-%\""};
    LogBatchBuilder builder(static_cast<std::size_t>(count) * lineBytes);
    std::vector<std::uint32_t> streams;
    for (int s = 0; s < 8; ++s)
        streams.push_back(
            builder.addStream({{QStringLiteral("service_name"), QStringLiteral("service-%1").arg(s)},
                               {QStringLiteral("pod"), QStringLiteral("pod-%1").arg(s * 7)}}));
    std::string text;
    for (int i = 0; i < count; ++i) {
        const int n = first + i;
        text = kinds[static_cast<std::size_t>(n) % kinds.size()];
        text.replace(text.find('%'), 1, std::to_string(n));
        const bool json = text.front() == '{';
        text += json ? ",\"trace_id\":\"7d2f4be09a6c1f3380d5a9e2b7c4c41e\",\"pad\":\""
                     : " trace_id=7d2f4be09a6c1f3380d5a9e2b7c4c41e pad=";
        text.resize(lineBytes - (json ? 2 : 0), 'x');
        if (json)
            text += "\"}";
        builder.addRow(firstNs - std::int64_t{n} * 1'000'000,
                       streams[static_cast<std::size_t>(n) % streams.size()], builder.addText(text), 0);
    }
    return builder.build();
}

void fill(items::LogModel& model)
{
    for (int first = 0; first < lineCount; first += batchSize)
        model.append(batchFrom(first, batchSize));
}

double percentile(std::vector<double> values, double share)
{
    std::sort(values.begin(), values.end());
    return values[std::min(values.size() - 1,
                           static_cast<std::size_t>(share * static_cast<double>(values.size())))];
}

/// A view over the model, and an image to paint it into: no compositor is measured.
struct Screen
{
    explicit Screen(items::LogModel& model)
        : view(&model, &theme)
    {
        view.resize(1368, 820);
        view.show();
        QCoreApplication::processEvents();
        image = QImage(view.viewport()->size(), QImage::Format_ARGB32_Premultiplied);
    }
    /// Milliseconds of scrolling there and painting.
    double paintAt(int value)
    {
        QElapsedTimer timer;
        timer.start();
        view.bar()->setValue(value);
        view.viewport()->render(&image);
        keep(image.constBits());
        return static_cast<double>(timer.nsecsElapsed()) / 1e6;
    }

    theme::Theme theme;
    widgets::LogView view;
    QImage image;
};

std::vector<Row> memory()
{
    items::LogModel model;
    fill(model);
    const double raw = static_cast<double>(lineCount) * lineBytes;
    const auto held = static_cast<double>(model.store().byteSize());
    return {atMost(QStringLiteral("logs-memory-1M"), held / 1e6, QStringLiteral("MB"),
                   QStringLiteral("of the raw bytes"), held / raw, 1.6)};
}

std::vector<Row> scrolling()
{
    items::LogModel model;
    fill(model);
    Screen screen(model);
    std::vector<double> steps;
    for (int i = 0; i < 600; ++i)
        steps.push_back(screen.paintAt(100'000 + i * 72));
    std::vector<double> jumps;
    std::uint64_t state = 88172645463325252ULL;
    for (int i = 0; i < 300; ++i) {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        jumps.push_back(screen.paintAt(static_cast<int>(state % (std::uint64_t{lineCount} * 24))));
    }
    const double step = percentile(steps, 0.95);
    const double jump = percentile(jumps, 0.95);
    return {atMost(QStringLiteral("logs-scroll-step-p95"), step, QStringLiteral("ms"),
                   QStringLiteral("of 4 ms"), step / 4, 1),
            atMost(QStringLiteral("logs-jump-p95"), jump, QStringLiteral("ms"), QStringLiteral("of 10 ms"),
                   jump / 10, 1)};
}

/// The whole text of a batch, which lies in one piece.
std::string_view bytesOf(const LogBatch& batch)
{
    const std::string_view first = batch.line(0);
    const std::string_view last = batch.line(batch.size() - 1);
    return {first.data(), static_cast<std::size_t>(last.data() + last.size() - first.data())};
}

std::vector<Row> search()
{
    items::LogModel model;
    fill(model);
    const logs::Pieces pieces = model.store().pieces();
    const std::atomic<bool> go = false;
    std::vector<Row> rows;
    for (const auto& [name, text] :
         {std::pair("absent", "no such text"), std::pair("frequent", "order accepted"),
          std::pair("hostile", "xxxxxxxxxy"), std::pair("two-bytes", "=%")}) {
        const logs::Searcher searcher =
            *logs::Searcher::make({.text = QString::fromLatin1(text), .matchCase = true});
        const std::string needle(text);
        const Pair pair = measurePair(
            7,
            [&] {
                // As the program does it: pieces on the threads of the pool.
                std::vector<std::thread> threads;
                std::vector<std::vector<std::int64_t>> found(2);
                for (std::size_t t = 0; t < 2; ++t)
                    threads.emplace_back([&, t] {
                        const auto half = static_cast<std::ptrdiff_t>(pieces.size() / 2);
                        const logs::Pieces mine = t == 0 ? logs::Pieces(pieces.begin(), pieces.begin() + half)
                                                         : logs::Pieces(pieces.begin() + half, pieces.end());
                        found[t] = logs::searchIn(mine, searcher, go);
                    });
                for (std::thread& thread : threads)
                    thread.join();
                keep(found.data());
            },
            [&] {
                std::size_t hits = 0;
                for (const logs::Piece& piece : pieces) {
                    std::string_view rest = bytesOf(*piece.batch);
                    // From hit to hit, a line at least, as the search does.
                    while (const void* at = memmem(rest.data(), rest.size(), needle.data(), needle.size())) {
                        const auto used =
                            static_cast<std::size_t>(static_cast<const char*>(at) - rest.data());
                        ++hits;
                        rest.remove_prefix(std::min(rest.size(), (used / lineBytes + 1) * lineBytes));
                    }
                }
                keep(&hits);
            });
        rows.push_back(atLeast(QStringLiteral("logs-search-%1").arg(QLatin1String(name)),
                               static_cast<double>(lineCount) * lineBytes / pair.seconds / 1e6,
                               QStringLiteral("MB/s"), QStringLiteral("memmem"), pair.speed, 1.0));
    }
    return rows;
}

std::vector<Row> grouping()
{
    constexpr int lines = 100'000;
    logs::Pieces pieces;
    for (int first = 0; first < lines; first += batchSize)
        pieces.push_back({batchFrom(first, batchSize), first});
    const std::atomic<bool> go = false;
    const Interval during{{firstNs - std::int64_t{lines} * 1'000'000}, {firstNs + 1}};
    const Interval before{during.start - during.length(), during.start};
    const Pair pair = measurePair(
        5,
        [&] {
            const auto found = patterns::compare({.pieces = {}, .range = before, .covered = before},
                                                 {.pieces = pieces, .range = during, .covered = during}, go);
            keep(found.shapes.data());
        },
        [&] {
            std::size_t sum = 0;
            for (const logs::Piece& piece : pieces)
                for (const char c : bytesOf(*piece.batch))
                    sum += c == ' ' ? 1 : 0;
            keep(&sum);
        });
    return {atMost(QStringLiteral("logs-patterns-100k"), pair.seconds * 1e3, QStringLiteral("ms"),
                   QStringLiteral("of 1.5 s"), pair.seconds / 1.5, 1),
            {.name = QStringLiteral("logs-patterns-walk"),
             .value = pair.seconds * 1e3,
             .unit = QStringLiteral("ms"),
             .reference = QStringLiteral("a walk over the bytes"),
             .ratio = 1 / pair.speed,
             .bound = QStringLiteral("none"),
             .ok = true}};
}

/// A minute of 5,000 lines a second, an update every 80 ms: what each costs the GUI thread with its painting.
std::vector<Row> tailing()
{
    constexpr int updates = 750;
    constexpr int linesOfUpdate = 400;
    constexpr std::size_t bound = 100'000;
    items::LogModel model;
    Screen screen(model);
    screen.view.setLiveEnd(widgets::LogView::LiveEnd::Top);
    std::vector<LogBatchPtr> batches;
    for (int i = 0; i < 50; ++i)
        batches.push_back(batchFrom(i * linesOfUpdate, linesOfUpdate));
    std::vector<double> times;
    for (int i = 0; i < updates; ++i) {
        QElapsedTimer timer;
        timer.start();
        model.prepend(batches[static_cast<std::size_t>(i) % batches.size()]->inOrder(LogOrder::NewestFirst));
        if (model.store().lineCount() > bound + bound / 10)
            (void)model.shrinkBack(bound);
        screen.view.viewport()->render(&screen.image);
        times.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
    }
    const double worst = *std::max_element(times.begin(), times.end());
    return {atMost(QStringLiteral("logs-tail-5000-worst"), worst, QStringLiteral("ms"),
                   QStringLiteral("of 50 ms"), worst / 50, 1)};
}

} // namespace

std::vector<Suite> logSuites()
{
    const auto prepared = [](std::vector<Row> (*run)()) {
        return [run] {
            const theme::Theme theme;
            QApplication::setStyle(new theme::Style(&theme));
            theme::prepareFonts();
            return run();
        };
    };
    return {{QStringLiteral("logs-memory"), prepared(memory)},
            {QStringLiteral("logs-scroll"), prepared(scrolling)},
            {QStringLiteral("logs-search"), prepared(search)},
            {QStringLiteral("logs-patterns"), prepared(grouping)},
            {QStringLiteral("logs-tail"), prepared(tailing)}};
}

} // namespace signalbox::bench
