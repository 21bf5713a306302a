// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/simulator.h"

#include "app/cli/json.h"
#include "connectors/simulator/simulator.h"

namespace signalbox::cli {

namespace {

QByteArray addresses(const simulator::Simulator& running)
{
    nlohmann::ordered_json out;
    const auto profile = running.profile();
    for (const profile::Backend& backend : profile.backends)
        out[backend.name.toStdString()] = backend.url.toString().toStdString();
    out["control"] = running.controlUrl().toString().toStdString();
    return QByteArray::fromStdString(out.dump()) + '\n';
}

} // namespace

SimulatorCommand::SimulatorCommand(Context context, SimulatorOptions options, QObject* parent)
    : Command(std::move(context), parent)
    , m_options(std::move(options))
{
}

SimulatorCommand::~SimulatorCommand() = default;

void SimulatorCommand::start()
{
    simulator::SimulatorOptions wanted;
    wanted.firstPort = m_options.port;
    wanted.speed = m_options.speed;
    wanted.seed = m_options.seed;
    wanted.dataset = m_options.dataset;
    for (const QString& text : std::as_const(m_options.faults)) {
        auto faults = simulator::parseBackendFaults(text);
        if (!faults)
            return fail(faults.error(), WrongUsage);
        wanted.faults.push_back(std::move(*faults));
    }
    m_simulator = std::make_unique<simulator::Simulator>(std::move(wanted));
    if (const auto started = m_simulator->start(); !started)
        return fail(started.error(), started.error().kind == ErrorKind::Invalid ? WrongUsage : Failed);
    if (common().json)
        output().write(addresses(*m_simulator));
    else
        output().write(m_simulator->describe());
    output().flush();
}

void SimulatorCommand::interrupt()
{
    m_simulator.reset();
    finish(Done);
}

} // namespace signalbox::cli
