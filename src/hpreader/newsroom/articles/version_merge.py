"""One article out of all its forms: feed item, REST, desktop page and AMP page. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import time
from typing import TYPE_CHECKING
from urllib.parse import unquote

from hpreader.dates import day_of
from hpreader.model import VIETNAM, Article, Block, Entry, Image, Paragraph, Related, block_inlines
from hpreader.urls import key

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

NEARLY_ALL = 0.95
"""A form with this share of the fullest form's text holds the whole article: forms differ by a
caption, a signature or a leftover of the theme."""


MUCH_FULLER = 1.5
"""How many times as long AMP's text must be to be believed: it is made out of the very same text,
and what else it has more is what the others hide (inline styles become classes there)."""


def text_length(blocks: Sequence[Block]) -> int:
    """How much there is to read in some blocks, in characters, captions included."""
    return sum(len(inline.text) for block in blocks for inline in block_inlines(block))


def picture_count(blocks: Sequence[Block]) -> int:
    """How many pictures some blocks show."""
    return sum(isinstance(block, Image) for block in blocks)


def fullest(forms: Sequence[Article]) -> Article:
    """The form whose body to take: the first, in the order of trust, that lacks nothing.

    A feed holds only page 1 of a paged post, AMP loses galleries, a desktop page may carry
    leftovers of its theme: so the trusted forms come first, but only if they are whole.
    """
    most_text = max(text_length(form.blocks) for form in forms)
    most_pictures = max(picture_count(form.blocks) for form in forms)
    whole = [form for form in forms if text_length(form.blocks) >= NEARLY_ALL * most_text]
    for form in whole:
        if picture_count(form.blocks) >= most_pictures:
            return form
    return max(whole, key=lambda form: picture_count(form.blocks))


def assemble(
    *,
    entry: Entry | None = None,
    entry_body: Article | None = None,
    page: Article | None = None,
    amp: Article | None = None,
) -> Article:
    """Put one article together.

    Args:
        entry: what the feed or REST said of it.
        entry_body: the entry's `body_html`, parsed.
        page: the desktop page, further pages already appended.
        amp: the AMP page.

    At least one of `entry_body`, `page` and `amp` must be given. Dates come from feed, REST or
    the desktop page; AMP for WP's are seven hours early, so they are used last.
    """
    forms = [form for form in (entry_body, page) if form is not None]
    most = max((text_length(form.blocks) for form in forms), default=0)
    if amp is not None and text_length(amp.blocks) > MUCH_FULLER * most:
        forms.append(amp)
    if page is not None and page.forms.next_pages:
        forms.sort(key=lambda form: form is not page)
    body = fullest(forms)
    by_facts = [form for form in (page, amp, entry_body) if form is not None]
    facts = by_facts[0]
    lede = body.lede or next((form.lede for form in by_facts if form.lede), "")
    sections = _sections(entry, by_facts)
    return replace(
        facts,
        title=_title(by_facts, entry),
        url=facts.url or (entry.url if entry else ""),
        guid=(entry.guid if entry else "") or facts.guid or facts.forms.shortlink,
        blocks=without_lede(body.blocks, lede),
        lede=lede,
        section=sections[0] if sections else "",
        sections=sections,
        published=_published(entry, page)
        or next((form.published for form in by_facts if form.published), None),
        updated=(entry.updated if entry else None)
        or next((form.updated for form in by_facts if form.updated), None),
        byline=body.byline or next((form.byline for form in by_facts if form.byline), ""),
        origin=body.origin or next((form.origin for form in by_facts if form.origin), ""),
        next_page="" if _is_whole(entry, entry_body, body, page) else facts.next_page,
        related=(related := _related(by_facts)),
        # What AMP has is the box that a script was to fill.
        related_from=facts.related_from if facts.related == related else "page",
    )


def _title(forms: Sequence[Article], entry: Entry | None) -> str:
    """The first title that a person wrote: a page without one is called by its address."""
    said = [form.title for form in forms] + ([entry.title] if entry is not None else [])
    written = (title for title in said if title and not _is_of_address(title, forms[0].url))
    return next(written, "") or next(filter(None, said), "")


def _is_of_address(title: str, url: str) -> bool:
    return "-".join(title.lower().split()) in unquote(url).lower().replace("_", "-")


def _published(entry: Entry | None, page: Article | None) -> datetime | None:
    """When a list says that it was published, or the page where that is more exact.

    Section pages tell days or "two hours ago" only; feeds and REST tell times, and give a guid.
    """
    said = entry.published if entry is not None else None
    own = page.published if page is not None else None
    if entry is None or said is None or own is None:
        return said
    is_day_only = said.astimezone(VIETNAM).time() == time() and day_of(said) == day_of(own)
    return own if is_day_only or not entry.guid else said


def _is_whole(
    entry: Entry | None, entry_body: Article | None, body: Article, page: Article | None
) -> bool:
    """Is the body the whole, whatever the page says of itself?

    REST has all pages of a post; and a feed that says much more than the page has what a wall hides.
    """
    if entry is None or body is not entry_body:
        return False
    shown = text_length(page.blocks) if page is not None else 0
    return entry.has_all_pages or text_length(body.blocks) > MUCH_FULLER * shown


def _related(forms: Sequence[Article]) -> tuple[Related, ...]:
    """What any form points to: a page may have links to more in its text, and AMP the box."""
    items = {key(item.url): item for form in reversed(forms) for item in reversed(form.related)}
    return tuple(reversed(items.values()))


def _sections(entry: Entry | None, forms: Sequence[Article]) -> tuple[str, ...]:
    """REST's categories if there are any, else what the pages' labels say."""
    if entry is not None and entry.sections:
        return entry.sections
    for form in forms:
        if form.sections or form.section:
            return form.sections or (form.section,)
    return ()


def without_lede(blocks: tuple[Block, ...], lede: str) -> tuple[Block, ...]:
    """The blocks without a paragraph at their start that says the lede once more."""
    for index, block in enumerate(blocks):
        if isinstance(block, Paragraph):
            if lede and block.content.text == lede:
                return blocks[:index] + blocks[index + 1 :]
            break
    return blocks
