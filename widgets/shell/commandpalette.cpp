// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/shell/commandpalette.h"

#include "widgets/common/keycap.h"
#include "widgets/shell/actionregistry.h"
#include "widgets/shell/palettemodel.h"
#include "widgets/theme/type.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include <algorithm>

namespace signalbox::widgets {

using theme::Color;

namespace {

constexpr int rowHeight = 36;
constexpr int visibleRows = 9;
constexpr int longestText = 20'000;

class PaletteDelegate final : public QStyledItemDelegate
{
public:
    PaletteDelegate(const theme::Theme* theme, QObject* parent)
        : QStyledItemDelegate(parent)
        , m_theme(theme)
    {
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const bool current = option.state & QStyle::State_Selected;
        painter->fillRect(option.rect, m_theme->color(current ? Color::SelectionRow : Color::SurfaceOverlay));
        if (current)
            painter->fillRect(QRect(option.rect.topLeft(), QSize(2, option.rect.height())),
                              m_theme->color(Color::SelectionEdge));
        const QRect box = option.rect.adjusted(14, 0, -12, 0);
        const int left = drawKeyCap(*painter, box.right(), box.center().y(),
                                    index.data(PaletteModel::KeyRole).toString(), *m_theme);
        painter->setFont(theme::font(theme::Type::Small));
        painter->setPen(m_theme->color(Color::TextTertiary));
        // What is to be done counts more than what it is about.
        const QString group = painter->fontMetrics().elidedText(
            index.data(PaletteModel::GroupRole).toString(), Qt::ElideRight, box.width() / 2);
        const int groupWidth = painter->fontMetrics().horizontalAdvance(group);
        painter->drawText(QRect(left - groupWidth - 12, box.top(), groupWidth, box.height()),
                          Qt::AlignVCenter, group);
        if (index.data(PaletteModel::QuietRole).toBool()) {
            painter->drawText(QRect(box.left(), box.top(), left - groupWidth - 24 - box.left(), box.height()),
                              Qt::AlignVCenter,
                              painter->fontMetrics().elidedText(index.data(Qt::DisplayRole).toString(),
                                                                Qt::ElideRight,
                                                                left - groupWidth - 24 - box.left()));
            return;
        }
        drawTitle(painter, QRect(box.left(), box.top(), left - groupWidth - 24 - box.left(), box.height()),
                  index);
    }

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override
    {
        return {0, rowHeight};
    }

private:
    void drawTitle(QPainter* painter, const QRect& rect, const QModelIndex& index) const
    {
        const auto positions = index.data(PaletteModel::PositionsRole).value<QList<int>>();
        QString text = index.data(Qt::DisplayRole).toString();
        painter->setFont(theme::font(theme::Type::Base));
        text = painter->fontMetrics().elidedText(text, Qt::ElideRight, rect.width());
        int x = rect.left();
        for (int i = 0; i < text.size(); ++i) {
            const bool hit = positions.contains(i);
            painter->setFont(theme::font(hit ? theme::Type::BaseStrong : theme::Type::Base));
            painter->setPen(m_theme->color(hit ? Color::AccentText : Color::TextPrimary));
            painter->drawText(QRect(x, rect.top(), rect.width(), rect.height()), Qt::AlignVCenter,
                              text.mid(i, 1));
            x += painter->fontMetrics().horizontalAdvance(text[i]);
        }
    }

    const theme::Theme* m_theme;
};

} // namespace

CommandPalette::CommandPalette(const ActionRegistry* registry, const theme::Theme* theme, QWidget* owner)
    : Popup(theme, owner)
    , m_input(new QLineEdit(this))
    , m_list(new QListView(this))
    , m_model(new PaletteModel(registry, this))
{
    m_input->setPlaceholderText(
        tr("Find an action, search, or paste anything: a trace id, a URL, a line, an alert"));
    m_input->setAccessibleName(tr("Find an action, search, or paste anything"));
    m_input->setMaxLength(longestText);
    m_input->setClearButtonEnabled(true);
    m_list->setModel(m_model);
    m_list->setItemDelegate(new PaletteDelegate(theme, m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setUniformItemSizes(true);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setAccessibleName(tr("Actions"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->setSpacing(8);
    layout->addWidget(m_input);
    layout->addWidget(m_list);
    const auto paintList = [this, theme] {
        QPalette palette = m_list->palette();
        palette.setColor(QPalette::Base, theme->color(Color::SurfaceOverlay));
        m_list->setPalette(palette);
    };
    paintList();
    connect(theme, &theme::Theme::changed, this, paintList);
    connect(m_input, &QLineEdit::textChanged, this, &CommandPalette::retype);
    connect(m_input, &QLineEdit::returnPressed, this, &CommandPalette::runCurrent);
    connect(m_list, &QListView::clicked, this, &CommandPalette::runCurrent);
    m_input->installEventFilter(this);
}

QSize CommandPalette::sizeHint() const
{
    return {560, 8 + 28 + 8 + visibleRows * rowHeight + 8};
}

void CommandPalette::open()
{
    openWith({});
}

void CommandPalette::openWith(const QString& text)
{
    m_input->setText(text.left(longestText));
    retype(m_input->text());
    openCentred(560);
    m_input->setFocus();
}

void CommandPalette::setServices(const QStringList& services)
{
    m_model->setServices(services);
}

QString CommandPalette::text() const
{
    return m_input->text();
}

void CommandPalette::setFound(std::vector<OmniRow> found)
{
    const int row = m_list->currentIndex().row();
    m_model->setFound(std::move(found));
    // Who walked into what was found stays there.
    m_list->setCurrentIndex(m_model->index(std::clamp(row, 0, std::max(0, m_model->rowCount() - 1))));
}

void CommandPalette::retype(const QString& text)
{
    m_model->setPattern(text);
    m_list->setCurrentIndex(m_model->index(0));
    Q_EMIT searchWanted(pivots::isSure(m_model->recognised()) ? QString() : text.trimmed());
}

void CommandPalette::runCurrent()
{
    QAction* action = m_model->actionAt(m_list->currentIndex());
    const pivots::Recognised* found = m_model->targetAt(m_list->currentIndex());
    if (!action && !found)
        return;
    const std::optional<pivots::Recognised> target = found ? std::optional(*found) : std::nullopt;
    hide();
    Q_EMIT searchWanted({});
    parentWidget()->setFocus();
    if (target)
        Q_EMIT chosen(*target);
    else
        action->trigger();
}

void CommandPalette::step(int rows)
{
    int row = qBound(0, m_list->currentIndex().row() + rows, m_model->rowCount() - 1);
    // A state between two sources is stepped over.
    const int direction = rows > 0 ? 1 : -1;
    while (row >= 0 && row < m_model->rowCount() &&
           m_model->index(row).data(PaletteModel::QuietRole).toBool())
        row += direction;
    if (row >= 0 && row < m_model->rowCount())
        m_list->setCurrentIndex(m_model->index(row));
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_input && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        const int step = key == Qt::Key_Down       ? 1
                         : key == Qt::Key_Up       ? -1
                         : key == Qt::Key_PageDown ? visibleRows
                         : key == Qt::Key_PageUp   ? -visibleRows
                                                   : 0;
        if (step != 0) {
            this->step(step);
            return true;
        }
    }
    return Popup::eventFilter(watched, event);
}

} // namespace signalbox::widgets
