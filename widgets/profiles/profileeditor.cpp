// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/profiles/profileeditor.h"

#include "models/profile/secretform.h"
#include "widgets/common/rowdelegate.h"
#include "widgets/profiles/backendform.h"
#include "widgets/profiles/field.h"
#include "widgets/theme/shapes.h"
#include "widgets/theme/style.h"
#include "widgets/theme/type.h"

#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPainter>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace signalbox::widgets {

using profile::BackendKind;
using theme::Color;

namespace {

constexpr int rowHeight = 28;
constexpr int mostRowsShown = 6;
constexpr int hasProblemRole = Qt::UserRole;
enum Column
{
    NameColumn,
    KindColumn,
    UrlColumn,
    AuthColumn,
    ColumnCount
};

/// A backend with a problem wears the shape before its name.
class BackendDelegate final : public RowDelegate
{
public:
    using RowDelegate::RowDelegate;

protected:
    void paintCell(QPainter* painter, const QRect& rect, const QModelIndex& index) const override
    {
        QRect text = rect;
        if (index.data(hasProblemRole).toBool()) {
            theme::drawShape(*painter, QRectF(rect.left(), rect.center().y() - 5, 12, 12),
                             theme::Shape::BadDiamond, *theme());
            text.setLeft(rect.left() + 20);
        }
        drawText(painter, text, index.data().toString(),
                 index.column() == NameColumn ? Color::TextPrimary : Color::TextSecondary);
    }
};

/// A secret typed where its place belongs is not repeated in the table.
QString authTitle(const profile::Auth& auth)
{
    const QString place = profile::isSecretRef(auth.secret.text) ? auth.secret.text : QStringLiteral("…");
    switch (auth.kind) {
    case profile::Auth::Kind::Basic:
        return ProfileEditor::tr("basic, %1").arg(place);
    case profile::Auth::Kind::Bearer:
        return ProfileEditor::tr("bearer, %1").arg(place);
    case profile::Auth::Kind::None:
        break;
    }
    return ProfileEditor::tr("none");
}

} // namespace

