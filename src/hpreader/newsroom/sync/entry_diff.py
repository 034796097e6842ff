"""Which entries of a list are new, changed or moved: a pure function of what is stored and the list."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from hpreader.store import KnownArticle, ListedEntry
from hpreader.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Mapping, Sequence

    from hpreader.model import Entry


def fingerprint(entry: Entry) -> str:
    """Return a hash that differs between an entry and its edited or moved version.

    It contains the entry's own address, not the article's: the article's is the one on its page,
    and a list may continue with a former one.
    """
    content = "\0".join((entry.url, entry.title, entry.summary, entry.body_html))
    if entry.is_shared:  # then the entry's text takes the place of the page
        content += "\0shared"
    return hashlib.sha256(content.encode()).hexdigest()[:16]


def matches(entry: Entry, only: Sequence[str]) -> bool:
    """Does an entry contain one of these phrases? Every entry matches where there are none."""
    if not only:
        return True
    text = fold(f"{entry.title} {entry.summary}")
    return any(fold(phrase) in text for phrase in only)


def diff_entries(
    entries: Iterable[Entry],
    *,
    identify: Callable[[Entry], str],
    known: Callable[[Iterable[str]], Mapping[str, KnownArticle]],
    only: Sequence[str] = (),
    new_ids: Container[str] = (),
) -> tuple[ListedEntry, ...]:
    """Return each matching entry once, with its article's id and whether it is new or changed.

    A moved entry counts as changed.

    Args:
        entries: the entries of a list.
        identify: returns the id of an entry's article.
        known: returns what is stored of the articles with these ids, with the fingerprint of their
            last entry in this list, "" where the list never contained the article: two lists may
            contain the same article in different words, which is no edit.
        only: phrases of which one must occur (see `matches`).
        new_ids: ids of articles that are new in this sync, because another source contains them
            too: which of two sources answers first must not decide what is new in them.
    """
    by_id: dict[str, Entry] = {}
    for entry in entries:
        if matches(entry, only):
            by_id.setdefault(identify(entry), entry)
    stored = known(by_id)
    listed = []
    for article_id, entry in by_id.items():
        before, current = stored.get(article_id), fingerprint(entry)
        is_new = before is None or not before.listed or _is_new_beside(article_id, before, new_ids)
        is_changed = before is not None and not is_new and before.fingerprint not in ("", current)
        listed.append(ListedEntry(article_id, entry, current, is_new, is_changed))
    return tuple(listed)


def _is_new_beside(article_id: str, before: KnownArticle, new_ids: Container[str]) -> bool:
    return article_id in new_ids and not before.fingerprint
