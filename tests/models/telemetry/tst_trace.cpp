// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/telemetry/tracebuilder.h"

#include "tests/support/testmain.h"

#include <QTest>

namespace tst_trace {

using namespace signalbox;

namespace {

constexpr TraceId thisTrace{1, 2};
constexpr TraceId otherTrace{3, 4};

struct Ref
{
    std::uint64_t span = 0;
    TraceId trace = thisTrace;
    bool followsFrom = false;
};

struct Given
{
    const char* operation = "";
    std::uint64_t id = 0;
    std::vector<Ref> refs = {};
    std::int64_t start = 100; ///< µs
    std::int64_t duration = 10;
    SpanKind kind = SpanKind::Internal;
    const char* service = "web";
};

using Spans = std::vector<Given>;

std::shared_ptr<const Trace> built(const Spans& given, ParentRule rule = ParentRule::References)
{
    TraceBuilder builder{QByteArray()};
    builder.beginTrace(rule);
    builder.setTraceId(thisTrace, {});
    for (const Given& g : given) {
        Span span;
        span.id = {g.id};
        span.operation = builder.intern(g.operation);
        span.start = Instant::fromMicroseconds(g.start);
        span.duration = std::chrono::microseconds(g.duration);
        span.kind = g.kind;
        if (g.service) {
            span.process = static_cast<std::int32_t>(builder.processes().size());
            builder.processes().push_back({.service = builder.intern(g.service), .tags = {}});
        }
        span.links = {static_cast<std::uint32_t>(builder.links().size()),
                      static_cast<std::uint32_t>(g.refs.size())};
        for (const Ref& ref : g.refs)
            builder.links().push_back(
                {.trace = ref.trace, .span = {ref.span}, .followsFrom = ref.followsFrom, .tags = {}});
        if (rule == ParentRule::Explicit && !g.refs.empty())
            span.parentId = {g.refs.front().span};
        builder.addSpan(span);
    }
    const auto traces = builder.finish();
    return traces.empty() ? nullptr : traces.front();
}

QString marksOf(const Span& span)
{
    static constexpr std::array<std::pair<SpanMark, char>, 9> letters{{{SpanMark::Orphan, 'O'},
                                                                       {SpanMark::Promoted, 'P'},
                                                                       {SpanMark::DuplicateId, 'D'},
                                                                       {SpanMark::StartsBeforeParent, '<'},
                                                                       {SpanMark::EndsAfterParent, '>'},
                                                                       {SpanMark::NegativeDuration, 'N'},
                                                                       {SpanMark::NoStart, '0'},
                                                                       {SpanMark::NoService, '?'},
                                                                       {SpanMark::FollowsFrom, 'F'}}};
    QString out;
    for (const auto& [mark, letter] : letters) {
        if (span.has(mark))
            out += QLatin1Char(letter);
    }
    return out;
}

// "a(b,c(d))": operations with their marks, children in brackets.
QString drawn(const Trace& trace)
{
    QString out;
    std::uint32_t depth = 0;
    for (const std::uint32_t i : trace.preorder()) {
        const std::uint32_t here = trace.depthOf(i);
        if (here > depth)
            out += QLatin1Char('(');
        for (std::uint32_t d = here; d < depth; ++d)
            out += QLatin1Char(')');
        if (here <= depth && !out.isEmpty())
            out += QLatin1Char(',');
        depth = here;
        out += trace.operationOf(trace.at(i)) + marksOf(trace.at(i));
    }
    return out + QString(static_cast<int>(depth), QLatin1Char(')'));
}

} // namespace

class TestTrace : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shapes_data()
    {
        QTest::addColumn<Spans>("spans");
        QTest::addColumn<QString>("drawn");
        QTest::addColumn<QString>("warning");

