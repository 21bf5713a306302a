// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTest>

/// The tests of a folder share one program, since each program more is linked and compiled for itself. A test
/// lives in a namespace of its own, named as its file, and says at the end by one of these macros what kind
/// it is. The program takes the test's name as its first argument, and Qt Test's arguments after it.
namespace signalbox::test {

using MainFunction = int (*)(int argc, char* argv[]);

struct Registration
{
    Registration(const char* name, MainFunction run);
};

template <typename Test>
int runBare(int argc, char* argv[])
{
    Test test;
    return QTest::qExec(&test, argc, argv);
}

template <typename Application, typename Test>
int runWith(int argc, char* argv[])
{
    Application application(argc, argv);
    application.setAttribute(Qt::AA_Use96Dpi, true);
    return runBare<Test>(argc, argv);
}

} // namespace signalbox::test

#define SIGNALBOX_TEST(name, run)                                                                            \
    namespace name {                                                                                         \
    const signalbox::test::Registration registration(#name, run);                                            \
    }

#define SIGNALBOX_BARE_TEST(name, Test) SIGNALBOX_TEST(name, (signalbox::test::runBare<name::Test>))
#define SIGNALBOX_GUILESS_TEST(name, Test)                                                                   \
    SIGNALBOX_TEST(name, (signalbox::test::runWith<QCoreApplication, name::Test>))
#define SIGNALBOX_WIDGET_TEST(name, Test)                                                                    \
    SIGNALBOX_TEST(name, (signalbox::test::runWith<QApplication, name::Test>))
