"""The nouns of an article: blocks, and the article that they make."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal

from hpreader.model.text_run import Inline

if TYPE_CHECKING:
    from datetime import date, datetime

    from hpreader.model.text_changes import Edit
    from hpreader.problems import Problem


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; lines that the page parts with line breaks are parted by newlines in the text."""

    content: Inline
    preformatted: bool = False
    """Whether its spaces are the author's (`<pre>`), so that several in a row mean something."""
    document: str = ""
    """The address of the attachment whose text it is; empty for the article's own text."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading within the article; `level` is 2 to 6 as in HTML."""

    level: int
    content: Inline


_NO_CAPTION: Final = Inline("")


@dataclass(frozen=True, slots=True)
class Image:
    """An image: its absolute address, its alternative text and its caption (both may be empty)."""

    src: str
    alt: str = ""
    caption: Inline = _NO_CAPTION
    size: tuple[int, int] = field(default=(0, 0), compare=False)
    """Width and height in pixels by the attributes of its page, which may be those of another size of
    the same image; zeros without such attributes."""


@dataclass(frozen=True, slots=True)
class ListBlock:
    """A list; `depths` is how deep each item is nested (0 is the list itself)."""

    ordered: bool
    items: tuple[Inline, ...]
    depths: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation; its paragraphs are parted by newlines in the text."""

    content: Inline


@dataclass(frozen=True, slots=True)
class Table:
    """A table of cells; `header` is whether the first row names the columns."""

    rows: tuple[tuple[Inline, ...], ...]
    """A cell that spans columns or rows is the first of them; the others it covers are empty."""
    header: bool = False
    spans: tuple[tuple[int, int, int, int], ...] = ()
    """The cells that span more than one: row, column, and how many rows and columns they cover."""

    @property
    def header_rows(self) -> int:
        """How many rows name the columns: more than one where a cell of the first row spans rows."""
        tallest = max((rows for row, _column, rows, _columns in self.spans if row == 0), default=1)
        return min(tallest, len(self.rows)) if self.header else 0


@dataclass(frozen=True, slots=True)
class Embed:
    """Something only a browser shows (a video, a map, a post): its address and its title."""

    url: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A document that belongs to the article: a PDF, a text, a table, an archive."""

    url: str
    title: str = ""
    media_type: str = ""
    """Empty if the address does not tell it."""
    size: int | None = None
    """In bytes, None if it is not known."""
    problem: Problem | None = None
    """Why its text is not, or not all, in the paragraphs after it; None also before it was fetched."""


Block = Paragraph | Heading | Image | ListBlock | Quote | Table | Embed | Attachment


def block_inlines(block: Block) -> tuple[Inline, ...]:
    """Every run of text in a block, captions and names of documents included, in reading order."""
    match block:
        case Paragraph(content) | Heading(_, content) | Quote(content):
            return (content,)
        case Image(caption=caption):
            return (caption,) if caption.text else ()
        case ListBlock(items=items):
            return items
        case Table(rows=rows):
            return tuple(cell for row in rows for cell in row)
        case Attachment(title=title):
            return (Inline(title),) if title else ()
        case Embed():
            return ()


@dataclass(frozen=True, slots=True)
class Related:
    """One item of "Tin khác", the box of other news under an article."""

    title: str
    url: str
    excerpt: str = ""
    published: datetime | date | None = None
    """A plain date where the page gives only a date."""


@dataclass(frozen=True, slots=True)
class Forms:
    """Other addresses of an article that its page names; empty where it names none."""

    amp: str = ""
    rest: str = ""
    """The post in WordPress' REST API."""
    shortlink: str = ""
    """WordPress' `?p=ID`, which is also what its feed gives as guid."""
    next_pages: tuple[str, ...] = ()
    """The second and later pages of a paged post."""
    feeds: tuple[str, ...] = ()
    """`rel=alternate` news feeds of the site, comment feeds left out."""


RelatedFrom = Literal["page", "cache"]


@dataclass(frozen=True, slots=True)
class Article:
    """One article, put together from all the forms in which it was met."""

    url: str
    """Canonical: no AMP, no trackers."""
    title: str
    blocks: tuple[Block, ...] = ()
    id: str = ""
    guid: str = ""
    source: str = ""
    section: str = ""
    sections: tuple[str, ...] = ()
    lede: str = ""
    published: datetime | None = None
    updated: datetime | None = None
    byline: str = ""
    origin: str = ""
    """The value of the source line: `Nguồn tin: haiphong.gov.vn` -> `haiphong.gov.vn`."""
    related: tuple[Related, ...] = ()
    related_from: RelatedFrom = "page"
    cached_at: datetime | None = None
    forms: Forms = Forms()
    has_page: bool = False
    """Whether its own page was read, and not only the item of a list."""
    next_page: str = ""
    """The first page of a paged post that could not be fetched, empty where this is the whole."""
    stale_profile: str = ""
    """The site profile that was to fit its page and no longer does: the decider read it instead."""
    reading: str = ""
    """From which form and how its text was read. Texts with different readings may differ without an edit."""
    edit: Edit | None = None
    """That its text was edited since it was first fetched; only of an article that is shown."""

    def plain_text(self) -> str:
        """Lede, headings, paragraphs, list items, quotes and table rows, parted by newlines.

        Titles and captions are left out: this is the text that extractors are measured by.
        """
        lines = [self.lede] if self.lede else []
        for block in self.blocks:
            match block:
                case Paragraph(content) | Heading(_, content) | Quote(content):
                    lines.append(content.text)
                case ListBlock(items=items):
                    lines.extend(item.text for item in items)
                case Table(rows=rows):
                    lines.extend(" ".join(cell.text for cell in row if cell.text) for row in rows)
                case Image() | Embed() | Attachment():
                    pass
        return "\n".join(lines)


_WORD = re.compile(r"\w+")


def count_words(article: Article) -> int:
    """The length of an article in words, as Vietnamese counts them: syllables."""
    return sum(1 for _ in _WORD.finditer(article.plain_text()))
