// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/http/secretreader.h"

#include <QFile>

#include <qt6keychain/keychain.h>

namespace signalbox::http {

namespace {

tl::unexpected<Error> refused(const QString& what, const QString& detail = {})
{
    return failure({.kind = ErrorKind::Invalid, .what = what, .detail = detail});
}

Result<QByteArray> readEnvironment(const QString& name)
{
    const QByteArray value = qgetenv(name.toLocal8Bit().constData());
    if (value.isEmpty()) {
        return refused(QStringLiteral("The environment variable %1 is not set or empty; set it before the "
                                      "start, or change the secret reference in the profile.")
                           .arg(cleaned(name)));
    }
    return value;
}

Result<QByteArray> readFile(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return refused(QStringLiteral("The secret file %1 cannot be read (%2); check the path and its "
                                      "permissions.")
                           .arg(cleaned(path), cleaned(file.errorString())));
    }
    QByteArray value = file.read(SecretReader::fileCap + 1);
    if (value.size() > SecretReader::fileCap) {
        return refused(QStringLiteral("The secret file %1 is larger than 64 KiB; this is not a secret. "
                                      "Check the path in the profile.")
                           .arg(cleaned(path)));
    }
    if (value.endsWith('\n'))
        value.chop(value.endsWith("\r\n") ? 2 : 1);
    if (value.isEmpty()) {
        return refused(
            QStringLiteral("The secret file %1 is empty; write the secret to it.").arg(cleaned(path)));
    }
    return value;
}

} // namespace

SecretReader::SecretReader(QObject* parent)
    : QObject(parent)
{
}

QFuture<Result<QByteArray>> SecretReader::read(const profile::SecretRef& ref)
{
    const qsizetype colon = ref.text.indexOf(QLatin1Char(':'));
    const QString scheme = ref.text.left(colon);
    const QString rest = colon < 0 ? QString() : ref.text.mid(colon + 1);
    if (!rest.isEmpty() && scheme == QLatin1String("env"))
        return readyResult(readEnvironment(rest));
    if (!rest.isEmpty() && scheme == QLatin1String("file"))
        return readyResult(readFile(rest));
    if (!rest.isEmpty() && scheme == QLatin1String("keychain"))
        return readKeychain(rest);
    // The text is not repeated: who mistakes the field may have put the secret itself there.
    return readyResult<QByteArray>(
        refused(QStringLiteral("A secret reference in the profile has an unknown form; write env:NAME, "
                               "file:PATH or keychain:KEY.")));
}

QFuture<Result<QByteArray>> SecretReader::readKeychain(const QString& key)
{
    Pending<QByteArray> pending;
    auto* job = new QKeychain::ReadPasswordJob(QStringLiteral("signalbox"), this);
    job->setKey(key);
    QObject::connect(job, &QKeychain::Job::finished, this, [pending, job, key](QKeychain::Job*) {
        if (job->error() != QKeychain::NoError) {
            pending.finish(
                refused(QStringLiteral("The keychain has no usable entry %1 for signalbox (%2); store it, or "
                                       "use env:NAME or file:PATH.")
                            .arg(cleaned(key), cleaned(job->errorString()))));
            return;
        }
        const QByteArray value = job->binaryData();
        if (value.isEmpty()) {
            pending.finish(
                refused(QStringLiteral("The keychain entry %1 is empty; store the secret again.").arg(key)));
            return;
        }
        pending.finish(value);
    });
    job->start();
    return pending.future();
}

} // namespace signalbox::http
