"""Names and passwords of closed feeds, kept apart from the addresses in which they were given.

They are in a file of their own beside the user data, readable by the user alone, so that no list, export,
message or log contains them. They are sent as Basic authentication (RFC 7617) to the server for which
they were given and to no other.
"""

from __future__ import annotations

import json
import os
import re
from contextlib import suppress
from dataclasses import replace
from errno import EDQUOT, ENOSPC
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from hpreader.problems import Problem, ProblemError
from hpreader.urls import resolve, root

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from hpreader.model import Source
    from hpreader.problems import Kind

FILE_NAME: Final = "logins.json"

_WITH_LOGIN = (
    r"(?is)\s*(?:(?P<scheme>https?)://(?P<user>[^/?#@:\s]*)(?::(?P<password>[^/?#\s]*))?"
    r"|(?P<bare_user>[^/?#@:\s]+):(?P<bare_password>[^/?#@\s]+))@(?P<rest>[^/?#@\s]+.*)"
)
"""`https://name:password@host/…`, also without the scheme."""


class SiteLogins:
    """The names and passwords by address; those of a server are used for all its addresses."""

    def __init__(self, data: Path) -> None:
        """Prepare them; the file is read when first needed.

        Args:
            data: the file of the user data, beside which they are kept.
        """
        self._path = data.with_name(FILE_NAME)
        self._known: dict[str, tuple[str, str]] | None = None

    def for_url(self, url: str) -> tuple[str, str] | None:
        """The name and password to send with a request for an address, None for none."""
        known = self._read()
        return (known.get(url) or known.get(root(url))) if known else None

    def take(self, url: str) -> str:
        """An address without the name and password in it, which are kept.

        Raises:
            ProblemError: the file cannot be written.
        """
        found = re.fullmatch(_WITH_LOGIN, url)
        if not found:
            return url
        user = unquote(found["user"] or found["bare_user"] or "")
        password = unquote(found["password"] or found["bare_password"] or "")
        address = f"{found['scheme']}://{found['rest']}" if found["scheme"] else found["rest"]
        whole = resolve("", address if found["scheme"] else f"https://{address}")
        if whole and (user or password):
            known = self._read()
            self._write({**known, root(whole): (user, password), whole: (user, password)})
        return address

    def take_all(self, source: Source) -> Source:
        """A source whose addresses contain no names and passwords; they are kept."""
        sections = tuple(
            replace(section, candidates=tuple(map(self.take, section.candidates)))
            for section in source.sections
        )
        return replace(source, home=self.take(source.home), sections=sections)

    def forget(self, removed: Source, remaining: Iterable[Source]) -> Mapping[str, tuple[str, str]]:
        """Remove the names and passwords that only a removed source used; returns them.

        Those of a server stay while another source has addresses there, but are that source's own if it
        has any.

        Raises:
            ProblemError: the file cannot be written.
        """
        known = self._read()
        others = [url for source in remaining for url in _addresses(source)]
        own = set(_addresses(removed)) - set(others)
        gone_servers = set(map(root, own)) - set(map(root, others))
        kept = {
            url: login
            for url, login in known.items()
            if url not in own and root(url) not in gone_servers
        }
        for server in set(map(root, own)) - gone_servers:
            lists = (url for url in others if url != server and root(url) == server)
            of_others = [kept[url] for url in lists if url in kept]
            if of_others and kept.get(server) not in of_others:
                kept[server] = of_others[-1]
        if kept != known:
            self._write(kept)
        return {url: login for url, login in known.items() if kept.get(url) != login}

    def put_back(self, forgotten: Mapping[str, tuple[str, str]]) -> None:
        """Keep again what `forget` removed.

        Raises:
            ProblemError: the file cannot be written.
        """
        if forgotten:
            self._write({**self._read(), **forgotten})

    def count(self) -> int:
        """The number of servers with a name and password."""
        return len(set(map(root, self._read())))

    def remove_all(self) -> None:
        """Delete all names and passwords, with what a crash or a restored backup left of the file.

        Raises:
            ProblemError: the file cannot be deleted.
        """
        try:
            copies = self._path.parent.glob(f"{FILE_NAME}.*")
            for path in (self._path, self._path.with_suffix(".new"), *copies):
                path.unlink(missing_ok=True)
        except OSError as error:
            raise ProblemError(Problem("disk", str(self._path), error.strerror or "")) from error
        self._known = {}

    def snapshot(self) -> Mapping[str, tuple[str, str]]:
        """What is kept now, for `restore`."""
        return dict(self._read())

    def restore(self, snapshot: Mapping[str, tuple[str, str]]) -> None:
        """Keep what a snapshot contains, and nothing else."""
        if dict(snapshot) != self._read():
            self._write(dict(snapshot))

    def _read(self) -> dict[str, tuple[str, str]]:
        if self._known is None:
            try:
                stored = json.loads(self._path.read_text("utf-8"))
                self._known = {
                    str(url): (str(pair[0]), str(pair[1])) for url, pair in stored.items()
                }
            except (OSError, ValueError, AttributeError, LookupError, TypeError, RecursionError):
                self._known = {}
        return self._known

    def _write(self, logins: dict[str, tuple[str, str]]) -> None:
        new = self._path.with_suffix(".new")
        try:
            new.unlink(missing_ok=True)
            with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
                json.dump(logins, file)
            new.replace(self._path)
        except OSError as error:
            with suppress(OSError):
                new.unlink(missing_ok=True)
            kind: Kind = "disk_full" if error.errno in {ENOSPC, EDQUOT} else "disk"
            raise ProblemError(Problem(kind, str(self._path), error.strerror or "")) from error
        self._known = logins


def _addresses(source: Source) -> Iterator[str]:
    """The addresses of a source: its home and its lists."""
    yield source.home
    for section in source.sections:
        yield from section.candidates
