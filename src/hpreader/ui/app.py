"""The application: themes, keys as the user wants them, and what comes before the Screen."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.binding import Binding
from textual.screen import Screen
from textual.scrollbar import ScrollBar, ScrollBarRender
from textual.timer import Timer
from textual.widgets import Input

from hpreader.config import Settings
from hpreader.i18n import _
from hpreader.problems import ProblemError
from hpreader.terminal import Answers, is_light
from hpreader.ui.browser import Browser
from hpreader.ui.commands import SCROLLING, command_of
from hpreader.ui.input.input_methods import ALT, HELD, KeyFilter
from hpreader.ui.input.user_keys import keymap, theme_complaint, wide_complaint
from hpreader.ui.styles.palettes import LIGHT_VARIABLES, THEMES, VARIABLES
from hpreader.ui.styles.themes import first_theme
from hpreader.ui.textual_compat import (
    is_exiting,
    run_next_callbacks,
)
from hpreader.ui.widgets.notices import Notices

if TYPE_CHECKING:
    from textual.command import Provider
    from textual.driver import Driver
    from textual.filter import LineFilter

    from hpreader.newsroom import Newsroom
    from hpreader.problems import Problem


INPUT = (events.Key, events.MouseDown, events.MouseUp, events.Paste)
"""What is done in the order in which it comes, once all panes are there."""

AT_ONCE = frozenset({*SCROLLING, "up_level", "quit"})
"""Commands that need the headlines only, which are there first.

Escape is not among them, as it may be the first half of Alt with another key.
"""

LONGEST_KEY = 0.2
"""Seconds for which a key may hold up the one behind it."""


class PlainBars(ScrollBarRender):
    """Scroll bars out of coloured blanks: the usual eighths are of ambiguous width."""

    VERTICAL_BARS: ClassVar = [" "]
    HORIZONTAL_BARS: ClassVar = [" "]


def _providers() -> dict[str, Callable[[], type[Provider]]]:
    """The palette's providers, imported when the palette is first opened."""

    def commands() -> type[Provider]:
        from hpreader.ui.dialogs.palette import Commands  # noqa: PLC0415 - not for the first picture

        return Commands

    def places() -> type[Provider]:
        from hpreader.ui.dialogs.palette import Places  # noqa: PLC0415 - not for the first picture

        return Places

    def articles() -> type[Provider]:
        from hpreader.ui.dialogs.palette import Articles  # noqa: PLC0415 - not for the first picture

        return Articles

    def themes() -> type[Provider]:
        from hpreader.ui.dialogs.palette import Themes  # noqa: PLC0415 - not for the first picture

        return Themes

    return {"commands": commands, "places": places, "articles": articles, "themes": themes}


async def _all_done(*pumps: Callable[[Callable[[], object]], bool]) -> None:
    """Wait until, one after the other, these have called back: their messages are seen then."""
    for call in pumps:
        done = asyncio.Event()
        if call(done.set):
            try:
                await asyncio.wait_for(done.wait(), LONGEST_KEY)
            except TimeoutError:
                return  # it waits for something else, and the next key need not


