// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/golden/ranking.h"

#include <QHash>

#include <algorithm>

namespace signalbox::golden {

namespace {

constexpr double clearlyWorse = 1.5;

/// The order of states in the list: our blindness stands between what hurts and what is well.
int placeOf(State state)
{
    switch (state) {
    case State::Bad:
        return 0;
    case State::Warn:
        return 1;
    case State::NoData:
    case State::Failed:
        return 2;
    case State::Unknown:
    case State::Ok:
        return 3;
    case State::Missing:
        return 4;
    }
    return 5;
}

} // namespace

QStringList ranked(const QStringList& before, const std::vector<Ranked>& now, bool frozen)
{
    QHash<QString, qsizetype> former;
    for (qsizetype i = 0; i < before.size(); ++i)
        former.insert(before[i], i);
    std::vector<const Ranked*> order;
    order.reserve(now.size());
    for (const Ranked& one : now)
        order.push_back(&one);
    const auto formerPlace = [&former](const Ranked* one) {
        return former.value(one->service, std::numeric_limits<qsizetype>::max());
    };
    if (frozen) {
        std::sort(order.begin(), order.end(), [&](const Ranked* a, const Ranked* b) {
            const qsizetype placeA = formerPlace(a);
            const qsizetype placeB = formerPlace(b);
            return placeA != placeB ? placeA < placeB : a->service < b->service;
        });
    } else {
        std::sort(order.begin(), order.end(), [](const Ranked* a, const Ranked* b) {
            const int stateA = placeOf(a->state);
            const int stateB = placeOf(b->state);
            if (stateA != stateB)
                return stateA < stateB;
            return a->score != b->score ? a->score > b->score : a->service < b->service;
        });
        // Back to the former order where the difference is not clear: neighbours change places again until
        // nothing moves. Each exchange mends one inversion, so this ends.
        for (std::size_t i = 1; i < order.size(); ++i)
            for (std::size_t j = i; j > 0; --j) {
                const Ranked* upper = order[j - 1];
                const Ranked* lower = order[j];
                if (placeOf(upper->state) != placeOf(lower->state) ||
                    formerPlace(lower) >= formerPlace(upper) || upper->score > clearlyWorse * lower->score)
                    break;
                std::swap(order[j - 1], order[j]);
            }
    }
    QStringList out;
    out.reserve(static_cast<qsizetype>(order.size()));
    for (const Ranked* one : order)
        out += one->service;
    return out;
}

bool matchesFilter(const QString& service, const QString& typed)
{
    const QString wanted = typed.trimmed();
    return wanted.isEmpty() || service.contains(wanted, Qt::CaseInsensitive);
}

} // namespace signalbox::golden
