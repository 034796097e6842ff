"""The exit statuses, on which scripts rely."""

from __future__ import annotations

from enum import IntEnum

from hpreader.problems import Problem


class Status(IntEnum):
    """How a command ended."""

    DONE = 0
    PARTLY = 1
    """Done in part, or a sync whose sources failed."""
    USAGE = 2
    """It cannot have been meant so."""
    MISSING = 3
    """Not cached and offline, no such article, no match."""
    BROKEN = 4
    """The cache or the user data cannot be used."""
    INTERRUPTED = 130
    """Ctrl+C, as shells count it: 128 and the signal's number."""


_BROKEN = {"disk_full", "disk_read_only", "disk", "data_broken", "data_newer"}
_USAGE = {"bad_url", "bad_file", "unknown_source", "unknown_account"}


def status_of(problem: Problem) -> Status:
    """How a command ends that a problem stopped."""
    if problem.kind in _BROKEN:
        return Status.BROKEN
    is_usage = problem.kind in _USAGE or problem.reason == "not_secure"
    return Status.USAGE if is_usage else Status.MISSING
