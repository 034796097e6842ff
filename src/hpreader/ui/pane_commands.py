"""The commands that a pane carries out itself, and why one does nothing at the pane's edges."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hpreader.ui.command import Command
    from hpreader.ui.controllers.controllers import Controllers
    from hpreader.ui.panes.pane import Pane


def run_in_pane(row: Command[Any], pane: Pane, c: Controllers | None) -> None:
    """Have a pane do one of its own commands, or tell why it cannot.

    Args:
        row: the command.
        pane: the pane with the focus.
        c: has the message line; None before the panes are there.
    """
    if c is None or row.requires(pane):
        row.run(pane)
    else:
        c.messages.say(row.requires.why_not(pane), topic="key")


def is_at_edge(pane: Pane, *, is_end: bool) -> bool:
    """Is there nothing more to move to in a pane: at its end, or else at its beginning?"""
    from hpreader.ui.panes.article import ArticlePane  # noqa: PLC0415 - not for the first picture
    from hpreader.ui.panes.dates import Dates  # noqa: PLC0415 - as above
    from hpreader.ui.panes.headlines import Headlines  # noqa: PLC0415 - as above
    from hpreader.ui.panes.sections import Sections  # noqa: PLC0415 - as above

    match pane:
        case Headlines():
            return pane.cursor >= pane.window.count - 1 if is_end else pane.cursor <= 0
        case Sections():
            return pane.cursor >= pane.last_line if is_end else pane.cursor <= 0
        case Dates():
            return False  # a calendar goes on
        case ArticlePane():
            focused, count = pane.links.focused, pane.document.related_count
            if focused is not None and focused != (count if is_end else 1):
                return False
            return pane.viewport.is_at_end if is_end else pane.viewport.top <= 0
        case _:
            top = round(pane.scroll_y)
            return top >= round(pane.max_scroll_y) if is_end else top <= 0
