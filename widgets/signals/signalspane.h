// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/common/banner.h"
#include "widgets/shell/pane.h"

class QLineEdit;
class QTableView;

namespace signalbox::items {
class AlertModel;
class SeriesModel;
} // namespace signalbox::items

namespace signalbox::widgets {

class PaneHeader;

/// Signals: the alerts that burn, and a metric query over the Focus' range with a table of its series.
class SignalsPane : public Pane
{
    Q_OBJECT

public:
    SignalsPane(items::AlertModel* alerts, items::SeriesModel* series, const theme::Theme* theme,
                QWidget* parent = nullptr);

    [[nodiscard]] QString id() const override { return QStringLiteral("signals"); }
    [[nodiscard]] QString title() const override { return tr("Signals"); }
    [[nodiscard]] QString iconName() const override { return QStringLiteral("signals"); }
    void takeFocus() override;

    void setQuery(const QString& query);
    [[nodiscard]] QString query() const;
    void setNote(const QString& note);
    [[nodiscard]] Banner* alertsBanner() const { return m_alertsBanner; }
    [[nodiscard]] Banner* seriesBanner() const { return m_seriesBanner; }

Q_SIGNALS:
    void querySubmitted(const QString& query);
    void alertsRetried();

private:
    PaneHeader* m_header;
    Banner* m_alertsBanner;
    QTableView* m_alerts;
    QLineEdit* m_query;
    Banner* m_seriesBanner;
    QTableView* m_series;
};

} // namespace signalbox::widgets
