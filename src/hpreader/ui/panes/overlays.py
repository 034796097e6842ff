"""What is drawn over the laid-out lines of an article: focus, matches, selection, link hints."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from hpreader.ui.panes.text_find import TextFind

if TYPE_CHECKING:
    from textual.selection import Selection

    from hpreader.ui.input.link_hints import LinkHints
    from hpreader.ui.panes.article_document import ArticleDocument
    from hpreader.ui.panes.line_styles import LineStyles

Span = tuple[int, int, Style]
"""From one cell up to another, in a style."""


class Overlays:
    """The state that is drawn over an article's lines, and how."""

    def __init__(self, document: ArticleDocument, styles: LineStyles) -> None:
        self._document = document
        self._styles = styles
        self.focus: int | None = None
        """The number of the related item with the focus, counted from 1."""
        self.find = TextFind()
        self.hints: LinkHints | None = None

    def draw(
        self, line: int, strip: Strip, margin: int, selection: Selection | None, selected: Style
    ) -> Strip:
        """A line of the text with everything that is over it.

        Args:
            line: its number.
            strip: the line as it is laid out.
            margin: the cells in front of the text.
            selection: what is selected, in cells of the pane.
            selected: the style of a selection.
        """
        spans = [*self._focus_spans(line), *self._match_spans(line, strip.text)]
        if selection is not None and (span := selection.get_span(line)):
            start, end = span
            end = cell_len(strip.text) if end < 0 else end - margin
            spans.append((max(0, start - margin), end, selected))
        strip = with_spans(strip, spans)
        for label, start in self.hints.on_line(line) if self.hints is not None else ():
            strip = with_label(strip, label, start, self._styles.component("hint"))
        return strip

    def _focus_spans(self, line: int) -> list[Span]:
        if self.focus is None:
            return []
        style = self._styles.component("focus")
        return [
            (link.start, link.end, style)
            for link in self._document.links
            if link.line == line and link.number == self.focus
        ]

    def _match_spans(self, line: int, text: str) -> list[Span]:
        spans = []
        for match in self.find.on_line(line):
            is_current = match.number == self.find.number
            start = cell_len(text[: match.start])
            end = start + cell_len(text[match.start : match.end])
            spans.append((start, end, self._styles.component("current" if is_current else "match")))
        return spans


def with_spans(strip: Strip, spans: list[Span]) -> Strip:
    """The line with these spans in other styles."""
    for start, end, style in spans:
        before, middle, after = _parts(strip, start, end)
        over = [Segment(text, (old or Style()) + style) for text, old, _ in middle]
        strip = Strip.join([before, Strip(over), after])
    return strip


def with_label(strip: Strip, label: str, start: int, style: Style) -> Strip:
    """The line with a label in place of the text from a cell on."""
    before, _, after = _parts(strip, start, start + len(label))
    return Strip.join([before, Strip([Segment(label, style)]), after])


def _parts(strip: Strip, start: int, end: int) -> tuple[Strip, Strip, Strip]:
    length = strip.cell_length
    start, end = max(0, min(start, length)), max(0, min(end, length))
    return strip.crop(0, start), strip.crop(start, end), strip.crop(end, length)
