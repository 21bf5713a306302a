// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/tracing/span.h"

#include <algorithm>

namespace signalbox::simulator::tracing {

bool Value::operator==(const Value& other) const
{
    return v == other.v;
}

const Value* find(const Attributes& attributes, std::string_view key)
{
    const auto it = std::ranges::find(attributes, key, &Attribute::key);
    return it == attributes.end() ? nullptr : &it->value;
}

std::string Resource::serviceName() const
{
    const Value* value = find(attributes, "service.name");
    const auto* text = value ? std::get_if<std::string>(&value->v) : nullptr;
    if (!text)
        return "missing-service-name";
    return text->empty() ? "empty-service-name" : *text;
}

std::string_view kindName(SpanKind kind)
{
    switch (kind) {
    case SpanKind::Unspecified:
        break;
    case SpanKind::Internal:
        return "internal";
    case SpanKind::Server:
        return "server";
    case SpanKind::Client:
        return "client";
    case SpanKind::Producer:
        return "producer";
    case SpanKind::Consumer:
        return "consumer";
    }
    return {};
}

} // namespace signalbox::simulator::tracing
