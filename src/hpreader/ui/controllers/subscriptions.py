"""Adding and removing sources, and removing kept searches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hpreader import model
from hpreader.i18n import _
from hpreader.model.lists import MUTED_SEARCH
from hpreader.problems import Problem, ProblemError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from hpreader.model import Source
    from hpreader.newsroom import Newsroom
    from hpreader.ui.controllers.background import Background
    from hpreader.ui.controllers.list_display import ListDisplay
    from hpreader.ui.controllers.marks import Marks
    from hpreader.ui.controllers.messages import Messages
    from hpreader.ui.controllers.program import Ask
    from hpreader.ui.controllers.sync import Sync
    from hpreader.ui.panes.sections import Sections
    from hpreader.ui.reader_state import ReaderState


class Subscriptions:
    """Changes what there is in the sections pane."""

    def __init__(
        self,
        newsroom: Newsroom,
        state: ReaderState,
        sections: Sections,
        display: ListDisplay,
        marks: Marks,
        sync: Sync,
        messages: Messages,
        background: Background,
        ask: Ask,
    ) -> None:
        self._newsroom = newsroom
        self._state = state
        self._sections = sections
        self._display = display
        self._marks = marks
        self._sync = sync
        self._messages = messages
        self._background = background
        self._ask = ask

    # --- adding -------------------------------------------------------------------------------

    def ask_to_add(self) -> None:
        """Ask for the address of a source."""
        from hpreader.ui.dialogs.sources import AddSource  # noqa: PLC0415 - not for the first picture

        self._ask(AddSource(self._add, self._newsroom.subscriptions.offered()), self._added)

    async def _add(self, address: str) -> Source | Problem:
        try:
            return await self._newsroom.subscriptions.add(address)
        except ProblemError as error:
            return error.problem

    def _added(self, source: Source | None) -> None:
        if source is not None:
            words = _("{name} was added.")
            self._messages.say(words.format(name=source.title or source.name))
            self._display.changed()
            self._sync.start([source.name], asked=True)

    # --- removing -----------------------------------------------------------------------------

    @property
    def is_removable(self) -> bool:
        """Is the cursor of the sections on a source or on a kept search?"""
        choice = self._sections.selected
        is_kept = bool(choice.search) and choice.search != MUTED_SEARCH
        return (bool(choice.source) or is_kept) and not choice.is_place

    def ask_to_remove(self) -> None:
        """Remove the kept search under the cursor, or ask whether to remove the source."""
        from hpreader.ui.dialogs.question import Question  # noqa: PLC0415 - not for the first picture

        choice = self._sections.selected
        if choice.search:
            self._background.start(self._drop_search(choice.title), "source")
            return
        heading = _("Remove {name}? What was read and saved stays.").format(
            name=self._title_of(choice.source)
        )

        def answered(answer: int | None) -> None:
            if answer == 0:
                self._background.start(self._remove(choice.source), "source")

        self._ask(Question(heading, _("Remove"), _("Keep")), answered)

    async def _drop_search(self, name: str) -> None:
        room = self._newsroom
        try:
            dropped = await room.searches.forget(name)
        except ProblemError as error:
            self._messages.say_problem(error.problem)
            return
        if dropped is None:
            return

        async def put_back() -> None:
            await room.searches.save(dropped.name, dropped.query)

        self._removed(name, put_back)
        if self._state.query.search == dropped.query:
            self._state.query = model.ListQuery()
        self._display.changed()

    async def _remove(self, name: str) -> None:
        title, undo = self._title_of(name), None
        try:
            undo = await self._newsroom.subscriptions.remove_for_undo(name)
        except ProblemError as error:
            self._messages.say_problem(error.problem)
        if undo is not None:
            self._removed(title, undo)
        if self._state.query.source == name:
            self._state.query = model.ListQuery()
        self._display.changed()

    def _removed(self, title: str, undo: Callable[[], Awaitable[None]]) -> None:
        async def put_back() -> tuple[str, ...]:
            await undo()
            return ()

        self._marks.can_be_undone(_("remove {name}").format(name=title), put_back)
        self._messages.say(_("Removed {name}").format(name=title))

    def _title_of(self, name: str) -> str:
        """A source's title by its name."""
        return self._newsroom.subscriptions.titles().get(name) or name
