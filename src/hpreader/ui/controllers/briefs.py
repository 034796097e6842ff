"""The brief: the news of the last hours in one screen, to open some of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hpreader.problems import ProblemError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from hpreader.model.brief import Brief, Period
    from hpreader.newsroom import Newsroom
    from hpreader.ui.controllers.articles import Articles
    from hpreader.ui.controllers.messages import Messages
    from hpreader.ui.controllers.program import Ask
    from hpreader.ui.controllers.steps import Steps
    from hpreader.ui.controllers.stories import Stories
    from hpreader.ui.dialogs.brief import BriefDialog
    from hpreader.ui.panes.headlines import Headlines


class Briefs:
    """Shows briefs in a dialog, and opens what is chosen in it as a step after the brief's own."""

    def __init__(
        self,
        newsroom: Newsroom,
        steps: Steps,
        articles: Articles,
        stories: Stories,
        headlines: Headlines,
        messages: Messages,
        ask: Ask,
        size: Callable[[], tuple[int, int]],
    ) -> None:
        """Make it.

        Args:
            newsroom: what there is to read.
            steps: makes steps of the trail.
            articles: opens articles.
            stories: compare articles, and tell so.
            headlines: its cursor goes to an article that is opened.
            messages: tell what cannot be done.
            ask: opens dialogs.
            size: returns the size of the terminal, in cells and lines.
        """
        self._newsroom = newsroom
        self._steps = steps
        self._articles = articles
        self._stories = stories
        self._headlines = headlines
        self._messages = messages
        self._ask = ask
        self._size = size

    def show(self, until: datetime | None = None, selected: str = "") -> None:
        """Show the brief of the hours up to a time, as soon as the articles of its days are compared.

        Args:
            until: the time; None for now.
            selected: the id of the article to stand on.
        """
        from hpreader.model.brief import Period  # noqa: PLC0415 - not for the first picture

        moment = until or self._newsroom.now()
        period = Period.until(moment)
        if all(map(self._newsroom.stories.is_compared, period.days)):
            self._compose(period, moment, selected)
        else:
            self._stories.open_when_compared(self._compare(period, moment, selected))

    async def _compare(self, period: Period, until: datetime, selected: str) -> None:
        try:
            await self._stories.compare(period.days)
        except ProblemError as error:
            self._messages.say_problem(error.problem)  # the stories found so far are there
        self._compose(period, until, selected)

    def _compose(self, period: Period, until: datetime, selected: str) -> None:
        from hpreader.newsroom.brief.brief_composition import compose_brief  # noqa: PLC0415 - see `show`

        self._show(compose_brief(self._newsroom, period), until, selected)

    def _show(
        self, brief: Brief, until: datetime, selected: str, *, is_whole: bool = False
    ) -> None:
        from hpreader.ui.dialogs.brief import BriefDialog  # noqa: PLC0415 - not for the first picture

        dialog = BriefDialog(brief, self._size(), selected=selected, is_whole=is_whole)
        self._ask(dialog, lambda line: self._chosen(line, dialog, brief, until))

    def _chosen(self, line: int | None, dialog: BriefDialog, brief: Brief, until: datetime) -> None:
        if line is None:
            return
        headline = dialog.headline_at(line)
        if headline is None:
            self._show(brief, until, "", is_whole=True)
            return
        self._steps.visit_brief(until, headline.id)
        self._headlines.select(headline.id)
        self._articles.open_headline(headline)
