// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "jaegerfixture.h"

#include <QDir>
#include <QFile>

#include <algorithm>
#include <nlohmann/json.hpp>

namespace signalbox::simulator::tracing {

namespace {

using nlohmann::json;

QByteArray readFile(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("cannot read %s", qPrintable(path));
    return file.readAll();
}

QString folderOf(const QString& name)
{
    return QStringLiteral(SIGNALBOX_FIXTURES "/%1/").arg(name);
}

void sort(json& list)
{
    if (list.is_array())
        std::ranges::sort(list.get_ref<json::array_t&>());
}

json once(const json& list)
{
    if (!list.is_array())
        return list;
    std::set<json> seen(list.begin(), list.end());
    return json(seen);
}

void normaliseLegacyTrace(json& trace)
{
    json processes = trace["processes"];
    for (json& process : processes)
        sort(process["tags"]);
    for (json& span : trace["spans"]) {
        sort(span["references"]);
        sort(span["tags"]);
        for (json& log : span["logs"])
            sort(log["fields"]);
        span["warnings"] = once(span["warnings"]);
        span["process"] = processes.at(span["processID"].get<std::string>());
        span.erase("processID");
    }
    sort(trace["spans"]);
    trace["processes"] = json::array();
    for (const json& process : processes)
        trace["processes"].push_back(process);
    sort(trace["processes"]);
}

void normaliseAttributes(json& holder)
{
    if (!holder.contains("attributes"))
        return;
    for (json& attribute : holder["attributes"]) {
        if (attribute["key"] == "@jaeger@warnings")
            attribute["value"]["arrayValue"]["values"] = once(attribute["value"]["arrayValue"]["values"]);
    }
    sort(holder["attributes"]);
}

/// One list of spans, each with its resource and scope.
json flatSpans(const json& resourceSpans)
{
    json out = json::array();
    for (json group : resourceSpans) {
        normaliseAttributes(group["resource"]);
        for (const json& scoped : group["scopeSpans"]) {
            for (json span : scoped["spans"]) {
                normaliseAttributes(span);
                for (const char* list : {"events", "links"}) {
                    if (!span.contains(list))
                        continue;
                    for (json& item : span[list])
                        normaliseAttributes(item);
                }
                out.push_back({{"resource", group["resource"]}, {"scope", scoped["scope"]}, {"span", span}});
            }
        }
    }
    sort(out);
    return out;
}

void normaliseList(json& list)
{
    if (!list.is_array())
        return;
    for (json& item : list) {
        if (item.is_object() && item.contains("processes"))
            normaliseLegacyTrace(item);
        if (item.is_object() && item.contains("services"))
            sort(item["services"]);
    }
    sort(list);
}

json normalisedJson(const QByteArray& body)
{
    json whole = json::parse(body.toStdString(), nullptr, false);
    if (!whole.is_object())
        return whole;
    for (const char* name : {"data", "services", "operations", "summaries"}) {
        if (whole.contains(name))
            normaliseList(whole[name]);
    }
    if (whole.contains("result"))
        whole["result"] = flatSpans(whole["result"]["resourceSpans"]);
    return whole;
}

} // namespace

QStringList jaegerFixtureNames(const QString& folder)
{
    return QDir(folderOf(folder)).entryList({QStringLiteral("[0-9]*.json")}, QDir::Files, QDir::Name);
}

JaegerFixture readJaegerFixture(const QString& folder, const QString& name)
{
    const json file = json::parse(readFile(folderOf(folder) + name).toStdString());
    JaegerFixture out;
    const json& request = file["request"];
    out.request.method = QByteArray::fromStdString(request["method"]);
    out.request.path = QString::fromStdString(request["path"]);
    out.request.encodedPath = out.request.path.toUtf8();
    for (const json& pair : request["params"])
        out.request.params.emplace_back(QString::fromStdString(pair[0]), QString::fromStdString(pair[1]));
    const json& response = file["response"];
    out.status = response["status"];
    out.contentType = QByteArray::fromStdString(response["headers"]["Content-Type"]);
    out.body = QByteArray::fromStdString(response["body"]);
    return out;
}

void loadDataset(MemoryTraceStore& store)
{
    const QByteArray bytes = readFile(QStringLiteral(SIGNALBOX_FIXTURES "/dataset/otlp.json"));
    const auto spans = loadOtlpJson(store, bytes.toStdString());
    if (!spans)
        qFatal("%s", qPrintable(spans.error().what));
    if (*spans != 4794)
        qFatal("the dataset has %zu spans", *spans);
}

std::string normalised(const QByteArray& body)
{
    const json whole = normalisedJson(body);
    return whole.is_discarded() ? body.toStdString() : whole.dump(1);
}

std::map<std::string, std::string> tracesOf(const QByteArray& body, const std::set<std::string>& only)
{
    json whole = json::parse(body.toStdString());
    const auto wanted = [&](const json& id) { return only.empty() || only.contains(id.get<std::string>()); };
    std::map<std::string, json> traces;
    for (json& trace : whole["data"]) {
        if (!wanted(trace["traceID"]))
            continue;
        normaliseLegacyTrace(trace);
        traces[trace["traceID"].get<std::string>()] = trace;
    }
    for (json& summary : whole["summaries"]) {
        if (!wanted(summary["traceId"]))
            continue;
        sort(summary["services"]);
        traces[summary["traceId"].get<std::string>()] = summary;
    }
    json groups = json::array();
    for (json& group : whole["result"]["resourceSpans"]) {
        for (json& scoped : group["scopeSpans"])
            std::erase_if(scoped["spans"].get_ref<json::array_t&>(),
                          [&](const json& span) { return !wanted(span["traceId"]); });
        groups.push_back(std::move(group));
    }
    for (const json& span : flatSpans(groups))
        traces[span["span"]["traceId"].get<std::string>()].push_back(span);
    std::map<std::string, std::string> out;
    for (const auto& [id, trace] : traces)
        out[id] = trace.dump(1);
    return out;
}

QStringList uiVariables(const QByteArray& page)
{
    QStringList out;
    for (const QString& line : QString::fromUtf8(page).split(QLatin1Char('\n'))) {
        if (line.startsWith(QLatin1String("JAEGER_")))
            out.append(line.trimmed());
    }
    return out;
}

} // namespace signalbox::simulator::tracing
