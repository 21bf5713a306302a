// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/scriptedserver.h"

#include <QByteArray>
#include <QProcess>
#include <QStringList>
#include <QTemporaryDir>

#include <memory>

namespace signalbox::test {

/// How a run of the program ended.
struct Run
{
    int code = -1; ///< -1: it crashed or hung
    QByteArray out;
    QByteArray err;
};

/// The recorded shop behind one loopback server, each backend below a prefix of its own, with a profile
/// for it; and the real program, run against it as a process.
class Shop
{
public:
    Shop();

    ScriptedServer server;

    /// Writes a profile and uses it from now on. "%1" in it becomes the server's address.
    void useProfile(const QByteArray& json);
    /// A profile with all four backends.
    void useAll();

    [[nodiscard]] Run run(const QStringList& arguments);
    /// For what goes on by itself. It has started when this returns.
    [[nodiscard]] std::unique_ptr<QProcess> started(const QStringList& arguments);
    /// Started as "PROGRAM ARGUMENTS... SHELL-TEXT" in bash with pipefail.
    [[nodiscard]] Run runInShell(const QString& command);

    [[nodiscard]] QString profilePath() const;

private:
    [[nodiscard]] Run ended(QProcess& process) const;

    QTemporaryDir m_folder;
};

/// The answer recorded in fixtures/NAME.json.
[[nodiscard]] Reply recorded(const char* name);

} // namespace signalbox::test
