// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/profiles/backendform.h"

#include "widgets/common/segments.h"
#include "widgets/profiles/field.h"
#include "widgets/profiles/headerseditor.h"
#include "widgets/theme/style.h"
#include "widgets/theme/type.h"

#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

#include <array>

namespace signalbox::widgets {

using profile::Auth;
using profile::BackendKind;
using profile::DraftField;
using theme::Color;

namespace {

constexpr std::array kinds{BackendKind::Prometheus, BackendKind::Alertmanager, BackendKind::Loki,
                           BackendKind::Jaeger, BackendKind::Tempo};
constexpr std::array authKinds{Auth::Kind::None, Auth::Kind::Basic, Auth::Kind::Bearer};

} // namespace

QString kindTitle(BackendKind kind)
{
    QString text = toString(kind);
    text[0] = text[0].toUpper();
    return text;
}

BackendForm::BackendForm(const theme::Theme* theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_kind(new QComboBox)
    , m_kindField(new Field(tr("Kind"), m_kind, theme, this))
    , m_auth(new Segments({tr("None"), tr("Basic"), tr("Bearer")}, theme))
    , m_authField(new Field(tr("Sign in"), m_auth, theme, this))
    , m_store(new QPushButton(tr("Store in keychain…"), this))
    , m_headers(new HeadersEditor(theme, this))
{
    const QString reference = tr("env:NAME, file:PATH or keychain:KEY");
    addLine(DraftField::Name, tr("Name"), {});
    addLine(DraftField::Url, tr("Address"), QStringLiteral("https://host.example/prometheus"));
    addLine(DraftField::User, tr("User"), {});
    addLine(DraftField::Secret, tr("Where the secret is kept"), reference);
    addLine(DraftField::Tenant, tr("Tenant"), tr("none"));
    addLine(DraftField::CaFile, tr("Authority (PEM file)"), tr("those of the system"));
    addLine(DraftField::ClientCert, tr("Client certificate (PEM file)"), tr("none"));
    addLine(DraftField::ClientKey, tr("Its key (PEM file)"), tr("none"));
    addLine(DraftField::KeyPassphrase, tr("Where the key's passphrase is kept"), reference);
    for (const BackendKind kind : kinds)
        m_kind->addItem(kindTitle(kind));
    field(DraftField::Secret)->addBeside(m_store);
    m_store->setToolTip(tr("Hand the secret to the system's keychain and keep only its key here"));
    layOut();

    connect(m_kind, &QComboBox::activated, this, [this](int index) {
        m_draft.backend.kind = kinds[static_cast<std::size_t>(index)];
        Q_EMIT edited();
    });
    connect(m_auth, &Segments::changed, this, [this](int index) {
        Auth& auth = m_draft.backend.auth;
        auth.kind = authKinds[static_cast<std::size_t>(index)];
        field(DraftField::User)->forget();
        field(DraftField::Secret)->forget();
        showAuth();
        Q_EMIT edited();
    });
    connect(m_headers, &HeadersEditor::edited, this, [this] {
        m_draft.backend.headers = m_headers->headers();
        Q_EMIT edited();
    });
    connect(m_store, &QPushButton::clicked, this, &BackendForm::storeRequested);
    showAuth();
}

Field* BackendForm::addLine(DraftField which, const QString& label, const QString& placeholder)
{
    auto* made = Field::line(label, placeholder, m_theme, this);
    m_fields.emplace(which, made);
    connect(made->edit(), &QLineEdit::textEdited, this, [this, which](const QString& text) {
        takeText(which, text);
        Q_EMIT edited();
    });
    return made;
}

void BackendForm::layOut()
{
    auto* addHeader = new QPushButton(tr("Add header"), this);
    theme::setVariant(addHeader, theme::Variant::Flat);
    connect(addHeader, &QPushButton::clicked, m_headers, &HeadersEditor::addHeader);
    auto* headersTitle =
        quietLabel(tr("Headers"), Color::TextPrimary, theme::font(theme::Type::BaseStrong), m_theme, this);
    auto* headersLine = new QHBoxLayout;
    headersLine->addWidget(headersTitle);
    headersLine->addStretch();
    headersLine->addWidget(addHeader);

    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(16);
    grid->setVerticalSpacing(12);
    // Six columns, so that halves and thirds stand on one grid.
    for (int column = 0; column < 6; ++column)
        grid->setColumnStretch(column, 1);
    int row = 0;
    grid->addWidget(field(DraftField::Name), row, 0, 1, 2);
    grid->addWidget(m_kindField, row, 2, 1, 2);
    grid->addWidget(field(DraftField::Tenant), row, 4, 1, 2);
    grid->addWidget(field(DraftField::Url), ++row, 0, 1, 6);
    grid->addWidget(m_authField, ++row, 0, 1, 2);
    grid->addWidget(field(DraftField::User), row, 2, 1, 4);
    grid->addWidget(field(DraftField::Secret), ++row, 0, 1, 6);
    auto* encryption =
        quietLabel(tr("Encryption"), Color::TextPrimary, theme::font(theme::Type::BaseStrong), m_theme, this);
    encryption->setContentsMargins(0, 8, 0, 0);
    grid->addWidget(encryption, ++row, 0, 1, 6);
    grid->addWidget(field(DraftField::CaFile), ++row, 0, 1, 3);
    grid->addWidget(field(DraftField::ClientCert), row, 3, 1, 3);
    grid->addWidget(field(DraftField::ClientKey), ++row, 0, 1, 3);
    grid->addWidget(field(DraftField::KeyPassphrase), row, 3, 1, 3);
    grid->addLayout(headersLine, ++row, 0, 1, 6);
    grid->addWidget(m_headers, ++row, 0, 1, 6);
}

void BackendForm::setDraft(const profile::BackendDraft& draft)
{
    m_draft = draft;
    for (const auto& [which, shown] : m_fields) {
        const QString text = textOf(which);
        if (shown->edit()->text() != text)
            shown->edit()->setText(text);
    }
    m_kind->setCurrentIndex(static_cast<int>(draft.backend.kind));
    m_auth->setCurrent(static_cast<int>(draft.backend.auth.kind));
    m_headers->setHeaders(draft.backend.headers);
    showAuth();
}

void BackendForm::showAuth()
{
    const Auth::Kind kind = m_draft.backend.auth.kind;
    field(DraftField::User)->setVisible(kind == Auth::Kind::Basic);
    field(DraftField::Secret)->setVisible(kind != Auth::Kind::None);
}

void BackendForm::takeText(DraftField which, const QString& text)
{
    profile::Backend& backend = m_draft.backend;
    switch (which) {
    case DraftField::Name:
        backend.name = text;
        break;
    case DraftField::Url:
        m_draft.url = text;
        break;
    case DraftField::User:
        backend.auth.user = text;
        break;
    case DraftField::Secret:
        backend.auth.secret.text = text;
        break;
    case DraftField::Tenant:
        backend.tenant = text;
        break;
    case DraftField::CaFile:
        backend.tls.caFile = text;
        break;
    case DraftField::ClientCert:
        backend.tls.clientCertFile = text;
        break;
    case DraftField::ClientKey:
        backend.tls.clientKeyFile = text;
        break;
    case DraftField::KeyPassphrase:
        backend.tls.keyPassphrase.text = text;
        break;
    case DraftField::ProfileName:
    case DraftField::HeaderName:
    case DraftField::HeaderValue:
        break; // not of this form
    }
}

QString BackendForm::textOf(DraftField which) const
{
    const profile::Backend& backend = m_draft.backend;
    switch (which) {
    case DraftField::Name:
        return backend.name;
    case DraftField::Url:
        return m_draft.url;
    case DraftField::User:
        return backend.auth.user;
    case DraftField::Secret:
        return backend.auth.secret.text;
    case DraftField::Tenant:
        return backend.tenant;
    case DraftField::CaFile:
        return backend.tls.caFile;
    case DraftField::ClientCert:
        return backend.tls.clientCertFile;
    case DraftField::ClientKey:
        return backend.tls.clientKeyFile;
    case DraftField::KeyPassphrase:
        return backend.tls.keyPassphrase.text;
    case DraftField::ProfileName:
    case DraftField::HeaderName:
    case DraftField::HeaderValue:
        break;
    }
    return {};
}

void BackendForm::setProblems(const std::vector<profile::DraftProblem>& problems)
{
    m_headers->clearProblems();
    std::map<DraftField, QString> sentences;
    for (const profile::DraftProblem& problem : problems) {
        if (problem.header >= 0)
            m_headers->setProblem(problem.header, problem.field, problem.sentence);
        else
            sentences.emplace(problem.field, problem.sentence);
    }
    for (const auto& [which, shown] : m_fields) {
        const auto it = sentences.find(which);
        shown->setProblem(it == sentences.end() ? QString() : it->second);
    }
}

void BackendForm::revealProblems()
{
    for (const auto& [which, shown] : m_fields)
        shown->reveal();
    m_headers->revealProblems();
}

void BackendForm::focusOn(const profile::DraftProblem& problem)
{
    if (problem.header >= 0)
        m_headers->focusOn(problem.header, problem.field);
    else
        field(problem.field)->edit()->setFocus();
}

void BackendForm::forgetVisits()
{
    for (const auto& [which, shown] : m_fields)
        shown->forget();
}

void BackendForm::enterSecret(const QString& reference)
{
    field(DraftField::Secret)->edit()->setText(reference);
    takeText(DraftField::Secret, reference);
    Q_EMIT edited();
}

} // namespace signalbox::widgets
