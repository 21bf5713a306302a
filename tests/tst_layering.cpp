// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/testmain.h"

#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

#include <array>

namespace tst_layering {

namespace {

/// The box of the picture that a file or an include belongs to: "models", "models/items", "widgets",
/// "connectors/loki"... Empty for what is none of ours.
QString boxOf(const QString& path)
{
    const QStringList parts = path.split(QLatin1Char('/'));
    if (parts.size() < 2)
        return {};
    if (parts[0] == QLatin1String("models")) {
        const bool apart = parts[1] == QLatin1String("items") || parts[1] == QLatin1String("store");
        return apart ? QStringLiteral("models/") + parts[1] : QStringLiteral("models");
    }
    if (parts[0] == QLatin1String("connectors"))
        return QStringLiteral("connectors/") + parts[1];
    if (parts[0] == QLatin1String("widgets") || parts[0] == QLatin1String("app"))
        return parts[0];
    return {};
}

bool mayUseBox(const QString& from, const QString& to)
{
    if (from == to || from == QLatin1String("app"))
        return true;
    if (from == QLatin1String("models"))
        return false;
    if (to == QLatin1String("models"))
        return true;
    if (from == QLatin1String("widgets"))
        return to == QLatin1String("models/items");
    if (!from.startsWith(QLatin1String("connectors/")) || from == QLatin1String("connectors/simulator"))
        return false;
    const bool isTraces =
        from == QLatin1String("connectors/jaeger") || from == QLatin1String("connectors/tempo");
    return to == QLatin1String("connectors/http") || (isTraces && to == QLatin1String("connectors/tracing"));
}

const QRegularExpression& classesOf(const char* module)
{
    static const QRegularExpression sql(QStringLiteral("^(QtSql(/|$)|QSql)"));
    static const QRegularExpression network(
        QStringLiteral("^(Qt(Network|WebSockets)(/|$)|QNetwork|QSsl|QTcp|QUdp|QLocalS|QHttp|QHost|QWebSocket|"
                       "QAbstractSocket$)"));
    static const QRegularExpression gui(QStringLiteral(
        "^(Qt(Gui|Widgets|Svg|Charts|PrintSupport|OpenGL)(/|$)|"
        "Q(Color|Icon|Pixmap|Image|Font|Paint|Brush|Pen|Palette|Key(Event|Sequence)|Mouse|Wheel|"
        "Action|Clipboard|Cursor|GuiApplication|Application|Widget|Main|Dialog|Push|Label|"
        "Layout|[VHB]+oxLayout|GridLayout|Table(View|Widget)|Tree(View|Widget)|List(View|Widget)|"
        "Style|Svg|Text(Doc|Cursor|Layout|Edit|Browser)|Window|Screen|Graphics|Chart|Menu|Tool|"
        "Dock|Scroll|Splitter|Line(Edit|Series)|Combo|Check|Standard(Item|KeyBoard)|"
        "AbstractItem(View|Delegate)|Styled|Header))"));
    return module == std::string_view("sql") ? sql : module == std::string_view("network") ? network : gui;
}

/// What is wrong with an include of that file; empty when nothing is.
QString wrongWith(const QString& file, const QString& include)
{
    const QString from = boxOf(file);
    const auto is = [&include](const char* module) { return classesOf(module).match(include).hasMatch(); };
    if (include.contains(QLatin1String("../")) || include.startsWith(QLatin1String("./")))
        return QStringLiteral("is not written from the root");
    if (const QString to = boxOf(include); !to.isEmpty() && !mayUseBox(from, to))
        return QStringLiteral("points from %1 to %2").arg(from, to);
    if (is("sql") && from != QLatin1String("models/store"))
        return QStringLiteral("brings Sql out of the store");
    if (from.startsWith(QLatin1String("models")) && (is("gui") || is("network")))
        return QStringLiteral("brings more than Qt Core into models");
    if (from == QLatin1String("widgets") && is("network"))
        return QStringLiteral("brings the network into widgets");
    if (from.startsWith(QLatin1String("connectors/")) && is("gui"))
        return QStringLiteral("brings the screen into connectors");
    if (from == QLatin1String("connectors/simulator") && include.contains(QLatin1String("simdjson")))
        return QStringLiteral("gives the simulator the connectors' parser");
    return {};
}

struct Include
{
    QString name;
    bool quoted = false;
};

QList<Include> includesOf(const QString& text)
{
    static const QRegularExpression line(
        QStringLiteral("^[ \\t]*#[ \\t]*include[ \\t]*([<\"])([^>\"]+)[>\"]"),
        QRegularExpression::MultilineOption);
    QList<Include> all;
    for (auto it = line.globalMatch(text); it.hasNext();) {
        const auto match = it.next();
        all.append({match.captured(2), match.captured(1) == QLatin1String("\"")});
    }
    return all;
}

/// All complaints about one file.
QStringList complaints(const QString& file, const QString& text, bool hasOwnHeader)
{
    QStringList all;
    const QList<Include> includes = includesOf(text);
    for (const Include& include : includes) {
        const QString wrong = wrongWith(file, include.name);
        if (!wrong.isEmpty())
            all += QStringLiteral("%1: %2 %3").arg(file, include.name, wrong);
        if (include.quoted && boxOf(include.name).isEmpty() && !include.name.endsWith(QLatin1String(".moc")))
            all += QStringLiteral("%1: %2 is not written from the root").arg(file, include.name);
    }
    if (hasOwnHeader) {
        const QString own = file.left(file.size() - 3) + QLatin1String("h");
        if (includes.isEmpty() || includes.front().name != own)
            all += QStringLiteral("%1: its own header %2 does not come first").arg(file, own);
    }
    return all;
}

} // namespace

/// The arrows of the picture in ARCHITECTURE.md, held against every #include.
class TestLayering : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void judges_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("include");
        QTest::addColumn<bool>("good");
        struct Row
        {
            const char* file;
            const char* include;
            bool good;
        };
        static constexpr std::array rows{
            Row{"models/base/x.h", "QString", true},
            Row{"models/base/x.h", "QAbstractItemModel", true},
            Row{"models/base/x.h", "QDateTime", true},
            Row{"models/base/x.h", "models/telemetry/y.h", true},
            Row{"models/base/x.h", "QColor", false},
            Row{"models/base/x.h", "QtGui/QColor", false},
            Row{"models/base/x.h", "QWidget", false},
            Row{"models/base/x.h", "QNetworkReply", false},
            Row{"models/base/x.h", "QSqlQuery", false},
            Row{"models/base/x.h", "models/items/y.h", false},
            Row{"models/base/x.h", "models/store/y.h", false},
            Row{"models/base/x.h", "connectors/http/message.h", false},
            Row{"models/base/x.h", "widgets/theme/theme.h", false},
            Row{"models/base/x.h", "app/main.h", false},
            Row{"models/items/x.h", "models/base/y.h", true},
            Row{"models/items/x.h", "QColor", false},
            Row{"models/items/x.h", "models/store/y.h", false},
            Row{"models/items/x.h", "connectors/http/y.h", false},
            Row{"models/store/x.h", "QSqlQuery", true},
            Row{"models/store/x.h", "models/base/y.h", true},
            Row{"models/store/x.h", "models/items/y.h", false},
            Row{"models/store/x.h", "QNetworkReply", false},
            Row{"widgets/logs/x.h", "models/items/y.h", true},
            Row{"widgets/logs/x.h", "models/base/y.h", true},
            Row{"widgets/logs/x.h", "QPainter", true},
            Row{"widgets/logs/x.h", "connectors/loki/client.h", false},
            Row{"widgets/logs/x.h", "models/store/y.h", false},
            Row{"widgets/logs/x.h", "app/controllers/y.h", false},
            Row{"widgets/logs/x.h", "QNetworkAccessManager", false},
            Row{"widgets/logs/x.h", "QSqlDatabase", false},
            Row{"connectors/loki/x.h", "connectors/http/y.h", true},
            Row{"connectors/loki/x.h", "QNetworkReply", true},
            Row{"connectors/loki/x.h", "simdjson.h", true},
            Row{"connectors/loki/x.h", "connectors/jaeger/y.h", false},
            Row{"connectors/loki/x.h", "connectors/simulator/y.h", false},
            Row{"connectors/loki/x.h", "widgets/theme/y.h", false},
            Row{"connectors/loki/x.h", "models/items/y.h", false},
            Row{"connectors/loki/x.h", "QWidget", false},
            Row{"connectors/http/x.h", "connectors/loki/y.h", false},
            Row{"connectors/jaeger/x.h", "connectors/tracing/y.h", true},
            Row{"connectors/tempo/x.h", "connectors/tracing/y.h", true},
            Row{"connectors/tempo/x.h", "connectors/jaeger/y.h", false},
            Row{"connectors/tracing/x.h", "connectors/tempo/y.h", false},
            Row{"connectors/loki/x.h", "connectors/tracing/y.h", false},
            Row{"connectors/simulator/a/x.h", "connectors/simulator/b/y.h", true},
            Row{"connectors/simulator/a/x.h", "models/base/y.h", true},
            Row{"connectors/simulator/a/x.h", "connectors/http/y.h", false},
            Row{"connectors/simulator/a/x.h", "connectors/loki/parser.h", false},
            Row{"connectors/simulator/a/x.h", "simdjson.h", false},
            Row{"app/main.cpp", "connectors/loki/client.h", true},
            Row{"app/main.cpp", "widgets/theme/y.h", true},
            Row{"app/main.cpp", "models/store/y.h", true},
            Row{"app/main.cpp", "QSqlQuery", false},
            Row{"app/main.cpp", "../models/base/y.h", false},
        };
        for (const Row& row : rows) {
            QTest::addRow("%s includes %s", row.file, row.include)
                << QString::fromLatin1(row.file) << QString::fromLatin1(row.include) << row.good;
        }
    }
    void judges()
    {
        QFETCH(QString, file);
        QFETCH(QString, include);
        QFETCH(bool, good);
        const QString wrong = wrongWith(file, include);
        QVERIFY2(wrong.isEmpty() == good, qPrintable(wrong));
    }

    void reportsAWrongTextOfAFile()
    {
        const QString file = QStringLiteral("models/base/x.cpp");
        const QString own = QStringLiteral("#include \"models/base/x.h\"\n");
        QVERIFY(complaints(file, own + QStringLiteral("#include <QString>\n"), true).isEmpty());
        QCOMPARE(complaints(file, QStringLiteral("#include <QString>\n") + own, true).size(), 1);
        QCOMPARE(complaints(file, own + QStringLiteral("#include \"y.h\"\n"), true).size(), 1);
        QCOMPARE(complaints(file, own + QStringLiteral("  #  include <QWidget>\n"), true).size(), 1);
        QCOMPARE(
            complaints(file, own + QStringLiteral("#include \"app/main.h\"\n#include <QSqlQuery>\n"), true)
                .size(),
            2);
    }

    void everyIncludeFollowsThePicture()
    {
        const QString root = QStringLiteral(SIGNALBOX_SOURCE_DIR "/");
        QStringList all;
        int files = 0;
        for (const char* folder : {"app", "widgets", "models", "connectors"}) {
            QDirIterator it(root + QString::fromLatin1(folder),
                            {QStringLiteral("*.h"), QStringLiteral("*.cpp")}, QDir::Files,
                            QDirIterator::Subdirectories);
            while (it.hasNext()) {
                const QString path = it.next();
                QFile source(path);
                QVERIFY2(source.open(QIODevice::ReadOnly), qPrintable(path));
                const bool own = path.endsWith(QLatin1String(".cpp")) &&
                                 QFile::exists(path.left(path.size() - 3) + QLatin1String("h"));
                all += complaints(path.mid(root.size()), QString::fromUtf8(source.readAll()), own);
                ++files;
            }
        }
        QVERIFY(files > 20);
        QVERIFY2(all.isEmpty(), qPrintable(QLatin1Char('\n') + all.join(QLatin1Char('\n'))));
    }
};

} // namespace tst_layering

SIGNALBOX_GUILESS_TEST(tst_layering, TestLayering)
#include "tst_layering.moc"
