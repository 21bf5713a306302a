// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/logql/question.h"
#include "models/logql/questionjson.h"
#include "tests/support/testmain.h"

#include <QJsonDocument>
#include <QTest>

namespace tst_question {

using namespace signalbox;
using namespace signalbox::logql;
using logs::FieldPlace;
using Op = Matcher::Op;

namespace {

Question base()
{
    return {.serviceLabel = QStringLiteral("service_name")};
}

QString written(const Question& question)
{
    const Result<QString> query = toLogQl(question);
    return query ? *query : QStringLiteral("refused: ") + query.error().what;
}

} // namespace

class TestQuestion : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void piecesBecomeLogQl_data()
    {
        QTest::addColumn<Question>("question");
        QTest::addColumn<QString>("query");
        Question q = base();
        QTest::newRow("everything") << q << QStringLiteral("{service_name=~\".+\"}");
        q.services = {QStringLiteral("checkout")};
        QTest::newRow("one service") << q << QStringLiteral("{service_name=\"checkout\"}");
        q.services = {QStringLiteral("check.out"), QStringLiteral("a|b")};
        QTest::newRow("services are literal")
            << q << QStringLiteral("{service_name=~\"check\\\\.out|a\\\\|b\"}");
        q = base();
        q.lines = {{LineMatch::Contains, QStringLiteral("a\"b"), false},
                   {LineMatch::ContainsNot, QStringLiteral("c"), false},
                   {LineMatch::Contains, QStringLiteral("d.e"), true}};
        QTest::newRow("texts") << q
                               << QStringLiteral(
                                      "{service_name=~\".+\"} |= \"a\\\"b\" != \"c\" |~ \"(?i)d\\\\.e\"");
        q = base();
        q.minLevel = Level::Error;
        QTest::newRow("level")
            << q
            << QStringLiteral(
                   "{service_name=~\".+\"} | detected_level=~\"error|fatal|critical|unknown|trace|\"");
        q = base();
        q.fields = {
            {{QStringLiteral("route"), FieldPlace::Line},
             Op::Equal,
             QStringLiteral("POST /x"),
             QStringLiteral("json")},
            {{QStringLiteral("pod"), FieldPlace::Metadata}, Op::NotEqual, QStringLiteral("p"), QString()},
            {{QStringLiteral("status"), FieldPlace::Line},
             Op::Matches,
             QStringLiteral("5.."),
             QStringLiteral("json")}};
        QTest::newRow("fields, each parser once")
            << q
            << QStringLiteral(
                   "{service_name=~\".+\"} | pod!=\"p\" | json | route=\"POST /x\" | status=~\"5..\"");
        q.fields[2].parser = QStringLiteral("logfmt");
        QTest::newRow("two parsers") << q
                                     << QStringLiteral("{service_name=~\".+\"} | pod!=\"p\" | json | "
                                                       "route=\"POST /x\" | logfmt | status=~\"5..\"");
        q = {};
        q.streams = {{QStringLiteral("app"), Op::Equal, QStringLiteral("web")}};
        QTest::newRow("no service label") << q << QStringLiteral("{app=\"web\"}");
    }

    void piecesBecomeLogQl()
    {
        QFETCH(Question, question);
        QFETCH(QString, query);
        QCOMPARE(written(question), query);
    }

    void whatCannotBeAskedIsRefused_data()
    {
        QTest::addColumn<Question>("question");
        Question q;
        QTest::newRow("nothing to select by") << q;
        q.streams = {{QStringLiteral("app"), Op::NotEqual, QStringLiteral("x")}};
        QTest::newRow("only what is not") << q;
        q = base();
        q.lines = {{LineMatch::Regex, QStringLiteral("("), false}};
        QTest::newRow("a broken expression") << q;
        q.lines = {{LineMatch::Regex, QStringLiteral("(?=x)"), false}};
        QTest::newRow("one that RE2 does not know") << q;
        q = base();
        q.fields = {{{QStringLiteral("a b"), FieldPlace::Line},
                     Op::Equal,
                     QStringLiteral("x"),
                     QStringLiteral("json")}};
        QTest::newRow("no name") << q;
    }

