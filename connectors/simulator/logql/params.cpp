// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/logql/params.h"

#include "connectors/simulator/logql/units.h"
#include "models/base/rfc3339.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace signalbox::simulator::logql {

namespace {

constexpr std::int64_t second = 1'000'000'000;
constexpr std::int64_t defaultSince = 3600 * second;
constexpr std::int64_t maxPoints = 11'000;

std::optional<std::int64_t> parseInteger(const std::string& text)
{
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || error != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return value;
}

/// Up to ten digits are seconds, more are nanoseconds, a dot makes float seconds; else RFC 3339.
std::optional<std::int64_t> parseTime(const std::string& text)
{
    if (text.find('.') != std::string::npos) {
        if (const auto seconds = parseNumber(text); seconds && std::abs(*seconds) < 9e9)
            return static_cast<std::int64_t>(std::llround(*seconds * 1e9));
    }
    if (const auto integer = parseInteger(text))
        return text.size() <= 10 ? *integer * second : *integer;
    if (const auto instant = instantFromRfc3339(QString::fromStdString(text)))
        return instant->ns;
    return std::nullopt;
}

/// Float seconds or a duration.
std::optional<std::int64_t> parseSeconds(const std::string& text)
{
    if (const auto seconds = parseNumber(text); seconds && std::abs(*seconds) < 9e9)
        return static_cast<std::int64_t>(std::llround(*seconds * 1e9));
    return parseDuration(text);
}

} // namespace

std::string textOf(const Request& request, QStringView name)
{
    const QString* value = request.param(name);
    return value ? value->toStdString() : std::string();
}

Error badRequest(const std::string& text)
{
    return {
        .kind = ErrorKind::Invalid, .what = QString::fromStdString(text), .detail = {}, .httpStatus = 400};
}

Result<std::int64_t> timeOf(const Request& request, QStringView name, std::int64_t otherwise)
{
    const std::string text = textOf(request, name);
    if (text.empty())
        return otherwise;
    if (const auto ns = parseTime(text))
        return *ns;
    return failure(badRequest("parsing time " + quotedText(text) +
                              " as \"2006-01-02T15:04:05.999999999Z07:00\": cannot parse " +
                              quotedText(text) + " as \"2006\""));
}

Result<TimeBounds> boundsOf(const Request& request, Instant now)
{
    const auto end = timeOf(request, u"end", now.ns);
    if (!end)
        return failure(end.error());
    std::int64_t since = defaultSince;
    if (const std::string text = textOf(request, u"since"); !text.empty()) {
        const auto duration = parseDuration(text);
        if (!duration)
            return failure(badRequest("could not parse 'since' parameter: not a valid duration string: " +
                                      quotedText(text)));
        since = *duration;
    }
    const auto start = timeOf(request, u"start", std::min(*end, now.ns) - since);
    if (!start)
        return failure(start.error());
    if (*end < *start)
        return failure(badRequest("end timestamp must not be before or equal to start time"));
    return TimeBounds{.startNs = *start, .endNs = *end};
}

Result<std::size_t> limitOf(const Request& request, QStringView name, std::size_t otherwise)
{
    const std::string text = textOf(request, name);
    if (text.empty())
        return otherwise;
    const auto value = parseInteger(text);
    if (!value)
        return failure(badRequest("strconv.Atoi: parsing " + quotedText(text) + ": invalid syntax"));
    if (*value <= 0)
        return failure(badRequest("limit must be a positive value"));
    return static_cast<std::size_t>(*value);
}

Result<Direction> directionOf(const Request& request)
{
    const QString* value = request.param(u"direction");
    const QString word = value ? value->toLower() : QString();
    if (word.isEmpty() || word == QLatin1String("backward"))
        return Direction::Backward;
    if (word == QLatin1String("forward"))
        return Direction::Forward;
    return failure(badRequest("invalid direction '" + value->toStdString() + "'"));
}

Result<std::int64_t> stepOf(const Request& request, const TimeBounds& bounds)
{
    const std::int64_t length = bounds.endNs - bounds.startNs;
    std::int64_t step = std::max<std::int64_t>(1, length / second / 250) * second;
    if (const std::string text = textOf(request, u"step"); !text.empty()) {
        const auto value = parseSeconds(text);
        if (!value)
            return failure(badRequest("cannot parse " + quotedText(text) + " to a valid duration"));
        step = *value;
    }
    if (step <= 0)
        return failure(
            badRequest("zero or negative query resolution step widths are not accepted. Try a positive "
                       "integer"));
    if (length / step > maxPoints)
        return failure(
            badRequest("exceeded maximum resolution of 11,000 points per time series. Try increasing the "
                       "value of the step parameter"));
    return step;
}

Encoding encodingOf(const Request& request)
{
    return request.header("x-loki-response-encoding-flags").contains("categorize-labels")
               ? Encoding::Categorised
               : Encoding::Folded;
}

Reply jsonReply(std::string body)
{
    Reply reply;
    reply.contentType = "application/json; charset=UTF-8";
    reply.body = QByteArray(body.data(), static_cast<qsizetype>(body.size()));
    return reply;
}

Reply textReply(int status, const QString& text)
{
    Reply reply;
    reply.status = status;
    reply.contentType = "text/plain; charset=utf-8";
    reply.body = text.toUtf8();
    return reply;
}

Reply refusal(const Error& error)
{
    return textReply(error.httpStatus == 0 ? 400 : error.httpStatus, error.what);
}

} // namespace signalbox::simulator::logql
