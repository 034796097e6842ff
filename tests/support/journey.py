"""Journeys: what a person does with the keyboard alone or with the mouse alone, and then sees.

A journey names the commands of `ui/keys.py` that it makes. It fails when one of them did not run,
so that what all journeys name together is what can be done (`test_journeys.py`).
"""

from __future__ import annotations

import functools
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import ParamSpec
from unittest.mock import patch

from rich.cells import cell_len
from textual.events import MouseEvent, MouseMove, MouseScrollDown, MouseScrollUp
from textual.pilot import Pilot
from textual.widget import Widget

from hpreader.ui import ReaderApp
from hpreader.ui.commands import COMMANDS, TABLE
from hpreader.ui.dialogs.help import HelpScreen
from tests.support.reader import Reader

Given = ParamSpec("Given")
Journey = Callable[Given, Awaitable[None]]

BY_KEYBOARD: set[str] = set()
"""The commands that keyboard journeys make."""
BY_MOUSE: set[str] = set()
"""The commands that mouse journeys make by a click in the help or in the line of keys."""

CURSOR = "\u2590"  # ▐


def by_keyboard(*commands: str) -> Callable[[Journey[Given]], Journey[Given]]:
    """A journey that makes these commands by their keys."""
    return _makes(commands, BY_KEYBOARD)


def by_mouse(*commands: str) -> Callable[[Journey[Given]], Journey[Given]]:
    """A journey that makes these commands by clicks on what names them."""
    return _makes(commands, BY_MOUSE)


def _makes(
    commands: tuple[str, ...], known: set[str]
) -> Callable[[Journey[Given]], Journey[Given]]:
    assert set(commands) <= set(COMMANDS), set(commands) - set(COMMANDS)
    known.update(commands)

    def decorate(journey: Journey[Given]) -> Journey[Given]:
        @functools.wraps(journey)
        async def checked(*given: Given.args, **named: Given.kwargs) -> None:
            with _commands_written_down() as done:
                await journey(*given, **named)
            assert set(commands) <= done, f"not done: {sorted(set(commands) - done)}"

        return checked

    return decorate


@contextmanager
def _commands_written_down() -> Iterator[set[str]]:
    """The ids of the commands that are carried out in the block."""
    ids = {row.action: row.id for row in TABLE}
    ids |= {"command_palette": "palette", "quit": "quit"}  # as Textual binds them itself
    done: set[str] = set()
    run = ReaderApp.run_action

    async def noting(app: ReaderApp, action: str, *more: object, **named: object) -> bool:
        was_done = await run(app, action, *more, **named)  # type: ignore[arg-type]
        if was_done and action in ids:
            done.add(ids[action])
        return was_done

    with patch.object(ReaderApp, "run_action", noting):
        yield done


# --- what one sees ------------------------------------------------------------------------------


def seen_in(reader: Reader, widget: Widget) -> str:
    """What stands in a widget's place on the screen."""
    region = widget.region
    strips = reader.app.screen._compositor.render_strips()[region.y : region.bottom]
    return "\n".join(strip.crop(region.x, region.right).text for strip in strips)


def in_article(reader: Reader) -> str:
    """The text in the article's pane."""
    return seen_in(reader, reader.article)


def headline_at_cursor(reader: Reader) -> str:
    """The headline that has the cursor's sign before it."""
    lines = seen_in(reader, reader.headlines).splitlines()
    return " ".join(line.strip(CURSOR + " ") for line in lines if line.startswith(CURSOR)).strip()


def list_title(reader: Reader) -> str:
    """What stands above the headlines."""
    return seen_in(reader, reader.headlines_title).strip()


def key_line(reader: Reader) -> str:
    """The lowest line: the keys that work here."""
    return reader.lines()[-1]


def status(reader: Reader) -> str:
    """The line above it."""
    return reader.lines()[-2]


# --- the mouse ----------------------------------------------------------------------------------


class Mouse:
    """A hand on the mouse and none on the keyboard: it clicks words that it sees."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._pilot: Pilot[None] = reader.pilot

    async def click(self, words: str, widget: Widget | None = None, *, nth: int = 0) -> None:
        """Click on words that stand on the screen, or in a widget of it, once no message is in their place."""
        if words not in seen_in(self._reader, widget or self._reader.app.screen):
            self._reader.silence()
            await self._reader.settle()
        await self.click_at(*self.place_of(words, widget, nth=nth))

    async def click_at(self, x: int, y: int) -> None:
        """Click on a cell of the screen."""
        await self._pilot.click(offset=(x, y))
        await self._reader.settle()

    def place_of(
        self, words: str, widget: Widget | None = None, *, nth: int = 0
    ) -> tuple[int, int]:
        """The cell where words begin."""
        widget = widget or self._reader.app.screen
        places = [
            (widget.region.x + cell_len(line[: line.index(words)]), widget.region.y + row)
            for row, line in enumerate(seen_in(self._reader, widget).splitlines())
            if words in line
        ]
        assert len(places) > nth, f"{words!r} is not in\n{seen_in(self._reader, widget)}"
        return places[nth]

    async def point_at(self, words: str, widget: Widget | None = None) -> None:
        """Move the mouse over words."""
        await self._at(MouseMove, *self.place_of(words, widget))

    async def wheel(self, widget: Widget, notches: int) -> None:
        """Turn the wheel over a widget: towards oneself, which is down, is positive."""
        turned = MouseScrollDown if notches > 0 else MouseScrollUp
        x, y = widget.region.x + 3, widget.region.y + 3
        await self._pilot._post_mouse_events([turned] * abs(notches), offset=(x, y))
        await self._pilot.wait_for_animation()
        await self._reader.settle()

    async def drag(self, start: tuple[int, int], end: tuple[int, int]) -> None:
        """Press the button at one cell and let it go at another."""
        await self._pilot.mouse_down(offset=start)
        await self._at(MouseMove, *end, button=1)
        await self._pilot.mouse_up(offset=end)
        await self._reader.settle()

    async def _at(self, event: type[MouseEvent], x: int, y: int, button: int = 0) -> None:
        await self._pilot._post_mouse_events([event], offset=(x, y), button=button)
        await self._reader.settle()

    async def command(self, name: str) -> None:
        """Click on a command in the help."""
        reader = self._reader
        words = next(entry.words for entry in reader.commands() if entry.command.id == name)
        await self.click(" Help", reader.hints)
        assert isinstance(reader.app.screen, HelpScreen)
        listed, seen = reader.app.screen.query_one("OptionList"), ""
        while words[:30] not in (now := seen_in(reader, listed)):
            assert now != seen, f"{words!r} is not in the help"
            seen = now
            await self.wheel(listed, max(1, listed.size.height // 3))
        await self.click(words[:30], listed)
