"""The dialog that adds a source by its address or name."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Input, Static

from hpreader.i18n import _, explain
from hpreader.model import Source
from hpreader.problems import Problem
from hpreader.ui.dialogs.dialog import Dialog
from hpreader.ui.literal import literal


class AddSource(Dialog[Source]):
    """Asks for the address of a feed, or of any page of a site, and has the feed found."""

    BINDINGS: ClassVar = [Binding("escape", "leave", show=False)]

    def __init__(
        self, add: Callable[[str], Awaitable[Source | Problem]], offered: Sequence[Source]
    ) -> None:
        """Make it.

        Args:
            add: finds a source and subscribes to it.
            offered: those that can be had by their names.
        """
        super().__init__()
        self._add = add
        self._offered = offered
        self._trouble = Static(classes="trouble", markup=False)

    def compose(self) -> ComposeResult:
        """A heading, the address, and what was wrong with it."""
        with Vertical(classes="dialog"):
            yield Static(literal(_("Add a source")), classes="heading")
            yield Static(
                literal(_("The address of a feed, or of any page of a newspaper's site:")),
                classes="words",
            )
            address = Input(placeholder="https://")
            address.cursor_blink = False  # idle means idle
            yield address
            width, height = self.app.size
            if self._offered and width >= 80 and height >= 24:
                names = ", ".join(source.name for source in self._offered)
                words = _("Or the name of a known source: {names}").format(names=names)
                yield Static(literal(words), classes="words")
            yield self._trouble
            yield Static(literal(_("Enter: add   Esc: close")), classes="keys")

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        if address := event.value.strip():
            self._trouble.update(literal(_("Looking for its news")))
            self._find(address)

    @work(group="source", exclusive=True)
    async def _find(self, address: str) -> None:
        found = await self._add(address)
        if not self.is_current:
            return
        if isinstance(found, Problem):
            self._trouble.update(literal(explain(found)))
        else:
            self.answer(found)
