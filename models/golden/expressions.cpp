// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/golden/expressions.h"

#include "models/base/duration.h"
#include "models/promql/selector.h"

namespace signalbox::golden {

QString joined(const QString& a, const QString& b)
{
    return a.isEmpty() || b.isEmpty() ? a + b : a + u',' + b;
}

QString byText(const QStringList& labels)
{
    if (labels.isEmpty())
        return {};
    QStringList names;
    for (const QString& label : labels)
        names += promql::labelName(label);
    return QStringLiteral("by (%1) ").arg(names.join(QStringLiteral(", ")));
}

Expressions::Expressions(const RequestSource& source, Duration window, Duration ago)
    : m_source(source)
    , m_over(u'[' + prometheusText(window) + u']')
{
    if (ago > Duration{0})
        m_over += QStringLiteral(" offset ") + prometheusText(ago);
}

QString Expressions::braces(const QString& matchers) const
{
    const QString all = joined(m_source.matchers, matchers);
    return all.isEmpty() ? QString() : u'{' + all + u'}';
}

QString Expressions::counted(const QString& matchers) const
{
    const QString rate = QStringLiteral("rate(") + m_source.counter + braces(matchers) + m_over + u')';
    const bool native = m_source.durations == DurationKind::Native && m_source.counter == m_source.histogram;
    return native ? QStringLiteral("histogram_count(") + rate + u')' : rate;
}

QString Expressions::rate(const QStringList& by, const QString& matchers) const
{
    return QStringLiteral("sum ") + byText(by) + u'(' + counted(matchers) + u')';
}

QString Expressions::share(Outcome outcome, const QStringList& by, const QString& matchers) const
{
    const QString all = rate(by, matchers);
    const QString some = rate(by, joined(matchers, this->outcome(outcome)));
    return u'(' + some + QStringLiteral(" or 0 * ") + all + QStringLiteral(") / (") + all +
           QStringLiteral(" > 0)");
}

QString Expressions::scaled(const QString& expr) const
{
    return m_source.toSeconds == 1.0 ? expr
                                     : expr + QStringLiteral(" * ") + QString::number(m_source.toSeconds);
}

QString Expressions::quantile(double q, const QStringList& by, const QString& matchers) const
{
    const QString level = QString::number(q);
    const QString where = braces(matchers);
    switch (m_source.durations) {
    case DurationKind::Summary:
        return scaled(QStringLiteral("max ") + byText(by) + u'(' + m_source.histogram +
                      braces(joined(matchers, QStringLiteral("quantile=\"%1\"").arg(level))) + u')');
    case DurationKind::Native:
        return scaled(QStringLiteral("histogram_quantile(") + level + QStringLiteral(", sum ") + byText(by) +
                      QStringLiteral("(rate(") + m_source.histogram + where + m_over + QStringLiteral(")))"));
    case DurationKind::Classic:
    case DurationKind::None:
        break;
    }
    return scaled(QStringLiteral("histogram_quantile(") + level + QStringLiteral(", sum ") +
                  byText(by + QStringList{QStringLiteral("le")}) + QStringLiteral("(rate(") +
                  m_source.histogram + QStringLiteral("_bucket") + where + m_over + QStringLiteral(")))"));
}

QString Expressions::timed(const QStringList& by, const QString& matchers) const
{
    const QString rates = QStringLiteral("sum ") + byText(by);
    if (m_source.durations == DurationKind::Native)
        return QStringLiteral("histogram_count(") + rates + QStringLiteral("(rate(") + m_source.histogram +
               braces(matchers) + m_over + QStringLiteral(")))");
    return rates + QStringLiteral("(rate(") + m_source.histogram + QStringLiteral("_count") +
           braces(matchers) + m_over + QStringLiteral("))");
}

QString Expressions::slower(const QString& bound, const QStringList& by, const QString& matchers) const
{
    const QString all = timed(by, matchers);
    if (m_source.durations == DurationKind::Native)
        return QStringLiteral("(1 - histogram_fraction(0, %1, sum %2(rate(%3%4%5)))) * %6")
            .arg(bound, byText(by), m_source.histogram, braces(matchers), m_over, all);
    const QString quick = QStringLiteral("sum ") + byText(by) + QStringLiteral("(rate(") +
                          m_source.histogram + QStringLiteral("_bucket") +
                          braces(joined(matchers, QStringLiteral("le=") + quoted(bound))) + m_over +
                          QStringLiteral("))");
    return all + QStringLiteral(" - ") + quick;
}

QString Expressions::timeSpent(const QStringList& by, const QString& matchers) const
{
    const QString where = braces(matchers) + m_over + u')';
    if (m_source.durations == DurationKind::Native)
        return scaled(QStringLiteral("sum ") + byText(by) + QStringLiteral("(histogram_sum(rate(") +
                      m_source.histogram + where + QStringLiteral("))"));
    return scaled(QStringLiteral("sum ") + byText(by) + QStringLiteral("(rate(") + m_source.histogram +
                  QStringLiteral("_sum") + where + u')');
}

QString Expressions::outcome(Outcome outcome, bool strict) const
{
    return matcherOf(m_source.status, m_source.statusLabel, outcome, strict);
}

QString Expressions::durationOutcome(Outcome outcome) const
{
    return m_source.histogramHasStatus ? this->outcome(outcome) : QString();
}

QString fullness(const ResourceSource& source, const QStringList& by, const QString& matchers,
                 Duration window)
{
    const ResourceConvention& c = source.convention;
    const auto selected = [&](const QString& metric, const QString& own) {
        const QString all = joined(own, matchers);
        return all.isEmpty() ? metric : metric + u'{' + all + u'}';
    };
    const auto figured = [&](const QString& metric, const QString& own, bool isRate) {
        const QString text = selected(metric, own);
        return isRate ? QStringLiteral("rate(") + text + u'[' + prometheusText(window) + QStringLiteral("])")
                      : text;
    };
    const QString of = figured(c.of.front(), c.ofMatchers, c.ofRate);
    const QStringList parts = by + c.each;
    QString figure = QStringLiteral("sum ") + byText(parts) + u'(' + of + u')';
    if (!c.to.isEmpty()) {
        QString most = figured(c.to.front(), c.toMatchers, c.toRate);
        if (!c.toDivisor.isEmpty())
            most = QStringLiteral("(%1 / %2)").arg(most, selected(c.toDivisor.front(), c.toMatchers));
        // No limit is told as 0 or as a number beyond reason; neither is a limit.
        figure += QStringLiteral(" / (sum ") + byText(parts) + u'(' + most + QStringLiteral(") > 0)");
    }
    if (c.isFree)
        figure = QStringLiteral("1 - ") + figure;
    if (c.scale != 1.0)
        figure = u'(' + figure + QStringLiteral(") * ") + QString::number(c.scale);
    return QStringLiteral("max ") + byText(by) + u'(' + figure + u')';
}

} // namespace signalbox::golden
