"""The town and its files."""

from pathlib import Path

import pytest

from hpreader import i18n
from tests.ui import town
from tests.web import Web


@pytest.fixture
def web() -> Web:
    return town.build()


@pytest.fixture
def clock() -> town.Clock:
    return town.Clock()


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    return tmp_path


@pytest.fixture(autouse=True)
def _english() -> object:
    """What the tests look for on the screen is written in English."""
    before = i18n.language()
    i18n.use("en")
    yield
    i18n.use(before)
