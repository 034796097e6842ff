"""What the parts of the linear reader share: the view that was told last, the list, the article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hpreader.i18n import explain
from hpreader.linear.menu import Menu
from hpreader.linear.wrapped_text import no_number, wrapped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hpreader.linear.article_text import ArticleText
    from hpreader.linear.headline_view import HeadlineView
    from hpreader.linear.protocols import Choose, LineIO, View
    from hpreader.problems import Problem


class LinearState:
    """Where the reader is, and how it speaks."""

    def __init__(self, io: LineIO, headlines: HeadlineView) -> None:
        """Begin with a list."""
        self._io = io
        self.headlines = headlines
        """The list that is read, or from which the article was opened."""
        self.article: ArticleText | None = None
        """The article that is read; None in a list."""
        self.view: View = headlines
        """What was told last: the list, the article, or a menu over one of these."""
        self.is_over = False
        """Did the user quit?"""
        self._told: set[Problem] = set()

    @property
    def below(self) -> View:
        """What a menu is over: the article, or the list."""
        return self.article or self.headlines

    def say(self, text: str) -> None:
        """Print a text, broken into lines between words."""
        self.say_lines(wrapped(text, self._io.columns))

    def say_problem(self, problem: Problem) -> None:
        """Print what a problem is."""
        self.say(explain(problem))

    def say_problem_once(self, problem: Problem) -> None:
        """Print what a problem is, unless it was told before."""
        if problem not in self._told:
            self._told.add(problem)
            self.say_problem(problem)

    def show(self, view: View, first: int | None = None) -> None:
        """Tell what a view is, and its page that begins with an item."""
        self.view = view
        if view.title:
            self.say(view.title)
        self.say_lines(view.pages.page(first))

    def menu(self, title: str, entries: Sequence[str], choose: Choose | None = None) -> Menu:
        """A menu of the terminal's size; see `Menu`."""
        return Menu(self._io, title, entries, choose)

    async def offer(self, view: View, number: str) -> None:
        """Tell what can be chosen; or choose at once, where a number is given."""
        if not number:
            self.show(view)
        elif number.isdecimal() and 0 < int(number) <= view.numbers:
            await view.choose(int(number))
        else:
            self.say(no_number(number, view.numbers))

    def say_lines(self, lines: list[str]) -> None:
        """Print the lines of a page."""
        for line in lines:
            self._io.say(line)

    def show_list(self, headlines: HeadlineView, first: int | None = None) -> None:
        """Tell a list, in place of the article and the list before."""
        self.article, self.headlines = None, headlines
        self.show(headlines, first)
