"""The nouns of the reader: frozen values that every room may pass on.

    article.py   runs of text, blocks, the article        lists.py    headlines, queries
    sources.py   newspapers and what is known of them     rows.py     a list read by windows
    places.py    what can be opened, visits               entries.py  what a feed brings
    events.py    what the newsroom yields                 counts.py   days, what a search found
    health.py    what `doctor` reports

Times are aware datetimes; what is shown or grouped by day is first turned to `VIETNAM`. Texts are
clean already (`text.clean`): NFC, no control characters, no markup of any kind.

A noun's module is imported when the noun is first asked for: making a frozen dataclass costs about
a millisecond, and the first headlines need few of the forty. So what runs before the first picture
imports nouns for the type checker only, and says `model.Visit` where it makes one.
"""

from __future__ import annotations

from datetime import timedelta, timezone
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hpreader.model.article import (
        Article,
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
    from hpreader.model.health import HealthReport, StaleProfile
    from hpreader.model.lists import (
        Headline,
        LinkState,
        ListQuery,
    )
    from hpreader.model.places import (
        LONGEST_TRAIL,
        Anchor,
        ArticleAt,
        Day,
        Front,
        ListPlace,
        Location,
        Reached,
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
    "LONGEST_TRAIL",
    "VIETNAM",
    "Anchor",
    "Article",
    "ArticleAt",
    "Block",
    "CacheState",
    "Day",
    "DayCount",
    "Embed",
    "Entry",
    "Failed",
    "Forms",
    "Front",
    "Heading",
    "Headline",
    "HealthReport",
    "Hit",
    "Image",
    "Inline",
    "LinkState",
    "ListBlock",
    "ListPlace",
    "ListQuery",
    "Listing",
    "Location",
    "PageSynced",
    "Paragraph",
    "Progress",
    "Queued",
    "Quote",
    "Reached",
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

_MODULES = {
    "article": "Article Block Embed Forms Heading Image Inline ListBlock Paragraph Quote Related RelatedFrom Span SpanKind Table block_inlines count_words",
    "events": "Failed PageSynced Progress Ready SourceSynced SyncDone SyncEvent",
    "entries": "Entry Listing",
    "counts": "DayCount Hit",
    "health": "HealthReport StaleProfile",
    "lists": "Headline LinkState ListQuery",
    "places": "Anchor ArticleAt Day Front LONGEST_TRAIL ListPlace Location Reached SavedShelf Search SectionOf Visit",
    "rows": "Rows",
    "sources": "CacheState Queued SavedSearch Section SectionState Source SourceState Validators",
}
_MODULE_OF = {name: module for module, names in _MODULES.items() for name in names.split()}


def __getattr__(name: str) -> Any:
    """Import a noun's module when it is first asked for (PEP 562)."""
    if name not in _MODULE_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    noun = getattr(import_module(f"hpreader.model.{_MODULE_OF[name]}"), name)
    globals()[name] = noun
    return noun
