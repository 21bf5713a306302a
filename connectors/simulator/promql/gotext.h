// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <cstdint>
#include <optional>

/// Numbers, times and strings as Go's standard library writes and reads them: Prometheus' answers are made of
/// these texts, and a client may meet any of their corners.
namespace signalbox::simulator::promql {

/// Go's FormatFloat(v, 'f', -1, 64): shortest digits that read back, never an exponent.
[[nodiscard]] QByteArray plainNumber(double v);
/// As in a query's answer: like plainNumber, but with an exponent below 1e-6 and from 1e21 on.
[[nodiscard]] QByteArray sampleNumber(double v);
/// Go's FormatFloat(v, 'e', -1, 64), used for the value of an alert.
[[nodiscard]] QByteArray exponentNumber(double v);
/// Go's %v of a float: exponent below 1e-4 and from 1e6 on. Used in printed expressions and templates.
[[nodiscard]] QByteArray shortNumber(double v);

/// Go's ParseFloat of a decimal number, "inf" or "nan" in any case; nothing when it is not one.
[[nodiscard]] std::optional<double> parseFloat(QByteArrayView text);

/// Milliseconds as seconds with up to three decimals, the trailing zeros kept only after a fraction began.
[[nodiscard]] QByteArray secondsText(std::int64_t ms);
/// RFC 3339 with as many digits as needed ("Z" for UTC).
[[nodiscard]] QByteArray rfc3339(std::int64_t ms);
/// RFC 3339 with exactly three decimals, as Alertmanager writes it.
[[nodiscard]] QByteArray rfc3339Milli(std::int64_t ms);
/// RFC 3339 in any offset, rounded towards the past to the millisecond.
[[nodiscard]] std::optional<std::int64_t> parseRfc3339(const QString& text);

struct ParsedDuration
{
    std::int64_t ms = 0;
    QString error; ///< empty when the duration is good
};
/// Prometheus' durations: 1h30m, 5m, 250ms; units from the largest to the smallest, each once.
[[nodiscard]] ParsedDuration parsePromDuration(QByteArrayView text);
[[nodiscard]] QString promDurationText(std::int64_t ms);

/// strconv.Quote.
[[nodiscard]] QString goQuoted(QStringView text);
[[nodiscard]] QString goQuotedRune(char32_t c); ///< %q of a rune: '=' or '\n'

/// A JSON string as Go's encoder writes it, HTML characters escaped.
[[nodiscard]] QByteArray jsonString(QStringView text);

} // namespace signalbox::simulator::promql
