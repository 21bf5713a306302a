// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
// How the manager is put together; what it does is in profilemanager.cpp.
#include "widgets/profiles/profilemanager.h"

#include "widgets/common/banner.h"
#include "widgets/profiles/backendform.h"
#include "widgets/profiles/confirmbar.h"
#include "widgets/profiles/connectionpanel.h"
#include "widgets/profiles/elidedlabel.h"
#include "widgets/profiles/field.h"
#include "widgets/profiles/keychainprompt.h"
#include "widgets/profiles/profileeditor.h"
#include "widgets/profiles/profilelist.h"
#include "widgets/theme/style.h"
#include "widgets/theme/type.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QShortcut>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace signalbox::widgets {

using theme::Color;

namespace {

constexpr int sideWidth = 264;
constexpr int barHeight = 48;
constexpr QSize firstSize{1120, 760};
constexpr QSize smallest{880, 560};

/// A one-pixel line between parts.
QWidget* rule(const theme::Theme* theme, QWidget* parent, bool vertical)
{
    auto* made = new QWidget(parent);
    vertical ? made->setFixedWidth(1) : made->setFixedHeight(1);
    made->setAutoFillBackground(true);
    const auto paint = [made, theme] {
        QPalette palette = made->palette();
        palette.setColor(QPalette::Window, theme->color(Color::LineNormal));
        made->setPalette(palette);
    };
    paint();
    QObject::connect(theme, &theme::Theme::changed, made, paint);
    return made;
}

QHBoxLayout* bar(QWidget* holder)
{
    holder->setFixedHeight(barHeight);
    auto* row = new QHBoxLayout(holder);
    row->setContentsMargins(16, 0, 16, 0);
    row->setSpacing(8);
    return row;
}

} // namespace

ProfileManager::ProfileManager(const theme::Theme* theme, QWidget* parent)
    : QWidget(parent, Qt::Window)
    , m_theme(theme)
    , m_list(new ProfileList(theme, this))
    , m_title(new ElidedLabel(Qt::ElideRight, this))
    , m_path(new ElidedLabel(Qt::ElideMiddle, this))
    , m_duplicate(new QPushButton(tr("Duplicate"), this))
    , m_export(new QPushButton(tr("Export…"), this))
    , m_delete(new QPushButton(tr("Delete…"), this))
    , m_banner(new Banner(theme, this))
    , m_confirm(new ConfirmBar(theme, this))
    , m_pages(new QStackedWidget(this))
    , m_editor(new ProfileEditor(theme))
    , m_connections(new ConnectionPanel(theme, this))
    , m_note(quietLabel({}, Color::TextSecondary, theme::font(theme::Type::Small), theme, this))
    , m_test(new QPushButton(tr("Test connection"), this))
    , m_revert(new QPushButton(tr("Revert"), this))
    , m_use(new QPushButton(tr("Use this profile"), this))
    , m_save(new QPushButton(tr("Save"), this))
    , m_prompt(new KeychainPrompt(theme, this))
{
    setWindowTitle(tr("Profiles – Signalbox"));
    resize(firstSize);
    setMinimumSize(smallest);
    auto* right = new QVBoxLayout;
    right->setSpacing(0);
    right->addWidget(makeHead());
    right->addWidget(rule(theme, this, false));
    right->addWidget(m_confirm);
    right->addWidget(m_banner);
    right->addWidget(makePages(), 1);
    right->addWidget(m_connections);
    right->addWidget(rule(theme, this, false));
    right->addWidget(makeFoot());
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(makeSide());
    row->addWidget(rule(theme, this, true));
    row->addLayout(right, 1);
    connectParts();
    setEntries({});
}

