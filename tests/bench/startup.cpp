// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/bench.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QLabel>
#include <QProcess>
#include <QTemporaryDir>

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

double residentKilobytes(qint64 process)
{
    QFile status(QStringLiteral("/proc/%1/status").arg(process));
    if (status.open(QIODevice::ReadOnly))
        for (const QByteArray& line : status.readAll().split('\n'))
            if (line.startsWith("VmRSS:"))
                return line.mid(6).trimmed().split(' ').front().toDouble();
    return -1;
}

/// Resident megabytes of a program once they have settled: no reading of two seconds is a hundredth higher
/// than the one before them. After half a minute whatever they are.
double residentOf(const QString& program, const QStringList& words, const QProcessEnvironment& environment)
{
    QProcess process;
    process.setProcessEnvironment(environment);
    process.setStandardErrorFile(QProcess::nullDevice());
    process.start(program, words);
    process.waitForStarted();
    constexpr int everyMs = 200;
    constexpr int calmReadings = 10;
    constexpr int mostReadings = 150;
    double kilobytes = 0;
    for (int reading = 0, calm = 0; reading < mostReadings && calm < calmReadings; ++reading) {
        if (process.waitForFinished(everyMs))
            return -1; // it ended, and was not to
        const double now = residentKilobytes(process.processId());
        calm = now > kilobytes * 1.01 ? 0 : calm + 1;
        kilobytes = std::max(kilobytes, now);
    }
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
    const double demo = residentOf(program, {QStringLiteral("--demo")}, environment);
    const double minimal =
        residentOf(self, {QStringLiteral("--minimal-window"), QStringLiteral("--stay")}, environment);
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
