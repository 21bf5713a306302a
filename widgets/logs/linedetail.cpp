// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/logs/linedetail.h"

#include "models/items/logmodel.h"
#include "widgets/common/rowdelegate.h"
#include "widgets/common/segments.h"
#include "widgets/logs/logview.h"
#include "widgets/logs/tracechip.h"
#include "widgets/theme/type.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStackedLayout>
#include <QVBoxLayout>

namespace signalbox::widgets {

using theme::Color;

namespace {

constexpr int sideWidth = 400;

} // namespace

LineDetail::LineDetail(const theme::Theme* theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_fields(new items::FieldTreeModel(this))
    , m_contextModel(new items::LogModel(this))
    , m_tabs(new Segments({tr("Fields"), tr("Raw"), tr("Context")}, theme, this))
    , m_pages(new QStackedLayout)
    , m_tree(new FieldTree(m_fields, theme, this))
    , m_raw(new QPlainTextEdit(this))
    , m_contextView(new LogView(m_contextModel, theme, this))
    , m_contextBanner(new Banner(theme, this))
    , m_trace(new TraceChip(theme, this))
    , m_facts(new QLabel(this))
    , m_star(new QPushButton(this))
{
    m_tabs->setAccessibleName(tr("Fields, raw or context"));
    m_raw->setReadOnly(true);
    m_raw->setFont(theme::font(theme::Type::Data));
    m_raw->setFrameShape(QFrame::NoFrame);
    m_raw->setAccessibleName(tr("The line as it came"));
    m_contextView->setAccessibleName(tr("Lines around this one in its stream"));
    m_facts->setFont(theme::font(theme::Type::Small));
    m_facts->setTextFormat(Qt::PlainText);
    m_facts->setWordWrap(true);

    auto* context = new QWidget(this);
    auto* contextColumn = new QVBoxLayout(context);
    contextColumn->setContentsMargins(0, 0, 0, 0);
    contextColumn->setSpacing(0);
    contextColumn->addWidget(m_contextBanner);
    contextColumn->addWidget(m_contextView, 1);
    m_pages->addWidget(m_tree);
    m_pages->addWidget(m_raw);
    m_pages->addWidget(context);

    auto* left = new QVBoxLayout;
    left->setSpacing(8);
    left->addWidget(m_tabs, 0, Qt::AlignLeft);
    left->addLayout(m_pages, 1);

    auto* side = new QWidget(this);
    side->setFixedWidth(sideWidth);
    auto* right = new QVBoxLayout(side);
    right->setContentsMargins(0, 0, 0, 0);
    right->setSpacing(8);
    auto* caption = new QLabel(tr("Trace"), side);
    caption->setFont(theme::font(theme::Type::Micro));
    right->addWidget(caption);
    right->addWidget(m_trace);
    right->addWidget(m_facts);
    right->addStretch(1);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    const auto button = [&](QPushButton* one, const QString& icon, const QString& text, const QString& tip) {
        one->setIcon(theme->icon(icon));
        one->setText(text);
        one->setToolTip(tip);
        one->setFocusPolicy(Qt::TabFocus);
        buttons->addWidget(one);
        return one;
    };
    auto* contextButton = button(new QPushButton(side), QStringLiteral("logs"), tr("Context"),
                                 tr("Lines around this one in its stream, with all filters lifted (C)"));
    button(m_star, QStringLiteral("star"), tr("Star"), tr("Mark this line to find it again (*)"));
    auto* link = button(new QPushButton(side), QStringLiteral("link"), tr("Link"),
                        tr("Copy a link that leads to this line"));
    buttons->addStretch(1);
    right->addLayout(buttons);

    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(24, 10, 16, 10);
    row->setSpacing(16);
    row->addLayout(left, 1);
    row->addWidget(side);

    connect(m_tabs, &Segments::changed, this, [this](int tab) { setTab(static_cast<Tab>(tab)); });
    connect(contextButton, &QPushButton::clicked, this, [this] { setTab(Tab::Context); });
    connect(m_star, &QPushButton::clicked, this, &LineDetail::starRequested);
    connect(link, &QPushButton::clicked, this, &LineDetail::linkRequested);
    connect(m_trace, &QAbstractButton::clicked, this, &LineDetail::traceRequested);
    connect(m_tree, &FieldTree::fieldActed, this, &LineDetail::fieldActed);
    const auto paint = [this, caption] {
        QPalette quiet = palette();
        quiet.setColor(QPalette::WindowText, m_theme->color(Color::TextTertiary));
        caption->setPalette(quiet);
        quiet.setColor(QPalette::WindowText, m_theme->color(Color::TextSecondary));
        m_facts->setPalette(quiet);
        QPalette card = m_raw->palette();
        card.setColor(QPalette::Base, m_theme->color(Color::SurfaceCard));
        m_raw->setPalette(card);
    };
    paint();
    connect(theme, &theme::Theme::changed, this, paint);
    setFocusProxy(m_tree);
}

void LineDetail::setParts(const items::LinePartsPtr& parts)
{
    m_fields->setParts(parts);
    m_tree->expandToDepth(2);
    m_contextModel->clear();
    m_trace->setTrace(parts && parts->trace ? parts->trace->trace.toHex() : QString());
    m_trace->setNote(parts && parts->trace && parts->trace->weak ? tr("A guess: a word that looks like an id")
                                                                 : QString());
    m_raw->setPlainText(parts ? parts->raw : QString());
    if (parts && parts->rawIsCut)
        m_raw->appendPlainText(tr("\n[The rest of %n bytes is not shown; copy the line to have all of it.]",
                                  nullptr, static_cast<int>(parts->line.line.size())));
    m_raw->moveCursor(QTextCursor::Start);
    if (m_fields->rowCount() > 0)
        m_tree->setCurrentIndex(m_fields->index(0, 0));
    if (tab() == Tab::Context)
        Q_EMIT contextRequested();
}

void LineDetail::setStarred(bool starred)
{
    m_star->setText(starred ? tr("Starred") : tr("Star"));
    m_star->setIcon(
        m_theme->icon(QStringLiteral("star"), starred ? Color::StateWarnBase : Color::TextSecondary));
}

void LineDetail::setTraceNote(const QString& note)
{
    m_trace->setNote(note);
}

void LineDetail::setFacts(const QString& facts)
{
    m_facts->setText(facts);
}

LineDetail::Tab LineDetail::tab() const
{
    return static_cast<Tab>(m_pages->currentIndex());
}

void LineDetail::setTab(Tab tab)
{
    m_tabs->setCurrent(static_cast<int>(tab));
    m_pages->setCurrentIndex(static_cast<int>(tab));
    setFocusProxy(tab == Tab::Fields ? static_cast<QWidget*>(m_tree)
                  : tab == Tab::Raw  ? static_cast<QWidget*>(m_raw)
                                     : static_cast<QWidget*>(m_contextView));
    if (tab == Tab::Context && m_contextModel->rowCount() == 0 && parts())
        Q_EMIT contextRequested();
}

QString LineDetail::rawText() const
{
    return m_raw->toPlainText();
}

void LineDetail::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape)
        Q_EMIT closeRequested();
    else
        QWidget::keyPressEvent(event);
}

void LineDetail::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme->color(Color::SurfaceCard));
    painter.fillRect(QRect(0, 0, 2, height()), m_theme->color(Color::SelectionEdge));
    painter.fillRect(QRect(0, height() - 1, width(), 1), m_theme->color(Color::LineSubtle));
}

} // namespace signalbox::widgets
