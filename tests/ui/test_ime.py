"""Under a Vietnamese input method: what engines were seen to send, by keys and by bytes."""

from __future__ import annotations

import asyncio
import tomllib
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pytest
from textual import events
from textual._xterm_parser import XTermParser

from hpreader.ui import ReaderApp
from hpreader.ui.input.input_methods import AT_ONCE, HELD, KeyFilter, is_vietnamese
from tests.support import town
from tests.support.program import Program
from tests.support.pty import Terminal, terminal
from tests.support.reader import Reader, town_reader
from tests.support.web import Web

BACKSPACE = "\x7f"


@dataclass(frozen=True)
class Seen:
    """What reached a terminal's program when something was typed."""

    typed: str
    sent: tuple[tuple[float, str], ...]
    """Milliseconds since the part before, and the characters."""
    keys: tuple[str, ...]
    """What of it is a key, in a pane."""
    line: str | None
    """What stands in a line of text then, where it is text."""


def seen() -> dict[str, list[Seen]]:
    """The sequences of `seen.toml`, by the engine and the terminal they were seen with."""
    table = tomllib.loads(Path(__file__).with_name("seen.toml").read_text("utf-8"))
    places: dict[str, list[Seen]] = {}
    for place in table["place"]:
        where = f"{place['engine']} ({place['mode']}), {place['method']}, {place['terminal']}"
        places[where] = [
            Seen(
                one["typed"],
                tuple((float(gap), text) for gap, text in one["sent"]),
                tuple(one["keys"]),
                one.get("line"),
            )
            for one in place["seen"]
        ]
    return places


SEEN = seen()


def keys_of(parts: Sequence[tuple[float, str]]) -> list[events.Key]:
    """The keys that Textual reads out of the parts, with the times they came at."""
    parser = XTermParser()
    now = asyncio.get_running_loop().time()
    keys: list[events.Key] = []
    for gap, text in parts:
        now += gap / 1000
        for key in parser.feed(text):
            assert isinstance(key, events.Key)
            key.time = now
            keys.append(key)
    return keys


