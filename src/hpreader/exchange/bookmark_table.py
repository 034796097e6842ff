"""Bookmarks in CSV: exports of Pocket, Instapaper, Raindrop, wallabag, Readwise Reader and the like.

They differ in the names of their columns only, so the columns are found by these names.
"""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, Final

from hpreader.exchange.bookmark_page import ARCHIVES
from hpreader.exchange.saved_links import LinkCollection, SavedLinks, time_of
from hpreader.i18n import _
from hpreader.text import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

NAMES: Final[dict[str, tuple[str, ...]]] = {
    "url": ("url", "link", "href", "uri", "address", "given_url", "resolved_url"),
    "title": ("title", "name", "given_title", "resolved_title", "description"),
    "tags": ("tags", "document tags", "labels", "tag_names"),
    "folder": ("folder", "collection"),
    "time": (
        "time_added", "timestamp", "created", "created_at", "createdat", "saved date", "date_added", "dateadded",
        "savedat", "added", "time",
    ),
    "state": ("status", "location", "state", "is_archived", "archived"),
}  # fmt: skip
"""For each meaning the names of its column, in lower case, the most telling first; `description` is Pinboard's title."""
_TRUE: Final = frozenset({"1", "true", "yes"})
_STATES: Final = frozenset({"unread", "archive", "archived", "starred"})
"""Instapaper has these in the column of the folder, too."""
_DELIMITERS: Final = (",", ";", "\t")
_BEFORE: Final = "\ufeff\n\r "
LONGEST_HEADER: Final = 10_000
LONGEST_CELL: Final = 1_000_000
"""Characters; some exports contain notes and excerpts."""


def read_table(text: str) -> SavedLinks | None:
    """The links of a table, in its order; None where no column has addresses.

    A line that is no CSV is told by its number, and the next one is read.
    """
    header, delimiter = _header(text)
    columns = _columns(header)
    if "url" not in columns:
        return None
    csv.field_size_limit(LONGEST_CELL)
    rows = csv.reader(io.StringIO(text.lstrip(_BEFORE), newline=""), delimiter=delimiter)
    found = LinkCollection()
    is_first = True
    while True:
        try:
            row = next(rows)
        except StopIteration:
            return found.result()
        except csv.Error:  # a cell that is too long
            found.refuse(_("line {number}").format(number=rows.line_num), "cut")
            continue
        if not is_first and any(cell.strip() for cell in row):
            _add(found, columns, row)
        is_first = False


def has_table(text: str) -> bool:
    """Whether the first line is that of a table with addresses."""
    header, _delimiter = _header(text)
    return len(header) > 1 and "url" in _columns(header)


def _header(text: str) -> tuple[Sequence[str], str]:
    """The first line, and what parts its cells."""
    first = re.split(r"[\r\n]", text.lstrip(_BEFORE)[:LONGEST_HEADER], maxsplit=1)[0]
    delimiter = max(_DELIMITERS, key=first.count)
    return next(csv.reader([first], delimiter=delimiter), []), delimiter


def _columns(header: Sequence[str]) -> dict[str, int]:
    """The number of the column of each meaning that the table has."""
    names = [name.strip().strip('"').casefold() for name in header]
    found: dict[str, int] = {}
    for meaning, known in NAMES.items():
        if name := next((one for one in known if one in names), ""):
            found[meaning] = names.index(name)
    return found


def _add(found: LinkCollection, columns: dict[str, int], row: Sequence[str]) -> None:
    def cell(meaning: str) -> str:
        column = columns.get(meaning, len(row))
        return row[column].strip() if column < len(row) else ""

    folder = cell("folder")
    is_state = fold(folder) in _STATES
    found.add(
        cell("url"),
        cell("title"),
        folders=() if is_state else tuple(filter(None, re.split(r"\s*/\s*", folder))),
        tags=_tags(cell("tags")),
        at=time_of(cell("time")),
        is_read=is_archived(cell("state")) or (is_state and fold(folder) in ARCHIVES),
    )


def is_archived(state: str) -> bool:
    """Whether the state of a bookmark, or the value of `is_archived`, means that it was read."""
    return fold(state) in ARCHIVES | _TRUE


def _tags(text: str) -> tuple[str, ...]:
    """Tags, parted by `|` (Pocket), by commas, or as a list in JSON or Python."""
    return tuple(tag.strip(" \"'") for tag in re.split(r"[|,]", text.strip("[] ")))
