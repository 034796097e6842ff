"""Going along the reading trail: back and forward, to where it branched, to any step of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hpreader import model
from hpreader.i18n import _
from hpreader.model.trail_steps import branch_of, is_list, last_article, step_title
from hpreader.vietnam_time import local

if TYPE_CHECKING:
    from hpreader.history import History
    from hpreader.linear.articles import Articles
    from hpreader.linear.briefs import Briefs
    from hpreader.linear.lists import Lists
    from hpreader.linear.requests import Requests
    from hpreader.linear.state import LinearState
    from hpreader.linear.trail_record import TrailRecord
    from hpreader.model import ArticleRef, Visit


class Trail:
    """Goes from one step to another."""

    def __init__(
        self,
        state: LinearState,
        record: TrailRecord,
        requests: Requests,
        articles: Articles,
        lists: Lists,
        briefs: Briefs,
    ) -> None:
        self._state = state
        self._record = record
        self._requests = requests
        self._articles = articles
        self._lists = lists
        self._briefs = briefs

    async def back(self, _argument: str) -> None:
        """One step back; after a restart, to the article that was read last."""
        await self._record.remember()
        history = self._record.history
        step = last_article(history) if history.parked else None
        if not history.can_go_back:
            self._state.say(_("The trail has no step before this one."))
        else:
            await self._travel(history.back() if step is None else history.jump(step))

    async def forward(self, _argument: str) -> None:
        """One step forward."""
        await self._record.remember()
        if self._record.history.can_go_forward:
            await self._travel(self._record.history.forward())
        else:
            self._state.say(_("The trail has no step after this one."))

    async def back_to_branch(self, _argument: str) -> None:
        """Back to where the first link was followed."""
        history = self._record.history
        step = branch_of(history)
        if history.parked or not 0 <= step < history.index:
            self._state.say(_("No link was followed to get here."))
        else:
            await self._record.remember()
            await self._travel(self._record.history.jump(step))

    async def tell_steps(self, number: str) -> None:
        """The steps, the newest first; or the one with a number."""
        history = self._record.history
        if not len(history):
            self._state.say(_("Nothing has been read yet."))
            return

        async def choose(chosen: int) -> None:
            await self._record.remember()
            await self._travel(self._record.history.jump(len(history) - chosen))

        steps = range(len(history) - 1, -1, -1)
        entries = [self._entry(history, step) for step in steps]
        await self._state.offer(self._state.menu(_("Reading trail"), entries, choose), number)

    async def resume(self) -> bool:
        """Go to what was open last, be it an article or a list; False where it cannot be had."""
        history = self._record.history
        if not (history.parked and history.can_go_back):
            return False
        return await self._travel(history.back())

    @property
    def last_title(self) -> str:
        """The headline of what one step back opens after a restart; empty where there is none."""
        history = self._record.history
        step = last_article(history) if history.parked else None
        return history.items[step].title if step is not None else ""

    def _entry(self, history: History[Visit], step: int) -> str:
        """One step: what it is called, when it was, and whether it is the current one."""
        visit = history.items[step]
        name = step_title(visit).replace(" \u2219 ", ", ")
        when = f"{local(visit.at):%d/%m %H:%M}" if visit.at is not None else ""
        here = _("you are here") if step == history.index and not history.parked else ""
        return ", ".join(filter(None, (name, when, here)))

    async def _travel(self, history: History[Visit]) -> bool:
        """Go to another step; False where its article cannot be had, which was told then."""
        visit = history.current
        if visit is None:
            return False
        if isinstance(visit.location, model.ArticleRef):
            return await self._travel_to_article(history, visit, visit.location)
        await self._record.assign(history)
        if isinstance(visit.location, model.BriefUntil):
            self._briefs.tell_again(visit.location.until, visit.headlines)
        elif isinstance(visit.location, model.Search) and not is_list(visit):
            self._show_found(visit.location.query)
        else:
            self._show_list(visit)
        return True

    async def _travel_to_article(
        self, history: History[Visit], visit: Visit, at: ArticleRef
    ) -> bool:
        article = await self._requests.get(at)
        if article is None:
            return False
        await self._record.assign(history)
        if visit.headlines is not None:
            self._lists.restore_position(visit.headlines)
        await self._articles.show(article, visit.anchor, visit.progress)
        return True

    def _show_found(self, words: str) -> None:
        """Tell what a search finds, by which an article was found on the whole screen."""
        headlines = self._lists.restore(model.ListQuery(search=words), "", -1)
        self._state.show_list(headlines, 0)

    def _show_list(self, visit: Visit) -> None:
        """Tell the list of a step, from the headline on that was opened last."""
        headlines = self._state.headlines
        if visit.headlines is not None:
            headlines = self._lists.restore_position(visit.headlines)
        self._state.show_list(headlines, max(0, headlines.row))
