// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <functional>
#include <vector>

namespace signalbox::bench {

/// One measurement. Absolute figures drift on a shared machine; what is held to a bound is the ratio to a
/// reference that was measured in turn with it, in the same run.
struct Row
{
    QString name;
    double value = 0;
    QString unit;
    QString reference; ///< what the ratio is to
    double ratio = 0;
    QString bound; ///< ">= 0.6"
    bool ok = false;
};

[[nodiscard]] Row atLeast(const QString& name, double value, const QString& unit, const QString& reference,
                          double ratio, double bound);
[[nodiscard]] Row atMost(const QString& name, double value, const QString& unit, const QString& reference,
                         double ratio, double bound);

/// Seconds of each and the median of the ratios pair by pair: A B A B ..., after one round that does not
/// count.
struct Pair
{
    double seconds = 0;          ///< median of the subject
    double referenceSeconds = 0; ///< median of the reference
    double speed = 0;            ///< median of reference / subject: above 1 the subject is the faster one
};
[[nodiscard]] Pair measurePair(int rounds, const std::function<void()>& subject,
                               const std::function<void()>& reference);

/// The highest resident set of `work` above what was resident before it, in bytes, seen in a child process so
/// that nothing is warm. Negative when the system cannot tell.
[[nodiscard]] double peakOf(const std::function<void()>& work);

/// A group of rows and the name by which --only asks for it.
struct Suite
{
    QString name;
    std::function<std::vector<Row>()> run;
};

[[nodiscard]] std::vector<Suite> parserSuites();
[[nodiscard]] std::vector<Suite> chartSuites();
[[nodiscard]] std::vector<Suite> overviewSuites();
[[nodiscard]] std::vector<Suite> logSuites();
[[nodiscard]] std::vector<Suite> traceSuites();
[[nodiscard]] std::vector<Suite> causeSuites();
[[nodiscard]] std::vector<Suite> startupSuites();
/// What the start is compared with: this program run again as a window with nothing in it.
[[nodiscard]] int runMinimalWindow(int argc, char** argv, bool stay);

/// An On-Demand walk over a body with room behind it that touches every value and keeps nothing.
void walkBare(const QByteArray& body);

/// Keeps a result alive, so that nothing is optimised away.
void keep(const void* something);

} // namespace signalbox::bench