QWidget* ProfileManager::makeSide()
{
    auto* side = new QWidget(this);
    side->setFixedWidth(sideWidth);
    auto* head = new QWidget(side);
    bar(head)->addWidget(
        quietLabel(tr("Profiles"), Color::TextPrimary, theme::font(theme::Type::Title), m_theme, head));
    auto* foot = new QWidget(side);
    auto* buttons = bar(foot);
    auto* make = new QPushButton(tr("New"), foot);
    make->setObjectName(QStringLiteral("new"));
    make->setToolTip(tr("New profile (Ctrl+N)"));
    auto* import = new QPushButton(tr("Import…"), foot);
    import->setObjectName(QStringLiteral("import"));
    const auto paintIcon = [this, make] { make->setIcon(m_theme->icon(QStringLiteral("plus"))); };
    paintIcon();
    connect(m_theme, &theme::Theme::changed, make, paintIcon);
    buttons->addWidget(make);
    buttons->addWidget(import);
    buttons->addStretch();
    connect(make, &QPushButton::clicked, this, &ProfileManager::newProfile);
    connect(import, &QPushButton::clicked, this, &ProfileManager::importRequested);
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(head);
    column->addWidget(rule(m_theme, side, false));
    column->addWidget(m_list, 1);
    column->addWidget(rule(m_theme, side, false));
    column->addWidget(foot);
    return side;
}

QWidget* ProfileManager::makeHead()
{
    auto* head = new QWidget(this);
    auto* row = bar(head);
    dressLabel(m_title, Color::TextPrimary, theme::font(theme::Type::Title), m_theme);
    dressLabel(m_path, Color::TextTertiary, theme::font(theme::Type::Small), m_theme);
    m_title->setObjectName(QStringLiteral("title"));
    row->addWidget(m_title);
    row->addWidget(m_path);
    row->addStretch();
    for (QPushButton* button : {m_duplicate, m_export, m_delete}) {
        theme::setVariant(button, theme::Variant::Flat);
        row->addWidget(button);
    }
    m_duplicate->setObjectName(QStringLiteral("duplicate"));
    m_export->setObjectName(QStringLiteral("export"));
    m_delete->setObjectName(QStringLiteral("delete"));
    return head;
}

QWidget* ProfileManager::makePages()
{
    auto* scroll = new QScrollArea(m_pages);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(m_editor);
    const auto paint = [scroll, this] {
        QPalette palette = scroll->palette();
        palette.setColor(QPalette::Window, m_theme->color(Color::SurfacePane));
        scroll->setPalette(palette);
        m_editor->setPalette(palette);
    };
    paint();
    connect(m_theme, &theme::Theme::changed, scroll, paint);

    auto* broken = new QWidget(m_pages);
    m_brokenBanner = new Banner(m_theme, broken);
    m_duplicateDefault = new QPushButton(tr("Duplicate default"), broken);
    m_duplicateDefault->setObjectName(QStringLiteral("duplicateDefault"));
    auto* remove = new QPushButton(tr("Delete…"), broken);
    auto* hint =
        quietLabel(tr("The file is left as it is. Correct it in a text editor and it is read again by "
                      "itself; or begin anew from the profile “default”, or delete it."),
                   Color::TextSecondary, theme::font(theme::Type::Base), m_theme, broken);
    hint->setWordWrap(true);
    auto* buttons = new QHBoxLayout;
    buttons->setContentsMargins(16, 0, 16, 0);
    buttons->addWidget(m_duplicateDefault);
    buttons->addWidget(remove);
    buttons->addStretch();
    auto* hintRow = new QHBoxLayout;
    hintRow->setContentsMargins(16, 0, 16, 0);
    hintRow->addWidget(hint);
    auto* column = new QVBoxLayout(broken);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(16);
    column->addWidget(m_brokenBanner);
    column->addLayout(hintRow);
    column->addLayout(buttons);
    column->addStretch();
    connect(m_duplicateDefault, &QPushButton::clicked, this,
            [this] { Q_EMIT duplicateRequested(QStringLiteral("default")); });
    connect(remove, &QPushButton::clicked, this, &ProfileManager::askDelete);

    auto* none = new QWidget(m_pages);
    auto* noneColumn = new QVBoxLayout(none);
    auto* noneTitle =
        quietLabel(tr("No profile yet"), Color::TextPrimary, theme::font(theme::Type::Title), m_theme, none);
    auto* noneHint =
        quietLabel(tr("A profile names the servers of one environment. Make one with New, or Import a file."),
                   Color::TextSecondary, theme::font(theme::Type::Base), m_theme, none);
    noneColumn->addStretch(2);
    noneColumn->addWidget(noneTitle, 0, Qt::AlignHCenter);
    noneColumn->addWidget(noneHint, 0, Qt::AlignHCenter);
    noneColumn->addStretch(3);

    m_pages->addWidget(scroll);
    m_pages->addWidget(broken);
    m_pages->addWidget(none);
    return m_pages;
}

