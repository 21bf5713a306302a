// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/query/historypopup.h"

#include "widgets/common/keycap.h"
#include "widgets/query/historymodel.h"
#include "widgets/theme/type.h"

#include <QApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace signalbox::widgets {

using theme::Color;

namespace {

constexpr int historyRowHeight = 28;
constexpr int visibleHistory = 10;
constexpr int historyWidth = 560;
constexpr int starWidth = 32; ///< at the left of a row: a click there stars
constexpr int footHeight = 32;

QPainterPath starPath(QPointF centre, qreal radius)
{
    QPainterPath path;
    for (int i = 0; i < 10; ++i) {
        const qreal angle = -std::numbers::pi / 2 + i * std::numbers::pi / 5;
        const qreal reach = i % 2 == 0 ? radius : radius * 0.42;
        const QPointF point = centre + QPointF(std::cos(angle), std::sin(angle)) * reach;
        if (i == 0)
            path.moveTo(point);
        else
            path.lineTo(point);
    }
    path.closeSubpath();
    return path;
}

class HistoryDelegate final : public QStyledItemDelegate
{
public:
    HistoryDelegate(const theme::Theme* theme, QObject* parent)
        : QStyledItemDelegate(parent)
        , m_theme(theme)
    {
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const bool current = option.state & QStyle::State_Selected;
        const bool hover = option.state & QStyle::State_MouseOver;
        painter->fillRect(option.rect, m_theme->color(current ? Color::SelectionRow
                                                      : hover ? Color::SurfaceHover
                                                              : Color::SurfaceOverlay));
        if (current)
            painter->fillRect(QRect(option.rect.topLeft(), QSize(2, option.rect.height())),
                              m_theme->color(Color::SelectionEdge));
        // A star that is set is full and one that is not is an outline, which shows where it could be set.
        const bool starred = index.data(HistoryModel::StarredRole).toBool();
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        const QColor ink = m_theme->color(starred ? Color::AccentText : Color::TextTertiary);
        painter->setPen(QPen(ink, 1.2));
        painter->setBrush(starred ? QBrush(ink) : QBrush(Qt::NoBrush));
        if (starred || current || hover)
            painter->drawPath(
                starPath(QPointF(option.rect.left() + starWidth / 2.0, option.rect.center().y() + 0.5), 5.5));
        painter->restore();
        const QRect box = option.rect.adjusted(starWidth, 0, -12, 0);
        painter->setFont(theme::font(theme::Type::Data));
        painter->setPen(m_theme->color(Color::TextPrimary));
        painter->drawText(box, Qt::AlignVCenter,
                          painter->fontMetrics().elidedText(index.data(Qt::DisplayRole).toString(),
                                                            Qt::ElideRight, box.width()));
    }

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override
    {
        return {0, historyRowHeight};
    }

private:
    const theme::Theme* m_theme;
};

} // namespace

