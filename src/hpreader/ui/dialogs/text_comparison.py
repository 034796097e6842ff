"""What was edited in an article, word by word, as a text to scroll in; other edits by keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.content import Content

from hpreader import export
from hpreader.i18n import _
from hpreader.ui.cell_text import sanitize
from hpreader.ui.dialogs.command_output import CommandOutput
from hpreader.ui.literal import literal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hpreader.revisions.comparison import Comparison
    from hpreader.revisions.text_diff import DiffLine

STYLES = {"equal": "", "removed": "$text-muted not bold strike", "added": "$foreground bold"}
"""Beside the signs around each part, which tell it without colours; the same in the legend, whatever the
style of the heading around it."""


class TextComparison(CommandOutput):
    """The comparisons of one article, of which one is shown."""

    BINDINGS: ClassVar = [
        Binding("h,left,[,e,ctrl+e", "turn(1)", show=False, priority=True),
        Binding("l,right,]", "turn(-1)", show=False, priority=True),
    ]

    def __init__(self, comparisons: Sequence[Comparison]) -> None:
        """Make it; the first comparison is shown."""
        self._comparisons = comparisons
        self._shown = 0
        super().__init__("", "")

    @property
    def keys(self) -> str:
        """The keys that work here."""
        turn = _("h l: other edits   ") if len(self._comparisons) > 1 else ""
        return turn + super().keys

    @property
    def heading(self) -> Content:
        """What is compared, and how signs tell it."""
        shown = self._comparisons[self._shown]
        marks = export.PART_MARKS
        legend = (
            "  ",
            (_("removed").join(marks["removed"]), STYLES["removed"]),
            "  ",
            (_("added").join(marks["added"]), STYLES["added"]),
        )
        return Content.assemble(sanitize(shown.title), *legend)

    @property
    def text(self) -> Content:
        """The lines that differ."""
        shown = self._comparisons[self._shown]
        parts: list[Content] = []
        if not shown.is_like:
            words = _("The texts were read in different ways; not all differences are edits.")
            parts.append(Content.styled(words, "$text-muted"))
        for line in export.told_lines(shown.lines):
            if isinstance(line, int):
                parts.append(Content.styled(export.unchanged_words(line), "$text-muted"))
            else:
                parts.append(_line(line))
        return literal("\n\n").join(parts)

    def action_turn(self, step: int) -> None:
        """Show another comparison."""
        self._shown = (self._shown + step) % len(self._comparisons)
        self.show_again()


def _line(line: DiffLine) -> Content:
    """A line that differs, with signs and styles."""
    if line.kind != "changed":
        text = export.LINE_LEADS[line.kind] + sanitize(line.parts[0].text)
        return Content.styled(text, STYLES[line.parts[0].kind])
    pieces = []
    for part in line.parts:
        opening, closing = export.PART_MARKS[part.kind]
        pieces.append((f"{opening}{sanitize(part.text)}{closing}", STYLES[part.kind]))
    return Content.assemble(*pieces)
