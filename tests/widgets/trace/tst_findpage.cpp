// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/trace/findpage.h"

#include "models/items/tracemodel.h"
#include "tests/support/testmain.h"
#include "widgets/common/segments.h"
#include "widgets/theme/style.h"
#include "widgets/theme/type.h"
#include "widgets/trace/mapview.h"

#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

namespace tst_findpage {

using namespace signalbox;
using widgets::FindPage;

namespace {

TraceSummary summary(std::uint64_t id, int second, std::int64_t ms, qint64 errors,
                     const char* service = "web")
{
    return {.id = {0, id},
            .rootService = QStringLiteral("web"),
            .rootOperation = QStringLiteral("GET /"),
            .start = Instant::fromSeconds(1'700'000'000 + second),
            .duration = std::chrono::milliseconds(ms),
            .spans = 3,
            .errors = errors,
            .services = {{.name = QString::fromLatin1(service), .spans = 3}}};
}

} // namespace

class TestFindPage : public QObject
{
    Q_OBJECT

    std::unique_ptr<theme::Theme> m_theme;
    std::unique_ptr<items::TraceModel> m_model;
    std::unique_ptr<FindPage> m_page;

    [[nodiscard]] QLineEdit* edit(const char* name) const
    {
        for (auto* found : m_page->findChildren<QLineEdit*>())
            if (found->accessibleName() == QLatin1String(name))
                return found;
        return nullptr;
    }
    void type(const char* name, const QString& text)
    {
        edit(name)->clear();
        QTest::keyClicks(edit(name), text);
        QTest::keyClick(edit(name), Qt::Key_Return);
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_theme = std::make_unique<theme::Theme>();
        QApplication::setStyle(new theme::Style(m_theme.get()));
        theme::prepareFonts();
    }
    void init()
    {
        m_model = std::make_unique<items::TraceModel>();
        m_page = std::make_unique<FindPage>(m_model.get(), m_theme.get());
        m_page->resize(1100, 700);
        m_page->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
        m_page->setServices({QStringLiteral("cart"), QStringLiteral("web")}, QStringLiteral("web"), false);
    }
    void cleanup()
    {
        m_page.reset();
        m_model.reset();
    }

    void theFieldsAreRead()
    {
        const QSignalSpy submitted(m_page.get(), &FindPage::submitted);
        type("Tags", QStringLiteral("http.status_code=500 note=\"two words\""));
        QCOMPARE(submitted.size(), 1);
        QCOMPARE(m_page->search().service, QStringLiteral("web"));
        QCOMPARE(m_page->search().tags,
                 (traces::TagPairs{{QStringLiteral("http.status_code"), QStringLiteral("500")},
                                   {QStringLiteral("note"), QStringLiteral("two words")}}));
        type("Shortest duration", QStringLiteral("1.5s"));
        QCOMPARE(submitted.size(), 2);
        QVERIFY(m_page->search().minDuration == std::chrono::milliseconds(1500));
        // The same again, out of a search.
        const widgets::TraceSearch search = m_page->search();
        m_page->setSearch({});
        QVERIFY(edit("Tags")->text().isEmpty());
        m_page->setSearch(search);
        QCOMPARE(edit("Tags")->text(), QStringLiteral("http.status_code=500 note=\"two words\""));
        QTest::keyClick(edit("Tags"), Qt::Key_Return);
        QVERIFY(m_page->search() == search);
    }

    void mistakesAreSaidAndNothingIsAsked_data()
    {
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("words");
        QTest::newRow("no pair") << "Tags"
                                 << "error"
                                 << "name=value";
        QTest::newRow("no end of a quote") << "Tags"
                                           << "a=\"b"
                                           << "closing quote";
        QTest::newRow("no name") << "Tags"
                                 << "=b"
                                 << "no tag";
        QTest::newRow("no duration") << "Shortest duration"
                                     << "fast"
                                     << "duration";
        QTest::newRow("no unit") << "Longest duration"
                                 << "15"
                                 << "unit";
    }
    void mistakesAreSaidAndNothingIsAsked()
    {
        QFETCH(QString, field);
        QFETCH(QString, text);
        QFETCH(QString, words);
        const QSignalSpy submitted(m_page.get(), &FindPage::submitted);
        type(qPrintable(field), text);
        QCOMPARE(submitted.size(), 0);
        QVERIFY(edit(qPrintable(field))->property(theme::invalidProperty).toBool());
        bool said = false;
        for (const auto* label : m_page->findChildren<QLabel*>())
            said = said || (label->isVisible() && label->text().contains(words, Qt::CaseInsensitive));
        QVERIFY(said);
        type(qPrintable(field), QString());
        QCOMPARE(submitted.size(), 1);
        QVERIFY(!edit(qPrintable(field))->property(theme::invalidProperty).toBool());
    }

