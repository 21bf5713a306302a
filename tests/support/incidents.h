// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/causes/hints.h"

#include <cmath>
#include <random>
#include <vector>

namespace signalbox::test {

/// A made-up service with what its backends would tell: a series of a signal, requests by labels, deploys. Of
/// an incident the cause is known; a calm one only looks busy.
struct Incident
{
    QString name;
    Series series;
    Duration step{0};
    Duration window{0};
    double leastChange = 0;
    golden::Signal signal = golden::Signal::Errors;
    bool isIncident = false;
    Instant onset; ///< true
    QString label; ///< true cause, if a label carries it
    QString value;
    std::vector<causes::Breakdown> breakdowns;
    std::vector<chart::Mark> marks;
};

class IncidentMaker
{
public:
    explicit IncidentMaker(unsigned seed)
        : m_random(seed)
    {
    }

    /// Ways to fail: a step for good, one that ends, a slope, a step in a noisy series, a rise of traffic,
    /// slow requests; each with a label that carries it, or with none.
    Incident incident(unsigned kind)
    {
        Incident out = base();
        out.isIncident = true;
        const std::size_t begin = 110 + m_random() % 60;
        const std::size_t length = kind % 6 == 1 ? 24 + m_random() % 20 : points;
        out.onset = Instant{out.series.times[begin]};
        double level = 0.004;
        double noise = 0.0015;
        double size = 0.05 + 0.2 * uniform();
        switch (kind % 6) {
        case 0:
            out.name = QStringLiteral("errors from now on");
            break;
        case 1:
            out.name = QStringLiteral("errors for some minutes");
            break;
        case 2:
            out.name = QStringLiteral("errors that creep in");
            break;
        case 3:
            out.name = QStringLiteral("errors over noisy ones");
            level = 0.02;
            noise = 0.008;
            size = 0.15 + 0.2 * uniform();
            break;
        case 4:
            out.name = QStringLiteral("a wave of traffic");
            out.signal = golden::Signal::Traffic;
            level = 40;
            noise = 2;
            size = 40 + 40 * uniform();
            break;
        default:
            out.name = QStringLiteral("slow requests");
            out.signal = golden::Signal::Latency;
            level = 0.3;
            noise = 0.03;
            size = 0.6 + 3 * uniform();
        }
        const std::size_t slope = kind % 6 == 2 ? 18 : 6; // smeared by the window at least
        for (std::size_t i = 0; i < points; ++i) {
            double share =
                i < begin ? 0
                          : std::min(1.0, static_cast<double>(i - begin + 1) / static_cast<double>(slope));
            if (i > begin + length)
                share = std::max(0.0, 1 - static_cast<double>(i - begin - length) / 6);
            put(out, i, level + size * share, noise);
        }
        out.leastChange = leastOf(out.signal);
        breakDown(out, kind % 4 != 3);
        if (kind % 3 == 0)
            out.marks.push_back({.kind = chart::MarkKind::Deploy,
                                 .at = out.onset - std::chrono::seconds(20 + m_random() % 90),
                                 .label = QStringLiteral("payments v2")});
        return out;
    }

