// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/promql/functions.h"

#include <algorithm>
#include <array>

namespace signalbox::promql {

namespace {

constexpr bool agg = true;
constexpr bool fn = false;
constexpr bool experimental = true;

// Sorted by name in the order of code units: it is searched by halving, and a test holds it to that.
constexpr std::array table{
    FunctionInfo{u"abs", u"vector", u"The size of each value, without its sign"},
    FunctionInfo{u"absent", u"vector", u"1 when there is no such series at all, else nothing"},
    FunctionInfo{u"absent_over_time", u"range", u"1 when the range holds no sample at all"},
    FunctionInfo{u"acos", u"vector", u"Arc cosine, in radians"},
    FunctionInfo{u"acosh", u"vector", u"Inverse hyperbolic cosine"},
    FunctionInfo{u"asin", u"vector", u"Arc sine, in radians"},
    FunctionInfo{u"asinh", u"vector", u"Inverse hyperbolic sine"},
    FunctionInfo{u"atan", u"vector", u"Arc tangent, in radians"},
    FunctionInfo{u"atanh", u"vector", u"Inverse hyperbolic tangent"},
    FunctionInfo{u"avg", u"vector", u"The mean of a group of series; it hides the slow tail", agg},
    FunctionInfo{u"avg_over_time", u"range", u"The mean of the samples in the range"},
    FunctionInfo{u"bottomk", u"k, vector", u"The k series of a group with the smallest values", agg},
    FunctionInfo{u"ceil", u"vector", u"Rounds up to a whole number"},
    FunctionInfo{u"changes", u"range", u"How often the value changed within the range"},
    FunctionInfo{u"clamp", u"vector, min, max", u"Holds values between two bounds"},
    FunctionInfo{u"clamp_max", u"vector, max", u"Holds values below a bound"},
    FunctionInfo{u"clamp_min", u"vector, min", u"Holds values above a bound"},
    FunctionInfo{u"cos", u"vector", u"Cosine of radians"},
    FunctionInfo{u"cosh", u"vector", u"Hyperbolic cosine"},
    FunctionInfo{u"count", u"vector", u"How many series a group has", agg},
    FunctionInfo{u"count_over_time", u"range", u"How many samples the range holds"},
    FunctionInfo{u"count_values", u"label, vector",
                 u"How many series have the same value; the value goes into a label", agg},
    FunctionInfo{u"day_of_month", u"[vector]", u"1 to 31 in UTC, of a time in seconds; now without one"},
    FunctionInfo{u"day_of_week", u"[vector]", u"0 (Sunday) to 6 in UTC"},
    FunctionInfo{u"day_of_year", u"[vector]", u"1 to 366 in UTC"},
    FunctionInfo{u"days_in_month", u"[vector]", u"28 to 31: the length of that month"},
    FunctionInfo{u"deg", u"vector", u"Radians to degrees"},
    FunctionInfo{u"delta", u"range", u"Last minus first value of a gauge, drawn out to the whole range"},
    FunctionInfo{u"deriv", u"range", u"Slope of a gauge per second, by a fitted line"},
    FunctionInfo{u"double_exponential_smoothing", u"range, level, trend",
                 u"A gauge smoothed; lower factors give old samples more weight", fn, experimental, u"3.0"},
    FunctionInfo{u"end", u"", u"The end of the query's range, in seconds", fn, experimental, u"3.12"},
    FunctionInfo{u"exp", u"vector", u"e to the power of each value"},
    FunctionInfo{u"first_over_time", u"range", u"The oldest sample in the range", fn, experimental, u"3.7"},
    FunctionInfo{u"floor", u"vector", u"Rounds down to a whole number"},
    FunctionInfo{u"group", u"vector", u"1 for each group that has a series", agg},
    FunctionInfo{u"histogram_avg", u"vector", u"The mean of what a native histogram observed"},
    FunctionInfo{u"histogram_count", u"vector", u"How many observations a native histogram holds"},
    FunctionInfo{u"histogram_fraction", u"lower, upper, vector",
                 u"The share of observations between two bounds"},
    FunctionInfo{u"histogram_quantile", u"q, vector",
                 u"A quantile (0.99) out of buckets: keep `le` when summing classic ones"},
    FunctionInfo{u"histogram_quantiles", u"vector, label, q, ...",
                 u"Several quantiles at once, told apart by a label", fn, experimental, u"3"},
    FunctionInfo{u"histogram_stddev", u"vector", u"Estimated standard deviation of a native histogram"},
    FunctionInfo{u"histogram_stdvar", u"vector", u"Estimated variance of a native histogram"},
    FunctionInfo{u"histogram_sum", u"vector", u"The sum of what a native histogram observed"},
    FunctionInfo{u"holt_winters", u"range, level, trend",
                 u"A gauge smoothed; double_exponential_smoothing in 3.0 and later"},
    FunctionInfo{u"hour", u"[vector]", u"0 to 23 in UTC"},
    FunctionInfo{u"idelta", u"range", u"The step between the last two samples of a gauge"},
    FunctionInfo{u"increase", u"range", u"By how much a counter grew over the range, resets allowed for"},
    FunctionInfo{u"info", u"vector, [selector]",
                 u"Adds labels of the matching info series, such as target_info", fn, experimental, u"3.0"},
    FunctionInfo{u"integral", u"range, [unit]", u"The area below a gauge over the range", fn, experimental,
                 u"3.16"},
    FunctionInfo{u"irate", u"range", u"Growth of a counter per second between its last two samples"},
    FunctionInfo{u"label_join", u"vector, to, separator, from, ...", u"Joins labels into another one"},
    FunctionInfo{u"label_replace", u"vector, to, replacement, from, regex",
                 u"Writes a label from the parts of another that a regex found"},
    FunctionInfo{u"last_over_time", u"range", u"The newest sample in the range"},
    FunctionInfo{u"limit_ratio", u"ratio, vector", u"A steady sample of a group: that share of its series",
                 agg, experimental, u"2.54"},
    FunctionInfo{u"limitk", u"k, vector", u"Any k series of a group", agg, experimental, u"2.54"},
    FunctionInfo{u"ln", u"vector", u"Natural logarithm"},
    FunctionInfo{u"log10", u"vector", u"Logarithm to the base of 10"},
    FunctionInfo{u"log2", u"vector", u"Logarithm to the base of 2"},
    FunctionInfo{u"mad_over_time", u"range", u"How far samples lie from their median, by the median", fn,
                 experimental, u"2.49"},
    FunctionInfo{u"max", u"vector", u"The greatest value of a group", agg},
    FunctionInfo{u"max_over_time", u"range", u"The greatest sample in the range"},
    FunctionInfo{u"min", u"vector", u"The smallest value of a group", agg},
    FunctionInfo{u"min_over_time", u"range", u"The smallest sample in the range"},
    FunctionInfo{u"minute", u"[vector]", u"0 to 59 in UTC"},
    FunctionInfo{u"month", u"[vector]", u"1 to 12 in UTC"},
    FunctionInfo{u"pi", u"", u"3.14159..."},
    FunctionInfo{u"predict_linear", u"range, seconds",
                 u"Where a gauge will be by then, if it goes on as in the range"},
    FunctionInfo{u"present_over_time", u"range", u"1 for each series that has a sample in the range"},
    FunctionInfo{u"quantile", u"q, vector", u"A quantile over the series of a group", agg},
    FunctionInfo{u"quantile_over_time", u"q, range", u"A quantile over the samples in the range"},
    FunctionInfo{u"rad", u"vector", u"Degrees to radians"},
    FunctionInfo{u"range", u"", u"The length of the query's range, in seconds", fn, experimental, u"3.12"},
    FunctionInfo{u"rate", u"range", u"Growth of a counter per second over the range, resets allowed for"},
    FunctionInfo{u"resets", u"range", u"How often a counter began anew: restarts, mostly"},
    FunctionInfo{u"round", u"vector, [to]", u"Rounds to the nearest whole number, or multiple"},
    FunctionInfo{u"scalar", u"vector", u"The one series as a plain number; NaN when there is not just one"},
    FunctionInfo{u"sgn", u"vector", u"1, 0 or -1 by the sign"},
    FunctionInfo{u"sin", u"vector", u"Sine of radians"},
    FunctionInfo{u"sinh", u"vector", u"Hyperbolic sine"},
    FunctionInfo{u"sort", u"vector", u"Smallest first; only an instant query shows it"},
    FunctionInfo{u"sort_by_label", u"vector, label, ...", u"By labels; only an instant query shows it", fn,
                 experimental, u"2.49"},
    FunctionInfo{u"sort_by_label_desc", u"vector, label, ...",
                 u"By labels, last first; only an instant query shows it", fn, experimental, u"2.49"},
    FunctionInfo{u"sort_desc", u"vector", u"Greatest first; only an instant query shows it"},
    FunctionInfo{u"sqrt", u"vector", u"Square root"},
    FunctionInfo{u"start", u"", u"The start of the query's range, in seconds", fn, experimental, u"3.12"},
    FunctionInfo{u"start_timestamp", u"vector", u"When the counting of each sample began, in seconds", fn,
                 experimental, u"3.14"},
    FunctionInfo{u"stddev", u"vector", u"Standard deviation over the series of a group", agg},
    FunctionInfo{u"stddev_over_time", u"range", u"Standard deviation of the samples in the range"},
    FunctionInfo{u"stdvar", u"vector", u"Variance over the series of a group", agg},
    FunctionInfo{u"stdvar_over_time", u"range", u"Variance of the samples in the range"},
    FunctionInfo{u"step", u"", u"The step of the query, in seconds", fn, experimental, u"3.12"},
    FunctionInfo{u"sum", u"vector", u"The sum of a group of series", agg},
    FunctionInfo{u"sum_over_time", u"range", u"The sum of the samples in the range"},
    FunctionInfo{u"tan", u"vector", u"Tangent of radians"},
    FunctionInfo{u"tanh", u"vector", u"Hyperbolic tangent"},
    FunctionInfo{u"time", u"", u"The time of each step, in seconds since 1970"},
    FunctionInfo{u"timestamp", u"vector", u"The time of each sample, in seconds since 1970"},
    FunctionInfo{u"topk", u"k, vector", u"The k series of a group with the greatest values, at each step",
                 agg},
    FunctionInfo{u"ts_of_first_over_time", u"range", u"The time of the oldest sample in the range", fn,
                 experimental, u"3.7"},
    FunctionInfo{u"ts_of_last_over_time", u"range", u"The time of the newest sample in the range", fn,
                 experimental, u"3.5"},
    FunctionInfo{u"ts_of_max_over_time", u"range", u"When the greatest sample of the range was", fn,
                 experimental, u"3.5"},
    FunctionInfo{u"ts_of_min_over_time", u"range", u"When the smallest sample of the range was", fn,
                 experimental, u"3.5"},
    FunctionInfo{u"vector", u"number", u"A plain number as a series without labels"},
    FunctionInfo{u"year", u"[vector]", u"The year in UTC"},
};

constexpr std::array words{
    KeywordInfo{u"anchored", u"Takes the samples at the borders of the range in (3.x, experimental)"},
    KeywordInfo{u"and", u"What is on the left and has a partner on the right"},
    KeywordInfo{u"atan2", u"Arc tangent of left over right"},
    KeywordInfo{u"bool", u"0 or 1 instead of filtering"},
    KeywordInfo{u"by", u"Group by just these labels"},
    KeywordInfo{u"fill", u"A value for a missing partner on either side (3.x)"},
    KeywordInfo{u"fill_left", u"A value for a missing partner on the left (3.x)"},
    KeywordInfo{u"fill_right", u"A value for a missing partner on the right (3.x)"},
    KeywordInfo{u"group_left", u"Many on the left to one on the right; labels to copy from the one"},
    KeywordInfo{u"group_right", u"One on the left to many on the right; labels to copy from the one"},
    KeywordInfo{u"ignoring", u"Pair both sides by all labels but these"},
    KeywordInfo{u"offset", u"Look that long into the past"},
    KeywordInfo{u"on", u"Pair both sides by just these labels"},
    KeywordInfo{u"or", u"The left, and of the right what has no partner there"},
    KeywordInfo{u"smoothed", u"Interpolates at the borders of the range (3.x, experimental)"},
    KeywordInfo{u"unless", u"What is on the left and has no partner on the right"},
    KeywordInfo{u"without", u"Group by all labels but these"},
};

template <typename Table>
auto* find(const Table& sorted, QStringView name, Qt::CaseSensitivity sensitivity)
{
    const auto found = std::lower_bound(sorted.begin(), sorted.end(), name,
                                        [sensitivity](const auto& info, QStringView wanted) {
                                            return info.name.compare(wanted, sensitivity) < 0;
                                        });
    const bool is = found != sorted.end() && found->name.compare(name, sensitivity) == 0;
    return is ? &*found : nullptr;
}

} // namespace

std::span<const FunctionInfo> functions()
{
    return table;
}

const FunctionInfo* findFunction(QStringView name)
{
    return find(table, name, Qt::CaseSensitive);
}

bool isAggregation(QStringView name)
{
    // The server takes aggregations in any case, since they are words of its grammar.
    const FunctionInfo* info = find(table, name, Qt::CaseInsensitive);
    return info && info->isAggregation;
}

std::span<const KeywordInfo> keywords()
{
    return words;
}

const KeywordInfo* findKeyword(QStringView name)
{
    return find(words, name, Qt::CaseInsensitive);
}

bool takesLabels(QStringView keyword)
{
    static constexpr std::array<QStringView, 6> all{u"by",         u"without",  u"on",
                                                    u"group_left", u"ignoring", u"group_right"};
    return std::any_of(all.begin(), all.end(), [keyword](QStringView word) {
        return word.compare(keyword, Qt::CaseInsensitive) == 0;
    });
}

} // namespace signalbox::promql
