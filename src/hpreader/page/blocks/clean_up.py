"""Removes from the blocks what is repeated and what is not the article's text, and attaches captions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from hpreader.lazy_pattern import lazy_pattern
from hpreader.model import Heading, Image, Inline, ListBlock, Paragraph
from hpreader.page.blocks.drafts import Draft
from hpreader.page.blocks.image_blocks import image_key
from hpreader.page.blocks.inline import is_covered, part_of
from hpreader.page.phrases import alternatives, joined, pattern
from hpreader.page.phrases.derivation import required_words
from hpreader.page.tree.text_content import LETTER, letters_of
from hpreader.text import clean

LONGEST_CAPTION = 260
FEWEST_PARAGRAPHS = 4
"""Of an article, for how they look to tell how its text looks."""
SHARE_LINE = pattern("share_line", r"<phrases>\s*[:….]*")
SHARE_WORDS = pattern("share_word", r"(?:<phrases>|[\s,|!?•·])+")
NOTICE = pattern("notice")
NOTICE_WORDS = lazy_pattern(
    lambda: "|".join(map(re.escape, sorted(required_words(alternatives("notice")))))
)
"""Each text, in lower case, that `NOTICE` matches contains one of these; most paragraphs contain none."""
LONGEST_NOTICE = 200
ENCODED_TEXT = lazy_pattern(r"[A-Za-z0-9+/=_-]{200,}")
"""Text for a script: some papers send a part of their articles in Base64."""
SHORTEST_HEADLINE = 25
TEMPLATE_RESIDUE = lazy_pattern(
    r"(?:trang|pages?|seiten?)\s*:?[\s\d|]*\d|(?:\{{1,2}[\w.\s|-]{1,60}\}{1,2}\s*)+", re.IGNORECASE
)
"""Page numbers, and template variables that no script filled in."""
GALLERY_POSITION = pattern(
    "gallery_image",
    rf"\W*<phrases>\s*#?(?P<number>\d{{1,3}})\s*(?:/|{joined('gallery_of')})\s*(?P<count>\d{{1,3}})\b[\s:.–-]*",
)
"""The position of an image in its gallery: `Image 1 of 8`, `Ảnh 1/8`."""
BARE_POSITION = lazy_pattern(r"\W*\d{1,3}\s*(?:/|of)\s*(?P<count>\d{1,3})\W*")
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
TIMESTAMP_LINE = lazy_pattern(
    r"[-–\s]*(?:\d{1,2}[:h]\d\d[\s,|-]*)?\d{1,2}[/.-]\d{1,2}[/.-]\d{4}[\s,|-]*(?:\d{1,2}[:h]\d\d)?\W*"
)
ADDRESS_LINE = lazy_pattern(r"[^.!?@]{0,50}[\w.+-]+@[\w-]+(?:\.[\w-]+)+\W*")
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
SHARE_BOX = pattern("share_box")
"""Those of them that are the beginnings of other headings as well; their boxes have no prose."""
SHORTEST_PROSE = 100
COMMENTS_HEADING = pattern("comments_heading")
"""Headings above comments, which may be longer than the article."""
SHORTEST_COMMENT = 60
"""Characters of prose; the names of writers and times are shorter."""
SENTENCE_END = lazy_pattern(r"[.!?…][\"”’)\]]*$")


def clean_up(drafts: list[Draft], title: str, lede: str) -> list[Draft]:
    """The blocks without repeated titles and images, with captions attached, up to the first box below."""
    drafts = _without_repeated_titles(drafts, title, lede)
    if any(isinstance(draft.block, Image) for draft in drafts):  # most bodies of feeds have none
        drafts = _without_repeated_images(_with_captions(drafts))
    return _without_following_boxes(drafts)


def without_clutter(drafts: list[Draft]) -> list[Draft]:
    """The blocks without share lines, notices, dates above the text and links below it."""
    drafts = _without_gallery_positions(_without_comments(drafts))
    lines = list(_lines_of_templates(drafts))
    counts = Counter(lines) if lines else None
    kept = [
        draft
        for number, draft in enumerate(drafts)
        if not _is_clutter(draft) and not _is_template_line(draft.content, number, counts)
    ]
    while kept and (_is_only_a_link(kept[-1]) or _is_timestamp_line(kept[-1])):
        kept.pop()
    return _without_counters(kept)


def _is_template_line(content: Inline | None, number: int, counts: Counter[str] | None) -> bool:
    """Whether a paragraph is a date above the text, or a line that a template repeats."""
    return content is not None and (
        (number < DATE_LINES and is_date_line(content.text))
        or (counts is not None and _is_repeated_line(content.text, counts))
    )


def _without_comments(drafts: list[Draft]) -> list[Draft]:
    for number, draft in enumerate(drafts):
        match draft.block:
            case Heading(_, content) if (
                number
                and COMMENTS_HEADING.fullmatch(content.text.rstrip(" :…"))
                and _are_comments(content.text, drafts[number + 1 :])
            ):
                return drafts[:number]
            case _:
                pass
    return drafts


def _are_comments(heading: str, following: list[Draft]) -> bool:
    """Whether what follows such a heading was written by readers, and is no part of the article.

    The heading counts them, or each of them comes with the name of its writer or its time.
    """
    texts = [draft.content.text for draft in following if draft.content is not None]
    prose = sum(len(text) >= SHORTEST_COMMENT and bool(SENTENCE_END.search(text)) for text in texts)
    return any(map(str.isdigit, heading)) or prose * 2 <= len(texts)


def _without_gallery_positions(drafts: list[Draft]) -> list[Draft]:
    """The blocks without positions in a gallery, which also go from the beginning of captions."""
    bare = [
        found["count"]
        for draft in drafts
        if (content := draft.content) is not None
        and (found := BARE_POSITION.fullmatch(content.text))
    ]
    repeated = {count for count, times in Counter(bare).items() if times > 1} if bare else set()
    kept: list[Draft] = []
    for draft in drafts:
        match draft.block:
            case Paragraph(content) | Heading(_, content):
                if GALLERY_POSITION.fullmatch(content.text) or (
                    repeated
                    and (found := BARE_POSITION.fullmatch(content.text))
                    and found["count"] in repeated
                ):
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
    found = TAG_LABEL.match(content.text) if content.spans else None
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


def _lines_of_templates(drafts: list[Draft]) -> Iterator[str]:
    """The paragraphs beside an image, those that are a link, and those directly below the same line.

    Other lines that are repeated are the author's, such as a refrain.
    """
    images = [isinstance(draft.block, Image) for draft in drafts]
    last = ""
    for draft, above, below in zip(drafts, [False, *images], [*images[1:], False], strict=False):
        content = draft.content
        if content is not None:
            text = content.text
            if above or below or text == last or is_covered(content, "link"):
                yield text
            last = text


def _is_repeated_line(line: str, text: Counter[str]) -> bool:
    """Whether a line is the title of a slide show, which a template repeats below each image."""
    is_title = (
        SHORTEST_REPEATED_LINE <= len(line) <= LONGEST_REPEATED_LINE and line[-1] not in '.!?…:”"'
    )
    return is_title and text[line] >= REPEATED_LINE


def is_date_line(text: str) -> bool:
    """Whether a short text is a date with or without a byline, or an author's e-mail address."""
    if len(text) > LONGEST_DATE_LINE:
        return False
    forms = (DATE_LINE, LABELLED_TIMESTAMPS, ADDRESS_LINE)
    return any(form.fullmatch(text.strip()) for form in forms)


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
                or bool(TEMPLATE_RESIDUE.fullmatch(text) or _is_encoded(text))
                or (len(text) < LONGEST_NOTICE and _is_notice(text))
                or not (text[:1].isalnum() or any(map(str.isalnum, text)))
            )
        case Heading(_, content):
            return bool(SHARE_LINE.fullmatch(content.text) or SHARE_WORDS.fullmatch(content.text))
        case ListBlock(items=items):
            return all(SHARE_WORDS.fullmatch(item.text) for item in items)
        case _:
            return False


