// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/simulator/server/message.h"
#include "connectors/simulator/tracing/memorytracestore.h"

#include <QStringList>

#include <map>
#include <set>

namespace signalbox::simulator::tracing {

/// A recorded request with the answer of a real Jaeger.
struct JaegerFixture
{
    Request request;
    int status = 0;
    QByteArray contentType;
    QByteArray body;
};

/// `folder` is "jaeger" (2.20) or "jaeger1" (1.76).
[[nodiscard]] QStringList jaegerFixtureNames(const QString& folder);
[[nodiscard]] JaegerFixture readJaegerFixture(const QString& folder, const QString& name);
/// The spans that the real ones were fed.
void loadDataset(MemoryTraceStore& store);

/// A body without what differs between two calls to one server: everything without an order is sorted,
/// process numbers are replaced by their processes, a warning counts once. Text that is no JSON stays.
[[nodiscard]] std::string normalised(const QByteArray& body);
/// The traces of a body by id, each normalised: for all three forms of an answer. With `only`, these alone.
[[nodiscard]] std::map<std::string, std::string> tracesOf(const QByteArray& body,
                                                          const std::set<std::string>& only = {});
/// The variables in the page of the user interface.
[[nodiscard]] QStringList uiVariables(const QByteArray& page);

} // namespace signalbox::simulator::tracing
