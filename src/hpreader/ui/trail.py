"""The trail and the queue as lists to pick from."""

from __future__ import annotations

from collections.abc import Sequence

from rich.table import Table
from rich.text import Text
from textual.binding import Binding
from textual.content import Content

from hpreader.history import History
from hpreader.i18n import _
from hpreader.model import VIETNAM, Queued, Visit
from hpreader.ui.dialogs import Picker
from hpreader.ui.pane import shown


def trail_lines(history: History[Visit]) -> list[Table]:
    """One line for each step: when, what, how much of it; followed ones stand further in."""
    lines: list[Table] = []
    depth = 0
    for step, visit in enumerate(history):
        depth = depth + 1 if visit.followed and step else 0
        is_here = step == history.index
        when = f"{visit.at.astimezone(VIETNAM):%d/%m %H:%M}" if visit.at is not None else " " * 11
        mark = "\u25b8 " if is_here else "  "  # ▸
        progress = f"{round(visit.progress * 100):>4}%  "
        style = "bold" if is_here else "dim" if step > history.index else ""
        line = Table.grid()
        line.add_column(no_wrap=True)
        line.add_column()
        # A title of two lines stays under itself.
        line.add_row(
            Text(f"{mark}{when}{progress}" + "  " * min(depth, 6), "dim"),
            Text(shown(visit.title), style),
        )
        lines.append(line)
    return lines


class TrailDialog(Picker):
    """The reading trail; picking a step goes there and keeps both branches."""

    def __init__(self, history: History[Visit]) -> None:
        super().__init__(
            _("Reading trail"),
            trail_lines(history),
            at=history.index,
            empty=_("Nothing has been read yet."),
        )


class QueueDialog(Picker):
    """What waits for the network; a line can be taken out."""

    BINDINGS = [Binding("d,delete", "drop", show=False)]

    def __init__(self, queue: Sequence[Queued]) -> None:
        super().__init__(
            _("Waiting for the network"),
            [Content(shown(item.title or item.url)) for item in queue],
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
