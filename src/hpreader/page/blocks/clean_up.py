"""What is taken away from a walked body: what is said twice, and what is not the article's."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from hpreader.model import Heading, Image, ListBlock, Paragraph
from hpreader.page.blocks.drafts import Draft
from hpreader.page.blocks.image_blocks import image_key
from hpreader.page.blocks.inline import is_covered
from hpreader.text import clean

LONGEST_CAPTION = 260
SIGNS = re.compile(r"[\W_]+")
SHARE_LINE = re.compile(
    r"(?:chia sẻ(?: bài viết)?(?: (?:lên|qua|trên) .{1,30})?|share(?: this)?(?:\s*(?:on|via) .{1,30})?|like this|loading\.*|in bài viết|bình luận(?: \(\d+\))?|gửi bình luận|print"
    r"|gefällt mir:?(?:\s*lade.*)?|about these ads|tweet|facebook|twitter|zalo|copy link|sao chép liên kết|advertisement|advertising|anzeige|quảng cáo|read more|xem thêm|đọc thêm|đọc tiếp"
    r"|(?:từ khóa|tags?|thẻ)\s*:?|like\s*loading.*|teilen|weiterlesen|\(?ảnh minh họa\)? ?:?"
    r"|related(?: (?:posts?|articles?|stories|news|content|links|topics|coverage))?|(?:tin|bài) liên quan|see also|(?:read|also) (?:also|next|read)|more on this(?: story)?|lire aussi"
    r"|lesen sie auch|mehr zum thema|recommended(?: (?:for you|stories))?|trending(?: now)?|most (?:read|popular)|story continues below.{0,20}|article continues below.{0,30}"
    r"|share this (?:story|article|post)!?|text size|learn more|(?:hide|show|toggle) caption|skip advertisement|(?:this )?advertisement)\s*[:….]*",
    re.IGNORECASE,
)
SHARE_WORDS = re.compile(
    r"(?:facebook|twitter|zalo|pinterest|e-?mail|whatsapp|linkedin|telegram|xing|print|drucken|teilen|mitteilen|twittern|merken|tweet|share|pin|flattr|pocket|reddit|tumblr"
    r"|like it|share it|chia sẻ|sao chép liên kết|copy link|\bx\b|[\s,|!?•·])+",
    re.IGNORECASE,
)
NOTICE = re.compile(
    r"this website uses cookies|all rights reserved|alle rechte vorbehalten|todos los derechos reservados|bản quyền thuộc|trang web này sử dụng cookie|(?:theo dõi|đọc tin|cập nhật).{0,60}(?:google news|zalo|fanpage)|^(?:từ khóa|tags?|topics|filed under|posted in|schlagwörter)\s*:"
    r"|^\W*(?:mời|kính mời) (?:quý )?(?:vị|bạn|độc giả|bạn đọc).{0,80}(?:theo dõi|đón (?:xem|đọc)|xem (?:video|các|thêm)|đọc thêm)|^(?:>>|»|\*{3})\s*(?:xem|đọc|mời)|^(?:copyright\W+|™\W+)?(?:©|\(c\)\s)"
    r"|^link bài gốc|^lấy link\b|^read or share this story|^to view this content,? javascript|^(?:please )?enable javascript|^get .{1,60} (?:newsletter|in your inbox|delivered)|^sign up (?:for|to) |^subscribe (?:to|now|for) ",
    re.IGNORECASE,
)
ENCODED_TEXT = re.compile(r"[A-Za-z0-9+/=_-]{200,}")
"""Text that only a script can read: some papers send a part of their articles in Base64."""
SHORTEST_HEADLINE = 25
TEMPLATE_RESIDUE = re.compile(
    r"(?:trang|pages?|seiten?)\s*:?[\s\d|]*\d|(?:\{{1,2}[\w.\s|-]{1,60}\}{1,2}\s*)+", re.IGNORECASE
)
"""Numbers of pages, and places of a template that no script filled."""
DATE_LINE = re.compile(
    r"(?:.{0,40}?(?:\b(?:on|ngày|am|le|el|vào|đăng|cập nhật|posted|published|updated)|[:|,•-])\s*)?\d{1,2}[/.]\d{1,2}[/.]\d{4}\b.{0,24}",
    re.IGNORECASE,
)
"""A byline with the day, or the day alone, as templates set them above a text."""
LABELLED_TIMESTAMPS = re.compile(
    r"(?:(?:(?:last )?(?:published|updated|posted|modified)|(?:ngày )?(?:đăng|cập nhật|xuất bản)|veröffentlicht|aktualisiert|publié|publicado|actualizado)"
    r"\s*(?::|(?:on|at|lúc|ngày|am|le|el)\b)?[^.!?]{0,30}?\b(?:19|20)\d\d\b[\s,|–-]*(?:(?:at|lúc|um|à) )?(?:\d{1,2}[:h.]\d\d(?::\d\d)?\s*(?:[ap]\.?m\.?)?)?\s*(?:[A-Z]{2,5}\b)?[\s.|•-]*){1,3}",
    re.IGNORECASE,
)
"""When a text was published and changed, each with its label, and nothing else."""
TIMESTAMP_LINE = re.compile(
    r"[-–\s]*(?:\d{1,2}[:h]\d\d[\s,|-]*)?\d{1,2}[/.-]\d{1,2}[/.-]\d{4}[\s,|-]*(?:\d{1,2}[:h]\d\d)?\W*"
)
ADDRESS_LINE = re.compile(r"[^.!?@]{0,50}[\w.+-]+@[\w-]+(?:\.[\w-]+)+\W*")
"""Who wrote it and where to write to."""
DATE_LINES = 4
"""Blocks at the start among which such lines stand."""
LONGEST_DATE_LINE = 90
LONGEST_LINK = 60
REPEATED_LINE = 3
"""How often nobody writes the same line in one article."""
SHORTEST_REPEATED_LINE, LONGEST_REPEATED_LINE = 20, 120
"""Characters; who speaks in an interview is named in fewer ("Phóng viên:")."""
ENDS = re.compile(
    r"(?:tin|bài)(?: viết| bài)? (?:khác|liên quan|mới)|cùng chuyên mục|có thể bạn quan tâm|related(?: (?:posts?|articles?|stories|news))?|you may also like|more from .{1,40}"
    r"|share this.*|like this|comments?|about the author|das könnte (?:dich|sie) auch interessieren.*|ähnliche (?:beiträge|artikel)|kommentare?"
    r"|leave a (?:reply|comment)|schreiben? (?:sie )?einen kommentar|kommentieren sie .{1,20}|laisser un commentaire|deja (?:una respuesta|un comentario)"
    r"|lascia un commento|deixe um comentário|geef een (?:reactie|antwoord)",
    re.IGNORECASE,
)
"""Headings of boxes that stand below an article; that of the comments as WordPress' translations have it."""
COMMENTS = re.compile(
    r"(?:ý kiến|bình luận|phản hồi)(?: (?:bạn đọc|độc giả|của bạn(?: đọc)?))?(?: \(\d+\))?|\d+ (?:bình luận|comments?)|comments?(?: \(\d+\))?",
    re.IGNORECASE,
)
"""Headings of what readers wrote, which may be more than the article."""