class ReaderApp(Notices):
    """The reader as a Textual application."""

    TITLE = "hpreader"
    COMMANDS: ClassVar = set(_providers().values())
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
        """What the terminal said of itself."""
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
        self._watch = KeyFilter()
        self._held: list[events.Key] = []
        self._timer: Timer | None = None
        self._early: list[events.Event] = []
        """Input that came before the panes it needs, in order."""
        self._leaving: asyncio.Task[None] | None = None
        self.trouble: Problem | None = None
        """Why the reader had to end."""
        self.released = asyncio.Event()
        """Set while no key is held back."""
        self.released.set()
        ScrollBar.renderer = PlainBars
        for theme in THEMES:
            self.register_theme(theme)
        self._knows_themes = True
        light = is_light(self.answers)
        self.theme = first_theme(settings.theme, self.available_themes, is_light=light)
        self._colours = self.get_css_variables()
        self.stylesheet.set_variables(self._colours)
        self._keys, wrong = keymap(settings.keys)
        self.set_keymap(self._keys)
        wrong_theme = theme_complaint(settings.theme, self.available_themes)
        wide = wide_complaint() if self.answers.is_wide else ""
        self.complaints = (*wrong, *filter(None, (wrong_theme, wide)))
        """What is wrong with the settings, to be said once."""

    def get_default_screen(self) -> Screen[None]:
        """The one Screen."""
        now = self.newsroom.now
        browser = Browser(self.newsroom, self.settings, now, self._keys, self.complaints)
        browser.answers = self.answers
        browser.resumes = self.resumes
        browser.fit(self.size)
        return browser

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
        from hpreader.ui.driver import driver_with  # noqa: PLC0415 - not on Windows

        return driver_with(self.answers)

    def on_ready(self) -> None:
        """Draw everything again after a suspension."""
        self.app_resume_signal.subscribe(self, lambda _app: self.refresh(layout=True))
        self.watch(self, "theme", self._set_palettes, init=False)

    def _set_palettes(self) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, Browser):
                screen.set_palette()

    def recover(self, error: Exception) -> bool:
        """A disk that fails while one reads ends the reader with a sentence; a bug is a crash."""
        if isinstance(error, ProblemError):
            self.trouble = error.problem
        return isinstance(error, ProblemError)

    # --- keys ---------------------------------------------------------------------------------

    async def on_event(self, event: events.Event) -> None:
        """Keep input until all panes are there, and do it in the order in which it came."""
        if not isinstance(event, INPUT) or event.is_forwarded:
            await super().on_event(event)
        elif self._exit:
            return  # what was typed ahead does not hold up the end
        elif self._early or self._is_early(event):
            self._early.append(event)
            self.released.clear()
        else:
            await self._on_input(event)

    def _is_early(self, event: events.Event) -> bool:
        """Does an input event need panes that are not there yet?"""
        screen = self.screen
        if not isinstance(screen, Browser) or screen.panes_ready:
            return False
        if not isinstance(event, events.Key):
            return True
        active = screen.active_bindings.get(event.key)
        return active is None or command_of(active.binding) not in AT_ONCE

    async def on_reader_screen_furnished(self) -> None:
        """Do what was typed before all panes were there."""
        early = self._early
        while early and not self._exit:
            await self._on_input(early[0])
            del early[0]
        if not self._held:
            self.released.set()

    async def _on_input(self, event: events.Event) -> None:
        """Hold back the keys whose meaning the next one may change."""
        if not isinstance(event, events.Key):
            await super().on_event(event)
            return
        held = self._let_go()
        match self._watch.classify(held, event):
            case "drop":
                return
            case "alt":
                held, event = [], events.Key(ALT[event.key], None)
            case "hold":
                self._hold([*held, event], held[0].time + HELD[event.key] - event.time)
                return
            case "before":
                await self._press(event)
                self._hold(held, HELD[held[0].key])
                return
            case "apart":
                pass
        for key in held:
            await self._press(key)
        if event.key in HELD and self._may_hold(event.key):
            self._hold([event], HELD[event.key])
        else:
            await self._press(event)

    def _may_hold(self, key: str) -> bool:
        """In a line of text a Backspace is what it is, but the last word may follow an Enter."""
        line = self.focused
        if key == "enter":
            return isinstance(line, Input) and line.value[: line.cursor_position][-1:] in ("", " ")
        return key == "escape" or line is None or not line.check_consume_key("a", "a")

    def _hold(self, keys: list[events.Key], seconds: float) -> None:
        self._held = keys
        self._timer = self.set_timer(seconds, self._release)
        self.released.clear()

    def _let_go(self) -> list[events.Key]:
        held, self._held = self._held, []
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        if not self._early:
            self.released.set()
        return held

    async def _release(self) -> None:
        """Nothing followed: the keys were what they seemed."""
        for key in self._let_go():
            await self._press(key)

    async def _press(self, event: events.Key) -> None:
        """Do what a key does before the next one is looked at.

        Textual gives a key to what has the focus and does its action when it comes back up; of
        keys that are typed ahead all but the first would go to where the focus was before.
        """
        focused, screen = self.focused, self.screen
        takes_letters = focused is not None and (
            focused.check_consume_key(event.key, event.character) or focused.has_class("-hinting")
        )
        active = None if takes_letters else screen.active_bindings.get(event.key)
        if active is None or not active.enabled:
            await super().on_event(event)
        else:
            await self.run_action(active.binding.action, active.node)
        if is_exiting(self):
            return
        # What a dialog that opens has to do next would else wait for this key, and draw it again.
        await run_next_callbacks(self)
        # The way of a message that bubbles, from the focused widget up to its screen.
        way = (focused or screen).ancestors_with_self
        await _all_done(*(node.call_later for node in way if node is not self))
        # A pane that comes on the screen just now has no size yet, and can do nothing.
        if (now := self.focused) is not None and not now.size:
            await _all_done(self.screen.call_after_refresh, now.call_later)

    # --- commands -----------------------------------------------------------------------------

    def action_command_palette(self) -> None:
        """All commands, sections and articles."""
        from hpreader.ui.dialogs.palette import Palette  # noqa: PLC0415 - not for the first picture

        if not isinstance(self.screen, Palette):
            words = _("Search commands, sections and articles")
            _mounted = self.push_screen(Palette(placeholder=words, id="--command-palette"))

    def action_help_quit(self) -> None:
        """Ctrl+C copies a selection; it does not quit."""
        self.notify(_("Ctrl+Q quits."), markup=False)

    def leave_soon(self, status: int) -> None:
        """Leave as if the reader had quit, with an exit status: the system wants it.

        It waits for nothing that was typed before.
        """
        if self._leaving is None:
            self._leaving = asyncio.create_task(self._leave_now(status))

    def abandon_terminal(self) -> None:
        """Wait for the terminal no longer; for any thread."""
        if self._driver is not None and hasattr(self._driver, "abandon"):
            self._driver.abandon()

    async def action_quit(self) -> None:
        """Write down where the reader is, then leave."""
        await self._leave(0)

    async def _leave_now(self, status: int) -> None:
        try:
            await self._leave(status)
        except ProblemError as error:
            self._handle_exception(error)

    async def _leave(self, status: int) -> None:
        for screen in self.screen_stack if self._screen_stacks else ():
            if isinstance(screen, Browser):
                try:
                    await screen.write_down()
                except ProblemError as error:
                    # That nothing can be kept was said when it happened.
                    if error.problem.kind != "disk_read_only":
                        raise
        self.exit(return_code=status)
