// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/testmain.h"
#include "widgets/theme/palette.h"
#include "widgets/theme/theme.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

namespace tst_palette {

using namespace signalbox;
using theme::Color;

namespace {

QByteArray themeFile(const QString& name)
{
    QFile file(QStringLiteral(SIGNALBOX_SOURCE_DIR "/resources/themes/%1.json").arg(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TestPalette : public QObject
{
    Q_OBJECT

private:
    static theme::Colors colorsOf(const QString& name)
    {
        const auto colors = theme::parseColors(themeFile(name));
        return colors.value_or(theme::Colors{});
    }

private Q_SLOTS:
    void everyRoleIsThere_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("dark") << QStringLiteral("dark");
        QTest::newRow("light") << QStringLiteral("light");
    }
    void everyRoleIsThere()
    {
        QFETCH(QString, name);
        const auto colors = theme::parseColors(themeFile(name));
        QVERIFY2(colors.has_value(), colors ? "" : qPrintable(colors.error().what));
        QCOMPARE(colors->name, name);
        QCOMPARE(colors->isDark(), name == QLatin1String("dark"));
        QCOMPARE(colors->series.size(), std::size_t{12});
    }

    void aBrokenFileIsRefusedByKey()
    {
        QJsonObject root = QJsonDocument::fromJson(themeFile(QStringLiteral("dark"))).object();
        QJsonObject text = root[QStringLiteral("text")].toObject();
        text[QStringLiteral("primary")] = QStringLiteral("white");
        root[QStringLiteral("text")] = text;
        const auto colors = theme::parseColors(QJsonDocument(root).toJson());
        QVERIFY(!colors);
        QVERIFY2(colors.error().what.contains(QLatin1String("text.primary")),
                 qPrintable(colors.error().what));
        QVERIFY(!theme::parseColors("[]"));
        QVERIFY(!theme::parseColors("{"));
    }

    // WCAG AA: each text on the least favourable surface that it may stand on.
    void textContrast_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("foreground");
        QTest::addColumn<int>("background");
        QTest::addColumn<double>("bound");
        const std::initializer_list<Color> surfaces{
            Color::SurfaceChrome, Color::SurfacePane,  Color::SurfaceCard,    Color::SurfaceRaised,
            Color::SurfaceHover,  Color::SurfaceInput, Color::SurfaceOverlay, Color::SelectionRow};
        const std::initializer_list<Color> texts{
            Color::TextPrimary,      Color::TextSecondary, Color::TextTertiary,  Color::TextLink,
            Color::AccentText,       Color::StateOkText,   Color::StateWarnText, Color::StateBadText,
            Color::StateUnknownText, Color::LevelTrace,    Color::LevelDebug,    Color::LevelInfo,
            Color::LevelWarn,        Color::LevelError,    Color::LevelFatal,    Color::LevelUnknown};
        const std::initializer_list<std::pair<Color, Color>> pairs{
            {Color::TextOnAccent, Color::AccentBase},
            {Color::TextOnAccent, Color::AccentHover},
            {Color::TextOnAccent, Color::AccentPressed},
            {Color::TextOnBad, Color::StateBadBase},
            {Color::TextPrimary, Color::StateBadTint},
            {Color::TextPrimary, Color::StateWarnTint},
            {Color::TextSecondary, Color::StateBadTint},
            {Color::TextSecondary, Color::StateWarnTint},
            {Color::TextSecondary, Color::StateUnknownTint},
            {Color::SeveritySEV1Text, Color::SeveritySEV1Fill},
            {Color::SeveritySEV2Text, Color::SeveritySEV2Fill},
            {Color::ChartLabel, Color::ChartPlot},
            {Color::SelectionText, Color::SelectionMatch}};
        const auto row = [](const QString& name, Color f, Color b, double bound) {
            QTest::addRow("%s: %s on %s", qPrintable(name), qPrintable(theme::jsonPath(f).toString()),
                          qPrintable(theme::jsonPath(b).toString()))
                << name << static_cast<int>(f) << static_cast<int>(b) << bound;
        };
        for (const QString& name : {QStringLiteral("dark"), QStringLiteral("light")}) {
            for (const Color text : texts)
                for (const Color surface : surfaces)
                    row(name, text, surface, 4.5);
            for (const auto& [text, surface] : pairs)
                row(name, text, surface, 4.5);
            for (const Color shape : {Color::StateOkBase, Color::StateWarnBase, Color::StateBadBase,
                                      Color::StateUnknownBase, Color::AccentFocusRing})
                for (const Color surface : {Color::SurfaceChrome, Color::SurfacePane, Color::SurfaceCard})
                    row(name, shape, surface, 3.0);
        }
    }
    void textContrast()
    {
        QFETCH(QString, name);
        QFETCH(int, foreground);
        QFETCH(int, background);
        QFETCH(double, bound);
        const theme::Colors colors = colorsOf(name);
        const double ratio =
            theme::contrast(colors[static_cast<Color>(foreground)], colors[static_cast<Color>(background)]);
        QVERIFY2(ratio >= bound, qPrintable(QString::number(ratio)));
    }

    void contrastOfKnownPairs()
    {
        QCOMPARE(theme::contrast(Qt::black, Qt::white), 21.0);
        QCOMPARE(theme::contrast(Qt::red, Qt::red), 1.0);
        QVERIFY(qAbs(theme::contrast(QColor(0x77, 0x77, 0x77), Qt::white) - 4.48) < 0.01);
    }

    void seriesAreToldApartWithoutRedAndGreen_data() { everyRoleIsThere_data(); }
    void seriesAreToldApartWithoutRedAndGreen()
    {
        QFETCH(QString, name);
        const theme::Colors colors = colorsOf(name);
        for (std::size_t i = 0; i < colors.series.size(); ++i) {
            QVERIFY(theme::contrast(colors.series[i], colors[Color::SurfaceCard]) >= 3.0);
            for (std::size_t j = i + 1; j < colors.series.size(); ++j) {
                const double distance = theme::deuteranopiaDistance(colors.series[i], colors.series[j]);
                QVERIFY2(distance >= (j == i + 1 ? 0.14 : 0.06),
                         qPrintable(QStringLiteral("%1 and %2: %3").arg(i).arg(j).arg(distance)));
            }
        }
        QVERIFY(theme::deuteranopiaDistance(colors[Color::StateOkBase], colors[Color::StateBadBase]) >= 0.08);
        QVERIFY(theme::deuteranopiaDistance(colors[Color::StateOkBase], colors[Color::StateWarnBase]) >=
                0.08);
        QVERIFY(theme::deuteranopiaDistance(colors[Color::StateWarnBase], colors[Color::StateBadBase]) >=
                0.08);
    }

    void switchingTheModeChangesThePaletteAndTellsOnce()
    {
        theme::Theme theme(theme::Mode::Dark);
        QVERIFY(theme.isDark());
        int told = 0;
        connect(&theme, &theme::Theme::changed, this, [&] { ++told; });
        theme.setMode(theme::Mode::Light);
        theme.setMode(theme::Mode::Light);
        QCOMPARE(told, 1);
        QVERIFY(!theme.isDark());
        QCOMPARE(QApplication::palette().color(QPalette::Window), theme.color(Color::SurfaceChrome));
    }

    void aServiceKeepsItsColour()
    {
        theme::Theme theme;
        const QColor first = theme.serviceColor(QStringLiteral("made-up"));
        for (int i = 0; i < 30; ++i)
            (void)theme.serviceColor(QString::number(i));
        QCOMPARE(theme.serviceColor(QStringLiteral("made-up")), first);
    }

    void everyIconIsFoundAndPaintsInItsColour()
    {
        const theme::Theme theme;
        QVERIFY(theme.icon(QStringLiteral("no-such-icon")).isNull());
        const QImage image = theme.icon(QStringLiteral("plus"), Color::StateBadBase).pixmap(32, 32).toImage();
        const QColor middle = image.pixelColor(image.width() / 2, image.height() / 2);
        QCOMPARE(middle.rgb(), theme.color(Color::StateBadBase).rgb());
    }
};

} // namespace tst_palette

SIGNALBOX_WIDGET_TEST(tst_palette, TestPalette)
#include "tst_palette.moc"
