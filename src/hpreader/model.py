"""The nouns of the reader: frozen values that every room may pass on.

Times are aware datetimes; what is shown or grouped by day is first turned to `VIETNAM`. Texts are
clean already (`text.clean`): NFC, no control characters, no markup of any kind.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from typing import Generic, Literal, Protocol, TypeVar

from hpreader.problems import Problem

VIETNAM = timezone(timedelta(hours=7), "+07:00")
"""The country's one time zone; it has had no daylight saving since 1979, so no tzdata is needed."""

# --- the text of an article ---------------------------------------------------------------------

SpanKind = Literal["strong", "emphasis", "link"]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of an `Inline` that is emphasised or a link; offsets are in code points."""

    start: int
    end: int
    kind: SpanKind
    url: str = ""


@dataclass(frozen=True, slots=True)
class Inline:
    """A run of text with its emphasis and links beside it, never markup within it."""

    text: str
    spans: tuple[Span, ...] = ()

    def links(self) -> tuple[tuple[str, str], ...]:
        """The links as pairs of text and address, in order."""
        return tuple(
            (self.text[span.start : span.end], span.url)
            for span in self.spans
            if span.kind == "link"
        )


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    content: Inline


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading within the article; `level` is 2 to 6 as in HTML."""

    level: int
    content: Inline


@dataclass(frozen=True, slots=True)
class Image:
    """A picture: its absolute address, its alternative text and its caption (both may be empty)."""

    src: str
    alt: str = ""
    caption: Inline = Inline("")


@dataclass(frozen=True, slots=True)
class ListBlock:
    """A list; `depths` says how deep each item is nested (0 is the list itself)."""

    ordered: bool
    items: tuple[Inline, ...]
    depths: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation; its paragraphs are parted by newlines in the text."""

    content: Inline


@dataclass(frozen=True, slots=True)
class Table:
    """A table of cells; `header` says whether the first row names the columns."""

    rows: tuple[tuple[Inline, ...], ...]
    header: bool = False


@dataclass(frozen=True, slots=True)
class Embed:
    """Something only a browser shows (a video, a map, a post): its address and its title."""

    url: str
    title: str = ""


Block = Paragraph | Heading | Image | ListBlock | Quote | Table | Embed


def block_inlines(block: Block) -> tuple[Inline, ...]:
    """Every run of text in a block, captions included, in reading order."""
    match block:
        case Paragraph(content) | Heading(_, content) | Quote(content):
            return (content,)
        case Image(caption=caption):
            return (caption,) if caption.text else ()
        case ListBlock(items=items):
            return items
        case Table(rows=rows):
            return tuple(cell for row in rows for cell in row)
        case Embed():
            return ()


# --- articles -----------------------------------------------------------------------------------


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
    """Whether its own page was read, and not only what a list brought."""

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
                case Image() | Embed():
                    pass
        return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class Headline:
    """A row of a list: what is known of an article without opening it."""

    id: str
    url: str
    title: str
    source: str
    section: str = ""
    sections: tuple[str, ...] = ()
    published: datetime | None = None
    summary: str = ""
    read: bool = False
    saved: bool = False
    cached: bool = False
    """Whether the body is here."""
    words: int = 0
    """Length of the body in words (Vietnamese syllables), 0 while it is not here."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A headline found by a search, with the words around the match."""

    headline: Headline
    snippet: Inline
    """The matched words are `strong` spans."""


class Rows(Protocol):
    """A list of headlines read a window at a time, so a million rows cost what forty do.

    It is a view, not a snapshot: what is stored later is there at the next call.
    """

    def count(self) -> int:
        """How many rows there are."""
        ...

    def slice(self, start: int, stop: int) -> Sequence[Headline]:
        """The rows from `start` up to `stop`, fewer at the end."""
        ...

    def find(self, article_id: str) -> int | None:
        """At which row an article stands, if it does."""
        ...


# --- what lists bring ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of a feed, a REST answer or a section page, before it is known what is new."""

    url: str
    """Resolved and canonical."""
    title: str
    guid: str = ""
    summary: str = ""
    published: datetime | None = None
    updated: datetime | None = None
    byline: str = ""
    sections: tuple[str, ...] = ()
    """Only true sections: WordPress mixes tags into RSS `<category>`, so a feed gives none."""
    body_html: str = ""
    """`content:encoded` or `content.rendered`."""
    has_all_pages: bool = False
    """Whether `body_html` holds a paged post whole (REST) or perhaps its page 1 only (a feed)."""


@dataclass(frozen=True, slots=True)
class Listing:
    """What one list address gave."""

    entries: tuple[Entry, ...]
    title: str = ""
    home: str = ""
    problem: Problem | None = None
    """Set where the list was cut or not well-formed and the entries are what could be saved."""


