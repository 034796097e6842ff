"""The town's news, and a newsroom over them."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from hpreader.newsroom import Newsroom
from tests.support import town
from tests.support.town_fixtures import directory, printed, web
from tests.support.web import Web

__all__ = ["directory", "printed", "web"]
"""Fixtures that pytest finds here."""


@pytest_asyncio.fixture
async def newsroom(directory: Path, web: Web, english: None) -> AsyncIterator[Newsroom]:
    room = await town.newsroom(directory, web, town.Clock())
    yield room
    await room.close()
