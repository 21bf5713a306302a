// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/promql/memorysource.h"

#include "connectors/simulator/promql/gotext.h"
#include "connectors/simulator/promql/labels.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <optional>

namespace signalbox::simulator::promql {

namespace {

constexpr std::uint64_t staleBits = 0x7ff0000000000002ULL;

/// One line of the text, eaten from the front.
class LineReader
{
public:
    explicit LineReader(QByteArrayView line)
        : m_rest(line)
    {
    }

    [[nodiscard]] bool atEnd() const { return m_rest.isEmpty(); }
    [[nodiscard]] bool startsWith(QByteArrayView text) const { return m_rest.startsWith(text); }

    bool eat(QByteArrayView text)
    {
        if (!m_rest.startsWith(text))
            return false;
        m_rest = m_rest.sliced(text.size());
        return true;
    }

    QByteArrayView upTo(QByteArrayView stops)
    {
        qsizetype n = 0;
        while (n < m_rest.size() && !stops.contains(m_rest[n]))
            ++n;
        const QByteArrayView out = m_rest.first(n);
        m_rest = m_rest.sliced(n);
        return out;
    }

    /// `{a="x",b="y"}`; nothing when it is broken.
    std::optional<std::vector<Label>> labels()
    {
        std::vector<Label> out;
        if (!eat("{"))
            return std::nullopt;
        while (!eat("}")) {
            const QString name = QString::fromUtf8(upTo("=}"));
            if (!isLabelName(name) || !eat("=\""))
                return std::nullopt;
            QByteArray value;
            while (!m_rest.isEmpty() && m_rest.front() != '"') {
                if (eat("\\n"))
                    value += '\n';
                else if (eat("\\\""))
                    value += '"';
                else if (eat("\\\\"))
                    value += '\\';
                else {
                    value += m_rest.front();
                    m_rest = m_rest.sliced(1);
                }
            }
            if (!eat("\""))
                return std::nullopt;
            if (!value.isEmpty())
                out.push_back({name, QString::fromUtf8(value)});
            if (!eat(",") && !m_rest.startsWith('}'))
                return std::nullopt;
        }
        return out;
    }

