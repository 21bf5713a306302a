// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace signalbox::simulator {

/// The body in gzip's wrapping (RFC 1952), made of the deflate stream inside qCompress' zlib one, so that
/// no library beyond QtCore is needed.
[[nodiscard]] QByteArray gzipped(const QByteArray& body);

} // namespace signalbox::simulator
