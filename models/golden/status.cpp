// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/golden/status.h"

#include "models/promql/selector.h"

namespace signalbox::golden {

namespace {

struct Patterns
{
    QString success; ///< strict
    QString redirect;
    QString clientError;
    QString serverError;
};

// gRPC: which codes are the server's fault follows the OpenTelemetry conventions for servers.
Patterns patternsOf(StatusKind kind)
{
    switch (kind) {
    case StatusKind::Http:
        return {QStringLiteral("[12].*"), QStringLiteral("3.*"), QStringLiteral("4.*"),
                QStringLiteral("5.*")};
    case StatusKind::GrpcNumber:
        return {QStringLiteral("0"),
                {},
                QStringLiteral("1|3|5|6|7|8|9|10|11|16"),
                QStringLiteral("2|4|12|13|14|15")};
    case StatusKind::GrpcName:
        return {QStringLiteral("OK"),
                {},
                QStringLiteral("Canceled|InvalidArgument|NotFound|AlreadyExists|PermissionDenied|"
                               "ResourceExhausted|FailedPrecondition|Aborted|OutOfRange|Unauthenticated"),
                QStringLiteral("Unknown|DeadlineExceeded|Unimplemented|Internal|Unavailable|DataLoss")};
    case StatusKind::Span:
        return {{}, {}, {}, QStringLiteral("STATUS_CODE_ERROR|ERROR|Error|error|2")};
    case StatusKind::ErrorLabel:
    case StatusKind::None:
        break;
    }
    return {};
}

QString patternOf(StatusKind kind, Outcome outcome)
{
    const Patterns all = patternsOf(kind);
    switch (outcome) {
    case Outcome::Success:
        return all.success;
    case Outcome::Redirect:
        return all.redirect;
    case Outcome::ClientError:
        return all.clientError;
    case Outcome::ServerError:
        return all.serverError;
    }
    return {};
}

} // namespace

bool tells(StatusKind kind, Outcome outcome)
{
    if (kind == StatusKind::None)
        return false;
    if (outcome == Outcome::Success || outcome == Outcome::ServerError)
        return true;
    return !patternOf(kind, outcome).isEmpty();
}

QString matcherOf(StatusKind kind, const QString& label, Outcome outcome, bool strict)
{
    if (!tells(kind, outcome) || label.isEmpty())
        return {};
    const QString name = promql::labelName(label);
    if (kind == StatusKind::ErrorLabel)
        return name + (outcome == Outcome::Success ? QStringLiteral("=\"\"") : QStringLiteral("!=\"\""));
    const QString pattern = patternOf(kind, outcome);
    if (outcome == Outcome::Success && (!strict || pattern.isEmpty()))
        return name + QStringLiteral("!~") + quoted(patternOf(kind, Outcome::ServerError));
    return name + QStringLiteral("=~") + quoted(pattern);
}

QString nameOf(StatusKind kind, Outcome outcome)
{
    const bool http = kind == StatusKind::Http;
    switch (outcome) {
    case Outcome::Success:
        return http ? QStringLiteral("2xx") : QStringLiteral("ok");
    case Outcome::Redirect:
        return QStringLiteral("3xx");
    case Outcome::ClientError:
        return http ? QStringLiteral("4xx") : QStringLiteral("caller's fault");
    case Outcome::ServerError:
        return http ? QStringLiteral("5xx") : QStringLiteral("failed");
    }
    return {};
}

} // namespace signalbox::golden
