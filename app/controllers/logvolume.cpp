// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controllers/logvolume.h"

#include "models/base/duration.h"
#include "models/items/logmodel.h"
#include "models/logql/question.h"

namespace signalbox::app {

LogVolume::LogVolume(items::LogModel* lines, QThreadPool* pool, QObject* parent)
    : QObject(parent)
    , m_lines(lines)
    , m_pool(pool)
    , m_cancelled(std::make_shared<std::atomic<bool>>(false))
{
}

LogVolume::~LogVolume()
{
    cancel();
}

void LogVolume::cancel()
{
    m_server.cancel();
    m_loaded.cancel();
    *m_cancelled = true;
    m_cancelled = std::make_shared<std::atomic<bool>>(false);
}

void LogVolume::ask(loki::Client* client, const QString& query, const Interval& range, int bars,
                    bool serverMayCount, const QString& whyNot)
{
    cancel();
    m_step = logs::volumeStep(range, bars);
    m_range = logs::aligned(range, m_step);
    if (query != m_query)
        m_volume = {};
    m_query = query;
    m_why = whyNot;
    m_hasAll = false;
    m_fromLoaded = !serverMayCount;
    if (!serverMayCount) {
        countLoaded();
        return;
    }
    // A sample counts the step that ends at it, so the first one is a step behind the start.
    m_server.await(client->metricRange(logql::volumeQuery(query, prometheusText(m_step)),
                                       {m_range.start + m_step, m_range.end + Duration(1)}, m_step),
                   this, [this](const Result<loki::MetricPage>& answer) {
                       if (m_hasAll)
                           return;
                       if (answer) {
                           take(logs::volumeFrom(answer->series, m_range, m_step));
                           return;
                       }
                       m_why = answer.error().what;
                       m_fromLoaded = true;
                       countLoaded();
                   });
}

void LogVolume::linesChanged(bool all)
{
    m_hasAll = all;
    if (m_fromLoaded || m_hasAll)
        countLoaded();
}

void LogVolume::countLoaded()
{
    if (m_loaded.isRunning()) {
        m_again = true;
        return;
    }
    m_again = false;
    m_loaded.await(runOnPool(m_pool,
                             [pieces = m_lines->store().pieces(), range = m_range, step = m_step,
                              cancelled = m_cancelled]() -> Result<logs::Volume> {
                                 return logs::volumeOf(pieces, range, step, *cancelled);
                             }),
                   this, [this](Result<logs::Volume> counted) {
                       if (counted)
                           take(std::move(*counted));
                       if (m_again)
                           countLoaded();
                   });
}

void LogVolume::take(logs::Volume volume)
{
    m_volume = std::move(volume);
    Q_EMIT changed();
}

QString LogVolume::source() const
{
    const QString bars = tr("%1 bars").arg(humanText(m_step));
    if (m_volume.source == logs::Volume::Source::Server)
        return tr("counted by Loki, levels as it guesses, %1").arg(bars);
    if (m_volume.source == logs::Volume::Source::Loaded && m_hasAll)
        return tr("all lines are loaded, levels as they say, %1").arg(bars);
    if (m_volume.source == logs::Volume::Source::Loaded)
        return tr("counted from the loaded lines only, %1").arg(bars);
    return {};
}

} // namespace signalbox::app
