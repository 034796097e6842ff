"""The sqlite3 door: the cache, which can be fetched again, and the user's data, which cannot.

`Store` (store.py) has an object for each kind of data, in the module of its name:

articles.py    bodies and headlines             identities.py  ids of articles, and aliases
entries.py     what lists contain               lists.py       lists of headlines, and counts
marks.py       read and saved                   sources.py     subscriptions, synchronisations
trail.py       the reading trail                queue.py       links that wait for the network
progress.py    reading positions                searches.py    full-text and saved searches
images.py      images, with their own limit     http_cache.py  validators of responses
notes.py       single values about servers      cache.py       the cache's size and limits
view_preferences.py   how lists look

What these share:

database.py       one connection over both files; transactions; recovery from a broken cache
files.py          creates and opens the files; migrations.py, errors.py
article_table.py  rows of articles, with their placements in lists and their labels
fts_index.py      the full-text index; full_text.py, search_query.py and snippet.py search it
stored_rows.py    one list, read in windows; list_select.py has its SQL, list_scan.py the lists
                  that no index has in their order
saved_copies.py   saved articles in the user's data; duplicates.py merges two articles
marks_revision.py whether the cache's copies of the marks are current
user_facts.py     single values of the user's data
codec.py          values of `model` as JSON; timestamps.py
"""

from __future__ import annotations

from hpreader.store.entries import KnownArticle, ListedEntry
from hpreader.store.notes import ListAddress, ListRhythm, Pause, RobotsFile, StaleProfileNote
from hpreader.store.sources import RemovedSource, SourceCheck
from hpreader.store.store import Store

__all__ = [
    "KnownArticle",
    "ListAddress",
    "ListRhythm",
    "ListedEntry",
    "Pause",
    "RemovedSource",
    "RobotsFile",
    "SourceCheck",
    "StaleProfileNote",
    "Store",
]
