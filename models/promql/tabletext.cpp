// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/promql/tabletext.h"

namespace signalbox::promql {

namespace {

/// A cell that a spreadsheet takes for a formula would run at whoever opens the file; labels come from afar.
QString defused(const QString& cell)
{
    if (cell.isEmpty() || !QStringView(u"=+-@\t\r").contains(cell.front()))
        return cell;
    bool number = false;
    cell.toDouble(&number);
    return number || cell == QLatin1String("+Inf") || cell == QLatin1String("-Inf") ? cell : u'\'' + cell;
}

QString csvCell(const QString& cell)
{
    QString text = defused(cell);
    const bool quotes = text.contains(u'"') || text.contains(u',') || text.contains(u'\n') ||
                        text.contains(u'\r') || text.startsWith(u' ') || text.endsWith(u' ');
    if (!quotes)
        return text;
    return u'"' + text.replace(u'"', QLatin1String("\"\"")) + u'"';
}

QString inOneLine(QString cell)
{
    for (QChar& c : cell)
        if (c == u'\t' || c == u'\n' || c == u'\r')
            c = u' ';
    return cell;
}

QString markdownCell(const QString& cell)
{
    QString out;
    for (const QChar c : inOneLine(cell)) {
        if (c == u'<')
            out += QLatin1String("&lt;");
        else if (c == u'&')
            out += QLatin1String("&amp;");
        else if (QStringView(u"\\|`*_[]~").contains(c))
            out += QString(u'\\') + c;
        else
            out += c;
    }
    return out;
}

template <typename Cell>
QString line(const QStringList& cells, const QString& between, Cell&& cell)
{
    QStringList out;
    for (const QString& text : cells)
        out += cell(text);
    return out.join(between);
}

} // namespace

QString csvRow(const QStringList& cells)
{
    return line(cells, QStringLiteral(","), csvCell) + QLatin1String("\r\n");
}

QString toCsv(const TextTable& table)
{
    QString out = csvRow(table.header);
    for (const QStringList& row : table.rows)
        out += csvRow(row);
    return out;
}

QString toTsv(const TextTable& table)
{
    const auto cell = [](const QString& text) { return inOneLine(defused(text)); };
    const QString tab = QStringLiteral("\t");
    QString out = line(table.header, tab, cell) + u'\n';
    for (const QStringList& row : table.rows)
        out += line(row, tab, cell) + u'\n';
    return out;
}

QString markdownRow(const QStringList& cells)
{
    return QLatin1String("| ") + line(cells, QStringLiteral(" | "), markdownCell) + QLatin1String(" |\n");
}

QString toMarkdown(const TextTable& table)
{
    QString out = markdownRow(table.header) + u'|';
    for (qsizetype i = 0; i < table.header.size(); ++i)
        out += QLatin1String(" --- |");
    out += u'\n';
    for (const QStringList& row : table.rows)
        out += markdownRow(row);
    return out;
}

} // namespace signalbox::promql
