"""An article from a parsed page: its metadata, body and related boxes, or the Problem why there is none."""

from __future__ import annotations

from typing import NamedTuple
from zlib import crc32

from hpreader import dates, urls
from hpreader.lazy_pattern import lazy_pattern
from hpreader.model import Article, Block, Forms, Heading, Image, Inline, Paragraph, Related
from hpreader.page.blocks.attachments import take_attachments
from hpreader.page.blocks.builder import BlockBuilder
from hpreader.page.blocks.clean_up import clean_up, encoded_length, without_clutter
from hpreader.page.blocks.drafts import Draft
from hpreader.page.blocks.exclusions import Exclusions
from hpreader.page.blocks.plain_paragraphs import plain_paragraphs
from hpreader.page.body.article_body import (
    Body,
    find_body,
    find_image_story,
    letters_in,
    profile_body,
)
from hpreader.page.body.attached_documents import document_post, documents_beside
from hpreader.page.body.completeness import (
    LONGEST_WALL,
    SHORTEST_TEASER,
    find_wall,
    is_wall_text,
    states_page_count,
)
from hpreader.page.body.headed_text import FEWEST_LETTERS
from hpreader.page.body.jsonld_body import jsonld_steps, jsonld_text
from hpreader.page.body.leading_image import leading_image
from hpreader.page.body.non_articles import certain_problem, problem_without_article
from hpreader.page.metadata.facts import Facts, read_facts
from hpreader.page.metadata.headline_surroundings import LONGEST_LEDE, SHORTEST_LEDE
from hpreader.page.metadata.lede import distinct_lede
from hpreader.page.metadata.signature import Signature, take_signature
from hpreader.page.related.related_news import RelatedBoxes, find_related
from hpreader.page.site_facts import canonical_of, forms_of
from hpreader.page.tree.document import Page
from hpreader.page.tree.html_parser import parse_markup
from hpreader.page.tree.trace import Trace
from hpreader.problems import Problem
from hpreader.sites.profiles import Profile, all_markers, expected_profile, profile_for

SENTENCE_ENDS = (".", "…", "!", "?", ".”", "”.", '."')
"""How a lede ends that is marked up as a heading; real headings end without punctuation."""
HEAD_LINES = 4
"""How many of the first blocks may repeat the date, the section or the byline."""
LONGEST_FACT = 60
_OF_POST = lazy_pattern(r"\d|^(?:tag|category|author|has|status|format)-")
OF_LIST = "list"
"""`Article.reading` of a text that a list contains."""


def parse_body(html: str, url: str) -> Article:
    """The blocks of a body without its page, as in feeds and in WordPress' REST API; the title is empty."""
    drafts = plain_paragraphs(html)
    return _body_of_tree(html, url) if drafts is None else _body(drafts, url)


def _body_of_tree(html: str, url: str) -> Article:
    page = parse_markup(f"<html><body>{html}</body></html>", url)
    if isinstance(page, Problem):
        return Article(urls.canonical(url), "")
    boxes = find_related(page, None, page.body, url)
    drafts = BlockBuilder(page, Exclusions(frozenset(boxes.elements))).build(page.body)
    return _body(drafts, url, boxes.items)


def _body(drafts: list[Draft], url: str, related: tuple[Related, ...] = ()) -> Article:
    """The article that the blocks of a body make without its page."""
    text = _text_of(drafts, Facts())
    return Article(
        urls.canonical(url),
        "",
        text.blocks,
        lede=text.lede,
        byline=text.signature.byline,
        origin=text.signature.origin,
        related=related,
        reading=OF_LIST,
    )


def build_article(page: Page) -> Article | Problem:
    """The article of a parsed page, or why there is none."""
    article = _article_of(page)
    if page.trace is not None:
        if isinstance(article, Problem):
            page.trace.add("problem", article.kind, article.detail)
        else:
            _trace_completeness(page.trace, article)
    return article


