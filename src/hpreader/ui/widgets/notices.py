"""Notices, without repetition."""

from __future__ import annotations

from time import monotonic

from textual.notifications import SeverityLevel

from hpreader.ui.cell_text import sanitize
from hpreader.ui.textual_compat import RecoverableApp


class Notices(RecoverableApp):
    """An application that shows no notice twice at a time.

    What fails at every key, as a full disk does, would cover the text with one sentence.
    """

    def __init__(self) -> None:
        self._shown: dict[str, float] = {}
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
        """Show a notice, unless it is shown already; its text is never parsed as markup."""
        now = monotonic()
        self._shown = {text: until for text, until in self._shown.items() if until > now}
        if message not in self._shown:
            self._shown[message] = now + (timeout or self.NOTIFICATION_TIMEOUT)
            super().notify(
                sanitize(message),
                title=sanitize(title),
                severity=severity,
                timeout=timeout,
                markup=False,
            )

    def clear_notifications(self) -> None:
        """Remove all notices."""
        self._shown.clear()
        super().clear_notifications()
