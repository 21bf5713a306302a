// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMetaType>
#include <QString>

namespace signalbox {

enum class ErrorKind
{
    Cancelled,   ///< the caller gave up; never shown
    Timeout,     ///< a deadline passed
    Network,     ///< refused, reset, not resolved
    Tls,         ///< the handshake or a certificate
    Http,        ///< the server answered, and it was no success
    Overloaded,  ///< our own bulkhead is full
    CircuitOpen, ///< our own breaker keeps us off
    TooLarge,    ///< the body is over its cap
    Parse,       ///< the answer is not what the contract says
    Storage,     ///< disk or database
    Invalid,     ///< the question itself is wrong
};

/// A failure as a value. Must not carry a secret: both texts may be shown, logged and exported.
struct Error
{
    ErrorKind kind = ErrorKind::Invalid;
    QString what;       ///< a sentence for a person, with the way out
    QString detail;     ///< for the log and the folded part of a banner
    int httpStatus = 0; ///< 0 when no answer came

    bool operator==(const Error&) const = default;

    [[nodiscard]] bool isCancelled() const { return kind == ErrorKind::Cancelled; }
    [[nodiscard]] static Error cancelled();
};

/// The lower-case name of a kind ("circuit-open"), for logs and --json.
[[nodiscard]] QString toString(ErrorKind kind);

/// Text from outside made fit to be shown in one line: control, bidi and zero-width characters are
/// replaced, runs of white space folded, and the rest cut to `maxChars` with an ellipsis.
[[nodiscard]] QString cleaned(QStringView text, qsizetype maxChars = 200);
[[nodiscard]] QString cleaned(const QByteArray& utf8, qsizetype maxChars = 200);

} // namespace signalbox
