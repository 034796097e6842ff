"""Printing an article on a terminal, as the reader shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment, Segments
from rich.style import Style

from hpreader import render
from hpreader.cli import output

if TYPE_CHECKING:
    from hpreader.config import Settings
    from hpreader.model import Article
    from hpreader.newsroom import Newsroom


def draw(article: Article, newsroom: Newsroom, settings: Settings) -> None:
    """Print an article as the reader shows it, in the terminal's own colours."""
    columns = output.drawing_columns()
    console = output.console(width=columns)
    palette = _palette(settings, has_colour=not console.no_color)
    layout = render.lay_out(
        article,
        min(settings.measure, max(columns - 2, 1)),
        palette,
        states=newsroom.articles.link_states([item.url for item in article.related]),
        now=newsroom.now(),
        source=newsroom.subscriptions.told_title(article.source),
    )
    with output.paged(console, len(layout.lines)):
        for line in layout.lines:
            parts = (Segment(part.text, part.style) for part in line.segments)
            console.print(Segments([Segment(" "), *parts, Segment.line()]), soft_wrap=True)


def _palette(settings: Settings, *, has_colour: bool) -> render.Palette:
    """The colours: the theme's where one is chosen, else those of the terminal.

    What lies behind the text is not known here, so only colours are taken that every terminal's
    own theme makes legible.
    """
    if not has_colour:
        return render.PLAIN
    if settings.theme in {"light", "dark"}:
        return render.LIGHT if settings.theme == "light" else render.DARK
    accent, quiet = Style(color="red", bold=True), Style(dim=True)
    return render.PLAIN._replace(
        section=accent,
        heading=accent,
        box=accent,
        mark=Style(color="red"),
        facts=quiet,
        label=quiet,
        excerpt=quiet,
        missing=quiet,
        read=quiet,
        cached=Style(color="green"),
    )
