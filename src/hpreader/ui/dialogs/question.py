"""Questions with a few answers: yes or no, and what to do with a link to another site."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding

from hpreader.i18n import _
from hpreader.ui.cell_text import sanitize
from hpreader.ui.dialogs.dialog import Picker
from hpreader.ui.literal import literal


class Question(Picker):
    """A question to be answered with yes or no; 0 is yes."""

    def __init__(self, heading: str, yes: str, no: str) -> None:
        super().__init__(
            heading, [literal(yes), literal(no)], at=1, keys=_("Enter: choose   Esc: close")
        )


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
            f"{heading}\n{sanitize(address)}",
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
