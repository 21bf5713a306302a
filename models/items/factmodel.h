// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/timerange.h"
#include "models/traces/spanfacts.h"

#include <QAbstractItemModel>

#include <memory>
#include <vector>

namespace signalbox::items {

/// What is known of a span, in groups: tags and process tags, events, links to other spans, remarks. The top
/// level are groups; a fact has no children. Must not look into the trace: sectionsOf() has done that.
class FactModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum class Kind : std::uint8_t
    {
        Tag,
        Event,    ///< the value names it
        EventTag, ///< a field of the event above it
        Link,     ///< to a span of another trace, or of this one
        Remark
    };
    struct Fact
    {
        Kind kind = Kind::Tag;
        QString key;
        QString value;
        traces::Tone tone = traces::Tone::Quiet;
        TraceId trace; ///< of a link
        SpanId span;
        bool operator==(const Fact&) const = default;
    };
    struct Section
    {
        QString title;
        std::vector<Fact> facts;
        bool open = true; ///< as a view begins with it
        bool operator==(const Section&) const = default;
    };
    enum Column
    {
        KeyColumn,
        ValueColumn,
        ColumnCount
    };
    enum Role
    {
        ToneRole = Qt::UserRole + 1,
        KindRole,
        CountRole ///< of a section
    };

    using QAbstractItemModel::QAbstractItemModel;

    /// Bounded in number and length; a remark says what was left out.
    [[nodiscard]] static std::vector<Section> sectionsOf(const Trace& trace, std::uint32_t span);

    void setSections(std::vector<Section> sections);
    [[nodiscard]] const std::vector<Section>& sections() const { return m_sections; }
    /// Null for a section.
    [[nodiscard]] const Fact* factAt(const QModelIndex& index) const;

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex& child) const override;
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

private:
    std::vector<Section> m_sections;
};

} // namespace signalbox::items

Q_DECLARE_METATYPE(signalbox::traces::Tone)
