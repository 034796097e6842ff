"""Building the layout of an article, line after line, for one width and one palette."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice, pairwise
from operator import attrgetter
from typing import TYPE_CHECKING, Literal, NamedTuple

from hpreader.model import Anchor, Inline, Span
from hpreader.render.layout import ImageSlot, Layout, Line, LinkRegion, Segment
from hpreader.render.line_breaks import DROPPED, cells, printable, safe, wrap
from hpreader.render.palette import Palette
from hpreader.render.sign_sets import DRAWN, Signs

if TYPE_CHECKING:
    from rich.style import Style

_IMAGE = 1000
"""Positions in an image are thousandths of its height, as offsets before the text of its caption: so
they do not depend on the size of the window, nor those of the caption on whether the image is drawn."""

BEFORE_IMAGE = -_IMAGE - 1
"""The offset of the blank line before an image."""


@dataclass(frozen=True, slots=True)
class Target:
    """What a stretch of text opens."""

    index: int
    kind: Literal["link", "related"]
    url: str
    title: str
    number: int = 0


class Run(NamedTuple):
    """A stretch of text in one style."""

    start: int
    end: int
    style: Style | None
    target: Target | None = None


@dataclass(slots=True)
class Strip:
    """A wrapped line of one text, not added to the layout yet."""

    offset: int
    """Where it begins in its text."""
    segments: list[Segment] = field(default_factory=list)
    targets: list[tuple[int, int, Target]] = field(default_factory=list)
    """Cells from, cells to, and what they open."""

    @property
    def width(self) -> int:
        """In cells."""
        return sum(cells(segment.text) for segment in self.segments)


@lru_cache(1024)
def _blend(base: Style | None, *others: Style | None) -> Style | None:
    """Styles laid over one another."""
    styles = list(filter(None, (base, *others)))
    if not styles:
        return base
    from rich.style import Style  # noqa: PLC0415 - it is loaded if there are styles

    return Style.combine(styles)


class LayoutBuilder:
    """Collects lines, regions and marks, and counts the block and the offset of the next text."""

    def __init__(self, width: int, palette: Palette, signs: Signs = DRAWN) -> None:
        self.width = max(width, 1)
        self.palette = palette
        self.signs = signs
        self._lines: list[Line] = []
        self._regions: list[LinkRegion] = []
        self._marks: list[tuple[int, int, int]] = []
        self._image_slots: list[ImageSlot] = []
        self._targets = 0
        self._block = -1
        self._base = 0

    def finish(self) -> Layout:
        """The layout of everything that was added."""
        lines, regions = tuple(self._lines), tuple(self._regions)
        marks, slots = tuple(sorted(self._marks)), tuple(self._image_slots)
        return Layout(self.width, lines, regions, marks, slots)

    def begin(self, block: int) -> None:
        """The next texts belong to this block (of `Anchor`'s numbering)."""
        self._block = block
        self._base = 0

    def blank(self, *segments: Segment, offset: int = -1) -> None:
        """A line without text: the gap before a block, or before its next text."""
        self._add(segments, (self._base + offset,))

    def add_image(self, src: str, columns: int = 0, rows: int = 0) -> None:
        """Add empty lines for an image in the middle of the measure, or only its slot without rows."""
        indent = max(0, (self.width - columns) // 2)
        self._image_slots.append(ImageSlot(src, len(self._lines), indent, columns, rows))
        for row in range(rows):
            self._add((), (self._base - _IMAGE + row * _IMAGE // rows,))

    def add(
        self,
        content: Inline,
        style: Style | None,
        *,
        label: str = "",
        lead: Iterable[Segment] = (),
        hang: Iterable[Segment] = (),
        target: Target | None = None,
    ) -> None:
        """Add the next text of the block, with a label before it that is wrapped with it.

        `lead` comes before its first line, `hang`, as wide, before the others.
        """
        lead, hang = tuple(lead), tuple(hang)
        indent = _width(lead)
        width = max(self.width - indent, 1)
        strips = self.wrapped(content, style, width, label=label, target=target)
        for number, strip in enumerate(strips or [Strip(0)]):
            self._open(strip, indent)
            before = hang if number else lead
            self._add((*before, *strip.segments), (self._base + strip.offset,))
        self.skip(content)

    def skip(self, content: Inline) -> None:
        """Go on to the next text of the block without adding this one."""
        self._base += len(content.text) + 1

    def add_beside(self, columns: Iterable[tuple[int, int, Strip]], anchor: int) -> None:
        """A line of strips side by side, each with its cell and the base of its text.

        `anchor` is the offset in the block that the line begins with.
        """
        segments: list[Segment] = []
        offsets = [anchor]
        at = 0
        for cell, base, strip in columns:
            if cell > at:
                segments.append(Segment(" " * (cell - at)))
            self._open(strip, cell)
            segments.extend(strip.segments)
            offsets.append(base + strip.offset)
            at = cell + strip.width
        self._add(segments, offsets)

    def draw(self, content: Inline, segments: Iterable[Segment]) -> None:
        """Add the next text of the block as a line of segments."""
        self._add(segments, (self._base,))
        self.skip(content)

    @property
    def base(self) -> int:
        """The offset in the block at which the next text begins."""
        return self._base

    def mark(self) -> None:
        """The next text is found at the next line, wherever it is set."""
        self._marks.append((self._block, self._base, len(self._lines)))

    def new_target(
        self, kind: Literal["link", "related"], url: str, title: str, number: int = 0
    ) -> Target:
        """A new target, numbered in reading order."""
        self._targets += 1
        title = printable(title)
        return Target(self._targets - 1, kind, url, title, number)

    def wrapped(
        self,
        content: Inline,
        style: Style | None,
        width: int,
        *,
        label: str = "",
        target: Target | None = None,
    ) -> list[Strip]:
        """A text broken into lines that are not added to the layout yet."""
        text = safe(label + content.text)
        ahead = len(label)
        runs = [Run(0, ahead, self.palette.label)] if label else []
        if content.spans:
            runs += self._runs(content, style, ahead)
        else:
            runs.append(Run(ahead, len(text), style, target))
        strips = []
        for start, end in wrap(text, width):
            strip = Strip(max(0, start - ahead))
            _fill(strip, text, start, end, runs)
            strips.append(strip)
        return strips

    def _runs(self, content: Inline, style: Style | None, ahead: int) -> Iterator[Run]:
        """The text in stretches of one style each, with so many characters ahead of it."""
        size = len(content.text)
        spans = [span for span in content.spans if 0 <= span.start < min(span.end, size)]
        targets = {
            span: self.new_target("link", span.url, content.text[span.start : span.end])
            for span in spans
            if span.kind == "link" and span.url
        }
        edges = sorted({0, size, *(min(edge, size) for s in spans for edge in (s.start, s.end))})
        waiting = sorted(spans, key=lambda span: span.start, reverse=True)
        over: list[Span] = []
        for start, end in pairwise(edges):
            over = [span for span in over if span.end > start]
            while waiting and waiting[-1].start <= start:
                over.append(waiting.pop())
            opens = next((targets[span] for span in over if span in targets), None)
            yield Run(ahead + start, ahead + end, _blend(style, *map(self._style, over)), opens)

    def _style(self, span: Span) -> Style | None:
        """What a span lays over the style of its text."""
        palette = self.palette
        styles = {"strong": palette.strong, "emphasis": palette.emphasis, "link": palette.link}
        return styles[span.kind]

    def _open(self, strip: Strip, cell: int) -> None:
        """Add the regions of a strip that begins at a cell of the next line."""
        for start, end, to in strip.targets:
            line = len(self._lines)
            region = LinkRegion(
                to.index, line, cell + start, cell + end, to.kind, to.url, to.title, to.number
            )
            self._regions.append(region)

    def _add(self, segments: Iterable[Segment], offsets: Iterable[int]) -> None:
        """Add a line that contains the text at these offsets and begins with the first."""
        line = len(self._lines)
        first, *others = ((self._block, offset, line) for offset in offsets)
        self._marks += [first, *(mark for mark in others if mark != first)]
        self._lines.append(Line(tuple(segments), Anchor(first[0], first[1])))


def _fill(strip: Strip, text: str, begin: int, end: int, runs: list[Run]) -> None:
    """Give a strip its segments, and its targets in cells (a link of two runs is one target)."""
    at = 0
    for run in islice(runs, bisect_right(runs, begin, key=attrgetter("end")), None):
        if run.start >= end:
            return
        piece = text[max(run.start, begin) : min(run.end, end)].replace(DROPPED, "")
        if not piece:
            continue
        strip.segments.append(Segment(piece, run.style))
        size = cells(piece)
        if run.target and size:
            start = at
            if strip.targets and strip.targets[-1][1:] == (at, run.target):
                start = strip.targets.pop()[0]
            strip.targets.append((start, at + size, run.target))
        at += size


def _width(segments: Iterable[Segment]) -> int:
    """In cells."""
    return sum(cells(segment.text) for segment in segments)
