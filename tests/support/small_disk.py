"""A real file system of a few megabytes, which can be full."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest


@dataclass(frozen=True)
class SmallDisk:
    """A mounted file system."""

    path: Path

    @property
    def _filler(self) -> Path:
        return self.path / "filler"

    def fill(self) -> None:
        """Leave no byte."""
        with self._filler.open("ab", buffering=0) as file:
            for size in (65_536, 4_096, 1):
                try:
                    while True:
                        file.write(b"\0" * size)
                except OSError:
                    continue

    def make_room(self) -> None:
        """Undo `fill`."""
        self._filler.unlink(missing_ok=True)


@contextmanager
def small_disk(path: Path, megabytes: int = 4) -> Iterator[SmallDisk]:
    """Mount a file system in a folder that does not exist yet; the test is skipped where we may not."""
    path.mkdir(parents=True)
    command = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=700", "tmpfs", str(path)]
    try:
        is_mounted = (
            os.geteuid() == 0
            and not subprocess.run(command, capture_output=True, check=False).returncode
        )
    except OSError:  # no such command
        is_mounted = False
    if not is_mounted:
        pytest.skip("mounting a file system is not allowed here")
    try:
        yield SmallDisk(path)
    finally:
        subprocess.run(["umount", "--lazy", str(path)], check=True)
