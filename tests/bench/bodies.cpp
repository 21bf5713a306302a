// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/bodies.h"

#include "connectors/http/message.h"

#include <cmath>
#include <cstdint>
#include <vector>

namespace signalbox::bench {

namespace {

/// A small generator of our own, so that the bytes do not depend on a library's.
class Noise
{
public:
    std::uint64_t next()
    {
        m_state ^= m_state << 13;
        m_state ^= m_state >> 7;
        m_state ^= m_state << 17;
        return m_state;
    }
    [[nodiscard]] QByteArray hex(int digits)
    {
        QByteArray text;
        while (text.size() < digits)
            text += QByteArray::number(next(), 16).rightJustified(16, '0');
        return text.left(digits);
    }

private:
    std::uint64_t m_state = 0x9E3779B97F4A7C15ULL;
};

QByteArray padded(QByteArray body)
{
    body.reserve(body.size() + http::bodyPadding);
    return body;
}

} // namespace

QByteArray prometheusMatrix(int series, int points)
{
    Noise noise;
    QByteArray body = R"({"status":"success","data":{"resultType":"matrix","result":[)";
    for (int s = 0; s < series; ++s) {
        body += s ? ",{" : "{";
        body += R"("metric":{"__name__":"http_server_request_duration_seconds_bucket","instance":"10.0.0.)" +
                QByteArray::number(s) + R"(:8080","job":"checkout","pod":"checkout-6f9c-)" +
                QByteArray::number(s) + R"(","zone":"eu-1b"},"values":[)";
        for (int p = 0; p < points; ++p) {
            const double value =
                100 + 40 * std::sin(p / 300.0 + s) + static_cast<double>(noise.next() % 10000) / 1000.0;
            body += p ? ",[" : "[";
            body += QByteArray::number(1'795'251'600 + p * 15) + (p % 4 == 0 ? ".781" : "") + ",\"" +
                    QByteArray::number(value, 'g', 16) + "\"]";
        }
        body += "]}";
    }
    return padded(body + "]}}");
}

QByteArray lokiStreams(int lines, int bytesALine)
{
    Noise noise;
    constexpr int streams = 10;
    QByteArray body =
        R"({"status":"success","data":{"resultType":"streams","encodingFlags":["categorize-labels"],"result":[)";
    std::int64_t ns = 1'795'251'600'000'000'000;
    for (int s = 0; s < streams; ++s) {
        body += s ? ",{" : "{";
        body += R"("stream":{"service_name":"payments","pod":"payments-)" + QByteArray::number(s) +
                R"(","zone":"eu-1a"},"values":[)";
        for (int l = 0; l < lines / streams; ++l) {
            ns += 1'000'000 + static_cast<std::int64_t>(noise.next() % 1000);
            QByteArray line = R"({\"ts\":\"2026-11-21T09:00:00Z\",\"level\":\")" +
                              QByteArray(l % 9 ? "info" : "error") +
                              R"(\",\"msg\":\"pool exhausted, waiting\",\"order\":)" +
                              QByteArray::number(noise.next() % 1'000'000) + R"(,\"trace_id\":\")" +
                              noise.hex(32) + R"(\",\"detail\":\")";
            line += noise.hex(qMax(0, bytesALine - 4 - static_cast<int>(line.size() - line.count('\\'))));
            line += R"(\"})";
            body += l ? ",[\"" : "[\"";
            body += QByteArray::number(ns) + "\",\"" + line +
                    R"(",{"structuredMetadata":{"detected_level":"info"}}])";
        }
        body += "]}";
    }
    return padded(body + "]}}");
}

QByteArray jaegerTrace(int spans)
{
    Noise noise;
    const QByteArray trace = noise.hex(32);
    QByteArray body = R"({"data":[{"traceID":")" + trace + R"(","spans":[)";
    std::vector<QByteArray> ids;
    for (int i = 0; i < spans; ++i) {
        ids.push_back(noise.hex(16));
        body += i ? ",{" : "{";
        body += R"("traceID":")" + trace + R"(","spanID":")" + ids.back() +
                R"(","flags":1,"operationName":"POST /api/v)" + QByteArray::number(i % 40) +
                R"(/charge","references":[)";
        if (i > 0)
            body += R"({"refType":"CHILD_OF","traceID":")" + trace + R"(","spanID":")" +
                    ids[static_cast<std::size_t>(noise.next() % static_cast<std::uint64_t>(i))] + R"("})";
        body +=
            R"(],"startTime":)" + QByteArray::number(1'795'251'600'000'000 + i * 37) + R"(,"duration":)" +
            QByteArray::number(noise.next() % 900'000) +
            R"(,"tags":[{"key":"span.kind","type":"string","value":"server"},{"key":"http.request.method","type":"string","value":"POST"},)"
            R"({"key":"http.response.status_code","type":"int64","value":200},{"key":"url.path","type":"string","value":"/api/v1/charge/)" +
            QByteArray::number(i) +
            R"("},{"key":"db.statement","type":"string","value":"SELECT * FROM \"ledger\" WHERE ref = )" +
            noise.hex(24) +
            R"("},{"key":"net.peer.name","type":"string","value":"postgres-0"},{"key":"otel.scope.name","type":"string","value":"io.signalbox.shop"},)"
            R"({"key":"otel.status_code","type":"string","value":"OK"},{"key":"thread.id","type":"int64","value":)" +
            QByteArray::number(i % 64) + R"(}],"logs":[],"processID":"p)" + QByteArray::number(i % 10) +
            R"(","warnings":null})";
    }
    body += R"(],"processes":{)";
    for (int p = 0; p < 10; ++p) {
        body += p ? "," : "";
        body += "\"p" + QByteArray::number(p) + R"(":{"serviceName":"service-)" + QByteArray::number(p) +
                R"(","tags":[{"key":"host.name","type":"string","value":"node-1"}]})";
    }
    return padded(body + R"(},"warnings":null}],"total":0,"limit":0,"offset":0,"errors":null})");
}

} // namespace signalbox::bench
