// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/promql/memorysource.h"
#include "connectors/simulator/promql/prometheusapi.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>
#include <QUrl>

namespace tst_simpromfixtures {

using namespace signalbox;
namespace promql = signalbox::simulator::promql;

namespace {

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

/// Each request that was recorded from a real Prometheus 2.42, asked of the simulator over the same samples:
/// the same status, type and bytes. Volatile, as the recordings' README says: versions, and the time of a
/// query that names none.
class TestSimPromFixtures : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        auto loaded = promql::MemorySource::fromOpenMetrics(
            contentOf(QStringLiteral(SIGNALBOX_FIXTURES "/dataset/metrics.om")));
        QVERIFY(loaded);
        m_source = std::move(*loaded);
    }

    void sameAsRecorded_data()
    {
        QTest::addColumn<QString>("file");
        const QDir dir(QStringLiteral(SIGNALBOX_FIXTURES "/prometheus"));
        const QStringList files = dir.entryList({QStringLiteral("*.json")}, QDir::Files, QDir::Name);
        QCOMPARE(files.size(), 36);
        for (const QString& file : files)
            QTest::newRow(qPrintable(file)) << dir.filePath(file);
    }

    void sameAsRecorded()
    {
        QFETCH(QString, file);
        const QJsonObject recorded = QJsonDocument::fromJson(contentOf(file)).object();
        const QJsonObject asked = recorded.value(QLatin1String("request")).toObject();
        simulator::Request request;
        request.method = asked.value(QLatin1String("method")).toString().toLatin1();
        request.path = asked.value(QLatin1String("path")).toString();
        for (const QJsonValue& param : asked.value(QLatin1String("params")).toArray())
            request.params.emplace_back(param[0].toString(), param[1].toString());

        const QJsonObject expected = recorded.value(QLatin1String("response")).toObject();
        const simulator::Reply reply = Silent(m_source, m_clock).api.handle(request);
        QCOMPARE(reply.status, expected.value(QLatin1String("status")).toInt());
        QCOMPARE(QString::fromLatin1(reply.contentType),
                 expected.value(QLatin1String("headers"))[QLatin1String("Content-Type")].toString());
        QCOMPARE(settled(file, QString::fromUtf8(reply.body)),
                 settled(file, expected.value(QLatin1String("body")).toString()));
    }

private:
    /// The samples without the metadata of the file: promtool keeps none, so the recorded server had none.
    class Bare final : public promql::SampleSource
    {
    public:
        explicit Bare(const promql::SampleSource& inner)
            : m_inner(inner)
        {
        }
        std::vector<promql::SampleSeries> select(const promql::Matchers& m, std::int64_t from,
                                                 std::int64_t to) const override
        {
            return m_inner.select(m, from, to);
        }
        std::vector<LabelSet> series(const promql::Matchers& m, std::int64_t from,
                                     std::int64_t to) const override
        {
            return m_inner.series(m, from, to);
        }

    private:
        const promql::SampleSource& m_inner;
    };
    struct Silent
    {
        Silent(const promql::SampleSource& source, const Clock& clock)
            : bare(source)
            , api(bare, nullptr, clock)
        {
        }
        Bare bare;
        promql::PrometheusApi api;
    };

    static QString settled(const QString& file, QString body)
    {
        if (file.endsWith(QLatin1String("buildinfo.json")))
            body.replace(QRegularExpression(QStringLiteral("\":\"[^\"]*\"")), QStringLiteral("\":\"\""));
        if (file.endsWith(QLatin1String("post.json")))
            body.replace(QRegularExpression(QStringLiteral("\\[[0-9.]+,")), QStringLiteral("[0,"));
        return body;
    }

    promql::MemorySource m_source;
    ManualClock m_clock{Instant::fromSeconds(1795252632)};
};

} // namespace tst_simpromfixtures

SIGNALBOX_GUILESS_TEST(tst_simpromfixtures, TestSimPromFixtures)
#include "tst_simpromfixtures.moc"