        const auto row = [](const char* name, const Spans& spans, const char* tree,
                            const char* warning = "") {
            QTest::newRow(name) << spans << QString::fromUtf8(tree) << QString::fromUtf8(warning);
        };
        row("one span", {{"a", 1}}, "a");
        row("children by start, whatever their order",
            {{"c", 3, {{1}}, 106, 1}, {"a", 1}, {"b", 2, {{1}}, 102, 1}}, "a(b,c)");
        row("equal starts keep their order", {{"a", 1}, {"c", 3, {{1}}}, {"b", 2, {{1}}}}, "a(c,b)");
        row("orphan", {{"a", 1}, {"b", 2, {{9}}, 105, 1}}, "a,bO", "not in the trace");
        row("orphan keeps its children", {{"b", 2, {{9}}}, {"c", 3, {{2}}}}, "bO(c)");
        row("several roots", {{"a", 1}, {"b", 2, {}, 90}}, "b,a", "2 roots");
        row("its own parent", {{"a", 1, {{1}}}}, "aP", "circle");
        row("circle of two is cut at the earlier", {{"b", 2, {{1}}, 105, 1}, {"a", 1, {{2}}, 100}}, "aP(b)",
            "circle");
        row("circle with a tail before it",
            {{"t", 3, {{1}}, 50, 1}, {"a", 1, {{2}}, 100}, {"b", 2, {{1}}, 105, 1}}, "aP(t<,b)");
        row("circle beside a root", {{"r", 5}, {"a", 1, {{2}}, 200}, {"b", 2, {{1}}, 205, 1}}, "r,aP(b)");
        row("two circles", {{"a", 1, {{2}}}, {"b", 2, {{1}}}, {"c", 3, {{4}}}, {"d", 4, {{3}}}},
            "aP(b),cP(d)", "2 circles");
        row("first existing reference is the parent", {{"a", 1}, {"b", 2, {{9}, {1}}, 105, 1}}, "a(b)");
        row("follows-from is a parent too", {{"a", 1}, {"b", 2, {{.span = 1, .followsFrom = true}}, 300}},
            "a(bF)");
        row("a span of another trace is no parent", {{"a", 1}, {"b", 2, {{1, otherTrace}}, 105}}, "a,b",
            "2 roots");
        row("a 64-bit spelling of the trace id is the same trace",
            {{"a", 1}, {"b", 2, {{1, TraceId{0, 2}}}, 105, 1}}, "a(b)");
        row("exact copies are dropped",
            {{"a", 1}, {"b", 2, {{1}}, 105, 1}, {"b", 2, {{1}}, 105, 1}, {"b", 2, {{1}}, 105, 1}}, "a(b)",
            "2 exact copies");
        row("same id, other kind: both stay, the server below the client",
            {{"a", 1},
             {"call", 2, {{1}}, 101, 8, SpanKind::Client, "web"},
             {"serve", 2, {{1}}, 102, 6, SpanKind::Server, "db"},
             {"sql", 3, {{2}}, 103, 2, SpanKind::Internal, "db"},
             {"tls", 4, {{2}}, 101, 1, SpanKind::Internal, "web"}},
            "a(callD(tls,serveD(sql)))", "2 spans share");
        row("same id twice, no client: children go to the first",
            {{"a", 1}, {"x", 2, {{1}}, 101, 5}, {"y", 2, {{1}}, 102, 5}, {"c", 3, {{2}}, 103, 1}},
            "a(xD(c),yD)");
        row("shared id at the root",
            {{"call", 1, {}, 100, 10, SpanKind::Client}, {"serve", 1, {}, 101, 5, SpanKind::Server, "db"}},
            "callD(serveD)");
        row("negative duration", {{"a", 1, {}, 100, -5}}, "aN", "ended before it began");
        row("zero duration is nothing odd", {{"a", 1, {}, 100, 0}}, "a");
        row("start 0", {{"a", 1}, {"b", 2, {{1}}, 0, 5}}, "a(b0)", "no start time");
        row("starts before its parent", {{"a", 1}, {"b", 2, {{1}}, 90, 5}}, "a(b<)", "clocks differ");
        row("rounding is no skew", {{"a", 1, {}, 100, 10}, {"b", 2, {{1}}, 99, 12}}, "a(b)");
        row("ends after its parent", {{"a", 1}, {"b", 2, {{1}}, 105, 50}}, "a(b>)");
        row("no process", {{.operation = "a", .id = 1, .service = nullptr}}, "a?", "which service");
    }
    void shapes()
    {
        QFETCH(const Spans, spans);
        QFETCH(const QString, drawn);
        QFETCH(const QString, warning);
        const auto trace = built(spans);
        QCOMPARE(tst_trace::drawn(*trace), drawn);
        const QString warnings = trace->warnings().join(QLatin1Char('\n'));
        QVERIFY2(warnings.contains(warning), qPrintable(warnings));
        QCOMPARE(trace->preorder().size(), trace->size());
        for (std::uint32_t i = 0; i < trace->size(); ++i) {
            for (const std::uint32_t child : trace->children(i))
                QCOMPARE(trace->at(child).parent, static_cast<std::int32_t>(i));
        }
    }

    void linksOfAnOtlpSpanAreNoParents()
    {
        const auto trace = built({{"a", 1}, {"b", 2, {{9}, {1}}, 105, 1}}, ParentRule::Explicit);
        QCOMPARE(drawn(*trace), QStringLiteral("a,bO"));
        QCOMPARE(trace->linksOf(trace->at(1)).size(), std::size_t(2));
    }

