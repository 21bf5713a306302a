// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/foundmodel.h"
#include "models/items/operationsmodel.h"
#include "models/items/overviewmodel.h"
#include "tests/support/testmain.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include <cmath>

namespace tst_overviewmodel {

using namespace signalbox;
using namespace signalbox::items;
using namespace std::chrono_literals;
using golden::Signal;
using golden::State;

namespace {

const Instant now = Instant::fromSeconds(1'700'000'000);
const Interval range{now - 30min, now};

OverviewRow row(const char* service, State state, double score = 0)
{
    OverviewRow out{.service = QString::fromLatin1(service), .state = state, .score = score};
    out.reason = QStringLiteral("because");
    return out;
}

QStringList shown(const OverviewModel& model)
{
    QStringList out;
    for (int i = 0; i < model.rowCount(); ++i)
        out += model.row(i).service;
    return out;
}

Series points(const QString& service, double value, Duration endedAgo = 0s, Duration back = 0s)
{
    Series out{
        .labels = {{QStringLiteral("service_name"), service}}, .times = {}, .values = {}, .histograms = {}};
    for (Instant at = range.start - back; at <= range.end - back - endedAgo; at = at + 15s) {
        out.times.push_back(at.ns);
        out.values.push_back(value);
    }
    return out;
}

/// One counter with failures told apart, and the pool, of three services.
OverviewInput input()
{
    golden::Discovery discovery;
    discovery.requests.push_back(
        {.convention = QStringLiteral("c"),
         .counter = QStringLiteral("requests_total"),
         .serviceLabel = QStringLiteral("service_name"),
         .status = golden::StatusKind::Http,
         .statusLabel = QStringLiteral("status"),
         .services = {QStringLiteral("cart"), QStringLiteral("gone"), QStringLiteral("web")}});
    OverviewInput in{.view = golden::ServiceView(discovery, {}),
                     .range = range,
                     .step = 15s,
                     .baselineStep = 60s,
                     .now = now};
    for (golden::OverviewQuery& query : golden::overviewQueries(in.view, 60s)) {
        OverviewInput::Answer answer{.query = query};
        const bool errors = query.signal == Signal::Errors;
        answer.series = std::make_shared<const std::vector<Series>>(std::vector<Series>{
            points(QStringLiteral("cart"), errors ? 0.2 : 10), points(QStringLiteral("web"), errors ? 0 : 5),
            points(QStringLiteral("gone"), errors ? 0 : 5, 6min)});
        for (int day = 1; day <= 4; ++day)
            answer.days.push_back(std::make_shared<const std::vector<Series>>(
                std::vector<Series>{points(QStringLiteral("cart"), errors ? 0.001 : 10, 0s, day * 24h),
                                    points(QStringLiteral("web"), errors ? 0 : 5, 0s, day * 24h)}));
        in.answers.push_back(std::move(answer));
    }
    return in;
}

} // namespace

class TestOverviewModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rowsAreJudgedAgainstTheirNormal()
    {
        const std::vector<OverviewRow> rows = overviewRows(input());
        QCOMPARE(rows.size(), 3U);
        const OverviewRow& cart = rows[0];
        QCOMPARE(cart.service, QStringLiteral("cart"));
        QCOMPARE(cart.state, State::Bad);
        QCOMPARE(cart.reason, QStringLiteral("errors 200 \u00d7 normal"));
        const SignalCell& errors = cart.cells[static_cast<std::size_t>(Signal::Errors)];
        QCOMPARE(errors.text, QStringLiteral("20 %"));
        QCOMPARE(errors.line.size(), SignalCell::columns);
        QCOMPARE(errors.bandHigh.size(), SignalCell::columns);
        QCOMPARE(errors.silentFrom, SignalCell::columns);
        const SignalCell& latency = cart.cells[static_cast<std::size_t>(Signal::Latency)];
        QCOMPARE(latency.state, State::Missing);
        QCOMPARE(latency.change, QStringLiteral("not measured"));
        QVERIFY(latency.why.contains(QLatin1String("how long they take")));
        QCOMPARE(rows[1].state, State::NoData);
        QCOMPARE(rows[1].reason, QStringLiteral("no samples for 6 min"));
        const SignalCell& silent = rows[1].cells[static_cast<std::size_t>(Signal::Traffic)];
        QVERIFY(silent.silentFrom > 70 && silent.silentFrom < 90);
        QVERIFY(std::isnan(silent.line.back()));
        QCOMPARE(rows[2].state, State::Ok);
    }

