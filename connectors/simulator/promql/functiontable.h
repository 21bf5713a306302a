// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectors/simulator/promql/ast.h"

namespace signalbox::simulator::promql {

enum class Fn
{
    // of a range
    Rate,
    Increase,
    Delta,
    Irate,
    Idelta,
    Deriv,
    PredictLinear,
    Changes,
    Resets,
    AvgOverTime,
    MinOverTime,
    MaxOverTime,
    SumOverTime,
    CountOverTime,
    LastOverTime,
    PresentOverTime,
    StddevOverTime,
    StdvarOverTime,
    QuantileOverTime,
    AbsentOverTime,
    // of one number
    Abs,
    Ceil,
    Floor,
    Exp,
    Sqrt,
    Ln,
    Log2,
    Log10,
    Sgn,
    Sin,
    Cos,
    Tan,
    Asin,
    Acos,
    Atan,
    Sinh,
    Cosh,
    Tanh,
    Asinh,
    Acosh,
    Atanh,
    Rad,
    Deg,
    DaysInMonth,
    DayOfMonth,
    DayOfWeek,
    DayOfYear,
    Hour,
    Minute,
    Month,
    Year,
    // with parameters, or of the whole vector
    Clamp,
    ClampMin,
    ClampMax,
    Round,
    Timestamp,
    HistogramQuantile,
    LabelReplace,
    LabelJoin,
    Sort,
    SortDesc,
    Absent,
    Scalar,
    Vector,
    Time,
    Pi,
    /// Real Prometheus has it, the simulator does not; the text that refuses it says so.
    Refused,
};

struct Function
{
    QString name;
    Fn fn = Fn::Refused;
    std::vector<ValueType> arguments;
    int variadic = 0; ///< how many arguments may be left out or, when -1, that any number may follow
    ValueType result = ValueType::Vector;
};

/// nullptr when Prometheus has no such function.
[[nodiscard]] const Function* findFunction(QStringView name);
/// What stands in the error when a query wants more than the simulator can do.
[[nodiscard]] QString refusal(const Function& function);

} // namespace signalbox::simulator::promql
