// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/actions/fuzzy.h"
#include "models/pivots/recognise.h"

#include <QAbstractListModel>

#include <vector>

class QAction;

namespace signalbox::widgets {

class ActionRegistry;

/// What a source of a search says: something to go to, or where it stands.
struct OmniRow
{
    QString source; ///< "Logs"
    QString text;
    std::optional<pivots::Recognised> target; ///< none: only a state, "nothing found"
    bool operator==(const OmniRow&) const = default;
};

/// Everything that the typed text may mean: what it was recognised as, the enabled actions that match it,
/// services, and what was found for it; best first.
class PaletteModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role
    {
        KeyRole = Qt::UserRole + 1,
        GroupRole,
        PositionsRole,
        QuietRole ///< bool: a state, nothing to go to
    };

    explicit PaletteModel(const ActionRegistry* registry, QObject* parent = nullptr);

    void setServices(const QStringList& services) { m_services = services; }
    [[nodiscard]] const QStringList& services() const { return m_services; }
    void setPattern(const QString& pattern);
    /// Of the pattern that is there; stands behind everything else.
    void setFound(std::vector<OmniRow> found);
    [[nodiscard]] const std::vector<pivots::Recognised>& recognised() const { return m_recognised; }

    [[nodiscard]] QAction* actionAt(const QModelIndex& index) const;
    [[nodiscard]] const pivots::Recognised* targetAt(const QModelIndex& index) const;
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;

private:
    struct Row
    {
        QAction* action = nullptr;
        actions::FuzzyMatch match;
        OmniRow row; ///< when there is no action
    };
    [[nodiscard]] static Row rowOf(const pivots::Recognised& target);

    const ActionRegistry* m_registry;
    QStringList m_services;
    std::vector<pivots::Recognised> m_recognised;
    std::vector<Row> m_rows;
    std::size_t m_fixed = 0; ///< rows before those that were found
};

} // namespace signalbox::widgets
