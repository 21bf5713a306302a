// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/pending.h"

#include <QObject>
#include <QTest>

#include <optional>

namespace signalbox::test {

/// Spins the test's event loop until the future has its outcome, or for half a minute. Tests only.
template <typename T>
[[nodiscard]] Result<T> answerOf(const QFuture<Result<T>>& future)
{
    QObject receiver;
    std::optional<Result<T>> outcome;
    whenReady(future, &receiver, [&outcome](Result<T> result) { outcome = std::move(result); });
    if (!QTest::qWaitFor([&outcome] { return outcome.has_value(); }, 30'000))
        return failure({.kind = ErrorKind::Timeout, .what = QStringLiteral("no outcome"), .detail = {}});
    return std::move(*outcome);
}

} // namespace signalbox::test
