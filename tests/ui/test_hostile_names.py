"""Names from outside that look like markup or commands are shown letter by letter and do nothing.

Textual and Rich parse a `str` as markup in most places that take one. Each name here is the title
of a source, a section, a kept search and an article at once; every view and dialog is opened with
it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from unittest.mock import patch

import pytest
from textual.events import Click

from hpreader.config import Settings
from hpreader.model import Image, Inline, Section, Source
from hpreader.newsroom import Newsroom
from hpreader.problems import Problem
from hpreader.text import clean
from hpreader.ui.cell_text import sanitize
from hpreader.ui.dialogs.photo import ImageViewer
from tests.support import town
from tests.support.journey import Mouse, seen_in
from tests.support.reader import Reader, reading
from tests.support.web import Web, item, link

NAMES = {
    "closing tag": "Tin [/b] nhanh",
    "action": "[@click=app.quit]Tin[/]",
    "link": "[link=file:///etc/passwd]Tin[/link]",
    "open tag": "Tin [bold",
    "other signs": "[red]Tin đỏ[/red] $ten [$accent] \\[",
    "controls and bidi": "Tin \x1b]0;x\x07\x1b[2J\u202edọc\u2066",
    "very long": "Tin " + "[b]dài[/i] " * 40,
}
COUNT = 3
QUIET = Settings(refresh_minutes=0, theme="dark", prefetch_mb=0)


def url(number: int) -> str:
    return f"{town.HOME}/bai-{number}.html"


def newspaper(name: str) -> Web:
    """A newspaper that calls everything by one name."""
    web = Web()
    entries = [
        item(name, url(number), town.published(number), f"{name} tóm tắt.")
        for number in range(1, COUNT + 1)
    ]
    web.feed(f"{town.HOME}/feed", *entries, title=name)
    web.feed("https://khac.vn/feed", *entries, title=name)
    others = [link(name, url(2), name, "19/03/2026"), link(name, f"{town.HOME}/x.html", name)]
    for number in range(1, COUNT + 1):
        texts = [f"Đoạn {at} của bài {number}." for at in range(40)]
        web.article(url(number), name, texts, lede="Mở đầu.", related=others)
    return web


@asynccontextmanager
async def reader_of(name: str, directory: Path) -> AsyncIterator[Reader]:
    """The reader on that newspaper; a link that is opened outside fails the test."""
    web, name = newspaper(clean(name)), clean(name)
    places = town.places(directory)
    room = Newsroom.open(places, QUIET, now=town.Clock(), transport=web)
    try:
        for state in room.subscriptions.states():
            await room.subscriptions.remove(state.source.name)
        section = Section(name, (f"{town.HOME}/feed",))
        await room.subscriptions.put(Source("bao.vn", name, town.HOME, (section,)))
        async for _event in room.syncs.run():
            pass
        await room.searches.save(f"{name} tìm", "doan")
        async with reader_over(room) as reader:
            yield reader
    finally:
        await room.close()


@asynccontextmanager
async def reader_over(room: Newsroom, settings: Settings = QUIET) -> AsyncIterator[Reader]:
    """The reader on a newsroom; a link that is opened outside fails the test."""
    with (
        patch(
            "hpreader.ui.browser.open_address", side_effect=AssertionError("a browser was opened")
        ),
        patch("hpreader.ui.ReaderApp.open_url", side_effect=AssertionError("a link is live")),
    ):
        async with reading(room, (120, 40), settings) as reader:
            yield reader


def check(reader: Reader, name: str, *, times: int = 1) -> None:
    """The name is on the screen as it is written, and no cell there does anything by itself."""
    text = reader.text()
    assert max(text.count(sanitize(name)[:20].strip()), text.count(seen(name))) >= times, text
    assert not any(
        unicodedata.category(letter) in ("Cc", "Cf") for letter in text if letter != "\n"
    )
    for strip in reader.app.screen._compositor.render_strips():
        for segment in strip:
            if segment.style is not None:
                assert not segment.style.link, segment
                assert "@click" not in segment.style.meta, segment
    assert reader.app.is_running


def notices(reader: Reader) -> str:
    """All that was told in the message line and the box for errors."""
    return "\n".join(reader.told())


def seen(name: str) -> str:
    """How the beginning of a name stands on the screen when it came in by a usual way."""
    return sanitize(clean(name))[:20].strip()


every_name = pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
names_of_markup = pytest.mark.parametrize(
    "name", [NAMES["closing tag"], NAMES["action"], NAMES["open tag"]]
)


@every_name
async def test_the_palette_finds_a_hostile_name_and_a_click_on_it_opens_it(
    name: str, tmp_path: Path
) -> None:
    async with reader_of(name, tmp_path) as reader:
        await reader.press("ctrl+p")
        await reader.press("end")
        assert reader.app.is_running
        await reader.type("tin")
        check(reader, name, times=3)
        # The last hits are articles, with their section below: the help is clicked too.
        words = seen(name)
        await Mouse(reader).click(words, nth=1)
        assert reader.app.is_running
        assert not reader.app._exit
        check(reader, name)
        await reader.press("ctrl+p")
        await reader.type("tin")
        await reader.press("down", "enter")
        check(reader, name)


@every_name
async def test_every_pane_and_dialog_shows_a_hostile_name_as_it_is(
    name: str, tmp_path: Path
) -> None:
    async with reader_of(name, tmp_path) as reader:
        check(reader, name, times=3)
        await reader.press("x", "j", "j", "j", "enter")
        assert seen(name) in seen_in(reader, reader.headlines_title)
        await reader.press("enter")
        assert reader.title() == clean(name)
        check(reader, name, times=4)
        assert seen(name)[:10].strip() in seen_in(reader, reader.breadcrumbs)
        await reader.press("t")
        assert "Enter: " in reader.text(), "the preview is open"
        check(reader, name)
        await reader.press("escape", "f3")
        assert "Reading trail" in reader.text()
        check(reader, name)
        await reader.press("escape", "F")
        await reader.type("tin")
        check(reader, name, times=3)
        await reader.press("ctrl+s", "escape", "escape", "?")
        assert reader.app.is_running


@names_of_markup
async def test_what_is_typed_is_shown_as_it_is(name: str, tmp_path: Path) -> None:
    typed = seen(name)
    async with reader_of(name, tmp_path) as reader:
        await reader.press("F")
        await reader.type(typed)
        await reader.press("ctrl+s", "enter", "escape")
        assert any(kept.name == typed for kept in reader.newsroom.searches.saved())
        assert f"\u201c{typed}\u201d stands among the sections now." in notices(reader)
        check(reader, typed)
        await reader.press("/")
        await reader.type(typed)
        await reader.press("enter")
        assert f"\u201c{typed[:5]}" in seen_in(reader, reader.headlines_title)
        await reader.press("escape", "g", "enter", "ctrl+f")
        await reader.type(typed + "0")
        await reader.press("enter")
        assert f"Nothing was found for {typed}0" in notices(reader)
        await reader.press("?")
        await reader.type(typed)
        check(reader, typed)
        await reader.press("escape", "ctrl+p")
        await reader.type(typed)
        check(reader, typed)


@names_of_markup
async def test_a_hostile_source_is_added_removed_and_put_back(name: str, tmp_path: Path) -> None:
    async with reader_of(name, tmp_path) as reader:
        await reader.press("x", "+")
        await reader.type("khac.vn/feed")
        await reader.press("enter")
        assert f"{seen(name)}" in reader.text()
        check(reader, name)
        reader.silence()
        await reader.press("x", "j", "j", "d")
        check(reader, name)
        assert f"Remove {seen(name)}" in reader.text()
        await reader.press("k", "enter")
        assert f"Removed {seen(name)}" in notices(reader)
        check(reader, name)
        reader.silence()
        await reader.press("Z")
        assert f"Undone: remove {seen(name)[:15].strip()}" in notices(reader)
        check(reader, name)
        reader.silence()
        await reader.press("x", "G", "d")
        assert f"Removed {seen(name)}" in notices(reader)
        check(reader, name)


@every_name
async def test_the_queue_the_status_line_and_the_photo_show_a_hostile_name_as_it_is(
    name: str, tmp_path: Path
) -> None:
    async with reader_of(name, tmp_path) as reader:
        await reader.newsroom._stores.run_in_writer(
            lambda store: store.queue.add(f"{town.HOME}/y.html", name, town.NOW)
        )
        await reader.press("X")
        assert "Waiting for the network" in reader.text()
        check(reader, name)
        await reader.press("escape")
        reader.controllers.messages.show_status(work=name)
        await reader.settle()
        assert sanitize(name)[:12].strip() in reader.lines()[-2]
        check(reader, name)

        async def load(_src: str, _columns: int, _rows: int) -> Problem:
            return Problem("bad_file", "Ảnh", name)

        image = Image(f"{town.HOME}/a.jpg", name, Inline(name))
        await reader.app.push_screen(ImageViewer([image], 0, load))
        for _wait in range(50):
            await reader.pilot.pause()
            if "could not be read" in reader.text():
                break
        assert "could not be read" in reader.text()
        check(reader, name)


@every_name
async def test_notices_and_problems_show_a_hostile_name_as_it_is(name: str, tmp_path: Path) -> None:
    async with reader_of(name, tmp_path) as reader:
        for kind in ("bad_file", "unknown_source", "no_match"):
            reader.controllers.messages.say_problem(Problem(kind, name, name))
            await reader.settle()
            check(reader, name)
            reader.silence()
        # Whoever sends it, with whatever title: Textual's widgets ask for markup by themselves.
        reader.headlines.notify(name, title=name, markup=True)
        await reader.settle()
        check(reader, name)
        assert sanitize(name)[:12].strip() in reader.lines()[-2]
        # A long error is shown in a box, and both are in the list of messages.
        reader.say(name + " " + "dài " * 60, problem=True)
        await reader.settle()
        check(reader, name)
        await reader.press("enter", "semicolon")
        check(reader, name)
        assert reader.app.is_running


def _click_on(x: int, y: int) -> Click:
    return Click(None, 3, 1, 0, 0, 1, False, False, False, x, y)


@names_of_markup
async def test_an_address_that_is_none_is_said_in_the_dialog_as_it_was_typed(
    name: str, tmp_path: Path
) -> None:
    typed = seen(name)
    async with reader_of(name, tmp_path) as reader:
        await reader.press("x", "+")
        await reader.type(typed)
        await reader.press("enter")
        assert reader.app.is_running
        check(reader, typed)


@every_name
async def test_what_was_read_last_is_offered_by_its_hostile_name(name: str, tmp_path: Path) -> None:
    async with reader_of(name, tmp_path) as reader:
        await reader.press("enter")
        assert reader.title() == clean(name)
        await reader.rest()
        room = reader.newsroom
        async with reader_over(room) as again:
            assert "Continue reading: " in again.text()
            assert seen(name)[:15].strip() in again.text().split("Continue reading: ")[1]
            check(again, name)
            await again.press("f3")
            await again.press("slash")
            await again.type(seen(name)[:8])
            check(again, name)
            assert again.app.is_running


@names_of_markup
async def test_last_searches_are_offered_as_they_were_typed(name: str, tmp_path: Path) -> None:
    async with reader_of(name, tmp_path) as reader:
        await reader.newsroom.searches.remember(seen(name))
        await reader.press("F")
        check(reader, seen(name))
        await reader.press("down", "enter")
        assert seen(name)[:10] in reader.text()
        assert reader.app.is_running


@names_of_markup
async def test_settings_that_cannot_be_used_are_quoted_as_they_are(
    name: str, tmp_path: Path
) -> None:
    web = newspaper("Tin")
    room = Newsroom.open(town.places(tmp_path), QUIET, now=town.Clock(), transport=web)
    try:
        settings = QUIET._replace(keys={seen(name): seen(name), "back": seen(name)})
        async with reader_over(room, settings) as reader:
            assert seen(name) in notices(reader)
            await reader.press("semicolon")
            check(reader, seen(name))
            assert reader.app.is_running
        settings = QUIET._replace(theme=seen(name))
        async with reader_over(room, settings) as reader:
            assert seen(name) in notices(reader)
            assert reader.app.is_running
    finally:
        await room.close()
