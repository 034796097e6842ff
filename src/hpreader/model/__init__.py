"""The values of the reader: frozen classes that every room may pass on.

    article.py   blocks, the article                      lists.py    headlines, queries
    text_run.py  runs of text                             references.py  what names an article
    sources.py   newspapers and their state               rows.py     a list read in windows
    locations.py what can be opened, visits               entries.py  the items of feeds
    events.py    what the newsroom yields                 counts.py   days, what a search found
    health.py    what `doctor` reports                    list_names.py  names of lists (functions)
    user_command.py  the user's own commands                    brief.py  the news of a day in parts
                                                edition.py  articles with what a file of them needs
    text_changes.py, former_text.py  what was edited      field_changes.py  copies with other fields
    stories.py  one event, several articles

Times are aware datetimes; what is shown or grouped by day is first turned to `VIETNAM`. Texts are
clean already (`text.clean`): NFC, no control characters, no markup of any kind.

The module of a class is imported when the class is first used: creating a frozen dataclass takes about
a millisecond, and the first headlines need few of the forty. So code that runs before the first screen
imports these classes for the type checker only, and writes `model.Visit` where it creates one.
"""

from __future__ import annotations

from datetime import date, timedelta, timezone
from typing import TYPE_CHECKING, Literal, get_args

from hpreader.lazy_names import lazy_names

if TYPE_CHECKING:
    from hpreader.model.accounts import Account
    from hpreader.model.article import (
        Article,
        Attachment,
        Block,
        Embed,
        Forms,
        Heading,
        Image,
        ListBlock,
        Paragraph,
        Quote,
        Related,
        RelatedFrom,
        Table,
        block_inlines,
        count_words,
    )
    from hpreader.model.counts import DayCount, Hit, SearchTerm, SearchTerms
    from hpreader.model.entries import Entry, Listing
    from hpreader.model.events import (
        AccountSynced,
        Failed,
        PageSynced,
        Progress,
        Ready,
        SourceSynced,
        SyncDone,
        SyncEvent,
    )
    from hpreader.model.explanation import Explanation, ExplanationStep, Step
    from hpreader.model.former_text import FormerText
    from hpreader.model.health import AddressHealth, HealthReport, StaleProfile
    from hpreader.model.lists import (
        Headline,
        LinkState,
        ListQuery,
    )
    from hpreader.model.locations import (
        LONGEST_TRAIL,
        BriefUntil,
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
    from hpreader.model.references import Anchor, ArticleRef
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
    from hpreader.model.stories import (
        FoldedRow,
        Folding,
        Story,
        StoryReason,
        StoryReport,
    )
    from hpreader.model.text_changes import Change, Edit
    from hpreader.model.text_run import Inline, Span, SpanKind
    from hpreader.model.user_command import UserCommand

__all__ = [
    "IMAGE_MODES",
    "LONGEST_TRAIL",
    "UNDATED",
    "VIETNAM",
    "Account",
    "AccountSynced",
    "AddressHealth",
    "Anchor",
    "Article",
    "ArticleRef",
    "Attachment",
    "Block",
    "BriefUntil",
    "CacheState",
    "Change",
    "Day",
    "DayCount",
    "Edit",
    "Embed",
    "Entry",
    "Explanation",
    "ExplanationStep",
    "Failed",
    "FoldedRow",
    "Folding",
    "FormerText",
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
    "SearchTerm",
    "SearchTerms",
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
    "Story",
    "StoryReason",
    "StoryReport",
    "SyncDone",
    "SyncEvent",
    "Table",
    "UserCommand",
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

__getattr__ = lazy_names(
    __name__,
    {
        "article": "Article Attachment Block Embed Forms Heading Image ListBlock Paragraph Quote Related RelatedFrom Table block_inlines count_words",
        "accounts": "Account",
        "events": "AccountSynced Failed PageSynced Progress Ready SourceSynced SyncDone SyncEvent",
        "former_text": "FormerText",
        "text_changes": "Change Edit",
        "entries": "Entry Listing",
        "counts": "DayCount Hit SearchTerm SearchTerms",
        "health": "AddressHealth HealthReport StaleProfile",
        "explanation": "Explanation ExplanationStep Step",
        "stories": "FoldedRow Folding Story StoryReason StoryReport",
        "text_run": "Inline Span SpanKind",
        "lists": "Headline LinkState ListQuery",
        "locations": "BriefUntil Day Front LONGEST_TRAIL ListPosition Location ReadingProgress SavedShelf Search SectionOf Visit",
        "references": "Anchor ArticleRef",
        "rows": "Rows",
        "sources": "CacheState Queued SavedSearch Section SectionState Source SourceState Validators",
        "user_command": "UserCommand",
    },
)
