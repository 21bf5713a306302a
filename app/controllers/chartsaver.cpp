// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controllers/chartsaver.h"

#include "app/controllers/filesaver.h"
#include "models/base/pending.h"
#include "widgets/chart/chartview.h"

#include <QCoreApplication>
#include <QFileDialog>
#include <QMessageBox>

namespace signalbox::app {

void saveChart(const widgets::ChartFile& file, QWidget* owner, QThreadPool* pool)
{
    auto* dialog = new QFileDialog(owner, QCoreApplication::translate("ChartSaver", "Save the chart"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->selectFile(file.name);
    QObject::connect(dialog, &QFileDialog::fileSelected, owner,
                     [owner, pool, bytes = file.bytes](const QString& path) {
                         whenReady(runOnPool(pool, [path, bytes] { return writeFile(path, bytes); }), owner,
                                   [owner](const Result<bool>& done) {
                                       if (done || done.error().isCancelled())
                                           return;
                                       auto* box = new QMessageBox(QMessageBox::Warning,
                                                                   QCoreApplication::applicationName(),
                                                                   done.error().what, QMessageBox::Ok, owner);
                                       box->setAttribute(Qt::WA_DeleteOnClose);
                                       box->open();
                                   });
                     });
    dialog->open();
}

} // namespace signalbox::app
