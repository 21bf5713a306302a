// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/profiles/profileentry.h"
#include "widgets/theme/theme.h"

#include <QWidget>

#include <vector>

class QLabel;
class QPushButton;
class QScrollArea;

namespace signalbox::widgets {

/// The connection test as it runs: a row for each backend from the start, filled in when its answer comes.
class ConnectionPanel : public QWidget
{
    Q_OBJECT

public:
    explicit ConnectionPanel(const theme::Theme* theme, QWidget* parent = nullptr);

    void start(const std::vector<ConnectionResult>& backends);
    void setResult(const ConnectionResult& result);
    /// Those without an answer are marked as cancelled.
    void cancel();
    [[nodiscard]] bool isRunning() const;
    [[nodiscard]] const std::vector<ConnectionResult>& results() const { return m_results; }

Q_SIGNALS:
    void cancelRequested();
    void dismissed();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void refresh();

    const theme::Theme* m_theme;
    QLabel* m_title;
    QPushButton* m_button;
    QScrollArea* m_scroll;
    QWidget* m_rows;
    std::vector<ConnectionResult> m_results;
};

/// "Prometheus 2.42.0 · 12 ms · bearer, secret read", in one line.
[[nodiscard]] QString resultText(const ConnectionResult& result);

} // namespace signalbox::widgets