    void theParentLeavesTheLinksAndTheOthersStay()
    {
        const auto trace = built({{"a", 1}, {"b", 2, {{7, otherTrace}, {1}, {8, otherTrace, true}}, 105, 1}});
        const auto links = trace->linksOf(trace->at(1));
        QCOMPARE(links.size(), std::size_t(2));
        QCOMPARE(links[0].span, SpanId{7});
        QCOMPARE(links[1].span, SpanId{8});
        QVERIFY(links[1].followsFrom);
        QCOMPARE(trace->at(1).parentId, SpanId{1});
    }

    void factsOfATrace()
    {
        const auto trace = built({{"late", 2, {{1}}, 150, 100, SpanKind::Client, "web"},
                                  {"root", 1, {}, 100, 60, SpanKind::Server, "web"},
                                  {"lost", 9, {{77}}, 90, 1, SpanKind::Server, "db"},
                                  {"never", 5, {{1}}, 0, 1'000'000, SpanKind::Internal, "db"},
                                  {"back", 6, {{2}}, 160, -40, SpanKind::Internal, "mq"}});
        QCOMPARE(trace->start(), Instant::fromMicroseconds(90));
        QCOMPARE(trace->duration(), Duration(std::chrono::microseconds(160)));
        QCOMPARE(trace->depth(), 3U);
        QCOMPARE(trace->rootOperation(), QStringLiteral("root"));
        const TraceSummary summary = trace->summary();
        QCOMPARE(summary.spans, 5);
        QCOMPARE(summary.orphans, 1);
        QCOMPARE(summary.id, thisTrace);
        QCOMPARE(summary.services.size(), std::size_t(3));
        QCOMPARE(summary.services[0].name, QStringLiteral("db"));
        QCOMPARE(summary.services[0].spans, 2);
        QCOMPARE(summary.services[2].name, QStringLiteral("mq"));
        QCOMPARE(trace->find({2}), std::vector<std::uint32_t>{0});
    }

    void withoutATrueRootTheEarliestAtRootLevelNamesTheTrace()
    {
        const auto trace = built({{"b", 2, {{9}}, 200}, {"a", 1, {{8}}, 100}});
        QCOMPARE(trace->rootOperation(), QStringLiteral("a"));
    }

    void aTraceWithoutSpansIsNone() { QVERIFY(!built({})); }

    // 100,000 spans: in a chain, in a star, in one circle, all with one id. Quadratic work would take hours.
    void sizeIsNoProblem_data()
    {
        QTest::addColumn<int>("shape");
        QTest::newRow("chain") << 0;
        QTest::newRow("star, last first") << 1;
        QTest::newRow("circle") << 2;
        QTest::newRow("one id") << 3;
    }
    void sizeIsNoProblem()
    {
        QFETCH(const int, shape);
        constexpr std::uint64_t n = 100'000;
        Spans spans;
        for (std::uint64_t i = 1; i <= n; ++i) {
            Given given{"a", i, {}, static_cast<std::int64_t>(i) + 100, 1'000'000};
            if (shape == 0 && i > 1)
                given.refs = {{i - 1}};
            if (shape == 1) {
                given.start = static_cast<std::int64_t>(n - i) + 100;
                if (i < n)
                    given.refs = {{n}};
            }
            if (shape == 2)
                given.refs = {{i == 1 ? n : i - 1}};
            if (shape == 3) {
                given.id = 5;
                given.refs = {{5}};
            }
            spans.push_back(given);
        }
        const auto trace = built(spans);
        QCOMPARE(trace->size(), std::size_t(n));
        QCOMPARE(trace->preorder().size(), std::size_t(n));
        const std::array<std::size_t, 4> depths{n, 2, n, 0};
        if (shape < 3)
            QCOMPARE(trace->depth(), static_cast<std::uint32_t>(depths[static_cast<std::size_t>(shape)]));
    }

