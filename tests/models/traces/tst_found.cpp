// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/traces/found.h"

#include "tests/support/testmain.h"

#include <QTest>

namespace tst_found {

using namespace signalbox;
using namespace signalbox::traces;

namespace {

TraceSummary summary(std::uint64_t id, std::int64_t ms, qint64 errors = 0, const char* operation = "GET /")
{
    return {.id = {0, id},
            .rootService = QStringLiteral("web"),
            .rootOperation = QString::fromLatin1(operation),
            .duration = std::chrono::milliseconds(ms),
            .errors = errors,
            .services = {{.name = errors > 0 ? QStringLiteral("pay") : QStringLiteral("cart")}}};
}

} // namespace

class TestFound : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tagsAreRead_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<TagPairs>("pairs");
        QTest::addColumn<bool>("isFine");
        const auto row = [](const char* name, const char* text, const TagPairs& pairs, bool isFine = true) {
            QTest::newRow(name) << QString::fromUtf8(text) << pairs << isFine;
        };
        const auto pair = [](const char* key, const char* value) {
            return std::pair(QString::fromUtf8(key), QString::fromUtf8(value));
        };
        row("nothing", "  ", {});
        row("one", "a=b", {pair("a", "b")});
        row("several", "a=b  http.status_code=500", {pair("a", "b"), pair("http.status_code", "500")});
        row("commas", "a=1, b=2", {pair("a", "1"), pair("b", "2")});
        row("quotes", "a=\"b c\" d=e", {pair("a", "b c"), pair("d", "e")});
        row("escapes", "a=\"x\\\"y\\\\z\"", {pair("a", "x\"y\\z")});
        row("an equals sign in the value", "url=/x?y=1", {pair("url", "/x?y=1")});
        row("an empty value", "a= b=1", {pair("a", ""), pair("b", "1")});
        row("no pair", "error", {}, false);
        row("no key", "=x", {}, false);
        row("no end", "a=\"b", {}, false);
        row("not ASCII",
            "gr\xc3\xb6\xc3\x9f"
            "e=\xe2\x82\xac",
            {pair("gr\xc3\xb6\xc3\x9f"
                  "e",
                  "\xe2\x82\xac")});
    }
    void tagsAreRead()
    {
        QFETCH(QString, text);
        QFETCH(TagPairs, pairs);
        QFETCH(bool, isFine);
        const auto read = parseTags(text);
        QCOMPARE(read.has_value(), isFine);
        if (!isFine) {
            QVERIFY(!read.error().what.isEmpty());
            return;
        }
        QCOMPARE(*read, pairs);
        QStringList texts;
        for (const auto& [key, value] : pairs)
            texts.append(tagText(key, value));
        QCOMPARE(parseTags(texts.join(u' ')).value(), pairs); // what is written is read
    }

    void quickFilters()
    {
        std::vector<TraceSummary> all;
        for (std::uint64_t i = 1; i <= 20; ++i)
            all.push_back(summary(i, static_cast<std::int64_t>(i) * 10, i == 3 ? 1 : 0));
        const Duration slow = slowLimit(all);
        QVERIFY(slow > std::chrono::milliseconds(190) && slow < std::chrono::milliseconds(200));
        const auto count = [&](const FoundFilter& filter) {
            return std::count_if(all.begin(), all.end(),
                                 [&](const TraceSummary& t) { return keeps(filter, t, slow); });
        };
        QCOMPARE(count({}), 20);
        QCOMPARE(count({.quick = FoundFilter::Quick::Failed}), 1);
        QCOMPARE(count({.quick = FoundFilter::Quick::Slow}), 1);
        QCOMPARE(count({.service = QStringLiteral("pay")}), 1);
        QCOMPARE(count({.quick = FoundFilter::Quick::Slow, .service = QStringLiteral("pay")}), 0);
        QCOMPARE(servicesIn(all), (QStringList{QStringLiteral("cart"), QStringLiteral("pay")}));
        QVERIFY(slowLimit({}) == Duration::zero());
    }

    void setsAreOfOneRoot()
    {
        std::vector<TraceSummary> all;
        for (std::uint64_t i = 1; i <= 10; ++i)
            all.push_back(summary(i, 10, 0, "GET /health"));
        for (std::uint64_t i = 20; i < 50; ++i)
            all.push_back(summary(i, 100, i % 3 == 0 ? 1 : 0, "POST /pay"));
        const Cohorts sets = cohortsOf(all);
        QCOMPARE(sets.root, QStringLiteral("web POST /pay"));
        QVERIFY(sets.byErrors);
        QCOMPARE(sets.odd.size(), std::size_t{10});
        QCOMPARE(sets.normal.size(), std::size_t{20});
        QCOMPARE(cohortsOf(all, 4, 5).odd.size(), std::size_t{4});
        QVERIFY(cohortsOf({}).odd.empty());
    }

    void withoutFailuresTheSlowOnesAreOdd()
    {
        std::vector<TraceSummary> all;
        for (std::uint64_t i = 1; i <= 40; ++i)
            all.push_back(
                summary(i, i <= 4 ? 5000 + static_cast<std::int64_t>(i) : 10 + static_cast<std::int64_t>(i)));
        const Cohorts sets = cohortsOf(all);
        QVERIFY(!sets.byErrors);
        QCOMPARE(sets.odd.size(), std::size_t{4});
        for (const TraceId& id : sets.normal)
            QVERIFY(id.low > 4);
    }
};

} // namespace tst_found

SIGNALBOX_BARE_TEST(tst_found, TestFound)
#include "tst_found.moc"
