// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mainwindow/keptsettings.h"

#include <QSettings>

#include <utility>

namespace signalbox::app {

KeptSettings::KeptSettings(QString file)
    : m_file(std::move(file))
{
    m_writer.setMaxThreadCount(1);
    const QSettings settings(m_file, QSettings::IniFormat);
    m_isWritable = settings.isWritable();
    for (const QString& key : settings.allKeys())
        m_values.insert(key, settings.value(key));
}

KeptSettings::~KeptSettings()
{
    m_writer.waitForDone();
}

QVariant KeptSettings::value(const QString& key, const QVariant& otherwise) const
{
    return m_values.value(key, otherwise);
}

void KeptSettings::setValue(const QString& key, const QVariant& value)
{
    if (contains(key) && m_values.value(key) == value)
        return;
    m_values.insert(key, value);
    m_writer.start([file = m_file, key, value] {
        QSettings settings(file, QSettings::IniFormat);
        settings.setValue(key, value);
        settings.sync();
    });
}

} // namespace signalbox::app
