// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/logs/searchbar.h"

#include "widgets/theme/type.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QToolButton>

namespace signalbox::widgets {

using theme::Color;

SearchBar::SearchBar(const theme::Theme* theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_input(new QLineEdit(this))
    , m_case(new QToolButton(this))
    , m_regex(new QToolButton(this))
    , m_status(new QLabel(this))
{
    m_input->setPlaceholderText(tr("Find in the loaded lines"));
    m_input->setAccessibleName(tr("Find in the loaded lines"));
    m_input->setMaxLength(static_cast<int>(logs::Searcher::longestText));
    m_input->installEventFilter(this);
    const auto toggle = [this](QToolButton* button, const QString& text, const QString& tip) {
        button->setText(text);
        button->setToolTip(tip);
        button->setCheckable(true);
        button->setFixedSize(28, 24);
        connect(button, &QToolButton::toggled, this, &SearchBar::searchChanged);
    };
    toggle(m_case, QStringLiteral("Aa"), tr("Upper and lower case differ (Alt+C)"));
    toggle(m_regex, QStringLiteral(".*"), tr("A regular expression (Alt+R)"));
    m_case->setShortcut(QKeySequence(Qt::ALT | Qt::Key_C));
    m_regex->setShortcut(QKeySequence(Qt::ALT | Qt::Key_R));
    m_status->setFont(theme::font(theme::Type::Small));
    m_status->setTextFormat(Qt::PlainText);
    m_status->setMinimumWidth(120);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(16, 6, 16, 6);
    row->setSpacing(8);
    row->addWidget(m_input, 1);
    row->addWidget(m_case);
    row->addWidget(m_regex);
    row->addWidget(m_status);
    for (const int direction : {-1, 1}) {
        auto* button = new QToolButton(this);
        button->setText(direction < 0 ? QStringLiteral("\u2191") : QStringLiteral("\u2193"));
        button->setToolTip(direction < 0 ? tr("The hit before (Shift+Enter, Shift+F3)")
                                         : tr("The next hit (Enter, F3)"));
        button->setFixedSize(28, 24);
        connect(button, &QToolButton::clicked, this, [this, direction] { Q_EMIT stepRequested(direction); });
        row->addWidget(button);
    }
    auto* done = new QToolButton(this);
    done->setIcon(theme->icon(QStringLiteral("close")));
    done->setToolTip(tr("Close (Esc)"));
    done->setFixedSize(28, 24);
    row->addWidget(done);
    connect(done, &QToolButton::clicked, this, &SearchBar::close);
    connect(m_input, &QLineEdit::textChanged, this, &SearchBar::searchChanged);
    connect(theme, &theme::Theme::changed, this, qOverload<>(&QWidget::update));
    hide();
}

void SearchBar::open()
{
    show();
    m_input->setFocus();
    m_input->selectAll();
    if (!m_input->text().isEmpty())
        Q_EMIT searchChanged();
}

void SearchBar::close()
{
    hide();
    Q_EMIT closed();
}

void SearchBar::setSearch(const logs::SearchText& text)
{
    m_case->setChecked(text.matchCase);
    m_regex->setChecked(text.isRegex);
    m_input->setText(text.text);
}

logs::SearchText SearchBar::search() const
{
    return {.text = m_input->text(), .matchCase = m_case->isChecked(), .isRegex = m_regex->isChecked()};
}

void SearchBar::setStatus(const QString& status, bool bad)
{
    m_status->setText(status);
    QPalette palette = m_status->palette();
    palette.setColor(QPalette::WindowText, m_theme->color(bad ? Color::StateBadText : Color::TextSecondary));
    m_status->setPalette(palette);
}

QString SearchBar::status() const
{
    return m_status->text();
}

bool SearchBar::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_input && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const bool back = key->modifiers() & Qt::ShiftModifier;
        if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter || key->key() == Qt::Key_F3) {
            Q_EMIT stepRequested(back ? -1 : 1);
            return true;
        }
        if (key->key() == Qt::Key_Escape) {
            close();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void SearchBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme->color(Color::SurfaceCard));
    painter.fillRect(QRect(0, 0, width(), 1), m_theme->color(Color::LineSubtle));
}

} // namespace signalbox::widgets
