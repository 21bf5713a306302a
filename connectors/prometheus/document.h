// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/prometheus/answers.h"
#include "models/base/result.h"

#include <simdjson.h>

#include <functional>

namespace signalbox::prometheus {

namespace ondemand = simdjson::ondemand;

/// Whether the text itself is broken, so that nothing behind this place can be trusted. Any other error
/// concerns one value, which is counted and left out.
[[nodiscard]] bool isBroken(simdjson::error_code error);

/// Counts one entry that could not be read.
void countBad(Notes& notes, const QString& why);

/// Reads `data`. Returns SUCCESS, an error that isBroken(), or INCORRECT_TYPE when `data` as a whole is not
/// what was asked for. Bad entries within are for it to count.
using DataReader = std::function<simdjson::error_code(ondemand::value data, Notes& notes)>;

enum class MissingData
{
    IsAnError,
    IsEmpty ///< lists: some servers leave an empty one out, or say null
};

/// Walks {"status","data","warnings",...} in whatever order and calls `read` for the data. `expected` names
/// the data in a sentence ("query results"). Bytes that are not UTF-8 are replaced, and a warning says so.
[[nodiscard]] Result<Notes> readEnvelope(const QByteArray& body, const QString& backend,
                                         const QString& expected, MissingData missing,
                                         const DataReader& read);

// One value each; false means that it is of another type, and the target is then as it was.
[[nodiscard]] simdjson::error_code readText(ondemand::value value, QString& out);
[[nodiscard]] simdjson::error_code readLabels(ondemand::value value, LabelSet& out);

/// Calls `f(key, value)` for each field; f returns an error_code, and a broken one ends the walk.
template <typename F>
[[nodiscard]] simdjson::error_code forEachField(ondemand::value value, F&& f)
{
    ondemand::object object;
    if (const auto error = value.get_object().get(object))
        return error;
    for (auto entry : object) {
        ondemand::field field;
        if (const auto error = std::move(entry).get(field))
            return error;
        std::string_view key;
        if (const auto error = field.unescaped_key().get(key)) {
            if (isBroken(error))
                return error;
            continue;
        }
        if (const auto error = f(key, field.value()); error && isBroken(error))
            return error;
    }
    return simdjson::SUCCESS;
}

/// Calls `f(element)` for each; an error that is not broken is counted as a bad entry named `what`.
template <typename F>
[[nodiscard]] simdjson::error_code forEachElement(ondemand::value value, Notes& notes, const QString& what,
                                                  F&& f)
{
    ondemand::array array;
    if (const auto error = value.get_array().get(array))
        return error;
    for (auto entry : array) {
        ondemand::value element;
        if (const auto error = std::move(entry).get(element))
            return error;
        if (const auto error = f(element)) {
            if (isBroken(error))
                return error;
            countBad(notes, what);
        }
    }
    return simdjson::SUCCESS;
}

} // namespace signalbox::prometheus
