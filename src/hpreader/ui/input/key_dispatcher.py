"""Input is handled in the order in which it came, once it is clear what each key is."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from textual import events
from textual.widgets import Input

from hpreader.ui.input.input_methods import ALT, HELD, KeyFilter
from hpreader.ui.textual_compat import is_exiting, run_next_callbacks

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from textual.app import App
    from textual.binding import ActiveBinding
    from textual.timer import Timer

INPUT = (events.Key, events.MouseDown, events.MouseUp, events.Paste)
"""What is handled in the order in which it comes, once all panes are there."""

LONGEST_KEY = 1.0
"""Seconds for which a key may hold up the one behind it."""


class KeyDispatcher:
    """Keeps input until the panes are there, and keys until it is clear what they mean."""

    def __init__(
        self,
        app: App[None],
        forward: Callable[[events.Event], Awaitable[None]],
        is_early: Callable[[events.Event], bool],
        takes: Callable[[events.Key], bool],
        refuse: Callable[[events.Key, ActiveBinding | None], None],
    ) -> None:
        """Make it.

        Args:
            app: the application.
            forward: handles an event as Textual does: the focused widget gets it.
            is_early: does an event need panes that are not there yet?
            takes: does something with a key before its command can be done; true if it did.
            refuse: tells why a key does nothing; its binding is None where it has none.
        """
        self._app = app
        self._forward = forward
        self._is_early = is_early
        self._takes = takes
        self._refuse = refuse
        self._early: list[events.Event] = []
        """Input that came before the panes it needs, in order."""
        self._filter = KeyFilter()
        self._held: list[events.Key] = []
        self._timer: Timer | None = None
        self.released = asyncio.Event()
        """Set while no input is kept, and what was kept is done."""
        self.released.set()

    async def handle(self, event: events.Event) -> None:
        """Handle an event of input, or keep it until the panes are there."""
        if is_exiting(self._app):
            return  # what was typed ahead does not hold up the end
        if self._early or self._is_early(event):
            self._early.append(event)
            self.released.clear()
        else:
            await self._handle(event)
            self._tell_released()

    async def panes_ready(self) -> None:
        """Handle the input that came before all panes were there."""
        while self._early and not is_exiting(self._app):
            await self._handle(self._early[0])
            del self._early[0]
        self._tell_released()

    async def _handle(self, event: events.Event) -> None:
        if isinstance(event, events.Key):
            await self._key(event)
        else:
            await self._forward(event)

    # --- what a key means ---------------------------------------------------------------------

    async def _key(self, event: events.Key) -> None:
        """Do a key, or hold it back until the next one comes or some time has passed."""
        held = self._let_go()
        match self._filter.classify(held, event):
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
        line = self._app.focused
        if key == "enter":
            return isinstance(line, Input) and line.value[: line.cursor_position][-1:] in ("", " ")
        return key == "escape" or line is None or not line.check_consume_key("a", "a")

    def _hold(self, keys: list[events.Key], seconds: float) -> None:
        self._held = keys
        self._timer = self._app.set_timer(seconds, self._release)
        self.released.clear()

    def _tell_released(self) -> None:
        if not self._early and not self._held:
            self.released.set()

    def _let_go(self) -> list[events.Key]:
        held, self._held = self._held, []
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        return held

    async def _release(self) -> None:
        """Nothing followed: the keys were what they seemed."""
        for key in self._let_go():
            await self._press(key)
        self._tell_released()

    # --- doing --------------------------------------------------------------------------------

    async def _press(self, event: events.Key) -> None:
        """Do what a key does before the next one is looked at.

        Textual gives a key to what has the focus and does its action when it comes back up; of
        keys that are typed ahead all but the first would go to where the focus was before.
        """
        app = self._app
        focused, screen = app.focused, app.screen
        takes_letters = focused is not None and (
            focused.check_consume_key(event.key, event.character) or focused.has_class("-hinting")
        )
        active = None if takes_letters else screen.active_bindings.get(event.key)
        if self._takes(event):
            pass
        elif active is None or not active.enabled:
            if not takes_letters:
                self._refuse(event, active)
            await self._forward(event)
        elif not await app.run_action(active.binding.action, active.node):
            await self._forward(event)  # it was skipped, and another one may have the same key
        if is_exiting(app):
            return
        # What a dialog that opens has to do next would else wait for this key, and draw it again.
        await run_next_callbacks(app)
        # The way of a message that bubbles, from the focused widget up to its screen.
        way = (focused or screen).ancestors_with_self
        await _all_done(*(node.call_later for node in way if node is not app))
        # A pane that comes on the screen just now has no size yet, and can do nothing.
        if (now := app.focused) is not None and not now.size:
            await _all_done(app.screen.call_after_refresh, now.call_later)


async def _all_done(*pumps: Callable[[Callable[[], object]], bool]) -> None:
    """Wait until, one after the other, these have called back: their messages are handled then."""
    for call in pumps:
        done = asyncio.Event()
        if call(done.set):
            try:
                await asyncio.wait_for(done.wait(), LONGEST_KEY)
            except TimeoutError:
                return  # it waits for something else, and the next key need not