    void dotsAreClickedAndDraggedOver()
    {
        const std::vector<TraceSummary> found{summary(1, 0, 10, 0), summary(2, 30, 5000, 2),
                                              summary(3, 60, 100, 0)};
        m_page->scatter()->setTraces(found, {false, false, false});
        const QSignalSpy chosen(m_page.get(), &FindPage::traceChosen);
        const QPoint dot = m_page->scatter()->placeOf(found[1]).toPoint();
        QTest::mouseClick(m_page->scatter(), Qt::LeftButton, {}, dot);
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen[0][0].value<TraceId>().low, std::uint64_t{2});
        const QSignalSpy area(m_page.get(), &FindPage::areaChanged);
        QTest::mousePress(m_page->scatter(), Qt::LeftButton, {}, dot - QPoint(20, 20));
        QTest::mouseMove(m_page->scatter(), dot + QPoint(20, 20));
        QTest::mouseRelease(m_page->scatter(), Qt::LeftButton, {}, dot + QPoint(20, 20));
        QCOMPARE(area.size(), 1);
        QVERIFY(m_page->area());
        QVERIFY(m_page->area()->contains(found[1]));
        QVERIFY(!m_page->area()->contains(found[0]) && !m_page->area()->contains(found[2]));
        QTest::keyClick(m_page->scatter(), Qt::Key_Escape);
        QVERIFY(!m_page->area());
        QTest::keyClick(m_page->scatter(), Qt::Key_Right); // the first in time
        QTest::keyClick(m_page->scatter(), Qt::Key_Right);
        QTest::keyClick(m_page->scatter(), Qt::Key_Return);
        QCOMPARE(chosen.size(), 2);
        QCOMPARE(chosen[1][0].value<TraceId>().low, std::uint64_t{2});
        m_page->scatter()->setTraces({}, {});
        QVERIFY(!m_page->grab().isNull());
    }

    void theTableOpens()
    {
        m_model->setTraces({summary(1, 0, 10, 0), summary(2, 30, 5000, 2)});
        const QSignalSpy chosen(m_page.get(), &FindPage::traceChosen);
        m_page->focusResults();
        QTest::keyClick(m_page->table(), Qt::Key_Return);
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen[0][0].value<TraceId>().low, std::uint64_t{2}); // failed ones first
    }

    void filtersAreKept()
    {
        m_page->setFoundServices({QStringLiteral("cart"), QStringLiteral("pay")});
        m_page->setFilter({.quick = traces::FoundFilter::Quick::Failed, .service = QStringLiteral("pay")});
        QVERIFY(m_page->filter().quick == traces::FoundFilter::Quick::Failed);
        QCOMPARE(m_page->filter().service, QStringLiteral("pay"));
        m_page->setFoundServices({QStringLiteral("pay"), QStringLiteral("web")});
        QCOMPARE(m_page->filter().service, QStringLiteral("pay"));
        m_page->setFoundServices({QStringLiteral("web")});
        QVERIFY(m_page->filter().service.isEmpty());
    }

    void theMapIsWalked()
    {
        traces::ServiceMap map;
        map.edges = {{.from = QStringLiteral("cart"),
                      .to = QStringLiteral("pay"),
                      .calls = 4,
                      .errors = 2,
                      .p95 = 5'000'000,
                      .inTraces = true},
                     {.from = QStringLiteral("web"), .to = QStringLiteral("cart"), .calls = 9}};
        m_page->map()->setMap(map);
        m_page->showPart(FindPage::Shown::Map);
        const QSignalSpy chosen(m_page.get(), &FindPage::serviceChosen);
        widgets::MapView* view = m_page->map();
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {},
                          view->rectOf(*view->drawing().find(QStringLiteral("web"))).center());
        QCOMPARE(chosen.back()[0].toString(), QStringLiteral("web"));
        view->setFocus();
        QTest::keyClick(view, Qt::Key_Right);
        QCOMPARE(view->current(), QStringLiteral("cart"));
        QTest::keyClick(view, Qt::Key_Right);
        QTest::keyClick(view, Qt::Key_Return);
        QCOMPARE(chosen.back()[0].toString(), QStringLiteral("pay"));
        QVERIFY(!view->grab().isNull());
    }
};

} // namespace tst_findpage

SIGNALBOX_WIDGET_TEST(tst_findpage, TestFindPage)
#include "tst_findpage.moc"
