// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>
#include <QTranslator>

namespace signalbox::app {

/// Texts with a number in them are written for many; this gives the form for one ("1 stream"), from
/// resources/texts/singular.json.
class Plurals : public QTranslator
{
    Q_OBJECT

public:
    explicit Plurals(QObject* parent = nullptr);

    [[nodiscard]] QString translate(const char* context, const char* sourceText, const char* disambiguation,
                                    int n) const override;
    [[nodiscard]] bool isEmpty() const override;

private:
    QHash<QByteArray, QString> m_singular;
};

} // namespace signalbox::app
