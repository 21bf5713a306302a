// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/telemetry/labelset.h"

#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <array>
#include <map>
#include <optional>
#include <vector>

namespace signalbox::mapping {

/// Where a thing has a name of its own.
enum class Store
{
    Metrics,
    Logs,
    Traces
};
inline constexpr std::array allStores{Store::Metrics, Store::Logs, Store::Traces};
/// "metrics": in files.
[[nodiscard]] QString keyOf(Store store);

/// The values of one label of one store, as it tells them.
struct Vocabulary
{
    Store store = Store::Logs;
    QString label;
    QStringList values;
    bool operator==(const Vocabulary&) const = default;
};

/// How one store calls a service.
struct Name
{
    QString label;
    QString value;
    double confidence = 0; ///< 0 to 1
    QString why;           ///< a few words
    bool isCorrected = false;
    bool operator==(const Name&) const = default;
};

/// What else may be called differently in each store.
enum class Dimension
{
    Version,
    Zone,
    Pod,
    Host,
    Namespace
};
inline constexpr std::array allDimensions{Dimension::Version, Dimension::Zone, Dimension::Pod,
                                          Dimension::Host, Dimension::Namespace};
[[nodiscard]] QString keyOf(Dimension dimension);

/// What a person knows better. Kept in the profile; each entry can be taken back alone.
struct Corrections
{
    struct Fix
    {
        QString label; ///< empty: the one that was learned
        QString value; ///< empty: this store does not have the service
        bool operator==(const Fix&) const = default;
    };
    std::map<QString, std::map<Store, Fix>> services;
    std::map<Dimension, std::map<Store, QString>> labels;
    bool operator==(const Corrections&) const = default;
    [[nodiscard]] bool isEmpty() const { return services.empty() && labels.empty(); }
};
[[nodiscard]] QJsonObject toJson(const Corrections& corrections);
/// Invalid with the name of the key that is wrong. Unknown keys are left alone.
[[nodiscard]] Result<Corrections> correctionsFromJson(const QJsonObject& json);

/// A service and its name in each store; none where nothing like it was seen.
struct Row
{
    QString service;
    std::array<std::optional<Name>, 3> names;
    bool operator==(const Row&) const = default;
    [[nodiscard]] const std::optional<Name>& in(Store store) const
    {
        return names[static_cast<std::size_t>(store)];
    }
};

/// Which labels of the stores are one dimension; empty where a store has none.
struct DimensionRow
{
    Dimension dimension = Dimension::Pod;
    std::array<QString, 3> labels;
    bool isCorrected = false;
    bool operator==(const DimensionRow&) const = default;
    [[nodiscard]] const QString& in(Store store) const { return labels[static_cast<std::size_t>(store)]; }
};

/// The same service wears different labels in each store; this ties them together. A value, learned from
/// what the stores tell of themselves.
class Mapping
{
public:
    [[nodiscard]] const std::vector<Row>& rows() const { return m_rows; }
    [[nodiscard]] const std::vector<DimensionRow>& dimensions() const { return m_dimensions; }
    /// Names of all services, sorted.
    [[nodiscard]] QStringList services() const;
    /// The label of the logs' streams that names services; where none does, one to select streams by. Empty
    /// while the labels are not known.
    [[nodiscard]] const QString& logLabel() const { return m_logLabel; }

    [[nodiscard]] const Row* find(const QString& service) const;
    /// Null when that store does not know the service.
    [[nodiscard]] const Name* nameIn(Store store, const QString& service) const;
    /// The service that a store calls so; the value itself when none is known by it.
    [[nodiscard]] QString serviceOf(Store store, const QString& value) const;
    /// The service of a line's stream, or of an alert: the labels that are known to name one go first.
    [[nodiscard]] QString serviceOf(Store store, const LabelSet& labels) const;
    /// What that label of one store is called in another; empty when it has nothing like it.
    [[nodiscard]] QString labelIn(Store to, const QString& label) const;

    /// Those of the services that the logs have, as one condition can say it: values of one label. Services
    /// that are found under another label only are left out unless they are all that is asked for.
    struct LogNames
    {
        QString label;
        QStringList values;
        QStringList missing; ///< services that the condition leaves out
        bool operator==(const LogNames&) const = default;
    };
    [[nodiscard]] LogNames logNames(const QStringList& services) const;

    bool operator==(const Mapping&) const = default;

private:
    friend Mapping learn(const std::vector<Vocabulary>& vocabularies, const Corrections& corrections);
    void learnDimensions(const std::vector<Vocabulary>& vocabularies, const Corrections& corrections);

    std::vector<Row> m_rows; ///< by name
    std::vector<DimensionRow> m_dimensions;
    QString m_logLabel;
};

/// By overlap of values: the label of a store whose values are most surely names of services that another
/// store knows, wins; a service that it does not name may still be found under another label. Vocabularies of
/// Metrics and Traces are lists of services; of Logs all labels count that the store has. A vocabulary
/// without values only tells that there is such a label. Pure; bounded in what it looks at.
[[nodiscard]] Mapping learn(const std::vector<Vocabulary>& vocabularies, const Corrections& corrections = {});

/// Labels that are worth asking the values of, the likeliest first, at most so many.
[[nodiscard]] QStringList labelsToAsk(const QStringList& labels, qsizetype atMost);

/// The tag of traces that says the same by OpenTelemetry's conventions; empty for what is no such thing.
[[nodiscard]] QString usualTagOf(Dimension dimension);

} // namespace signalbox::mapping
