"""A laid-out article: its lines, the regions of its links, and where each text is."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from hpreader.model import Anchor

if TYPE_CHECKING:
    from rich.style import Style


class Segment(NamedTuple):
    """A stretch of a line in one style; what Rich's class of this name begins with."""

    text: str
    style: Style | None = None


@dataclass(frozen=True, slots=True)
class LinkRegion:
    """The region of a link or a related item: a line and its cells from `start` to `end`.

    A link that is broken over lines has one region for each, with the same `index`: links and
    related news are counted together from 0 in reading order.
    """

    index: int
    line: int
    start: int
    end: int
    kind: Literal["link", "related"]
    url: str
    title: str
    number: int = 0
    """From 1 for related news, 0 for links."""


class ImageSlot(NamedTuple):
    """Where an image is, or its caption where the image itself is not drawn."""

    src: str
    line: int
    """The first line of the image."""
    indent: int = 0
    """Cells between the line's beginning and the image."""
    columns: int = 0
    rows: int = 0
    """0 where there is only the caption."""


class Line(NamedTuple):
    """One line, never wider than the measure, and the position in the article at its beginning."""

    segments: tuple[Segment, ...]
    anchor: Anchor

    @property
    def text(self) -> str:
        """The line without its styles."""
        return "".join(segment.text for segment in self.segments)


class Layout(NamedTuple):
    """An article as lines of a certain width."""

    width: int
    lines: tuple[Line, ...]
    regions: tuple[LinkRegion, ...]
    marks: tuple[tuple[int, int, int], ...]
    """Block, offset and line of each stretch of text, sorted: a line of a table has several.

    The blank line before a block is its offset -1. An image has none of the text's offsets:
    see `layout_builder.BEFORE_IMAGE`.
    """
    image_slots: tuple[ImageSlot, ...] = ()
    """The images, from top to bottom."""

    def line_of(self, anchor: Anchor) -> int:
        """The line that contains a position, 0 when there is none before it."""
        at = bisect_right(self.marks, (anchor.block, anchor.offset, len(self.lines)))
        return self.marks[at - 1][2] if at else 0

    def anchor_of(self, line: int) -> Anchor:
        """The position at the beginning of a line; that of the nearest line when there is none."""
        if not self.lines:
            return Anchor()
        return self.lines[max(0, min(line, len(self.lines) - 1))].anchor

    def text_lines(self) -> tuple[str, ...]:
        """The text of each line, without styles."""
        return tuple(line.text for line in self.lines)

    def plain(self) -> str:
        """The whole text, without styles."""
        return "\n".join(self.text_lines())
