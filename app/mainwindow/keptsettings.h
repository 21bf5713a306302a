// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QThreadPool>
#include <QVariant>

namespace signalbox::app {

/// How a person left the window, in a file. Read once, at the start; each change is written at once by a
/// worker, in order, since a disk may take seconds for it or be gone. What cannot be written is kept until
/// the end.
class KeptSettings
{
public:
    explicit KeptSettings(QString file);
    /// Waits for the disk.
    ~KeptSettings();
    Q_DISABLE_COPY_MOVE(KeptSettings)

    [[nodiscard]] QVariant value(const QString& key, const QVariant& otherwise = {}) const;
    [[nodiscard]] bool contains(const QString& key) const { return m_values.contains(key); }
    void setValue(const QString& key, const QVariant& value);

    [[nodiscard]] const QString& fileName() const { return m_file; }
    [[nodiscard]] bool isWritable() const { return m_isWritable; }

private:
    QString m_file;
    QVariantMap m_values;
    bool m_isWritable = false;
    QThreadPool m_writer;
};

} // namespace signalbox::app
