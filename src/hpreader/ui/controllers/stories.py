"""Stories: one row for each event, its timeline, and taking an article out of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hpreader.i18n import _
from hpreader.problems import ProblemError
from hpreader.vietnam_time import local

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterable
    from datetime import date
    from typing import Any

    from hpreader.model import Story
    from hpreader.newsroom import Newsroom
    from hpreader.ui.controllers.articles import Articles
    from hpreader.ui.controllers.background import Background
    from hpreader.ui.controllers.focus import Focus
    from hpreader.ui.controllers.list_display import ListDisplay
    from hpreader.ui.controllers.marks import Marks
    from hpreader.ui.controllers.messages import Messages
    from hpreader.ui.controllers.program import Ask
    from hpreader.ui.controllers.subject import Subject


class Stories:
    """Shows stories, and folds lists by them or not."""

    def __init__(
        self,
        newsroom: Newsroom,
        subject: Subject,
        display: ListDisplay,
        marks: Marks,
        articles: Articles,
        focus: Focus,
        messages: Messages,
        background: Background,
        ask: Ask,
        key_of: Callable[[str], str],
    ) -> None:
        self._newsroom = newsroom
        self._subject = subject
        self._display = display
        self._marks = marks
        self._articles = articles
        self._focus = focus
        self._messages = messages
        self._background = background
        self._ask = ask
        self._key_of = key_of
        self.is_comparing = False
        """Are articles compared, to open a dialog then?"""

    def toggle(self) -> None:
        """One row for each event, or for each article again."""
        is_on = not self._newsroom.view_preferences.folds_stories
        words = _("One row for each event") if is_on else _("A row for each article")
        self._messages.say(words, topic="stories")
        self.use(is_on=is_on)

    def use(self, *, is_on: bool) -> None:
        """Fold lists from now on, or do not; it is kept as the last choice."""
        self._newsroom.view_preferences.folds_stories = is_on
        self._background.start(self._keep(is_on=is_on), "looks")
        self._display.changed()

    async def _keep(self, *, is_on: bool) -> None:
        try:
            await self._newsroom.view_preferences.keep_stories(is_on=is_on)
        except ProblemError as error:
            self._messages.say_problem(error.problem)

    def show(self) -> None:
        """The other reports of the article's event."""
        self.open_when_compared(self._show(self._subject.id))

    def open_when_compared(self, work: Coroutine[Any, Any, None]) -> None:
        """Start what compares articles and then opens a dialog, in place of what did so before."""
        self._background.start(work, "compared", exclusive=True)

    def drop_dialog(self) -> None:
        """The user goes on with something else: no dialog opens over it."""
        self._background.cancel("compared")

    async def _show(self, article_id: str) -> None:
        room = self._newsroom
        headline = room.articles.headline(article_id)
        when = headline.published if headline is not None else None
        day = local(when).date() if when is not None else None
        try:
            if not room.stories.is_compared(day):
                await self.compare((day,))
            story = room.stories.of_article(article_id)
        except ProblemError as error:
            self._messages.say_problem(error.problem)
            return
        if story is None:
            self._messages.say(_("No other article in the cache reports this event."), topic="key")
        else:
            self._open(room.stories.with_additions(story), article_id)

    async def compare(self, days: Iterable[date | None]) -> None:
        """Compare the articles around some days, and tell so meanwhile.

        Raises:
            ProblemError: the disk reported an error.
        """
        self._messages.show_status(work=_("Comparing the articles"), done=0, total=0, subject="")
        self.is_comparing = True
        self._focus.refresh_keys()
        try:
            for day in days:
                await self._newsroom.stories.update(day)
        finally:
            self.is_comparing = False
            self._messages.show_status(work="")
            self._focus.refresh_keys()

    def _open(self, story: Story, article_id: str) -> None:
        from hpreader.ui.dialogs.story import StoryDialog  # noqa: PLC0415 - not for the first picture

        dialog = StoryDialog(story, self._newsroom.subscriptions.titles(), article_id)

        def closed(picked: int | None) -> None:
            if picked is not None:
                self._articles.open_headline(story.reports[picked].headline)
            elif dialog.split:
                self._background.start(self._split(dialog.split), "stories")

        self._ask(dialog, closed)

    async def _split(self, article_id: str) -> None:
        room = self._newsroom
        try:
            pairs = await room.stories.split(article_id)
        except ProblemError as error:
            self._messages.say_problem(error.problem)
            return

        async def join() -> tuple[str, ...]:
            ids = await room.stories.join(pairs)
            self._display.fold()
            return ids

        words = _("Not the same event any more. {key}: undo").format(key=self._key_of("undo"))
        self._messages.say(words)
        self._marks.can_be_undone(_("not the same event"), join)
        self._display.fold()
