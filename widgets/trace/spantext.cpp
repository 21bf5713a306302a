// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/trace/spantext.h"

#include "models/base/duration.h"
#include "models/base/error.h"
#include "models/telemetry/trace.h"

namespace signalbox::widgets {

namespace {

constexpr std::size_t shownTags = 500;
constexpr qsizetype shownChars = 4000;

class Lines
{
public:
    void add(const QString& name, const QString& value)
    {
        m_text += QStringLiteral("%1 = %2\n")
                      .arg(cleaned(QStringView(name)), cleaned(QStringView(value), shownChars));
    }
    void head(const QString& text) { m_text += QStringLiteral("\n%1\n").arg(text); }
    void tags(const Trace& trace, std::span<const Tag> tags)
    {
        std::size_t shown = 0;
        for (const Tag& tag : tags) {
            if (++shown > shownTags) {
                m_text += QStringLiteral("and %1 more\n").arg(tags.size() - shownTags);
                return;
            }
            add(trace.keyOf(tag), trace.valueText(tag));
        }
    }
    [[nodiscard]] QString text() const { return m_text; }

private:
    QString m_text;
};

} // namespace

QString spanText(const Trace& trace, std::uint32_t position)
{
    const Span& span = trace.at(position);
    Lines lines;
    lines.add(QStringLiteral("service"), trace.serviceOf(span));
    lines.add(QStringLiteral("operation"), trace.operationOf(span));
    lines.add(QStringLiteral("span id"), trace.text(span.idText));
    lines.add(QStringLiteral("starts"),
              QStringLiteral("%1, +%2").arg(span.start.toRfc3339(), humanText(span.start - trace.start())));
    lines.add(QStringLiteral("duration"), humanText(span.duration));
    if (span.kind != SpanKind::Unspecified)
        lines.add(QStringLiteral("kind"), toString(span.kind));
    if (span.error)
        lines.add(QStringLiteral("error"),
                  span.statusText.isEmpty() ? QStringLiteral("yes") : trace.text(span.statusText));
    if (!trace.tagsOf(span).empty()) {
        lines.head(QStringLiteral("Tags"));
        lines.tags(trace, trace.tagsOf(span));
    }
    if (!trace.processTagsOf(span).empty()) {
        lines.head(QStringLiteral("Process"));
        lines.tags(trace, trace.processTagsOf(span));
    }
    for (const SpanEvent& event : trace.eventsOf(span)) {
        lines.head(
            QStringLiteral("Event +%1 %2")
                .arg(humanText(event.time - trace.start()), cleaned(QStringView(trace.text(event.name)))));
        lines.tags(trace, trace.tags(event.tags));
    }
    for (const SpanLink& link : trace.linksOf(span)) {
        lines.head(QStringLiteral("Link"));
        lines.add(QStringLiteral("trace"), link.trace.toHex());
        lines.add(QStringLiteral("span"), link.span.toHex());
    }
    for (const QString& warning : trace.warningsOf(span)) {
        lines.head(QStringLiteral("Warning"));
        lines.add(QStringLiteral("says"), warning);
    }
    return lines.text();
}

} // namespace signalbox::widgets
