// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/legend.h"

#include "models/base/error.h"
#include "widgets/chart/chartcolors.h"
#include "widgets/theme/type.h"

#include <QFontMetrics>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace signalbox::widgets {

using theme::Color;
using theme::Type;

namespace {

constexpr int swatch = 14;
constexpr int afterSwatch = 6;
constexpr int spacing = 14;
constexpr int widestName = 120;

} // namespace

Legend::Legend(const theme::Theme* theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setFont(theme::font(Type::Small));
    setFocusPolicy(Qt::TabFocus);
    setAccessibleName(tr("Legend"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setFixedHeight(24);
    connect(theme, &theme::Theme::changed, this, qOverload<>(&QWidget::update));
}

int Legend::widthOf(const QString& name) const
{
    // One more: a text that is asked to fit its own width to the pixel is cut.
    return swatch + afterSwatch + std::min(QFontMetrics(font()).horizontalAdvance(name) + 1, widestName);
}

void Legend::setLines(const chart::ChartData& shown, std::size_t drawn)
{
    const std::size_t count = std::min(drawn, shown.lines.size());
    m_lines.assign(shown.lines.begin(), shown.lines.begin() + static_cast<std::ptrdiff_t>(count));
    m_notDrawn = shown.moreLines + static_cast<int>(shown.lines.size() - count);
    m_moreText = cleaned(shown.moreText, 80);
    m_entries.clear();
    QStringList names;
    for (const chart::Line& line : m_lines) {
        m_entries.push_back({cleaned(line.name), {}});
        names << m_entries.back().name;
    }
    std::erase_if(m_isolated, [count](std::size_t l) { return l >= count; });
    m_current = std::min(m_current, count > 0 ? count - 1 : 0);
    setAccessibleDescription(names.mid(0, 30).join(QStringLiteral(", ")));
    updateGeometry();
    layOut();
}

QSize Legend::sizeHint() const
{
    int width = 8;
    for (std::size_t i = 0; i < std::min(m_entries.size(), std::size_t{12}); ++i)
        width += widthOf(m_entries[i].name) + spacing;
    return {width, 24};
}

QString Legend::restText() const
{
    const std::size_t hidden = m_entries.size() - m_shown;
    if (hidden == 0 && !m_moreText.isEmpty())
        return m_moreText;
    const auto rest = static_cast<int>(hidden) + m_notDrawn;
    return rest > 0 ? tr("+%1").arg(rest) : QString();
}

void Legend::layOut()
{
    const QFontMetrics metrics(font());
    const auto used = [&] {
        int width = 0;
        for (std::size_t i = 0; i < m_shown; ++i)
            width += widthOf(m_entries[i].name) + spacing;
        const QString rest = restText();
        return width + (rest.isEmpty() ? 0 : metrics.horizontalAdvance(rest) + spacing);
    };
    m_shown = std::min(m_entries.size(), std::size_t{24});
    while (m_shown > 0 && used() > width() + spacing)
        --m_shown;
    int x = width() - used() + spacing;
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        m_entries[i].rect = {};
        if (i >= m_shown)
            continue;
        m_entries[i].rect = QRect(x, 0, widthOf(m_entries[i].name), height());
        x += m_entries[i].rect.width() + spacing;
    }
    const QString rest = restText();
    m_rest = rest.isEmpty() ? QRect() : QRect(x, 0, metrics.horizontalAdvance(rest), height());
    update();
}

QRect Legend::entryRect(std::size_t line) const
{
    return line < m_entries.size() ? m_entries[line].rect : QRect();
}

bool Legend::isDim(std::size_t line) const
{
    return !m_isolated.empty() && std::find(m_isolated.begin(), m_isolated.end(), line) == m_isolated.end();
}

void Legend::setIsolated(const std::vector<std::size_t>& lines)
{
    m_isolated = lines;
    update();
}

void Legend::click(std::size_t line, bool adds)
{
    std::vector<std::size_t> next = m_isolated;
    const auto there = std::find(next.begin(), next.end(), line);
    if (adds) {
        if (there != next.end())
            next.erase(there);
        else
            next.push_back(line);
        std::sort(next.begin(), next.end());
    } else if (next.size() == 1 && there != next.end()) {
        next.clear();
    } else {
        next = {line};
    }
    setIsolated(next);
    Q_EMIT isolated(next);
}

void Legend::openMenu()
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (std::size_t l = 0; l < m_entries.size(); ++l) {
        QString name = QFontMetrics(font()).elidedText(m_entries[l].name, Qt::ElideMiddle, 400);
        QAction* action = menu->addAction(name.replace(QLatin1Char('&'), QStringLiteral("&&")));
        action->setCheckable(true);
        action->setChecked(!isDim(l));
        connect(action, &QAction::triggered, this, [this, l] { click(l, !m_isolated.empty()); });
    }
    if (m_notDrawn > 0) {
        menu->addSeparator();
        menu->addAction(m_moreText.isEmpty() ? tr("and %1 more that are not drawn").arg(m_notDrawn)
                                             : m_moreText)
            ->setEnabled(false);
    }
    menu->popup(mapToGlobal(m_rest.bottomLeft()));
}

