// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/logql/linestate.h"

#include <algorithm>

namespace signalbox::simulator::logql {

void LineState::reset(const Fields& streamLabels, const Entry& entry)
{
    ns = entry.ns;
    line = entry.line;
    m_stream = &streamLabels;
    m_metadata = &entry.metadata;
    m_ownStream.reset();
    m_ownMetadata.reset();
    m_parsed.clear();
}

const std::string* LineState::find(std::string_view name) const
{
    if (const std::string* value = m_parsed.find(name))
        return value;
    if (const std::string* value = metadata().find(name))
        return value;
    return stream().find(name);
}

void LineState::extract(std::string_view name, std::string_view value)
{
    if (stream().contains(name) || metadata().contains(name))
        m_parsed.set(std::string(name) + "_extracted", value);
    else
        m_parsed.set(name, value);
}

void LineState::assign(std::string_view name, std::string_view value)
{
    remove(name);
    m_parsed.set(name, value);
}

void LineState::remove(std::string_view name)
{
    m_parsed.remove(name);
    if (metadata().contains(name)) {
        m_ownMetadata = metadata();
        m_ownMetadata->remove(name);
    }
    if (stream().contains(name)) {
        m_ownStream = stream();
        m_ownStream->remove(name);
    }
}

void LineState::fail(std::string_view kind, std::string_view details)
{
    if (failed())
        return;
    m_parsed.set("__error__", kind);
    m_parsed.set("__error_details__", details);
}

Fields LineState::all() const
{
    Fields out = stream();
    out.merge(metadata());
    out.merge(m_parsed);
    return out;
}

bool applyAll(const Pipeline& pipeline, LineState& state)
{
    return std::all_of(pipeline.begin(), pipeline.end(),
                       [&](const StagePtr& stage) { return stage->apply(state); });
}

} // namespace signalbox::simulator::logql