    void whatCannotBeAskedIsRefused()
    {
        QFETCH(Question, question);
        QVERIFY2(written(question).startsWith(QLatin1String("refused: ")), qPrintable(written(question)));
    }

    void everyChipTakesItsPieceAway()
    {
        Question q = base();
        q.services = {QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")};
        q.streams = {{QStringLiteral("pod"), Op::Equal, QStringLiteral("p")}};
        q.minLevel = Level::Warn;
        q.lines = {{LineMatch::Contains, QStringLiteral("x"), true},
                   {LineMatch::RegexNot, QStringLiteral("y"), false}};
        q.fields = {{{QStringLiteral("route"), FieldPlace::Line},
                     Op::Equal,
                     QStringLiteral("z"),
                     QStringLiteral("json")}};
        const std::vector<Chip> chips = chipsOf(q);
        QStringList texts;
        for (const Chip& chip : chips)
            texts += chip.name + u' ' + chip.value;
        QCOMPARE(texts,
                 QStringList({QStringLiteral("service in a, b +1"), QStringLiteral("pod is p"),
                              QStringLiteral("level warn and above"), QStringLiteral("text contains x"),
                              QStringLiteral("text matches not y"), QStringLiteral("route is z")}));
        for (const Chip& chip : chips)
            QCOMPARE(chipsOf(without(q, chip)).size(), chips.size() - 1);
        Question rest = q;
        while (!chipsOf(rest).empty())
            rest = without(rest, chipsOf(rest).front());
        QCOMPARE(rest, base());
    }

    void whatIsTypedNarrows_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("stage");
        QTest::newRow("a text") << QStringLiteral("time out") << QStringLiteral(" |~ \"(?i)time out\"");
        QTest::newRow("a text in quotes") << QStringLiteral("\"Time\"") << QStringLiteral(" |= \"Time\"");
        QTest::newRow("not a text") << QStringLiteral("-health") << QStringLiteral(" != \"health\"");
        QTest::newRow("an expression") << QStringLiteral("/a.b/") << QStringLiteral(" |~ \"a.b\"");
        QTest::newRow("not an expression") << QStringLiteral("-/a.b/") << QStringLiteral(" !~ \"a.b\"");
        QTest::newRow("a field of the line")
            << QStringLiteral("route = POST") << QStringLiteral(" | logfmt | route=\"POST\"");
        QTest::newRow("metadata") << QStringLiteral("pod!=p1") << QStringLiteral(" | pod!=\"p1\"");
        QTest::newRow("a dotted name")
            << QStringLiteral("http.code=~5..") << QStringLiteral(" | logfmt | http_code=~\"5..\"");
        QTest::newRow("a dash alone is a text") << QStringLiteral("-") << QStringLiteral(" |~ \"(?i)-\"");
        QTest::newRow("a URL is a text")
            << QStringLiteral("http://x/?a=b") << QStringLiteral(" |~ \"(?i)http://x/\\\\?a=b\"");
    }

    void whatIsTypedNarrows()
    {
        QFETCH(QString, typed);
        QFETCH(QString, stage);
        const std::vector<logs::FieldName> known{{QStringLiteral("pod"), FieldPlace::Metadata},
                                                 {QStringLiteral("zone"), FieldPlace::Label}};
        const Result<Question> q = narrowed(base(), typed, known, QStringLiteral("logfmt"));
        QVERIFY2(q, q ? "" : qPrintable(q.error().what));
        QCOMPARE(written(*q), QStringLiteral("{service_name=~\".+\"}") + stage);
    }

    void labelsAndLevelsAreTypedAsWell()
    {
        const std::vector<logs::FieldName> known{{QStringLiteral("zone"), FieldPlace::Label}};
        const Result<Question> zone = narrowed(base(), QStringLiteral("zone=a"), known, {});
        QVERIFY(zone);
        QCOMPARE(zone->streams,
                 (std::vector<Matcher>{{QStringLiteral("zone"), Op::Equal, QStringLiteral("a")}}));
        const Result<Question> level = narrowed(base(), QStringLiteral("level>=Warning"), known, {});
        QVERIFY(level && level->minLevel == Level::Warn);
        for (const char* wrong : {"", "level>=loud", "status>=500", "/(/", "name=~("})
            QVERIFY2(!narrowed(base(), QString::fromLatin1(wrong), known, QStringLiteral("json")), wrong);
    }

