"""What the reader looks like when it starts, as lines of text and colours for the next start."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hpreader.i18n import _
from hpreader.model import ListQuery
from hpreader.ui.screen import ReaderScreen
from hpreader.ui.textual_compat import open_screens, screen_strips
from hpreader.vietnam_time import local

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from textual.strip import Strip

    from hpreader.ui.textual_compat import RecoverableApp


class StartView:
    """The screen as it was last like that of a start: all news, from the top, and no article.

    A later screen would be another one than the reader begins with, and what is typed while the
    reader starts would not be for what is seen.
    """

    def __init__(self, app: RecoverableApp, now: Callable[[], datetime]) -> None:
        self._app = app
        self._now = now
        self._theme = app.theme
        self._strips: Sequence[Strip] = ()
        self._updates = -1
        """How many updates of the terminal are in them."""

    @property
    def lines(self) -> Sequence[str]:
        """The lines with their colours, the time in the status line; empty if there are none yet."""
        return [strip.render(self._app.console) for strip in self._strips]

    def note(self) -> None:
        """Keep the lines if the screen is like that of a start."""
        screens = open_screens(self._app)
        if (
            self._app.theme != self._theme
            or len(screens) != 1
            or self._updates == self._app.updates
        ):
            return
        screen = screens[0]
        if isinstance(screen, ReaderScreen) and _is_as_at_start(screen):
            self._updates = self._app.updates
            strips = screen_strips(screen)
            status = screen.status_line
            if 0 <= status.region.y < len(strips):
                when = f"{local(self._now()):%H:%M %d/%m/%Y}"
                words = _("The news as of {when} \u2219 starting").format(when=when)
                strips[status.region.y] = status.marked(words)
            self._strips = strips


def _is_as_at_start(screen: ReaderScreen) -> bool:
    headlines, panes = screen.headlines, screen.panes
    return (
        screen.takes_input
        and panes is not None
        and screen.state.query == ListQuery()
        and screen.pane_focus.pane is headlines
        and (headlines.cursor, round(headlines.scroll_y)) == (0, 0)
        and headlines.selected is not None
        and screen.has_class("-no-article")
        and not screen.has_class("-zen")
        and not (panes.prompt.display or panes.error_box.display)
    )
