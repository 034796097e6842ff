"""How things look: colours, the width of the text, the rows of the list, only the article."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from hpreader.i18n import _
from hpreader.problems import ProblemError
from hpreader.ui.styles.colour_depth import PLAIN
from hpreader.ui.styles.themes import next_theme, palette_of, theme_title

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

    def use_theme(self, wanted: str) -> None:
        """Use a theme by its name in config.toml."""

    @property
    def current_theme(self) -> Theme:
        """The theme that is used."""

    @property
    def no_color(self) -> bool:
        """Is everything drawn without colours?"""

    def has_class(self, *class_names: str) -> bool:
        """Has it a class of style sheets?"""


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
        """
        self._newsroom = newsroom
        self._headlines = headlines
        self._article = article
        self._focus = focus
        self._messages = messages
        self._background = background
        self._themed = themed
        self._write = write
        self._has_mouse = True

    # --- colours and widths -------------------------------------------------------------------

    def theme_changed(self) -> None:
        """Give the article the colours of the theme."""
        has_colour = not self._themed.no_color
        self._article.set_palette(palette_of(self._themed.current_theme, colour=has_colour))

    def switch_theme(self) -> None:
        """The next of our themes; where the terminal's own colours are used, that is told, too."""
        name = next_theme(self._themed.current_theme)
        self._themed.theme = name
        words = _("Theme: {name}").format(name=theme_title(name))
        if self._themed.has_class(PLAIN):
            words = _("{theme} (in the terminal's own colours)").format(theme=words)
        self._messages.say(words)

    def widen(self) -> None:
        """A wider text."""
        self._change_measure(STEP)

    def narrow(self) -> None:
        """A narrower text."""
        self._change_measure(-STEP)

    def _change_measure(self, step: int) -> None:
        columns = self._article.viewport.columns
        least, most = MEASURES[0], max(MEASURES[0], min(MEASURES[1], columns.pane - 2))
        measure = max(least, min(columns.text + step, most))
        if measure == columns.text:
            limit = _("The text cannot be wider here: {count} cells")
            limit = limit if step > 0 else _("The text cannot be narrower: {count} cells")
            self._messages.say(limit.format(count=measure), topic="measure")
            return
        self._article.set_measure(measure)
        words = _("Measure: {count} cells")
        self._messages.say(words.format(count=measure), topic="measure")

    # --- panes and mouse ----------------------------------------------------------------------

    def toggle_zen(self) -> None:
        """Only the article, or everything again."""
        if self._article.article is not None:
            self._focus.go_to(self._article)
            self._focus.set_zen(not self._focus.is_zen)

    def use(self, theme: str | None, measure: int | None, mouse: bool | None) -> None:
        """Use other settings from now on; None: this one stays as it is."""
        if theme is not None:
            self._themed.use_theme(theme)
        if measure is not None:
            self._article.set_measure(measure)
        if mouse is not None:
            self._set_mouse(mouse)

    def toggle_mouse(self) -> None:
        """Let the terminal have the mouse, to select text with; or take it back."""
        if not self._set_mouse(not self._has_mouse):
            return
        ours, theirs = _("The mouse is ours"), _("The mouse is the terminal's")
        self._messages.say(ours if self._has_mouse else theirs, topic="mouse")

    def _set_mouse(self, is_ours: bool) -> bool:
        """Take the mouse or give it to the terminal; returns whether there is a terminal."""
        switch = "h" if is_ours else "l"
        if not self._write("".join(f"\x1b[?{mode}{switch}" for mode in MOUSE_MODES)):
            return False
        self._has_mouse = is_ours
        return True

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
        self._headlines.set_preferences(preferences._replace(rows=look))
        self._messages.say(looks[look], topic="rows")
        self._background.start(self._keep_look("rows", look), "looks")

    def toggle_dates_look(self) -> None:
        """The date of the news, or how long ago it was."""
        preferences = self._headlines.lines.preferences
        look = "" if preferences.dates else "ago"
        self._headlines.set_preferences(preferences._replace(dates=look))
        words = _("How long ago") if look else _("Dates and times")
        self._messages.say(words, topic="dates")
        self._background.start(self._keep_look("dates", look), "looks")

    async def _keep_look(self, name: str, look: str) -> None:
        try:
            await self._newsroom.view_preferences.put(name, look)
        except ProblemError as error:
            self._messages.say_problem(error.problem)
