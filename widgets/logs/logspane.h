// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/telemetry/logline.h"
#include "widgets/common/banner.h"
#include "widgets/shell/pane.h"

class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QTableView;

namespace signalbox::items {
class LogModel;
}

namespace signalbox::widgets {

class PaneHeader;
class Segments;

/// Logs: the LogQL that the Focus makes, or what the person writes instead; the lines; the chosen line whole.
class LogsPane : public Pane
{
    Q_OBJECT

public:
    LogsPane(items::LogModel* lines, const theme::Theme* theme, QWidget* parent = nullptr);

    [[nodiscard]] QString id() const override { return QStringLiteral("logs"); }
    [[nodiscard]] QString title() const override { return tr("Logs"); }
    [[nodiscard]] QString iconName() const override { return QStringLiteral("logs"); }
    void takeFocus() override;

    /// Replaces the text unless the person has written over it.
    void setFocusQuery(const QString& query);
    [[nodiscard]] QString query() const;
    [[nodiscard]] bool isNewestFirst() const;
    void setNote(const QString& note);
    [[nodiscard]] Banner* banner() const { return m_banner; }
    /// Below the lines: "5 000 of more: load more", or a break in the middle of paging.
    [[nodiscard]] Banner* footer() const { return m_footer; }

Q_SIGNALS:
    void querySubmitted();
    void moreRequested();
    void cancelRequested();
    void traceRequested(const signalbox::LogLine& line);

private:
    void showLine();

    items::LogModel* m_model;
    const theme::Theme* m_theme;
    PaneHeader* m_header;
    Segments* m_order;
    QLineEdit* m_query;
    QPushButton* m_fromFocus;
    Banner* m_banner;
    QTableView* m_lines;
    Banner* m_footer;
    QPlainTextEdit* m_detail;
    QPushButton* m_trace;
    QString m_focusQuery;
    bool m_own = false; ///< the person wrote the query
};

} // namespace signalbox::widgets
