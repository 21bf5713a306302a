// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/logql/words.h"

#include <algorithm>
#include <array>

namespace signalbox::logql {

namespace {

constexpr std::array<Word, 12> allStages{{{u"json", u"makes fields of JSON"},
                                          {u"logfmt", u"makes fields of key=value pairs"},
                                          {u"pattern", u"makes fields by a pattern: \"<ip> - <_> <status>\""},
                                          {u"regexp", u"makes fields of the named groups of an expression"},
                                          {u"unpack", u"takes apart what promtail packed"},
                                          {u"line_format", u"writes each line anew by a template"},
                                          {u"label_format", u"renames or makes fields by a template"},
                                          {u"drop", u"leaves fields out"},
                                          {u"keep", u"leaves all other fields out"},
                                          {u"decolorize", u"takes a terminal's colours out of the line"},
                                          {u"unwrap", u"counts with the value of a field"},
                                          {u"distinct", u"one line for each value of a field"}}};
constexpr std::array<Word, 18> allFunctions{{{u"count_over_time", u"lines in the range"},
                                             {u"rate", u"lines a second"},
                                             {u"bytes_over_time", u"bytes in the range"},
                                             {u"bytes_rate", u"bytes a second"},
                                             {u"sum_over_time", u"of an unwrapped field"},
                                             {u"avg_over_time", u"of an unwrapped field"},
                                             {u"min_over_time", u"of an unwrapped field"},
                                             {u"max_over_time", u"of an unwrapped field"},
                                             {u"first_over_time", u"of an unwrapped field"},
                                             {u"last_over_time", u"of an unwrapped field"},
                                             {u"stddev_over_time", u"of an unwrapped field"},
                                             {u"stdvar_over_time", u"of an unwrapped field"},
                                             {u"quantile_over_time", u"of an unwrapped field"},
                                             {u"absent_over_time", u"1 where there is no line"},
                                             {u"rate_counter", u"of a field that only grows"},
                                             {u"label_replace", u"writes a label by an expression"},
                                             {u"vector", u"a number as a series"},
                                             {u"duration_seconds", u"of a field, for unwrap"}}};
constexpr std::array<Word, 11> allAggregations{{{u"sum", u"of the series"},
                                                {u"avg", u"of the series"},
                                                {u"min", u"of the series"},
                                                {u"max", u"of the series"},
                                                {u"count", u"of the series"},
                                                {u"stddev", u"of the series"},
                                                {u"stdvar", u"of the series"},
                                                {u"topk", u"the highest series"},
                                                {u"bottomk", u"the lowest series"},
                                                {u"sort", u"ascending"},
                                                {u"sort_desc", u"descending"}}};
constexpr std::array<QStringView, 11> keywords{u"and",         u"or",       u"by",     u"without",
                                               u"on",          u"ignoring", u"unless", u"group_left",
                                               u"group_right", u"bool",     u"offset"};

template <typename List>
bool contains(const List& list, QStringView word)
{
    return std::any_of(list.begin(), list.end(), [word](const Word& one) { return one.name == word; });
}

} // namespace

std::span<const Word> stages()
{
    return allStages;
}

std::span<const Word> functions()
{
    return allFunctions;
}

std::span<const Word> aggregations()
{
    return allAggregations;
}

bool isStage(QStringView word)
{
    return contains(allStages, word);
}

bool isAggregation(QStringView word)
{
    return contains(allAggregations, word);
}

bool isKeyword(QStringView word)
{
    return std::find(keywords.begin(), keywords.end(), word) != keywords.end();
}

bool takesLabels(QStringView word)
{
    return word == u"by" || word == u"without" || word == u"on" || word == u"ignoring" ||
           word == u"group_left" || word == u"group_right";
}

} // namespace signalbox::logql
