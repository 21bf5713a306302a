// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/logrow.h"

#include "models/base/error.h"
#include "models/items/timedisplay.h"
#include "models/logtext/message.h"

namespace signalbox::items {

namespace {

constexpr qsizetype cellChars = 400;
constexpr qsizetype wrappedChars = 2'000;
constexpr qsizetype fieldChars = 120;

} // namespace

LogRow prepared(const LogBatch& batch, std::size_t index, const LogLook& look)
{
    LogRow row{.at = batch.time(index), .level = batch.level(index)};
    row.time = clockText(row.at, look.zone);
    row.levelWord = toString(row.level).toUpper();
    row.service = cleaned(QStringView(serviceOf(batch.labels(index), look.serviceLabel)));
    const qsizetype most = look.wrapped ? wrappedChars : cellChars;
    logtext::Shown text;
    if (look.raw) {
        text = logtext::shown(batch.line(index), most);
    } else {
        logtext::Message message = logtext::messageOf(batch.line(index), most);
        text = std::move(message.human);
        row.quiet = std::move(message.quiet);
    }
    row.message = std::move(text.text);
    if (look.colours)
        row.colours = std::move(text.colours);
    for (const logs::FieldName& column : look.columns)
        row.fields.append(
            cleaned(QStringView(logs::fieldValue(batch, index, column).value_or(QString())), fieldChars));
    return row;
}

} // namespace signalbox::items
