// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/timerangepicker.h"

#include "models/focus/focus.h"
#include "widgets/theme/style.h"
#include "widgets/theme/type.h"

#include <QClipboard>
#include <QGridLayout>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QStyle>
#include <QVBoxLayout>

#include <array>

namespace signalbox::widgets {

using namespace std::chrono_literals;
using theme::Color;

namespace {

struct Quick
{
    const char* label;
    Duration length;
};

constexpr std::array quickRanges{Quick{"5 min", 5min}, Quick{"15 min", 15min}, Quick{"30 min", 30min},
                                 Quick{"1 h", 1h},     Quick{"3 h", 3h},       Quick{"6 h", 6h},
                                 Quick{"12 h", 12h},   Quick{"24 h", 24h},     Quick{"2 d", 48h},
                                 Quick{"7 d", 168h}};

QString lengthText(Duration length)
{
    for (const Quick& quick : quickRanges)
        if (quick.length == length)
            return QString::fromLatin1(quick.label);
    return TimeRange::last(length).from.toString().mid(4);
}

bool isLast(const TimeRange& range)
{
    return range.from.relative && range.from.offset < Duration::zero() && range.to == InstantSpec::now() &&
           range.from.rounding == InstantSpec::Rounding::None;
}

} // namespace

QString timeText(Instant t, Zone zone, bool withDate)
{
    const QDateTime utc = t.toDateTime();
    const QDateTime shown = zone == Zone::Utc ? utc : utc.toLocalTime();
    return shown.toString(withDate ? QStringLiteral("d MMM HH:mm:ss") : QStringLiteral("HH:mm:ss"));
}

QString rangeText(const TimeRange& range, Zone zone, Instant now)
{
    if (isLast(range))
        return TimeRangePicker::tr("Last %1").arg(lengthText(-range.from.offset));
    const Result<Interval> interval = range.resolved(now);
    if (!interval)
        return range.toString();
    const auto dayOf = [zone](Instant t) {
        const QDateTime utc = t.toDateTime();
        return (zone == Zone::Utc ? utc : utc.toLocalTime()).date();
    };
    const bool dates = dayOf(interval->start) != dayOf(now) || dayOf(interval->end) != dayOf(now);
    const bool secondDate = dayOf(interval->start) != dayOf(interval->end);
    return timeText(interval->start, zone, dates) + QStringLiteral(" – ") +
           timeText(interval->end, zone, secondDate);
}

TimeRangePanel::TimeRangePanel(const Clock* clock, const theme::Theme* theme, QWidget* owner)
    : Popup(theme, owner)
    , m_clock(clock)
    , m_input(new QLineEdit(this))
    , m_problem(new QLabel(this))
{
    setAccessibleName(tr("Time range"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 12, 16, 12);
    column->setSpacing(8);
    auto* quick = new QGridLayout;
    quick->setSpacing(8);
    int index = 0;
    for (const Quick& entry : quickRanges) {
        auto* button = new QPushButton(tr("Last %1").arg(QString::fromLatin1(entry.label)), this);
        connect(button, &QPushButton::clicked, this, [this, length = entry.length] {
            Q_EMIT picked(TimeRange::last(length), tr("quick range"));
            hide();
        });
        quick->addWidget(button, index / 3, index % 3);
        ++index;
    }
    column->addLayout(quick);

    auto* label = new QLabel(tr("From and to"), this);
    label->setFont(theme::font(theme::Type::Small));
    m_input->setFont(theme::font(theme::Type::Data));
    m_input->setAccessibleName(tr("From and to"));
    m_input->setPlaceholderText(QStringLiteral("now-1h .. now    2026-11-21 14:00 .. 15:30"));
    label->setBuddy(m_input);
    m_problem->setFont(theme::font(theme::Type::Micro));
    m_problem->setWordWrap(true);
    m_problem->setTextFormat(Qt::PlainText);
    column->addSpacing(4);
    column->addWidget(label);
    column->addWidget(m_input);
    column->addWidget(m_problem);
    connect(m_input, &QLineEdit::returnPressed, this, &TimeRangePanel::takeText);
    connect(m_input, &QLineEdit::textEdited, this, [this] { explain({}); });

    auto* moves = new QHBoxLayout;
    moves->setSpacing(8);
    const auto addMove = [&](const QString& text, const QString& tip, auto&& act) {
        auto* button = new QPushButton(text, this);
        button->setToolTip(tip);
        connect(button, &QPushButton::clicked, this, act);
        moves->addWidget(button);
    };
    const auto move = [this](TimeRange range, const QString& how) {
        m_range = range;
        m_input->setText(range.toString());
        explain({});
        Q_EMIT picked(range, how);
    };
    addMove(QStringLiteral("←"), tr("Half a length earlier"),
            [this, move] { move(focus::shifted(m_range, -0.5, m_clock->now()), tr("moved earlier")); });
    addMove(tr("Zoom out"), tr("Twice the length"),
            [this, move] { move(focus::zoomedOut(m_range, m_clock->now()), tr("zoomed out")); });
    addMove(tr("Zoom in"), tr("Half the length"),
            [this, move] { move(focus::zoomedIn(m_range, m_clock->now()), tr("zoomed in")); });
    addMove(QStringLiteral("→"), tr("Half a length later"),
            [this, move] { move(focus::shifted(m_range, 0.5, m_clock->now()), tr("moved later")); });
    addMove(tr("Now"), tr("Same length, ending now and moving with it"),
            [this, move] { move(focus::lockedToNow(m_range, m_clock->now()), tr("locked to now")); });
    column->addLayout(moves);
    auto* clipboard = new QHBoxLayout;
    clipboard->setSpacing(8);
    auto* copy = new QPushButton(tr("Copy range"), this);
    auto* paste = new QPushButton(tr("Paste range"), this);
    for (QPushButton* button : {copy, paste})
        theme::setVariant(button, theme::Variant::Flat);
    connect(copy, &QPushButton::clicked, this, &TimeRangePanel::copyRequested);
    connect(paste, &QPushButton::clicked, this, &TimeRangePanel::pasteRequested);
    clipboard->addWidget(copy);
    clipboard->addWidget(paste);
    clipboard->addStretch();
    column->addStretch();
    column->addLayout(clipboard);
}

void TimeRangePanel::open(const QWidget* anchor, const TimeRange& range, Zone zone)
{
    m_range = range;
    m_zone = zone;
    m_input->setText(range.toString());
    explain({});
    openBelow(anchor);
    m_input->setFocus();
    m_input->selectAll();
}

void TimeRangePanel::enter(const QString& text)
{
    m_input->setText(text);
    takeText();
}

void TimeRangePanel::explain(const QString& problem)
{
    m_problem->setText(problem);
    QPalette palette = m_problem->palette();
    palette.setColor(QPalette::WindowText, theme()->color(Color::StateBadText));
    m_problem->setPalette(palette);
    m_input->setProperty(theme::invalidProperty, !problem.isEmpty());
    m_input->update();
}

void TimeRangePanel::takeText()
{
    const Result<TimeRange> range = parseTimeRange(m_input->text(), m_zone);
    if (!range) {
        explain(range.error().what);
        return;
    }
    if (const Result<Interval> interval = range->resolved(m_clock->now()); !interval) {
        explain(interval.error().what);
        return;
    }
    Q_EMIT picked(*range, tr("range entered"));
    hide();
}

TimeRangePicker::TimeRangePicker(const Clock* clock, const theme::Theme* theme, QWidget* parent)
    : BarButton(theme, parent)
    , m_clock(clock)
    , m_panel(new TimeRangePanel(clock, theme, this))
{
    setIconName(QStringLiteral("clock"));
    setOpens(true);
    setToolTip(tr("Time range"));
    connect(this, &QAbstractButton::clicked, this, &TimeRangePicker::open);
    connect(m_panel, &TimeRangePanel::picked, this, &TimeRangePicker::rangePicked);
    connect(m_panel, &TimeRangePanel::copyRequested, this, &TimeRangePicker::copyRange);
    connect(m_panel, &TimeRangePanel::pasteRequested, this, &TimeRangePicker::pasteRange);
    m_tick.setInterval(1000);
    connect(&m_tick, &QTimer::timeout, this, &TimeRangePicker::refresh);
    m_tick.start();
    refresh();
}

void TimeRangePicker::setRange(const TimeRange& range)
{
    m_range = range;
    refresh();
}

void TimeRangePicker::setZone(Zone zone)
{
    m_zone = zone;
    refresh();
}

void TimeRangePicker::open()
{
    m_panel->open(this, m_range, m_zone);
}

void TimeRangePicker::copyRange() const
{
    // Other windows may stand at another now: a moving range is copied with where it stands.
    const Result<Interval> interval = m_range.resolved(m_clock->now());
    QGuiApplication::clipboard()->setText(interval ? TimeRange::absolute(*interval).toString()
                                                   : m_range.toString());
}

void TimeRangePicker::pasteRange()
{
    const QString text = QGuiApplication::clipboard()->text().left(200);
    const Result<TimeRange> range = parseTimeRange(text, m_zone);
    if (range && range->resolved(m_clock->now())) {
        m_panel->hide();
        Q_EMIT rangePicked(*range, tr("range pasted"));
        return;
    }
    m_panel->open(this, m_range, m_zone);
    m_panel->enter(cleaned(QStringView(text)));
}

void TimeRangePicker::refresh()
{
    setValue(rangeText(m_range, m_zone, m_clock->now()));
    const Result<Interval> interval = m_range.resolved(m_clock->now());
    setNote(m_range.isRelative() && interval
                ? timeText(interval->start, m_zone, false) + QStringLiteral(" – ") +
                      timeText(interval->end, m_zone, false)
                : QString());
}

} // namespace signalbox::widgets
