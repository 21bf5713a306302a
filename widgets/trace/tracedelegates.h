// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/common/rowdelegate.h"

namespace signalbox::widgets {

/// Traces found: colour of the root's service, duration with a bar to compare by.
class TraceDelegate : public RowDelegate
{
    Q_OBJECT

public:
    TraceDelegate(const theme::Theme* theme, QObject* parent);

protected:
    void paintCell(QPainter* painter, const QRect& rect, const QModelIndex& index) const override;
};

} // namespace signalbox::widgets
