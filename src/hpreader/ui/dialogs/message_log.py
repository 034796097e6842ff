"""The last messages as a list, for those who missed one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from hpreader.i18n import _
from hpreader.model import VIETNAM
from hpreader.ui.dialogs.dialog import Picker

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hpreader.ui.controllers.messages import Told


def message_line(message: Told) -> Content:
    """One message: when it was told, and all of its text."""
    when = (f"{message.at.astimezone(VIETNAM):%H:%M}  ", "$text-muted")
    return Content.assemble(when, (message.text, "bold" if message.is_problem else ""))


class MessageLog(Picker):
    """The last messages, the newest first; errors in bold."""

    def __init__(self, messages: Sequence[Told]) -> None:
        super().__init__(
            _("Messages"),
            [message_line(message) for message in messages],
            empty=_("There was no message yet."),
            keys=_("Esc: close"),
        )
