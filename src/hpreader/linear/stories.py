"""The other reports of an article's event, to open by number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hpreader import export, model
from hpreader.i18n import _, ngettext
from hpreader.problems import ProblemError
from hpreader.text import clean
from hpreader.vietnam_time import local

if TYPE_CHECKING:
    from datetime import datetime

    from hpreader.linear.articles import Articles
    from hpreader.linear.marks import Marks
    from hpreader.linear.menu import Menu
    from hpreader.linear.state import LinearState
    from hpreader.model import Story, StoryReport
    from hpreader.newsroom import Newsroom


class Stories:
    """Tells stories."""

    def __init__(
        self, newsroom: Newsroom, state: LinearState, marks: Marks, articles: Articles
    ) -> None:
        self._newsroom = newsroom
        self._state = state
        self._marks = marks
        self._articles = articles

    async def tell(self, number: str) -> None:
        """Who else reports the event of the article that is open, or of a headline by its number."""
        if (headline := self._marks.subject(number)) is None:
            return
        stories = self._newsroom.stories
        when = headline.published
        try:
            await stories.update(local(when).date() if when is not None else None)
            story = stories.of_article(headline.id)
        except ProblemError as error:
            self._state.say_problem(error.problem)
            return
        if story is None:
            self._state.say(_("No other article in the cache reports this event."))
        else:
            self._state.show(self._menu(stories.with_additions(story)))

    def _menu(self, story: Story) -> Menu:
        titles, now = self._newsroom.subscriptions.titles(), self._newsroom.now()
        headlines = [report.headline for report in story.reports]

        async def choose(number: int) -> None:
            chosen = headlines[number - 1]
            await self._articles.open(model.ArticleRef(chosen.url, chosen.id, chosen.title))

        count = ngettext("{count} article", "{count} articles", len(headlines))
        heading = f"{_('Same event')}, {count.format(count=len(headlines))}."
        entries = [
            _report_sentence(report, titles.get(report.headline.source, ""), now)
            for report in story.reports
        ]
        return self._state.menu(heading, entries, choose)


def _report_sentence(report: StoryReport, source: str, now: datetime) -> str:
    """One report: its headline, what is to be known of it, and what it adds to earlier ones."""
    facts = [_("new")] if report.is_new else []
    facts += [_("The same text")] if report.copy_of else []
    told = [export.headline_sentence(report.headline, now, source), *facts, *report.adds]
    return ". ".join(clean(one).rstrip(".") for one in told) + "."
