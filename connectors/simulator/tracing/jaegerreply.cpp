// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/tracing/jaegerreply.h"

#include "connectors/simulator/tracing/jsontext.h"

namespace signalbox::simulator::tracing {

namespace {

constexpr char plainText[] = "text/plain; charset=utf-8";

/// The variables are what clients look for in the page to tell versions apart.
constexpr char page[] = R"(<!DOCTYPE html>
<html lang="en">
<head><meta charset="UTF-8"><title>Simulated Jaeger</title></head>
<body>
<p>A real Jaeger has its user interface here. This one only answers /api.</p>
<pre>
JAEGER_CONFIG = DEFAULT_CONFIG;
%1
</pre>
</body>
</html>
)";
constexpr char variables1[] = R"(JAEGER_STORAGE_CAPABILITIES = {"archiveStorage":false};
JAEGER_VERSION = {"gitCommit":"","gitVersion":"","buildDate":""};)";
constexpr char variables2[] =
    R"(JAEGER_BACKEND_CAPABILITIES = {"archiveStorage":false,"metricsStorage":false,"aiAssistant":false};
JAEGER_VERSION = {"gitCommit":"","gitVersion":"dev","buildDate":""};)";

} // namespace

Reply jsonReply(const std::string& body)
{
    Reply reply;
    reply.body = QByteArray(body.data(), static_cast<qsizetype>(body.size()));
    return reply;
}

Reply textReply(int status, const QByteArray& text)
{
    Reply reply;
    reply.status = status;
    reply.contentType = plainText;
    reply.body = text;
    return reply;
}

Reply legacyError(int status, const QString& text)
{
    std::string body = R"({"data":null,"total":0,"limit":0,"offset":0,"errors":[{"code":)";
    appendNumber(body, status);
    body += ",\"msg\":";
    appendJson(body, text.toStdString());
    body += "}]}\n";
    return textReply(status, QByteArray::fromStdString(body));
}

Reply legacyError(const Error& error)
{
    return legacyError(error.httpStatus == 0 ? 400 : error.httpStatus, error.what);
}

Reply v3Error(int status, const QString& text)
{
    std::string body = R"({"error":{"httpCode":)";
    appendNumber(body, status);
    body += ",\"message\":";
    appendJson(body, text.toStdString());
    body += "}}\n";
    return textReply(status, QByteArray::fromStdString(body));
}

Reply v3Error(const Error& error)
{
    return v3Error(error.httpStatus == 0 ? 400 : error.httpStatus, error.what);
}

Reply uiPage(bool version1)
{
    Reply reply;
    reply.contentType = "text/html; charset=utf-8";
    reply.body = QByteArray(page).replace("%1", version1 ? variables1 : variables2);
    return reply;
}

} // namespace signalbox::simulator::tracing
