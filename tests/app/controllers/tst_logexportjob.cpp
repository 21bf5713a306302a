// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controllers/logexport.h"

#include "tests/support/testmain.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

namespace tst_logexportjob {

using namespace signalbox;
using app::LogExport;

namespace {

constexpr int patience = 20'000;

logs::Pieces lines(int count)
{
    std::vector<LogLine> all;
    for (int i = 0; i < count; ++i)
        all.push_back({.at = {1'700'000'000'000'000'000 + i},
                       .labels = {{QStringLiteral("app"), QStringLiteral("web")}},
                       .line = "n=" + QByteArray::number(i) + " password=x"});
    const LogBatchPtr batch = LogBatch::fromLines(all);
    return {{batch, 0}, {batch, count}};
}

} // namespace

class TestLogExportJob : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void linesAreWrittenWithProgress()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("out.jsonl"));
        LogExport job;
        std::vector<double> shares;
        std::optional<Result<LogExport::Outcome>> outcome;
        connect(&job, &LogExport::progressed, this, [&](double share) { shares.push_back(share); });
        connect(&job, &LogExport::finished, this,
                [&](const Result<LogExport::Outcome>& done) { outcome = done; });
        job.start(path, lines(5'000), logtext::ExportForm::JsonLines, {});
        QVERIFY(job.isRunning());
        QTRY_VERIFY_WITH_TIMEOUT(outcome.has_value(), patience);
        QVERIFY(*outcome);
        QCOMPARE((*outcome)->lines, std::int64_t{10'000});
        QCOMPARE((*outcome)->masked, 10'000);
        QVERIFY(!job.isRunning());
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll().count('\n'), 10'000);
        QTRY_VERIFY(!shares.empty() && shares.back() >= 0.999);
        QVERIFY(std::is_sorted(shares.begin(), shares.end()));
    }

    void whatIsCancelledLeavesNoFile()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("out.txt"));
        LogExport job;
        std::optional<Result<LogExport::Outcome>> outcome;
        connect(&job, &LogExport::finished, this,
                [&](const Result<LogExport::Outcome>& done) { outcome = done; });
        job.start(path, lines(100'000), logtext::ExportForm::Markdown, {});
        job.cancel();
        QTRY_VERIFY_WITH_TIMEOUT(outcome.has_value(), patience);
        QVERIFY(*outcome && (*outcome)->cancelled);
        QVERIFY(!QFile::exists(path));
    }

    void aPathThatCannotBeWrittenIsSaid()
    {
        LogExport job;
        std::optional<Result<LogExport::Outcome>> outcome;
        connect(&job, &LogExport::finished, this,
                [&](const Result<LogExport::Outcome>& done) { outcome = done; });
        job.start(QStringLiteral("/nonexistent/folder/x.txt"), lines(1), logtext::ExportForm::Text, {});
        QTRY_VERIFY_WITH_TIMEOUT(outcome.has_value(), patience);
        QVERIFY(!*outcome);
        QVERIFY(outcome->error().kind == ErrorKind::Storage);
        QVERIFY(outcome->error().what.contains(QLatin1String("/nonexistent/folder/x.txt")));
    }
};

} // namespace tst_logexportjob

SIGNALBOX_GUILESS_TEST(tst_logexportjob, TestLogExportJob)
#include "tst_logexportjob.moc"
