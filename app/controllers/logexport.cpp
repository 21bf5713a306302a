// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controllers/logexport.h"

#include "models/base/pending.h"

#include <QSaveFile>

#include <algorithm>
#include <numeric>

namespace signalbox::app {

namespace {

constexpr std::size_t linesOfStep = 2'000;

using Outcome = LogExport::Outcome;

Result<Outcome> write(const QString& path, const logs::Pieces& pieces, logtext::Exporter exporter,
                      const std::atomic<bool>& cancelled, const std::function<void(double)>& progressed)
{
    QSaveFile file(path);
    const auto problem = [&file, &path] {
        return Error{.kind = ErrorKind::Storage,
                     .what = QStringLiteral("%1 cannot be written: %2.").arg(path, file.errorString())};
    };
    if (!file.open(QIODevice::WriteOnly))
        return failure(problem());
    const QByteArray head = exporter.begin();
    if (file.write(head) != head.size())
        return failure(problem());
    const auto all = static_cast<double>(std::max<std::size_t>(1, logs::lineCount(pieces)));
    std::vector<std::uint32_t> rows;
    for (const logs::Piece& piece : pieces)
        for (std::size_t from = 0; from < piece.batch->size(); from += linesOfStep) {
            if (cancelled.load())
                return Outcome{
                    .lines = exporter.lineCount(), .masked = exporter.maskedCount(), .cancelled = true};
            rows.resize(std::min(linesOfStep, piece.batch->size() - from));
            std::iota(rows.begin(), rows.end(), static_cast<std::uint32_t>(from));
            const QByteArray text = exporter.rows(*piece.batch, rows);
            if (file.write(text) != text.size())
                return failure(problem());
            progressed(static_cast<double>(exporter.lineCount()) / all);
        }
    if (!file.commit())
        return failure(problem());
    return Outcome{.lines = exporter.lineCount(), .masked = exporter.maskedCount()};
}

} // namespace

LogExport::LogExport(QObject* parent)
    : QObject(parent)
    , m_cancelled(std::make_shared<std::atomic<bool>>(false))
{
    m_thread.setMaxThreadCount(1);
}

LogExport::~LogExport()
{
    cancel();
    m_thread.waitForDone();
}

void LogExport::cancel()
{
    *m_cancelled = true;
}

void LogExport::start(const QString& path, const logs::Pieces& pieces, logtext::ExportForm form,
                      const logtext::ExportHead& head)
{
    if (m_running)
        return;
    m_running = true;
    m_cancelled = std::make_shared<std::atomic<bool>>(false);
    const auto progressed = [this](double share) {
        QMetaObject::invokeMethod(
            this, [this, share] { Q_EMIT this->progressed(share); }, Qt::QueuedConnection);
    };
    whenReady(runOnPool(&m_thread,
                        [path, pieces, exporter = logtext::Exporter(form, head), cancelled = m_cancelled,
                         progressed]() { return write(path, pieces, exporter, *cancelled, progressed); }),
              this, [this](const Result<Outcome>& outcome) {
                  m_running = false;
                  Q_EMIT finished(outcome);
              });
}

QByteArray textOf(const logs::LogStore& store, const std::vector<int>& rows, logtext::ExportForm form,
                  const logtext::ExportHead& head)
{
    logtext::Exporter exporter(form, head);
    // The few lines of a text need no head; a table is none without its own.
    QByteArray text = form == logtext::ExportForm::Text ? QByteArray() : exporter.begin();
    for (const int row : rows) {
        const logs::LogStore::Row place = store.at(static_cast<std::size_t>(row));
        if (!place.batch)
            continue;
        const auto index = static_cast<std::uint32_t>(place.index);
        text += exporter.rows(*place.batch, {&index, 1});
    }
    return text;
}

} // namespace signalbox::app
