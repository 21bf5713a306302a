// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/focus/trail.h"

#include <QObject>

#include <functional>

namespace signalbox::focus {

/// The one Focus of a window and its Trail. A change is one transaction and one signal. Must not ask any
/// backend: panes do, when they hear of the change.
class FocusModel : public QObject
{
    Q_OBJECT

public:
    explicit FocusModel(const Clock* clock, QObject* parent = nullptr);

    [[nodiscard]] const Focus& current() const { return m_focus; }
    [[nodiscard]] const Trail& trail() const { return m_trail; }

    /// Takes the new Focus as a step of the Trail. Nothing happens when it is the same.
    void change(Focus focus, const QString& how);
    /// Asked for the place in the panes whenever a step is left.
    void setKeeper(std::function<QByteArray()> keeper) { m_keeper = std::move(keeper); }
    void goBack();
    void goForward();
    void goTo(std::size_t index);

    // The usual changes, named.
    void setServices(const QStringList& services);
    void setRange(const TimeRange& range, const QString& how);
    void setTrace(std::optional<TraceId> trace, std::optional<SpanId> span, const QString& how);

    /// As text for the settings and the clipboard; fromText() ignores what it does not know.
    [[nodiscard]] QByteArray toText() const;
    [[nodiscard]] static Focus fromText(const QByteArray& text);

Q_SIGNALS:
    /// Back, forward or to a step: told before changed(), so that panes can take their place up in time.
    void arriving(const QByteArray& place);
    /// And after it.
    void arrived(const QByteArray& place);
    void changed();
    void trailChanged();

private:
    void keep();
    void arrive(const TrailStep* step);

    const Clock* m_clock;
    Focus m_focus;
    Trail m_trail;
    std::function<QByteArray()> m_keeper;
};

} // namespace signalbox::focus
