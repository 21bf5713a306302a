// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/logs/chipbar.h"

#include "widgets/common/flowlayout.h"
#include "widgets/theme/type.h"

#include <QAbstractButton>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>

namespace signalbox::widgets {

using theme::Color;

namespace {

/// "level  warn and above  ×"
class ChipButton : public QAbstractButton
{
public:
    ChipButton(const QString& name, const QString& value, const theme::Theme* theme, QWidget* parent)
        : QAbstractButton(parent)
        , m_name(name)
        , m_value(value)
        , m_theme(theme)
    {
        setFocusPolicy(Qt::TabFocus);
        setToolTip(ChipBar::tr("%1 %2. Click, or Del, takes it away.").arg(name, value).toHtmlEscaped());
        setAccessibleName(QStringLiteral("%1 %2").arg(name, value));
        connect(theme, &theme::Theme::changed, this, qOverload<>(&QWidget::update));
    }

    [[nodiscard]] QSize sizeHint() const override
    {
        const QFontMetrics name(theme::font(theme::Type::Small));
        const QFontMetrics value(strong());
        return {16 + name.horizontalAdvance(m_name) + 5 + value.horizontalAdvance(m_value) + 18, 22};
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(m_theme->color(hasFocus() ? Color::AccentFocusRing : Color::LineNormal));
        painter.setBrush(m_theme->color(underMouse() ? Color::SurfaceHover : Color::SurfaceRaised));
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
        painter.setFont(theme::font(theme::Type::Small));
        painter.setPen(m_theme->color(Color::TextSecondary));
        const int nameWidth = painter.fontMetrics().horizontalAdvance(m_name);
        painter.drawText(rect().adjusted(8, 0, 0, 0), Qt::AlignVCenter, m_name);
        painter.setFont(strong());
        painter.setPen(m_theme->color(Color::TextPrimary));
        painter.drawText(rect().adjusted(8 + nameWidth + 5, 0, -20, 0), Qt::AlignVCenter, m_value);
        m_theme->icon(QStringLiteral("close"), Color::TextTertiary)
            .paint(&painter, QRect(width() - 18, height() / 2 - 5, 10, 10));
    }

    void keyPressEvent(QKeyEvent* event) override
    {
        if (event->key() == Qt::Key_Delete || event->key() == Qt::Key_Backspace)
            click();
        else
            QAbstractButton::keyPressEvent(event);
    }

private:
    [[nodiscard]] static QFont strong()
    {
        QFont font = theme::font(theme::Type::Small);
        font.setWeight(QFont::DemiBold);
        return font;
    }

    QString m_name;
    QString m_value;
    const theme::Theme* m_theme;
};

} // namespace

ChipBar::ChipBar(const theme::Theme* theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_flow(new FlowLayout(8))
    , m_add(new QPushButton(tr("Add filter"), this))
    , m_input(new QLineEdit(this))
    , m_note(new QLabel(this))
    , m_problem(new QLabel(this))
{
    m_add->setIcon(theme->icon(QStringLiteral("plus")));
    m_add->setToolTip(tr("text, -\"not this\", /regex/, name=value, level>=warn  (F)"));
    m_add->setFixedHeight(24);
    m_input->setFont(theme::font(theme::Type::Data));
    m_input->setPlaceholderText(tr("text   -text   /regex/   name=value   name!=value   level>=warn"));
    m_input->setAccessibleName(tr("Another filter"));
    m_input->setMaxLength(4000);
    m_input->setFixedHeight(24);
    m_input->setFixedWidth(420);
    m_input->installEventFilter(this);
    m_input->hide();
    for (QLabel* label : {m_note, m_problem}) {
        label->setFont(theme::font(theme::Type::Small));
        label->setTextFormat(Qt::PlainText);
    }
    for (QWidget* widget :
         {static_cast<QWidget*>(m_add), static_cast<QWidget*>(m_input), static_cast<QWidget*>(m_problem)})
        m_flow->addWidget(widget);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(16, 0, 16, 8);
    row->setSpacing(8);
    row->addLayout(m_flow, 1);
    row->addWidget(m_note, 0, Qt::AlignTop);
    connect(m_add, &QPushButton::clicked, this, &ChipBar::startTyping);
    connect(m_input, &QLineEdit::returnPressed, this, [this] { Q_EMIT typed(m_input->text()); });
    connect(m_input, &QLineEdit::textEdited, m_problem, &QLabel::clear);
    const auto paint = [this] {
        QPalette quiet = palette();
        quiet.setColor(QPalette::WindowText, m_theme->color(Color::TextTertiary));
        m_note->setPalette(quiet);
        quiet.setColor(QPalette::WindowText, m_theme->color(Color::StateBadText));
        m_problem->setPalette(quiet);
    };
    paint();
    connect(theme, &theme::Theme::changed, this, paint);
}

void ChipBar::clearChips()
{
    for (QWidget* chip : m_chips) {
        m_flow->removeWidget(chip);
        chip->hide();
        chip->deleteLater(); // it may be the one that was clicked
    }
    m_chips.clear();
}

void ChipBar::addChip(const QString& name, const QString& value, std::function<void()> remove)
{
    auto* chip = new ChipButton(name, value, m_theme, this);
    connect(chip, &QAbstractButton::clicked, this, [remove = std::move(remove)] { remove(); });
    m_flow->insertWidget(chipCount(), chip);
    chip->show();
    m_chips.push_back(chip);
}

void ChipBar::setChips(const std::vector<logql::Chip>& chips)
{
    clearChips();
    for (const logql::Chip& chip : chips)
        addChip(chip.name, chip.value, [this, chip] { Q_EMIT removed(chip); });
}

void ChipBar::setOwnQuery()
{
    clearChips();
    addChip(tr("query"), tr("your own"), [this] { Q_EMIT ownQueryDropped(); });
}

void ChipBar::setNote(const QString& note)
{
    m_note->setText(note);
}

void ChipBar::startTyping()
{
    m_add->hide();
    m_input->show();
    m_input->setFocus();
    m_input->selectAll();
}

void ChipBar::stopTyping()
{
    m_input->clear();
    m_problem->clear();
    m_input->hide();
    m_add->show();
}

void ChipBar::setProblem(const QString& problem)
{
    if (problem.isEmpty())
        stopTyping();
    else
        m_problem->setText(problem);
}

bool ChipBar::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_input) {
        if (event->type() == QEvent::KeyPress && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
            stopTyping();
            m_add->setFocus();
            return true;
        }
        if (event->type() == QEvent::FocusOut && m_input->text().isEmpty())
            stopTyping();
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace signalbox::widgets
