// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/dashboard/statelook.h"

namespace signalbox::widgets {

using golden::State;
using theme::Color;
using theme::Shape;

Shape shapeOf(State state)
{
    switch (state) {
    case State::Bad:
        return Shape::BadDiamond;
    case State::Warn:
        return Shape::WarnTriangle;
    case State::Ok:
        return Shape::OkDisc;
    case State::Unknown:
    case State::NoData:
    case State::Failed:
    case State::Missing:
        break;
    }
    return Shape::UnknownRing;
}

Color figureColor(State state)
{
    switch (state) {
    case State::Bad:
        return Color::StateBadText;
    case State::Warn:
        return Color::StateWarnText;
    case State::NoData:
    case State::Failed:
    case State::Missing:
        return Color::StateUnknownText;
    case State::Ok:
    case State::Unknown:
        break;
    }
    return Color::TextPrimary;
}

Color tintColor(State state)
{
    switch (state) {
    case State::Bad:
        return Color::StateBadTint;
    case State::Warn:
        return Color::StateWarnTint;
    case State::NoData:
    case State::Failed:
    case State::Missing:
        return Color::StateUnknownTint;
    case State::Ok:
    case State::Unknown:
        break;
    }
    return Color::StateOkTint;
}

} // namespace signalbox::widgets
