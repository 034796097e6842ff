"""What the newsroom's tests work with: a Web that is not there, and a clock that stands."""

import pytest

from tests.support.newsdesk import Clock
from tests.support.web import Web


@pytest.fixture
def web() -> Web:
    return Web()


@pytest.fixture
def clock() -> Clock:
    return Clock()
