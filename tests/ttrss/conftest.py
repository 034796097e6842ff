"""One tt-rss for all tests of this folder, emptied before each of them."""

import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from hpreader.newsroom import Newsroom
from tests.support.newsdesk import Clock, open_room, synced
from tests.support.php_site.server import running

from .newspaper import FEED, HOME, Newspaper
from .server import CORE, TtRss

from hpreader.model import Section, Source  # isort: skip

# Starting the servers takes seconds and needs Debian's packages: `make test-ttrss` asks for it.
collect_ignore_glob = [] if os.environ.get("HPREADER_TTRSS") == "1" else ["test_*.py"]

PAPER = Source("bao.example.org", "Báo thử", HOME, (Section("", (FEED,)),))


@pytest.fixture(scope="session")
def site() -> Iterator[TtRss]:
    """The running site; skips where its packages are missing, which is a failure in CI."""
    yield from running(TtRss, TtRss.start, "tt-rss", CORE / "api" / "index.php")


@pytest.fixture
def paper(monkeypatch: pytest.MonkeyPatch) -> Iterator[Newspaper]:
    """A newspaper with three articles, which the program reaches by a proxy."""
    with Newspaper() as paper:
        paper.publish("1", "2", "3")
        monkeypatch.setenv("http_proxy", paper.proxy)
        monkeypatch.setenv("no_proxy", "127.0.0.1")
        yield paper


@pytest.fixture
def server(site: TtRss, paper: Newspaper) -> TtRss:
    """A tt-rss without feeds and articles."""
    site.empty()
    site.find_newspaper_by(paper.proxy)
    return site


@pytest.fixture
async def room(tmp_path: Path, paper: Newspaper) -> AsyncIterator[Newsroom]:
    """A newsroom that has the newspaper's articles, with the real network."""
    room = await open_room(tmp_path, None, Clock(), PAPER)
    await synced(room)
    yield room
    await room.close()
