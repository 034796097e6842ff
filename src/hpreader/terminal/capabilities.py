"""What follows from a terminal's answers and its environment."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hpreader.model import ImageMode
    from hpreader.terminal.replies import Answers

_KITTY_WITH_PLACEHOLDERS = ("kitty", "ghostty")
"""Terminals that draw an image in place of its placeholder characters; others that implement the
protocol (WezTerm, Konsole) show the characters."""

_ITERM = ("iterm", "wezterm", "mintty", "tabby")

IN_BROWSER = "hpreader-serve"
"""`TERM_PROGRAM` where the terminal is a page of `hpreader serve`."""


def is_in_browser(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether the terminal is a page in a browser, beside which there is no shell."""
    return environment.get("TERM_PROGRAM") == IN_BROWSER


def can_draw(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether the terminal can do more than print lines."""
    return environment.get("TERM", "") != "dumb"


def is_light(answers: Answers, environment: Mapping[str, str] = os.environ) -> bool:
    """Whether the background is light, by the terminal's reply or COLORFGBG; dark when unknown."""
    return bool(known_light(answers, environment))


def known_light(answers: Answers, environment: Mapping[str, str] = os.environ) -> bool | None:
    """Whether the background is light; None when unknown."""
    if answers.background is not None:
        red, green, blue = answers.background
        # The luma of ITU-R BT.709 is exact enough to distinguish light from dark.
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 127
    # rxvt and others: "foreground;background", of which 7 and 15 are light.
    background = environment.get("COLORFGBG", "").rpartition(";")[2]
    if background.isdecimal():
        return background in ("7", "15")
    return False if environment.get("TERM") == "linux" else None


def colours(environment: Mapping[str, str] = os.environ) -> int:
    """How many colours the terminal has by its environment; 0 with NO_COLOR (https://no-color.org)."""
    term = environment.get("TERM", "")
    if environment.get("NO_COLOR") or term == "dumb":
        return 0
    if environment.get("COLORTERM", "").strip().lower() in ("truecolor", "24bit"):
        return 1 << 24
    return 256 if term.endswith("256color") or "kitty" in term else 16


def picture_mode(
    wanted: str, answers: Answers, environment: Mapping[str, str] = os.environ
) -> ImageMode:
    """How images are drawn: as the settings ask, where the terminal has 256 colours.

    Args:
        wanted: a mode, or "auto".
        answers: the replies of the terminal.
        environment: its variables.
    """
    count = colours(environment)
    if wanted == "off" or count < 256:
        return "off"
    from hpreader import model  # noqa: PLC0415 - the first picture waits for this module, not for that

    for mode in model.IMAGE_MODES:
        if wanted == mode:
            return mode
    if not answers.is_asked:
        return "off"
    name = (answers.name or environment.get("TERM_PROGRAM", "")).lower()
    # The number of an image is encoded in 24 bits of colour.
    if answers.has_kitty and name.startswith(_KITTY_WITH_PLACEHOLDERS) and count > 256:
        return "kitty"
    if answers.has_sixel:
        return "sixel"
    if name.startswith(_ITERM):
        return "iterm"
    # Half-blocks are of ambiguous width themselves.
    return "off" if answers.is_wide else "blocks"
