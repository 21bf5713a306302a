// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/logs/fieldspanel.h"

#include "models/items/fieldcountmodel.h"
#include "models/items/timedisplay.h"
#include "widgets/common/rowdelegate.h"
#include "widgets/theme/type.h"

#include <QKeyEvent>
#include <QLabel>
#include <QMenu>
#include <QPainter>
#include <QTreeView>
#include <QVBoxLayout>

namespace signalbox::widgets {

using items::FieldCountModel;
using theme::Color;

namespace {

QString placeWord(logs::FieldPlace place)
{
    switch (place) {
    case logs::FieldPlace::Label:
        return FieldsPanel::tr("label");
    case logs::FieldPlace::Metadata:
        return FieldsPanel::tr("metadata");
    case logs::FieldPlace::Parsed:
        return FieldsPanel::tr("parsed");
    case logs::FieldPlace::Line:
        break;
    }
    return {};
}

class CountDelegate : public RowDelegate
{
public:
    CountDelegate(const theme::Theme* theme, FieldCountModel* model, QObject* parent)
        : RowDelegate(theme, 24, parent)
        , m_model(model)
    {
    }

protected:
    void paintCell(QPainter* painter, const QRect& rect, const QModelIndex& index) const override
    {
        const bool value = m_model->isValue(index);
        const QString count = items::countText(index.data(FieldCountModel::CountRole).toLongLong());
        painter->setFont(theme::font(theme::Type::Small));
        const int countWidth = theme::figuresWidth(painter->font(), count) + 8;
        painter->setPen(theme()->color(Color::TextSecondary));
        const QRect countRect(rect.right() - countWidth, rect.top(), countWidth, rect.height());
        theme::drawFigures(*painter, countRect, Qt::AlignRight | Qt::AlignVCenter, count);
        QRect text = rect.adjusted(0, 0, -countWidth - 8, 0);
        if (value) {
            const double share = index.data(FieldCountModel::ShareRole).toDouble();
            const QRect bar(text.left(), text.bottom() - 3, qRound(text.width() * share), 2);
            painter->fillRect(bar, theme()->color(Color::AccentBase));
        } else {
            const logs::FieldCount& field = m_model->field(index);
            const QString place = placeWord(field.field.place);
            const QString values = field.hasManyValues
                                       ? FieldsPanel::tr("many values")
                                       : FieldsPanel::tr("distinct %1").arg(field.values.size());
            const QString note = place.isEmpty() ? values : place + QStringLiteral(" \u00b7 ") + values;
            painter->setFont(theme::font(theme::Type::Micro));
            const int noteWidth = painter->fontMetrics().horizontalAdvance(note);
            if (noteWidth < text.width() / 2) {
                painter->setPen(theme()->color(Color::TextTertiary));
                painter->drawText(text, Qt::AlignRight | Qt::AlignVCenter, note);
                text.adjust(0, 0, -noteWidth - 8, 0);
            }
        }
        drawText(painter, text, index.data().toString(), value ? Color::TextPrimary : Color::SyntaxLabel,
                 true);
    }

private:
    FieldCountModel* m_model;
};

} // namespace

FieldsPanel::FieldsPanel(FieldCountModel* model, const theme::Theme* theme, QWidget* parent)
    : QWidget(parent)
    , m_model(model)
    , m_theme(theme)
    , m_banner(new Banner(theme, this))
    , m_tree(new QTreeView(this))
    , m_foot(new QLabel(this))
{
    m_tree->setModel(model);
    m_tree->setAccessibleName(tr("Fields and their values"));
    m_tree->setHeaderHidden(true);
    m_tree->setUniformRowHeights(true);
    m_tree->setIndentation(16);
    m_tree->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    dress(m_tree, theme);
    m_tree->setItemDelegate(new CountDelegate(theme, model, m_tree));
    m_tree->setContextMenuPolicy(Qt::CustomContextMenu);
    m_tree->installEventFilter(this);
    m_foot->setFont(theme::font(theme::Type::Small));
    m_foot->setTextFormat(Qt::PlainText);
    m_foot->setWordWrap(true);
    m_foot->setContentsMargins(16, 10, 16, 10);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_banner);
    column->addWidget(m_tree, 1);
    column->addWidget(m_foot);
    setFocusProxy(m_tree);

