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

from hpreader.page.body.article_names import NamedElements, named_article_elements
from hpreader.page.body.boilerplate import boilerplate_in
from hpreader.page.body.density import Density, measure_density, own_lengths
from hpreader.page.body.jsonld_body import BodyMatch, match_body
from hpreader.page.body.teaser_columns import LONGEST_TEASER, column_teasers, is_link_to_own_site
from hpreader.page.tree.document import Page
from hpreader.page.tree.site_hosts import own_hosts
from hpreader.page.tree.text_content import text_content
from hpreader.page.tree.trace import Trace
from hpreader.problems import Problem

MIN_CONTAINER_SHARE = 0.9
"""How much of the kept text the element that is taken for the article must hold."""
MIN_HELD_SHARE = 0.5
"""How much of it an element must hold whose name says nothing against it."""
MIN_NAMED_SHARE = 0.75
"""How much of it an element must hold that the site itself calls the article."""
MAX_LINK_SHARE = 0.35
"""How much of what a site calls its article may be links; in one that holds its columns too it is more."""
LARGEST = 2_000_000
"""Characters of text; the time that readability takes grows faster than that."""
MUCH_MORE_PROSE = 3
"""How many times the prose that readability kept must stand elsewhere for it to be wrong."""
MIN_PROSE = 250
"""Characters of prose; less is said by a notice as well."""
MORE_PROSE = 1.2
MIN_CLEAN_SHARE = 0.9
"""How much more prose may stand around what was kept, if nearly nothing else stands there."""
MIN_ADJACENT_SHARE = 0.5
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
    containers: frozenset[_Element]


def decide(page: Page) -> Decision | Problem | None:
    """The article of a page, None where there is none, a Problem where looking would take too long."""
    if page.weights.length(page.root) > LARGEST:
        return Problem("too_deep", page.url, f"more than {LARGEST // 1_000_000} MB of text")
    named_groups = named_article_elements(page)
    teasers = column_teasers(page, named_groups)
    density = measure_density(page, teasers)
    content, witness = _content(page, density, teasers, named_groups)
    if not content or _is_list(page, content) or not _outweighs(page, content, teasers):
        if page.trace is not None and content:
            page.trace.add("problem", "list_of_teasers", witness)
        return None
    match = match_body(page, content)
    if match is not None:
        content = (content - match.unmatched if match.is_whole else set()) | match.confirmed
    root = _named_container(page, content, named_groups)
    if root is None:
        root = _with_first_paragraphs(page, density, _smallest_container(page, content), content)
    ends = match is not None and match.is_whole
    boilerplate = boilerplate_in(page, root, content, ends=ends)
    if match is not None:
        teasers = match.unmatched | _unmatched(page, teasers, match)
    if page.trace is not None:
        _trace_decision(page.trace, root, witness, match, teasers)
    return Decision(
        root,
        teasers.union(boilerplate),
        frozenset(_containers(page, root, content, MIN_HELD_SHARE)),
    )


def _trace_decision(
    trace: Trace,
    root: _Element,
    witness: str,
    match: BodyMatch | None,
    teasers: frozenset[_Element],
) -> None:
    trace.add("body", witness, element=root)
    if match is not None:
        trace.add("statement", "confirms" if match.is_whole else "other_text")
        trace.note_rule(match.unmatched, "not_stated")
    trace.note_rule(teasers, "column")


def _content(
    page: Page, density: Density, teasers: frozenset[_Element], named_groups: NamedElements
) -> tuple[set[_Element], str]:
    """The blocks of the article's text, and what chose them: `site_name`, `readability` or `prose`."""
    content = _unambiguous_content(page, density, named_groups)
    if content:
        return content, "site_name"
    by_readability = _by_readability(page, teasers)
    content = _checked_by_density(page, density, by_readability, named_groups)
    return content, "readability" if content is by_readability else "prose"


def _unmatched(page: Page, teasers: frozenset[_Element], match: BodyMatch) -> frozenset[_Element]:
    """The teasers that hold nothing of what the page itself says its article is."""
    positions, ends = page.index.positions, page.index.ends
    text = sorted(positions[block] for block in match.confirmed)
    return frozenset(
        teaser
        for teaser in teasers
        if bisect_left(text, positions[teaser]) == bisect_left(text, ends[teaser])
    )


def _by_readability(page: Page, excluded: frozenset[_Element]) -> set[_Element]:
    # deferred: takes 60 ms to import, and most pages never need it
    from hpreader.page.body.readability_adapter import readability_blocks  # noqa: PLC0415

    return readability_blocks(page, excluded)


def _unambiguous_content(
    page: Page, density: Density, named_groups: NamedElements
) -> set[_Element]:
    """The text of the only element that the site calls the article, if little stands elsewhere."""
    for named in named_groups:
        inner = named[-1]
        is_one = all(one is inner or page.index.contains(one, inner) for one in named)
        is_most = density.prose(inner) >= max(MIN_PROSE, density.prose(page.root) * MIN_NAMED_SHARE)
        if is_one and is_most and page.weights.link_share(inner) <= MAX_LINK_SHARE:
            return density.text_in(inner)
    return set()


