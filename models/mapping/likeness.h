// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace signalbox::mapping {

/// How surely two names mean one service, and why one may think so.
struct Likeness
{
    double confidence = 0; ///< 1: the same word; 0: nothing speaks for it
    QString why;           ///< "the same name", "but for case", "without \"shop-\""
    bool operator==(const Likeness&) const = default;
};

/// Below this a likeness is no mapping.
inline constexpr double surely = 0.7;

/// What is put before or behind the names of a whole store: "shop-" of shop-checkout and shop-payments. Only
/// what at least two of the values have that are otherwise known by name.
struct Affixes
{
    QStringList before;
    QStringList behind;
    bool operator==(const Affixes&) const = default;
};
[[nodiscard]] Affixes affixesOf(const QStringList& values, const QStringList& known);

/// Is `value`, as a store writes it, the service `name`?
[[nodiscard]] Likeness likenessOf(const QString& value, const QString& name, const Affixes& affixes = {});

/// Lower case, words joined by "-": "OrderService" and "order_service" are "order-service".
[[nodiscard]] QString plain(QStringView name);

} // namespace signalbox::mapping
