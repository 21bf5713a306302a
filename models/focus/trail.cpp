// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/focus/trail.h"

#include "models/base/error.h"

namespace signalbox::focus {

namespace {

constexpr Duration mergeWithin = std::chrono::milliseconds(800);

} // namespace

void Trail::visit(TrailStep step)
{
    if (!m_steps.empty()) {
        TrailStep& current = m_steps[m_place];
        if (current.focus == step.focus)
            return;
        m_steps.resize(m_place + 1);
        const bool refines =
            m_steps.size() > 1 && current.how == step.how && step.at - current.at < mergeWithin;
        if (refines) {
            m_steps.back() = std::move(step);
            return;
        }
    }
    m_steps.push_back(std::move(step));
    if (m_steps.size() > capacity)
        m_steps.erase(m_steps.begin());
    m_place = m_steps.size() - 1;
}

void Trail::keepPlace(const QByteArray& place)
{
    if (m_place < m_steps.size())
        m_steps[m_place].place = place;
}

const TrailStep* Trail::back()
{
    return canGoBack() ? &m_steps[--m_place] : nullptr;
}

const TrailStep* Trail::forward()
{
    return canGoForward() ? &m_steps[++m_place] : nullptr;
}

const TrailStep* Trail::goTo(std::size_t index)
{
    if (index >= m_steps.size())
        return nullptr;
    m_place = index;
    return &m_steps[m_place];
}

QString toMarkdown(const Trail& trail)
{
    QString text;
    for (std::size_t i = 0; i < trail.steps().size() && i <= trail.place(); ++i) {
        const TrailStep& step = trail.steps()[i];
        text += QStringLiteral("- %1 %2 (%3)\n")
                    .arg(step.at.toRfc3339(), cleaned(QStringView(step.how), 200),
                         cleaned(QStringView(summary(step.focus)), 200));
    }
    return text;
}

} // namespace signalbox::focus
