// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/profile/secretform.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace signalbox::profile {

bool isSecretRef(const QString& text)
{
    static const QRegularExpression form(
        QStringLiteral("\\A(env:[A-Za-z_][A-Za-z0-9_]*|file:[^\\x00-\\x1f]+|keychain:[^\\x00-\\x1f]+)\\z"));
    return form.match(text).hasMatch();
}

bool soundsSecret(const QString& name)
{
    static constexpr std::array words{"authorization", "cookie",  "token",  "secret",  "password",  "passwd",
                                      "passphrase",    "api-key", "apikey", "api_key", "credential"};
    return std::any_of(words.begin(), words.end(), [&name](const char* word) {
        return name.contains(QLatin1String(word), Qt::CaseInsensitive);
    });
}

bool isHeaderName(const QString& name)
{
    static const QRegularExpression token(QStringLiteral("\\A[!#$%&'*+.^_`|~0-9A-Za-z-]+\\z"));
    return token.match(name).hasMatch();
}

} // namespace signalbox::profile
