// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/plurals.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

static void initTexts()
{
    Q_INIT_RESOURCE(resources); // outside a namespace, as Qt asks
}

namespace signalbox::app {

Plurals::Plurals(QObject* parent)
    : QTranslator(parent)
{
    ::initTexts();
    QFile file(QStringLiteral(":/texts/singular.json"));
    if (!file.open(QIODevice::ReadOnly))
        return;
    const QJsonObject texts = QJsonDocument::fromJson(file.readAll()).object();
    for (auto it = texts.begin(); it != texts.end(); ++it)
        m_singular.insert(it.key().toUtf8(), it.value().toString());
}

QString Plurals::translate(const char* /*context*/, const char* sourceText, const char* /*disambiguation*/,
                           int n) const
{
    // A null text leaves the source as it is.
    return n == 1 && sourceText
               ? m_singular.value(QByteArray::fromRawData(sourceText, qsizetype(qstrlen(sourceText))))
               : QString();
}

bool Plurals::isEmpty() const
{
    return m_singular.isEmpty();
}

} // namespace signalbox::app
