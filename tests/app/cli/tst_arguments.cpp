// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/arguments.h"

#include "tests/support/testmain.h"

#include <QTest>

namespace tst_arguments {

using namespace signalbox;
using namespace signalbox::cli;
using namespace std::chrono_literals;

namespace {

const Instant now = Instant::fromSeconds(1'795'251'600);

Result<Invocation> parse(const QStringList& words)
{
    return parseArguments(words, now);
}

QStringList words(const char* text)
{
    return QString::fromUtf8(text).split(QLatin1Char('|'), Qt::SkipEmptyParts);
}

template <typename Options>
Options optionsOf(const QStringList& list)
{
    const auto parsed = parse(list);
    const Options* options = parsed ? std::get_if<Options>(&parsed->command) : nullptr;
    return options != nullptr ? *options : Options{};
}

} // namespace

class TestArguments : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void commonOptionsStandAnywhere()
    {
        const auto parsed = parse(words("--profile|shop|doctor|--json|--verbose|--backend=prom"));
        QVERIFY(parsed);
        QCOMPARE(parsed->common, (CommonOptions{.profile = QStringLiteral("shop"),
                                                .backend = QStringLiteral("prom"),
                                                .json = true,
                                                .verbose = true}));
        QVERIFY(std::holds_alternative<DoctorOptions>(parsed->command));
        const auto bare = parse(words("alerts"));
        QVERIFY(bare);
        QCOMPARE(bare->common, CommonOptions{});
        QVERIFY(std::holds_alternative<AlertsOptions>(bare->command));
    }

