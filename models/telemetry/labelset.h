// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>
#include <QStringView>

#include <initializer_list>
#include <memory>
#include <vector>

namespace signalbox {

struct Label
{
    QString name;
    QString value;
    bool operator==(const Label&) const = default;
};

/// Labels sorted by name, each name once. Copies share one immutable block with its hash, so a set can be
/// a key, a column of a row or part of a message without thought.
class LabelSet
{
public:
    LabelSet() = default;
    LabelSet(std::initializer_list<Label> labels);
    /// Sorts; of two labels with one name the last one stays.
    explicit LabelSet(std::vector<Label> labels);

    [[nodiscard]] bool isEmpty() const { return !m_data; }
    [[nodiscard]] std::size_t size() const { return m_data ? m_data->labels.size() : 0; }
    [[nodiscard]] const Label* begin() const { return m_data ? m_data->labels.data() : nullptr; }
    [[nodiscard]] const Label* end() const { return begin() + size(); }

    [[nodiscard]] bool contains(QStringView name) const { return find(name) != nullptr; }
    /// Empty when absent, as in every backend.
    [[nodiscard]] QString value(QStringView name) const;
    [[nodiscard]] LabelSet with(const QString& name, const QString& value) const;
    [[nodiscard]] LabelSet without(QStringView name) const;

    /// {a="x",b="y"} with the string escapes that PromQL and LogQL share.
    [[nodiscard]] QString toString() const;

    friend bool operator==(const LabelSet& a, const LabelSet& b);
    friend size_t qHash(const LabelSet& set, size_t seed) noexcept;

private:
    struct Data
    {
        std::vector<Label> labels;
        size_t hash = 0;
    };
    [[nodiscard]] const Label* find(QStringView name) const;

    std::shared_ptr<const Data> m_data; ///< null when empty
};

/// Short names that tell the sets apart: labels that all share are left out, and where one label is left its
/// value is enough. As many as sets; a set without labels is "all".
[[nodiscard]] QStringList distinguishing(const std::vector<LabelSet>& sets);

[[nodiscard]] bool operator==(const LabelSet& a, const LabelSet& b);
[[nodiscard]] size_t qHash(const LabelSet& set, size_t seed = 0) noexcept;

/// A string as PromQL and LogQL write it: in double quotes, with \\, \", \n, \r and \t escaped, other control
/// characters as \u escapes and lone surrogates replaced. The only place where such a string is made.
[[nodiscard]] QString quoted(QStringView text);

} // namespace signalbox
