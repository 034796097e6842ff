"""Fetching lists, because the user asks for it; what comes is told as it comes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hpreader import model
from hpreader.i18n import _
from hpreader.model.sentences import event_sentence
from hpreader.problems import ProblemError
from hpreader.text import clean

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from hpreader.linear.articles import Articles
    from hpreader.linear.lists import Lists
    from hpreader.linear.state import LinearState
    from hpreader.linear.story_rows import StoryRows
    from hpreader.model import SyncDone, SyncEvent
    from hpreader.newsroom import Newsroom

MANY = 20
"""From so many pages on it is told how far their fetching is."""


class Sync:
    """Fetches the article again, or the lists of one source, or of all."""

    def __init__(
        self,
        newsroom: Newsroom,
        state: LinearState,
        articles: Articles,
        lists: Lists,
        story_rows: StoryRows,
    ) -> None:
        self._newsroom = newsroom
        self._state = state
        self._articles = articles
        self._lists = lists
        self._story_rows = story_rows

    async def refresh(self, _argument: str) -> None:
        """Fetch what is told again: the article, or the source of the list."""
        if self._state.article is not None:
            await self._articles.refresh()
        else:
            source = self._state.headlines.query.source
            await self._fetch([source] if source else [])

    async def refresh_all(self, _argument: str) -> None:
        """Fetch the lists of all sources, and their articles."""
        await self._fetch([])

    async def fetch_lists(self) -> None:
        """Fill an empty cache: the lists alone, so that reading can begin soon."""
        await self._tell_events(self._newsroom.syncs.run(pages=False))
        await self._story_rows.compare()
        self._lists.renew()

    async def _fetch(self, names: Sequence[str]) -> None:
        if self._newsroom.offline:
            words = _("This reader was started offline; it does not touch the network.")
            self._state.say(words)
            return
        await self._tell_events(self._newsroom.syncs.run(names))
        await self._story_rows.compare()
        self._lists.renew()
        if self._state.article is None:
            self._state.show_list(self._state.headlines, 0)

    def _tell_notable(self, done: SyncDone) -> None:
        """Tell the new articles of which rules want the user to be notified."""
        for headline in done.notable:
            self._state.say(_("Notice: {title}").format(title=clean(headline.title)))

    async def _tell_events(self, events: AsyncIterator[SyncEvent]) -> None:
        """Tell each source as it comes, and each tenth of the articles, but not each of them."""
        self._state.say(_("Fetching the news") + "\u2026")
        told = 0
        try:
            async for event in events:
                if isinstance(event, model.Progress):
                    share = event.done * 10 // event.total if event.total >= MANY else 0
                    if told < share < 10:
                        words = _("{done} of {total} fetched")
                        self._state.say(words.format(done=event.done, total=event.total))
                    told = share
                elif not isinstance(event, model.PageSynced):
                    self._state.say(event_sentence(event))
                    if isinstance(event, model.SyncDone):
                        self._tell_notable(event)
        except ProblemError as error:
            self._state.say_problem(error.problem)
