// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/items/fieldtreemodel.h"
#include "widgets/common/banner.h"
#include "widgets/logs/fieldtree.h"
#include "widgets/theme/theme.h"

#include <QWidget>

class QLabel;
class QPlainTextEdit;
class QPushButton;
class QStackedLayout;

namespace signalbox::items {
class LogModel;
}

namespace signalbox::widgets {

class LogView;
class Segments;
class TraceChip;

/// One line whole, in place below its row: its fields as a tree, its raw text, what stands around it in its
/// stream; at the side its trace and what can be done.
class LineDetail : public QWidget
{
    Q_OBJECT

public:
    enum class Tab
    {
        Fields,
        Raw,
        Context
    };

    LineDetail(const theme::Theme* theme, QWidget* parent = nullptr);

    /// Nothing: the line is being taken apart.
    void setParts(const items::LinePartsPtr& parts);
    [[nodiscard]] const items::LinePartsPtr& parts() const { return m_fields->parts(); }
    void setStarred(bool starred);
    /// What the trace would open: "POST /checkout, 5.00 s, 23 spans, 4 errors"; or why it cannot be told.
    void setTraceNote(const QString& note);
    /// A sentence about the line's surroundings, at the side.
    void setFacts(const QString& facts);

    [[nodiscard]] Tab tab() const;
    void setTab(Tab tab);
    [[nodiscard]] FieldTree* tree() const { return m_tree; }
    [[nodiscard]] items::LogModel* contextModel() const { return m_contextModel; }
    [[nodiscard]] LogView* contextView() const { return m_contextView; }
    [[nodiscard]] Banner* contextBanner() const { return m_contextBanner; }
    [[nodiscard]] QString rawText() const;

Q_SIGNALS:
    void fieldActed(signalbox::widgets::FieldAction action, const signalbox::logs::FieldName& field,
                    const QString& value);
    void traceRequested();
    void contextRequested();
    void starRequested();
    void linkRequested();
    void closeRequested();

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    const theme::Theme* m_theme;
    items::FieldTreeModel* m_fields;
    items::LogModel* m_contextModel;
    Segments* m_tabs;
    QStackedLayout* m_pages;
    FieldTree* m_tree;
    QPlainTextEdit* m_raw;
    LogView* m_contextView;
    Banner* m_contextBanner;
    TraceChip* m_trace;
    QLabel* m_facts;
    QPushButton* m_star;
};

} // namespace signalbox::widgets
