"""The colours of our own themes, as data; `themes.py` chooses among them."""

from __future__ import annotations

from dataclasses import replace

from textual.theme import Theme


def with_cursors(theme: Theme) -> Theme:
    """The theme with the variables that follow from its colours: cursors, a bar that is held."""
    follow = {
        "scrollbar-active": theme.accent,
        "block-cursor-foreground": theme.foreground,
        "block-cursor-background": theme.variables["selection"],
        "block-cursor-blurred-foreground": theme.foreground,
        "block-cursor-blurred-background": theme.variables["selection"],
        "input-cursor-background": theme.foreground,
        "input-cursor-foreground": theme.background,
    }
    return replace(
        theme,
        variables=theme.variables | {name: colour for name, colour in follow.items() if colour},
    )


LIGHT_THEME = with_cursors(
    Theme(
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
            "text-disabled": "#746a5c",
            "on-primary": "#fffaf2",
            "on-accent": "#fffaf2",
            "selection": "#e3d3b8",
            "heat-1": "#efe3cd",
            "heat-2": "#e6cfa9",
            "heat-3": "#dbb582",
            "heat-4": "#cd9557",
            "scrollbar": "#cfc3ae",
            "scrollbar-hover": "#b9a98d",
            "input-selection-background": "#d8c6a5",
            "text-selection": "#1d4f7c",
            "on-text-selection": "#fffaf2",
        },
    )
)

DARK_THEME = with_cursors(
    Theme(
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
            "text-muted": "#b3aa9b",
            "text-disabled": "#928a7c",
            "on-primary": "#fff4e6",
            "on-accent": "#1b1a18",
            "selection": "#463c31",
            "heat-1": "#332c25",
            "heat-2": "#4a3a2c",
            "heat-3": "#664a33",
            "heat-4": "#7d5139",
            "scrollbar": "#4a443c",
            "scrollbar-hover": "#6a6156",
            "input-selection-background": "#5a4a3a",
            "text-selection": "#2f5d86",
            "on-text-selection": "#ffffff",
        },
    )
)

CONTRAST_DARK_THEME = with_cursors(
    Theme(
        name="hpreader-contrast-dark",
        primary="#0047b3",
        secondary="#9cdcff",
        accent="#ffd75f",
        warning="#ffd75f",
        error="#ff9c9c",
        success="#9cffa0",
        foreground="#ffffff",
        background="#000000",
        surface="#000000",
        panel="#262626",
        dark=True,
        variables={
            "text-muted": "#d6d6d6",
            "text-disabled": "#a8a8a8",
            "on-primary": "#ffffff",
            "on-accent": "#000000",
            "selection": "#003a94",
            "heat-1": "#1a1a40",
            "heat-2": "#1c2c70",
            "heat-3": "#1c3383",
            "heat-4": "#003a94",
            "scrollbar": "#808080",
            "scrollbar-hover": "#c0c0c0",
            "input-selection-background": "#0047b3",
            "text-selection": "#ffd75f",
            "on-text-selection": "#000000",
        },
    )
)
"""Seven to one at least (WCAG 2.2, success criterion 1.4.6)."""

CONTRAST_LIGHT_THEME = with_cursors(
    Theme(
        name="hpreader-contrast-light",
        primary="#00287a",
        secondary="#00287a",
        accent="#8b0000",
        warning="#5c3a00",
        error="#8b0000",
        success="#004d00",
        foreground="#000000",
        background="#ffffff",
        surface="#ffffff",
        panel="#e6e6e6",
        dark=False,
        variables={
            "text-muted": "#303030",
            "text-disabled": "#555555",
            "on-primary": "#ffffff",
            "on-accent": "#ffffff",
            "selection": "#ffe066",
            "heat-1": "#fff6d6",
            "heat-2": "#ffedad",
            "heat-3": "#ffe385",
            "heat-4": "#ffd433",
            "scrollbar": "#808080",
            "scrollbar-hover": "#404040",
            "input-selection-background": "#ffe066",
            "text-selection": "#00287a",
            "on-text-selection": "#ffffff",
        },
    )
)
"""The same on white."""


def is_ours(theme: Theme) -> bool:
    """Is a theme one of ours, or made of one for fewer colours?"""
    return "heat-1" in theme.variables


THEMES = (LIGHT_THEME, DARK_THEME, CONTRAST_LIGHT_THEME, CONTRAST_DARK_THEME)
"""Ours."""

VARIABLES = {
    "on-primary": "#ffffff",
    "on-accent": "#101010",
    "selection": "#404860",
    "text-selection": "#2f5d86",
    "on-text-selection": "#ffffff",
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
    "text-selection": "#1d4f7c",
    "on-text-selection": "#ffffff",
    "heat-1": "#e2eaf4",
    "heat-2": "#c6d8ee",
    "heat-3": "#a3c0e4",
    "heat-4": "#7ca5d8",
}
"""The same for a light one."""
