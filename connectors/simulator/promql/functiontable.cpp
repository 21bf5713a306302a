// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/promql/functiontable.h"

#include <QHash>

namespace signalbox::simulator::promql {

namespace {

using enum ValueType;

QHash<QString, Function> makeTable()
{
    QHash<QString, Function> table;
    const auto add = [&table](const char* name, Fn fn, std::vector<ValueType> arguments, int variadic = 0,
                              ValueType result = Vector) {
        const QString key = QLatin1String(name);
        table.insert(key, {key, fn, std::move(arguments), variadic, result});
    };
    using Row = std::pair<const char*, Fn>;
    for (const auto& [name, fn] : std::initializer_list<Row>{{"rate", Fn::Rate},
                                                             {"increase", Fn::Increase},
                                                             {"delta", Fn::Delta},
                                                             {"irate", Fn::Irate},
                                                             {"idelta", Fn::Idelta},
                                                             {"deriv", Fn::Deriv},
                                                             {"changes", Fn::Changes},
                                                             {"resets", Fn::Resets},
                                                             {"avg_over_time", Fn::AvgOverTime},
                                                             {"min_over_time", Fn::MinOverTime},
                                                             {"max_over_time", Fn::MaxOverTime},
                                                             {"sum_over_time", Fn::SumOverTime},
                                                             {"count_over_time", Fn::CountOverTime},
                                                             {"last_over_time", Fn::LastOverTime},
                                                             {"present_over_time", Fn::PresentOverTime},
                                                             {"stddev_over_time", Fn::StddevOverTime},
                                                             {"stdvar_over_time", Fn::StdvarOverTime},
                                                             {"absent_over_time", Fn::AbsentOverTime}})
        add(name, fn, {Matrix});
    for (const auto& [name, fn] : std::initializer_list<Row>{{"abs", Fn::Abs},
                                                             {"ceil", Fn::Ceil},
                                                             {"floor", Fn::Floor},
                                                             {"exp", Fn::Exp},
                                                             {"sqrt", Fn::Sqrt},
                                                             {"ln", Fn::Ln},
                                                             {"log2", Fn::Log2},
                                                             {"log10", Fn::Log10},
                                                             {"sgn", Fn::Sgn},
                                                             {"sin", Fn::Sin},
                                                             {"cos", Fn::Cos},
                                                             {"tan", Fn::Tan},
                                                             {"asin", Fn::Asin},
                                                             {"acos", Fn::Acos},
                                                             {"atan", Fn::Atan},
                                                             {"sinh", Fn::Sinh},
                                                             {"cosh", Fn::Cosh},
                                                             {"tanh", Fn::Tanh},
                                                             {"asinh", Fn::Asinh},
                                                             {"acosh", Fn::Acosh},
                                                             {"atanh", Fn::Atanh},
                                                             {"rad", Fn::Rad},
                                                             {"deg", Fn::Deg},
                                                             {"timestamp", Fn::Timestamp},
                                                             {"sort", Fn::Sort},
                                                             {"sort_desc", Fn::SortDesc},
                                                             {"absent", Fn::Absent},
                                                             {"histogram_count", Fn::Refused},
                                                             {"histogram_sum", Fn::Refused}})
        add(name, fn, {Vector});
    for (const auto& [name, fn] : std::initializer_list<Row>{{"days_in_month", Fn::DaysInMonth},
                                                             {"day_of_month", Fn::DayOfMonth},
                                                             {"day_of_week", Fn::DayOfWeek},
                                                             {"day_of_year", Fn::DayOfYear},
                                                             {"hour", Fn::Hour},
                                                             {"minute", Fn::Minute},
                                                             {"month", Fn::Month},
                                                             {"year", Fn::Year}})
        add(name, fn, {Vector}, 1);
    add("predict_linear", Fn::PredictLinear, {Matrix, Scalar});
    add("quantile_over_time", Fn::QuantileOverTime, {Scalar, Matrix});
    add("holt_winters", Fn::Refused, {Matrix, Scalar, Scalar});
    add("histogram_fraction", Fn::Refused, {Scalar, Scalar, Vector});
    add("histogram_quantile", Fn::HistogramQuantile, {Scalar, Vector});
    add("clamp", Fn::Clamp, {Vector, Scalar, Scalar});
    add("clamp_min", Fn::ClampMin, {Vector, Scalar});
    add("clamp_max", Fn::ClampMax, {Vector, Scalar});
    add("round", Fn::Round, {Vector, Scalar}, 1);
    add("label_replace", Fn::LabelReplace, {Vector, String, String, String, String});
    add("label_join", Fn::LabelJoin, {Vector, String, String, String}, -1);
    add("vector", Fn::Vector, {Scalar});
    add("scalar", Fn::Scalar, {Vector}, 0, Scalar);
    add("time", Fn::Time, {}, 0, Scalar);
    add("pi", Fn::Pi, {}, 0, Scalar);
    return table;
}

} // namespace

const Function* findFunction(QStringView name)
{
    static const QHash<QString, Function> table = makeTable();
    const auto it = table.constFind(name.toString());
    return it == table.constEnd() ? nullptr : &*it;
}

QString refusal(const Function& function)
{
    return QStringLiteral(
               "%1() is not part of this demo, which knows no native histograms and no smoothing: it can do "
               "rate, increase and the other functions of a range but holt_winters, histogram_quantile over "
               "le buckets, aggregations, arithmetic, comparisons and matching between vectors")
        .arg(function.name);
}

} // namespace signalbox::simulator::promql
