// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/checklist.h"

#include "widgets/theme/style.h"

#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QSortFilterProxyModel>
#include <QStandardItemModel>
#include <QVBoxLayout>

namespace signalbox::widgets {

using theme::Color;

Checklist::Checklist(const QString& title, const theme::Theme* theme, QWidget* owner)
    : Popup(theme, owner)
    , m_filter(new QLineEdit(this))
    , m_list(new QListView(this))
    , m_empty(new QLabel(this))
    , m_model(new QStandardItemModel(this))
    , m_proxy(new QSortFilterProxyModel(this))
{
    setAccessibleName(title);
    m_filter->setPlaceholderText(title);
    m_filter->setAccessibleName(title);
    m_filter->setClearButtonEnabled(true);
    m_proxy->setSourceModel(m_model);
    m_proxy->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_list->setModel(m_proxy);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setUniformItemSizes(true);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setAccessibleName(title);
    m_empty->setWordWrap(true);
    m_empty->setTextFormat(Qt::PlainText);
    auto* all = new QPushButton(tr("All"), this);
    theme::setVariant(all, theme::Variant::Flat);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->setSpacing(8);
    layout->addWidget(m_filter);
    layout->addWidget(m_empty);
    layout->addWidget(m_list, 1);
    layout->addWidget(all, 0, Qt::AlignLeft);
    const auto paintList = [this, theme] {
        QPalette palette = m_list->palette();
        palette.setColor(QPalette::Base, theme->color(Color::SurfaceOverlay));
        m_list->setPalette(palette);
    };
    paintList();
    connect(theme, &theme::Theme::changed, this, paintList);
    connect(m_filter, &QLineEdit::textChanged, m_proxy, &QSortFilterProxyModel::setFilterFixedString);
    connect(m_filter, &QLineEdit::returnPressed, this, &Checklist::takeFirstMatch);
    connect(all, &QPushButton::clicked, this, [this] {
        setTicked({});
        Q_EMIT tickedChanged({});
    });
    connect(m_model, &QStandardItemModel::itemChanged, this, [this] {
        if (!m_setting)
            Q_EMIT tickedChanged(ticked());
    });
    m_filter->installEventFilter(this);
    refreshEmpty();
}

void Checklist::setNames(const QStringList& names)
{
    const QScopedValueRollback guard(m_setting, true);
    const QStringList before = ticked();
    m_model->clear();
    for (const QString& name : names) {
        auto* item = new QStandardItem(name);
        item->setCheckable(true);
        item->setToolTip(name);
        item->setSizeHint({0, 28});
        item->setCheckState(before.contains(name) ? Qt::Checked : Qt::Unchecked);
        m_model->appendRow(item);
    }
    refreshEmpty();
}

void Checklist::setTicked(const QStringList& names)
{
    const QScopedValueRollback guard(m_setting, true);
    for (int row = 0; row < m_model->rowCount(); ++row) {
        QStandardItem* item = m_model->item(row);
        item->setCheckState(names.contains(item->text()) ? Qt::Checked : Qt::Unchecked);
    }
}

QStringList Checklist::ticked() const
{
    QStringList names;
    for (int row = 0; row < m_model->rowCount(); ++row)
        if (m_model->item(row)->checkState() == Qt::Checked)
            names += m_model->item(row)->text();
    return names;
}

void Checklist::setEmptyText(const QString& text)
{
    m_empty->setText(text);
}

void Checklist::refreshEmpty()
{
    m_empty->setVisible(m_model->rowCount() == 0);
}

QSize Checklist::sizeHint() const
{
    return {280, 360};
}

void Checklist::open(const QWidget* anchor)
{
    m_filter->clear();
    openBelow(anchor);
    m_filter->setFocus();
}

void Checklist::takeFirstMatch()
{
    if (m_proxy->rowCount() == 0)
        return;
    const QString name = m_proxy->index(0, 0).data().toString();
    setTicked({name});
    Q_EMIT tickedChanged({name});
    hide();
}

bool Checklist::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_filter && event->type() == QEvent::KeyPress &&
        static_cast<QKeyEvent*>(event)->key() == Qt::Key_Down) {
        m_list->setFocus();
        m_list->setCurrentIndex(m_proxy->index(0, 0));
        return true;
    }
    return Popup::eventFilter(watched, event);
}

} // namespace signalbox::widgets
