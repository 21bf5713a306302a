// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/items/factmodel.h"
#include "models/traces/reading.h"
#include "widgets/theme/theme.h"

#include <QTreeView>
#include <QWidget>

class QLabel;
class QPushButton;

namespace signalbox::widgets {

class KeyButton;

/// The facts of a span: groups that fold, values that can be copied, searched for and filtered by. Ctrl+C
/// copies, T finds traces with a value, L its logs, Enter opens a link.
class FactTree : public QTreeView
{
    Q_OBJECT

public:
    FactTree(items::FactModel* model, const theme::Theme* theme, QWidget* parent = nullptr);

Q_SIGNALS:
    void findRequested(const QString& key, const QString& value);
    void filterRequested(const QString& key, const QString& value);
    void linkRequested(const signalbox::TraceId& trace, const signalbox::SpanId& span);

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void drawBranches(QPainter* painter, const QRect& rect, const QModelIndex& index) const override;

private:
    enum class Act
    {
        Copy,
        Find,
        Filter,
        Open
    };
    void act(Act what);
    void openMenu(const QPoint& global);

    items::FactModel* m_model;
    const theme::Theme* m_theme;
};

/// The chosen span: what, who, how long, what can be done from it, and its facts.
class SpanDetail : public QWidget
{
    Q_OBJECT

public:
    explicit SpanDetail(const theme::Theme* theme, QWidget* parent = nullptr);

    /// A span below 0: none.
    void setSpan(const traces::ReadingPtr& reading, std::int64_t span, Zone zone);
    [[nodiscard]] FactTree* facts() const { return m_tree; }
    [[nodiscard]] items::FactModel* model() const { return m_model; }
    [[nodiscard]] QString title() const;

Q_SIGNALS:
    void closeRequested();
    void logsRequested();
    void signalsRequested();
    void similarRequested();

private:
    const theme::Theme* m_theme;
    items::FactModel* m_model;
    QWidget* m_swatch;
    QLabel* m_title;
    QLabel* m_who;
    QLabel* m_duration;
    QLabel* m_own;
    QLabel* m_path;
    QLabel* m_when;
    QWidget* m_body;
    QLabel* m_empty;
    FactTree* m_tree;
};

} // namespace signalbox::widgets
