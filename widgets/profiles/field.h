// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/theme/theme.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QHBoxLayout;

namespace signalbox::widgets {

/// A label, an input below it, and below that the sentence that explains what is wrong with it. The sentence
/// waits until the person has left the field once, so that nobody is corrected in the middle of a word.
class Field : public QWidget
{
    Q_OBJECT

public:
    Field(const QString& label, QWidget* input, const theme::Theme* theme, QWidget* parent = nullptr);
    /// The common case: one line of text.
    static Field* line(const QString& label, const QString& placeholder, const theme::Theme* theme,
                       QWidget* parent);

    [[nodiscard]] QLineEdit* edit() const;
    [[nodiscard]] QWidget* input() const { return m_input; }
    /// To the right of the input, on its line.
    void addBeside(QWidget* widget);

    /// Below a field with the same label it need not be repeated; it stays for assistive technology.
    void setLabelVisible(bool visible);

    /// Empty: all is well.
    void setProblem(const QString& sentence);
    /// From now on problems are shown at once.
    void reveal();
    /// As if it had never been visited.
    void forget();
    [[nodiscard]] bool hasShownProblem() const;

private:
    void refresh();

    QWidget* m_input;
    QLabel* m_label;
    QLabel* m_sentence;
    QHBoxLayout* m_row;
    QString m_problem;
    bool m_revealed = false;
};

/// Gives a label our type scale and a colour that follows the theme.
void dressLabel(QLabel* label, theme::Color color, const QFont& font, const theme::Theme* theme);

/// A text in our type scale whose colour follows the theme.
[[nodiscard]] QLabel* quietLabel(const QString& text, theme::Color color, const QFont& font,
                                 const theme::Theme* theme, QWidget* parent);

} // namespace signalbox::widgets
