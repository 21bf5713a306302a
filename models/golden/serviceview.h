// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/golden/discovery.h"

#include <QHash>

namespace signalbox::golden {

/// How one signal of one service was found, or why it was not: a line of "How was this found?".
struct Finding
{
    QString service;
    Signal signal = Signal::Latency;
    bool found = false;
    QString convention; ///< id; empty for an own expression
    QString title;      ///< "OpenTelemetry HTTP server"
    QString metric;
    QString serviceLabel;
    QString value;            ///< of that label: how the server calls the service
    QString why;              ///< a sentence
    QStringList alternatives; ///< ids of conventions that could serve as well
    bool corrected = false;   ///< a person chose this
    bool operator==(const Finding&) const = default;
};

/// What was found, seen by service: several sources may know one service under different labels. Pure.
class ServiceView
{
public:
    ServiceView() = default;
    ServiceView(Discovery discovery, Corrections corrections);

    [[nodiscard]] const Discovery& discovery() const { return m_discovery; }
    [[nodiscard]] const Corrections& corrections() const { return m_corrections; }
    /// Sorted.
    [[nodiscard]] const QStringList& services() const { return m_services; }

    /// "shop/payments" of the label job is the service payments.
    [[nodiscard]] QString nameOf(const QString& label, const QString& value) const;
    /// The value under which a source knows the service; nothing when it does not.
    [[nodiscard]] std::optional<QString> valueOf(const RequestSource& source, const QString& service) const;
    [[nodiscard]] std::optional<QString> valueOf(const ResourceSource& source, const QString& service) const;

    /// Null: none knows the service, or the signal. Saturation is not asked here.
    [[nodiscard]] const RequestSource* sourceOf(const QString& service, Signal signal) const;
    [[nodiscard]] std::vector<const ResourceSource*> resourcesOf(const QString& service) const;
    /// An expression that a person wrote for it; empty when there is none.
    [[nodiscard]] QString ownExpression(const QString& service, Signal signal) const;

    [[nodiscard]] std::vector<Finding> findingsOf(const QString& service) const;

private:
    [[nodiscard]] Finding requestFinding(const QString& service, Signal signal) const;
    [[nodiscard]] Finding saturationFinding(const QString& service) const;

    using Values = QHash<QString, QString>; ///< by the service's name
    [[nodiscard]] Values valuesOf(const QString& label, const QStringList& values) const;

    Discovery m_discovery;
    Corrections m_corrections;
    QStringList m_services;
    std::vector<Values> m_requestValues; ///< as many as sources
    std::vector<Values> m_resourceValues;
};

} // namespace signalbox::golden
