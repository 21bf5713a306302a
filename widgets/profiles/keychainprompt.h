// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/common/popup.h"

class QLabel;
class QPushButton;

namespace signalbox::widgets {

class Field;

/// Asks for a secret in a hidden field and under which key to keep it. The secret leaves only through the
/// signal and is wiped from the field at once.
class KeychainPrompt : public Popup
{
    Q_OBJECT

public:
    KeychainPrompt(const theme::Theme* theme, QWidget* owner);

    void open(const QString& proposedKey);
    void showStored();
    /// There is no keychain, or it said no.
    void showRefused(const QString& sentence);
    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void storeRequested(const QString& key, const QString& secret);

protected:
    void hideEvent(QHideEvent* event) override;

private:
    void submit();

    Field* m_key;
    Field* m_secret;
    QLabel* m_note;
    QPushButton* m_store;
};

} // namespace signalbox::widgets
