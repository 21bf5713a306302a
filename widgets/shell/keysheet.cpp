// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/shell/keysheet.h"

#include "widgets/common/keycap.h"
#include "widgets/shell/actionregistry.h"
#include "widgets/theme/type.h"

#include <QPainter>

#include <vector>

namespace signalbox::widgets {

using theme::Color;

namespace {

constexpr int columnWidth = 300;
constexpr int lineHeight = 24;
constexpr int head = 48;
constexpr int columns = 2;

} // namespace

KeySheet::KeySheet(const ActionRegistry* registry, const theme::Theme* theme, QWidget* owner)
    : Popup(theme, owner)
    , m_registry(registry)
{
    setAccessibleName(tr("Keys"));
}

std::vector<KeySheet::Line> KeySheet::lines() const
{
    QStringList groups;
    for (const QAction* action : m_registry->actions())
        if (!action->shortcut().isEmpty() && !groups.contains(ActionRegistry::groupOf(action)))
            groups += ActionRegistry::groupOf(action);
    std::vector<Line> out;
    for (const QString& group : groups) {
        out.push_back({group, {}, true});
        for (const QAction* action : m_registry->actions())
            if (ActionRegistry::groupOf(action) == group && !action->shortcut().isEmpty())
                out.push_back({action->text(), action->shortcut().toString(QKeySequence::NativeText), false});
    }
    return out;
}

QSize KeySheet::sizeHint() const
{
    const int perColumn = (static_cast<int>(lines().size()) + columns - 1) / columns + 1;
    return {32 + columns * columnWidth + 24, head + perColumn * lineHeight + 16};
}

void KeySheet::open()
{
    openCentred(sizeHint().width());
}

void KeySheet::paintEvent(QPaintEvent* event)
{
    Popup::paintEvent(event);
    QPainter painter(this);
    painter.setFont(theme::font(theme::Type::Title));
    painter.setPen(theme()->color(Color::TextPrimary));
    painter.drawText(QRect(16, 0, 200, head), Qt::AlignVCenter, tr("Keys"));
    drawKeyCap(painter, width() - 16, head / 2, tr("Esc"), *theme());
    const std::vector<Line> all = lines();
    const int perColumn = (static_cast<int>(all.size()) + columns - 1) / columns;
    int column = 0;
    int row = 0;
    for (std::size_t i = 0; i < all.size(); ++i) {
        const Line& line = all[i];
        // A column ends before a heading, never right after one.
        if (column + 1 < columns && row >= perColumn - (line.heading ? 1 : 0) && row > 0) {
            ++column;
            row = 0;
        }
        const QRect box(16 + column * (columnWidth + 24), head + row * lineHeight, columnWidth, lineHeight);
        painter.setFont(theme::font(line.heading ? theme::Type::Small : theme::Type::Base));
        painter.setPen(theme()->color(line.heading ? Color::TextTertiary : Color::TextPrimary));
        const int left = drawKeyCap(painter, box.right(), box.center().y(), line.keys, *theme());
        painter.drawText(QRect(box.left(), box.top(), left - box.left() - 8, box.height()), Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(line.title, Qt::ElideRight, left - box.left() - 8));
        ++row;
    }
}

} // namespace signalbox::widgets