    /// Ways to look busy and be well: noise, a wave of the day, a trend, a walk, single odd points, bursts
    /// that always come, a flat nothing, a value that was always worse.
    Incident calm(unsigned kind)
    {
        Incident out = base();
        double walk = 0;
        const double phase = uniform() * 6;
        for (std::size_t i = 0; i < points; ++i) {
            const double x = static_cast<double>(i) / static_cast<double>(points);
            switch (kind % 8) {
            case 0:
                out.name = QStringLiteral("noise");
                put(out, i, 0.01, 0.004);
                break;
            case 1:
                out.name = QStringLiteral("a wave");
                out.signal = golden::Signal::Traffic;
                put(out, i, 50 + 30 * std::sin(phase + x * 5), 3);
                break;
            case 2:
                out.name = QStringLiteral("a trend");
                out.signal = golden::Signal::Latency;
                put(out, i, 0.2 + 0.5 * x, 0.02);
                break;
            case 3:
                out.name = QStringLiteral("a walk");
                out.signal = golden::Signal::Traffic;
                walk += 1.5 * normal();
                put(out, i, std::max(1.0, 60 + walk), 1);
                break;
            case 4:
                out.name = QStringLiteral("single odd points");
                put(out, i, m_random() % 40 == 0 ? 0.2 : 0.005, 0.002);
                break;
            case 5:
                out.name = QStringLiteral("bursts that always come");
                put(out, i, (i / 20) % 3 == 0 ? 0.06 : 0.01, 0.003);
                break;
            case 6:
                out.name = QStringLiteral("nothing at all");
                put(out, i, 0, 0);
                break;
            default:
                out.name = QStringLiteral("a short window of few requests");
                put(out, i, m_random() % 6 == 0 ? 0.04 * uniform() : 0, 0);
            }
        }
        out.leastChange = leastOf(out.signal);
        breakDown(out, false);
        return out;
    }

    /// The counts that a calm service has, with one value that always was worse than the others.
    std::vector<causes::Breakdown> alwaysWorse()
    {
        causes::Breakdown zones{QStringLiteral("zone"), {}};
        for (const char* zone : {"a", "b", "c"}) {
            const double all = 4'000 + 500 * uniform();
            const double bad = zone[0] == 'a' ? 80 : 10;
            zones.values.push_back({QString::fromLatin1(zone), all, all * 1.02, poisson(bad), poisson(bad)});
        }
        return {zones};
    }

