"""A restore of several files that takes place wholly or not at all, whenever it is interrupted.

1. With the user's data locked, a journal beside them (`restore.json`) names the files of the settings.
2. The new settings are written beside the files that they replace, and copies of these (`….replaced-N`).
3. SQLite replaces the data in one transaction. The new data contain the journal's token: with it the restore
   has taken place.
4. The files are renamed, and the journal is deleted.

A start that finds a journal asks the data for the token: it goes on with step 4, or takes step 2 back.
"""

from __future__ import annotations

import json
import os
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final

from hpreader.problems import Problem, ProblemError
from hpreader.snapshot import snapshot_files
from hpreader.store import userdata_copies
from hpreader.store.files.errors import problem_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from hpreader.config import Paths

JOURNAL: Final = "restore.json"


@dataclass(slots=True)
class Replacement:
    """One file that is replaced."""

    target: Path
    draft: Path
    """Its new contents, in the same directory."""
    former: Path | None
    """A copy of what is there before; None where there is nothing."""


@dataclass(slots=True)
class RestoreJournal:
    """What is to be done when the data have been replaced."""

    path: Path
    token: str = field(default_factory=lambda: os.urandom(16).hex())
    files: list[Replacement] = field(default_factory=list)

    def begin(self, new: Mapping[Path, Path]) -> None:
        """Write the journal, then the new files beside those that they are to replace.

        Args:
            new: the files that are replaced, with where their new contents are; those that are the same
                are left alone.

        Raises:
            OSError: there is no room for them, or nothing may be written there.
        """
        end = f".new-{self.token[:8]}"
        for target, source in new.items():
            if target.exists() and target.read_bytes() == source.read_bytes():
                continue
            former = userdata_copies.free_name(target) if target.exists() else None
            self.files.append(Replacement(target, target.with_name(target.name + end), former))
        self.write()
        for one in self.files:
            one.target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with private_file(one.draft) as file:
                file.write(new[one.target].read_bytes())
            if one.former is not None:
                with private_file(one.former) as file:
                    file.write(one.target.read_bytes())

    def write(self) -> None:
        """Put the journal on the disk, completely.

        Raises:
            OSError: the disk refuses.
        """
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        record = {
            "token": self.token,
            "files": [
                [str(one.target), str(one.draft), one.former and str(one.former)]
                for one in self.files
            ],
        }
        draft = self.path.with_name(f"{self.path.name}.new")
        draft.unlink(missing_ok=True)  # of a process that was killed
        try:
            with private_file(draft) as file:
                file.write(json.dumps(record).encode())
            draft.replace(self.path)
        finally:
            draft.unlink(missing_ok=True)

    def finish(self) -> None:
        """Put the new files in the place of the former ones; what is done already is left.

        Raises:
            OSError: the disk refuses; the journal stays, and the next start tries again.
        """
        for one in self.files:
            if one.draft.exists():
                with suppress(FileNotFoundError):  # another process did it
                    one.draft.replace(one.target)
        self.path.unlink(missing_ok=True)

    def undo(self) -> None:
        """Delete what `begin` wrote, and the journal.

        A copy is deleted only while what it is a copy of is there: a half one is the beginning of that.
        """
        for one in self.files:
            one.draft.unlink(missing_ok=True)
            with suppress(FileNotFoundError):
                if one.former and one.target.read_bytes().startswith(one.former.read_bytes()):
                    one.former.unlink()
        self.path.unlink(missing_ok=True)


def journal_path(data: Path) -> Path:
    """Where the journal is, given the path of the user's data."""
    return data.with_name(JOURNAL)


def complete_restore(paths: Paths) -> Problem | None:
    """Finish a restore that was interrupted, or take it back; returns which, None where there is none.

    Returns:
        restore_finished or restore_undone; what the disk refused. None, too, while another process restores.
    """
    path = journal_path(paths.data)
    try:
        journal = _read(path)
        if journal is None:
            return None
        token = userdata_copies.restore_token(paths.data)
        if token is None:  # another process has the data locked
            return None
        if token == journal.token:
            for snapshot in snapshot_files(paths):
                snapshot.unlink(missing_ok=True)
            journal.finish()
            return Problem("restore_finished", str(paths.data))
        journal.undo()
        return Problem("restore_undone", str(paths.data))
    except FileNotFoundError:  # another process has just done it
        return None
    except OSError as error:
        return problem_of(error, path) or Problem("disk", str(path))
    except ProblemError as error:
        return error.problem


def _read(path: Path) -> RestoreJournal | None:
    try:
        record: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        files = [
            Replacement(Path(target), Path(draft), Path(former) if former else None)
            for target, draft, former in record["files"]
        ]
        return RestoreJournal(path, str(record["token"]), files)
    except (ValueError, KeyError, TypeError):  # not written by `write`: nothing to go by
        path.unlink(missing_ok=True)
        return None


@contextmanager
def private_file(path: Path) -> Iterator[IO[bytes]]:
    """A new file for the user alone, on the disk when the block ends."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        yield file
        file.flush()
        os.fsync(file.fileno())
