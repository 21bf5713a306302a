// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/bench.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QLabel>
#include <QProcess>
#include <QTemporaryDir>
#include <QThread>

#include <algorithm>

namespace signalbox::bench {

namespace {

/// The least that a window of Qt Widgets can be; ends after its first paint.
class MinimalWindow final : public QLabel
{
public:
    MinimalWindow()
        : QLabel(QStringLiteral("Signalbox"))
    {
        resize(1440, 900);
    }

protected:
    void paintEvent(QPaintEvent* event) override
    {
        QLabel::paintEvent(event);
        QMetaObject::invokeMethod(qApp, &QCoreApplication::quit, Qt::QueuedConnection);
    }
};

QProcessEnvironment quiet(const QTemporaryDir& folder)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
    environment.insert(QStringLiteral("XDG_CONFIG_HOME"), folder.path());
    return environment;
}

void run(const QString& program, const QStringList& words, const QProcessEnvironment& environment)
{
    QProcess process;
    process.setProcessEnvironment(environment);
    process.setStandardErrorFile(QProcess::nullDevice());
    process.start(program, words);
    process.waitForFinished(30'000);
}

/// Resident megabytes of a program that has had a few seconds to settle.
double residentOf(const QString& program, const QStringList& words, const QProcessEnvironment& environment,
                  int seconds)
{
    QProcess process;
    process.setProcessEnvironment(environment);
    process.setStandardErrorFile(QProcess::nullDevice());
    process.start(program, words);
    process.waitForStarted();
    QThread::sleep(static_cast<unsigned long>(seconds));
    QFile status(QStringLiteral("/proc/%1/status").arg(process.processId()));
    double kilobytes = -1;
    if (status.open(QIODevice::ReadOnly))
        for (const QByteArray& line : status.readAll().split('\n'))
            if (line.startsWith("VmRSS:"))
                kilobytes = line.mid(6).trimmed().split(' ').front().toDouble();
    process.kill();
    process.waitForFinished();
    return kilobytes / 1024;
}

std::vector<Row> startupRows()
{
    const QTemporaryDir folder;
    const QProcessEnvironment environment = quiet(folder);
    const QString here = QCoreApplication::applicationDirPath();
    const QString program = here + QStringLiteral("/signalbox");
    const QString self = QCoreApplication::applicationFilePath();
    const Pair pair = measurePair(
        15, [&] { run(program, {QStringLiteral("--exit-after-first-paint")}, environment); },
        [&] { run(self, {QStringLiteral("--minimal-window")}, environment); });
    const double demo = residentOf(program, {QStringLiteral("--demo")}, environment, 5);
    const double minimal =
        residentOf(self, {QStringLiteral("--minimal-window"), QStringLiteral("--stay")}, environment, 2);
    const QString reference = QStringLiteral("minimal Widgets window");
    return {atMost(QStringLiteral("start to first paint"), pair.seconds * 1000, QStringLiteral("ms"),
                   reference, 1 / pair.speed, 2.5),
            atMost(QStringLiteral("idle demo, resident"), demo, QStringLiteral("MB"), reference,
                   demo / minimal, 3)};
}

} // namespace

int runMinimalWindow(int argc, char** argv, bool stay)
{
    QApplication application(argc, argv);
    if (stay) {
        QLabel window(QStringLiteral("Signalbox"));
        window.resize(1440, 900);
        window.show();
        return QApplication::exec();
    }
    MinimalWindow window;
    window.show();
    return QApplication::exec();
}

std::vector<Suite> startupSuites()
{
    return {{QStringLiteral("startup"), startupRows}};
}

} // namespace signalbox::bench