    static constexpr std::size_t points = 240;

private:
    Incident base()
    {
        Incident out;
        out.step = std::chrono::seconds(10);
        out.window = std::chrono::seconds(60);
        for (std::size_t i = 0; i < points; ++i)
            out.series.times.push_back((1'700'000'000 + static_cast<std::int64_t>(i) * 10) * 1'000'000'000);
        return out;
    }
    static double leastOf(golden::Signal signal)
    {
        return signal == golden::Signal::Errors ? 0.005 : signal == golden::Signal::Latency ? 0.05 : 1;
    }
    double uniform() { return std::uniform_real_distribution<double>(0, 1)(m_random); }
    double normal() { return std::normal_distribution<double>(0, 1)(m_random); }
    double poisson(double mean)
    {
        return mean > 0 ? static_cast<double>(std::poisson_distribution<int>(mean)(m_random)) : 0;
    }
    /// The noise of a rate over a window hangs together.
    void put(Incident& out, std::size_t i, double level, double noise)
    {
        m_drift = i == 0 ? normal() : 0.8 * m_drift + 0.6 * normal();
        out.series.values.push_back(std::max(0.0, level + noise * m_drift));
    }
    void breakDown(Incident& out, bool carried)
    {
        const double all = 6'000;
        const double usual = 20;
        const double extra = out.isIncident ? 300 + 500 * uniform() : 0;
        const bool isTraffic = out.signal == golden::Signal::Traffic;
        struct Name
        {
            const char* label;
            std::vector<const char*> values;
        };
        const std::vector<Name> names{{"version", {"2.4.0", "2.4.1"}},
                                      {"zone", {"a", "b", "c"}},
                                      {"pod", {"p1", "p2", "p3", "p4", "p5", "p6"}},
                                      {"route", {"/pay", "/cart", "/quote", "/health"}}};
        const std::size_t guilty = carried ? m_random() % names.size() : names.size();
        for (std::size_t n = 0; n < names.size(); ++n) {
            causes::Breakdown breakdown{QString::fromLatin1(names[n].label), {}};
            const std::size_t count = names[n].values.size();
            const std::size_t culprit = n == guilty ? m_random() % count : count;
            if (culprit < count) {
                out.label = breakdown.label;
                out.value = QString::fromLatin1(names[n].values[culprit]);
            }
            for (std::size_t v = 0; v < count; ++v) {
                const double part = 1 / static_cast<double>(count);
                const double carries = culprit == count ? part
                                       : v == culprit   ? 0.92
                                                        : 0.08 / static_cast<double>(count - 1);
                causes::ValueCounts counts{.value = QString::fromLatin1(names[n].values[v])};
                counts.allBefore = poisson(all * part);
                if (isTraffic) {
                    counts.allDuring = poisson(all * part + (out.isIncident ? all * carries : 0));
                } else {
                    counts.allDuring = poisson(all * part);
                    counts.badBefore = poisson(usual * part);
                    counts.badDuring = std::min(counts.allDuring, poisson(usual * part + extra * carries));
                }
                breakdown.values.push_back(counts);
            }
            out.breakdowns.push_back(std::move(breakdown));
        }
    }

    std::mt19937 m_random;
    double m_drift = 0;
};

/// What the console would make of it.
inline std::optional<causes::Onset> onsetOf(const Incident& incident)
{
    return causes::onsetOf({.series = &incident.series,
                            .step = incident.step,
                            .window = incident.window,
                            .leastChange = incident.leastChange,
                            .onlyRise = incident.signal != golden::Signal::Traffic});
}

inline causes::Report reportOf(const Incident& incident)
{
    causes::Findings findings{.service = QStringLiteral("checkout"), .signal = incident.signal};
    findings.onset = test::onsetOf(incident);
    if (findings.onset) {
        const auto stretches = causes::stretchesOf(*findings.onset, Instant{incident.series.times.front()},
                                                   std::chrono::minutes(30));
        findings.before = stretches.before;
        findings.during = stretches.during;
    }
    findings.breakdowns = incident.breakdowns;
    findings.marks = incident.marks;
    return causes::reportOf(findings);
}

/// How often it was right, over so many of each.
struct Score
{
    int incidents = 0;
    int calm = 0;
    int onsets = 0;      ///< found at the right time
    int misplaced = 0;   ///< found at another
    int falseOnsets = 0; ///< on calm series
    int caused = 0;      ///< with a label that carries it
    int causes_ = 0;     ///< named first among the labels
    int wrongCauses = 0; ///< a label named that carries nothing
    QStringList faults;
};

inline Score scored(int each, unsigned seed)
{
    Score score;
    for (int i = 0; i < each; ++i) {
        const Incident incident =
            IncidentMaker(seed + static_cast<unsigned>(i)).incident(static_cast<unsigned>(i));
        const auto onset = onsetOf(incident);
        ++score.incidents;
        const bool isNear = onset && std::abs((onset->at - incident.onset).count()) <=
                                         (onset->sure + incident.window).count();
        score.onsets += isNear ? 1 : 0;
        score.misplaced += onset && !isNear ? 1 : 0;
        if (!isNear)
            score.faults.append(incident.name +
                                (onset ? QStringLiteral(": misplaced") : QStringLiteral(": missed")));
        score.caused += incident.label.isEmpty() ? 0 : 1;
        bool isFirst = true;
        for (const causes::Hint& hint : reportOf(incident).hints) {
            if (hint.kind != causes::Hint::Kind::Label)
                continue;
            const bool isTrue = hint.label == incident.label && hint.value == incident.value;
            score.causes_ += isTrue && isFirst ? 1 : 0;
            score.wrongCauses += isTrue ? 0 : 1;
            if (!isTrue)
                score.faults.append(incident.name + QStringLiteral(": not ") + hint.strong);
            isFirst = false;
        }
    }
    for (int i = 0; i < each; ++i) {
        const Incident calm =
            IncidentMaker(seed + 10'000 + static_cast<unsigned>(i)).calm(static_cast<unsigned>(i));
        ++score.calm;
        const auto report = reportOf(calm);
        if (onsetOf(calm)) {
            ++score.falseOnsets;
            score.faults.append(calm.name + QStringLiteral(": a false alarm"));
        }
        score.wrongCauses += static_cast<int>(report.hints.size());
    }
    return score;
}

} // namespace signalbox::test
