// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/timerange.h"
#include "models/telemetry/logbatch.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <cstdint>
#include <span>

namespace signalbox::logtext {

enum class ExportForm
{
    Text,
    JsonLines,
    Markdown,
    Csv
};

/// What is said about an export at its head, in the forms for people.
struct ExportHead
{
    QString query;
    Interval range;
    QString source;    ///< the backend
    QStringList notes; ///< what is missing: "1 gap", "5 000 of about 48 000 lines"
};

/// Writes lines piece by piece, so that a worker can show progress and stop. Secrets are masked in all text
/// and values. Thread: one at a time.
class Exporter
{
public:
    Exporter(ExportForm form, ExportHead head);

    [[nodiscard]] QByteArray begin() const;
    [[nodiscard]] QByteArray rows(const LogBatch& batch, std::span<const std::uint32_t> rows);
    [[nodiscard]] std::int64_t lineCount() const { return m_lines; }
    [[nodiscard]] int maskedCount() const { return m_masked; }

private:
    [[nodiscard]] QByteArray masked(std::string_view text);
    void addJson(QByteArray& out, const LogBatch& batch, std::size_t row);
    void addText(QByteArray& out, const LogBatch& batch, std::size_t row);
    void addMarkdown(QByteArray& out, const LogBatch& batch, std::size_t row);
    void addCsv(QByteArray& out, const LogBatch& batch, std::size_t row);

    ExportForm m_form;
    ExportHead m_head;
    std::int64_t m_lines = 0;
    int m_masked = 0;
};

/// Without the dot: "txt", "jsonl", "md", "csv".
[[nodiscard]] QString suffixOf(ExportForm form);

} // namespace signalbox::logtext
