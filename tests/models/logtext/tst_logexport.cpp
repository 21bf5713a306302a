// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/logtext/export.h"

#include "tests/support/testmain.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <numeric>

namespace tst_logexport {

using namespace signalbox;
using namespace signalbox::logtext;

namespace {

LogBatchPtr example()
{
    const LabelSet labels{{QStringLiteral("service_name"), QStringLiteral("web")}};
    const std::vector<LogLine> lines{
        {.at = {1'700'000'000'123'456'789},
         .labels = labels,
         .metadata = {{QStringLiteral("pod"), QStringLiteral("p|1")},
                      {QStringLiteral("session_token"), QStringLiteral("abc")}},
         .line = "level=error msg=\"a | b\" password=hunter2"},
        {.at = {1'700'000'001'000'000'000},
         .labels = labels,
         .line = QByteArray("<b>\x1b[31mtwo\nlines\x1b[0m\xff =1+1")},
        {.at = {1'700'000'002'000'000'000}, .labels = labels, .line = "=HYPERLINK(1)"}};
    return LogBatch::fromLines(lines);
}

QByteArray written(ExportForm form, int* masked = nullptr)
{
    Exporter exporter(form, {.query = QStringLiteral("{app=\"x\"} |= \"token=abc\""),
                             .range = {{1'700'000'000'000'000'000}, {1'700'000'060'000'000'000}},
                             .source = QStringLiteral("loki-1"),
                             .notes = {QStringLiteral("3 of about 10 lines")}});
    const LogBatchPtr batch = example();
    QByteArray text = exporter.begin();
    // In two pieces, as a worker does.
    const std::vector<std::uint32_t> rows{0, 1, 2};
    text += exporter.rows(*batch, std::span(rows).first(1));
    text += exporter.rows(*batch, std::span(rows).subspan(1));
    if (masked)
        *masked = exporter.maskedCount();
    return text;
}

} // namespace

class TestLogExport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void noFormHoldsASecret_data()
    {
        QTest::addColumn<int>("form");
        for (int form = 0; form < 4; ++form)
            QTest::addRow("%s", qPrintable(suffixOf(static_cast<ExportForm>(form)))) << form;
    }

    void noFormHoldsASecret()
    {
        QFETCH(int, form);
        int masked = 0;
        const QByteArray text = written(static_cast<ExportForm>(form), &masked);
        QVERIFY(!text.contains("hunter2"));
        QVERIFY(!text.contains("=abc"));
        QVERIFY(!text.contains("\"abc\""));
        QVERIFY(text.contains("[masked]"));
        QVERIFY(masked >= 1);
        QVERIFY(!text.contains('\x1b') || form == static_cast<int>(ExportForm::Csv));
    }

    void jsonLinesReadBack()
    {
        const QList<QByteArray> lines = written(ExportForm::JsonLines).trimmed().split('\n');
        QCOMPARE(lines.size(), 3);
        QJsonParseError error;
        const QJsonObject first = QJsonDocument::fromJson(lines[0], &error).object();
        QCOMPARE(error.error, QJsonParseError::NoError);
        QCOMPARE(first[QStringLiteral("ts_ns")].toString(), QStringLiteral("1700000000123456789"));
        QCOMPARE(first[QStringLiteral("level")].toString(), QStringLiteral("error"));
        QCOMPARE(first[QStringLiteral("labels")][QStringLiteral("service_name")].toString(),
                 QStringLiteral("web"));
        QCOMPARE(first[QStringLiteral("metadata")][QStringLiteral("pod")].toString(), QStringLiteral("p|1"));
        QCOMPARE(first[QStringLiteral("metadata")][QStringLiteral("session_token")].toString(),
                 QStringLiteral("[masked]"));
        const QJsonObject second = QJsonDocument::fromJson(lines[1], &error).object();
        QCOMPARE(error.error, QJsonParseError::NoError);
        QVERIFY(second[QStringLiteral("line")].toString().contains(QStringLiteral("two\nlines")));
    }

    void textSaysWhatItIs()
    {
        const QString text = QString::fromUtf8(written(ExportForm::Text));
        QVERIFY(text.startsWith(QStringLiteral("# {app=")));
        QVERIFY(text.contains(QStringLiteral("# 3 of about 10 lines\n")));
        QVERIFY(text.contains(QStringLiteral("loki-1")));
        QVERIFY(text.contains(QStringLiteral("\n2023-11-14T22:13:20.123456789Z ERROR   web level=error")));
        QVERIFY(text.contains(QStringLiteral("two\n    lines")));
    }

    void markdownIsOneRowALine()
    {
        const QString text = QString::fromUtf8(written(ExportForm::Markdown));
        QVERIFY(
            text.contains(QStringLiteral("| Time | Level | Service | Line |\n| --- | --- | --- | --- |\n")));
        QVERIFY(text.contains(QStringLiteral("a \\| b")));
        QVERIFY(text.contains(QStringLiteral("&lt;b>")));
        QCOMPARE(text.count(QStringLiteral("| web |")), 3);
    }

    void csvComputesNothing()
    {
        const QString text = QString::fromUtf8(written(ExportForm::Csv));
        QVERIFY(text.startsWith(QStringLiteral("time,level,service,line,labels,metadata\r\n")));
        QVERIFY(text.contains(QStringLiteral("'=HYPERLINK(1)")));
        QVERIFY(!text.contains(QStringLiteral(",=HYPERLINK")));
    }
};

} // namespace tst_logexport

SIGNALBOX_GUILESS_TEST(tst_logexport, TestLogExport)
#include "tst_logexport.moc"
