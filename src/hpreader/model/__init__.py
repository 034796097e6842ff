"""The values of the reader: frozen classes that every room may pass on.

    article.py   runs of text, blocks, the article        lists.py    headlines, queries
    sources.py   newspapers and their state               rows.py     a list read in windows
    locations.py what can be opened, visits               entries.py  the items of feeds
    events.py    what the newsroom yields                 counts.py   days, what a search found
    health.py    what `doctor` reports                    list_names.py  names of lists (functions)

Times are aware datetimes; what is shown or grouped by day is first turned to `VIETNAM`. Texts are
clean already (`text.clean`): NFC, no control characters, no markup of any kind.

The module of a class is imported when the class is first used: creating a frozen dataclass takes about
a millisecond, and the first headlines need few of the forty. So code that runs before the first screen
imports these classes for the type checker only, and writes `model.Visit` where it creates one.
"""

from __future__ import annotations

from datetime import date, timedelta, timezone
from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal, get_args

if TYPE_CHECKING:
    from hpreader.model.article import (
        Article,
        Attachment,
        Block,
        Embed,
        Forms,
        Heading,
        Image,
        Inline,
        ListBlock,
        Paragraph,
        Quote,
        Related,
        RelatedFrom,
        Span,
        SpanKind,
        Table,
        block_inlines,
        count_words,
    )
    from hpreader.model.counts import DayCount, Hit
    from hpreader.model.entries import Entry, Listing
    from hpreader.model.events import (
        Failed,
        PageSynced,
        Progress,
        Ready,
        SourceSynced,
        SyncDone,
        SyncEvent,
    )
    from hpreader.model.explanation import Explanation, ExplanationStep, Step
    from hpreader.model.health import AddressHealth, HealthReport, StaleProfile
    from hpreader.model.lists import (
        Headline,
        LinkState,
        ListQuery,
    )
    from hpreader.model.locations import (
        LONGEST_TRAIL,
        Anchor,
        ArticleRef,
        Day,
        Front,
        ListPosition,
        Location,
        ReadingProgress,
        SavedShelf,
        Search,
        SectionOf,
        Visit,
    )
    from hpreader.model.rows import Rows
    from hpreader.model.sources import (
        CacheState,
        Queued,
        SavedSearch,
        Section,
        SectionState,
        Source,
        SourceState,
        Validators,
    )

__all__ = [
    "IMAGE_MODES",
    "LONGEST_TRAIL",
    "UNDATED",
    "VIETNAM",
    "AddressHealth",
    "Anchor",
    "Article",
    "ArticleRef",
    "Attachment",
    "Block",
    "CacheState",
    "Day",
    "DayCount",
    "Embed",
    "Entry",
    "Explanation",
    "ExplanationStep",
    "Failed",
    "Forms",
    "Front",
    "Heading",
    "Headline",
    "HealthReport",
    "Hit",
    "Image",
    "ImageMode",
    "Inline",
    "LinkState",
    "ListBlock",
    "ListPosition",
    "ListQuery",
    "Listing",
    "Location",
    "PageSynced",
    "Paragraph",
    "Progress",
    "Queued",
    "Quote",
    "ReadingProgress",
    "Ready",
    "Related",
    "RelatedFrom",
    "Rows",
    "SavedSearch",
    "SavedShelf",
    "Search",
    "Section",
    "SectionOf",
    "SectionState",
    "Source",
    "SourceState",
    "SourceSynced",
    "Span",
    "SpanKind",
    "StaleProfile",
    "Step",
    "SyncDone",
    "SyncEvent",
    "Table",
    "Validators",
    "Visit",
    "block_inlines",
    "count_words",
]

VIETNAM = timezone(timedelta(hours=7), "+07:00")
"""The country's one time zone; it has had no daylight saving since 1979, so no tzdata is needed."""

UNDATED = date.min
"""The day of headlines without a date, where a list is divided by days."""

ImageMode = Literal["kitty", "sixel", "iterm", "blocks", "off"]
"""How a terminal draws images: by one of three protocols, as half-blocks, or not at all."""

IMAGE_MODES: tuple[ImageMode, ...] = get_args(ImageMode)
"""What `pictures` in config.toml may be, besides "auto"."""

_MODULES = {
    "article": "Article Attachment Block Embed Forms Heading Image Inline ListBlock Paragraph Quote Related RelatedFrom Span SpanKind Table block_inlines count_words",
    "events": "Failed PageSynced Progress Ready SourceSynced SyncDone SyncEvent",
    "entries": "Entry Listing",
    "counts": "DayCount Hit",
    "health": "AddressHealth HealthReport StaleProfile",
    "explanation": "Explanation ExplanationStep Step",
    "lists": "Headline LinkState ListQuery",
    "locations": "Anchor ArticleRef Day Front LONGEST_TRAIL ListPosition Location ReadingProgress SavedShelf Search SectionOf Visit",
    "rows": "Rows",
    "sources": "CacheState Queued SavedSearch Section SectionState Source SourceState Validators",
}
_MODULE_OF = {name: module for module, names in _MODULES.items() for name in names.split()}


def __getattr__(name: str) -> Any:
    """Import the module of a class when the class is first used (PEP 562)."""
    if name not in _MODULE_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    noun = getattr(import_module(f"hpreader.model.{_MODULE_OF[name]}"), name)
    globals()[name] = noun
    return noun
