// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/console.h"

#include "app/controllers/logscontroller.h"
#include "app/controllers/servicelist.h"
#include "app/profile/profilefile.h"
#include "app/profile/profilelocator.h"
#include "app/profiles/profilescontroller.h"
#include "app/window/demo.h"
#include "models/base/pending.h"
#include "models/items/alertmodel.h"
#include "models/items/fieldcountmodel.h"
#include "models/items/foundmodel.h"
#include "models/items/hintmodel.h"
#include "models/items/logmodel.h"
#include "models/items/mappingmodel.h"
#include "models/items/operationsmodel.h"
#include "models/items/overviewmodel.h"
#include "models/items/patternmodel.h"
#include "models/items/seriesmodel.h"
#include "models/items/tracemodel.h"
#include "widgets/dashboard/explorepage.h"
#include "widgets/profiles/firststart.h"
#include "widgets/shell/commandpalette.h"
#include "widgets/shell/pane.h"
#include "widgets/shell/panearea.h"
#include "widgets/shell/topbar.h"
#include "widgets/signals/signalspane.h"
#include "widgets/trace/tracespane.h"

#include <QCoreApplication>
#include <QEvent>
#include <QFileInfo>
#include <QStandardPaths>
#include <QTemporaryDir>

namespace signalbox::app {

namespace {

const QString lastProfileKey = QStringLiteral("profile/last");
const QString historyKey = QStringLiteral("explore/history");
const QString pageKey = QStringLiteral("signals/page");
const QString starsKey = QStringLiteral("logs/stars/");
const QString lookKey = QStringLiteral("logs/look");

std::unique_ptr<KeptSettings> settingsIn(const QString& folder)
{
    return std::make_unique<KeptSettings>(folder + QStringLiteral("/window.ini"));
}

} // namespace

std::unique_ptr<KeptSettings> Console::makeSettings()
{
    // The tour and measurements neither read nor leave traces of how a person works.
    if (!m_options.tourFolder.isEmpty() || m_options.exitAfterFirstPaint) {
        m_throwaway = std::make_unique<QTemporaryDir>();
        return settingsIn(m_throwaway->path());
    }
    return settingsIn(QStandardPaths::writableLocation(QStandardPaths::ConfigLocation) +
                      QStringLiteral("/signalbox"));
}

Console::Console(WindowOptions options, theme::Theme* theme, QObject* parent)
    : QObject(parent)
    , m_options(std::move(options))
    , m_theme(theme)
    , m_settings(makeSettings())
    , m_focus(&m_clock)
    , m_window(std::make_unique<MainWindow>(&m_focus, &m_clock, theme, m_settings.get()))
{
    m_panes.signalModels = {.overview = new items::OverviewModel(this),
                            .operations = new items::OperationsModel(this),
                            .alerts = new items::AlertModel(this),
                            .series = new items::SeriesModel(this),
                            .found = new items::FoundModel(this),
                            .hints = new items::HintModel(this),
                            .names = new items::MappingModel(this)};
    m_panes.logModels = {.lines = new items::LogModel(this),
                         .others = new items::LogModel(this),
                         .patterns = new items::PatternModel(this),
                         .fields = new items::FieldCountModel(this)};
    m_panes.traces = new items::TraceModel(this);
    m_panes.signalsPane = new widgets::SignalsPane(m_panes.signalModels, theme);
    m_panes.logsPane = new widgets::LogsPane(m_panes.logModels, theme);
    m_panes.tracesPane = new widgets::TracesPane(m_panes.traces, theme);
    m_window->addPane(m_panes.signalsPane);
    m_window->addPane(m_panes.logsPane);
    m_window->addPane(m_panes.tracesPane);
    keepExplore();
    keepLook();
    connect(m_window.get(), &MainWindow::targetChosen, this, &Console::go);
    connect(m_window.get(), &MainWindow::profileChosen, this, &Console::openProfile);
    connect(m_window.get(), &MainWindow::noticeActedOn, this, [this] { openProfile(m_wanted); });
}

Console::~Console()
{
    // The session's clients end before the simulator that they talk to.
    m_session.reset();
}

void Console::open()
{
    m_window->restore();
    // The page of a service says nothing without one; the overview does.
    if (m_panes.signalsPane->page() == widgets::SignalsPane::Page::Service &&
        m_focus.current().services.isEmpty())
        m_panes.signalsPane->showPage(widgets::SignalsPane::Page::Overview);
    if (m_options.theme)
        m_theme->setMode(*m_options.theme);
    if (m_options.size || !m_options.tourFolder.isEmpty())
        m_window->resize(m_options.size.value_or(QSize(1440, 900)));
    m_window->installEventFilter(this);
    m_window->show();
}

void Console::raise()
{
    m_window->setWindowState(m_window->windowState() & ~Qt::WindowMinimized);
    m_window->raise();
    m_window->activateWindow();
}

bool Console::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_window.get() && event->type() == QEvent::Paint && !m_begun) {
        m_begun = true;
        QMetaObject::invokeMethod(this, &Console::begin, Qt::QueuedConnection);
    }
    return QObject::eventFilter(watched, event);
}

