"""The town and its files."""

from collections.abc import Iterator

import pytest

from hpreader import i18n
from tests.support import town
from tests.support.browser import Browser
from tests.support.town_fixtures import directory, printed, web

__all__ = ["directory", "printed", "web"]
"""Fixtures that pytest finds here."""


@pytest.fixture
def clock() -> town.Clock:
    return town.Clock()


@pytest.fixture(autouse=True)
def browser(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Browser:
    """The user's browser: no test opens a real one."""
    program = Browser(tmp_path_factory.mktemp("browser"))
    monkeypatch.setenv("BROWSER", str(program.path))
    return program


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """What the tests look for on the screen is written in English."""
    before = i18n.language()
    i18n.use("en")
    yield
    i18n.use(before)
