"""The one Screen: it holds the panes, and gives commands and their messages to the controllers."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events
from textual.message import Message
from textual.reactive import Reactive
from textual.widget import Widget

from hpreader.terminal import Answers
from hpreader.ui.command import Command, bindings_of
from hpreader.ui.commands import (
    EARLY,
    OF_PANES,
    PANE_ROWS,
    READER_ROWS,
    command_of,
    commands_of,
    first_key,
    run_in_reader,
)
from hpreader.ui.controllers.focus import Focus
from hpreader.ui.controllers.list_title import ListTitle
from hpreader.ui.first_messages import begin_reading, tell_troubles
from hpreader.ui.pane_area import PaneArea
from hpreader.ui.pane_commands import run_in_pane
from hpreader.ui.panes.headline_lines import ViewPreferences
from hpreader.ui.panes.headlines import Headlines
from hpreader.ui.panes.pane import Pane
from hpreader.ui.reader_state import ReaderState
from hpreader.ui.styles.themes import palette_of
from hpreader.ui.textual_compat import (
    StableScreen,
    add_bindings,
    inherited_size,
    open_screens,
    set_bindings,
)
from hpreader.ui.widgets.captions import PaneTitle
from hpreader.ui.widgets.status_line import StatusLine

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textual.app import App, ComposeResult
    from textual.geometry import Size

    from hpreader.config import Settings
    from hpreader.model import ListQuery, Rows
    from hpreader.newsroom import Newsroom
    from hpreader.ui.command import UserBindings
    from hpreader.ui.controllers.controllers import Controllers
    from hpreader.ui.panes import headline_messages
    from hpreader.ui.panes.pane_factory import Panes
    from hpreader.ui.widgets.prompt import Prompt

FIRST_NEWS = 3.0
"""Seconds for which keys that need a headline wait for the first news ever, which are being fetched."""

FIRST_PICTURE = 0.03
"""Seconds left to the thread that writes the first picture, before more is done in this one."""


class ReaderScreen(StableScreen):
    """Panes for sections, dates, headlines and the article, side by side as the width allows."""

    DEFAULT_CSS = "ReaderScreen { layout: vertical; background: $background; }"
    BLANK = True  # what is in it covers it
    BINDINGS: ClassVar = bindings_of(commands_of(""))

    class PanesReady(Message):
        """All panes are there: what was typed before can be done."""

    HORIZONTAL_BREAKPOINTS = [(0, "-one"), (80, "-two"), (120, "-three")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (20, "-tall"), (34, "-roomy")]
    AUTO_FOCUS = ""

    # A change of focus draws what has changed, not the whole screen as Textual's own would.
    focused: Reactive[Widget | None] = Reactive(None, repaint=False)

    def __init__(
        self,
        newsroom: Newsroom,
        settings: Settings,
        answers: Answers,
        user: UserBindings,
        complaints: Sequence[str],
        *,
        resumes: bool = False,
    ) -> None:
        """Make it.

        Args:
            newsroom: what there is to read.
            settings: the user's settings.
            answers: what the terminal answered about itself.
            user: the keys and commands from config.toml.
            complaints: what is wrong with the settings, to be told once.
            resumes: open what was last on the screen.
        """
        super().__init__(classes="-at-headlines -no-article")
        self._newsroom = newsroom
        self._settings = settings
        self._answers = answers
        self._user = user
        self._rows = {**READER_ROWS, **user.rows}
        add_bindings(self, bindings_of(user.rows.values()))
        self._complaints = complaints
        self._resumes = resumes
        self.state = ReaderState()
        look = newsroom.view_preferences.get_all().get
        self.headlines = Headlines(
            _rows(newsroom, self.state.query), newsroom.now, newsroom.articles.progress
        )
        self.headlines.lines.preferences = ViewPreferences(look("rows", ""), look("dates", ""))
        self.headlines_title = self.headlines.caption = PaneTitle()
        self.headlines_title.is_active = True
        self.status_line = StatusLine(newsroom.now)
        self.pane_focus = Focus(self, self.headlines)
        self.list_title = ListTitle(
            newsroom, self.headlines, self.headlines_title, self.status_line,
            partial(first_key, user_keys=user.keys),
        )  # fmt: skip
        self.pane_area = PaneArea(self.headlines, self.headlines_title)
        self.panes: Panes | None = None
        """The other panes; they come a frame after the headlines."""
        self.controllers: Controllers | None = None
        """What does the commands; they come with the panes."""
        self.takes_input = False
        """Are the panes there, and the first news, if they are on their way?"""
        self._tells_keys = False

    def fit(self, size: Size) -> None:
        """Have the classes of the terminal's size from the first: else all is styled once more."""
        self.add_class(_class_for(size.width, self.HORIZONTAL_BREAKPOINTS), update=False)
        self.add_class(_class_for(size.height, self.VERTICAL_BREAKPOINTS), update=False)
        self.pane_area.fit(size.width)

    def compose(self) -> ComposeResult:
        """The headlines, which are what one waits for; the other panes come a frame later."""
        self.headlines.set_reactive(Pane.has_focus, True)  # so as to be styled once only
        set_bindings(self.headlines, bindings_of([*OF_PANES, *commands_of("headlines")]))
        yield self.pane_area
        yield self.status_line

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        """Be styled anew when a dialog goes, but not at first: that was done a moment ago."""
        event.refresh_styles = self.controllers is not None
        if self.controllers is not None:
            self.controllers.messages.uncovered()

    def on_mount(self) -> None:
        """Show the list, then the other panes."""
        self.list_title.show(self.state.query)
        self.set_focus(self.headlines, scroll_visible=False)
        self.call_after_refresh(self.set_timer, FIRST_PICTURE, self._add_panes)

    async def _add_panes(self) -> None:
        """Mount what the first picture did without."""
        from hpreader.ui.app_host import host_of  # noqa: PLC0415 - slow to import
        from hpreader.ui.controllers.assembly import assemble  # noqa: PLC0415 - as above
        from hpreader.ui.controllers.background import Background  # noqa: PLC0415 - as above
        from hpreader.ui.controllers.messages import Messages  # noqa: PLC0415 - as above
        from hpreader.ui.panes.pane_factory import STYLE_SHEET, create_panes  # noqa: PLC0415 - as above

        self.state.history = await self._newsroom.trail.resume()
        self.app.stylesheet.read(STYLE_SHEET)
        palette = palette_of(self.app.current_theme, colour=not self.app.no_color)
        self.panes = panes = create_panes(
            self._newsroom, self._settings, self._answers, palette, self.state.query, self._title_of
        )
        await self.pane_area.mount_panes(panes)
        await self.mount(panes.error_box, panes.prompt, before=self.status_line)
        await self.mount(panes.hints)
        background = Background(self)
        messages = Messages(self.status_line, panes.error_box, background, self._newsroom.now)
        self.controllers = self.pane_area.controllers = assemble(
            self._newsroom, self._settings, self.state, self.headlines, self.list_title, panes,
            self.pane_focus, messages, background, host_of(self, self._user),
        )  # fmt: skip
        self._begin(self.controllers, panes)
        if inherited_size(self.app) is not None:
            self.refresh()  # what was left of an earlier screen

    def _begin(self, c: Controllers, panes: Panes) -> None:
        """Show what the other panes show, tell what is wrong, and fetch."""
        c.list_display.counts_changed()
        panes.dates.move_to_edge(is_end=True)
        self.refresh_bindings()
        tell_troubles(c, self._newsroom, self._complaints)
        c.messages.show_status(offline=self._newsroom.offline)
        c.sync.start_timer()
        c.outside.start_timer()
        begin_reading(c, panes.welcome, self._user.keys, self._resumes, self.has_class("-three"))
        if self.headlines.selected is None and c.sync.is_running:
            self.set_timer(FIRST_NEWS, self._take_input)
        else:
            self._take_input()

    def _take_input(self) -> None:
        """Let what was typed ahead be done."""
        if not self.takes_input:
            self.takes_input = True
            self.post_message(self.PanesReady())

    # --- commands -----------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """True: it can be done; None: not now, shown in grey."""
        name = str(parameters[0]) if action == "command" else ""
        if name in PANE_ROWS:
            return True
        row = self._rows.get(name)
        if self.controllers is None:
            return True if row is not None and row.is_early else None
        return True if row is None or row.requires(self.controllers) else None

    async def action_command(self, name: str) -> None:
        """Do a command.

        Args:
            name: its row in the table of commands.
        """
        if name in PANE_ROWS:
            run_in_pane(PANE_ROWS[name], self.pane_focus.pane, self.controllers)
        elif self.controllers is None:  # nothing but leaving is possible yet
            await self.app.action_quit()
        elif (done := run_in_reader(self._rows[name], self.controllers)) is not None:
            await done

    def is_early(self, event: events.Event) -> bool:
        """Does an input event need panes, or first news, that are not there yet?"""
        if self.takes_input:
            return False
        active = self.active_bindings.get(event.key) if isinstance(event, events.Key) else None
        if self.controllers is None:
            return active is None or command_of(active.binding) not in EARLY
        return active is not None and not active.enabled

    def _title_of(self, command: Command[Any]) -> str:
        """What a command does just now, as a message id."""
        now, c = command.title_now, self.controllers
        return command.title if now is None or c is None else now(c)

    def refresh_bindings(self) -> None:
        """Tell which keys work now, once for all that is happening: it takes a millisecond."""
        if not self._tells_keys:
            self._tells_keys = self.call_later(self._tell_keys)

    def _tell_keys(self) -> None:
        self._tells_keys = False
        super().refresh_bindings()

    # --- events -------------------------------------------------------------------------------

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """A pane that was clicked has the keys as well."""
        self.pane_focus.follow(event.widget)

    def on_headlines_moved(self, message: headline_messages.Moved) -> None:
        """The first news are there."""
        if self.controllers is not None and message.headline is not None:
            self._take_input()

    def on_prompt_typed(self, message: Prompt.Typed) -> None:
        """Another letter was typed."""
        if self.controllers is not None:
            self.controllers.find.typed(message.purpose, message.text)

    def on_prompt_accepted(self, message: Prompt.Accepted) -> None:
        """The words hold."""
        if self.controllers is not None:
            self.controllers.find.accepted(message.purpose)

    def on_resize(self) -> None:
        """Another font has other cells, for which photos are drawn anew."""
        if self.controllers is not None:
            self.controllers.photos.resized()

    def on_unmount(self) -> None:
        """The terminal need not keep the photos, and no program of the user's goes on."""
        if self.controllers is not None:
            self.controllers.close()

    def theme_changed(self) -> None:
        """Give the article the colours of the theme."""
        if self.controllers is not None:
            self.controllers.view.theme_changed()

    async def write_down(self) -> None:
        """Write down where the reader is, before the program ends.

        Raises:
            ProblemError: the disk refused it.
        """
        if self.controllers is not None:  # else the trail is not even read
            await self.controllers.trail_store.write_down()


def _rows(newsroom: Newsroom, query: ListQuery) -> Rows:
    """The list that the reader begins with."""
    rows = newsroom.lists.rows(query)
    if newsroom.view_preferences.folds_stories:
        newsroom.stories.fold(rows, query)
    return rows


def _class_for(extent: int, breakpoints: Sequence[tuple[int, str]]) -> str:
    """The class of the last breakpoint that fits into so many cells."""
    return [name for least, name in breakpoints if least <= extent][-1]


def reader_screens(app: App[Any]) -> Iterator[ReaderScreen]:
    """The application's ReaderScreen, if it is open, also where dialogs cover it."""
    return (screen for screen in open_screens(app) if isinstance(screen, ReaderScreen))
