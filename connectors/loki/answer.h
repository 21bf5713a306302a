// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/loki/logpage.h"
#include "models/base/error.h"

#include <QByteArray>

#include <optional>

namespace signalbox::loki {

/// The answer is not what a Loki sends. `why` is half a sentence: "its data is missing".
[[nodiscard]] Error unreadable(const QString& backend, const QByteArray& body, const QString& why);

/// The server refused within an answer that calls itself a success.
[[nodiscard]] Error refused(const QString& backend, const QString& text);

/// Nothing, HTML or plain text where JSON was due.
[[nodiscard]] std::optional<Error> notJson(const QByteArray& body, const QString& backend);

/// Where the server says that the query does not parse. The words themselves stay in the error.
[[nodiscard]] std::optional<QueryPosition> queryPosition(const Error& error);

/// How many lines the server gives in one answer, from its refusal to give more.
[[nodiscard]] std::optional<int> entriesLimit(const Error& error);

/// The server says that a regular expression in the query does not parse.
[[nodiscard]] bool isBadPattern(const Error& error);

/// Lines were asked for and numbers came: `what` is about the query, not about the server.
[[nodiscard]] Error numbersForLines(const QString& backend, const QString& resultType);
[[nodiscard]] bool isNumbersForLines(const Error& error);

} // namespace signalbox::loki
