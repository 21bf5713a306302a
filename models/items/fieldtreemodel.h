// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/logs/fieldcounts.h"
#include "models/logtext/jsontree.h"
#include "models/telemetry/logline.h"
#include "models/telemetry/tracecontext.h"

#include <QAbstractItemModel>

#include <memory>
#include <optional>
#include <vector>

namespace signalbox::items {

/// One line taken apart for its detail. Made off the GUI thread: a line may be megabytes long.
struct LineParts
{
    LogLine line;
    logtext::JsonTree tree;
    QString raw; ///< safe to show, with its breaks, bounded
    bool rawIsCut = false;
    std::optional<TraceContext> trace;
};
using LinePartsPtr = std::shared_ptr<const LineParts>;

[[nodiscard]] LinePartsPtr partsOf(LogLine line);

/// The fields of one line as a tree: the line's own, its metadata, what the query parsed, the stream's
/// labels.
class FieldTreeModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    struct Node
    {
        int parent = -1;
        int row = 0; ///< among its siblings
        std::vector<int> children;
        QString key;   ///< safe to show
        QString value; ///< of a leaf, safe to show
        QString plain; ///< of a leaf, as it is: to filter by and to copy
        logtext::JsonNode::Kind kind = logtext::JsonNode::Kind::Object;
        logs::FieldName field; ///< no name: nothing can be filtered by it
        bool isHead = false;   ///< "Metadata": a heading over fields
    };

    using QAbstractItemModel::QAbstractItemModel;

    void setParts(const LinePartsPtr& parts);
    [[nodiscard]] const LinePartsPtr& parts() const { return m_parts; }
    [[nodiscard]] const Node& node(const QModelIndex& index) const;

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex& index) const override;
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

private:
    int add(Node node);
    void addTree(const logtext::JsonTree& tree);
    void addLabels(const QString& head, const LabelSet& labels, logs::FieldPlace place);

    LinePartsPtr m_parts;
    std::vector<Node> m_nodes;
    std::vector<int> m_top;
};

} // namespace signalbox::items
