// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/promql/silencestore.h"

#include "connectors/simulator/promql/gotext.h"
#include "connectors/simulator/promql/labels.h"
#include "connectors/simulator/promql/regexsyntax.h"

#include <QStringList>

#include <algorithm>

namespace signalbox::simulator::promql {

namespace {

bool sameMatchers(const Matchers& a, const Matchers& b)
{
    return std::ranges::equal(a, b, [](const Matcher& x, const Matcher& y) {
        return x.kind() == y.kind() && x.name() == y.name() && x.value() == y.value();
    });
}

/// Alertmanager does not ask whether a negative matcher would hold for an absent label.
bool matchesEmpty(const Matcher& m)
{
    return (m.kind() == MatchKind::Equal || m.kind() == MatchKind::Regex) && m.matches(QString());
}

QString complaintAbout(const Silence& silence)
{
    if (silence.matchers.empty())
        return QStringLiteral("at least one matcher required");
    for (std::size_t i = 0; i < silence.matchers.size(); ++i) {
        const Matcher& m = silence.matchers[i];
        QString wrong;
        if (!isLabelName(m.name())) {
            wrong = QLatin1String("invalid label name ") + goQuoted(m.name());
        } else if (m.kind() == MatchKind::Regex || m.kind() == MatchKind::NotRegex) {
            if (const QString regex = regexComplaint(m.value()); !regex.isEmpty())
                wrong = QStringLiteral("invalid regular expression %1: %2").arg(goQuoted(m.value()), regex);
        }
        if (!wrong.isEmpty())
            return QStringLiteral("invalid label matcher %1: %2").arg(i).arg(wrong);
    }
    if (std::ranges::all_of(silence.matchers, matchesEmpty))
        return QStringLiteral("at least one matcher must not match the empty string");
    if (silence.endsAt < silence.startsAt)
        return QStringLiteral("end time must not be before start time");
    return {};
}

/// True when the change leaves what has been silenced so far as it was.
bool keepsHistory(const Silence& old, const Silence& changed, std::int64_t now)
{
    if (!sameMatchers(old.matchers, changed.matchers))
        return false;
    switch (old.state(now)) {
    case SilenceState::Active:
        return old.startsAt / 1000 == changed.startsAt / 1000 && changed.endsAt >= now;
    case SilenceState::Pending:
        return changed.startsAt >= now;
    case SilenceState::Expired:
        break;
    }
    return false;
}

std::uint64_t mixed(std::uint64_t& state)
{
    std::uint64_t z = (state += 0x9e3779b97f4a7c15ULL);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31);
}

} // namespace

QString stateName(SilenceState state)
{
    switch (state) {
    case SilenceState::Active:
        return QStringLiteral("active");
    case SilenceState::Pending:
        return QStringLiteral("pending");
    case SilenceState::Expired:
        break;
    }
    return QStringLiteral("expired");
}

SilenceState Silence::state(std::int64_t now) const
{
    if (now < startsAt)
        return SilenceState::Pending;
    return now < endsAt ? SilenceState::Active : SilenceState::Expired;
}

bool Silence::mutes(const LabelSet& labels, std::int64_t now) const
{
    return state(now) == SilenceState::Active && matchesAll(matchers, labels);
}

tl::expected<QString, SilenceFailure> SilenceStore::set(Silence silence, std::int64_t now)
{
    const auto known = std::ranges::find(m_silences, silence.id, &Silence::id);
    if (!silence.id.isEmpty() && known == m_silences.end())
        return tl::unexpected(SilenceFailure{404, QStringLiteral("silence not found")});
    const bool update = known != m_silences.end() && keepsHistory(*known, silence, now);
    if (!update)
        silence.startsAt = std::max(silence.startsAt, now);
    silence.updatedAt = now;
    // The old one ends even if the new one is then refused, as in Alertmanager.
    if (known != m_silences.end() && !update)
        static_cast<void>(expire(known->id, now));
    if (const QString complaint = complaintAbout(silence); !complaint.isEmpty())
        return tl::unexpected(SilenceFailure{400, QLatin1String("silence invalid: ") + complaint});
    if (update) {
        *known = silence;
        return silence.id;
    }
    silence.id = nextId();
    m_silences.push_back(silence);
    return silence.id;
}

bool SilenceStore::expire(const QString& id, std::int64_t now)
{
    const auto it = std::ranges::find(m_silences, id, &Silence::id);
    if (it == m_silences.end())
        return false;
    const SilenceState state = it->state(now);
    if (state == SilenceState::Expired)
        return true;
    if (state == SilenceState::Pending)
        it->startsAt = now;
    it->endsAt = now;
    it->updatedAt = now;
    return true;
}

const Silence* SilenceStore::find(const QString& id) const
{
    const auto it = std::ranges::find(m_silences, id, &Silence::id);
    return it == m_silences.end() ? nullptr : &*it;
}

std::vector<Silence> SilenceStore::listed(std::int64_t now) const
{
    std::vector<Silence> out = m_silences;
    std::ranges::stable_sort(out, [now](const Silence& a, const Silence& b) {
        const SilenceState x = a.state(now);
        const SilenceState y = b.state(now);
        if (x != y)
            return x < y;
        if (x == SilenceState::Active)
            return a.endsAt < b.endsAt;
        return x == SilenceState::Pending ? a.startsAt < b.startsAt : a.endsAt > b.endsAt;
    });
    return out;
}

QStringList SilenceStore::silencing(const LabelSet& labels, std::int64_t now) const
{
    QStringList out;
    for (const Silence& silence : m_silences) {
        if (silence.mutes(labels, now))
            out << silence.id;
    }
    out.sort();
    return out;
}

QString SilenceStore::nextId()
{
    const std::uint64_t high = (mixed(m_seed) & ~0xf000ULL) | 0x4000ULL;      // version 4
    const std::uint64_t low = (mixed(m_seed) & ~(3ULL << 62)) | (1ULL << 63); // variant 1
    const auto hex = [](std::uint64_t v) {
        return QByteArray::number(static_cast<qulonglong>(v), 16).rightJustified(16, '0');
    };
    const QByteArray digits = hex(high) + hex(low);
    return QString::fromLatin1(digits.left(8) + '-' + digits.mid(8, 4) + '-' + digits.mid(12, 4) + '-' +
                               digits.mid(16, 4) + '-' + digits.mid(20));
}

} // namespace signalbox::simulator::promql
