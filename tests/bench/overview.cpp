// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/overviewmodel.h"
#include "tests/bench/bench.h"
#include "widgets/dashboard/overviewpage.h"
#include "widgets/theme/style.h"
#include "widgets/theme/type.h"

#include <QApplication>
#include <QPainter>
#include <QTableView>

#include <cmath>

namespace signalbox::bench {

namespace {

constexpr int services = 300;
constexpr int rounds = 15;
constexpr double mostMs = 16;

std::vector<items::OverviewRow> rowsAt(int tick)
{
    std::vector<items::OverviewRow> rows;
    for (int s = 0; s < services; ++s) {
        items::OverviewRow row{.service = QStringLiteral("service-%1").arg(s, 3, 10, QLatin1Char('0')),
                               .state = s % 40 == 0 ? golden::State::Bad : golden::State::Ok,
                               .score = s % 17 + tick % 3 * 0.1};
        row.reason = QStringLiteral("within normal");
        for (items::SignalCell& cell : row.cells) {
            cell.state = row.state;
            cell.text = QStringLiteral("%1 ms").arg(100 + s + tick);
            cell.change = QStringLiteral("+%1 %").arg(s % 30);
            for (int i = 0; i < items::SignalCell::columns; ++i) {
                cell.line += 5 + 4 * std::sin((i + s + tick) / 9.0);
                cell.bandLow += 3;
                cell.bandHigh += 8;
            }
            cell.high = 10;
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

/// The lines that are on the screen, and nothing else.
void paintBare(QImage& image, const std::vector<items::OverviewRow>& rows, int visible)
{
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(Qt::gray, 1.25, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    QPolygonF line;
    for (int r = 0; r < visible; ++r)
        for (int c = 0; c < 4; ++c) {
            const items::SignalCell& cell =
                rows[static_cast<std::size_t>(r)].cells[static_cast<std::size_t>(c)];
            line.clear();
            for (int i = 0; i < cell.line.size(); ++i)
                line.append(QPointF(300 + c * 240 + i, r * 56 + 44 - cell.line[i] / 10 * 30));
            painter.drawPolyline(line);
        }
}

} // namespace

std::vector<Suite> overviewSuites()
{
    return {{QStringLiteral("overview"), [] {
                 const theme::Theme theme;
                 QApplication::setStyle(new theme::Style(&theme));
                 theme::prepareFonts();
                 items::OverviewModel model;
                 widgets::OverviewPage page(&model, &theme);
                 page.resize(1368, 820);
                 page.show();
                 QCoreApplication::processEvents();
                 QWidget* viewport = page.table()->viewport();
                 QImage image(viewport->size(), QImage::Format_ARGB32_Premultiplied);
                 int tick = 0;
                 // Made before: rows come from the pool. What is measured is the GUI thread's share.
                 std::vector<std::vector<items::OverviewRow>> updates;
                 for (int i = 0; i <= rounds + 1; ++i)
                     updates.push_back(rowsAt(i));
                 const std::vector<items::OverviewRow> shown = updates.front();
                 const int visible = viewport->height() / 56 + 1;
                 const Pair pair = measurePair(
                     rounds,
                     [&] {
                         model.setRows(std::move(updates[static_cast<std::size_t>(tick++)]));
                         viewport->render(&image);
                         keep(image.constBits());
                     },
                     [&] {
                         paintBare(image, shown, visible);
                         keep(image.constBits());
                     });
                 const double ms = pair.seconds * 1e3;
                 return std::vector<Row>{atMost(QStringLiteral("overview-300-services"), ms,
                                                QStringLiteral("ms"),
                                                QStringLiteral("of the 16 ms of a frame"), ms / mostMs, 1.0),
                                         {.name = QStringLiteral("overview-bare-lines"),
                                          .value = ms,
                                          .unit = QStringLiteral("ms"),
                                          .reference = QStringLiteral("the visible lines painted bare"),
                                          .ratio = 1 / pair.speed,
                                          .bound = QStringLiteral("none"),
                                          .ok = true}};
             }}};
}

} // namespace signalbox::bench
