// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/server/requestparser.h"

#include <QList>

#include <algorithm>

namespace signalbox::simulator {

namespace {

int hexValue(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

std::optional<QByteArray> unescaped(QByteArrayView text, bool plusIsSpace)
{
    QByteArray out;
    out.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '%') {
            if (i + 2 >= text.size())
                return std::nullopt;
            const int high = hexValue(text[i + 1]);
            const int low = hexValue(text[i + 2]);
            if (high < 0 || low < 0)
                return std::nullopt;
            out.append(static_cast<char>(high * 16 + low));
            i += 2;
        } else {
            out.append(c == '+' && plusIsSpace ? ' ' : c);
        }
    }
    return out;
}

bool isToken(QByteArrayView text)
{
    static constexpr QByteArrayView others = "!#$%&'*+-.^_`|~";
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               others.contains(c);
    });
}

bool hasControl(QByteArrayView text)
{
    return std::any_of(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f;
    });
}

bool mentions(const QByteArray& list, const QByteArray& word)
{
    const auto items = list.toLower().split(',');
    return std::any_of(items.begin(), items.end(),
                       [&](const QByteArray& item) { return item.trimmed() == word; });
}

} // namespace

std::vector<std::pair<QString, QString>> decodeForm(QByteArrayView form)
{
    std::vector<std::pair<QString, QString>> out;
    qsizetype at = 0;
    while (at <= form.size()) {
        qsizetype end = form.indexOf('&', at);
        if (end < 0)
            end = form.size();
        const QByteArrayView pair = form.sliced(at, end - at);
        at = end + 1;
        if (pair.isEmpty())
            continue;
        const qsizetype equals = pair.indexOf('=');
        const auto key = unescaped(equals < 0 ? pair : pair.first(equals), true);
        const auto value = unescaped(equals < 0 ? QByteArrayView() : pair.sliced(equals + 1), true);
        if (key && value)
            out.emplace_back(QString::fromUtf8(*key), QString::fromUtf8(*value));
    }
    return out;
}

RequestParser::RequestParser(RequestLimits limits)
    : m_limits(limits)
{
}

void RequestParser::feed(QByteArrayView bytes)
{
    if (m_phase != Phase::Failed)
        m_buffer.append(bytes);
}

RequestParser::State RequestParser::advance()
{
    while (m_phase != Phase::Done && m_phase != Phase::Failed && step()) {
    }
    if (m_phase == Phase::Failed)
        return State::Failed;
    return m_phase == Phase::Done ? State::Ready : State::NeedMore;
}

Request RequestParser::take()
{
    m_phase = Phase::Line;
    m_headerBytes = 0;
    m_expects = false;
    m_query.clear();
    return std::exchange(m_request, Request{});
}

bool RequestParser::takeExpectation()
{
    return std::exchange(m_expects, false);
}

QByteArray RequestParser::takeRest()
{
    return std::exchange(m_buffer, QByteArray());
}

bool RequestParser::fail(int status)
{
    m_phase = Phase::Failed;
    m_failureStatus = status;
    m_buffer.clear();
    return false;
}

std::optional<QByteArray> RequestParser::line(qsizetype cap, int tooLongStatus)
{
    const qsizetype end = m_buffer.indexOf('\n');
    if (end < 0 ? m_buffer.size() > cap : end > cap) {
        fail(tooLongStatus);
        return std::nullopt;
    }
    if (end < 0)
        return std::nullopt;
    QByteArray text = m_buffer.first(end);
    m_buffer.remove(0, end + 1);
    if (text.endsWith('\r'))
        text.chop(1);
    return text;
}

bool RequestParser::step()
{
    switch (m_phase) {
    case Phase::Line: {
        const auto text = line(m_limits.requestLine, 414);
        if (!text)
            return false;
        return text->isEmpty() || parseRequestLine(*text); // blank lines before a request are forgiven
    }
    case Phase::Headers: {
        const auto text = line(m_limits.headers - m_headerBytes, 431);
        if (!text)
            return false;
        m_headerBytes += text->size() + 2;
        return text->isEmpty() ? startBody() : parseHeader(*text);
    }
    case Phase::Body: {
        const qsizetype part = std::min(m_remaining, m_buffer.size());
        m_request.body.append(m_buffer.constData(), part);
        m_buffer.remove(0, part);
        m_remaining -= part;
        if (m_remaining > 0)
            return false;
        finishParams();
        return true;
    }
    case Phase::ChunkSize: {
        const auto text = line(256, 400);
        return text && parseChunkSize(*text);
    }
    case Phase::ChunkData: {
        const qsizetype part = std::min(m_remaining, m_buffer.size());
        m_request.body.append(m_buffer.constData(), part);
        m_buffer.remove(0, part);
        m_remaining -= part;
        if (m_remaining > 0)
            return false;
        m_phase = Phase::ChunkEnd;
        return true;
    }
    case Phase::ChunkEnd: {
        const auto text = line(2, 400);
        if (!text)
            return false;
        if (!text->isEmpty())
            return fail(400);
        m_phase = Phase::ChunkSize;
        return true;
    }
    case Phase::Trailer: {
        const auto text = line(m_limits.headers - m_headerBytes, 431);
        if (!text)
            return false;
        m_headerBytes += text->size() + 2;
        if (text->isEmpty())
            finishParams();
        return true;
    }
    case Phase::Done:
    case Phase::Failed:
        break;
    }
    return false;
}

