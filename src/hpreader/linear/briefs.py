"""The brief: the news of the last hours by parts, to open by number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hpreader import export, model
from hpreader.i18n import _, ngettext
from hpreader.model.brief import Period
from hpreader.newsroom.brief.brief_composition import compose_brief
from hpreader.newsroom.brief.story_parts import update_stories
from hpreader.problems import ProblemError

if TYPE_CHECKING:
    from datetime import datetime

    from hpreader.linear.articles import Articles
    from hpreader.linear.menu import Menu
    from hpreader.linear.state import LinearState
    from hpreader.linear.trail_record import TrailRecord
    from hpreader.model import Headline, ListPosition
    from hpreader.model.brief import Brief
    from hpreader.newsroom import Newsroom


class Briefs:
    """Tells briefs, and opens what is chosen as a step after the brief's own."""

    def __init__(
        self,
        newsroom: Newsroom,
        state: LinearState,
        record: TrailRecord,
        articles: Articles,
    ) -> None:
        self._newsroom = newsroom
        self._state = state
        self._record = record
        self._articles = articles

    async def tell_latest(self, number: str) -> None:
        """The news of the last hours; or open the one with a number."""
        now = self._newsroom.now()
        period = Period.until(now)
        try:
            await update_stories(self._newsroom, period)
        except ProblemError as error:
            self._state.say_problem(error.problem)  # the stories found so far are there
        brief = compose_brief(self._newsroom, period)
        if not brief.parts:
            self._state.say(_("No news in these 24 hours."))
            return
        await self._state.offer(self._menu(brief, now), number)

    def tell_again(self, until: datetime, position: ListPosition | None) -> None:
        """The brief of a step of the trail, from the headline on that was opened."""
        brief = compose_brief(self._newsroom, Period.until(until))
        ids = [headline.id for headline in _headlines(brief)]
        selected = position.selected if position is not None else ""
        self._state.article = None
        self._state.show(self._menu(brief, until), ids.index(selected) if selected in ids else None)

    def _menu(self, brief: Brief, until: datetime) -> Menu:
        headlines = _headlines(brief)

        async def choose(number: int) -> None:
            headline = headlines[number - 1]
            await self._record.remember()
            await self._record.add_brief(until, headline.id)
            await self._articles.open(model.ArticleRef(headline.url, headline.id, headline.title))

        count = ngettext("{count} article", "{count} articles", brief.count)
        title = f"{brief.title}, {count.format(count=brief.count)}."
        return self._state.menu(title, list(self._sentences(brief)), choose)

    def _sentences(self, brief: Brief) -> list[str]:
        """A sentence for each article; the first of a part names the part, a further one of a story tells so."""
        now, titles = self._newsroom.now(), self._newsroom.subscriptions.titles()
        found = []
        for part in brief.parts:
            lead = f"{part.name}: "
            for entry in part.entries:
                for number, headline in enumerate(entry.headlines):
                    note = f" {entry.note}" if entry.note and number == 0 else ""
                    source = titles.get(headline.source, "") if len(titles) > 1 else ""
                    lead = lead if number == 0 else _("Same event as before") + ": "
                    found.append(f"{lead}{export.headline_sentence(headline, now, source)}{note}")
                    lead = ""
        return found


def _headlines(brief: Brief) -> list[Headline]:
    return [headline for _part, entry in brief.entries() for headline in entry.headlines]
