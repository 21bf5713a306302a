// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/http/message.h"

#include <QUrl>

namespace signalbox::http {

QString encodedSegment(const QString& text)
{
    // "." and ".." alone would be folded away as relative steps, by us or by a proxy on the way.
    if (text == QLatin1String(".") || text == QLatin1String(".."))
        return QString(text).replace(QLatin1Char('.'), QLatin1String("%2E"));
    return QString::fromLatin1(QUrl::toPercentEncoding(text));
}

QByteArray encodedParams(const std::vector<Param>& params)
{
    QByteArray out;
    for (const Param& param : params) {
        if (!out.isEmpty())
            out += '&';
        out += QUrl::toPercentEncoding(param.key);
        out += '=';
        out += QUrl::toPercentEncoding(param.value);
    }
    return out;
}

} // namespace signalbox::http
