// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/error.h"

#include <QByteArray>

#include <chrono>
#include <optional>

namespace signalbox::http {

/// The sentences in which a backend's failures are told: who, what it answered, what to do. Bodies come in
/// scrubbed already. `detail` of an answered failure is the cleaned body and nothing else, up to
/// detailChars, so that a backend's client can parse its own envelope out of it.
struct Wording
{
    static constexpr qsizetype detailChars = 4096;

    QString backend; ///< its name in the profile
    QString url;     ///< fit to be shown

    [[nodiscard]] Error status(int status, const QString& path, const QByteArray& body,
                               std::optional<std::chrono::nanoseconds> retryAfter) const;
    /// A page with a success status where an answer was due.
    [[nodiscard]] Error page(int status, const QByteArray& body) const;
    [[nodiscard]] Error redirected(int status, const QString& target, bool otherHost) const;
    /// `perhapsCertificate`: the connection was made and secure, and then closed without a word, which is
    /// how some servers ask for a client certificate.
    [[nodiscard]] Error unreachable(const QString& reason, bool perhapsCertificate) const;
    /// A write whose connection closed before the answer.
    [[nodiscard]] Error unanswered() const;
    [[nodiscard]] Error cutOff(int status, qint64 received, const QString& reason) const;
    [[nodiscard]] Error tls(const QString& reason, bool clientCertificate) const;
    [[nodiscard]] Error noConnection(std::chrono::milliseconds limit) const;
    /// `perhapsCertificate`: Qt 6.4 loses the alert of a server that demands a client certificate over
    /// HTTP/2, and waits.
    [[nodiscard]] Error deadline(std::chrono::milliseconds limit, const std::optional<Error>& last,
                                 bool perhapsCertificate) const;
    [[nodiscard]] Error tooLarge(int status, qint64 cap) const;
    [[nodiscard]] Error circuitOpen(std::chrono::nanoseconds untilNextTry,
                                    const std::optional<Error>& last) const;
    [[nodiscard]] Error overloaded(int waiting) const;
    [[nodiscard]] Error profile(const QString& problem) const;
};

/// The text of <title>, cleaned; empty when there is none.
[[nodiscard]] QString pageTitle(const QByteArray& html);
/// The first byte that is not blank is "<"; a byte order mark is blank.
[[nodiscard]] bool looksLikePage(const QByteArray& body);

} // namespace signalbox::http
