// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/tempo/query.h"

#include "tests/support/testmain.h"

#include <QTest>

namespace tst_tempoquery {

using namespace signalbox;
using namespace signalbox::tempo;
using tracing::SearchQuery;

class TestTempoQuery : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void traceQlIsWritten_data()
    {
        QTest::addColumn<SearchQuery>("query");
        QTest::addColumn<QString>("text");
        QTest::newRow("nothing asked") << SearchQuery{} << "{}";
        QTest::newRow("service") << SearchQuery{.service = QStringLiteral("checkout")}
                                 << "{ resource.service.name = \"checkout\" }";
        QTest::newRow("all of it") << SearchQuery{.service = QStringLiteral("web"),
                                                  .operation = QStringLiteral("GET /x"),
                                                  .minDuration = std::chrono::milliseconds(1500),
                                                  .maxDuration = std::chrono::seconds(2),
                                                  .errorsOnly = true}
                                   << "{ resource.service.name = \"web\" && name = \"GET /x\" && status = "
                                      "error && duration >= 1500000000ns && "
                                      "duration <= 2000000000ns }";
        QTest::newRow("escapes") << SearchQuery{.service = QStringLiteral("a\"b\\c\nd")}
                                 << "{ resource.service.name = \"a\\\"b\\\\c\\nd\" }";
        QTest::newRow("tag of text") << SearchQuery{.tags = {{QStringLiteral("db.system"),
                                                              QStringLiteral("postgresql")}}}
                                     << "{ .db.system = \"postgresql\" }";
        QTest::newRow("tag of number: either kind")
            << SearchQuery{.tags = {{QStringLiteral("http.status_code"), QStringLiteral("500")}}}
            << "{ (.http.status_code = \"500\" || .http.status_code = 500) }";
        QTest::newRow("tag of truth")
            << SearchQuery{.tags = {{QStringLiteral("cached"), QStringLiteral("true")}}}
            << QStringLiteral("{ (.cached = \"true\" || .cached = true) }");
        QTest::newRow("no number") << SearchQuery{.tags = {{QStringLiteral("v"), QStringLiteral("1.2.3")}}}
                                   << QStringLiteral("{ .v = \"1.2.3\" }");
        QTest::newRow("odd name") << SearchQuery{.tags = {{QStringLiteral("my attr}"), QStringLiteral("x")}}}
                                  << QStringLiteral("{ .\"my attr}\" = \"x\" }");
        QTest::newRow("error") << SearchQuery{.tags = {{QStringLiteral("error"), QStringLiteral("true")}}}
                               << QStringLiteral("{ status = error }");
        QTest::newRow("kind") << SearchQuery{.tags = {{QStringLiteral("span.kind"),
                                                       QStringLiteral("server")}}}
                              << QStringLiteral("{ kind = server }");
    }
    void traceQlIsWritten()
    {
        QFETCH(SearchQuery, query);
        QFETCH(QString, text);
        QCOMPARE(query::traceQl(query), text);
    }

    void timesAreWholeSeconds()
    {
        const SearchQuery query{.start = Instant::fromMilliseconds(1'795'251'600'400),
                                .end = Instant::fromMilliseconds(1'795'252'500'100),
                                .limit = 7};
        const http::Request request = query::search(query, query.start);
        QHash<QString, QString> params;
        for (const auto& param : request.params)
            params.insert(param.key, param.value);
        QCOMPARE(params.value(QStringLiteral("start")), QStringLiteral("1795251600"));
        QCOMPARE(params.value(QStringLiteral("end")), QStringLiteral("1795252501"));
        QCOMPARE(params.value(QStringLiteral("limit")), QStringLiteral("7"));
    }

    void mistakesAreSaidBefore_data()
    {
        QTest::addColumn<SearchQuery>("query");
        QTest::addColumn<bool>("isFine");
        const Instant t = Instant::fromSeconds(100);
        const Instant later = Instant::fromSeconds(200);
        QTest::newRow("fine") << SearchQuery{.start = t, .end = later} << true;
        QTest::newRow("backwards") << SearchQuery{.start = later, .end = t} << false;
        QTest::newRow("no limit") << SearchQuery{.start = t, .end = later, .limit = 0} << false;
        QTest::newRow("durations") << SearchQuery{.minDuration = std::chrono::seconds(2),
                                                  .maxDuration = std::chrono::seconds(1),
                                                  .start = t,
                                                  .end = later}
                                   << false;
        QTest::newRow("kind that would be code")
            << SearchQuery{.tags = {{QStringLiteral("span.kind"), QStringLiteral("server || true")}},
                           .start = t,
                           .end = later}
            << false;
    }
    void mistakesAreSaidBefore()
    {
        QFETCH(SearchQuery, query);
        QFETCH(bool, isFine);
        QCOMPARE(query::problemOf(query).isEmpty(), isFine);
    }
};

} // namespace tst_tempoquery

SIGNALBOX_BARE_TEST(tst_tempoquery, TestTempoQuery)
#include "tst_tempoquery.moc"
