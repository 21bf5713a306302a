// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/profiles/firststart.h"

#include "widgets/profiles/field.h"
#include "widgets/theme/style.h"
#include "widgets/theme/type.h"

#include <QHBoxLayout>
#include <QIcon>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

namespace signalbox::widgets {

using theme::Color;

namespace {

constexpr QSize cardSize{304, 184};
constexpr int cardPadding = 24;

class Card final : public QWidget
{
public:
    Card(const theme::Theme* theme, QWidget* parent)
        : QWidget(parent)
        , m_theme(theme)
    {
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(m_theme->color(Color::LineNormal));
        painter.setBrush(m_theme->color(Color::SurfaceCard));
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
    }

private:
    const theme::Theme* m_theme;
};

/// The signal of the program, as large as a title page bears.
class Mark final : public QWidget
{
public:
    explicit Mark(QWidget* parent)
        : QWidget(parent)
    {
        setFixedSize(56, 56);
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        QIcon(QStringLiteral(":/icons/signalbox.svg")).paint(&painter, rect());
    }
};

} // namespace

FirstStart::FirstStart(const theme::Theme* theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_demo(new QPushButton(tr("Try the demo"), this))
    , m_connect(new QPushButton(tr("Connect"), this))
{
    setAccessibleName(tr("First start"));
    m_demo->setObjectName(QStringLiteral("demo"));
    m_connect->setObjectName(QStringLiteral("connect"));
    theme::setVariant(m_demo, theme::Variant::Primary);
    auto* title =
        quietLabel(tr("Signalbox"), Color::TextPrimary, theme::font(theme::Type::Figure), theme, this);
    auto* line = quietLabel(tr("Metrics, logs and traces of one incident, in one quiet room."),
                            Color::TextSecondary, theme::font(theme::Type::Base), theme, this);
    auto* cards = new QHBoxLayout;
    cards->setSpacing(16);
    cards->addStretch();
    cards->addWidget(card(tr("See it work"),
                          tr("Walk into a shop whose checkout is failing right now. It runs on this machine "
                             "and needs no server."),
                          m_demo));
    cards->addWidget(
        card(tr("Use your own servers"),
             tr("Add Prometheus, Alertmanager, Loki and Jaeger or Tempo as a profile. Signalbox only "
                "reads from them."),
             m_connect));
    cards->addStretch();
    auto* column = new QVBoxLayout(this);
    column->setSpacing(0);
    column->addStretch(5);
    column->addWidget(new Mark(this), 0, Qt::AlignHCenter);
    column->addSpacing(16);
    column->addWidget(title, 0, Qt::AlignHCenter);
    column->addSpacing(4);
    column->addWidget(line, 0, Qt::AlignHCenter);
    column->addSpacing(32);
    column->addLayout(cards);
    column->addStretch(6); // a little above the middle is where the eye looks for the middle
    setFocusProxy(m_demo);
    connect(m_demo, &QPushButton::clicked, this, &FirstStart::demoRequested);
    connect(m_connect, &QPushButton::clicked, this, &FirstStart::connectRequested);
    connect(theme, &theme::Theme::changed, this, qOverload<>(&QWidget::update));
}

QWidget* FirstStart::card(const QString& title, const QString& sentence, QPushButton* button)
{
    auto* made = new Card(m_theme, this);
    made->setFixedSize(cardSize);
    auto* text = quietLabel(sentence, Color::TextSecondary, theme::font(theme::Type::Base), m_theme, made);
    text->setWordWrap(true);
    auto* column = new QVBoxLayout(made);
    column->setContentsMargins(cardPadding, cardPadding, cardPadding, cardPadding);
    column->setSpacing(8);
    column->addWidget(quietLabel(title, Color::TextPrimary, theme::font(theme::Type::Title), m_theme, made));
    column->addWidget(text);
    column->addStretch();
    column->addWidget(button, 0, Qt::AlignLeft);
    button->setAutoDefault(true);
    return made;
}

void FirstStart::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme->color(Color::SurfacePane));
}

} // namespace signalbox::widgets
