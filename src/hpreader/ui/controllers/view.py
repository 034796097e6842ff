"""How things look: colours, the width of the text, the rows of the list, only the article."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from hpreader.i18n import _
from hpreader.problems import ProblemError
from hpreader.ui.styles.themes import other_theme, palette_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.theme import Theme

    from hpreader.newsroom import Newsroom
    from hpreader.ui.controllers.background import Background
    from hpreader.ui.controllers.focus import Focus
    from hpreader.ui.controllers.messages import Messages
    from hpreader.ui.panes.article import ArticlePane
    from hpreader.ui.panes.headlines import Headlines

MEASURES = (40, 120)
"""The narrowest and the widest text, in cells."""

STEP = 4
"""Cells by which one key changes the width of the text."""

MOUSE_MODES = ("1000", "1003", "1015", "1006")
"""What Textual asks a terminal for (xterm's control sequences, "Mouse Tracking")."""


class Themed(Protocol):
    """What has a theme: Textual's App."""

    theme: str

    @property
    def current_theme(self) -> Theme:
        """The theme that is used."""

    @property
    def no_color(self) -> bool:
        """Is everything drawn without colours?"""


class View:
    """Changes what is seen, and nothing else."""

    def __init__(
        self,
        newsroom: Newsroom,
        headlines: Headlines,
        article: ArticlePane,
        focus: Focus,
        messages: Messages,
        background: Background,
        themed: Themed,
        write: Callable[[str], bool],
        measure: int,
    ) -> None:
        """Make it.

        Args:
            newsroom: keeps the looks of the list.
            headlines: the pane of the list.
            article: the pane of the article.
            focus: shows and hides panes.
            messages: tells what has changed.
            background: for writing down.
            themed: has the theme.
            write: gives the terminal a control sequence; false where there is none.
            measure: the width of the text from the settings, in cells.
        """
        self._newsroom = newsroom
        self._headlines = headlines
        self._article = article
        self._focus = focus
        self._messages = messages
        self._background = background
        self._themed = themed
        self._write = write
        self._usual_measure = measure
        self._measure = 0
        """The width that was chosen by keys, 0: none."""
        self._has_mouse = True

    # --- colours and widths -------------------------------------------------------------------

    def theme_changed(self) -> None:
        """Give the article the colours of the theme."""
        has_colour = not self._themed.no_color
        self._article.set_palette(palette_of(self._themed.current_theme, colour=has_colour))

    def switch_theme(self) -> None:
        """Light, or dark again."""
        self._themed.theme = other_theme(self._themed.current_theme)

    def widen(self) -> None:
        """A wider text."""
        self._change_measure(STEP)

    def narrow(self) -> None:
        """A narrower text."""
        self._change_measure(-STEP)

    def _change_measure(self, step: int) -> None:
        before = self._measure or min(self._usual_measure, self._article.viewport.columns.text)
        self._measure = max(MEASURES[0], min(before + step, MEASURES[1]))
        self._article.set_measure(self._measure)
        words = _("Measure: {count} cells")
        self._messages.say(words.format(count=self._article.viewport.columns.text))

    # --- panes and mouse ----------------------------------------------------------------------

    def toggle_zen(self) -> None:
        """Only the article, or everything again."""
        if self._article.article is not None:
            self._focus.go_to(self._article)
            self._focus.set_zen(not self._focus.is_zen)

    def toggle_mouse(self) -> None:
        """Let the terminal have the mouse, to select text with; or take it back."""
        switch = "l" if self._has_mouse else "h"
        if not self._write("".join(f"\x1b[?{mode}{switch}" for mode in MOUSE_MODES)):
            return
        self._has_mouse = not self._has_mouse
        ours, theirs = _("The mouse is ours"), _("The mouse is the terminal's")
        self._messages.say(ours if self._has_mouse else theirs)

    # --- the list -----------------------------------------------------------------------------

    def next_rows_look(self) -> None:
        """Headlines of one line, of two, or as the width allows."""
        looks = {
            "": _("As many lines as the width allows"),
            "one": _("One line for each headline"),
            "two": _("Two lines for each headline"),
        }
        names = list(looks)
        preferences = self._headlines.lines.preferences
        look = names[(names.index(preferences.rows) + 1) % len(names)]
        self._headlines.set_preferences(replace(preferences, rows=look))
        self._messages.say(looks[look])
        self._background.start(self._keep_look("rows", look), "looks")

    def toggle_dates_look(self) -> None:
        """The date of the news, or how long ago it was."""
        preferences = self._headlines.lines.preferences
        look = "" if preferences.dates else "ago"
        self._headlines.set_preferences(replace(preferences, dates=look))
        self._messages.say(_("How long ago") if look else _("Dates and times"))
        self._background.start(self._keep_look("dates", look), "looks")

    async def _keep_look(self, name: str, look: str) -> None:
        try:
            await self._newsroom.view_preferences.put(name, look)
        except ProblemError as error:
            self._messages.say_problem(error.problem)
