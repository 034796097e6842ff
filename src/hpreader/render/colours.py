"""The palettes: calm, like a newspaper, and legible."""

from __future__ import annotations

from rich.style import Style

from hpreader.render.palette import Palette


def coloured(
    name: str,
    *,
    background: str,
    ink: str,
    quiet: str,
    accent: str,
    link: str,
    fresh: str,
) -> Palette:
    """A palette of five inks on one page, each as `#rrggbb`."""
    plain, soft = Style(color=ink), Style(color=quiet)
    bold = Style(color=ink, bold=True)
    return Palette(
        name=name,
        background=background,
        text=plain,
        section=Style(color=accent, bold=True),
        headline=bold,
        facts=soft,
        lede=bold,
        heading=Style(color=accent, bold=True),
        subheading=Style(color=ink, bold=True, italic=True),
        strong=Style(bold=True),
        emphasis=Style(italic=True),
        link=Style(color=link, underline=True),
        label=soft,
        caption=Style(color=quiet, italic=True),
        quote=Style(color=ink, italic=True),
        mark=Style(color=accent),
        box=Style(color=accent, bold=True),
        related=Style(color=link, underline=True),
        excerpt=soft,
        cached=Style(color=fresh),
        missing=soft,
        read=soft,
    )


LIGHT = coloured(
    "light",
    background="#fbf7ef",
    ink="#26221c",
    quiet="#645b4e",
    accent="#9a2a1f",
    link="#1d4f7c",
    fresh="#2d6332",
)
"""Ink on warm paper."""

DARK = coloured(
    "dark",
    background="#1b1a18",
    ink="#e4ddd0",
    quiet="#b3aa9b",
    accent="#e39a6f",
    link="#8db9e2",
    fresh="#94bf86",
)
"""The same page at night."""

CONTRAST_LIGHT = coloured(
    "contrast-light",
    background="#ffffff",
    ink="#000000",
    quiet="#303030",
    accent="#8b0000",
    link="#00287a",
    fresh="#004d00",
)
"""Seven to one at least (WCAG 2.2, success criterion 1.4.6)."""

CONTRAST_DARK = coloured(
    "contrast-dark",
    background="#000000",
    ink="#ffffff",
    quiet="#d6d6d6",
    accent="#ffd75f",
    link="#9cdcff",
    fresh="#9cffa0",
)
"""The same on black."""

_PLAIN, _BOLD, _ITALIC, _UNDER = (
    Style(),
    Style(bold=True),
    Style(italic=True),
    Style(underline=True),
)
PLAIN = Palette(
    name="plain",
    background="",
    text=_PLAIN,
    section=_PLAIN,
    headline=_BOLD,
    facts=_PLAIN,
    lede=_BOLD,
    heading=_BOLD,
    subheading=Style(bold=True, italic=True),
    strong=_BOLD,
    emphasis=_ITALIC,
    link=_UNDER,
    label=_PLAIN,
    caption=_ITALIC,
    quote=_ITALIC,
    mark=_PLAIN,
    box=_BOLD,
    related=_UNDER,
    excerpt=_PLAIN,
    cached=_PLAIN,
    missing=_PLAIN,
    read=_PLAIN,
)
"""No colour at all (`NO_COLOR`): weight, italics and underlines only."""