    void aFailedQueryIsNotHealth()
    {
        OverviewInput in = input();
        for (OverviewInput::Answer& answer : in.answers) {
            answer.failed = true;
            answer.series.reset();
        }
        for (const OverviewRow& one : overviewRows(in)) {
            QCOMPARE(one.state, State::Failed);
            QCOMPARE(one.cells[1].change, QStringLiteral("query failed"));
        }
    }

    void withoutEarlierDaysNormalIsUnknown()
    {
        OverviewInput in = input();
        for (OverviewInput::Answer& answer : in.answers)
            answer.days.clear();
        const std::vector<OverviewRow> rows = overviewRows(in);
        QCOMPARE(rows[0].state, State::Bad); // a fifth of errors needs no comparison
        QCOMPARE(rows[2].state, State::Unknown);
        QVERIFY(rows[2].cells[1].bandHigh.isEmpty());
    }

    void alertsAreCountedByService()
    {
        OverviewInput in = input();
        ListedAlert listed;
        listed.alert.state = AlertState::Firing;
        listed.alert.labels = {{QStringLiteral("alertname"), QStringLiteral("A")},
                               {QStringLiteral("severity"), QStringLiteral("critical")},
                               {QStringLiteral("service"), QStringLiteral("web")}};
        in.alerts = {listed, listed};
        const std::vector<OverviewRow> rows = overviewRows(in);
        QCOMPARE(rows[2].firing, 2);
        QCOMPARE(rows[2].gravity, AlertGravity::Critical);
        QCOMPARE(rows[0].firing, 0);
    }

    void orderFilterAndSelection()
    {
        OverviewModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QSignalSpy counts(&model, &OverviewModel::countsChanged);
        model.setRows({row("a", State::Ok), row("b", State::Warn, 2), row("c", State::Bad, 9)});
        QCOMPARE(shown(model), (QStringList{QStringLiteral("c"), QStringLiteral("b"), QStringLiteral("a")}));
        QPersistentModelIndex chosen = model.index(2, 0);
        model.setRows(
            {row("a", State::Bad, 50), row("b", State::Ok), row("c", State::Warn, 1), row("d", State::Ok)});
        QCOMPARE(shown(model).front(), QStringLiteral("a"));
        QCOMPARE(chosen.row(), 0); // the chosen service, at its new place
        model.setFilter(QStringLiteral("B"));
        QCOMPARE(shown(model), QStringList{QStringLiteral("b")});
        QVERIFY(!chosen.isValid());
        QCOMPARE(model.count(OverviewModel::Group::Healthy), 2); // of all, not of those that are shown
        model.setFilter({});
        model.setGroup(OverviewModel::Group::Warning);
        QCOMPARE(shown(model), QStringList{QStringLiteral("c")});
        model.setGroup(std::nullopt);
        model.setFrozen(true);
        model.setRows(
            {row("a", State::Ok), row("b", State::Ok), row("c", State::Bad, 90), row("d", State::Ok)});
        QCOMPARE(shown(model).front(), QStringLiteral("a"));
        model.setFrozen(false);
        QCOMPARE(shown(model).front(), QStringLiteral("c"));
        const auto before = counts.size();
        model.setRows({});
        QCOMPARE(model.rowCount(), 0);
        QVERIFY(counts.size() > before);
        QCOMPARE(model.count(OverviewModel::Group::Bad), 0);
    }