    std::optional<double> number()
    {
        const auto value = parseFloat(upTo(" \t"));
        while (eat(" ")) {
        }
        return value;
    }

private:
    QByteArrayView m_rest;
};

std::optional<std::int64_t> milliseconds(std::optional<double> seconds)
{
    if (!seconds || !std::isfinite(*seconds) || std::abs(*seconds) > 9e15)
        return std::nullopt;
    return std::llround(*seconds * 1000);
}

/// A sample line; nullptr when it is good, else what is wrong with it.
const char* readSample(LineReader line, MemorySource& into)
{
    const QString name = QString::fromUtf8(line.upTo("{ "));
    if (!isMetricName(name))
        return "the metric's name";
    std::vector<Label> labels;
    if (line.startsWith("{")) {
        auto read = line.labels();
        if (!read)
            return "the labels";
        labels = std::move(*read);
    }
    labels.push_back({metricNameLabel(), name});
    const LabelSet set(std::move(labels));
    if (!line.eat(" "))
        return "a space after the labels";
    const auto value = line.number();
    const auto time = milliseconds(line.number());
    if (!value || !time)
        return "a value and a time";
    into.add(set, *time, *value);
    if (line.atEnd())
        return nullptr;
    if (!line.eat("# "))
        return "the end of the line";
    auto exemplarLabels = line.labels();
    if (!exemplarLabels || !line.eat(" "))
        return "the exemplar's labels";
    const auto exemplarValue = line.number();
    const auto exemplarTime = line.atEnd() ? time : milliseconds(line.number());
    if (!exemplarValue || !exemplarTime)
        return "the exemplar's value and time";
    into.addExemplar(set, {LabelSet(std::move(*exemplarLabels)), *exemplarValue, *exemplarTime});
    return nullptr;
}

void readComment(const QByteArray& line, std::map<QString, MetricMetadata>& metadata)
{
    const QList<QByteArray> words = line.split(' ');
    if (words.size() < 4)
        return;
    MetricMetadata& entry = metadata[QString::fromUtf8(words[2])];
    const QString text = QString::fromUtf8(words.mid(3).join(' '));
    if (words[1] == "TYPE")
        entry.type = text;
    else if (words[1] == "HELP")
        entry.help = text;
    else if (words[1] == "UNIT")
        entry.unit = text;
}

} // namespace

double staleNan()
{
    return std::bit_cast<double>(staleBits);
}

bool isStale(double v)
{
    return std::bit_cast<std::uint64_t>(v) == staleBits;
}

Result<MemorySource> MemorySource::fromOpenMetrics(const QByteArray& text)
{
    MemorySource out;
    qsizetype at = 0;
    int lineNumber = 0;
    while (at < text.size()) {
        ++lineNumber;
        qsizetype end = text.indexOf('\n', at);
        if (end < 0)
            end = text.size();
        const QByteArrayView line = QByteArrayView(text).sliced(at, end - at);
        at = end + 1;
        if (line == "# EOF")
            break;
        if (line.isEmpty())
            continue;
        if (line.startsWith('#')) {
            readComment(line.toByteArray(), out.m_metadata);
            continue;
        }
        if (const char* missing = readSample(LineReader(line), out)) {
            return failure(
                {.kind = ErrorKind::Parse,
                 .what = QStringLiteral("The metrics file cannot be read: line %1 lacks %2. It must be "
                                        "OpenMetrics text with a time on each sample.")
                             .arg(lineNumber)
                             .arg(QLatin1String(missing)),
                 .detail = cleaned(line.toByteArray())});
        }
    }
    return out;
}

void MemorySource::add(const LabelSet& labels, std::int64_t time, double value)
{
    auto it = m_index.find(labels);
    if (it == m_index.end()) {
        it = m_index.insert(labels, m_series.size());
        m_series.push_back({.labels = labels, .times = {}, .values = {}});
    }
    SampleSeries& series = m_series[*it];
    if (!series.times.empty() && series.times.back() >= time)
        return;
    series.times.push_back(time);
    series.values.push_back(value);
}

void MemorySource::addExemplar(const LabelSet& series, Exemplar exemplar)
{
    auto it = m_exemplarIndex.find(series);
    if (it == m_exemplarIndex.end()) {
        it = m_exemplarIndex.insert(series, m_exemplars.size());
        m_exemplars.push_back({.series = series, .exemplars = {}});
    }
    m_exemplars[*it].exemplars.push_back(std::move(exemplar));
}

std::vector<SampleSeries> MemorySource::select(const Matchers& matchers, std::int64_t from,
                                               std::int64_t to) const
{
    std::vector<SampleSeries> out;
    for (const SampleSeries& series : m_series) {
        if (!matchesAll(matchers, series.labels))
            continue;
        const auto first = std::ranges::lower_bound(series.times, from);
        const auto last = std::upper_bound(first, series.times.end(), to);
        if (first == last)
            continue;
        const auto offset = first - series.times.begin();
        out.push_back({.labels = series.labels,
                       .times = {first, last},
                       .values = {series.values.begin() + offset,
                                  series.values.begin() + (last - series.times.begin())}});
    }
    return out;
}

std::vector<LabelSet> MemorySource::series(const Matchers& matchers, std::int64_t from, std::int64_t to) const
{
    std::vector<LabelSet> out;
    for (const SampleSeries& series : m_series) {
        if (series.times.front() <= to && series.times.back() >= from && matchesAll(matchers, series.labels))
            out.push_back(series.labels);
    }
    return out;
}

std::vector<ExemplarSeries> MemorySource::exemplars(const Matchers& matchers, std::int64_t from,
                                                    std::int64_t to) const
{
    std::vector<ExemplarSeries> out;
    for (const ExemplarSeries& series : m_exemplars) {
        if (!matchesAll(matchers, series.series))
            continue;
        ExemplarSeries hit{.series = series.series, .exemplars = {}};
        for (const Exemplar& exemplar : series.exemplars) {
            if (exemplar.time >= from && exemplar.time <= to)
                hit.exemplars.push_back(exemplar);
        }
        if (!hit.exemplars.empty())
            out.push_back(std::move(hit));
    }
    return out;
}

} // namespace signalbox::simulator::promql
