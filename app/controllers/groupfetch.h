// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/controllers/latest.h"
#include "connectors/prometheus/client.h"
#include "models/golden/queries.h"
#include "models/items/operationsmodel.h"

#include <QObject>

#include <array>
#include <memory>

namespace signalbox::app {

class Backends;

/// The figures of a table by operation or by a label: a handful of instant queries, put together when all
/// have been answered. A figure whose query failed is not told; the table fails only without its traffic.
class GroupFetch : public QObject
{
    Q_OBJECT

public:
    explicit GroupFetch(Backends* backends, QObject* parent = nullptr);

    /// The same question while one is under way is left to that one.
    void ask(const golden::GroupQueries& queries, Instant at);
    void cancel();

Q_SIGNALS:
    void came(const std::shared_ptr<signalbox::items::OperationAnswers>& answers);
    void failed(const signalbox::Error& error);

private:
    void take(std::size_t which, Result<prometheus::QueryAnswer> answer);

    Backends* m_backends;
    std::array<Latest<prometheus::QueryAnswer>, 6> m_queries;
    std::shared_ptr<items::OperationAnswers> m_answers;
    golden::GroupQueries m_asked;
    std::optional<Error> m_error;
    int m_left = 0;
};

} // namespace signalbox::app
