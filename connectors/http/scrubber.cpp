// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/http/scrubber.h"

#include <QUrl>

#include <algorithm>

namespace signalbox::http {

namespace {

/// Inside a JSON string as Go writes it (with < > & as escapes) or as everyone else does.
QByteArray jsonForm(QByteArray text, bool likeGo)
{
    text.replace("\\", "\\\\").replace("\"", "\\\"");
    if (likeGo)
        text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026");
    return text;
}

} // namespace

void Scrubber::add(const QByteArray& secret)
{
    if (secret.isEmpty())
        return;
    static constexpr auto url = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;
    static constexpr auto bare = QByteArray::Base64Encoding | QByteArray::OmitTrailingEquals;
    const QByteArray percent = QUrl::toPercentEncoding(QString::fromUtf8(secret));
    for (const QByteArray& form :
         {secret, secret.toBase64(), secret.toBase64(bare), secret.toBase64(url), percent, percent.toLower(),
          secret.toPercentEncoding(), jsonForm(secret, false), jsonForm(secret, true),
          QByteArray(secret).replace('/', "\\/"), QString::fromUtf8(secret).toHtmlEscaped().toUtf8()}) {
        if (std::ranges::find(m_forms, form) == m_forms.end())
            m_forms.push_back(form);
    }
    std::ranges::stable_sort(m_forms, std::ranges::greater{}, &QByteArray::size);
}

QByteArray Scrubber::scrubbed(QByteArray text) const
{
    for (const QByteArray& form : m_forms)
        text.replace(form, "[secret]");
    return text;
}

QString Scrubber::scrubbed(const QString& text) const
{
    return QString::fromUtf8(scrubbed(text.toUtf8()));
}

} // namespace signalbox::http