def clean_up(drafts: list[Draft], title: str, lede: str) -> list[Draft]:
    """The blocks without doubles, and with captions where they belong."""
    drafts = _without_repeated_titles(drafts, title, lede)
    drafts = _with_captions(drafts)
    drafts = _without_repeated_images(drafts)
    return _without_following_boxes(drafts)


def without_clutter(drafts: list[Draft]) -> list[Draft]:
    """The blocks without share lines, notices, lines of dates above and links elsewhere below."""
    drafts = _without_comments(drafts)
    text = Counter(draft.content.text for draft in drafts if draft.content is not None)
    kept = [
        draft
        for number, draft in enumerate(drafts)
        if not _is_clutter(draft)
        and not (number < DATE_LINES and _is_date_line(draft))
        and not (draft.content is not None and _is_repeated_line(draft.content.text, text))
    ]
    while kept and (_is_only_a_link(kept[-1]) or _is_timestamp_line(kept[-1])):
        kept.pop()
    return _without_counters(kept)


def _without_comments(drafts: list[Draft]) -> list[Draft]:
    for number, draft in enumerate(drafts):
        match draft.block:
            case Heading(_, content) if number and COMMENTS.fullmatch(content.text.rstrip(" :…")):
                return drafts[:number]
            case _:
                pass
    return drafts


