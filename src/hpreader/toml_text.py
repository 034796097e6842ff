"""TOML files of the user's, read within bounds: friends pass them on, and they are edited by hand.

What the program changes in them is written here, too.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Any, Final

from hpreader.i18n import _
from hpreader.problems import Problem

if TYPE_CHECKING:
    from pathlib import Path

MOST_BYTES: Final = 200_000
"""Of a file: settings for every key of the reader take some 5,000, and a site profile 2,000."""
MOST_PARTS: Final = 20
"""Of a dotted key, of which none of ours has more than three: tomllib's memory grows with their square."""

_STRING: Final = re.compile(r"\"(?:[^\"\\\n]|\\.)*+\"?|'[^'\n]*+'?|#.*|[ \t]+")
"""Strings, comments and blanks; a string without an end ends with its line, so that the time stays linear."""
_BETWEEN_KEYS: Final = re.compile(r"[^\w.-]+")


def read_text(path: Path) -> str:
    """The text of a file.

    Raises:
        OSError: it cannot be read.
        ValueError: it is too large, or no UTF-8.
    """
    with path.open("rb") as file:
        data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise ValueError(_("it is larger than {bytes} bytes").format(bytes=f"{MOST_BYTES:,}"))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ValueError(_("it is not UTF-8 text")) from None


def unreadable(path: Path, error: OSError | ValueError) -> Problem:
    """The problem `bad_file`, with the reason why `read_text` or `parse` failed."""
    reason = error.strerror if isinstance(error, OSError) else None
    return Problem("bad_file", str(path), reason or str(error))


def write_text(path: Path, text: str) -> None:
    """Replace a file as a whole, or the one that it links to; its permissions stay.

    Raises:
        OSError: it cannot be written; it is as before.
    """
    target = path.resolve()
    draft = target.with_name(f"{target.name}.new-{os.urandom(4).hex()}")
    try:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with draft.open("x", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            draft.chmod(target.stat().st_mode & 0o7777)
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)


def parse(text: str) -> dict[str, Any]:
    """The values of a TOML document.

    Raises:
        ValueError: it is no TOML, or nested too deep.
    """
    import tomllib  # noqa: PLC0415 - most users have no config.toml, and the start need not wait

    keys = _BETWEEN_KEYS.split(_STRING.sub("", text))
    if any(key.count(".") >= MOST_PARTS for key in keys):
        raise ValueError(_("it is nested too deep"))
    try:
        return tomllib.loads(
            text
        )  # a ValueError, also of a number of more digits than Python reads
    except RecursionError:
        raise ValueError(_("it is nested too deep")) from None
