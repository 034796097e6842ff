"""The town and its files."""

import asyncio
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from hpreader import i18n
from tests.support import town
from tests.support.web import Web


@pytest.fixture
def web() -> Web:
    return town.build()


@pytest.fixture
def clock() -> town.Clock:
    return town.Clock()


@pytest.fixture(scope="session")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The town's news, fetched once for all tests."""

    async def fetch(directory: Path) -> None:
        room = await town.newsroom(directory, town.build(), town.Clock())
        async for _event in room.sync():
            pass
        await room.close()

    directory = tmp_path_factory.mktemp("printed")
    asyncio.run(fetch(directory))
    return directory


@pytest.fixture
def directory(tmp_path: Path, printed: Path) -> Path:
    """A reader's files with the town's news in them."""
    shutil.copytree(printed, tmp_path / "reader")
    return tmp_path / "reader"


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """What the tests look for on the screen is written in English."""
    before = i18n.language()
    i18n.use("en")
    yield
    i18n.use(before)