async def send(reader: Reader, *parts: tuple[float, str]) -> None:
    """Send characters with their distances in time; none of it is waited for."""
    for key in keys_of(parts):
        reader.app.post_message(key)
    await reader.pilot.pause()
    await reader.app.keys.released.wait()
    await reader.settle()


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The commands that were done, in their order; none is done here."""
    names: list[str] = []

    async def note(self: ReaderApp, action: str, *_: object, **__: object) -> bool:
        names.append(action)
        return True

    monkeypatch.setattr(ReaderApp, "run_action", note)
    return names


@pytest.mark.parametrize("sequences", SEEN.values(), ids=SEEN.keys())
async def test_each_key_is_one_command_and_what_is_rewritten_is_none(
    sequences: list[Seen], done: list[str], directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        for what in sequences:
            await send(reader, *what.sent)
            came, done[:] = done[:], []
            await send(reader, *((200.0, key) for key in what.keys))
            meant, done[:] = done[:], []
            assert came == meant, what


@pytest.mark.parametrize("sequences", SEEN.values(), ids=SEEN.keys())
async def test_a_line_of_text_has_the_word_that_was_meant(
    sequences: list[Seen], directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        for what in sequences:
            if what.line is None:
                continue
            await reader.press("slash", "ctrl+u")
            await send(reader, *what.sent)
            prompt = reader.prompt
            assert prompt is not None
            assert prompt.text == what.line, what
            assert unicodedata.is_normalized("NFC", prompt.text)
            assert prompt.is_open is ("Return" not in what.typed)
            if prompt.is_open:
                await reader.press("escape")


@pytest.mark.parametrize("form", ["NFC", "NFD"])
async def test_a_word_finds_the_same_in_whatever_form_it_is_sent(
    form: Literal["NFC", "NFD"], directory: Path, web: Web, clock: town.Clock
) -> None:
    # Assumed: engines offer composed output by name ("Unicode tổ hợp"), none was seen to send it.
    async with town_reader(directory, web, clock) as reader:
        await reader.press("slash")
        await send(reader, (0, unicodedata.normalize(form, "số 11 về con đường")), (0, "\r"))
        await reader.press("enter")
        assert reader.title() == town.title(11)


async def test_an_enter_that_comes_before_the_word_it_ends_filters_by_it(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    # ibus-unikey in xterm, as seen: "so 11 " came with its spaces, then Enter, then the last word.
    async with town_reader(directory, web, clock) as reader:
        await reader.press("slash")
        await send(reader, (0, "số 11 "), (80, "\r"), (0.3, "về"))
        await reader.press("enter")
        assert reader.title() == town.title(11)


async def test_an_enter_is_done_at_once_where_its_line_has_its_word(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        await reader.press("slash")
        await send(reader, (0, "11\r"), (1, "\r"))
        assert reader.title() == town.title(11)


async def test_a_backspace_is_back_when_nothing_follows_within_30_ms(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    assert HELD["backspace"] <= 0.03
    async with town_reader(directory, web, clock) as reader:
        await reader.press("enter", "1", "1")
        await send(reader, (0, BACKSPACE))
        assert reader.title() == town.title(2)
        await send(reader, (0, BACKSPACE), (31, "ề"))
        assert reader.title() == town.title(1), "a letter that comes later is a key of its own"


async def test_a_backspace_that_an_input_method_sends_is_not_back(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        await reader.press("enter", "1", "1")
        await send(reader, (0, BACKSPACE), (29, "ơ"))
        await send(reader, (0, BACKSPACE * 2 + "ươ"))
        assert reader.title() == town.title(3)


async def test_a_letter_that_nothing_composes_is_a_key_of_its_own_after_a_backspace(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        await reader.press("enter", "1", "1", "end")
        await send(reader, (0, BACKSPACE), (1, "g"))
        assert reader.title() == town.title(2)
        assert reader.article.scroll_y == 0


async def test_composed_letters_stand_for_the_brackets(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        await reader.press("enter", "1")
        await send(reader, (0, "ơ"))
        assert reader.title() == town.title(1)
        await send(reader, (0, "ư"))
        assert reader.title() == town.title(2)


async def test_backspaces_that_are_held_down_do_not_wait_for_the_last(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock) as reader:
        await reader.press("enter", *"11111")
        await send(reader, (0, BACKSPACE), *[(16.0, BACKSPACE)] * 3, (1, "ơ"))
        assert reader.title() == town.title(4), "the first three are back, the fourth is rewriting"


def strokes(*parts: tuple[float, str]) -> list[events.Key]:
    """Keys with their times, without a reader."""
    now, keys = 0.0, []
    for gap, text in parts:
        now += gap / 1000
        for key in XTermParser().feed(text):
            assert isinstance(key, events.Key)
            key.time = now
            keys.append(key)
    return keys


def test_only_letters_of_an_input_method_are_taken_for_its_work() -> None:
    assert all(is_vietnamese(letter) for letter in "ôơưđăâêọếỹĐ")
    assert not any(
        is_vietnamese(letter) for letter in ("a", "Z", "1", " ", "", None, "left", "[", "ß")
    )


def test_what_a_key_makes_of_the_ones_before_it() -> None:
    back, again, letter = strokes((0, BACKSPACE), (1, BACKSPACE), (1, "ô"))
    assert KeyFilter().classify([], back) == "apart"
    assert KeyFilter().classify([back], again) == "hold"
    assert KeyFilter().classify([back, again], letter) == "drop"
    assert KeyFilter().classify([], letter) == "apart"
    late = strokes((HELD["backspace"] * 1000 + 1, "ô"))[0]
    assert KeyFilter().classify([back], late) == "apart"


def test_a_tone_that_is_typed_twice_takes_only_its_own_word_back() -> None:
    for between, verdict in (("", "drop"), (" ", "apart")):
        watch = KeyFilter()
        *before, back, plain = strokes((0, "á" + between), (80, BACKSPACE), (AT_ONCE * 500, "a"))
        for key in before:
            watch.classify([], key)
        watch.classify([], back)
        assert watch.classify([back], plain) == verdict


# --- bytes in a real terminal -------------------------------------------------------------------

CTRL_Q = "\x11"
FIRST, SECOND, THIRD = (
    "Xe buýt ven sông Lạch Tray chạy",
    "nhận hồ sơ từ 7 giờ",
    "Con tàu dài gần hai trăm mét",
)
"""Words of the sample newspaper's articles that stand nowhere else on the screen."""


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[Terminal]:
    """The demo with its third article open, the first two behind it in the trail."""
    program = Program(tmp_path)
    command = program.command("demo", "--lang=en", strict=False)
    environment = program.environment(TMPDIR=str(tmp_path))
    with terminal(command, environment, 100, 30) as screen:
        screen.wait_for("42 new articles")
        screen.press("g\r")
        screen.wait_for(FIRST)
        screen.press("1")
        screen.wait_for(SECOND)
        screen.press("1")
        screen.wait_for(THIRD)
        screen.drawn = b""
        yield screen


REWRITINGS = (
    "\x7fơ", "\x7f\x7fươ", "\x7f\x7f\x7fờng",  # scim-unikey Classic in xterm, as seen
    "\x1b[127u\x1b[0;;417u",  # assumed: a forwarded Backspace in kitty's keyboard protocol
)  # fmt: skip


def test_bytes_of_a_rewriting_are_not_back_and_a_lone_backspace_is(screen: Terminal) -> None:
    for rewriting in REWRITINGS:
        screen.press(rewriting)
        screen.press("?")
        screen.wait_for("Half a page down")
        assert SECOND.encode() not in screen.drawn
        screen.drawn = b""
        screen.press("\x1b[27u")
        screen.wait_for(THIRD)
        screen.drawn = b""
    screen.press("\x7f")
    screen.wait_for(SECOND)
    screen.press(CTRL_Q)
    assert screen.end()[0] == 0
    assert FIRST.encode() not in screen.drawn


def test_a_word_that_is_rewritten_byte_by_byte_filters_the_headlines(screen: Terminal) -> None:
    screen.press("h/")
    screen.wait_for("Filter")
    for part in ("d", "u", "o", "\x7f\x7fươ", "n", "g", "\x7f\x7f\x7fờng", " "):
        screen.press(part)
    screen.press("\r")
    screen.wait_for("“dường")
    screen.press(CTRL_Q)
    assert screen.end()[0] == 0
