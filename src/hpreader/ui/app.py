"""The application: themes, keys as the user wants them, and what comes before the Screen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events
from textual.binding import Binding
from textual.geometry import Size
from textual.screen import Screen
from textual.scrollbar import ScrollBar, ScrollBarRender

from hpreader.config import Settings
from hpreader.i18n import _, explain, ngettext
from hpreader.problems import ProblemError
from hpreader.terminal import Answers, is_light, known_light
from hpreader.ui.command import UserBindings
from hpreader.ui.departure import Departure
from hpreader.ui.input.key_dispatcher import INPUT, KeyDispatcher
from hpreader.ui.input.terminal_input import MOST_COLUMNS, MOST_LINES
from hpreader.ui.key_names import use_arrows
from hpreader.ui.refused_keys import RefusedKeys
from hpreader.ui.screen import ReaderScreen, reader_screens
from hpreader.ui.start_view import StartView
from hpreader.ui.styles.colour_depth import PLAIN, depth_of
from hpreader.ui.styles.palettes import LIGHT_VARIABLES, VARIABLES
from hpreader.ui.styles.themes import first_theme
from hpreader.ui.textual_compat import (
    RecoverableApp,
    forget_inherited,
    inherited_size,
)

if TYPE_CHECKING:
    from textual.driver import Driver
    from textual.filter import LineFilter
    from textual.geometry import Region

    from hpreader.newsroom import Newsroom
    from hpreader.problems import Problem


class PlainBars(ScrollBarRender):
    """Scroll bars out of coloured blanks: the usual eighths are of ambiguous width."""

    VERTICAL_BARS: ClassVar = [" "]
    HORIZONTAL_BARS: ClassVar = [" "]


class ReaderApp(RecoverableApp):
    """The reader as a Textual application."""

    TITLE = "hpreader"
    COMMANDS: ClassVar = set()  # the palette is our own
    COMMAND_PALETTE_BINDING: ClassVar = "ctrl+p"
    # The shell's own key: no command of the reader's, so it is neither in the help nor remapped.
    BINDINGS: ClassVar = [Binding("ctrl+z", "suspend_process", show=False)]

    _knows_themes = False

    def __init__(
        self,
        newsroom: Newsroom,
        settings: Settings,
        answers: Answers | None = None,
        *,
        resumes: bool = False,
    ) -> None:
        self.answers = answers or Answers()
        """What the terminal answered about itself."""
        self._colours_of: dict[str, dict[str, str]] = {}
        super().__init__()
        self.depth = depth_of(self, known_light(self.answers))
        self.newsroom = newsroom
        self.settings = settings
        self.resumes = resumes
        """Does it open what was last on the screen?"""
        refused = RefusedKeys(self, lambda: self._user.keys)
        self.keys = KeyDispatcher(
            self, super().on_event, self._is_early, refused.take, refused.tell
        )
        """Does what keys do, one after the other."""
        self.trouble: Problem | None = None
        """Why the reader had to end."""
        ScrollBar.renderer = PlainBars
        for theme in self.depth.themes():
            self.register_theme(theme)
        self.set_class(self.depth.is_plain, PLAIN, update=False)
        self._knows_themes = True
        self.use_theme(settings.theme)
        self._colours = self.get_css_variables()
        self.stylesheet.set_variables(self._colours)
        self._user = UserBindings()
        use_arrows(self.answers.is_wide)
        self.start_view = StartView(self, newsroom.now)
        """The screen that the next start shows at first."""
        self.departure = Departure(self, self.fail, self.start_view)
        """Leaves where the system asks for it."""
        self.complaints = (*map(explain, settings.complaints), *self._use_wishes(settings))
        """What is wrong with the settings, to be told once."""

    def use_theme(self, wanted: str) -> None:
        """Use a theme by its name in config.toml; `auto` follows the terminal."""
        self.theme = first_theme(wanted, self.available_themes, is_light=is_light(self.answers))

    def _use_wishes(self, settings: Settings) -> Sequence[str]:
        """Use the keys of config.toml; returns what is wrong with them, the theme and the terminal."""
        wishes = settings.keys or settings.commands or settings.theme != "auto"
        if not wishes and not self.answers.is_wide:
            return ()
        from hpreader.ui.user_bindings import wishes_of  # noqa: PLC0415 - most users have none

        self._user, wrong = wishes_of(
            settings, self.available_themes, is_wide=bool(self.answers.is_wide)
        )
        self.set_keymap(self._user.keys)
        return wrong

    @property
    def size(self) -> Size:
        """The size of the terminal, as far as it is drawn on; Textual asks before its driver says it."""
        size = super().size
        return Size(min(size.width, MOST_COLUMNS), min(size.height, MOST_LINES))

    def get_default_screen(self) -> Screen[None]:
        """The one Screen."""
        screen = ReaderScreen(
            self.newsroom,
            self.settings,
            self.answers,
            self._user,
            self.complaints,
            resumes=self.resumes,
        )
        screen.fit(self.size)
        return screen

    def get_css_variables(self) -> dict[str, str]:
        """The theme's colours, worked out once for each theme: that takes milliseconds."""
        if not self._knows_themes:
            return {}  # Textual asks before it reads any style sheet, and asks again before it does
        if self.theme not in self._colours_of:
            self._colours_of[self.theme] = super().get_css_variables()
        self.theme_variables = self._colours_of[self.theme]
        return self.theme_variables

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Colours that our style sheet needs and Textual's own themes do not name."""
        return VARIABLES if self.current_theme.dark else LIGHT_VARIABLES

    def refresh_css(self, animate: bool = True) -> None:
        """Read the style sheets anew, unless they were read with these colours already.

        Textual does so when the theme is set, the first one too: a fifth of the first picture.
        """
        if (colours := self.get_css_variables()) != self._colours:
            self._colours = colours
            super().refresh_css(animate=animate)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """What changes lines before they are drawn, for the colours that the terminal has."""
        return self.depth.filters(self.current_theme, super().get_line_filters())

    def drawn_region(self) -> Region | None:
        """What is drawn first: where an earlier screen is, the other panes wait for what is in them."""
        size = inherited_size(self)
        if size is None:
            return None
        screen = self.screen
        if size == self.size and isinstance(screen, ReaderScreen) and screen.controllers is None:
            return screen.pane_area.early_region
        forget_inherited(self)
        return None

    def get_driver_class(self) -> type[Driver]:
        """Textual's driver, or where it is the one for Linux and macOS our own on top of it."""
        usual = super().get_driver_class()
        if usual.__name__ != "LinuxDriver":
            return usual
        from hpreader.ui.textual_compat.driver import driver_with  # noqa: PLC0415 - not on Windows

        return driver_with(self.answers)

    def on_ready(self) -> None:
        """Write down where the reader is before a suspension, and draw everything again after it."""
        self.app_suspend_signal.subscribe(self, lambda _app: self.departure.remember())
        self.app_resume_signal.subscribe(self, lambda _app: self.refresh(layout=True))
        self.watch(self, "theme", self._theme_changed, init=False)

    def _theme_changed(self) -> None:
        for screen in reader_screens(self):
            screen.theme_changed()

    def recover(self, error: Exception) -> bool:
        """A disk that fails while one reads ends the reader with a sentence; a bug is a crash."""
        if isinstance(error, ProblemError):
            self.trouble = error.problem
        return isinstance(error, ProblemError)

    async def on_event(self, event: events.Event) -> None:
        """Have input handled in the order in which it came."""
        if isinstance(event, INPUT) and not event.is_forwarded:
            self.start_view.note()
            await self.keys.handle(event)
        else:
            await super().on_event(event)

    def _is_early(self, event: events.Event) -> bool:
        """Does an input event need panes, or first news, that are not there yet?"""
        return isinstance(self.screen, ReaderScreen) and self.screen.is_early(event)

    async def on_reader_screen_panes_ready(self) -> None:
        """Do what was typed before all panes were there."""
        await self.keys.panes_ready()

    # --- commands -----------------------------------------------------------------------------

    def action_command_palette(self) -> None:
        """All commands, sections and articles."""
        from hpreader.ui.dialogs.command_palette import open_palette  # noqa: PLC0415 - not for the first picture

        open_palette(self.screen, self._user)

    def action_suspend_process(self) -> None:
        """Ctrl+Z gives the terminal back to the shell, where there is one."""
        self.departure.suspend(super().action_suspend_process, self._say)

    def action_help_quit(self) -> None:
        """Ctrl+C copies a selection; it does not quit."""
        self._say(_("Nothing is selected to be copied. Ctrl+Q quits."))

    def copy_to_clipboard(self, text: str) -> None:
        """Copy what was selected with the mouse, or in a line of text, and tell how much that is."""
        super().copy_to_clipboard(text)
        self._say(_copied(len(text)))

    def notify(self, message: str, **more: Any) -> None:
        """What Textual itself has to tell goes where all messages go."""
        self._say(message, problem=more.get("severity", "information") != "information")

    def _say(self, text: str, *, problem: bool = False) -> None:
        for screen in reader_screens(self):
            if screen.controllers is not None:
                screen.controllers.messages.say(text, problem=problem)

    async def action_quit(self) -> None:
        """Write down where the reader is, then leave."""
        self.start_view.note()
        await self.departure.write_down()
        self.exit()


def _copied(count: int) -> str:
    words = ngettext(
        "Copied {count} character, if the terminal allows it.",
        "Copied {count} characters, if the terminal allows it.",
        count,
    )
    return words.format(count=count)