void Console::begin()
{
    if (m_options.exitAfterFirstPaint) {
        QCoreApplication::exit(0);
        return;
    }
    manageProfiles();
    const bool named = !m_options.profile.isEmpty() || !qEnvironmentVariableIsEmpty("SIGNALBOX_PROFILE");
    if (m_options.demo)
        startDemo();
    else if (!named && m_profiles->isFirstStart())
        offerFirstStart();
    else
        openProfile(named ? m_options.profile : m_settings->value(lastProfileKey).toString());
    if (!m_options.link.isEmpty())
        openAnything(m_options.link);
    // A profile that cannot be read matters more, and has said so by now.
    if (m_session && !m_settings->isWritable()) {
        m_window->notice(widgets::BannerText::partial(
            tr("The window cannot be kept as you leave it: %1 cannot be written.")
                .arg(m_settings->fileName()),
            tr("Everything else works. Make the folder writable to keep sizes and Focus.")));
    }
    if (!m_options.tourFolder.isEmpty())
        startTour();
}

void Console::manageProfiles()
{
    m_profiles = new ProfilesController(profileFolder(), &m_clock, m_theme, m_window.get(), {}, this);
    connect(m_window.get(), &MainWindow::profilesManaged, m_profiles, &ProfilesController::show);
    connect(m_profiles, &ProfilesController::profileChosen, this, &Console::openProfile);
    connect(m_profiles, &ProfilesController::currentChanged, this, &Console::profileChanged);
    connect(m_profiles, &ProfilesController::namesChanged, this, [this] { showProfiles(); });
    connect(m_profiles, &ProfilesController::currentRemoved, this, [this](const QString& id) {
        m_window->notice(
            widgets::BannerText::partial(tr("The file of the profile \"%1\" is gone.").arg(id),
                                         tr("What is loaded goes on working until the window closes.")));
    });
    showProfiles();
}

void Console::showProfiles()
{
    QStringList names = m_profiles->names();
    const QString current = m_session ? m_session->backends()->profile().name : QString();
    if (!current.isEmpty() && !names.contains(current))
        names.prepend(current);
    m_window->topBar()->setProfiles(names, current.isEmpty() ? tr("none") : current);
}

void Console::offerFirstStart()
{
    auto* first = new widgets::FirstStart(m_theme);
    connect(first, &widgets::FirstStart::demoRequested, this, &Console::startDemo);
    connect(first, &widgets::FirstStart::connectRequested, m_profiles, &ProfilesController::showNew);
    m_window->standIn(first);
}

void Console::startDemo()
{
    m_session.reset();
    m_document.reset();
    m_demo = std::make_unique<Demo>();
    if (const Result<void> started = m_demo->start(); !started) {
        m_window->notice(widgets::BannerText::failed(started.error()));
        return;
    }
    m_demo->addMenu(m_window.get());
    look(m_demo->profile());
}

void Console::openProfile(const QString& wanted)
{
    m_wanted = wanted;
    const Result<QString> path =
        locateProfile(wanted, qEnvironmentVariable("SIGNALBOX_PROFILE"), profileFolder());
    if (!path) {
        m_window->notice(widgets::BannerText::failed(path.error()));
        return;
    }
    Result<ProfileDocument> document = readProfile(*path);
    if (!document) {
        m_window->notice(widgets::BannerText::failed(document.error()));
        return;
    }
    if (!document->warnings.isEmpty())
        m_window->notice(widgets::BannerText::partial(document->warnings.front(),
                                                      tr("The rest of the profile is in use.")));
    else
        m_window->notice({});
    m_settings->setValue(lastProfileKey, wanted);
    m_profiles->setCurrent(QFileInfo(*path).completeBaseName());
    m_document = std::make_unique<ProfileDocument>(std::move(*document));
    look(m_document->profile);
}

void Console::profileChanged(const QString& wanted)
{
    // What we wrote ourselves is at work already.
    if (m_document) {
        const Result<ProfileDocument> now = readProfile(m_document->path);
        if (now && now->profile == m_document->profile)
            return;
    }
    openProfile(wanted);
}

void Console::keepCorrections(const golden::Corrections& corrections)
{
    if (!m_document)
        return; // the demo has no file
    m_document->profile.corrections = corrections;
    keepProfile();
}

void Console::keepNames(const mapping::Corrections& corrections)
{
    if (!m_document)
        return;
    m_document->profile.mapping = corrections;
    keepProfile();
}

