// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/shell/lamppopup.h"

#include "widgets/theme/type.h"

#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace signalbox::widgets {

using theme::Color;

namespace {

constexpr int graphHeight = 56;

QString milliseconds(const std::optional<Duration>& d)
{
    return d ? QStringLiteral("%1 ms").arg(std::chrono::duration_cast<std::chrono::milliseconds>(*d).count())
             : QStringLiteral("–");
}

} // namespace

LampPopup::LampPopup(const theme::Theme* theme, QWidget* owner)
    : Popup(theme, owner)
    , m_title(new QLabel(this))
    , m_facts(new QLabel(this))
    , m_error(new QLabel(this))
    , m_retry(new QPushButton(tr("Retry now"), this))
{
    for (QLabel* label : {m_title, m_facts, m_error}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    m_title->setFont(theme::font(theme::Type::BaseStrong));
    m_facts->setFont(theme::font(theme::Type::Small));
    m_error->setFont(theme::font(theme::Type::Small));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 12, 16, 12);
    layout->setSpacing(8);
    layout->addWidget(m_title);
    layout->addWidget(m_facts);
    layout->addSpacing(graphHeight + 8);
    layout->addWidget(m_error);
    layout->addStretch();
    layout->addWidget(m_retry, 0, Qt::AlignLeft);
    connect(m_retry, &QPushButton::clicked, this, [this] { Q_EMIT retryRequested(m_lamp.backend); });
}

void LampPopup::setLamp(const health::Lamp& lamp)
{
    m_lamp = lamp;
    m_title->setText(tr("%1: %2").arg(lamp.backend, health::summary(lamp)));
    QString facts = tr("%1\np50 %2, p95 %3 over the last %4 answers")
                        .arg(lamp.url, milliseconds(lamp.p50), milliseconds(lamp.p95))
                        .arg(lamp.latencies.size());
    if (lamp.clockSkew)
        facts += tr("\nServer clock %1 s").arg(static_cast<double>(lamp.clockSkew->count()) / 1e9, 0, 'f', 1);
    m_facts->setText(facts);
    m_error->setText(lamp.lastError.isEmpty()
                         ? tr("No error so far.")
                         : tr("Last error, %1 UTC: %2")
                               .arg(lamp.lastErrorAt
                                        ? lamp.lastErrorAt->toDateTime().toString(QStringLiteral("HH:mm:ss"))
                                        : QString(),
                                    lamp.lastError));
    QPalette palette = m_error->palette();
    palette.setColor(QPalette::WindowText,
                     theme()->color(lamp.lastError.isEmpty() ? Color::TextTertiary : Color::StateBadText));
    m_error->setPalette(palette);
    palette.setColor(QPalette::WindowText, theme()->color(Color::TextSecondary));
    m_facts->setPalette(palette);
    update();
}

QSize LampPopup::sizeHint() const
{
    return {380, 280};
}

void LampPopup::paintEvent(QPaintEvent* event)
{
    Popup::paintEvent(event);
    QPainter painter(this);
    const QRect graph(16, m_facts->geometry().bottom() + 12, width() - 32, graphHeight);
    painter.fillRect(QRect(graph.left(), graph.bottom(), graph.width(), 1), theme()->color(Color::ChartAxis));
    if (m_lamp.latencies.empty()) {
        painter.setPen(theme()->color(Color::TextTertiary));
        painter.setFont(theme::font(theme::Type::Small));
        painter.drawText(graph, Qt::AlignCenter, tr("No answer yet"));
        return;
    }
    const Duration top =
        std::max(*std::max_element(m_lamp.latencies.begin(), m_lamp.latencies.end()), Duration(1'000'000));
    painter.setPen(theme()->color(Color::TextTertiary));
    painter.setFont(theme::font(theme::Type::Micro));
    painter.drawText(graph, Qt::AlignTop | Qt::AlignRight, milliseconds(top));
    // One bar an answer, the newest at the right.
    const int count = static_cast<int>(m_lamp.latencies.size());
    const double step = graph.width() / 100.0;
    for (int i = 0; i < count; ++i) {
        const Duration latency = m_lamp.latencies[static_cast<std::size_t>(i)];
        const int height = qMax(1, static_cast<int>(static_cast<double>(graph.height() - 16) *
                                                    static_cast<double>(latency.count()) /
                                                    static_cast<double>(top.count())));
        const double x = graph.right() - (count - i) * step;
        painter.fillRect(
            QRectF(x, graph.bottom() - height, qMax(1.0, step - 1), height),
            theme()->color(latency > health::slowAbove ? Color::StateWarnBase : Color::LineControl));
    }
}

} // namespace signalbox::widgets
