"""A fake Web and a clock that stands still, for the tests of the newsroom."""

import pytest

from tests.support.newsdesk import Clock
from tests.support.web import Web


@pytest.fixture
def web() -> Web:
    return Web()


@pytest.fixture
def clock() -> Clock:
    return Clock()
