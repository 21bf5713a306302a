// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/output.h"

#include "app/cli/text.h"

#include <QSocketNotifier>

#include <cerrno>
#include <csignal>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace signalbox::cli {

namespace {

constexpr qsizetype bufferSize = 64 * 1024;

/// Everything or nothing more: waits for a slow reader, gives up on one that has gone.
bool writeAll(int fd, const QByteArray& bytes)
{
    const char* at = bytes.constData();
    auto left = static_cast<std::size_t>(bytes.size());
    while (left > 0) {
        const ssize_t written = ::write(fd, at, left);
        if (written > 0) {
            at += written;
            left -= static_cast<std::size_t>(written);
        } else if (errno == EAGAIN) {
            pollfd waiting{.fd = fd, .events = POLLOUT, .revents = 0};
            ::poll(&waiting, 1, -1);
        } else if (errno != EINTR) {
            return false;
        }
    }
    return true;
}

bool isPipe(int fd)
{
    struct stat info
    {
    };
    return ::fstat(fd, &info) == 0 && (S_ISFIFO(info.st_mode) || S_ISSOCK(info.st_mode));
}

} // namespace

Output::Output(int outFd, int errFd, QObject* parent)
    : QObject(parent)
    , m_out(outFd)
    , m_err(errFd)
{
    // A write then fails with EPIPE in place of ending the program in mid-sentence.
    std::signal(SIGPIPE, SIG_IGN);
    if (isPipe(m_out)) {
        auto* gone = new QSocketNotifier(m_out, QSocketNotifier::Exception, this);
        connect(gone, &QSocketNotifier::activated, this, [this, gone] {
            gone->setEnabled(false);
            notice();
        });
    }
}

Output::~Output()
{
    flush();
}

void Output::write(const QByteArray& utf8)
{
    if (m_broken)
        return;
    m_buffer += utf8;
    if (m_buffer.size() >= bufferSize)
        flush();
}

void Output::write(const QString& text)
{
    write(text.toUtf8());
}

bool Output::flush()
{
    if (!m_broken && !m_buffer.isEmpty() && !writeAll(m_out, m_buffer))
        notice();
    m_buffer.clear();
    return !m_broken;
}

void Output::say(const QString& sentence)
{
    // What came before on standard output is to stand before it on a terminal, too.
    flush();
    writeAll(m_err, QStringLiteral("signalbox: %1\n").arg(visible(sentence)).toUtf8());
}

std::optional<int> Output::width() const
{
    winsize size{};
    if (::isatty(m_out) == 0 || ::ioctl(m_out, TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
        return std::nullopt;
    return size.ws_col;
}

void Output::notice()
{
    if (m_broken)
        return;
    m_broken = true;
    m_buffer.clear();
    Q_EMIT brokenPipe();
}

} // namespace signalbox::cli