    connect(m_tree, &QTreeView::clicked, this, [this](const QModelIndex& index) {
        if (m_model->isValue(index))
            act(FieldAction::FilterIn, index);
        else
            m_tree->setExpanded(index, !m_tree->isExpanded(index));
    });
    connect(m_tree, &QTreeView::expanded, this,
            [this](const QModelIndex& index) { m_open = m_model->field(index).field; });
    connect(model, &QAbstractItemModel::modelReset, this, [this] {
        if (m_open)
            m_tree->expand(m_model->indexOf(*m_open));
    });
    connect(m_tree, &QWidget::customContextMenuRequested, this, [this](const QPoint& place) {
        openMenu(m_tree->indexAt(place), m_tree->viewport()->mapToGlobal(place));
    });
    const auto paint = [this] {
        QPalette card = m_tree->palette();
        card.setColor(QPalette::Base, m_theme->color(Color::SurfaceCard));
        m_tree->setPalette(card);
        QPalette quiet = palette();
        quiet.setColor(QPalette::WindowText, m_theme->color(Color::TextTertiary));
        m_foot->setPalette(quiet);
    };
    paint();
    connect(theme, &theme::Theme::changed, this, paint);
}

void FieldsPanel::setFoot(const QString& text)
{
    m_foot->setText(text);
}

void FieldsPanel::showField(const logs::FieldName& field)
{
    m_open = field;
    const QModelIndex index = m_model->indexOf(field);
    if (!index.isValid())
        return;
    m_tree->expand(index);
    m_tree->setCurrentIndex(index);
    m_tree->scrollTo(index, QAbstractItemView::PositionAtTop);
}

void FieldsPanel::act(FieldAction action, const QModelIndex& index)
{
    if (!index.isValid())
        return;
    const QVariant plain = index.data(FieldCountModel::PlainRole);
    const bool needsValue = action == FieldAction::FilterIn || action == FieldAction::FilterOut;
    if (needsValue && !plain.isValid())
        return;
    const logs::FieldName field = m_model->field(index).field; // what follows may reset the model
    Q_EMIT fieldActed(action, field, plain.isValid() ? plain.toString() : field.name);
}

void FieldsPanel::openMenu(const QModelIndex& index, const QPoint& global)
{
    if (!index.isValid())
        return;
    auto* menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("countMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const QPersistentModelIndex kept(index);
    const auto add = [&](FieldAction action, const QString& text) {
        connect(menu->addAction(text), &QAction::triggered, this,
                [this, action, kept] { act(action, kept); });
    };
    if (index.data(FieldCountModel::PlainRole).isValid()) {
        add(FieldAction::FilterIn, tr("Only lines with this value\t+"));
        add(FieldAction::FilterOut, tr("Only lines without it\t-"));
    }
    add(FieldAction::AddColumn, tr("As a column\t|"));
    add(FieldAction::Copy, tr("Copy\tCtrl+C"));
    menu->popup(global);
}

bool FieldsPanel::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_tree && event->type() == QEvent::KeyPress && m_tree->currentIndex().isValid()) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const QModelIndex index = m_tree->currentIndex();
        const bool enter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        const QString text = key->text();
        if (key->matches(QKeySequence::Copy)) {
            act(FieldAction::Copy, index);
            return true;
        }
        if ((enter && m_model->isValue(index)) || text == QLatin1String("+")) {
            act(FieldAction::FilterIn, index);
            return true;
        }
        if (text == QLatin1String("-") || text == QLatin1String("|")) {
            act(text == QLatin1String("-") ? FieldAction::FilterOut : FieldAction::AddColumn, index);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace signalbox::widgets
