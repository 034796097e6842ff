"""What the reader says in a corner for some seconds."""

from __future__ import annotations

from time import monotonic

from textual.notifications import SeverityLevel

from hpreader.ui.cell_text import sanitize
from hpreader.ui.textual_compat import RecoverableApp


class Notices(RecoverableApp):
    """An application that says nothing twice at once.

    What fails at every key, as a full disk does, would cover the text with one sentence.
    """

    def __init__(self) -> None:
        self._standing: dict[str, float] = {}
        super().__init__()

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,  # noqa: ARG002 - Textual's, whose widgets ask for it
    ) -> None:
        """Say something, unless it stands there already; no text is markup, whoever gives it."""
        now = monotonic()
        self._standing = {said: until for said, until in self._standing.items() if until > now}
        if message not in self._standing:
            self._standing[message] = now + (timeout or self.NOTIFICATION_TIMEOUT)
            super().notify(
                sanitize(message),
                title=sanitize(title),
                severity=severity,
                timeout=timeout,
                markup=False,
            )

    def clear_notifications(self) -> None:
        """Take all of it away."""
        self._standing.clear()
        super().clear_notifications()
