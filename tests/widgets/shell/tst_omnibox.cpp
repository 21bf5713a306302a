// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/testmain.h"
#include "widgets/shell/actionregistry.h"
#include "widgets/shell/commandpalette.h"
#include "widgets/theme/style.h"
#include "widgets/theme/type.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QLineEdit>
#include <QListView>
#include <QSignalSpy>
#include <QTest>

namespace tst_omnibox {

using namespace signalbox;
using namespace signalbox::widgets;
using pivots::Recognised;

namespace {

const QString id = QStringLiteral("4bf92f3577b34da6a3ce929d0e0e4736");

} // namespace

class TestOmnibox : public QObject
{
    Q_OBJECT

    struct Bench
    {
        explicit Bench(const theme::Theme* theme)
            : registry(&window)
            , box(&registry, theme, &window)
        {
            registry.add({QStringLiteral("refresh"),
                          QStringLiteral("Anywhere"),
                          QStringLiteral("Refresh now"),
                          {},
                          [this] { ++refreshed; }});
            registry.add(
                {QStringLiteral("logs"), QStringLiteral("Panes"), QStringLiteral("Show Logs"), {}, [] {}});
            box.setServices({QStringLiteral("checkout"), QStringLiteral("payments")});
            window.resize(1000, 700);
            window.show();
            box.open();
        }
        [[nodiscard]] QListView* list() { return box.findChild<QListView*>(); }
        [[nodiscard]] QString current() { return list()->currentIndex().data().toString(); }
        [[nodiscard]] QStringList rows()
        {
            QStringList out;
            for (int i = 0; i < list()->model()->rowCount(); ++i)
                out.append(list()->model()->index(i, 0).data().toString());
            return out;
        }
        void type(const QString& text) { box.findChild<QLineEdit*>()->setText(text); }
        void key(Qt::Key key) { QTest::keyClick(box.findChild<QLineEdit*>(), key); }

        QWidget window;
        ActionRegistry registry;
        CommandPalette box;
        int refreshed = 0;
    };
    std::unique_ptr<theme::Theme> m_theme;

private Q_SLOTS:
    void initTestCase()
    {
        m_theme = std::make_unique<theme::Theme>();
        QApplication::setStyle(new theme::Style(m_theme.get()));
        theme::prepareFonts();
    }

    void actionsAreFoundAsBefore()
    {
        Bench bench(m_theme.get());
        QVERIFY(bench.rows().contains(QStringLiteral("Refresh now")));
        bench.type(QStringLiteral("refr"));
        QCOMPARE(bench.current(), QStringLiteral("Refresh now"));
        bench.key(Qt::Key_Return);
        QCOMPARE(bench.refreshed, 1);
        QVERIFY(!bench.box.isVisible());
    }

    void aTraceIdIsRecognised()
    {
        Bench bench(m_theme.get());
        QSignalSpy chosen(&bench.box, &CommandPalette::chosen);
        QSignalSpy wanted(&bench.box, &CommandPalette::searchWanted);
        bench.type(QStringLiteral("traceparent: 00-%1-00f067aa0ba902b7-01").arg(id));
        QCOMPARE(bench.current(), QStringLiteral("Trace %1").arg(id));
        QVERIFY(wanted.back().front().toString().isEmpty()); // what is sure needs no search
        bench.key(Qt::Key_Return);
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen.front().front().value<Recognised>().trace->trace.toHex(), id);
    }

    void servicesByAFewLetters()
    {
        Bench bench(m_theme.get());
        QSignalSpy chosen(&bench.box, &CommandPalette::chosen);
        bench.type(QStringLiteral("paym"));
        QCOMPARE(bench.current(), QStringLiteral("payments"));
        bench.key(Qt::Key_Return);
        QCOMPARE(chosen.front().front().value<Recognised>().services,
                 QStringList{QStringLiteral("payments")});
    }

    void freeTextIsSearchedSourceBySource()
    {
        Bench bench(m_theme.get());
        QSignalSpy wanted(&bench.box, &CommandPalette::searchWanted);
        bench.type(QStringLiteral("pool exhausted"));
        QCOMPARE(wanted.back().front().toString(), QStringLiteral("pool exhausted"));
        const Recognised lines{.kind = Recognised::Kind::Text,
                               .what = QStringLiteral("3 lines with it"),
                               .text = QStringLiteral("pool exhausted")};
        const int before = bench.list()->model()->rowCount();
        bench.box.setFound({{QStringLiteral("Logs"), QStringLiteral("searching"), std::nullopt}});
        bench.box.setFound(
            {{QStringLiteral("Logs"), lines.what, lines},
             {QStringLiteral("Traces"), QStringLiteral("not searched: write name=value"), std::nullopt},
             {QStringLiteral("Metrics"), QStringLiteral("no metric is called so"), std::nullopt}});
        QCOMPARE(bench.list()->model()->rowCount(), before + 3);
        QSignalSpy chosen(&bench.box, &CommandPalette::chosen);
        while (bench.current() != lines.what && bench.list()->currentIndex().row() < before)
            bench.key(Qt::Key_Down);
        QCOMPARE(bench.current(), lines.what);
        bench.key(Qt::Key_Down); // behind it are only states, which nothing leads to
        QCOMPARE(bench.current(), lines.what);
        bench.key(Qt::Key_Return);
        QCOMPARE(chosen.size(), 1);
        bench.box.openWith(QStringLiteral("other"));
        QVERIFY(!bench.rows().contains(lines.what)); // of another text
    }

    void modelKeepsItsRules()
    {
        Bench bench(m_theme.get());
        PaletteModel model(&bench.registry);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setServices({QStringLiteral("checkout")});
        for (const QString& text :
             {QString(), QStringLiteral("che"), id, QStringLiteral("a b c"), QString(QChar(0xd800))}) {
            model.setPattern(text);
            model.setFound({{QStringLiteral("Logs"), QStringLiteral("x"), std::nullopt}});
            model.setFound({});
        }
        model.setPattern(QStringLiteral("now"));
        QVERIFY(model.actionAt(model.index(0)) != nullptr);
    }
};

} // namespace tst_omnibox

SIGNALBOX_WIDGET_TEST(tst_omnibox, TestOmnibox)
#include "tst_omnibox.moc"
