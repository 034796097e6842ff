"""Which element of a page without a profile is its article.

If the site itself names one element as its article and most prose is in it, that is the one. Else
readability-lxml chooses blocks; if far more prose is elsewhere on the page, the element with the densest
prose replaces its choice. The article's text in JSON-LD confirms or corrects either. The blocks are then
mapped to the smallest element around them in the original tree, which still has captions, lazy-loaded
images, tables and embeds.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate

from lxml.etree import _Element

from hpreader.page.body.article_names import NamedElements, named_article_elements
from hpreader.page.body.boilerplate import boilerplate_in
from hpreader.page.body.density import Density, measure_density, own_lengths
from hpreader.page.body.headed_text import (
    MAX_LINK_SHARE,
    headed_text,
    headlines,
    is_in_footer,
    is_in_furniture,
)
from hpreader.page.body.jsonld_body import BodyMatch, match_body
from hpreader.page.body.teaser_columns import (
    LONGEST_TEASER,
    are_teasers,
    column_teasers,
    heads_teaser,
)
from hpreader.page.tree.document import Page
from hpreader.page.tree.site_hosts import own_hosts
from hpreader.page.tree.tags import UPPER_SUBHEADING_TAGS
from hpreader.page.tree.trace import Trace
from hpreader.page.tree.visibility import is_in_comments, is_junk
from hpreader.problems import Problem

MIN_CONTAINER_SHARE = 0.9
"""Share of the content that the article's element must contain if no name points to it."""
MIN_HELD_SHARE = 0.5
"""Share of the content that makes an element a part of the article whatever its name is."""
MIN_NAMED_SHARE = 0.75
"""Share of the content that an element must contain which the site names as its article."""
MIN_SHARE_BY_NAME = 0.2
"""Share of the page's prose that such an element must contain where readability chose another."""
MIN_PAGE_SHARE = 0.2
"""Share of the page's text that elements must have whose name is not that of a single one."""
LARGEST = 2_000_000
"""Characters of text; readability's running time grows faster than linearly."""
MUCH_MORE_PROSE = 3
"""How many times the prose of readability's choice must be elsewhere for the choice to be wrong."""
MORE_PROSE_AROUND = 2
"""The same for prose around its choice."""
MIN_PROSE = 250
"""Characters of prose; a notice has fewer."""
MORE_PROSE = 1.2
MIN_CLEAN_SHARE = 0.9
"""Share of prose in the text around readability's choice from which all of that text is content."""
MIN_ADJACENT_SHARE = 0.5
"""Share of an article's prose that is under one parent; in a list every teaser has a parent of its own."""
FEWEST_TEASERS = 3
LONGEST_NOTICE = 500
HIGHEST = 2
"""Levels above the article's element among whose children its first paragraphs may be."""
OPENING = 80
"""Characters; shorter text above an article is a date or a label."""


@dataclass(frozen=True, slots=True)
class Decision:
    """The article's element, the elements within it that are excluded, and those that contain most of it."""

    root: _Element
    skip: frozenset[_Element]
    containers: frozenset[_Element]


def decide(page: Page) -> Decision | Problem | None:
    """The article of a page, None if there is none, a Problem if the page is too large to search."""
    if page.weights.length(page.root) > LARGEST:
        return Problem("too_deep", page.url, f"more than {LARGEST // 1_000_000} MB of text")
    named_groups = named_article_elements(page)
    teasers = column_teasers(page, named_groups)
    density = measure_density(page, teasers)
    content, witness = _content(page, density, teasers, named_groups)
    is_list = bool(content) and _is_list(page, content)
    is_roundup = is_list and _is_roundup(page, content, named_groups)
    if not content or (is_list and not is_roundup) or not _outweighs(page, content, teasers):
        if page.trace is not None and content:
            page.trace.add("problem", "list_of_teasers", witness)
        beside = _text_beside_list(page, density, content, named_groups) if is_list else set()
        content, witness = headed_text(page, teasers) or beside, "headline"
        if not content:
            return None
    match = match_body(page, content)
    if match is not None:
        content = (content - match.unmatched if match.is_whole else set()) | match.confirmed
    root = _named_container(page, content, named_groups)
    if root is None:
        root = _with_first_paragraphs(page, density, _smallest_container(page, content), content)
    root = _within_noscript(page, root, content)
    if match is None:
        content |= _prose_beside(page, density, root, content)
    ends = match is not None and match.is_whole
    boilerplate = boilerplate_in(page, root, content, ends=ends, is_roundup=is_roundup)
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
    if content is not by_readability:
        added = content - by_readability
        # A notice that is added for its prose alone may as well be the page's footer.
        if sum(map(density.prose, added)) < LONGEST_NOTICE:
            content = {one for one in content if one not in added or not is_in_footer(one)}
    return content, "readability" if content is by_readability else "prose"


