// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/bench.h"
#include "tests/support/incidents.h"

#include "models/mapping/mapping.h"

#include <QElapsedTimer>

namespace signalbox::bench {

namespace {

constexpr int each = 40;
constexpr unsigned seed = 2026;

double share(int part, int whole)
{
    return whole > 0 ? static_cast<double>(part) / whole : 1;
}

/// How often onsets and explanations are right, over incidents of known cause and calm series. Not a matter
/// of speed: the "reference" is the truth.
std::vector<Row> runScore()
{
    const test::Score score = test::scored(each, seed);
    const int said = score.onsets + score.misplaced + score.falseOnsets;
    const int named = score.causes_ + score.wrongCauses;
    const QString incidents = QStringLiteral("%1 incidents").arg(score.incidents);
    return {atLeast(QStringLiteral("causes onset recall"), score.onsets, QStringLiteral("found"), incidents,
                    share(score.onsets, score.incidents), 0.85),
            atLeast(QStringLiteral("causes onset precision"), score.onsets, QStringLiteral("right"),
                    QStringLiteral("%1 said").arg(said), share(score.onsets, said), 0.95),
            atMost(QStringLiteral("causes false alarms"), score.falseOnsets, QStringLiteral("said"),
                   QStringLiteral("%1 calm series").arg(score.calm), share(score.falseOnsets, score.calm),
                   0.025),
            atLeast(QStringLiteral("causes explain recall"), score.causes_, QStringLiteral("named"),
                    QStringLiteral("%1 with a guilty label").arg(score.caused),
                    share(score.causes_, score.caused), 0.8),
            atLeast(QStringLiteral("causes explain precision"), score.causes_, QStringLiteral("right"),
                    QStringLiteral("%1 named").arg(named), share(score.causes_, named), 0.95)};
}

/// What an onset costs, against one walk over the values.
std::vector<Row> runOnset()
{
    const test::Incident incident = test::IncidentMaker(seed).incident(0);
    std::vector<Series> many(200, incident.series);
    const Pair pair = measurePair(
        9,
        [&] {
            for (const Series& series : many) {
                const auto onset =
                    causes::onsetOf({.series = &series, .step = incident.step, .window = incident.window});
                keep(&onset);
            }
        },
        [&] {
            for (const Series& series : many) {
                std::vector<double> sorted = series.values;
                std::sort(sorted.begin(), sorted.end());
                keep(sorted.data());
            }
        });
    return {atMost(QStringLiteral("causes onset"), pair.seconds / 200 * 1e6, QStringLiteral("us"),
                   QStringLiteral("sorting the points"), 1 / pair.speed, 400)};
}

/// Learning the names of 300 services in three stores.
std::vector<Row> runMapping()
{
    QStringList names;
    QStringList logged;
    for (int i = 0; i < 300; ++i) {
        names.append(QStringLiteral("service-%1-of-many").arg(i));
        logged.append(QStringLiteral("shop/service-%1-of-many").arg(i));
    }
    const std::vector<mapping::Vocabulary> all{{mapping::Store::Metrics, QStringLiteral("service"), names},
                                               {mapping::Store::Traces, QStringLiteral("service"), names},
                                               {mapping::Store::Logs, QStringLiteral("job"), logged}};
    QElapsedTimer timer;
    timer.start();
    const mapping::Mapping mapping = mapping::learn(all);
    const double ms = static_cast<double>(timer.nsecsElapsed()) / 1e6;
    int found = 0;
    for (const mapping::Row& row : mapping.rows())
        found += row.in(mapping::Store::Logs) ? 1 : 0;
    return {atLeast(QStringLiteral("causes mapping of 300"), ms, QStringLiteral("ms"),
                    QStringLiteral("300 services found"), found / 300.0, 1)};
}

} // namespace

std::vector<Suite> causeSuites()
{
    return {{QStringLiteral("causes score"), runScore},
            {QStringLiteral("causes onset"), runOnset},
            {QStringLiteral("causes mapping"), runMapping}};
}

} // namespace signalbox::bench
