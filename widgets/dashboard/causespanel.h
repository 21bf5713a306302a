// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/common/banner.h"

#include <QWidget>

#include <array>

class QLabel;
class QListView;
class QPushButton;

namespace signalbox::items {
class HintModel;
}

namespace signalbox::widgets {

/// "What explains this": the onset of a change, what the range holds, and what may explain it, strongest
/// first, each a way on. Says what was looked at in vain, and that none of it is proof.
class CausesPanel : public QWidget
{
    Q_OBJECT

public:
    CausesPanel(items::HintModel* hints, const theme::Theme* theme, QWidget* parent = nullptr);

    /// "Errors of checkout, onset 14:29:40 ± 10 s, confidence 0.98", and what was compared.
    void setSubject(const QString& subject, const QString& compared);
    /// What was looked at and explains nothing; nothing: the part is not there.
    void setSilent(const QStringList& sentences);
    void setFoot(const QString& text);
    /// Lines and traces of the range, and deploys in it.
    enum class Counted
    {
        Logs,
        Traces,
        Deploys
    };
    /// `text` without a count: it is being counted, or cannot be; the reason says why.
    void setCount(Counted what, const QString& count, bool isZero, const QString& reason);
    [[nodiscard]] Banner* banner() const { return m_banner; }
    [[nodiscard]] QListView* list() const { return m_list; }
    void takeFocus();

    static constexpr int panelWidth = 320;

Q_SIGNALS:
    void closeRequested();
    void hintChosen(int row);
    void countChosen(signalbox::widgets::CausesPanel::Counted what);

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void paintLabels();

    const theme::Theme* m_theme;
    items::HintModel* m_hints;
    QLabel* m_title;
    QLabel* m_subject;
    QLabel* m_compared;
    std::array<QPushButton*, 3> m_counts{};
    Banner* m_banner;
    QListView* m_list;
    QLabel* m_silentTitle;
    QLabel* m_silent;
    QLabel* m_foot;
};

} // namespace signalbox::widgets
