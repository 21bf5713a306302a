// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/logql/logfmt.h"

namespace signalbox::simulator::logql {

namespace {

bool isBlank(char c)
{
    return static_cast<unsigned char>(c) <= ' ';
}

} // namespace

std::optional<std::string> scanLogfmt(std::string_view line, const LogfmtVisitor& visit)
{
    std::optional<std::string> mistake;
    const auto wrong = [&](const char* what, std::size_t at) {
        if (!mistake)
            mistake = "logfmt syntax error at pos " + std::to_string(at + 1) + " : " + what;
    };
    std::size_t at = 0;
    std::string unescaped;
    while (at < line.size()) {
        while (at < line.size() && isBlank(line[at]))
            ++at;
        const std::size_t keyStart = at;
        while (at < line.size() && !isBlank(line[at]) && line[at] != '=' && line[at] != '"')
            ++at;
        const std::string_view key = line.substr(keyStart, at - keyStart);
        if (at >= line.size() || isBlank(line[at])) {
            if (!key.empty())
                visit(key, {}, false);
            continue;
        }
        if (line[at] == '"' || key.empty()) {
            wrong(line[at] == '"' ? "unexpected '\"'" : "unexpected '='", at);
            while (at < line.size() && !isBlank(line[at]))
                ++at;
            continue;
        }
        ++at; // the "="
        if (at < line.size() && line[at] == '"') {
            ++at;
            unescaped.clear();
            while (at < line.size() && line[at] != '"') {
                if (line[at] == '\\' && at + 1 < line.size()) {
                    ++at;
                    const char c = line[at];
                    unescaped += c == 'n' ? '\n' : c == 't' ? '\t' : c == 'r' ? '\r' : c;
                } else {
                    unescaped += line[at];
                }
                ++at;
            }
            if (at >= line.size()) {
                wrong("unterminated quoted value", at);
                return mistake;
            }
            ++at;
            visit(key, unescaped, true);
            continue;
        }
        const std::size_t valueStart = at;
        while (at < line.size() && !isBlank(line[at]) && line[at] != '"')
            ++at;
        visit(key, line.substr(valueStart, at - valueStart), true);
        if (at < line.size() && line[at] == '"') {
            wrong("unexpected '\"'", at);
            while (at < line.size() && !isBlank(line[at]))
                ++at;
        }
    }
    return mistake;
}

} // namespace signalbox::simulator::logql
