// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/trace/waterfallview.h"

#include "models/traces/spansearch.h"
#include "tests/support/testmain.h"
#include "tests/support/tracemaker.h"
#include "widgets/common/markedscrollbar.h"
#include "widgets/theme/style.h"
#include "widgets/theme/type.h"
#include "widgets/trace/minimap.h"

#include <QApplication>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

namespace tst_waterfallview {

using namespace signalbox;
using namespace signalbox::traces;
using test::SpanRow;
using theme::Color;
using widgets::WaterfallView;

namespace {

constexpr Offset ms = 1'000'000;

/// web > pay (> query, then nothing for 300 ms, > notify), cart.
std::vector<SpanRow> rows()
{
    return {{.id = 1, .service = "web", .operation = "GET /", .length = 1000},
            {.id = 2,
             .parent = 1,
             .service = "pay",
             .operation = "charge",
             .start = 100,
             .length = 700,
             .error = true},
            {.id = 3, .parent = 2, .service = "pay", .operation = "query", .start = 100, .length = 300},
            {.id = 4, .parent = 2, .service = "pay", .operation = "notify", .start = 700, .length = 100},
            {.id = 5, .parent = 1, .service = "cart", .operation = "add", .start = 850, .length = 150}};
}

std::vector<SpanRow> many(int count)
{
    std::vector<SpanRow> made{{.id = 1, .length = 100'000}};
    for (int i = 2; i <= count; ++i)
        made.push_back({.id = static_cast<std::uint64_t>(i),
                        .parent = static_cast<std::uint64_t>(i / 3 + 1),
                        .service = "s" + std::to_string(i % 7),
                        .operation = "op" + std::to_string(i % 13),
                        .start = i % 1000,
                        .length = 10 + i % 400});
    return made;
}

} // namespace

class TestWaterfallView : public QObject
{
    Q_OBJECT

    std::unique_ptr<theme::Theme> m_theme;
    std::unique_ptr<WaterfallView> m_view;

    void show(const std::vector<SpanRow>& spans, bool corrected = false)
    {
        m_view->setReading(readTrace(test::makeTrace(spans), corrected));
    }
    void press(int key, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::keyClick(m_view.get(), static_cast<Qt::Key>(key), modifiers);
    }
    /// Ids of the spans in the rows; "g" for gaps, "h" for hidden ones.
    [[nodiscard]] QString shown() const
    {
        QStringList texts;
        for (const Row& row : m_view->rows())
            texts.append(row.kind == RowKind::Span
                             ? QString::number(m_view->reading()->trace->at(row.index).id.value)
                         : row.kind == RowKind::Gap ? QStringLiteral("g")
                                                    : QStringLiteral("h%1").arg(row.count));
        return texts.join(u' ');
    }
    [[nodiscard]] int rowOf(std::uint64_t id) const
    {
        for (std::size_t i = 0; i < m_view->rows().size(); ++i) {
            const Row& row = m_view->rows()[i];
            if (row.kind == RowKind::Span && m_view->reading()->trace->at(row.index).id.value == id)
                return static_cast<int>(i);
        }
        return -1;
    }
    [[nodiscard]] std::uint64_t current() const
    {
        const std::int64_t span = m_view->currentSpan();
        return span < 0 ? 0 : m_view->reading()->trace->at(static_cast<std::size_t>(span)).id.value;
    }
    [[nodiscard]] QImage grab() const { return m_view->viewport()->grab().toImage(); }

private Q_SLOTS:
    void initTestCase()
    {
        m_theme = std::make_unique<theme::Theme>();
        QApplication::setStyle(new theme::Style(m_theme.get()));
        theme::prepareFonts();
    }
    void init()
    {
        m_view = std::make_unique<WaterfallView>(m_theme.get());
        m_view->resize(1000, 480);
        m_view->show();
        m_view->setFocus();
        QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
    }
    void cleanup() { m_view.reset(); }

    void keysWalkAndFold()
    {
        show(rows());
        QCOMPARE(shown(), QStringLiteral("1 g 2 3 g 4 g 5"));
        QCOMPARE(current(), std::uint64_t{1});
        press(Qt::Key_Down); // the gap before
        press(Qt::Key_Down);
        press(Qt::Key_Left);
        QCOMPARE(shown(), QStringLiteral("1 g 2 g 5"));
        press(Qt::Key_Right);
        QCOMPARE(shown(), QStringLiteral("1 g 2 3 g 4 g 5"));
        press(Qt::Key_End);
        QCOMPARE(current(), std::uint64_t{5});
        press(Qt::Key_Left); // to its parent
        QCOMPARE(current(), std::uint64_t{1});
        press(Qt::Key_Home);
        press(Qt::Key_Space);
        QCOMPARE(shown(), QStringLiteral("1"));
    }

    void jaegersKeysWork_data()
    {
        QTest::addColumn<QList<int>>("keys");
        QTest::addColumn<QString>("rows");
        QTest::newRow("all closed") << QList<int>{Qt::Key_BracketRight} << "1";
        QTest::newRow("all open again")
            << QList<int>{Qt::Key_BracketRight, Qt::Key_BracketLeft} << "1 g 2 3 g 4 g 5";
        QTest::newRow("a level less") << QList<int>{Qt::Key_P} << "1 g 2 g 5";
        QTest::newRow("two levels less") << QList<int>{Qt::Key_P, Qt::Key_P} << "1";
        QTest::newRow("a level more") << QList<int>{Qt::Key_P, Qt::Key_P, Qt::Key_O} << "1 g 2 g 5";
    }
    void jaegersKeysWork()
    {
        QFETCH(QList<int>, keys);
        QFETCH(QString, rows);
        show(tst_waterfallview::rows());
        for (const int key : keys)
            press(key);
        QCOMPARE(shown(), rows);
    }

    void theViewZoomsAndPans()
    {
        show(rows());
        const QSignalSpy changed(m_view.get(), &WaterfallView::viewChanged);
        QCOMPARE(m_view->view(), (Stretch{0, 1000 * ms}));
        press(Qt::Key_Plus);
        QCOMPARE(m_view->view().length(), 800 * ms);
        press(Qt::Key_D);
        QVERIFY(m_view->view().begin > 100 * ms);
        press(Qt::Key_A, Qt::ShiftModifier);
        QCOMPARE(m_view->view().begin, Offset{0});
        press(Qt::Key_0);
        QCOMPARE(m_view->view().length(), 1000 * ms);
        m_view->showSpan(m_view->reading()->trace->find({3}).front());
        press(Qt::Key_Z);
        QVERIFY(m_view->view().begin <= 100 * ms && m_view->view().end >= 400 * ms);
        QVERIFY(m_view->view().length() < 400 * ms);
        press(Qt::Key_Down, Qt::ControlModifier);
        QVERIFY(m_view->view().length() > 350 * ms);
        QVERIFY(changed.size() >= 5);
    }

    void theWheelScrollsZoomsAndPans()
    {
        show(many(500));
        const QPointF place(700, 100);
        const auto wheel = [&](const QPoint& angle, Qt::KeyboardModifiers modifiers) {
            QWheelEvent event(place, m_view->viewport()->mapToGlobal(place), {}, angle, Qt::NoButton,
                              modifiers, Qt::NoScrollPhase, false);
            QApplication::sendEvent(m_view->viewport(), &event);
        };
        wheel({0, -120}, Qt::NoModifier);
        QVERIFY(m_view->verticalScrollBar()->value() > 0);
        const Offset under = m_view->scale().at(place.x() - m_view->treeWidth() - 12);
        wheel({0, 240}, Qt::ControlModifier);
        QVERIFY(m_view->view().length() < m_view->reading()->times.length);
        const double after = m_view->scale().x(under) + m_view->treeWidth() + 12;
        QVERIFY2(qAbs(after - place.x()) < 2, qPrintable(QString::number(after)));
        const Offset before = m_view->view().begin;
        wheel({0, -120}, Qt::ShiftModifier);
        QVERIFY(m_view->view().begin > before);
    }

    void theMouseChoosesFoldsAndDrags()
    {
        show(rows());
        QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, m_view->barOf(rowOf(4)).center().toPoint());
        QCOMPARE(current(), std::uint64_t{4});
        QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, m_view->disclosureOf(rowOf(2)).center());
        QCOMPARE(shown(), QStringLiteral("1 g 2 g 5"));
        QCOMPARE(current(), std::uint64_t{2});
        QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, m_view->disclosureOf(rowOf(2)).center());
        const int edge = m_view->treeWidth();
        QTest::mousePress(m_view->viewport(), Qt::LeftButton, {}, {edge, 50});
        QTest::mouseMove(m_view->viewport(), {edge - 80, 50});
        QTest::mouseRelease(m_view->viewport(), Qt::LeftButton, {}, {edge - 80, 50});
        QCOMPARE(m_view->treeWidth(), edge - 80);
        QTest::mouseDClick(m_view->viewport(), Qt::LeftButton, {},
                           m_view->barOf(rowOf(3)).center().toPoint());
        QVERIFY(m_view->view().length() < 400 * ms);
        // A drag over the time moves it.
        const Stretch was = m_view->view();
        QTest::mousePress(m_view->viewport(), Qt::LeftButton, {}, {800, 200});
        QTest::mouseMove(m_view->viewport(), {700, 200});
        QTest::mouseRelease(m_view->viewport(), Qt::LeftButton, {}, {700, 200});
        QVERIFY(m_view->view().begin > was.begin);
        QCOMPARE(m_view->view().length(), was.length());
    }

