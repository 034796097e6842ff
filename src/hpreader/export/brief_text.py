"""A brief as lines of a terminal: one for each headline, or all of it with teasers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from hpreader.export.edition_article import counted
from hpreader.export.headline_row import READ, SAVED
from hpreader.i18n import ngettext
from hpreader.render.line_breaks import cells, fitted, printable, safe, wrap

if TYPE_CHECKING:
    from hpreader.model import Headline
    from hpreader.model.brief import Brief, BriefEntry

WIDTH: Final = 80
"""Cells of a line where nobody says how wide it may be, and the most where somebody does."""

_TIME: Final = len("06:40")
_DAY: Final = len("29/11 ")
_INDENT: Final = "  "


def brief_lines(brief: Brief, width: int, height: int = 0) -> list[str]:
    """A brief as text.

    Args:
        brief: at least one article.
        width: of the lines, in cells.
        height: of the screen in lines: what does not fit is counted in the last one; with 0 all is
            told, with teasers.
    """
    heading = f"{brief.title}, {counted(brief.count)}"
    lines = [_cut(heading, width)]
    if not height:
        for part in brief.parts:
            lines.append("")
            lines.append(_cut(f"{part.name} ({_size(part.entries)})", width))
            for entry in part.entries:
                lines += _whole(entry, brief, width)
        return lines
    room = max(2, height - len(lines))
    short = brief.shortened(room)
    if short.count < brief.count:
        short = brief.shortened(max(2, room - 1))
    rest = brief.count - short.count
    room = height - 1 - bool(rest)
    lines += next(
        (found for looks in _LOOKS if len(found := _rows(short, brief, width, *looks)) <= room),
        _rows(short, brief, width),
    )
    if rest:
        words = ngettext(
            "{count} more article: hpreader brief --all",
            "{count} more articles: hpreader brief --all",
            rest,
        )
        lines.append(_cut(words.format(count=rest), width))
    return lines


_LOOKS: Final = ((True, True), (True, False))
"""Blank lines between the parts, teasers: the first that fit are taken."""


def _rows(
    short: Brief, brief: Brief, width: int, has_gaps: bool = False, has_teasers: bool = False
) -> list[str]:
    """The parts of a brief, of which some may be shortened, in lines of one headline each."""
    lines: list[str] = []
    for part, whole in zip(short.parts, brief.parts, strict=False):
        lines += [""] * has_gaps
        lines.append(_cut(f"{part.name} ({_size(whole.entries)})", width))
        for entry in part.entries:
            lines.append(_row(entry, brief, width))
            if has_teasers and (teaser := _one_line(entry.headline.summary)):
                indent = " " * cells(f"{_INDENT}{_when(entry.headline, brief)}  ")
                lines.append(_cut(indent + teaser, width))
    return lines


def _size(entries: tuple[BriefEntry, ...]) -> int:
    return sum(len(entry.headlines) for entry in entries)


def _row(entry: BriefEntry, brief: Brief, width: int) -> str:
    """An entry in one line: when, the title as far as there is room, the note."""
    headline = entry.headline
    begin = f"{_INDENT}{_when(headline, brief)}  "
    note = _one_line(entry.remark)
    end = f"  {note}" if note else ""
    marks = _marks(headline)
    room = max(8, width - cells(begin) - cells(end) - (len(marks) + 1 if marks else 0))
    title = fitted(_one_line(headline.title or headline.url), room).rstrip()
    return _cut(f"{begin}{title}{end}{' ' + marks if marks else ''}", width)


def _whole(entry: BriefEntry, brief: Brief, width: int) -> Iterator[str]:
    """All of an entry: title and teaser wrapped, then the address; the other articles of its story below."""
    for number, headline in enumerate(entry.headlines):
        begin = f"{_INDENT}{_when(headline, brief)}  "
        note = _one_line(entry.remark) if number == 0 else ""
        marks = _marks(headline)
        title = " ".join(filter(None, (_one_line(headline.title or headline.url), marks, note)))
        indent = " " * cells(begin)
        for at, line in enumerate(_wrapped(title, width - cells(begin))):
            yield (begin if at == 0 else indent) + line
        for line in _wrapped(_one_line(headline.summary), width - cells(begin)):
            yield indent + line
        if headline.url:
            yield indent + _one_line(headline.url)


def _when(headline: Headline, brief: Brief) -> str:
    """The time in a column."""
    width = _TIME if brief.period.is_day else _TIME + _DAY
    return brief.period.time_of(headline).ljust(width)


def _marks(headline: Headline) -> str:
    return (READ if headline.read else "") + (SAVED if headline.saved else "")


def _wrapped(text: str, width: int) -> Iterator[str]:
    drawn = safe(text)
    if drawn:
        for start, end in wrap(drawn, max(8, width)):
            yield printable(drawn[start:end])


def _cut(text: str, width: int) -> str:
    return fitted(printable(text), width).rstrip()


def _one_line(text: str) -> str:
    return " ".join(printable(text).split())
