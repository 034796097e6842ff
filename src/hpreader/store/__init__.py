"""The sqlite3 door: the cache, which can be fetched again, and the user's data, which cannot.

`Store` (store.py) has an object for each kind of data, in the module of its name:

articles.py    bodies and headlines             identities.py  ids of articles, and aliases
entries.py     what lists contain               lists.py       lists of headlines, and counts
marks.py       read and saved                   sources.py     subscriptions, synchronisations
trail.py       the reading trail                queue.py       links that wait for the network
progress.py    reading positions                searches.py    full-text and saved searches
images.py      images, with their own limit     http_cache.py  validators of responses
notes.py       single values about servers      cache.py       the cache's size and limits
place_articles.py   notices, and articles that name places; place_labels.py finds both in a text
known_items.py   items of feeds by the hashes of their bytes
view_preferences.py   how lists look
stories.py     which articles report one event; story_index.py what they are compared by;
               story_splits.py what the user parted

What these share:

database.py       one connection over both files; transactions; recovery from a broken cache
files.py          creates and opens the files; migrations.py, errors.py
memory_copies.py  copies in memory of files on full disks
article_table.py  rows of articles, with their placements in lists and their labels; stored_article.py
placements.py     the lists that contain an article, and their counts
bulk_marks.py     marks many articles at once; id_list.py
article_batch.py  many articles that are stored together; list_merge.py merges entries into them
contents.py       the texts of articles, compressed
replacement.py    what becomes of a text when another one arrives: former texts, edits
fts_index.py      the full-text index; full_text.py, search_query.py, term_check.py and snippet.py
                  search it
stored_rows.py    one list, read in windows; list_select.py has its SQL, list_days.py finds rows
                  by the counts of days; list_scanner.py reads the lists that no index has in their
                  order, list_scan.py keeps them; long_lists.py reads them for another connection
list_slices.py    which articles a list contains that is stored in slices
saved_copies.py   saved articles in the user's data; duplicates.py merges two articles
outside_changes.py  whether another process changed what is shown
trail_merge.py    one trail of those of several readers
marks_revision.py whether the cache's copies of the marks are current
imported_marks.py  marks and saved articles from another program; newsboat_cache.py reads newsboat's
traces.py         what `hpreader forget` deletes; userdata_traces.py has its SQL
user_facts.py     single values of the user's data
codec.py          values of `model` as JSON; timestamps.py
"""

from __future__ import annotations

from hpreader.store.entries import KnownArticle
from hpreader.store.known_items import KnownItem
from hpreader.store.list_merge import ListedEntry
from hpreader.store.list_slices import IdTable, TakenIds
from hpreader.store.memory_copies import MemoryCopies
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
