// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/http/bulkhead.h"

#include "tests/support/testmain.h"

#include <QTest>

namespace tst_bulkhead {

using namespace signalbox::http;

/// A story in words: "i1" and "b2" are arrivals of an interactive or background request with that id,
/// "i3:k" with a key; "-" gives a place back, "~4" withdraws. Each step is followed by what must come of it:
/// "go", "wait", "full", "next=ID", "idle", "yes", "no"; "out=1,2" adds who was superseded.
class TestBulkhead : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void stories_data()
    {
        QTest::addColumn<QString>("story");
        const auto row = [](const char* name, const char* story) {
            QTest::newRow(name) << QString::fromLatin1(story);
        };
        row("two places, then a queue of three, then full",
            "i1 go i2 go i3 wait i4 wait i5 wait i6 full b7 full");
        row("first come first served", "i1 go i2 go i3 wait i4 wait - next=3 - next=4 - idle - idle i5 go");
        row("interactive overtakes background",
            "i1 go i2 go b3 wait b4 wait i5 wait - next=5 - next=3 - next=4");
        row("a newer one of the same key replaces the waiting one",
            "i1 go i2 go b3:k wait b4:k wait,out=3 - next=4 - idle");
        row("another key does not", "i1 go i2 go b3:k wait b4:j wait - next=3 - next=4");
        row("no key never", "i1 go i2 go b3 wait b4 wait - next=3");
        row("across priorities", "i1 go i2 go b3:k wait i4:k wait,out=3 - next=4 - idle");
        row("superseding makes room in a full queue",
            "i1 go i2 go i3:k wait i4 wait i5 wait i6:k wait,out=3 - next=4");
        row("one under way is not superseded", "i1:k go i2 go i3:k wait - next=3");
        row("withdrawn", "i1 go i2 go i3 wait i4 wait ~3 yes ~3 no ~1 no - next=4 - idle");
    }
    void stories()
    {
        QFETCH(QString, story);
        Bulkhead bulkhead(2, 3);
        const QStringList words = story.split(QLatin1Char(' '));
        for (int i = 0; i + 1 < words.size(); i += 2) {
            const QString& step = words.at(i);
            QString got;
            if (step == QLatin1String("-")) {
                const auto next = bulkhead.leave();
                got = next ? QStringLiteral("next=%1").arg(*next) : QStringLiteral("idle");
            } else if (step.startsWith(QLatin1Char('~'))) {
                got = bulkhead.withdraw(step.mid(1).toULongLong()) ? QStringLiteral("yes")
                                                                   : QStringLiteral("no");
            } else {
                const auto entered =
                    bulkhead.enter({.id = step.mid(1).section(QLatin1Char(':'), 0, 0).toULongLong(),
                                    .priority = step.at(0) == QLatin1Char('i') ? Priority::Interactive
                                                                               : Priority::Background,
                                    .key = step.section(QLatin1Char(':'), 1)});
                got = entered.verdict == Bulkhead::Verdict::Start    ? QStringLiteral("go")
                      : entered.verdict == Bulkhead::Verdict::Queued ? QStringLiteral("wait")
                                                                     : QStringLiteral("full");
                for (const auto id : entered.superseded)
                    got += QStringLiteral(",out=%1").arg(id);
            }
            QVERIFY2(got == words.at(i + 1), qPrintable(step + QLatin1String(" gave ") + got));
        }
    }

    void placesAreNeverNegativeAndNeverNone()
    {
        Bulkhead bulkhead(0, -1);
        QVERIFY(!bulkhead.leave());
        QCOMPARE(bulkhead.inFlight(), 0);
        QVERIFY(bulkhead.enter({.id = 1, .priority = Priority::Background, .key = {}}).verdict ==
                Bulkhead::Verdict::Start);
        QVERIFY(bulkhead.enter({.id = 2, .priority = Priority::Background, .key = {}}).verdict ==
                Bulkhead::Verdict::Full);
    }

    void aSharedEntryTakesTheMoreUrgentPriority()
    {
        Bulkhead bulkhead(1, 9);
        (void)bulkhead.enter({.id = 1, .priority = Priority::Interactive, .key = {}});
        (void)bulkhead.enter({.id = 2, .priority = Priority::Background, .key = QStringLiteral("k")});
        (void)bulkhead.enter({.id = 3, .priority = Priority::Background, .key = {}});
        (void)bulkhead.enter({.id = 4, .priority = Priority::Background, .key = {}});
        bulkhead.share(4, Priority::Interactive, {});
        bulkhead.share(99, Priority::Interactive, {});
        QCOMPARE(bulkhead.queued(), 3);
        QCOMPARE(*bulkhead.leave(), Bulkhead::Id(4));
        // Who shares with a stranger is not superseded by its own kind alone.
        bulkhead.share(2, Priority::Background, QStringLiteral("other"));
        const auto entered =
            bulkhead.enter({.id = 5, .priority = Priority::Background, .key = QStringLiteral("k")});
        QVERIFY(entered.superseded.empty());
        QCOMPARE(*bulkhead.leave(), Bulkhead::Id(2));
    }
};

} // namespace tst_bulkhead

SIGNALBOX_GUILESS_TEST(tst_bulkhead, TestBulkhead)
#include "tst_bulkhead.moc"