def _article_of(page: Page) -> Article | Problem:
    problem = certain_problem(page)
    if problem and not (
        problem.kind == "needs_script" and (jsonld_text(page) or jsonld_steps(page))
    ):
        return problem
    profile = known_profile(page)
    if page.trace is not None:
        _trace_profile(page.trace, page, profile)
    known_body = profile_body(page, profile) if profile is not None else None
    canonical = canonical_of(page)
    boxes = find_related(page, profile, known_body, canonical)
    body = find_body(page, profile, boxes)
    if isinstance(body, Problem):
        return body
    body = _with_documents(page, body, boxes) or find_image_story(page, profile, boxes)
    if body is None:
        return problem_without_article(page)
    letters = letters_in(body.drafts)
    encoded = encoded_length(body.drafts)
    if encoded > letters / 2:
        return Problem("needs_script", page.url)
    wall = find_wall(page, body.root, letters)
    if wall is not None and letters < SHORTEST_TEASER:
        return Problem("login_wall", page.url)
    facts = read_facts(page, profile, body.root, is_known=body.by_profile)
    if not facts.title:
        return problem_without_article(page)
    drafts = [*leading_image(page, profile, body), *body.drafts]
    drafts += [Draft(one) for one in documents_beside(page, body.root, boxes)]
    if wall is not None:
        if page.trace is not None:
            page.trace.add("completeness", "wall", element=wall)
        drafts = [draft for draft in drafts if not _is_wall_line(draft)]
    forms = forms_of(page, canonical)
    text = _text_of(drafts, facts, page.trace, is_known=body.by_profile)
    article = Article(
        canonical,
        facts.title,
        text.blocks,
        section=facts.sections[0] if facts.sections else "",
        sections=facts.sections,
        lede=text.lede,
        published=facts.published,
        updated=facts.updated,
        byline=text.signature.byline or facts.byline,
        origin=text.signature.origin or facts.origin,
        related=boxes.items,
        forms=forms,
        next_page=canonical if wall is not None or encoded or _lacks_pages(page, forms) else "",
        stale_profile=_stale_profile(page, profile, body),
        reading=_reading(profile, body),
    )
    return article if article.blocks or article.lede else problem_without_article(page)


def _with_documents(page: Page, body: Body | None, boxes: RelatedBoxes) -> Body | None:
    """The body, or the post of documents that the page is instead; None if it is neither."""
    if body is not None and (_is_article(body) or take_attachments(list(body.drafts))[1]):
        return body
    return document_post(page, boxes)


def known_profile(page: Page) -> Profile | None:
    """The site profile that matches a page, None if none does."""
    return profile_for(page.url, _matching_markers(page))


def _matching_markers(page: Page) -> set[str]:
    return {marker for marker in all_markers() if next(page.index.select(marker), None) is not None}


def _trace_profile(trace: Trace, page: Page, profile: Profile | None) -> None:
    if profile is None:
        trace.add("profile", "none")
    elif matching := [marker for marker in profile.markers if marker in _matching_markers(page)]:
        trace.add("profile", "marker", profile.name, text=matching[0])
    else:
        trace.add("profile", "host", profile.name)


def _trace_completeness(trace: Trace, article: Article) -> None:
    if article.stale_profile:
        trace.add("profile", "stale", article.stale_profile)
    for url in article.forms.next_pages:
        trace.add("completeness", "next_page", url)
    if not article.forms.next_pages:
        trace.add("completeness", "part" if article.next_page else "whole")


def _is_wall_line(draft: Draft) -> bool:
    text = draft.content.text if draft.content is not None else ""
    return len(text) <= LONGEST_WALL and is_wall_text(text)


def _lacks_pages(page: Page, forms: Forms) -> bool:
    """Whether the page states that it is the first of several and links to none of the others."""
    return not forms.next_pages and states_page_count(page)


def _stale_profile(page: Page, profile: Profile | None, body: Body) -> str:
    """The name of the profile that was written for the site and found no body on the page."""
    if body.by_profile:
        return ""
    profile = profile or expected_profile(page.url)
    return profile.name if profile is not None else ""


