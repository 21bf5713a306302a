// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/simulator/promql/ruleengine.h"
#include "connectors/simulator/promql/silencestore.h"
#include "connectors/simulator/server/message.h"
#include "models/base/clock.h"

namespace signalbox::simulator::promql {

struct AlertmanagerOptions
{
    QString receiver = QStringLiteral("on-call");
    std::vector<QString> groupBy{QStringLiteral("alertname"), QStringLiteral("service")};
    QString prometheusUrl = QStringLiteral("http://127.0.0.1:9090"); ///< where generatorURL points to
    std::uint64_t seed = 1;                                          ///< of the silences' ids
    std::int64_t resolveTimeout = 300'000;                           ///< ms a posted alert lives without news
    QString version = QStringLiteral("0.25.0");
};

/// The API of Alertmanager 0.25, version 2: the firing alerts of a rule engine, alerts that were posted, and
/// silences. Nothing is ever notified. Single-threaded.
class AlertmanagerApi
{
public:
    /// `rules` may be null. Both are borrowed.
    AlertmanagerApi(const RuleEngine* rules, const Clock& clock, AlertmanagerOptions options = {});

    [[nodiscard]] Reply handle(const Request& request);
    /// The same as a value; this object must outlive it.
    [[nodiscard]] Handler handler();

private:
    struct Alert
    {
        LabelSet labels;
        LabelSet annotations;
        QString generatorUrl;
        std::int64_t startsAt = 0;
        std::int64_t endsAt = 0;
        std::int64_t updatedAt = 0;
        QStringList silencedBy;
    };
    struct Question; ///< filters and switches of a reading request

    [[nodiscard]] Reply alerts(const Request& request) const;
    [[nodiscard]] Reply groups(const Request& request) const;
    [[nodiscard]] Reply postAlerts(const Request& request);
    [[nodiscard]] Reply silences(const Request& request) const;
    [[nodiscard]] Reply postSilence(const Request& request);
    [[nodiscard]] Reply silence(const Request& request, const QString& id);
    [[nodiscard]] Reply status() const;
    [[nodiscard]] std::vector<Alert> current() const;
    [[nodiscard]] static tl::expected<Question, Reply> readQuestion(const Request& request);
    [[nodiscard]] std::vector<Alert> matching(const Question& question) const;
    [[nodiscard]] QByteArray alertJson(const Alert& alert) const;
    [[nodiscard]] std::int64_t now() const { return m_clock.now().milliseconds(); }

    const RuleEngine* m_rules;
    const Clock& m_clock;
    AlertmanagerOptions m_options;
    SilenceStore m_silences;
    std::vector<Alert> m_posted;
    std::int64_t m_started;
};

} // namespace signalbox::simulator::promql
