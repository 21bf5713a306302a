// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/common/rowdelegate.h"

namespace signalbox::widgets {

/// Log lines: the level as shape and word, the service with its colour, the message.
class LogDelegate : public RowDelegate
{
    Q_OBJECT

public:
    LogDelegate(const theme::Theme* theme, QObject* parent);

protected:
    void paintCell(QPainter* painter, const QRect& rect, const QModelIndex& index) const override;
};

} // namespace signalbox::widgets
