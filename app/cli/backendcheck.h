// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/backends.h"
#include "models/base/error.h"

#include <QObject>
#include <QStringList>
#include <QTimer>

#include <optional>
#include <set>

namespace signalbox::cli {

/// What the doctor found out about one backend.
struct CheckReport
{
    QString name;
    profile::BackendKind kind = profile::BackendKind::Prometheus;
    QString url;          ///< never with credentials
    bool reached = false; ///< something answered, be it an error
    bool ok = false;      ///< it answered as its kind should, and our secrets could be read
    QString version;      ///< empty: it does not tell
    std::optional<Duration> latency;
    std::optional<Duration> clockSkew; ///< its clock minus ours
    QString auth;                      ///< how we log in, and whether the secret could be read
    QStringList present;               ///< optional parts of its API
    QStringList absent;
    std::optional<Error> error;
};

/// Examines one backend: reads the secrets that it needs, asks what tells whether it is well, then for the
/// optional parts, all at once. Optional parts never make it fail. Must only read. Thread: GUI.
class BackendCheck : public QObject
{
    Q_OBJECT

public:
    /// `clients` and `secrets` are borrowed.
    BackendCheck(const app::BackendClients& clients, http::SecretReader& secrets, Instant now,
                 QObject* parent = nullptr);

    /// After `patience` it reports what is known by then.
    void start(std::chrono::milliseconds patience);
    [[nodiscard]] const CheckReport& report() const { return m_report; }

Q_SIGNALS:
    void finished();

private:
    void readSecrets();
    void askPrometheus();
    void askAlertmanager();
    void askLoki();
    void askJaeger();
    void askTempo();
    void askPrometheusParts();
    void askLokiParts();

    /// Counts a question until its answer has come; then `take(Result<T>)` is called.
    template <typename T, typename F>
    void await(const QFuture<Result<T>>& future, F&& take);
    /// A part of the API is there unless the server says that it does not know or do it.
    template <typename T>
    void part(const QString& name, const QFuture<Result<T>>& future);
    void note(const QString& name, bool isPresent);
    void failWith(const Error& error);
    void questionDone();
    void conclude();

    const app::BackendClients& m_clients;
    http::SecretReader& m_secrets;
    Instant m_now;
    CheckReport m_report;
    QTimer m_patience;
    int m_open = 0;          ///< questions without an answer yet
    bool m_answered = false; ///< the question that counts
    bool m_isOver = false;
};

} // namespace signalbox::cli
