"""Which text of an unknown page is its article: two opinions, and what the site itself says.

readability-lxml judges first; where the prose of the page is elsewhere, that is believed; JSON-LD
and the names of elements are heard as witnesses. The text is then found in the original tree, where
captions, late pictures, tables and embeds still are.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate

from lxml.etree import _Element

from hpreader.page.body.article_names import Called, called_article
from hpreader.page.body.boilerplate import strangers_in
from hpreader.page.body.density import Density, measure, own_text
from hpreader.page.body.jsonld_body import Testimony, testimony
from hpreader.page.body.teaser_columns import LONGEST_TEASER, leads_on, teasers_in
from hpreader.page.site_facts import own_hosts
from hpreader.page.tree.parser import Page, text_of
from hpreader.problems import Problem

COVERED = 0.9
"""How much of the kept text the element that is taken for the article must hold."""
HOLDING = 0.5
"""How much of it an element must hold whose name says nothing against it."""
NAMED = 0.75
"""How much of it an element must hold that the site itself calls the article."""
MOST_LINKS = 0.35
"""How much of what a site calls its article may be links; in one that holds its columns too it is more."""
LARGEST = 2_000_000
"""Characters of text; the time that readability takes grows faster than that."""
FAR_MORE = 3
"""How many times the prose that readability kept must stand elsewhere for it to be wrong."""
ENOUGH = 250
"""Characters of prose; less is said by a notice as well."""
MORE = 1.2
CLEAN = 0.9
"""How much more prose may stand around what was kept, if nearly nothing else stands there."""
ONE_PIECE = 0.5
"""How much of an article's prose stands side by side; in a list of news every teaser stands alone."""
FEWEST_TEASERS = 3
LONGEST_NOTICE = 500
FEWEST_WORDS = 5
"""Words of a headline; a section is called by fewer."""
WORD = re.compile(r"[\u3040-\u9fff]|[^\W\u3040-\u9fff]+")
"""Chinese and Japanese are written without spaces: each sign counts."""
HEADINGS = ("h2", "h3", "h4")
HIGHEST = 2
"""Levels above the article's text at which its first paragraphs may stand apart from it."""
OPENING = 80
"""Characters; shorter text above an article is a date or a label."""


@dataclass(frozen=True, slots=True)
class Decision:
    """The part of a tree that is the article, what within it is not, and what holds most of it."""

    root: _Element
    skip: frozenset[_Element]
    holders: frozenset[_Element]


def decide(page: Page) -> Decision | Problem | None:
    """The article of a page, None where there is none, a Problem where looking would take too long."""
    if page.weights.of(page.root) > LARGEST:
        return Problem("too_deep", page.url, f"more than {LARGEST // 1_000_000} MB of text")
    called = called_article(page)
    teasers = teasers_in(page, called)
    density = measure(page, teasers)
    kept = _said_plainly(page, density, called)
    kept = kept or _second_opinion(page, density, _judged(page, teasers), called)
    if not kept or _is_list(page, kept) or not _outweighs(page, kept, teasers):
        return None
    heard = testimony(page, kept)
    if heard is not None:
        kept = (kept - heard.unknown if heard.is_whole else set()) | heard.confirmed
    root = _named(page, kept, called)
    if root is None:
        root = _with_opening(page, density, _around(page, kept), kept)
    ends = heard is not None and heard.is_whole
    strangers = strangers_in(page, root, kept, ends=ends)
    if heard is not None:
        teasers = heard.unknown | _unconfirmed(page, teasers, heard)
    return Decision(root, teasers.union(strangers), frozenset(_holders(page, root, kept, HOLDING)))


def _unconfirmed(page: Page, teasers: frozenset[_Element], heard: Testimony) -> frozenset[_Element]:
    """The teasers that hold nothing of what the page itself says its article is."""
    places, ends = page.index.places, page.index.ends
    said = sorted(places[block] for block in heard.confirmed)
    return frozenset(
        teaser
        for teaser in teasers
        if bisect_left(said, places[teaser]) == bisect_left(said, ends[teaser])
    )


def _judged(page: Page, apart: frozenset[_Element]) -> set[_Element]:
    # deferred: takes 60 ms to import, and most pages never need it
    from hpreader.page.body.readability_adapter import kept_by_readability  # noqa: PLC0415

    return kept_by_readability(page, apart)


def _said_plainly(page: Page, density: Density, called: Called) -> set[_Element]:
    """The text of the only element that the site calls the article, if little stands elsewhere."""
    for named in called:
        inner = named[-1]
        is_one = all(one is inner or page.index.contains(one, inner) for one in named)
        is_most = density.prose(inner) >= max(ENOUGH, density.prose(page.root) * NAMED)
        if is_one and is_most and page.weights.links(inner) <= MOST_LINKS:
            return density.text_in(inner)
    return set()


def _is_list(page: Page, kept: set[_Element]) -> bool:
    """Does nearly each of the blocks stand alone below a headline that leads to the rest of it?

    Whoever lists what others make leads to their sites, or tells more than a teaser does.
    """
    hosts = own_hosts(page)
    parents = {
        parent
        for block in kept
        if block.tag not in HEADINGS and (parent := block.getparent()) is not None
    }
    teasers = 0
    for parent in parents:
        headlines = sum(leads_on(page, one, hosts) for one in parent.iter(*HEADINGS))
        is_around = parent.tag in {"body", "main", "article"}
        if headlines and not is_around and page.weights.of(parent) <= headlines * LONGEST_TEASER:
            teasers += 1
    return teasers >= FEWEST_TEASERS and teasers >= len(kept) * ONE_PIECE


