"""Synchronisation: the lists of the sources, and the articles that they lead to.

sync_run.py       one sync: all sources at once, then their articles
source_lists.py   the lists of one source: fetched concurrently, stored in order
list_fetch.py     one list: the first of its addresses that answers
list_rhythm.py    how often a list has something new, and which validators are reliable (pure)
entry_diff.py     which entries are new or changed (pure)
entry_storage.py  stores the entries of a list, with the bodies that came with it
backfill.py       entries that are older than what a list shows
edits.py          edits of older posts, by WordPress' REST API
concurrency.py    several coroutines at once
"""
