import asyncio
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from hpreader import sample
from hpreader.cli.commands.demo import subscribe
from hpreader.config import Settings
from tests.support.program import Program


@pytest.fixture(scope="session")
def newspaper(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """A home with the sample newspaper in its cache, to be copied; its server runs."""
    program = Program(tmp_path_factory.mktemp("newspaper"))
    with sample.serve(date(2026, 11, 22)) as base:
        asyncio.run(subscribe(program.places, Settings(), base))
        outcome = program.run("sync", "--quiet")
        assert outcome.status == 0, outcome.err
        yield program


@pytest.fixture
def program(newspaper: Program, tmp_path: Path) -> Program:
    """A home of its own with the same newspaper."""
    shutil.copytree(newspaper.home, tmp_path / "home")
    return Program(tmp_path / "home")


@pytest.fixture
def empty(tmp_path: Path) -> Program:
    """A home without anything."""
    return Program(tmp_path)
