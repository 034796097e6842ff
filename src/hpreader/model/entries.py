"""The items of lists, before they are compared with the stored ones."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hpreader.model.field_changes import replaced

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from hpreader.problems import Problem


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of a feed, a REST response or a section page."""

    url: str
    """Resolved and canonical; "" where the entry has no address."""
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
    text_html: str = ""
    """The text of the list's entry, as HTML, where it may be a teaser only; see `body_html`."""
    fragment: str = ""
    """The part of the entry's address after `#`, which `url` does not contain."""
    media_type: str = ""
    """The media type (RFC 6838) of the file at `url`: a sound, a film, a document; "" for a page."""
    own_key: str = ""
    """What distinguishes the entry from others with its address; see `newsroom.sync.own_keys`."""
    is_shared: bool = False
    """Whether the list contains other entries with the same address."""

    def identified(self, *, guid: str, own_key: str, is_shared: bool) -> Entry:
        """Return the entry with what identifies it in its list."""
        if (guid, own_key, is_shared) == (self.guid, self.own_key, self.is_shared):
            return self
        return replaced(self, guid=guid, own_key=own_key, is_shared=is_shared)

    @property
    def has_no_page(self) -> bool:
        """Whether no page belongs to this entry alone, so that its own text is the article."""
        has_text = bool(self.body_html or self.text_html or self.summary)
        return not self.url or bool(self.media_type) or (self.is_shared and has_text)


@dataclass(frozen=True, slots=True)
class Listing:
    """What one list address gave."""

    entries: Collection[Entry]
    """In the list's order."""
    title: str = ""
    home: str = ""
    problem: Problem | None = None
    """Set where the list was cut or not well-formed and the entries are what could be saved."""
    is_plain: bool = field(default=False, compare=False)
    """Whether each entry follows from its own item alone, whatever else the list contains."""