def _unmatched(page: Page, teasers: frozenset[_Element], match: BodyMatch) -> frozenset[_Element]:
    """The teasers that contain no block which JSON-LD confirms."""
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
    """The text of the elements that the site names as its article, if most of the prose is in them.

    Mostly it is one element; of nested ones it is the innermost, and of several the one with most prose.
    Some sites give the name to each part, or to each paragraph.
    """
    least = max(MIN_PROSE, density.prose(page.root) * MIN_NAMED_SHARE)
    # a name that one element has is more certain than one that several have
    for named in sorted(named_groups, key=lambda group: not _are_nested(page, group)):
        is_one = _are_nested(page, named)
        parts = [] if is_one else _parts_of_one_text(page, list(filter(density.prose, named)))
        parts = parts or [one for one in named if density.prose(one) >= least][-1:]
        if (
            parts
            and sum(map(density.prose, parts)) >= least
            and (is_one or _is_large(page, parts))
            and all(page.weights.link_share(one) <= MAX_LINK_SHARE for one in parts)
        ):
            return set().union(*map(density.text_in, parts))
    return set()


def container_of_parts(page: Page, named: list[_Element]) -> _Element | None:
    """The smallest element around the parts of one text that have one name, None if they are no parts of one."""
    parts = _parts_of_one_text(page, named)
    if not parts:
        return None
    outer = parts[0].iterancestors()
    return next(one for one in outer if all(page.index.contains(one, part) for part in parts))


def _are_near(parts: list[_Element]) -> bool:
    """Whether elements are in one `<article>` or `<main>`, or have a parent or its parent in common."""
    around = {next(part.iterancestors("article", "main"), None) for part in parts}
    parents = {part.getparent() for part in parts}
    outer = {parent.getparent() if parent is not None else None for parent in parents}
    return (len(around) == 1 and None not in around) or len(parents) == 1 or len(outer) == 1


def _is_large(page: Page, parts: list[_Element]) -> bool:
    """Whether elements have a good part of the page's text, prose or not."""
    text = sum(map(page.weights.length, parts))
    return text >= page.weights.length(page.root) * MIN_PAGE_SHARE


def _are_nested(page: Page, named: list[_Element]) -> bool:
    return all(one is named[-1] or page.index.contains(one, named[-1]) for one in named)


def _parts_of_one_text(page: Page, named: list[_Element]) -> list[_Element]:
    """The outermost elements of one name below one headline; none if they are texts of different articles."""
    index = page.index
    parts: list[_Element] = []
    for one in named:
        if not (parts and index.contains(parts[-1], one)) and one not in page.hidden:
            parts.append(one)
    if (
        len(parts) < 2
        or not _are_near(parts)
        or any(map(is_in_comments, parts))
        or not _is_headed(page, parts)
    ):
        return []
    first, last = index.positions[parts[0]], index.positions[parts[-1]]
    hosts = own_hosts(page)
    is_of_several = any(
        first < index.positions[heading] < last
        and heads_teaser(page, heading, hosts)
        and not _is_apart(heading)
        for tag in ("h1", *UPPER_SUBHEADING_TAGS)
        for heading in index.tags.get(tag, ())
    )
    return [] if is_of_several else parts


def _is_apart(element: _Element) -> bool:
    """Whether an element is in a side note or a box that is no part of an article by its name."""
    return any(one.tag in {"aside", "nav"} or is_junk(one) for one in element.iterancestors())


def _is_list(page: Page, content: set[_Element]) -> bool:
    """Whether most of the blocks are teasers."""
    teasers = len(_teaser_boxes(page, content))
    return teasers >= FEWEST_TEASERS and teasers >= len(content) * MIN_ADJACENT_SHARE


