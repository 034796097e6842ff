"""The sqlite3 door: the cache, which can be fetched again, and the user's data, which cannot.

`Store` (store.py) has an object for each kind of data, over one `Database` (database.py: a connection to both
files, transactions, recovery from a broken cache). Each directory imports from those above it in this list only:

    values/    how values are stored: JSON, times, hashes, ids
    files/     the two files: creation, versions, errors, copies in memory
    rows/      the rows of articles, and what is derived from each: lists, index, labels, ids
    search/    full-text and saved searches
    lists/     lists of headlines, and counts
    marks/     read and saved
    articles/  texts and headlines by id or address, edits
    entries/   what lists of the network contain
    trail/     the reading trail, reading positions, the queue
    rules/     what rules say of articles
    stories/   which articles report one event
    imports/   marks from other programs
    traces/    what `hpreader forget` deletes

Kinds of data with one module:

    sources.py           subscriptions, synchronisations    cache.py          the cache's size and limits
    http_cache.py        validators of responses            images.py         images, with their own limit
    notes.py             single values about servers        user_facts.py     single values of the user's data
    accounts.py          what both sides agreed on last     place_articles.py notices, and articles that name places
    view_preferences.py  how lists look                     outside_changes.py  what another process changed
    userdata_copies.py   copies of the user's data
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hpreader.lazy_names import lazy_names

if TYPE_CHECKING:
    from hpreader.store.entries.entries import KnownArticle
    from hpreader.store.entries.known_items import KnownItem
    from hpreader.store.entries.list_merge import ListedEntry
    from hpreader.store.entries.list_slices import IdTable, TakenIds
    from hpreader.store.files.memory_copies import MemoryCopies
    from hpreader.store.notes import (
        Failures,
        ListAddress,
        ListRhythm,
        Pause,
        RobotsFile,
        StaleProfileNote,
    )
    from hpreader.store.sources import RemovedSource, SourceCheck
    from hpreader.store.store import Store

__all__ = [
    "Failures",
    "IdTable",
    "KnownArticle",
    "KnownItem",
    "ListAddress",
    "ListRhythm",
    "ListedEntry",
    "MemoryCopies",
    "Pause",
    "RemovedSource",
    "RobotsFile",
    "SourceCheck",
    "StaleProfileNote",
    "Store",
    "TakenIds",
]

__getattr__ = lazy_names(
    __name__,
    {
        "entries.entries": "KnownArticle",
        "entries.known_items": "KnownItem",
        "entries.list_merge": "ListedEntry",
        "entries.list_slices": "IdTable TakenIds",
        "files.memory_copies": "MemoryCopies",
        "notes": "Failures ListAddress ListRhythm Pause RobotsFile StaleProfileNote",
        "sources": "RemovedSource SourceCheck",
        "store": "Store",
    },
)
