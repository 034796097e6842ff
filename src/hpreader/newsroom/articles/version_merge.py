"""One article from all its versions: feed item, REST, desktop page and AMP page. Pure."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING
from urllib.parse import unquote

from hpreader.model import (
    VIETNAM,
    Article,
    Attachment,
    Block,
    Entry,
    Image,
    Paragraph,
    Related,
    block_inlines,
)
from hpreader.model.field_changes import replaced
from hpreader.urls import key
from hpreader.vietnam_time import day_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

NEARLY_ALL = 0.95
"""A version with this share of the longest version's text contains the whole article: versions
differ by a caption, a signature or a leftover of the theme."""

MUCH_FULLER = 1.5
"""How many times as long AMP's text must be to be used: it is generated from the same text, and
what it has in addition is usually what the others hide (inline styles become classes there)."""


def text_length(blocks: Sequence[Block]) -> int:
    """The length of the text in some blocks, in characters, captions included."""
    return sum(len(inline.text) for block in blocks for inline in block_inlines(block))


def image_count(blocks: Sequence[Block]) -> int:
    """How many images some blocks contain."""
    return sum(isinstance(block, Image) for block in blocks)


def most_complete(versions: Sequence[Article]) -> Article:
    """Return the version whose body to use: the first, in the order given, that lacks nothing.

    A feed contains only page 1 of a post with several pages, AMP loses galleries, a desktop page
    may contain leftovers of its theme.

    Args:
        versions: the most reliable first.
    """
    if len(versions) == 1:
        return versions[0]
    most_text = max(text_length(one.blocks) for one in versions)
    most_images = max(image_count(one.blocks) for one in versions)
    whole = [one for one in versions if text_length(one.blocks) >= NEARLY_ALL * most_text]
    for one in whole:
        if image_count(one.blocks) >= most_images:
            return one
    return max(whole, key=lambda one: image_count(one.blocks))


def merge_versions(
    *,
    entry: Entry | None = None,
    entry_body: Article | None = None,
    page: Article | None = None,
    amp: Article | None = None,
) -> Article:
    """Merge the versions of one article.

    Args:
        entry: its entry in a feed or in REST.
        entry_body: the entry's `body_html`, parsed.
        page: the desktop page, further pages already appended.
        amp: the AMP page.

    At least one of `entry_body`, `page` and `amp` must be given. Dates come from feed, REST or
    the desktop page; AMP for WP's are seven hours early, so they are used last.
    """
    versions = [one for one in (entry_body, page) if one is not None]
    if amp is not None:
        most = max((text_length(one.blocks) for one in versions), default=0)
        if text_length(amp.blocks) > MUCH_FULLER * most:
            versions.append(amp)
    if page is not None and page.forms.next_pages:
        versions.sort(key=lambda one: one is not page)
    body = most_complete(versions)
    by_metadata = [one for one in (page, amp, entry_body) if one is not None]
    metadata = by_metadata[0]
    lede = body.lede or next((one.lede for one in by_metadata if one.lede), "")
    sections = _sections(entry, by_metadata)
    next_page = "" if _is_whole(entry, entry_body, body, page) else metadata.next_page
    return replaced(
        metadata,
        reading=_reading(entry, entry_body, body, page, next_page),
        title=_title(by_metadata, entry),
        url=metadata.url or (entry.url if entry else ""),
        guid=(entry.guid if entry else "") or metadata.guid or metadata.forms.shortlink,
        blocks=with_attachments(without_lede(body.blocks, lede), versions),
        lede=lede,
        section=sections[0] if sections else "",
        sections=sections,
        published=_published(entry, page)
        or next((one.published for one in by_metadata if one.published), None),
        updated=(entry.updated if entry else None)
        or next((one.updated for one in by_metadata if one.updated), None),
        byline=body.byline or next((one.byline for one in by_metadata if one.byline), ""),
        origin=body.origin or next((one.origin for one in by_metadata if one.origin), ""),
        next_page=next_page,
        related=(related := _related(by_metadata)),
        # AMP contains the box that a script fills on the page.
        related_from=metadata.related_from if metadata.related == related else "page",
    )


def _reading(
    entry: Entry | None,
    entry_body: Article | None,
    body: Article,
    page: Article | None,
    next_page: str,
) -> str:
    """How the text was read: by which form, with or without the page, and whether all of it is there."""
    if not body.reading:
        return ""
    parts = [body.reading]
    if body is entry_body and entry is not None and entry.has_all_pages:
        parts.append("all")
    if page is not None and body is not page:
        parts.append("beside page")
    if next_page:
        parts.append("part")
    return " ".join(parts)


def _title(versions: Sequence[Article], entry: Entry | None) -> str:
    """The first title that a person wrote: some pages without one are titled by their address."""
    titles = [one.title for one in versions] + ([entry.title] if entry is not None else [])
    url = versions[0].url
    written = (title for title in titles if title and not _is_of_address(title, url))
    return next(written, "") or next(filter(None, titles), "")


def _is_of_address(title: str, url: str) -> bool:
    return "-".join(title.lower().split()) in unquote(url).lower().replace("_", "-")


def _published(entry: Entry | None, page: Article | None) -> datetime | None:
    """The time of publication by the list, or by the page where that is more exact.

    Section pages contain days or "two hours ago" only; feeds and REST contain times, and a guid.
    """
    listed = entry.published if entry is not None else None
    own = page.published if page is not None else None
    if entry is None or listed is None or own is None:
        return listed
    is_day_only = listed.astimezone(VIETNAM).time() == time() and day_of(listed) == day_of(own)
    return own if is_day_only or not entry.guid else listed


def _is_whole(
    entry: Entry | None, entry_body: Article | None, body: Article, page: Article | None
) -> bool:
    """Is the body complete, whatever the page's links to further pages imply?

    REST has all pages of a post; a feed with much more text than the page has what a paywall hides.
    """
    if entry is None or body is not entry_body:
        return False
    shown = text_length(page.blocks) if page is not None else 0
    return entry.has_all_pages or text_length(body.blocks) > MUCH_FULLER * shown


def _related(versions: Sequence[Article]) -> tuple[Related, ...]:
    """The related articles of all versions: a page may have links in its text, and AMP the box."""
    items = {key(item.url): item for one in reversed(versions) for item in reversed(one.related)}
    return tuple(reversed(items.values()))


def _sections(entry: Entry | None, versions: Sequence[Article]) -> tuple[str, ...]:
    """REST's categories if there are any, else the section labels of the pages."""
    if entry is not None and entry.sections:
        return entry.sections
    for one in versions:
        if one.sections or one.section:
            return one.sections or (one.section,)
    return ()


def with_attachments(blocks: tuple[Block, ...], versions: Sequence[Article]) -> tuple[Block, ...]:
    """The blocks and the documents that only another version of the article has."""
    known = {block.url for block in blocks if isinstance(block, Attachment)}
    others = {
        block.url: block
        for version in versions
        for block in version.blocks
        if isinstance(block, Attachment) and block.url not in known
    }
    return (*blocks, *others.values())


def without_lede(blocks: tuple[Block, ...], lede: str) -> tuple[Block, ...]:
    """The blocks without a first paragraph that repeats the lede."""
    for index, block in enumerate(blocks):
        if isinstance(block, Paragraph):
            if lede and block.content.text == lede:
                return blocks[:index] + blocks[index + 1 :]
            break
    return blocks
