"""The styles of an article, by role; colours.py has the palettes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from rich.style import Style


class Palette(NamedTuple):
    """One style for each role. No style sets a background: the page lies under all of them.

    `background` is the page the colours were chosen for; every colour has a contrast of at least
    4.5 to 1 against it (WCAG 2.2, success criterion 1.4.3).
    """

    name: str
    background: str
    """As `#rrggbb`; empty where the terminal's own colours are used."""
    text: Style | None
    section: Style | None
    headline: Style | None
    facts: Style | None
    lede: Style | None
    heading: Style | None
    subheading: Style | None
    strong: Style | None
    emphasis: Style | None
    link: Style | None
    label: Style | None
    """`[Photo]`, and the names of columns where a table is shown as records."""
    caption: Style | None
    quote: Style | None
    mark: Style | None
    """Bullets, numbers, bars and rules."""
    box: Style | None
    """The heading of the box of other news."""
    related: Style | None
    excerpt: Style | None
    cached: Style | None
    missing: Style | None
    read: Style | None


UNSTYLED = Palette("unstyled", "", *(None,) * 20)
"""For what is printed as text only: Rich takes a tenth of the time of a short command to import."""
