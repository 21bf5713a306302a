// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace signalbox::cli {

/// Ctrl+C and a polite request to end, as a signal in the event loop. Only the first is caught: the second
/// one ends the program the hard way. One at a time.
class Interrupt : public QObject
{
    Q_OBJECT

public:
    explicit Interrupt(QObject* parent = nullptr);
    ~Interrupt() override;

Q_SIGNALS:
    void interrupted();

private:
    int m_read = -1;
};

} // namespace signalbox::cli
