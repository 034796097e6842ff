"""Our themes for terminals of 256 colours: greys of the ramp, and one accent for each theme.

Each colour is one of the 256 (see `eight_bit.py`), so that nothing has to be approximated: what is
nearest to a warm dark grey among them is an olive or a red.
"""

from __future__ import annotations

from dataclasses import replace

from textual.theme import Theme

from hpreader.ui.styles.eight_bit import hex_of
from hpreader.ui.styles.palettes import (
    CONTRAST_DARK_THEME,
    CONTRAST_LIGHT_THEME,
    DARK_THEME,
    LIGHT_THEME,
    with_cursors,
)


def _theme(theme: Theme, colours: dict[str, int], variables: dict[str, int]) -> Theme:
    """A theme with the same name and these colours, as numbers of the 256."""
    made = replace(theme, variables={name: hex_of(number) for name, number in variables.items()})
    for name, number in colours.items():
        setattr(made, name, hex_of(number))
    return with_cursors(made)


DARK_256 = _theme(
    DARK_THEME,
    {
        "primary": 173, "secondary": 110, "accent": 173, "warning": 179, "error": 210,
        "success": 108, "foreground": 253, "background": 234, "surface": 235, "panel": 236,
    },
    {
        "text-muted": 249, "text-disabled": 246, "on-primary": 233, "on-accent": 233,
        "selection": 238, "heat-1": 236, "heat-2": 238, "heat-3": 239, "heat-4": 240,
        "scrollbar": 240, "scrollbar-hover": 244, "scrollbar-background": 235,
        "panel-lighten-2": 240, "input-selection-background": 24,
        "text-selection": 24, "on-text-selection": 255,
    },
)  # fmt: skip

LIGHT_256 = _theme(
    LIGHT_THEME,
    {
        "primary": 88, "secondary": 24, "accent": 88, "warning": 94, "error": 124,
        "success": 22, "foreground": 234, "background": 231, "surface": 255, "panel": 254,
    },
    {
        "text-muted": 239, "text-disabled": 241, "on-primary": 231, "on-accent": 231,
        "selection": 252, "heat-1": 254, "heat-2": 252, "heat-3": 250, "heat-4": 248,
        "scrollbar": 250, "scrollbar-hover": 246, "scrollbar-background": 255,
        "panel-lighten-2": 250, "input-selection-background": 153,
        "text-selection": 153, "on-text-selection": 234,
    },
)  # fmt: skip

CONTRAST_DARK_256 = _theme(
    CONTRAST_DARK_THEME,
    {
        "primary": 19, "secondary": 117, "accent": 221, "warning": 221, "error": 217,
        "success": 120, "foreground": 231, "background": 16, "surface": 16, "panel": 235,
    },
    {
        "text-muted": 252, "text-disabled": 249, "on-primary": 231, "on-accent": 16,
        "selection": 19, "heat-1": 234, "heat-2": 236, "heat-3": 238, "heat-4": 239,
        "scrollbar": 244, "scrollbar-hover": 250, "scrollbar-background": 235,
        "panel-lighten-2": 239, "input-selection-background": 24,
        "text-selection": 221, "on-text-selection": 16,
    },
)  # fmt: skip

CONTRAST_LIGHT_256 = _theme(
    CONTRAST_LIGHT_THEME,
    {
        "primary": 17, "secondary": 17, "accent": 88, "warning": 52, "error": 88,
        "success": 22, "foreground": 16, "background": 231, "surface": 231, "panel": 254,
    },
    {
        "text-muted": 236, "text-disabled": 239, "on-primary": 231, "on-accent": 231,
        "selection": 222, "heat-1": 254, "heat-2": 252, "heat-3": 250, "heat-4": 249,
        "scrollbar": 244, "scrollbar-hover": 238, "scrollbar-background": 254,
        "panel-lighten-2": 250, "input-selection-background": 222,
        "text-selection": 17, "on-text-selection": 231,
    },
)  # fmt: skip

THEMES_256 = (LIGHT_256, DARK_256, CONTRAST_LIGHT_256, CONTRAST_DARK_256)
"""They replace `palettes.THEMES`."""