def _is_list(page: Page, content: set[_Element]) -> bool:
    """Does nearly each of the blocks stand alone below a headline that leads to the rest of it?

    Whoever lists what others make leads to their sites, or tells more than a teaser does.
    """
    hosts = own_hosts(page)
    parents = {
        parent
        for block in content
        if block.tag not in HEADINGS and (parent := block.getparent()) is not None
    }
    teasers = 0
    for parent in parents:
        headlines = sum(is_link_to_own_site(page, one, hosts) for one in parent.iter(*HEADINGS))
        is_around = parent.tag in {"body", "main", "article"}
        if (
            headlines
            and not is_around
            and page.weights.length(parent) <= headlines * LONGEST_TEASER
        ):
            teasers += 1
    return teasers >= FEWEST_TEASERS and teasers >= len(content) * MIN_ADJACENT_SHARE


def _outweighs(page: Page, content: set[_Element], teasers: frozenset[_Element]) -> bool:
    """Is a text more than the notice above a list, where teasers say more than it does?

    Then the page must be headed as articles are, or say that it is one.
    """
    told = sum(own_lengths(page, block)[1] for block in content)
    if told >= LONGEST_NOTICE or told > sum(map(page.weights.length, teasers)):
        return True
    return _is_headed(page, content) or page.meta("og:type").lower() == "article"


def _is_headed(page: Page, blocks: Iterable[_Element]) -> bool:
    """Does a headline stand above them, and no section's name?"""
    positions, contains = page.index.positions, page.index.contains
    return any(
        len(WORD.findall(text_content(title))) >= FEWEST_WORDS
        and all(positions[title] <= positions[one] or contains(one, title) for one in blocks)
        for title in page.index.tags.get("h1", ())
    )


def _checked_by_density(
    page: Page, density: Density, content: set[_Element], named_groups: NamedElements
) -> set[_Element]:
    """What readability kept, or the prose of the page where far more of it stands elsewhere."""
    is_elsewhere = not any(
        page.index.contains(element, block)
        for named in named_groups
        for element in named
        for block in content
    )
    if is_elsewhere and (
        named := _content_by_name(density, named_groups, MIN_PROSE if content else OPENING)
    ):
        return named
    read = sum(own_lengths(page, element)[1] for element in content)
    densest = density.densest()
    if densest is None:
        return content
    prose = density.prose(densest)
    is_around = all(page.index.contains(densest, block) for block in content if block.tag == "p")
    if (
        is_around
        and prose >= read * MORE_PROSE
        and density.balance(densest) >= prose * MIN_CLEAN_SHARE
    ):
        return content.union(density.blocks_in(densest))
    blocks = density.blocks_in(densest, itself=True)
    if not content and prose >= OPENING and _is_headed(page, blocks):
        return set(blocks)
    if prose < MIN_PROSE or prose < read * MUCH_MORE_PROSE:
        return content
    if density.side_by_side(blocks) >= prose * MIN_ADJACENT_SHARE:
        return set(blocks)
    is_list = read < MIN_PROSE and _named_container(page, content, named_groups) is None
    return set() if is_list else content


def _content_by_name(density: Density, named_groups: NamedElements, least: float) -> set[_Element]:
    """The prose of the element that the site calls the article, where readability sees nothing in it."""
    for named in named_groups:
        element = max(named, key=density.prose)
        if density.prose(element) >= least:
            return set(density.blocks_in(element, itself=True))
    return set()


def _cumulative_lengths(page: Page, content: set[_Element]) -> list[int]:
    """Sums over the places of the page of the text that was kept."""
    text = [0] * len(page.index.elements)
    for element in content:
        text[page.index.positions[element]] = own_lengths(page, element)[0]
    return [0, *accumulate(text)]


def _named_container(
    page: Page, content: set[_Element], named_groups: NamedElements
) -> _Element | None:
    """The element that the site itself calls the article, if it holds nearly all that was kept."""
    index, held = page.index, _cumulative_lengths(page, content)
    for named in named_groups:
        holding = [
            element
            for element in named
            if held[index.ends[element]] - held[index.positions[element]]
            >= held[-1] * MIN_NAMED_SHARE
            and page.weights.link_share(element) <= MAX_LINK_SHARE
        ]
        if holding:
            return holding[-1]
    return None


def _smallest_container(page: Page, content: set[_Element]) -> _Element:
    """The smallest element around nearly all that was kept."""
    *_, around = (page.root, *_containers(page, page.root, content, MIN_CONTAINER_SHARE))
    return around


def _containers(
    page: Page, root: _Element, content: set[_Element], share: float
) -> Iterator[_Element]:
    """The elements below a root, each in the one before, that hold a share of what was kept."""
    index, held = page.index, _cumulative_lengths(page, content)
    container: _Element | None = root
    while container is not None:
        container = next(
            (
                child
                for child in container
                if child in index.positions
                and child.tag not in {"p", "h1", "h2"}
                and held[index.ends[child]] - held[index.positions[child]] >= held[-1] * share
            ),
            None,
        )
        if container is not None:
            yield container


def _with_first_paragraphs(
    page: Page, density: Density, root: _Element, content: set[_Element]
) -> _Element:
    """The element around the article's text and the paragraphs that stand apart before it.

    Sites set the first paragraphs into boxes of their own, to put a picture or an advertisement
    between them and the rest; readability sees the rest alone.
    """
    index = page.index
    headline = max(
        (
            position
            for title in index.tags.get("h1", ())
            if (position := index.positions[title]) < index.positions[root]
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
            if sibling in index.positions and density.balance(sibling) >= OPENING
            for block in density.blocks_in(sibling, itself=True)
            if index.positions[block] > headline
        ]
        if opening:
            content.update(opening)
            outer = parent
        inner = parent
    return outer
