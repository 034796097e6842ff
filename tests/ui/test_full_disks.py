"""The reader on a disk without a free byte: one reads on, and is told the truth about marks."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import town
from tests.support.reader import Reader, town_reader
from tests.support.small_disk import SmallDisk, small_disk
from tests.support.web import Web


@pytest.fixture
def disk(tmp_path: Path, printed: Path) -> Iterator[SmallDisk]:
    """A disk with the town's news on it."""
    with small_disk(tmp_path / "disk", 8) as disk:
        shutil.copytree(printed, disk.path, dirs_exist_ok=True)
        yield disk


def notices(reader: Reader) -> list[str]:
    """What is told just now."""
    return reader.messages()


async def test_marks_that_are_not_kept_are_not_called_kept(
    disk: SmallDisk, web: Web, clock: town.Clock
) -> None:
    disk.fill()
    async with town_reader(disk.path, web, clock, offline=True) as reader:
        assert any("news that comes in now is lost" in text for text in notices(reader))
        assert any("are not kept" in text for text in notices(reader))
        reader.silence()
        await reader.press("s")
        (text,) = notices(reader)
        assert "are not kept" in text
        reader.silence()
        await reader.press("enter", "G")
        assert reader.title() == town.title(1)
        assert notices(reader) == []  # it is known by now
        disk.make_room()
        await reader.press("s")
        assert notices(reader) == ["Saved for later"]


async def test_a_disk_that_fills_up_meanwhile_is_told_once(
    disk: SmallDisk, web: Web, clock: town.Clock
) -> None:
    async with town_reader(disk.path, web, clock, offline=True) as reader:
        disk.fill()
        for _ in range(60):  # the logs have some room left
            await reader.press("enter", "G", "escape", "j")
            if any(message.is_problem for message in reader.controllers.messages.latest):
                break
        await reader.press("enter", "G", "escape", "j", "enter")
        told = [
            message.text for message in reader.controllers.messages.latest if message.is_problem
        ]
        assert len(told) == len(set(told)) > 0
        assert reader.title() != ""
