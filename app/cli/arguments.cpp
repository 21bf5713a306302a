// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/arguments.h"

#include "app/cli/words.h"
#include "models/base/duration.h"
#include "models/telemetry/tracecontext.h"

#include <QRegularExpression>

#include <limits>

namespace signalbox::cli {

namespace {

/// What consists of nothing but an id is one however short it is; in a longer text that would be a guess.
std::optional<TraceId> loneId(QString text)
{
    static const QRegularExpression uuid(
        QStringLiteral("^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$"));
    if (uuid.match(text).hasMatch())
        text.remove(QLatin1Char('-'));
    return TraceId::fromHex(text);
}

/// Turns the values of one command line into what they mean. The first mistake is kept; after it every
/// value reads as its default.
class Reader
{
public:
    Reader(Words words, Instant now)
        : m_words(std::move(words))
        , m_now(now)
    {
    }

    [[nodiscard]] Result<Invocation> read();

private:
    [[nodiscard]] MetricsOptions metrics();
    [[nodiscard]] LogsOptions logs();
    [[nodiscard]] TracesOptions traces();
    [[nodiscard]] TraceOptions trace();
    [[nodiscard]] SimulatorOptions simulator();
    [[nodiscard]] ShowHelp help();

    void fail(const QString& sentence)
    {
        if (!m_error)
            m_error = usageFailure(sentence, m_words.command).value();
    }
    [[nodiscard]] QString textOrOperand(OptionId id, const QString& option, const QString& what);
    void refuseOperands();
    [[nodiscard]] Interval range();
    [[nodiscard]] Instant moment(OptionId id, const QString& option, Instant fallback);
    [[nodiscard]] std::optional<Duration> duration(OptionId id, const QString& option, Duration least);
    [[nodiscard]] std::int64_t limit(std::int64_t fallback, std::int64_t least, std::int64_t most);
    [[nodiscard]] std::vector<std::pair<QString, QString>> tags();

