// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/telemetry/fields.h"
#include "models/telemetry/level.h"
#include "models/telemetry/tracecontext.h"
#include "tests/support/testmain.h"

#include <QTest>

#include <random>
#include <string>

namespace tst_linefuzz {

using namespace signalbox;

#ifndef Q_MOC_RUN // it loses the outer namespace at the raw strings
namespace {

const std::string seeds[] = {
    R"({"ts":1,"level":"error","msg":"x \"y\" z","trace_id":"4bf92f3577b34da6a3ce929d0e0e4736","span_id":"00f067aa0ba902b7","a":{"b":[1,2,{"c":null}]}})",
    R"({"dd":{"trace_id":"11744061942159299346","span_id":"42"},"_dd.p.tid":"640cfd8d00000000","severityNumber":17})",
    R"({"log":"{\"trace\":{\"id\":\"4bf92f3577b34da6a3ce929d0e0e4736\"}}","traceId":"S/kvNXezTaajzpKdDg5HNg=="})",
    "level=info msg=\"order placed\" traceID=4BF92F3577B34DA6A3CE929D0E0E4736 spanID=00f067aa0ba902b7 "
    "items=3",
    "2026-11-21 09:00:00.123  INFO [shop,4bf92f3577b34da6a3ce929d0e0e4736,00f067aa0ba902b7] 1 --- [main] "
    "c.App : x",
    "traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
    "X-B3-TraceId: 4bf92f3577b34da6\nX-B3-SpanId: 00f067aa0ba902b7\nb3: 4bf92f3577b34da6-00f067aa0ba902b7-d",
    "uber-trace-id: af92f3577b34da6%3Af067aa0ba902b7%3A0%3A1 <131>E1121 09:00:00 \x1b[31mWARN\x1b[0m",
    "X-Amzn-Trace-Id: Root=1-66c4a1b2-0123456789abcdef01234567;Parent=53995c3f42cd8ad8;Sampled=1",
    "https://g.example/explore?panes=%7B%22a%22:%7B%22query%22:%224bf92f3577b34da6a3ce929d0e0e4736%22%7D%7D",
    "http://localhost:16686/trace/4bf92f3577b34da6a3ce929d0e0e4736?uiFind=00f067aa0ba902b7#top",
    "X-Cloud-Trace-Context: 4bf92f3577b34da6a3ce929d0e0e4736/66;o=1",
};

constexpr char loud[] = "{}[]\"\\=:,;-/ \n\t%0af1\x1b\xff\xc3|<>";

class Mutator
{
public:
    std::string next()
    {
        std::string line = seeds[below(std::size(seeds))];
        for (std::size_t i = below(6); i > 0; --i)
            mutate(line);
        return line;
    }

private:
    std::size_t below(std::size_t n) { return n ? m_random() % n : 0; }

    void mutate(std::string& line)
    {
        const std::size_t at = below(line.size());
        switch (below(7)) {
        case 0:
            line.insert(at, 1, loud[below(std::size(loud))]);
            break;
        case 1:
            line.erase(at, 1 + below(8));
            break;
        case 2:
            line.resize(at);
            break;
        case 3:
            line += seeds[below(std::size(seeds))];
            break;
        case 4:
            line.insert(at, line.substr(below(line.size() + 1), below(40)));
            break;
        case 5:
            std::fill_n(line.begin() + static_cast<std::ptrdiff_t>(at), std::min(line.size() - at, below(40)),
                        '0');
            break;
        default:
            if (at < line.size())
                line[at] = static_cast<char>(below(256));
        }
    }

    std::mt19937 m_random{20261121};
};

} // namespace
#endif

/// Tens of thousands of damaged lines: none may crash, and what comes out must be sound.
class TestLineFuzz : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void damagedLinesYieldSoundValues()
    {
        Mutator mutator;
        int found = 0;
        int levels = 0;
        for (int i = 0; i < 20'000; ++i) {
            // An exact block on the heap, so that a sanitizer sees a read behind the end.
            const std::string made = mutator.next();
            const std::vector<char> block(made.begin(), made.end());
            const std::string_view line(block.data(), block.size());

            FieldScanner scanner(line);
            Field field;
            std::size_t last = 0;
            std::size_t count = 0;
            while (scanner.next(field)) {
                QVERIFY(scanner.position() >= last && scanner.position() <= line.size());
                last = scanner.position();
                QVERIFY(field.name.size() <= FieldScanner::nameLimit + line.size());
                QVERIFY(field.value.size() <= line.size());
                QVERIFY(field.depth >= 1 && field.depth <= FieldScanner::depthLimit);
                QVERIFY(++count <= line.size());
            }

            const Level level = levelOfLine(line);
            QVERIFY(level >= Level::Unknown && level <= Level::Fatal);
            levels += level != Level::Unknown ? 1 : 0;

            const auto inLine = TraceContext::fromFields({}, {}, line);
            const auto pasted =
                TraceContext::fromPasted(QString::fromUtf8(line.data(), static_cast<qsizetype>(line.size())));
            for (const auto& context : {inLine, pasted}) {
                if (!context)
                    continue;
                ++found;
                QVERIFY(!context->trace.isNull());
                QVERIFY(!context->span || !context->span->isNull());
                QVERIFY(!context->traceText.isEmpty());
                QVERIFY(TraceId::fromHex(context->trace.toHex()) == context->trace);
            }
            QVERIFY(TraceContext::fromFields({}, {}, line) == inLine);
        }
        // The damage must leave something to find, or this tests nothing.
        QVERIFY(found > 5'000);
        QVERIFY(levels > 3'000);
    }
};

} // namespace tst_linefuzz

SIGNALBOX_GUILESS_TEST(tst_linefuzz, TestLineFuzz)
#include "tst_linefuzz.moc"
