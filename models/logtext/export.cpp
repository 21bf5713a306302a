// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/logtext/export.h"

#include "models/base/error.h"
#include "models/logtext/display.h"
#include "models/logtext/redaction.h"
#include "models/promql/tabletext.h"
#include "models/telemetry/servicelabel.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace signalbox::logtext {

namespace {

constexpr qsizetype markdownCell = 2'000;

std::string_view viewOf(const QByteArray& bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

} // namespace

Exporter::Exporter(ExportForm form, ExportHead head)
    : m_form(form)
    , m_head(std::move(head))
{
}

QByteArray Exporter::begin() const
{
    const auto query = QString::fromUtf8(redacted(viewOf(m_head.query.toUtf8())).text);
    const QString range =
        QStringLiteral("%1 to %2").arg(m_head.range.start.toRfc3339(), m_head.range.end.toRfc3339());
    QString out;
    switch (m_form) {
    case ExportForm::JsonLines:
        return {};
    case ExportForm::Csv:
        return QByteArrayLiteral("time,level,service,line,labels,metadata\r\n");
    case ExportForm::Text:
        out = QStringLiteral("# %1\n# %2 from %3\n")
                  .arg(cleaned(QStringView(query), 20'000), range, m_head.source);
        for (const QString& note : m_head.notes)
            out += QStringLiteral("# %1\n").arg(cleaned(QStringView(note), 1'000));
        out += QLatin1Char('\n');
        break;
    case ExportForm::Markdown:
        out = QStringLiteral("Lines of %1, %2:\n\n    %3\n\n")
                  .arg(m_head.source, range, cleaned(QStringView(query), 20'000));
        for (const QString& note : m_head.notes)
            out += QStringLiteral("*%1*\n\n").arg(cleaned(QStringView(note), 1'000));
        out += promql::toMarkdown({.header = {QStringLiteral("Time"), QStringLiteral("Level"),
                                              QStringLiteral("Service"), QStringLiteral("Line")},
                                   .rows = {}});
        break;
    }
    return out.toUtf8();
}

QByteArray Exporter::masked(std::string_view text)
{
    Redacted done = redacted(text);
    m_masked += done.count;
    return std::move(done.text);
}

void Exporter::addJson(QByteArray& out, const LogBatch& batch, std::size_t row)
{
    const auto object = [this](const LabelSet& labels) {
        QJsonObject fields;
        for (const Label& label : labels) {
            // A secret is known by its name, so both are looked at together.
            const QByteArray pair = label.name.toUtf8() + '=' + label.value.toUtf8();
            const QByteArray safe = masked(viewOf(pair));
            fields.insert(label.name, QString::fromUtf8(safe.mid(label.name.toUtf8().size() + 1)));
        }
        return fields;
    };
    QJsonObject line{{QStringLiteral("ts"), batch.time(row).toRfc3339()},
                     {QStringLiteral("ts_ns"), QString::number(batch.time(row).ns)},
                     {QStringLiteral("level"), toString(batch.level(row))},
                     {QStringLiteral("labels"), object(batch.labels(row))}};
    if (const LabelSet metadata = batch.metadata(row); !metadata.isEmpty())
        line.insert(QStringLiteral("metadata"), object(metadata));
    if (const LabelSet parsed = batch.parsed(row); !parsed.isEmpty())
        line.insert(QStringLiteral("parsed"), object(parsed));
    line.insert(QStringLiteral("line"), QString::fromUtf8(masked(batch.line(row))));
    out += QJsonDocument(line).toJson(QJsonDocument::Compact) + '\n';
}

void Exporter::addText(QByteArray& out, const LogBatch& batch, std::size_t row)
{
    // A terminal that shows the file must not be steered by it; breaks within a line are indented.
    QByteArray text = withoutEscapes(viewOf(masked(batch.line(row))));
    while (text.endsWith('\n') || text.endsWith('\r'))
        text.chop(1);
    text.replace("\n", "\n    ");
    out += batch.time(row).toRfc3339().toUtf8() + ' ' +
           toString(batch.level(row)).toUpper().toUtf8().leftJustified(7) + ' ' +
           cleaned(QStringView(serviceOf(batch.labels(row)))).toUtf8() + ' ' + text + '\n';
}

void Exporter::addMarkdown(QByteArray& out, const LogBatch& batch, std::size_t row)
{
    const QByteArray text = masked(batch.line(row));
    out += promql::markdownRow({batch.time(row).toRfc3339(), toString(batch.level(row)).toUpper(),
                                cleaned(QStringView(serviceOf(batch.labels(row)))),
                                shown(viewOf(text), markdownCell).text})
               .toUtf8();
}

void Exporter::addCsv(QByteArray& out, const LogBatch& batch, std::size_t row)
{
    const auto labels = [this](const LabelSet& set) {
        return QString::fromUtf8(masked(viewOf(set.toString().toUtf8())));
    };
    out += promql::csvRow({batch.time(row).toRfc3339(), toString(batch.level(row)),
                           serviceOf(batch.labels(row)), QString::fromUtf8(masked(batch.line(row))),
                           labels(batch.labels(row)), labels(batch.metadata(row))})
               .toUtf8();
}

QByteArray Exporter::rows(const LogBatch& batch, std::span<const std::uint32_t> rows)
{
    QByteArray out;
    for (const std::uint32_t row : rows) {
        switch (m_form) {
        case ExportForm::Text:
            addText(out, batch, row);
            break;
        case ExportForm::JsonLines:
            addJson(out, batch, row);
            break;
        case ExportForm::Markdown:
            addMarkdown(out, batch, row);
            break;
        case ExportForm::Csv:
            addCsv(out, batch, row);
            break;
        }
        ++m_lines;
    }
    return out;
}

QString suffixOf(ExportForm form)
{
    switch (form) {
    case ExportForm::Text:
        return QStringLiteral("txt");
    case ExportForm::JsonLines:
        return QStringLiteral("jsonl");
    case ExportForm::Markdown:
        return QStringLiteral("md");
    case ExportForm::Csv:
        return QStringLiteral("csv");
    }
    return {};
}

} // namespace signalbox::logtext
