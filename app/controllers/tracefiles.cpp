// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controllers/filesaver.h"
#include "app/controllers/tracereader.h"

#include "models/traces/document.h"
#include "widgets/trace/waterfallview.h"

#include <QBuffer>

// The trace as a file.

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

} // namespace signalbox::app
