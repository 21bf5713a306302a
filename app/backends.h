// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/http/httpclient.h"
#include "models/base/clock.h"
#include "models/profile/profile.h"

#include <QObject>
#include <QThreadPool>

#include <memory>
#include <vector>

namespace signalbox::prometheus {
class Client;
}
namespace signalbox::alertmanager {
class Client;
}
namespace signalbox::loki {
class Client;
}
namespace signalbox::jaeger {
class Client;
}
namespace signalbox::tempo {
class Client;
}
namespace signalbox::tracing {
class TraceBackend;
}

namespace signalbox::app {

/// One backend of the profile with what talks to it: the HTTP client, and the one of the four that its kind
/// asks for.
struct BackendClients
{
    std::unique_ptr<http::HttpClient> http;
    std::unique_ptr<prometheus::Client> prometheus;
    std::unique_ptr<alertmanager::Client> alertmanager;
    std::unique_ptr<loki::Client> loki;
    std::unique_ptr<jaeger::Client> jaeger;
    std::unique_ptr<tempo::Client> tempo;

    [[nodiscard]] const profile::Backend& backend() const { return http->backend(); }
    /// Of whatever kind; null when it is no server of traces.
    [[nodiscard]] tracing::TraceBackend* traces() const;
};

/// Makes and owns the clients of a profile, and what they share: clock, secrets, the pool for parsers. The
/// only place that knows which client belongs to which kind. Must not ask anything itself. Thread: GUI.
class Backends : public QObject
{
    Q_OBJECT

public:
    using Watch = std::function<void(const http::AttemptReport&)>;

    /// `watch`, if set, is told of every request.
    explicit Backends(profile::Profile profile, Watch watch = {}, QObject* parent = nullptr);
    ~Backends() override;

    [[nodiscard]] const profile::Profile& profile() const { return m_profile; }
    [[nodiscard]] const std::vector<BackendClients>& all() const { return m_all; }
    /// The first server of traces in the profile.
    [[nodiscard]] Result<tracing::TraceBackend*> traces() const;
    [[nodiscard]] const Clock& clock() const { return m_clock; }
    [[nodiscard]] http::SecretReader& secrets() { return *m_secrets; }

    /// The backend of that name; or, for an empty name, the first of the kinds. An Error says what the
    /// profile has instead.
    [[nodiscard]] Result<const BackendClients*> choose(const std::vector<profile::BackendKind>& kinds,
                                                       const QString& name) const;

private:
    profile::Profile m_profile;
    SystemClock m_clock;
    std::unique_ptr<http::SecretReader> m_secrets;
    QThreadPool m_pool;
    std::vector<BackendClients> m_all;
};

} // namespace signalbox::app
