"""Redirects are no proof of identity: is what came the article that was asked for? Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

from hpreader.text import fold
from hpreader.urls import canonical, key, root, slug_of

if TYPE_CHECKING:
    from hpreader.model import Article

ENOUGH_WORDS = 0.5
"""The share of the shorter title's words that two titles of one article have in common at least:
lists shorten titles, and editors change a few words of them."""

_NUMBER = re.compile(r"(?<!\d)(\d{5,})(?!\d)\D*$")
"""The number by which most systems know an article, at the end of its address."""
_PAGE = re.compile(r"(?:page/|trang-)?\d{1,3}|comment-page-\d+|amp|feed")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is known of an article before it is fetched."""

    url: str
    """Any address of it."""
    title: str = ""
    """As a list or an earlier copy gave it."""
    called: str = ""
    """What a link to it says, which may be its title or "here"."""
    guid: str = ""


def is_gone(asked: str, came: str) -> bool:
    """Were we sent to the front page, or to the section, because the article is not there?"""
    old, new = canonical(asked), canonical(came)
    if not old or not new or key(old) == key(new):
        return False
    if new == root(new):
        return old != root(old)
    above, below = urlsplit(new).path.rstrip("/"), urlsplit(old).path
    is_above = below.startswith(above + "/") and not urlsplit(new).query
    return is_above and not _PAGE.fullmatch(below[len(above) + 1 :].strip("/"))


def is_other(wanted: Wanted, page: Article, came: str) -> bool:
    """Were we sent to an article that the site merely guessed?

    WordPress redirects an unknown slug to a post whose slug starts with it
    (`redirect_guess_404_permalink`); others lead from what is gone to anything alike.

    Args:
        wanted: what was asked for.
        page: the article that came.
        came: where it came from, after redirects.
    """
    if key(came) == key(wanted.url) or key(page.url) == key(wanted.url):
        return False
    names = {key(page.forms.shortlink), key(page.guid)} - {""}
    if names & {key(wanted.guid), key(wanted.url)} or _asks_by_number(wanted.url):
        return False
    old_number, new_number = (_NUMBER.search(urlsplit(url).path) for url in (wanted.url, came))
    if old_number and new_number:
        return old_number[1] != new_number[1]
    if wanted.title:
        return not _are_alike(wanted.title, page.title)
    if wanted.called and _are_alike(wanted.called, page.title):
        return False
    old, new = slug_of(wanted.url), slug_of(came)
    return bool(old) and new.startswith(old) and new != old


def _asks_by_number(url: str) -> bool:
    """`?p=7` is what WordPress itself redirects, and never guesses."""
    return any(name in ("p", "page_id") for name, _ in parse_qsl(urlsplit(url).query))


def _are_alike(one: str, other: str) -> bool:
    first, second = (set(_WORD.findall(fold(title))) for title in (one, other))
    # Of no words nothing can be said, and nothing is held against them.
    return len(first & second) >= ENOUGH_WORDS * min(len(first), len(second))
