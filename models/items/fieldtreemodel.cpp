// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/fieldtreemodel.h"

#include "models/logtext/display.h"

#include <QByteArray>

namespace signalbox::items {

namespace {

constexpr qsizetype rawChars = 200'000;
constexpr qsizetype valueChars = 2'000;
constexpr qsizetype keyChars = 120;

QString safe(const QString& text, qsizetype most)
{
    const QByteArray utf8 = text.left(most * 2).toUtf8();
    return logtext::shown({utf8.constData(), static_cast<std::size_t>(utf8.size())}, most).text;
}

/// A line of a megabyte without a blank takes an editor seconds to lay out: a sign shows where it goes on.
QString inShortLines(const QString& text)
{
    constexpr qsizetype longest = 2'000;
    QString out;
    out.reserve(text.size() + text.size() / 500);
    qsizetype since = 0;
    for (const QChar c : text) {
        since = c == QLatin1Char('\n') ? 0 : since + 1;
        if (since > longest && !c.isLowSurrogate()) {
            out += QStringLiteral("\n\u21aa");
            since = 1;
        }
        out += c;
    }
    return out;
}

} // namespace

LinePartsPtr partsOf(LogLine line)
{
    auto parts = std::make_shared<LineParts>();
    parts->tree = logtext::treeOf(line.bytes());
    logtext::Shown raw = logtext::shown(line.bytes(), rawChars, logtext::Breaks::Kept);
    parts->raw = std::move(raw.text);
    parts->raw.replace(QChar(QChar::LineSeparator), QLatin1Char('\n'));
    parts->raw = inShortLines(parts->raw);
    parts->rawIsCut = raw.isCut;
    parts->trace = TraceContext::fromFields(line.labels, line.metadata, line.bytes());
    parts->line = std::move(line);
    return parts;
}

int FieldTreeModel::add(Node node)
{
    const int place = static_cast<int>(m_nodes.size());
    std::vector<int>& siblings =
        node.parent < 0 ? m_top : m_nodes[static_cast<std::size_t>(node.parent)].children;
    node.row = static_cast<int>(siblings.size());
    siblings.push_back(place);
    m_nodes.push_back(std::move(node));
    return place;
}

void FieldTreeModel::addTree(const logtext::JsonTree& tree)
{
    using Kind = logtext::JsonNode::Kind;
    std::vector<int> places(tree.nodes.size(), -1);
    for (std::size_t i = 0; i < tree.nodes.size(); ++i) {
        const logtext::JsonNode& from = tree.nodes[i];
        Node node{.parent = from.parent < 0 ? -1 : places[static_cast<std::size_t>(from.parent)],
                  .key = safe(from.key, keyChars),
                  .kind = from.kind};
        if (from.kind == Kind::Object || from.kind == Kind::Array) {
            const QString count = from.kind == Kind::Object ? tr("%n fields", nullptr, from.children)
                                                            : tr("%n entries", nullptr, from.children);
            node.value =
                from.depth == 0
                    ? (from.kind == Kind::Object ? QStringLiteral("{}  ") : QStringLiteral("[]  ")) + count
                    : count;
            node.isHead = from.depth == 0;
        } else {
            node.value = safe(from.value, valueChars);
            if (from.kind == Kind::String)
                node.value = QLatin1Char('"') + node.value + QLatin1Char('"');
            node.plain = from.value;
            node.field = {.name = from.field, .place = logs::FieldPlace::Line};
            if (from.parent >= 0 && tree.nodes[static_cast<std::size_t>(from.parent)].kind == Kind::Array)
                node.key = QStringLiteral("[%1]").arg(
                    m_nodes[static_cast<std::size_t>(node.parent)].children.size());
        }
        places[i] = add(std::move(node));
    }
    if (tree.left > 0 && !m_top.empty())
        add({.parent = m_top.front(),
             .value = tr("%n more values are not shown", nullptr, static_cast<int>(tree.left)),
             .isHead = true});
    if (tree.brokenAt)
        add({.value = tr("Not JSON from byte %1 on").arg(*tree.brokenAt + 1), .isHead = true});
}

void FieldTreeModel::addLabels(const QString& head, const LabelSet& labels, logs::FieldPlace place)
{
    if (labels.isEmpty())
        return;
    const int top = add({.value = head, .isHead = true});
    for (const Label& label : labels)
        add({.parent = top,
             .key = safe(label.name, keyChars),
             .value = safe(label.value, valueChars),
             .plain = label.value,
             .kind = logtext::JsonNode::Kind::Bare,
             .field = {.name = label.name, .place = place}});
}

void FieldTreeModel::setParts(const LinePartsPtr& parts)
{
    beginResetModel();
    m_parts = parts;
    m_nodes.clear();
    m_top.clear();
    if (parts) {
        addTree(parts->tree);
        addLabels(tr("Parsed by the query"), parts->line.parsed, logs::FieldPlace::Parsed);
        addLabels(tr("Metadata"), parts->line.metadata, logs::FieldPlace::Metadata);
        addLabels(tr("Stream labels"), parts->line.labels, logs::FieldPlace::Label);
    }
    endResetModel();
}

const FieldTreeModel::Node& FieldTreeModel::node(const QModelIndex& index) const
{
    return m_nodes[static_cast<std::size_t>(index.internalId())];
}

QModelIndex FieldTreeModel::index(int row, int column, const QModelIndex& parent) const
{
    if (column != 0 || row < 0)
        return {};
    const std::vector<int>& siblings = parent.isValid() ? node(parent).children : m_top;
    if (row >= static_cast<int>(siblings.size()))
        return {};
    return createIndex(row, 0, static_cast<quintptr>(siblings[static_cast<std::size_t>(row)]));
}

QModelIndex FieldTreeModel::parent(const QModelIndex& index) const
{
    if (!index.isValid())
        return {};
    const int parent = node(index).parent;
    return parent < 0
               ? QModelIndex()
               : createIndex(m_nodes[static_cast<std::size_t>(parent)].row, 0, static_cast<quintptr>(parent));
}

int FieldTreeModel::rowCount(const QModelIndex& parent) const
{
    if (parent.column() > 0)
        return 0;
    return static_cast<int>(parent.isValid() ? node(parent).children.size() : m_top.size());
}

int FieldTreeModel::columnCount(const QModelIndex&) const
{
    return 1;
}

QVariant FieldTreeModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Node& one = node(index);
    if (role == Qt::DisplayRole)
        return one.key.isEmpty() ? one.value : QStringLiteral("%1: %2").arg(one.key, one.value);
    if (role == Qt::ToolTipRole && !one.isHead)
        return one.value;
    return {};
}

} // namespace signalbox::items
