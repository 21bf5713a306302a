// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/logql/question.h"
#include "widgets/theme/theme.h"

#include <QWidget>

#include <vector>

class QLabel;
class QLineEdit;
class QPushButton;

namespace signalbox::widgets {

class FlowLayout;

/// What narrows the lines, piece by piece, each to be taken away with a click or Del; and a field in which
/// another piece is typed.
class ChipBar : public QWidget
{
    Q_OBJECT

public:
    ChipBar(const theme::Theme* theme, QWidget* parent = nullptr);

    void setChips(const std::vector<logql::Chip>& chips);
    /// The person wrote a query: one chip that leads back to the Focus.
    void setOwnQuery();
    /// At the right: "14 streams".
    void setNote(const QString& note);
    /// Opens the field for another filter.
    void startTyping();
    /// Under the field; empty: the typed text was taken.
    void setProblem(const QString& problem);
    [[nodiscard]] QLineEdit* input() const { return m_input; }
    [[nodiscard]] int chipCount() const { return static_cast<int>(m_chips.size()); }

Q_SIGNALS:
    void removed(const signalbox::logql::Chip& chip);
    void ownQueryDropped();
    void typed(const QString& text);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void addChip(const QString& name, const QString& value, std::function<void()> remove);
    void clearChips();
    void stopTyping();

    const theme::Theme* m_theme;
    FlowLayout* m_flow;
    std::vector<QWidget*> m_chips;
    QPushButton* m_add;
    QLineEdit* m_input;
    QLabel* m_note;
    QLabel* m_problem;
};

} // namespace signalbox::widgets
