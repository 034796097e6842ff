"""Removes from the blocks what is repeated and what is not the article's text, and attaches captions."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from functools import lru_cache

from hpreader.model import Heading, Image, Inline, ListBlock, Paragraph
from hpreader.page.blocks.drafts import Draft
from hpreader.page.blocks.image_blocks import image_key
from hpreader.page.blocks.inline import is_covered, part_of
from hpreader.page.phrases import joined, pattern
from hpreader.page.tree.text_content import letters_of
from hpreader.text import clean

LONGEST_CAPTION = 260
SHARE_LINE = pattern("share_line", r"<phrases>\s*[:….]*")
SHARE_WORDS = pattern("share_word", r"(?:<phrases>|[\s,|!?•·])+")
NOTICE = pattern("notice")
ENCODED_TEXT = re.compile(r"[A-Za-z0-9+/=_-]{200,}")
"""Text for a script: some papers send a part of their articles in Base64."""
SHORTEST_HEADLINE = 25
TEMPLATE_RESIDUE = re.compile(
    r"(?:trang|pages?|seiten?)\s*:?[\s\d|]*\d|(?:\{{1,2}[\w.\s|-]{1,60}\}{1,2}\s*)+", re.IGNORECASE
)
"""Page numbers, and template variables that no script filled in."""
GALLERY_POSITION = pattern(
    "gallery_image",
    rf"\W*<phrases>\s*#?(?P<number>\d{{1,3}})\s*(?:/|{joined('gallery_of')})\s*(?P<count>\d{{1,3}})\b[\s:.–-]*",
)
"""The position of an image in its gallery: `Image 1 of 8`, `Ảnh 1/8`."""
BARE_POSITION = re.compile(r"\W*\d{1,3}\s*(?:/|of)\s*(?P<count>\d{1,3})\W*")
"""The same without a word, which may be a score or a fraction as well."""
TAG_LABEL = pattern("tag_label", r"\W*<phrases>\s*[:：]?\s*")
DATE_LINE = pattern(
    "date_word",
    r"(?:.{0,40}?(?:\b<phrases>|[:|,•-])\s*)?\d{1,2}[/.]\d{1,2}[/.]\d{4}\b.{0,24}",
)
"""A byline with a day, or a day alone, as templates put them above a text."""
LABELLED_TIMESTAMPS = pattern(
    "timestamp_label",
    rf"(?:<phrases>\s*(?::|{joined('day_preposition')}\b)?[^.!?]{{0,30}}?\b(?:19|20)\d\d\b[\s,|–-]*"
    rf"(?:{joined('time_preposition')} )?(?:\d{{1,2}}[:h.]\d\d(?::\d\d)?\s*(?:[ap]\.?m\.?)?)?"
    r"\s*(?:[A-Z]{2,5}\b)?[\s.|•-]*){1,3}",
)
"""Times of publication and change, each with its label, and nothing else."""
TIMESTAMP_LINE = re.compile(
    r"[-–\s]*(?:\d{1,2}[:h]\d\d[\s,|-]*)?\d{1,2}[/.-]\d{1,2}[/.-]\d{4}[\s,|-]*(?:\d{1,2}[:h]\d\d)?\W*"
)
ADDRESS_LINE = re.compile(r"[^.!?@]{0,50}[\w.+-]+@[\w-]+(?:\.[\w-]+)+\W*")
"""The author and an e-mail address."""
DATE_LINES = 4
"""How many of the first blocks may be such lines."""
LONGEST_DATE_LINE = 90
LONGEST_LINK = 60
REPEATED_LINE = 3
"""How many times a line must occur to be a template's and not the author's."""
SHORTEST_REPEATED_LINE, LONGEST_REPEATED_LINE = 20, 120
"""Characters; the names of speakers in an interview are shorter ("Phóng viên:")."""
FOLLOWING_BOX = pattern("following_box")
"""Headings of boxes below an article, those of WordPress' comments in several languages."""
COMMENTS_HEADING = pattern("comments_heading")
"""Headings above comments, which may be longer than the article."""


def clean_up(drafts: list[Draft], title: str, lede: str) -> list[Draft]:
    """The blocks without repeated titles and images, with captions attached, up to the first box below."""
    drafts = _without_repeated_titles(drafts, title, lede)
    drafts = _with_captions(drafts)
    drafts = _without_repeated_images(drafts)
    return _without_following_boxes(drafts)