# --- sources ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Section:
    """A section of a source and the list addresses that may give it, tried in order."""

    name: str
    """Empty for the source's front list, whose articles name their own sections."""
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """A newspaper or site."""

    name: str
    """Unique, what commands call it: usually the host."""
    title: str
    home: str
    sections: tuple[Section, ...] = ()
    only: tuple[str, ...] = ()
    """Keep only entries with one of these phrases in title or summary (compared without marks)."""
    default: bool = False
    """Whether a first run subscribes to it."""


@dataclass(frozen=True, slots=True)
class SectionState:
    """A section as the sections pane shows it."""

    name: str
    total: int
    unread: int


@dataclass(frozen=True, slots=True)
class SourceState:
    """A subscribed source as the sections pane shows it."""

    source: Source
    total: int
    unread: int
    sections: tuple[SectionState, ...] = ()
    """Sections that have articles, in the order of the source, then by the alphabet."""
    checked_at: datetime | None = None
    problem: Problem | None = None
    """Why its last sync failed, None when it did not."""


# --- places -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Front:
    """All headlines, newest first."""


@dataclass(frozen=True, slots=True)
class SectionOf:
    """The headlines of a source, or of one section of it."""

    source: str
    section: str = ""


@dataclass(frozen=True, slots=True)
class Day:
    """The headlines of one day in Vietnam."""

    day: date


@dataclass(frozen=True, slots=True)
class ArticleAt:
    """One article; `id` is empty while only an address is known (a link)."""

    url: str
    id: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class SavedShelf:
    """The saved articles."""


@dataclass(frozen=True, slots=True)
class Search:
    """What a query finds."""

    query: str


Location = Front | SectionOf | Day | ArticleAt | SavedShelf | Search


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place in an article that survives a resize: a block and an offset in its text.

    Block -1 is the head (section, headline, facts, lede); the block after the last one is the
    box of related news.
    """

    block: int = -1
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Visit:
    """One step of the reading trail: what was open, and what stood at the top of the screen."""

    location: Location
    title: str = ""
    source: str = ""
    anchor: Anchor = Anchor()
    focus: int | None = None
    """Which link of the article had the focus, counted from 0 in reading order."""
    progress: float = 0.0
    """How much of the article had been shown, 0 to 1."""
    at: datetime | None = None
    followed: bool = False
    """Whether a link of the step before led here, rather than a list."""


@dataclass(frozen=True, slots=True)
class ListQuery:
    """Which headlines, and in which order (newest first unless `oldest_first`)."""

    source: str = ""
    section: str = ""
    day: date | None = None
    unread: bool = False
    saved: bool = False
    text: str = ""
    """Keep titles and summaries with these words, compared without marks."""
    oldest_first: bool = False


# --- events -------------------------------------------------------------------------------------

T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Ready(Generic[T_co]):
    """Something to show. `stale` means it came from the cache and may be followed by a newer one."""

    thing: T_co
    stale: bool


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a longer piece of work has come; `total` is 0 while it is not known."""

    done: int
    total: int
    what: str = ""
    """The address or source being worked on."""


@dataclass(frozen=True, slots=True)
class Failed:
    """Trouble, and whether a cached copy is on the screen meanwhile."""

    problem: Problem
    stale_shown: bool = False


@dataclass(frozen=True, slots=True)
class SourceSynced:
    """A source's lists were fetched (or could not be)."""

    source: str
    status: Literal["new", "unchanged", "failed"]
    new: int = 0
    changed: int = 0
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class PageSynced:
    """A page was fetched ahead of being asked for."""

    url: str
    status: Literal["fetched", "unchanged", "failed", "refused"]
    """`refused`: robots.txt asks not to fetch it unasked."""
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class SyncDone:
    """The end of a sync: what it brought and what it cost."""

    sources: int
    new: int
    pages: int
    bytes: int
    failed: int


SyncEvent = Progress | SourceSynced | PageSynced | SyncDone


@dataclass(frozen=True, slots=True)
class CacheState:
    """What the status line says of the cache."""

    articles: int
    """Listed articles."""
    bodies: int
    size: int
    """Bytes on the disk."""
    synced_at: datetime | None = None
    queued: int = 0
    """Links that wait for the network."""


@dataclass(frozen=True, slots=True)
class Queued:
    """A link that was wanted while it could not be fetched."""

    url: str
    title: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class DayCount:
    """How much a day brought."""

    day: date
    total: int
    unread: int = 0


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server gave to ask later whether something changed (RFC 9110, section 8.8)."""

    etag: str = ""
    last_modified: str = ""


LinkState = Literal["cached", "missing", "read"]
"""Of an article that something links to: its body is here, is not here, or was opened before."""


_WORD = re.compile(r"\w+")


def count_words(article: Article) -> int:
    """The length of an article in words, as Vietnamese counts them: syllables."""
    return sum(1 for _ in _WORD.finditer(article.plain_text()))