def _is_notice(text: str) -> bool:
    return NOTICE_WORDS.search(text.lower()) is not None and NOTICE.search(text) is not None


def encoded_length(drafts: list[Draft]) -> int:
    """Characters of text that is encoded for a script."""
    texts = (draft.content.text for draft in drafts if draft.content is not None)
    return sum(len(text) for text in texts if _is_encoded(text))


def _is_encoded(text: str) -> bool:
    return text.isascii() and ENCODED_TEXT.fullmatch(text) is not None


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
                or _repeats_title(content.text, title)
            ):
                continue
            case _:
                kept.append(draft)
    return kept


def _repeats_title(text: str, title: str) -> bool:
    """Whether a text is the title, or its beginning; without a title, whether it has no letters either."""
    if not title:
        return LETTER.search(text) is None
    return _letters(text) == _letters(title) or is_start_of_title(title, text)


def is_start_of_title(title: str, text: str) -> bool:
    """Whether a text is the beginning of the title, which may end with the site's name."""
    letters = _letters(text)
    return len(letters) >= SHORTEST_HEADLINE and _letters(title).startswith(letters)


def _with_captions(drafts: list[Draft]) -> list[Draft]:
    """The blocks with paragraphs that are captions attached to the images before them."""
    is_centred, is_emphasised = _usual_look(drafts)
    kept: list[Draft] = []
    for draft in drafts:
        before = kept[-1] if kept else None
        if (
            before is not None
            and before.lacks_caption
            and draft.content is not None
            and _is_caption(draft, is_centred=is_centred, is_emphasised=is_emphasised)
        ):
            before.caption(draft.content)
        else:
            kept.append(draft)
    return kept


