// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/profiles/profilelist.h"

#include "widgets/common/rowdelegate.h"
#include "widgets/theme/shapes.h"
#include "widgets/theme/type.h"

#include <QFileInfo>
#include <QPainter>

namespace signalbox::widgets {

using theme::Color;

namespace {

constexpr int profileHeight = 52;
enum Role
{
    IdRole = Qt::UserRole,
    CaptionRole,
    NoteRole,
    BrokenRole
};

class ProfileDelegate final : public RowDelegate
{
public:
    using RowDelegate::RowDelegate;

protected:
    void paintCell(QPainter* painter, const QRect& cell, const QModelIndex& index) const override
    {
        const QRect rect = cell.adjusted(8, 0, -8, 0);
        const bool broken = index.data(BrokenRole).toBool();
        int left = rect.left();
        if (broken) {
            theme::drawShape(*painter, QRectF(left, rect.top() + 12, 12, 12), theme::Shape::BadDiamond,
                             *theme());
            left += 20;
        }
        const QString note = index.data(NoteRole).toString();
        painter->setFont(theme::font(theme::Type::Micro));
        const int noteWidth = note.isEmpty() ? 0 : painter->fontMetrics().horizontalAdvance(note) + 12;
        painter->setPen(theme()->color(Color::TextTertiary));
        painter->drawText(QRect(rect.left(), rect.top() + 9, rect.width(), 18),
                          Qt::AlignRight | Qt::AlignVCenter, note);
        const QRect title(left, rect.top() + 9, rect.right() - noteWidth - left, 18);
        painter->setFont(theme::font(theme::Type::BaseMedium));
        painter->setPen(theme()->color(Color::TextPrimary));
        painter->drawText(
            title, Qt::AlignLeft | Qt::AlignVCenter,
            painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, title.width()));
        painter->setFont(theme::font(theme::Type::Small));
        painter->setPen(theme()->color(broken ? Color::StateBadText : Color::TextTertiary));
        const QRect caption(rect.left(), rect.top() + 28, rect.width(), 16);
        painter->drawText(caption, Qt::AlignLeft | Qt::AlignVCenter,
                          painter->fontMetrics().elidedText(index.data(CaptionRole).toString(),
                                                            Qt::ElideMiddle, caption.width()));
    }
};

} // namespace

ProfileList::ProfileList(const theme::Theme* theme, QWidget* parent)
    : QListWidget(parent)
{
    dress(this, theme);
    setItemDelegate(new ProfileDelegate(theme, profileHeight, this));
    setAccessibleName(tr("Profiles"));
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(this, &QListWidget::currentItemChanged, this, [this](const QListWidgetItem* item) {
        if (!m_filling && item)
            Q_EMIT chosen(item->data(IdRole).toString());
    });
}

void ProfileList::setRows(const std::vector<Row>& rows)
{
    const QString before = currentId();
    m_filling = true;
    clear();
    for (const Row& row : rows) {
        const ProfileEntry& entry = row.entry;
        auto* item = new QListWidgetItem(entry.title, this);
        const bool broken = !entry.problem.isEmpty();
        const QString file = entry.path.isEmpty() ? tr("not saved yet") : QFileInfo(entry.path).fileName();
        item->setData(IdRole, entry.id);
        item->setData(CaptionRole, broken ? tr("%1 cannot be read").arg(file) : file);
        item->setData(BrokenRole, broken);
        item->setData(NoteRole, entry.inUse && row.isEdited ? tr("in use, edited")
                                : entry.inUse               ? tr("in use")
                                : row.isEdited              ? tr("edited")
                                                            : QString());
        item->setToolTip(broken ? entry.problem : entry.path);
    }
    m_filling = false;
    setCurrentId(before);
}

void ProfileList::setCurrentId(const QString& id)
{
    m_filling = true;
    for (int row = 0; row < count(); ++row)
        if (item(row)->data(IdRole).toString() == id)
            setCurrentRow(row);
    m_filling = false;
}

QString ProfileList::currentId() const
{
    return currentItem() ? currentItem()->data(IdRole).toString() : QString();
}

} // namespace signalbox::widgets
