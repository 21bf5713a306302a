// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/dashboard/causespanel.h"

#include "models/items/hintmodel.h"
#include "widgets/common/flowlayout.h"
#include "widgets/common/keybutton.h"
#include "widgets/common/rowdelegate.h"
#include "widgets/theme/shapes.h"
#include "widgets/theme/style.h"
#include "widgets/theme/type.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QListView>
#include <QPainter>
#include <QPushButton>
#include <QTextLayout>
#include <QVBoxLayout>

namespace signalbox::widgets {

using causes::Hint;
using items::HintModel;
using theme::Color;
using theme::Type;

namespace {

constexpr int barWidth = 40;
constexpr int barHeight = 5;
constexpr int textLeft = 52;
constexpr int pad = 10;

/// A sentence whose telling words are strong, wrapped.
class Sentence
{
public:
    Sentence(const QModelIndex& index, int width)
    {
        const QString head = index.data(HintModel::HeadRole).toString();
        const QString strong = index.data(HintModel::StrongRole).toString();
        const QString tail = index.data(HintModel::TailRole).toString();
        QString text = head;
        if (!text.isEmpty())
            text += u' ';
        const auto from = static_cast<int>(text.size());
        text += strong;
        if (!tail.isEmpty())
            text += u' ' + tail;
        m_layout.setText(text);
        m_layout.setFont(theme::font(Type::Base));
        QTextLayout::FormatRange range;
        range.start = from;
        range.length = static_cast<int>(strong.size());
        range.format.setFont(theme::font(Type::BaseStrong));
        m_layout.setFormats({range});
        QTextOption option;
        option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
        m_layout.setTextOption(option);
        m_layout.beginLayout();
        for (QTextLine line = m_layout.createLine(); line.isValid(); line = m_layout.createLine()) {
            line.setLineWidth(width);
            line.setPosition({0, m_height});
            m_height += line.height();
        }
        m_layout.endLayout();
    }

    [[nodiscard]] int height() const { return qCeil(m_height); }
    void draw(QPainter* painter, const QPoint& at) const { m_layout.draw(painter, at); }

private:
    QTextLayout m_layout;
    double m_height = 0;
};

class HintDelegate final : public QStyledItemDelegate
{
public:
    HintDelegate(const theme::Theme* theme, QObject* parent)
        : QStyledItemDelegate(parent)
        , m_theme(theme)
    {
    }

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const int width = textWidth(option);
        return {0, pad + Sentence(index, width).height() + 2 + detailHeight(index, width) + 2 +
                       theme::lineHeight(Type::Small) + pad};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const QRect& rect = option.rect;
        const bool isChosen = option.state & QStyle::State_Selected;
        painter->fillRect(rect, m_theme->color(isChosen ? Color::SelectionRow : Color::SurfaceCard));
        if (isChosen)
            painter->fillRect(QRect(rect.topLeft(), QSize(2, rect.height())),
                              m_theme->color(Color::SelectionEdge));
        painter->fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1),
                          m_theme->color(Color::LineSubtle));
        paintSign(painter, rect, index);

        const int left = rect.left() + 8 + textLeft;
        const int width = textWidth(option);
        int y = rect.top() + pad;
        const Sentence sentence(index, width);
        painter->setPen(m_theme->color(Color::TextPrimary));
        sentence.draw(painter, {left, y});
        y += sentence.height() + 2;
        painter->setFont(theme::font(Type::Small));
        painter->setPen(m_theme->color(Color::TextSecondary));
        const int details = detailHeight(index, width);
        painter->drawText(QRect(left, y, width, details), Qt::TextWordWrap,
                          index.data(HintModel::DetailRole).toString());
        y += details + 2;
        painter->setPen(m_theme->color(Color::TextLink));
        painter->drawText(QRect(left, y, width, theme::lineHeight(Type::Small)), Qt::AlignVCenter,
                          index.data(HintModel::LinkRole).toString() + QStringLiteral(" \u203a"));
    }

