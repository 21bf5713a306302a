// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
// How the Logs pane is put together, and what happens to it where there is little room.
#include "models/items/logmodel.h"
#include "widgets/common/keybutton.h"
#include "widgets/common/paneheader.h"
#include "widgets/common/rowdelegate.h"
#include "widgets/common/segments.h"
#include "widgets/logs/chipbar.h"
#include "widgets/logs/fieldspanel.h"
#include "widgets/logs/levellegend.h"
#include "widgets/logs/linedetail.h"
#include "widgets/logs/logspane.h"
#include "widgets/logs/logview.h"
#include "widgets/logs/patternspanel.h"
#include "widgets/logs/searchbar.h"
#include "widgets/logs/volumechart.h"
#include "widgets/query/queryeditor.h"
#include "widgets/theme/type.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QListWidget>
#include <QPainter>
#include <QSplitter>
#include <QStackedLayout>
#include <QVBoxLayout>

namespace signalbox::widgets {

using theme::Color;

namespace {

constexpr int insightWidth = 336;
constexpr int roomForSide = 1100; ///< of the pane: below, the side is a drawer over the lines

/// A card with a line at its left.
class SideCard : public QWidget
{
public:
    SideCard(const theme::Theme* theme, QWidget* parent)
        : QWidget(parent)
        , m_theme(theme)
    {
        connect(theme, &theme::Theme::changed, this, qOverload<>(&QWidget::update));
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        painter.fillRect(rect(), m_theme->color(Color::SurfaceCard));
        painter.fillRect(QRect(0, 0, 1, height()), m_theme->color(Color::LineNormal));
    }

private:
    const theme::Theme* m_theme;
};

} // namespace

QWidget* LogsPane::makeSide()
{
    auto* side = new SideCard(m_theme, this);
    side->setFixedWidth(insightWidth);
    m_sideTabs->setAccessibleName(tr("Patterns, fields or stars"));
    auto* head = new QHBoxLayout;
    head->setContentsMargins(16, 10, 16, 6);
    head->addWidget(m_sideTabs);
    head->addStretch(1);
    head->addWidget(m_sideNote);
    m_stars->setAccessibleName(tr("Starred lines"));
    m_stars->setFrameShape(QFrame::NoFrame);
    m_stars->setTextElideMode(Qt::ElideRight);
    m_stars->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_stars->setFont(theme::font(theme::Type::Small));
    m_sidePages->addWidget(m_patterns);
    m_sidePages->addWidget(m_fields);
    m_sidePages->addWidget(m_stars);
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(1, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    column->addLayout(m_sidePages, 1);
    side->installEventFilter(this);
    const auto paint = [this] {
        QPalette card = m_stars->palette();
        card.setColor(QPalette::Base, m_theme->color(Color::SurfaceCard));
        m_stars->setPalette(card);
    };
    paint();
    connect(m_theme, &theme::Theme::changed, this, paint);
    return side;
}

void LogsPane::layOut()
{
    m_order->setToolTip(tr("Newest or oldest lines first (O)"));
    m_order->setAccessibleName(tr("Order"));
    m_wrap->setToolTip(tr("Wrap long lines"));
    m_live->setToolTip(tr("Follow what is being written"));
    m_beside->setToolTip(
        tr("Another service in a second column, at the same time, with the same words and level"));
    m_sideButton->setToolTip(tr("Shapes of the lines, values of their fields, starred lines"));
    for (KeyButton* button : {m_wrap, m_live, m_beside, m_sideButton})
        button->setCheckable(true);
    for (KeyButton* button : {m_wrap, m_live, m_export, m_beside, m_sideButton})
        button->setFocusPolicy(Qt::TabFocus);
    m_header->addControl(m_order);
    for (KeyButton* button : {m_wrap, m_live, m_export, m_beside, m_sideButton})
        m_header->addControl(button);

    m_editor->setName(tr("LogQL query"));
    m_editor->setPlaceholder(tr("A LogQL query; Enter asks, Ctrl+Space completes"));
    for (QLabel* label : {m_estimate, m_source, m_sideNote}) {
        label->setFont(theme::font(theme::Type::Small));
        label->setTextFormat(Qt::PlainText);
    }
    auto* ask = new QHBoxLayout;
    ask->setContentsMargins(16, 0, 16, 8);
    ask->setSpacing(8);
    ask->addWidget(m_editor, 1);
    ask->addWidget(m_estimate, 0, Qt::AlignVCenter);
    auto* legend = new QHBoxLayout;
    legend->setContentsMargins(16, 0, 16, 0);
    legend->addWidget(m_legend);
    legend->addStretch(1);
    legend->addWidget(m_source);

    m_view->setDetail(m_detail);
    m_other->setAccessibleName(tr("Log lines of the other service"));
    m_service->setAccessibleName(tr("Service of the second column"));
    m_service->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    auto* first = new QWidget(this);
    auto* firstColumn = new QVBoxLayout(first);
    firstColumn->setContentsMargins(0, 0, 0, 0);
    firstColumn->setSpacing(0);
    firstColumn->addWidget(m_view, 1);
    auto* otherHead = new QHBoxLayout;
    otherHead->setContentsMargins(12, 4, 12, 4);
    otherHead->addWidget(m_service);
    otherHead->addStretch(1);
    auto* otherColumn = new QVBoxLayout(m_otherColumn);
    otherColumn->setContentsMargins(0, 0, 0, 0);
    otherColumn->setSpacing(0);
    otherColumn->addLayout(otherHead);
    otherColumn->addWidget(m_otherBanner);
    otherColumn->addWidget(m_other, 1);
    m_otherColumn->hide();
    m_columns->addWidget(first);
    m_columns->addWidget(m_otherColumn);
    m_columns->setChildrenCollapsible(false);
    m_columns->setHandleWidth(1);
    m_columns->setStretchFactor(0, 1);
    m_columns->setStretchFactor(1, 1);

    auto* main = new QVBoxLayout;
    main->setContentsMargins(0, 0, 0, 0);
    main->setSpacing(0);
    main->addWidget(m_header);
    main->addWidget(m_chips);
    main->addLayout(ask);
    main->addLayout(legend);
    main->addWidget(m_volume);
    main->addWidget(m_banner);
    main->addWidget(m_columns, 1);
    main->addWidget(m_search);
    main->addWidget(m_exporting);
    m_side = makeSide();
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addLayout(main, 1);
    row->addWidget(m_side);
    row->setSizeConstraint(QLayout::SetNoConstraint);
    const auto paint = [this] {
        QPalette quiet = palette();
        quiet.setColor(QPalette::WindowText, m_theme->color(Color::TextTertiary));
        for (QLabel* label : {m_estimate, m_source, m_sideNote})
            label->setPalette(quiet);
    };
    paint();
    connect(m_theme, &theme::Theme::changed, this, paint);
    setStars({}, Zone::Utc);
}

void LogsPane::placeSide()
{
    const bool roomy = width() >= roomForSide;
    const bool shown = roomy ? m_sideWanted : m_drawerOpen;
    auto* row = static_cast<QHBoxLayout*>(layout());
    const bool inLayout = row->indexOf(m_side) >= 0;
    if (roomy && !inLayout)
        row->addWidget(m_side);
    if (!roomy && inLayout)
        row->removeWidget(m_side);
    m_side->setVisible(shown);
    m_sideButton->setChecked(shown);
    if (!roomy) {
        // Over the lines, below the head with the button that closes it.
        const int top = m_header->height();
        m_side->setGeometry(width() - insightWidth, top, insightWidth, height() - top);
        m_side->raise();
    }
}

bool LogsPane::isSideShown() const
{
    return width() >= roomForSide ? m_sideWanted : m_drawerOpen;
}

void LogsPane::setSideShown(bool shown)
{
    (width() >= roomForSide ? m_sideWanted : m_drawerOpen) = shown;
    placeSide();
    if (shown)
        m_sidePages->currentWidget()->setFocus();
    else
        m_view->setFocus();
    Q_EMIT sideChanged();
}

void LogsPane::resizeEvent(QResizeEvent* event)
{
    // The words of buttons go first where there is little room; their keys stay on the key sheet.
    const bool narrow = width() < 980;
    m_export->setVisible(width() >= 720);
    m_beside->setText(narrow ? tr("Beside") : tr("Side by side"));
    placeSide();
    Pane::resizeEvent(event);
}

bool LogsPane::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_side && event->type() == QEvent::KeyPress &&
        static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape && width() < roomForSide) {
        setSideShown(false);
        return true;
    }
    return Pane::eventFilter(watched, event);
}

} // namespace signalbox::widgets
