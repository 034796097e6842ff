"""Accounts on servers that keep subscriptions and marks for several machines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from hpreader.problems import Problem

FORM: Final = "application/x-www-form-urlencoded"

Lead = Literal["server", "here"]
"""Whose marks count where the two sides differ before the first synchronisation."""

Lists = Literal["server", "here"]
"""Who fetches the lists that both sides have: the server, of which they are taken, or each side for itself."""


ServerKind = Literal["google-reader", "tt-rss"]
"""The API of a server; also the words of `hpreader account add --kind`."""
KINDS: Final[tuple[ServerKind, ...]] = ("tt-rss", "google-reader")
"""In the order in which a server is asked for them: the first is recognised without a password."""


@dataclass(frozen=True, slots=True)
class Account:
    """An account; its password is never part of it."""

    name: str
    """What commands call it: the host of its server, unless the user chose another."""
    server: str
    """The address of the API, without a `/` at its end."""
    user: str
    password_command: str = ""
    """A line for `/bin/sh` that prints the password; empty: it is in the keyring of the system."""
    lead: Lead = "server"
    is_first: bool = True
    """Whether the first synchronisation has not come to its end yet."""
    synced_at: datetime | None = None
    problem: Problem | None = None
    """Of the last synchronisation, None when it had none."""
    kind: ServerKind = "google-reader"
    lists: Lists = "here"


class RemoteItem(NamedTuple):
    """An article as the server knows it."""

    id: str
    """Its id there, always in the same form."""
    url: str
    """Empty where it has no address that can be opened."""
    title: str = ""
    labels: tuple[str, ...] = ()
    """Its labels, and the folder of its list."""


class RemoteArticle(NamedTuple):
    """An article with what a server has of its list's item; all of it is as the server sent it."""

    id: str
    url: str
    """Empty where it has no address that can be opened."""
    title: str = ""
    html: str = ""
    """The text of the item, which may be a teaser only."""
    published: datetime | None = None
    byline: str = ""
    files: tuple[tuple[str, str], ...] = ()
    """Addresses and media types of its enclosures."""


@dataclass(frozen=True, slots=True)
class RemoteList:
    """The newest articles of a feed, as a server has them."""

    articles: tuple[RemoteArticle, ...]
    """The newest ones first."""
    mark: str
    """By which the session tells next time whether there is something new."""


class RemoteState(NamedTuple):
    """The marks of an article on one of the sides."""

    read: bool
    saved: bool


class KnownItem(NamedTuple):
    """An article of the server's that was seen before, with the marks on which both sides agreed last."""

    url: str
    """Its canonical address; empty where it has none, or where that was forgotten here."""
    read: bool | None
    """None where it was forgotten here."""
    saved: bool | None


@dataclass(frozen=True, slots=True)
class RemoteIndex:
    """Which articles a server has, with their marks."""

    states: Mapping[str, RemoteState | None]
    """By the ids of the articles, in the order in which new ones are to be stored; None where an article is
    there and its marks are not known."""
    gone: frozenset[str] = frozenset()
    """Ids of known articles that do not exist any more. One that is in `states`, too, is another article now."""


class RemoteFeed(NamedTuple):
    """A subscription of the server's."""

    id: str
    """By which the server knows it; of the Google Reader API the stream id: `feed/…`."""
    url: str
    title: str = ""
    home: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class ApiRequest:
    """A request to an API; its body and headers may contain a password, and are not in its repr."""

    url: str
    body: bytes | None = None
    """The body of a POST; None for a GET."""
    authorization: str = ""
    media_type: str = FORM
    """Of the body."""

    def __repr__(self) -> str:
        """The method and the address."""
        return f"<ApiRequest {'GET' if self.body is None else 'POST'} {self.url}>"


SENT: Final = "sent:"
"""In place of the id of a list: it was sent to the server, and no answer has come."""
GIVEN_UP: Final = "given up:"
"""Before the id of a list: the server was asked to unsubscribe from it, and no answer has come."""

REFUSED: Final = "refused:"
"""In place of the id of a list: the server could not fetch it."""


def is_agreed(feed: str) -> bool:
    """Is what is stored of a list the id that it has at the server?

    It is empty where one of the sides is not to have it, and begins with `SENT` or `GIVEN_UP` while a request waits
    for its answer.
    """
    return bool(feed) and not feed.startswith((SENT, GIVEN_UP, REFUSED))