    void manyHostileServices()
    {
        OverviewModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        std::vector<OverviewRow> rows;
        for (int i = 0; i < 2'000; ++i) {
            rows.push_back(row("x", i % 9 == 0 ? State::Bad : State::Ok, i % 13));
            rows.back().service =
                QStringLiteral("%1\n\u202e<b>").arg(i) + QString(i % 3 == 0 ? 2'000 : 2, u'y');
        }
        model.setRows(rows);
        QCOMPARE(model.rowCount(), 2'000);
        for (OverviewRow& one : rows)
            one.score += 1;
        model.setRows(rows);
        const QString name = model.index(0, 0).data().toString();
        QVERIFY(name.size() <= 201 && !name.contains(u'\n'));
    }

    void operationsByImpact()
    {
        const auto one = [](const char* route, double value) {
            return Series{.labels = {{QStringLiteral("method"), QStringLiteral("GET")},
                                     {QStringLiteral("route"), QString::fromLatin1(route)}},
                          .times = {now.ns},
                          .values = {value},
                          .histograms = {}};
        };
        OperationAnswers answers{.labels = {QStringLiteral("method"), QStringLiteral("route")}};
        answers.traffic = {one("/a", 10), one("/b", 2), one("/idle", 0), one("/c", 1)};
        answers.failed = {one("/b", 1)};
        answers.timeSpent = {one("/a", 1), one("/b", 8), one("/c", 0.1)};
        answers.successP99 = {one("/a", 0.3)};
        answers.total = 7;
        const OperationTable table = operationsOf(answers, 2);
        QCOMPARE(table.rows.size(), 2U);
        QCOMPARE(table.rows[0].name, QStringLiteral("GET /b"));
        QCOMPARE(table.rows[0].errorRatio, 0.5);
        QCOMPARE(table.rows[0].share, 1.0);
        QCOMPARE(table.rows[1].share, 0.125);
        QCOMPARE(table.idle, 1);
        QCOMPARE(table.more, 1 + 3); // one that was cut, three that the server did not send
        OperationsModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setTable(table);
        QCOMPARE(model.index(0, OperationsModel::ErrorsColumn).data().toString(), QStringLiteral("50 %"));
        QCOMPARE(model.index(0, OperationsModel::SuccessColumn).data().toString(), QStringLiteral("–"));
        QCOMPARE(model.index(0, OperationsModel::ErrorsColumn).data(OperationsModel::GravityRole).toInt(), 2);
        model.setGroupName(QStringLiteral("pod"));
        QCOMPARE(model.headerData(0, Qt::Horizontal, Qt::DisplayRole).toString(), QStringLiteral("pod"));
        model.setTable({});
        QCOMPARE(model.rowCount(), 0);
    }

    void findings()
    {
        FoundModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        golden::Finding found{.service = QStringLiteral("cart"), .signal = Signal::Traffic, .found = true};
        found.title = QStringLiteral("Flask");
        golden::Finding missing{.service = QStringLiteral("web"), .signal = Signal::Errors};
        model.setFindings({found, missing});
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.index(0, FoundModel::ByColumn).data().toString(), QStringLiteral("Flask"));
        QCOMPARE(model.index(1, FoundModel::ByColumn).data().toString(), QStringLiteral("not found"));
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        found.corrected = true;
        model.setFindings({found, missing});
        QCOMPARE(resets.size(), 0); // the same lines: what is chosen stays
        QVERIFY(model.index(0, 0).data(FoundModel::CorrectedRole).toBool());
        model.setFilter(QStringLiteral("we"));
        QCOMPARE(model.finding(0).service, QStringLiteral("web"));
    }
};

} // namespace tst_overviewmodel

SIGNALBOX_GUILESS_TEST(tst_overviewmodel, TestOverviewModel)
#include "tst_overviewmodel.moc"