bool RequestParser::parseRequestLine(const QByteArray& text)
{
    const auto parts = text.split(' ');
    if (parts.size() != 3 || !isToken(parts[0]) || parts[1].isEmpty() || hasControl(text))
        return fail(400);
    if (parts[2] != "HTTP/1.1" && parts[2] != "HTTP/1.0")
        return fail(parts[2].startsWith("HTTP/") ? 505 : 400);
    m_keepAlive = parts[2] == "HTTP/1.1";
    QByteArray target = parts[1];
    if (target.startsWith("http://")) { // the absolute form, as proxies send it
        const qsizetype slash = target.indexOf('/', 7);
        target = slash < 0 ? QByteArray("/") : target.sliced(slash);
    }
    if (!target.startsWith('/'))
        return fail(400);
    const qsizetype mark = target.indexOf('?');
    m_request.method = parts[0];
    m_request.encodedPath = mark < 0 ? target : target.first(mark);
    m_query = mark < 0 ? QByteArray() : target.sliced(mark + 1);
    const auto path = unescaped(m_request.encodedPath, false);
    if (!path)
        return fail(400);
    m_request.path = QString::fromUtf8(*path);
    m_phase = Phase::Headers;
    return true;
}

bool RequestParser::parseHeader(const QByteArray& text)
{
    const qsizetype colon = text.indexOf(':');
    if (colon <= 0 || !isToken(QByteArrayView(text).first(colon)) || hasControl(text))
        return fail(400);
    if (static_cast<qsizetype>(m_request.headers.size()) >= m_limits.headerCount)
        return fail(431);
    m_request.headers.emplace_back(text.first(colon).toLower(), text.sliced(colon + 1).trimmed());
    return true;
}

bool RequestParser::startBody()
{
    const QByteArray connection = m_request.header("connection");
    if (mentions(connection, "close"))
        m_keepAlive = false;
    else if (mentions(connection, "keep-alive"))
        m_keepAlive = true;

    std::optional<qsizetype> length;
    for (const auto& [name, value] : m_request.headers) {
        if (name != "content-length")
            continue;
        bool ok = false;
        const qlonglong number = value.toLongLong(&ok);
        const bool digits =
            std::all_of(value.begin(), value.end(), [](char c) { return c >= '0' && c <= '9'; });
        if (!ok || !digits || (length && *length != number))
            return fail(400);
        if (number > m_limits.body)
            return fail(413);
        length = static_cast<qsizetype>(number);
    }
    const QByteArray encoding = m_request.header("transfer-encoding");
    if (!encoding.isEmpty() && encoding.toLower() != "chunked")
        return fail(501);
    if (!encoding.isEmpty() && length) // two lengths are a smuggler's tool
        return fail(400);
    const QByteArray expectation = m_request.header("expect").toLower();
    if (!expectation.isEmpty() && expectation != "100-continue")
        return fail(417);
    m_expects = !expectation.isEmpty() && (!encoding.isEmpty() || length.value_or(0) > 0);
    if (!encoding.isEmpty()) {
        m_phase = Phase::ChunkSize;
        return true;
    }
    m_remaining = length.value_or(0);
    m_phase = Phase::Body;
    return true;
}

bool RequestParser::parseChunkSize(const QByteArray& text)
{
    const QByteArray digits = text.left(text.indexOf(';') < 0 ? text.size() : text.indexOf(';')).trimmed();
    if (digits.isEmpty() || digits.size() > 8 ||
        !std::all_of(digits.begin(), digits.end(), [](char c) { return hexValue(c) >= 0; }))
        return fail(400);
    m_remaining = static_cast<qsizetype>(digits.toLongLong(nullptr, 16));
    if (m_remaining > m_limits.body - m_request.body.size())
        return fail(413);
    m_phase = m_remaining == 0 ? Phase::Trailer : Phase::ChunkData;
    return true;
}

void RequestParser::finishParams()
{
    const QByteArray type = m_request.header("content-type").toLower();
    if (m_request.method != "GET" && type.startsWith("application/x-www-form-urlencoded"))
        m_request.params = decodeForm(m_request.body);
    auto fromQuery = decodeForm(m_query);
    std::move(fromQuery.begin(), fromQuery.end(), std::back_inserter(m_request.params));
    m_phase = Phase::Done;
}

} // namespace signalbox::simulator
