// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "promqlworld.h"

#include <QJsonArray>
#include <QMap>

#include <array>
#include <cmath>

namespace signalbox::test {

namespace {

constexpr int minutes = 60;

/// A generator of numbers that is the same on every machine.
class Dice
{
public:
    double next()
    {
        m_state = m_state * 6364136223846793005ULL + 1442695040888963407ULL;
        return static_cast<double>(m_state >> 11) / 9007199254740992.0;
    }

private:
    quint64 m_state = 42;
};

class Writer
{
public:
    void sample(const QByteArray& series, double value, qint64 ms)
    {
        QByteArray number = std::isnan(value)   ? QByteArray("NaN")
                            : std::isinf(value) ? QByteArray(value > 0 ? "+Inf" : "-Inf")
                                                : QByteArray::number(value, 'g', 17);
        m_text += series + ' ' + number + ' ' + QByteArray::number(ms / 1000) + '.' +
                  QByteArray::number(ms % 1000).rightJustified(3, '0') + '\n';
    }
    QByteArray take() { return m_text; }

private:
    QByteArray m_text;
};

void counters(Writer& out, Dice& dice)
{
    for (const char* host : {"h1", "h2"}) {
        for (const char* queue : {"a", "b", "c"}) {
            const QByteArray series = QByteArray("jobs_total{host=\"") + host + "\",queue=\"" + queue + "\"}";
            double value = queue[0] == 'c' ? 9.0e15 : 0;
            for (int i = 0; i < minutes * 4; ++i) {
                const bool pause = host[1] == '2' && i >= 100 && i < 130; // 7.5 minutes
                value += std::floor(dice.next() * 20);
                if (queue[0] == 'b' && i % 37 == 36)
                    value = std::floor(dice.next() * 5);
                if (!pause)
                    out.sample(series, value,
                               worldStart * 1000 + i * 15000 + static_cast<qint64>(dice.next() * 400));
            }
        }
    }
}

void gauges(Writer& out, Dice& dice)
{
    for (const char* room : {"attic", "cellar", "kitchen"}) {
        for (int i = 0; i < minutes * 2; ++i) {
            const double value = 20 * std::sin(i / 9.0 + room[0]) + dice.next();
            out.sample(QByteArray("temp{floor=\"") + (room[0] == 'c' ? "0" : "1") + "\",room=\"" + room +
                           "\"}",
                       value, worldStart * 1000 + i * 30000);
        }
    }
    constexpr double inf = std::numeric_limits<double>::infinity();
    constexpr double nan = std::numeric_limits<double>::quiet_NaN();
    const std::array<std::array<double, 4>, 5> odd{{{nan, nan, nan, nan},
                                                    {inf, 1, inf, 2},
                                                    {-inf, -inf, 0, inf},
                                                    {nan, 3, -4, nan},
                                                    {1e20, 123456789012345680000.0, 1e21, -1e-9}}};
    for (std::size_t k = 0; k < odd.size(); ++k) {
        for (int i = 0; i < minutes * 2; ++i)
            out.sample("odd{k=\"" + QByteArray::number(static_cast<int>(k)) + "\"}",
                       odd[k][static_cast<std::size_t>(i % 4)], worldStart * 1000 + i * 30000);
    }
    for (int n = 0; n < 14; ++n) {
        for (int i = 0; i < minutes; ++i)
            out.sample("tie{n=\"" + QByteArray::number(n) + "\"}", (n * 7 + i) % 4,
                       worldStart * 1000 + i * 60000);
    }
    // Around the look-back of five minutes: a sample of just that age still counts.
    for (const int gap : {299, 300, 301}) {
        for (int i = 0; i * gap < minutes * 60; ++i)
            out.sample("sparse{gap=\"" + QByteArray::number(gap) + "\"}", i, (worldStart + i * gap) * 1000);
    }
    for (int i = 0; i < minutes; ++i) {
        const qint64 ms = worldStart * 1000 + i * 60000;
        out.sample("twin_one{x=\"1\"}", i, ms);
        out.sample("twin_two{x=\"1\"}", 2 * i, ms);
        out.sample("build_info{host=\"h1\",version=\"1.2\"}", 1, ms);
        out.sample("build_info{host=\"h2\",version=\"1.3-rc&<b>\"}", 1, ms);
        out.sample(QByteArray::fromStdString("words{text=\"gr\xc3\xb6\xc3\x9f"
                                             "e \\\"q\\\" \\\\ \\n.\"}"),
                   5, ms);
        out.sample("constant", 7, ms);
        out.sample("bytes", 1024.0 * 1024 * (i + 1), ms);
        if (i < 20)
            out.sample("gone{host=\"h1\"}", i, ms);
        if (i >= 40)
            out.sample("late{host=\"h1\"}", i, ms);
    }
}

void histograms(Writer& out, Dice& dice)
{
    struct Shape
    {
        const char* name;
        std::array<const char*, 6> bounds;
    };
    const std::array<Shape, 5> shapes{{{"good", {"0.1", "0.5", "1", "2.5", "10", "+Inf"}},
                                       {"noinf", {"0.1", "0.5", "1", "2.5", "10", "20"}},
                                       {"doubled", {"0.1", "0.5", "0.50", "2.5", "10", "+Inf"}},
                                       {"negative", {"-5", "-1", "0", "1", "10", "+Inf"}},
                                       {"bad", {"x", "", "1e1", "2.5", "0x1p-2", "+Inf"}}}};
    for (const Shape& shape : shapes) {
        for (std::size_t b = 0; b < shape.bounds.size(); ++b) {
            double count = 0;
            for (int i = 0; i < minutes * 2; ++i) {
                count += std::floor(static_cast<double>(b + 1) * dice.next() *
                                    10); // now and then fewer than below
                out.sample(QByteArray("lat_bucket{le=\"") + shape.bounds[b] + "\",shape=\"" + shape.name +
                               "\"}",
                           count, worldStart * 1000 + i * 30000);
            }
        }
    }
    for (int i = 0; i < minutes * 2; ++i)
        out.sample("lat_bucket{le=\"+Inf\",shape=\"lonely\"}", i, worldStart * 1000 + i * 30000);
}

/// Go's numbers as the answers hold them.
double numberOf(const QJsonValue& v)
{
    const QString text = v.toString();
    if (text == QLatin1String("NaN"))
        return std::numeric_limits<double>::quiet_NaN();
    if (text == QLatin1String("+Inf"))
        return std::numeric_limits<double>::infinity();
    return text == QLatin1String("-Inf") ? -std::numeric_limits<double>::infinity() : text.toDouble();
}

bool close(double a, double b)
{
    if (std::isnan(a) || std::isnan(b))
        return std::isnan(a) && std::isnan(b);
    return a == b || std::abs(a - b) <= 1e-9 * std::max(std::abs(a), std::abs(b));
}

QString pointDifference(const QJsonArray& a, const QJsonArray& b)
{
    if (a.at(0).toDouble() != b.at(0).toDouble() || !close(numberOf(a.at(1)), numberOf(b.at(1))))
        return QStringLiteral("[%1, %2] became [%3, %4]")
            .arg(a.at(0).toDouble(), 0, 'f', 3)
            .arg(a.at(1).toString())
            .arg(b.at(0).toDouble(), 0, 'f', 3)
            .arg(b.at(1).toString());
    return {};
}

QString seriesDifference(const QJsonObject& a, const QJsonObject& b)
{
    if (a.contains(QLatin1String("value")))
        return pointDifference(a.value(QLatin1String("value")).toArray(),
                               b.value(QLatin1String("value")).toArray());
    const QJsonArray x = a.value(QLatin1String("values")).toArray();
    const QJsonArray y = b.value(QLatin1String("values")).toArray();
    for (qsizetype i = 0; i < std::min(x.size(), y.size()); ++i) {
        if (const QString d = pointDifference(x[i].toArray(), y[i].toArray()); !d.isEmpty())
            return d;
    }
    return x.size() == y.size() ? QString()
                                : QStringLiteral("%1 points became %2").arg(x.size()).arg(y.size());
}

QString keyOf(const QJsonValue& series)
{
    QString out;
    const QJsonObject metric = series[QLatin1String("metric")].toObject();
    for (auto it = metric.begin(); it != metric.end(); ++it)
        out += it.key() + u'=' + it.value().toString() + u'\x01';
    return out;
}

} // namespace

QByteArray awkwardWorld()
{
    Writer out;
    Dice dice;
    counters(out, dice);
    gauges(out, dice);
    histograms(out, dice);
    return out.take() + "# EOF\n";
}

simulator::Request getRequest(const QString& path, const std::vector<std::pair<QString, QString>>& params)
{
    simulator::Request out;
    out.method = "GET";
    out.path = path;
    out.params = params;
    return out;
}

QString differenceOfAnswers(const QJsonObject& expected, const QJsonObject& actual, bool ordered)
{
    for (const char* key : {"status", "errorType", "error"}) {
        const QString a = expected.value(QLatin1String(key)).toString();
        const QString b = actual.value(QLatin1String(key)).toString();
        if (a != b)
            return QStringLiteral("%1: '%2' became '%3'").arg(QLatin1String(key), a, b);
    }
    const QJsonObject a = expected.value(QLatin1String("data")).toObject();
    const QJsonObject b = actual.value(QLatin1String("data")).toObject();
    const QString type = a.value(QLatin1String("resultType")).toString();
    if (type != b.value(QLatin1String("resultType")).toString())
        return QStringLiteral("the type is %1").arg(b.value(QLatin1String("resultType")).toString());
    const QJsonArray x = a.value(QLatin1String("result")).toArray();
    const QJsonArray y = b.value(QLatin1String("result")).toArray();
    if (type == QLatin1String("scalar"))
        return pointDifference(x, y);
    if (type == QLatin1String("string"))
        return x == y ? QString() : QStringLiteral("another text");
    if (x.size() != y.size())
        return QStringLiteral("%1 series became %2").arg(x.size()).arg(y.size());
    QMap<QString, QJsonObject> byLabels;
    for (const QJsonValue& series : y)
        byLabels.insert(keyOf(series), series.toObject());
    for (qsizetype i = 0; i < x.size(); ++i) {
        const QString key = keyOf(x[i]);
        if (ordered && keyOf(y[i]) != key)
            return QStringLiteral("at place %1 stands %2 instead of %3").arg(i).arg(keyOf(y[i]), key);
        if (!byLabels.contains(key))
            return QStringLiteral("there is no series %1").arg(key);
        if (const QString d = seriesDifference(x[i].toObject(), byLabels.value(key)); !d.isEmpty())
            return key + QLatin1String(": ") + d;
    }
    return {};
}

} // namespace signalbox::test
