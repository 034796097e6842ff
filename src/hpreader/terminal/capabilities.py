"""What follows from a terminal's answers and its environment."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from hpreader import model

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hpreader.model import ImageMode
    from hpreader.terminal.replies import Answers

_KITTY_WITH_PLACEHOLDERS = ("kitty", "ghostty")
"""Terminals that draw a picture where its placeholder characters stand; others that speak the
protocol (WezTerm, Konsole) show the characters."""

_ITERM = ("iterm", "wezterm", "mintty", "tabby")


def can_draw(environment: Mapping[str, str] = os.environ) -> bool:
    """Can the terminal do more than print lines?"""
    return environment.get("TERM", "") != "dumb"


def is_light(answers: Answers, environment: Mapping[str, str] = os.environ) -> bool:
    """Is the page light? Where the terminal does not say, the environment may; else it is dark."""
    if answers.background is not None:
        red, green, blue = answers.background
        # Rec. 709 luma is near enough to tell day from night.
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 127
    # rxvt and others tell their colours as foreground;background, 7 and 15 being light.
    return environment.get("COLORFGBG", "").rpartition(";")[2] in ("7", "15")


def colours(environment: Mapping[str, str] = os.environ) -> int:
    """How many colours the terminal has, as far as its environment says (NO_COLOR: none)."""
    term = environment.get("TERM", "")
    if environment.get("NO_COLOR") or term == "dumb":
        return 0
    if environment.get("COLORTERM", "").strip().lower() in ("truecolor", "24bit"):
        return 1 << 24
    return 256 if term.endswith("256color") or "kitty" in term else 16


def picture_mode(
    wanted: str, answers: Answers, environment: Mapping[str, str] = os.environ
) -> ImageMode:
    """How pictures are drawn; what was wished for is done wherever there are colours for it.

    Args:
        wanted: a mode, or `auto`.
        answers: what the terminal said.
        environment: its variables.
    """
    count = colours(environment)
    if wanted == "off" or count < 256:
        return "off"
    for mode in model.IMAGE_MODES:
        if wanted == mode:
            return mode
    if not answers.is_asked:
        return "off"
    name = (answers.name or environment.get("TERM_PROGRAM", "")).lower()
    # The number of a picture is told by 24 bits of colour.
    if answers.has_kitty and name.startswith(_KITTY_WITH_PLACEHOLDERS) and count > 256:
        return "kitty"
    if answers.has_sixel:
        return "sixel"
    if name.startswith(_ITERM):
        return "iterm"
    # Half-blocks are of ambiguous width themselves.
    return "off" if answers.is_wide else "blocks"
