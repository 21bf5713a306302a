// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controllers/causefinder.h"

#include "app/backends.h"
#include "app/controllers/servicelist.h"
#include "tests/support/scriptedserver.h"
#include "tests/support/testmain.h"

#include <QTest>

namespace tst_causefinder {

using namespace signalbox;
using namespace std::chrono_literals;
using app::CauseFinder;
using test::Received;
using test::Reply;

namespace {

constexpr int patience = 20'000;

QString text(const char* latin)
{
    return QString::fromLatin1(latin);
}

/// One value of a label in one of the four parts, per second.
QByteArray sample(const char* label, const char* value, const char* part, double rate)
{
    return QByteArray("{\"metric\":{\"") + label + "\":\"" + value + "\",\"part\":\"" + part +
           "\"},\"value\":[1700000000,\"" + QByteArray::number(rate) + "\"]}";
}

/// The rise of failures is version=b.
QByteArray answerFor(const QByteArray& query)
{
    QByteArrayList samples;
    if (query.contains("by (version)"))
        samples = {sample("version", "a", "all", 6),        sample("version", "a", "all before", 6),
                   sample("version", "a", "bad", 0.01),     sample("version", "b", "all", 4),
                   sample("version", "b", "all before", 4), sample("version", "b", "bad", 0.6)};
    else
        samples = {sample("zone", "x", "all", 5),        sample("zone", "x", "all before", 5),
                   sample("zone", "x", "bad", 0.3),      sample("zone", "y", "all", 5),
                   sample("zone", "y", "all before", 5), sample("zone", "y", "bad", 0.3)};
    return "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[" + samples.join(',') +
           "]}}";
}

golden::ServiceView viewWith(const QStringList& labels)
{
    golden::Discovery discovery;
    golden::RequestSource source{.convention = text("test"), .counter = text("http_requests_total")};
    source.serviceLabel = text("service");
    source.status = golden::StatusKind::Http;
    source.statusLabel = text("code");
    source.labels = labels;
    source.services = {text("checkout")};
    discovery.requests = {source};
    return {discovery, {}};
}

std::shared_ptr<const Series> stepSeries(bool isStep)
{
    auto series = std::make_shared<Series>();
    for (int i = 0; i < 120; ++i) {
        series->times.push_back((1'700'000'000LL + i * 10) * 1'000'000'000);
        series->values.push_back(isStep && i >= 60 ? 0.2 : 0.004 + 0.001 * (i % 3));
    }
    return series;
}

} // namespace

class TestCauseFinder : public QObject
{
    Q_OBJECT

    struct Bench
    {
        test::ScriptedServer server;
        std::unique_ptr<app::Backends> backends;
        std::unique_ptr<app::ServiceList> services;
        std::unique_ptr<CauseFinder> finder;

        Bench()
        {
            profile::Profile profile;
            profile.name = text("test");
            profile::Backend prometheus;
            prometheus.name = text("metrics");
            prometheus.url = server.url();
            prometheus.limits.attempts = 1;
            profile.backends = {prometheus};
            backends = std::make_unique<app::Backends>(profile);
            services = std::make_unique<app::ServiceList>(backends.get());
            finder = std::make_unique<CauseFinder>(backends.get(), services.get());
        }
        void ask(bool isStep,
                 const QStringList& labels = {text("service"), text("code"), text("version"), text("zone")})
        {
            finder->ask({.service = text("checkout"),
                         .signal = golden::Signal::Errors,
                         .series = stepSeries(isStep),
                         .step = 10s,
                         .window = 60s,
                         .marks = {{chart::MarkKind::Deploy, Instant::fromSeconds(1'700'000'560),
                                    text("checkout b")}}},
                        viewWith(labels));
        }
    };

private Q_SLOTS:
    void theGuiltyLabelIsNamed()
    {
        Bench bench;
        bench.server.otherwise(
            [](const Received& request) { return Reply::json(answerFor(request.param("query"))); });
        bench.ask(true);
        QTRY_VERIFY_WITH_TIMEOUT(!bench.finder->isRunning(), patience);
        QVERIFY(bench.finder->findings().onset.has_value());
        const auto& hints = bench.finder->report().hints;
        QVERIFY(hints.size() >= 2);
        QCOMPARE(hints.front().strong, text("version=b"));
        QVERIFY(hints.front().head.contains(text("of the rise in failures")));
        QVERIFY(std::any_of(hints.begin(), hints.end(), [](const causes::Hint& hint) {
            return hint.kind == causes::Hint::Kind::Deploy && hint.strong == text("checkout b");
        }));
        QVERIFY(bench.finder->report().silent.join(u' ').contains(text("zone")));
        QCOMPARE(bench.finder->queries(), 2); // one for each label
        QVERIFY(bench.finder->problems().isEmpty());
        // Both windows end to end: during, and as long before it.
        for (const Received& request : bench.server.requests())
            QVERIFY(request.param("query").contains("offset"));
    }

    void quietWithoutAChange()
    {
        Bench bench;
        bench.ask(false);
        QTRY_VERIFY_WITH_TIMEOUT(!bench.finder->isRunning(), patience);
        QVERIFY(!bench.finder->findings().onset);
        QVERIFY(bench.finder->report().hints.empty());
        QVERIFY(bench.server.requests().empty()); // nothing to explain: nothing is asked
    }

    void atMostTwentyQueries()
    {
        Bench bench;
        bench.server.otherwise(
            [](const Received& request) { return Reply::json(answerFor(request.param("query"))); });
        QStringList labels{text("service"), text("code")};
        for (int i = 0; i < 60; ++i)
            labels.append(QStringLiteral("label%1").arg(i));
        bench.ask(true, labels);
        QTRY_VERIFY_WITH_TIMEOUT(!bench.finder->isRunning(), patience);
        QVERIFY(bench.finder->queries() > 5);
        QVERIFY(bench.finder->queries() <= CauseFinder::mostQueries);
        QCOMPARE(bench.server.requests().size(), static_cast<std::size_t>(bench.finder->queries()));
    }

    void whatCannotBeAskedIsSaid()
    {
        Bench bench;
        bench.server.otherwise([](const Received&) {
            return Reply{.status = 422,
                         .body =
                             "{\"status\":\"error\",\"errorType\":\"execution\",\"error\":\"too heavy\"}"};
        });
        bench.ask(true);
        QTRY_VERIFY_WITH_TIMEOUT(!bench.finder->isRunning(), patience);
        QVERIFY(bench.finder->problems().join(u' ').contains(text("too heavy")));
        // The deploy needs no server.
        QCOMPARE(bench.finder->report().hints.size(), std::size_t{1});
    }

    void aNewerQuestionEndsTheOlderOne()
    {
        Bench bench;
        bench.server.otherwise(
            [](const Received& request) { return Reply::json(answerFor(request.param("query"))); });
        bench.ask(true);
        bench.ask(false);
        QTRY_VERIFY_WITH_TIMEOUT(!bench.finder->isRunning(), patience);
        QVERIFY(!bench.finder->findings().onset);
        bench.ask(true);
        bench.finder->cancel();
        QVERIFY(!bench.finder->isRunning());
        QVERIFY(bench.finder->report().hints.empty());
    }
};

} // namespace tst_causefinder

SIGNALBOX_GUILESS_TEST(tst_causefinder, TestCauseFinder)
#include "tst_causefinder.moc"
