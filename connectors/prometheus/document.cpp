// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/prometheus/document.h"

#include "connectors/http/message.h"
#include "connectors/prometheus/errors.h"

#include <QStringDecoder>

namespace signalbox::prometheus {

using simdjson::error_code;

namespace {

static_assert(http::bodyPadding >= static_cast<qsizetype>(simdjson::SIMDJSON_PADDING));

/// Its buffers are several times the body: those of a giant are not kept for the small ones that follow.
constexpr std::size_t keptCapacity = 64UL * 1024 * 1024;

ondemand::parser& parserOfThisThread()
{
    thread_local ondemand::parser parser;
    if (parser.capacity() > keptCapacity)
        parser = ondemand::parser();
    return parser;
}

/// Piece by piece, as the UTF-16 of a large body would be twice its size.
QByteArray withValidUtf8(const QByteArray& bytes)
{
    constexpr qsizetype piece = 1 << 16;
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    QByteArray out;
    out.reserve(bytes.size() + bytes.size() / 8 + http::bodyPadding);
    qsizetype at = 0;
    while (at < bytes.size()) {
        qsizetype until = qMin(at + piece, bytes.size());
        // Not in the middle of a sequence; one that is longer than four bytes is broken anyway.
        for (int i = 0; i < 3 && until < bytes.size() && (bytes[until] & 0xC0) == 0x80; ++i)
            --until;
        const QString text = decoder.decode(QByteArrayView(bytes).sliced(at, until - at));
        out += text.toUtf8();
        at = until;
    }
    return out;
}

struct Envelope
{
    std::string status;
    QString errorType;
    QString error;
    bool hasData = false;
    error_code dataError = simdjson::SUCCESS;
    Notes notes;
};

void takeNotes(const QStringList& texts, Notes& notes, bool areInfos)
{
    for (const QString& text : texts) {
        // Thanos knows no infos and sends them as warnings.
        if (areInfos || text.startsWith(QLatin1String("PromQL info:")))
            notes.infos.append(text);
        else
            notes.warnings.append(text);
        if (text.contains(QLatin1String("truncated due to limit")))
            notes.truncated = true;
    }
}

error_code readTexts(ondemand::value value, QStringList& out, Notes& notes)
{
    constexpr qsizetype most = 100;
    return forEachElement(value, notes, QStringLiteral("a warning that is no text"),
                          [&out](ondemand::value element) {
                              QString text;
                              const error_code error = readText(element, text);
                              if (!error && out.size() < most)
                                  out.append(cleaned(text, 1000));
                              return error;
                          });
}

error_code readFields(ondemand::document& document, Envelope& envelope, const DataReader& read)
{
    const auto field = [&](std::string_view key, ondemand::value value) {
        if (key == "data") {
            bool isNull = false;
            if (const error_code error = value.is_null().get(isNull); error && isBroken(error))
                return error;
            if (isNull)
                return simdjson::SUCCESS;
            envelope.hasData = true;
            envelope.dataError = read(value, envelope.notes);
            return envelope.dataError;
        }
        if (key == "status") {
            std::string_view status;
            const error_code error = value.get_string().get(status);
            envelope.status = status;
            return error;
        }
        if (key == "warnings" || key == "infos") {
            QStringList texts;
            const bool areInfos = key == "infos";
            const error_code error = readTexts(value, texts, envelope.notes);
            takeNotes(texts, envelope.notes, areInfos);
            return error;
        }
        if (key == "errorType")
            return readText(value, envelope.errorType);
        if (key == "error")
            return readText(value, envelope.error);
        bool isPartial = false;
        if (key == "isPartial" && !value.get_bool().get(isPartial) && isPartial)
            envelope.notes.warnings.append(QStringLiteral("The answer is partial: not all storage replied."));
        return simdjson::SUCCESS;
    };
    ondemand::value root;
    if (const error_code error = document.get_value().get(root))
        return error;
    if (const error_code error = forEachField(root, field))
        return error;
    // Out of bounds is what the library says at the end of the text; anything else is text behind the answer.
    return document.current_location().error() == simdjson::OUT_OF_BOUNDS ? simdjson::SUCCESS
                                                                          : simdjson::TAPE_ERROR;
}

QString problemOf(error_code error)
{
    switch (error) {
    case simdjson::EMPTY:
        return QStringLiteral("an empty body");
    case simdjson::INCORRECT_TYPE:
    case simdjson::SCALAR_DOCUMENT_AS_VALUE:
        return QStringLiteral("JSON of another shape");
    case simdjson::UNCLOSED_STRING:
    case simdjson::INCOMPLETE_ARRAY_OR_OBJECT:
        return QStringLiteral("JSON that is cut off");
    case simdjson::CAPACITY:
    case simdjson::MEMALLOC:
        return QStringLiteral("more than fits into memory");
    default:
        return QStringLiteral("text that is no valid JSON");
    }
}

/// Whether what came ends in mid-air: a connection that broke looks like this.
bool looksCutOff(const QByteArray& body)
{
    const QByteArray end = body.right(64).trimmed();
    return body.left(64).trimmed().startsWith('{') && !end.endsWith('}');
}

} // namespace

bool isBroken(error_code error)
{
    switch (error) {
    case simdjson::SUCCESS:
    case simdjson::INCORRECT_TYPE:
    case simdjson::NO_SUCH_FIELD:
    case simdjson::NUMBER_ERROR:
    case simdjson::NUMBER_OUT_OF_RANGE:
    case simdjson::STRING_ERROR:
    case simdjson::T_ATOM_ERROR:
    case simdjson::F_ATOM_ERROR:
    case simdjson::N_ATOM_ERROR:
    case simdjson::INDEX_OUT_OF_BOUNDS:
        return false;
    default:
        return true;
    }
}

void countBad(Notes& notes, const QString& why)
{
    if (notes.badEntries++ == 0)
        notes.firstBadEntry = why;
}

error_code readText(ondemand::value value, QString& out)
{
    std::string_view text;
    if (const error_code error = value.get_string().get(text))
        return error;
    out = QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
    return simdjson::SUCCESS;
}

error_code readLabels(ondemand::value value, LabelSet& out)
{
    std::vector<Label> labels;
    error_code bad = simdjson::SUCCESS;
    const error_code error = forEachField(value, [&](std::string_view key, ondemand::value field) {
        Label label{.name = QString::fromUtf8(key.data(), static_cast<qsizetype>(key.size())), .value = {}};
        const error_code failed = readText(field, label.value);
        if (failed)
            bad = failed;
        labels.push_back(std::move(label));
        return failed;
    });
    if (error)
        return error;
    if (!bad)
        out = LabelSet(std::move(labels));
    return bad;
}

Result<Notes> readEnvelope(const QByteArray& body, const QString& backend, const QString& expected,
                           MissingData missing, const DataReader& read)
{
    QByteArray copy;
    const QByteArray* bytes = &body;
    if (body.capacity() < body.size() + http::bodyPadding) {
        copy.reserve(body.size() + http::bodyPadding);
        copy.append(body);
        bytes = &copy;
    }

    ondemand::document document;
    ondemand::parser& parser = parserOfThisThread();
    const auto open = [&] {
        return parser
            .iterate(bytes->constData(), static_cast<std::size_t>(bytes->size()),
                     static_cast<std::size_t>(bytes->capacity()))
            .get(document);
    };
    Envelope envelope;
    error_code error = open();
    if (error == simdjson::UTF8_ERROR) {
        copy = withValidUtf8(*bytes);
        copy.reserve(copy.size() + http::bodyPadding);
        bytes = &copy;
        envelope.notes.warnings.append(
            QStringLiteral("The answer held bytes that are not UTF-8; they were replaced."));
        error = open();
    }
    if (!error)
        error = readFields(document, envelope, read);
    if (error) {
        if (isBroken(error) && error != simdjson::EMPTY && looksCutOff(*bytes))
            error = simdjson::INCOMPLETE_ARRAY_OR_OBJECT;
        return failure(unreadable(backend, body, problemOf(error)));
    }
    if (envelope.status == "error")
        return failure(refused(backend, envelope.errorType, envelope.error, 200));
    if (envelope.dataError)
        return failure(unreadable(backend, body, QStringLiteral("JSON whose “data” is no %1").arg(expected)));
    if (envelope.status != "success")
        return failure(unreadable(backend, body, QStringLiteral("JSON without a “status” that we know")));
    if (!envelope.hasData && missing == MissingData::IsAnError)
        return failure(unreadable(backend, body, QStringLiteral("JSON without “data”")));
    return std::move(envelope.notes);
}

} // namespace signalbox::prometheus
