// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/colorrole.h"

#include <array>

namespace signalbox::theme {

namespace {

// In the order of the enumeration.
constexpr std::array<QStringView, static_cast<std::size_t>(Color::Count_)> paths{
    u"surface.chrome",      u"surface.pane",
    u"surface.card",        u"surface.raised",
    u"surface.hover",       u"surface.pressed",
    u"surface.input",       u"surface.overlay",
    u"surface.skeleton",    u"line.subtle",
    u"line.normal",         u"line.strong",
    u"line.control",        u"text.primary",
    u"text.secondary",      u"text.tertiary",
    u"text.disabled",       u"text.onAccent",
    u"text.onBad",          u"text.onWarn",
    u"text.link",           u"accent.base",
    u"accent.hover",        u"accent.pressed",
    u"accent.quiet",        u"accent.text",
    u"accent.focusRing",    u"state.ok.base",
    u"state.ok.text",       u"state.ok.tint",
    u"state.warn.base",     u"state.warn.text",
    u"state.warn.tint",     u"state.bad.base",
    u"state.bad.text",      u"state.bad.tint",
    u"state.unknown.base",  u"state.unknown.text",
    u"state.unknown.tint",  u"level.trace",
    u"level.debug",         u"level.info",
    u"level.warn",          u"level.error",
    u"level.fatal",         u"level.unknown",
    u"severity.SEV1.fill",  u"severity.SEV1.text",
    u"severity.SEV1.line",  u"severity.SEV2.fill",
    u"severity.SEV2.text",  u"severity.SEV2.line",
    u"severity.SEV3.fill",  u"severity.SEV3.text",
    u"severity.SEV3.line",  u"severity.SEV4.fill",
    u"severity.SEV4.text",  u"severity.SEV4.line",
    u"percentile.p50",      u"percentile.p95",
    u"percentile.p99",      u"percentile.p999",
    u"httpClass.2xx",       u"httpClass.3xx",
    u"httpClass.4xx",       u"httpClass.5xx",
    u"chart.plot",          u"chart.grid",
    u"chart.axis",          u"chart.label",
    u"chart.baselineBand",  u"chart.baselineEdge",
    u"chart.slo",           u"chart.crosshair",
    u"chart.selectionFill", u"chart.selectionEdge",
    u"chart.alertSpan",     u"chart.gapHatch",
    u"chart.exemplar",      u"mark.deploy",
    u"mark.alert",          u"mark.incident",
    u"mark.rollback",       u"mark.evidence",
    u"trace.criticalPath",  u"trace.gapFill",
    u"trace.gapEdge",       u"trace.skewMoved",
    u"selection.row",       u"selection.rowInactive",
    u"selection.text",      u"selection.edge",
    u"selection.match",     u"selection.matchCurrent",
    u"syntax.label",        u"syntax.string",
    u"syntax.number",       u"syntax.keyword",
    u"syntax.heading",      u"syntax.reference",
    u"syntax.punctuation",  u"diff.added",
    u"diff.removed",
};

} // namespace

QStringView jsonPath(Color role)
{
    return paths.at(static_cast<std::size_t>(role));
}

} // namespace signalbox::theme