void Console::keepProfile()
{
    whenReady(runOnPool(QThreadPool::globalInstance(),
                        [document = *m_document]() -> Result<bool> {
                            const Result<void> written = writeProfile(document);
                            return written ? Result<bool>(true) : failure(written.error());
                        }),
              this, [this](const Result<bool>& written) {
                  if (!written && !written.error().isCancelled())
                      m_window->notice(widgets::BannerText::partial(
                          written.error().what, tr("Your correction holds until the window closes.")));
              });
}

void Console::keepExplore()
{
    widgets::SignalsPane* pane = m_panes.signalsPane;
    pane->explore()->setHistory(promql::QueryHistory::fromJson(m_settings->value(historyKey).toByteArray()));
    connect(
        pane->explore(), &widgets::ExplorePage::historyChanged, this,
        [this](const promql::QueryHistory& history) { m_settings->setValue(historyKey, history.toJson()); });
    const int page = m_settings->value(pageKey, 0).toInt();
    if (page > 0 && page <= static_cast<int>(widgets::SignalsPane::Page::Found))
        pane->showPage(static_cast<widgets::SignalsPane::Page>(page));
    connect(pane, &widgets::SignalsPane::pageChanged, this,
            [this](widgets::SignalsPane::Page now) { m_settings->setValue(pageKey, static_cast<int>(now)); });
}

void Console::keepLook()
{
    widgets::LogsPane* pane = m_panes.logsPane;
    pane->setLook(m_settings->value(lookKey).toByteArray());
    connect(pane, &widgets::LogsPane::lookChanged, this,
            [this, pane] { m_settings->setValue(lookKey, pane->look()); });
}

void Console::openAnything(const QString& text)
{
    const QStringList services = m_session ? m_session->services()->names() : QStringList();
    const std::vector<pivots::Recognised> found = pivots::recognise(text, services);
    if (found.empty()) {
        m_window->notice(
            widgets::BannerText::partial(tr("There is nothing to open."), tr("The text is empty.")));
    } else if (pivots::isSure(found)) {
        go(found.front());
    } else {
        m_window->omnibox()->openWith(text); // the person says which
    }
}

void Console::go(const pivots::Recognised& target)
{
    if (target.kind == pivots::Recognised::Kind::Link) {
        openLink(target.text);
    } else if (!m_session) {
        m_window->notice(widgets::BannerText::partial(tr("%1 waits for a profile.").arg(target.what),
                                                      tr("Open one, and paste it again.")));
    } else {
        m_session->go(target);
    }
}

void Console::openLink(const QString& text)
{
    const Result<logs::Permalink> link = logs::Permalink::parse(text);
    if (!link) {
        m_window->notice(widgets::BannerText::failed(link.error()));
        return;
    }
    if (!m_session) {
        m_window->notice(
            widgets::BannerText::partial(tr("The link waits for a profile."),
                                         tr("Open the one that it was made in, and paste it again.")));
        return;
    }
    const QString here = m_session->backends()->profile().name;
    if (!link->profile.isEmpty() && link->profile != here)
        m_window->notice(widgets::BannerText::partial(
            tr("This link was made in the profile %1; this is %2.")
                .arg(cleaned(QStringView(link->profile)), here),
            tr("If its line is not found, open that profile and paste the link again.")));
    m_session->logsController()->open(*link);
}

void Console::look(profile::Profile profile)
{
    m_session.reset();
    m_panes.signalModels.overview->setRows({});
    m_panes.signalModels.operations->setTable({});
    m_panes.signalModels.alerts->setRows({});
    m_panes.signalModels.series->setRows({});
    m_panes.signalModels.found->setFindings({});
    m_panes.signalModels.hints->setHints({});
    m_panes.signalModels.names->setMapping({}, {});
    m_window->sayWay({});
    m_panes.logModels.lines->clear();
    m_panes.logModels.others->clear();
    m_panes.logModels.patterns->setComparison({});
    m_panes.logModels.fields->setCounts({});
    m_panes.traces->setTraces({});
    focus::Focus focus = m_focus.current();
    focus.profile = profile.name;
    m_focus.change(std::move(focus), tr("profile opened"));
    m_session = std::make_unique<Session>(std::move(profile), m_panes, &m_focus, m_window.get());
    connect(m_session.get(), &Session::corrected, this, &Console::keepCorrections);
    connect(m_session.get(), &Session::named, this, &Console::keepNames);
    const QString stars = starsKey + m_session->backends()->profile().name;
    m_session->logsController()->setStars(logs::Stars::fromJson(m_settings->value(stars).toByteArray()));
    connect(m_session->logsController(), &LogsController::starsChanged, this,
            [this, stars](const logs::Stars& now) { m_settings->setValue(stars, now.toJson()); });
    m_window->standIn(nullptr);
    // The keys of the pane hold from the first moment on.
    if (widgets::Pane* pane = m_window->paneArea()->current())
        pane->takeFocus();
    showProfiles();
    m_session->refresh();
}

} // namespace signalbox::app