    void theRulerAndTheMinimapSetTheStretch()
    {
        show(rows());
        auto* ruler = m_view->findChild<widgets::TraceRuler*>();
        const int origin = m_view->treeWidth() + 12;
        const auto xOf = [&](Offset at) { return origin + static_cast<int>(m_view->scale().x(at)); };
        const QPoint from(xOf(200 * ms), 10);
        const QPoint to(xOf(600 * ms), 10);
        QTest::mousePress(ruler, Qt::LeftButton, {}, from);
        QTest::mouseMove(ruler, to);
        QTest::mouseRelease(ruler, Qt::LeftButton, {}, to);
        QVERIFY(qAbs(m_view->view().begin - 200 * ms) < 5 * ms);
        QVERIFY(qAbs(m_view->view().end - 600 * ms) < 5 * ms);

        widgets::Minimap map(m_theme.get());
        map.resize(832, widgets::Minimap::height); // 800 for the trace
        map.setReading(m_view->reading());
        connect(&map, &widgets::Minimap::viewRequested, m_view.get(), &WaterfallView::setView);
        connect(m_view.get(), &WaterfallView::viewChanged, &map, [&] { map.setView(m_view->view()); });
        map.setView(m_view->view());
        map.show();
        QVERIFY(QTest::qWaitForWindowExposed(&map));
        const auto on = [](Offset at) { return QPoint(16 + static_cast<int>(at * 800 / (1000 * ms)), 24); };
        QTest::mousePress(&map, Qt::LeftButton, {}, on(m_view->view().end)); // its right edge
        QTest::mouseMove(&map, on(900 * ms));
        QTest::mouseRelease(&map, Qt::LeftButton, {}, on(900 * ms));
        QVERIFY(qAbs(m_view->view().end - 900 * ms) < 5 * ms);
        QTest::mousePress(&map, Qt::LeftButton, {}, on(500 * ms)); // the whole
        QTest::mouseMove(&map, on(550 * ms));
        QTest::mouseRelease(&map, Qt::LeftButton, {}, on(550 * ms));
        QVERIFY(qAbs(m_view->view().begin - 250 * ms) < 10 * ms);
        QTest::mouseDClick(&map, Qt::LeftButton, {}, on(100 * ms));
        QCOMPARE(m_view->view(), (Stretch{0, 1000 * ms}));
    }

