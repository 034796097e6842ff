"""What the reader tells the user: notices in a corner, and the status line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from hpreader.i18n import explain
from hpreader.ui.cell_text import sanitize

if TYPE_CHECKING:
    from textual.notifications import SeverityLevel

    from hpreader.problems import Problem
    from hpreader.ui.widgets.status_line import Status, StatusLine


class Notifier(Protocol):
    """What shows notices: Textual's App."""

    def notify(
        self, message: str, *, severity: SeverityLevel = "information", markup: bool = True
    ) -> None:
        """Show a notice for some seconds."""

    def clear_notifications(self) -> None:
        """Take all notices away."""


class Messages:
    """Notices and the status line; no text in them is markup."""

    def __init__(self, notifier: Notifier, status_line: StatusLine) -> None:
        self._notifier = notifier
        self._status_line = status_line

    def say(self, text: str, *, problem: bool = False) -> None:
        """Show a notice for some seconds."""
        severity: SeverityLevel = "warning" if problem else "information"
        self._notifier.notify(sanitize(text), severity=severity, markup=False)

    def say_problem(self, problem: Problem) -> None:
        """Show what went wrong and what to do."""
        self.say(explain(problem), problem=True)

    def clear(self) -> None:
        """Take all notices away."""
        self._notifier.clear_notifications()

    @property
    def status(self) -> Status:
        """What the status line shows."""
        return self._status_line.status

    def show_status(self, **changes: Any) -> None:
        """Change some fields of the status line (see `Status`)."""
        self._status_line.status = self._status_line.status._replace(**changes)
