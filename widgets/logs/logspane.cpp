// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/logs/logspane.h"

#include "models/items/logmodel.h"
#include "models/telemetry/tracecontext.h"
#include "widgets/common/paneheader.h"
#include "widgets/common/segments.h"
#include "widgets/logs/logdelegate.h"
#include "widgets/theme/style.h"
#include "widgets/theme/type.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

namespace signalbox::widgets {

using items::LogModel;

namespace {

constexpr qsizetype detailChars = 200'000;

// The whole line for reading: what could steer a terminal or mislead the eye is made visible, line by line.
QString detailText(const LogLine& line)
{
    QString text = line.at.toRfc3339() + QLatin1Char('\n');
    for (const LabelSet* set : {&line.labels, &line.metadata, &line.parsed})
        for (const Label& label : *set)
            text += QStringLiteral("%1 = %2\n")
                        .arg(cleaned(QStringView(label.name)), cleaned(QStringView(label.value), 2000));
    text += QLatin1Char('\n');
    const QString whole = line.text();
    for (const QStringView part : QStringView(whole).left(detailChars).split(QLatin1Char('\n')))
        text += cleaned(part, detailChars) + QLatin1Char('\n');
    return text;
}

} // namespace

LogsPane::LogsPane(LogModel* lines, const theme::Theme* theme, QWidget* parent)
    : Pane(parent)
    , m_model(lines)
    , m_theme(theme)
    , m_header(new PaneHeader(tr("Logs"), theme, this))
    , m_order(new Segments({tr("Newest"), tr("Oldest")}, theme, this))
    , m_query(new QLineEdit(this))
    , m_fromFocus(new QPushButton(tr("From the Focus"), this))
    , m_banner(new Banner(theme, this))
    , m_lines(new QTableView(this))
    , m_footer(new Banner(theme, this))
    , m_detail(new QPlainTextEdit(this))
    , m_trace(new QPushButton(tr("Open its trace"), this))
{
    m_order->setToolTip(tr("Newest or oldest lines first"));
    m_header->addControl(m_order);
    m_query->setFont(theme::font(theme::Type::Data));
    m_query->setAccessibleName(tr("LogQL query"));
    m_query->setPlaceholderText(tr("A LogQL query; Enter asks"));
    m_query->setMaxLength(20'000);
    m_fromFocus->setToolTip(tr("Write the query again from services, filters and level of the Focus"));
    m_fromFocus->setEnabled(false);

    m_lines->setModel(lines);
    m_lines->setItemDelegate(new LogDelegate(theme, m_lines));
    m_lines->setAccessibleName(tr("Log lines"));
    m_lines->setShowGrid(false);
    m_lines->setWordWrap(false);
    m_lines->setTabKeyNavigation(false);
    m_lines->verticalHeader()->hide();
    m_lines->verticalHeader()->setDefaultSectionSize(24);
    m_lines->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_lines->horizontalHeader()->setFixedHeight(28);
    m_lines->horizontalHeader()->setHighlightSections(false);
    m_lines->setColumnWidth(LogModel::TimeColumn, 120);
    m_lines->setColumnWidth(LogModel::LevelColumn, 84);
    m_lines->setColumnWidth(LogModel::ServiceColumn, 140);
    m_lines->horizontalHeader()->setSectionResizeMode(LogModel::MessageColumn, QHeaderView::Stretch);
    dress(m_lines, theme);

    m_detail->setReadOnly(true);
    m_detail->setFont(theme::font(theme::Type::Data));
    m_detail->setAccessibleName(tr("The chosen line"));
    m_detail->setFrameShape(QFrame::NoFrame);
    m_detail->setPlaceholderText(tr("Choose a line to see all of it."));
    m_trace->setEnabled(false);

    auto* upper = new QWidget(this);
    auto* upperColumn = new QVBoxLayout(upper);
    upperColumn->setContentsMargins(0, 0, 0, 0);
    upperColumn->setSpacing(0);
    upperColumn->addWidget(m_banner);
    upperColumn->addWidget(m_lines, 1);
    upperColumn->addWidget(m_footer);
    auto* lower = new QWidget(this);
    auto* lowerColumn = new QVBoxLayout(lower);
    lowerColumn->setContentsMargins(16, 8, 16, 8);
    lowerColumn->addWidget(m_detail, 1);
    lowerColumn->addWidget(m_trace, 0, Qt::AlignLeft);
    auto* splitter = new QSplitter(Qt::Vertical, this);
    splitter->addWidget(upper);
    splitter->addWidget(lower);
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 1);
    splitter->setChildrenCollapsible(false);

    auto* queryRow = new QHBoxLayout;
    queryRow->setContentsMargins(16, 0, 16, 8);
    queryRow->setSpacing(8);
    queryRow->addWidget(m_query, 1);
    queryRow->addWidget(m_fromFocus);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_header);
    column->addLayout(queryRow);
    column->addWidget(splitter, 1);

    connect(m_query, &QLineEdit::textEdited, this, [this] {
        m_own = true;
        m_fromFocus->setEnabled(true);
    });
    connect(m_query, &QLineEdit::returnPressed, this, &LogsPane::querySubmitted);
    connect(m_fromFocus, &QPushButton::clicked, this, [this] {
        m_own = false;
        setFocusQuery(m_focusQuery);
        Q_EMIT querySubmitted();
    });
    connect(m_order, &Segments::changed, this, &LogsPane::querySubmitted);
    connect(m_banner, &Banner::actionTriggered, this, &LogsPane::querySubmitted);
    connect(m_banner, &Banner::cancelRequested, this, &LogsPane::cancelRequested);
    connect(m_footer, &Banner::actionTriggered, this, &LogsPane::moreRequested);
    connect(m_footer, &Banner::cancelRequested, this, &LogsPane::cancelRequested);
    connect(m_lines->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &LogsPane::showLine);
    connect(lines, &QAbstractItemModel::modelReset, this, &LogsPane::showLine);
    const auto openTrace = [this] {
        if (m_lines->currentIndex().isValid() && m_trace->isEnabled())
            Q_EMIT traceRequested(m_model->lineAt(m_lines->currentIndex().row()));
    };
    connect(m_trace, &QPushButton::clicked, this, openTrace);
    connect(m_lines, &QTableView::activated, this, openTrace);
    setFocusProxy(m_lines);
}

void LogsPane::takeFocus()
{
    m_lines->setFocus();
}

void LogsPane::setFocusQuery(const QString& query)
{
    m_focusQuery = query;
    if (m_own)
        return;
    m_query->setText(query);
    m_query->setCursorPosition(0);
    m_fromFocus->setEnabled(false);
}

QString LogsPane::query() const
{
    return m_query->text();
}

bool LogsPane::isNewestFirst() const
{
    return m_order->current() == 0;
}

void LogsPane::setNote(const QString& note)
{
    m_header->setNote(note);
}

void LogsPane::showLine()
{
    const QModelIndex index = m_lines->currentIndex();
    if (!index.isValid()) {
        m_detail->clear();
        m_trace->setEnabled(false);
        return;
    }
    const LogLine line = m_model->lineAt(index.row());
    m_detail->setPlainText(detailText(line));
    const auto context = TraceContext::fromFields(line.labels, line.metadata, line.bytes());
    m_trace->setEnabled(context.has_value());
    m_trace->setText(context ? tr("Open trace %1  (Enter)").arg(context->trace.toShortHex())
                             : tr("No trace id in this line"));
}

} // namespace signalbox::widgets
