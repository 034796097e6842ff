"""A state machine: both sides change, the network breaks, the server starts anew, clocks jump, and the client is
killed between any two steps."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from hpreader.config import Paths, Settings
from hpreader.model import Account, Section, Source
from hpreader.model.accounts import ServerKind
from hpreader.newsroom import Newsroom
from hpreader.newsroom.accounts.account_passwords import FILE_NAME, TrustedCommands
from tests.support.account_faults import FaultySync
from tests.support.newsdesk import FEED, FILES, HOME, Clock, headlines, open_room, synced
from tests.support.reader_server import ReaderServer, ServerItem, ServerTransport
from tests.support.ttrss_server import TtRssServer
from tests.support.web import Web, item

ARTICLES = range(4)
MARKS = ("read", "saved")
PAPER = Source("bao.vn", "Báo thử", HOME, (Section("", (FEED,)),))


def prepared(folder: Path, kind: ServerKind, path: str) -> None:
    """The files of somebody who has four articles and an account that was never synchronised."""

    async def prepare() -> None:
        web, clock = Web(), Clock()
        web.feed(FEED, *(item(f"Tin {n}", f"{HOME}/{n}.html", guid=f"{n}@bao") for n in ARTICLES))
        room = await open_room(folder, web, clock, PAPER)
        await synced(room, pages=False)
        account = Account("a", f"https://rss.example.org{path}", "an", "echo x", kind=kind)
        await room._stores.run_in_writer(lambda store: store.accounts.put(account))
        TrustedCommands(room.paths.data).add(account)
        await room.close()

    asyncio.run(prepare())


class TwoSides(FaultySync):
    """A reader and a server, with four articles that both have."""

    source: Path
    kind: type[ReaderServer]

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        for name in (*FILES[1:], FILE_NAME):
            shutil.copy(self.source / name, self.folder / name)
        self.server = self.kind(password="x", feeds={1: (FEED, "Báo thử")})
        self.items = [self.server.publish(f"{HOME}/{n}.html") for n in ARTICLES]
        self.loop = asyncio.Runner()
        self.clock = Clock()
        self.room = self.opened()
        self.changed: dict[tuple[int, str], set[str]] = {}
        """Which sides changed each mark since both were the same."""
        self.sync()

    def opened(self) -> Newsroom:
        paths = Paths(*(self.folder / name for name in FILES))
        transport = ServerTransport(self.server)
        room = Newsroom.open(paths, Settings(), now=self.clock, transport=transport)
        self.ids = {one.url: one.id for one in headlines(room)}
        return room

    def here(self, n: int) -> dict[str, bool]:
        row = next(one for one in headlines(self.room) if one.url == self.items[n].url)
        return {"read": row.read, "saved": row.saved}

    def there(self, n: int) -> dict[str, bool]:
        found: ServerItem = self.items[n]
        return {"read": found.read, "saved": found.starred}

    @rule(n=st.sampled_from(ARTICLES), mark=st.sampled_from(MARKS))
    def change_here(self, n: int, mark: str) -> None:
        value = not self.here(n)[mark]
        set_mark: Any = getattr(self.room.marks, f"set_{mark}")
        self.loop.run(set_mark([self.ids[self.items[n].url]], value))
        self.changed.setdefault((n, mark), set()).add("here")

    @rule(n=st.sampled_from(ARTICLES), mark=st.sampled_from(MARKS))
    def change_there(self, n: int, mark: str) -> None:
        name = "read" if mark == "read" else "starred"
        setattr(self.items[n], name, not getattr(self.items[n], name))
        self.changed.setdefault((n, mark), set()).add("there")

    @rule(hours=st.sampled_from([-48, -1, 1, 48]))
    def the_clock_here_jumps(self, hours: int) -> None:
        """No time decides what becomes of a mark: the server tells none."""
        self.clock.passes(hours=hours)

    @rule()
    def sync(self) -> None:
        """Afterwards both are the same, and what only one side changed is as that side has it."""
        self.server.fault = lambda _path, _number: None
        before = {n: {"here": self.here(n), "there": self.there(n)} for n in ARTICLES}
        assert self.synced() is None
        for n in ARTICLES:
            assert self.here(n) == self.there(n), n
            for mark in MARKS:
                sides = self.changed.get((n, mark), set())
                if len(sides) == 1:
                    (side,) = sides
                    assert self.here(n)[mark] == before[n][side][mark], (n, mark, side)
                elif not sides:
                    assert self.here(n)[mark] == before[n]["here"][mark], (n, mark)
        self.changed.clear()

    @rule(after=st.integers(0, 9))
    def sync_and_the_server_starts_anew(self, after: int) -> None:
        first = len(self.server.asked)
        self.server.fault = lambda _path, number: "restart" if number == first + after + 1 else None
        self.synced()

    @invariant()
    def nothing_is_subscribed_or_lost(self) -> None:
        if hasattr(self, "room"):
            assert [one.name for one in self.room.subscriptions.get_all()] == ["bao.vn"]
            assert len(self.server.feeds) == 1


@pytest.mark.parametrize(
    ("kind", "path", "server"),
    [("google-reader", "/api/greader.php", ReaderServer), ("tt-rss", "/tt-rss/api", TtRssServer)],
)
def test_whatever_breaks_both_sides_agree_and_no_change_is_lost(tmp_path, kind, path, server):
    prepared(tmp_path, kind, path)
    machine = type("Machine", (TwoSides,), {"source": tmp_path, "kind": server})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=20,
            stateful_step_count=12,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
