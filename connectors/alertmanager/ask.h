// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/alertmanager/errors.h"
#include "connectors/http/httpclient.h"

#include <utility>

namespace signalbox::alertmanager {

/// One question and its answer: sends, runs `parse(body, backend)` on the pool, and puts what the server
/// said of a failure into its own words.
template <typename T, typename Parse>
[[nodiscard]] QFuture<Result<T>> ask(http::HttpClient* http, QObject* owner, http::Request request,
                                     Parse&& parse)
{
    const QString backend = http->backend().name;
    QFuture<Result<T>> parsed = thenOnPool(
        http->send(std::move(request)), owner, http->environment().pool,
        [backend, parse = std::forward<Parse>(parse)](const http::Response& response) -> Result<T> {
            return parse(response.body, backend);
        });
    Pending<T> pending;
    pending.cancelsAlso(parsed);
    whenReady(parsed, owner, [pending, backend](Result<T> result) {
        if (!result)
            result = failure(inServersWords(std::move(result.error()), backend));
        pending.finish(std::move(result));
    });
    return pending.future();
}

} // namespace signalbox::alertmanager
