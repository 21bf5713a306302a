// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/jaeger/parser.h"
#include "connectors/loki/parser.h"
#include "connectors/prometheus/parser.h"
#include "tests/bench/bench.h"
#include "tests/bench/bodies.h"

#include <nlohmann/json.hpp>
#include <simdjson.h>

namespace signalbox::bench {

namespace {

using simdjson::ondemand::json_type;

/// The reference: an On-Demand walk that decodes every value and keeps nothing. Prometheus writes its values
/// as numbers in strings; the walk decodes those too when asked to, since a reader must.
template <bool numbersInStrings>
std::size_t walk(simdjson::ondemand::value value)
{
    std::size_t sum = 0;
    switch (value.type()) {
    case json_type::object:
        for (auto field : value.get_object()) {
            sum += std::string_view(field.unescaped_key()).size();
            sum += walk<numbersInStrings>(field.value());
        }
        break;
    case json_type::array:
        for (auto element : value.get_array())
            sum += walk<numbersInStrings>(element.value());
        break;
    case json_type::string:
        if constexpr (numbersInStrings) {
            double number = 0;
            if (value.get_double_in_string().get(number) == simdjson::SUCCESS) {
                sum += number > 0 ? 1 : 0;
                break;
            }
        }
        sum += std::string_view(value.get_string()).size();
        break;
    case json_type::number:
        sum += static_cast<std::size_t>(double(value.get_double()));
        break;
    case json_type::boolean:
        sum += bool(value.get_bool()) ? 1 : 0;
        break;
    case json_type::null:
        sum += value.is_null() ? 1 : 0;
        break;
    }
    return sum;
}

template <bool numbersInStrings>
void bareWalk(const QByteArray& body)
{
    static simdjson::ondemand::parser parser;
    auto document = parser.iterate(simdjson::padded_string_view(
        body.constData(), static_cast<std::size_t>(body.size()), static_cast<std::size_t>(body.capacity())));
    simdjson::ondemand::value root = document.get_value();
    const std::size_t sum = walk<numbersInStrings>(root);
    keep(&sum);
}

struct Nothing final : nlohmann::json_sax<nlohmann::json>
{
    bool null() override { return true; }
    bool boolean(bool) override { return true; }
    bool number_integer(number_integer_t) override { return true; }
    bool number_unsigned(number_unsigned_t) override { return true; }
    bool number_float(number_float_t, const string_t&) override { return true; }
    bool string(string_t&) override { return true; }
    bool binary(binary_t&) override { return true; }
    bool start_object(std::size_t) override { return true; }
    bool key(string_t&) override { return true; }
    bool end_object() override { return true; }
    bool start_array(std::size_t) override { return true; }
    bool end_array() override { return true; }
    bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) override
    {
        return false;
    }
};

void saxWalk(const QByteArray& body)
{
    Nothing sax;
    const bool done = nlohmann::json::sax_parse(body.constData(), body.constData() + body.size(), &sax);
    keep(&done);
}

std::vector<Row> measure(const QString& name, const QByteArray& body, double saxBound,
                         const std::function<void()>& parse, bool numbersInStrings)
{
    const double megabytes = static_cast<double>(body.size()) / 1e6;
    const double peak = peakOf(parse);
    const Pair walkPair =
        measurePair(9, parse, [&] { numbersInStrings ? bareWalk<true>(body) : bareWalk<false>(body); });
    const Pair saxPair = measurePair(3, parse, [&] { saxWalk(body); });
    const double held = (peak + static_cast<double>(body.size())) / static_cast<double>(body.size());
    return {atLeast(name + QStringLiteral(" parse"), megabytes / walkPair.seconds, QStringLiteral("MB/s"),
                    numbersInStrings ? QStringLiteral("On-Demand walk, numbers decoded")
                                     : QStringLiteral("On-Demand walk"),
                    walkPair.speed, 0.6),
            atLeast(name + QStringLiteral(" parse"), megabytes / saxPair.seconds, QStringLiteral("MB/s"),
                    QStringLiteral("nlohmann SAX"), saxPair.speed, saxBound),
            atMost(name + QStringLiteral(" peak memory"), (peak + static_cast<double>(body.size())) / 1e6,
                   QStringLiteral("MB"), QStringLiteral("the body"), held, 2.5)};
}

const QString backend = QStringLiteral("bench");

std::vector<Row> prometheusRows()
{
    const QByteArray body = prometheusMatrix(50, 11'000);
    return measure(
        QStringLiteral("prometheus 50 x 11000"), body, 3.5,
        [&] {
            const auto answer = prometheus::parseQuery(body, backend);
            keep(&answer);
        },
        true);
}

std::vector<Row> lokiRows()
{
    const QByteArray body = lokiStreams(100'000, 300);
    return measure(
        QStringLiteral("loki 100000 x 300 B"), body, 2.5,
        [&] {
            const auto answer = loki::parseStreams(body, backend);
            keep(&answer);
        },
        false);
}

std::vector<Row> jaegerRows()
{
    const QByteArray body = jaegerTrace(100'000);
    return measure(
        QStringLiteral("jaeger 100000 spans"), body, 3.5,
        [&] {
            const auto answer = jaeger::parseTraces(body, backend);
            keep(&answer);
        },
        false);
}

} // namespace

void walkBare(const QByteArray& body)
{
    bareWalk<false>(body);
}

std::vector<Suite> parserSuites()
{
    return {{QStringLiteral("parse-prometheus"), prometheusRows},
            {QStringLiteral("parse-loki"), lokiRows},
            {QStringLiteral("parse-jaeger"), jaegerRows}};
}

} // namespace signalbox::bench
