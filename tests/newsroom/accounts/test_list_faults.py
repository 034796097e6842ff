"""A state machine of subscriptions: both sides subscribe and unsubscribe, and whatever can break does, anywhere."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    initialize,
    rule,
    run_state_machine_as_test,
)

from hpreader.config import Paths, Settings
from hpreader.model import Account, Section, Source
from hpreader.newsroom import Newsroom
from hpreader.newsroom.accounts.account_passwords import FILE_NAME, TrustedCommands
from tests.support.account_faults import FaultySync
from tests.support.newsdesk import FILES, Clock, open_room
from tests.support.reader_server import ReaderServer, ServerTransport
from tests.support.web import Web

FEEDS = range(4)


def feed(n: int) -> str:
    return f"https://trang{n}.vn/feed"


def source(n: int) -> Source:
    return Source(f"trang{n}.vn", f"Trang {n}", f"https://trang{n}.vn", (Section("", (feed(n),)),))


class TwoLists(FaultySync):
    """A reader and a server with feeds; the first one both have always."""

    files: Path

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        for name in (FILES[1], FILE_NAME):
            shutil.copy(self.files / name, self.folder / name)
        self.server = ReaderServer(password="x", feeds={1: (feed(0), "Trang 0")})
        self.loop = asyncio.Runner()
        self.room = self.opened()
        self.changed: dict[int, set[str]] = {}
        """Which sides changed each subscription since both were the same."""
        self.sync()

    def opened(self) -> Newsroom:
        paths = Paths(*(self.folder / name for name in FILES))
        transport = ServerTransport(self.server)
        return Newsroom.open(paths, Settings(), now=Clock(), transport=transport)

    def here(self) -> set[int]:
        lists = {
            url
            for one in self.room.subscriptions.get_all()
            for section in one.sections
            for url in section.candidates
        }
        return {n for n in FEEDS if feed(n) in lists}

    def there(self) -> set[int]:
        lists = [url for url, _ in self.server.feeds.values()]
        assert len(lists) == len(set(lists))
        return {n for n in FEEDS if feed(n) in lists}

    @rule(n=st.sampled_from(FEEDS[1:]))
    def change_here(self, n: int) -> None:
        subscriptions = self.room.subscriptions
        if n in self.here():
            assert self.loop.run(subscriptions.remove(source(n).name))
        else:
            self.loop.run(subscriptions.put(source(n)))
        self.changed.setdefault(n, set()).add("here")

    @rule(n=st.sampled_from(FEEDS[1:]))
    def change_there(self, n: int) -> None:
        feeds = self.server.feeds
        if n in self.there():
            self.server.feeds = {number: one for number, one in feeds.items() if one[0] != feed(n)}
        else:
            feeds[max(feeds) + 1] = (feed(n), f"Trang {n}")
        self.changed.setdefault(n, set()).add("there")

    @rule()
    def sync(self) -> None:
        """Afterwards both are the same, and what only one side changed is as that side has it."""
        self.server.fault = lambda _path, _number: None
        before = {"here": self.here(), "there": self.there()}
        assert self.synced() is None
        assert self.here() == self.there()
        for n in FEEDS:
            sides = self.changed.get(n, {"here"})
            if len(sides) == 1:
                (side,) = sides
                assert (n in self.here()) == (n in before[side]), (n, side)
        self.changed.clear()


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """The files of somebody with a list and an account that was never synchronised."""
    folder = tmp_path_factory.mktemp("prepared")

    async def prepare() -> None:
        room = await open_room(folder, Web(), Clock(), source(0))
        account = Account("a", "https://rss.example.org/api/greader.php", "an", "echo x")
        await room._stores.run_in_writer(lambda store: store.accounts.put(account))
        TrustedCommands(room.paths.data).add(account)
        await room.close()

    asyncio.run(prepare())
    return folder


def test_whatever_breaks_both_have_the_same_lists_and_no_change_is_lost(files):
    run_state_machine_as_test(
        type("Machine", (TwoLists,), {"files": files}),
        settings=settings(
            max_examples=20,
            stateful_step_count=12,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.fixture
def both(files):
    """The two sides, after a first synchronisation."""
    machine = type("Machine", (TwoLists,), {"files": files})()
    machine.begin()
    yield machine
    machine.teardown()


def lose_the_answer(machine: TwoLists) -> None:
    """Synchronise; the server subscribes or unsubscribes, and nobody takes its answer."""
    machine.server.fault = lambda path, _: "lost" if path.endswith("subscription/edit") else None
    assert machine.synced() is not None
    machine.server.fault = lambda _path, _number: None


def test_what_was_subscribed_and_given_up_before_the_answer_came_stays_given_up(both):
    both.change_here(1)
    lose_the_answer(both)
    assert both.there() == {0, 1}
    both.change_here(1)
    assert both.synced() is None
    assert (both.here(), both.there()) == ({0}, {0})


def test_what_was_given_up_and_subscribed_again_before_the_answer_came_stays_subscribed(both):
    both.change_here(1)
    both.sync()
    both.change_here(1)
    lose_the_answer(both)
    assert both.there() == {0}
    both.change_here(1)
    assert both.synced() is None
    assert (both.here(), both.there()) == ({0, 1}, {0, 1})


@pytest.mark.parametrize("n", range(6))
def test_what_the_server_gave_and_was_given_up_here_after_a_kill_stays_given_up(both, n):
    both.change_there(1)
    both.sync_and_the_client_is_killed_after_a_transaction(n)
    if both.here() == {0}:
        return  # it has not come yet
    both.change_here(1)
    assert both.synced() is None
    assert (both.here(), both.there()) == ({0}, {0})
