// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/prometheus/document.h"
#include "connectors/prometheus/parser.h"
#include "connectors/prometheus/samples.h"
#include "models/base/rfc3339.h"

#include <cmath>

namespace signalbox::prometheus {

using simdjson::error_code;

namespace {

error_code readInstant(ondemand::value value, std::optional<Instant>& out)
{
    QString text;
    if (const error_code error = readText(value, text))
        return error;
    out = instantFromRfc3339(text); // none for Go's zero time: never
    return simdjson::SUCCESS;
}

/// Float seconds; a century at most, as more means nothing here.
error_code readSeconds(ondemand::value value, Duration& out)
{
    double seconds = 0;
    if (!readValue(value.raw_json_token(), seconds) || !(std::abs(seconds) < 3.2e9))
        return simdjson::NUMBER_ERROR;
    out = Duration(std::llround(seconds * 1e9));
    return simdjson::SUCCESS;
}

error_code readAlert(ondemand::value element, Alert& alert)
{
    error_code bad = simdjson::SUCCESS;
    const error_code error = forEachField(element, [&](std::string_view key, ondemand::value value) {
        error_code failed = simdjson::SUCCESS;
        if (key == "labels") {
            failed = readLabels(value, alert.labels);
        } else if (key == "annotations") {
            failed = readLabels(value, alert.annotations);
        } else if (key == "state") {
            QString state;
            failed = readText(value, state);
            alert.state = alertStateOf(state);
        } else if (key == "activeAt") {
            failed = readInstant(value, alert.activeAt);
        } else if (key == "keepFiringSince") {
            failed = readInstant(value, alert.keepFiringSince);
        } else if (key == "value") {
            double number = 0;
            if (readValue(value.raw_json_token(), number))
                alert.value = number;
            else
                failed = simdjson::NUMBER_ERROR;
        }
        if (failed)
            bad = failed;
        return failed;
    });
    return error ? error : bad;
}

error_code readAlerts(ondemand::value value, std::vector<Alert>& alerts, Notes& notes)
{
    bool isNull = false; // with exclude_alerts
    if (!value.is_null().get(isNull) && isNull)
        return simdjson::SUCCESS;
    return forEachElement(value, notes, QStringLiteral("an alert of another form"),
                          [&](ondemand::value element) {
                              Alert alert;
                              const error_code error = readAlert(element, alert);
                              if (!error)
                                  alerts.push_back(std::move(alert));
                              return error;
                          });
}

RuleHealth healthOf(const QString& text)
{
    if (text == QLatin1String("ok"))
        return RuleHealth::Ok;
    return text == QLatin1String("err") ? RuleHealth::Failing : RuleHealth::Unknown;
}

/// What rules and groups have in common.
template <typename T>
error_code readEvaluation(std::string_view key, ondemand::value value, T& target)
{
    if (key == "name")
        return readText(value, target.name);
    if (key == "evaluationTime")
        return readSeconds(value, target.evaluationTime);
    if (key == "lastEvaluation")
        return readInstant(value, target.lastEvaluation);
    return simdjson::SUCCESS;
}

error_code readRuleField(std::string_view key, ondemand::value value, Rule& rule, Notes& notes)
{
    QString text;
    error_code error = simdjson::SUCCESS;
    if (key == "type") {
        error = readText(value, text);
        rule.kind = text == QLatin1String("recording") ? Rule::Kind::Recording : Rule::Kind::Alerting;
    } else if (key == "state") {
        error = readText(value, text);
        rule.state = alertStateOf(text);
    } else if (key == "health") {
        error = readText(value, text);
        rule.health = healthOf(text);
    } else if (key == "query") {
        error = readText(value, rule.query);
    } else if (key == "lastError") {
        error = readText(value, rule.lastError);
    } else if (key == "duration") {
        error = readSeconds(value, rule.duration);
    } else if (key == "keepFiringFor") {
        error = readSeconds(value, rule.keepFiringFor);
    } else if (key == "labels") {
        error = readLabels(value, rule.labels);
    } else if (key == "annotations") {
        error = readLabels(value, rule.annotations);
    } else if (key == "alerts") {
        error = readAlerts(value, rule.alerts, notes);
    } else {
        error = readEvaluation(key, value, rule);
    }
    return error;
}

error_code readRule(ondemand::value element, Rule& rule, Notes& notes)
{
    error_code bad = simdjson::SUCCESS;
    const error_code error = forEachField(element, [&](std::string_view key, ondemand::value value) {
        const error_code failed = readRuleField(key, value, rule, notes);
        if (failed)
            bad = failed;
        return failed;
    });
    return error ? error : bad;
}

error_code readGroup(ondemand::value element, RuleGroup& group, Notes& notes)
{
    error_code bad = simdjson::SUCCESS;
    const error_code error = forEachField(element, [&](std::string_view key, ondemand::value value) {
        error_code failed = simdjson::SUCCESS;
        if (key == "rules") {
            failed = forEachElement(value, notes, QStringLiteral("a rule of another form"),
                                    [&](ondemand::value entry) {
                                        Rule rule;
                                        const error_code unread = readRule(entry, rule, notes);
                                        if (!unread)
                                            group.rules.push_back(std::move(rule));
                                        return unread;
                                    });
        } else if (key == "file") {
            failed = readText(value, group.file);
        } else if (key == "interval") {
            failed = readSeconds(value, group.interval);
        } else if (key == "limit") {
            std::int64_t limit = 0;
            failed = value.get_int64().get(limit);
            group.limit = static_cast<int>(std::clamp<std::int64_t>(limit, 0, 1'000'000'000));
        } else {
            failed = readEvaluation(key, value, group);
        }
        if (failed)
            bad = failed;
        return failed;
    });
    return error ? error : bad;
}

} // namespace

Result<AlertsAnswer> parseAlerts(const QByteArray& body, const QString& backend)
{
    AlertsAnswer answer;
    auto notes = readEnvelope(body, backend, QStringLiteral("list of alerts"), MissingData::IsAnError,
                              [&](ondemand::value data, Notes& out) {
                                  error_code bad = simdjson::SUCCESS;
                                  const error_code error =
                                      forEachField(data, [&](std::string_view key, ondemand::value value) {
                                          if (key != "alerts")
                                              return simdjson::SUCCESS;
                                          return bad = readAlerts(value, answer.alerts, out);
                                      });
                                  return error ? error : bad;
                              });
    if (!notes)
        return failure(std::move(notes.error()));
    answer.notes = std::move(*notes);
    return answer;
}

Result<RulesPage> parseRules(const QByteArray& body, const QString& backend)
{
    RulesPage page;
    const auto read = [&](ondemand::value data, Notes& out) {
        error_code bad = simdjson::SUCCESS;
        const error_code error = forEachField(data, [&](std::string_view key, ondemand::value value) {
            error_code failed = simdjson::SUCCESS;
            if (key == "groups") {
                failed = forEachElement(value, out, QStringLiteral("a rule group of another form"),
                                        [&](ondemand::value element) {
                                            RuleGroup group;
                                            const error_code unread = readGroup(element, group, out);
                                            if (!unread)
                                                page.answer.groups.push_back(std::move(group));
                                            return unread;
                                        });
                bad = failed;
            } else if (key == "groupNextToken") {
                failed = readText(value, page.nextToken);
            }
            return failed;
        });
        return error ? error : bad;
    };
    auto notes =
        readEnvelope(body, backend, QStringLiteral("list of rule groups"), MissingData::IsAnError, read);
    if (!notes)
        return failure(std::move(notes.error()));
    page.answer.notes = std::move(*notes);
    return page;
}

} // namespace signalbox::prometheus