def without_clutter(drafts: list[Draft]) -> list[Draft]:
    """The blocks without share lines, notices, dates above the text and links below it."""
    drafts = _without_gallery_positions(_without_comments(drafts))
    text = Counter(draft.content.text for draft in drafts if draft.content is not None)
    kept = [
        draft
        for number, draft in enumerate(drafts)
        if not _is_clutter(draft)
        and not (
            number < DATE_LINES and draft.content is not None and is_date_line(draft.content.text)
        )
        and not (draft.content is not None and _is_repeated_line(draft.content.text, text))
    ]
    while kept and (_is_only_a_link(kept[-1]) or _is_timestamp_line(kept[-1])):
        kept.pop()
    return _without_counters(kept)


def _without_comments(drafts: list[Draft]) -> list[Draft]:
    for number, draft in enumerate(drafts):
        match draft.block:
            case Heading(_, content) if number and COMMENTS_HEADING.fullmatch(
                content.text.rstrip(" :…")
            ):
                return drafts[:number]
            case _:
                pass
    return drafts


def _without_gallery_positions(drafts: list[Draft]) -> list[Draft]:
    """The blocks without positions in a gallery, which also go from the beginning of captions."""
    counts = Counter(
        found["count"]
        for draft in drafts
        if draft.content is not None and (found := BARE_POSITION.fullmatch(draft.content.text))
    )
    kept: list[Draft] = []
    for draft in drafts:
        match draft.block:
            case Paragraph(content) | Heading(_, content):
                bare = BARE_POSITION.fullmatch(content.text)
                if GALLERY_POSITION.fullmatch(content.text) or (bare and counts[bare["count"]] > 1):
                    continue
            case Image(caption=caption) as image if found := GALLERY_POSITION.match(caption.text):
                rest = part_of(caption, found.end())
                draft.block = replace(image, caption=rest)
            case _:
                pass
        kept.append(draft)
    return kept


def _is_tag_line(content: Inline) -> bool:
    """Whether a line is a label such as `Chủ đề:` and links after it."""
    found = TAG_LABEL.match(content.text)
    if found is None or not any(span.start >= found.end() - 1 for span in content.spans):
        return False
    rest = part_of(content, found.end())
    return bool(rest.text) and is_covered(rest, "link")


def _without_counters(drafts: list[Draft]) -> list[Draft]:
    """The blocks without slide numbers; a chapter's number is kept, as it has a text below it."""
    numbers = [draft.content is not None and draft.content.text.isdecimal() for draft in drafts]
    if not any(numbers):
        return drafts
    beside = zip([False, *numbers[:-1]], [*numbers[1:], False], strict=True)
    return [
        draft
        for draft, is_number, around in zip(drafts, numbers, beside, strict=True)
        if not (is_number and any(around))
    ]


def _is_repeated_line(line: str, text: Counter[str]) -> bool:
    """Whether a line is the title of a slide show, which a template repeats below each image."""
    is_title = (
        SHORTEST_REPEATED_LINE <= len(line) <= LONGEST_REPEATED_LINE and line[-1] not in '.!?…:”"'
    )
    return is_title and text[line] >= REPEATED_LINE


def is_date_line(text: str) -> bool:
    """Whether a short text is a date with or without a byline, or an author's e-mail address."""
    forms = (DATE_LINE, LABELLED_TIMESTAMPS, ADDRESS_LINE)
    return len(text) <= LONGEST_DATE_LINE and any(form.fullmatch(text.strip()) for form in forms)


def _is_only_a_link(draft: Draft) -> bool:
    """Whether a short line is nothing but a link, such as the one back to the section."""
    content = draft.content
    return content is not None and len(content.text) <= LONGEST_LINK and is_covered(content, "link")


def _is_timestamp_line(draft: Draft) -> bool:
    """Whether a line is a day in figures and nothing else, as templates put it below a text."""
    return draft.content is not None and bool(TIMESTAMP_LINE.fullmatch(draft.content.text))