def _reading(profile: Profile | None, body: Body) -> str:
    """How the text of a page was read: by which profile, and which element is the body.

    A site that is rebuilt, or a profile that was changed, gives other texts of the same article.
    """
    rules = repr(profile) if profile is not None and body.by_profile else ""
    root = body.root
    words = f"{root.get('id', '')} {root.get('class', '')}".split()
    # The numbers and tags of a post, among the classes of its element, are no part of how a site is built.
    kept = [one for one in words if one.isascii() and not _OF_POST.search(one)]
    names = (str(root.tag), *kept, rules)
    return f"page {crc32(chr(0).join(names).encode()):08x}"


def _is_article(body: Body) -> bool:
    if body.by_profile:
        return bool(body.drafts)
    return letters_in(body.drafts) >= FEWEST_LETTERS


class _Text(NamedTuple):
    """What the blocks of a body contain."""

    blocks: tuple[Block, ...]
    lede: str
    signature: Signature


def _text_of(
    drafts: list[Draft], facts: Facts, trace: Trace | None = None, *, is_known: bool = False
) -> _Text:
    """The text of an article, without lines that are none of it.

    Args:
        drafts: the blocks of its body.
        facts: its metadata.
        trace: where to record what is left out.
        is_known: whether a site profile names its parts, the lede among them.
    """
    drafts, attachments = take_attachments(drafts)
    drafts = _traced(trace, "clutter", drafts, without_clutter(drafts))
    before_signature = list(drafts)
    signature = take_signature(drafts)
    drafts = _traced(trace, "signature", before_signature, drafts)
    drafts = _traced(trace, "repeated", drafts, clean_up(drafts, facts.title, facts.lede))
    drafts = _traced(trace, "fact", drafts, _without_facts(drafts, facts))
    lede, without_lede = distinct_lede(facts.lede, drafts, is_known=is_known)
    drafts = _traced(trace, "lede", drafts, without_lede)
    if not facts.lede:
        lede, without_lede = _opening(drafts)
        drafts = _traced(trace, "lede", drafts, without_lede)
    return _Text((*map(_block, drafts), *attachments), lede, signature)


def _traced(trace: Trace | None, rule: str, before: list[Draft], after: list[Draft]) -> list[Draft]:
    """The blocks after a step; those that it took away are recorded."""
    if trace is not None:
        remaining = set(map(id, after))
        for draft in before:
            if id(draft) not in remaining:
                trace.add("excluded", rule, text=_sample(draft.block))
    return after


def _sample(block: Block) -> str:
    match block:
        case Paragraph(content) | Heading(_, content):
            return content.text
        case Image(src):
            return src
        case _:
            return ""


def _without_facts(drafts: list[Draft], facts: Facts) -> list[Draft]:
    """The blocks without first lines that only repeat the date, the section or the byline."""
    known = {name.lower() for name in (facts.byline, *facts.sections) if name}
    return [
        draft
        for number, draft in enumerate(drafts)
        if number >= HEAD_LINES
        or not isinstance(draft.block, Paragraph)
        or not _is_fact(draft.block.content.text, known)
    ]


def _is_fact(text: str, known: set[str]) -> bool:
    return len(text) <= LONGEST_FACT and (
        text.strip(" |-–•").lower() in known or dates.parse(text) is not None
    )


def _opening(drafts: list[Draft]) -> tuple[str, list[Draft]]:
    """The lede if the body itself contains it, as a first paragraph in bold or as a heading; the other blocks."""
    for number, draft in enumerate(drafts[:2]):
        if isinstance(draft.block, Image):
            continue
        text = draft.content.text if draft.content is not None and draft.is_strong else ""
        if isinstance(draft.block, Heading) and draft.block.content.text.endswith(SENTENCE_ENDS):
            text = draft.block.content.text
        if SHORTEST_LEDE <= len(text) <= LONGEST_LEDE:
            return text, [*drafts[:number], *drafts[number + 1 :]]
        break
    return "", drafts


def _block(draft: Draft) -> Block:
    """The block of a draft; a heading loses its emphasis, as headings are emphasised anyway."""
    block = draft.block
    if isinstance(block, Heading):
        links = tuple(span for span in block.content.spans if span.kind == "link")
        return Heading(block.level, Inline(block.content.text, links))
    return block