void Legend::paintSwatch(QPainter& painter, const QRect& entry, std::size_t line) const
{
    QPen pen(lineColor(m_lines[line], *m_theme), 2, Qt::SolidLine, Qt::FlatCap);
    if (isDashed(m_lines[line]))
        pen.setDashPattern({2, 1});
    painter.setPen(pen);
    const int y = entry.center().y() + 1;
    painter.drawLine(entry.left(), y, entry.left() + swatch, y);
}

void Legend::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setFont(font());
    const QFontMetrics metrics(font());
    for (std::size_t l = 0; l < m_shown; ++l) {
        const QRect rect = m_entries[l].rect;
        painter.setOpacity(isDim(l) ? 0.45 : 1);
        paintSwatch(painter, rect, l);
        painter.setPen(m_theme->color(Color::TextSecondary));
        painter.drawText(
            rect.adjusted(swatch + afterSwatch, 0, 1, 0), Qt::AlignLeft | Qt::AlignVCenter,
            metrics.elidedText(m_entries[l].name, Qt::ElideMiddle, rect.width() - swatch - afterSwatch));
        painter.setOpacity(1);
        if (m_keyFocus && l == m_current) {
            painter.setPen(QPen(m_theme->color(Color::AccentFocusRing), 2));
            painter.drawRoundedRect(QRectF(rect).adjusted(-3, 2, 3, -2), 3, 3);
        }
    }
    painter.setPen(m_theme->color(m_entries.size() > m_shown ? Color::TextLink : Color::TextTertiary));
    painter.drawText(m_rest.adjusted(0, 0, 2, 0), Qt::AlignLeft | Qt::AlignVCenter, restText());
}

void Legend::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return;
    const QPoint at = event->position().toPoint();
    for (std::size_t l = 0; l < m_shown; ++l)
        if (m_entries[l].rect.adjusted(-spacing / 2, 0, spacing / 2, 0).contains(at)) {
            m_current = l;
            click(l, event->modifiers() & Qt::ControlModifier);
            return;
        }
    if (m_rest.contains(at) && m_entries.size() > m_shown)
        openMenu();
}

void Legend::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_Left:
        m_current = m_current > 0 ? m_current - 1 : 0;
        break;
    case Qt::Key_Right:
        if (m_current + 1 < m_shown)
            ++m_current;
        break;
    case Qt::Key_Space:
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_current < m_shown)
            click(m_current, event->modifiers() & Qt::ControlModifier);
        else if (!m_entries.empty())
            openMenu();
        break;
    case Qt::Key_Down:
        if (m_entries.size() > m_shown)
            openMenu();
        break;
    default:
        QWidget::keyPressEvent(event);
        return;
    }
    m_keyFocus = true;
    update();
}

void Legend::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    layOut();
}

bool Legend::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        for (std::size_t l = 0; l < m_shown; ++l)
            if (m_entries[l].rect.contains(help->pos())) {
                const QString html = QStringLiteral("<qt>%1</qt>").arg(m_entries[l].name.toHtmlEscaped());
                QToolTip::showText(help->globalPos(), html, this);
                return true;
            }
        QToolTip::hideText();
        return true;
    }
    if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut) {
        const Qt::FocusReason reason = static_cast<QFocusEvent*>(event)->reason();
        m_keyFocus = event->type() == QEvent::FocusIn &&
                     (reason == Qt::TabFocusReason || reason == Qt::BacktabFocusReason);
        update();
    }
    return QWidget::event(event);
}

} // namespace signalbox::widgets
