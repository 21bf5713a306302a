// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/palette.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cmath>

namespace signalbox::theme {

namespace {

struct Linear
{
    double r = 0;
    double g = 0;
    double b = 0;
};

double toLinear(int channel)
{
    const double v = channel / 255.0;
    return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4);
}

Linear linear(const QColor& c)
{
    return {toLinear(c.red()), toLinear(c.green()), toLinear(c.blue())};
}

double luminance(const QColor& c)
{
    const Linear l = linear(c);
    return 0.2126 * l.r + 0.7152 * l.g + 0.0722 * l.b;
}

// Machado, Oliveira and Fernandes 2009, deuteranopia at full severity, on linear RGB.
Linear seenWithoutGreenCones(const Linear& l)
{
    const auto bound = [](double v) { return std::fmin(1.0, std::fmax(0.0, v)); };
    return {bound(0.367322 * l.r + 0.860646 * l.g - 0.227968 * l.b),
            bound(0.280085 * l.r + 0.672501 * l.g + 0.047413 * l.b),
            bound(-0.011820 * l.r + 0.042940 * l.g + 0.968881 * l.b)};
}

std::array<double, 3> okLab(const Linear& c)
{
    const double l = std::cbrt(0.4122214708 * c.r + 0.5363325363 * c.g + 0.0514459929 * c.b);
    const double m = std::cbrt(0.2119034982 * c.r + 0.6806995451 * c.g + 0.1073969566 * c.b);
    const double s = std::cbrt(0.0883024619 * c.r + 0.2817188376 * c.g + 0.6299787005 * c.b);
    return {0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
            1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
            0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s};
}

QJsonValue valueAt(const QJsonObject& root, QStringView path)
{
    QJsonValue value = root;
    for (const QStringView step : path.split(u'.'))
        value = value.toObject().value(step.toString());
    return value;
}

QColor colorOf(const QJsonValue& value)
{
    const QString text = value.toString();
    return text.size() == 7 && text.startsWith(QLatin1Char('#')) ? QColor(text) : QColor();
}

Error broken(const QString& name, const QString& key)
{
    return {.kind = ErrorKind::Parse,
            .what =
                QStringLiteral("Theme \"%1\": \"%2\" should be a colour such as \"#1A2B3C\".").arg(name, key),
            .detail = {}};
}

} // namespace

bool Colors::isDark() const
{
    return luminance((*this)[Color::SurfacePane]) < 0.2;
}

Result<Colors> parseColors(const QByteArray& json)
{
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(json, &problem);
    if (!document.isObject()) {
        return failure({.kind = ErrorKind::Parse,
                        .what = QStringLiteral("The theme file is no JSON object: %1 at byte %2.")
                                    .arg(problem.errorString())
                                    .arg(problem.offset),
                        .detail = {}});
    }
    const QJsonObject root = document.object();
    Colors colors;
    colors.name = root.value(QLatin1String("name")).toString();
    for (std::size_t i = 0; i < colors.roles.size(); ++i) {
        const QStringView path = jsonPath(static_cast<Color>(i));
        colors.roles[i] = colorOf(valueAt(root, path));
        if (!colors.roles[i].isValid())
            return failure(broken(colors.name, path.toString()));
    }
    for (const QJsonValue& value : root.value(QLatin1String("series")).toArray()) {
        colors.series.push_back(colorOf(value));
        if (!colors.series.back().isValid())
            return failure(broken(colors.name, QStringLiteral("series")));
    }
    if (colors.series.empty())
        return failure(broken(colors.name, QStringLiteral("series")));
    colors.childMix = valueAt(root, u"trace.childMix").toDouble(colors.childMix);
    return colors;
}

QPalette toPalette(const Colors& c)
{
    QPalette palette;
    const auto set = [&](QPalette::ColorRole role, Color color) { palette.setColor(role, c[color]); };
    set(QPalette::Window, Color::SurfaceChrome);
    set(QPalette::Base, Color::SurfaceInput);
    set(QPalette::AlternateBase, Color::SurfaceCard);
    set(QPalette::Button, Color::SurfaceRaised);
    set(QPalette::Text, Color::TextPrimary);
    set(QPalette::WindowText, Color::TextPrimary);
    set(QPalette::ButtonText, Color::TextPrimary);
    set(QPalette::PlaceholderText, Color::TextTertiary);
    set(QPalette::Highlight, Color::SelectionRow);
    set(QPalette::HighlightedText, Color::SelectionText);
    set(QPalette::Link, Color::TextLink);
    set(QPalette::LinkVisited, Color::TextLink);
    set(QPalette::ToolTipBase, Color::SurfaceOverlay);
    set(QPalette::ToolTipText, Color::TextPrimary);
    set(QPalette::BrightText, Color::StateBadText);
    // One colour for all edges flattens the bevels of Fusion.
    for (const auto role :
         {QPalette::Light, QPalette::Midlight, QPalette::Mid, QPalette::Dark, QPalette::Shadow})
        set(role, Color::LineNormal);
    for (const auto role : {QPalette::Text, QPalette::WindowText, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, c[Color::TextDisabled]);
    return palette;
}

double contrast(const QColor& a, const QColor& b)
{
    const double la = luminance(a);
    const double lb = luminance(b);
    return (std::fmax(la, lb) + 0.05) / (std::fmin(la, lb) + 0.05);
}

QColor textOn(const QColor& ground)
{
    const QColor dark(Qt::black);
    const QColor light(Qt::white);
    return contrast(dark, ground) >= contrast(light, ground) ? dark : light;
}

double deuteranopiaDistance(const QColor& a, const QColor& b)
{
    const auto p = okLab(seenWithoutGreenCones(linear(a)));
    const auto q = okLab(seenWithoutGreenCones(linear(b)));
    return std::hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]);
}

QColor mixed(const QColor& a, const QColor& b, double share)
{
    const auto mix = [share](int x, int y) {
        return static_cast<int>(std::lround(x * share + y * (1 - share)));
    };
    return {mix(a.red(), b.red()), mix(a.green(), b.green()), mix(a.blue(), b.blue())};
}

} // namespace signalbox::theme