    void errors_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<TagKind>("kind");
        QTest::addColumn<QString>("value");
        QTest::addColumn<int>("code");
        QTest::addColumn<bool>("error");
        QTest::addColumn<QString>("text");
        const auto row = [](const char* name, const char* key, TagKind kind, const char* value, int code,
                            bool error, const char* text = "") {
            QTest::newRow(name) << QString::fromUtf8(key) << kind << QString::fromUtf8(value) << code << error
                                << QString::fromUtf8(text);
        };
        row("bool true", "error", TagKind::Bool, "true", 0, true);
        row("bool false", "error", TagKind::Bool, "false", 0, false);
        row("bool false decides over the status", "error", TagKind::Bool, "false", 2, false);
        row("text true", "error", TagKind::String, "true", 0, true);
        row("text false", "error", TagKind::String, "false", 0, false);
        row("text empty", "error", TagKind::String, "", 0, false);
        row("other text is the message", "error", TagKind::String, "pool exhausted", 0, true,
            "pool exhausted");
        row("status tag", "otel.status_code", TagKind::String, "ERROR", 0, true);
        row("status tag OK", "otel.status_code", TagKind::String, "OK", 0, false);
        row("status of OTLP", "x", TagKind::String, "", 2, true);
        row("status OK of OTLP", "x", TagKind::String, "", 1, false);
        row("HTTP 500 is no error by itself", "http.status_code", TagKind::Int64, "500", 0, false);
        row("a description alone is none", "otel.status_description", TagKind::String, "boom", 0, false,
            "boom");
    }
    void errors()
    {
        QFETCH(const QString, key);
        QFETCH(const TagKind, kind);
        QFETCH(const QString, value);
        QFETCH(const int, code);
        QFETCH(const bool, error);
        QFETCH(const QString, text);
        TraceBuilder builder{QByteArray()};
        builder.beginTrace(ParentRule::References);
        Span span;
        span.id = {1};
        span.tags = {0, 1};
        builder.tags().push_back({.key = builder.intern(key.toStdString()),
                                  .value = builder.keep(value.toStdString()),
                                  .kind = kind});
        builder.addSpan(span, code);
        const auto trace = builder.finish().front();
        QCOMPARE(trace->at(0).error, error);
        QCOMPARE(trace->text(trace->at(0).statusText), text);
        QCOMPARE(trace->errorCount(), error ? 1 : 0);
    }

    void tagsAreReadWhenLookedAt()
    {
        TraceBuilder builder{QByteArrayLiteral("9007199254740993 500 1.5 NaN text")};
        const std::string_view body = builder.body();
        builder.beginTrace(ParentRule::References);
        const auto tag = [&](const char* key, std::string_view text, TagKind kind) {
            builder.tags().push_back({.key = builder.intern(key),
                                      .value = builder.slice(body.substr(body.find(text), text.size())),
                                      .kind = kind});
        };
        tag("big", "9007199254740993", TagKind::Int64);
        tag("code", "500", TagKind::String);
        tag("f", "1.5", TagKind::Float64);
        tag("nan", "NaN", TagKind::Float64);
        tag("code", "text", TagKind::String);
        Span span;
        span.id = {1};
        span.tags = {0, 5};
        builder.addSpan(span);
        const auto trace = builder.finish().front();
        const Span& first = trace->at(0);
        QCOMPARE(*trace->intValue(*trace->findTag(first, u"big")), std::int64_t(9007199254740993));
        QCOMPARE(*trace->intValue(*trace->findTag(first, u"code")), std::int64_t(500));
        QCOMPARE(*trace->doubleValue(*trace->findTag(first, u"f")), 1.5);
        QVERIFY(qIsNaN(*trace->doubleValue(*trace->findTag(first, u"nan"))));
        QVERIFY(!trace->intValue(trace->tagsOf(first)[4]));
        QCOMPARE(trace->valueText(trace->tagsOf(first)[4]), QStringLiteral("text"));
        QVERIFY(!trace->findTag(first, u"absent"));
        QCOMPARE(trace->tagsOf(first)[1].key, trace->tagsOf(first)[4].key);
    }

    void spansOfManyTracesAreGrouped()
    {
        TraceBuilder builder{QByteArray()};
        for (std::uint64_t i = 1; i <= 30; ++i) {
            builder.selectTrace({0, 1 + i % 3}, {}, ParentRule::Explicit);
            Span span;
            span.id = {i};
            builder.addSpan(span);
        }
        const auto traces = builder.finish();
        QCOMPARE(traces.size(), std::size_t(3));
        for (const auto& trace : traces)
            QCOMPARE(trace->size(), std::size_t(10));
        QCOMPARE(traces[0]->id(), (TraceId{0, 2}));
    }

    void manyNamesAreToldApart()
    {
        TraceBuilder builder{QByteArray()};
        std::vector<NameId> ids;
        for (int i = 0; i < 5000; ++i)
            ids.push_back(builder.intern(std::to_string(i)));
        for (int i = 0; i < 5000; ++i)
            QCOMPARE(builder.intern(std::to_string(i)), ids[static_cast<std::size_t>(i)]);
        QCOMPARE(builder.nameBytes(ids[4999]), std::string_view("4999"));
    }
};

} // namespace tst_trace

SIGNALBOX_GUILESS_TEST(tst_trace, TestTrace)
#include "tst_trace.moc"
