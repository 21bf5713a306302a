// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/bench.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QFile>

#include <nlohmann/json.hpp>

#include <cstdio>

using namespace signalbox;

namespace {

void print(const bench::Row& row)
{
    std::printf("%-32s %10.1f %-5s %7.2f x %-32s %-8s %s\n", qPrintable(row.name), row.value,
                qPrintable(row.unit), row.ratio, qPrintable(row.reference), qPrintable(row.bound),
                row.ok ? "ok" : "MISSED");
    std::fflush(stdout);
}

nlohmann::json toJson(const bench::Row& row)
{
    return {{"name", row.name.toStdString()},
            {"value", row.value},
            {"unit", row.unit.toStdString()},
            {"reference", row.reference.toStdString()},
            {"ratio", row.ratio},
            {"bound", row.bound.toStdString()},
            {"ok", row.ok}};
}

} // namespace

int main(int argc, char* argv[])
{
    if (argc > 1 && qstrcmp(argv[1], "--minimal-window") == 0)
        return bench::runMinimalWindow(argc, argv, argc > 2);
    // Charts are painted without a screen, so that no compositor is measured; who wants one says so.
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    QCommandLineParser parser;
    parser.setApplicationDescription(
        QStringLiteral("One row a measurement, as a ratio to a reference in the same run."));
    parser.addHelpOption();
    const QCommandLineOption json(QStringLiteral("json"), QStringLiteral("Write the rows to FILE as well."),
                                  QStringLiteral("FILE"));
    const QCommandLineOption only(QStringLiteral("only"),
                                  QStringLiteral("Only the measurements whose name contains NAME."),
                                  QStringLiteral("NAME"));
    parser.addOptions({json, only});
    parser.process(application);

    nlohmann::json rows = nlohmann::json::array();
    bool ok = true;
    std::vector<bench::Suite> suites = bench::parserSuites();
    for (const auto& more : {bench::chartSuites(), bench::overviewSuites(), bench::logSuites(),
                             bench::traceSuites(), bench::causeSuites(), bench::startupSuites()})
        suites.insert(suites.end(), more.begin(), more.end());
    for (const bench::Suite& suite : suites) {
        if (!suite.name.contains(parser.value(only)))
            continue;
        for (const bench::Row& row : suite.run()) {
            print(row);
            rows.push_back(toJson(row));
            ok = ok && row.ok;
        }
    }
    if (rows.empty()) {
        std::fprintf(stderr, "There is no measurement named \"%s\".\n", qPrintable(parser.value(only)));
        return 2;
    }
    if (parser.isSet(json)) {
        QFile file(parser.value(json));
        const QByteArray text = QByteArray::fromStdString(nlohmann::json{{"rows", rows}}.dump(1)) + '\n';
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size()) {
            std::fprintf(stderr, "%s: %s\n", qPrintable(file.fileName()), qPrintable(file.errorString()));
            return 1;
        }
    }
    return ok ? 0 : 1;
}
