// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/program.h"
#include "app/window/options.h"
#include "app/window/runwindow.h"

#include <QCoreApplication>

#include <cstdio>

int main(int argc, char** argv)
{
    using namespace signalbox;
    QCoreApplication::setApplicationVersion(QStringLiteral(SIGNALBOX_VERSION));
    QStringList words;
    for (int i = 1; i < argc; ++i)
        words.append(QString::fromLocal8Bit(argv[i]));
    if (const auto window = app::parseWindowOptions(words)) {
        if (*window)
            return app::runWindow(argc, argv, **window);
        std::fprintf(stderr, "signalbox: %s\n", qPrintable(window->error().what));
        return 2;
    }
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("signalbox"));
    return cli::runProgram(words);
}
