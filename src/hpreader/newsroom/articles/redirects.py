"""Whether a redirect led to the requested article: a redirect does not prove it. Pure."""

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
"""The number that most systems give an article, at the end of its address."""
_PAGE = re.compile(r"(?:page/|trang-)?\d{1,3}|comment-page-\d+|amp|feed")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class RequestedArticle:
    """What is known of an article before it is fetched."""

    url: str
    """Any address of it."""
    title: str = ""
    """From a list or an earlier copy."""
    link_text: str = ""
    """The text of a link to it, which may be its title or "here"."""
    guid: str = ""


def is_gone(requested: str, final: str) -> bool:
    """Did a redirect lead to the front page, or to the section, because the article is gone?

    Args:
        requested: the address that was requested.
        final: the address after all redirects.
    """
    old, new = canonical(requested), canonical(final)
    if not old or not new or key(old) == key(new):
        return False
    if new == root(new):
        return old != root(old)
    above, below = urlsplit(new).path.rstrip("/"), urlsplit(old).path
    is_above = below.startswith(above + "/") and not urlsplit(new).query
    return is_above and not _PAGE.fullmatch(below[len(above) + 1 :].strip("/"))


def is_other(requested: RequestedArticle, page: Article, final: str) -> bool:
    """Did a redirect lead to another article, which the site guessed by the address?

    WordPress redirects an unknown slug to a post whose slug starts with it
    (`redirect_guess_404_permalink`); others redirect from a deleted article to a similar one.

    Args:
        requested: the requested article.
        page: the article that was fetched.
        final: its address after all redirects.
    """
    if key(final) == key(requested.url) or key(page.url) == key(requested.url):
        return False
    names = {key(page.forms.shortlink), key(page.guid)} - {""}
    if names & {key(requested.guid), key(requested.url)} or _is_by_number(requested.url):
        return False
    old_number, new_number = (_NUMBER.search(urlsplit(url).path) for url in (requested.url, final))
    if old_number and new_number:
        return old_number[1] != new_number[1]
    if requested.title:
        return not _are_alike(requested.title, page.title)
    if requested.link_text and _are_alike(requested.link_text, page.title):
        return False
    old, new = slug_of(requested.url), slug_of(final)
    return bool(old) and new.startswith(old) and new != old


def _is_by_number(url: str) -> bool:
    """Is it `?p=7`, which WordPress redirects by number, without a guess?"""
    return any(name in ("p", "page_id") for name, _ in parse_qsl(urlsplit(url).query))


def _are_alike(one: str, other: str) -> bool:
    first, second = (set(_WORD.findall(fold(title))) for title in (one, other))
    # Titles without words are equal to any other.
    return len(first & second) >= ENOUGH_WORDS * min(len(first), len(second))
