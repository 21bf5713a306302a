// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/prometheus/answers.h"
#include "models/base/result.h"

#include <QByteArray>

#include <cstddef>

namespace signalbox::prometheus {

// Bytes of an answer with status 2xx to values. Pure and reentrant: they run on the pool. `backend` is the
// name that an error carries. A body with http::bodyPadding of room behind it is read in place, any other
// is copied first. One entry that cannot be read is counted in the notes; a body that is not the answer at
// all is an Error.

/// What we take of one answer at most; what is beyond is left out, and the notes say so.
struct Caps
{
    std::size_t series = 20'000;
    std::size_t points = 10'000'000;
};

/// matrix, vector, scalar and string, floats and native histograms. Series come in the server's order.
[[nodiscard]] Result<QueryAnswer> parseQuery(const QByteArray& body, const QString& backend,
                                             const Caps& caps = {});

[[nodiscard]] Result<ExemplarAnswer> parseExemplars(const QByteArray& body, const QString& backend);
/// labels and label values.
[[nodiscard]] Result<ListAnswer> parseList(const QByteArray& body, const QString& backend);
[[nodiscard]] Result<SeriesAnswer> parseSeries(const QByteArray& body, const QString& backend);
[[nodiscard]] Result<MetadataAnswer> parseMetadata(const QByteArray& body, const QString& backend);
[[nodiscard]] Result<AlertsAnswer> parseAlerts(const QByteArray& body, const QString& backend);
[[nodiscard]] Result<BuildInfo> parseBuildInfo(const QByteArray& body, const QString& backend);
[[nodiscard]] Result<QString> parseFormatted(const QByteArray& body, const QString& backend);

struct RulesPage
{
    RulesAnswer answer;
    QString nextToken; ///< empty: the last page
};
[[nodiscard]] Result<RulesPage> parseRules(const QByteArray& body, const QString& backend);

} // namespace signalbox::prometheus
