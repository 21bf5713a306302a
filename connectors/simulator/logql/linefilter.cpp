// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/simulator/logql/linefilter.h"

#include <algorithm>
#include <array>

namespace signalbox::simulator::logql {

LineFilter::LineFilter(LineFilterOp op, std::vector<std::string> texts)
    : m_op(op)
    , m_texts(std::move(texts))
{
    for (const std::string& text : m_texts) {
        if (op == LineFilterOp::Matches || op == LineFilterOp::NotMatches) {
            m_regexes.emplace_back(text, Regex::Anchor::None);
            m_broken = m_broken || !m_regexes.back().isValid();
        } else if (op == LineFilterOp::Fits || op == LineFilterOp::FitsNot) {
            const auto pattern = LinePattern::parse(text, false);
            m_broken = m_broken || !pattern;
            if (pattern)
                m_patterns.push_back(*pattern);
        }
    }
}

bool LineFilter::hits(const std::string& line) const
{
    if (!m_regexes.empty())
        return std::any_of(m_regexes.begin(), m_regexes.end(),
                           [&](const Regex& r) { return r.matches(line); });
    if (!m_patterns.empty())
        return std::any_of(m_patterns.begin(), m_patterns.end(),
                           [&](const LinePattern& p) { return p.fits(line); });
    return std::any_of(m_texts.begin(), m_texts.end(),
                       [&](const std::string& text) { return line.find(text) != std::string::npos; });
}

bool LineFilter::apply(LineState& state) const
{
    if (m_broken)
        return false;
    const bool negated = m_op == LineFilterOp::NotContains || m_op == LineFilterOp::NotMatches ||
                         m_op == LineFilterOp::FitsNot;
    return hits(state.line) != negated;
}

std::string LineFilter::toString() const
{
    static constexpr std::array<const char*, 6> names{"|=", "!=", "|~", "!~", "|>", "!>"};
    std::string out = std::string(names.at(static_cast<std::size_t>(m_op))) + ' ';
    for (std::size_t i = 0; i < m_texts.size(); ++i)
        out += (i == 0 ? "" : " or ") + quotedText(m_texts[i]);
    return out;
}

} // namespace signalbox::simulator::logql
