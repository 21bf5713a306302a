// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/common/banner.h"
#include "widgets/theme/theme.h"

#include <QWidget>

class QLabel;
class QListView;

namespace signalbox::items {
class PatternModel;
}

namespace signalbox::widgets {

class Segments;

/// The shapes of the lines, before against during. What is new comes first.
class PatternsPanel : public QWidget
{
    Q_OBJECT

public:
    PatternsPanel(items::PatternModel* model, const theme::Theme* theme, QWidget* parent = nullptr);

    /// Loki's own patterns may be shown instead, where it has them.
    void setServerOffered(bool offered);
    [[nodiscard]] bool isServerChosen() const;
    void setFoot(const QString& text);
    [[nodiscard]] Banner* banner() const { return m_banner; }
    [[nodiscard]] QListView* list() const { return m_list; }

Q_SIGNALS:
    void sourceChanged();
    /// Its lines are to be marked among those that are loaded.
    void markRequested(int row);
    /// Only its lines, or all but them, are to be asked for.
    void filterRequested(int row, bool isNot);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void showRanges();
    void openMenu(int row, const QPoint& global);

    items::PatternModel* m_model;
    const theme::Theme* m_theme;
    Segments* m_source;
    QWidget* m_ranges; ///< what is compared with what; hidden until something is
    QLabel* m_before;
    QLabel* m_during;
    Banner* m_banner;
    QListView* m_list;
    QLabel* m_foot;
};

} // namespace signalbox::widgets
