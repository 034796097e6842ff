"""Values in the JSON of servers, which may have any type."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from hpreader.accounts.server_session import BadAnswerError

if TYPE_CHECKING:
    from collections.abc import Iterator


def mappings(value: object) -> Iterator[dict[str, Any]]:
    """The objects of an array.

    Raises:
        BadAnswerError: it is none.
    """
    if not isinstance(value, list):
        raise BadAnswerError("no list")
    return (one for one in value if isinstance(one, dict))


def text(value: object) -> str:
    """A text; "" for anything else."""
    return value if isinstance(value, str) else ""


def unix_time(value: object) -> datetime | None:
    """A time in seconds; None for one that is none."""
    try:
        return datetime.fromtimestamp(int(str(value)), UTC) if value else None
    except (ValueError, OverflowError, OSError):
        return None