    void aTextOfOnesOwnTakesAnotherStage_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<QString>("longer");
        QTest::newRow("plain") << QStringLiteral("{a=\"b\"}") << QStringLiteral("{a=\"b\"} | json | x=\"1\"");
        QTest::newRow("parsed already")
            << QStringLiteral("{a=\"b\"} | json") << QStringLiteral("{a=\"b\"} | json | x=\"1\"");
        QTest::newRow("the parser's name in a string")
            << QStringLiteral("{a=\"json\"}") << QStringLiteral("{a=\"json\"} | json | x=\"1\"");
        QTest::newRow("ends in a comment")
            << QStringLiteral("{a=\"b\"} # why") << QStringLiteral("{a=\"b\"} # why\n | json | x=\"1\"");
    }

    void aTextOfOnesOwnTakesAnotherStage()
    {
        QFETCH(QString, query);
        QFETCH(QString, longer);
        const Result<QString> text = withStage(query, {{QStringLiteral("x"), FieldPlace::Line},
                                                       Op::Equal,
                                                       QStringLiteral("1"),
                                                       QStringLiteral("json")});
        QVERIFY(text);
        QCOMPARE(*text, longer);
    }

    void queriesAreTold_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<bool>("metric");
        QTest::addColumn<QString>("streams");
        QTest::newRow("lines") << QStringLiteral("  {a=\"b\"} |= \"x\"") << false
                               << QStringLiteral("{a=\"b\"}");
        QTest::newRow("behind a comment")
            << QStringLiteral("# c\n{a=\"}\"}") << false << QStringLiteral("{a=\"}\"}");
        QTest::newRow("numbers") << QStringLiteral("sum(rate({a=\"b\"}[5m]))") << true
                                 << QStringLiteral("{a=\"b\"}");
        QTest::newRow("in parentheses")
            << QStringLiteral("(rate({a=\"b\"}[5m]))") << true << QStringLiteral("{a=\"b\"}");
        QTest::newRow("empty") << QString() << false << QString();
        QTest::newRow("half") << QStringLiteral("{a=\"b") << false << QString();
    }

    void queriesAreTold()
    {
        QFETCH(QString, query);
        QFETCH(bool, metric);
        QFETCH(QString, streams);
        QCOMPARE(isMetricQuery(query), metric);
        QCOMPARE(selectorOf(query), streams);
    }

    void linesAreCountedByLevel()
    {
        QCOMPARE(volumeQuery(QStringLiteral("{a=\"b\"} # c"), QStringLiteral("3s")),
                 QStringLiteral("sum by (detected_level) (count_over_time({a=\"b\"} # c\n[3s]))"));
    }

    void aQuestionComesBackFromJson()
    {
        Question question;
        question.services = {QStringLiteral("checkout"), QStringLiteral("payments")};
        question.streams = {{QStringLiteral("pod"), Matcher::Op::NotMatches, QStringLiteral("a.*")}};
        question.minLevel = Level::Warn;
        question.lines = {{.match = LineMatch::Contains, .text = QStringLiteral("\"x\""), .ignoreCase = true},
                          {.match = LineMatch::RegexNot, .text = QStringLiteral("a|b")}};
        question.fields = {{.field = {QStringLiteral("trace_id"), logs::FieldPlace::Metadata},
                            .op = Matcher::Op::Matches,
                            .value = QStringLiteral("(?i)0*ab"),
                            .parser = QStringLiteral("json")}};
        QCOMPARE(questionFromJson(toJson(question)), question);
        QCOMPARE(questionFromJson({}), Question{});
        // What is no part of a question is left out.
        const QJsonObject broken =
            QJsonDocument::fromJson(
                R"({"services":[1,"a"],"streams":[7,{"op":99}],"lines":[{"op":-1}],"fields":{}})")
                .object();
        QCOMPARE(questionFromJson(broken), (Question{.services = {QStringLiteral("a")}}));
    }
};

} // namespace tst_question

SIGNALBOX_GUILESS_TEST(tst_question, TestQuestion)
#include "tst_question.moc"
