// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/http/tlssetup.h"

#include <QFile>
#include <QSslCertificate>
#include <QSslKey>
#include <QSslSocket>

namespace signalbox::http {

namespace {

constexpr qint64 pemCap = 4 * 1024 * 1024; // the system's whole bundle has 220 KiB

tl::unexpected<Error> unusable(const QString& what)
{
    return failure({.kind = ErrorKind::Invalid, .what = what, .detail = {}});
}

Result<QByteArray> pem(const QString& path, const QString& role)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return unusable(QStringLiteral("the %1 %2 cannot be read (%3).")
                            .arg(role, cleaned(path), cleaned(file.errorString())));
    }
    return file.read(pemCap);
}

Result<QList<QSslCertificate>> certificates(const QString& path, const QString& role)
{
    const auto data = pem(path, role);
    if (!data)
        return failure(data.error());
    const QList<QSslCertificate> found = QSslCertificate::fromData(*data, QSsl::Pem);
    if (found.isEmpty()) {
        return unusable(
            QStringLiteral("the %1 %2 holds no certificate in PEM form.").arg(role, cleaned(path)));
    }
    return found;
}

/// PEM of PKCS#8 does not say which algorithm it holds.
QSslKey keyFrom(const QByteArray& data, const QByteArray& passphrase)
{
    for (const QSsl::KeyAlgorithm algorithm : {QSsl::Rsa, QSsl::Ec, QSsl::Dsa}) {
        QSslKey key(data, algorithm, QSsl::Pem, QSsl::PrivateKey, passphrase);
        if (!key.isNull())
            return key;
    }
    return {};
}

} // namespace

Result<QSslConfiguration> tlsConfiguration(const profile::Tls& tls, const QByteArray& passphrase)
{
    if (!QSslSocket::supportsSsl())
        return unusable(QStringLiteral("this installation of Qt has no TLS; install its OpenSSL plugin."));
    QSslConfiguration config = QSslConfiguration::defaultConfiguration();
    config.setPeerVerifyMode(QSslSocket::VerifyPeer);
    if (!tls.caFile.isEmpty()) {
        auto own = certificates(tls.caFile, QStringLiteral("CA file"));
        if (!own)
            return failure(own.error());
        // Naming any authority switches Qt's lazy loading of the system's off, so those are named as well.
        config.setCaCertificates(QSslConfiguration::systemCaCertificates() + *own);
    }
    if (!tls.clientCertFile.isEmpty()) {
        auto chain = certificates(tls.clientCertFile, QStringLiteral("client certificate"));
        if (!chain)
            return failure(chain.error());
        config.setLocalCertificateChain(*chain);
        const QString keyFile = tls.clientKeyFile.isEmpty() ? tls.clientCertFile : tls.clientKeyFile;
        const auto data = pem(keyFile, QStringLiteral("client key"));
        if (!data)
            return failure(data.error());
        const QSslKey key = keyFrom(*data, passphrase);
        if (key.isNull()) {
            return unusable(
                QStringLiteral("the client key %1 is no private key in PEM form, or its passphrase "
                               "is missing or wrong.")
                    .arg(cleaned(keyFile)));
        }
        config.setPrivateKey(key);
    }
    return config;
}

} // namespace signalbox::http
