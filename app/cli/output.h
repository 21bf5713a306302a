// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QObject>
#include <QString>

#include <optional>

class QSocketNotifier;

namespace signalbox::cli {

/// Standard output and standard error of a command. Output is collected and written in large pieces;
/// sentences for people go to standard error at once. A reader that has gone (`| head`) is no error: see
/// brokenPipe(). Must not be used from other threads.
class Output : public QObject
{
    Q_OBJECT

public:
    explicit Output(int outFd = 1, int errFd = 2, QObject* parent = nullptr);
    ~Output() override;

    void write(const QByteArray& utf8);
    void write(const QString& text);
    /// False when nobody reads any more.
    bool flush();
    [[nodiscard]] bool isBroken() const { return m_broken; }

    /// "signalbox: SENTENCE" on standard error, made harmless for a terminal.
    void say(const QString& sentence);

    /// Columns of the terminal; none when standard output is no terminal.
    [[nodiscard]] std::optional<int> width() const;

Q_SIGNALS:
    /// Emitted once, also while nothing is written.
    void brokenPipe();

private:
    void notice();

    int m_out;
    int m_err;
    QByteArray m_buffer;
    bool m_broken = false;
};

} // namespace signalbox::cli
