// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/logql/pipelineparser.h"

#include "connectors/simulator/logql/formatstages.h"
#include "connectors/simulator/logql/linefilter.h"
#include "connectors/simulator/logql/parserstages.h"
#include "connectors/simulator/logql/units.h"

#include <algorithm>
#include <array>

namespace signalbox::simulator::logql {

namespace {

std::optional<LineFilterOp> lineFilterOp(const Token& token)
{
    static constexpr std::array<std::string_view, 6> names{"|=", "!=", "|~", "!~", "|>", "!>"};
    const auto at = std::find(names.begin(), names.end(), token.text);
    if (token.kind != TokenKind::Symbol || at == names.end())
        return std::nullopt;
    return static_cast<LineFilterOp>(at - names.begin());
}

std::optional<CompareOp> compareOp(const Token& token)
{
    if (token.is("=="))
        return CompareOp::Equal;
    static constexpr std::array ops{CompareOp::Equal,      CompareOp::NotEqual,      CompareOp::Matches,
                                    CompareOp::NotMatches, CompareOp::Less,          CompareOp::LessOrEqual,
                                    CompareOp::Greater,    CompareOp::GreaterOrEqual};
    for (const CompareOp op : ops) {
        if (token.is(toString(op)))
            return op;
    }
    return std::nullopt;
}

bool comparesText(CompareOp op)
{
    return op == CompareOp::Equal || op == CompareOp::NotEqual || op == CompareOp::Matches ||
           op == CompareOp::NotMatches;
}

/// The next value of a matcher, checked for a regular expression that holds.
Matcher matcherBehind(TokenStream& tokens, const Token& name, CompareOp op)
{
    const Token value = tokens.expect(TokenKind::String, "STRING");
    Matcher matcher(name.text, op, value.text);
    if (matcher.regex && !matcher.regex->isValid())
        tokens.fail("parse error : " + matcher.regex->mistake());
    return matcher;
}

StagePtr lineFilter(TokenStream& tokens)
{
    const LineFilterOp op = lineFilterOp(tokens.next()).value_or(LineFilterOp::Contains);
    std::vector<std::string> texts;
    do {
        if (tokens.peek().isWord("ip"))
            tokens.refuse(tokens.peek(), "the demo's Loki does not know the ip filter. " + abilities());
        texts.push_back(tokens.expect(TokenKind::String, "STRING").text);
    } while (!tokens.failed() && tokens.takeWord("or"));
    return std::make_unique<LineFilter>(op, std::move(texts));
}

LabelConditionPtr condition(TokenStream& tokens);

LabelConditionPtr comparison(TokenStream& tokens)
{
    if (tokens.take("(")) {
        LabelConditionPtr inner = condition(tokens);
        tokens.expect(")");
        return inner;
    }
    const Token name = tokens.expect(TokenKind::Identifier, "IDENTIFIER");
    const auto op = compareOp(tokens.peek());
    if (!op) {
        tokens.unexpected();
        return nullptr;
    }
    tokens.next();
    double sign = 1;
    if (tokens.take("-"))
        sign = -1;
    const Token value = tokens.peek();
    if (value.kind == TokenKind::String && comparesText(*op))
        return textCondition(matcherBehind(tokens, name, *op));
    if (value.isWord("ip")) {
        tokens.refuse(value, "the demo's Loki does not know the ip filter. " + abilities());
        return nullptr;
    }
    std::optional<double> limit;
    Quantity quantity = Quantity::Number;
    if (value.kind == TokenKind::Number) {
        limit = parseNumber(value.text);
    } else if (value.kind == TokenKind::Duration) {
        quantity = Quantity::Duration;
        if (const auto ns = parseDuration(value.text))
            limit = static_cast<double>(*ns);
    } else if (value.kind == TokenKind::Bytes) {
        quantity = Quantity::Bytes;
        limit = parseBytes(value.text);
    }
    if (!limit || *op == CompareOp::Matches || *op == CompareOp::NotMatches) {
        tokens.unexpected();
        return nullptr;
    }
    tokens.next();
    return quantityCondition(name.text, *op, quantity, sign * *limit, (sign < 0 ? "-" : "") + value.text);
}

LabelConditionPtr conjunction(TokenStream& tokens)
{
    LabelConditionPtr left = comparison(tokens);
    while (left && !tokens.failed()) {
        const Token& token = tokens.peek();
        const bool implied = token.kind == TokenKind::Identifier && compareOp(tokens.peek(1));
        if (!token.is(",") && !token.isWord("and") && !implied)
            break;
        if (!implied)
            tokens.next();
        LabelConditionPtr right = comparison(tokens);
        if (!right)
            return nullptr;
        left = joined(std::move(left), true, std::move(right));
    }
    return left;
}

LabelConditionPtr condition(TokenStream& tokens)
{
    if (!tokens.enter())
        return nullptr;
    LabelConditionPtr left = conjunction(tokens);
    while (left && !tokens.failed() && tokens.takeWord("or")) {
        LabelConditionPtr right = conjunction(tokens);
        if (!right)
            return nullptr;
        left = joined(std::move(left), false, std::move(right));
    }
    tokens.leave();
    return left;
}

std::vector<Extraction> extractions(TokenStream& tokens)
{
    std::vector<Extraction> out;
    while (tokens.peek().kind == TokenKind::Identifier && !tokens.failed()) {
        const Token label = tokens.next();
        std::string from = label.text;
        if (tokens.take("="))
            from = tokens.expect(TokenKind::String, "STRING").text;
        out.push_back({.label = label.text, .from = std::move(from)});
        if (!tokens.take(","))
            break;
        if (tokens.peek().kind != TokenKind::Identifier)
            tokens.unexpected({"IDENTIFIER"});
    }
    return out;
}

StagePtr logfmt(TokenStream& tokens)
{
    LogfmtFlags flags;
    while (tokens.peek().kind == TokenKind::Flag) {
        const Token flag = tokens.next();
        if (flag.text == "--strict")
            flags.strict = true;
        else if (flag.text == "--keep-empty")
            flags.keepEmpty = true;
        else
            tokens.refuse(flag, "unknown parser flag " + flag.text);
    }
    return logfmtStage(extractions(tokens), flags);
}

StagePtr linePattern(TokenStream& tokens)
{
    const Token text = tokens.expect(TokenKind::String, "STRING");
    auto parsed = LinePattern::parse(text.text, true);
    if (!parsed) {
        tokens.fail("parse error : at least one capture is required, and two must not touch: " +
                    quotedText(text.text));
        return nullptr;
    }
    return patternStage(std::move(*parsed), text.text);
}

StagePtr regexp(TokenStream& tokens)
{
    const Token text = tokens.expect(TokenKind::String, "STRING");
    Regex regex(text.text, Regex::Anchor::None);
    if (!regex.isValid())
        tokens.fail("parse error : " + regex.mistake());
    else if (!tokens.failed() && !regex.hasNamedGroups())
        tokens.fail("parse error : at least one named capture must be supplied");
    return regexpStage(std::move(regex), text.text);
}

Template templateBehind(TokenStream& tokens)
{
    const Token text = tokens.expect(TokenKind::String, "STRING");
    const auto parsed = Template::parse(text.text);
    if (!parsed)
        tokens.refuse(text,
                      "the demo's Loki knows templates with {{.label}}, {{__line__}}, {{__timestamp__}} and "
                      "| ToUpper, | ToLower, | trim only");
    return parsed.value_or(Template());
}

StagePtr labelFormat(TokenStream& tokens)
{
    std::vector<LabelAssignment> out;
    do {
        const Token label = tokens.expect(TokenKind::Identifier, "IDENTIFIER");
        tokens.expect("=");
        if (tokens.peek().kind == TokenKind::Identifier)
            out.push_back({.label = label.text, .source = tokens.next().text});
        else
            out.push_back({.label = label.text, .source = templateBehind(tokens)});
    } while (!tokens.failed() && tokens.take(","));
    return labelFormatStage(std::move(out));
}

std::vector<DropRule> dropRules(TokenStream& tokens)
{
    std::vector<DropRule> out;
    do {
        const Token name = tokens.expect(TokenKind::Identifier, "IDENTIFIER");
        const auto op = compareOp(tokens.peek());
        if (!op || !comparesText(*op)) {
            out.push_back({.name = name.text, .condition = std::nullopt});
            continue;
        }
        tokens.next();
        out.push_back({.name = name.text, .condition = matcherBehind(tokens, name, *op)});
    } while (!tokens.failed() && tokens.take(","));
    return out;
}

std::optional<Unwrap> unwrapBehind(TokenStream& tokens)
{
    using enum Unwrap::Conversion;
    Unwrap out;
    const Token name = tokens.expect(TokenKind::Identifier, "IDENTIFIER");
    out.label = name.text;
    if (tokens.take("(")) {
        if (name.text == "duration" || name.text == "duration_seconds")
            out.conversion = DurationSeconds;
        else if (name.text == "bytes")
            out.conversion = Bytes;
        else
            tokens.refuse(
                name,
                "the demo's Loki unwraps plain numbers, duration(), duration_seconds() and bytes() only");
        out.label = tokens.expect(TokenKind::Identifier, "IDENTIFIER").text;
        tokens.expect(")");
    }
    return out;
}

/// The stage behind a "|".
StagePtr namedStage(TokenStream& tokens)
{
    const Token word = tokens.peek();
    if (word.is("(") || (word.kind == TokenKind::Identifier && compareOp(tokens.peek(1)))) {
        LabelConditionPtr found = condition(tokens);
        return found ? labelFilterStage(std::move(found)) : nullptr;
    }
    if (word.kind == TokenKind::Identifier) {
        tokens.next();
        if (word.text == "json")
            return jsonStage(extractions(tokens));
        if (word.text == "logfmt")
            return logfmt(tokens);
        if (word.text == "pattern")
            return linePattern(tokens);
        if (word.text == "regexp")
            return regexp(tokens);
        if (word.text == "unpack")
            return unpackStage();
        if (word.text == "line_format")
            return lineFormatStage(templateBehind(tokens));
        if (word.text == "label_format")
            return labelFormat(tokens);
        if (word.text == "drop")
            return dropStage(dropRules(tokens));
        if (word.text == "keep")
            return keepStage(dropRules(tokens));
        if (word.text == "decolorize")
            return decolorizeStage();
    }
    tokens.unexpected();
    return nullptr;
}

} // namespace

LogSelector selector(TokenStream& tokens)
{
    LogSelector out;
    if (!tokens.take("{")) {
        tokens.unexpected();
        return out;
    }
    bool meansSomething = false;
    while (!tokens.failed() && !tokens.take("}")) {
        if (!out.matchers.empty() && !tokens.take(",")) {
            tokens.unexpected({"}", ","});
            break;
        }
        const Token name = tokens.expect(TokenKind::Identifier, "IDENTIFIER");
        const auto op = compareOp(tokens.peek());
        if (!op || !comparesText(*op) || tokens.peek().is("==")) {
            tokens.unexpected({"="});
            break;
        }
        tokens.next();
        out.matchers.push_back(matcherBehind(tokens, name, *op));
        const Matcher& last = out.matchers.back();
        meansSomething = meansSomething || !last.matches(nullptr);
    }
    if (!tokens.failed() && !meansSomething)
        tokens.fail(
            "parse error : queries require at least one regexp or equality matcher that does not have an "
            "empty-compatible value. For instance, app=~\".*\" does not meet this requirement, but "
            "app=~\".+\" will");
    return out;
}

Pipeline pipeline(TokenStream& tokens, std::optional<Unwrap>* unwrap)
{
    Pipeline out;
    while (!tokens.failed()) {
        Pipeline& target = unwrap && *unwrap ? (*unwrap)->filters : out;
        StagePtr stage;
        if (lineFilterOp(tokens.peek())) {
            stage = lineFilter(tokens);
        } else if (tokens.take("|")) {
            if (unwrap && !*unwrap && tokens.takeWord("unwrap")) {
                *unwrap = unwrapBehind(tokens);
                continue;
            }
            stage = namedStage(tokens);
        } else {
            break;
        }
        if (stage)
            target.push_back(std::move(stage));
    }
    return out;
}

} // namespace signalbox::simulator::logql
