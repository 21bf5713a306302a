// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/logql/question.h"

#include <QJsonObject>

namespace signalbox::logql {

/// A question for the Trail and for the disk.
[[nodiscard]] QJsonObject toJson(const Question& question);
/// What it does not know is left out; bounded.
[[nodiscard]] Question questionFromJson(const QJsonObject& json);

} // namespace signalbox::logql
