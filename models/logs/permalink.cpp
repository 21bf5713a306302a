// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/logs/permalink.h"

#include "models/base/error.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUrl>
#include <QUrlQuery>

#include <algorithm>

namespace signalbox::logs {

namespace {

constexpr qsizetype longestLink = 32'000;
constexpr qsizetype longestQuery = 20'000;
constexpr qsizetype longestName = 200;
constexpr qsizetype longestMessage = 300;
const QString scheme = QStringLiteral("signalbox");

// FNV-1a: links are read by other versions and machines, so no hash that changes with the process.
std::uint64_t mixed(std::uint64_t hash, std::string_view bytes)
{
    for (const char c : bytes) {
        hash ^= static_cast<unsigned char>(c);
        hash *= 1099511628211ULL;
    }
    return hash;
}

std::uint64_t mixed(std::uint64_t hash, const QString& text)
{
    const QByteArray utf8 = text.toUtf8();
    return mixed(mixed(hash, {utf8.constData(), static_cast<std::size_t>(utf8.size())}),
                 std::string_view("\0", 1));
}

QString hex(std::uint64_t value)
{
    return QStringLiteral("%1").arg(value, 16, 16, QLatin1Char('0'));
}

Error broken(const QString& why)
{
    return {.kind = ErrorKind::Invalid,
            .what = QStringLiteral("This link does not lead to a line: %1.").arg(why)};
}

std::optional<std::uint64_t> numberIn(const QString& text, int base)
{
    bool ok = false;
    const std::uint64_t number = text.toULongLong(&ok, base);
    return ok ? std::optional(number) : std::nullopt;
}

std::optional<Instant> instantIn(const QString& text)
{
    bool ok = false;
    const qint64 ns = text.toLongLong(&ok);
    return ok && ns > 0 ? std::optional(Instant{ns}) : std::nullopt;
}

bool before(const LineKey& a, const LineKey& b)
{
    return a.at != b.at ? a.at < b.at : a.hash < b.hash;
}

} // namespace

LineKey keyOf(const LogBatch& batch, std::size_t row)
{
    std::uint64_t hash = 14695981039346656037ULL;
    for (const Label& label : batch.labels(row))
        hash = mixed(mixed(hash, label.name), label.value);
    return {.at = batch.time(row), .hash = mixed(hash, batch.line(row))};
}

QString Permalink::toString() const
{
    const auto encoded = [](const QString& text) {
        return QString::fromLatin1(QUrl::toPercentEncoding(text));
    };
    return QStringLiteral("signalbox://logs?profile=%1&query=%2&from=%3&to=%4&at=%5&line=%6")
        .arg(encoded(profile), encoded(query), QString::number(range.start.ns), QString::number(range.end.ns),
             QString::number(line.at.ns), hex(line.hash));
}

bool looksLikePermalink(QStringView text)
{
    return text.trimmed().startsWith(QLatin1String("signalbox://"), Qt::CaseInsensitive);
}

Result<Permalink> Permalink::parse(const QString& text)
{
    if (text.size() > longestLink)
        return failure(broken(QStringLiteral("it is too long")));
    const QUrl url(text.trimmed(), QUrl::StrictMode);
    if (!url.isValid() || url.scheme() != scheme || url.host() != QLatin1String("logs"))
        return failure(broken(QStringLiteral("it does not begin with signalbox://logs")));
    const QUrlQuery items(url);
    const auto value = [&items](const char* name) {
        return items.queryItemValue(QString::fromLatin1(name), QUrl::FullyDecoded);
    };
    Permalink link{.profile = value("profile"), .query = value("query")};
    if (link.query.isEmpty() || link.query.size() > longestQuery || link.profile.size() > longestName)
        return failure(broken(QStringLiteral("its query or profile is missing or too long")));
    const auto from = instantIn(value("from"));
    const auto to = instantIn(value("to"));
    const auto at = instantIn(value("at"));
    const auto hash = numberIn(value("line"), 16);
    if (!from || !to || !at || !hash || *from >= *to)
        return failure(broken(QStringLiteral("its times are missing or out of order")));
    link.range = {*from, *to};
    link.line = {*at, *hash};
    return link;
}

bool Stars::contains(const LineKey& line) const
{
    const auto place =
        std::lower_bound(m_all.begin(), m_all.end(), line,
                         [](const Star& star, const LineKey& key) { return before(star.line, key); });
    return place != m_all.end() && place->line == line;
}

bool Stars::mayContain(Instant at) const
{
    const auto place = std::lower_bound(m_all.begin(), m_all.end(), at,
                                        [](const Star& star, Instant t) { return star.line.at < t; });
    return place != m_all.end() && place->line.at == at;
}

bool Stars::toggle(const Star& star)
{
    const auto place =
        std::lower_bound(m_all.begin(), m_all.end(), star.line,
                         [](const Star& a, const LineKey& key) { return before(a.line, key); });
    if (place != m_all.end() && place->line == star.line) {
        m_all.erase(place);
        return true;
    }
    if (m_all.size() >= most)
        return false;
    Star kept = star;
    kept.service.truncate(longestName);
    kept.message.truncate(longestMessage);
    m_all.insert(place, std::move(kept));
    return true;
}

QByteArray Stars::toJson() const
{
    QJsonArray all;
    for (const Star& star : m_all)
        all.append(QJsonObject{{QStringLiteral("at"), QString::number(star.line.at.ns)},
                               {QStringLiteral("line"), hex(star.line.hash)},
                               {QStringLiteral("service"), star.service},
                               {QStringLiteral("message"), star.message}});
    return QJsonDocument(all).toJson(QJsonDocument::Compact);
}

Stars Stars::fromJson(const QByteArray& json)
{
    Stars stars;
    const QJsonArray all = QJsonDocument::fromJson(json).array();
    for (const QJsonValue& value : all) {
        const QJsonObject entry = value.toObject();
        const auto at = instantIn(entry.value(QStringLiteral("at")).toString());
        const auto hash = numberIn(entry.value(QStringLiteral("line")).toString(), 16);
        if (!at || !hash || stars.contains({*at, *hash}))
            continue;
        stars.toggle({.line = {*at, *hash},
                      .service = entry.value(QStringLiteral("service")).toString(),
                      .message = entry.value(QStringLiteral("message")).toString()});
    }
    return stars;
}

} // namespace signalbox::logs
