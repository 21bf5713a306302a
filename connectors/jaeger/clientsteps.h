// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/jaeger/client.h"

#include <utility>

namespace signalbox::jaeger {

template <typename T>
void Client::pass(const QFuture<Result<T>>& from, const Pending<T>& to)
{
    to.cancelsAlso(from);
    whenReady(from, this, [to](Result<T> result) { to.finish(std::move(result)); });
}

template <typename T, typename Parse, typename Mend>
QFuture<Result<T>> Client::ask(http::Request request, Parse parse, Mend mend)
{
    Pending<T> pending;
    const auto sent = m_http->send(std::move(request));
    pending.cancelsAlso(sent);
    whenReady(sent, this, [this, pending, parse, mend](Result<http::Response> got) {
        if (!got) {
            pending.finish(mend(std::move(got.error())));
            return;
        }
        pass<T>(runOnPool(pool(),
                          [parse, body = std::move(got->body)]() mutable { return parse(std::move(body)); }),
                pending);
    });
    return pending.future();
}

template <typename T, typename Parse>
QFuture<Result<T>> Client::ask(http::Request request, Parse parse)
{
    return ask<T>(std::move(request), std::move(parse),
                  [this](Error error) -> Result<T> { return failure(mended(std::move(error))); });
}

template <typename T, typename F>
void Client::withCapabilities(const Pending<T>& pending, F f)
{
    if (m_capabilities) {
        f(*m_capabilities);
        return;
    }
    const auto probing = probe();
    pending.cancelsAlso(probing);
    whenReady(probing, this, [pending, f = std::move(f)](Result<Capabilities> found) {
        if (found)
            f(*found);
        else
            pending.finish(failure(std::move(found.error())));
    });
}

} // namespace signalbox::jaeger
