// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Every recorded answer of a real Loki, read by our parsers and, apart from them, by a plain walk.
#include "connectors/loki/answer.h"
#include "connectors/loki/catalogparser.h"
#include "connectors/loki/parser.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <nlohmann/json.hpp>

#include <map>

namespace tst_lokifixtures {

using namespace signalbox;
using namespace signalbox::loki;
using Json = nlohmann::json;

namespace {

const QString backend = QStringLiteral("logs");

Json load(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? Json::parse(file.readAll().toStdString()) : Json();
}

QByteArray bytes(const Json& text)
{
    return QByteArray::fromStdString(text.get<std::string>());
}

LabelSet labelsOf(const Json& object)
{
    std::vector<Label> labels;
    for (const auto& [name, value] : object.items())
        labels.push_back({QString::fromStdString(name), QString::fromStdString(value.get<std::string>())});
    return LabelSet(std::move(labels));
}

/// The entries of a list of streams, as the JSON has them.
std::vector<LogLine> linesOf(const Json& streams)
{
    std::vector<LogLine> lines;
    for (const Json& stream : streams) {
        for (const Json& entry : stream.at("values")) {
            LogLine line;
            line.at = {std::stoll(entry.at(0).get<std::string>())};
            line.labels = labelsOf(stream.at("stream"));
            line.line = bytes(entry.at(1));
            if (entry.size() > 2) {
                line.metadata = labelsOf(entry[2].value("structuredMetadata", Json::object()));
                line.parsed = labelsOf(entry[2].value("parsed", Json::object()));
            }
            lines.push_back(std::move(line));
        }
    }
    return lines;
}

void compare(const LogBatchPtr& batch, const std::vector<LogLine>& expected)
{
    QCOMPARE(batch->size(), expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
        LogLine got = batch->at(i);
        got.level = Level::Unknown;
        QCOMPARE(got, expected[i]);
    }
}

void compareSeries(const MetricPage& page, const Json& data)
{
    const Json& result = data.at("result");
    if (data.at("resultType") == "scalar") {
        QCOMPARE(page.series.at(0).values.at(0), std::stod(result.at(1).get<std::string>()));
        return;
    }
    QCOMPARE(page.fromVector, data.at("resultType") == "vector");
    QCOMPARE(page.series.size(), result.size());
    for (std::size_t i = 0; i < result.size(); ++i) {
        QCOMPARE(page.series[i].labels, labelsOf(result[i].at("metric")));
        const Json samples =
            result[i].contains("values") ? result[i]["values"] : Json::array({result[i].at("value")});
        QCOMPARE(page.series[i].times.size(), samples.size());
        for (std::size_t k = 0; k < samples.size(); ++k) {
            QCOMPARE(page.series[i].times[k],
                     std::llround(samples[k].at(0).get<double>() * 1000) * 1'000'000);
            QCOMPARE(page.series[i].values[k], std::stod(samples[k].at(1).get<std::string>()));
        }
    }
}

QStringList sortedTexts(const Json& list)
{
    QStringList texts;
    for (const Json& text : list)
        texts.append(QString::fromStdString(text.get<std::string>()));
    texts.sort();
    return texts;
}

} // namespace

class TestFixtures : public QObject
{
    Q_OBJECT

    const QString m_folder = QStringLiteral(SIGNALBOX_FIXTURES "/loki");

private Q_SLOTS:
    void answersAreReadAsTheyAre_data()
    {
        QTest::addColumn<QString>("path");
        const QStringList names =
            QDir(m_folder).entryList({QStringLiteral("0*.json")}, QDir::Files, QDir::Name);
        QCOMPARE(names.size(), 84);
        for (const QString& name : names)
            QTest::newRow(qPrintable(name)) << m_folder + QLatin1Char('/') + name;
    }
    void answersAreReadAsTheyAre()
    {
        QFETCH(QString, path);
        const Json fixture = load(path);
        const Json& response = fixture.at("response");
        const QByteArray body = bytes(response.at("body"));
        const QString call = QString::fromStdString(fixture.at("request").at("path").get<std::string>())
                                 .remove(QStringLiteral("/loki/api/v1/"));
        if (response.at("status") != 200) {
            checkRefusal(body, response.at("status").get<int>());
            return;
        }
        if (call == QLatin1String("/ready")) {
            QCOMPARE(body.trimmed(), QByteArray("ready"));
            return;
        }
        checkAnswer(call, body, Json::parse(body.toStdString()));
    }

