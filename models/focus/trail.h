// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/focus/focus.h"

#include <QByteArray>

#include <vector>

namespace signalbox::focus {

struct TrailStep
{
    Focus focus;
    QString how; ///< "opened", "range changed", "pivot from checkout errors"
    Instant at;
    /// What the panes want to know to come back to exactly this: scroll, selection, zoom. Theirs alone.
    QByteArray place;
    bool operator==(const TrailStep&) const = default;
};

/// The visited Foci in order, with a place in them, like a browser's history. A new step drops what lay
/// ahead. Bounded: the oldest leave.
class Trail
{
public:
    static constexpr std::size_t capacity = 500;

    /// A step that leaves the Focus as it is, is none. Refinements of one kind in quick succession (a range
    /// dragged, letters typed) become one step.
    void visit(TrailStep step);
    [[nodiscard]] bool canGoBack() const { return m_place > 0; }
    [[nodiscard]] bool canGoForward() const { return m_place + 1 < m_steps.size(); }
    /// Of the step that one is at, when one leaves it.
    void keepPlace(const QByteArray& place);
    /// Null at the end of the road.
    const TrailStep* back();
    const TrailStep* forward();
    const TrailStep* goTo(std::size_t index);

    [[nodiscard]] const std::vector<TrailStep>& steps() const { return m_steps; }
    [[nodiscard]] std::size_t place() const { return m_place; }

private:
    std::vector<TrailStep> m_steps;
    std::size_t m_place = 0;
};

/// "How we got there": the steps up to the place in it as a Markdown list, times in UTC.
[[nodiscard]] QString toMarkdown(const Trail& trail);

} // namespace signalbox::focus
