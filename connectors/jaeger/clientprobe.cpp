// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/jaeger/clientsteps.h"
#include "connectors/jaeger/parser.h"
#include "connectors/jaeger/query.h"

#include <QRegularExpression>

namespace signalbox::jaeger {

/// A probe under way: what has answered, and what is still awaited.
struct Client::Probe
{
    Pending<Capabilities> pending;
    Capabilities found;
    std::optional<Error> v3Error;
    std::optional<Error> legacyError;
    QString service; ///< any one that the server knows
    int awaited = 0;
};

namespace {

http::Request probing(const QString& path)
{
    http::Request request;
    request.path = path;
    request.expect = http::Expect::Anything;
    request.bodyCap = 4 * 1024 * 1024;
    return request;
}

// The body of an answer of any status; empty when none came.
QByteArray bodyOf(const Result<http::Response>& got)
{
    if (got)
        return got->body;
    return got.error().kind == ErrorKind::Http ? got.error().detail.toUtf8() : QByteArray();
}

// The UI's page has the version built in, when it was built with one.
QString versionIn(const QByteArray& page)
{
    static const QRegularExpression pattern(
        QStringLiteral("\"?gitVersion\"?\\s*:\\s*\"v?([0-9][0-9A-Za-z.+-]{0,40})\""));
    const auto match = pattern.match(QString::fromUtf8(page.left(256 * 1024)));
    return match.hasMatch() ? match.captured(1) : QString();
}

bool isMissing(const Error& error)
{
    return error.kind == ErrorKind::Http && error.httpStatus == 404;
}

} // namespace

// Decided by content only: version 1 answers every unknown path with status 200 and the page of its UI.
QFuture<Result<Capabilities>> Client::probe()
{
    const auto probe = std::make_shared<Probe>();
    const auto step = [&](const QString& path, auto&& use) {
        ++probe->awaited;
        const auto sent = http()->send(probing(path));
        probe->pending.cancelsAlso(sent);
        whenReady(sent, this, [this, probe, use](Result<http::Response> got) {
            use(got);
            probeStep(probe);
        });
    };
    const auto services = [probe, backend = name()](const Result<http::Response>& got, bool& can,
                                                    std::optional<Error>& error) {
        const Result<QStringList> list = got ? parseServices(got->body, backend) : failure(got.error());
        can = list.has_value();
        if (!list)
            error = list.error();
        else if (!list->isEmpty())
            probe->service = list->front();
    };
    step(query::v3Services().path, [probe, services](const Result<http::Response>& got) {
        services(got, probe->found.v3, probe->v3Error);
    });
    step(query::legacyServices().path, [probe, services](const Result<http::Response>& got) {
        services(got, probe->found.legacySearch, probe->legacyError);
    });
    // Asked without a time it refuses, in JSON, where it exists.
    step(QStringLiteral("/api/v3/trace-summaries"), [probe](const Result<http::Response>& got) {
        const QByteArray body = bodyOf(got);
        probe->found.summaries = body.contains("\"summaries\"") ||
                                 (!got && got.error().httpStatus == 400 && !errorMessage(body).isEmpty());
    });
    step(QStringLiteral("/"),
         [probe](const Result<http::Response>& got) { probe->found.version = versionIn(bodyOf(got)); });
    return probe->pending.future();
}

void Client::probeStep(const std::shared_ptr<Probe>& probe)
{
    if (--probe->awaited > 0 || probe->pending.isCancelled())
        return;
    if (!probe->found.v3 && !probe->found.legacySearch) {
        const bool legacyTellsMore = isMissing(*probe->v3Error) && !isMissing(*probe->legacyError);
        probe->pending.finish(failure(legacyTellsMore ? *probe->legacyError : *probe->v3Error));
        return;
    }
    probeMetrics(probe);
}

// Metrics need a service; a server that has none yet does not tell.
void Client::probeMetrics(const std::shared_ptr<Probe>& probe)
{
    const auto done = [this, probe] {
        m_capabilities = probe->found;
        probe->pending.finish(probe->found);
    };
    if (probe->service.isEmpty()) {
        done();
        return;
    }
    MetricsQuery query;
    query.services = {probe->service};
    query.end = http()->environment().clock->now();
    const auto asked = metrics(query);
    probe->pending.cancelsAlso(asked);
    whenReady(asked, this, [probe, done](const Result<Metrics>& got) {
        if (got) {
            probe->found.spm = got->on ? Capabilities::Spm::On : Capabilities::Spm::Off;
            probe->found.spmReason = got->offReason;
        }
        done();
    });
}

} // namespace signalbox::jaeger
