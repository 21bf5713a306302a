// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/simulator/promql/matcher.h"

#include <tl/expected.hpp>

#include <cstdint>

namespace signalbox::simulator::promql {

enum class SilenceState
{
    Active,
    Pending,
    Expired,
};
[[nodiscard]] QString stateName(SilenceState state);

struct Silence
{
    QString id;
    Matchers matchers;
    std::int64_t startsAt = 0; ///< ms, as all times here
    std::int64_t endsAt = 0;
    std::int64_t updatedAt = 0;
    QString createdBy;
    QString comment;

    [[nodiscard]] SilenceState state(std::int64_t now) const;
    /// Active and met by these labels.
    [[nodiscard]] bool mutes(const LabelSet& labels, std::int64_t now) const;
};

struct SilenceFailure
{
    int status = 400;
    QString text;
};

/// Silences and the rules of changing them. What has been silenced stays history: a change that would rewrite
/// it ends the old silence and makes a new one. Ids follow from the seed.
class SilenceStore
{
public:
    explicit SilenceStore(std::uint64_t seed)
        : m_seed(seed)
    {
    }

    /// Creates a silence (empty id) or updates one; the id that it has now.
    [[nodiscard]] tl::expected<QString, SilenceFailure> set(Silence silence, std::int64_t now);
    /// False when there is none of this id; ending an expired one changes nothing.
    [[nodiscard]] bool expire(const QString& id, std::int64_t now);
    [[nodiscard]] const Silence* find(const QString& id) const;
    /// Active ones by their end, pending ones by their start, then expired ones, the latest first.
    [[nodiscard]] std::vector<Silence> listed(std::int64_t now) const;
    [[nodiscard]] QStringList silencing(const LabelSet& labels, std::int64_t now) const;

private:
    [[nodiscard]] QString nextId();

    std::vector<Silence> m_silences;
    std::uint64_t m_seed;
};

} // namespace signalbox::simulator::promql
