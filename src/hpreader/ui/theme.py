"""The two themes of our own: ink on warm paper, and the same page at night."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.theme import Theme

if TYPE_CHECKING:
    from hpreader.render import Palette

LIGHT_THEME = Theme(
    name="hpreader-light",
    primary="#9a2a1f",
    secondary="#1d4f7c",
    accent="#9a2a1f",
    warning="#8a5a00",
    error="#a11d1d",
    success="#2d6332",
    foreground="#26221c",
    background="#fbf7ef",
    surface="#f4eee2",
    panel="#e9e0cf",
    dark=False,
    variables={
        "text-muted": "#645b4e",
        "text-disabled": "#a39a8b",
        "on-primary": "#fffaf2",
        "on-accent": "#fffaf2",
        "selection": "#e3d3b8",
        "heat-1": "#efe3cd",
        "heat-2": "#e6cfa9",
        "heat-3": "#dbb582",
        "heat-4": "#cd9557",
        "scrollbar": "#cfc3ae",
        "scrollbar-hover": "#b9a98d",
        "scrollbar-active": "#9a2a1f",
        "input-selection-background": "#d8c6a5",
        "block-cursor-foreground": "#26221c",
        "block-cursor-background": "#e3d3b8",
        "input-cursor-background": "#26221c",
        "input-cursor-foreground": "#fbf7ef",
    },
)

DARK_THEME = Theme(
    name="hpreader-dark",
    primary="#7d4028",
    secondary="#8db9e2",
    accent="#e39a6f",
    warning="#e3b86f",
    error="#e5786d",
    success="#94bf86",
    foreground="#e4ddd0",
    background="#1b1a18",
    surface="#211f1c",
    panel="#2d2a26",
    dark=True,
    variables={
        "text-muted": "#a79e8f",
        "text-disabled": "#6b645a",
        "on-primary": "#fff4e6",
        "on-accent": "#1b1a18",
        "selection": "#463c31",
        "heat-1": "#332c25",
        "heat-2": "#4a3a2c",
        "heat-3": "#664a33",
        "heat-4": "#86583a",
        "scrollbar": "#4a443c",
        "scrollbar-hover": "#6a6156",
        "scrollbar-active": "#e39a6f",
        "input-selection-background": "#5a4a3a",
        "block-cursor-foreground": "#e4ddd0",
        "block-cursor-background": "#463c31",
        "input-cursor-background": "#e4ddd0",
        "input-cursor-foreground": "#1b1a18",
    },
)

VARIABLES = {
    "on-primary": "#ffffff",
    "on-accent": "#101010",
    "selection": "#404860",
    "heat-1": "#2c3440",
    "heat-2": "#35455c",
    "heat-3": "#3f5a7d",
    "heat-4": "#4a70a0",
}
"""What our style sheet asks of a theme that is not ours, if it is dark."""

LIGHT_VARIABLES = {
    "on-primary": "#ffffff",
    "on-accent": "#ffffff",
    "selection": "#c4d4ea",
    "heat-1": "#e2eaf4",
    "heat-2": "#c6d8ee",
    "heat-3": "#a3c0e4",
    "heat-4": "#7ca5d8",
}
"""The same for a light one."""


def palette_of(theme: Theme, *, colour: bool) -> Palette:
    """The colours of articles under a theme."""
    from hpreader.render import DARK, LIGHT, PLAIN  # noqa: PLC0415 - not for the first picture

    if not colour:
        return PLAIN
    return DARK if theme.dark else LIGHT