def _usual_look(drafts: list[Draft]) -> tuple[bool, bool]:
    """Whether most paragraphs that follow no image are centred, and whether most of them are emphasised.

    Some authors centre all of their text, so that its alignment is no sign of a caption.
    """
    others = [
        draft
        for above, draft in pairwise(drafts)
        if isinstance(draft.block, Paragraph) and not isinstance(above.block, Image)
    ]
    if len(others) < FEWEST_PARAGRAPHS:
        return False, False
    centred = sum(draft.alignment == "center" for draft in others)
    emphasised = sum(draft.is_emphasised for draft in others)
    return centred * 2 > len(others), emphasised * 2 > len(others)


def _is_caption(draft: Draft, *, is_centred: bool, is_emphasised: bool) -> bool:
    content = draft.content
    if content is None or len(content.text) > LONGEST_CAPTION or clean(content.text)[:1] in "([":
        return False
    if draft.is_emphasised:
        return not is_emphasised
    is_apart = draft.alignment == "center" and not is_centred
    return is_apart and not draft.is_strong and len(content.text) <= 200


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
    """The blocks up to the heading of a box below the article, without a heading as the last one unless all are."""
    for number, draft in enumerate(drafts):
        is_late = number >= len(drafts) * 0.5
        match draft.block:
            case Heading(_, content) if (
                is_late
                and FOLLOWING_BOX.fullmatch(content.text.rstrip(" :…"))
                and not (SHARE_BOX.fullmatch(content.text) and _have_prose(drafts[number + 1 :]))
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
    without_last = drafts
    while without_last and isinstance(without_last[-1].block, Heading):
        without_last = without_last[:-1]
    is_of_headings = all(isinstance(draft.block, Heading | Image) for draft in without_last)
    return drafts if is_of_headings else without_last


def _have_prose(drafts: list[Draft]) -> bool:
    return any(
        draft.content is not None
        and len(draft.content.text) >= SHORTEST_PROSE
        and not is_covered(draft.content, "link")
        for draft in drafts
    )
