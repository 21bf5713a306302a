// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/logql/lexer.h"

#include "tests/support/testmain.h"

#include <QTest>

namespace tst_logqllexer {

using namespace signalbox;
using promql::CompletionKind;
using promql::TokenKind;

namespace {

/// "label:app op:= string:\"x\"": kinds and texts.
QString told(const QString& text)
{
    static const QHash<int, QString> names{{static_cast<int>(TokenKind::Comment), QStringLiteral("comment")},
                                           {static_cast<int>(TokenKind::String), QStringLiteral("string")},
                                           {static_cast<int>(TokenKind::OpenString), QStringLiteral("open")},
                                           {static_cast<int>(TokenKind::Number), QStringLiteral("number")},
                                           {static_cast<int>(TokenKind::Duration), QStringLiteral("unit")},
                                           {static_cast<int>(TokenKind::Keyword), QStringLiteral("word")},
                                           {static_cast<int>(TokenKind::Aggregation), QStringLiteral("agg")},
                                           {static_cast<int>(TokenKind::Function), QStringLiteral("fn")},
                                           {static_cast<int>(TokenKind::Label), QStringLiteral("label")},
                                           {static_cast<int>(TokenKind::Operator), QStringLiteral("op")},
                                           {static_cast<int>(TokenKind::Bracket), QStringLiteral("br")},
                                           {static_cast<int>(TokenKind::Separator), QStringLiteral("sep")},
                                           {static_cast<int>(TokenKind::Error), QStringLiteral("error")}};
    QStringList list;
    for (const promql::Token& token : logql::lex(text).tokens)
        list += names.value(static_cast<int>(token.kind)) + u':' + text.mid(token.start, token.length);
    return list.join(u' ');
}

} // namespace

class TestLogqlLexer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void queriesAreCut_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("tokens");
        QTest::newRow("selector")
            << QStringLiteral("{app=\"x\",pod=~`a|b`}")
            << QStringLiteral("br:{ label:app op:= string:\"x\" sep:, label:pod op:=~ string:`a|b` br:}");
        QTest::newRow("line filters")
            << QStringLiteral("|= \"a\" != \"b\" |~ \"c\" !~ \"d\" |> \"<_>\"")
            << QStringLiteral("op:|= string:\"a\" op:!= string:\"b\" op:|~ string:\"c\" op:!~ "
                              "string:\"d\" op:|> string:\"<_>\"");
        QTest::newRow("stages")
            << QStringLiteral("| json | level=\"error\" and size > 5MB or d>=1.5h")
            << QStringLiteral("op:| word:json op:| label:level op:= string:\"error\" word:and label:size "
                              "op:> unit:5MB word:or label:d op:>= unit:1.5h");
        QTest::newRow("metric")
            << QStringLiteral("sum by (app) (rate({a=\"b\"} [5m]))")
            << QStringLiteral("agg:sum word:by br:( label:app br:) br:( fn:rate br:( br:{ label:a op:= "
                              "string:\"b\" br:} br:[ unit:5m br:] br:) br:)");
        QTest::newRow("comment") << QStringLiteral("{a=\"#\"} # why")
                                 << QStringLiteral("br:{ label:a op:= string:\"#\" br:} comment:# why");
        QTest::newRow("open string") << QStringLiteral("{a=\"b")
                                     << QStringLiteral("br:{ label:a op:= open:\"b");
        QTest::newRow("a raw string over lines")
            << QStringLiteral("|= `a\nb` | json") << QStringLiteral("op:|= open:`a string:b` op:| word:json");
        QTest::newRow("nonsense") << QStringLiteral("?? §") << QStringLiteral("error:?? error:§");
    }

    void queriesAreCut()
    {
        QFETCH(QString, text);
        QFETCH(QString, tokens);
        QCOMPARE(told(text), tokens);
    }

    void placesAreUnderstood_data()
    {
        QTest::addColumn<QString>("text"); // with ^ for the cursor
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("prefix");
        QTest::addColumn<QString>("label");
        const auto row = [](const char* text, CompletionKind kind, const char* prefix = "",
                            const char* label = "") {
            QTest::newRow(text) << QString::fromLatin1(text) << static_cast<int>(kind)
                                << QString::fromLatin1(prefix) << QString::fromLatin1(label);
        };
        row("{^", CompletionKind::LabelName);
        row("{se^", CompletionKind::LabelName, "se");
        row("{a=\"b\", na^", CompletionKind::LabelName, "na");
        row("{app=^", CompletionKind::LabelValue, "", "app");
        row("{app=\"che^", CompletionKind::LabelValue, "che", "app");
        row("{app=~\"^", CompletionKind::LabelValue, "", "app");
        row("{app=\"x\"^", CompletionKind::None);
        row("{a=\"b\"} | js^", CompletionKind::LabelName, "js");
        row("{a=\"b\"} | json | rou^", CompletionKind::LabelName, "rou");
        row("{a=\"b\"} | json | route=\"PO^", CompletionKind::LabelValue, "PO", "route");
        row("{a=\"b\"} |= \"some te^", CompletionKind::None);
        row("rate({a=\"b\"}[^", CompletionKind::Duration);
        row("sum by (^", CompletionKind::LabelName);
        row("cou^", CompletionKind::Keyword, "cou");
        row("{a=\"b\"} # no^", CompletionKind::None);
    }

    void placesAreUnderstood()
    {
        QFETCH(QString, text);
        QFETCH(int, kind);
        QFETCH(QString, prefix);
        QFETCH(QString, label);
        const qsizetype cursor = text.indexOf(u'^');
        const auto context = logql::contextAt(QString(text).remove(u'^'), cursor);
        QCOMPARE(static_cast<int>(context.kind), kind);
        if (context.kind == CompletionKind::None)
            return;
        QCOMPARE(context.prefix, prefix);
        QCOMPARE(context.label, label);
        // Behind the selector the server is asked for fields of those streams.
        const bool behind = text.contains(QLatin1String("} |"));
        QCOMPARE(context.metric, behind || text.contains(u'[') ? QStringLiteral("{a=\"b\"}") : QString());
    }

    void stagesAreOfferedBehindAPipe()
    {
        QStringList names;
        for (const auto& item : logql::localItems(logql::contextAt(u"{a=\"b\"} | ", 10)))
            names += item.text;
        QVERIFY(names.contains(QStringLiteral("json")));
        QVERIFY(names.contains(QStringLiteral("line_format")));
        QVERIFY(!names.contains(QStringLiteral("sum")));
    }

    void takingAChoiceKeepsTheRest()
    {
        const QString text = QStringLiteral("{app=\"che\"} |= \"x\"");
        const auto context = logql::contextAt(text, 9);
        const auto edit = promql::editFor(
            context, {.kind = promql::CompletionItem::Kind::Value, .text = QStringLiteral("check\"out")},
            text);
        QString after = text;
        after.replace(edit.start, edit.length, edit.text);
        QCOMPARE(after, QStringLiteral("{app=\"check\\\"out\"} |= \"x\""));
    }

    void theServersPlaceIsFound_data()
    {
        QTest::addColumn<QString>("message");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("marked");
        QTest::newRow("a token") << QStringLiteral(
                                        "parse error at line 1, col 10: syntax error: unexpected IDENTIFIER")
                                 << QStringLiteral("{a=\"b\"} | jsn x") << QStringLiteral("jsn");
        QTest::newRow("second line") << QStringLiteral(
                                            "Loki answered 400: parse error at line 2, col 3: unexpected }")
                                     << QStringLiteral("{a=\"b\"}\n |} x") << QStringLiteral("}");
        QTest::newRow("characters, not bytes") << QStringLiteral("parse error at line 1, col 9: x")
                                               << QStringLiteral("{a=\"ü\"} | y") << QStringLiteral("|");
        QTest::newRow("the end") << QStringLiteral("parse error at line 1, col 99: unexpected $end")
                                 << QStringLiteral("{a=\"b\"") << QStringLiteral("\"b\"");
    }

    void theServersPlaceIsFound()
    {
        QFETCH(QString, message);
        QFETCH(QString, text);
        QFETCH(QString, marked);
        const auto mistake = logql::mistakeIn(message, text);
        QVERIFY(mistake);
        QCOMPARE(text.mid(mistake->start, mistake->length), marked);
        QVERIFY(!mistake->sentence.isEmpty());
        QVERIFY(!logql::mistakeIn(u"something else", text));
    }

    void hostileTextIsSurvived_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("100 kB of braces") << QString(100'000, u'{');
        QTest::newRow("100 kB of pipes") << QString(100'000, u'|');
        QTest::newRow("lone surrogates") << QString(100, QChar(0xd83d)) + QChar(0xdc00);
        QTest::newRow("NUL") << QString(10, QChar(0));
        QTest::newRow("all open") << QStringLiteral("{a=\"b\\");
        QTest::newRow("raw open") << QStringLiteral("`\n\n`\n`");
    }

    void hostileTextIsSurvived()
    {
        QFETCH(QString, text);
        qsizetype end = 0;
        for (const promql::Token& token : logql::lex(text).tokens) {
            QVERIFY(token.start >= end && token.length > 0);
            end = token.end();
        }
        QVERIFY(end <= text.size());
        (void)logql::contextAt(text, text.size());
        (void)logql::contextAt(text, text.size() / 2);
        (void)logql::mistakeIn(u"parse error at line 7, col 7: x", text);
    }
};

} // namespace tst_logqllexer

SIGNALBOX_GUILESS_TEST(tst_logqllexer, TestLogqlLexer)
#include "tst_logqllexer.moc"