def _without_counters(drafts: list[Draft]) -> list[Draft]:
    """The blocks without the numbers of slides: a chapter's number has the chapter below it."""
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
    """Is it the title of a slide show, which a template says below each of the photos?"""
    is_title = (
        SHORTEST_REPEATED_LINE <= len(line) <= LONGEST_REPEATED_LINE and line[-1] not in '.!?…:”"'
    )
    return is_title and text[line] >= REPEATED_LINE


def _is_date_line(draft: Draft) -> bool:
    content = draft.content
    return (
        content is not None
        and len(content.text) <= LONGEST_DATE_LINE
        and any(
            form.fullmatch(content.text.strip())
            for form in (DATE_LINE, LABELLED_TIMESTAMPS, ADDRESS_LINE)
        )
    )


def _is_only_a_link(draft: Draft) -> bool:
    """Is it a short line that is a link as a whole, such as the way back to the section?"""
    content = draft.content
    return content is not None and len(content.text) <= LONGEST_LINK and is_covered(content, "link")


def _is_timestamp_line(draft: Draft) -> bool:
    """Is it a day in figures and nothing else, as templates set it below a text?"""
    return draft.content is not None and bool(TIMESTAMP_LINE.fullmatch(draft.content.text))


def _is_clutter(draft: Draft) -> bool:
    match draft.block:
        case Paragraph(content):
            text = content.text
            return (
                bool(SHARE_LINE.fullmatch(text.strip("-–—• ")) or SHARE_WORDS.fullmatch(text))
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
    """How many characters of a text only a script can read."""
    texts = (draft.content.text for draft in drafts if draft.content is not None)
    return sum(len(text) for text in texts if ENCODED_TEXT.fullmatch(text))


def same_text(one: str, other: str) -> bool:
    """Do two texts say the same, whatever their case, signs and cut ends?"""
    first, second = _letters(one), _letters(other)
    if not first or not second:
        return False
    return (
        first == second
        or (len(second) > 60 and first.startswith(second))
        or (len(first) > 60 and second.startswith(first))
    )


@lru_cache(maxsize=64)  # each heading is compared with the headline
def _letters(text: str) -> str:
    return SIGNS.sub("", text.lower())


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
    """Is it the headline, which the page's title says with the site's name behind it?"""
    letters = _letters(text)
    return len(letters) >= SHORTEST_HEADLINE and _letters(title).startswith(letters)


def _with_captions(drafts: list[Draft]) -> list[Draft]:
    """Paragraphs that are the caption of the picture before them are taken for that."""
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
    """A photo is said once where it stands twice in a row (a late copy, a featured photo)."""
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
    """End where a box of other things begins; no heading stands at the end alone."""
    for number, draft in enumerate(drafts):
        is_late = number >= len(drafts) * 0.5
        match draft.block:
            case Heading(_, content) if is_late and ENDS.fullmatch(content.text.rstrip(" :…")):
                drafts = drafts[:number]
                break
            case Paragraph(content) if (
                is_late and draft.is_strong and ENDS.fullmatch(content.text.rstrip(" :…"))
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
