// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/query/completionpopup.h"

#include "widgets/query/completionlistmodel.h"
#include "widgets/theme/type.h"

#include <QLabel>
#include <QListView>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include <algorithm>

namespace signalbox::widgets {

using theme::Color;

namespace {

constexpr int rowHeight = 24;
constexpr int visibleRows = 8;
constexpr int popupWidth = 480;
constexpr int frame = 4;
constexpr int descriptionHeight = 28;

class CompletionDelegate final : public QStyledItemDelegate
{
public:
    CompletionDelegate(const theme::Theme* theme, QObject* parent)
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
        QRect box = option.rect.adjusted(10, 0, -10, 0);
        const QString kind = index.data(CompletionListModel::KindRole).toString();
        painter->setFont(theme::font(theme::Type::Micro));
        painter->setPen(m_theme->color(Color::TextTertiary));
        painter->drawText(box, Qt::AlignRight | Qt::AlignVCenter, kind);
        box.setRight(box.right() - painter->fontMetrics().horizontalAdvance(kind) - 12);
        const int end = drawName(painter, box, index);
        const QString detail = index.data(CompletionListModel::DetailRole).toString();
        box.setLeft(end + (detail.startsWith(u'(') ? 1 : 8));
        if (detail.isEmpty() || box.width() < 24)
            return;
        painter->setFont(theme::font(theme::Type::DataDense));
        painter->setPen(m_theme->color(Color::TextTertiary));
        painter->drawText(box, Qt::AlignVCenter,
                          painter->fontMetrics().elidedText(detail, Qt::ElideRight, box.width()));
    }

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override
    {
        return {0, rowHeight};
    }

private:
    /// The letters that were typed stand out. Returns where the name ends.
    int drawName(QPainter* painter, const QRect& rect, const QModelIndex& index) const
    {
        const auto positions = index.data(CompletionListModel::PositionsRole).value<QList<int>>();
        painter->setFont(theme::font(theme::Type::Data));
        const QFontMetrics metrics = painter->fontMetrics();
        const QString text =
            metrics.elidedText(index.data(Qt::DisplayRole).toString(), Qt::ElideMiddle, rect.width());
        int x = rect.left();
        for (int i = 0; i < text.size();) {
            const bool hit = positions.contains(i);
            int end = i + 1;
            while (end < text.size() && positions.contains(end) == hit)
                ++end;
            const QString piece = text.mid(i, end - i);
            painter->setPen(m_theme->color(hit ? Color::AccentText : Color::TextPrimary));
            painter->drawText(QRect(x, rect.top(), rect.right() - x + 1, rect.height()), Qt::AlignVCenter,
                              piece);
            x += metrics.horizontalAdvance(piece);
            i = end;
        }
        return x;
    }

    const theme::Theme* m_theme;
};

} // namespace

CompletionPopup::CompletionPopup(const theme::Theme* theme, QWidget* editor)
    : QFrame(editor)
    , m_theme(theme)
    , m_model(new CompletionListModel(this))
    , m_list(new QListView(this))
    , m_description(new QLabel(this))
{
    setFocusPolicy(Qt::NoFocus);
    setAccessibleName(tr("Completions"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new CompletionDelegate(theme, m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setUniformItemSizes(true);
    m_list->setMouseTracking(true);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setAccessibleName(tr("Completions"));
    m_description->setFont(theme::font(theme::Type::Small));
    m_description->setTextFormat(Qt::PlainText);
    m_description->setContentsMargins(10, 0, 10, 0);
    m_description->setFixedHeight(descriptionHeight);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(frame, frame, frame, frame);
    column->setSpacing(0);
    column->addWidget(m_list);
    column->addWidget(m_description);
    connect(m_list, &QListView::clicked, this,
            [this](const QModelIndex& index) { Q_EMIT clicked(index.row()); });
    connect(m_list->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &CompletionPopup::showDescription);
    connect(theme, &theme::Theme::changed, this, &CompletionPopup::applyTheme);
    applyTheme();
    hide();
}

void CompletionPopup::applyTheme()
{
    QPalette palette = m_list->palette();
    palette.setColor(QPalette::Base, m_theme->color(Color::SurfaceOverlay));
    m_list->setPalette(palette);
    palette = m_description->palette();
    palette.setColor(QPalette::WindowText, m_theme->color(Color::TextSecondary));
    m_description->setPalette(palette);
    update();
}

void CompletionPopup::setItems(std::vector<promql::RankedItem> items)
{
    const bool described = std::any_of(items.begin(), items.end(), [](const promql::RankedItem& ranked) {
        return !ranked.item.description.isEmpty();
    });
    m_model->setItems(std::move(items));
    m_description->setVisible(described);
    m_list->setCurrentIndex(m_model->index(0));
    showDescription();
}

void CompletionPopup::showDescription()
{
    const QString text = m_list->currentIndex().data(CompletionListModel::DescriptionRole).toString();
    const int room = popupWidth - 2 * frame - 20;
    m_description->setText(m_description->fontMetrics().elidedText(text, Qt::ElideRight, room));
    m_description->setToolTip(text);
}

int CompletionPopup::count() const
{
    return m_model->rowCount();
}

int CompletionPopup::currentRow() const
{
    return m_list->currentIndex().row();
}

const promql::CompletionItem& CompletionPopup::item(int row) const
{
    return m_model->item(row);
}

void CompletionPopup::step(int rows)
{
    if (count() > 0)
        m_list->setCurrentIndex(m_model->index((currentRow() + rows + count()) % count()));
}

void CompletionPopup::page(int pages)
{
    if (count() > 0)
        m_list->setCurrentIndex(
            m_model->index(std::clamp(currentRow() + pages * visibleRows, 0, count() - 1)));
}

int CompletionPopup::fittingHeight() const
{
    return 2 * frame + std::min(count(), visibleRows) * rowHeight +
           (m_description->isHidden() ? 0 : descriptionHeight);
}

void CompletionPopup::openBeside(const QWidget* widget, const QRect& rect)
{
    // A child of the window: it may reach beyond the editor, and it goes where the window goes.
    QWidget* window = widget->window();
    if (parentWidget() != window)
        setParent(window);
    const QRect area = window->rect().adjusted(8, 8, -8, -8);
    const QPoint below = widget->mapTo(window, rect.bottomLeft()) + QPoint(0, 5);
    const QPoint above = widget->mapTo(window, rect.topLeft()) - QPoint(0, 4);
    const int wanted = fittingHeight();
    const int roomBelow = area.bottom() + 1 - below.y();
    const int roomAbove = above.y() - area.top();
    const bool up = roomBelow < wanted && roomAbove > roomBelow;
    const int height = std::min(wanted, std::max(up ? roomAbove : roomBelow, rowHeight + 2 * frame));
    const int wide = std::min(popupWidth, area.width());
    const int left = std::clamp(below.x() - frame - 10, area.left(), area.right() + 1 - wide);
    setGeometry(left, up ? above.y() - height : below.y(), wide, height);
    show();
    raise();
}

void CompletionPopup::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(m_theme->color(Color::LineStrong));
    painter.setBrush(m_theme->color(Color::SurfaceOverlay));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
    if (m_description->isVisible())
        painter.fillRect(QRect(1, m_description->y(), width() - 2, 1), m_theme->color(Color::LineSubtle));
}

} // namespace signalbox::widgets
