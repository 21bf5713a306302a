// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/telemetry/servicelabel.h"

namespace signalbox {

QString serviceOf(const LabelSet& labels)
{
    for (const auto name : {u"service_name", u"service", u"app", u"container", u"job"}) {
        const QString value = labels.value(name);
        if (!value.isEmpty())
            return value;
    }
    return labels.isEmpty() ? QString() : labels.begin()->value;
}

QString serviceOf(const LabelSet& labels, const QString& known)
{
    const QString value = known.isEmpty() ? QString() : labels.value(known);
    return value.isEmpty() ? serviceOf(labels) : value;
}

} // namespace signalbox
