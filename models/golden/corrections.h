// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/golden/signal.h"

#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <map>

namespace signalbox::golden {

/// What a person knows better than the conventions. Kept in the profile; each entry can be taken back alone.
struct Corrections
{
    /// A signal of a service.
    struct Place
    {
        QString service;
        Signal signal = Signal::Latency;
        auto operator<=>(const Place& other) const
        {
            if (const int names = service.compare(other.service); names != 0)
                return names <=> 0;
            return static_cast<int>(signal) <=> static_cast<int>(other.signal);
        }
        bool operator==(const Place&) const = default;
    };

    QStringList off;                          ///< ids of conventions that are not to be used
    std::map<QString, QString> serviceLabels; ///< by convention: the label that names the service
    std::map<Place, QString> chosen;          ///< by place: the convention to use
    std::map<Place, QString> own;             ///< by place: an expression to use as it stands
    std::map<Place, double> targets;          ///< by place: what is promised, in seconds or as a share
    std::map<QString, QString> renamed;       ///< a label's value to the name of the service
    bool operator==(const Corrections&) const = default;
    [[nodiscard]] bool isEmpty() const { return *this == Corrections{}; }
};

[[nodiscard]] QJsonObject toJson(const Corrections& corrections);
/// Invalid with the name of the key that is wrong. Unknown keys are left alone.
[[nodiscard]] Result<Corrections> correctionsFromJson(const QJsonObject& json);

} // namespace signalbox::golden
