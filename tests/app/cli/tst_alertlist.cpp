// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/alertlist.h"

#include "tests/support/testmain.h"

#include <QTest>

namespace tst_alertlist {

using namespace signalbox;
using namespace signalbox::cli;

namespace {

const Instant base = Instant::fromSeconds(1'795'251'600);

LabelSet labels(const char* name, const char* severity)
{
    return {{QStringLiteral("alertname"), QString::fromLatin1(name)},
            {QStringLiteral("severity"), QString::fromLatin1(severity)}};
}

Alert managed(const char* name, const char* severity, AlertState state, int minutesAgo)
{
    Alert alert;
    alert.labels = labels(name, severity).with(QStringLiteral("cluster"), QStringLiteral("eu"));
    alert.fingerprint = QString::fromLatin1(name);
    alert.state = state;
    alert.startsAt = base - std::chrono::minutes(minutesAgo);
    return alert;
}

Alert evaluated(const char* name, const char* severity, AlertState state, int minutesAgo, double value)
{
    Alert alert;
    alert.labels = labels(name, severity);
    alert.state = state;
    alert.activeAt = base - std::chrono::minutes(minutesAgo);
    alert.value = value;
    return alert;
}

} // namespace

class TestAlertList : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatBothKnowIsThereOnce()
    {
        AlertList list;
        list.addFromPrometheus({evaluated("Down", "critical", AlertState::Firing, 10, 1),
                                evaluated("Slow", "warning", AlertState::Pending, 2, 7)},
                               QStringLiteral("prom"));
        list.addFromAlertmanager({managed("Down", "critical", AlertState::Suppressed, 5)},
                                 QStringLiteral("am"));
        list.addFromAlertmanager({managed("Down", "critical", AlertState::Suppressed, 5)},
                                 QStringLiteral("am2"));
        const auto sorted = list.sorted();
        QCOMPARE(sorted.size(), std::size_t(2));
        QCOMPARE(sorted[0].alert.name(), QStringLiteral("Slow"));
        QCOMPARE(sorted[0].sources, QStringList{QStringLiteral("prom")});
        const ListedAlert& down = sorted[1];
        QVERIFY(down.alert.state == AlertState::Suppressed);
        QCOMPARE(down.sources,
                 (QStringList{QStringLiteral("am"), QStringLiteral("am2"), QStringLiteral("prom")}));
        QCOMPARE(down.alert.value, 1.0);
        QCOMPARE(down.alert.since(), base - std::chrono::minutes(5));
    }

    void anotherLabelIsAnotherAlert()
    {
        AlertList list;
        Alert other = managed("Down", "critical", AlertState::Active, 5);
        other.labels = other.labels.with(QStringLiteral("severity"), QStringLiteral("info"));
        list.addFromAlertmanager({other}, QStringLiteral("am"));
        list.addFromPrometheus({evaluated("Down", "critical", AlertState::Firing, 10, 1)},
                               QStringLiteral("prom"));
        QCOMPARE(list.sorted().size(), std::size_t(2));
    }

    void theWorstComesFirst()
    {
        AlertList list;
        list.addFromAlertmanager({managed("Silenced", "critical", AlertState::Suppressed, 60),
                                  managed("Old", "warning", AlertState::Active, 30),
                                  managed("New", "warning", AlertState::Active, 3),
                                  managed("Worst", "critical", AlertState::Active, 1),
                                  managed("Odd", "lilac", AlertState::Active, 90)},
                                 QStringLiteral("am"));
        list.addFromPrometheus({evaluated("Soon", "critical", AlertState::Pending, 1, 1)},
                               QStringLiteral("prom"));
        QStringList names;
        for (const ListedAlert& listed : list.sorted())
            names.append(listed.alert.name());
        QCOMPARE(names.join(QLatin1Char(' ')), QStringLiteral("Worst Old New Odd Soon Silenced"));
    }

    void jsonHasEveryField()
    {
        Alert alert = managed("Down", "critical", AlertState::Suppressed, 0);
        alert.silencedBy = QStringList{QStringLiteral("id-1")};
        const Json json = toJson(ListedAlert{.alert = alert, .sources = {QStringLiteral("am")}});
        QCOMPARE(dumped(json),
                 QByteArray("{\"name\":\"Down\",\"labels\":{\"alertname\":\"Down\",\"cluster\":\"eu\","
                            "\"severity\":\"critical\"},\"annotations\":{},\"state\":\"suppressed\","
                            "\"since\":\"1795251600000000000\",\"fingerprint\":\"Down\",\"source\":[\"am\"],"
                            "\"receivers\":[],\"silenced_by\":[\"id-1\"],\"inhibited_by\":[],\"muted_by\":[],"
                            "\"value\":null}"));
    }
};

} // namespace tst_alertlist

SIGNALBOX_GUILESS_TEST(tst_alertlist, TestAlertList)
#include "tst_alertlist.moc"
