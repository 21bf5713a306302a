// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/trace/spandetail.h"

#include "models/base/duration.h"
#include "models/items/timedisplay.h"
#include "widgets/common/keybutton.h"
#include "widgets/common/rowdelegate.h"
#include "widgets/theme/style.h"
#include "widgets/theme/type.h"
#include "widgets/trace/waterfallpainter.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGridLayout>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QMenu>
#include <QPainter>
#include <QResizeEvent>
#include <QTextDocument>
#include <QToolButton>
#include <QVBoxLayout>

namespace signalbox::widgets {

using items::FactModel;
using theme::Color;

namespace {

constexpr int keyWidth = 150;
constexpr int most = 8; ///< lines of a value

/// Sections with their count; facts with a key column and a value of up to eight lines.
class FactDelegate : public RowDelegate
{
public:
    FactDelegate(const theme::Theme* theme, QObject* parent)
        : RowDelegate(theme, 22, parent)
    {
    }

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        if (!index.parent().isValid())
            return {80, 28};
        const QString value = index.siblingAtColumn(FactModel::ValueColumn).data().toString();
        const QFontMetrics metrics(theme::font(theme::Type::DataDense));
        const int width = std::max(60, option.widget ? widthOf(option.widget, index) : 200);
        if (!value.contains(QChar::LineSeparator) && metrics.horizontalAdvance(value) <= width)
            return {80, 22};
        const QRect needed =
            metrics.boundingRect(QRect(0, 0, width, 4000), Qt::TextWrapAnywhere, value.left(2000));
        return {80, std::min(needed.height(), most * metrics.height()) + 6};
    }

protected:
    void paintCell(QPainter* painter, const QRect& rect, const QModelIndex& index) const override
    {
        if (!index.parent().isValid()) {
            painter->setFont(theme::font(theme::Type::BaseMedium));
            if (index.column() == FactModel::KeyColumn) {
                painter->setPen(theme()->color(Color::TextPrimary));
                painter->drawText(rect, Qt::AlignVCenter, index.data().toString());
            } else {
                painter->setFont(theme::font(theme::Type::Small));
                painter->setPen(theme()->color(Color::TextTertiary));
                painter->drawText(rect, Qt::AlignVCenter | Qt::AlignRight,
                                  QString::number(index.data(FactModel::CountRole).toInt()));
            }
            return;
        }
        const auto kind = static_cast<FactModel::Kind>(index.data(FactModel::KindRole).toInt());
        const bool isAlone = kind == FactModel::Kind::Remark; // over both columns
        const auto tone = index.data(FactModel::ToneRole).value<traces::Tone>();
        if (index.column() == FactModel::KeyColumn && !isAlone) {
            drawText(painter, rect.adjusted(kind == FactModel::Kind::EventTag ? 10 : 0, 0, 0, 0),
                     index.data().toString(), Color::TextTertiary);
            return;
        }
        painter->setFont(theme::font(theme::Type::DataDense));
        painter->setPen(theme()->color(kind == FactModel::Kind::Link ? Color::TextLink
                                       : tone == traces::Tone::Quiet ? Color::TextPrimary
                                                                     : toneColor(tone)));
        const QString value = index.siblingAtColumn(FactModel::ValueColumn).data().toString();
        const QFontMetrics metrics = painter->fontMetrics();
        if (metrics.horizontalAdvance(value) <= rect.width() && !value.contains(QChar::LineSeparator))
            painter->drawText(rect, Qt::AlignVCenter, value);
        else
            painter->drawText(rect.adjusted(0, 3, 0, -3), Qt::TextWrapAnywhere, value.left(2000));
    }

private:
    [[nodiscard]] static int widthOf(const QWidget* view, const QModelIndex& index)
    {
        const bool isRemark =
            static_cast<FactModel::Kind>(index.data(FactModel::KindRole).toInt()) == FactModel::Kind::Remark;
        return view->width() - (isRemark ? 0 : keyWidth) - 44;
    }
};

QLabel* label(theme::Type type, QWidget* parent)
{
    auto* made = new QLabel(parent);
    made->setFont(theme::font(type));
    made->setTextFormat(Qt::PlainText);
    return made;
}

} // namespace

