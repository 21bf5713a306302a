// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/traces/spanfacts.h"

#include "models/base/error.h"
#include "models/logtext/display.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <string_view>

namespace signalbox::traces {

namespace {

constexpr std::size_t mostFacts = 2000;
constexpr qsizetype longestValue = 4000;
constexpr qsizetype longestPill = 14;

QString factText(const char* sentence)
{
    return QCoreApplication::translate("Span", sentence);
}

struct Prefix
{
    QLatin1String start;
    FactGroup group;
};
constexpr std::array prefixes{
    Prefix{QLatin1String("error"), FactGroup::Error},
    Prefix{QLatin1String("exception."), FactGroup::Error},
    Prefix{QLatin1String("otel.status"), FactGroup::Error},
    Prefix{QLatin1String("http."), FactGroup::Http},
    Prefix{QLatin1String("url."), FactGroup::Http},
    Prefix{QLatin1String("user_agent."), FactGroup::Http},
    Prefix{QLatin1String("db."), FactGroup::Database},
    Prefix{QLatin1String("sql."), FactGroup::Database},
    Prefix{QLatin1String("redis."), FactGroup::Database},
    Prefix{QLatin1String("rpc."), FactGroup::Rpc},
    Prefix{QLatin1String("grpc."), FactGroup::Rpc},
    Prefix{QLatin1String("messaging."), FactGroup::Messaging},
    Prefix{QLatin1String("message_bus."), FactGroup::Messaging},
    Prefix{QLatin1String("net."), FactGroup::Peer},
    Prefix{QLatin1String("network."), FactGroup::Peer},
    Prefix{QLatin1String("peer."), FactGroup::Peer},
    Prefix{QLatin1String("server."), FactGroup::Peer},
    Prefix{QLatin1String("client."), FactGroup::Peer},
    Prefix{QLatin1String("service."), FactGroup::Service},
    Prefix{QLatin1String("k8s."), FactGroup::Service},
    Prefix{QLatin1String("host."), FactGroup::Service},
    Prefix{QLatin1String("hostname"), FactGroup::Service},
    Prefix{QLatin1String("ip"), FactGroup::Service},
    Prefix{QLatin1String("cloud."), FactGroup::Service},
    Prefix{QLatin1String("container."), FactGroup::Service},
    Prefix{QLatin1String("deployment."), FactGroup::Service},
    Prefix{QLatin1String("process."), FactGroup::Process},
    Prefix{QLatin1String("telemetry."), FactGroup::Process},
    Prefix{QLatin1String("otel."), FactGroup::Process},
    Prefix{QLatin1String("os."), FactGroup::Process},
    Prefix{QLatin1String("sampler."), FactGroup::Process},
    Prefix{QLatin1String("thread."), FactGroup::Process},
    Prefix{QLatin1String("internal."), FactGroup::Process},
    Prefix{QLatin1String("span."), FactGroup::Process},
};

/// What a value of that name says about the health of the span.
Tone toneOf(const Trace& trace, const Tag& tag, QStringView key)
{
    if (key == u"http.status_code" || key == u"http.response.status_code") {
        const std::int64_t code = trace.intValue(tag).value_or(0);
        return code >= 500 ? Tone::Bad : code >= 400 ? Tone::Warn : Tone::Quiet;
    }
    if (key == u"rpc.grpc.status_code" || key == u"grpc.code" || key == u"grpc.status_code")
        return trace.intValue(tag).value_or(0) > 0 ? Tone::Bad : Tone::Quiet;
    if (key == u"error")
        return trace.bytes(tag.value) == "false" ? Tone::Quiet : Tone::Bad;
    if (key == u"error.type" || key.startsWith(u"exception."))
        return Tone::Bad;
    if (key == u"otel.status_code")
        return trace.bytes(tag.value) == "ERROR" ? Tone::Bad : Tone::Quiet;
    return Tone::Quiet;
}

/// Which of them it is matters less than what was asked; the name is in the detail.
bool isSql(std::string_view system)
{
    static constexpr std::array names{"postgres", "mysql",  "mariadb",   "mssql",
                                      "oracle",   "sqlite", "cockroach", "db2"};
    return std::any_of(names.begin(), names.end(),
                       [system](std::string_view name) { return system.starts_with(name); });
}

QString shortText(const Trace& trace, const Tag& tag)
{
    return logtext::shown(trace.bytes(tag.value), longestPill).text;
}

std::size_t addAll(std::vector<FactList>& lists, const Trace& trace, std::span<const Tag> tags,
                   bool ofProcess)
{
    std::size_t left = 0;
    for (const Tag& tag : tags) {
        const QString& key = trace.keyOf(tag);
        FactGroup group = groupOf(key);
        if (ofProcess && group == FactGroup::Other)
            group = FactGroup::Service;
        auto& facts = lists[static_cast<std::size_t>(group)].facts;
        if (facts.size() >= mostFacts) {
            ++left;
            continue;
        }
        const logtext::Shown value =
            logtext::shown(trace.bytes(tag.value), longestValue, logtext::Breaks::Kept);
        facts.push_back({.key = cleaned(QStringView(key)),
                         .value = value.text,
                         .tone = toneOf(trace, tag, key),
                         .isCut = value.isCut});
    }
    return left;
}

} // namespace

QString titleOf(FactGroup group)
{
    switch (group) {
    case FactGroup::Error:
        return factText("Error");
    case FactGroup::Http:
        return factText("HTTP");
    case FactGroup::Database:
        return factText("Database");
    case FactGroup::Rpc:
        return factText("RPC");
    case FactGroup::Messaging:
        return factText("Messaging");
    case FactGroup::Peer:
        return factText("Peer");
    case FactGroup::Service:
        return factText("Service");
    case FactGroup::Process:
        return factText("Process");
    case FactGroup::Other:
    case FactGroup::Count:
        break;
    }
    return factText("Tags");
}

FactGroup groupOf(QStringView key)
{
    for (const Prefix& prefix : prefixes) {
        if (!key.startsWith(prefix.start))
            continue;
        // A prefix without a dot is a whole word: "ip", not "ip_count".
        const qsizetype end = prefix.start.size();
        if (prefix.start.endsWith(u'.') || key.size() == end || key[end] == u'.' || key[end] == u'_')
            return prefix.group;
    }
    return FactGroup::Other;
}

std::optional<Pill> pillOf(const Trace& trace, const Span& span)
{
    std::optional<Pill> pill;
    int rank = 0;
    const auto offer = [&](int worth, Pill better) {
        if (worth > rank) {
            rank = worth;
            pill = std::move(better);
        }
    };
    for (const Tag& tag : trace.tagsOf(span)) {
        const QString& key = trace.keyOf(tag);
        if (key.size() < 7 || key.size() > 25)
            continue;
        if (key == u"http.status_code" || key == u"http.response.status_code")
            offer(4, {shortText(trace, tag), toneOf(trace, tag, key)});
        else if (key == u"rpc.grpc.status_code" || key == u"grpc.code" || key == u"grpc.status_code")
            offer(3, trace.intValue(tag).value_or(1) == 0
                         ? Pill{QStringLiteral("grpc"), Tone::Quiet}
                         : Pill{QStringLiteral("grpc ") + shortText(trace, tag), toneOf(trace, tag, key)});
        else if (key == u"db.system" || key == u"db.system.name")
            offer(2, {isSql(trace.bytes(tag.value)) ? QStringLiteral("sql") : shortText(trace, tag),
                      Tone::Quiet});
        else if (key == u"messaging.system")
            offer(2, {shortText(trace, tag), Tone::Quiet});
        else if (key == u"rpc.system")
            offer(1, {shortText(trace, tag), Tone::Quiet});
    }
    return pill;
}

std::vector<FactList> factsOf(const Trace& trace, const Span& span, std::size_t* left)
{
    std::vector<FactList> lists(static_cast<std::size_t>(FactGroup::Count));
    for (std::size_t i = 0; i < lists.size(); ++i)
        lists[i].group = static_cast<FactGroup>(i);
    const std::size_t missing = addAll(lists, trace, trace.tagsOf(span), false) +
                                addAll(lists, trace, trace.processTagsOf(span), true);
    if (left)
        *left = missing;
    std::erase_if(lists, [](const FactList& list) { return list.facts.empty(); });
    return lists;
}

QStringList oddities(const Trace& trace, const Span& span)
{
    struct Word
    {
        SpanMark mark;
        const char* sentence;
    };
    static constexpr std::array words{
        Word{SpanMark::Orphan, "Its parent %1 is not in the trace: not stored yet, sampled away, or lost."},
        Word{SpanMark::Promoted, "Its parents led in a circle, which was cut here."},
        Word{SpanMark::DuplicateId, "Another span has the same id."},
        Word{SpanMark::StartsBeforeParent, "It begins before its parent: the clocks differ, mostly."},
        Word{SpanMark::EndsAfterParent, "It ends after its parent: asynchronous work, or the clocks differ."},
        Word{SpanMark::NegativeDuration, "It ended before it began; shown without length."},
        Word{SpanMark::NoStart, "It has no start; shown where its parent begins."},
        Word{SpanMark::NoService, "Its process is missing, so its service is unknown."},
    };
    QStringList sentences;
    for (const Word& word : words)
        if (span.has(word.mark)) {
            const QString sentence = factText(word.sentence);
            sentences.append(sentence.contains(QLatin1String("%1")) ? sentence.arg(span.parentId.toHex())
                                                                    : sentence);
        }
    for (const QString& warning : trace.warningsOf(span))
        sentences.append(cleaned(QStringView(warning), 400));
    return sentences;
}

} // namespace signalbox::traces