QWidget* ProfileManager::makeFoot()
{
    auto* foot = new QWidget(this);
    auto* row = bar(foot);
    m_note->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_note->setWordWrap(true);
    row->addWidget(m_test);
    row->addWidget(m_note, 1);
    row->addWidget(m_revert);
    row->addWidget(m_use);
    row->addWidget(m_save);
    m_test->setObjectName(QStringLiteral("test"));
    m_revert->setObjectName(QStringLiteral("revert"));
    m_use->setObjectName(QStringLiteral("use"));
    m_save->setObjectName(QStringLiteral("save"));
    m_note->setObjectName(QStringLiteral("note"));
    theme::setVariant(m_save, theme::Variant::Primary);
    return foot;
}

void ProfileManager::connectParts()
{
    connect(m_list, &ProfileList::chosen, this, &ProfileManager::choose);
    connect(m_editor, &ProfileEditor::edited, this, &ProfileManager::takeEdit);
    connect(m_editor, &ProfileEditor::storeRequested, this, [this] {
        const QString profile = m_editor->draft().name;
        const QString backend = m_editor->form()->draft().backend.name;
        m_prompt->open(profile.isEmpty() ? backend : profile + QLatin1Char('/') + backend);
    });
    connect(m_prompt, &KeychainPrompt::storeRequested, this, &ProfileManager::storeSecretRequested);
    connect(m_duplicate, &QPushButton::clicked, this, [this] { Q_EMIT duplicateRequested(m_current); });
    connect(m_export, &QPushButton::clicked, this, &ProfileManager::exportCurrent);
    connect(m_delete, &QPushButton::clicked, this, &ProfileManager::askDelete);
    connect(m_confirm, &ConfirmBar::confirmed, this, &ProfileManager::deleteConfirmed);
    connect(m_test, &QPushButton::clicked, this, &ProfileManager::test);
    connect(m_revert, &QPushButton::clicked, this, &ProfileManager::revert);
    connect(m_use, &QPushButton::clicked, this, [this] { Q_EMIT useRequested(m_current); });
    connect(m_save, &QPushButton::clicked, this, &ProfileManager::save);
    connect(m_connections, &ConnectionPanel::cancelRequested, this, [this] {
        m_connections->cancel();
        Q_EMIT testCancelRequested();
    });
    connect(m_connections, &ConnectionPanel::dismissed, m_connections, &QWidget::hide);
    const auto key = [this](const QKeySequence& keys, auto slot) {
        connect(new QShortcut(keys, this), &QShortcut::activated, this, slot);
    };
    key(QKeySequence::Save, &ProfileManager::save);
    key(QKeySequence(Qt::CTRL | Qt::Key_N), &ProfileManager::newProfile);
    key(QKeySequence(Qt::CTRL | Qt::Key_T), &ProfileManager::test);
    m_save->setAccessibleDescription(tr("Ctrl+S"));
    m_test->setAccessibleDescription(tr("Ctrl+T"));
}

} // namespace signalbox::widgets
