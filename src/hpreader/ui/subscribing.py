"""Adding and removing sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work

from hpreader import model
from hpreader.i18n import _
from hpreader.problems import Problem, ProblemError
from hpreader.ui.refreshing import Refreshing

if TYPE_CHECKING:
    from hpreader.model import Source
    from hpreader.ui.sections import Sections


class Subscribing(Refreshing):
    """What is asked of the sections pane beyond choosing."""

    def on_sections_add_wanted(self) -> None:
        """Ask for the address of a source."""
        from hpreader.ui.dialogs import AddSource  # noqa: PLC0415 - not for the first picture

        self.ask(AddSource(self._add_source), self._added)

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
        from hpreader.ui.dialogs import Question  # noqa: PLC0415 - not for the first picture

        choice = message.choice
        heading = _("Remove {name}? What was read and saved stays.").format(
            name=self.newsroom_title(choice.source)
        )

        def answered(answer: int | None) -> None:
            if answer == 0:
                self._remove(choice.source)

        self.ask(Question(heading, _("Remove"), _("Keep")), answered)

    def newsroom_title(self, name: str) -> str:
        """A source's title by its name."""
        titles = self.newsroom.source_titles()
        return titles.get(name) or name

    @work(group="source")
    async def _remove(self, name: str) -> None:
        try:
            await self.newsroom.remove_source(name)
        except ProblemError as error:
            self.say_problem(error.problem)
        if self.list_query.source == name:
            self.list_query = model.ListQuery()
        self.lists_changed()
