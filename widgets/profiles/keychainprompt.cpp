// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/profiles/keychainprompt.h"

#include "widgets/profiles/field.h"
#include "widgets/theme/style.h"
#include "widgets/theme/type.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace signalbox::widgets {

using theme::Color;

KeychainPrompt::KeychainPrompt(const theme::Theme* theme, QWidget* owner)
    : Popup(theme, owner)
    , m_key(Field::line(tr("Key in the keychain"), {}, theme, this))
    , m_secret(Field::line(tr("Password or token"), {}, theme, this))
    , m_note(quietLabel({}, Color::TextSecondary, theme::font(theme::Type::Small), theme, this))
    , m_store(new QPushButton(tr("Store"), this))
{
    auto* title =
        quietLabel(tr("Store in keychain"), Color::TextPrimary, theme::font(theme::Type::Title), theme, this);
    m_secret->edit()->setEchoMode(QLineEdit::Password);
    m_secret->edit()->setInputMethodHints(Qt::ImhSensitiveData | Qt::ImhNoPredictiveText);
    m_note->setWordWrap(true);
    m_note->setMinimumHeight(2 * theme::lineHeight(theme::Type::Small));
    m_note->setAlignment(Qt::AlignTop);
    theme::setVariant(m_store, theme::Variant::Primary);
    auto* cancel = new QPushButton(tr("Cancel"), this);
    auto* buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(cancel);
    buttons->addWidget(m_store);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(12);
    column->addWidget(title);
    column->addWidget(m_key);
    column->addWidget(m_secret);
    column->addWidget(m_note);
    column->addStretch();
    column->addLayout(buttons);
    connect(cancel, &QPushButton::clicked, this, &QWidget::hide);
    connect(m_store, &QPushButton::clicked, this, &KeychainPrompt::submit);
    connect(m_secret->edit(), &QLineEdit::returnPressed, this, &KeychainPrompt::submit);
    connect(m_key->edit(), &QLineEdit::returnPressed, this, [this] { m_secret->edit()->setFocus(); });
}

QSize KeychainPrompt::sizeHint() const
{
    return {440, 304};
}

void KeychainPrompt::open(const QString& proposedKey)
{
    m_key->edit()->setText(proposedKey);
    m_secret->edit()->clear();
    m_key->forget();
    m_secret->forget();
    m_key->setProblem({});
    m_secret->setProblem({});
    m_note->setText(tr("The profile will hold keychain:KEY, never the secret."));
    m_store->setEnabled(true);
    openCentred(sizeHint().width());
    m_secret->edit()->setFocus();
}

void KeychainPrompt::submit()
{
    const QString key = m_key->edit()->text().trimmed();
    const QString secret = m_secret->edit()->text();
    m_key->setProblem(key.isEmpty() ? tr("Write a key to find it by.") : QString());
    m_secret->setProblem(secret.isEmpty() ? tr("Write the password or the token.") : QString());
    m_key->reveal();
    m_secret->reveal();
    if (key.isEmpty() || secret.isEmpty() || !m_store->isEnabled())
        return;
    m_store->setEnabled(false);
    m_note->setText(tr("Waiting for the keychain…"));
    Q_EMIT storeRequested(key, secret);
}

void KeychainPrompt::showStored()
{
    hide();
}

void KeychainPrompt::showRefused(const QString& sentence)
{
    m_note->setText(sentence);
    m_store->setEnabled(true);
}

void KeychainPrompt::hideEvent(QHideEvent* event)
{
    m_secret->edit()->clear();
    Popup::hideEvent(event);
}

} // namespace signalbox::widgets
