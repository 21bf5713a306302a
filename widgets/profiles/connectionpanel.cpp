// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/profiles/connectionpanel.h"

#include "models/base/duration.h"
#include "widgets/profiles/backendform.h"
#include "widgets/profiles/field.h"
#include "widgets/theme/shapes.h"
#include "widgets/theme/style.h"
#include "widgets/theme/type.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace signalbox::widgets {

using theme::Color;
using State = ConnectionResult::State;

namespace {

constexpr Duration noticeableSkew = std::chrono::seconds(2);
constexpr int nameWidth = 150;
constexpr int tallest = 172;
constexpr int longestRow = 56;
constexpr int rowsMargin = 12;

/// One backend; paints its shape and two lines of text.
class ResultRow final : public QWidget
{
public:
    ResultRow(const ConnectionResult& result, const theme::Theme* theme, QWidget* parent)
        : QWidget(parent)
        , m_state(result.state)
        , m_theme(theme)
    {
        auto* line = new QHBoxLayout(this);
        line->setContentsMargins(36, 4, 16, 4);
        line->setSpacing(12);
        auto* name = quietLabel({}, Color::TextPrimary, theme::font(theme::Type::BaseMedium), theme, this);
        name->setFixedWidth(nameWidth);
        name->setText(name->fontMetrics().elidedText(result.backend, Qt::ElideRight, nameWidth));
        name->setToolTip(result.backend);
        auto* texts = new QVBoxLayout;
        texts->setSpacing(0);
        const QString facts = resultText(result);
        if (!facts.isEmpty()) {
            auto* factLine =
                quietLabel(facts, Color::TextSecondary, theme::font(theme::Type::Base), theme, this);
            factLine->setWordWrap(true);
            texts->addWidget(factLine);
        }
        if (!result.sentence.isEmpty()) {
            auto* sentence = quietLabel(result.sentence, Color::StateBadText, theme::font(theme::Type::Small),
                                        theme, this);
            sentence->setWordWrap(true);
            sentence->setTextInteractionFlags(Qt::TextSelectableByMouse);
            texts->addWidget(sentence);
        }
        line->addWidget(name, 0, Qt::AlignTop);
        line->addLayout(texts, 1);
        setAccessibleName(result.backend + QLatin1String(": ") + facts + QLatin1Char(' ') + result.sentence);
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        const theme::Shape shape = m_state == State::Ok       ? theme::Shape::OkDisc
                                   : m_state == State::Failed ? theme::Shape::BadDiamond
                                                              : theme::Shape::UnknownRing;
        theme::drawShape(painter, QRectF(16, 7, 12, 12), shape, *m_theme);
    }

private:
    State m_state;
    const theme::Theme* m_theme;
};

} // namespace

QString resultText(const ConnectionResult& result)
{
    if (result.state == State::Running)
        return ConnectionPanel::tr("asking…");
    if (result.state == State::Cancelled)
        return ConnectionPanel::tr("cancelled before it answered");
    QStringList parts;
    if (!result.reached)
        parts.append(ConnectionPanel::tr("not reached"));
    else if (result.version.isEmpty())
        parts.append(ConnectionPanel::tr("%1, version not told").arg(kindTitle(result.kind)));
    else
        parts.append(kindTitle(result.kind) + QLatin1Char(' ') + result.version);
    if (result.latency)
        parts.append(humanText(*result.latency));
    if (!result.auth.isEmpty())
        parts.append(ConnectionPanel::tr("sign in: %1").arg(result.auth));
    if (result.clockSkew) {
        const Duration skew = *result.clockSkew;
        if (skew < -noticeableSkew)
            parts.append(ConnectionPanel::tr("its clock is %1 behind").arg(humanText(-skew)));
        else if (skew > noticeableSkew)
            parts.append(ConnectionPanel::tr("its clock is %1 ahead").arg(humanText(skew)));
        else
            parts.append(ConnectionPanel::tr("clock agrees"));
    }
    return parts.join(QStringLiteral("  ·  "));
}

ConnectionPanel::ConnectionPanel(const theme::Theme* theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_title(quietLabel({}, Color::TextPrimary, theme::font(theme::Type::BaseStrong), theme, this))
    , m_button(new QPushButton(this))
    , m_scroll(new QScrollArea(this))
    , m_rows(new QWidget)
{
    theme::setVariant(m_button, theme::Variant::Flat);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(16, 8, 8, 0);
    head->addWidget(m_title);
    head->addStretch();
    head->addWidget(m_button);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* rows = new QVBoxLayout(m_rows);
    rows->setContentsMargins(0, 4, 0, 8);
    rows->setSpacing(2);
    m_scroll->setWidget(m_rows);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 1, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    column->addWidget(m_scroll);
    const auto paint = [this, theme] {
        QPalette palette = this->palette();
        palette.setColor(QPalette::Window, theme->color(Color::SurfacePane));
        setPalette(palette);
    };
    paint();
    setAutoFillBackground(true);
    connect(theme, &theme::Theme::changed, this, paint);
    connect(m_button, &QPushButton::clicked, this, [this] {
        if (isRunning())
            Q_EMIT cancelRequested();
        else
            Q_EMIT dismissed();
    });
    hide();
}

void ConnectionPanel::paintEvent(QPaintEvent*)
{
    QPainter(this).fillRect(0, 0, width(), 1, m_theme->color(Color::LineNormal));
}

bool ConnectionPanel::isRunning() const
{
    return std::any_of(m_results.begin(), m_results.end(),
                       [](const ConnectionResult& result) { return result.state == State::Running; });
}

void ConnectionPanel::start(const std::vector<ConnectionResult>& backends)
{
    m_results = backends;
    // Room for each answer to be long, so that nothing moves as they come in.
    const int wanted = rowsMargin + longestRow * static_cast<int>(backends.size());
    m_scroll->setFixedHeight(qMin(wanted, tallest));
    refresh();
    show();
}

void ConnectionPanel::setResult(const ConnectionResult& result)
{
    for (ConnectionResult& known : m_results)
        if (known.backend == result.backend)
            known = result;
    refresh();
}

void ConnectionPanel::cancel()
{
    for (ConnectionResult& known : m_results)
        if (known.state == State::Running)
            known.state = State::Cancelled;
    refresh();
}

void ConnectionPanel::refresh()
{
    const auto in = [this](State state) {
        return std::count_if(m_results.begin(), m_results.end(),
                             [state](const ConnectionResult& result) { return result.state == state; });
    };
    const auto failed = in(State::Failed);
    const auto total = static_cast<qsizetype>(m_results.size());
    if (isRunning())
        m_title->setText(tr("Testing: %1 of %2 answered").arg(total - in(State::Running)).arg(total));
    else if (in(State::Cancelled) > 0)
        m_title->setText(tr("Test cancelled"));
    else if (failed > 0)
        m_title->setText(tr("%1 of %2 backends failed").arg(failed).arg(total));
    else
        m_title->setText(total == 1 ? tr("The backend answers well")
                                    : tr("All %1 backends answer well").arg(total));
    m_button->setText(isRunning() ? tr("Cancel") : tr("Close"));

    QLayout* rows = m_rows->layout();
    while (QLayoutItem* item = rows->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (const ConnectionResult& result : m_results)
        rows->addWidget(new ResultRow(result, m_theme, m_rows));
    static_cast<QVBoxLayout*>(rows)->addStretch();
}

} // namespace signalbox::widgets
