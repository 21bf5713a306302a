// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/options.h"

#include "models/logs/permalink.h"

#include <QRegularExpression>

namespace signalbox::app {

namespace {

Error usage(const QString& what)
{
    return {.kind = ErrorKind::Invalid,
            .what = what + QStringLiteral(" See \"signalbox --help\"."),
            .detail = {}};
}

std::optional<QSize> sizeOf(const QString& text)
{
    static const QRegularExpression form(QStringLiteral("^(\\d{3,5})x(\\d{3,5})$"));
    const auto match = form.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    return QSize(match.captured(1).toInt(), match.captured(2).toInt());
}

std::optional<theme::Mode> modeOf(const QString& text)
{
    if (text == QLatin1String("dark"))
        return theme::Mode::Dark;
    if (text == QLatin1String("light"))
        return theme::Mode::Light;
    if (text == QLatin1String("system"))
        return theme::Mode::System;
    return std::nullopt;
}

/// One option and its value, if it takes one; false: there is no such option.
Result<bool> take(WindowOptions& options, const QString& name, const QString& value)
{
    if (name == QLatin1String("--demo")) {
        options.demo = true;
    } else if (name == QLatin1String("--exit-after-first-paint")) {
        options.exitAfterFirstPaint = true;
    } else if (name == QLatin1String("--profile")) {
        options.profile = value;
    } else if (name == QLatin1String("--tour")) {
        options.tourFolder = value;
    } else if (name == QLatin1String("--theme")) {
        options.theme = modeOf(value);
        if (!options.theme)
            return failure(usage(QStringLiteral("--theme takes dark, light or system, not \"%1\".")
                                     .arg(cleaned(QStringView(value)))));
    } else if (name == QLatin1String("--size")) {
        options.size = sizeOf(value);
        if (!options.size)
            return failure(usage(QStringLiteral("--size takes WIDTHxHEIGHT such as 1440x900, not \"%1\".")
                                     .arg(cleaned(QStringView(value)))));
    } else {
        return false;
    }
    return true;
}

} // namespace

std::optional<Result<WindowOptions>> parseWindowOptions(const QStringList& words)
{
    static const QStringList flags{QStringLiteral("--demo"), QStringLiteral("--exit-after-first-paint")};
    WindowOptions options;
    for (qsizetype i = 0; i < words.size(); ++i) {
        QString name = words[i];
        QString value;
        if (name == QLatin1String("open")) {
            // All that follows is what is to be opened: a shell may have cut it at its blanks.
            options.link = words.mid(i + 1).join(u' ').trimmed();
            if (options.link.isEmpty())
                return failure(
                    usage(QStringLiteral("open takes what is to be opened: a trace id, a URL, a line.")));
            break;
        }
        if (logs::looksLikePermalink(name)) {
            options.link = name;
            continue;
        }
        const bool flag = flags.contains(name);
        if (const qsizetype equals = name.indexOf(QLatin1Char('='));
            equals > 0 && name.startsWith(QLatin1String("--"))) {
            value = name.mid(equals + 1);
            name = name.left(equals);
        } else if (!flag) {
            static const QStringList valued{QStringLiteral("--profile"), QStringLiteral("--tour"),
                                            QStringLiteral("--theme"), QStringLiteral("--size")};
            if (!valued.contains(name))
                return std::nullopt; // a command, help, or something that the commands' grammar explains
            if (i + 1 >= words.size())
                return failure(usage(QStringLiteral("%1 needs a value.").arg(name)));
            value = words[++i];
        }
        const Result<bool> taken = take(options, name, value);
        if (!taken)
            return failure(taken.error());
        if (!*taken)
            return std::nullopt;
    }
    if (!options.tourFolder.isEmpty() && !options.demo)
        return failure(usage(QStringLiteral("--tour goes with --demo.")));
    if (options.demo && !options.profile.isEmpty())
        return failure(usage(QStringLiteral("--demo has a profile of its own; leave --profile out.")));
    return options;
}

} // namespace signalbox::app