def _teaser_boxes(page: Page, content: set[_Element]) -> set[_Element]:
    """The parents of blocks that are each alone below a headline that links to its article.

    In an article that lists things, headings link to other sites, or the texts are longer than teasers.
    """
    hosts = own_hosts(page)
    parents = {
        parent
        for block in content
        if block.tag not in UPPER_SUBHEADING_TAGS and (parent := block.getparent()) is not None
    }
    teasers: set[_Element] = set()
    for parent in parents:
        headlines = sum(
            heads_teaser(page, one, hosts) for one in parent.iter(*UPPER_SUBHEADING_TAGS)
        )
        is_around = parent.tag in {"body", "main", "article"}
        if (
            headlines
            and not is_around
            and page.weights.length(parent) <= headlines * LONGEST_TEASER
        ):
            teasers.add(parent)
    return teasers


def _text_beside_list(
    page: Page, density: Density, content: set[_Element], named_groups: NamedElements
) -> set[_Element]:
    """The blocks of an article above a list of teasers; none if the page does not state that it is one.

    The teasers of a list are alike; a box with another name is none of them. The page states it by its
    `og:type`, or by the name of an article that one element has which contains no teasers.
    """
    found = _teaser_boxes(page, content)
    names = Counter((one.tag, one.get("class")) for one in found)
    boxes = {one for one in found if names[one.tag, one.get("class")] >= FEWEST_TEASERS}
    for named in named_groups:
        if (
            len(named) == 1
            and density.prose(named[0]) >= MIN_PROSE
            and _is_headed(page, named)
            and not any(page.index.contains(named[0], box) for box in found)
        ):
            return density.text_in(named[0])
    first = min((page.index.positions[box] for box in boxes), default=0)
    above = {one for one in content if page.index.positions[one] < first}
    is_article = page.meta("og:type").lower() == "article" and _is_headed(page, content)
    return above if is_article and sum(map(density.prose, above)) >= MIN_PROSE else set()


def _is_roundup(page: Page, content: set[_Element], named_groups: NamedElements) -> bool:
    """Whether a list of teasers is an article by the site's own words.

    Its `og:type` must be "article", and it must be in the one element with the name of an article.
    """
    return page.meta("og:type").lower() == "article" and any(
        len(named) == 1
        and all(one is named[0] or page.index.contains(named[0], one) for one in content)
        for named in named_groups
    )


def _outweighs(page: Page, content: set[_Element], teasers: frozenset[_Element]) -> bool:
    """Whether a text is an article, and not the notice above a list of teasers.

    A short text with longer teasers on the page must have a headline, or `og:type` must be "article".
    """
    told = sum(own_lengths(page, block)[1] for block in content)
    if told >= LONGEST_NOTICE or told > sum(map(page.weights.length, teasers)):
        return True
    return _is_headed(page, content) or page.meta("og:type").lower() == "article"


def _is_headed(page: Page, blocks: Iterable[_Element]) -> bool:
    """Whether a headline is above the blocks, and not the name of a section."""
    positions, contains = page.index.positions, page.index.contains
    return any(
        all(positions[title] <= positions[one] or contains(one, title) for one in blocks)
        for title in headlines(page)
    )


def _below_headline(page: Page, blocks: list[_Element]) -> list[_Element]:
    """The blocks below the first headline that has any of them below it; none if there is no headline."""
    positions = page.index.positions
    for title in headlines(page):
        below = [one for one in blocks if positions[one] > positions[title]]
        if below:
            return below
    return []


def _checked_by_density(
    page: Page, density: Density, content: set[_Element], named_groups: NamedElements
) -> set[_Element]:
    """Readability's choice, or the page's densest prose if that is far more."""
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
        and prose >= read * (MORE_PROSE if is_elsewhere else MUCH_MORE_PROSE)
        and density.balance(densest) >= prose * MIN_CLEAN_SHARE
    ):
        return content.union(density.blocks_in(densest, itself=True))
    blocks = density.blocks_in(densest, itself=True)
    if not content and prose >= OPENING and _is_headed(page, blocks):
        return set(blocks)
    more = MORE_PROSE_AROUND if is_around and is_elsewhere else MUCH_MORE_PROSE
    if prose < MIN_PROSE or prose < read * more:
        return content
    if density.side_by_side(blocks) >= prose * MIN_ADJACENT_SHARE:
        return set(blocks)
    below = _below_headline(page, blocks)
    below = [one for one in below if not is_in_furniture(one)]
    if sum(map(density.prose, below)) >= prose * MIN_NAMED_SHARE and not are_teasers(
        page, densest, below
    ):
        return set(below)
    is_list = read < MIN_PROSE and _named_container(page, content, named_groups) is None
    return set() if is_list else content