private:
    [[nodiscard]] static int textWidth(const QStyleOptionViewItem& option)
    {
        const auto* view = qobject_cast<const QListView*>(option.widget);
        const int all = view ? view->viewport()->width() : option.rect.width();
        return std::max(80, all - 8 - textLeft - 12);
    }
    [[nodiscard]] static int detailHeight(const QModelIndex& index, int width)
    {
        const QFontMetrics metrics(theme::font(Type::Small));
        return metrics
            .boundingRect(QRect(0, 0, width, 1000), Qt::TextWordWrap,
                          index.data(HintModel::DetailRole).toString())
            .height();
    }

    /// A share as a bar; a moment as its mark.
    void paintSign(QPainter* painter, const QRect& rect, const QModelIndex& index) const
    {
        const auto kind = static_cast<Hint::Kind>(index.data(HintModel::KindRole).toInt());
        const int x = rect.left() + 12;
        const int y = rect.top() + pad + 6;
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(Qt::NoPen);
        if (kind == Hint::Kind::Deploy || kind == Hint::Kind::Alert) {
            const bool isDeploy = kind == Hint::Kind::Deploy;
            painter->setBrush(m_theme->color(isDeploy ? Color::MarkDeploy : Color::MarkAlert));
            const QPointF middle(x + 6, y + 3);
            painter->drawPolygon(isDeploy ? QPolygonF{{middle + QPointF(-5, 4), middle + QPointF(5, 4),
                                                       middle + QPointF(0, -5)}}
                                          : QPolygonF{{middle + QPointF(-5, 0), middle + QPointF(0, -5),
                                                       middle + QPointF(5, 0), middle + QPointF(0, 5)}});
        } else {
            painter->setBrush(m_theme->color(Color::LineNormal));
            painter->drawRoundedRect(QRectF(x, y, barWidth, barHeight), 2, 2);
            painter->setBrush(m_theme->color(Color::AccentBase));
            const double share = std::clamp(index.data(HintModel::StrengthRole).toDouble(), 0.0, 1.0);
            painter->drawRoundedRect(QRectF(x, y, std::max(2.0, barWidth * share), barHeight), 2, 2);
        }
        painter->restore();
    }

    const theme::Theme* m_theme;
};

QString titleOf(CausesPanel::Counted what)
{
    switch (what) {
    case CausesPanel::Counted::Logs:
        return CausesPanel::tr("Logs");
    case CausesPanel::Counted::Traces:
        return CausesPanel::tr("Traces");
    case CausesPanel::Counted::Deploys:
        return CausesPanel::tr("Deploys");
    }
    return {};
}

} // namespace

