"""What will be on which day in the places that the user follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hpreader.problems import ProblemError

if TYPE_CHECKING:
    from hpreader.newsroom import Newsroom
    from hpreader.ui.controllers.articles import Articles
    from hpreader.ui.controllers.messages import Messages
    from hpreader.ui.controllers.program import Ask


class Notices:
    """Shows the notices, and opens their articles."""

    def __init__(
        self, newsroom: Newsroom, articles: Articles, messages: Messages, ask: Ask
    ) -> None:
        self._newsroom = newsroom
        self._articles = articles
        self._messages = messages
        self._ask = ask

    def show(self) -> None:
        """The notices in a dialog: those to come by day, and below them those that are over."""
        from hpreader.ui.dialogs.notices import NoticesDialog  # noqa: PLC0415 - not for the first picture

        places = self._newsroom.places
        try:
            coming, past = places.coming_and_over()
        except ProblemError as error:
            self._messages.say_problem(error.problem)
            return
        notices = (*coming, *past)
        dialog = NoticesDialog(coming, past, has_places=bool(places.all()))

        def closed(picked: int | None) -> None:
            if picked is not None:
                self._articles.open_headline(notices[picked].headline)

        self._ask(dialog, closed)
