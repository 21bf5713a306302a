// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/rfc3339.h"

#include "tests/support/testmain.h"

#include <QTest>

namespace tst_rfc3339 {

using namespace signalbox;

class TestRfc3339 : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsInstants_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("printed"); // empty: none
        const auto row = [](const char* text, const char* printed) {
            QTest::newRow(text) << QString::fromLatin1(text) << QString::fromLatin1(printed);
        };
        row("2026-08-20T10:00:00Z", "2026-08-20T10:00:00Z");
        row("2026-08-20t10:00:00z", "2026-08-20T10:00:00Z");
        row("2026-08-20 10:00:00Z", "2026-08-20T10:00:00Z");
        row("2026-08-20T10:00:00.000Z", "2026-08-20T10:00:00Z");
        row("2026-08-20T10:00:00.5Z", "2026-08-20T10:00:00.500Z");
        row("2026-08-20T10:00:00.123456789Z", "2026-08-20T10:00:00.123456789Z");
        row("2026-08-20T10:00:00.1234567899Z", "2026-08-20T10:00:00.123456789Z");
        row("2026-08-20T12:30:00+02:30", "2026-08-20T10:00:00Z");
        row("2026-08-19T23:00:00.25-11:00", "2026-08-20T10:00:00.250Z");
        row("2024-02-29T00:00:00Z", "2024-02-29T00:00:00Z");
        row("1969-12-31T23:59:59.9Z", "1969-12-31T23:59:59.900Z");
        row("2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z");
        row("0001-01-01T00:00:00Z", "");
        row("9999-12-31T23:59:59Z", "");
        row("2023-02-29T00:00:00Z", "");
        row("2026-13-01T00:00:00Z", "");
        row("2026-00-01T00:00:00Z", "");
        row("2026-08-20T24:00:00Z", "");
        row("2026-08-20T10:60:00Z", "");
        row("2026-08-20T10:00:61Z", "");
        row("2026-08-20T10:00:00.Z", "");
        row("2026-08-20T10:00:00", "");
        row("2026-08-20T10:00:00+0200", "");
        row("2026-08-20T10:00:00+24:00", "");
        row("2026-08-20T10:00:00Z ", "");
        row("2026-08-20", "");
        row("1795251600", "");
        row("", "");
    }
    void readsInstants()
    {
        QFETCH(QString, text);
        QFETCH(QString, printed);
        const auto instant = instantFromRfc3339(text);
        QCOMPARE(instant.has_value(), !printed.isEmpty());
        if (instant)
            QCOMPARE(instant->toRfc3339(), printed);
    }
};

} // namespace tst_rfc3339

SIGNALBOX_GUILESS_TEST(tst_rfc3339, TestRfc3339)
#include "tst_rfc3339.moc"