    void hitsAreGoneThrough()
    {
        show(rows());
        m_view->setHits(findSpans(*m_view->reading()->trace, QStringLiteral("pay")));
        QCOMPARE(m_view->hits().size(), std::size_t{3});
        auto* bar = m_view->findChild<widgets::MarkedScrollBar*>();
        QCOMPARE(bar->ticks().size(), std::size_t{3});
        QCOMPARE(m_view->stepHit(1), 0);
        QCOMPARE(current(), std::uint64_t{2});
        press(Qt::Key_Left); // closed: the next one is opened for
        QCOMPARE(m_view->stepHit(1), 1);
        QCOMPARE(current(), std::uint64_t{3});
        QCOMPARE(m_view->stepHit(-1), 0);
        QCOMPARE(m_view->stepHit(-1), 2); // around
        QCOMPARE(current(), std::uint64_t{4});
        m_view->setHits({});
        QCOMPARE(m_view->stepHit(1), -1);
    }

    void aFilterCountsWhatItHides()
    {
        show(rows());
        m_view->setKept(keepErrors(*m_view->reading()->trace));
        QVERIFY(rowOf(1) >= 0 && rowOf(2) >= 0 && rowOf(3) < 0 && rowOf(5) < 0);
        int hidden = -1;
        for (std::size_t i = 0; i < m_view->rows().size(); ++i)
            if (m_view->rows()[i].kind == RowKind::Hidden && hidden < 0)
                hidden = static_cast<int>(i);
        QVERIFY(hidden >= 0);
        QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, m_view->rectOf(hidden).center());
        QVERIFY(rowOf(3) >= 0);
        m_view->setKept({});
        QVERIFY(rowOf(5) >= 0);
    }

    void aTraceThatComesAgainKeepsItsPlace()
    {
        std::vector<SpanRow> spans = many(3000);
        show(spans);
        press(Qt::Key_Plus);
        m_view->showSpan(m_view->reading()->trace->find({900}).front());
        const Stretch view = m_view->view();
        const int closedRow = rowOf(301);
        m_view->toggleRow(closedRow);
        const int before = m_view->rectOf(rowOf(current())).top();
        const std::uint64_t chosen = current();
        // Another span has arrived, before all of them.
        spans.push_back(
            {.id = 999'999, .parent = 1, .service = "late", .operation = "late", .start = 0, .length = 1});
        show(spans);
        QCOMPARE(current(), chosen);
        QCOMPARE(m_view->view(), view);
        QVERIFY(qAbs(m_view->rectOf(rowOf(chosen)).top() - before) <= widgets::WaterfallPainter::rowHeight);
        QVERIFY(!m_view->rows()[static_cast<std::size_t>(rowOf(301))].open);
        // A trace of another id begins anew.
        m_view->setReading(readTrace(test::makeTrace(rows(), 77), false));
        QCOMPARE(m_view->view(), (Stretch{0, 1000 * ms}));
        QCOMPARE(current(), std::uint64_t{1});
    }

    void barsSayWhatASpanDidItself()
    {
        show(rows());
        m_view->setTreeWidth(200);
        press(Qt::Key_End); // the chosen row has a ground of its own
        const QImage image = grab();
        const QColor own = m_theme->serviceColor(QStringLiteral("pay"));
        const auto at = [&](std::uint64_t id, Offset time) {
            const QRectF bar = m_view->barOf(rowOf(id));
            return image.pixelColor(m_view->treeWidth() + 12 + static_cast<int>(m_view->scale().x(time)),
                                    static_cast<int>(bar.top()) + 2);
        };
        QCOMPARE(at(3, 200 * ms), own);
        QCOMPARE(at(2, 500 * ms), own); // nothing ran in it then
        QCOMPARE(at(2, 200 * ms), widgets::WaterfallPainter(m_theme.get()).childColor(own));
        const auto under = [&](std::uint64_t id, Offset time) {
            const QRectF bar = m_view->barOf(rowOf(id));
            return image.pixelColor(m_view->treeWidth() + 12 + static_cast<int>(m_view->scale().x(time)),
                                    static_cast<int>(bar.bottom()) + 2);
        };
        QCOMPARE(under(3, 200 * ms), m_theme->color(Color::TraceCriticalPath));
        QVERIFY(under(2, 200 * ms) != m_theme->color(Color::TraceCriticalPath));
    }

    void aGapIsHatchedAndASpanThatMovedIsDotted()
    {
        show(rows());
        m_view->setTreeWidth(200);
        const QImage image = grab();
        int gapRow = -1;
        for (std::size_t i = 0; i < m_view->rows().size(); ++i)
            if (m_view->rows()[i].kind == RowKind::Gap)
                gapRow = static_cast<int>(i);
        QVERIFY(gapRow >= 0);
        const QRect gap = m_view->barOf(gapRow).toAlignedRect().adjusted(3, 3, -3, -3);
        QSet<QRgb> colours;
        for (int x = gap.left(); x <= gap.right(); ++x)
            colours.insert(image.pixel(x, gap.center().y()));
        QVERIFY(colours.contains(m_theme->color(Color::TraceGapFill).rgb()));
        QVERIFY(colours.size() > 1);

        const std::vector<SpanRow> skewed{
            {.id = 1, .service = "web", .length = 100},
            {.id = 2, .parent = 1, .service = "pay", .start = -40, .length = 50}};
        show(skewed, true);
        const QRect bar = m_view->barOf(rowOf(2)).toAlignedRect();
        const QImage moved = grab();
        int dots = 0;
        for (int x = bar.left(); x < bar.right(); ++x) {
            const QColor c = moved.pixelColor(x, bar.top() - 2);
            dots += c == m_theme->color(Color::TraceSkewMoved) ? 1 : 0;
        }
        QVERIFY(dots > 0);
    }

    void oddTracesArePainted_data()
    {
        QTest::addColumn<std::vector<SpanRow>>("rows");
        std::vector<SpanRow> deep{{.id = 1, .length = 5000}};
        for (std::uint64_t i = 2; i <= 5000; ++i)
            deep.push_back({.id = i, .parent = i - 1, .length = 5000});
        QTest::newRow("5,000 deep") << deep;
        std::vector<SpanRow> loop{{.id = 1, .length = 100'000}};
        for (std::uint64_t i = 0; i < 20'000; ++i)
            loop.push_back(
                {.id = i + 2, .parent = 1, .start = static_cast<std::int64_t>(i) * 5, .length = 4});
        QTest::newRow("a loop of 20,000 calls") << loop;
        QTest::newRow("a year long") << std::vector<SpanRow>{{.id = 1, .length = 31'536'000'000LL},
                                                             {.id = 2, .parent = 1, .length = 1}};
        QTest::newRow("no length") << std::vector<SpanRow>{{.id = 1}, {.id = 2, .parent = 1}};
        QTest::newRow("a circle") << std::vector<SpanRow>{{.id = 1, .parent = 2, .length = 5},
                                                          {.id = 2, .parent = 1, .length = 5}};
        QTest::newRow("its own parent") << std::vector<SpanRow>{{.id = 1, .parent = 1, .length = 5}};
        QTest::newRow("orphans") << std::vector<SpanRow>{{.id = 1, .parent = 8, .length = 5},
                                                         {.id = 2, .parent = 9, .length = 5}};
        QTest::newRow("shared ids") << std::vector<SpanRow>{{.id = 1, .length = 5},
                                                            {.id = 1, .service = "pay", .length = 4},
                                                            {.id = 1, .service = "db", .length = 3}};
        QTest::newRow("hostile names")
            << std::vector<SpanRow>{{.id = 1,
                                     .service = "\xe2\x80\xae<b>evil",
                                     .operation = std::string(100'000, 'x') + "\x01\n",
                                     .length = 5}};
        QTest::newRow("far away") << std::vector<SpanRow>{
            {.id = 1, .length = 5},
            {.id = 2, .parent = 1, .service = "old", .start = -1'600'000'000'000, .length = 5}};
    }
    void oddTracesArePainted()
    {
        QFETCH(std::vector<SpanRow>, rows);
        for (const bool corrected : {false, true}) {
            show(rows, corrected);
            QVERIFY(!m_view->rows().empty());
            QVERIFY(!grab().isNull());
            press(Qt::Key_End);
            press(Qt::Key_Z);
            press(Qt::Key_Plus);
            QVERIFY(!grab().isNull());
            QVERIFY(m_view->currentRow() >= 0);
            QVERIFY(m_view->view().length() > 0);
        }
        QVERIFY(!m_view->svg().isEmpty());
        QVERIFY(!m_view->picture().isNull());
    }

    void secretsStayInTheWindow()
    {
        show({{.id = 1, .operation = "GET /login?password=hunter2", .length = 5}});
        const QByteArray svg = m_view->svg();
        QVERIFY(svg.contains("GET /login"));
        QVERIFY(!svg.contains("hunter2"));
    }

    void nothingIsNoTrouble()
    {
        QVERIFY(m_view->rows().empty());
        for (const int key :
             {Qt::Key_Down, Qt::Key_Left, Qt::Key_Right, Qt::Key_Plus, Qt::Key_P, Qt::Key_O,
              Qt::Key_BracketLeft, Qt::Key_Z, Qt::Key_0, Qt::Key_Space, Qt::Key_Return, Qt::Key_A})
            press(key);
        QVERIFY(!grab().isNull());
        QCOMPARE(m_view->currentSpan(), std::int64_t{-1});
        show(rows());
        m_view->setReading(nullptr);
        QVERIFY(m_view->rows().empty());
        QVERIFY(!grab().isNull());
    }
};

} // namespace tst_waterfallview

SIGNALBOX_WIDGET_TEST(tst_waterfallview, TestWaterfallView)
#include "tst_waterfallview.moc"
