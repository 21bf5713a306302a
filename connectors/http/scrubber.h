// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <vector>

namespace signalbox::http {

/// Takes known secrets out of text that comes back from a server, which may echo what it was sent: the
/// value itself, its base64, percent, JSON and HTML forms. Must not be printed, so it has no way to be.
class Scrubber
{
public:
    void add(const QByteArray& secret);

    [[nodiscard]] QByteArray scrubbed(QByteArray text) const;
    [[nodiscard]] QString scrubbed(const QString& text) const;
    /// How much of a text that was cut off may be the beginning of a secret.
    [[nodiscard]] qsizetype longest() const { return m_forms.empty() ? 0 : m_forms.front().size(); }

private:
    std::vector<QByteArray> m_forms; ///< longest first
};

} // namespace signalbox::http
