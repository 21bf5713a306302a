// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/prometheus/errors.h"
#include "connectors/prometheus/parser.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QTest>

#include <cmath>
#include <cstdlib>

#include <nlohmann/json.hpp>

namespace tst_prometheusfixtures {

using namespace signalbox;
using namespace signalbox::prometheus;
using nlohmann::json;

namespace {

const QString backend = QStringLiteral("recorded");

QString text(const json& value)
{
    return QString::fromStdString(value.get<std::string>());
}

LabelSet labels(const json& object)
{
    std::vector<Label> list;
    for (const auto& [name, value] : object.items())
        list.push_back({QString::fromStdString(name), text(value)});
    return LabelSet(std::move(list));
}

/// The other way to the same numbers: milliseconds by rounding, values by the C library.
bool samePoint(const json& pair, std::int64_t ns, double value)
{
    const double wanted = std::strtod(pair.at(1).get<std::string>().c_str(), nullptr);
    return std::llround(pair.at(0).get<double>() * 1000) * 1'000'000 == ns &&
           (wanted == value || (std::isnan(wanted) && std::isnan(value)));
}

} // namespace

/// Every recorded answer of two real servers is read, and compared with a walk of the same body by a reader
/// that shares nothing with ours.
class TestPrometheusFixtures : public QObject
{
    Q_OBJECT

    void compareQuery(const QByteArray& body, const json& data)
    {
        const auto answer = parseQuery(body, backend);
        QVERIFY2(answer, answer ? "" : qPrintable(answer.error().what));
        QCOMPARE(toString(answer->resultType), text(data.at("resultType")));
        QCOMPARE(answer->notes.badEntries, 0);
        const json& result = data.at("result");
        if (answer->resultType == ResultType::String) {
            QCOMPARE(answer->text, text(result.at(1)));
            QVERIFY(answer->textAt);
            return;
        }
        if (answer->resultType == ResultType::Scalar) {
            QCOMPARE(answer->series.size(), std::size_t{1});
            QVERIFY(samePoint(result, answer->series[0].times.at(0), answer->series[0].values.at(0)));
            return;
        }
        QCOMPARE(answer->series.size(), result.size());
        for (std::size_t i = 0; i < result.size(); ++i) {
            const Series& series = answer->series[i];
            QCOMPARE(series.labels, labels(result[i].at("metric")));
            const json points =
                result[i].contains("values") ? result[i]["values"] : json{result[i].at("value")};
            QCOMPARE(series.times.size(), points.size());
            QCOMPARE(series.values.size(), points.size());
            for (std::size_t p = 0; p < points.size(); ++p)
                QVERIFY(samePoint(points[p], series.times[p], series.values[p]));
        }
    }

    void compareList(const QByteArray& body, const json& data)
    {
        const auto answer = parseList(body, backend);
        QVERIFY(answer);
        QCOMPARE(std::size_t(answer->values.size()), data.size());
        for (std::size_t i = 0; i < data.size(); ++i)
            QCOMPARE(answer->values[qsizetype(i)], text(data[i]));
    }

