"""The queue as a list to pick from: what is to be read when there is a network."""

from __future__ import annotations

from collections.abc import Sequence

from textual.binding import Binding
from textual.content import Content

from hpreader.i18n import _
from hpreader.model import VIETNAM, Queued
from hpreader.ui.cell_text import sanitize
from hpreader.ui.dialogs.dialog import Picker


def queue_line(item: Queued) -> Content:
    """One link: since when it waits, and what it is called."""
    when = f"{item.at.astimezone(VIETNAM):%d/%m %H:%M}  " if item.at is not None else ""
    return Content.assemble((when, "$text-muted"), sanitize(item.title or item.url))


class QueueDialog(Picker):
    """What waits for the network; a line can be taken out."""

    BINDINGS = [Binding("d,delete", "drop", show=False)]

    def __init__(self, queue: Sequence[Queued]) -> None:
        super().__init__(
            _("Waiting for the network"),
            [queue_line(item) for item in queue],
            empty=_("Nothing waits for the network."),
            keys=_("Enter: open   d: take out   Esc: close") if queue else "",
        )
        self.dropped: list[int] = []
        self._numbers = list(range(len(queue)))

    def action_drop(self) -> None:
        """Take the line out of the queue."""
        at = self.options.highlighted
        if at is not None and self._numbers:
            self.dropped.append(self._numbers.pop(at))
            self.options.remove_option_at_index(at)
