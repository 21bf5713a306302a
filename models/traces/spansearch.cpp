// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/traces/spansearch.h"

#include "models/logs/findbytes.h"

#include <QHash>

#include <algorithm>

namespace signalbox::traces {

namespace {

/// Answers for one text and one trace; each name is looked at once.
class Matcher
{
public:
    Matcher(const Trace& trace, const QString& text)
        : m_trace(trace)
        , m_finder(text.toUtf8().toStdString(), true)
        , m_id(SpanId::fromHex(QStringView(text)))
    {
        const qsizetype equals = text.indexOf(u'=');
        if (equals > 0) {
            m_key = text.left(equals).trimmed();
            m_value = text.mid(equals + 1).trimmed().toUtf8();
        }
    }

    [[nodiscard]] bool matches(const Span& span)
    {
        if (m_id && span.id == *m_id)
            return true;
        if (!m_key.isEmpty() && matchesPair(span))
            return true;
        if (named(span.service) || named(span.operation))
            return true;
        if (tagged(m_trace.tagsOf(span)) || processTagged(span))
            return true;
        for (const SpanEvent& event : m_trace.eventsOf(span))
            if (holds(event.name) || tagged(m_trace.tags(event.tags)))
                return true;
        return span.error && holds(span.statusText);
    }

private:
    [[nodiscard]] bool holds(TextSlice slice) const
    {
        return !slice.isEmpty() && m_finder.find(m_trace.bytes(slice)) != std::string_view::npos;
    }

    [[nodiscard]] bool named(NameId id)
    {
        if (id >= m_names.size())
            m_names.resize(id + 1, Unknown);
        if (m_names[id] == Unknown)
            m_names[id] =
                m_trace.name(id).contains(QString::fromStdString(m_finder.needle()), Qt::CaseInsensitive)
                    ? Yes
                    : No;
        return m_names[id] == Yes;
    }

    [[nodiscard]] bool tagged(std::span<const Tag> tags)
    {
        return std::any_of(tags.begin(), tags.end(),
                           [this](const Tag& tag) { return holds(tag.value) || named(tag.key); });
    }

    [[nodiscard]] bool processTagged(const Span& span)
    {
        if (span.process < 0)
            return false;
        const auto known = m_processes.constFind(span.process);
        if (known != m_processes.constEnd())
            return *known;
        return *m_processes.insert(span.process, tagged(m_trace.processTagsOf(span)));
    }

    [[nodiscard]] bool pairIn(std::span<const Tag> tags) const
    {
        return std::any_of(tags.begin(), tags.end(), [this](const Tag& tag) {
            const std::string_view value = m_trace.bytes(tag.value);
            return m_trace.keyOf(tag).compare(m_key, Qt::CaseInsensitive) == 0 &&
                   m_value == QByteArrayView(value.data(), static_cast<qsizetype>(value.size()));
        });
    }

    [[nodiscard]] bool matchesPair(const Span& span) const
    {
        if (m_key.compare(QLatin1String("kind"), Qt::CaseInsensitive) == 0)
            return toString(span.kind).toUtf8() == m_value;
        if (m_key.compare(QLatin1String("error"), Qt::CaseInsensitive) == 0 && span.error)
            return m_value == "true";
        return pairIn(m_trace.tagsOf(span)) || pairIn(m_trace.processTagsOf(span));
    }

    enum Answer : std::uint8_t
    {
        Unknown,
        Yes,
        No
    };
    const Trace& m_trace;
    logs::ByteFinder m_finder;
    std::optional<SpanId> m_id;
    QString m_key;
    QByteArray m_value;
    std::vector<Answer> m_names;
    QHash<std::int32_t, bool> m_processes;
};

} // namespace

std::vector<std::uint32_t> findSpans(const Trace& trace, const QString& text)
{
    std::vector<std::uint32_t> found;
    const QString wanted = text.trimmed();
    if (wanted.isEmpty())
        return found;
    const bool errors = wanted.compare(QLatin1String("error"), Qt::CaseInsensitive) == 0;
    Matcher matcher(trace, wanted);
    for (const std::uint32_t position : trace.preorder())
        if ((errors && trace.at(position).error) || matcher.matches(trace.at(position)))
            found.push_back(position);
    return found;
}

std::vector<bool> keepErrors(const Trace& trace)
{
    std::vector<bool> kept(trace.size());
    for (std::size_t i = 0; i < trace.size(); ++i)
        kept[i] = trace.at(i).error;
    return kept;
}

std::vector<bool> keepService(const Trace& trace, const QString& service)
{
    std::vector<bool> kept(trace.size());
    for (std::size_t i = 0; i < trace.size(); ++i)
        kept[i] = trace.serviceOf(trace.at(i)) == service;
    return kept;
}

std::vector<bool> keepPositions(const Trace& trace, const std::vector<std::uint32_t>& spans)
{
    std::vector<bool> kept(trace.size());
    for (const std::uint32_t span : spans)
        kept[span] = true;
    return kept;
}

} // namespace signalbox::traces
