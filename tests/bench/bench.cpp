// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/bench.h"

#include <QFile>

#include <algorithm>
#include <chrono>

#include <sys/wait.h>
#include <unistd.h>

namespace signalbox::bench {

namespace {

double timeOf(const std::function<void()>& work)
{
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

double statusBytes(const QByteArray& key)
{
    QFile file(QStringLiteral("/proc/self/status"));
    if (!file.open(QIODevice::ReadOnly))
        return -1;
    for (const QByteArray& line : file.readAll().split('\n'))
        if (line.startsWith(key))
            return line.mid(key.size()).trimmed().split(' ').front().toDouble() * 1024;
    return -1;
}

} // namespace

Row atLeast(const QString& name, double value, const QString& unit, const QString& reference, double ratio,
            double bound)
{
    return {name, value, unit, reference, ratio, QStringLiteral(">= %1").arg(bound), ratio >= bound};
}

Row atMost(const QString& name, double value, const QString& unit, const QString& reference, double ratio,
           double bound)
{
    return {name, value, unit, reference, ratio, QStringLiteral("<= %1").arg(bound), ratio <= bound};
}

Pair measurePair(int rounds, const std::function<void()>& subject, const std::function<void()>& reference)
{
    std::vector<double> subjects;
    std::vector<double> references;
    std::vector<double> ratios;
    subject();
    reference();
    for (int i = 0; i < rounds; ++i) {
        subjects.push_back(timeOf(subject));
        references.push_back(timeOf(reference));
        ratios.push_back(references.back() / subjects.back());
    }
    return {median(subjects), median(references), median(ratios)};
}

double peakOf(const std::function<void()>& work)
{
    int ends[2];
    if (pipe(ends) != 0)
        return -1;
    const pid_t child = fork();
    if (child == 0) {
        double peak = -1;
        QFile reset(QStringLiteral("/proc/self/clear_refs"));
        // "5" sets the high-water mark back to what is resident now.
        if (reset.open(QIODevice::WriteOnly) && reset.write("5") == 1 && reset.flush()) {
            const double before = statusBytes("VmRSS:");
            work();
            peak = statusBytes("VmHWM:") - before;
        }
        const bool told = write(ends[1], &peak, sizeof peak) == static_cast<ssize_t>(sizeof peak);
        _exit(told ? 0 : 1);
    }
    close(ends[1]);
    double peak = -1;
    if (child < 0 || read(ends[0], &peak, sizeof peak) != static_cast<ssize_t>(sizeof peak))
        peak = -1;
    close(ends[0]);
    if (child > 0)
        waitpid(child, nullptr, 0);
    return peak;
}

void keep(const void* something)
{
    asm volatile("" : : "g"(something) : "memory");
}

} // namespace signalbox::bench
