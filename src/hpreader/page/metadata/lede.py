"""The lede of an article that is outside its body."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from lxml.etree import _Element

from hpreader.page.blocks.clean_up import is_start_of_title, same_text
from hpreader.page.metadata.headline_surroundings import LONGEST_LEDE, Surroundings
from hpreader.page.metadata.jsonld import unescaped
from hpreader.page.tree.document import Page
from hpreader.page.tree.text_content import text_content
from hpreader.sites.profiles import Profile

LEDE_TOKENS = frozenset(
    {
        "lead",
        "article-lead",
        "entry-lead",
        "post-lead",
        "article__lead",
        "article-summary",
        "detail-summary",
        "hometext",
        "introtext",
        "news-desc",
        "news-lead",
        "tom-tat",
        "tomtat",
        "trich-dan",
        "trichdan",
        "mo-ta",
        "mota",
        "phead",
        "chappeau",
        "des-small",
        "short-desc",
        "shortdescription",
    }
)
LEDE_WORDS = ("sapo", "chapeau", "standfirst")
SHORTEST_NAMED_LEDE = 40


def read_lede(
    page: Page,
    profile: Profile | None,
    title: str,
    body: _Element | None,
    around: Surroundings,
    *,
    is_known: bool,
) -> str:
    """The lede: as the profile names it, else as its class does, else the text between headline and body."""
    if profile is not None:
        element = page.index.first(profile.lede)
        if element is not None:
            return _with_place(element)
        if is_known:
            return ""
    for element in _lede_candidates(page, body):
        text = text_content(element)
        if SHORTEST_NAMED_LEDE <= len(text) <= LONGEST_LEDE and not same_text(text, title):
            return text
    text = _described(page, body) or around.lede()
    return "" if same_text(text, title) or is_start_of_title(title, text) else text


def _with_place(element: _Element) -> str:
    """The text of a lede; VnExpress separates its dateline by style sheet only, here a dash is inserted."""
    text = text_content(element)
    location = next(iter(element), None)
    if location is not None and "location-stamp" in (location.get("class") or "").split():
        stamp = text_content(location)
        return f"{stamp} - {text.removeprefix(stamp).lstrip(' -–')}"
    return text


def _lede_candidates(page: Page, body: _Element | None) -> Iterator[_Element]:
    end = page.index.ends[body] if body is not None else len(page.index.elements)
    for token, elements in page.index.tokens.items():
        if _names_lede(token):
            for element in elements[:2]:
                is_above = page.index.positions[element] < end
                is_short = page.weights.length(element) <= LONGEST_LEDE
                is_teaser = next(element.iterancestors("li", "a", "aside"), None) is not None
                if (
                    element.tag in {"p", "h2", "h3", "div"}
                    and is_above
                    and is_short
                    and not is_teaser
                ):
                    yield element


@lru_cache(maxsize=16384)  # the pages of a site share their names
def _names_lede(token: str) -> bool:
    name = token.lower()
    return name in LEDE_TOKENS or any(word in name for word in LEDE_WORDS)


def _described(page: Page, body: _Element | None) -> str:
    """A paragraph with the words of the page's meta description that has no other paragraph after it.

    One among other paragraphs is the description only because an SEO plugin copied it.
    """
    description = unescaped(page.meta("og:description", "description"))
    if len(description) < SHORTEST_NAMED_LEDE or body is None:
        return ""
    weights = page.weights
    for tag in ("p", "h2", "h3", "div"):
        for element in page.index.tags.get(tag, ()):
            if abs(weights.length(element) - len(description)) >= 20:
                continue
            following = element.getnext()
            if (following is not None and following.tag == "p") or page.index.contains(
                element, body
            ):
                continue
            is_above = page.index.positions[element] < page.index.ends[body]
            if is_above and same_text(text_content(element), description):
                return text_content(element)
    return ""
