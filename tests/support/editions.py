"""Editions for tests of files: one with all kinds of blocks, one with what strangers may send."""

from __future__ import annotations

import io
from datetime import datetime

from PIL import Image as Picture

from hpreader.model import (
    VIETNAM,
    Article,
    Attachment,
    Embed,
    Heading,
    Headline,
    Image,
    Inline,
    ListBlock,
    Paragraph,
    Quote,
    Related,
    Span,
    Table,
)
from hpreader.model.edition import Edition, EditionArticle, EditionImage, EditionPart
from hpreader.problems import Problem

NOW = datetime(2026, 3, 20, 6, 30, tzinfo=VIETNAM)
HOME = "https://bao.vn"
PHOTO, LOST = f"{HOME}/anh/cau.jpg", f"{HOME}/anh/mat.jpg"
HOSTILE = "]]> </h2><script>x</script> & \"'<!-- \x00\x0b\x1b[2J\ufffe\ud800 \u202egnod"
"""What ends markup, is no character of XML, or controls terminals."""


def jpeg() -> EditionImage:
    """A small photo."""
    file = io.BytesIO()
    Picture.new("RGB", (6, 4), "teal").save(file, "JPEG")
    return EditionImage(6, 4, file.getvalue())


def headline(number: int, title: str = "", **more: object) -> Headline:
    """A headline of the morning."""
    return Headline(
        id=f"id{number}",
        url=f"{HOME}/bai-{number}.html",
        title=title or f"Bài số {number}",
        source="bao.vn",
        section="Xã hội",
        published=NOW.replace(hour=6 - number % 6),
        summary=f"Mở đầu bài {number}.",
        **more,  # type: ignore[arg-type]
    )


def linked(text: str, word: str, url: str) -> Inline:
    """A text in which one word is a link."""
    start = text.index(word)
    return Inline(text, (Span(start, start + len(word), "link", url),))


def article(number: int, *blocks: object, **more: object) -> Article:
    """The article of a headline."""
    of = headline(number)
    return Article(
        of.url,
        of.title,
        tuple(blocks),
        id=of.id,
        has_page=True,
        published=of.published,
        **more,  # type: ignore[arg-type]
    )


def full() -> Edition:
    """Two parts, all kinds of blocks, links within the edition and out of it, a text that is missing."""
    first = article(
        1,
        Paragraph(
            linked("Xem bài trước và bài lạ.", "bài trước", f"{HOME}/bai-2.html?utm_source=x")
        ),
        Paragraph(linked("Trang ngoài kia.", "ngoài kia", "https://khac.vn/ă b|c?x=[1]#d")),
        Paragraph(Inline("Dòng một\nDòng hai", (Span(0, 4, "strong"), Span(2, 8, "emphasis")))),
        Paragraph(Inline("a  b\n<c>"), preformatted=True),
        Heading(2, Inline("Đầu đề")),
        Image(PHOTO, "Cầu", linked("Cầu mới", "mới", f"{HOME}/bai-9.html")),
        Image(LOST, "Ảnh mất"),
        ListBlock(True, (Inline("một"), Inline("hai"), Inline("ba")), (0, 1, 0)),
        ListBlock(False, ()),
        Quote(Inline("Lời nói.\nLời nữa.")),
        Table(((Inline("a"), Inline("b")), (Inline("c"), Inline(""))), True, ((1, 0, 1, 2),)),
        Embed("https://video.vn/1", "Phim"),
        Attachment(f"{HOME}/van-ban.pdf", "Văn bản", "application/pdf", 1200),
        related=(
            Related("Bài số 3", f"{HOME}/bai-3.html"),
            Related("Bài ngoài", "https://khac.vn/x"),
            Related("Không đi đâu", "javascript:alert(1)"),
        ),
        lede="Lời mở đầu.",
    )
    parts = (
        EditionPart("Cầu đường", (EditionArticle(headline(1), first, note="đêm nay"),)),
        EditionPart(
            "Xã hội",
            (
                EditionArticle(headline(2), article(2, Paragraph(Inline("Một đoạn.")))),
                EditionArticle(
                    headline(3),
                    None,
                    Problem("not_cached", headline(3).url, reason="not_synced"),
                ),
            ),
        ),
    )
    images = {PHOTO: jpeg(), LOST: Problem("status", LOST, status=404)}
    return Edition("Bản tin, 20/03/2026", "brief 20", NOW, "vi", parts, images)


def hostile() -> Edition:
    """Texts and addresses of somebody who wants to break the file."""
    nasty = article(
        1,
        Paragraph(Inline(HOSTILE, (Span(0, 5, "link", "http://[bad"), Span(3, 9, "strong")))),
        Paragraph(Inline(HOSTILE, (Span(0, 9, "link", f'https://a.vn/"><b>{HOSTILE}'),))),
        Image("data:text/html,<script>", HOSTILE, Inline(HOSTILE)),
        Image("javascript:x", HOSTILE),
        Table(((Inline(HOSTILE),),)),
        Embed("file:///etc/passwd", HOSTILE),
        related=(Related(HOSTILE, "https://u:p@a.vn/"),),
        lede=HOSTILE,
        byline=HOSTILE,
    )
    one = EditionArticle(headline(1, HOSTILE), nasty, note=HOSTILE)
    return Edition(HOSTILE, HOSTILE, NOW, "vi", (EditionPart(HOSTILE, (one,)),))
