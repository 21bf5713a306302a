// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/http/message.h"
#include "connectors/loki/catalog.h"
#include "connectors/loki/logpage.h"
#include "models/base/pending.h"

#include <QObject>

#include <functional>

namespace signalbox::http {
class HttpClient;
}

namespace signalbox::loki {

struct LogQuery
{
    QString query;
    Range range;
    Direction direction = Direction::Backward;
    int limit = 1000;
    http::Priority priority = http::Priority::Interactive;
    QString supersedeKey;                              ///< see http::Request
    std::optional<std::chrono::milliseconds> deadline; ///< else the backend's
    bool isProbe = false; ///< asked once: who asks repeats by a schedule of their own
};

/// What a server may have switched off. nullopt is "off here", which is a fact and not a failure.
template <typename T>
using Feature = std::optional<T>;

/// Asks one Loki. Each call is one request; paging is the Pager's, following the Tail's. Answers are
/// parsed on the environment's pool. Must not interpret what it brings. Thread: that of the HttpClient,
/// which is borrowed.
class Client : public QObject
{
    Q_OBJECT

public:
    explicit Client(http::HttpClient* http, QObject* parent = nullptr);
    ~Client() override;

    [[nodiscard]] http::HttpClient* http() const { return m_http; }

    /// One page of lines in the query's order, with what the server sent beyond the range still in it. A
    /// metric query is Invalid.
    [[nodiscard]] QFuture<Result<LogPage>> queryRange(const LogQuery& query);
    [[nodiscard]] QFuture<Result<MetricPage>> metricRange(const QString& query, Range range, Duration step);
    /// A metric query at one instant.
    [[nodiscard]] QFuture<Result<MetricPage>> metricAt(const QString& query, Instant at);

    /// `selector` may be empty: then all labels, values or series of the range.
    [[nodiscard]] QFuture<Result<QStringList>> labels(Range range, const QString& selector = {});
    [[nodiscard]] QFuture<Result<QStringList>> labelValues(const QString& label, Range range,
                                                           const QString& selector = {});
    [[nodiscard]] QFuture<Result<std::vector<LabelSet>>> series(const QStringList& selectors, Range range);

    [[nodiscard]] QFuture<Result<Feature<IndexStats>>> indexStats(const QString& selector, Range range);
    [[nodiscard]] QFuture<Result<Feature<MetricPage>>> volume(const QString& selector, Range range,
                                                              int limit = 100);
    [[nodiscard]] QFuture<Result<Feature<MetricPage>>> volumeRange(const QString& selector, Range range,
                                                                   Duration step, int limit = 100);
    [[nodiscard]] QFuture<Result<Feature<std::vector<DetectedField>>>> detectedFields(const QString& query,
                                                                                      Range range);
    [[nodiscard]] QFuture<Result<Feature<QStringList>>>
    detectedFieldValues(const QString& field, const QString& query, Range range);
    [[nodiscard]] QFuture<Result<Feature<std::vector<DetectedLabel>>>> detectedLabels(const QString& selector,
                                                                                      Range range);
    [[nodiscard]] QFuture<Result<Feature<std::vector<Pattern>>>> patterns(const QString& selector,
                                                                          Range range);

    /// The query as the server would write it; a query that does not parse is Error{Invalid} or Error{Http}
    /// with the server's words (see queryPosition()).
    [[nodiscard]] QFuture<Result<QString>> formatQuery(const QString& query);
    [[nodiscard]] QFuture<Result<BuildInfo>> buildInfo();
    /// Ready when true. Gateways often hide this call: nullopt.
    [[nodiscard]] QFuture<Result<Feature<bool>>> ready();

private:
    http::HttpClient* m_http;
};

} // namespace signalbox::loki
