// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/testmain.h"

#include <cstdio>
#include <map>
#include <string>
#include <vector>

namespace signalbox::test {

namespace {

std::map<std::string, MainFunction>& tests()
{
    static std::map<std::string, MainFunction> all;
    return all;
}

} // namespace

Registration::Registration(const char* name, MainFunction run)
{
    tests().emplace(name, run);
}

} // namespace signalbox::test

int main(int argc, char* argv[])
{
    const auto& tests = signalbox::test::tests();
    const auto chosen = argc > 1 ? tests.find(argv[1]) : tests.end();
    if (chosen == tests.end()) {
        std::fputs("The first argument is the test:\n", stderr);
        for (const auto& [name, run] : tests)
            std::fprintf(stderr, "  %s\n", name.c_str());
        return 2;
    }
    std::vector<char*> rest{argv[0]};
    rest.insert(rest.end(), argv + 2, argv + argc);
    rest.push_back(nullptr);
    return chosen->second(argc - 1, rest.data());
}
