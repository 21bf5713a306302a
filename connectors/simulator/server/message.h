// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <functional>
#include <utility>
#include <vector>

namespace signalbox::simulator {

/// A request as a simulated backend sees it. Parameters of the query string and of a form body are
/// decoded and stand in one list, the form's first, as in Go's net/http.
struct Request
{
    QByteArray method;
    QString path;           ///< decoded
    QByteArray encodedPath; ///< as it came, for servers that route on it
    std::vector<std::pair<QString, QString>> params;
    std::vector<std::pair<QByteArray, QByteArray>> headers; ///< names in lower case
    QByteArray body;

    /// The first value, or null when the parameter is absent.
    [[nodiscard]] const QString* param(QStringView name) const;
    [[nodiscard]] QByteArray header(QByteArrayView lowerCaseName) const;
};

struct Reply
{
    int status = 200;
    QByteArray contentType = "application/json";
    QByteArray body;
    std::vector<std::pair<QByteArray, QByteArray>> headers;
};

/// One simulated backend: a pure question and answer over its store. Runs in the simulator's thread.
using Handler = std::function<Reply(const Request&)>;

} // namespace signalbox::simulator
