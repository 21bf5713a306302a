// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/simulator/promql/gotext.h"
#include "models/telemetry/labelset.h"

#include <QByteArray>

namespace signalbox::simulator::promql {

/// Writes JSON from front to back with the keys in the order of the calls: the real servers' key order is
/// part of what is compared. The caller opens and closes in balance.
class JsonWriter
{
public:
    void beginObject() { open('{'); }
    void endObject() { close('}'); }
    void beginArray() { open('['); }
    void endArray() { close(']'); }
    void key(const char* name)
    {
        comma();
        m_out += jsonString(QString::fromLatin1(name)) + ':';
        m_comma = false;
    }
    void key(const QString& name)
    {
        comma();
        m_out += jsonString(name) + ':';
        m_comma = false;
    }
    void string(QStringView text) { raw(jsonString(text)); }
    void latin(const QByteArray& text) { raw('"' + text + '"'); }
    void number(double v) { raw(sampleNumber(v)); }
    void integer(qint64 v) { raw(QByteArray::number(v)); }
    void boolean(bool v) { raw(v ? "true" : "false"); }
    /// A value that is JSON already.
    void raw(QByteArrayView json)
    {
        comma();
        m_out += json;
        m_comma = true;
    }
    void field(const char* name, QStringView text)
    {
        key(name);
        string(text);
    }
    void labels(const LabelSet& set)
    {
        beginObject();
        for (const Label& label : set) {
            key(label.name);
            string(label.value);
        }
        endObject();
    }
    void strings(const QStringList& texts)
    {
        beginArray();
        for (const QString& text : texts)
            string(text);
        endArray();
    }

    void reserve(qsizetype bytes) { m_out.reserve(bytes); }
    [[nodiscard]] QByteArray take() { return std::move(m_out); }

private:
    void comma()
    {
        if (m_comma)
            m_out += ',';
    }
    void open(char c)
    {
        comma();
        m_out += c;
        m_comma = false;
    }
    void close(char c)
    {
        m_out += c;
        m_comma = true;
    }

    QByteArray m_out;
    bool m_comma = false;
};

} // namespace signalbox::simulator::promql