    void metrics()
    {
        const MetricsOptions plain{
            .query = QStringLiteral("up"), .range = {.start = now - 1h, .end = now}, .step = std::nullopt};
        QCOMPARE(optionsOf<MetricsOptions>(words("metrics|-q|up")), plain);
        QCOMPARE(optionsOf<MetricsOptions>(words("metrics|-qup")), plain);
        QCOMPARE(optionsOf<MetricsOptions>(words("metrics|--query=up")), plain);
        QCOMPARE(optionsOf<MetricsOptions>(words("metrics|up")), plain);
        QCOMPARE(optionsOf<MetricsOptions>(words("metrics|--|up")), plain);
        QCOMPARE(optionsOf<MetricsOptions>(words("metrics|-q|-up")).query, QStringLiteral("-up"));
        QCOMPARE(optionsOf<MetricsOptions>(words("metrics|-q|up|--from|now-2h|--to|now-1h|--step|15s")),
                 (MetricsOptions{.query = QStringLiteral("up"),
                                 .range = {.start = now - 2h, .end = now - 1h},
                                 .step = 15s}));
        // An end alone moves the hour along with it; a begin may start with a dash.
        QCOMPARE(optionsOf<MetricsOptions>(words("metrics|up|--to|now-1d")).range,
                 (Interval{.start = now - 25h, .end = now - 24h}));
        QCOMPARE(optionsOf<MetricsOptions>(words("metrics|up|--from|-5m")).range,
                 (Interval{.start = now - 5min, .end = now}));
        QCOMPARE(
            optionsOf<MetricsOptions>(words("metrics|up|--from|1795240000|--to|2026-11-21T09:00:00Z")).range,
            (Interval{.start = Instant::fromSeconds(1'795'240'000), .end = now}));
    }

    void logs()
    {
        const QString query = QStringLiteral("{a=\"b\"}");
        const LogsOptions plain{.query = query,
                                .range = {.start = now - 1h, .end = now},
                                .limit = std::nullopt,
                                .forward = false,
                                .follow = false};
        QCOMPARE(optionsOf<LogsOptions>({QStringLiteral("logs"), query}), plain);
        const LogsOptions limited = optionsOf<LogsOptions>(words("logs|-q|{}|--limit|0|--forward"));
        QVERIFY(limited.limit == 0);
        QVERIFY(limited.forward);
        const LogsOptions followed = optionsOf<LogsOptions>(words("logs|{}|--follow|--limit|5"));
        QVERIFY(followed.follow);
        QVERIFY(followed.limit == 5);
        QCOMPARE(followed.range.start, now);
        QCOMPARE(optionsOf<LogsOptions>(words("logs|{}|-f|--from|now-1m")).range.start, now - 1min);
    }

    void traces()
    {
        QCOMPARE(
            optionsOf<TracesOptions>(words("traces|-s|web|--operation|GET /|--tag|a=b|--tag|http.url=/x?y=1"
                                           "|--min|100ms|--max|1.5h|--limit|7")),
            (TracesOptions{.service = QStringLiteral("web"),
                           .operation = QStringLiteral("GET /"),
                           .tags = {{QStringLiteral("a"), QStringLiteral("b")},
                                    {QStringLiteral("http.url"), QStringLiteral("/x?y=1")}},
                           .min = 100ms,
                           .max = 90min,
                           .range = {.start = now - 1h, .end = now},
                           .limit = 7}));
        QCOMPARE(optionsOf<TracesOptions>(words("traces|web")).service, QStringLiteral("web"));
    }

    void trace_data()
    {
        QTest::addColumn<QStringList>("given");
        QTest::addColumn<QString>("id");
        const QString id = QStringLiteral("27ed1ddd57d16aa910be49e3e099a638");
        QTest::newRow("id") << words("trace|27ed1ddd57d16aa910be49e3e099a638") << id;
        QTest::newRow("upper case") << words("trace|27ED1DDD57D16AA910BE49E3E099A638") << id;
        QTest::newRow("64 bits") << words("trace|10be49e3e099a638") << QStringLiteral("10be49e3e099a638");
        QTest::newRow("header in several words")
            << words("trace|traceparent:|00-27ed1ddd57d16aa910be49e3e099a638-00f067aa0ba902b7-01") << id;
        QTest::newRow("short") << words("trace|abc") << QStringLiteral("0000000000000abc");
        QTest::newRow("digits only") << words("trace|12345") << QStringLiteral("0000000000012345");
        QTest::newRow("zeros lost") << words("trace|7ed1ddd57d16aa910be49e3e099a638")
                                    << QStringLiteral("07ed1ddd57d16aa910be49e3e099a638");
        QTest::newRow("uuid") << words("trace|27ED1DDD-57d1-6aa9-10be-49e3e099a638") << id;
        QTest::newRow("url") << words("trace|http://h:16686/trace/27ed1ddd57d16aa910be49e3e099a638") << id;
    }
    void trace()
    {
        QFETCH(QStringList, given);
        QFETCH(QString, id);
        QCOMPARE(optionsOf<TraceOptions>(given).id.toShortHex(), id);
    }

    void helpAndVersion()
    {
        QCOMPARE(optionsOf<ShowHelp>(words("--help")), ShowHelp{});
        QCOMPARE(optionsOf<ShowHelp>(words("help")), ShowHelp{});
        QVERIFY(optionsOf<ShowHelp>(words("help|logs")).command == CommandId::Logs);
        QVERIFY(optionsOf<ShowHelp>(words("logs|-h")).command == CommandId::Logs);
        QVERIFY(optionsOf<ShowHelp>(words("metrics|--help|--from|nonsense")).command == CommandId::Metrics);
        const auto version = parse(words("--version"));
        QVERIFY(version && std::holds_alternative<ShowVersion>(version->command));
    }

    void mistakes_data()
    {
        QTest::addColumn<QStringList>("given");
        QTest::addColumn<QString>("sentence"); ///< in the message
        QTest::addColumn<QString>("hint");     ///< at its end
        const auto row = [](const char* line, const char* sentence, const char* hint) {
            QTest::newRow(line) << words(line) << QString::fromUtf8(sentence) << QString::fromUtf8(hint);
        };
        const char* program = "Try \"signalbox --help\".";
        row("", "A command is missing.", program);
        row("--json", "A command is missing.", program);
        row("docter", "\"docter\" is no command. Did you mean \"doctor\"?", program);
        row("xyzzy", "\"xyzzy\" is no command.", program);
        row("--from|now|logs", "--from belongs behind its command, as in \"signalbox metrics --from\".",
            program);
        row("--nope", "--nope is no option.", program);
        row("help|nope", "\"nope\" is no command.", program);
        row("help|logs|traces", "one command at a time", program);
        row("doctor|now", "takes nothing but options; \"now\" is too much", "Try \"signalbox help doctor\".");
        row("doctor|--jsno", "--jsno is no option of signalbox doctor. Did you mean \"--json\"?",
            "Try \"signalbox help doctor\".");
        row("doctor|--json=yes", "--json takes no value.", "Try \"signalbox help doctor\".");
        row("doctor|-x", "-x is no option of signalbox doctor.", "Try \"signalbox help doctor\".");
        row("doctor|--profile", "--profile needs a value: --profile FILE|NAME.",
            "Try \"signalbox help doctor\".");
        row("doctor|--profile|--json", "--profile needs a value", "Try \"signalbox help doctor\".");
        row("doctor|--profile=", "--profile is empty.", "Try \"signalbox help doctor\".");
        row("doctor|--profile|a|--profile|b", "--profile is given twice.", "Try \"signalbox help doctor\".");
        row("alerts|-q|up", "-q is no option of signalbox alerts.", "Try \"signalbox help alerts\".");
        const char* metrics = "Try \"signalbox help metrics\".";
        row("metrics", "There must be a query: -q PROMQL.", metrics);
        row("metrics|-q", "-q needs a value: -q PROMQL.", metrics);
        row("metrics|-q|up|up", "both with -q and without it", metrics);
        row("metrics|rate(a|[5m])", "more than a query; put it in quotes", metrics);
        row("metrics|up|--from|yesterday-ish", "--from: ", metrics);
        row("metrics|up|--from|now|--to|now-1h", "The range is empty: --from 2026-11-21T09:00:00Z", metrics);
        row("metrics|up|--step|fast", "--step: ", metrics);
        row("metrics|up|--step|0s", "--step must be 1ms or more", metrics);
        row("metrics|up|--limit|3", "--limit is no option of signalbox metrics.", metrics);
        const char* logs = "Try \"signalbox help logs\".";
        row("logs", "There must be a query: -q LOGQL.", logs);
        row("logs|{}|--limit|-1", "--limit must be a whole number, 0 or more.", logs);
        row("logs|{}|--limit|many", "--limit must be a whole number", logs);
        row("logs|{}|--follow|--to|now", "--follow has no end", logs);
        const char* traces = "Try \"signalbox help traces\".";
        row("traces", "There must be a service: -s SERVICE.", traces);
        row("traces|web|--limit|0", "--limit must be a whole number from 1 to 100000.", traces);
        row("traces|web|--tag|novalue", "--tag must read KEY=VALUE; \"novalue\" does not.", traces);
        row("traces|web|--tag|=x", "--tag must read KEY=VALUE", traces);
        row("traces|web|--min|2s|--max|1s", "--min is longer than --max.", traces);
        row("traces|web|--min|-2s", "--min must be 0s or more.", traces);
        const char* trace = "Try \"signalbox help trace\".";
        row("trace", "A trace id is missing", trace);
        row("trace|order 12345", "There is no trace id in \"order 12345\"", trace);
        row("trace|00000000000000000000000000000000", "There is no trace id", trace);
        row("trace|0", "not all of them 0", trace);
        row("trace|127ed1ddd57d16aa910be49e3e099a638", "There is no trace id", trace);
        row("trace|cafe time", "There is no trace id", trace);
    }
    void mistakes()
    {
        QFETCH(QStringList, given);
        QFETCH(QString, sentence);
        QFETCH(QString, hint);
        const auto parsed = parse(given);
        QVERIFY(!parsed);
        QVERIFY(parsed.error().kind == ErrorKind::Invalid);
        QVERIFY2(parsed.error().what.contains(sentence), qPrintable(parsed.error().what));
        QVERIFY2(parsed.error().what.endsWith(hint), qPrintable(parsed.error().what));
    }

    void everyOptionIsInTheHelp()
    {
        const QString program = helpText(nullptr);
        for (const CommandSpec& command : commands()) {
            QVERIFY(program.contains(QLatin1String(command.name)));
            const QString help = helpText(&command);
            for (const auto& options : {command.options, commonOptions()}) {
                for (const OptionSpec& option : options)
                    QVERIFY2(help.contains(QLatin1String("--") + QLatin1String(option.name)), option.name);
            }
            const QStringList lines = help.split(QLatin1Char('\n'));
            for (const QString& line : lines)
                QVERIFY2(line.size() <= 100, qPrintable(line));
        }
        QVERIFY(program.contains(QStringLiteral("SIGNALBOX_PROFILE")));
    }
};

} // namespace tst_arguments

SIGNALBOX_GUILESS_TEST(tst_arguments, TestArguments)
#include "tst_arguments.moc"
