"""Fixtures of the town's news, for the tests of both readers: a `conftest.py` imports them."""

import asyncio
import shutil
from pathlib import Path

import pytest

from tests.support import town
from tests.support.web import Web


@pytest.fixture
def web() -> Web:
    return town.build()


@pytest.fixture(scope="session")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The town's news, fetched once for all tests."""
    directory = tmp_path_factory.mktemp("printed")
    asyncio.run(town.fetch_into(town.places(directory)))
    return directory


@pytest.fixture
def directory(tmp_path: Path, printed: Path) -> Path:
    """A reader's files with the town's news in them."""
    shutil.copytree(printed, tmp_path / "reader")
    return tmp_path / "reader"
