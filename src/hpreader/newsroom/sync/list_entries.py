"""The entries of a feed as they are stored: those that may be followed, each once, with their own keys."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from hpreader.model import Entry
from hpreader.newsroom.sync.own_keys import OwnKeys
from hpreader.urls import may_follow


class FollowedEntries(Collection[Entry]):
    """The entries of a list without those that lead into the reader's own network."""

    def __init__(self, entries: Collection[Entry], list_url: str) -> None:
        self._entries = entries
        self._list_url = list_url
        self._sites: dict[str, bool] = {"": True}
        """Whether the addresses of a site may be followed, by scheme and host."""

    def __iter__(self) -> Iterator[Entry]:
        return (entry for entry in self._entries if self._is_followed(entry.url))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __contains__(self, entry: object) -> bool:
        return any(one == entry for one in self)

    def _is_followed(self, url: str) -> bool:
        site = url[: url.find("/", len("https://"))] if url else ""
        if site not in self._sites:
            self._sites[site] = may_follow(url, self._list_url)
        return self._sites[site]


class ListEntries(Collection[Entry]):
    """The entries of a feed with what identifies them; they are made anew at each iteration."""

    def __init__(self, entries: Collection[Entry], list_url: str, home: str = "") -> None:
        """Compare the entries with each other.

        Args:
            entries: the entries of a feed, in its order.
            list_url: the address of the feed.
            home: the address of its site.
        """
        self._entries = FollowedEntries(entries, list_url)
        self._keys = OwnKeys(self._entries, list_url, home)
        self.dates = self._keys.dates
        """Those of the entries."""

    def __iter__(self) -> Iterator[Entry]:
        return self._keys.applied(self._entries)

    def __len__(self) -> int:
        return self._keys.count

    def __contains__(self, entry: object) -> bool:
        return any(one == entry for one in self)