def _content_by_name(density: Density, named_groups: NamedElements, least: float) -> set[_Element]:
    """The prose of the element that the site names as its article, if readability chose nothing in it."""
    least = max(least, density.prose(density.page.root) * MIN_SHARE_BY_NAME)
    for named in named_groups:
        element = max(named, key=density.prose)
        if density.prose(element) >= least:
            return set(density.blocks_in(element, itself=True))
    return set()


def _cumulative_lengths(page: Page, content: set[_Element]) -> list[int]:
    """Running sums of the content's characters over the positions of the page."""
    text = [0] * len(page.index.elements)
    for element in content:
        text[page.index.positions[element]] = own_lengths(page, element)[0]
    return [0, *accumulate(text)]


def _named_container(
    page: Page, content: set[_Element], named_groups: NamedElements
) -> _Element | None:
    """The element that the site names as its article, if it contains nearly all of the content."""
    index, held = page.index, _cumulative_lengths(page, content)
    for named in named_groups:
        holding = [
            element
            for element in named
            if held[index.ends[element]] - held[index.positions[element]]
            >= held[-1] * MIN_NAMED_SHARE
            and page.weights.link_share(element) <= MAX_LINK_SHARE
        ]
        if holding and not any(
            held[index.ends[one]] > held[index.positions[one]]
            for one in named
            if one is not holding[-1]
            and not index.contains(one, holding[-1])
            and not index.contains(holding[-1], one)
        ):
            return holding[-1]
    return None


def _smallest_container(page: Page, content: set[_Element]) -> _Element:
    """The smallest element that contains nearly all of the content."""
    *_, around = (page.root, *_containers(page, page.root, content, MIN_CONTAINER_SHARE))
    return around


def _within_noscript(page: Page, root: _Element, content: set[_Element]) -> _Element:
    """The `<noscript>` below the root that contains nearly all of the content, if one does, else the root.

    Elsewhere it is skipped, as it repeats in other words what scripts show.
    """
    if root.tag == "noscript" or next(root.iter("noscript"), None) is None:
        return root
    inner = _containers(page, root, content, MIN_CONTAINER_SHARE)
    return next((one for one in inner if one.tag == "noscript"), root)


def _containers(
    page: Page, root: _Element, content: set[_Element], share: float
) -> Iterator[_Element]:
    """The elements below a root, each within the one before, that contain a share of the content."""
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


def _prose_beside(
    page: Page, density: Density, root: _Element, content: set[_Element]
) -> set[_Element]:
    """The prose in the article's element that is none of the content yet and belongs to it.

    What is between the headline and the content is its beginning. What is below the content belongs to it
    only if it is more text than the content itself, as in a live report below its introduction.
    """
    index = page.index
    inside = [index.positions[one] for one in content if one is root or index.contains(root, one)]
    if not inside:
        return set()
    first, last = min(inside), max(inside)
    titles = map(index.positions.__getitem__, index.tags.get("h1", ()))
    headline = max((position for position in titles if position < first), default=-1)
    rest = [one for one in density.blocks_in(root) if one not in content]
    rest += _paragraphs_in_headers(page, root)
    above = {one for one in rest if headline < index.positions[one] < first}
    below = {one for one in rest if index.positions[one] > last}
    below = {one for one in below if density.prose(one)}
    if sum(map(density.prose, below)) < sum(map(density.prose, content)):
        return above
    return above | below


def _paragraphs_in_headers(page: Page, root: _Element) -> list[_Element]:
    """The long paragraphs in a `<header>` of the article, which may be its introduction; lines of dates are shorter."""
    return [
        paragraph
        for header in page.index.tags.get("header", ())
        if page.index.contains(root, header)
        for paragraph in header.iter("p")
        if own_lengths(page, paragraph)[1] >= OPENING and not _is_apart(paragraph)
    ]


def _with_first_paragraphs(
    page: Page, density: Density, root: _Element, content: set[_Element]
) -> _Element:
    """The element around the article's text and its first paragraphs.

    Sites put the first paragraphs into a box of their own, with an image or an advertisement between
    them and the rest; readability finds only the rest.
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
