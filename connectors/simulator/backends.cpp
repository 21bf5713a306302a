// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/backends.h"

#include <QDir>
#include <QFile>

namespace signalbox::simulator {

namespace {

constexpr qint64 largestFile = 512LL * 1024 * 1024;

Result<QByteArray> contentOf(const QString& folder, const QString& name)
{
    QFile file(QDir(folder).filePath(name));
    if (!file.open(QIODevice::ReadOnly))
        return failure({.kind = ErrorKind::Storage,
                        .what = QStringLiteral("The data set cannot be served: %1 could not be read (%2). It "
                                               "must hold metrics.om, loki_push.json and otlp.json.")
                                    .arg(cleaned(file.fileName()), cleaned(file.errorString())),
                        .detail = {}});
    if (file.size() > largestFile)
        return failure({.kind = ErrorKind::TooLarge,
                        .what = QStringLiteral("The data set cannot be served: %1 is larger than 512 MiB.")
                                    .arg(cleaned(file.fileName())),
                        .detail = {}});
    return file.readAll();
}

promql::AlertmanagerOptions alertmanagerOptions(std::uint64_t seed, const QString& prometheusUrl)
{
    promql::AlertmanagerOptions out;
    out.seed = seed;
    out.prometheusUrl = prometheusUrl;
    return out;
}

} // namespace

Result<std::unique_ptr<Dataset>> Dataset::read(const QString& folder)
{
    auto out = std::make_unique<Dataset>();
    const auto metrics = contentOf(folder, QStringLiteral("metrics.om"));
    if (!metrics)
        return failure(metrics.error());
    auto samples = promql::MemorySource::fromOpenMetrics(*metrics);
    if (!samples)
        return failure(std::move(samples.error()));
    out->samples = std::move(*samples);
    const auto lines = contentOf(folder, QStringLiteral("loki_push.json"));
    if (!lines)
        return failure(lines.error());
    if (auto pushed =
            logql::pushJson(out->logs, {lines->constData(), static_cast<std::size_t>(lines->size())});
        !pushed)
        return failure(std::move(pushed.error()));
    const auto spans = contentOf(folder, QStringLiteral("otlp.json"));
    if (!spans)
        return failure(spans.error());
    if (auto loaded =
            tracing::loadOtlpJson(out->traces, {spans->constData(), static_cast<std::size_t>(spans->size())});
        !loaded)
        return failure(std::move(loaded.error()));
    return out;
}

Backends::Backends(std::unique_ptr<world::World> world, const Clock& clock, std::uint64_t seed,
                   const QString& prometheusUrl)
    : m_world(std::move(world))
{
    promql::PrometheusOptions options;
    options.targets = [this](Instant now) { return m_world->targets(now); };
    m_prometheus.emplace(m_world->samples(), &m_world->rules(), clock, std::move(options));
    m_alertmanager.emplace(&m_world->rules(), clock, alertmanagerOptions(seed, prometheusUrl));
    m_loki.emplace(&m_world->logs(), &clock);
    m_jaeger.emplace(&m_world->traces(), &clock);
}

Backends::Backends(std::unique_ptr<Dataset> dataset, const Clock& clock, std::uint64_t seed,
                   const QString& prometheusUrl)
    : m_dataset(std::move(dataset))
{
    m_prometheus.emplace(m_dataset->samples, nullptr, clock);
    m_alertmanager.emplace(nullptr, clock, alertmanagerOptions(seed, prometheusUrl));
    m_loki.emplace(&m_dataset->logs, &clock);
    m_jaeger.emplace(&m_dataset->traces, &clock);
}

Reply Backends::handle(std::size_t server, const Request& request)
{
    switch (server) {
    case 0:
        return m_prometheus->handle(request);
    case 1:
        return m_alertmanager->handle(request);
    case 2:
        return m_loki->handle(request);
    default:
        return m_jaeger->handle(request);
    }
}

} // namespace signalbox::simulator
