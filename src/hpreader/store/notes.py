"""Single values about servers and their pages, kept in the cache: typed access to each kind.

All of them can be found out again by asking the servers.
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from hpreader.problems import Problem
from hpreader.store.database import with_recovery
from hpreader.store.values import codec
from hpreader.store.values.timestamps import to_timestamp

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hpreader.store.database import Database

_FAILED_PREFETCH: Final = "failed_prefetch"
_ROBOTS: Final = "robots"
_STALE_PROFILE: Final = "stale_profile"
_LIST_ADDRESS: Final = "list_address"
_FEED: Final = "feed"
_EDITS: Final = "edits"
_PAUSE: Final = "pause"
_FAILURES: Final = "failures"
_RHYTHM: Final = "rhythm"
_LIST_PROBLEM: Final = "list_problem"

_EXPIRING: Final = (_FAILED_PREFETCH, _ROBOTS)
"""Notes of single addresses and sites, whose number has no bound."""
EXPIRE_AFTER: Final = timedelta(days=1)
LONGEST_PAUSE: Final = timedelta(days=8)
"""Requests to be left alone are over by then."""


class RobotsFile(NamedTuple):
    """A site's robots.txt."""

    text: str
    fetched_at: datetime


class ListAddress(NamedTuple):
    """Which of a section's addresses answered last."""

    url: str
    kind: Literal["feed", "page"]
    at: datetime


class StaleProfileNote(NamedTuple):
    """A site profile that could not read the newest pages of its site."""

    profile: str
    pages: int
    """How many pages in a row."""
    url: str
    """The last of them."""


class Pause(NamedTuple):
    """A server's request not to be asked for an address before some time."""

    url: str
    until: datetime
    status: int
    is_page: bool
    """Whether the address is an article's page, and no list."""


class Failures(NamedTuple):
    """A server that answered with errors again and again, and is left alone for it."""

    times: int
    """How many pauses there were, one after another."""
    status: int
    until: datetime


class ListRhythm(NamedTuple):
    """How a list was published, judged when it last answered with its entries."""

    newest: datetime
    """The time of its newest entry."""
    silent_until: datetime
    """Without a newer entry until then, it is no longer updated."""


