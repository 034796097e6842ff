"""Adding and removing sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work

from hpreader import model
from hpreader.i18n import _
from hpreader.problems import Problem, ProblemError
from hpreader.ui.controllers.sync import Refreshing

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from hpreader.model import Source
    from hpreader.ui.panes.sections import Sections


class Subscribing(Refreshing):
    """What is asked of the sections pane beyond choosing."""

    def on_sections_add_wanted(self) -> None:
        """Ask for the address of a source."""
        from hpreader.ui.dialogs.sources import AddSource  # noqa: PLC0415 - not for the first picture

        self.ask(AddSource(self._add_source, self.newsroom.offered_sources()), self._added)

    async def _add_source(self, address: str) -> Source | Problem:
        try:
            return await self.newsroom.add_source(address)
        except ProblemError as error:
            return error.problem

    def _added(self, source: Source | None) -> None:
        if source is not None:
            self.say(_("{name} was added.").format(name=source.title or source.name))
            self.lists_changed()
            self.sync([source.name], asked=True)

    def on_sections_remove_wanted(self, message: Sections.RemoveWanted) -> None:
        """Ask before a source is removed."""
        from hpreader.ui.dialogs.question import Question  # noqa: PLC0415 - not for the first picture

        choice = message.choice
        if choice.search:
            self._drop_search(choice.title)
            return
        heading = _("Remove {name}? What was read and saved stays.").format(
            name=self.newsroom_title(choice.source)
        )

        def answered(answer: int | None) -> None:
            if answer == 0:
                self._remove(choice.source)

        self.ask(Question(heading, _("Remove"), _("Keep")), answered)

    @work(group="source")
    async def _drop_search(self, name: str) -> None:
        room = self.newsroom
        try:
            dropped = await room.drop_search(name)
        except ProblemError as error:
            self.say_problem(error.problem)
            return
        if dropped is None:
            return

        async def put_back() -> tuple[str, ...]:
            await room.keep_search(dropped.name, dropped.query)
            return ()

        words = _("Removed {name}").format(name=name)
        self.can_be_undone(words, put_back)
        self.say(words)
        if self.list_query.search == dropped.query:
            self.list_query = model.ListQuery()
        self.lists_changed()

    def newsroom_title(self, name: str) -> str:
        """A source's title by its name."""
        titles = self.newsroom.source_titles()
        return titles.get(name) or name

    @work(group="source")
    async def _remove(self, name: str) -> None:
        title, undo = self.newsroom_title(name), None
        try:
            undo = await self.newsroom.take_source(name)
        except ProblemError as error:
            self.say_problem(error.problem)
        if undo is not None:
            self._remember_removal(_("Removed {name}").format(name=title), undo)
        if self.list_query.source == name:
            self.list_query = model.ListQuery()
        self.lists_changed()

    def _remember_removal(self, words: str, undo: Callable[[], Awaitable[None]]) -> None:
        async def put_back() -> tuple[str, ...]:
            await undo()
            return ()

        self.can_be_undone(words, put_back)
        self.say(words)
