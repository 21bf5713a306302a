// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/query/queryeditor.h"

#include "models/promql/querytext.h"
#include "tests/support/testmain.h"
#include "widgets/query/completionlistmodel.h"
#include "widgets/query/completionpopup.h"
#include "widgets/query/queryhighlighter.h"
#include "widgets/query/querytextedit.h"
#include "widgets/theme/style.h"
#include "widgets/theme/type.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QClipboard>
#include <QElapsedTimer>
#include <QLabel>
#include <QListView>
#include <QMimeData>
#include <QSignalSpy>
#include <QTest>
#include <QTextBlock>
#include <QTextLayout>
#include <QVBoxLayout>

namespace tst_queryeditor {

using namespace signalbox;
using namespace signalbox::widgets;
using promql::CompletionItem;
using promql::CompletionKind;
using promql::CompletionRequest;
using Kind = CompletionItem::Kind;

namespace {

QString s(const char16_t* text)
{
    return QString::fromUtf16(text);
}

std::vector<CompletionItem> items(Kind kind, const QStringList& names)
{
    std::vector<CompletionItem> out;
    for (const QString& name : names)
        out.push_back({.kind = kind, .text = name});
    return out;
}

} // namespace

class TestQueryEditor : public QObject
{
    Q_OBJECT

    theme::Theme* m_theme = nullptr;
    std::unique_ptr<QWidget> m_window;
    QueryEditor* m_editor = nullptr;
    QList<CompletionRequest> m_asked;

    void type(const char* keys) const { QTest::keyClicks(m_editor->edit(), QLatin1String(keys)); }
    void press(int key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) const
    {
        QTest::keyClick(m_editor->edit(), static_cast<Qt::Key>(key), modifiers);
    }
    bool isOpen() const { return m_editor->popup()->isVisible(); }
    QStringList rows() const
    {
        QStringList out;
        for (int i = 0; i < m_editor->popup()->count(); ++i)
            out += m_editor->popup()->item(i).text;
        return out;
    }
    void answer(Kind kind, const QStringList& names)
    {
        m_editor->setCompletions(m_asked.last().id, items(kind, names));
    }
    int cursor() const { return m_editor->edit()->textCursor().position(); }
    void moveCursor(int position) const
    {
        QTextCursor to = m_editor->edit()->textCursor();
        to.setPosition(position);
        m_editor->edit()->setTextCursor(to);
    }
    void paste(const QString& text) const
    {
        QApplication::clipboard()->setText(text);
        m_editor->edit()->paste();
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_theme = new theme::Theme;
        QApplication::setStyle(new theme::Style(m_theme));
        theme::prepareFonts();
    }
    void cleanupTestCase() { delete m_theme; }

    void init()
    {
        m_asked.clear();
        m_window = std::make_unique<QWidget>();
        m_window->resize(800, 500);
        m_editor = new QueryEditor(promql::language(), m_theme);
        m_editor->setName(QStringLiteral("PromQL expression"));
        m_editor->setPlaceholder(QStringLiteral("A PromQL expression"));
        auto* column = new QVBoxLayout(m_window.get());
        column->addWidget(m_editor);
        column->addStretch();
        connect(m_editor, &QueryEditor::completionsWanted, this,
                [this](const CompletionRequest& request) { m_asked.append(request); });
        m_window->show();
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        m_editor->edit()->setFocus();
        QTRY_VERIFY(m_editor->edit()->hasFocus());
    }
    void cleanup() { m_window.reset(); }

    void enterRuns()
    {
        QSignalSpy run(m_editor, &QueryEditor::submitted);
        press(Qt::Key_Return);
        QCOMPARE(run.size(), 0); // nothing to run
        m_editor->setQuery(s(u" up "));
        press(Qt::Key_Return);
        QCOMPARE(run.value(0).value(0).toString(), s(u" up ")); // as it stands: the server counts columns
        press(Qt::Key_Return, Qt::ControlModifier);
        press(Qt::Key_Enter, Qt::KeypadModifier);
        QCOMPARE(run.size(), 3);
        press(Qt::Key_Return, Qt::ShiftModifier);
        QCOMPARE(m_editor->query(), s(u" up \n"));
        QCOMPARE(run.size(), 3);
    }