FactTree::FactTree(FactModel* model, const theme::Theme* theme, QWidget* parent)
    : QTreeView(parent)
    , m_model(model)
    , m_theme(theme)
{
    setModel(model);
    setItemDelegate(new FactDelegate(theme, this));
    setAccessibleName(tr("Facts of the span"));
    setHeaderHidden(true);
    setIndentation(14);
    setColumnWidth(FactModel::KeyColumn, keyWidth + 14);
    header()->setStretchLastSection(true);
    header()->setMinimumSectionSize(40);
    dress(this, theme);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(model, &QAbstractItemModel::modelReset, this, [this] {
        for (std::size_t i = 0; i < m_model->sections().size(); ++i) {
            const QModelIndex section = m_model->index(static_cast<int>(i), 0);
            setExpanded(section, m_model->sections()[i].open);
            for (int row = 0; row < m_model->rowCount(section); ++row)
                if (m_model->factAt(m_model->index(row, 0, section))->key.isEmpty())
                    setFirstColumnSpanned(row, section, true);
        }
    });
}

// The style's branch would be an arrow of its own; ours is that of the waterfall.
void FactTree::drawBranches(QPainter* painter, const QRect& rect, const QModelIndex& index) const
{
    if (index.parent().isValid())
        return;
    const double x = rect.right() - 9;
    const double y = rect.center().y() + 0.5;
    const QPolygonF triangle = isExpanded(index) ? QPolygonF({{x, y - 2}, {x + 8, y - 2}, {x + 4, y + 3}})
                                                 : QPolygonF({{x + 2, y - 4}, {x + 7, y}, {x + 2, y + 4}});
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(m_theme->color(Color::TextTertiary));
    painter->drawPolygon(triangle);
    painter->restore();
}

void FactTree::act(Act what)
{
    const FactModel::Fact* fact = m_model->factAt(currentIndex());
    if (!fact)
        return;
    const bool isTag = fact->kind == FactModel::Kind::Tag;
    switch (what) {
    case Act::Copy:
        QGuiApplication::clipboard()->setText(fact->kind == FactModel::Kind::Link ? fact->trace.toHex()
                                                                                  : fact->value);
        break;
    case Act::Find:
        if (isTag)
            Q_EMIT findRequested(fact->key, fact->value);
        break;
    case Act::Filter:
        if (isTag)
            Q_EMIT filterRequested(fact->key, fact->value);
        break;
    case Act::Open:
        if (fact->kind == FactModel::Kind::Link)
            Q_EMIT linkRequested(fact->trace, fact->span);
        break;
    }
}

bool FactTree::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->matches(QKeySequence::Copy) ||
            (key->modifiers() == Qt::NoModifier && (key->key() == Qt::Key_T || key->key() == Qt::Key_L))) {
            event->accept();
            return true;
        }
    }
    return QTreeView::event(event);
}

void FactTree::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Copy))
        act(Act::Copy);
    else if (event->key() == Qt::Key_T && event->modifiers() == Qt::NoModifier)
        act(Act::Find);
    else if (event->key() == Qt::Key_L && event->modifiers() == Qt::NoModifier)
        act(Act::Filter);
    else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        act(Act::Open);
    else if (event->key() == Qt::Key_Menu)
        openMenu(viewport()->mapToGlobal(visualRect(currentIndex()).bottomLeft()));
    else
        QTreeView::keyPressEvent(event);
}

void FactTree::contextMenuEvent(QContextMenuEvent* event)
{
    setCurrentIndex(indexAt(event->pos()));
    openMenu(event->globalPos());
}

void FactTree::mouseDoubleClickEvent(QMouseEvent* event)
{
    QTreeView::mouseDoubleClickEvent(event);
    act(Act::Open);
}

