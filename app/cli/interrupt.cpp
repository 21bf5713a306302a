// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/interrupt.h"

#include <QSocketNotifier>

#include <array>
#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace signalbox::cli {

namespace {

constexpr std::array caught{SIGINT, SIGTERM};

/// The only thing that a signal handler may touch: the end of a pipe that the event loop reads.
volatile std::sig_atomic_t writeEnd = -1;

void onSignal(int number)
{
    const char byte = 1;
    if (::write(static_cast<int>(writeEnd), &byte, 1) < 0)
        std::signal(number, SIG_DFL);
}

} // namespace

Interrupt::Interrupt(QObject* parent)
    : QObject(parent)
{
    std::array<int, 2> ends{-1, -1};
    if (::pipe2(ends.data(), O_CLOEXEC | O_NONBLOCK) != 0)
        return; // Ctrl+C then ends the program at once, which is what it does without us.
    m_read = ends[0];
    writeEnd = ends[1];
    auto* notifier = new QSocketNotifier(m_read, QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, [this, notifier] {
        notifier->setEnabled(false);
        Q_EMIT interrupted();
    });
    for (const int number : caught) {
        struct sigaction action
        {
        };
        action.sa_handler = onSignal;
        action.sa_flags = static_cast<int>(SA_RESTART | SA_RESETHAND);
        ::sigaction(number, &action, nullptr);
    }
}

Interrupt::~Interrupt()
{
    for (const int number : caught)
        std::signal(number, SIG_DFL);
    if (m_read < 0)
        return;
    ::close(static_cast<int>(writeEnd));
    writeEnd = -1;
    ::close(m_read);
}

} // namespace signalbox::cli
