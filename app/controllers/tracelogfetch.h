// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/controllers/latest.h"
#include "connectors/loki/logpage.h"
#include "models/telemetry/trace.h"

#include <QObject>

#include <functional>

namespace signalbox::loki {
class Client;
}

namespace signalbox::app {

/// The lines that belong to a trace: those that carry its id in their text and those that carry it in their
/// metadata, which are two questions; in the time of the trace, then in all streams and wider times until
/// some are found. Says where it looked.
class TraceLogFetch : public QObject
{
    Q_OBJECT

public:
    explicit TraceLogFetch(QObject* parent = nullptr);

    struct Found
    {
        LogBatchPtr lines = LogBatch::empty();
        Duration padding{0};        ///< of the window, beyond the trace at both ends
        bool isCut = false;         ///< there are more than were asked for
        bool allStreams = false;    ///< looked for beyond the services of the trace
        std::optional<Error> error; ///< of what could not be asked; the lines may be some all the same
    };
    using Receive = std::function<void(const Found&)>;

    /// Lines of these values of that label; none of them: of all its values. A newer call ends an older one.
    void fetch(loki::Client* loki, const std::shared_ptr<const Trace>& trace, const QString& label,
               const QStringList& services, Receive receive);
    void cancel();

    static constexpr int limit = 2000; ///< lines of each question

    /// The two questions; for tests.
    [[nodiscard]] static QString textQuery(const QString& selector, const TraceId& id);
    [[nodiscard]] static QString metadataQuery(const QString& selector, const TraceId& id);
    [[nodiscard]] static QString selectorFor(const QString& label, const QStringList& services);

private:
    void ask();
    void take(const Result<loki::LogPage>& page);
    void conclude();

    loki::Client* m_loki = nullptr;
    std::shared_ptr<const Trace> m_trace;
    QString m_label;
    QStringList m_services;
    Receive m_receive;
    std::size_t m_rung = 0;
    int m_awaited = 0;
    std::vector<LogBatchPtr> m_batches;
    Found m_found;
    Latest<loki::LogPage> m_inText;
    Latest<loki::LogPage> m_inMetadata;
};

} // namespace signalbox::app
