// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/common/rowdelegate.h"

namespace signalbox::widgets {

/// Operations: names as data, shares of errors in the colour of what they mean, the impact as a bar.
class OperationsDelegate : public RowDelegate
{
    Q_OBJECT

public:
    OperationsDelegate(const theme::Theme* theme, QObject* parent);

protected:
    void paintCell(QPainter* painter, const QRect& rect, const QModelIndex& index) const override;
};

} // namespace signalbox::widgets
