// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/common/rowdelegate.h"

namespace signalbox::widgets {

/// Alerts: the state as shape and word.
class AlertDelegate : public RowDelegate
{
    Q_OBJECT

public:
    AlertDelegate(const theme::Theme* theme, QObject* parent);

protected:
    void paintCell(QPainter* painter, const QRect& rect, const QModelIndex& index) const override;
};

/// Series: labels as data, the shape as a sparkline, figures right aligned.
class SeriesDelegate : public RowDelegate
{
    Q_OBJECT

public:
    SeriesDelegate(const theme::Theme* theme, QObject* parent);

protected:
    void paintCell(QPainter* painter, const QRect& rect, const QModelIndex& index) const override;

private:
    void paintShape(QPainter* painter, const QRect& rect, const QList<double>& values) const;
};

} // namespace signalbox::widgets
