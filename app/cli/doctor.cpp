// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/doctor.h"

#include "app/cli/table.h"
#include "app/cli/text.h"
#include "models/base/duration.h"

#include <algorithm>

namespace signalbox::cli {

namespace {

using std::chrono::milliseconds;

constexpr milliseconds requestPatience{8'000};
constexpr milliseconds checkPatience{10'000};

Json millisecondsJson(const std::optional<Duration>& d)
{
    if (!d)
        return nullptr;
    // A tenth of a millisecond is what a person can use.
    const auto tenths = std::chrono::round<std::chrono::duration<std::int64_t, std::ratio<1, 10'000>>>(*d);
    return static_cast<double>(tenths.count()) / 10.0;
}

QString orDash(const QString& text)
{
    return text.isEmpty() ? QStringLiteral("-") : text;
}

QString durationText(const std::optional<Duration>& d)
{
    return d ? humanText(*d) : QStringLiteral("-");
}

QString partsText(const CheckReport& report)
{
    QString text = report.present.join(QLatin1String(", "));
    if (!report.absent.isEmpty())
        text += QStringLiteral("%1without %2")
                    .arg(text.isEmpty() ? QString() : QStringLiteral("; "),
                         report.absent.join(QLatin1String(", ")));
    return orDash(text);
}

} // namespace

Json toJson(const CheckReport& report)
{
    Json made;
    made["name"] = toJson(report.name);
    made["kind"] = toJson(toString(report.kind));
    made["url"] = toJson(report.url);
    made["ok"] = report.ok;
    made["version"] = orNull(report.version);
    made["latency_ms"] = millisecondsJson(report.latency);
    made["clock_skew_ms"] = millisecondsJson(report.clockSkew);
    made["error"] = report.error ? toJson(report.error->what) : Json(nullptr);
    return made;
}

QString doctorTable(const std::vector<CheckReport>& reports, std::optional<int> width)
{
    Table table({{.heading = QStringLiteral("BACKEND")},
                 {.heading = QStringLiteral("KIND")},
                 {.heading = QStringLiteral("STATE")},
                 {.heading = QStringLiteral("REACHED")},
                 {.heading = QStringLiteral("VERSION")},
                 {.heading = QStringLiteral("LATENCY"), .rightAligned = true},
                 {.heading = QStringLiteral("CLOCK SKEW"), .rightAligned = true},
                 {.heading = QStringLiteral("AUTH")},
                 {.heading = QStringLiteral("URL")},
                 {.heading = QStringLiteral("PARTS")}});
    QString sentences;
    for (const CheckReport& report : reports) {
        table.addRow({report.name, toString(report.kind),
                      report.ok ? QStringLiteral("ok") : QStringLiteral("FAILED"),
                      report.reached ? QStringLiteral("yes") : QStringLiteral("no"), orDash(report.version),
                      durationText(report.latency), durationText(report.clockSkew), report.auth, report.url,
                      partsText(report)});
        if (!report.error)
            continue;
        // Most sentences begin with the name.
        if (!report.error->what.startsWith(report.name + QLatin1Char(' ')))
            sentences += visible(report.name) + QLatin1String(": ");
        sentences += visible(report.error->what) + QLatin1Char('\n');
    }
    return table.render(width) + (sentences.isEmpty() ? QString() : QLatin1Char('\n') + sentences);
}

profile::Profile DoctorCommand::impatient(profile::Profile profile)
{
    for (profile::Backend& backend : profile.backends) {
        backend.limits.attempts = 1;
        backend.limits.deadline = std::min(backend.limits.deadline, requestPatience);
        backend.limits.connectTimeout = std::min(backend.limits.connectTimeout, requestPatience);
    }
    return profile;
}

void DoctorCommand::start()
{
    const Instant now = backends().clock().now();
    for (const app::BackendClients& clients : backends().all()) {
        if (!common().backend.isEmpty() && clients.backend().name != common().backend)
            continue;
        auto* check = new BackendCheck(clients, backends().secrets(), now, this);
        connect(check, &BackendCheck::finished, this, &DoctorCommand::checkDone);
        m_checks.push_back(check);
    }
    if (m_checks.empty()) {
        const QString what = common().backend.isEmpty()
                                 ? QStringLiteral("The profile has no backends; add one.")
                                 : QStringLiteral("The profile has no backend \"%1\".").arg(common().backend);
        fail({.kind = ErrorKind::Invalid, .what = what, .detail = {}}, WrongUsage);
        return;
    }
    for (BackendCheck* check : m_checks)
        check->start(checkPatience);
}

void DoctorCommand::checkDone()
{
    if (++m_done < m_checks.size())
        return;
    std::vector<CheckReport> reports;
    for (const BackendCheck* check : m_checks)
        reports.push_back(check->report());
    if (common().json) {
        Json list = Json::array();
        for (const CheckReport& report : reports)
            list.push_back(toJson(report));
        output().write(dumped({{"backends", std::move(list)}}) + '\n');
    } else {
        output().write(doctorTable(reports, output().width()));
    }
    const auto failed =
        std::count_if(reports.begin(), reports.end(), [](const CheckReport& report) { return !report.ok; });
    if (failed == 0) {
        finish(Done);
        return;
    }
    fail({.kind = ErrorKind::Network,
          .what = QStringLiteral("%1 of %2 backends failed.").arg(failed).arg(reports.size()),
          .detail = {}});
}

} // namespace signalbox::cli
