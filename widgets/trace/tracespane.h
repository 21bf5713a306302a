// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/shell/pane.h"
#include "widgets/trace/findpage.h"
#include "widgets/trace/tracepage.h"

class QStackedWidget;

namespace signalbox::widgets {

/// Traces: a page to find one, and a page for the one that is open. Must not fetch: the controller does.
class TracesPane : public Pane
{
    Q_OBJECT

public:
    TracesPane(items::TraceModel* traces, const theme::Theme* theme, QWidget* parent = nullptr);

    [[nodiscard]] QString id() const override { return QStringLiteral("traces"); }
    [[nodiscard]] QString title() const override { return tr("Traces"); }
    [[nodiscard]] QString iconName() const override { return QStringLiteral("traces"); }
    void takeFocus() override;
    [[nodiscard]] std::vector<Command> commands() override;

    [[nodiscard]] FindPage* findPage() const { return m_find; }
    [[nodiscard]] TracePage* tracePage() const { return m_trace; }
    void showFindPage();
    void showTracePage();
    [[nodiscard]] bool isTraceShown() const;

Q_SIGNALS:
    void logsRequested();
    void signalsRequested();
    void similarRequested();
    void shownChanged();

private:
    QStackedWidget* m_pages;
    FindPage* m_find;
    TracePage* m_trace;
};

} // namespace signalbox::widgets
