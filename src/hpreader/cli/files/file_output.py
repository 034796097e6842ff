"""A file that a command is asked to write: whole or not at all, and over no other one unless asked."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import IO

from hpreader.cli import output
from hpreader.cli.files.input_file import reason_of
from hpreader.cli.status import Status
from hpreader.i18n import _
from hpreader.text import clean

STDOUT = "-"

_DISK = frozenset({
    errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM, errno.EIO,
})  # fmt: skip
"""Trouble of a disk, not of a name that cannot be meant so."""

_NO_LINKS = frozenset({errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK})
"""What file systems without hard links answer."""


def refuse_target(name: str, *, is_binary: bool, replaces: bool, suggested: str) -> Status | None:
    """Tell why a document cannot be written there, before anything is fetched for it.

    Args:
        name: of the file, or `-` for stdout.
        is_binary: whether the document is no text, which no terminal gets.
        replaces: whether it may take the place of a file.
        suggested: a name for a file, for the user.

    Returns:
        The exit status, None where it can be written.
    """
    if name == STDOUT:
        if not (is_binary and output.is_terminal()):
            return None
        sentence = _("This format is no text for a terminal. Name a file: --output {file}")
        output.narrate("hpreader: " + sentence.format(file=suggested))
        return Status.USAGE
    if replaces or not os.path.lexists(name) or _is_device(Path(name)):
        return None
    return _refuse_existing(name)


def write_document(name: str, write: Callable[[IO[bytes]], None], *, replaces: bool) -> Status:
    """Write a document to stdout or to a file; the file is there when it is whole.

    Args:
        name: of the file, or `-` for stdout.
        write: writes the bytes.
        replaces: whether it may take the place of a file.

    Raises:
        BrokenPipeError: the reader of the pipe has closed it.
        ProblemError: stdout cannot be written.
    """
    if name == STDOUT:
        with output.binary() as stream:
            write(stream)
        return Status.DONE
    try:
        if _is_device(Path(name)):
            with Path(name).open("wb") as file:
                write(file)
        else:
            _write_file(Path(name), write, replaces=replaces)
    except FileExistsError:
        return _refuse_existing(name)
    except (OSError, ValueError) as error:
        return tell_unwritten(name, error)
    return Status.DONE


def tell_unwritten(name: str, error: OSError | ValueError) -> Status:
    """Tell why a file could not be written; returns the exit status."""
    sentence = _("{file} could not be written ({detail}).")
    detail = clean(reason_of(error))
    output.narrate("hpreader: " + sentence.format(file=name, detail=detail))
    is_of_disk = isinstance(error, OSError) and error.errno in _DISK
    return Status.BROKEN if is_of_disk else Status.PARTLY


def _refuse_existing(name: str) -> Status:
    sentence = _("{file} is there already; --force replaces it.")
    output.narrate("hpreader: " + sentence.format(file=name))
    return Status.USAGE


def _is_device(path: Path) -> bool:
    """Whether it is a pipe or a device, which is written to and never replaced."""
    return path.exists() and not path.is_file() and not path.is_dir()


def _write_file(path: Path, write: Callable[[IO[bytes]], None], *, replaces: bool) -> None:
    target = path.resolve() if replaces and path.is_symlink() else path
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    handle, draft = tempfile.mkstemp(prefix=f".{target.name[:40]}.", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            write(file)
            file.flush()
            os.fsync(file.fileno())
        Path(draft).chmod(_mode(target))
        if replaces:
            Path(draft).replace(target)
        else:
            _move_to_free_name(Path(draft), target)
    finally:
        with suppress(OSError):
            Path(draft).unlink()


def _move_to_free_name(draft: Path, target: Path) -> None:
    """Move a file; raises FileExistsError where there is one of that name by now."""
    try:
        target.hardlink_to(draft)
    except FileExistsError:
        raise
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        with target.open("xb"):  # ours from now on
            pass
        draft.replace(target)


def _mode(target: Path) -> int:
    """The permissions of the file in whose place one comes, else those of a new file."""
    try:
        return target.stat().st_mode & 0o777
    except OSError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask
