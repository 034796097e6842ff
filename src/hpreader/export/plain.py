"""Articles and headlines as plain text."""

from __future__ import annotations

from hpreader.model import Article, Headline
from hpreader.render import PLAIN, lay_out
from hpreader.render.head import day_and_time
from hpreader.render.line_breaks import cells, printable

READ, CACHED, MISSING, SAVED = "✓", "●", "○", "✦"
_DATE = len("06/07/2024 06:05")
_SECTION = 18
"""Cells for the section's name; a longer one is cut."""
_MARKS = 3
_GAP = "  "


def article_text(article: Article, width: int = 72) -> str:
    """An article as the reader draws it, without colours."""
    return lay_out(article, width, PLAIN).plain()


def headline_line(headline: Headline, width: int = 0) -> str:
    """A row of `list`: date, title, section and marks.

    With a width the title is cut or filled up, so that the columns of all rows are aligned;
    with none (a pipe) nothing is cut.
    """
    when = day_and_time(headline.published) if headline.published else ""
    title, section = _one_line(headline.title), _one_line(headline.section)
    marks = (
        (READ if headline.read else " ")
        + (CACHED if headline.cached else MISSING)
        + (SAVED if headline.saved else " ")
    )
    if width:
        rest = width - _DATE - _SECTION - _MARKS - 3 * len(_GAP)
        title, section = _fitted(title, max(rest, 10)), _fitted(section, _SECTION)
    return _GAP.join((when.ljust(_DATE), title, section, marks)).rstrip()


def _one_line(text: str) -> str:
    """The text as it may be printed in a row."""
    return " ".join(printable(text).split())


def _fitted(text: str, width: int) -> str:
    """The text cut to, or filled up to, so many cells."""
    if cells(text) > width:
        text = text[: 2 * width]
        while cells(text) > width - 3:
            text = text[:-1]
        text = text.rstrip() + "..."
    return text + " " * (width - cells(text))
