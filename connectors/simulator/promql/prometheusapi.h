// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/simulator/promql/engine.h"
#include "connectors/simulator/promql/ruleengine.h"
#include "connectors/simulator/server/message.h"
#include "models/base/clock.h"

namespace signalbox::simulator::promql {

/// A scraped endpoint, as /api/v1/targets lists it.
struct ScrapeTarget
{
    LabelSet labels;
    QString pool;
    QString url;
    QString lastError;
    std::int64_t lastScrape = 0; ///< ms
    double lastScrapeSeconds = 0;
    bool up = true;
};

struct PrometheusOptions
{
    QString version = QStringLiteral("2.42.0");
    QString revision = QStringLiteral("signalbox-simulator");
    QString branch = QStringLiteral("HEAD");
    QString buildUser;
    QString buildDate;
    QString goVersion;
    std::function<std::vector<ScrapeTarget>(Instant)> targets; ///< none when empty
    Limits limits;
};

/// The HTTP API of Prometheus over a source: envelope, errors and number formats of 2.42. Answers are pure in
/// the request, the source and the clock. Knows nothing of sockets.
class PrometheusApi
{
public:
    /// `rules` may be null. All three are borrowed.
    PrometheusApi(const SampleSource& source, const RuleEngine* rules, const Clock& clock,
                  PrometheusOptions options = {});

    [[nodiscard]] Reply handle(const Request& request) const;
    /// The same as a value; this object must outlive it.
    [[nodiscard]] Handler handler() const;

private:
    [[nodiscard]] Reply query(const Request& request) const;
    [[nodiscard]] Reply queryRange(const Request& request) const;
    [[nodiscard]] Reply exemplars(const Request& request) const;
    [[nodiscard]] Reply formatQuery(const Request& request) const;
    [[nodiscard]] Reply labelNames(const Request& request) const;
    [[nodiscard]] Reply labelValues(const Request& request, const QString& name) const;
    [[nodiscard]] Reply series(const Request& request) const;
    [[nodiscard]] Reply metadata(const Request& request) const;
    [[nodiscard]] Reply rules(const Request& request) const;
    [[nodiscard]] Reply alerts() const;
    [[nodiscard]] Reply targets(const Request& request) const;
    [[nodiscard]] Reply buildInfo() const;
    [[nodiscard]] std::int64_t now() const { return m_clock.now().milliseconds(); }
    [[nodiscard]] Reply route(const Request& request, const QString& endpoint) const;

    const SampleSource& m_source;
    const RuleEngine* m_rules;
    const Clock& m_clock;
    PrometheusOptions m_options;
    Engine m_engine;
};

} // namespace signalbox::simulator::promql
