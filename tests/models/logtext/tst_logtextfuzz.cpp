// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Random damage to real-looking lines: nothing may crash, hang or grow beyond its bounds.
#include "models/logs/fieldcounts.h"
#include "models/logtext/display.h"
#include "models/logtext/jsontree.h"
#include "models/logtext/message.h"
#include "models/logtext/redaction.h"
#include "tests/support/testmain.h"

#include <QRandomGenerator>
#include <QTest>

namespace tst_logtextfuzz {

using namespace signalbox;

namespace {

const QList<QByteArray> seeds{
    "{\"ts\":\"2026-11-27T14:32:09Z\",\"level\":\"error\",\"msg\":\"pool \\u00fc "
    "exhausted\",\"pool\":{\"name\":\"ledger\",\"l\":[1,2,{}]}}",
    "ts=2026-11-27T14:32:09Z level=warn msg=\"slow \\\"statement\\\"\" password=hunter2 path=/orders/{id}",
    "2026-11-27 14:32:09,871 [ERROR] \x1b[1;31mpayment\x1b[0m failed: postgres://a:b@c/d 4111 1111 1111 1111",
    "I1127 14:32:09.871 1 a.go:12] Authorization: Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc",
    "\x1b]0;title\x07\xe2\x80\xae\xf0\x9f\x94\xa5\xff\xfe -----BEGIN PRIVATE KEY-----\nMII\n-----END PRIVATE "
    "KEY-----"};

QByteArray damaged(QByteArray line, QRandomGenerator& random)
{
    const int wounds = 1 + random.bounded(6);
    for (int i = 0; i < wounds && !line.isEmpty(); ++i) {
        const qsizetype at = random.bounded(static_cast<int>(line.size()));
        switch (random.bounded(5)) {
        case 0:
            line[at] = static_cast<char>(random.bounded(256));
            break;
        case 1:
            line.remove(at, 1 + random.bounded(8));
            break;
        case 2:
            line.insert(at, line.mid(random.bounded(static_cast<int>(line.size())), random.bounded(40)));
            break;
        case 3:
            line.truncate(at);
            break;
        default:
            line.insert(at, QByteArray(1 + random.bounded(30), "{[\"\\=:\x1b"[random.bounded(7)]));
        }
    }
    return line;
}

} // namespace

class TestLogTextFuzz : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingBreaks()
    {
        QRandomGenerator random(20261127);
        const std::atomic<bool> go = false;
        for (int round = 0; round < 20'000; ++round) {
            const QByteArray line = damaged(seeds[random.bounded(static_cast<int>(seeds.size()))], random);
            const std::string_view view(line.constData(), static_cast<std::size_t>(line.size()));
            const logtext::Message message = logtext::messageOf(view, 80);
            QVERIFY(message.human.text.size() <= 81);
            for (const QChar c : message.human.text + message.quiet)
                QVERIFY2(c.unicode() >= 0x20 && c.unicode() != 0x7f && c.unicode() != 0x202e,
                         line.toPercentEncoding().constData());
            for (const logtext::AnsiSpan& span : message.human.colours)
                QVERIFY(span.start >= 0 && span.length > 0 &&
                        span.start + span.length <= message.human.text.size());
            const logtext::JsonTree tree = logtext::treeOf(view);
            for (std::size_t i = 0; i < tree.nodes.size(); ++i)
                QVERIFY(tree.nodes[i].parent < static_cast<int>(i));
            const logtext::Redacted once = logtext::redacted(view);
            const logtext::Redacted twice =
                logtext::redacted({once.text.constData(), static_cast<std::size_t>(once.text.size())});
            QVERIFY2(twice.text == once.text, line.toPercentEncoding().constData());
            const LogLine whole{.at = {1}, .line = line};
            QVERIFY(logs::countFields({{LogBatch::fromLines({&whole, 1}), 0}}, go).lines == 1);
        }
    }
};

} // namespace tst_logtextfuzz

SIGNALBOX_GUILESS_TEST(tst_logtextfuzz, TestLogTextFuzz)
#include "tst_logtextfuzz.moc"
