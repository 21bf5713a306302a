// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/http/httpclient.h"
#include "connectors/prometheus/errors.h"

#include <utility>

namespace signalbox::prometheus {

/// One question and its answer: sends, runs `parse(body, backend)` on the pool, and puts what the server
/// said of a failure into its own words. An empty 204 is a success with nothing in it.
template <typename T, typename Parse>
[[nodiscard]] QFuture<Result<T>> ask(http::HttpClient* http, QObject* owner, http::Request request,
                                     Parse&& parse)
{
    const QString backend = http->backend().name;
    QFuture<Result<T>> parsed = thenOnPool(
        http->send(std::move(request)), owner, http->environment().pool,
        [backend, parse = std::forward<Parse>(parse)](const http::Response& response) -> Result<T> {
            if (response.status == 204)
                return T{};
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

} // namespace signalbox::prometheus
