// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/instant.h"

#include <QByteArray>
#include <QString>

#include <chrono>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace signalbox::http {

/// How a request goes out. PostForm sends the parameters as a form; a backend that refuses it (403, 405)
/// is asked again by GET, and that is remembered for the backend.
enum class Method
{
    Get,
    PostForm,
    PostJson,
    Delete
};

/// Interactive requests overtake background refreshes in the queue.
enum class Priority
{
    Interactive,
    Background
};

/// What a success looks like. With Json, a body that begins with "<" is a page and no answer: an Error that
/// asks "login page?". Anything is for the endpoints that answer in plain text, such as /ready.
enum class Expect
{
    Json,
    Anything
};

struct Param
{
    QString key;
    QString value;
    bool operator==(const Param&) const = default;
};

/// One question to a backend. A plain value: the client adds base URL, credentials and tenant.
struct Request
{
    Method method = Method::Get;
    /// Below the backend's base URL: "/api/v1/query". Segments from outside come through encodedSegment().
    QString path;
    std::vector<Param> params; ///< unencoded, in order; keys may repeat
    std::vector<std::pair<QByteArray, QByteArray>> headers;
    QByteArray body; ///< PostJson only
    Expect expect = Expect::Json;
    Priority priority = Priority::Interactive;
    /// A queued request leaves as Cancelled when a newer one with the same key arrives. Empty: never.
    QString supersedeKey;
    /// Only these are retried and joined. PostForm queries are; writing a silence is not, and PostJson and
    /// Delete never are, whatever stands here.
    bool idempotent = true;
    std::optional<std::chrono::milliseconds> deadline; ///< else the backend's
    std::optional<std::int64_t> bodyCap;               ///< else the backend's
};

/// An answer with status 2xx. (Other statuses are Errors; see HttpClient::send.)
struct Response
{
    int status = 0;
    /// Decompressed. Its capacity exceeds its size by bodyPadding at least, so that a vectorising parser
    /// may read in place; this survives copies, not changes.
    QByteArray body;
    QByteArray contentType;
    std::optional<Instant> serverDate; ///< the Date header
    Instant receivedAt;                ///< our wall clock when the headers came
    Duration latency{0};               ///< of the last attempt, request to last byte
};

inline constexpr qsizetype bodyPadding = 64;

/// Percent-encoded for use as one path segment ("/" becomes %2F).
[[nodiscard]] QString encodedSegment(const QString& text);

/// Keys and values percent-encoded by hand: QUrlQuery leaves "+" alone and Go servers read it as a space.
[[nodiscard]] QByteArray encodedParams(const std::vector<Param>& params);

} // namespace signalbox::http
