"""newsboat's list of feeds: an address a line, then tags.

https://newsboat.org/releases/2.21/docs/newsboat.html#_tagging: words in quotes contain blanks, a tag that
begins with `~` is the feed's title, one that begins with `!` hides it; `query:`, `exec:` and `filter:` are
no addresses.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from hpreader.exchange.saved_links import Refused

_WORD: Final = re.compile(r'"((?:[^"\\]|\\.)*)"?|(\S+)')
_ESCAPE: Final = re.compile(r"\\(.)")
_ADDRESS: Final = re.compile(r"(?:https?|feed)://\S", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ListedFeed:
    """One feed of the list."""

    url: str
    title: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FeedList:
    """All that the list contains."""

    feeds: tuple[ListedFeed, ...] = ()
    refused: tuple[Refused, ...] = ()


def read_urls(text: str) -> FeedList:
    """The feeds of a list, in its order."""
    feeds: list[ListedFeed] = []
    refused: list[Refused] = []
    for line in text.splitlines():
        words = _words(line)
        if not words or words[0].startswith("#"):
            continue
        address, *tags = words
        if _ADDRESS.match(address):
            title = next((tag[1:] for tag in tags if tag.startswith("~")), "")
            plain = tuple(tag for tag in tags if not tag.startswith(("~", "!")))
            feeds.append(ListedFeed(address, title, plain))
        elif address.startswith("query:"):
            refused.append(Refused(address, "query"))
        elif address.startswith(("exec:", "filter:")):
            refused.append(Refused(address, "program"))
        else:
            refused.append(Refused(address, "not_web"))
    return FeedList(tuple(feeds), tuple(refused))


def _words(line: str) -> list[str]:
    """The words of a line; those in quotes whole."""
    return [
        _ESCAPE.sub(r"\1", match[1]) if match[1] is not None else match[2]
        for match in _WORD.finditer(line.strip("\ufeff \t\r"))
    ]
