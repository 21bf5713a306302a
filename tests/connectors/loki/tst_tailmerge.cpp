// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/loki/tailmerge.h"

#include "tests/support/testmain.h"

#include <QTest>

namespace tst_tailmerge {

using namespace signalbox;
using namespace signalbox::loki;

namespace {

LogLine line(std::int64_t ns, const QByteArray& text, const QString& app = QStringLiteral("a"),
             LabelSet metadata = {})
{
    LogLine l;
    l.at = {ns};
    l.labels = {{QStringLiteral("app"), app}};
    l.metadata = std::move(metadata);
    l.line = text;
    return l;
}

QByteArray texts(const LogBatchPtr& batch)
{
    QByteArrayList out;
    for (std::size_t i = 0; i < batch->size(); ++i)
        out.append(batch->at(i).line);
    return out.join(',');
}

} // namespace

class TestTailMerge : public QObject
{
    Q_OBJECT

    using Source = TailMerge::Source;
    static LogBatchPtr batch(const std::vector<LogLine>& lines) { return LogBatch::fromLines(lines); }

private Q_SLOTS:
    void whatBothSourcesHaveIsGivenOnce()
    {
        TailMerge merge;
        QCOMPARE(texts(merge.take(batch({line(2, "b"), line(1, "a")}), Source::Live)), QByteArray("a,b"));
        merge.begin(Source::Query);
        QCOMPARE(texts(merge.take(batch({line(1, "a"), line(2, "b"), line(3, "c")}), Source::Query)),
                 QByteArray("c"));
        QCOMPARE(texts(merge.take(batch({line(3, "c"), line(4, "d")}), Source::Live)), QByteArray("d"));
        QCOMPARE(merge.newest().ns, 4);
    }

    void aReconnectRepeatsNothing()
    {
        TailMerge merge;
        QCOMPARE(merge.take(batch({line(1, "a"), line(2, "b")}), Source::Live)->size(), std::size_t{2});
        merge.begin(Source::Live);
        QCOMPARE(texts(merge.take(batch({line(1, "a"), line(2, "b"), line(2, "new")}), Source::Live)),
                 QByteArray("new"));
    }

    void trueRepetitionsAreKept()
    {
        TailMerge merge;
        QCOMPARE(merge.take(batch({line(1, "a"), line(1, "a")}), Source::Live)->size(), std::size_t{2});
        QCOMPARE(merge.take(batch({line(1, "a"), line(1, "a"), line(1, "a")}), Source::Query)->size(),
                 std::size_t{1});
        QCOMPARE(merge.take(batch({line(1, "a")}), Source::Live)->size(),
                 std::size_t{0}); // the third of its source
        QCOMPARE(merge.take(batch({line(1, "a")}), Source::Live)->size(), std::size_t{1}); // the fourth
    }

    void otherStreamsTimesAndTextsAreOtherLines()
    {
        TailMerge merge;
        const auto got =
            merge.take(batch({line(1, "a"), line(1, "a", QStringLiteral("b")), line(2, "a"), line(1, "b")}),
                       Source::Live);
        QCOMPARE(got->size(), std::size_t{4});
        QCOMPARE(merge.remembered(), std::size_t{4});
    }

    void metadataThatOnlyOneSourceSendsMakesNoOtherLine()
    {
        TailMerge merge;
        const LabelSet metadata{{QStringLiteral("trace_id"), QStringLiteral("4bf9")}};
        QCOMPARE(merge.take(batch({line(1, "a")}), Source::Live)->size(), std::size_t{1});
        QCOMPARE(merge.take(batch({line(1, "a", QStringLiteral("a"), metadata)}), Source::Query)->size(),
                 std::size_t{0});
    }

    void oldLinesAreForgotten()
    {
        TailMerge merge;
        QCOMPARE(merge.take(batch({line(1, "a"), line(5, "b")}), Source::Live)->size(), std::size_t{2});
        merge.forgetBefore({5});
        QCOMPARE(merge.remembered(), std::size_t{1});
        QCOMPARE(texts(merge.take(batch({line(5, "b")}), Source::Query)), QByteArray());
    }
};

} // namespace tst_tailmerge

SIGNALBOX_GUILESS_TEST(tst_tailmerge, TestTailMerge)
#include "tst_tailmerge.moc"
