// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/chart/chartdata.h"
#include "widgets/theme/theme.h"

#include <QWidget>

class QAbstractButton;

namespace signalbox::widgets {

class Legend;

/// The head of a chart's card, 32 high: title, what its figures mean, legend, the button of the menu. The
/// words give way to the legend when the card is narrow, the title last.
class ChartHead : public QWidget
{
    Q_OBJECT

public:
    ChartHead(const theme::Theme* theme, QWidget* parent = nullptr);

    void setTexts(const QString& title, const QString& words);
    void setMenuOffered(bool offered);
    /// For a file: there is nothing to press.
    void setPrinted(bool printed);
    [[nodiscard]] Legend* legend() const { return m_legend; }

Q_SIGNALS:
    void menuWanted(const QPoint& global);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool event(QEvent* event) override;

private:
    void place();

    const theme::Theme* m_theme;
    Legend* m_legend;
    QAbstractButton* m_menu;
    QString m_title;
    QString m_words;
    bool m_offered = false;
    int m_titleWidth = 0;
    int m_wordsWidth = 0;
};

} // namespace signalbox::widgets
