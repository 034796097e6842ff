"""Filters and orders of lists that take long to read: the reader goes on meanwhile."""

from contextlib import closing
from pathlib import Path

import pytest

from hpreader.store import Store
from tests.support import town
from tests.support.journey import headline_at_cursor
from tests.support.reader import town_reader
from tests.support.storeroom import entry, hours_ago, record_list
from tests.support.web import Web

COUNT = 2_100
"""Just more than are read within a frame."""


@pytest.fixture(scope="module")
def long_directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Files with so many headlines besides those of the town, older than these."""
    directory = tmp_path_factory.mktemp("long")
    paths = town.places(directory)
    with closing(Store.open(paths.cache, paths.data, now=town.Clock())) as store:
        words = ("chẵn", "lẻ")
        entries = [
            entry(f"tin {words[n % 2]} {n}", published=hours_ago(10_000 + n)) for n in range(COUNT)
        ]
        record_list(store, entries)
    return directory


async def test_a_filter_keeps_the_selected_headline_on_its_row_and_finds_all(
    long_directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(long_directory, web, clock, offline=True) as reader:
        await reader.press("G", *["pageup"] * 4, "j", "j")
        before = headline_at_cursor(reader), reader.headlines.place.position
        word = "chan" if "chẵn" in before[0] else "le"
        await reader.press("slash", *word, settle=False)
        await reader.settle()
        assert reader.prompt.text == word, "no letter is lost"
        assert headline_at_cursor(reader) == before[0]
        assert reader.headlines.place.position[2] == before[1][2]
        assert reader.headlines.window.count == COUNT // 2
        assert f" {COUNT // 2} " in reader.headlines_title.text
        await reader.press("escape")
        assert (headline_at_cursor(reader), reader.headlines.place.position) == before


async def test_another_order_is_shown_when_it_is_read_and_keys_go_on_meanwhile(
    long_directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(long_directory, web, clock, offline=True) as reader:
        selected = headline_at_cursor(reader)
        await reader.press("comma", "comma", "j", settle=False)
        assert reader.query.order == "source"
        await reader.settle()
        assert headline_at_cursor(reader) != selected
        assert reader.headlines.window.count == COUNT
        assert not reader.headlines.window.days, "by source there are no days"


async def test_marking_all_of_a_long_list_keeps_what_is_around_the_cursor(
    long_directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(long_directory, web, clock, offline=True) as reader:
        await reader.press(".", "G", "pageup")
        before = headline_at_cursor(reader), reader.headlines.place.position[2]
        await reader.press("M")
        assert (headline_at_cursor(reader), reader.headlines.place.position[2]) == before
        assert 0 < reader.headlines.window.count < COUNT
        await reader.press("Z")
        assert reader.headlines.window.count == COUNT


async def test_the_rest_of_a_filtered_list_is_read_after_its_first_part_is_drawn(
    long_directory: Path, web: Web, clock: town.Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The next letter may make it needless; here the rest is awaited for ever."""
    monkeypatch.setattr("hpreader.ui.controllers.list_reader.REST_AFTER", 3_600)
    async with town_reader(long_directory, web, clock, offline=True) as reader:
        await reader.press("slash", "l", settle=False)
        while "+ " not in reader.headlines_title.text:
            await reader.pilot.pause()
        assert not reader.headlines.window.rows.is_whole
        few = reader.headlines.window.count
        assert 0 < few < COUNT // 2
        await reader.press("e", settle=False)
        while "\u201cle\u201d" not in reader.headlines_title.text:
            await reader.pilot.pause()
        assert 0 < reader.headlines.window.count <= few
        await reader.press("escape", settle=False)
        await reader.settle()
        assert reader.headlines.window.count >= COUNT
