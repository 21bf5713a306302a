// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/runwindow.h"

#include "app/window/console.h"
#include "app/window/plurals.h"
#include "app/window/singleinstance.h"
#include "widgets/theme/style.h"
#include "widgets/theme/type.h"

#include <QApplication>
#include <QMessageBox>
#include <QPushButton>

#include <cstdio>
#include <functional>
#include <memory>

namespace signalbox::app {

namespace {

/// Asks what to do beside a window that is open already; `openSecond` is called when the person wants one.
void askAboutTheOther(const SingleInstance& instance, const std::function<void()>& openSecond)
{
    auto* question = new QMessageBox(QMessageBox::Question, QObject::tr("Signalbox"),
                                     QObject::tr("Signalbox is open already."));
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setInformativeText(QObject::tr("Switch to its window, or open a second one?"));
    auto* change = question->addButton(QObject::tr("Switch to it"), QMessageBox::AcceptRole);
    auto* second = question->addButton(QObject::tr("Open a second window"), QMessageBox::ActionRole);
    question->addButton(QMessageBox::Cancel);
    question->setDefaultButton(change);
    QObject::connect(question, &QMessageBox::buttonClicked, question,
                     [=, &instance](QAbstractButton* button) {
                         // The other one may have gone meanwhile: then ours opens.
                         if (button == second || (button == change && !instance.raiseOther()))
                             openSecond();
                     });
    question->show();
}

} // namespace

int runWindow(int argc, char** argv, const WindowOptions& options)
{
    const bool alone = !options.tourFolder.isEmpty() || options.exitAfterFirstPaint;
    if (alone && qEnvironmentVariableIsEmpty("DISPLAY") && qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY") &&
        qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("signalbox"));
    Plurals plurals;
    QApplication::installTranslator(&plurals);
    theme::Theme theme(options.theme.value_or(theme::Mode::Dark));
    QApplication::setStyle(new theme::Style(&theme));
    theme::prepareFonts();

    SingleInstance instance(SingleInstance::defaultName());
    std::unique_ptr<Console> console;
    const auto open = [&] {
        console = std::make_unique<Console>(options, &theme);
        QObject::connect(&instance, &SingleInstance::raiseRequested, console.get(), &Console::raise);
        QObject::connect(&instance, &SingleInstance::openRequested, console.get(), &Console::openAnything);
        console->open();
    };
    if (alone || options.demo || instance.claim())
        open();
    else if (!options.link.isEmpty() && instance.raiseOther(options.link))
        return 0; // the window that is open goes there
    else
        askAboutTheOther(instance, open);
    return QApplication::exec();
}

} // namespace signalbox::app
