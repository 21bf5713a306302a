// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/theme.h"

#include "widgets/theme/icons.h"

#include <QApplication>
#include <QEvent>
#include <QFile>
#include <QScopedValueRollback>
#include <QStyle>

// Resources of a static library have to be asked for by name, outside of any namespace.
static void initResources()
{
    Q_INIT_RESOURCE(resources);
}

namespace signalbox::theme {

namespace {

Colors builtIn(const QString& name)
{
    QFile file(QStringLiteral(":/themes/%1.json").arg(name));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("the theme %s is not built in", qPrintable(name));
    Result<Colors> colors = parseColors(file.readAll());
    if (!colors)
        qFatal("%s", qPrintable(colors.error().what));
    return *std::move(colors);
}

// The slots of well-known names, so that the same shop looks the same everywhere.
int preferredSlot(const QString& service)
{
    static const QHash<QString, int> known{
        {QStringLiteral("web"), 0},         {QStringLiteral("kafka"), 1},
        {QStringLiteral("api-gateway"), 2}, {QStringLiteral("notifications"), 3},
        {QStringLiteral("checkout"), 4},    {QStringLiteral("inventory"), 5},
        {QStringLiteral("shipping"), 6},    {QStringLiteral("redis"), 7},
        {QStringLiteral("postgres"), 8},    {QStringLiteral("cart"), 9},
        {QStringLiteral("payments"), 10}};
    return known.value(service, -1);
}

} // namespace

Theme::Theme(Mode mode, QObject* parent)
    : QObject(parent)
    , m_mode(mode)
{
    initResources();
    qApp->installEventFilter(this);
    apply();
}

void Theme::setMode(Mode mode)
{
    if (mode == m_mode)
        return;
    m_mode = mode;
    apply();
}

bool Theme::desktopIsDark()
{
    // The style's standard palette follows the platform theme; our own palette must not answer for it.
    const QPalette palette = QApplication::style()->standardPalette();
    return palette.color(QPalette::WindowText).lightness() > palette.color(QPalette::Window).lightness();
}

bool Theme::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::ThemeChange && m_mode == Mode::System && !m_applying && watched == qApp)
        apply();
    return QObject::eventFilter(watched, event);
}

void Theme::apply()
{
    const QScopedValueRollback guard(m_applying, true);
    const bool dark = m_mode == Mode::Dark || (m_mode == Mode::System && desktopIsDark());
    m_colors = builtIn(dark ? QStringLiteral("dark") : QStringLiteral("light"));
    QApplication::setPalette(toPalette(m_colors));
    Q_EMIT changed();
}

QColor Theme::serviceColor(const QString& service) const
{
    auto it = m_slots.constFind(service);
    if (it == m_slots.constEnd()) {
        const int preferred = preferredSlot(service);
        it = m_slots.insert(service, preferred >= 0 ? preferred : static_cast<int>(m_slots.size()));
    }
    return m_colors.series[static_cast<std::size_t>(*it) % m_colors.series.size()];
}

QIcon Theme::icon(const QString& name, Color role) const
{
    return tintedIcon(name, m_colors[role], m_colors[Color::TextDisabled]);
}

} // namespace signalbox::theme
