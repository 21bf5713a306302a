// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/http/httpclient.h"
#include "connectors/http/secretreader.h"
#include "connectors/tracing/parser.h"
#include "models/traces/rows.h"
#include "tests/bench/bench.h"
#include "tests/bench/bodies.h"
#include "widgets/theme/style.h"
#include "widgets/theme/type.h"
#include "widgets/trace/waterfallview.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QPainter>
#include <QScrollBar>
#include <QThreadPool>

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <deque>
#include <thread>

namespace signalbox::bench {

namespace {

constexpr QSize windowSize{1000, 820};
constexpr int rounds = 9;
constexpr int steps = 200;
constexpr double scrollMs = 8;
constexpr double zoomMs = 16;

/// Gives the same body to everybody who asks, over connections that stay open, with nothing in between.
class BodyServer
{
public:
    explicit BodyServer(const QByteArray& body)
        : m_answer("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " +
                   QByteArray::number(body.size()) + "\r\n\r\n")
        , m_headSize(m_answer.size())
        , m_socket(::socket(AF_INET, SOCK_STREAM, 0))
    {
        m_answer += body;
        sockaddr_in address = loopback(0);
        ::bind(m_socket, reinterpret_cast<sockaddr*>(&address), sizeof address);
        ::listen(m_socket, 16);
        socklen_t size = sizeof address;
        ::getsockname(m_socket, reinterpret_cast<sockaddr*>(&address), &size);
        m_port = ntohs(address.sin_port);
        m_threads.emplace_back([this] { accept(); });
        m_reader = ::socket(AF_INET, SOCK_STREAM, 0);
        address = loopback(m_port);
        ::connect(m_reader, reinterpret_cast<sockaddr*>(&address), sizeof address);
    }
    ~BodyServer()
    {
        ::close(m_reader);
        ::shutdown(m_socket, SHUT_RDWR);
        ::close(m_socket);
        m_threads.front().join();
        for (const int client : m_clients)
            ::shutdown(client, SHUT_RDWR);
        for (std::size_t i = 1; i < m_threads.size(); ++i)
            m_threads[i].join();
    }
    BodyServer(const BodyServer&) = delete;
    BodyServer& operator=(const BodyServer&) = delete;

    [[nodiscard]] int port() const { return m_port; }

    /// The body as a plain reader gets it: one blocking socket into one buffer with room behind.
    [[nodiscard]] QByteArray readPlainly() const
    {
        const QByteArray request = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";
        (void)!::write(m_reader, request.constData(), static_cast<std::size_t>(request.size()));
        QByteArray all;
        all.reserve(m_answer.size() + http::bodyPadding);
        all.resize(m_answer.size());
        for (qsizetype at = 0; at < all.size();) {
            const auto got = ::read(m_reader, all.data() + at, static_cast<std::size_t>(all.size() - at));
            if (got <= 0)
                break;
            at += got;
        }
        // The head is overwritten by blanks, which a reader of JSON steps over: nothing is copied.
        std::fill_n(all.begin(), m_headSize, ' ');
        return all;
    }

private:
    [[nodiscard]] static sockaddr_in loopback(int port)
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        address.sin_port = htons(static_cast<std::uint16_t>(port));
        return address;
    }
    void accept()
    {
        for (int client = ::accept(m_socket, nullptr, nullptr); client >= 0;
             client = ::accept(m_socket, nullptr, nullptr)) {
            m_clients.push_back(client);
            m_threads.emplace_back([this, client] { serve(client); });
        }
    }
    void serve(int client) const
    {
        char request[8192]; // a request is smaller, and comes at once
        while (::read(client, request, sizeof request) > 0)
            for (qsizetype at = 0; at < m_answer.size();) {
                const auto sent = ::send(client, m_answer.constData() + at,
                                         static_cast<std::size_t>(m_answer.size() - at), MSG_NOSIGNAL);
                if (sent <= 0)
                    break;
                at += sent;
            }
        ::close(client);
    }

    QByteArray m_answer;
    qsizetype m_headSize;
    int m_socket;
    int m_reader = -1;
    int m_port = 0;
    std::deque<std::thread> m_threads; ///< the accepting one first, which alone adds to them
    std::vector<int> m_clients;
};

/// Spins the loop until the future is there.
template <typename T>
Result<T> await(const QFuture<Result<T>>& future)
{
    QEventLoop loop;
    std::optional<Result<T>> outcome;
    QObject receiver;
    whenReady(future, &receiver, [&](Result<T> result) {
        outcome = std::move(result);
        loop.quit();
    });
    if (!outcome)
        loop.exec();
    return std::move(*outcome);
}

double p95(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() * 95 / 100];
}

LogBatchPtr linesFor(const Trace& trace, int count)
{
    std::vector<LogLine> lines;
    for (int i = 0; i < count; ++i) {
        const Span& span =
            trace.at(static_cast<std::size_t>(i) * trace.size() / static_cast<std::size_t>(count));
        lines.push_back({.at = span.start,
                         .labels = {{QStringLiteral("service_name"), trace.serviceOf(span)}},
                         .line = "level=info span_id=" + span.id.toHex().toUtf8() +
                                 " trace_id=" + trace.id().toHex().toUtf8() + " msg=\"order read\""});
    }
    return LogBatch::fromLines(lines);
}

struct Bench
{
    theme::Theme theme;
    SystemClock clock;
    http::SecretReader secrets;
    QThreadPool pool;

    Bench()
    {
        QApplication::setStyle(new theme::Style(&theme));
        theme::prepareFonts();
    }

    [[nodiscard]] std::unique_ptr<widgets::WaterfallView> view() const
    {
        auto made = std::make_unique<widgets::WaterfallView>(&theme);
        made->resize(windowSize);
        made->show();
        QCoreApplication::processEvents();
        return made;
    }
};

