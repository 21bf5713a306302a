// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/tracing/badanswer.h"

#include <algorithm>

namespace signalbox::tracing {

Error badAnswer(const QString& backend, const QString& due, const QString& problem, const QString& wayOut,
                const QByteArray& body)
{
    const QString began = cleaned(body, 200);
    QString what = QStringLiteral("%1 was asked for %2, but %3.").arg(backend, due, problem);
    if (!began.isEmpty())
        what += QStringLiteral(" The answer begins: %1").arg(began);
    return {
        .kind = ErrorKind::Parse, .what = what + QLatin1Char(' ') + wayOut, .detail = cleaned(body, 4096)};
}

char firstVisible(const QByteArray& body)
{
    const auto* const first =
        std::find_if(body.begin(), body.end(), [](char c) { return static_cast<unsigned char>(c) > ' '; });
    return first == body.end() ? '\0' : *first;
}

std::optional<Error> obviouslyBad(const QString& backend, const QString& due, const QByteArray& body)
{
    const char first = firstVisible(body);
    if (first == '\0')
        return badAnswer(backend, due, QStringLiteral("its answer is empty"),
                         QStringLiteral("Something between here and the server swallows answers: try again, "
                                        "and check the URL."),
                         body);
    if (first == '<')
        return badAnswer(backend, due, QStringLiteral("a web page came back"),
                         QStringLiteral("Is this a login page, or is the path prefix of the URL wrong?"),
                         body);
    if (first != '{' && first != '[')
        return badAnswer(backend, due, QStringLiteral("plain text came back instead of JSON"),
                         QStringLiteral("Check that the URL and the kind are right."), body);
    return std::nullopt;
}

namespace {

// Whether a bracket or a string is still open at the end of the body.
bool isOpen(const QByteArray& body)
{
    std::int64_t depth = 0;
    bool inString = false;
    for (qsizetype i = 0; i < body.size(); ++i) {
        const char c = body.at(i);
        if (inString) {
            i += c == '\\' ? 1 : 0;
            inString = c != '"';
        } else if (c == '"') {
            inString = true;
        } else {
            depth += (c == '{' || c == '[') - (c == '}' || c == ']');
        }
    }
    return inString || depth > 0;
}

} // namespace

Error brokenJson(const QString& backend, const QString& due, simdjson::error_code code,
                 const QByteArray& body)
{
    Error error;
    if (code == simdjson::CAPACITY || code == simdjson::MEMALLOC) {
        error = badAnswer(backend, due, QStringLiteral("its answer is too large to be read"),
                          QStringLiteral("Ask for less: fewer traces, or a shorter time."), body);
        error.kind = ErrorKind::TooLarge;
    } else if (isOpen(body)) {
        error =
            badAnswer(backend, due, QStringLiteral("its answer is cut off in the middle"),
                      QStringLiteral("Try again; if it stays so, a proxy or the server limits the size of "
                                     "answers: ask for less."),
                      body);
    } else {
        error = badAnswer(backend, due, QStringLiteral("its answer is damaged JSON"),
                          QStringLiteral("Check that the URL and the kind are right, and try again."), body);
    }
    error.detail.prepend(QLatin1String(simdjson::error_message(code)) + QStringLiteral(" - "));
    return error;
}

Error refusal(const QString& backend, int code, const QString& message)
{
    return {.kind = ErrorKind::Http,
            .what = QStringLiteral("%1 answered with an error: %2").arg(backend, cleaned(message)),
            .detail = cleaned(message, 4096),
            .httpStatus = code};
}

} // namespace signalbox::tracing
