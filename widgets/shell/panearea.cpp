// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/shell/panearea.h"

#include "widgets/shell/pane.h"
#include "widgets/theme/theme.h"

#include <QApplication>
#include <QCloseEvent>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>

namespace signalbox::widgets {

/// The window of a pane that was torn off.
class PaneArea::Window final : public QWidget
{
public:
    Window(PaneArea* area, Pane* pane)
        : QWidget(area->window(), Qt::Window)
        , m_area(area)
        , m_pane(pane)
    {
        setWindowTitle(tr("%1 – Signalbox").arg(pane->title()));
        auto* layout = new QVBoxLayout(this);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->addWidget(pane);
        // The keys of the main window work here as well.
        addActions(area->window()->actions());
        pane->show();
    }

    [[nodiscard]] Pane* pane() const { return m_pane; }

protected:
    void closeEvent(QCloseEvent* event) override
    {
        m_area->bringHome(m_pane);
        event->accept();
    }

private:
    PaneArea* m_area;
    Pane* m_pane;
};

PaneArea::PaneArea(const theme::Theme* theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_splitter(new QSplitter(this))
{
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(5);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_splitter);
    const auto paintPane = [this] {
        QPalette palette = this->palette();
        palette.setColor(QPalette::Window, m_theme->color(theme::Color::SurfacePane));
        setPalette(palette);
    };
    setAutoFillBackground(true);
    paintPane();
    connect(theme, &theme::Theme::changed, this, paintPane);
    qApp->installEventFilter(this);
}

PaneArea::~PaneArea() = default;

void PaneArea::addPane(Pane* pane)
{
    pane->setParent(this);
    pane->hide();
    m_panes.push_back(pane);
    if (!m_first) {
        m_first = pane;
        m_current = pane;
        place();
    }
}

Pane* PaneArea::pane(const QString& id) const
{
    const auto it =
        std::find_if(m_panes.begin(), m_panes.end(), [&](const Pane* pane) { return pane->id() == id; });
    return it == m_panes.end() ? nullptr : *it;
}

bool PaneArea::isTornOff(const Pane* pane) const
{
    return std::any_of(m_windows.begin(), m_windows.end(),
                       [pane](const Window* w) { return w->pane() == pane; });
}

Pane* PaneArea::firstHidden() const
{
    const auto it = std::find_if(m_panes.begin(), m_panes.end(), [this](Pane* pane) {
        return pane != m_first && pane != m_second && !isTornOff(pane);
    });
    return it == m_panes.end() ? nullptr : *it;
}

void PaneArea::place()
{
    for (Pane* pane : m_panes)
        if (pane != m_first && pane != m_second && !isTornOff(pane)) {
            pane->hide();
            pane->setParent(this);
        }
    int position = 0;
    for (Pane* pane : {m_first, m_second}) {
        if (!pane)
            continue;
        m_splitter->insertWidget(position++, pane);
        pane->show();
    }
}

void PaneArea::setCurrent(Pane* pane)
{
    if (!pane || pane == m_current)
        return;
    m_current = pane;
    Q_EMIT currentChanged(pane->id());
}

void PaneArea::showPane(const QString& id)
{
    Pane* wanted = pane(id);
    if (!wanted)
        return;
    for (Window* window : m_windows) {
        if (window->pane() == wanted) {
            window->raise();
            window->activateWindow();
            wanted->takeFocus();
            setCurrent(wanted);
            return;
        }
    }
    if (wanted != m_first && wanted != m_second) {
        Pane*& half = m_second && m_current == m_second ? m_second : m_first;
        half = wanted;
        place();
    }
    setCurrent(wanted);
    wanted->takeFocus();
}

void PaneArea::toggleSplit()
{
    if (m_second) {
        // The half in which one works is the one that stays.
        if (m_current == m_second)
            m_first = m_second;
        m_second = nullptr;
    } else {
        m_second = firstHidden();
    }
    place();
    if (m_second) {
        const int half = m_splitter->width() / 2;
        m_splitter->setSizes({half, half});
    }
    if (m_current != m_first && m_current != m_second)
        setCurrent(m_first);
}

void PaneArea::focusOtherHalf()
{
    Pane* other = m_second && m_current == m_first ? m_second : m_first;
    setCurrent(other);
    if (other)
        other->takeFocus();
}

void PaneArea::openWindow(Pane* pane, const QByteArray& geometry)
{
    auto* window = new Window(this, pane);
    window->setAttribute(Qt::WA_DeleteOnClose);
    m_windows.push_back(window);
    if (geometry.isEmpty() || !window->restoreGeometry(geometry))
        window->resize(size().boundedTo(QSize(1200, 800)));
    window->show();
}

void PaneArea::tearOff()
{
    Pane* leaving = m_current;
    if (!leaving || isTornOff(leaving))
        return;
    Pane* replacement = firstHidden();
    if (m_second == leaving) {
        m_second = nullptr;
    } else if (m_second) {
        m_first = m_second;
        m_second = nullptr;
    } else if (replacement) {
        m_first = replacement;
    } else {
        return; // the last pane of the window stays
    }
    openWindow(leaving, {});
    place();
    setCurrent(leaving);
}

void PaneArea::bringHome(Pane* pane)
{
    std::erase_if(m_windows, [pane](const Window* w) { return w->pane() == pane; });
    pane->setParent(this);
    pane->hide();
    place();
    if (m_current == pane)
        setCurrent(m_first);
}

QStringList PaneArea::tornOff() const
{
    QStringList ids;
    for (const Window* window : m_windows)
        ids += window->pane()->id();
    return ids;
}

QByteArray PaneArea::saveLayout() const
{
    QJsonArray windows;
    for (const Window* window : m_windows)
        windows.append(QJsonObject{
            {QStringLiteral("pane"), window->pane()->id()},
            {QStringLiteral("geometry"), QString::fromLatin1(window->saveGeometry().toBase64())}});
    QJsonArray sizes;
    for (const int size : m_splitter->sizes())
        sizes.append(size);
    const QJsonObject layout{{QStringLiteral("first"), m_first ? m_first->id() : QString()},
                             {QStringLiteral("second"), m_second ? m_second->id() : QString()},
                             {QStringLiteral("current"), m_current ? m_current->id() : QString()},
                             {QStringLiteral("sizes"), sizes},
                             {QStringLiteral("windows"), windows}};
    return QJsonDocument(layout).toJson(QJsonDocument::Compact);
}

void PaneArea::restoreLayout(const QByteArray& layout)
{
    const QJsonObject root = QJsonDocument::fromJson(layout).object();
    const auto named = [&](const char* key) { return pane(root.value(QLatin1String(key)).toString()); };
    for (const QJsonValue& value : root.value(QLatin1String("windows")).toArray()) {
        Pane* torn = pane(value[QLatin1String("pane")].toString());
        if (torn && !isTornOff(torn) && m_windows.size() + 1 < m_panes.size())
            openWindow(torn, QByteArray::fromBase64(value[QLatin1String("geometry")].toString().toLatin1()));
    }
    const auto home = [this](Pane* pane) { return pane && !isTornOff(pane) ? pane : nullptr; };
    m_second = nullptr;
    m_first = home(named("first"));
    if (!m_first)
        m_first = firstHidden();
    if (Pane* second = home(named("second")); second != m_first)
        m_second = second;
    place();
    QList<int> sizes;
    for (const QJsonValue& size : root.value(QLatin1String("sizes")).toArray())
        sizes.append(size.toInt());
    if (m_second && sizes.size() == 2)
        m_splitter->setSizes(sizes);
    Pane* current = named("current");
    m_current = nullptr;
    setCurrent(current ? current : m_first);
}

bool PaneArea::eventFilter(QObject* watched, QEvent* event)
{
    // The pane in which the person works is the current one, wherever it stands.
    if (event->type() == QEvent::FocusIn || event->type() == QEvent::MouseButtonPress) {
        if (auto* widget = qobject_cast<QWidget*>(watched)) {
            for (Pane* pane : m_panes)
                if (pane == widget || pane->isAncestorOf(widget))
                    setCurrent(pane);
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace signalbox::widgets
