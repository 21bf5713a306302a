// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/loki/querytext.h"
#include "models/logql/text.h"
#include "models/promql/selector.h"
#include "models/telemetry/labelset.h"
#include "tests/support/testmain.h"

#include <QRegularExpression>
#include <QTest>

namespace tst_lokiquerytext {

using namespace signalbox;
using namespace signalbox::loki;
using namespace signalbox::logql;
using signalbox::promql::regexLiteral;

namespace {

/// A double-quoted string as Go reads it, written apart from quoted(); nullopt when Go would refuse it.
std::optional<QString> asGoReads(const QString& literal)
{
    if (literal.size() < 2 || !literal.startsWith(QLatin1Char('"')) || !literal.endsWith(QLatin1Char('"')))
        return std::nullopt;
    QString out;
    for (qsizetype i = 1; i < literal.size() - 1; ++i) {
        const ushort c = literal[i].unicode();
        if (c == '"' || c == '\n' || c < 0x20)
            return std::nullopt;
        if (c != '\\') {
            out += literal[i];
            continue;
        }
        if (++i >= literal.size() - 1)
            return std::nullopt;
        const QString simple = QStringLiteral("\\\"nrt");
        const qsizetype at = simple.indexOf(literal[i]);
        if (at >= 0) {
            out += QStringLiteral("\\\"\n\r\t")[at];
        } else if (literal[i] == QLatin1Char('u') && i + 4 < literal.size()) {
            bool ok = false;
            const ushort code = literal.mid(i + 1, 4).toUShort(&ok, 16);
            if (!ok || QChar::isSurrogate(code))
                return std::nullopt;
            out += QChar(code);
            i += 4;
        } else {
            return std::nullopt;
        }
    }
    return out;
}

Matcher matcher(const char* name, Matcher::Op op, const QString& value)
{
    return {.name = QString::fromUtf8(name), .op = op, .value = value};
}

} // namespace

class TestQueryText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void quotingSurvivesTheServer_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("empty") << QString();
        QTest::newRow("plain") << QStringLiteral("checkout");
        QTest::newRow("quote") << QStringLiteral("say \"hi\"");
        QTest::newRow("closing the string early") << QStringLiteral("x\"} or {a=~\".+");
        QTest::newRow("backslash") << QStringLiteral("C:\\logs\\new");
        QTest::newRow("backslash last") << QStringLiteral("tail\\");
        QTest::newRow("backslash and quote") << QStringLiteral("\\\"");
        QTest::newRow("two backslashes") << QStringLiteral("\\\\");
        QTest::newRow("regex") << QStringLiteral("\\d+\\.\\d+(?i)[a-z]{2}");
        QTest::newRow("newline") << QStringLiteral("a\nb");
        QTest::newRow("windows") << QStringLiteral("a\r\nb");
        QTest::newRow("tab") << QStringLiteral("a\tb");
        QTest::newRow("control") << QStringLiteral("a\u0001\u001b[31mb\u007f");
        QTest::newRow("NUL") << QString(QChar(0)) + QStringLiteral("x");
        QTest::newRow("backtick") << QStringLiteral("`raw`");
        QTest::newRow("percent and plus") << QStringLiteral("100%+1");
        QTest::newRow("umlauts") << QStringLiteral("gr\u00fc\u00dfe");
        QTest::newRow("emoji") << QString::fromUtf8("\xf0\x9f\x94\xa5");
        QTest::newRow("bidi") << QStringLiteral("a\u202eb");
        QTest::newRow("line separator") << QStringLiteral("a\u2028b");
        QTest::newRow("template") << QStringLiteral("{{.level}} ${x} $__interval");
        QTest::newRow("comment") << QStringLiteral("# no comment");
    }
    void quotingSurvivesTheServer()
    {
        QFETCH(QString, text);
        const auto read = asGoReads(quoted(text));
        QVERIFY2(read.has_value(), qPrintable(quoted(text)));
        QCOMPARE(*read, text);
        const auto built = selector({matcher("app", Matcher::Op::Equal, QStringLiteral("x")),
                                     matcher("b", Matcher::Op::Equal, text)});
        QVERIFY(built);
        QCOMPARE(*built, QStringLiteral("{app=\"x\",b=") + quoted(text) + QLatin1Char('}'));
    }

    void loneSurrogatesAreReplaced()
    {
        QCOMPARE(asGoReads(quoted(QString(QChar(0xd83d)) + QStringLiteral("x"))).value_or(QString()),
                 QStringLiteral("\ufffdx"));
    }

    void selectors_data()
    {
        using Op = Matcher::Op;
        QTest::addColumn<std::vector<Matcher>>("matchers");
        QTest::addColumn<QString>("expected"); // empty: refused
        const auto row = [](const char* name, std::vector<Matcher> m, const char* expected) {
            QTest::newRow(name) << std::move(m) << QString::fromUtf8(expected);
        };
        const QString x = QStringLiteral("x");
        row("one", {matcher("app", Op::Equal, x)}, R"({app="x"})");
        row("all kinds",
            {matcher("a", Op::Equal, x), matcher("b", Op::NotEqual, x),
             matcher("c", Op::Matches, QStringLiteral("x.*")),
             matcher("d", Op::NotMatches, QStringLiteral("\\d+"))},
            R"({a="x",b!="x",c=~"x.*",d!~"\\d+"})");
        row("none at all", {}, "");
        row("empty value", {matcher("a", Op::Equal, {})}, "");
        row("only a negative one", {matcher("a", Op::NotEqual, x)}, "");
        row("there at all", {matcher("a", Op::NotEqual, {})}, R"({a!=""})");
        row("everything by regex", {matcher("a", Op::Matches, QStringLiteral(".*"))}, "");
        row("everything but nothing", {matcher("a", Op::Matches, QStringLiteral(".+"))}, R"({a=~".+"})");
        row("alternative with an empty branch", {matcher("a", Op::Matches, QStringLiteral("x|"))}, "");
        row("everything, and something",
            {matcher("a", Op::Matches, QStringLiteral(".*")), matcher("b", Op::Equal, x)},
            R"({a=~".*",b="x"})");
        row("broken regex", {matcher("a", Op::Equal, x), matcher("b", Op::Matches, QStringLiteral("("))}, "");
        row("look-ahead", {matcher("a", Op::Matches, QStringLiteral("x(?=y)"))}, "");
        row("back-reference", {matcher("a", Op::Matches, QStringLiteral("(x)\\1"))}, "");
        row("an escaped backslash before a digit", {matcher("a", Op::Matches, QStringLiteral("x\\\\1"))},
            R"({a=~"x\\\\1"})");
        row("no name", {matcher("", Op::Equal, x)}, "");
        row("name with a dot", {matcher("service.name", Op::Equal, x)}, "");
        row("name with injection", {matcher("a=\"b\"} or {c", Op::Equal, x)}, "");
        row("name with a digit first", {matcher("1a", Op::Equal, x)}, "");
        row("name not ASCII", {matcher("gr\xc3\xbc\xc3\x9f", Op::Equal, x)}, "");
    }
    void selectors()
    {
        QFETCH(std::vector<Matcher>, matchers);
        QFETCH(QString, expected);
        const Result<QString> built = selector(matchers);
        QCOMPARE(built.value_or(QString()), expected);
        if (!built) {
            QCOMPARE(static_cast<int>(built.error().kind), static_cast<int>(ErrorKind::Invalid));
            QVERIFY(!built.error().what.isEmpty());
        }
    }

    void lineFilters()
    {
        QCOMPARE(*lineFilter(LineMatch::Contains, QStringLiteral("a\"b")), QStringLiteral(" |= \"a\\\"b\""));
        QCOMPARE(*lineFilter(LineMatch::ContainsNot, QStringLiteral("x")), QStringLiteral(" != \"x\""));
        QCOMPARE(*lineFilter(LineMatch::Regex, QStringLiteral("\\d")), QStringLiteral(" |~ \"\\\\d\""));
        QCOMPARE(*lineFilter(LineMatch::RegexNot, QStringLiteral("x")), QStringLiteral(" !~ \"x\""));
        QVERIFY(lineFilter(LineMatch::Contains, QStringLiteral("(")));
        QVERIFY(!lineFilter(LineMatch::Regex, QStringLiteral("(")));
    }

    void ignoringCaseTakesTextLiterally()
    {
        const QString text = QStringLiteral("a.b*c(d)[e]{f}^$|\\+?\"");
        const QRegularExpression expression(regexLiteral(text));
        QVERIFY(expression.isValid());
        QVERIFY(expression.match(text).hasMatch());
        QVERIFY(!expression.match(QStringLiteral("aXb")).hasMatch());
        QCOMPARE(lineFilterIgnoringCase(QStringLiteral("a.b")), QStringLiteral(" |~ \"(?i)a\\\\.b\""));
    }

    void timesHaveNineteenDigits_data()
    {
        QTest::addColumn<qint64>("ns");
        QTest::addColumn<QString>("expected");
        QTest::newRow("now") << qint64{1'795'251'600'000'000'001} << QStringLiteral("1795251600000000001");
        QTest::newRow("the epoch") << qint64{0} << QStringLiteral("1000000000000000000");
        QTest::newRow("before it") << qint64{-5} << QStringLiteral("1000000000000000000");
        QTest::newRow("the last") << std::numeric_limits<qint64>::max()
                                  << QStringLiteral("9223372036854775807");
    }
    void timesHaveNineteenDigits()
    {
        QFETCH(qint64, ns);
        QFETCH(QString, expected);
        QCOMPARE(timeParam({ns}), expected);
    }

    void steps()
    {
        QCOMPARE(stepParam(std::chrono::seconds(15)), QStringLiteral("15"));
        QCOMPARE(stepParam(std::chrono::milliseconds(500)), QStringLiteral("0.5"));
        QCOMPARE(stepParam(std::chrono::milliseconds(1250)), QStringLiteral("1.25"));
        QCOMPARE(stepParam(std::chrono::nanoseconds(1)), QStringLiteral("0.001"));
    }

    void traceIdsAreLookedForInAllTheirForms_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<QStringList>("variants");
        const auto row = [](const char* name, const char* id, const QStringList& variants) {
            QTest::newRow(name) << QString::fromLatin1(id) << variants;
        };
        row("128 bits", "4c123b1612dd272d1371c17149d43953",
            {QStringLiteral("4c123b16-12dd-272d-1371-c17149d43953"),
             QStringLiteral("4c123b1612dd272d1371c17149d43953")});
        row("leading zeros", "00ff3b1612dd272d1371c17149d43953",
            {QStringLiteral("00ff3b16-12dd-272d-1371-c17149d43953"),
             QStringLiteral("00ff3b1612dd272d1371c17149d43953"),
             QStringLiteral("ff3b1612dd272d1371c17149d43953")});
        row("64 bits", "0371c17149d43953",
            {QStringLiteral("00000000-0000-0000-0371-c17149d43953"),
             QStringLiteral("00000000000000000371c17149d43953"), QStringLiteral("0371c17149d43953"),
             QStringLiteral("371c17149d43953")});
        row("nearly nothing", "1f",
            {QStringLiteral("00000000-0000-0000-0000-00000000001f"),
             QStringLiteral("0000000000000000000000000000001f"), QStringLiteral("000000000000001f")});
    }
    void traceIdsAreLookedForInAllTheirForms()
    {
        QFETCH(QString, id);
        QFETCH(QStringList, variants);
        const TraceId trace = *TraceId::fromHex(QStringView(id));
        QCOMPARE(traceIdVariants(trace), variants);
        const TraceQueries queries = traceQueries(QStringLiteral("{a=\"b\"}"), trace);
        QCOMPARE(queries.byText,
                 QStringLiteral("{a=\"b\"} |~ \"(?i)%1\"").arg(variants.join(QLatin1Char('|'))));
        // The condition on a field matches every variant as a whole, in either case, and no other id.
        const QRegularExpression condition(QStringLiteral("trace_id=~\"(.*?)\" or"));
        const QString pattern = condition.match(queries.byMetadata).captured(1);
        const QRegularExpression field(QRegularExpression::anchoredPattern(pattern));
        for (const QString& variant : variants) {
            QVERIFY2(field.match(variant).hasMatch(), qPrintable(variant));
            QVERIFY(field.match(variant.toUpper()).hasMatch());
        }
        QVERIFY(!field.match(QStringLiteral("4c123b1612dd272d1371c17149d43954")).hasMatch());
        QVERIFY(queries.byMetadata.contains(QLatin1String("or traceID=~")));
    }
};

} // namespace tst_lokiquerytext

SIGNALBOX_GUILESS_TEST(tst_lokiquerytext, TestQueryText)
#include "tst_lokiquerytext.moc"
