// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/json.h"

#include "app/cli/text.h"

#include <algorithm>
#include <cmath>

namespace signalbox::cli {

namespace {

bool mustBeEscaped(char32_t c)
{
    const QChar::Category category = QChar::category(c);
    return category == QChar::Other_Format || category == QChar::Other_Control;
}

bool isAscii(const std::string& text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x7F; });
}

} // namespace

Json toJson(const QString& text)
{
    return text.toStdString();
}

Json toJson(const QStringList& list)
{
    Json made = Json::array();
    for (const QString& text : list)
        made.push_back(text.toStdString());
    return made;
}

Json toJson(const LabelSet& labels)
{
    Json made = Json::object();
    for (const Label& label : labels)
        made[label.name.toStdString()] = label.value.toStdString();
    return made;
}

Json toJson(Instant t)
{
    return std::to_string(t.ns);
}

Json toJson(Duration d)
{
    return std::to_string(d.count());
}

Json numberJson(double value)
{
    if (std::isnan(value))
        return "NaN";
    if (std::isinf(value))
        return value > 0 ? "+Inf" : "-Inf";
    return value;
}

Json textJson(std::string_view utf8)
{
    return std::string(utf8);
}

Json orNull(const QString& text)
{
    return text.isEmpty() ? Json(nullptr) : toJson(text);
}

QByteArray dumped(const Json& json)
{
    const std::string text = json.dump(-1, ' ', false, Json::error_handler_t::replace);
    if (isAscii(text))
        return QByteArray::fromStdString(text);
    // Outside of strings JSON is ASCII, so whatever is replaced here stands in a string.
    const QString wide = QString::fromStdString(text);
    QString out;
    out.reserve(wide.size());
    forEachCodePoint(wide, [&out](char32_t c) {
        if (!mustBeEscaped(c)) {
            out += QChar::fromUcs4(c);
            return true;
        }
        for (const QChar unit : QString::fromUcs4(&c, 1))
            out += QStringLiteral("\\u%1").arg(unit.unicode(), 4, 16, QLatin1Char('0'));
        return true;
    });
    return out.toUtf8();
}

} // namespace signalbox::cli
