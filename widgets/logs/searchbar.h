// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/logs/search.h"
#include "widgets/theme/theme.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QToolButton;

namespace signalbox::widgets {

/// Ctrl+F: a text to be found among the lines that are loaded. Enter and Shift+Enter go from hit to hit.
class SearchBar : public QWidget
{
    Q_OBJECT

public:
    SearchBar(const theme::Theme* theme, QWidget* parent = nullptr);

    void open();
    void close();
    void setSearch(const logs::SearchText& text);
    [[nodiscard]] logs::SearchText search() const;
    /// "3 of 128", "128 so far", or what is wrong.
    void setStatus(const QString& status, bool bad = false);
    [[nodiscard]] QString status() const;
    [[nodiscard]] QLineEdit* input() const { return m_input; }

Q_SIGNALS:
    void searchChanged();
    void stepRequested(int direction);
    void closed();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    const theme::Theme* m_theme;
    QLineEdit* m_input;
    QToolButton* m_case;
    QToolButton* m_regex;
    QLabel* m_status;
};

} // namespace signalbox::widgets
