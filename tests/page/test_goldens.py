"""Saved pages of every family, in our own words, against texts that a person can review.

Each page names its address in its first line. Run with HPREADER_UPDATE_PAGES=1 to write the texts
anew, and read the difference before it is committed.
"""

import os
from dataclasses import fields
from datetime import datetime
from pathlib import Path

import pytest

from hpreader import vietnam_time
from hpreader.model import (
    VIETNAM,
    Article,
    Attachment,
    Block,
    Embed,
    Heading,
    Image,
    Inline,
    ListBlock,
    Paragraph,
    Quote,
    Table,
)
from hpreader.page import parse_page

NOW = datetime(2025, 7, 7, 18, tzinfo=VIETNAM)
PAGES = sorted(Path(__file__).parent.joinpath("pages").glob("*.html"))


def in_markup(inline: Inline) -> str:
    """The text with its spans made visible: *strong*, _emphasis_, [link](address)."""
    marks: list[tuple[int, int, str]] = []
    for number, span in enumerate(inline.spans):
        opening, closing = {
            "strong": ("*", "*"),
            "emphasis": ("_", "_"),
            "link": ("[", f"]({span.url})"),
        }[span.kind]
        marks += [(span.start, 1 + number, opening), (span.end, -1 - number, closing)]
    said = inline.text
    for place, _, sign in sorted(marks, reverse=True):
        said = said[:place] + sign + said[place:]
    return said


def in_words(block: Block) -> str:
    match block:
        case Paragraph(content):
            return in_markup(content)
        case Heading(level, content):
            return f"{'#' * level} {in_markup(content)}"
        case Image(src, alt, caption):
            return f"<image {src} alt={alt!r}> {in_markup(caption)}".rstrip()
        case ListBlock(ordered, items, depths):
            sign = "1." if ordered else "-"
            return "\n".join(
                f"{'  ' * depth}{sign} {in_markup(item)}"
                for item, depth in zip(items, depths, strict=True)
            )
        case Quote(content):
            return "\n".join(f"> {line}" for line in in_markup(content).split("\n"))
        case Table(rows, header):
            lines = [" | ".join(in_markup(cell) for cell in row) for row in rows]
            return "\n".join([lines[0], "---", *lines[1:]] if header else lines)
        case Embed(url, title):
            return f"<embed {url}> {title}".rstrip()
        case Attachment(url, title, media_type, size):
            return f"<attachment {url} {media_type} {size}> {title}".rstrip()


def described(article: Article) -> str:
    """Everything that was read from a page, as a text to review."""
    head = [
        f"url: {article.url}",
        f"title: {article.title}",
        f"sections: {' / '.join(article.sections)}",
        f"lede: {article.lede}",
        f"published: {vietnam_time.iso(article.published)}",
        f"updated: {vietnam_time.iso(article.updated)}",
        f"byline: {article.byline}",
        f"origin: {article.origin}",
    ]
    head += [
        f"form {spec.name}: {value}"
        for spec in fields(article.forms)
        if (value := getattr(article.forms, spec.name))
    ]
    blocks = [in_words(block) for block in article.blocks]
    related = [
        f"* {item.title}\n  {item.url}\n  {item.excerpt}\n  {vietnam_time.iso(item.published)}"
        for item in article.related
    ]
    return "\n".join(head) + "\n\n" + "\n\n".join([*blocks, "== related ==", *related]) + "\n"


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_reads_as_its_golden_text_says(path: Path) -> None:
    html = path.read_text("utf-8")
    url = html.partition("url: ")[2].partition(" -->")[0]
    article = parse_page(html.encode(), url, now=NOW)
    assert isinstance(article, Article)
    golden = path.with_suffix(".txt")
    if os.environ.get("HPREADER_UPDATE_PAGES"):
        golden.write_text(described(article), "utf-8")
    assert described(article) == golden.read_text("utf-8")


def test_there_is_a_page_for_every_family() -> None:
    families = {
        "amp-swift",
        "amp-design-one",
        "wordpress-colormag",
        "wordpress-odd",
        "onecms",
        "vccorp",
        "vnexpress",
        "mastercms",
        "vietnamnet",
        "epi",
        "unknown-site",
        "onecms-baohaiphong",
        "vccorp-tuoitre",
        "vccorp-kenh14",
        "vnexpress-boxes",
        "epi-nhandan",
        "dantri",
        "dantri-2024",
        "laodong",
        "vtcnews",
        "cand",
        "qdnd",
        "vov",
        "znews",
        "anhp",
        "portal-haiphong",
        "portal-old",
        "nukeviet",
    }
    assert families <= {path.stem for path in PAGES}