    Words m_words;
    Instant m_now;
    std::optional<Error> m_error;
};

Result<Invocation> Reader::read()
{
    Invocation made;
    made.common = {.profile = m_words.value(OptionId::Profile),
                   .backend = m_words.value(OptionId::Backend),
                   .json = m_words.has(OptionId::AsJson),
                   .verbose = m_words.has(OptionId::Verbose)};
    if (m_words.has(OptionId::Help)) {
        ShowHelp show;
        if (m_words.command != nullptr)
            show.command = m_words.command->id;
        made.command = show;
        return made;
    }
    if (m_words.has(OptionId::Version)) {
        made.command = ShowVersion{};
        return made;
    }
    if (m_words.command == nullptr)
        return usageFailure(QStringLiteral("A command is missing."), nullptr);
    switch (m_words.command->id) {
    case CommandId::Doctor:
        made.command = DoctorOptions{};
        refuseOperands();
        break;
    case CommandId::Alerts:
        made.command = AlertsOptions{};
        refuseOperands();
        break;
    case CommandId::Metrics:
        made.command = metrics();
        break;
    case CommandId::Logs:
        made.command = logs();
        break;
    case CommandId::Traces:
        made.command = traces();
        break;
    case CommandId::Trace:
        made.command = trace();
        break;
    case CommandId::Simulator:
        made.command = simulator();
        break;
    case CommandId::Help:
        made.command = help();
        break;
    }
    if (m_error)
        return failure(*m_error);
    return made;
}

MetricsOptions Reader::metrics()
{
    return {.query = textOrOperand(OptionId::Query, QStringLiteral("-q"), QStringLiteral("a query")),
            .range = range(),
            .step = duration(OptionId::Step, QStringLiteral("--step"), std::chrono::milliseconds(1))};
}

LogsOptions Reader::logs()
{
    LogsOptions made;
    made.query = textOrOperand(OptionId::Query, QStringLiteral("-q"), QStringLiteral("a query"));
    made.forward = m_words.has(OptionId::Forward);
    made.follow = m_words.has(OptionId::Follow);
    if (m_words.has(OptionId::Limit))
        made.limit = limit(0, 0, std::numeric_limits<std::int64_t>::max());
    if (!made.follow) {
        made.range = range();
        return made;
    }
    if (m_words.has(OptionId::To))
        fail(QStringLiteral("--follow has no end; leave out --to."));
    made.range.start = moment(OptionId::From, QStringLiteral("--from"), m_now);
    made.range.end = made.range.start;
    return made;
}

TracesOptions Reader::traces()
{
    TracesOptions made;
    made.service = textOrOperand(OptionId::Service, QStringLiteral("-s"), QStringLiteral("a service"));
    made.operation = m_words.value(OptionId::Operation);
    made.tags = tags();
    made.min = duration(OptionId::Min, QStringLiteral("--min"), Duration{0});
    made.max = duration(OptionId::Max, QStringLiteral("--max"), Duration{0});
    if (made.min && made.max && *made.min > *made.max)
        fail(QStringLiteral("--min is longer than --max."));
    made.range = range();
    made.limit = static_cast<int>(limit(20, 1, 100'000));
    return made;
}

TraceOptions Reader::trace()
{
    // A header pasted without quotes arrives as several words.
    const QString text = m_words.operands.join(QLatin1Char(' '));
    if (text.trimmed().isEmpty()) {
        fail(QStringLiteral("A trace id is missing, or any text with one in it."));
        return {};
    }
    if (const auto id = loneId(text.trimmed()))
        return {.id = *id};
    const auto context = TraceContext::fromPasted(text);
    if (!context) {
        fail(QStringLiteral("There is no trace id in \"%1\"; it has 16 or 32 digits of 0-9 and a-f, not all "
                            "of them 0.")
                 .arg(cleaned(text, 80)));
        return {};
    }
    return {.id = context->trace};
}

SimulatorOptions Reader::simulator()
{
    constexpr int highestFirstPort = 65'531; // four more follow
    SimulatorOptions made;
    refuseOperands();
    bool isGood = true;
    if (m_words.has(OptionId::Port)) {
        const int port = m_words.value(OptionId::Port).toInt(&isGood);
        if (!isGood || port < 0 || port > highestFirstPort)
            fail(QStringLiteral("--port must be a whole number from 0 to %1.").arg(highestFirstPort));
        else
            made.port = static_cast<quint16>(port);
    }
    if (m_words.has(OptionId::Speed)) {
        made.speed = m_words.value(OptionId::Speed).toDouble(&isGood);
        if (!isGood || !(made.speed >= 0.01 && made.speed <= 1000))
            fail(QStringLiteral("--speed must be a number from 0.01 to 1000."));
    }
    if (m_words.has(OptionId::Seed)) {
        made.seed = m_words.value(OptionId::Seed).toULongLong(&isGood);
        if (!isGood)
            fail(QStringLiteral("--seed must be a whole number, 0 or more."));
    }
    made.dataset = m_words.value(OptionId::Dataset);
    if (const auto it = m_words.options.find(OptionId::Fault); it != m_words.options.end())
        made.faults = QStringList(it->second.begin(), it->second.end());
    return made;
}

ShowHelp Reader::help()
{
    ShowHelp show;
    if (m_words.operands.isEmpty())
        return show;
    const QString name = m_words.operands.first();
    const CommandSpec* command = findCommand(name);
    if (command == nullptr || m_words.operands.size() > 1) {
        m_words.command = nullptr;
        fail(command == nullptr ? QStringLiteral("\"%1\" is no command.").arg(cleaned(name, 60))
                                : QStringLiteral("Help is for one command at a time."));
        return show;
    }
    show.command = command->id;
    return show;
}

QString Reader::textOrOperand(OptionId id, const QString& option, const QString& what)
{
    const QStringList& operands = m_words.operands;
    if (operands.size() > 1)
        fail(QStringLiteral("There is more than %1; put it in quotes as one word.").arg(what));
    else if (!operands.isEmpty() && m_words.has(id))
        fail(QStringLiteral("There is %1 both with %2 and without it.").arg(what, option));
    else if (operands.isEmpty() && !m_words.has(id))
        fail(QStringLiteral("There must be %1: %2 %3.")
                 .arg(what, option, QLatin1String(m_words.command->operand)));
    else if (!operands.isEmpty() && operands.first().trimmed().isEmpty())
        fail(QStringLiteral("There must be %1 that is not empty.").arg(what));
    return operands.isEmpty() ? m_words.value(id) : operands.first();
}

void Reader::refuseOperands()
{
    if (!m_words.operands.isEmpty())
        fail(QStringLiteral("signalbox %1 takes nothing but options; \"%2\" is too much.")
                 .arg(QLatin1String(m_words.command->name), cleaned(m_words.operands.first(), 60)));
}

Interval Reader::range()
{
    const Instant end = moment(OptionId::To, QStringLiteral("--to"), m_now);
    const Instant start = moment(OptionId::From, QStringLiteral("--from"), end - std::chrono::hours(1));
    if (start >= end)
        fail(QStringLiteral("The range is empty: --from %1 is not before --to %2.")
                 .arg(start.toRfc3339(), end.toRfc3339()));
    return {.start = start, .end = end};
}

Instant Reader::moment(OptionId id, const QString& option, Instant fallback)
{
    if (!m_words.has(id))
        return fallback;
    const auto spec = parseInstantSpec(m_words.value(id));
    if (spec)
        return spec->resolved(m_now);
    fail(QStringLiteral("%1: %2").arg(option, spec.error().what));
    return fallback;
}

std::optional<Duration> Reader::duration(OptionId id, const QString& option, Duration least)
{
    if (!m_words.has(id))
        return std::nullopt;
    const auto parsed = parseDuration(m_words.value(id));
    if (!parsed) {
        fail(QStringLiteral("%1: %2").arg(option, parsed.error().what));
        return std::nullopt;
    }
    if (*parsed < least) {
        fail(QStringLiteral("%1 must be %2 or more.").arg(option, plainText(least)));
        return std::nullopt;
    }
    return *parsed;
}

std::int64_t Reader::limit(std::int64_t fallback, std::int64_t least, std::int64_t most)
{
    if (!m_words.has(OptionId::Limit))
        return fallback;
    bool isNumber = false;
    const std::int64_t value = m_words.value(OptionId::Limit).toLongLong(&isNumber);
    if (isNumber && value >= least && value <= most)
        return value;
    fail(most == std::numeric_limits<std::int64_t>::max()
             ? QStringLiteral("--limit must be a whole number, %1 or more.").arg(least)
             : QStringLiteral("--limit must be a whole number from %1 to %2.").arg(least).arg(most));
    return fallback;
}

std::vector<std::pair<QString, QString>> Reader::tags()
{
    std::vector<std::pair<QString, QString>> made;
    const auto it = m_words.options.find(OptionId::Tag);
    if (it == m_words.options.end())
        return made;
    for (const QString& text : it->second) {
        const qsizetype equals = text.indexOf(QLatin1Char('='));
        if (equals < 1) {
            fail(QStringLiteral("--tag must read KEY=VALUE; \"%1\" does not.").arg(cleaned(text, 60)));
            continue;
        }
        made.emplace_back(text.left(equals), text.mid(equals + 1));
    }
    return made;
}

} // namespace

Result<Invocation> parseArguments(const QStringList& words, Instant now)
{
    auto split = splitWords(words);
    if (!split)
        return failure(std::move(split.error()));
    return Reader(std::move(*split), now).read();
}

} // namespace signalbox::cli
