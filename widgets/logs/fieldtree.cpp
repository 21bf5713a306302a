// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/logs/fieldtree.h"

#include "widgets/common/rowdelegate.h"
#include "widgets/theme/type.h"

#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>

namespace signalbox::widgets {

using items::FieldTreeModel;
using theme::Color;

namespace {

constexpr int rowHeight = 20;
constexpr int iconSlot = 20;

QString iconOf(FieldAction action)
{
    switch (action) {
    case FieldAction::FilterIn:
        return QStringLiteral("plus");
    case FieldAction::FilterOut:
        return QStringLiteral("minus");
    case FieldAction::AddColumn:
        return QStringLiteral("split");
    case FieldAction::Count:
        return QStringLiteral("count");
    case FieldAction::Copy:
        return QStringLiteral("copy");
    }
    return {};
}

Color colorOf(logtext::JsonNode::Kind kind)
{
    using Kind = logtext::JsonNode::Kind;
    switch (kind) {
    case Kind::String:
        return Color::SyntaxString;
    case Kind::Number:
        return Color::SyntaxNumber;
    case Kind::Bool:
    case Kind::Null:
        return Color::SyntaxKeyword;
    case Kind::Bare:
        return Color::TextPrimary;
    case Kind::Object:
    case Kind::Array:
        return Color::TextTertiary;
    }
    return Color::TextPrimary;
}

class FieldDelegate : public RowDelegate
{
public:
    FieldDelegate(const theme::Theme* theme, const FieldTree* tree, FieldTreeModel* model, QObject* parent)
        : RowDelegate(theme, rowHeight, parent)
        , m_tree(tree)
        , m_model(model)
    {
    }

protected:
    void paintCell(QPainter* painter, const QRect& rect, const QModelIndex& index) const override
    {
        const FieldTreeModel::Node& node = m_model->node(index);
        const QPoint mouse = m_tree->viewport()->mapFromGlobal(QCursor::pos());
        const bool hovered = m_tree->underMouse() && m_tree->indexAt(mouse) == index;
        const bool shows = hovered || (m_tree->hasFocus() && m_tree->currentIndex() == index);
        const auto actions = FieldTree::actionsOf(node);
        int right = rect.right();
        if (shows && !actions.empty()) {
            right -= iconSlot * static_cast<int>(actions.size());
            int x = right;
            for (const FieldAction action : actions) {
                theme()->icon(iconOf(action)).paint(painter, QRect(x + 3, rect.center().y() - 6, 14, 14));
                x += iconSlot;
            }
        }
        const QRect room(rect.left(), rect.top(), right - rect.left() - 4, rect.height());
        painter->setFont(theme::font(node.isHead ? theme::Type::Small : theme::Type::Data));
        const QFontMetrics metrics = painter->fontMetrics();
        if (node.isHead && node.key.isEmpty()) {
            painter->setPen(theme()->color(Color::TextTertiary));
            painter->drawText(room, Qt::AlignVCenter,
                              metrics.elidedText(node.value, Qt::ElideRight, room.width()));
            return;
        }
        const QString key = node.key.isEmpty() ? QString() : node.key + QStringLiteral(": ");
        painter->setPen(theme()->color(Color::TextSecondary));
        painter->drawText(room, Qt::AlignVCenter, metrics.elidedText(key, Qt::ElideMiddle, room.width()));
        const int used = metrics.horizontalAdvance(key);
        painter->setPen(theme()->color(colorOf(node.kind)));
        painter->drawText(room.adjusted(used, 0, 0, 0), Qt::AlignVCenter,
                          metrics.elidedText(node.value, Qt::ElideRight, room.width() - used));
    }

private:
    const FieldTree* m_tree;
    FieldTreeModel* m_model;
};

} // namespace

FieldTree::FieldTree(FieldTreeModel* model, const theme::Theme* theme, QWidget* parent)
    : QTreeView(parent)
    , m_model(model)
    , m_theme(theme)
{
    setModel(model);
    setHeaderHidden(true);
    setIndentation(14);
    setUniformRowHeights(true);
    setAccessibleName(tr("Fields of the line"));
    dress(this, theme);
    setItemDelegate(new FieldDelegate(theme, this, model, this));
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    const auto paint = [this] {
        QPalette palette = this->palette();
        palette.setColor(QPalette::Base, m_theme->color(Color::SurfaceCard));
        setPalette(palette);
    };
    paint();
    connect(theme, &theme::Theme::changed, this, paint);
}

std::vector<FieldAction> FieldTree::actionsOf(const FieldTreeModel::Node& node)
{
    if (node.isHead || !node.children.empty())
        return {};
    if (node.field.name.isEmpty())
        return {FieldAction::Copy};
    return {FieldAction::FilterIn, FieldAction::FilterOut, FieldAction::AddColumn, FieldAction::Count,
            FieldAction::Copy};
}

void FieldTree::act(FieldAction action, const QModelIndex& index)
{
    if (!index.isValid())
        return;
    const FieldTreeModel::Node node = m_model->node(index); // what follows may reset the model
    const auto offered = actionsOf(node);
    if (std::find(offered.begin(), offered.end(), action) != offered.end())
        Q_EMIT fieldActed(action, node.field, node.plain);
}

std::optional<FieldAction> FieldTree::actionAt(const QModelIndex& index, const QPoint& place) const
{
    if (!index.isValid())
        return std::nullopt;
    const auto offered = actionsOf(m_model->node(index));
    const QRect rect = visualRect(index).adjusted(8, 0, -8, 0);
    const int first = rect.right() - iconSlot * static_cast<int>(offered.size());
    const int slot = (place.x() - first) / iconSlot;
    if (place.x() < first || slot >= static_cast<int>(offered.size()))
        return std::nullopt;
    return offered[static_cast<std::size_t>(slot)];
}

void FieldTree::mouseReleaseEvent(QMouseEvent* event)
{
    const QModelIndex index = indexAt(event->position().toPoint());
    if (const auto action = actionAt(index, event->position().toPoint());
        action && event->button() == Qt::LeftButton)
        act(*action, index);
    else
        QTreeView::mouseReleaseEvent(event);
}

void FieldTree::mouseMoveEvent(QMouseEvent* event)
{
    QTreeView::mouseMoveEvent(event);
    viewport()->update();
}

void FieldTree::keyPressEvent(QKeyEvent* event)
{
    const QModelIndex index = currentIndex();
    const QString key = event->text();
    if (event->matches(QKeySequence::Copy))
        return act(FieldAction::Copy, index);
    if (key == QLatin1String("+"))
        return act(FieldAction::FilterIn, index);
    if (key == QLatin1String("-"))
        return act(FieldAction::FilterOut, index);
    if (key == QLatin1String("|"))
        return act(FieldAction::AddColumn, index);
    if (key == QLatin1String("#"))
        return act(FieldAction::Count, index);
    if (event->key() == Qt::Key_Menu)
        return openMenu(index, viewport()->mapToGlobal(visualRect(index).bottomLeft()));
    if (event->key() == Qt::Key_Escape) {
        event->ignore();
        return;
    }
    QTreeView::keyPressEvent(event);
}

void FieldTree::contextMenuEvent(QContextMenuEvent* event)
{
    openMenu(indexAt(event->pos()), event->globalPos());
}

void FieldTree::openMenu(const QModelIndex& index, const QPoint& global)
{
    if (!index.isValid())
        return;
    auto* menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("fieldMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const QPersistentModelIndex kept(index);
    for (const FieldAction action : actionsOf(m_model->node(index))) {
        const QString text = action == FieldAction::FilterIn    ? tr("Only lines with this value\t+")
                             : action == FieldAction::FilterOut ? tr("Only lines without it\t-")
                             : action == FieldAction::AddColumn ? tr("As a column\t|")
                             : action == FieldAction::Count     ? tr("Count its values\t#")
                                                                : tr("Copy the value\tCtrl+C");
        connect(menu->addAction(m_theme->icon(iconOf(action)), text), &QAction::triggered, this,
                [this, action, kept] { act(action, kept); });
    }
    if (menu->isEmpty()) {
        delete menu;
        return;
    }
    menu->popup(global);
}

} // namespace signalbox::widgets
