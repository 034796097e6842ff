"""Where a link leads, shown before it is opened."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding

from hpreader.i18n import _
from hpreader.ui.dialogs.dialog import Picker
from hpreader.ui.literal import literal
from hpreader.ui.panes.pane import shown


class LinkDialog(Picker):
    """A link that leaves the site: its whole address, and what can be done with it."""

    HERE, BROWSER, COPY = range(3)
    BINDINGS: ClassVar = [
        Binding("o,v", "choose(1)", show=False),
        Binding("c,y", "choose(2)", show=False),
    ]

    def __init__(self, address: str, host: str) -> None:
        heading = _("This link leads to {host}:").format(host=host)
        super().__init__(
            f"{heading}\n{shown(address)}",
            [
                literal(_("Open it here if it is an article, else in the browser")),
                literal(_("Open it in the browser")),
                literal(_("Copy the address")),
            ],
            keys=_("Enter: choose   o: browser   c: copy   Esc: close"),
        )

    def action_choose(self, number: int) -> None:
        """One of the lines by its letter."""
        self.answer(number)
