// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/instant.h"
#include "models/base/traceid.h"
#include "widgets/common/banner.h"
#include "widgets/shell/pane.h"

#include <optional>

class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QTableView;
class QTreeView;

namespace signalbox::items {
class SpanModel;
class TraceModel;
} // namespace signalbox::items

namespace signalbox::widgets {

class PaneHeader;

/// What the person asks for in the search line of the Traces pane.
struct TraceSearch
{
    QString service;
    std::optional<Duration> minDuration;
    bool errorsOnly = false;
    bool operator==(const TraceSearch&) const = default;
};

/// Traces: search, the traces found, the spans of the chosen one as a tree with bars, and the chosen span.
class TracesPane : public Pane
{
    Q_OBJECT

public:
    TracesPane(items::TraceModel* traces, items::SpanModel* spans, const theme::Theme* theme,
               QWidget* parent = nullptr);

    [[nodiscard]] QString id() const override { return QStringLiteral("traces"); }
    [[nodiscard]] QString title() const override { return tr("Traces"); }
    [[nodiscard]] QString iconName() const override { return QStringLiteral("traces"); }
    void takeFocus() override;

    void setServices(const QStringList& services, const QString& current);
    [[nodiscard]] TraceSearch search() const;
    void setNote(const QString& note);
    /// The head of the tree, and the whole trace unfolded when it is small enough to be read so.
    void showTrace(const QString& heading);
    [[nodiscard]] Banner* searchBanner() const { return m_searchBanner; }
    [[nodiscard]] Banner* traceBanner() const { return m_traceBanner; }

Q_SIGNALS:
    void searchSubmitted();
    void cancelRequested();
    void traceChosen(const signalbox::TraceId& id);
    void traceRetried();

private:
    void submit();
    void showSpan();

    items::TraceModel* m_traces;
    items::SpanModel* m_spans;
    PaneHeader* m_header;
    QComboBox* m_service;
    QLineEdit* m_minimum;
    QLabel* m_problem;
    QComboBox* m_outcome;
    Banner* m_searchBanner;
    QTableView* m_table;
    QLabel* m_heading;
    Banner* m_traceBanner;
    QTreeView* m_tree;
    QPlainTextEdit* m_detail;
};

} // namespace signalbox::widgets