HistoryPopup::HistoryPopup(const theme::Theme* theme, QWidget* owner)
    : Popup(theme, owner)
    , m_model(new HistoryModel(this))
    , m_filter(new QLineEdit(this))
    , m_list(new QListView(this))
    , m_empty(new QLabel(this))
{
    m_filter->setPlaceholderText(tr("Find a query"));
    m_filter->setAccessibleName(tr("Find a query"));
    m_filter->setClearButtonEnabled(true);
    m_list->setModel(m_model);
    m_list->setItemDelegate(new HistoryDelegate(theme, m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setUniformItemSizes(true);
    m_list->setMouseTracking(true);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setAccessibleName(tr("Queries that were run"));
    m_empty->setFont(theme::font(theme::Type::Small));
    m_empty->setMargin(8);
    m_empty->setWordWrap(true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(8, 8, 8, footHeight);
    column->setSpacing(8);
    column->addWidget(m_filter);
    column->addWidget(m_empty, 1, Qt::AlignTop);
    column->addWidget(m_list);
    const auto paintList = [this, theme] {
        QPalette palette = m_list->palette();
        palette.setColor(QPalette::Base, theme->color(Color::SurfaceOverlay));
        m_list->setPalette(palette);
        palette = m_empty->palette();
        palette.setColor(QPalette::WindowText, theme->color(Color::TextSecondary));
        m_empty->setPalette(palette);
    };
    paintList();
    connect(theme, &theme::Theme::changed, this, paintList);
    connect(m_filter, &QLineEdit::textChanged, m_model, &HistoryModel::setFilter);
    connect(m_filter, &QLineEdit::returnPressed, this, [this] { choose(m_list->currentIndex()); });
    connect(m_model, &QAbstractItemModel::modelReset, this, [this] { keepRow(0); });
    m_filter->installEventFilter(this);
    m_list->viewport()->installEventFilter(this);
}

QSize HistoryPopup::sizeHint() const
{
    const int rows = std::clamp(m_model->rowCount(), 3, visibleHistory);
    return {historyWidth, 8 + 28 + 8 + rows * historyRowHeight + footHeight};
}

void HistoryPopup::setHistory(const promql::QueryHistory& history)
{
    const int row = m_list->currentIndex().row();
    m_model->setHistory(history);
    keepRow(row);
}

void HistoryPopup::keepRow(int row)
{
    const int rows = m_model->rowCount();
    m_list->setVisible(rows > 0);
    m_empty->setVisible(rows == 0);
    m_empty->setText(m_filter->text().isEmpty()
                         ? tr("No query has been run yet. Those that are run stand here.")
                         : tr("No query contains this text."));
    m_list->setCurrentIndex(m_model->index(std::clamp(row, 0, std::max(rows - 1, 0))));
}

void HistoryPopup::openFor(const QWidget* anchor)
{
    m_filter->clear();
    keepRow(0);
    m_before = QApplication::focusWidget();
    openBelow(anchor);
    m_filter->setFocus();
}

void HistoryPopup::choose(const QModelIndex& index)
{
    if (!index.isValid())
        return;
    const QString query = index.data(HistoryModel::QueryRole).toString();
    hide();
    Q_EMIT chosen(query);
}

void HistoryPopup::toggleStar(const QModelIndex& index)
{
    if (index.isValid())
        Q_EMIT starToggled(index.data(HistoryModel::QueryRole).toString(),
                           !index.data(HistoryModel::StarredRole).toBool());
}

bool HistoryPopup::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_list->viewport() && event->type() == QEvent::MouseButtonRelease) {
        const QPoint place = static_cast<QMouseEvent*>(event)->position().toPoint();
        const QModelIndex index = m_list->indexAt(place);
        if (place.x() < starWidth)
            toggleStar(index);
        else
            choose(index);
        return true;
    }
    if (watched == m_filter && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const int step = key->key() == Qt::Key_Down       ? 1
                         : key->key() == Qt::Key_Up       ? -1
                         : key->key() == Qt::Key_PageDown ? visibleHistory
                         : key->key() == Qt::Key_PageUp   ? -visibleHistory
                                                          : 0;
        if (step != 0) {
            keepRow(m_list->currentIndex().row() + step);
            return true;
        }
        if (key->key() == Qt::Key_Escape) {
            hide();
            if (m_before)
                m_before->setFocus();
            return true;
        }
        const QModelIndex current = m_list->currentIndex();
        if (key->modifiers() == Qt::ControlModifier && key->key() == Qt::Key_S) {
            toggleStar(current);
            return true;
        }
        if (key->modifiers() == Qt::ControlModifier && key->key() == Qt::Key_Delete && current.isValid()) {
            Q_EMIT removed(current.data(HistoryModel::QueryRole).toString());
            return true;
        }
    }
    if (watched == m_filter && event->type() == QEvent::ShortcutOverride) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->modifiers() == Qt::ControlModifier &&
            (key->key() == Qt::Key_S || key->key() == Qt::Key_Delete)) {
            event->accept(); // before any shortcut of the window
            return true;
        }
    }
    return Popup::eventFilter(watched, event);
}

void HistoryPopup::paintEvent(QPaintEvent* event)
{
    Popup::paintEvent(event);
    QPainter painter(this);
    const int top = height() - footHeight + 4;
    painter.fillRect(QRect(1, top, width() - 2, 1), theme()->color(Color::LineSubtle));
    const int middle = (top + height()) / 2;
    int right = width() - 12;
    painter.setFont(theme::font(theme::Type::Micro));
    const QFontMetrics metrics = painter.fontMetrics();
    // From the right: what a key does, then its cap.
    const auto hint = [&](const QString& word, const QString& keys) {
        painter.setPen(theme()->color(Color::TextTertiary));
        const int wide = metrics.horizontalAdvance(word);
        painter.drawText(QRect(right - wide, middle - 8, wide, 16), Qt::AlignVCenter, word);
        right = drawKeyCap(painter, right - wide - 6, middle, keys, *theme()) - 16;
    };
    hint(tr("forget"), tr("Ctrl+Del"));
    hint(tr("star"), tr("Ctrl+S"));
    hint(tr("take"), tr("Enter"));
}

} // namespace signalbox::widgets
