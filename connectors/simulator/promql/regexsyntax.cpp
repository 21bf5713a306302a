// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/promql/regexsyntax.h"

#include <QRegularExpression>

namespace signalbox::simulator::promql {

namespace {

QString complaint(const char* what, QStringView piece)
{
    return QLatin1String("error parsing regexp: ") + QLatin1String(what) + QLatin1String(": `") +
           piece.toString() + u'`';
}

/// Walks once over the expression. Only structure is judged here: groups, classes, quantifiers, escapes.
class Walker
{
public:
    explicit Walker(const QString& pattern)
        : m_text(pattern)
    {
    }

    QString run()
    {
        while (m_at < m_text.size() && m_error.isEmpty())
            step();
        if (m_error.isEmpty() && m_open > 0)
            m_error = complaint("missing closing )", m_text);
        return m_error;
    }

private:
    void step()
    {
        const QChar c = m_text[m_at];
        if (c == u'\\')
            escape(false);
        else if (c == u'[')
            characterClass();
        else if (c == u'(')
            open();
        else if (c == u')')
            close();
        else if (c == u'*' || c == u'+' || c == u'?')
            quantifier(1);
        else if (c == u'{' && repeatLength() > 0)
            repeat();
        else
            literal(c != u'|');
    }

    void literal(bool repeatable)
    {
        ++m_at;
        m_repeatable = repeatable;
        m_quantified = -1;
    }

    void escape(bool inClass)
    {
        if (m_at + 1 >= m_text.size()) {
            m_error = QStringLiteral("error parsing regexp: trailing backslash at end of expression: ``");
            return;
        }
        const QChar c = m_text[m_at + 1];
        if (c == u'Q' && !inClass) {
            const qsizetype end = m_text.indexOf(QLatin1String("\\E"), m_at);
            m_at = end < 0 ? m_text.size() : end + 2;
            m_repeatable = true;
            m_quantified = -1;
            return;
        }
        const bool allowed = c.isPunct() || c.isSymbol() ||
                             QStringView(u"adDsSwWpPfnrtvx01234567").contains(c) ||
                             (!inClass && QStringView(u"ABbzE").contains(c));
        // \1 to \9 would be a back reference; Go reads octal only after a zero or with a second digit.
        const bool backReference =
            c >= u'1' && c <= u'9' &&
            (c > u'7' || m_at + 2 >= m_text.size() || m_text[m_at + 2] < u'0' || m_text[m_at + 2] > u'7');
        if (!allowed || backReference) {
            m_error = complaint("invalid escape sequence", QStringView(m_text).sliced(m_at, 2));
            return;
        }
        m_at += 2;
        if (!inClass) {
            m_repeatable = true;
            m_quantified = -1;
        }
    }

    void characterClass()
    {
        const qsizetype start = m_at++;
        if (m_at < m_text.size() && m_text[m_at] == u'^')
            ++m_at;
        bool first = true;
        while (m_at < m_text.size() && (first || m_text[m_at] != u']') && m_error.isEmpty()) {
            first = false;
            if (m_text[m_at] == u'\\') {
                escape(true);
            } else if (m_text[m_at] == u'[' && m_at + 1 < m_text.size() && m_text[m_at + 1] == u':' &&
                       m_text.indexOf(QLatin1String(":]"), m_at) > 0) {
                m_at = m_text.indexOf(QLatin1String(":]"), m_at) + 2;
            } else {
                ++m_at;
            }
        }
        if (!m_error.isEmpty())
            return;
        if (m_at >= m_text.size()) {
            m_error = complaint("missing closing ]", QStringView(m_text).sliced(start));
            return;
        }
        literal(true);
    }

    void open()
    {
        const QStringView rest = QStringView(m_text).sliced(m_at);
        if (rest.startsWith(u"(*")) {
            m_error = complaint("missing argument to repetition operator", u"*");
            return;
        }
        qsizetype length = 1;
        if (rest.startsWith(u"(?")) {
            static const QRegularExpression group(
                QStringLiteral(R"(\A\(\?(P<[A-Za-z0-9_]+>|[imsU]*(-[imsU]+)?[:)]))"));
            const QRegularExpressionMatch match = group.match(rest.toString());
            if (!match.hasMatch()) {
                m_error = complaint("invalid or unsupported Perl syntax",
                                    rest.left(std::min<qsizetype>(rest.size(), 3)));
                return;
            }
            length = match.capturedLength();
            if (match.capturedView().endsWith(u')')) { // only flags: no group is opened
                m_at += length;
                m_repeatable = false;
                return;
            }
        }
        if (++m_open > 200) {
            m_error = complaint("expression nests too deeply", m_text);
            return;
        }
        m_at += length;
        m_repeatable = false;
        m_quantified = -1;
    }

    void close()
    {
        if (--m_open < 0) {
            m_error = complaint("unexpected )", m_text);
            return;
        }
        literal(true);
    }

    /// The length of `{2}`, `{2,}` or `{2,5}` here, or 0: any other brace is an ordinary character.
    [[nodiscard]] qsizetype repeatLength() const
    {
        static const QRegularExpression form(QStringLiteral(R"(\A\{[0-9]+(,[0-9]*)?\})"));
        const QRegularExpressionMatch match =
            form.match(m_text.sliced(m_at, std::min<qsizetype>(m_text.size() - m_at, 24)));
        return match.hasMatch() ? match.capturedLength() : 0;
    }

    void repeat()
    {
        const qsizetype length = repeatLength();
        const QStringView piece = QStringView(m_text).sliced(m_at, length);
        const auto bounds = piece.sliced(1, length - 2).split(u',');
        const int low = bounds.front().toInt();
        const int high = bounds.size() > 1 && !bounds[1].isEmpty() ? bounds[1].toInt() : low;
        if (bounds.front().size() > 4 || low > 1000 || high > 1000 || high < low) {
            m_error = complaint("invalid repeat count", piece);
            return;
        }
        quantifier(length);
    }

    void quantifier(qsizetype length)
    {
        const QStringView text(m_text);
        if (m_quantified >= 0) {
            m_error = complaint("invalid nested repetition operator",
                                text.sliced(m_quantified, m_at + length - m_quantified));
            return;
        }
        if (!m_repeatable) {
            m_error = complaint("missing argument to repetition operator", text.sliced(m_at, length));
            return;
        }
        m_quantified = m_at;
        m_at += length;
        if (m_at < m_text.size() && m_text[m_at] == u'?')
            ++m_at; // lazy
    }

    const QString& m_text;
    QString m_error;
    qsizetype m_at = 0;
    qsizetype m_quantified = -1; ///< where the quantifier just before this place began
    int m_open = 0;
    bool m_repeatable = false;
};

} // namespace

QString regexComplaint(const QString& pattern)
{
    if (QString found = Walker(pattern).run(); !found.isEmpty())
        return found;
    const QRegularExpression compiled(pattern);
    return compiled.isValid() ? QString() : QLatin1String("error parsing regexp: ") + compiled.errorString();
}

} // namespace signalbox::simulator::promql
