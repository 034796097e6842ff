"""One item of a list for each event, or one for each article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hpreader.i18n import _
from hpreader.problems import ProblemError

if TYPE_CHECKING:
    from hpreader.linear.lists import Lists
    from hpreader.linear.state import LinearState
    from hpreader.newsroom import Newsroom


class StoryRows:
    """Folds lists by stories as the screen does; the choice is one for both readers."""

    def __init__(self, newsroom: Newsroom, state: LinearState, lists: Lists) -> None:
        self._newsroom = newsroom
        self._state = state
        self._lists = lists

    async def toggle(self, _argument: str) -> None:
        """One item for each event, or for each article again; it is kept as the last choice."""
        preferences = self._newsroom.view_preferences
        is_on = not preferences.folds_stories
        preferences.folds_stories = is_on
        try:
            await preferences.put("stories", "on" if is_on else "off")
        except ProblemError as error:
            self._state.say_problem_once(error.problem)
        await self.compare()
        self._lists.renew()
        words = _("One row for each event") if is_on else _("A row for each article")
        self._state.say(f"{words}.")
        self._state.show_list(self._state.headlines, 0)

    async def compare(self) -> None:
        """Compare the articles that came, if lists are folded; what was found is in the next list."""
        room = self._newsroom
        if not room.view_preferences.folds_stories or room.stories.is_compared():
            return
        self._state.say(_("Comparing the articles") + "\u2026")
        try:
            await room.stories.update()
        except ProblemError as error:
            self._state.say_problem_once(error.problem)
