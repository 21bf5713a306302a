// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/error.h"

#include <tl/expected.hpp>

namespace signalbox {

template <typename T>
using Result = tl::expected<T, Error>;

/// `return failure({...})` in a function that returns any Result.
[[nodiscard]] inline tl::unexpected<Error> failure(Error error)
{
    return tl::unexpected<Error>(std::move(error));
}

} // namespace signalbox
