// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/hintmodel.h"
#include "models/items/mappingmodel.h"
#include "tests/support/testmain.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

namespace tst_pivotmodels {

using namespace signalbox;
using namespace signalbox::items;
using mapping::Store;

namespace {

constexpr auto strict = QAbstractItemModelTester::FailureReportingMode::QtTest;

mapping::Mapping learned()
{
    return mapping::learn({{Store::Metrics,
                            QStringLiteral("service"),
                            {QStringLiteral("checkout"), QStringLiteral("payments")}},
                           {Store::Traces, QStringLiteral("service"), {QStringLiteral("checkout")}},
                           {Store::Logs,
                            QStringLiteral("app"),
                            {QStringLiteral("checkout-service"), QStringLiteral("payments")}},
                           {Store::Logs, QStringLiteral("pod"), {}}});
}

} // namespace

class TestPivotModels : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hints()
    {
        HintModel model;
        QAbstractItemModelTester tester(&model, strict);
        QCOMPARE(model.rowCount(), 0);
        model.setHints({{.kind = causes::Hint::Kind::Label,
                         .head = QStringLiteral("93 % of the rise is"),
                         .strong = QStringLiteral("zone=a"),
                         .detail = QStringLiteral("n"),
                         .strength = 0.93,
                         .label = QStringLiteral("zone")},
                        {.kind = causes::Hint::Kind::Deploy,
                         .strong = QStringLiteral("web v2"),
                         .tail = QStringLiteral("was rolled out")}});
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.index(0).data().toString(), QStringLiteral("93 % of the rise is zone=a"));
        QCOMPARE(model.index(1).data().toString(), QStringLiteral("web v2 was rolled out"));
        QCOMPARE(model.index(0).data(HintModel::LinkRole).toString(), QStringLiteral("Metrics by zone"));
        QCOMPARE(model.index(0).data(HintModel::StrengthRole).toDouble(), 0.93);
        model.setHints({});
        QCOMPARE(model.rowCount(), 0);
    }

    void names()
    {
        MappingModel model;
        QAbstractItemModelTester tester(&model, strict);
        model.setMapping(learned(), {});
        QCOMPARE(model.rowCount(), 2 + static_cast<int>(mapping::allDimensions.size()));
        const auto at = [&](int row, int column, int role = Qt::DisplayRole) {
            return model.index(row, column).data(role);
        };
        QCOMPARE(at(0, MappingModel::ServiceColumn).toString(), QStringLiteral("checkout"));
        QCOMPARE(at(0, MappingModel::LogsColumn).toString(), QStringLiteral("app=checkout-service"));
        QCOMPARE(at(0, MappingModel::SureColumn).toString(), QStringLiteral("85 %"));
        QVERIFY(at(0, MappingModel::WhyColumn).toString().contains(QLatin1String("service")));
        QCOMPARE(at(1, MappingModel::TracesColumn).toString(), QStringLiteral("not there"));
        QVERIFY(at(1, MappingModel::TracesColumn, MappingModel::MissingRole).toBool());
        QVERIFY(at(2, MappingModel::ServiceColumn, MappingModel::DimensionRole).toBool());
        QVERIFY(!(model.flags(model.index(0, MappingModel::MetricsColumn)) & Qt::ItemIsEditable));
    }

    void edits_data()
    {
        QTest::addColumn<int>("row");
        QTest::addColumn<int>("column");
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("isTaken");
        QTest::addColumn<QString>("label");
        QTest::addColumn<QString>("value");
        QTest::newRow("label and value")
            << 0 << int(MappingModel::LogsColumn) << "unit = kasse" << true << "unit"
            << "kasse";
        QTest::newRow("a value alone") << 0 << int(MappingModel::LogsColumn) << "kasse" << true << ""
                                       << "kasse";
        QTest::newRow("a value with =") << 0 << int(MappingModel::TracesColumn) << "a=b" << true << ""
                                        << "a=b";
        QTest::newRow("not there") << 0 << int(MappingModel::LogsColumn) << "" << true << ""
                                   << "";
        QTest::newRow("the same") << 0 << int(MappingModel::LogsColumn) << "app=checkout-service" << false
                                  << ""
                                  << "";
        QTest::newRow("of a metric") << 0 << int(MappingModel::MetricsColumn) << "x" << false << ""
                                     << "";
    }
    void edits()
    {
        QFETCH(int, row);
        QFETCH(int, column);
        QFETCH(QString, text);
        QFETCH(bool, isTaken);
        QFETCH(QString, label);
        QFETCH(QString, value);
        MappingModel model;
        model.setMapping(learned(), {});
        QSignalSpy corrected(&model, &MappingModel::corrected);
        QCOMPARE(model.setData(model.index(row, column), text), isTaken);
        QCOMPARE(corrected.size(), isTaken ? 1 : 0);
        if (!isTaken)
            return;
        const auto word = corrected.front().front().value<mapping::Corrections>();
        const Store store = column == MappingModel::LogsColumn ? Store::Logs : Store::Traces;
        QCOMPARE(word.services.at(QStringLiteral("checkout")).at(store),
                 (mapping::Corrections::Fix{label, value}));
        model.setMapping(
            mapping::learn({{Store::Metrics, QStringLiteral("service"), {QStringLiteral("checkout")}}}, word),
            word);
        if (!value.isEmpty())
            QVERIFY(model.index(0, MappingModel::WhyColumn)
                        .data()
                        .toString()
                        .contains(QLatin1String("you said so")));
        model.setMapping(learned(), word);
        model.undo(row);
        QVERIFY(corrected.back().front().value<mapping::Corrections>().isEmpty());
    }

    void aLabelOfPods()
    {
        MappingModel model;
        model.setMapping(learned(), {});
        QSignalSpy corrected(&model, &MappingModel::corrected);
        const int pods = 2 + 2; // version, zone, pod
        QVERIFY(model.setData(model.index(pods, MappingModel::LogsColumn), QStringLiteral("instance")));
        QCOMPARE(corrected.front()
                     .front()
                     .value<mapping::Corrections>()
                     .labels.at(mapping::Dimension::Pod)
                     .at(Store::Logs),
                 QStringLiteral("instance"));
    }
};

} // namespace tst_pivotmodels

SIGNALBOX_GUILESS_TEST(tst_pivotmodels, TestPivotModels)
#include "tst_pivotmodels.moc"
