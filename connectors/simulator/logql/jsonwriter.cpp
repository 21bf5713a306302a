// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/logql/jsonwriter.h"

#include "connectors/simulator/logql/units.h"

namespace signalbox::simulator::logql {

namespace {

/// The length of a well-formed UTF-8 sequence at the front; 0 when there is none.
std::size_t sequenceLength(std::string_view text)
{
    const auto byte = [&](std::size_t i) {
        return static_cast<unsigned>(static_cast<unsigned char>(text[i]));
    };
    const unsigned first = byte(0);
    const std::size_t n = first < 0x80 ? 1 : first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if ((first >= 0x80 && first < 0xC2) || first > 0xF4 || text.size() < n)
        return 0;
    for (std::size_t i = 1; i < n; ++i) {
        if ((byte(i) & 0xC0U) != 0x80U)
            return 0;
    }
    if (n == 3 && ((first == 0xE0 && byte(1) < 0xA0) || (first == 0xED && byte(1) > 0x9F)))
        return 0;
    if (n == 4 && ((first == 0xF0 && byte(1) < 0x90) || (first == 0xF4 && byte(1) > 0x8F)))
        return 0;
    return n;
}

void appendEscape(std::string& out, unsigned char c)
{
    static constexpr char hex[] = "0123456789abcdef";
    out += "\\u00";
    out += hex[c >> 4U];
    out += hex[c & 15U];
}

void appendEntry(std::string& out, const ResultLine& line, Encoding encoding)
{
    out += "[\"" + std::to_string(line.ns) + "\",";
    appendJson(out, line.line);
    if (encoding == Encoding::Categorised) {
        out += ",{";
        if (!line.metadata.isEmpty()) {
            out += "\"structuredMetadata\":";
            appendJson(out, line.metadata);
        }
        if (!line.parsed.isEmpty()) {
            out += line.metadata.isEmpty() ? "\"parsed\":" : ",\"parsed\":";
            appendJson(out, line.parsed);
        }
        out += '}';
    }
    out += ']';
}

std::string stats(std::size_t lines, std::size_t returned)
{
    return R"("stats":{"summary":{"bytesProcessedPerSecond":0,"linesProcessedPerSecond":0,"totalBytesProcessed":0,)"
           R"("totalLinesProcessed":)" +
           std::to_string(lines) +
           R"(,"execTime":0.001,"queueTime":0,"subqueries":0,"totalEntriesReturned":)" +
           std::to_string(returned) + R"(,"splits":0,"shards":0}})";
}

void appendPoint(std::string& out, std::int64_t ns, double value)
{
    out += '[' + secondsOf(ns) + ",\"" + formatNumber(value) + "\"]";
}

} // namespace

void appendJson(std::string& out, std::string_view text)
{
    out += '"';
    std::size_t at = 0;
    while (at < text.size()) {
        const char c = text[at];
        const auto byte = static_cast<unsigned char>(c);
        if (byte >= 0x80) {
            const std::size_t n = sequenceLength(text.substr(at));
            out += n == 0 ? std::string_view("\\ufffd") : text.substr(at, n);
            at += n == 0 ? 1 : n;
            continue;
        }
        ++at;
        switch (c) {
        case '"':
            out += "\\\"";
            break;
        case '\\':
            out += "\\\\";
            break;
        case '\n':
            out += "\\n";
            break;
        case '\r':
            out += "\\r";
            break;
        case '\t':
            out += "\\t";
            break;
        case '<':
        case '>':
        case '&':
            appendEscape(out, byte);
            break;
        default:
            if (byte < 0x20)
                appendEscape(out, byte);
            else
                out += c;
        }
    }
    out += '"';
}

void appendJson(std::string& out, const Fields& fields)
{
    out += '{';
    bool first = true;
    for (const auto& [name, value] : fields) {
        if (!first)
            out += ',';
        first = false;
        appendJson(out, name);
        out += ':';
        appendJson(out, value);
    }
    out += '}';
}

std::string secondsOf(std::int64_t ns)
{
    const std::int64_t ms = ns / 1'000'000;
    std::string out = std::to_string(ms / 1000);
    if (const std::int64_t rest = ms % 1000; rest != 0) {
        std::string digits = std::to_string(rest);
        digits.insert(0, 3 - digits.size(), '0');
        while (digits.back() == '0')
            digits.pop_back();
        out += '.' + digits;
    }
    return out;
}

std::string streamsBody(const LogResult& result, Encoding encoding)
{
    std::string out = R"({"status":"success","data":{"resultType":"streams",)";
    if (encoding == Encoding::Categorised)
        out += R"("encodingFlags":["categorize-labels"],)";
    out += R"("result":[)";
    std::size_t returned = 0;
    for (const ResultStream& stream : result.streams) {
        out += out.back() == '[' ? R"({"stream":)" : R"(,{"stream":)";
        appendJson(out, stream.labels);
        out += R"(,"values":[)";
        for (const ResultLine& line : stream.lines) {
            if (out.back() != '[')
                out += ',';
            appendEntry(out, line, encoding);
            ++returned;
        }
        out += "]}";
    }
    return out + "]," + stats(result.linesRead, returned) + "}}";
}

std::string matrixBody(const MetricResult& result, const Steps& steps)
{
    std::string out = R"({"status":"success","data":{"resultType":"matrix","result":[)";
    for (const MetricSeries& series : result.series) {
        out += out.back() == '[' ? R"({"metric":)" : R"(,{"metric":)";
        appendJson(out, series.labels);
        out += R"(,"values":[)";
        for (std::size_t i = 0; i < steps.count; ++i) {
            if (!series.values[i])
                continue;
            if (out.back() != '[')
                out += ',';
            appendPoint(out, steps.at(i), *series.values[i]);
        }
        out += "]}";
    }
    return out + "]," + stats(0, result.series.size()) + "}}";
}

std::string vectorBody(const MetricResult& result, const Steps& steps)
{
    if (result.isScalar) {
        // Loki 3 multiplies the time once too often and overflows; clients meet this number in the wild.
        const auto wrapped = static_cast<std::int64_t>(static_cast<std::uint64_t>(steps.startNs) * 1000U);
        return R"({"status":"success","data":{"resultType":"scalar","result":[)" +
               std::to_string(wrapped / 1'000'000) + ",\"" +
               formatNumber(result.series.front().values.front().value_or(0)) + "\"]," + stats(0, 1) + "}}";
    }
    std::string out = R"({"status":"success","data":{"resultType":"vector","result":[)";
    for (const MetricSeries& series : result.series) {
        out += out.back() == '[' ? R"({"metric":)" : R"(,{"metric":)";
        appendJson(out, series.labels);
        out += R"(,"value":)";
        appendPoint(out, steps.startNs, series.values.front().value_or(0));
        out += '}';
    }
    return out + "]," + stats(0, result.series.size()) + "}}";
}

void appendTailEntry(std::string& out, const Fields& labels, const ResultLine& line, Encoding encoding)
{
    out += R"({"stream":)";
    appendJson(out, labels);
    out += R"(,"values":[)";
    appendEntry(out, line, encoding);
    out += "]}";
}

} // namespace signalbox::simulator::logql
