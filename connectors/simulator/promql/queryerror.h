// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <tl/expected.hpp>

namespace signalbox::simulator::promql {

enum class ErrorType
{
    BadData,   ///< 400
    Execution, ///< 422
    Timeout,   ///< 503
};

/// A query that failed, as the wire shows it: the type decides the status, the text is for people.
struct QueryError
{
    ErrorType type = ErrorType::Execution;
    QString text;
};

template <typename T>
using QueryResult = tl::expected<T, QueryError>;

[[nodiscard]] inline tl::unexpected<QueryError> executionError(QString text)
{
    return tl::unexpected<QueryError>({ErrorType::Execution, std::move(text)});
}

} // namespace signalbox::simulator::promql