    void tailsAreReadAsTheyAre_data()
    {
        QTest::addColumn<QString>("path");
        const QStringList names =
            QDir(m_folder).entryList({QStringLiteral("tail*.json")}, QDir::Files, QDir::Name);
        QCOMPARE(names.size(), 6);
        for (const QString& name : names)
            QTest::newRow(qPrintable(name)) << m_folder + QLatin1Char('/') + name;
    }
    void tailsAreReadAsTheyAre()
    {
        QFETCH(QString, path);
        const Json fixture = load(path);
        int checked = 0;
        for (const Json& frame : fixture.at("frames")) {
            ++checked;
            if (!frame.contains("text")) {
                QVERIFY(frame.contains("closed") || frame.at("handshake") == 400);
                continue;
            }
            const QByteArray text = bytes(frame["text"]);
            const auto read = parseTailFrame(text, backend);
            QVERIFY2(read, read ? "" : qPrintable(read.error().what));
            QCOMPARE(read->page.notes, Notes());
            const Json json = Json::parse(text.toStdString());
            compare(read->page.batch, linesOf(json.at("streams")));
            const Json dropped = json.value("dropped_entries", Json());
            QCOMPARE(read->dropped, static_cast<std::int64_t>(dropped.is_array() ? dropped.size() : 0));
        }
        QVERIFY(checked > 0);
    }

private:
    static void checkRefusal(const QByteArray& body, int status)
    {
        // A refusal never reaches a parser with its status; its words alone must not pass for an answer.
        QVERIFY(status >= 400);
        QVERIFY(!parseStreams(body, backend));
        QVERIFY(!parseNames(body, backend));
        const Error error{
            .kind = ErrorKind::Http, .what = {}, .detail = QString::fromUtf8(body), .httpStatus = status};
        QCOMPARE(queryPosition(error).has_value(), body.contains("parse error at line"));
        QCOMPARE(entriesLimit(error).value_or(0), body.contains("max entries limit") ? 5000 : 0);
    }

    static void checkAnswer(const QString& call, const QByteArray& body, const Json& json)
    {
        if (json.contains("data") && json["data"].is_object() && json["data"].contains("resultType")) {
            if (json["data"]["resultType"] == "streams") {
                const auto page = parseStreams(body, backend);
                QVERIFY2(page, page ? "" : qPrintable(page.error().what));
                QCOMPARE(page->notes, Notes());
                compare(page->batch, linesOf(json["data"]["result"]));
                QVERIFY(!parseMetric(body, backend));
            } else {
                const auto page = parseMetric(body, backend);
                QVERIFY2(page, page ? "" : qPrintable(page.error().what));
                QCOMPARE(page->notes, Notes());
                compareSeries(*page, json["data"]);
                QVERIFY(!parseStreams(body, backend));
            }
        } else if (call == QLatin1String("labels") || call.startsWith(QLatin1String("label/"))) {
            QCOMPARE(parseNames(body, backend).value(), sortedTexts(json.value("data", Json::array())));
        } else if (call == QLatin1String("series")) {
            const auto series = parseSeries(body, backend).value();
            QCOMPARE(series.size(), json.at("data").size());
            for (std::size_t i = 0; i < series.size(); ++i)
                QCOMPARE(series[i], labelsOf(json["data"][i]));
        } else {
            checkCatalog(call, body, json);
        }
    }

    static void checkCatalog(const QString& call, const QByteArray& body, const Json& json)
    {
        if (call == QLatin1String("index/stats")) {
            const IndexStats stats = parseIndexStats(body, backend).value();
            QCOMPARE(stats, (IndexStats{json.at("streams"), json.at("chunks"), json.at("entries"),
                                        json.at("bytes")}));
        } else if (call == QLatin1String("patterns")) {
            const auto patterns = parsePatterns(body, backend).value();
            QCOMPARE(patterns.size(), json.at("data").size());
            for (std::size_t i = 0; i < patterns.size(); ++i) {
                const Json& expected = json["data"][i];
                QCOMPARE(patterns[i].pattern.toStdString(), expected.at("pattern").get<std::string>());
                QCOMPARE(patterns[i].level.toStdString(), expected.value("level", std::string()));
                QCOMPARE(patterns[i].samples.size(), expected.at("samples").size());
                QCOMPARE(patterns[i].samples.at(0).at.seconds(),
                         expected["samples"][0][0].get<std::int64_t>());
                QCOMPARE(patterns[i].samples.at(0).count, expected["samples"][0][1].get<std::int64_t>());
            }
        } else if (call == QLatin1String("detected_labels")) {
            QCOMPARE(parseDetectedLabels(body, backend).value().size(),
                     json.value("detectedLabels", Json::array()).size());
        } else if (call == QLatin1String("detected_fields")) {
            const auto fields = parseDetectedFields(body, backend).value();
            QCOMPARE(fields.size(), json.at("fields").size());
            std::map<std::string, Json> byLabel;
            for (const Json& field : json["fields"])
                byLabel[field.at("label")] = field;
            for (const DetectedField& field : fields) {
                const Json& expected = byLabel.at(field.label.toStdString());
                QCOMPARE(field.type.toStdString(), expected.at("type").get<std::string>());
                QCOMPARE(field.cardinality, expected.at("cardinality").get<std::int64_t>());
                QCOMPARE(field.parsers.isEmpty(), expected.at("parsers").is_null());
                QCOMPARE(field.jsonPath.size(),
                         static_cast<qsizetype>(expected.value("jsonPath", Json::array()).size()));
            }
        } else if (call.startsWith(QLatin1String("detected_field/"))) {
            QCOMPARE(parseDetectedFieldValues(body, backend).value(), sortedTexts(json.at("values")));
        } else if (call == QLatin1String("format_query")) {
            QCOMPARE(parseFormatted(body, backend).value().toStdString(), json.at("data").get<std::string>());
        } else if (call == QLatin1String("status/buildinfo")) {
            QCOMPARE(parseBuildInfo(body, backend).value().version.toStdString(),
                     json.at("version").get<std::string>());
        } else {
            QFAIL(qPrintable(QStringLiteral("no parser is known for ") + call));
        }
    }
};

} // namespace tst_lokifixtures

SIGNALBOX_GUILESS_TEST(tst_lokifixtures, TestFixtures)
#include "tst_lokifixtures.moc"
