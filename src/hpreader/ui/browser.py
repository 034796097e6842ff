"""The one Screen: a switchboard between the panes."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from hpreader.i18n import _
from hpreader.ui.commands import browser_bindings
from hpreader.ui.controllers.availability import Availability
from hpreader.ui.controllers.photos import Showing
from hpreader.ui.controllers.queue import Waiting
from hpreader.ui.controllers.searches import Searching
from hpreader.ui.controllers.subscriptions import Subscribing
from hpreader.ui.panes.pane import Pane
from hpreader.ui.screen import ReaderScreen

if TYPE_CHECKING:
    from textual.geometry import Size

    from hpreader.ui.panes.headlines import Headlines

FIRST_PICTURE = 0.03
"""Seconds left to the thread that writes the first picture, before more is done in this one."""


class Browser(Availability, Searching, Waiting, Subscribing, Showing, ReaderScreen):
    """Panes for sections, dates, headlines and the article, side by side as the width allows."""

    DEFAULT_CSS = """
    Browser { layout: vertical; background: $background; }
    Browser #panes { height: 1fr; layout: horizontal; }
    Browser #left { width: 24; height: 1fr; background: $surface; }
    Browser #middle { width: 1fr; height: 1fr; }
    Browser #right { width: 2fr; height: 1fr; background: $background; layers: default above; }
    /* From 120 columns three panes, from 80 two, else one. The article has what the others leave. */
    Browser.-three #middle { width: 30%; min-width: 32; max-width: 56; }
    Browser.-three #right { width: 1fr; }
    Browser.-two #right, Browser.-one #right { display: none; width: 1fr; }
    Browser.-two.-at-article #right { display: block; }
    Browser.-two.-at-article #left, Browser.-two.-at-article #middle { display: none; }
    Browser.-one #left, Browser.-one #middle { display: none; width: 1fr; }
    Browser.-one.-at-left #left, Browser.-one.-at-headlines #middle,
    Browser.-one.-at-article #right { display: block; }
    """
    BINDINGS: ClassVar = browser_bindings()
    HORIZONTAL_BREAKPOINTS = [(0, "-one"), (80, "-two"), (120, "-three")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (20, "-tall"), (34, "-roomy")]
    AUTO_FOCUS = ""

    _was_empty = True

    def fit(self, size: Size) -> None:
        """Have the classes of the terminal's size from the first: else all is styled once more."""
        for extent, breakpoints in (
            (size.width, self.HORIZONTAL_BREAKPOINTS),
            (size.height, self.VERTICAL_BREAKPOINTS),
        ):
            fitting = [name for least, name in breakpoints if least <= extent]
            self.add_class(fitting[-1], update=False)

    def compose(self) -> ComposeResult:
        """The headlines, which are what one waits for; the other panes come a frame later."""
        self._pane = self.headlines
        self.headlines.set_reactive(Pane.has_focus, True)  # so as to be styled once only
        self._undo = []
        with Horizontal(id="panes"):
            yield Vertical(id="left")
            with Vertical(id="middle", classes="column"):
                yield self.headlines_title
                yield self.headlines
            yield Vertical(id="right")
        yield self.status_line

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        """Be styled anew when a dialog goes, but not at first: that was done a moment ago."""
        event.refresh_styles = self.panes_ready

    def on_mount(self) -> None:
        """Show the list, then furnish the rest."""
        self.name_list()
        self.set_focus(self.headlines, scroll_visible=False)
        self.call_after_refresh(self.set_timer, FIRST_PICTURE, self._mount_panes)

    async def _mount_panes(self) -> None:
        """Mount what the first picture did without."""
        from hpreader.ui.panes.pane_factory import (  # noqa: PLC0415 - slow to import
            STYLE_SHEET,
            PaneBox,
            create_panes,
        )

        await self.take_up_trail()
        self.app.stylesheet.read(STYLE_SHEET)
        welcome = create_panes(self)
        await self.query_one("#left").mount(
            PaneBox(_("Sections"), self.sections, "sections"),
            PaneBox(_("Dates"), self.dates, "dates"),
        )
        await self.query_one("#right").mount(self.breadcrumbs, welcome, self.article, self.preview)
        assert self.prompt is not None
        await self.mount(self.prompt, before=self.status_line)
        await self.mount(self.hints)
        self.panes_ready = True
        self.counts_changed()
        self.dates.move_to_edge(is_end=True)
        self.show_trail()
        self.refresh_bindings()
        for notice in self.newsroom.notices:
            self.say_problem(notice)
        for complaint in self.complaints:
            self.say(complaint, problem=True)
        self.say_status(offline=self.newsroom.offline)
        self.start_refreshing()
        if self.resumes:
            self.resume()
        self.post_message(self.Furnished())

    # --- panes --------------------------------------------------------------------------------

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """A pane that was clicked has the keys as well."""
        # What had the focus when the event was sent may have lost it since.
        widget = event.widget if event.widget is self.focused else None
        if isinstance(widget, Pane) and widget is not self._pane:
            self.go_to(widget)

    def on_headlines_moved(self, message: Headlines.Moved) -> None:
        """What can be done depends on there being a headline."""
        if self.panes_ready:
            self.settle()
        is_empty = message.headline is None
        if is_empty or is_empty != self._was_empty:
            self.refresh_bindings()
        self._was_empty = is_empty

    def _panes(self) -> list[Pane]:
        panes: list[Pane] = [self.sections, self.dates, self.headlines]
        return [*panes, self.article] if self.article.article is not None else panes

    def action_next_pane(self) -> None:
        """The pane to the right, or the next of the other news."""
        self._step_pane(1)

    def action_previous_pane(self) -> None:
        """The pane to the left."""
        self._step_pane(-1)

    def _step_pane(self, step: int) -> None:
        if self.is_reading and self.article.links.focused is not None:
            self.article.links.focus(self.article.links.focused + step)
            return
        panes = self._panes()
        at = panes.index(self.pane) if self.pane in panes else 0
        self.go_to(panes[(at + step) % len(panes)])

    def action_leave(self) -> None:
        """The pane on the left."""
        self.article.links.focus(None)
        self.go_to(self.headlines if self.is_reading else self.sections)

    def action_sections(self) -> None:
        """Choose a section."""
        self.go_to(self.sections)

    def action_dates(self) -> None:
        """Choose a day."""
        self.go_to(self.dates)

    # --- levels -------------------------------------------------------------------------------

    def action_escape(self) -> None:
        """Up one level; never quits."""
        self._up()

    async def action_up_level(self) -> None:
        """Up one level; from the headlines, out."""
        if not self._up():
            await self.app.action_quit()

    def _up(self) -> bool:
        """Leave the innermost thing; false in the bare headlines."""
        if self.prompt is not None and self.prompt.is_open:
            self.cancel_prompt()
        elif self.is_waiting:
            self.stop_waiting()
        elif self.is_reading and self.article.text_find.current.query:
            self.article.text_find.clear()
        elif self.is_reading and self.article.links.focused is not None:
            self.article.links.focus(None)
        elif self.has_class("-zen"):
            self.remove_class("-zen")
        elif self.pane is not self.headlines:
            self.go_to(self.headlines)
        elif self.list_query.text:
            self.clear_filter()
        else:
            return False
        self.refresh_bindings()
        return True

    def action_refresh(self) -> None:
        """Fetch again what is shown: the article that is read, or the lists."""
        article = self.article.article
        if self.is_reading and article is not None:
            self.refresh_article()
        else:
            self.renew_list()
            self._try_sync([self.list_query.source] if self.list_query.source else ())