ProfileEditor::ProfileEditor(const theme::Theme* theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_name(Field::line(tr("Name of the profile"), QStringLiteral("shop-production"), theme, this))
    , m_table(new QTableWidget(0, ColumnCount, this))
    , m_add(new QPushButton(tr("Add backend"), this))
    , m_remove(new QPushButton(tr("Remove"), this))
    , m_none(quietLabel(tr("No backend yet. Add the servers that know about your services."),
                        Color::TextSecondary, theme::font(theme::Type::Base), theme, this))
    , m_formTitle(quietLabel({}, Color::TextPrimary, theme::font(theme::Type::BaseStrong), theme, this))
    , m_form(new BackendForm(theme, this))
{
    m_table->setObjectName(QStringLiteral("backends"));
    m_table->setAccessibleName(tr("Backends"));
    dress(m_table, theme);
    m_table->setItemDelegate(new BackendDelegate(theme, rowHeight, m_table));
    m_table->setHorizontalHeaderLabels({tr("Name"), tr("Kind"), tr("Address"), tr("Sign in")});
    m_table->setShowGrid(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(rowHeight);
    QHeaderView* header = m_table->horizontalHeader();
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->setFixedHeight(rowHeight);
    header->setHighlightSections(false);
    header->setSectionResizeMode(UrlColumn, QHeaderView::Stretch);
    m_table->setColumnWidth(NameColumn, 180);
    m_table->setColumnWidth(KindColumn, 120);
    m_table->setColumnWidth(AuthColumn, 180);
    m_table->setTabKeyNavigation(false);
    auto* kinds = new QMenu(m_add);
    for (const BackendKind kind : {BackendKind::Prometheus, BackendKind::Alertmanager, BackendKind::Loki,
                                   BackendKind::Jaeger, BackendKind::Tempo})
        kinds->addAction(kindTitle(kind), this, [this, kind] { addBackend(kind); });
    connect(m_add, &QPushButton::clicked, this,
            [this, kinds] { kinds->popup(m_add->mapToGlobal(QPoint(0, m_add->height() + 4))); });
    const auto paintIcon = [this] { m_add->setIcon(m_theme->icon(QStringLiteral("plus"))); };
    paintIcon();
    connect(theme, &theme::Theme::changed, this, paintIcon);
    theme::setVariant(m_remove, theme::Variant::Flat);
    layOut();

    connect(m_remove, &QPushButton::clicked, this, &ProfileEditor::removeBackend);
    connect(m_table, &QTableWidget::currentCellChanged, this, [this](int row) {
        if (!m_filling)
            chooseBackend(row);
    });
    connect(m_name->edit(), &QLineEdit::textEdited, this, [this](const QString& text) {
        m_draft.name = text;
        refreshProblems();
        Q_EMIT edited();
    });
    connect(m_form, &BackendForm::edited, this, &ProfileEditor::formEdited);
    connect(m_form, &BackendForm::storeRequested, this, &ProfileEditor::storeRequested);
}

void ProfileEditor::layOut()
{
    m_name->setMaximumWidth(420);
    auto* title =
        quietLabel(tr("Backends"), Color::TextPrimary, theme::font(theme::Type::BaseStrong), m_theme, this);
    auto* line = new QHBoxLayout;
    line->setSpacing(8);
    line->addWidget(title);
    line->addStretch();
    line->addWidget(m_remove);
    line->addWidget(m_add);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(0);
    column->addWidget(m_name);
    column->addSpacing(16);
    column->addLayout(line);
    column->addSpacing(4);
    column->addWidget(m_table);
    column->addWidget(m_none);
    column->addSpacing(20);
    column->addWidget(m_formTitle);
    column->addSpacing(8);
    column->addWidget(m_form);
    column->addStretch(1); // or the name would take the room a missing form leaves
}

int ProfileEditor::current() const
{
    const int row = m_table->currentRow();
    return row < static_cast<int>(m_draft.backends.size()) ? row : -1;
}

void ProfileEditor::setDraft(const profile::ProfileDraft& draft)
{
    m_draft = draft;
    m_revealed = false;
    if (m_name->edit()->text() != draft.name)
        m_name->edit()->setText(draft.name);
    m_name->forget();
    fillTable();
    chooseBackend(draft.backends.empty() ? -1 : 0);
}

void ProfileEditor::fillTable()
{
    m_filling = true;
    const int count = static_cast<int>(m_draft.backends.size());
    m_table->setRowCount(count);
    for (int row = 0; row < count; ++row)
        fillRow(row);
    m_filling = false;
    m_table->setFixedHeight(rowHeight * (1 + qMin(count, mostRowsShown)) + 2);
    m_table->setVisible(count > 0);
    m_none->setVisible(count == 0);
    m_remove->setVisible(count > 0);
}

void ProfileEditor::fillRow(int row)
{
    const profile::BackendDraft& entry = m_draft.backends[static_cast<std::size_t>(row)];
    const QStringList texts{entry.backend.name, kindTitle(entry.backend.kind), entry.url,
                            authTitle(entry.backend.auth)};
    for (int column = 0; column < ColumnCount; ++column) {
        QTableWidgetItem* item = m_table->item(row, column);
        if (!item) {
            item = new QTableWidgetItem;
            m_table->setItem(row, column, item);
        }
        item->setText(texts[column]);
        item->setToolTip(texts[column]);
    }
}

void ProfileEditor::chooseBackend(int index)
{
    const bool isThere = index >= 0 && index < static_cast<int>(m_draft.backends.size());
    m_form->setVisible(isThere);
    m_formTitle->setVisible(isThere);
    if (isThere) {
        const bool sameRow = m_table->currentRow() == index;
        if (!sameRow) {
            m_filling = true;
            m_table->setCurrentCell(index, NameColumn);
            m_filling = false;
        }
        m_form->forgetVisits();
        m_form->setDraft(m_draft.backends[static_cast<std::size_t>(index)]);
        if (m_revealed)
            m_form->revealProblems();
    }
    refreshProblems();
}

void ProfileEditor::addBackend(BackendKind kind)
{
    profile::BackendDraft made;
    made.backend.kind = kind;
    made.backend.name = freeBackendName(m_draft, kind);
    m_draft.backends.push_back(made);
    fillTable();
    m_revealed = false;
    chooseBackend(static_cast<int>(m_draft.backends.size()) - 1);
    m_form->field(profile::DraftField::Url)->edit()->setFocus();
    Q_EMIT edited();
}

void ProfileEditor::removeBackend()
{
    const int index = current();
    if (index < 0)
        return;
    m_draft.backends.erase(m_draft.backends.begin() + index);
    fillTable();
    chooseBackend(qMin(index, static_cast<int>(m_draft.backends.size()) - 1));
    Q_EMIT edited();
}

void ProfileEditor::formEdited()
{
    const int index = current();
    if (index < 0)
        return;
    m_draft.backends[static_cast<std::size_t>(index)] = m_form->draft();
    fillRow(index);
    refreshProblems();
    Q_EMIT edited();
}

void ProfileEditor::refreshProblems()
{
    const auto problems = problemsOf(m_draft);
    const int index = current();
    std::vector<profile::DraftProblem> ofForm;
    QString ofName;
    for (const profile::DraftProblem& problem : problems) {
        if (problem.backend < 0)
            ofName = problem.sentence;
        else if (problem.backend == index)
            ofForm.push_back(problem);
    }
    m_name->setProblem(ofName);
    m_form->setProblems(ofForm);
    for (int row = 0; row < m_table->rowCount(); ++row) {
        const bool wrong =
            m_revealed && std::any_of(problems.begin(), problems.end(),
                                      [row](const auto& problem) { return problem.backend == row; });
        m_table->item(row, NameColumn)->setData(hasProblemRole, wrong);
    }
    if (index >= 0)
        m_formTitle->setText(m_draft.backends[static_cast<std::size_t>(index)].backend.name);
}

int ProfileEditor::revealProblems()
{
    const auto problems = problemsOf(m_draft);
    m_revealed = true;
    m_name->reveal();
    if (!problems.empty() && problems.front().backend >= 0)
        chooseBackend(problems.front().backend);
    m_form->revealProblems();
    refreshProblems();
    if (!problems.empty()) {
        const profile::DraftProblem& first = problems.front();
        if (first.backend < 0)
            m_name->edit()->setFocus();
        else
            m_form->focusOn(first);
    }
    return static_cast<int>(problems.size());
}

} // namespace signalbox::widgets