    void growsFromOneLineToSix()
    {
        const QWidget* edit = m_editor->edit();
        QCOMPARE(edit->height(), 28);
        m_editor->setQuery(s(u"a\nb\nc"));
        const int three = edit->height();
        QVERIFY(three > 50 && three < 80);
        m_editor->setQuery(QString(10, u'\n'));
        const int six = edit->height();
        QVERIFY(six > three && six < 140);
        m_editor->setQuery(QString(500, u'a')); // one line that is too long for the window
        QTRY_VERIFY(edit->height() > 28);
        m_editor->setQuery({});
        QTRY_COMPARE(edit->height(), 28);
    }

    void coloursFollowTheWords()
    {
        m_editor->setQuery(s(u"rate(up{job=\"a\"}[5m]) # x"));
        const auto formats = m_editor->edit()->document()->firstBlock().layout()->formats();
        const auto colorAt = [&](int place) {
            for (const auto& range : formats)
                if (place >= range.start && place < range.start + range.length)
                    return range.format.foreground().color();
            return QColor();
        };
        QCOMPARE(colorAt(1), m_theme->color(theme::Color::SyntaxKeyword));
        QCOMPARE(colorAt(9), m_theme->color(theme::Color::SyntaxLabel));
        QCOMPARE(colorAt(13), m_theme->color(theme::Color::SyntaxString));
        QCOMPARE(colorAt(18), m_theme->color(theme::Color::SyntaxNumber));
        QCOMPARE(colorAt(24), m_theme->color(theme::Color::TextTertiary));
        const QColor dark = colorAt(1);
        m_theme->setMode(theme::Mode::Light);
        const auto light = m_editor->edit()->document()->firstBlock().layout()->formats();
        QVERIFY(light.front().format.foreground().color() != dark);
        QCOMPARE(m_editor->query(), s(u"rate(up{job=\"a\"}[5m]) # x"));
        m_theme->setMode(theme::Mode::Dark);
    }

    void bracketsAtTheCursorAreMarked()
    {
        m_editor->setQuery(s(u"rate(up[5m])"));
        moveCursor(5);
        const auto marks = m_editor->edit()->extraSelections();
        QCOMPARE(marks.size(), 2);
        QCOMPARE(marks[0].cursor.selectedText(), s(u"("));
        QCOMPARE(marks[1].cursor.selectionStart(), 11);
        moveCursor(2);
        QCOMPARE(m_editor->edit()->extraSelections().size(), 0);
        m_editor->setQuery(s(u"up)"));
        QCOMPARE(m_editor->edit()->extraSelections().size(), 1);
        QCOMPARE(m_editor->edit()->extraSelections()[0].format.foreground().color(),
                 m_theme->color(theme::Color::StateBadText));
    }

    void aMetricIsCompleted()
    {
        type("ht");
        QCOMPARE(m_asked.size(), 2);
        QCOMPARE(m_asked.last().kind, CompletionKind::Expression);
        QCOMPARE(m_asked.last().prefix, s(u"ht"));
        answer(Kind::Metric, {s(u"node_load1"), s(u"http_requests_total"), s(u"http_x")});
        QVERIFY(isOpen());
        QCOMPARE(rows().mid(0, 2), (QStringList{s(u"http_x"), s(u"http_requests_total")}));
        press(Qt::Key_Down);
        press(Qt::Key_Return);
        QCOMPARE(m_editor->query(), s(u"http_requests_total"));
        QVERIFY(!isOpen());
    }

    void functionsNeedNoServer()
    {
        QSignalSpy run(m_editor, &QueryEditor::submitted);
        type("histq");
        QVERIFY(isOpen());
        QCOMPARE(rows().value(0), s(u"histogram_quantile"));
        press(Qt::Key_Tab);
        QCOMPARE(m_editor->query(), s(u"histogram_quantile("));
        QVERIFY(m_editor->edit()->hasFocus()); // Tab took, and did not leave
        QCOMPARE(run.size(), 0);
    }