class Notes:
    """Reads and writes notes; a value of another shape than expected counts as absent."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @with_recovery
    def failed_prefetch(self, url: str) -> datetime | None:
        """When a page was last fetched ahead and could not be read."""
        return _time(self._get(_FAILED_PREFETCH, url))

    @with_recovery
    def put_failed_prefetch(self, url: str, at: datetime) -> None:
        """Store that a page fetched ahead could not be read."""
        self._put(_FAILED_PREFETCH, url, at.isoformat())

    @with_recovery
    def robots(self, site: str) -> RobotsFile | None:
        """The stored robots.txt of a site ("https://host")."""
        match self._get(_ROBOTS, site):
            case [str(at), str(text)] if fetched_at := _time(at):
                return RobotsFile(text, fetched_at)
            case _:
                return None

    @with_recovery
    def put_robots(self, site: str, robots: RobotsFile) -> None:
        """Store a site's robots.txt."""
        self._put(_ROBOTS, site, [robots.fetched_at.isoformat(), robots.text])

    @with_recovery
    def stale_profile(self, host: str) -> StaleProfileNote | None:
        """What is stored of a host whose profile no longer reads its pages."""
        return _stale_profile(self._get(_STALE_PROFILE, host))

    @with_recovery
    def stale_profiles(self) -> Mapping[str, StaleProfileNote]:
        """All hosts whose profile no longer reads their pages, in alphabetical order."""
        rows = self._database.all(
            "SELECT key, value FROM note WHERE kind = ? ORDER BY key", (_STALE_PROFILE,)
        )
        notes = {host: _stale_profile(codec.load_plain(value)) for host, value in rows}
        return {host: note for host, note in notes.items() if note is not None}

    @with_recovery
    def put_stale_profile(self, host: str, note: StaleProfileNote) -> None:
        """Store that a host's profile could not read a page."""
        self._put(_STALE_PROFILE, host, note)

    @with_recovery
    def remove_stale_profile(self, host: str) -> None:
        """Delete the note: a page of the host was read by its profile."""
        self._delete(_STALE_PROFILE, host)

    @with_recovery
    def list_address(self, source: str, section: str) -> ListAddress | None:
        """Which address of a section answered last."""
        match self._get(_LIST_ADDRESS, f"{source} {section}"):
            case [str(url), ("feed" | "page") as kind, str(at)] if answered_at := _time(at):
                return ListAddress(url, kind, answered_at)
            case _:
                return None

    @with_recovery
    def put_list_address(self, source: str, section: str, address: ListAddress) -> None:
        """Store which address of a section answered."""
        value = [address.url, address.kind, address.at.isoformat()]
        self._put(_LIST_ADDRESS, f"{source} {section}", value)

    @with_recovery
    def is_feed(self, url: str) -> bool:
        """Whether an address answered with a feed before."""
        return self._get(_FEED, url) is not None

    @with_recovery
    def put_is_feed(self, url: str) -> None:
        """Store that an address answered with a feed."""
        self._put(_FEED, url, 1)

    @with_recovery
    def newest_edit(self, api_root: str) -> datetime | None:
        """The time, by the site's clock, of the newest edit that was taken from a REST API."""
        return _time(self._get(_EDITS, api_root))

    @with_recovery
    def put_newest_edit(self, api_root: str, at: datetime) -> None:
        """Store the time of the newest edit that was taken from a REST API."""
        self._put(_EDITS, api_root, at.isoformat())

    @with_recovery
    def pauses(self, host: str) -> Sequence[Pause]:
        """The requests of a host to be left alone that were stored, also those that are over."""
        rows = self._database.all(
            "SELECT value FROM note WHERE kind = ? AND key >= ? AND key < ?",
            (_PAUSE, f"{host} ", f"{host}!"),  # "!" is the character after the blank
        )
        found = (_pause(codec.load_plain(value)) for (value,) in rows)
        return [pause for pause in found if pause is not None]

    @with_recovery
    def put_pause(self, host: str, pause: Pause) -> None:
        """Store that a host asks not to be asked for an address."""
        value = [pause.url, pause.until.isoformat(), pause.status, pause.is_page]
        self._put(_PAUSE, f"{host} {pause.url}", value)

    @with_recovery
    def remove_pause(self, host: str, url: str) -> None:
        """Delete a request that is over."""
        self._delete(_PAUSE, f"{host} {url}")

    @with_recovery
    def failures(self, host: str) -> Failures | None:
        """The last pause of a host that failed, also one that is over."""
        match self._get(_FAILURES, host):
            case [int(times), int(status), str(until)] if times > 0 and (ends_at := _time(until)):
                return Failures(times, status, ends_at)
            case _:
                return None

    @with_recovery
    def put_failures(self, host: str, failures: Failures | None) -> None:
        """Store that a host failed; None deletes what was stored."""
        if failures is None:
            self._delete(_FAILURES, host)
        else:
            value = [failures.times, failures.status, failures.until.isoformat()]
            self._put(_FAILURES, host, value)

    @with_recovery
    def rhythm(self, url: str) -> ListRhythm | None:
        """How the list at an address was published."""
        match self._get(_RHYTHM, url):
            case [str(newest), str(until)] if (first := _time(newest)) and (last := _time(until)):
                return ListRhythm(first, last)
            case _:
                return None

    @with_recovery
    def put_rhythm(self, url: str, rhythm: ListRhythm | None) -> None:
        """Store how a list is published; None deletes what was stored."""
        if rhythm is None:
            self._delete(_RHYTHM, url)
        else:
            value = [rhythm.newest.isoformat(), rhythm.silent_until.isoformat()]
            self._put(_RHYTHM, url, value)

    @with_recovery
    def list_problems(self) -> Mapping[tuple[str, str], Problem]:
        """The problems of lists at their last sync, by source and section."""
        rows = self._database.all("SELECT value FROM note WHERE kind = ?", (_LIST_PROBLEM,))
        return {(source, section): problem for source, section, problem in map(_listed, rows)}

    @with_recovery
    def put_list_problems(self, source: str, problems: Mapping[str, Problem]) -> None:
        """Replace the stored problems of a source's lists; the keys are sections."""
        with self._database.writing():
            self._database.execute(
                "DELETE FROM note WHERE kind = ? AND key >= ? AND key < ?",
                (_LIST_PROBLEM, f"{source}\n", f"{source}\v"),
            )
            for section, problem in problems.items():
                self._put(
                    _LIST_PROBLEM, f"{source}\n{section}", [source, section, codec.dump(problem)]
                )

    @with_recovery
    def remove_expired(self) -> None:
        """Delete the notes that are kept for a limited time and are older."""
        oldest = to_timestamp(self._database.now() - EXPIRE_AFTER)
        with self._database.writing():
            for kind in _EXPIRING:
                self._database.execute("DELETE FROM note WHERE kind = ? AND at < ?", (kind, oldest))
            oldest = to_timestamp(self._database.now() - LONGEST_PAUSE)
            for kind in (_PAUSE, _FAILURES):
                self._database.execute("DELETE FROM note WHERE kind = ? AND at < ?", (kind, oldest))

    def _get(self, kind: str, key: str) -> object:
        """The value as JSON's types; None if there is none.

        Raises:
            codec.UnreadableError: it is no JSON.
        """
        row = self._database.one("SELECT value FROM note WHERE kind = ? AND key = ?", (kind, key))
        return codec.load_plain(row[0]) if row else None

    def _delete(self, kind: str, key: str) -> None:
        with self._database.writing():
            self._database.execute("DELETE FROM note WHERE kind = ? AND key = ?", (kind, key))

    def _put(self, kind: str, key: str, value: object) -> None:
        with self._database.writing():
            self._database.execute(
                "INSERT OR REPLACE INTO note (kind, key, value, at) VALUES (?, ?, ?, ?)",
                (
                    kind,
                    key,
                    json.dumps(value, ensure_ascii=False),
                    to_timestamp(self._database.now()),
                ),
            )


def _pause(value: object) -> Pause | None:
    match value:
        case [str(url), str(until), int(status), bool(is_page)] if ends_at := _time(until):
            return Pause(url, ends_at, status, is_page)
        case _:
            return None


def _listed(row: tuple[str]) -> tuple[str, str, Problem]:
    """A stored problem of a list.

    Raises:
        codec.UnreadableError: it is none.
    """
    match codec.load_plain(row[0]):
        case [str(source), str(section), str(problem)]:
            return source, section, codec.load_as(Problem, problem)
        case _:
            raise codec.UnreadableError(row[0])


def _time(value: object) -> datetime | None:
    try:
        return datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _stale_profile(value: object) -> StaleProfileNote | None:
    match value:
        case [str(profile), int(pages), str(url)]:
            return StaleProfileNote(profile, pages, url)
        case _:
            return None