CausesPanel::CausesPanel(HintModel* hints, const theme::Theme* theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_hints(hints)
    , m_title(new QLabel(tr("What explains this"), this))
    , m_subject(new QLabel(this))
    , m_compared(new QLabel(this))
    , m_banner(new Banner(theme, this))
    , m_list(new QListView(this))
    , m_silentTitle(new QLabel(tr("Looked at, explains nothing"), this))
    , m_silent(new QLabel(this))
    , m_foot(new QLabel(this))
{
    setFixedWidth(panelWidth);
    setAccessibleName(m_title->text());
    m_title->setFont(theme::font(Type::Title));
    m_subject->setFont(theme::font(Type::BaseMedium));
    for (QLabel* label : {m_compared, m_silentTitle, m_silent, m_foot})
        label->setFont(theme::font(Type::Small));
    for (QLabel* label : {m_subject, m_compared, m_silent, m_foot}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
    }
    auto* close = new KeyButton(tr("Close"), QStringLiteral("E"), theme, this);
    connect(close, &QPushButton::clicked, this, &CausesPanel::closeRequested);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(12, 8, 8, 4);
    head->addWidget(m_title, 1);
    head->addWidget(close);

    auto* counts = new QWidget(this);
    auto* flow = new FlowLayout(4, counts);
    flow->setContentsMargins(8, 4, 8, 4);
    for (const Counted what : {Counted::Logs, Counted::Traces, Counted::Deploys}) {
        auto* button = new QPushButton(titleOf(what), this);
        theme::setVariant(button, theme::Variant::Flat);
        button->setToolTip(tr("Those of the changed stretch"));
        connect(button, &QPushButton::clicked, this, [this, what] { Q_EMIT countChosen(what); });
        m_counts[static_cast<std::size_t>(what)] = button;
        flow->insertWidget(flow->count(), button);
    }

    m_list->setModel(hints);
    m_list->setItemDelegate(new HintDelegate(theme, m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setWordWrap(true); // heights follow the width, also when the scroll bar comes
    m_list->setAccessibleName(tr("What may explain it, strongest first"));
    connect(m_list, &QListView::clicked, this,
            [this](const QModelIndex& index) { Q_EMIT hintChosen(index.row()); });

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(1, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    const auto add = [column](QWidget* widget, int top, int bottom) {
        auto* box = new QHBoxLayout;
        box->setContentsMargins(12, top, 12, bottom);
        box->addWidget(widget);
        column->addLayout(box);
    };
    add(m_subject, 4, 2);
    add(m_compared, 0, 0);
    column->addWidget(counts);
    column->addWidget(m_banner);
    column->addWidget(m_list, 1);
    add(m_silentTitle, 8, 0);
    add(m_silent, 2, 4);
    add(m_foot, 4, 10);
    setSilent({});
    connect(theme, &theme::Theme::changed, this, &CausesPanel::paintLabels);
    paintLabels();
}

void CausesPanel::paintLabels()
{
    const auto paint = [this](QWidget* widget, QPalette::ColorRole role, Color color) {
        QPalette palette = widget->palette();
        palette.setColor(role, m_theme->color(color));
        widget->setPalette(palette);
    };
    for (QLabel* label : {m_title, m_subject})
        paint(label, QPalette::WindowText, Color::TextPrimary);
    for (QLabel* label : {m_compared, m_silent})
        paint(label, QPalette::WindowText, Color::TextSecondary);
    for (QLabel* label : {m_silentTitle, m_foot})
        paint(label, QPalette::WindowText, Color::TextTertiary);
    paint(m_list, QPalette::Base, Color::SurfaceCard);
    update();
}

void CausesPanel::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme->color(Color::SurfaceCard));
    painter.fillRect(QRect(0, 0, 1, height()), m_theme->color(Color::LineNormal));
}

void CausesPanel::setSubject(const QString& subject, const QString& compared)
{
    m_subject->setText(subject);
    m_compared->setText(compared);
    m_compared->setVisible(!compared.isEmpty());
}

void CausesPanel::setSilent(const QStringList& sentences)
{
    m_silent->setText(sentences.join(u'\n'));
    m_silent->setVisible(!sentences.isEmpty());
    m_silentTitle->setVisible(!sentences.isEmpty());
}

void CausesPanel::setFoot(const QString& text)
{
    m_foot->setText(text);
}

void CausesPanel::setCount(Counted what, const QString& count, bool isZero, const QString& reason)
{
    QPushButton* button = m_counts[static_cast<std::size_t>(what)];
    button->setText(count.isEmpty() ? titleOf(what) : titleOf(what) + u' ' + count);
    button->setEnabled(!isZero);
    button->setToolTip(reason.isEmpty() ? tr("Those of the changed stretch") : reason);
}

void CausesPanel::takeFocus()
{
    m_list->setFocus();
    if (!m_list->currentIndex().isValid() && m_hints->rowCount() > 0)
        m_list->setCurrentIndex(m_hints->index(0));
}

void CausesPanel::keyPressEvent(QKeyEvent* event)
{
    const int row = m_list->currentIndex().row();
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && row >= 0 && m_list->hasFocus())
        Q_EMIT hintChosen(row);
    else if (event->key() == Qt::Key_Escape)
        Q_EMIT closeRequested();
    else
        QWidget::keyPressEvent(event);
}

} // namespace signalbox::widgets
