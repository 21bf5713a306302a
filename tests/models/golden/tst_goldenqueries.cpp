// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/http/httpclient.h"
#include "connectors/http/secretreader.h"
#include "connectors/prometheus/client.h"
#include "models/golden/changequery.h"
#include "models/golden/queries.h"
#include "tests/models/golden/goldenfixture.h"
#include "tests/support/answerof.h"
#include "tests/support/realserver.h"
#include "tests/support/testmain.h"

#include <QThreadPool>

#include <cmath>

namespace tst_goldenqueries {

using namespace signalbox;
using namespace signalbox::golden;
using namespace std::chrono_literals;
using signalbox::test::answerOf;
using signalbox::test::RealPrometheus;

namespace {

const Instant base = Instant::fromSeconds(1'700'000'000);
constexpr int minutes = 20;

// What every convention is fed: 10 requests a second, 5 % of them failures of the server and 10 % the
// caller's, each taking 0.2 s but the failures, which take 2 s; 30 of 40 used of each resource.
constexpr double rate = 10;
constexpr double failing = 0.05;
constexpr double callers = 0.1;

struct Class
{
    double share;
    Outcome outcome;
    bool slow;
};
const Class classes[] = {{1 - failing - callers, Outcome::Success, false},
                         {callers, Outcome::ClientError, false},
                         {failing, Outcome::ServerError, true}};

QString valueOfOutcome(StatusKind kind, Outcome outcome)
{
    const int i = outcome == Outcome::Success ? 0 : outcome == Outcome::ClientError ? 1 : 2;
    switch (kind) {
    case StatusKind::Http:
        return QStringList{QStringLiteral("200"), QStringLiteral("404"), QStringLiteral("503")}[i];
    case StatusKind::GrpcNumber:
        return QStringList{QStringLiteral("0"), QStringLiteral("5"), QStringLiteral("14")}[i];
    case StatusKind::GrpcName:
        return QStringList{QStringLiteral("OK"), QStringLiteral("NotFound"),
                           QStringLiteral("Unavailable")}[i];
    case StatusKind::ErrorLabel:
        return i == 2 ? QStringLiteral("timeout") : QString();
    case StatusKind::Span:
        return i == 2 ? QStringLiteral("STATUS_CODE_ERROR") : QStringLiteral("STATUS_CODE_UNSET");
    case StatusKind::None:
        break;
    }
    return {};
}

/// A service whose name has all that is hard to quote, under one convention in one of its shapes.
struct Case
{
    RequestConvention convention;
    QString histogram; ///< base name; empty: the counter alone
    QString counter;   ///< empty: the histogram's count
    QString service;
};

class Text
{
public:
    void series(const QString& name, const QString& labels, const std::function<double(int)>& value)
    {
        for (int i = 0; i <= minutes * 4; ++i)
            m_text += name + u'{' + labels +
                      QStringLiteral("} %1 %2\n").arg(value(i), 0, 'g', 17).arg(base.seconds() + 15 * i);
    }
    void counter(const QString& name, const QString& labels, double perSecond)
    {
        series(name, labels, [perSecond](int i) { return 1'000 + perSecond * 15 * i; });
    }
    void type(const QString& name, const char* type)
    {
        m_text += QStringLiteral("# TYPE %1 %2\n").arg(name, QLatin1String(type));
    }
    [[nodiscard]] QByteArray done() const { return (m_text + QStringLiteral("# EOF\n")).toUtf8(); }

private:
    QString m_text;
};

} // namespace

/// Every convention and signal on a real Prometheus: the query is accepted and gives the figure known by
/// hand.
class TestGoldenQueries : public QObject
{
    Q_OBJECT

    SystemClock m_clock;
    http::SecretReader m_secrets;
    QThreadPool m_pool;
    std::unique_ptr<RealPrometheus> m_server;
    std::unique_ptr<http::HttpClient> m_http;
    std::unique_ptr<prometheus::Client> m_client;
    Conventions m_conventions = shippedConventions();
    std::vector<Case> m_cases;
    std::map<QString, Inventory> m_inventories; ///< by service

    static QString labelsOf(const Case& one, const Class& requests)
    {
        QString labels = one.convention.serviceLabels.front() + u'=' + quoted(one.service);
        const QString status = valueOfOutcome(one.convention.status, requests.outcome);
        if (!status.isEmpty())
            labels += u',' + one.convention.statusLabels.front() + u'=' + quoted(status);
        for (const QString& operation : one.convention.operationLabels)
            labels += u',' + operation + QStringLiteral("=\"x\"");
        if (!one.convention.matchers.isEmpty())
            labels += one.convention.id == QLatin1String("istio")
                          ? QStringLiteral(",reporter=\"destination\"")
                          : QStringLiteral(",span_kind=\"SPAN_KIND_SERVER\"");
        // Two classes may wear the same labels: they are told apart by the instance.
        return labels + QStringLiteral(",instance=\"%1\"").arg(static_cast<int>(requests.outcome));
    }

    void addCases()
    {
        for (const RequestConvention& convention : m_conventions.requests) {
            const auto add = [&](const QString& histogram, const QString& counter) {
                m_cases.push_back({convention, histogram, counter,
                                   QStringLiteral("s%1 \"q\" \\ \u00e4").arg(m_cases.size())});
            };
            for (const QString& histogram : convention.histograms)
                add(histogram, convention.counters.value(0));
            if (convention.histograms.isEmpty())
                for (const QString& counter : convention.counters)
                    add({}, counter);
        }
    }

    void write(Text& text, const Case& one)
    {
        Inventory& inventory = m_inventories[one.service];
        const auto note = [&](const QString& metric, const QString& more) {
            inventory.names.insert(metric);
            QStringList labels{one.convention.serviceLabels.front(), QStringLiteral("instance")};
            labels += one.convention.operationLabels;
            if (!one.convention.statusLabels.isEmpty())
                labels += one.convention.statusLabels.front();
            if (!one.convention.matchers.isEmpty())
                labels += {QStringLiteral("reporter"), QStringLiteral("span_kind")};
            if (!more.isEmpty())
                labels += more;
            inventory.labels[metric] = labels;
            inventory.services[metric] = {one.service};
        };
        const bool ms = one.convention.milliseconds.contains(one.histogram) ||
                        one.histogram.contains(QLatin1String("_milliseconds")) ||
                        one.histogram.endsWith(QLatin1String("_ms"));
        const double unit = ms ? 1'000 : 1;
        for (const Class& requests : classes) {
            const QString labels = labelsOf(one, requests);
            const double perSecond = rate * requests.share;
            if (!one.counter.isEmpty()) {
                text.counter(one.counter, labels, perSecond);
                note(one.counter, {});
            }
            if (one.histogram.isEmpty())
                continue;
            const double took = requests.slow ? 2 : 0.2;
            for (const double bound : {0.1, 0.25, 1.0, 2.5, std::numeric_limits<double>::infinity()}) {
                const QString le = std::isinf(bound) ? QStringLiteral("+Inf") : QString::number(bound * unit);
                text.counter(one.histogram + QStringLiteral("_bucket"),
                             labels + QStringLiteral(",le=\"%1\"").arg(le), took <= bound ? perSecond : 0);
            }
            text.counter(one.histogram + QStringLiteral("_count"), labels, perSecond);
            text.counter(one.histogram + QStringLiteral("_sum"), labels, perSecond * took * unit);
            note(one.histogram + QStringLiteral("_bucket"), QStringLiteral("le"));
            note(one.histogram + QStringLiteral("_count"), {});
        }
    }

    /// The figure of an instant query; NaN when the answer is not one series.
    double ask(const QString& expr)
    {
        const auto answer = answerOf(m_client->instant({.expr = expr, .time = base + 15min}));
        if (!answer) {
            qWarning("%s\n%s", qPrintable(answer.error().what), qPrintable(expr));
            return std::numeric_limits<double>::quiet_NaN();
        }
        if (answer->series.size() != 1 || answer->series.front().values.size() != 1) {
            qWarning("%zu series: %s", answer->series.size(), qPrintable(expr));
            return std::numeric_limits<double>::quiet_NaN();
        }
        return answer->series.front().values.front();
    }

private Q_SLOTS:
    void initTestCase()
    {
        REQUIRE_REAL_SERVERS();
        addCases();
        Text text;
        for (const Case& one : m_cases)
            write(text, one);
        for (const ResourceConvention& one : m_conventions.resources) {
            const QString labels = one.serviceLabels.front() + QStringLiteral("=\"res\"");
            const auto value = [&](const QString& name, const QString& matchers, bool isRate, double amount) {
                const QString all = matchers.isEmpty() ? labels : labels + u',' + matchers;
                if (isRate)
                    text.counter(name, all, amount);
                else
                    text.series(name, all, [amount](int) { return amount; });
            };
            for (const QString& of : one.of)
                value(of, one.ofMatchers, one.ofRate, one.toDivisor.isEmpty() ? 30 : 0.3);
            for (const QString& to : one.to)
                value(to, one.toMatchers, one.toRate, one.toDivisor.isEmpty() ? 40 : 40'000);
            for (const QString& divisor : one.toDivisor)
                value(divisor, one.toMatchers, false, 100'000);
        }
        for (const char* version : {"1.0", "2.0"})
            text.series(
                QStringLiteral("target_info"),
                QStringLiteral("job=\"shop/cart\",service_version=\"%1\"").arg(QLatin1String(version)),
                [](int) { return 1; });
        QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("metrics.om")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        // A series must stand together in OpenMetrics; what belongs to one family need not here.
        const QByteArray bytes = text.done();
        QCOMPARE(file.write(bytes), bytes.size());
        file.close();
        m_server = std::make_unique<RealPrometheus>("global: {}\n");
        QString problem = m_server->loadOpenMetrics(file.fileName());
        QVERIFY2(problem.isEmpty(), qPrintable(problem));
        problem = m_server->start();
        QVERIFY2(problem.isEmpty(), qPrintable(problem));
        profile::Backend backend;
        backend.name = QStringLiteral("real-prom");
        backend.url = m_server->url();
        m_http = std::make_unique<http::HttpClient>(backend, http::Environment{.clock = &m_clock,
                                                                               .random = systemRandom(),
                                                                               .secrets = &m_secrets,
                                                                               .pool = &m_pool});
        m_client = std::make_unique<prometheus::Client>(m_http.get());
    }

    void everyConventionGivesTheKnownFigures()
    {
        QVERIFY(m_cases.size() > 40);
        for (const Case& one : m_cases) {
            // What a caller alone knows is a service when something else knows it, too.
            Corrections corrections;
            corrections.own[{one.service, Signal::Saturation}] = QStringLiteral("1");
            const ServiceView view(discover(m_inventories[one.service], m_conventions, corrections, base),
                                   corrections);
            const QByteArray told = (one.convention.id + u' ' + one.histogram + u' ' + one.counter).toUtf8();
            const char* name = told.constData();
            QVERIFY2(view.services().contains(one.service), name);
            const bool tellsFailures = one.convention.status != StatusKind::None;
            const auto queries = dashboardQueries(view, one.service, 60s);
            const auto figure = [&](Signal signal, const char* line) {
                for (const DashboardQuery& query : queries)
                    if (query.signal == signal && query.name == QLatin1String(line))
                        return ask(query.expr);
                return -1.0;
            };
            QVERIFY2(qAbs(figure(Signal::Traffic, "all") - rate) < 0.01, name);
            if (tellsFailures) {
                const auto overview = overviewQueries(view, 60s);
                const auto errors =
                    std::find_if(overview.begin(), overview.end(), [](const OverviewQuery& query) {
                        return query.signal == Signal::Errors && !query.serviceLabel.isEmpty();
                    });
                QVERIFY2(errors != overview.end(), name);
                const auto answer = answerOf(m_client->instant({.expr = errors->expr, .time = base + 15min}));
                QVERIFY2(answer, name);
                double share = -1;
                for (const Series& series : answer->series)
                    if (series.labels.value(errors->serviceLabel) == one.service)
                        share = series.values.front();
                QVERIFY2(qAbs(share - failing) < 1e-6, name);
            }
            if (one.histogram.isEmpty())
                continue;
            // Success lies between 0.1 and 0.25 s; failures, where they are told apart, between 1 and 2.5 s.
            const double success = figure(Signal::Latency, "p50");
            QVERIFY2(success > 0.1 && success < 0.25, name);
            const double failure = figure(Signal::Latency, "p99 of errors");
            QVERIFY2(!tellsFailures || failure < 0 || (failure > 1 && failure < 2.5), name);
            if (one.convention.operationLabels.isEmpty())
                continue;
            const auto groups = operationQueries(view, one.service, 60s, 5);
            QVERIFY2(groups, name);
            QVERIFY2(qAbs(ask(groups->traffic) - rate) < 0.01, name);
            QVERIFY2(qAbs(ask(groups->count) - 1) < 0.01, name);
            QVERIFY2(!tellsFailures || qAbs(ask(groups->failed) - rate * failing) < 0.01, name);
            const double spent = rate * (failing * 2 + (1 - failing) * 0.2);
            QVERIFY2(qAbs(ask(groups->secondsPerSecond) - spent) < 0.01, name);

            // A change, broken down: all and bad requests of two windows end to end, in one answer.
            const QString label = one.convention.operationLabels.front();
            const auto partsOf = [&](const ChangeQuestion& question) {
                QHash<QString, double> parts;
                const QString query = changeQuery(view, question, label, 50);
                const auto answer = answerOf(m_client->instant({.expr = query, .time = base + 15min}));
                if (!answer)
                    qWarning("%s\n%s", qPrintable(answer.error().what), qPrintable(query));
                else
                    for (const Series& series : answer->series)
                        parts[series.labels.value(partLabel)] += series.values.front();
                return parts;
            };
            if (tellsFailures) {
                const auto parts = partsOf(
                    {.service = one.service, .signal = Signal::Errors, .window = 60s, .slowBound = {}});
                QVERIFY2(qAbs(parts[allDuring.toString()] - rate) < 0.01, name);
                QVERIFY2(qAbs(parts[allBefore.toString()] - rate) < 0.01, name);
                QVERIFY2(qAbs(parts[badDuring.toString()] - rate * failing) < 0.01, name);
            }
            const bool isMs = view.sourceOf(one.service, Signal::Latency)->toSeconds < 1;
            const QStringList bounds = isMs ? QStringList{QStringLiteral("100"), QStringLiteral("250"),
                                                          QStringLiteral("1000"), QStringLiteral("2500")}
                                            : QStringList{QStringLiteral("0.1"), QStringLiteral("0.25"),
                                                          QStringLiteral("1"), QStringLiteral("2.5")};
            const QString bound = slowBound(view, one.service, bounds, 0.2, 2);
            QVERIFY2(bound == bounds[1], name);
            const auto slow = partsOf(
                {.service = one.service, .signal = Signal::Latency, .window = 60s, .slowBound = bound});
            // Successes are quick; where failures are told apart they are not looked at.
            const bool isApart = view.sourceOf(one.service, Signal::Latency)->histogramHasStatus;
            QVERIFY2(qAbs(slow[badDuring.toString()] - (isApart ? 0 : rate * failing)) < 0.01, name);
            QVERIFY2(qAbs(slow[allDuring.toString()] - (isApart ? rate * (1 - failing) : rate)) < 0.01, name);
        }
    }

    void everyResourceIsThreeQuartersFull()
    {
        for (const ResourceConvention& one : m_conventions.resources) {
            for (const QString& of : one.of) {
                Inventory inventory;
                inventory.names.insert(of);
                inventory.labels[of] = {one.serviceLabels.front()};
                inventory.services[of] = {QStringLiteral("res")};
                for (const QStringList& names : {one.to, one.toDivisor})
                    for (const QString& name : names) {
                        inventory.names.insert(name);
                        inventory.labels[name] = {one.serviceLabels.front()};
                    }
                Conventions alone;
                alone.resources = {one};
                alone.resources.front().namesServices = true;
                const ServiceView view(discover(inventory, alone, {}, base), {});
                const auto queries = dashboardQueries(view, QStringLiteral("res"), 60s);
                QVERIFY2(queries.size() == 1, qPrintable(one.id + u' ' + of));
                const double used = ask(queries.front().expr);
                const double wanted = one.to.isEmpty() ? 30 * one.scale : one.isFree ? 0.25 : 0.75;
                QVERIFY2(qAbs(used - wanted) < 0.01,
                         qPrintable(one.id + u' ' + of + u' ' + QString::number(used)));
            }
        }
    }

    void versionsAreCountedByShortName()
    {
        Inventory inventory = inventoryOf({{"target_info", "job service_version", "shop/cart"}});
        const ServiceView view(discover(inventory, m_conventions, {}, base), {});
        for (const QString& service : {QString(), QStringLiteral("cart")}) {
            const auto answer =
                answerOf(m_client->instant({.expr = versionQuery(view, service), .time = base + 15min}));
            QVERIFY(answer);
            QCOMPARE(answer->series.size(), 2U);
            QCOMPARE(answer->series.front().labels.value(u"service"), QStringLiteral("cart"));
        }
        const auto none = answerOf(
            m_client->instant({.expr = versionQuery(view, QStringLiteral("car")), .time = base + 15min}));
        QVERIFY(none && none->series.empty());
    }

    void windowsHoldFourScrapes()
    {
        QCOMPARE(rateWindow(15s, 15s), Duration(60s));
        QCOMPARE(rateWindow(15s, 5min), Duration(5min));
        QCOMPARE(rateWindow(500ms, 1s), Duration(2s));
        QVERIFY(baselineWindow(60s) >= 120s);
    }
};

} // namespace tst_goldenqueries

SIGNALBOX_GUILESS_TEST(tst_goldenqueries, TestGoldenQueries)
#include "tst_goldenqueries.moc"
