// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/server/control.h"

#include <QList>

#include <nlohmann/json.hpp>

namespace signalbox::simulator {

namespace {

Reply text(int status, const QString& what)
{
    Reply reply;
    reply.status = status;
    reply.contentType = "text/plain; charset=utf-8";
    reply.body = what.toUtf8() + '\n';
    return reply;
}

Reply list(const FaultBoard& board)
{
    nlohmann::json out = nlohmann::json::object();
    for (const auto& [backend, faults] : board.all())
        out[backend.toStdString()] = faults.toString().toStdString();
    Reply reply;
    reply.body = QByteArray::fromStdString(out.dump());
    return reply;
}

Result<std::vector<BackendFaults>> wishes(const Request& request)
{
    std::vector<BackendFaults> out;
    if (const QString* backend = request.param(u"backend")) {
        const QString* faults = request.param(u"faults");
        auto parsed = parseFaults(faults ? *faults : QString());
        if (!parsed)
            return failure(std::move(parsed.error()));
        out.push_back({.backend = *backend, .faults = *parsed});
        return out;
    }
    for (const QByteArray& line : request.body.split('\n')) {
        if (line.trimmed().isEmpty())
            continue;
        auto parsed = parseBackendFaults(QString::fromUtf8(line.trimmed()));
        if (!parsed)
            return failure(std::move(parsed.error()));
        out.push_back(*parsed);
    }
    return out;
}

Reply change(FaultBoard& board, const Request& request)
{
    const auto wanted = wishes(request);
    if (!wanted)
        return text(400, wanted.error().what);
    const QString everyone = QStringLiteral("all");
    for (const BackendFaults& wish : *wanted) {
        if (wish.backend != everyone && !board.knows(wish.backend))
            return text(400, QStringLiteral(
                                 "There is no backend \"%1\". GET /-/faults lists them; \"all\" means each.")
                                 .arg(cleaned(wish.backend, 40)));
    }
    for (const BackendFaults& wish : *wanted) {
        if (wish.backend != everyone) {
            board.set(wish.backend, wish.faults);
            continue;
        }
        const auto known = board.all();
        for (const auto& [backend, before] : known)
            board.set(backend, wish.faults);
    }
    return list(board);
}

} // namespace

Handler controlHandler(FaultBoard* board)
{
    return [board](const Request& request) {
        if (request.path != QLatin1String("/-/faults"))
            return text(404, QStringLiteral("404 page not found"));
        if (request.method == "GET")
            return list(*board);
        if (request.method == "POST")
            return change(*board, request);
        return text(405, QStringLiteral("GET lists the faults, POST changes them."));
    };
}

} // namespace signalbox::simulator
