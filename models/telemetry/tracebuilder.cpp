// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/telemetry/tracebuilder.h"

#include "models/telemetry/traceassembler.h"

#include <QHashFunctions>

#include <algorithm>
#include <array>
#include <set>

namespace signalbox {

namespace {

constexpr std::array<std::string_view, static_cast<std::size_t>(KnownName::Count)> knownNames{
    "unknown service", "error",           "otel.status_code",   "otel.status_description",
    "span.kind",       "otel.scope.name", "otel.scope.version", "w3c.tracestate",
    "event",           "message",         "service.name",       "@jaeger@warnings"};

std::size_t hashOf(std::string_view text)
{
    return qHashBits(text.data(), text.size(), QHashSeed::globalSeed());
}

SpanKind kindFrom(std::string_view text)
{
    static constexpr std::array<std::pair<std::string_view, SpanKind>, 5> kinds{
        {{"server", SpanKind::Server},
         {"client", SpanKind::Client},
         {"internal", SpanKind::Internal},
         {"producer", SpanKind::Producer},
         {"consumer", SpanKind::Consumer}}};
    for (const auto& [name, kind] : kinds) {
        if (text == name)
            return kind;
    }
    return SpanKind::Unspecified;
}

} // namespace

TraceBuilder::TraceBuilder(QByteArray body)
    : m_store(std::make_shared<TraceStore>())
    , m_slots(256)
{
    m_store->body = std::move(body);
    m_bodyView = {m_store->body.constData(), static_cast<std::size_t>(m_store->body.size())};
    for (const std::string_view name : knownNames)
        (void)intern(name);
}

TextSlice TraceBuilder::keep(std::string_view text)
{
    const TextSlice slice{static_cast<std::uint32_t>(m_bodyView.size() + m_store->side.size()),
                          static_cast<std::uint32_t>(text.size())};
    m_store->side.append(text);
    return slice;
}

NameId TraceBuilder::intern(std::string_view text)
{
    // Tags come in the same order in span after span: mostly the next name is the one that came next before.
    if (!m_names.empty()) {
        const NameId guess = m_successor[m_lastName];
        if (nameBytes(guess) == text)
            return m_lastName = guess;
    }
    const std::size_t hash = hashOf(text);
    const std::size_t mask = m_slots.size() - 1;
    std::size_t at = hash & mask;
    NameId id = 0;
    for (;; at = (at + 1) & mask) {
        if (m_slots[at].next == 0) {
            id = insert(text, hash);
            break;
        }
        if (m_slots[at].hash == static_cast<std::uint32_t>(hash) && nameBytes(m_slots[at].next - 1) == text) {
            id = m_slots[at].next - 1;
            break;
        }
    }
    m_successor[m_lastName] = id;
    return m_lastName = id;
}

NameId TraceBuilder::insert(std::string_view text, std::size_t hash)
{
    const char* const begin = m_bodyView.data();
    const bool inBody = text.data() >= begin && text.data() + text.size() <= begin + m_bodyView.size();
    if ((m_names.size() + 1) * 2 > m_slots.size())
        growNames();
    const auto id = static_cast<NameId>(m_names.size());
    m_names.push_back(inBody && !text.empty() ? slice(text) : keep(text));
    m_successor.push_back(0);
    std::size_t at = hash & (m_slots.size() - 1);
    while (m_slots[at].next != 0)
        at = (at + 1) & (m_slots.size() - 1);
    m_slots[at] = {static_cast<std::uint32_t>(hash), id + 1};
    return id;
}

void TraceBuilder::growNames()
{
    std::vector<Slot> bigger(m_slots.size() * 2);
    const std::size_t mask = bigger.size() - 1;
    for (NameId id = 0; id < m_names.size(); ++id) {
        const std::size_t hash = hashOf(nameBytes(id));
        std::size_t at = hash & mask;
        while (bigger[at].next != 0)
            at = (at + 1) & mask;
        bigger[at] = {static_cast<std::uint32_t>(hash), id + 1};
    }
    m_slots = std::move(bigger);
}

TraceBuilder::Position TraceBuilder::position() const
{
    return {m_store->tags.size(), m_store->events.size(), m_store->links.size(), m_store->warnings.size()};
}

void TraceBuilder::rewind(const Position& position)
{
    m_store->tags.resize(position.tags);
    m_store->events.resize(position.events);
    m_store->links.resize(position.links);
    m_store->warnings.resize(position.warnings);
}

void TraceBuilder::beginTrace(ParentRule rule)
{
    m_current = m_groups.size();
    m_groups.emplace_back().rule = rule;
}

void TraceBuilder::selectTrace(const TraceId& id, TextSlice idText, ParentRule rule)
{
    if (!m_groups.empty() && m_groups[m_current].id == id)
        return;
    const auto found = m_groupOf.constFind(id);
    if (found != m_groupOf.constEnd()) {
        m_current = *found;
        return;
    }
    beginTrace(rule);
    setTraceId(id, idText);
    m_groupOf.insert(id, m_current);
}

void TraceBuilder::setTraceId(const TraceId& id, TextSlice idText)
{
    m_groups[m_current].id = id;
    m_groups[m_current].idText = idText;
}

void TraceBuilder::addWarning(const QString& sentence)
{
    if (!m_groups[m_current].warnings.contains(sentence))
        m_groups[m_current].warnings.append(sentence);
}

void TraceBuilder::addBadEntry()
{
    ++m_groups[m_current].badEntries;
}

qint64 TraceBuilder::badEntries() const
{
    qint64 sum = m_badAnywhere;
    for (const Group& group : m_groups)
        sum += group.badEntries;
    return sum;
}

void TraceBuilder::addSpan(Span span, int statusCode)
{
    readStatus(span, statusCode);
    if (span.warnings.count > 1)
        dropRepeatedWarnings(span);
    Group& group = m_groups[m_current];
    if (group.spans.size() == group.spans.capacity())
        makeRoom(group, span);
    group.spans.push_back(span);
}

// Guesses from how far in the body the spans have come how many there will be: growing step by step would
// touch twice the memory.
void TraceBuilder::makeRoom(Group& group, const Span& next) const
{
    const std::size_t size = group.spans.size();
    std::size_t room = size * 2 + 4;
    if (size >= 512 && group.spans.front().idText.offset < next.idText.offset &&
        next.idText.offset < m_bodyView.size()) {
        const std::size_t first = group.spans.front().idText.offset;
        const double share =
            static_cast<double>(next.idText.offset - first) / static_cast<double>(m_bodyView.size() - first);
        room = std::max(size + size / 4, static_cast<std::size_t>(static_cast<double>(size) / share * 1.02));
    }
    group.spans.reserve(room);
}

// Jaeger repeats a remark for each time that the trace was read. Only the last span's may still shrink.
void TraceBuilder::dropRepeatedWarnings(Span& span)
{
    std::vector<TextSlice>& all = m_store->warnings;
    std::set<std::string_view> seen;
    std::size_t kept = span.warnings.first;
    for (std::size_t i = kept; i < span.warnings.first + span.warnings.count; ++i) {
        if (seen.insert(bytes(all[i])).second)
            all[kept++] = all[i];
    }
    span.warnings.count = static_cast<std::uint32_t>(kept - span.warnings.first);
}

// The first of these that is there decides: the tag "error" (a bool, or a text that is the message unless it
// says true or false), otel.status_code, the status code of OTLP. An HTTP status is no error by itself.
void TraceBuilder::readStatus(Span& span, int statusCode) const
{
    const Tag* error = nullptr;
    const Tag* status = nullptr;
    const Tag* const first = m_store->tags.data() + span.tags.first;
    for (const Tag* tag = first; tag != first + span.tags.count; ++tag) {
        if (tag->key >= static_cast<NameId>(KnownName::Count))
            continue;
        switch (static_cast<KnownName>(tag->key)) {
        case KnownName::Error:
            error = error ? error : tag;
            break;
        case KnownName::StatusCode:
            status = status ? status : tag;
            break;
        case KnownName::StatusDescription:
            if (span.statusText.isEmpty())
                span.statusText = tag->value;
            break;
        case KnownName::Kind:
            if (span.kind == SpanKind::Unspecified)
                span.kind = kindFrom(bytes(tag->value));
            break;
        default:
            break;
        }
    }
    if (error) {
        const std::string_view text = bytes(error->value);
        span.error = !text.empty() && text != "false" && !(error->kind == TagKind::Int64 && text == "0");
        if (span.error && error->kind == TagKind::String && text != "true" && span.statusText.isEmpty())
            span.statusText = error->value;
    } else if (status) {
        span.error = bytes(status->value) == "ERROR";
    } else {
        span.error = statusCode == 2;
    }
}

std::vector<std::shared_ptr<const Trace>> TraceBuilder::finish()
{
    m_store->names.reserve(m_names.size());
    for (const TextSlice& name : m_names) {
        const std::string_view text = bytes(name);
        m_store->names.push_back(QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())));
    }
    std::vector<std::shared_ptr<const Trace>> traces;
    traces.reserve(m_groups.size());
    if (m_groups.size() == 1)
        m_groups.front().badEntries += m_badAnywhere;
    TraceAssembler assembler(m_store);
    for (Group& group : m_groups) {
        if (!group.spans.empty())
            traces.push_back(assembler.assemble(group));
    }
    return traces;
}

} // namespace signalbox
