// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/factmodel.h"

#include "models/base/duration.h"
#include "models/logtext/display.h"

namespace signalbox::items {

namespace {

constexpr std::size_t mostEvents = 500;
constexpr std::size_t mostLinks = 200;
constexpr std::size_t mostFields = 30; ///< of one event
constexpr qsizetype longestValue = 4000;
constexpr quintptr isSection = ~quintptr{0};

FactModel::Section eventsOf(const Trace& trace, const Span& span)
{
    FactModel::Section section{.title = FactModel::tr("Events"), .facts = {}, .open = true};
    std::size_t count = 0;
    for (const SpanEvent& event : trace.eventsOf(span)) {
        if (++count > mostEvents) {
            section.facts.push_back(
                {.kind = FactModel::Kind::Event,
                 .key = QStringLiteral("\u2026"),
                 .value = FactModel::tr("and %1 more").arg(trace.eventsOf(span).size() - mostEvents)});
            break;
        }
        const QString name = logtext::shown(trace.bytes(event.name), 200).text;
        section.facts.push_back({.kind = FactModel::Kind::Event,
                                 .key = QStringLiteral("+%1").arg(humanText(event.time - trace.start())),
                                 .value = name.isEmpty() ? FactModel::tr("event") : name});
        std::size_t fields = 0;
        for (const Tag& tag : trace.tags(event.tags)) {
            const QString& key = trace.keyOf(tag);
            if (key == u"event" || key == u"message" || ++fields > mostFields)
                continue;
            section.facts.push_back(
                {.kind = FactModel::Kind::EventTag,
                 .key = cleaned(QStringView(key)),
                 .value = logtext::shown(trace.bytes(tag.value), longestValue, logtext::Breaks::Kept).text});
        }
    }
    return section;
}

FactModel::Section linksOf(const Trace& trace, const Span& span)
{
    FactModel::Section section{.title = FactModel::tr("Links"), .facts = {}, .open = true};
    for (const SpanLink& link : trace.linksOf(span)) {
        if (section.facts.size() >= mostLinks)
            break;
        const bool isOwn = link.trace == trace.id();
        if (isOwn && link.span == span.parentId)
            continue; // the parent
        section.facts.push_back(
            {.kind = FactModel::Kind::Link,
             .key = link.followsFrom ? FactModel::tr("follows from") : FactModel::tr("child of"),
             .value = isOwn ? FactModel::tr("span %1 of this trace").arg(link.span.toHex())
                            : FactModel::tr("trace %1").arg(link.trace.toShortHex()),
             .trace = link.trace,
             .span = link.span});
    }
    return section;
}

} // namespace

std::vector<FactModel::Section> FactModel::sectionsOf(const Trace& trace, std::uint32_t position)
{
    const Span& span = trace.at(position);
    std::vector<Section> sections;
    Section remarks{.title = tr("Remarks"), .facts = {}, .open = true};
    for (const QString& sentence : traces::oddities(trace, span))
        remarks.facts.push_back(
            {.kind = Kind::Remark, .key = {}, .value = sentence, .tone = traces::Tone::Warn});
    if (span.error && !span.statusText.isEmpty())
        remarks.facts.insert(
            remarks.facts.begin(),
            {.kind = Kind::Remark,
             .key = {},
             .value = logtext::shown(trace.bytes(span.statusText), longestValue, logtext::Breaks::Kept).text,
             .tone = traces::Tone::Bad});
    std::size_t left = 0;
    std::vector<Section> tags;
    for (traces::FactList& list : traces::factsOf(trace, span, &left)) {
        Section section{.title = traces::titleOf(list.group),
                        .facts = {},
                        .open = list.group != traces::FactGroup::Process};
        for (traces::Fact& fact : list.facts)
            section.facts.push_back({.kind = Kind::Tag,
                                     .key = std::move(fact.key),
                                     .value = std::move(fact.value),
                                     .tone = fact.tone});
        tags.push_back(std::move(section));
    }
    if (left > 0)
        remarks.facts.push_back(
            {.kind = Kind::Remark, .key = {}, .value = tr("%1 more tags are not shown.").arg(left)});
    if (!remarks.facts.empty())
        sections.push_back(std::move(remarks));
    for (Section& section : tags)
        sections.push_back(std::move(section));
    for (Section section : {eventsOf(trace, span), linksOf(trace, span)})
        if (!section.facts.empty())
            sections.push_back(std::move(section));
    return sections;
}

void FactModel::setSections(std::vector<Section> sections)
{
    beginResetModel();
    m_sections = std::move(sections);
    endResetModel();
}

const FactModel::Fact* FactModel::factAt(const QModelIndex& index) const
{
    if (!index.isValid() || index.internalId() == isSection)
        return nullptr;
    return &m_sections[index.internalId()].facts[static_cast<std::size_t>(index.row())];
}

QModelIndex FactModel::index(int row, int column, const QModelIndex& parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, parent.isValid() ? static_cast<quintptr>(parent.row()) : isSection);
}

QModelIndex FactModel::parent(const QModelIndex& child) const
{
    if (!child.isValid() || child.internalId() == isSection)
        return {};
    return createIndex(static_cast<int>(child.internalId()), 0, isSection);
}

int FactModel::rowCount(const QModelIndex& parent) const
{
    if (!parent.isValid())
        return static_cast<int>(m_sections.size());
    if (parent.internalId() != isSection || parent.column() != 0)
        return 0;
    return static_cast<int>(m_sections[static_cast<std::size_t>(parent.row())].facts.size());
}

int FactModel::columnCount(const QModelIndex& /*parent*/) const
{
    return ColumnCount;
}

QVariant FactModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const Fact* fact = factAt(index);
    if (!fact) {
        const Section& section = m_sections[static_cast<std::size_t>(index.row())];
        if (role == CountRole)
            return static_cast<int>(section.facts.size());
        return role == Qt::DisplayRole && index.column() == KeyColumn ? section.title : QVariant();
    }
    switch (role) {
    case Qt::DisplayRole:
        return index.column() == KeyColumn ? fact->key : fact->value;
    case Qt::ToolTipRole:
        return fact->key.isEmpty() ? fact->value : fact->key + QStringLiteral(" = ") + fact->value;
    case ToneRole:
        return QVariant::fromValue(fact->tone);
    case KindRole:
        return static_cast<int>(fact->kind);
    default:
        return {};
    }
}

} // namespace signalbox::items
