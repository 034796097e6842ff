"""The commands and the reader with real disks that have no free byte."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from hpreader.cli.commands.demo import subscribe
from hpreader.config import Settings
from hpreader.model import ListQuery
from hpreader.newsroom.clock import wall_clock
from hpreader.sample import Newspaper
from hpreader.store import Store
from tests.support.program import Program
from tests.support.pty import terminal
from tests.support.small_disk import SmallDisk, small_disk

FULL = ["cache", "data", "both"]


class Home:
    """A home whose cache and data are on disks of their own, with the sample newspaper in them."""

    def __init__(self, program: Program, disks: dict[str, SmallDisk]) -> None:
        self.program = program
        self._disks = disks

    def fill(self, which: str) -> None:
        for name in self.chosen(which):
            self._disks[name].fill()

    def chosen(self, which: str) -> list[str]:
        return [name for name in self._disks if which in (name, "both")]

    def path(self, which: str) -> str:
        places = self.program.places
        return str({"cache": places.cache, "data": places.data}[which])

    def make_room(self) -> None:
        for disk in self._disks.values():
            disk.make_room()


@pytest.fixture
def paper() -> Iterator[Newspaper]:
    with Newspaper(date(2026, 3, 7)) as paper:
        yield paper


@pytest.fixture
def home(tmp_path: Path, paper: Newspaper) -> Iterator[Home]:
    program = Program(tmp_path)
    with small_disk(tmp_path / "cache", 8) as cache, small_disk(tmp_path / "data") as data:
        asyncio.run(subscribe(program.places, Settings(), paper.url))
        assert program.run("sync", "--quiet", "--no-pages").status == 0
        yield Home(program, {"cache": cache, "data": data})


@pytest.mark.parametrize("full", FULL)
def test_commands_that_read_do_so_on_a_full_disk_and_say_what_is_full(
    home: Home, full: str
) -> None:
    rows = home.program.run("--offline", "list", "--json").records
    home.fill(full)
    outcome = home.program.run("--offline", "--lang", "en", "list", "--json")
    assert (outcome.status, outcome.records) == (0, rows)
    for name in home.chosen(full):
        assert home.path(name) in outcome.err
    found = home.program.run("--offline", "--lang", "en", "search", "--json", "Hải Phòng")
    assert (found.status, bool(found.records)) == (0, True)


@pytest.mark.parametrize("full", FULL)
def test_an_article_is_fetched_and_shown_on_a_full_disk(home: Home, full: str) -> None:
    url = home.program.run("--offline", "list", "--json").records[0]["url"]
    home.fill(full)
    outcome = home.program.run("--lang", "en", "show", url)
    assert (outcome.status, len(outcome.out) > 500) == (0, True)


@pytest.mark.parametrize("full", FULL)
def test_a_sync_needs_room_for_the_cache_only(home: Home, full: str) -> None:
    home.fill(full)
    outcome = home.program.run("--lang", "en", "sync")
    if full == "data":
        assert outcome.status == 0
        assert home.path("data") in outcome.err
    else:
        assert outcome.status == 4
        assert f"The disk is full: {home.path('cache')} could not be written." in outcome.err


def marks_of(program: Program) -> tuple[int, int]:
    """How many articles are marked as read, and the steps of the trail."""
    with Store.open(program.places.cache, program.places.data, now=wall_clock) as store:
        rows = store.lists.rows(ListQuery())
        read = rows.count() - store.lists.rows(ListQuery(unread=True)).count()
        return read, len(store.trail.get())


@pytest.mark.parametrize("full", FULL)
def test_the_reader_reads_on_full_disks_and_keeps_marks_where_the_data_have_room(
    home: Home, full: str
) -> None:
    url = home.program.run("--offline", "list", "--json").records[0]["url"]
    assert home.program.run("show", url).status == 0
    home.fill(full)
    command = home.program.command("--lang=en")
    with terminal(command, home.program.environment(), 120, 80) as screen:
        screen.wait_for("Enter, Esc: close")
        screen.press("\r")  # closes the box with the error
        screen.wait_for("Next unread")
        screen.press("\r")
        screen.wait_for("›")
        screen.press("G")
        screen.wait_for("100 %")
        screen.press("\x11")
        status, drawn = screen.end()
    assert status == 0
    said = "".join(re.sub(r"\x1b\[[\d;?]*[A-Za-z]", "", drawn).split())
    for name in home.chosen(full):
        assert ("news that comes in now" if name == "cache" else "are not kept").replace(
            " ", ""
        ) in said
    home.make_room()
    read, steps = marks_of(home.program)
    assert (read, steps > 0) == ((1, True) if full == "cache" else (0, False))


def test_a_password_that_has_no_room_is_told_and_leaves_no_draft(home: Home) -> None:
    home.fill("data")
    address = f"http://ten:mat-khau@127.0.0.1/{'x' * 5_000}"
    outcome = home.program.run("--lang", "en", "--offline", "sources", "add", address)
    assert outcome.status == 4
    assert "disk is full" in outcome.err
    assert "mat-khau" not in outcome.err
    assert not list(home.program.places.data.parent.glob("*.new"))
