"""Themes: which one is used, and the colours of articles under it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.theme import BUILTIN_THEMES, Theme

from hpreader.ui.styles.contrast import LEAST_CONTRAST, contrast
from hpreader.ui.styles.palettes import (
    CONTRAST_DARK_THEME,
    CONTRAST_LIGHT_THEME,
    DARK_THEME,
    LIGHT_THEME,
    THEMES,
)

if TYPE_CHECKING:
    from collections.abc import Container

    from hpreader.render import Palette


_OTHERS = {
    LIGHT_THEME.name: DARK_THEME.name,
    CONTRAST_LIGHT_THEME.name: CONTRAST_DARK_THEME.name,
    CONTRAST_DARK_THEME.name: CONTRAST_LIGHT_THEME.name,
}


def theme_names() -> frozenset[str]:
    """The names of all themes there are, Textual's and ours."""
    return frozenset({*BUILTIN_THEMES, *(theme.name for theme in THEMES)})


def other_theme(theme: Theme) -> str:
    """The name of the light theme for a dark one, and the other way round."""
    return _OTHERS.get(theme.name) or (LIGHT_THEME if theme.dark else DARK_THEME).name


def first_theme(wanted: str, available: Container[str], *, is_light: bool) -> str:
    """The name of the theme to begin with.

    Args:
        wanted: a theme's name, `light`, `dark`, `contrast` or `auto`.
        available: the names there are.
        is_light: is the terminal's page light?
    """
    light = "light" if is_light else "dark"
    names = {
        "light": LIGHT_THEME.name,
        "dark": DARK_THEME.name,
        "contrast": f"hpreader-contrast-{light}",
    }
    wanted = names.get(wanted, wanted)
    return wanted if wanted in available else f"hpreader-{light}"


def palette_of(theme: Theme, *, colour: bool) -> Palette:
    """The colours of articles under a theme."""
    from hpreader.render import (  # noqa: PLC0415 - not for the first picture
        CONTRAST_DARK,
        CONTRAST_LIGHT,
        DARK,
        LIGHT,
        PLAIN,
    )

    if not colour or theme.ansi:
        return PLAIN
    ours = {
        LIGHT_THEME.name: LIGHT,
        DARK_THEME.name: DARK,
        CONTRAST_LIGHT_THEME.name: CONTRAST_LIGHT,
        CONTRAST_DARK_THEME.name: CONTRAST_DARK,
    }
    return ours.get(theme.name) or _palette_from(theme)


def _palette_from(theme: Theme) -> Palette:
    """A palette out of a theme's own colours, each as strong as it takes to be read."""
    from textual.color import Color  # noqa: PLC0415 - not for the first picture

    from hpreader.render import coloured  # noqa: PLC0415 - not for the first picture

    colours = theme.to_color_system().generate()
    page = Color.parse(colours["background"])
    strongest = Color.parse("#ffffff" if page.brightness < 0.5 else "#000000")

    def legible(colour: Color) -> str:
        for step in range(11):
            mixed = colour.blend(strongest, step / 10)
            if contrast(mixed.rgb, page.rgb) >= LEAST_CONTRAST:
                return mixed.hex6
        return strongest.hex6

    ink = Color.parse(colours["foreground"])
    return coloured(
        theme.name,
        background=page.hex6,
        ink=legible(ink),
        quiet=legible(ink.blend(page, 0.3)),
        accent=legible(Color.parse(colours["primary"])),
        link=legible(Color.parse(colours["secondary"])),
        fresh=legible(Color.parse(colours["success"])),
    )
