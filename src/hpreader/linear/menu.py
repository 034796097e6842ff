"""A menu: a list of texts, of which one may be chosen by its number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hpreader.i18n import _
from hpreader.linear.pager import Pager
from hpreader.linear.wrapped_text import page_height, wrapped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hpreader.linear.protocols import Choose, LineIO

MOST = 20
"""Items on one page: more are too many to listen to."""


async def _choose_nothing(_number: int) -> None:
    pass


class Menu:
    """A view of texts."""

    def __init__(
        self, io: LineIO, title: str, entries: Sequence[str], choose: Choose | None = None
    ) -> None:
        """Make it.

        Args:
            io: has the width and the height.
            title: the sentence before the texts.
            entries: the texts.
            choose: does what the number of a text, from 1, stands for; None for texts to read only.
        """
        self.title = title
        self.choose: Choose = choose or _choose_nothing
        self.numbers = len(entries) if choose is not None else 0
        self._io = io
        self._entries = entries
        most = MOST if choose is not None else len(entries)
        self.pages = Pager(self._items, lambda: len(entries), page_height(io), max(1, most))

    @property
    def prompt(self) -> str:
        """What can be done."""
        parts = [_("Enter: more")] if self.pages.has_next else []
        if self.numbers:
            parts.append(_("number: choose"))
        return "; ".join((*parts, _("q: leave"), _("h: help")))

    def _items(self, start: int, stop: int) -> list[list[str]]:
        return [
            wrapped(f"{number}. {text}" if self.numbers else text, self._io.columns)
            for number, text in enumerate(self._entries[start:stop], start + 1)
        ]