    void compareOther(const QString& path, const QByteArray& body, const json& data)
    {
        if (path.endsWith(QLatin1String("/buildinfo"))) {
            const auto info = parseBuildInfo(body, backend);
            QVERIFY(info);
            QCOMPARE(info->version, text(data.at("version")));
            QCOMPARE(info->goVersion, text(data.at("goVersion")));
        } else if (path.endsWith(QLatin1String("/format_query"))) {
            QCOMPARE(parseFormatted(body, backend).value_or(QString()), text(data));
        } else if (path.endsWith(QLatin1String("/series"))) {
            const auto answer = parseSeries(body, backend);
            QVERIFY(answer);
            QCOMPARE(answer->series.size(), data.size());
            for (std::size_t i = 0; i < data.size(); ++i)
                QCOMPARE(answer->series[i], labels(data[i]));
        } else if (path.endsWith(QLatin1String("/metadata"))) {
            const auto answer = parseMetadata(body, backend);
            QVERIFY(answer);
            QCOMPARE(std::size_t(answer->metrics.size()), data.size());
        } else if (path.endsWith(QLatin1String("/query_exemplars"))) {
            const auto answer = parseExemplars(body, backend);
            QVERIFY(answer);
            QCOMPARE(answer->series.size(), data.size());
        } else if (path.endsWith(QLatin1String("/rules"))) {
            const auto page = parseRules(body, backend);
            QVERIFY(page);
            QCOMPARE(page->answer.groups.size(), data.at("groups").size());
        } else if (path.endsWith(QLatin1String("/alerts"))) {
            const auto answer = parseAlerts(body, backend);
            QVERIFY(answer);
            QCOMPARE(answer->alerts.size(), data.at("alerts").size());
        } else if (path.endsWith(QLatin1String("/targets"))) {
            // No call of ours, but what a wrong URL may bring: another shape is an error, not an empty
            // answer.
            QVERIFY(!parseQuery(body, backend));
            QVERIFY(!parseList(body, backend));
        } else {
            QFAIL(qPrintable(QStringLiteral("no reader for ") + path));
        }
    }

private Q_SLOTS:
    void isReadAsRecorded_data()
    {
        QTest::addColumn<QString>("file");
        int files = 0;
        for (const char* folder : {"prometheus", "prometheus3"}) {
            QDir dir(QStringLiteral(SIGNALBOX_FIXTURES "/") + QLatin1String(folder));
            const QStringList names = dir.entryList({QStringLiteral("*.json")}, QDir::Files, QDir::Name);
            for (const QString& name : names) {
                QTest::newRow(qPrintable(QLatin1String(folder) + QLatin1Char('/') + name))
                    << dir.filePath(name);
                ++files;
            }
        }
        QCOMPARE(files, 72);
    }
    void isReadAsRecorded()
    {
        QFETCH(QString, file);
        QFile input(file);
        QVERIFY(input.open(QIODevice::ReadOnly));
        const json recorded = json::parse(input.readAll().toStdString());
        const int status = recorded.at("response").at("status").get<int>();
        const QByteArray body = QByteArray::fromStdString(recorded["response"]["body"].get<std::string>());
        const QString path = text(recorded.at("request").at("path"));
        if (!body.startsWith('{')) {
            const auto answer = parseQuery(body, backend);
            QVERIFY(!answer);
            QVERIFY(answer.error().what.contains(cleaned(body)));
            return;
        }
        const json root = json::parse(body.toStdString());
        if (status != 200) {
            // As the HTTP layer hands it over: the cleaned body is the detail.
            const Error error = inServersWords({.kind = ErrorKind::Http,
                                                .what = QStringLiteral("recorded answered %1").arg(status),
                                                .detail = cleaned(body, 4096),
                                                .httpStatus = status},
                                               backend);
            QCOMPARE(error.httpStatus, status);
            QVERIFY2(error.what.startsWith(QLatin1String("recorded refused: ")), qPrintable(error.what));
            QVERIFY(error.detail.contains(text(root.at("error"))));
            const bool names = text(root["error"]).contains(QLatin1String("parse error"));
            QCOMPARE(positionIn(error).has_value(), names);
            return;
        }
        if (path.contains(QLatin1String("/query_range")) || path.endsWith(QLatin1String("/query")))
            compareQuery(body, root.at("data"));
        else if (path.endsWith(QLatin1String("/labels")) || path.endsWith(QLatin1String("/values")))
            compareList(body, root.at("data"));
        else
            compareOther(path, body, root.at("data"));
        if (root.contains("warnings") || root.contains("infos")) {
            const auto answer = parseQuery(body, backend);
            QCOMPARE(std::size_t(answer->notes.warnings.size()),
                     root.value("warnings", json::array()).size());
            QCOMPARE(std::size_t(answer->notes.infos.size()), root.value("infos", json::array()).size());
        }
    }
};

} // namespace tst_prometheusfixtures

SIGNALBOX_GUILESS_TEST(tst_prometheusfixtures, TestPrometheusFixtures)
#include "tst_prometheusfixtures.moc"
