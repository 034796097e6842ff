"""A few of the kills of `make torture`, at random moments that are the same in each run."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from hpreader.sample import Newspaper
from tests.torture.kills import EDITION, KINDS, Kills


@pytest.fixture(scope="module")
def kills(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kills]:
    with Newspaper(EDITION) as paper:
        yield Kills(Path(tmp_path_factory.mktemp("kills")), paper, seed=13)


@pytest.mark.parametrize("kind", ["a process that writes", "migration", "forget"])
def test_a_killed_process_loses_nothing_that_was_acknowledged(kills: Kills, kind: str) -> None:
    for _ in range(4):
        assert KINDS[kind](kills) == ""
