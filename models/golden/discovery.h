// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/instant.h"
#include "models/golden/corrections.h"
#include "models/golden/inventory.h"
#include "models/golden/status.h"

#include <optional>
#include <vector>

namespace signalbox::golden {

/// How durations are kept.
enum class DurationKind
{
    None,
    Classic, ///< _bucket series with le
    Native,  ///< one series of native histograms
    Summary  ///< quantile labels, computed by each process for itself
};

/// Requests as they were found on this server.
struct RequestSource
{
    QString convention;
    QString title;
    int priority = 0;
    DurationKind durations = DurationKind::None;
    QString histogram; ///< base name
    double toSeconds = 1;
    QString counter; ///< the series that count requests
    QString serviceLabel;
    StatusKind status = StatusKind::None;
    QString statusLabel; ///< of the counter
    bool histogramHasStatus = false;
    QStringList operationLabels;
    QStringList labels; ///< of the counter: what can be broken down by
    QString matchers;
    QStringList services;      ///< values of the service label
    bool namesServices = true; ///< false: they are services only if another source knows them
    bool operator==(const RequestSource&) const = default;

    /// Tells the sources of one discovery apart.
    [[nodiscard]] QString id() const { return convention + u' ' + histogram + u' ' + counter; }
    [[nodiscard]] bool has(Signal signal) const;
};

/// A resource as it was found on this server.
struct ResourceSource
{
    ResourceConvention convention; ///< with each list cut to the one name that is here
    QString serviceLabel;
    QStringList services;
    bool operator==(const ResourceSource&) const = default;
};

struct VersionSource
{
    QString metric;
    QString versionLabel;
    QString serviceLabel;
    bool operator==(const VersionSource&) const = default;
};

/// What a server can tell of the golden signals, and how it was found. A value: kept on disk.
struct Discovery
{
    Instant at;
    std::vector<RequestSource> requests; ///< highest priority first
    std::vector<ResourceSource> resources;
    std::vector<VersionSource> versions;
    QStringList remarks; ///< what was seen and could not be used, as sentences
    bool operator==(const Discovery&) const = default;
    [[nodiscard]] bool isEmpty() const { return requests.empty() && resources.empty(); }
};

/// Pure. Corrections that concern what is found (switched off, service labels) are applied here; those that
/// concern what is shown are applied by ServiceView.
[[nodiscard]] Discovery discover(const Inventory& inventory, const Conventions& conventions,
                                 const Corrections& corrections, Instant at);

/// For the disk. Reading refuses what is broken or of another version.
[[nodiscard]] QByteArray toBytes(const Discovery& discovery);
[[nodiscard]] Result<Discovery> discoveryFromBytes(const QByteArray& bytes);

} // namespace signalbox::golden
