// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/error.h"
#include "widgets/theme/theme.h"

#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>

class QGridLayout;
class QLabel;
class QPushButton;

namespace signalbox::widgets {

/// What a banner says. One component for all panes, so that "nothing found", "on its way", "failed",
/// "not all of it" and "old" never look alike, nor like health.
struct BannerText
{
    enum class Kind
    {
        Hidden,
        Empty,
        Loading,
        Error,
        Partial,
        Stale,
        Note ///< news of how something was found; nothing is wrong
    };

    Kind kind = Kind::Hidden;
    QString sentence; ///< what is the matter
    QString hint;     ///< what to do about it
    QString detail;   ///< folded; Error only
    QString action;   ///< the label of the one button; none when empty
    bool operator==(const BannerText&) const = default;

    [[nodiscard]] static BannerText loading(const QString& what);
    [[nodiscard]] static BannerText empty(const QString& sentence, const QString& hint,
                                          const QString& action = {});
    /// Retry is offered only when asking again can help.
    [[nodiscard]] static BannerText failed(const Error& error);
    [[nodiscard]] static BannerText partial(const QString& sentence, const QString& hint,
                                            const QString& action = {});
    [[nodiscard]] static BannerText note(const QString& sentence, const QString& hint,
                                         const QString& action = {});
    [[nodiscard]] static BannerText stale(const QString& sentence, const QString& hint,
                                          const QString& action = {});
};

/// Can the same question have another answer when it is asked again?
[[nodiscard]] bool retryCanHelp(ErrorKind kind);

/// Shows a BannerText. Loading shows skeleton bars after 150 ms and, after a second, the elapsed time and
/// Cancel. Never modal and never over data: it takes its own place in a layout.
class Banner : public QWidget
{
    Q_OBJECT

public:
    explicit Banner(const theme::Theme* theme, QWidget* parent = nullptr);

    void show(const BannerText& text);
    void hideNow() { show({}); }
    [[nodiscard]] const BannerText& text() const { return m_text; }

Q_SIGNALS:
    void actionTriggered();
    void cancelRequested();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void refresh();
    void tick();
    void paintSkeleton(QPainter& painter) const;

    const theme::Theme* m_theme;
    BannerText m_text;
    QLabel* m_sentence;
    QLabel* m_hint;
    QPushButton* m_fold;
    QLabel* m_detail;
    QPushButton* m_action;
    QGridLayout* m_grid = nullptr;
    QElapsedTimer m_since;
    QTimer m_ticker;
    bool m_skeleton = false;
};

} // namespace signalbox::widgets
