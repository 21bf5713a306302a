// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/chartcolors.h"

namespace signalbox::widgets {

using chart::LineRole;
using theme::Color;

QColor lineColor(const chart::Line& line, const theme::Theme& theme)
{
    switch (line.role) {
    case LineRole::Series: {
        const std::vector<QColor>& series = theme.colors().series;
        const int count = static_cast<int>(series.size());
        return series[static_cast<std::size_t>((line.slot % count + count) % count)];
    }
    case LineRole::P50:
        return theme.color(Color::PercentileP50);
    case LineRole::P95:
        return theme.color(Color::PercentileP95);
    case LineRole::P99:
        return theme.color(Color::PercentileP99);
    case LineRole::P999:
        return theme.color(Color::PercentileP999);
    case LineRole::P99OfErrors:
        return theme.color(Color::StateBadBase);
    case LineRole::Success:
        return theme.color(Color::HttpClassSuccess);
    case LineRole::Redirect:
        return theme.color(Color::HttpClassRedirect);
    case LineRole::ClientError:
        return theme.color(Color::HttpClassClientError);
    case LineRole::ServerError:
        return theme.color(Color::HttpClassServerError);
    case LineRole::Total:
        return theme.color(Color::TextSecondary);
    }
    return theme.color(Color::TextSecondary);
}

bool isDashed(const chart::Line& line)
{
    return line.dashed || line.role == LineRole::P99OfErrors || line.role == LineRole::Total;
}

Color markColor(chart::MarkKind kind)
{
    switch (kind) {
    case chart::MarkKind::Deploy:
        return Color::MarkDeploy;
    case chart::MarkKind::Rollback:
        return Color::MarkRollback;
    case chart::MarkKind::Alert:
        return Color::MarkAlert;
    case chart::MarkKind::Incident:
        return Color::MarkIncident;
    case chart::MarkKind::Evidence:
        return Color::MarkEvidence;
    }
    return Color::MarkDeploy;
}

} // namespace signalbox::widgets
