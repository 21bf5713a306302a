// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/alertmanager/client.h"

namespace signalbox::alertmanager {

/// Empty when the server keeps what was asked for, else what differs, as a part of a sentence. The start may
/// be later than asked (the server moves one that is past to its now), times may lose what is below 1 ms.
[[nodiscard]] QString differenceOf(const Silence& asked, const Silence& kept);

/// Makes one silence, with care: asks the version when a matcher is negative, sends it once, settles a
/// doubtful outcome by reading the list, reads the result back and compares. One that came out as something
/// else is expired at once. Must not send a silence a second time. Deletes itself.
class SilenceRun : public QObject
{
    Q_OBJECT

public:
    SilenceRun(Client* client, http::HttpClient* http, Silence silence, QObject* parent);

    [[nodiscard]] QFuture<Result<Silence>> start();

private:
    [[nodiscard]] std::optional<Error> objection() const;
    void checkVersion();
    void rememberList();
    void post();
    void readBack(const QString& id);
    void compare(const Silence& kept);
    void settle(const Error& doubt);
    void fail(Error error);
    void conclude(Result<Silence> result);

    template <typename T, typename F>
    void await(const QFuture<Result<T>>& future, F&& f);

    Client* m_client;         ///< borrowed
    http::HttpClient* m_http; ///< borrowed
    Silence m_silence;
    QStringList m_before; ///< ids of equal silences that were there already
    Pending<Silence> m_pending;
};

} // namespace signalbox::alertmanager