/// From the request to the first picture, and its parts.
std::vector<Row> openRows(int spans)
{
    Bench bench;
    const QByteArray body = jaegerTrace(spans);
    BodyServer server(body);
    profile::Backend backend;
    backend.name = QStringLiteral("bench");
    backend.kind = profile::BackendKind::Jaeger;
    backend.url = QUrl(QStringLiteral("http://127.0.0.1:%1").arg(server.port()));
    http::HttpClient client(backend, {.clock = &bench.clock, .secrets = &bench.secrets, .pool = &bench.pool});
    const auto view = bench.view();
    QImage image(windowSize, QImage::Format_RGB32);
    std::vector<double> fetching;
    std::vector<double> parsing;
    std::vector<double> reading;
    std::vector<double> painting;
    const auto subject = [&] {
        QElapsedTimer watch;
        watch.start();
        const auto lap = [&watch](std::vector<double>& into) {
            into.push_back(static_cast<double>(watch.nsecsElapsed()) / 1e6);
            watch.restart();
        };
        http::Request request;
        request.path = QStringLiteral("/api/traces/1");
        auto response = await(client.send(request));
        if (!response)
            qFatal("%s", qPrintable(response.error().what));
        lap(fetching);
        auto parsed = await(runOnPool(&bench.pool, [body = std::move(response->body)]() mutable {
            return tracing::parseTraces(std::move(body), QStringLiteral("bench"));
        }));
        lap(parsing);
        const auto read =
            await(runOnPool(&bench.pool, [trace = parsed->traces.front()]() -> Result<traces::ReadingPtr> {
                return traces::readTrace(trace, false);
            }));
        lap(reading);
        view->setReading(nullptr);
        view->setReading(*read);
        view->render(&image);
        keep(image.constBits());
        lap(painting);
    };
    const Pair pair = measurePair(rounds, subject, [&] { walkBare(server.readPlainly()); });
    const QString name = QStringLiteral("traces open %1 spans").arg(spans);
    const auto part = [&](const char* what, std::vector<double> values) {
        std::sort(values.begin(), values.end());
        return Row{.name = QStringLiteral("  ") + QLatin1String(what),
                   .value = values[values.size() / 2],
                   .unit = QStringLiteral("ms"),
                   .reference = QStringLiteral("of the whole"),
                   .ratio = values[values.size() / 2] / (pair.seconds * 1e3),
                   .bound = QStringLiteral("none"),
                   .ok = true};
    };
    return {atMost(name, pair.seconds * 1e3, QStringLiteral("ms"),
                   QStringLiteral("reading and walking the bytes"), 1 / pair.speed, 2.2),
            part("fetch", fetching), part("parse", parsing), part("read", reading),
            part("lay out, paint", painting)};
}

std::vector<Row> moveRows()
{
    Bench bench;
    const auto parsed = tracing::parseTraces(jaegerTrace(100'000), QStringLiteral("bench"));
    const auto& trace = parsed->traces.front();
    const auto view = bench.view();
    view->setReading(traces::readTrace(trace, false, linesFor(*trace, 2000)));
    QImage image(windowSize, QImage::Format_RGB32);
    std::vector<double> scrolling;
    std::vector<double> zooming;
    std::vector<double> folding;
    const auto timed = [&](std::vector<double>& into, auto&& act) {
        QElapsedTimer watch;
        watch.start();
        act();
        view->render(&image);
        into.push_back(static_cast<double>(watch.nsecsElapsed()) / 1e6);
    };
    for (int i = 0; i < steps; ++i) {
        timed(scrolling, [&] {
            view->verticalScrollBar()->setValue(view->verticalScrollBar()->value() + 72 + (i % 7) * 1000);
        });
        timed(zooming, [&] { view->zoom(i % 20 < 10 ? 0.8 : 1.25); });
    }
    for (int i = 0; i < 20; ++i)
        timed(folding, [&] { i % 2 ? view->closeAll(false) : view->closeLevel(); });
    const auto row = [](const char* name, const std::vector<double>& values, double bound) {
        const double ms = p95(values);
        return atMost(QLatin1String(name), ms, QStringLiteral("ms"), QStringLiteral("of %1 ms").arg(bound),
                      ms / bound, 1.0);
    };
    return {row("traces scroll step p95", scrolling, scrollMs), row("traces zoom step p95", zooming, zoomMs),
            row("traces fold step p95", folding, 50)};
}

std::vector<Row> memoryRows()
{
    const QByteArray body = jaegerTrace(100'000);
    const double peak = peakOf([&body] {
        const auto parsed = tracing::parseTraces(body, QStringLiteral("bench"));
        const auto reading = traces::readTrace(parsed->traces.front(), false);
        const auto rows = traces::layOut(*reading, {});
        keep(&rows);
    });
    const double whole = peak + static_cast<double>(body.size());
    return {atMost(QStringLiteral("traces peak memory"), whole / 1e6, QStringLiteral("MB"),
                   QStringLiteral("the JSON"), whole / static_cast<double>(body.size()), 2.5)};
}

} // namespace

std::vector<Suite> traceSuites()
{
    // Memory first: what later measurements leave free would hide it.
    std::vector<Suite> suites{{QStringLiteral("traces-memory"), memoryRows}};
    for (const int spans : {1000, 10'000, 50'000, 100'000})
        suites.push_back({QStringLiteral("traces-open-%1").arg(spans), [spans] { return openRows(spans); }});
    suites.push_back({QStringLiteral("traces-move"), moveRows});
    return suites;
}

} // namespace signalbox::bench
