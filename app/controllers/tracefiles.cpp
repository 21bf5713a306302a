// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/waterfall.h"
#include "app/controllers/filesaver.h"
#include "app/controllers/tracereader.h"
#include "app/controllers/tracestore.h"
#include "connectors/tracing/parser.h"

#include "models/logtext/redaction.h"
#include "models/traces/document.h"
#include "widgets/trace/waterfallview.h"

#include <QBuffer>
#include <QClipboard>
#include <QFile>
#include <QGuiApplication>

// The trace as a file and on the clipboard.

namespace signalbox::app {

namespace {

/// What is to be written. Pictures are painted where the fonts are; the rest is made on the pool.
QByteArray pictureBytes(widgets::WaterfallView* view, const QString& form)
{
    if (form == QLatin1String("svg"))
        return view->svg();
    QByteArray png;
    QBuffer buffer(&png);
    buffer.open(QIODevice::WriteOnly);
    view->picture().save(&buffer, "PNG");
    return png;
}

} // namespace

void TraceReader::saveTo(const QString& path, const QString& form)
{
    if (!m_reading)
        return;
    const bool isPicture = form == QLatin1String("png") || form == QLatin1String("svg");
    m_writing.await(runOnPool(m_pool,
                              [path, form, reading = m_reading,
                               picture = isPicture ? pictureBytes(m_page->waterfall(), form) : QByteArray()] {
                                  if (!picture.isEmpty())
                                      return writeFile(path, picture);
                                  return writeFile(
                                      path,
                                      form == QLatin1String("json")
                                          ? traces::jaegerJson(*reading->trace)
                                          : traces::markdown(*reading, reading->trace->size()).toUtf8());
                              }),
                    this, [this](const Result<bool>& done) {
                        if (!done)
                            Q_EMIT fileFailed(done.error().what);
                    });
}

void TraceReader::openFile(const QString& path)
{
    constexpr qint64 largest = qint64{512} * 1024 * 1024;
    m_opening.await(
        runOnPool(m_pool,
                  [path]() -> Result<std::vector<std::shared_ptr<const Trace>>> {
                      QFile file(path);
                      const auto fail = [&path](ErrorKind kind, const QString& why) {
                          return failure(
                              {.kind = kind, .what = QStringLiteral("%1: %2").arg(path, why), .detail = {}});
                      };
                      if (!file.open(QIODevice::ReadOnly))
                          return fail(ErrorKind::Storage, file.errorString());
                      if (file.size() > largest)
                          return fail(ErrorKind::TooLarge,
                                      QStringLiteral("larger than the 512 MB that are read."));
                      QByteArray body = file.read(largest);
                      const auto parsed = tracing::parseTraces(traces::joinedLines(std::move(body)), path);
                      if (!parsed)
                          return failure(parsed.error());
                      if (parsed->traces.empty())
                          return fail(ErrorKind::Parse, QStringLiteral("there is no trace in it."));
                      return parsed->traces;
                  }),
        this, [this](const Result<std::vector<std::shared_ptr<const Trace>>>& opened) {
            if (!opened) {
                Q_EMIT fileFailed(opened.error().what);
                return;
            }
            for (const auto& trace : *opened)
                m_store->keep(trace);
            // Of several the largest one; the others are at hand to be compared with, and by their ids.
            const auto largestOne =
                *std::max_element(opened->begin(), opened->end(),
                                  [](const auto& a, const auto& b) { return a->size() < b->size(); });
            m_store->keep(largestOne);
            Q_EMIT fileOpened(largestOne->id());
            m_fromFile = m_asked == largestOne->id();
        });
}

void TraceReader::copy(const QString& form)
{
    if (!m_reading)
        return;
    if (form == QLatin1String("picture")) {
        QGuiApplication::clipboard()->setImage(m_page->waterfall()->picture());
        return;
    }
    m_copying.await(
        runOnPool(m_pool,
                  [reading = m_reading, form]() -> Result<QString> {
                      if (form == QLatin1String("markdown"))
                          return traces::markdown(*reading);
                      const QByteArray text = cli::waterfall(*reading->trace, std::nullopt).toUtf8();
                      return QString::fromUtf8(
                          logtext::redacted({text.constData(), static_cast<std::size_t>(text.size())}).text);
                  }),
        this, [](const Result<QString>& text) {
            if (text)
                QGuiApplication::clipboard()->setText(*text);
        });
}

} // namespace signalbox::app
