// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/jaeger/client.h"

#include <utility>

namespace signalbox::jaeger {

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
