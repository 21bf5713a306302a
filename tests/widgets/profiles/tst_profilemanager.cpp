// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/profiles/profilemanager.h"

#include "tests/support/testmain.h"
#include "widgets/common/banner.h"
#include "widgets/profiles/backendform.h"
#include "widgets/profiles/connectionpanel.h"
#include "widgets/profiles/elidedlabel.h"
#include "widgets/profiles/field.h"
#include "widgets/profiles/firststart.h"
#include "widgets/profiles/headerseditor.h"
#include "widgets/profiles/keychainprompt.h"
#include "widgets/profiles/profileeditor.h"
#include "widgets/profiles/profilelist.h"
#include "widgets/theme/style.h"
#include "widgets/theme/type.h"

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableWidget>
#include <QTest>

namespace tst_profilemanager {

using namespace signalbox;
using namespace signalbox::widgets;
using profile::BackendKind;
using profile::DraftField;

namespace {

ProfileEntry entry(const QString& id, bool inUse = false)
{
    profile::Backend backend;
    backend.name = QStringLiteral("prometheus");
    backend.url = QUrl(QStringLiteral("http://127.0.0.1:9090"));
    const profile::Profile made{.name = id, .backends = {backend}};
    return {.id = id,
            .title = id,
            .path = QStringLiteral("/c/%1.json").arg(id),
            .problem = {},
            .inUse = inUse,
            .profile = made};
}

ProfileEntry brokenEntry(const QString& id)
{
    ProfileEntry made = entry(id);
    made.problem =
        QStringLiteral("/c/%1.json:3: backends[0].kind: expected one of prometheus, loki.").arg(id);
    made.profile = {};
    return made;
}

} // namespace

class TestProfileManager : public QObject
{
    Q_OBJECT

    theme::Theme* m_theme = nullptr;
    std::unique_ptr<ProfileManager> m_manager;

