// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/logs/patternspanel.h"

#include "models/items/patternmodel.h"
#include "models/items/timedisplay.h"
#include "widgets/common/rowdelegate.h"
#include "widgets/common/segments.h"
#include "widgets/logs/levellook.h"
#include "widgets/theme/type.h"

#include <QContextMenuEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QListView>
#include <QMenu>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>

namespace signalbox::widgets {

using items::PatternModel;
using patterns::Tag;
using theme::Color;

namespace {

constexpr int patternHeight = 54;
constexpr int barWidth = 4;
constexpr int barStep = 6;
constexpr int barsHeight = 16;
constexpr int serviceWidth = 68;
constexpr int wasWidth = 60;
constexpr int changeWidth = 58;

struct TagLook
{
    Color text;
    Color fill;
};

TagLook lookOf(Tag tag)
{
    switch (tag) {
    case Tag::New:
        return {Color::StateBadText, Color::StateBadTint};
    case Tag::Up:
        return {Color::StateWarnText, Color::StateWarnTint};
    case Tag::Gone:
    case Tag::Unknown:
        return {Color::StateUnknownText, Color::StateUnknownTint};
    case Tag::Same:
    case Tag::Down:
        break;
    }
    return {Color::TextSecondary, Color::SurfaceRaised};
}

/// The colour of bars in a legend.
class Swatch : public QWidget
{
public:
    Swatch(Color color, const theme::Theme* theme, QWidget* parent)
        : QWidget(parent)
        , m_color(color)
        , m_theme(theme)
    {
        setFixedSize(10, 10);
        connect(theme, &theme::Theme::changed, this, qOverload<>(&QWidget::update));
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        painter.fillRect(rect(), m_theme->color(m_color));
    }

private:
    Color m_color;
    const theme::Theme* m_theme;
};

class PatternDelegate : public RowDelegate
{
public:
    PatternDelegate(const theme::Theme* theme, PatternModel* model, QObject* parent)
        : RowDelegate(theme, patternHeight, parent)
        , m_model(model)
    {
    }

protected:
    void paintCell(QPainter* painter, const QRect& cell, const QModelIndex& index) const override
    {
        const patterns::Shape& shape = m_model->shape(index.row());
        const QRect rect = cell.adjusted(8, 0, -8, 0);
        painter->fillRect(QRect(cell.left() - 8, cell.bottom(), cell.width() + 16, 1),
                          theme()->color(Color::LineSubtle));
        const TagLook look = lookOf(shape.tag);
        painter->setFont(theme::font(theme::Type::Micro));
        const QString tag = PatternModel::tagText(shape.tag);
        const int tagWidth = painter->fontMetrics().horizontalAdvance(tag) + 10;
        const QRect badge(rect.left(), rect.top() + 9, tagWidth, 16);
        painter->setPen(Qt::NoPen);
        painter->setBrush(theme()->color(look.fill));
        painter->setRenderHint(QPainter::Antialiasing);
        painter->drawRoundedRect(badge, 3, 3);
        painter->setRenderHint(QPainter::Antialiasing, false);
        painter->setBrush(Qt::NoBrush);
        painter->setPen(theme()->color(look.text));
        painter->drawText(badge, Qt::AlignCenter, tag);
        drawText(painter, QRect(rect.left() + 52, rect.top() + 8, rect.width() - 52, 18), shape.text,
                 Color::TextPrimary);

        const int base = rect.top() + 46;
        painter->setFont(theme::font(theme::Type::Micro));
        painter->setPen(theme()->color(Color::TextTertiary));
        painter->drawText(QRect(rect.left(), base - 15, serviceWidth - 6, 16), Qt::AlignVCenter,
                          painter->fontMetrics().elidedText(shape.service, Qt::ElideRight, serviceWidth - 6));
        paintBars(painter, rect.left() + serviceWidth, base, shape);
        painter->setFont(theme::font(theme::Type::Small));
        const int right = rect.right();
        const QRect change(right - changeWidth, base - 15, changeWidth, 16);
        painter->setPen(theme()->color(shape.tag == Tag::New ? Color::StateBadText : Color::TextTertiary));
        theme::drawFigures(*painter, change, Qt::AlignRight | Qt::AlignVCenter,
                           m_model->changeText(index.row()));
        painter->setPen(theme()->color(Color::TextTertiary));
        painter->drawText(QRect(change.left() - wasWidth, base - 15, wasWidth, 16), Qt::AlignVCenter,
                          PatternModel::tr("was %1").arg(items::countText(shape.before)));
        painter->setPen(theme()->color(Color::TextPrimary));
        const int left = rect.left() + serviceWidth + barStep * static_cast<int>(2 * patterns::halfBars);
        theme::drawFigures(*painter, QRect(left, base - 15, change.left() - wasWidth - 6 - left, 16),
                           Qt::AlignRight | Qt::AlignVCenter, items::countText(shape.during));
    }

private:
    void paintBars(QPainter* painter, int x, int base, const patterns::Shape& shape) const
    {
        const std::int64_t most =
            std::max<std::int64_t>(1, *std::max_element(shape.bars.begin(), shape.bars.end()));
        for (std::size_t i = 0; i < shape.bars.size(); ++i, x += barStep) {
            const double share = static_cast<double>(shape.bars[i]) / static_cast<double>(most);
            const int height = shape.bars[i] > 0 ? std::max(2, qRound(share * barsHeight)) : 1;
            painter->fillRect(QRect(x, base - height, barWidth, height),
                              theme()->color(i < patterns::halfBars ? Color::LineStrong
                                                                    : widgets::lookOf(shape.level).color));
        }
    }

