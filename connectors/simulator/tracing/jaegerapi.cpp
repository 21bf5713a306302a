// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/tracing/jaegerapi.h"

#include "connectors/simulator/tracing/jaegerreply.h"

#include <QStringList>

#include <algorithm>

namespace signalbox::simulator::tracing {

namespace {

/// Split before decoding: a service may have a slash in its name.
QStringList pathOf(const Request& request)
{
    const QByteArray path = request.encodedPath.isEmpty() ? request.path.toUtf8() : request.encodedPath;
    QStringList parts;
    for (const QByteArray& part : path.mid(1).split('/'))
        parts.append(QString::fromUtf8(QByteArray::fromPercentEncoding(part)));
    return parts;
}

} // namespace

JaegerApi::JaegerApi(const TraceStore* store, const Clock* clock, JaegerOptions options)
    : m_store(store)
    , m_clock(clock)
    , m_options(options)
{
}

Handler JaegerApi::handler()
{
    return [this](const Request& request) { return handle(request); };
}

Reply JaegerApi::handle(const Request& request)
{
    const QStringList path = pathOf(request);
    if (path.first() != QLatin1String("api"))
        return uiPage(m_options.version1);
    const bool posted = request.method == "POST" && (path.value(1) == QLatin1String("transform") ||
                                                     path.value(1) == QLatin1String("archive"));
    if (!posted && request.method != "GET" && request.method != "HEAD")
        return textReply(405, "Method Not Allowed\n");
    return path.value(1) == QLatin1String("v3") ? v3(request, path.mid(2)) : legacy(request, path.mid(1));
}

Reply JaegerApi::unknownPath() const
{
    return m_options.version1 ? uiPage(true) : textReply(404, "404 page not found\n");
}

ShownTrace JaegerApi::show(TracePtr trace, bool raw, Wording wording)
{
    if (raw && (m_options.version1 || !m_adjusted.contains(trace->id)))
        return shownRaw(std::move(trace));
    if (!m_options.version1) {
        if (m_adjusted.size() >= maxRemembered)
            m_adjusted.clear();
        m_adjusted.insert(trace->id);
    }
    return shownAdjusted(std::move(trace), wording, m_options.version1);
}

std::vector<Operation> JaegerApi::operationsOf(const std::string& service, const std::string& kind) const
{
    std::vector<Operation> found = m_store->operations(service);
    if (!kind.empty())
        std::erase_if(found, [&](const Operation& operation) { return kindName(operation.kind) != kind; });
    std::ranges::sort(found);
    return found;
}

} // namespace signalbox::simulator::tracing
