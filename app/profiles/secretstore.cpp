// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/profiles/secretstore.h"

#include <qt6keychain/keychain.h>

namespace signalbox::app {

QFuture<Result<QString>> SecretStore::store(const QString& key, const QString& secret)
{
    Pending<QString> pending;
    auto* job = new QKeychain::WritePasswordJob(QStringLiteral("signalbox"), this);
    job->setInsecureFallback(false); // never into a plain file
    job->setKey(key);
    job->setBinaryData(secret.toUtf8());
    connect(job, &QKeychain::Job::finished, this, [pending, job, key](QKeychain::Job*) {
        if (job->error() == QKeychain::NoError) {
            pending.finish(key);
            return;
        }
        pending.finish(failure({.kind = ErrorKind::Storage,
                                .what = QStringLiteral("No keychain took the secret (%1). Keep it elsewhere: "
                                                       "env:NAME reads an environment variable, file:PATH a "
                                                       "file.")
                                            .arg(cleaned(job->errorString(), 80)),
                                .detail = {}}));
    });
    job->start();
    return pending.future();
}

} // namespace signalbox::app