    PatternModel* m_model;
};

} // namespace

PatternsPanel::PatternsPanel(PatternModel* model, const theme::Theme* theme, QWidget* parent)
    : QWidget(parent)
    , m_model(model)
    , m_theme(theme)
    , m_source(new Segments({tr("Loaded lines"), tr("Loki's")}, theme, this))
    , m_ranges(new QWidget(this))
    , m_before(new QLabel(m_ranges))
    , m_during(new QLabel(m_ranges))
    , m_banner(new Banner(theme, this))
    , m_list(new QListView(this))
    , m_foot(new QLabel(this))
{
    m_source->setToolTip(tr("Shapes of the lines that are loaded, or those that Loki keeps of all lines"));
    m_source->hide();
    m_list->setModel(model);
    m_list->setAccessibleName(tr("Shapes of the lines"));
    m_list->setUniformItemSizes(true);
    dress(m_list, theme);
    m_list->setItemDelegate(new PatternDelegate(theme, model, m_list));
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    m_list->installEventFilter(this);
    for (QLabel* label : {m_before, m_during, m_foot}) {
        label->setFont(theme::font(theme::Type::Small));
        label->setTextFormat(Qt::PlainText);
    }
    m_foot->setWordWrap(true);
    m_foot->setContentsMargins(16, 10, 16, 10);
    m_ranges->setObjectName(QStringLiteral("ranges"));
    m_ranges->hide();
    auto* ranges = new QVBoxLayout(m_ranges);
    ranges->setContentsMargins(0, 0, 0, 0);
    ranges->setSpacing(2);
    for (const auto& [label, color] :
         {std::pair(m_before, Color::LineStrong), std::pair(m_during, Color::LevelError)}) {
        auto* row = new QHBoxLayout;
        row->setSpacing(8);
        row->addWidget(new Swatch(color, theme, m_ranges));
        row->addWidget(label, 1);
        ranges->addLayout(row);
    }
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* head = new QVBoxLayout;
    head->setContentsMargins(16, 4, 16, 10);
    head->setSpacing(8);
    head->addWidget(m_source, 0, Qt::AlignLeft);
    head->addWidget(m_ranges);
    column->addLayout(head);
    column->addWidget(m_banner);
    column->addWidget(m_list, 1);
    column->addWidget(m_foot);
    setFocusProxy(m_list);

    connect(m_source, &Segments::changed, this, &PatternsPanel::sourceChanged);
    connect(model, &QAbstractItemModel::modelReset, this, &PatternsPanel::showRanges);
    connect(model, &QAbstractItemModel::dataChanged, this, &PatternsPanel::showRanges);
    connect(m_list, &QListView::clicked, this,
            [this](const QModelIndex& index) { Q_EMIT markRequested(index.row()); });
    connect(m_list, &QListView::doubleClicked, this,
            [this](const QModelIndex& index) { Q_EMIT filterRequested(index.row(), false); });
    connect(m_list, &QWidget::customContextMenuRequested, this, [this](const QPoint& place) {
        if (const QModelIndex index = m_list->indexAt(place); index.isValid())
            openMenu(index.row(), m_list->viewport()->mapToGlobal(place));
    });
    const auto paint = [this] {
        QPalette card = m_list->palette();
        card.setColor(QPalette::Base, m_theme->color(Color::SurfaceCard));
        m_list->setPalette(card);
        QPalette quiet = palette();
        quiet.setColor(QPalette::WindowText, m_theme->color(Color::TextTertiary));
        m_foot->setPalette(quiet);
        quiet.setColor(QPalette::WindowText, m_theme->color(Color::TextSecondary));
        m_before->setPalette(quiet);
        m_during->setPalette(quiet);
    };
    paint();
    connect(theme, &theme::Theme::changed, this, paint);
}

void PatternsPanel::setServerOffered(bool offered)
{
    m_source->setVisible(offered);
    if (!offered)
        m_source->setCurrent(0);
}

bool PatternsPanel::isServerChosen() const
{
    return m_source->isVisibleTo(this) && m_source->current() == 1;
}

void PatternsPanel::setFoot(const QString& text)
{
    m_foot->setText(text);
}

void PatternsPanel::showRanges()
{
    const patterns::Comparison& now = m_model->comparison();
    m_ranges->setVisible(now.during.length() > Duration(0));
    const auto text = [this](const Interval& range) {
        return tr("%1 \u2013 %2")
            .arg(items::clockText(range.start, m_model->zone()).left(8),
                 items::clockText(range.end, m_model->zone()).left(8));
    };
    m_before->setText(tr("before  %1").arg(text(now.before)));
    m_during->setText(tr("during  %1").arg(text(now.during)));
}

void PatternsPanel::openMenu(int row, const QPoint& global)
{
    auto* menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("patternMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const bool hasText = !m_model->shape(row).regex.isEmpty();
    QAction* mark = menu->addAction(tr("Go to the first of them\tEnter"));
    QAction* only = menu->addAction(tr("Only these lines\t+"));
    QAction* not_ = menu->addAction(tr("All but these lines\t-"));
    only->setEnabled(hasText);
    not_->setEnabled(hasText);
    connect(mark, &QAction::triggered, this, [this, row] { Q_EMIT markRequested(row); });
    connect(only, &QAction::triggered, this, [this, row] { Q_EMIT filterRequested(row, false); });
    connect(not_, &QAction::triggered, this, [this, row] { Q_EMIT filterRequested(row, true); });
    menu->popup(global);
}

bool PatternsPanel::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_list && event->type() == QEvent::KeyPress && m_list->currentIndex().isValid()) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const int row = m_list->currentIndex().row();
        if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) {
            Q_EMIT markRequested(row);
            return true;
        }
        if (key->text() == QLatin1String("+") || key->text() == QLatin1String("-")) {
            Q_EMIT filterRequested(row, key->text() == QLatin1String("-"));
            return true;
        }
        if (key->key() == Qt::Key_Menu) {
            openMenu(row, m_list->viewport()->mapToGlobal(
                              m_list->visualRect(m_list->currentIndex()).bottomLeft()));
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace signalbox::widgets
