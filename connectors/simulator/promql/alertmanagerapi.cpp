// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/promql/alertmanagerapi.h"

#include "connectors/simulator/promql/alertmanagerinput.h"
#include "connectors/simulator/promql/jsonwriter.h"
#include "connectors/simulator/promql/labels.h"
#include "connectors/simulator/promql/prometheusreply.h"

#include <QRegularExpression>
#include <QUrl>

#include <algorithm>

namespace signalbox::simulator::promql {

namespace {

constexpr std::int64_t resendDelay = 60'000; ///< Prometheus repeats a firing alert about once a minute
constexpr std::size_t maxPosted = 10'000;

Reply jsonReply(const QByteArray& body)
{
    Reply out;
    out.body = body + '\n';
    return out;
}

/// The generous reading of a switch by Alertmanager's framework; absent means true.
bool switchedOn(const Request& request, QStringView name)
{
    const QStringList values = formValues(request, name);
    static const QStringList yes{QStringLiteral("true"),    QStringLiteral("1"),
                                 QStringLiteral("yes"),     QStringLiteral("ok"),
                                 QStringLiteral("y"),       QStringLiteral("on"),
                                 QStringLiteral("t"),       QStringLiteral("selected"),
                                 QStringLiteral("enabled"), QStringLiteral("checked")};
    return values.isEmpty() || yes.contains(values.front().toLower());
}

/// As Alertmanager filters alerts: a condition on the empty text asks whether the label is there at all.
bool passesFilter(const Matchers& filter, const LabelSet& labels)
{
    return std::ranges::all_of(filter, [&](const Matcher& m) {
        const bool negative = m.kind() == MatchKind::NotEqual || m.kind() == MatchKind::NotRegex;
        if (m.value().isEmpty() && labels.contains(m.name()) == negative)
            return true;
        return m.matches(labels);
    });
}

/// The order of groups: fewer labels first; then by value in the order of the names, where the set that lacks
/// a name comes first.
bool before(const LabelSet& a, const LabelSet& b)
{
    if (a.size() != b.size())
        return a.size() < b.size();
    for (std::size_t i = 0; i < a.size(); ++i) {
        const Label& x = a.begin()[i];
        const Label& y = b.begin()[i];
        if (x.name != y.name)
            return y.name < x.name;
        if (x.value != y.value)
            return x.value < y.value;
    }
    return false;
}

void writeSilence(JsonWriter& json, const Silence& silence, std::int64_t now)
{
    json.beginObject();
    json.field("id", silence.id);
    json.key("status");
    json.beginObject();
    json.field("state", stateName(silence.state(now)));
    json.endObject();
    json.key("updatedAt");
    json.latin(rfc3339Milli(silence.updatedAt));
    json.field("comment", silence.comment);
    json.field("createdBy", silence.createdBy);
    json.key("endsAt");
    json.latin(rfc3339Milli(silence.endsAt));
    json.key("matchers");
    json.beginArray();
    for (const Matcher& m : silence.matchers) {
        json.beginObject();
        json.key("isEqual");
        json.boolean(m.kind() == MatchKind::Equal || m.kind() == MatchKind::Regex);
        json.key("isRegex");
        json.boolean(m.kind() == MatchKind::Regex || m.kind() == MatchKind::NotRegex);
        json.field("name", m.name());
        json.field("value", m.value());
        json.endObject();
    }
    json.endArray();
    json.key("startsAt");
    json.latin(rfc3339Milli(silence.startsAt));
    json.endObject();
}

tl::expected<Matchers, Reply> readFilter(const Request& request)
{
    Matchers out;
    for (const QString& text : formValues(request, u"filter")) {
        auto matcher = parseFilter(text);
        if (!matcher)
            return tl::unexpected(bareString(400, matcher.error()));
        out.push_back(std::move(*matcher));
    }
    return out;
}

/// An error text about a posted alert, or an empty one.
QString complaintAbout(const PostedAlert& alert)
{
    if (alert.labels.isEmpty())
        return QStringLiteral("at least one label pair required");
    for (const LabelSet* set : {&alert.labels, &alert.annotations}) {
        for (const Label& label : *set) {
            if (!isLabelName(label.name)) {
                return QStringLiteral("invalid %1: invalid name %2")
                    .arg(set == &alert.labels ? QStringLiteral("label set") : QStringLiteral("annotations"),
                         goQuoted(label.name));
            }
        }
    }
    if (alert.startsAt && alert.endsAt && *alert.endsAt < *alert.startsAt)
        return QStringLiteral("start time must be before end time");
    return {};
}

} // namespace

struct AlertmanagerApi::Question
{
    Matchers filter;
    bool active = true;
    bool silenced = true;
    std::optional<QRegularExpression> receiver;
};

AlertmanagerApi::AlertmanagerApi(const RuleEngine* rules, const Clock& clock, AlertmanagerOptions options)
    : m_rules(rules)
    , m_clock(clock)
    , m_options(std::move(options))
    , m_silences(m_options.seed)
    , m_started(clock.now().milliseconds())
{
}

Handler AlertmanagerApi::handler()
{
    return [this](const Request& request) { return handle(request); };
}

Reply AlertmanagerApi::handle(const Request& request)
{
    if (request.path == QLatin1String("/-/ready") || request.path == QLatin1String("/-/healthy"))
        return plainText(200, "OK");
    const QString prefix = QStringLiteral("/api/v2/");
    if (!request.path.startsWith(prefix))
        return plainText(404, "404 page not found\n");
    const QString endpoint = request.path.mid(prefix.size());
    const bool get = request.method == "GET";
    const bool post = request.method == "POST";
    const auto refused = [&](const char* allowed) {
        return coded(405, 405,
                     QStringLiteral("method %1 is not allowed, but [%2] are")
                         .arg(QString::fromLatin1(request.method), QLatin1String(allowed)));
    };
    if (endpoint == QLatin1String("alerts"))
        return get ? alerts(request) : post ? postAlerts(request) : refused("GET,POST");
    if (endpoint == QLatin1String("alerts/groups"))
        return get ? groups(request) : refused("GET");
    if (endpoint == QLatin1String("silences"))
        return get ? silences(request) : post ? postSilence(request) : refused("GET,POST");
    if (endpoint == QLatin1String("status"))
        return get ? status() : refused("GET");
    if (endpoint == QLatin1String("receivers"))
        return get ? jsonReply(R"([{"name":)" + jsonString(m_options.receiver) + "}]") : refused("GET");
    const QString silencePrefix = QStringLiteral("silence/");
    if (endpoint.startsWith(silencePrefix) && endpoint.count(u'/') == 1)
        return get || request.method == "DELETE" ? silence(request, endpoint.mid(silencePrefix.size()))
                                                 : refused("DELETE,GET");
    return coded(404, 404, QStringLiteral("path %1 was not found").arg(request.path));
}

std::vector<AlertmanagerApi::Alert> AlertmanagerApi::current() const
{
    std::vector<Alert> out;
    const std::int64_t instant = now();
    for (const RuleEngine::GroupStatus& group :
         m_rules ? m_rules->at(instant) : std::vector<RuleEngine::GroupStatus>()) {
        for (const RuleEngine::RuleStatus& rule : group.rules) {
            const QString url = m_options.prometheusUrl + QLatin1String("/graph?g0.expr=") +
                                QString::fromLatin1(QUrl::toPercentEncoding(rule.query).replace("%20", "+")) +
                                QLatin1String("&g0.tab=1");
            for (const ActiveAlert& alert : rule.alerts) {
                if (alert.state == AlertState::Firing) {
                    out.push_back(
                        {.labels = alert.labels,
                         .annotations = alert.annotations,
                         .generatorUrl = url,
                         .startsAt = alert.firedAt,
                         .endsAt = group.evaluatedAt + 4 * std::max(group.group->interval, resendDelay),
                         .updatedAt = group.evaluatedAt,
                         .silencedBy = {}});
                }
            }
        }
    }
    for (const Alert& posted : m_posted) {
        if (posted.endsAt > instant && std::ranges::find(out, posted.labels, &Alert::labels) == out.end())
            out.push_back(posted);
    }
    for (Alert& alert : out)
        alert.silencedBy = m_silences.silencing(alert.labels, instant);
    return out;
}

tl::expected<AlertmanagerApi::Question, Reply> AlertmanagerApi::readQuestion(const Request& request)
{
    auto filter = readFilter(request);
    if (!filter)
        return tl::unexpected(filter.error());
    Question out{.filter = std::move(*filter),
                 .active = switchedOn(request, u"active"),
                 .silenced = switchedOn(request, u"silenced"),
                 .receiver = {}};
    if (const QString receiver = formValue(request, u"receiver"); !receiver.isEmpty()) {
        if (const QString wrong = anchoredComplaint(receiver); !wrong.isEmpty())
            return tl::unexpected(bareString(400, QLatin1String("failed to parse receiver param: ") + wrong));
        out.receiver = anchored(receiver);
    }
    return out;
}

std::vector<AlertmanagerApi::Alert> AlertmanagerApi::matching(const Question& question) const
{
    if (question.receiver && !question.receiver->match(m_options.receiver).hasMatch())
        return {};
    std::vector<Alert> out = current();
    std::erase_if(out, [&](const Alert& alert) {
        const bool silenced = !alert.silencedBy.isEmpty();
        return (silenced ? !question.silenced : !question.active) ||
               !passesFilter(question.filter, alert.labels);
    });
    return out;
}

QByteArray AlertmanagerApi::alertJson(const Alert& alert) const
{
    JsonWriter json;
    json.beginObject();
    json.key("annotations");
    json.labels(alert.annotations);
    json.key("endsAt");
    json.latin(rfc3339Milli(alert.endsAt));
    json.key("fingerprint");
    json.latin(fingerprintText(alert.labels));
    json.key("receivers");
    json.raw(R"([{"name":)" + jsonString(m_options.receiver) + "}]");
    json.key("startsAt");
    json.latin(rfc3339Milli(alert.startsAt));
    json.key("status");
    json.beginObject();
    json.key("inhibitedBy");
    json.strings({});
    json.key("silencedBy");
    json.strings(alert.silencedBy);
    json.key("state");
    json.latin(alert.silencedBy.isEmpty() ? "active" : "suppressed");
    json.endObject();
    json.key("updatedAt");
    json.latin(rfc3339Milli(alert.updatedAt));
    if (!alert.generatorUrl.isEmpty())
        json.field("generatorURL", alert.generatorUrl);
    json.key("labels");
    json.labels(alert.labels);
    json.endObject();
    return json.take();
}

Reply AlertmanagerApi::alerts(const Request& request) const
{
    const auto question = readQuestion(request);
    if (!question)
        return question.error();
    std::vector<Alert> found = matching(*question);
    std::ranges::sort(found, {}, [](const Alert& a) { return fingerprint(a.labels); });
    JsonWriter json;
    json.beginArray();
    for (const Alert& alert : found)
        json.raw(alertJson(alert));
    json.endArray();
    return jsonReply(json.take());
}

Reply AlertmanagerApi::groups(const Request& request) const
{
    const auto question = readQuestion(request);
    if (!question)
        return question.error();
    std::vector<Alert> found = matching(*question);
    const auto groupOf = [this](const Alert& a) { return keepLabels(a.labels, m_options.groupBy); };
    std::ranges::sort(found, [&](const Alert& a, const Alert& b) {
        const LabelSet x = groupOf(a);
        const LabelSet y = groupOf(b);
        return x == y ? before(a.labels, b.labels) : before(x, y);
    });
    JsonWriter json;
    json.beginArray();
    for (std::size_t i = 0; i < found.size();) {
        const LabelSet group = groupOf(found[i]);
        json.beginObject();
        json.key("alerts");
        json.beginArray();
        for (; i < found.size() && groupOf(found[i]) == group; ++i)
            json.raw(alertJson(found[i]));
        json.endArray();
        json.key("labels");
        json.labels(group);
        json.key("receiver");
        json.raw(R"({"name":)" + jsonString(m_options.receiver) + '}');
        json.endObject();
    }
    json.endArray();
    return jsonReply(json.take());
}

Reply AlertmanagerApi::postAlerts(const Request& request)
{
    const auto read = readAlerts(request);
    if (!read)
        return read.error();
    const std::int64_t instant = now();
    std::erase_if(m_posted, [instant](const Alert& a) { return a.endsAt <= instant; });
    QStringList complaints;
    for (const PostedAlert& posted : *read) {
        if (const QString wrong = complaintAbout(posted); !wrong.isEmpty()) {
            complaints << wrong;
            continue;
        }
        Alert alert{.labels = posted.labels,
                    .annotations = posted.annotations,
                    .generatorUrl = posted.generatorUrl,
                    .startsAt = posted.startsAt.value_or(posted.endsAt.value_or(instant)),
                    .endsAt = posted.endsAt.value_or(instant + m_options.resolveTimeout),
                    .updatedAt = instant,
                    .silencedBy = {}};
        const auto known = std::ranges::find(m_posted, alert.labels, &Alert::labels);
        if (known != m_posted.end()) {
            alert.startsAt = std::min(alert.startsAt, known->startsAt);
            *known = alert;
        } else if (m_posted.size() < maxPosted) {
            m_posted.push_back(alert);
        }
    }
    if (!complaints.isEmpty())
        return bareString(400, complaints.join(QLatin1String("; ")));
    Reply done;
    return done;
}

Reply AlertmanagerApi::silences(const Request& request) const
{
    const auto filter = readFilter(request);
    if (!filter)
        return filter.error();
    const std::int64_t instant = now();
    JsonWriter json;
    json.beginArray();
    for (const Silence& silence : m_silences.listed(instant)) {
        const bool hasAll = std::ranges::all_of(*filter, [&](const Matcher& wanted) {
            return std::ranges::any_of(silence.matchers, [&](const Matcher& m) {
                return m.kind() == wanted.kind() && m.name() == wanted.name() && m.value() == wanted.value();
            });
        });
        if (hasAll)
            writeSilence(json, silence, instant);
    }
    json.endArray();
    return jsonReply(json.take());
}

Reply AlertmanagerApi::postSilence(const Request& request)
{
    auto silence = readSilence(request);
    if (!silence)
        return silence.error();
    if (silence->startsAt >= silence->endsAt)
        return bareString(400,
                          QStringLiteral("Failed to create silence: start time must be before end time"));
    if (silence->endsAt < now())
        return bareString(400, QStringLiteral("Failed to create silence: end time can't be in the past"));
    const auto id = m_silences.set(std::move(*silence), now());
    if (!id)
        return bareString(id.error().status, id.error().text);
    return jsonReply(R"({"silenceID":)" + jsonString(*id) + '}');
}

Reply AlertmanagerApi::silence(const Request& request, const QString& id)
{
    static const QRegularExpression uuid(
        QStringLiteral("\\A[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}\\z"));
    if (!uuid.match(id).hasMatch())
        return coded(422, 601, QLatin1String("silenceID in path must be of type uuid: ") + goQuoted(id));
    if (request.method == "DELETE") {
        Reply done;
        return m_silences.expire(id.toLower(), now()) ? done
                                                      : bareString(500, QStringLiteral("silence not found"));
    }
    const Silence* found = m_silences.find(id.toLower());
    if (!found)
        return plainText(404, {});
    JsonWriter json;
    writeSilence(json, *found, now());
    return jsonReply(json.take());
}

Reply AlertmanagerApi::status() const
{
    QString groupBy;
    for (const QString& label : m_options.groupBy)
        groupBy += QLatin1String("\n  - ") + label;
    const QString config =
        QStringLiteral("global:\n  resolve_timeout: 5m\nroute:\n  receiver: %1\n  group_by:%2\n  continue: "
                       "false\nreceivers:\n- name: %1\ntemplates: []\n")
            .arg(m_options.receiver, groupBy);
    JsonWriter json;
    json.raw(R"({"cluster":{"peers":[],"status":"disabled"},"config":{"original":)" + jsonString(config) +
             R"(},"uptime":")" + rfc3339Milli(m_started) +
             R"(","versionInfo":{"branch":"HEAD","buildDate":"","buildUser":"","goVersion":"",)" +
             R"("revision":"signalbox-simulator","version":)" + jsonString(m_options.version) + "}}");
    return jsonReply(json.take());
}

} // namespace signalbox::simulator::promql
