"""The user's data and settings as one file, and back.

The file is a ZIP archive: `hpreader-backup.json` (what it is), `reader.sqlite3`, the TOML files of the
settings, and `logins.json` only where that is asked for. What can be fetched again is not in it.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
import zipfile
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final

from hpreader import __version__, toml_text
from hpreader.newsroom.restore_journal import (
    RestoreJournal,
    complete_restore,
    journal_path,
    private_file,
)
from hpreader.newsroom.servers.site_logins import FILE_NAME as LOGINS
from hpreader.problems import Problem, ProblemError
from hpreader.snapshot import snapshot_files
from hpreader.store import userdata_copies
from hpreader.store.files.errors import problem_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from hpreader.config import Paths
    from hpreader.model.traces import Trace

FORMAT: Final = 1
"""A larger number is of a newer program."""
MANIFEST: Final = "hpreader-backup.json"
DATA: Final = "reader.sqlite3"
_MOST_DATA: Final = 4_000_000_000
"""Bytes; the trail, marks and saved articles of many years take some hundred megabytes."""
_MOST_LOGINS: Final = 1_000_000
_SQLITE: Final = b"SQLite format 3\0"


@dataclass(frozen=True, slots=True)
class BackupFile:
    """What a backup contains."""

    data: Mapping[Trace, int]
    """How much there is of each kind."""
    settings: tuple[str, ...] = ()
    """The names of the files of settings: `config.toml`, `sites/….toml`."""
    has_passwords: bool = False
    made: str = ""
    """When, ISO 8601."""
    version: str = ""
    """Of the program that made it."""
    kept: tuple[Path, ...] = field(default=())
    """After it was restored: where the former files are."""


class Backup:
    """Makes and restores backups; the files may be in use while one is made."""

    def __init__(self, paths: Paths) -> None:
        self._paths = paths

    def make(self, target: Path, *, now: datetime, with_passwords: bool = False) -> BackupFile:
        """Write a backup: completely and under another name first, then renamed.

        Args:
            target: the file; one that is there must be a backup.
            now: the time that it names.
            with_passwords: whether names and passwords of closed feeds are in it.

        Raises:
            ProblemError: bad_file (another file is there), data_broken, data_newer, disk, disk_full,
                disk_read_only.
        """
        if target.exists() and not _is_backup(target):
            raise ProblemError(Problem("bad_file", str(target), "no backup of hpreader"))
        with _problems_of(target), tempfile.TemporaryDirectory(prefix="hpreader-") as folder:
            copy = Path(folder) / DATA
            version = userdata_copies.copy_userdata(self._paths.data, copy)
            settings = self._settings_files()
            logins = self._paths.data.with_name(LOGINS)
            has_passwords = with_passwords and logins.exists()
            manifest = {
                "format": FORMAT,
                "hpreader": __version__,
                "userdata": version,
                "made": now.isoformat(timespec="seconds"),
                "passwords": has_passwords,
            }
            draft = target.with_name(f"{target.name}.new-{os.urandom(4).hex()}")
            try:
                with (
                    private_file(draft) as file,
                    zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new,
                ):
                    new.writestr(MANIFEST, json.dumps(manifest))
                    new.write(copy, DATA)
                    for name, path in settings.items():
                        new.write(path, name)
                    if has_passwords:
                        new.write(logins, LOGINS)
                draft.replace(target)
            finally:
                draft.unlink(missing_ok=True)
            counts = userdata_copies.check_copy(copy, str(target))
        return BackupFile(
            counts, tuple(settings), has_passwords, str(manifest["made"]), __version__
        )

    def read(self, source: Path) -> BackupFile:
        """What a backup contains; nothing is changed.

        Raises:
            ProblemError: bad_file, data_broken, data_newer.
        """
        with self._unpacked(source) as (_folder, found):
            return found

    def restore(self, source: Path) -> BackupFile:
        """Put the data and settings of a backup in the place of those of now, which are kept beside.

        All of them or none: what an interruption leaves is finished or taken back by the next start
        (restore_journal.py).

        Raises:
            ProblemError: bad_file, data_broken, data_newer; disk (with the reason `in_use` where
                another hpreader has the data open), disk_full, disk_read_only.
        """
        with self._unpacked(source) as (folder, found), _problems_of(self._paths.data):
            places = {name: self._paths.config.parent / name for name in found.settings}
            if found.has_passwords:
                places[LOGINS] = self._paths.data.with_name(LOGINS)
            journal = RestoreJournal(journal_path(self._paths.data))
            userdata_copies.put_token(folder / DATA, journal.token)
            new = {path: folder / name for name, path in places.items()}
            try:
                former = userdata_copies.replace_userdata(
                    folder / DATA, self._paths.data, locked=partial(journal.begin, new)
                )
            except BaseException:
                complete_restore(self._paths)
                raise
            for path in snapshot_files(self._paths):
                path.unlink(missing_ok=True)
            journal.finish()
            kept = (former, *(one.former for one in journal.files))
            return BackupFile(
                found.data, found.settings, found.has_passwords, found.made, found.version,
                tuple(path for path in kept if path is not None),
            )  # fmt: skip

    def _settings_files(self) -> dict[str, Path]:
        """The TOML files of the user by their names in a backup."""
        home = self._paths.config.parent
        paths = [*home.glob("*.toml"), *self._paths.profiles.glob("*.toml")]
        return {path.relative_to(home).as_posix(): path for path in sorted(paths) if path.is_file()}

    @contextmanager
    def _unpacked(self, source: Path) -> Iterator[tuple[Path, BackupFile]]:
        """A directory with the files of a backup, and what they are."""
        with _problems_of(source), tempfile.TemporaryDirectory(prefix="hpreader-") as name:
            folder = Path(name)
            with source.open("rb") as file:
                is_data = file.read(len(_SQLITE)) == _SQLITE
            if is_data:  # such as the ones that `restore` keeps beside
                shutil.copyfile(source, folder / DATA)
                yield folder, BackupFile(userdata_copies.check_copy(folder / DATA, str(source)))
                return
            try:
                with zipfile.ZipFile(source) as archive:
                    manifest = _manifest(archive, source)
                    settings = _unpack(archive, folder, source)
            except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError,
                    EOFError, ValueError) as error:  # fmt: skip
                raise ProblemError(Problem("bad_file", str(source), str(error))) from error
            counts = userdata_copies.check_copy(folder / DATA, str(source))
            yield (
                folder,
                BackupFile(
                    counts,
                    settings,
                    (folder / LOGINS).exists(),
                    str(manifest.get("made", "")),
                    str(manifest.get("hpreader", "")),
                ),
            )


def _manifest(archive: zipfile.ZipFile, source: Path) -> dict[str, Any]:
    if MANIFEST not in archive.namelist() or DATA not in archive.namelist():
        raise ProblemError(Problem("bad_file", str(source), "no backup of hpreader"))
    with archive.open(MANIFEST) as file:
        manifest = json.loads(file.read(100_000))
    if not isinstance(manifest, dict) or not isinstance(manifest.get("format"), int):
        raise ProblemError(Problem("bad_file", str(source), "no backup of hpreader"))
    if manifest["format"] > FORMAT:
        raise ProblemError(Problem("data_newer", str(source), f"format {manifest['format']}"))
    return manifest


def _unpack(archive: zipfile.ZipFile, folder: Path, source: Path) -> tuple[str, ...]:
    """Write those files into a directory that a backup may contain; returns the names of settings."""
    settings = []
    for info in archive.infolist():
        name = info.filename
        most = toml_text.MOST_BYTES
        if name == DATA:
            most = _MOST_DATA
        elif name == LOGINS:
            most = _MOST_LOGINS
        elif name.endswith(".toml") and name.removeprefix("sites/") == Path(name).name:
            settings.append(name)
        else:
            continue
        target = folder / name
        target.parent.mkdir(exist_ok=True)
        with archive.open(info) as file, private_file(target) as new:
            _copy(file, new, most, source)
    return tuple(settings)


def _copy(file: IO[bytes], target: IO[bytes], most: int, source: Path) -> None:
    left = most
    while chunk := file.read(1 << 20):
        left -= len(chunk)
        if left < 0:
            raise ProblemError(Problem("bad_file", str(source), f"> {most} bytes"))
        target.write(chunk)


def _is_backup(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            return MANIFEST in archive.namelist()
    except (OSError, zipfile.BadZipFile):
        return False


@contextmanager
def _problems_of(path: Path) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as error:
        raise ProblemError(Problem("bad_file", str(path), str(error.strerror))) from error
    except OSError as error:
        raise ProblemError(problem_of(error, path) or Problem("disk", str(path))) from error
