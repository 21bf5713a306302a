// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/banner.h"

#include "widgets/theme/shapes.h"
#include "widgets/theme/style.h"
#include "widgets/theme/type.h"

#include <QGridLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>

namespace signalbox::widgets {

using theme::Color;
using theme::Shape;
using Kind = BannerText::Kind;

namespace {

constexpr int skeletonAfterMs = 150;
constexpr int cancelAfterMs = 1000;
constexpr int skeletonHeight = 72;

struct Look
{
    Color tint;
    Color edge;
    Shape shape;
};

Look lookOf(Kind kind)
{
    switch (kind) {
    case Kind::Error:
        return {Color::StateBadTint, Color::StateBadBase, Shape::BadDiamond};
    case Kind::Partial:
        return {Color::StateWarnTint, Color::StateWarnBase, Shape::WarnTriangle};
    case Kind::Stale:
        return {Color::StateUnknownTint, Color::StateUnknownBase, Shape::StaleClock};
    case Kind::Note:
        return {Color::AccentQuiet, Color::AccentBase, Shape::InfoDot};
    default:
        return {Color::SurfaceCard, Color::SurfaceCard, Shape::UnknownRing};
    }
}

bool hasTint(Kind kind)
{
    return kind == Kind::Error || kind == Kind::Partial || kind == Kind::Stale || kind == Kind::Note;
}

} // namespace

bool retryCanHelp(ErrorKind kind)
{
    return kind != ErrorKind::Invalid && kind != ErrorKind::TooLarge && kind != ErrorKind::Cancelled;
}

BannerText BannerText::loading(const QString& what)
{
    return {.kind = Kind::Loading, .sentence = what, .hint = {}, .detail = {}, .action = {}};
}

BannerText BannerText::empty(const QString& sentence, const QString& hint, const QString& action)
{
    return {.kind = Kind::Empty, .sentence = sentence, .hint = hint, .detail = {}, .action = action};
}

BannerText BannerText::failed(const Error& error)
{
    // The server refused the question itself: the same question gets the same answer.
    const bool refused = error.httpStatus >= 400 && error.httpStatus < 500 && error.httpStatus != 429 &&
                         error.httpStatus != 408 && error.httpStatus != 401 && error.httpStatus != 403;
    return {.kind = Kind::Error,
            .sentence = error.what,
            .hint = {},
            .detail = error.detail,
            .action = retryCanHelp(error.kind) && !refused ? Banner::tr("Retry") : QString()};
}

BannerText BannerText::partial(const QString& sentence, const QString& hint, const QString& action)
{
    return {.kind = Kind::Partial, .sentence = sentence, .hint = hint, .detail = {}, .action = action};
}

BannerText BannerText::note(const QString& sentence, const QString& hint, const QString& action)
{
    return {.kind = Kind::Note, .sentence = sentence, .hint = hint, .detail = {}, .action = action};
}

BannerText BannerText::stale(const QString& sentence, const QString& hint, const QString& action)
{
    return {.kind = Kind::Stale, .sentence = sentence, .hint = hint, .detail = {}, .action = action};
}

Banner::Banner(const theme::Theme* theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_sentence(new QLabel(this))
    , m_hint(new QLabel(this))
    , m_fold(new QPushButton(tr("Detail"), this))
    , m_detail(new QLabel(this))
    , m_action(new QPushButton(this))
{
    setAccessibleName(tr("State of this pane"));
    for (QLabel* label : {m_sentence, m_hint, m_detail}) {
        label->setTextFormat(Qt::PlainText); // texts come from servers
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    m_sentence->setFont(theme::font(theme::Type::BaseMedium));
    m_hint->setFont(theme::font(theme::Type::Small));
    m_detail->setFont(theme::font(theme::Type::DataDense));
    theme::setVariant(m_fold, theme::Variant::Flat);
    m_fold->setCheckable(true);
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(36, 8, 12, 8);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(2);
    grid->setColumnStretch(0, 1);
    grid->addWidget(m_sentence, 0, 0);
    grid->addWidget(m_fold, 0, 1, 2, 1, Qt::AlignVCenter);
    grid->addWidget(m_action, 0, 2, 2, 1, Qt::AlignVCenter);
    grid->addWidget(m_hint, 1, 0);
    grid->addWidget(m_detail, 2, 0, 1, 3);
    m_grid = grid;
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);

    m_ticker.setInterval(50);
    connect(&m_ticker, &QTimer::timeout, this, &Banner::tick);
    connect(m_fold, &QPushButton::toggled, m_detail, &QWidget::setVisible);
    connect(m_action, &QPushButton::clicked, this, [this] {
        if (m_text.kind == Kind::Loading)
            Q_EMIT cancelRequested();
        else
            Q_EMIT actionTriggered();
    });
    connect(theme, &theme::Theme::changed, this, &Banner::refresh);
    refresh();
}

void Banner::show(const BannerText& text)
{
    if (text == m_text)
        return;
    const bool wasLoading = m_text.kind == Kind::Loading;
    m_text = text;
    if (text.kind == Kind::Loading) {
        if (!wasLoading) {
            m_since.start();
            m_skeleton = false;
            m_ticker.start();
        }
    } else {
        m_ticker.stop();
        m_skeleton = false;
    }
    refresh();
}

void Banner::tick()
{
    const qint64 ms = m_since.elapsed();
    if (!m_skeleton && ms >= skeletonAfterMs) {
        m_skeleton = true;
        refresh();
    }
    if (ms >= cancelAfterMs) {
        m_ticker.setInterval(500);
        m_hint->setText(
            tr("%1, %2 s so far").arg(m_text.sentence).arg(static_cast<double>(ms) / 1000, 0, 'f', 1));
        m_hint->show();
        m_action->setText(tr("Cancel"));
        m_action->show();
    }
}

void Banner::refresh()
{
    const bool loading = m_text.kind == Kind::Loading;
    m_ticker.setInterval(50);
    // The skeleton stands above the line that tells the time.
    m_grid->setContentsMargins(loading ? 16 : 36, loading ? skeletonHeight : 8, 12, 8);
    setMinimumHeight(loading ? skeletonHeight + 32 : 0);
    setVisible(m_text.kind != Kind::Hidden && (!loading || m_skeleton));
    m_sentence->setText(loading ? QString() : m_text.sentence);
    m_sentence->setVisible(!loading);
    m_hint->setText(loading ? QString() : m_text.hint);
    m_hint->setVisible(!loading && !m_text.hint.isEmpty());
    m_fold->setVisible(!m_text.detail.isEmpty());
    m_fold->setChecked(false);
    m_detail->setText(m_text.detail);
    m_detail->hide();
    m_action->setText(m_text.action);
    m_action->setVisible(!m_text.action.isEmpty());
    QPalette palette = m_hint->palette();
    palette.setColor(QPalette::WindowText, m_theme->color(Color::TextSecondary));
    m_hint->setPalette(palette);
    m_detail->setPalette(palette);
    setAccessibleDescription(loading ? m_text.sentence : m_text.sentence + QLatin1Char(' ') + m_text.hint);
    updateGeometry();
    update();
}

void Banner::paintSkeleton(QPainter& painter) const
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme->color(Color::SurfaceSkeleton));
    // Widths as those of a table: they say that rows are coming, not how many.
    constexpr int widths[3][4] = {{62, 46, 92, 146}, {62, 46, 74, 120}, {62, 46, 84, 0}};
    for (int row = 0; row < 3; ++row) {
        int x = 16;
        for (const int width : widths[row]) {
            painter.drawRoundedRect(QRect(x, 14 + row * 20, width, width > 0 ? 8 : 0), 2, 2);
            x += width + 12;
        }
    }
}

void Banner::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Look look = lookOf(m_text.kind);
    painter.fillRect(rect(), m_theme->color(look.tint));
    if (m_text.kind == Kind::Loading) {
        paintSkeleton(painter);
        return;
    }
    if (hasTint(m_text.kind)) {
        painter.fillRect(QRect(0, 0, 3, height()), m_theme->color(look.edge));
        theme::drawShape(painter, QRectF(14, 11, 12, 12), look.shape, *m_theme);
    } else {
        m_theme->icon(QStringLiteral("search"), Color::TextTertiary).paint(&painter, QRect(12, 9, 16, 16));
    }
}

} // namespace signalbox::widgets
