// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/server/responder.h"

#include "connectors/simulator/server/gzip.h"

#include <QList>
#include <QLocale>

#include <algorithm>

namespace signalbox::simulator {

namespace {

// Below, the wrapping costs more than it saves; above, the thread would stall for too long.
constexpr qsizetype gzipFrom = 1024;
constexpr qsizetype gzipUpTo = 8 * 1024 * 1024;

bool acceptsGzip(const Request& request)
{
    const auto codings = request.header("accept-encoding").toLower().split(',');
    return std::any_of(codings.begin(), codings.end(), [](const QByteArray& coding) {
        const auto parts = coding.split(';');
        return parts[0].trimmed() == "gzip" && (parts.size() < 2 || !parts[1].trimmed().startsWith("q=0"));
    });
}

QByteArray garbage(const Random& random)
{
    QByteArray out(300, Qt::Uninitialized);
    for (char& c : out)
        c = static_cast<char>(static_cast<unsigned char>(random() * 256));
    out[0] = '\xfe'; // never the start of JSON, HTML or UTF-8
    return out;
}

Reply failureReply(const Faults& faults)
{
    Reply reply;
    reply.status = faults.status;
    reply.contentType = "text/plain; charset=utf-8";
    switch (faults.status) {
    case 429:
        reply.body = "too many outstanding requests\n";
        break;
    case 503:
        reply.body = "service unavailable\n";
        break;
    default:
        reply.body = "internal server error\n";
        break;
    }
    if (faults.retryAfter || faults.status == 429) {
        const auto wait = faults.retryAfter.value_or(std::chrono::seconds(5));
        reply.headers.emplace_back("Retry-After", QByteArray::number(static_cast<qint64>(wait.count())));
    }
    return reply;
}

Reply loginPage()
{
    Reply reply;
    reply.contentType = "text/html; charset=utf-8";
    reply.body = "<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body>\n"
                 "<form method=\"post\" action=\"/login\"><input name=\"user\"><input name=\"password\" "
                 "type=\"password\"><button>Sign in</button></form>\n</body></html>\n";
    return reply;
}

void spoil(Reply& reply, Faults::Body kind, const Random& random)
{
    switch (kind) {
    case Faults::Body::Whole:
        return;
    case Faults::Body::CutOff:
        reply.body.truncate(reply.body.size() / 2);
        return;
    case Faults::Body::Garbage:
        reply.body = garbage(random);
        return;
    case Faults::Body::LoginPage:
        reply = loginPage();
        return;
    case Faults::Body::Empty:
        reply.body.clear();
        return;
    }
}

QByteArray headOf(const Reply& reply, Instant now, bool keepAlive)
{
    QByteArray head =
        "HTTP/1.1 " + QByteArray::number(reply.status) + ' ' + reasonPhrase(reply.status) + "\r\n";
    if (!reply.contentType.isEmpty())
        head += "Content-Type: " + reply.contentType + "\r\n";
    for (const auto& [name, value] : reply.headers)
        head += name + ": " + value + "\r\n";
    head +=
        "Date: " + httpDate(now) + "\r\nContent-Length: " + QByteArray::number(reply.body.size()) + "\r\n";
    if (!keepAlive)
        head += "Connection: close\r\n";
    return head + "\r\n";
}

} // namespace

Outgoing plainReply(const Reply& reply, Instant now, bool keepAlive)
{
    return {
        .delay = {}, .wire = Faults::Wire::Normal, .head = headOf(reply, now, keepAlive), .body = reply.body};
}

Outgoing respond(const Request& request, const Handler& handler, const Faults& configured,
                 const Random& random, Instant now, bool keepAlive)
{
    const bool suffers = configured.chance >= 1 || random() < configured.chance;
    const Faults faults = suffers ? configured : Faults{};
    Outgoing out;
    out.delay = faults.latency;
    if (faults.jitter.count() > 0)
        out.delay += std::chrono::milliseconds(
            static_cast<qint64>(static_cast<double>(faults.jitter.count()) * random()));
    out.wire = faults.wire;
    if (faults.wire == Faults::Wire::Hang)
        return out;

    Reply reply;
    if (faults.status != 0)
        reply = failureReply(faults);
    else if (faults.body == Faults::Body::Whole || faults.body == Faults::Body::CutOff)
        reply = handler(request);
    spoil(reply, faults.body, random);
    if (reply.body.size() >= gzipFrom && reply.body.size() <= gzipUpTo && acceptsGzip(request)) {
        reply.body = gzipped(reply.body);
        reply.headers.emplace_back("Content-Encoding", "gzip");
        reply.headers.emplace_back("Vary", "Accept-Encoding");
    }
    out.head = headOf(reply, now + faults.clockOffset, keepAlive);
    if (request.method != "HEAD")
        out.body = std::move(reply.body);
    return out;
}

QByteArray httpDate(Instant t)
{
    return QLocale::c()
        .toString(t.toDateTime(), QStringLiteral("ddd, dd MMM yyyy hh:mm:ss 'GMT'"))
        .toLatin1();
}

QByteArray reasonPhrase(int status)
{
    switch (status) {
    case 200:
        return "OK";
    case 204:
        return "No Content";
    case 302:
        return "Found";
    case 400:
        return "Bad Request";
    case 401:
        return "Unauthorized";
    case 403:
        return "Forbidden";
    case 404:
        return "Not Found";
    case 405:
        return "Method Not Allowed";
    case 413:
        return "Content Too Large";
    case 414:
        return "URI Too Long";
    case 417:
        return "Expectation Failed";
    case 422:
        return "Unprocessable Entity";
    case 429:
        return "Too Many Requests";
    case 431:
        return "Request Header Fields Too Large";
    case 500:
        return "Internal Server Error";
    case 501:
        return "Not Implemented";
    case 503:
        return "Service Unavailable";
    case 505:
        return "HTTP Version Not Supported";
    default:
        return "Status";
    }
}

} // namespace signalbox::simulator
