"""Reads the files that commands are given."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

from hpreader.problems import Problem, ProblemError


def read_input(name: str, most_bytes: int) -> bytes:
    """The bytes of a file, `-` for those of stdin; at most one more than allowed.

    Raises:
        ProblemError: bad_file.
    """
    try:
        if name == "-":
            if sys.stdin is None:
                raise OSError(errno.EBADF, os.strerror(errno.EBADF))
            return sys.stdin.buffer.read(most_bytes + 1)
        with Path(name).open("rb") as file:
            return file.read(most_bytes + 1)
    except (OSError, ValueError) as error:
        raise ProblemError(Problem("bad_file", name, reason_of(error))) from error


def reason_of(error: OSError | ValueError) -> str:
    """The system's words for an error."""
    return (error.strerror if isinstance(error, OSError) else "") or str(error)
