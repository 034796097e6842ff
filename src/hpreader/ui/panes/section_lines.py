"""Draws the lines of the sections pane, and the reason why a source fails below them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from hpreader.i18n import explain
from hpreader.ui.cell_text import fit_width, sanitize, strip_of, wrap_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.style import Style
    from textual.strip import Strip

    from hpreader.model.section_choices import Choice
    from hpreader.ui.panes.line_styles import LineStyles

FAILING = "!"
MOST_LINES = 8
"""Of a reason."""


def choice_width(choice: Choice) -> int:
    """The cells of a line of the pane, with a count of three digits."""
    return cell_len(sanitize(choice.title)) + choice.indent + 6


def reason_lines(
    choices: Sequence[Choice], selected: Choice, width: int, room: int
) -> Sequence[str]:
    """Why the source of the selected line fails, else the first failing one; empty if none does.

    Args:
        choices: the lines of the pane.
        selected: the line under the cursor.
        width: of the pane, in cells.
        room: the number of lines below the choices; a longer reason has to be scrolled to.
    """
    of_source = [c for c in choices if c.source == selected.source and c.problem]
    of_selected = [selected] if selected.problem else of_source
    failing = of_selected or [choice for choice in choices if choice.problem]
    if not failing or failing[0].problem is None or width < 8:
        return []
    text = f"{FAILING} {failing[0].title}: {explain(failing[0].problem)}"
    most = min(room, MOST_LINES) if room > 1 else MOST_LINES
    return ["", *wrap_lines(text, width - 2, most)]


def draw_choice(
    choice: Choice, styles: LineStyles, base: Style, width: int, *, is_current: bool
) -> Strip:
    """A line of the pane.

    Args:
        choice: what is on the line.
        styles: of the pane.
        base: the style under the line.
        width: in cells.
        is_current: do the headlines show it?
    """
    style = styles.foreground("section" if choice.indent else "source")
    if choice.is_heading:
        style = styles.foreground("count")
    if is_current:
        style += styles.foreground("current")
    count = f"{choice.unread}" if choice.unread else ""
    room = max(1, width - 3 - choice.indent - len(count))
    mark = (FAILING if choice.problem else " ") + " " * choice.indent
    parts = [
        (mark, styles.foreground("problem")),
        (fit_width(sanitize(choice.title), room) + " ", style),
        (count, styles.foreground("count")),
    ]
    return strip_of(parts, width, base)
