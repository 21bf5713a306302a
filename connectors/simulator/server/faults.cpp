// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/server/faults.h"

#include <QLocale>
#include <QStringList>

#include <array>

namespace signalbox::simulator {

namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

struct WireName
{
    const char* name;
    Faults::Wire wire;
};
struct BodyName
{
    const char* name;
    Faults::Body body;
};
constexpr std::array wires{WireName{"hang", Faults::Wire::Hang}, WireName{"drip", Faults::Wire::Drip},
                           WireName{"reset", Faults::Wire::Reset}};
constexpr std::array bodies{
    BodyName{"cutoff", Faults::Body::CutOff}, BodyName{"garbage", Faults::Body::Garbage},
    BodyName{"login", Faults::Body::LoginPage}, BodyName{"empty", Faults::Body::Empty}};
constexpr std::array statuses{500, 503, 429};
constexpr qlonglong dayMs = 24LL * 3600 * 1000;

/// "800ms", "5s", "2m", "1h", signed; at most a day, since more is a slip of the hand.
std::optional<milliseconds> parseDuration(QStringView text)
{
    struct Unit
    {
        QLatin1String name;
        qlonglong ms;
    };
    static constexpr std::array units{Unit{QLatin1String("ms"), 1}, Unit{QLatin1String("s"), 1000},
                                      Unit{QLatin1String("m"), 60'000}, Unit{QLatin1String("h"), 3'600'000}};
    for (const Unit& unit : units) {
        if (!text.endsWith(unit.name))
            continue;
        bool ok = false;
        const qlonglong n = text.chopped(unit.name.size()).toLongLong(&ok);
        if (ok && n >= -dayMs / unit.ms && n <= dayMs / unit.ms)
            return milliseconds(n * unit.ms);
    }
    return std::nullopt;
}

tl::unexpected<Error> refused(QStringView part)
{
    return failure(
        {.kind = ErrorKind::Invalid,
         .what = QStringLiteral("\"%1\" is no fault. Known are latency=800ms, jitter=200ms, hang, drip, "
                                "reset, 500, 503, 429, retry-after=5s, cutoff, garbage, login, empty, "
                                "clock=-90s, chance=0.3 and none, joined with commas.")
                     .arg(cleaned(part, 40)),
         .detail = {}});
}

bool applyWord(Faults& faults, QStringView word)
{
    for (const WireName& w : wires) {
        if (word == QLatin1String(w.name)) {
            faults.wire = w.wire;
            return true;
        }
    }
    for (const BodyName& b : bodies) {
        if (word == QLatin1String(b.name)) {
            faults.body = b.body;
            return true;
        }
    }
    for (const int status : statuses) {
        if (word == QString::number(status)) {
            faults.status = status;
            return true;
        }
    }
    return word == QLatin1String("none") || word.isEmpty();
}

bool applyPair(Faults& faults, QStringView key, QStringView value)
{
    if (key == QLatin1String("chance")) {
        bool ok = false;
        const double chance = value.toDouble(&ok);
        faults.chance = chance;
        return ok && chance >= 0 && chance <= 1;
    }
    const auto duration = parseDuration(value);
    if (!duration)
        return false;
    if (key == QLatin1String("clock")) {
        faults.clockOffset = std::chrono::duration_cast<seconds>(*duration);
        return true;
    }
    if (duration->count() < 0)
        return false;
    if (key == QLatin1String("latency"))
        faults.latency = *duration;
    else if (key == QLatin1String("jitter"))
        faults.jitter = *duration;
    else if (key == QLatin1String("retry-after"))
        faults.retryAfter = std::chrono::duration_cast<seconds>(*duration);
    else
        return false;
    return true;
}

} // namespace

QString Faults::toString() const
{
    QStringList parts;
    const auto add = [&](const char* key, qint64 n, const char* unit) {
        parts += QLatin1String(key) + QString::number(n) + QLatin1String(unit);
    };
    if (latency.count() != 0)
        add("latency=", latency.count(), "ms");
    if (jitter.count() != 0)
        add("jitter=", jitter.count(), "ms");
    for (const WireName& w : wires) {
        if (wire == w.wire)
            parts += QLatin1String(w.name);
    }
    if (status != 0)
        parts += QString::number(status);
    if (retryAfter)
        add("retry-after=", retryAfter->count(), "s");
    for (const BodyName& b : bodies) {
        if (body == b.body)
            parts += QLatin1String(b.name);
    }
    if (clockOffset.count() != 0)
        add("clock=", clockOffset.count(), "s");
    if (chance < 1)
        parts += QStringLiteral("chance=") + QString::number(chance, 'g', QLocale::FloatingPointShortest);
    return parts.isEmpty() ? QStringLiteral("none") : parts.join(QLatin1Char(','));
}

Result<Faults> parseFaults(QStringView text)
{
    Faults faults;
    for (const QStringView raw : text.split(QLatin1Char(','))) {
        const QStringView part = raw.trimmed();
        const qsizetype equals = part.indexOf(QLatin1Char('='));
        const bool known = equals < 0 ? applyWord(faults, part)
                                      : applyPair(faults, part.first(equals), part.sliced(equals + 1));
        if (!known)
            return refused(part);
    }
    return faults;
}

Result<BackendFaults> parseBackendFaults(QStringView text)
{
    const qsizetype colon = text.indexOf(QLatin1Char(':'));
    if (colon <= 0)
        return failure(
            {.kind = ErrorKind::Invalid,
             .what = QStringLiteral("\"%1\" names no backend. Write for example loki:latency=800ms.")
                         .arg(cleaned(text, 40)),
             .detail = {}});
    auto faults = parseFaults(text.sliced(colon + 1));
    if (!faults)
        return failure(std::move(faults.error()));
    return BackendFaults{.backend = text.first(colon).trimmed().toString(), .faults = *faults};
}

void FaultBoard::set(const QString& backend, const Faults& faults)
{
    m_faults[backend] = faults;
}

Faults FaultBoard::of(const QString& backend) const
{
    const auto found = m_faults.find(backend);
    return found == m_faults.end() ? Faults{} : found->second;
}

void FaultBoard::announce(const QString& backend)
{
    m_faults.try_emplace(backend);
}

} // namespace signalbox::simulator