    void fromLabelToValueByKeys()
    {
        m_editor->setQuery(s(u"rate(up"));
        type("{");
        QCOMPARE(m_asked.last().kind, CompletionKind::LabelName);
        QCOMPARE(m_asked.last().metric, s(u"up"));
        answer(Kind::Label, {s(u"instance"), s(u"job")});
        QVERIFY(isOpen());
        type("jo");
        QCOMPARE(rows(), QStringList{s(u"job")}); // narrowed before the answer is there
        press(Qt::Key_Return);
        QCOMPARE(m_editor->query(), s(u"rate(up{job=\""));
        QCOMPARE(m_asked.last().kind, CompletionKind::LabelValue);
        QCOMPARE(m_asked.last().label, s(u"job"));
        answer(Kind::Value, {s(u"api \"x\""), s(u"web")});
        QVERIFY(isOpen());
        press(Qt::Key_Return);
        QCOMPARE(m_editor->query(), s(u"rate(up{job=\"api \\\"x\\\"\""));
        type("}[");
        QVERIFY(isOpen());
        QVERIFY(rows().contains(s(u"5m")));
        type("5");
        press(Qt::Key_Return);
        QCOMPARE(m_editor->query(), s(u"rate(up{job=\"api \\\"x\\\"\"}[5m]"));
    }

    void staleAnswersAreIgnored()
    {
        type("up{");
        const quint64 first = m_asked.last().id;
        type("j");
        m_editor->setCompletions(first, items(Kind::Label, {s(u"stale_j")}));
        QVERIFY(!isOpen());
        answer(Kind::Label, {s(u"job")});
        QCOMPARE(rows(), QStringList{s(u"job")});
        press(Qt::Key_Escape);
        QVERIFY(!isOpen());
        answer(Kind::Label, {s(u"job")}); // closed is closed
        QVERIFY(!isOpen());
        m_editor->setCompletions(99'999, items(Kind::Label, {s(u"job")}));
        QVERIFY(!isOpen());
    }

    void theChosenRowStaysWhenTheAnswerComes()
    {
        type("s");
        QVERIFY(isOpen());
        press(Qt::Key_Down);
        press(Qt::Key_Down);
        const QString chosen = rows().value(m_editor->popup()->currentRow());
        answer(Kind::Metric, {s(u"s_a"), s(u"s_b"), s(u"s_c")});
        QCOMPARE(rows().value(m_editor->popup()->currentRow()), chosen);
        press(Qt::Key_Up);
        press(Qt::Key_Up);
        press(Qt::Key_PageDown);
        QVERIFY(m_editor->popup()->currentRow() >= 0);
    }

    void askedForItShowsAll()
    {
        QVERIFY(!isOpen());
        press(Qt::Key_Space, Qt::ControlModifier);
        QVERIFY(isOpen());
        QCOMPARE(m_editor->query(), QString());
        QVERIFY(rows().contains(s(u"rate")));
        QVERIFY(m_editor->popup()->isAncestorOf(m_editor->popup()->findChild<QListView*>()));
        press(Qt::Key_Escape);
        QVERIFY(!isOpen());
        press(Qt::Key_Space, Qt::ControlModifier);
        press(Qt::Key_Up); // round to the last row
        QCOMPARE(m_editor->popup()->currentRow(), m_editor->popup()->count() - 1);
    }

    void enterRunsWhatIsWrittenOut()
    {
        QSignalSpy run(m_editor, &QueryEditor::submitted);
        type("up");
        answer(Kind::Metric, {s(u"up"), s(u"upload_total")});
        QVERIFY(isOpen());
        QCOMPARE(rows().value(0), s(u"up"));
        press(Qt::Key_Return);
        QCOMPARE(run.value(0).value(0).toString(), s(u"up"));
        QVERIFY(!isOpen());
    }

    void theListClosesWhenTheCursorOrTheKeyboardLeaves()
    {
        type("a + su");
        QVERIFY(isOpen());
        press(Qt::Key_Home);
        QVERIFY(!isOpen());
        press(Qt::Key_End);
        press(Qt::Key_Space, Qt::ControlModifier);
        QVERIFY(isOpen());
        m_editor->edit()->clearFocus();
        QVERIFY(!isOpen());
    }

    void aClickTakes()
    {
        type("histogram_q");
        auto* list = m_editor->popup()->findChild<QListView*>();
        QVERIFY(isOpen());
        const QRect row = list->visualRect(list->model()->index(0, 0));
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, row.center());
        QVERIFY(m_editor->query().startsWith(s(u"histogram_quantile")));
        QVERIFY(m_editor->edit()->hasFocus());
    }