// Values wrap: their heights depend on the width.
void FactTree::resizeEvent(QResizeEvent* event)
{
    QTreeView::resizeEvent(event);
    if (event->size().width() != event->oldSize().width())
        scheduleDelayedItemsLayout();
}

void FactTree::openMenu(const QPoint& global)
{
    const FactModel::Fact* fact = m_model->factAt(currentIndex());
    if (!fact)
        return;
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Copy\tCtrl+C"), this, [this] { act(Act::Copy); });
    if (fact->kind == FactModel::Kind::Tag) {
        menu->addAction(tr("Find traces with it\tT"), this, [this] { act(Act::Find); });
        menu->addAction(tr("Filter logs by it\tL"), this, [this] { act(Act::Filter); });
    }
    if (fact->kind == FactModel::Kind::Link)
        menu->addAction(tr("Open\tEnter"), this, [this] { act(Act::Open); });
    menu->popup(global);
}

SpanDetail::SpanDetail(const theme::Theme* theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_model(new FactModel(this))
    , m_swatch(new QLabel(this))
    , m_title(label(theme::Type::Title, this))
    , m_who(label(theme::Type::Small, this))
    , m_duration(label(theme::Type::Heading, this))
    , m_own(label(theme::Type::Heading, this))
    , m_path(label(theme::Type::Heading, this))
    , m_when(label(theme::Type::Small, this))
    , m_body(new QWidget(this))
    , m_empty(label(theme::Type::Base, this))
    , m_tree(new FactTree(m_model, theme, this))
{
    m_swatch->setFixedSize(8, 8);
    m_title->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_title->setFocusPolicy(Qt::NoFocus);
    m_title->setMinimumWidth(40);
    m_who->setMinimumWidth(40);
    m_when->setMinimumWidth(40);
    auto* close = new QToolButton(this);
    close->setAutoRaise(true);
    close->setToolTip(tr("Close (I)"));
    close->setAccessibleName(tr("Close the detail of the span"));
    connect(close, &QToolButton::clicked, this, &SpanDetail::closeRequested);
    auto* head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(m_swatch);
    head->addWidget(m_title, 1);
    head->addWidget(close);
    auto* figures = new QGridLayout;
    figures->setHorizontalSpacing(24);
    figures->setVerticalSpacing(0);
    QList<QLabel*> captions;
    const auto addFigure = [&](int column, const QString& caption, QLabel* figure) {
        QLabel* above = label(theme::Type::Micro, this);
        above->setText(caption);
        captions.append(above);
        figures->addWidget(above, 0, column);
        figures->addWidget(figure, 1, column);
    };
    addFigure(0, tr("Duration"), m_duration);
    addFigure(1, tr("Own time"), m_own);
    addFigure(2, tr("On the critical path"), m_path);
    figures->setColumnStretch(3, 1);
    auto* logs = new KeyButton(tr("Logs"), QStringLiteral("L"), theme, this);
    auto* metrics = new KeyButton(tr("Signals"), QStringLiteral("M"), theme, this);
    auto* similar = new KeyButton(tr("Like this"), QStringLiteral("T"), theme, this);
    logs->setToolTip(tr("The lines of this trace and service, in the Logs pane"));
    metrics->setToolTip(tr("The golden signals of this service around that time"));
    similar->setToolTip(tr("Traces with the same service and operation"));
    connect(logs, &QPushButton::clicked, this, &SpanDetail::logsRequested);
    connect(metrics, &QPushButton::clicked, this, &SpanDetail::signalsRequested);
    connect(similar, &QPushButton::clicked, this, &SpanDetail::similarRequested);
    auto* ways = new QHBoxLayout;
    ways->setSpacing(8);
    for (KeyButton* button : {logs, metrics, similar}) {
        button->setFocusPolicy(Qt::TabFocus);
        ways->addWidget(button);
    }
    ways->addStretch();
    auto* column = new QVBoxLayout(m_body);
    column->setContentsMargins(16, 12, 8, 8);
    column->setSpacing(6);
    column->addLayout(head);
    column->addWidget(m_who);
    column->addSpacing(4);
    column->addLayout(figures);
    column->addWidget(m_when);
    column->addSpacing(4);
    column->addLayout(ways);
    m_empty->setWordWrap(true);
    m_empty->setContentsMargins(16, 16, 16, 16);
    m_empty->setText(tr("Choose a span to see what is known of it."));
    auto* page = new QVBoxLayout(this);
    page->setContentsMargins(1, 0, 0, 0);
    page->setSpacing(0);
    page->addWidget(m_body);
    page->addWidget(m_empty);
    page->addWidget(m_tree, 1);
    const auto paint = [this, close, captions] {
        close->setIcon(m_theme->icon(QStringLiteral("close")));
        QPalette quiet = palette();
        quiet.setColor(QPalette::WindowText, m_theme->color(Color::TextTertiary));
        for (QLabel* caption : captions)
            caption->setPalette(quiet);
        m_when->setPalette(quiet);
        m_empty->setPalette(quiet);
        quiet.setColor(QPalette::WindowText, m_theme->color(Color::TextSecondary));
        m_who->setPalette(quiet);
    };
    paint();
    connect(theme, &theme::Theme::changed, this, paint);
    setMinimumWidth(340);
    setSpan(nullptr, -1, Zone::Utc);
}

QString SpanDetail::title() const
{
    return m_title->toolTip().isEmpty() ? m_title->text() : m_title->property("whole").toString();
}

void SpanDetail::setSpan(const traces::ReadingPtr& reading, std::int64_t position, Zone zone)
{
    const bool isThere = reading && position >= 0;
    m_body->setVisible(isThere);
    m_tree->setVisible(isThere);
    m_empty->setVisible(!isThere);
    if (!isThere) {
        m_title->clear();
        m_model->setSections({});
        return;
    }
    const auto at = static_cast<std::uint32_t>(position);
    const Trace& trace = *reading->trace;
    const Span& span = trace.at(at);
    const QString operation = cleaned(QStringView(trace.operationOf(span)), 400);
    m_title->setProperty("whole", operation);
    m_title->setText(
        m_title->fontMetrics().elidedText(operation, Qt::ElideRight, std::max(160, width() - 80)));
    m_title->setToolTip(Qt::convertFromPlainText(operation));
    QPalette square = m_swatch->palette();
    square.setColor(QPalette::Window, m_theme->serviceColor(trace.serviceOf(span)));
    m_swatch->setAutoFillBackground(true);
    m_swatch->setPalette(square);
    const QString service = cleaned(QStringView(trace.serviceOf(span)), 80);
    m_who->setText(span.kind == SpanKind::Unspecified ? service
                                                      : tr("%1, %2 span").arg(service, toString(span.kind)));
    const auto show = [this](QLabel* figure, traces::Offset time, bool bad) {
        figure->setText(humanText(Duration(time)));
        QPalette palette = this->palette();
        palette.setColor(QPalette::WindowText,
                         m_theme->color(bad ? Color::StateBadText : Color::TextPrimary));
        figure->setPalette(palette);
    };
    show(m_duration, reading->times.spans[at].length(), span.error);
    show(m_own, reading->own[at], false);
    show(m_path, reading->onPath[at], false);
    QString when =
        tr("starts +%1, %2 %3")
            .arg(humanText(Duration(reading->times.spans[at].begin)), items::clockText(span.start, zone),
                 zone == Zone::Utc ? QStringLiteral("UTC") : tr("local"));
    if (const traces::Offset shift = reading->times.shiftOf(at); shift != 0)
        when += tr(", moved by %1").arg(humanText(Duration(shift)));
    m_when->setText(when);
    m_when->setToolTip(tr("Span id %1").arg(span.id.toHex()));
    m_model->setSections(FactModel::sectionsOf(trace, at));
}

} // namespace signalbox::widgets