def _is_clutter(draft: Draft) -> bool:
    match draft.block:
        case Paragraph(content):
            text = content.text
            return (
                _is_tag_line(content)
                or bool(SHARE_LINE.fullmatch(text.strip("-–—• ")) or SHARE_WORDS.fullmatch(text))
                or bool(TEMPLATE_RESIDUE.fullmatch(text) or ENCODED_TEXT.fullmatch(text))
                or (len(text) < 200 and bool(NOTICE.search(text)))
                or not any(letter.isalnum() for letter in text)
            )
        case Heading(_, content):
            return bool(SHARE_LINE.fullmatch(content.text) or SHARE_WORDS.fullmatch(content.text))
        case ListBlock(items=items):
            return all(SHARE_WORDS.fullmatch(item.text) for item in items)
        case _:
            return False


def encoded_length(drafts: list[Draft]) -> int:
    """Characters of text that is encoded for a script."""
    texts = (draft.content.text for draft in drafts if draft.content is not None)
    return sum(len(text) for text in texts if ENCODED_TEXT.fullmatch(text))


def same_text(one: str, other: str) -> bool:
    """Whether two texts are equal apart from case, punctuation and a cut end."""
    first, second = _letters(one), _letters(other)
    if not first or not second:
        return False
    return (
        first == second
        or (len(second) > 60 and first.startswith(second))
        or (len(first) > 60 and second.startswith(first))
    )


@lru_cache(maxsize=64)  # every heading is compared with the title
def _letters(text: str) -> str:
    return letters_of(text)


def _without_repeated_titles(drafts: list[Draft], title: str, lede: str) -> list[Draft]:
    kept: list[Draft] = []
    for number, draft in enumerate(drafts):
        match draft.block:
            case Heading(_, content) if same_text(content.text, title) or (
                number < 3 and same_text(content.text, lede)
            ):
                continue
            case Paragraph(content) if number < 4 and (
                (lede and _letters(content.text) == _letters(lede))
                or _letters(content.text) == _letters(title)
                or is_start_of_title(title, content.text)
            ):
                continue
            case _:
                kept.append(draft)
    return kept


def is_start_of_title(title: str, text: str) -> bool:
    """Whether a text is the beginning of the title, which may end with the site's name."""
    letters = _letters(text)
    return len(letters) >= SHORTEST_HEADLINE and _letters(title).startswith(letters)


def _with_captions(drafts: list[Draft]) -> list[Draft]:
    """The blocks with paragraphs that are captions attached to the images before them."""
    kept: list[Draft] = []
    for draft in drafts:
        before = kept[-1] if kept else None
        if (
            before is not None
            and before.lacks_caption
            and draft.content is not None
            and _is_caption(draft)
        ):
            before.caption(draft.content)
        else:
            kept.append(draft)
    return kept


def _is_caption(draft: Draft) -> bool:
    content = draft.content
    if content is None or len(content.text) > LONGEST_CAPTION or clean(content.text)[:1] in "([":
        return False
    if draft.is_emphasised:
        return True
    return draft.alignment == "center" and not draft.is_strong and len(content.text) <= 200


def _without_repeated_images(drafts: list[Draft]) -> list[Draft]:
    """The blocks with each image once where it follows itself (a lazy-loaded copy, a featured image)."""
    kept: list[Draft] = []
    for draft in drafts:
        before = kept[-1] if kept else None
        if (
            before is not None
            and isinstance(draft.block, Image)
            and isinstance(before.block, Image)
            and image_key(draft.block.src) == image_key(before.block.src)
        ):
            if before.lacks_caption:
                before.caption(draft.block.caption)
            continue
        kept.append(draft)
    return kept


def _without_following_boxes(drafts: list[Draft]) -> list[Draft]:
    """The blocks up to the heading of a box below the article, without a heading as the last one."""
    for number, draft in enumerate(drafts):
        is_late = number >= len(drafts) * 0.5
        match draft.block:
            case Heading(_, content) if is_late and FOLLOWING_BOX.fullmatch(
                content.text.rstrip(" :…")
            ):
                drafts = drafts[:number]
                break
            case Paragraph(content) if (
                is_late and draft.is_strong and FOLLOWING_BOX.fullmatch(content.text.rstrip(" :…"))
            ):
                following = drafts[number + 1 : number + 2]
                if not following or isinstance(following[0].block, ListBlock):
                    drafts = drafts[:number]
                    break
            case _:
                pass
    while drafts and isinstance(drafts[-1].block, Heading):
        drafts = drafts[:-1]
    return drafts
