// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/shell/palettemodel.h"

#include "widgets/shell/actionregistry.h"

#include <algorithm>

namespace signalbox::widgets {

using pivots::Recognised;

namespace {

constexpr std::size_t mostServices = 5;

} // namespace

PaletteModel::PaletteModel(const ActionRegistry* registry, QObject* parent)
    : QAbstractListModel(parent)
    , m_registry(registry)
{
}

PaletteModel::Row PaletteModel::rowOf(const Recognised& target)
{
    return {.row = {.source = target.detail, .text = target.what, .target = target}};
}

void PaletteModel::setPattern(const QString& pattern)
{
    beginResetModel();
    m_rows.clear();
    m_recognised = pivots::recognise(pattern, m_services);
    std::vector<Row> actions;
    for (QAction* action : m_registry->actions()) {
        if (!action->isEnabled())
            continue;
        if (auto match = actions::fuzzyMatch(pattern, action->text()))
            actions.push_back({action, *std::move(match), {}});
    }
    const auto byScore = [](const Row& a, const Row& b) { return a.match.score > b.match.score; };
    std::stable_sort(actions.begin(), actions.end(), byScore);
    std::vector<Row> services;
    for (const QString& service : pattern.trimmed().isEmpty() ? QStringList() : m_services) {
        const bool isKnown =
            std::any_of(m_recognised.begin(), m_recognised.end(), [&](const Recognised& each) {
                return each.kind == Recognised::Kind::Service && each.services.contains(service);
            });
        auto match = actions::fuzzyMatch(pattern, service);
        if (isKnown || !match)
            continue;
        Row row = rowOf({.kind = Recognised::Kind::Service,
                         .what = service,
                         .detail = tr("Service"),
                         .services = {service}});
        row.match = *std::move(match);
        services.push_back(std::move(row));
    }
    std::stable_sort(services.begin(), services.end(), byScore);
    services.resize(std::min(services.size(), mostServices));

    // What is sure goes first; a guess waits behind the actions that were probably meant.
    for (const Recognised& each : m_recognised)
        if (each.isSure)
            m_rows.push_back(rowOf(each));
    const auto take = [this](std::vector<Row>& rows) {
        std::move(rows.begin(), rows.end(), std::back_inserter(m_rows));
    };
    take(actions);
    take(services);
    for (const Recognised& each : m_recognised)
        if (!each.isSure)
            m_rows.push_back(rowOf(each));
    m_fixed = m_rows.size();
    endResetModel();
}

void PaletteModel::setFound(std::vector<OmniRow> found)
{
    const auto first = static_cast<int>(m_fixed);
    if (m_rows.size() > m_fixed) {
        beginRemoveRows({}, first, rowCount() - 1);
        m_rows.resize(m_fixed);
        endRemoveRows();
    }
    if (found.empty())
        return;
    beginInsertRows({}, first, first + static_cast<int>(found.size()) - 1);
    for (OmniRow& row : found)
        m_rows.push_back({.row = std::move(row)});
    endInsertRows();
}

QAction* PaletteModel::actionAt(const QModelIndex& index) const
{
    return checkIndex(index, CheckIndexOption::IndexIsValid)
               ? m_rows[static_cast<std::size_t>(index.row())].action
               : nullptr;
}

const Recognised* PaletteModel::targetAt(const QModelIndex& index) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return nullptr;
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    return row.row.target ? &*row.row.target : nullptr;
}

int PaletteModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant PaletteModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return row.action ? row.action->text() : row.row.text;
    case KeyRole:
        return row.action ? row.action->shortcut().toString(QKeySequence::NativeText) : QString();
    case GroupRole:
        return row.action ? ActionRegistry::groupOf(row.action) : row.row.source;
    case PositionsRole:
        return QVariant::fromValue(QList<int>(row.match.positions.begin(), row.match.positions.end()));
    case QuietRole:
        return !row.action && !row.row.target;
    default:
        return {};
    }
}

Qt::ItemFlags PaletteModel::flags(const QModelIndex& index) const
{
    return data(index, QuietRole).toBool() ? Qt::NoItemFlags : QAbstractListModel::flags(index);
}

} // namespace signalbox::widgets