def _outweighs(page: Page, kept: set[_Element], teasers: frozenset[_Element]) -> bool:
    """Is a text more than the notice above a list, where teasers say more than it does?

    Then the page must be headed as articles are, or say that it is one.
    """
    told = sum(own_text(page, block)[1] for block in kept)
    if told >= LONGEST_NOTICE or told > sum(map(page.weights.of, teasers)):
        return True
    return _is_headed(page, kept) or page.meta("og:type").lower() == "article"


def _is_headed(page: Page, blocks: Iterable[_Element]) -> bool:
    """Does a headline stand above them, and no section's name?"""
    places, contains = page.index.places, page.index.contains
    return any(
        len(WORD.findall(text_of(title))) >= FEWEST_WORDS
        and all(places[title] <= places[one] or contains(one, title) for one in blocks)
        for title in page.index.tags.get("h1", ())
    )


def _second_opinion(
    page: Page, density: Density, kept: set[_Element], called: Called
) -> set[_Element]:
    """What readability kept, or the prose of the page where far more of it stands elsewhere."""
    is_elsewhere = not any(
        page.index.contains(element, block)
        for named in called
        for element in named
        for block in kept
    )
    if is_elsewhere and (named := _said_by_name(density, called, ENOUGH if kept else OPENING)):
        return named
    read = sum(own_text(page, element)[1] for element in kept)
    thickest = density.thickest()
    if thickest is None:
        return kept
    prose = density.prose(thickest)
    is_around = all(page.index.contains(thickest, block) for block in kept if block.tag == "p")
    if is_around and prose >= read * MORE and density.balance(thickest) >= prose * CLEAN:
        return kept.union(density.blocks_in(thickest))
    blocks = density.blocks_in(thickest, itself=True)
    if not kept and prose >= OPENING and _is_headed(page, blocks):
        return set(blocks)
    if prose < ENOUGH or prose < read * FAR_MORE:
        return kept
    if density.side_by_side(blocks) >= prose * ONE_PIECE:
        return set(blocks)
    is_list = read < ENOUGH and _named(page, kept, called) is None
    return set() if is_list else kept


def _said_by_name(density: Density, called: Called, least: float) -> set[_Element]:
    """The prose of the element that the site calls the article, where readability sees nothing in it."""
    for named in called:
        element = max(named, key=density.prose)
        if density.prose(element) >= least:
            return set(density.blocks_in(element, itself=True))
    return set()


def _held(page: Page, kept: set[_Element]) -> list[int]:
    """Sums over the places of the page of the text that was kept."""
    said = [0] * len(page.index.elements)
    for element in kept:
        said[page.index.places[element]] = own_text(page, element)[0]
    return [0, *accumulate(said)]


def _named(page: Page, kept: set[_Element], called: Called) -> _Element | None:
    """The element that the site itself calls the article, if it holds nearly all that was kept."""
    index, held = page.index, _held(page, kept)
    for named in called:
        holding = [
            element
            for element in named
            if held[index.ends[element]] - held[index.places[element]] >= held[-1] * NAMED
            and page.weights.links(element) <= MOST_LINKS
        ]
        if holding:
            return holding[-1]
    return None


def _around(page: Page, kept: set[_Element]) -> _Element:
    """The smallest element around nearly all that was kept."""
    *_, around = (page.root, *_holders(page, page.root, kept, COVERED))
    return around


def _holders(page: Page, root: _Element, kept: set[_Element], share: float) -> Iterator[_Element]:
    """The elements below a root, each in the one before, that hold a share of what was kept."""
    index, held = page.index, _held(page, kept)
    holder: _Element | None = root
    while holder is not None:
        holder = next(
            (
                child
                for child in holder
                if child in index.places
                and child.tag not in {"p", "h1", "h2"}
                and held[index.ends[child]] - held[index.places[child]] >= held[-1] * share
            ),
            None,
        )
        if holder is not None:
            yield holder


def _with_opening(page: Page, density: Density, root: _Element, kept: set[_Element]) -> _Element:
    """The element around the article's text and the paragraphs that stand apart before it.

    Sites set the first paragraphs into boxes of their own, to put a picture or an advertisement
    between them and the rest; readability sees the rest alone.
    """
    index = page.index
    headline = max(
        (
            place
            for title in index.tags.get("h1", ())
            if (place := index.places[title]) < index.places[root]
        ),
        default=-1,
    )
    inner = outer = root
    for _ in range(HIGHEST):
        parent = inner.getparent()
        if parent is None or inner.tag in {"article", "main", "body"} or parent.tag == "html":
            break
        opening = [
            block
            for sibling in inner.itersiblings(preceding=True)
            if sibling in index.places and density.balance(sibling) >= OPENING
            for block in density.blocks_in(sibling, itself=True)
            if index.places[block] > headline
        ]
        if opening:
            kept.update(opening)
            outer = parent
        inner = parent
    return outer
