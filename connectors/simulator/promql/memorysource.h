// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/simulator/promql/samplesource.h"
#include "models/base/result.h"

#include <QHash>

namespace signalbox::simulator::promql {

/// Samples held in memory, for tests and for worlds that are read from a file.
class MemorySource final : public SampleSource
{
public:
    /// OpenMetrics text with a time on each sample: what promtool takes. Exemplars and metadata are kept.
    [[nodiscard]] static Result<MemorySource> fromOpenMetrics(const QByteArray& text);

    /// Samples of one series must come in order of time; an older one is dropped, as a server would.
    void add(const LabelSet& labels, std::int64_t time, double value);
    void addExemplar(const LabelSet& series, Exemplar exemplar);
    void describe(const QString& family, const MetricMetadata& metadata) { m_metadata[family] = metadata; }

    [[nodiscard]] std::vector<SampleSeries> select(const Matchers& matchers, std::int64_t from,
                                                   std::int64_t to) const override;
    [[nodiscard]] std::vector<LabelSet> series(const Matchers& matchers, std::int64_t from,
                                               std::int64_t to) const override;
    [[nodiscard]] std::map<QString, MetricMetadata> metadata() const override { return m_metadata; }
    [[nodiscard]] std::vector<ExemplarSeries> exemplars(const Matchers& matchers, std::int64_t from,
                                                        std::int64_t to) const override;

private:
    std::vector<SampleSeries> m_series;
    std::vector<ExemplarSeries> m_exemplars;
    QHash<LabelSet, std::size_t> m_index;
    QHash<LabelSet, std::size_t> m_exemplarIndex;
    std::map<QString, MetricMetadata> m_metadata;
};

} // namespace signalbox::simulator::promql