    void theListStaysWithinTheWindow()
    {
        m_window->resize(320, 200);
        m_editor->setQuery(s(u"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa + "));
        type("s");
        QTRY_VERIFY(isOpen());
        QVERIFY2(m_window->rect().contains(m_editor->popup()->geometry()),
                 qPrintable(QStringLiteral("%1").arg(m_editor->popup()->geometry().width())));
    }

    void theListDiesWithItsEditor()
    {
        type("s");
        QPointer<CompletionPopup> popup = m_editor->popup();
        QVERIFY(popup->isVisible());
        delete m_editor;
        QVERIFY(!popup);
    }

    void hostileAnswers()
    {
        type("a");
        std::vector<CompletionItem> many(50'000, {.kind = Kind::Metric, .text = s(u"a_metric")});
        many.push_back({.kind = Kind::Metric, .text = QString(100'000, u'a')});
        many.front().text = s(u"a\u202eb\u0007\n");
        many.front().description = s(u"x\n\u202ey");
        m_editor->setCompletions(m_asked.last().id, many);
        QVERIFY(isOpen());
        QVERIFY(m_editor->popup()->count() <= 200);
        const QAbstractItemModel* model = m_editor->popup()->model();
        for (int i = 0; i < model->rowCount(); ++i)
            QVERIFY(!model->index(i, 0).data().toString().contains(QChar(0x202E)));
    }

    void model()
    {
        CompletionListModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setItems(promql::ranked(items(Kind::Value, {QString(), s(u"b")}), {}));
        QCOMPARE(model.index(0).data().toString(), s(u"(empty)"));
        QCOMPARE(model.index(1).data(CompletionListModel::KindRole).toString(), s(u"value"));
        model.setItems({});
        QCOMPARE(model.rowCount(), 0);
    }

    void errorIsMarkedAtTheRightCharacters_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<QString>("message");
        QTest::addColumn<int>("start");
        QTest::addColumn<QString>("marked");
        QTest::newRow("plain") << s(u"rate(*)") << s(u"1:6: parse error: unexpected <op:*>") << 5 << s(u"*");
        QTest::newRow("3.x") << s(u"rate(*)") << s(u"invalid parameter \"query\": 1:6: parse error: bad") << 5
                             << s(u"*");
        QTest::newRow("bytes before it")
            << s(u"{a=\"ü🔥\"} frob") << s(u"1:14: parse error: bad") << 10 << s(u"frob");
        QTest::newRow("third line") << s(u"a\n# ü\n+ *") << s(u"3:3: parse error: bad") << 8 << s(u"*");
        QTest::newRow("end") << s(u"sum(a") << s(u"1:6: parse error: unclosed left parenthesis") << 4
                             << s(u"a");
    }
    void errorIsMarkedAtTheRightCharacters()
    {
        QFETCH(QString, query);
        QFETCH(QString, message);
        QFETCH(int, start);
        QFETCH(QString, marked);
        m_editor->setQuery(query);
        moveCursor(0);
        QVERIFY(m_editor->showServerError(query, message));
        auto marks = m_editor->edit()->extraSelections();
        marks.removeIf([](const QTextEdit::ExtraSelection& mark) { // a bracket at the cursor is none
            return mark.format.underlineStyle() != QTextCharFormat::WaveUnderline;
        });
        QCOMPARE(marks.size(), 1);
        QCOMPARE(marks[0].cursor.selectionStart(), start);
        QCOMPARE(marks[0].cursor.selectedText(), marked);
        QCOMPARE(marks[0].format.underlineColor(), m_theme->color(theme::Color::StateBadBase));
        const auto* sentence = m_editor->findChild<QLabel*>(s(u"problem"));
        QVERIFY(sentence->isVisible());
        QCOMPARE(sentence->font().pixelSize(), 11);
        QVERIFY(message.endsWith(sentence->text()));
        QCOMPARE(m_editor->edit()->accessibleDescription(), sentence->text());
        moveCursor(0);
        press(Qt::Key_Delete); // an edit makes the mark untrue
        QVERIFY(!sentence->isVisible());
        QVERIFY(!m_editor->edit()->property(theme::invalidProperty).toBool());
    }

    void errorOfAnotherTextIsNotMarked()
    {
        m_editor->setQuery(s(u"rate(*) "));
        QVERIFY(!m_editor->showServerError(s(u"rate(*)"), s(u"1:6: parse error: bad")));
        QVERIFY(!m_editor->showServerError(s(u"rate(*) "), s(u"query timed out in query execution")));
        QVERIFY(m_editor->errorSentence().isEmpty());
    }

    void historyIsWalked()
    {
        promql::QueryHistory history;
        for (const char16_t* query : {u"old", u"two\nlines", u"new"})
            history.add(query);
        m_editor->setHistory(history);
        type("9");
        press(Qt::Key_Up);
        QCOMPARE(m_editor->query(), s(u"new"));
        press(Qt::Key_Up);
        QCOMPARE(m_editor->query(), s(u"two\nlines"));
        press(Qt::Key_Up); // within the text: the cursor was on its last line
        QCOMPARE(m_editor->query(), s(u"two\nlines"));
        press(Qt::Key_Up);
        QCOMPARE(m_editor->query(), s(u"old"));
        press(Qt::Key_Down, Qt::AltModifier);
        QCOMPARE(m_editor->query(), s(u"two\nlines"));
        press(Qt::Key_Down);
        QCOMPARE(m_editor->query(), s(u"new"));
        press(Qt::Key_Down);
        QCOMPARE(m_editor->query(), s(u"9")); // what was being typed
        QVERIFY(!isOpen());
        press(Qt::Key_Up, Qt::AltModifier);
        m_editor->edit()->undo();
        QCOMPARE(m_editor->query(), s(u"9"));
    }

    void pasteIsCleanedAndBounded()
    {
        paste(s(u"rate(up\u202e[5m]\u2066)\u200b\r\n+\u00a01\tx") + QChar(0));
        QCOMPARE(m_editor->query(), s(u"rate(up[5m])\n+ 1 x"));
        m_editor->setQuery({});
        paste(QString(500'000, u'a'));
        QCOMPARE(m_editor->query().size(), promql::maxQueryLength);
        type("b");
        paste(s(u"c"));
        QCOMPARE(m_editor->query().size(), promql::maxQueryLength);
        m_editor->edit()->selectAll();
        paste(s(u"up"));
        QCOMPARE(m_editor->query(), s(u"up"));
        auto* html = new QMimeData;
        html->setHtml(s(u"<b>x</b>"));
        html->setText(s(u"y"));
        QApplication::clipboard()->setMimeData(html);
        m_editor->edit()->paste();
        QCOMPARE(m_editor->query(), s(u"upy"));
    }

    void longTextStaysFast()
    {
        QString text;
        while (text.size() < 19'900)
            text += s(u"sum by (job) (rate(http_requests_total{code=~\"5..\"}[5m])) + ");
        m_editor->setQuery(text);
        QApplication::processEvents(); // the first layout is not what is measured
        QElapsedTimer timer;
        timer.start();
        type("abc");
        const qint64 each = timer.elapsed() / 3;
        qInfo("%lld ms a key", each);
        QVERIFY2(each < 250, qPrintable(QString::number(each))); // a debug build on a busy machine
    }

    void isAccessible()
    {
        QVERIFY(!m_editor->edit()->accessibleName().isEmpty());
        QVERIFY(!m_editor->popup()->accessibleName().isEmpty());
        QVERIFY(!m_editor->edit()->placeholderText().isEmpty());
        QCOMPARE(m_editor->focusProxy(), m_editor->edit());
    }
};

} // namespace tst_queryeditor

SIGNALBOX_WIDGET_TEST(tst_queryeditor, TestQueryEditor)
#include "tst_queryeditor.moc"