    QPushButton* button(const char* name) const
    {
        return m_manager->findChild<QPushButton*>(QLatin1String(name));
    }
    void click(const char* name) const { QTest::mouseClick(button(name), Qt::LeftButton); }
    void type(Field* field, const QString& text) const
    {
        field->edit()->setFocus();
        field->edit()->selectAll();
        QTest::keyClicks(field->edit(), text);
    }
    Field* field(DraftField which) const { return m_manager->editor()->form()->field(which); }
    QString problemOf(const Field* shown) const
    {
        return shown->findChild<QLabel*>(QStringLiteral("problem"))->text();
    }
    QString note() const { return m_manager->findChild<QLabel*>(QStringLiteral("note"))->text(); }
    ProfileList* list() const { return m_manager->findChild<ProfileList*>(); }

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
        m_manager = std::make_unique<ProfileManager>(m_theme);
        m_manager->setEntries({entry(QStringLiteral("default"), true), entry(QStringLiteral("shop"))});
        m_manager->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_manager.get()));
    }
    void cleanup() { m_manager.reset(); }

    void theOneInUseIsShownFirst()
    {
        QCOMPARE(m_manager->currentId(), QStringLiteral("default"));
        QCOMPARE(list()->count(), 2);
        QVERIFY(!button("use")->isEnabled());
        QVERIFY(!button("delete")->isEnabled());
        QVERIFY(!button("save")->isEnabled());
        m_manager->choose(QStringLiteral("shop"));
        QSignalSpy used(m_manager.get(), &ProfileManager::useRequested);
        click("use");
        QCOMPARE(used.value(0).value(0).toString(), QStringLiteral("shop"));
    }

    void whatIsTypedIsSaved()
    {
        m_manager->choose(QStringLiteral("shop"));
        QSignalSpy saved(m_manager.get(), &ProfileManager::saveRequested);
        type(field(DraftField::Url), QStringLiteral("https://prom.example/p"));
        QVERIFY(m_manager->isEdited(QStringLiteral("shop")));
        QVERIFY(!button("use")->isEnabled());
        QTest::keyClick(m_manager.get(), Qt::Key_S, Qt::ControlModifier);
        QTRY_COMPARE(saved.size(), 1);
        QCOMPARE(saved[0][0].toString(), QStringLiteral("shop"));
        QCOMPARE(saved[0][1].value<profile::Profile>().backends.at(0).url,
                 QUrl(QStringLiteral("https://prom.example/p")));
    }

    void nothingIsSavedUntilItIsValid()
    {
        m_manager->choose(QStringLiteral("shop"));
        QSignalSpy saved(m_manager.get(), &ProfileManager::saveRequested);
        type(field(DraftField::Url), QStringLiteral("prom.example"));
        QVERIFY(problemOf(field(DraftField::Url)).isEmpty()); // not in the middle of a word
        click("save");
        QCOMPARE(saved.size(), 0);
        QVERIFY(problemOf(field(DraftField::Url)).contains(QLatin1String("http://")));
        QVERIFY(field(DraftField::Url)->edit()->property(theme::invalidProperty).toBool());
        QVERIFY(note().contains(QLatin1String("Nothing was saved")));
        QVERIFY(field(DraftField::Url)->edit()->hasFocus());
        type(field(DraftField::Url), QStringLiteral("http://prom.example"));
        QVERIFY(problemOf(field(DraftField::Url)).isEmpty());
        click("save");
        QCOMPARE(saved.size(), 1);
    }

    void aMistakeInAHeaderTakesTheCursor()
    {
        m_manager->choose(QStringLiteral("shop"));
        auto* headers = m_manager->editor()->form()->findChild<HeadersEditor*>();
        headers->addHeader();
        headers->addHeader();
        const auto labelsShown = [headers] {
            const auto labels = headers->findChildren<QLabel*>();
            return std::count_if(labels.begin(), labels.end(), [](const QLabel* label) {
                return label->isVisible() && label->objectName().isEmpty();
            });
        };
        QTRY_COMPARE(labelsShown(), 2); // those of the first row, above both columns
        field(DraftField::Url)->edit()->setFocus();
        click("save");
        QVERIFY(headers->isAncestorOf(m_manager->focusWidget()));
    }

    void aSecretTypedByMistakeIsNotRepeated()
    {
        ProfileEntry made = entry(QStringLiteral("shop"));
        made.profile.backends[0].auth.kind = profile::Auth::Kind::Bearer;
        m_manager->setEntries({entry(QStringLiteral("default"), true), made});
        m_manager->choose(QStringLiteral("shop"));
        type(field(DraftField::Secret), QStringLiteral("hunter2"));
        const QTableWidget* table = m_manager->editor()->table();
        QVERIFY(!table->item(0, 3)->text().contains(QLatin1String("hunter2")));
        type(field(DraftField::Secret), QStringLiteral("env:TOKEN"));
        QCOMPARE(table->item(0, 3)->text(), QStringLiteral("bearer, env:TOKEN"));
    }

    void aLongNameGivesWay()
    {
        const QString name = QString(200, QLatin1Char('n'));
        m_manager->resize(1024, 700);
        type(m_manager->editor()->nameField(), name);
        const auto* title = m_manager->findChild<ElidedLabel*>(QStringLiteral("title"));
        QCOMPARE(title->text(), name);
        QTRY_VERIFY(title->shownText().endsWith(QChar(0x2026)));
        QVERIFY(m_manager->width() <= 1024);
    }

    void aMistakeIsExplainedWhenTheFieldIsLeft()
    {
        type(field(DraftField::Url), QStringLiteral("prom.example"));
        QTest::keyClick(field(DraftField::Url)->edit(), Qt::Key_Tab);
        QVERIFY(!problemOf(field(DraftField::Url)).isEmpty());
    }

    void backendsComeAndGo()
    {
        ProfileEditor* editor = m_manager->editor();
        editor->addBackend(BackendKind::Loki);
        QCOMPARE(editor->table()->rowCount(), 2);
        QCOMPARE(editor->table()->currentRow(), 1);
        QVERIFY(field(DraftField::Url)->edit()->hasFocus());
        type(field(DraftField::Url), QStringLiteral("http://127.0.0.1:3100"));
        QCOMPARE(editor->table()->item(1, 2)->text(), QStringLiteral("http://127.0.0.1:3100"));
        editor->chooseBackend(0);
        QCOMPARE(field(DraftField::Name)->edit()->text(), QStringLiteral("prometheus"));
        editor->removeBackend();
        QCOMPARE(editor->draft().backends.size(), std::size_t(1));
        QCOMPARE(field(DraftField::Url)->edit()->text(), QStringLiteral("http://127.0.0.1:3100"));
    }

    void draftsSurviveALookAtAnotherProfile()
    {
        type(m_manager->editor()->nameField(), QStringLiteral("renamed"));
        m_manager->choose(QStringLiteral("shop"));
        QCOMPARE(m_manager->editor()->draft().name, QStringLiteral("shop"));
        m_manager->choose(QStringLiteral("default"));
        QCOMPARE(m_manager->editor()->draft().name, QStringLiteral("renamed"));
        click("revert");
        QCOMPARE(m_manager->editor()->draft().name, QStringLiteral("default"));
        QVERIFY(!m_manager->isEdited(QStringLiteral("default")));
    }

    void aNewProfileIsADraftUntilSaved()
    {
        QSignalSpy saved(m_manager.get(), &ProfileManager::saveRequested);
        click("new");
        QCOMPARE(list()->count(), 3);
        QVERIFY(m_manager->editor()->nameField()->edit()->hasFocus());
        click("save");
        QCOMPARE(saved.size(), 0);
        type(m_manager->editor()->nameField(), QStringLiteral("edge"));
        click("save");
        QCOMPARE(saved.size(), 1);
        const QString id = saved[0][0].toString();
        m_manager->noteSaved(id, QStringLiteral("edge"));
        m_manager->setEntries({entry(QStringLiteral("default"), true), entry(QStringLiteral("edge"))});
        QCOMPARE(m_manager->currentId(), QStringLiteral("edge"));
        QVERIFY(!m_manager->isEdited(QStringLiteral("edge")));
    }

    void deletingAsks()
    {
        m_manager->choose(QStringLiteral("shop"));
        QSignalSpy removed(m_manager.get(), &ProfileManager::deleteRequested);
        click("delete");
        QCOMPARE(removed.size(), 0);
        QVERIFY(button("confirm")->isVisible());
        QTest::keyClick(m_manager.get(), Qt::Key_Escape);
        QVERIFY(!button("confirm")->isVisible());
        QVERIFY(m_manager->isVisible());
        click("delete");
        click("confirm");
        QCOMPARE(removed.value(0).value(0).toString(), QStringLiteral("shop"));
        QTest::keyClick(m_manager.get(), Qt::Key_Escape);
        QVERIFY(!m_manager->isVisible());
    }

    void aBrokenFileIsExplained()
    {
        m_manager->setEntries({entry(QStringLiteral("default"), true), brokenEntry(QStringLiteral("shop"))});
        m_manager->choose(QStringLiteral("shop"));
        const auto banners = m_manager->findChildren<Banner*>();
        QVERIFY(std::any_of(banners.begin(), banners.end(), [](const Banner* banner) {
            return banner->isVisible() &&
                   banner->text().hint.contains(QLatin1String("shop.json:3: backends[0].kind"));
        }));
        QVERIFY(!m_manager->editor()->isVisible());
        QVERIFY(!button("use")->isEnabled());
        QVERIFY(button("delete")->isEnabled());
        QSignalSpy copied(m_manager.get(), &ProfileManager::duplicateRequested);
        click("duplicateDefault");
        QCOMPARE(copied.value(0).value(0).toString(), QStringLiteral("default"));
    }

    void aProfileRemovedWhileItIsOpenIsNotLost()
    {
        m_manager->choose(QStringLiteral("shop"));
        m_manager->setEntries({entry(QStringLiteral("default"), true)});
        QCOMPARE(m_manager->currentId(), QStringLiteral("shop"));
        QVERIFY(m_manager->banner()->text().sentence.contains(QLatin1String("shop.json is gone")));
        QCOMPARE(m_manager->editor()->draft().backends.size(), std::size_t(1));
        QSignalSpy saved(m_manager.get(), &ProfileManager::saveRequested);
        click("save");
        QCOMPARE(saved.value(0).value(0).toString(), QStringLiteral("shop"));
    }

    void aChangeOnDiskDoesNotEatTheDraft()
    {
        m_manager->choose(QStringLiteral("shop"));
        type(m_manager->editor()->nameField(), QStringLiteral("mine"));
        ProfileEntry theirs = entry(QStringLiteral("shop"));
        theirs.profile.name = QStringLiteral("theirs");
        m_manager->setEntries({entry(QStringLiteral("default"), true), theirs});
        QCOMPARE(m_manager->editor()->draft().name, QStringLiteral("mine"));
        QVERIFY(m_manager->banner()->text().sentence.contains(QLatin1String("changed by someone else")));
        click("revert");
        QCOMPARE(m_manager->editor()->draft().name, QStringLiteral("theirs"));
    }

    void aFailedSaveKeepsWhatWasTyped()
    {
        type(m_manager->editor()->nameField(), QStringLiteral("mine"));
        m_manager->showFailure({.kind = ErrorKind::Storage,
                                .what = QStringLiteral("Nothing can be written to /c."),
                                .detail = {}});
        QVERIFY(m_manager->banner()->isVisible());
        QCOMPARE(m_manager->banner()->text().sentence, QStringLiteral("Nothing can be written to /c."));
        QCOMPARE(m_manager->editor()->draft().name, QStringLiteral("mine"));
    }

    void aTestShowsEachAnswerAndCanBeCancelled()
    {
        QSignalSpy asked(m_manager.get(), &ProfileManager::testRequested);
        QSignalSpy cancelled(m_manager.get(), &ProfileManager::testCancelRequested);
        click("test");
        QCOMPARE(asked.size(), 1);
        ConnectionResult one;
        one.backend = QStringLiteral("prometheus");
        ConnectionResult two;
        two.backend = QStringLiteral("loki");
        two.kind = BackendKind::Loki;
        m_manager->startTest({one, two});
        ConnectionPanel* panel = m_manager->connections();
        QVERIFY(panel->isVisible() && panel->isRunning());
        one.state = ConnectionResult::State::Ok;
        one.reached = true;
        one.version = QStringLiteral("2.42.0");
        one.latency = std::chrono::milliseconds(12);
        one.clockSkew = std::chrono::seconds(-40);
        one.auth = QStringLiteral("bearer, secret read");
        m_manager->showTestResult(one);
        QCOMPARE(resultText(one),
                 QStringLiteral("Prometheus 2.42.0  ·  12 ms  ·  sign in: bearer, secret read  ·  "
                                "its clock is 40 s behind"));
        QVERIFY(panel->isRunning());
        QTest::mouseClick(panel->findChild<QPushButton*>(), Qt::LeftButton);
        QCOMPARE(cancelled.size(), 1);
        QVERIFY(!panel->isRunning());
        QCOMPARE(panel->results()[0].state, ConnectionResult::State::Ok);
        QCOMPARE(panel->results()[1].state, ConnectionResult::State::Cancelled);
    }

    void aSecretGoesToTheKeychainAndOnlyItsKeyComesBack()
    {
        field(DraftField::Secret)->setVisible(true);
        Q_EMIT m_manager->editor()->form()->storeRequested();
        KeychainPrompt* prompt = m_manager->keychainPrompt();
        QVERIFY(prompt->isVisible());
        QLineEdit* hidden = nullptr;
        for (QLineEdit* edit : prompt->findChildren<QLineEdit*>())
            if (edit->echoMode() == QLineEdit::Password)
                hidden = edit;
        QVERIFY(hidden);
        QSignalSpy stored(m_manager.get(), &ProfileManager::storeSecretRequested);
        QTest::keyClicks(hidden, QStringLiteral("hunter2"));
        QTest::keyClick(hidden, Qt::Key_Return);
        QCOMPARE(stored.size(), 1);
        QCOMPARE(stored[0][0].toString(), QStringLiteral("default/prometheus"));
        m_manager->secretRefused(QStringLiteral("No keychain; use env:NAME or file:PATH."));
        QVERIFY(prompt->isVisible());
        QTest::keyClick(hidden, Qt::Key_Return);
        QCOMPARE(stored.size(), 2);
        m_manager->secretStored(QStringLiteral("default/prometheus"));
        QVERIFY(!prompt->isVisible());
        QVERIFY(hidden->text().isEmpty());
        QCOMPARE(m_manager->editor()->draft().backends[0].backend.auth.secret.text,
                 QStringLiteral("keychain:default/prometheus"));
    }

    void firstStartOffersTwoWays()
    {
        FirstStart start(m_theme);
        start.resize(1024, 700);
        start.show();
        QSignalSpy demo(&start, &FirstStart::demoRequested);
        QSignalSpy connecting(&start, &FirstStart::connectRequested);
        QTest::mouseClick(start.findChild<QPushButton*>(QStringLiteral("demo")), Qt::LeftButton);
        QTest::mouseClick(start.findChild<QPushButton*>(QStringLiteral("connect")), Qt::LeftButton);
        QCOMPARE(demo.size(), 1);
        QCOMPARE(connecting.size(), 1);
    }
};

} // namespace tst_profilemanager

SIGNALBOX_WIDGET_TEST(tst_profilemanager, TestProfileManager)
#include "tst_profilemanager.moc"
