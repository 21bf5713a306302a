// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/foundmodel.h"

#include "models/base/error.h"
#include "models/golden/ranking.h"

namespace signalbox::items {

using golden::Finding;
using golden::Signal;

void FoundModel::setFindings(std::vector<Finding> findings)
{
    if (findings == m_findings)
        return;
    m_findings = std::move(findings);
    show();
}

void FoundModel::setFilter(const QString& typed)
{
    if (std::exchange(m_filter, typed) != typed)
        show();
}

void FoundModel::show()
{
    std::vector<Finding> shown;
    for (const Finding& finding : m_findings)
        if (golden::matchesFilter(finding.service, m_filter))
            shown.push_back(finding);
    const bool same =
        shown.size() == m_shown.size() &&
        std::equal(shown.begin(), shown.end(), m_shown.begin(), [](const Finding& a, const Finding& b) {
            return a.service == b.service && a.signal == b.signal;
        });
    if (!same) {
        beginResetModel();
        m_shown = std::move(shown);
        endResetModel();
        return;
    }
    m_shown = std::move(shown);
    if (!m_shown.empty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

int FoundModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_shown.size());
}

int FoundModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant FoundModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Finding& finding = m_shown[static_cast<std::size_t>(index.row())];
    if (role == FoundRole)
        return finding.found;
    if (role == CorrectedRole)
        return finding.corrected;
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    const qsizetype most = role == Qt::ToolTipRole ? 2'048 : 300;
    switch (index.column()) {
    case ServiceColumn:
        return cleaned(QStringView(finding.service), most);
    case SignalColumn:
        switch (finding.signal) {
        case Signal::Latency:
            return tr("Latency");
        case Signal::Traffic:
            return tr("Traffic");
        case Signal::Errors:
            return tr("Errors");
        case Signal::Saturation:
            return tr("Saturation");
        }
        return {};
    case ByColumn:
        return finding.found ? cleaned(QStringView(finding.title), most) : tr("not found");
    case MetricColumn:
        return cleaned(QStringView(finding.metric), most);
    case LabelColumn:
        return cleaned(QStringView(finding.serviceLabel), most);
    case WhyColumn:
        return cleaned(QStringView(finding.why), most);
    default:
        return {};
    }
}

QVariant FoundModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case ServiceColumn:
        return tr("Service");
    case SignalColumn:
        return tr("Signal");
    case ByColumn:
        return tr("Found by");
    case MetricColumn:
        return tr("Metric");
    case LabelColumn:
        return tr("Service label");
    case WhyColumn:
        return tr("Why");
    default:
        return {};
    }
}

} // namespace signalbox::items
