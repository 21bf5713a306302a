// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/patternmodel.h"

#include "models/base/error.h"
#include "models/items/timedisplay.h"

#include <cmath>

namespace signalbox::items {

void PatternModel::setComparison(patterns::Comparison comparison)
{
    if (comparison == m_comparison)
        return;
    beginResetModel();
    m_comparison = std::move(comparison);
    for (patterns::Shape& shape : m_comparison.shapes) {
        shape.text = cleaned(QStringView(shape.text), 400);
        shape.service = cleaned(QStringView(shape.service));
    }
    endResetModel();
}

void PatternModel::setZone(Zone zone)
{
    m_zone = zone;
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0), index(rowCount() - 1));
}

QString PatternModel::tagText(patterns::Tag tag)
{
    switch (tag) {
    case patterns::Tag::New:
        return tr("NEW");
    case patterns::Tag::Up:
        return tr("UP");
    case patterns::Tag::Same:
        return tr("same");
    case patterns::Tag::Down:
        return tr("DOWN");
    case patterns::Tag::Gone:
        return tr("GONE");
    case patterns::Tag::Unknown:
        break;
    }
    return QStringLiteral("?");
}

QString PatternModel::changeText(int row) const
{
    const patterns::Shape& one = shape(row);
    const auto clock = [this](const std::optional<Instant>& at) {
        return at ? clockText(*at, m_zone).left(8) : QString();
    };
    if (one.tag == patterns::Tag::New || one.tag == patterns::Tag::Unknown)
        return clock(one.firstDuring);
    if (one.tag == patterns::Tag::Gone)
        return clock(one.lastSeen);
    if (!(one.factor > 0))
        return {};
    if (one.factor >= 1.5)
        return QStringLiteral("\u00d7 %1").arg(one.factor, 0, 'f', one.factor < 10 ? 1 : 0);
    const double percent = std::round((one.factor - 1) * 100);
    const QString sign = percent > 0   ? QStringLiteral("+")
                         : percent < 0 ? QStringLiteral("\u2212")
                                       : QString();
    return sign + QStringLiteral("%1 %").arg(std::abs(percent), 0, 'f', 0);
}

int PatternModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_comparison.shapes.size());
}

QVariant PatternModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const patterns::Shape& one = shape(index.row());
    if (role == Qt::DisplayRole)
        return QStringLiteral("%1 %2").arg(tagText(one.tag), one.text);
    if (role == Qt::ToolTipRole)
        return tr("%1\n%2: %3 now, %4 before")
            .arg(one.text, one.service, QString::number(one.during), QString::number(one.before));
    return {};
}

} // namespace signalbox::items
