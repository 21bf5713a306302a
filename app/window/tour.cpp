// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/tour.h"

#include "app/mainwindow/mainwindow.h"

#include <QApplication>
#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPainter>
#include <QSaveFile>

namespace signalbox::app {

namespace {

constexpr int pollMs = 20;
constexpr int patienceMs = 30'000;
constexpr int calmPolls = 10; ///< the picture is taken when nothing has moved for so long

} // namespace

Tour::Tour(MainWindow* window, QString folder, std::vector<Station> stations, QObject* parent)
    : QObject(parent)
    , m_window(window)
    , m_folder(std::move(folder))
    , m_stations(std::move(stations))
{
    m_poll.setInterval(pollMs);
    connect(&m_poll, &QTimer::timeout, this, &Tour::look);
}

void Tour::start()
{
    if (!QDir().mkpath(m_folder)) {
        qWarning("the tour cannot make the folder %s", qPrintable(m_folder));
        Q_EMIT finished(1);
        return;
    }
    enter();
}

void Tour::enter()
{
    if (m_current >= m_stations.size()) {
        end();
        return;
    }
    m_calm = 0;
    (void)m_watchdog.takeBusy();
    (void)m_watchdog.takeWorst();
    m_since.start();
    m_stations[m_current].act();
    m_poll.start();
}

void Tour::look()
{
    const Station& station = m_stations[m_current];
    m_calm = station.arrived() ? m_calm + 1 : 0;
    if (m_calm >= calmPolls)
        leave(true, station.note);
    else if (m_since.elapsed() > patienceMs)
        leave(false, tr("did not arrive within %1 s").arg(patienceMs / 1000));
}

void Tour::leave(bool ok, const QString& note)
{
    m_poll.stop();
    Visit visit{.name = m_stations[m_current].name,
                .guiMs = m_watchdog.takeBusy(),
                .worstStallMs = m_watchdog.takeWorst(),
                .ok = ok,
                .note = note};
    visit.backendMs = qMax(0.0, static_cast<double>(m_since.elapsed()) - visit.guiMs - calmPolls * pollMs);
    visit.picture = QStringLiteral("%1-%2.png").arg(m_current + 1, 2, 10, QLatin1Char('0')).arg(visit.name);
    QPixmap picture = m_window->grab();
    // A menu is a window of its own, and part of what a person sees.
    if (QWidget* popup = QApplication::activePopupWidget()) {
        QPainter painter(&picture);
        painter.drawPixmap(m_window->mapFromGlobal(popup->mapToGlobal(QPoint())), popup->grab());
    }
    if (!picture.save(QDir(m_folder).filePath(visit.picture))) {
        visit.ok = false;
        visit.note = tr("the picture could not be written");
    }
    m_visits.push_back(std::move(visit));
    ++m_current;
    QMetaObject::invokeMethod(this, &Tour::enter, Qt::QueuedConnection);
}

void Tour::end()
{
    QJsonArray stations;
    bool ok = true;
    for (const Visit& visit : m_visits) {
        ok = ok && visit.ok;
        stations.append(QJsonObject{{QStringLiteral("name"), visit.name},
                                    {QStringLiteral("picture"), visit.picture},
                                    {QStringLiteral("gui_ms"), visit.guiMs},
                                    {QStringLiteral("backend_ms"), visit.backendMs},
                                    {QStringLiteral("worst_stall_ms"), visit.worstStallMs},
                                    {QStringLiteral("ok"), visit.ok},
                                    {QStringLiteral("note"), visit.note}});
    }
    QSaveFile file(QDir(m_folder).filePath(QStringLiteral("tour.json")));
    const QByteArray text = QJsonDocument(QJsonObject{{QStringLiteral("stations"), stations}}).toJson();
    ok = file.open(QIODevice::WriteOnly) && file.write(text) == text.size() && file.commit() && ok;
    Q_EMIT finished(ok ? 0 : 1);
}

} // namespace signalbox::app
