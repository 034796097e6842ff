"""Themes: which one is used, and the colours of articles under it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.theme import BUILTIN_THEMES, Theme

from hpreader.i18n import N_, _
from hpreader.ui.styles.contrast import LEAST_CONTRAST, contrast
from hpreader.ui.styles.palettes import (
    CONTRAST_DARK_THEME,
    CONTRAST_LIGHT_THEME,
    DARK_THEME,
    LIGHT_THEME,
    THEMES,
    is_ours,
)

if TYPE_CHECKING:
    from collections.abc import Container

    from hpreader.render import Palette


_TITLES = {
    DARK_THEME.name: N_("dark"),
    LIGHT_THEME.name: N_("light"),
    CONTRAST_LIGHT_THEME.name: N_("strong contrast, light"),
    CONTRAST_DARK_THEME.name: N_("strong contrast, dark"),
}
"""What our themes are called, in the order in which the key goes through them."""


def theme_names() -> frozenset[str]:
    """The names of all themes there are, Textual's and ours."""
    return frozenset({*BUILTIN_THEMES, *(theme.name for theme in THEMES)})


def next_theme(theme: Theme) -> str:
    """The name of the one of our themes that comes after a theme; after another's, a lighter or darker one."""
    if theme.name not in _TITLES:
        return (LIGHT_THEME if theme.dark else DARK_THEME).name
    names = list(_TITLES)
    return names[(names.index(theme.name) + 1) % len(names)]


def theme_title(name: str) -> str:
    """What a theme is called on the screen."""
    title = _TITLES.get(name)
    return _(title) if title else name


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
    from hpreader.render import PLAIN, coloured  # noqa: PLC0415 - not for the first picture

    if not colour or theme.ansi:
        return PLAIN
    if not is_ours(theme):
        return _palette_from(theme)
    # Not the colours that Textual makes of them: those are rounded, so that 215 may be 214.
    return coloured(
        theme.name,
        background=theme.background or "",
        ink=theme.foreground or "",
        quiet=theme.variables["text-muted"],
        accent=theme.accent or "",
        link=theme.secondary or "",
        fresh=theme.success or "",
    )


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
