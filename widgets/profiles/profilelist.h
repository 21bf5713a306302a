// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/profiles/profileentry.h"
#include "widgets/theme/theme.h"

#include <QListWidget>

namespace signalbox::widgets {

/// The profiles, two lines each: name and file. One that cannot be read says so with shape and word; one with
/// changes that are not saved, and the one in use, say so too.
class ProfileList : public QListWidget
{
    Q_OBJECT

public:
    explicit ProfileList(const theme::Theme* theme, QWidget* parent = nullptr);

    struct Row
    {
        ProfileEntry entry;
        bool isEdited = false;
    };
    /// Keeps the chosen one by its id and does not emit chosen().
    void setRows(const std::vector<Row>& rows);
    void setCurrentId(const QString& id);
    [[nodiscard]] QString currentId() const;

Q_SIGNALS:
    void chosen(const QString& id);

private:
    bool m_filling = false;
};

} // namespace signalbox::widgets
