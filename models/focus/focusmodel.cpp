// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/focus/focusmodel.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace signalbox::focus {

FocusModel::FocusModel(const Clock* clock, QObject* parent)
    : QObject(parent)
    , m_clock(clock)
{
    m_trail.visit({m_focus, tr("opened"), m_clock->now()});
}

void FocusModel::change(Focus focus, const QString& how)
{
    if (focus == m_focus)
        return;
    keep();
    m_focus = std::move(focus);
    m_trail.visit({m_focus, how, m_clock->now()});
    Q_EMIT changed();
    Q_EMIT trailChanged();
}

void FocusModel::arrive(const TrailStep* step)
{
    if (!step)
        return;
    const QByteArray place = step->place; // who hears of it may walk on
    m_focus = step->focus;
    Q_EMIT arriving(place);
    Q_EMIT changed();
    Q_EMIT trailChanged();
    Q_EMIT arrived(place);
}

void FocusModel::keep()
{
    if (m_keeper)
        m_trail.keepPlace(m_keeper());
}

void FocusModel::goBack()
{
    keep();
    arrive(m_trail.back());
}
void FocusModel::goForward()
{
    keep();
    arrive(m_trail.forward());
}
void FocusModel::goTo(std::size_t index)
{
    keep();
    arrive(m_trail.goTo(index));
}

void FocusModel::setServices(const QStringList& services)
{
    Focus focus = m_focus;
    focus.services = services;
    change(std::move(focus), tr("services changed"));
}

void FocusModel::setRange(const TimeRange& range, const QString& how)
{
    Focus focus = m_focus;
    focus.range = range;
    change(std::move(focus), how);
}

void FocusModel::setTrace(std::optional<TraceId> trace, std::optional<SpanId> span, const QString& how)
{
    Focus focus = m_focus;
    focus.trace = trace;
    focus.span = span;
    change(std::move(focus), how);
}

QByteArray FocusModel::toText() const
{
    QJsonObject root{{QStringLiteral("profile"), m_focus.profile},
                     {QStringLiteral("services"), QJsonArray::fromStringList(m_focus.services)},
                     {QStringLiteral("range"), m_focus.range.toString()}};
    QJsonArray filters;
    for (const Matcher& filter : m_focus.filters)
        filters.append(QJsonObject{{QStringLiteral("label"), filter.name},
                                   {QStringLiteral("op"), static_cast<int>(filter.op)},
                                   {QStringLiteral("value"), filter.value}});
    root[QStringLiteral("filters")] = filters;
    if (m_focus.minLevel)
        root[QStringLiteral("level")] = toString(*m_focus.minLevel);
    if (m_focus.trace)
        root[QStringLiteral("trace")] = m_focus.trace->toHex();
    if (m_focus.span)
        root[QStringLiteral("span")] = m_focus.span->toHex();
    return QJsonDocument(root).toJson(QJsonDocument::Compact);
}

Focus FocusModel::fromText(const QByteArray& text)
{
    const QJsonObject root = QJsonDocument::fromJson(text).object();
    Focus focus;
    focus.profile = root.value(QLatin1String("profile")).toString();
    for (const QJsonValue& service : root.value(QLatin1String("services")).toArray())
        focus.services += service.toString();
    if (auto range = parseTimeRange(root.value(QLatin1String("range")).toString()))
        focus.range = *range;
    for (const QJsonValue& value : root.value(QLatin1String("filters")).toArray()) {
        const int op = value[QLatin1String("op")].toInt(-1);
        if (op >= 0 && op <= static_cast<int>(Matcher::Op::NotMatches))
            focus.filters.push_back({value[QLatin1String("label")].toString(), static_cast<Matcher::Op>(op),
                                     value[QLatin1String("value")].toString()});
    }
    focus.minLevel = levelOfWord(root.value(QLatin1String("level")).toString());
    focus.trace = TraceId::fromHex(root.value(QLatin1String("trace")).toString());
    focus.span = SpanId::fromHex(root.value(QLatin1String("span")).toString());
    return focus;
}

} // namespace signalbox::focus
