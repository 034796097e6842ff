"""The application: themes, keys as the user wants them, and what comes before the Screen."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.binding import Binding
from textual.screen import Screen
from textual.scrollbar import ScrollBar, ScrollBarRender

from hpreader.config import Settings
from hpreader.i18n import _
from hpreader.problems import ProblemError
from hpreader.terminal import Answers, is_light
from hpreader.ui.dialogs.palette_providers import providers
from hpreader.ui.input.key_dispatcher import INPUT, KeyDispatcher
from hpreader.ui.input.user_keys import keymap, theme_complaint, wide_complaint
from hpreader.ui.screen import ReaderScreen
from hpreader.ui.styles.palettes import LIGHT_VARIABLES, THEMES, VARIABLES
from hpreader.ui.styles.themes import first_theme
from hpreader.ui.textual_compat import abandon_terminal, open_screens
from hpreader.ui.widgets.notices import Notices

if TYPE_CHECKING:
    from textual.driver import Driver
    from textual.filter import LineFilter

    from hpreader.newsroom import Newsroom
    from hpreader.problems import Problem


class PlainBars(ScrollBarRender):
    """Scroll bars out of coloured blanks: the usual eighths are of ambiguous width."""

    VERTICAL_BARS: ClassVar = [" "]
    HORIZONTAL_BARS: ClassVar = [" "]


class ReaderApp(Notices):
    """The reader as a Textual application."""

    TITLE = "hpreader"
    COMMANDS: ClassVar = set(providers().values())
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
        self._colourless: Sequence[LineFilter] = ()
        super().__init__()
        if self.no_color:
            from hpreader.ui.styles.no_color import Colourless  # noqa: PLC0415 - seldom needed

            self._colourless = (Colourless(self.get_css_variables),)
        self.newsroom = newsroom
        self.settings = settings
        self.resumes = resumes
        """Does it open what was last on the screen?"""
        self.keys = KeyDispatcher(self, super().on_event, self._is_early)
        """Does what keys do, one after the other."""
        self._leaving: asyncio.Task[None] | None = None
        self.trouble: Problem | None = None
        """Why the reader had to end."""
        ScrollBar.renderer = PlainBars
        for theme in THEMES:
            self.register_theme(theme)
        self._knows_themes = True
        light = is_light(self.answers)
        self.theme = first_theme(settings.theme, self.available_themes, is_light=light)
        self._colours = self.get_css_variables()
        self.stylesheet.set_variables(self._colours)
        self._user_keys, wrong = keymap(settings.keys)
        self.set_keymap(self._user_keys)
        wrong_theme = theme_complaint(settings.theme, self.available_themes)
        wide = wide_complaint() if self.answers.is_wide else ""
        self.complaints = (*wrong, *filter(None, (wrong_theme, wide)))
        """What is wrong with the settings, to be told once."""

    def get_default_screen(self) -> Screen[None]:
        """The one Screen."""
        screen = ReaderScreen(
            self.newsroom,
            self.settings,
            self.answers,
            self._user_keys,
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
        colours = self.get_css_variables()
        if colours != self._colours:
            self._colours = colours
            super().refresh_css(animate=animate)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """What changes lines before they are drawn: it takes all colours where none is wanted."""
        return self._colourless or super().get_line_filters()

    def get_driver_class(self) -> type[Driver]:
        """Textual's driver, or where it is the one for Linux and macOS our own on top of it."""
        usual = super().get_driver_class()
        if usual.__name__ != "LinuxDriver":
            return usual
        from hpreader.ui.textual_compat.driver import driver_with  # noqa: PLC0415 - not on Windows

        return driver_with(self.answers)

    def on_ready(self) -> None:
        """Write down where the reader is before a suspension, and draw everything again after it."""
        self.app_suspend_signal.subscribe(self, lambda _app: self._remember())
        self.app_resume_signal.subscribe(self, lambda _app: self.refresh(layout=True))
        self.watch(self, "theme", self._theme_changed, init=False)

    def _remember(self) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, ReaderScreen) and screen.controllers is not None:
                screen.controllers.steps.remember()

    def _theme_changed(self) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, ReaderScreen):
                screen.theme_changed()

    def recover(self, error: Exception) -> bool:
        """A disk that fails while one reads ends the reader with a sentence; a bug is a crash."""
        if isinstance(error, ProblemError):
            self.trouble = error.problem
        return isinstance(error, ProblemError)

    # --- keys ---------------------------------------------------------------------------------

    async def on_event(self, event: events.Event) -> None:
        """Have input handled in the order in which it came."""
        if isinstance(event, INPUT) and not event.is_forwarded:
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
        from hpreader.ui.dialogs.command_palette import Palette  # noqa: PLC0415 - not for the first picture

        if not isinstance(self.screen, Palette):
            words = _("Search commands, sections and articles")
            _mounted = self.push_screen(Palette(placeholder=words, id="--command-palette"))

    def action_help_quit(self) -> None:
        """Ctrl+C copies a selection; it does not quit."""
        self.notify(_("Ctrl+Q quits."), markup=False)

    def leave_soon(self, status: int) -> None:
        """Leave at once, whatever was typed before, with an exit status: the system asks for it."""
        if self._leaving is None:
            self._leaving = asyncio.create_task(self._leave_now(status))

    def abandon_terminal(self) -> None:
        """Wait for the terminal no longer; for any thread."""
        abandon_terminal(self)

    async def action_quit(self) -> None:
        """Write down where the reader is, then leave."""
        await self._leave(0)

    async def _leave_now(self, status: int) -> None:
        try:
            await self._leave(status)
        except ProblemError as error:
            self.fail(error)

    async def _leave(self, status: int) -> None:
        for screen in open_screens(self):
            if isinstance(screen, ReaderScreen):
                try:
                    await screen.write_down()
                except ProblemError as error:
                    # That nothing can be kept was told when it happened.
                    if error.problem.kind != "disk_read_only":
                        raise
        self.exit(return_code=status)
