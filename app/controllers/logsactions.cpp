// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What a person does in the Logs pane.
#include "app/backends.h"
#include "app/controllers/loginsight.h"
#include "app/controllers/logscontroller.h"
#include "app/controllers/logsearch.h"
#include "app/controllers/servicelist.h"
#include "models/items/fieldcountmodel.h"
#include "models/items/patternmodel.h"
#include "models/logql/questionjson.h"
#include "models/logtext/redaction.h"
#include "models/telemetry/tracecontext.h"
#include "widgets/logs/chipbar.h"
#include "widgets/logs/fieldspanel.h"
#include "widgets/logs/linedetail.h"
#include "widgets/logs/logview.h"
#include "widgets/logs/patternspanel.h"
#include "widgets/logs/searchbar.h"
#include "widgets/logs/volumechart.h"

#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>
#include <QScopedValueRollback>

#include <limits>

namespace signalbox::app {

using logs::FieldPlace;
using widgets::FieldAction;
using widgets::LogForm;
using widgets::LogView;

namespace {

const QString questionKey = QStringLiteral("question");
const QString queryKey = QStringLiteral("query");
const QString timeKey = QStringLiteral("at");
const QString hashKey = QStringLiteral("hash");
const QString openKey = QStringLiteral("open");
constexpr int linesLookedAt = 200;

logtext::ExportForm formOf(LogForm form)
{
    switch (form) {
    case LogForm::Text:
        return logtext::ExportForm::Text;
    case LogForm::Json:
        return logtext::ExportForm::JsonLines;
    case LogForm::Markdown:
        return logtext::ExportForm::Markdown;
    case LogForm::Csv:
        return logtext::ExportForm::Csv;
    }
    return logtext::ExportForm::Text;
}

} // namespace

void LogsController::connectActions()
{
    connect(m_pane->chips(), &widgets::ChipBar::removed, this, [this](const logql::Chip& chip) {
        apply(logql::without(m_question, chip), tr("filter removed"));
    });
    connect(m_pane->chips(), &widgets::ChipBar::typed, this, [this](const QString& text) {
        Result<logql::Question> narrowed = logql::narrowed(
            m_question, text, knownFields(), parserOf(std::max(0, m_pane->view()->currentRow())));
        if (!narrowed) {
            m_pane->chips()->setProblem(narrowed.error().what);
            return;
        }
        m_pane->chips()->setProblem({});
        if (m_pane->isOwnQuery())
            m_pane->dropOwnQuery();
        apply(std::move(*narrowed), tr("filter added"));
    });
    connect(m_pane, &widgets::LogsPane::levelChosen, this, [this](Level level) {
        logql::Question question = m_question;
        question.minLevel = m_question.minLevel == level ? std::nullopt : std::optional(level);
        apply(std::move(question), tr("level chosen"));
    });
    connect(m_pane->detail(), &widgets::LineDetail::fieldActed, this, &LogsController::actOnField);
    connect(m_pane->fields(), &widgets::FieldsPanel::fieldActed, this, &LogsController::actOnField);
    connect(m_pane->patterns(), &widgets::PatternsPanel::markRequested, this, &LogsController::goToShape);
    connect(m_pane->patterns(), &widgets::PatternsPanel::filterRequested, this,
            &LogsController::filterByShape);
    connect(m_pane->detail(), &widgets::LineDetail::starRequested, this,
            [this] { star(m_pane->view()->openRow()); });
    connect(m_pane->view(), &LogView::starRequested, this, &LogsController::star);
    connect(m_pane->detail(), &widgets::LineDetail::linkRequested, this, [this] {
        const int open = m_pane->view()->openRow();
        copyLink(open >= 0 ? open : m_pane->view()->currentRow());
    });
    connect(m_pane, &widgets::LogsPane::copyRequested, this, &LogsController::copyLines);
    connect(m_pane, &widgets::LogsPane::exportRequested, this, &LogsController::exportLines);
    connect(m_pane, &widgets::LogsPane::exportActed, this, [this] {
        if (m_export->isRunning())
            m_export->cancel();
        else
            m_pane->setExport({}, {});
    });
    connect(m_export, &LogExport::progressed, this, [this](double share) {
        if (m_export->isRunning())
            m_pane->setExport(tr("Writing the lines: %1 %").arg(qRound(share * 100)), tr("Cancel"));
    });
    connect(m_export, &LogExport::finished, this, [this](const Result<LogExport::Outcome>& outcome) {
        if (!outcome)
            m_pane->setExport(outcome.error().what, tr("Close"));
        else if (outcome->cancelled)
            m_pane->setExport(tr("Cancelled. No file was written."), tr("Close"));
        else
            m_pane->setExport(tr("%n lines are written.", nullptr, static_cast<int>(outcome->lines)) + u' ' +
                                  (outcome->masked > 0
                                       ? tr("%n secrets are masked.", nullptr, outcome->masked)
                                       : tr("Nothing in them looked like a secret.")),
                              tr("Close"));
    });
    const auto trace = [this](LogView* view) {
        return [this, view](int row) {
            if (!view->model()->isBreak(row))
                Q_EMIT traceRequested(view->model()->lineAt(row));
        };
    };
    connect(m_pane->view(), &LogView::traceRequested, this, trace(m_pane->view()));
    connect(m_pane->otherView(), &LogView::traceRequested, this, trace(m_pane->otherView()));
    m_pane->view()->setLeadsOn([this](int row) { return leadsOn(row); });
    connect(m_pane, &widgets::LogsPane::linePivotRequested, this,
            [this](LogView* from, int row, widgets::LinePivot pivot) {
                if (!from->model()->isBreak(row))
                    Q_EMIT linePivotRequested(from->model()->lineAt(row), pivot);
            });
    connect(m_pane->detail(), &widgets::LineDetail::traceRequested, this, [this] {
        if (const auto& parts = m_pane->detail()->parts())
            Q_EMIT traceRequested(parts->line);
    });
    connect(m_pane, &widgets::LogsPane::starChosen, this, [this](const logs::LineKey& line) {
        m_wanted = line;
        goToLine();
        if (!m_wanted)
            return;
        // It is not among the lines that are here: a minute around it is.
        const Duration around = std::chrono::seconds(30);
        m_focus->setRange(TimeRange::absolute({line.at - around, line.at + around}), tr("to a starred line"));
    });

    LogView* view = m_pane->view();
    LogView* other = m_pane->otherView();
    connect(view, &LogView::currentChanged, this,
            [this, view, other](int row) { moveAlong(view, other, row); });
    connect(other, &LogView::currentChanged, this,
            [this, view, other](int row) { moveAlong(other, view, row); });
    // The second column begins where the first one is read.
    connect(m_otherFeed, &LogFeed::linesChanged, this, [this, view, other] {
        if (other->currentRow() < 0)
            moveAlong(view, other, view->currentRow());
    });
    const widgets::VolumeChart* bars = m_pane->volume();
    connect(bars, &widgets::VolumeChart::timeChosen, this, [this, view](Instant at) {
        const int row = m_models.lines->rowNear(at);
        if (row >= 0) {
            view->setCurrentRow(row);
            view->reveal(row, true);
        }
    });
    const auto look = [this](const QString& pane, const QString& how) {
        return [this, pane, how](const Interval& range) {
            m_focus->setRange(TimeRange::absolute(range), how);
            if (!pane.isEmpty())
                Q_EMIT paneRequested(pane);
        };
    };
    connect(bars, &widgets::VolumeChart::zoomRequested, this, look({}, tr("zoomed into lines")));
    connect(bars, &widgets::VolumeChart::signalsRequested, this,
            look(QStringLiteral("signals"), tr("signals of a time in the logs")));
    connect(bars, &widgets::VolumeChart::tracesRequested, this,
            look(QStringLiteral("traces"), tr("traces of a time in the logs")));
}

/// Takes the question over: what belongs to the Focus goes there, and so to the Trail and the other panes.
void LogsController::apply(logql::Question question, const QString& how)
{
    focus::Focus focus = m_focus->current();
    focus.services = question.services;
    focus.filters = question.streams;
    focus.minLevel = question.minLevel;
    m_question = std::move(question);
    if (!(focus == m_focus->current())) {
        m_focus->change(std::move(focus), how); // and asks
        return;
    }
    writeQuery();
    ask(true);
}

std::vector<logs::FieldName> LogsController::knownFields() const
{
    std::vector<logs::FieldName> known;
    for (const logs::FieldCount& field : m_models.fields->counts().fields)
        known.push_back(field.field);
    const int row = std::max(0, m_pane->view()->currentRow());
    if (row < m_models.lines->rowCount()) {
        const LogLine line = m_models.lines->lineAt(row);
        for (const Label& label : line.labels)
            known.push_back({label.name, FieldPlace::Label});
        for (const Label& label : line.metadata)
            known.push_back({label.name, FieldPlace::Metadata});
    }
    return known;
}

/// Which parser of Loki makes fields of that line.
QString LogsController::parserOf(int row) const
{
    if (row < 0 || row >= m_models.lines->rowCount())
        return QStringLiteral("json");
    const LogLine line = m_models.lines->lineAt(row);
    return line.line.trimmed().startsWith('{') ? QStringLiteral("json") : QStringLiteral("logfmt");
}

void LogsController::actOnField(FieldAction action, const logs::FieldName& field, const QString& value)
{
    if (action == FieldAction::Copy) {
        QGuiApplication::clipboard()->setText(value);
        return;
    }
    if (action == FieldAction::Count) {
        m_pane->showSide(widgets::LogsPane::Side::Fields);
        m_pane->fields()->showField(field);
        return;
    }
    if (action == FieldAction::AddColumn) {
        for (items::LogModel* model : {m_models.lines, m_models.others}) {
            items::LogLook look = model->look();
            if (std::find(look.columns.begin(), look.columns.end(), field) == look.columns.end())
                look.columns.push_back(field);
            model->setLook(std::move(look));
        }
        Q_EMIT m_pane->lookChanged();
        return;
    }
    const bool isNot = action == FieldAction::FilterOut;
    const Matcher::Op op = isNot ? Matcher::Op::NotEqual : Matcher::Op::Equal;
    const bool needsParser = field.place == FieldPlace::Line || field.place == FieldPlace::Parsed;
    const logql::FieldFilter filter{
        .field = field,
        .op = op,
        .value = value,
        .parser = needsParser ? parserOf(std::max(0, m_pane->view()->currentRow())) : QString()};
    if (m_pane->isOwnQuery()) {
        const Result<QString> query = logql::withStage(m_pane->query(), filter);
        if (!query) {
            m_pane->banner()->show(widgets::BannerText::failed(query.error()));
            return;
        }
        m_pane->setOwnQuery(*query);
        ask(true);
        return;
    }
    logql::Question question = m_question;
    if (field.place == FieldPlace::Label)
        question.streams.push_back({field.name, op, value});
    else
        question.fields.push_back(filter);
    apply(std::move(question), isNot ? tr("filtered out") : tr("filtered by a field"));
}

void LogsController::filterByShape(int row, bool isNot)
{
    const QString regex = m_models.patterns->shape(row).regex;
    if (regex.isEmpty())
        return;
    logql::Question question = m_question;
    question.lines.push_back(
        {.match = isNot ? logql::LineMatch::RegexNot : logql::LineMatch::Regex, .text = regex});
    if (m_pane->isOwnQuery())
        m_pane->dropOwnQuery();
    apply(std::move(question), isNot ? tr("without a shape") : tr("only one shape"));
}

void LogsController::goToShape(int row)
{
    const patterns::Shape& shape = m_models.patterns->shape(row);
    if (shape.example) {
        if (const auto place = m_models.lines->store().rowOf(*shape.example)) {
            const int line = static_cast<int>(*place);
            m_pane->view()->setCurrentRow(line);
            m_pane->view()->reveal(line, true);
        }
    }
    if (shape.regex.isEmpty())
        return;
    // Its lines are marked as a search would mark them.
    m_pane->search()->show();
    m_pane->search()->setSearch({.text = shape.regex, .matchCase = true, .isRegex = true});
}

void LogsController::star(int row)
{
    if (row < 0 || row >= m_models.lines->rowCount() || m_models.lines->isBreak(row))
        return;
    const items::LogRow& line = m_models.lines->row(row);
    logs::Stars stars = m_models.lines->stars();
    // It is kept on the disk.
    const QByteArray message = line.message.toUtf8();
    const QString safe = QString::fromUtf8(
        logtext::redacted({message.constData(), static_cast<std::size_t>(message.size())}).text);
    if (!stars.toggle({.line = m_models.lines->keyAt(row), .service = line.service, .message = safe})) {
        m_pane->banner()->show(widgets::BannerText::partial(
            tr("There are %n starred lines already, which is as many as are kept.", nullptr,
               static_cast<int>(logs::Stars::most)),
            tr("Take a star away from another line first.")));
        return;
    }
    setStars(stars);
    if (row == m_pane->view()->openRow())
        m_pane->detail()->setStarred(m_models.lines->row(row).starred);
    Q_EMIT starsChanged(stars);
}

void LogsController::setStars(logs::Stars stars)
{
    m_models.others->setStars(stars);
    m_models.lines->setStars(std::move(stars));
    m_pane->setStars(m_models.lines->stars(), m_zone);
}

logtext::ExportHead LogsController::head() const
{
    const auto loki = m_backends->choose({profile::BackendKind::Loki}, {});
    logtext::ExportHead head{.query = m_feed->question().query,
                             .range = m_feed->question().range,
                             .source = loki ? (*loki)->backend().name : QString()};
    constexpr qsizetype mostNotes = 50;
    for (const logs::Break* gap : m_models.lines->store().breaks())
        if (head.notes.size() < mostNotes)
            head.notes += gap->text;
    return head;
}

void LogsController::copyLines(LogForm form)
{
    const LogView* view = m_pane->otherView()->hasFocus() ? m_pane->otherView() : m_pane->view();
    const std::vector<int> rows = view->selectedRows();
    if (!rows.empty())
        QGuiApplication::clipboard()->setText(
            QString::fromUtf8(textOf(view->model()->store(), rows, formOf(form), head())));
}

void LogsController::copyLink(int row)
{
    if (row < 0 || row >= m_models.lines->rowCount() || m_models.lines->isBreak(row))
        return;
    const logs::Permalink link{.profile = m_backends->profile().name,
                               .query = m_feed->question().query,
                               .range = m_feed->question().range,
                               .line = m_models.lines->keyAt(row)};
    QGuiApplication::clipboard()->setText(link.toString());
    m_pane->detail()->setFacts(
        tr("The link is on the clipboard. Paste it into Ctrl+K, or start signalbox with it."));
}

void LogsController::exportTo(const QString& path, logtext::ExportForm form)
{
    m_pane->setExport(tr("Writing the lines: 0 %"), tr("Cancel"));
    m_export->start(path, m_models.lines->store().pieces(), form, head());
}

void LogsController::exportLines(LogForm form)
{
    if (m_models.lines->store().lineCount() == 0 || m_export->isRunning())
        return;
    const logtext::ExportForm what = formOf(form);
    const QString suffix = logtext::suffixOf(what);
    auto* dialog = new QFileDialog(m_pane->window(), tr("Write the lines to"));
    dialog->setObjectName(QStringLiteral("exportDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(suffix);
    dialog->selectFile(
        QStringLiteral("logs-%1.%2")
            .arg(m_feed->question().range.start.toDateTime().toString(QStringLiteral("yyyyMMdd-HHmmss")),
                 suffix));
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, what](const QString& path) { exportTo(path, what); });
    dialog->open();
}

void LogsController::moveAlong(LogView* from, LogView* to, int row)
{
    items::LogModel* model = from->model();
    const bool isLine = row >= 0 && row < model->rowCount() && !model->isBreak(row);
    if (from == m_pane->view())
        m_pane->volume()->setCursorTime(isLine ? std::optional(model->timeAt(row)) : std::nullopt);
    if (m_moving || !isLine || !to->isVisible())
        return;
    const QScopedValueRollback moving(m_moving, true);
    const int near = to->model()->rowNear(model->timeAt(row));
    if (near >= 0)
        to->setCurrentRow(near);
}

void LogsController::open(const logs::Permalink& link)
{
    m_wanted = link.line;
    Q_EMIT paneRequested(m_pane->id());
    m_pane->setOwnQuery(link.query);
    // As the newest of the range the line is on the first page, however many there are.
    const Instant end = std::min(link.range.end, link.line.at + std::chrono::seconds(2));
    m_focus->setRange(TimeRange::absolute({std::min(link.range.start, link.line.at - std::chrono::seconds(1)),
                                           std::max(end, link.line.at + Duration(1))}),
                      tr("link to a line"));
    ask(true);
}

void LogsController::lookFor(logql::Question question, const Interval& range, const QString& how)
{
    m_question = std::move(question);
    focus::Focus focus = m_focus->current();
    focus.services = m_question.services;
    focus.filters = m_question.streams;
    focus.minLevel = m_question.minLevel;
    focus.range = TimeRange::absolute(range);
    m_wantsTelling = true;
    m_pane->dropOwnQuery();
    if (!(focus == m_focus->current())) {
        m_focus->change(std::move(focus), how); // and asks
        Q_EMIT paneRequested(m_pane->id());
        return;
    }
    Q_EMIT paneRequested(m_pane->id());
    writeQuery();
    ask(true);
}

void LogsController::askText(const QString& query, const std::optional<TimeRange>& range, const QString& how)
{
    Q_EMIT paneRequested(m_pane->id());
    m_pane->setOwnQuery(query);
    if (range && *range != m_focus->current().range)
        m_focus->setRange(*range, how); // and asks
    else
        ask(true);
}

QJsonObject LogsController::place() const
{
    QJsonObject place{{questionKey, logql::toJson(m_question)}};
    if (m_pane->isOwnQuery())
        place[queryKey] = m_pane->query();
    const int row = m_pane->view()->currentRow();
    if (row >= 0 && row < m_models.lines->rowCount() && !m_models.lines->isBreak(row)) {
        const logs::LineKey line = m_models.lines->keyAt(row);
        // As texts: a double loses both.
        place[timeKey] = QString::number(line.at.ns);
        place[hashKey] = QString::number(line.hash);
        place[openKey] = m_pane->view()->openRow() == row;
    }
    return place;
}

void LogsController::prepare(const QJsonObject& place)
{
    if (place.isEmpty())
        return;
    m_question = logql::questionFromJson(place.value(questionKey).toObject());
    m_wantsTelling = false;
    m_wanted.reset();
    if (const QString query = place.value(queryKey).toString(); !query.isEmpty())
        m_pane->setOwnQuery(query);
    else if (m_pane->isOwnQuery())
        m_pane->dropOwnQuery();
    if (place.contains(timeKey)) {
        m_wanted = logs::LineKey{Instant{place.value(timeKey).toString().toLongLong()},
                                 place.value(hashKey).toString().toULongLong()};
        m_opensWanted = place.value(openKey).toBool();
    }
}

void LogsController::goToLine()
{
    if (!m_wanted)
        return;
    const int row = m_models.lines->rowOf(*m_wanted);
    if (row < 0)
        return;
    m_wanted.reset();
    if (std::exchange(m_opensWanted, true)) {
        m_pane->view()->openDetail(row);
        return;
    }
    m_pane->view()->setCurrentRow(row);
    m_pane->view()->reveal(row, true);
}

/// Who comes from a spike wants a line that says why, and whose trace can be opened: the gravest of the first
/// lines that carries a trace's id.
void LogsController::chooseTelling()
{
    if (!m_wantsTelling || m_models.lines->rowCount() == 0)
        return;
    m_wantsTelling = false;
    const Instant fresh = m_backends->clock().now() - std::chrono::seconds(15);
    int best = -1;
    int bestScore = std::numeric_limits<int>::min();
    for (int row = 0; row < std::min(m_models.lines->rowCount(), linesLookedAt); ++row) {
        if (m_models.lines->isBreak(row))
            continue;
        // The trace of what was just written is still on its way to its server.
        const bool isFresh = m_models.lines->timeAt(row) > fresh;
        const int score = 2 * static_cast<int>(m_models.lines->row(row).level) + (leadsOn(row) ? 100 : 0) -
                          (isFresh ? 50 : 0);
        if (score > bestScore) {
            bestScore = score;
            best = row;
        }
    }
    if (best < 0)
        return;
    m_pane->view()->setCurrentRow(best);
    m_pane->view()->reveal(best, true);
    if (m_pane->isVisible())
        m_pane->view()->setFocus();
}

bool LogsController::leadsOn(int row) const
{
    const LogLine line = m_models.lines->lineAt(row);
    const auto context = TraceContext::fromFields(line.labels, line.metadata, line.bytes());
    return context && !context->weak;
}

} // namespace signalbox::app
