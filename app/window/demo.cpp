// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/demo.h"

#include "app/mainwindow/mainwindow.h"
#include "widgets/common/barbutton.h"
#include "widgets/shell/actionregistry.h"
#include "widgets/shell/topbar.h"

#include <QMenu>

#include <array>

namespace signalbox::app {

namespace {

struct Breakage
{
    const char* title;
    const char* faults;
};

// In the words of the simulator's own --fault.
constexpr std::array breakages{
    Breakage{QT_TRANSLATE_NOOP("Demo", "is slow (2 s)"), "latency=2s,jitter=500ms"},
    Breakage{QT_TRANSLATE_NOOP("Demo", "hangs"), "hang"},
    Breakage{QT_TRANSLATE_NOOP("Demo", "answers 500"), "500"},
    Breakage{QT_TRANSLATE_NOOP("Demo", "answers 429, retry after 5 s"), "429,retry-after=5"},
    Breakage{QT_TRANSLATE_NOOP("Demo", "cuts its answers off"), "cutoff"},
    Breakage{QT_TRANSLATE_NOOP("Demo", "shows a login page"), "login"},
    Breakage{QT_TRANSLATE_NOOP("Demo", "drops connections"), "reset"}};

} // namespace

Demo::Demo(QObject* parent)
    : QObject(parent)
{
}

Result<void> Demo::start()
{
    return m_simulator.start();
}

void Demo::setFaults(const QString& backend, const QString& faults)
{
    if (const auto parsed = simulator::parseFaults(faults))
        m_simulator.setFaults(backend, *parsed);
}

void Demo::addMenu(MainWindow* window)
{
    auto* menu = new QMenu(window);
    const auto add = [&](QMenu* to, const QString& id, const QString& title, const QString& label,
                         auto&& run) {
        window->actions()->add({id, tr("Break something"), title, {}, run});
        to->addAction(label, this, run);
    };
    const profile::Profile demo = profile();
    for (const profile::Backend& backend : demo.backends) {
        QMenu* sub = menu->addMenu(backend.name);
        int index = 0;
        for (const Breakage& breakage : breakages) {
            const QString words = tr(breakage.title);
            add(sub, QStringLiteral("break.%1.%2").arg(backend.name).arg(index++),
                QStringLiteral("%1 %2").arg(backend.name, words), words,
                [this, name = backend.name, faults = QString::fromLatin1(breakage.faults)] {
                    setFaults(name, faults);
                });
        }
    }
    menu->addSeparator();
    add(menu, QStringLiteral("break.mend"), tr("Mend everything that was broken"), tr("Mend everything"),
        [this, demo] {
            for (const profile::Backend& backend : demo.backends)
                m_simulator.setFaults(backend.name, {});
        });
    window->topBar()->addMenuButton(QStringLiteral("break"), tr("Break something"), menu);
}

} // namespace signalbox::app
