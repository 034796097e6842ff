"""What a list brings that is new, changed or moved: a pure function of what we had and what came."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from hpreader.store import Known, Listed
from hpreader.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from hpreader.model import Entry


def fingerprint(entry: Entry) -> str:
    """Tell an edited or moved entry from one that merely came again.

    Its own address is compared, not the article's: that is what its page says, and a list may go
    on giving a former one.
    """
    said = "\0".join((entry.url, entry.title, entry.summary, entry.body_html))
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def is_wanted(entry: Entry, only: Sequence[str]) -> bool:
    """Does an entry speak of one of these phrases? Everything is wanted where there are none."""
    if not only:
        return True
    said = fold(f"{entry.title} {entry.summary}")
    return any(fold(phrase) in said for phrase in only)


def decide(
    entries: Iterable[Entry],
    *,
    identify: Callable[[str, str], str],
    known: Callable[[Iterable[str]], Mapping[str, Known]],
    only: Sequence[str] = (),
    just_come: Collection[str] = (),
) -> tuple[Listed, ...]:
    """Say of each wanted entry who it is and whether it is new or changed (or moved); each once.

    Args:
        entries: what a list brought.
        identify: gives an article's id for an address and a guid.
        known: gives what is kept of the articles with these ids, with the fingerprint that this
            list gave last, "" where it never brought the article: two lists may say the same
            article in other words, which is no edit.
        only: phrases of which one must occur (see `is_wanted`).
        just_come: ids that are new since a moment ago, because another source brought them in the
            same sync: which of two sources answers first must not decide what is new in them.
    """
    by_id: dict[str, Entry] = {}
    for entry in entries:
        if is_wanted(entry, only):
            by_id.setdefault(identify(entry.url, entry.guid), entry)
    kept = known(by_id)
    listed = []
    for article_id, entry in by_id.items():
        before, mark = kept.get(article_id), fingerprint(entry)
        is_new = before is None or not before.listed or _came_beside(article_id, before, just_come)
        is_changed = before is not None and not is_new and before.fingerprint not in ("", mark)
        listed.append(Listed(article_id, entry, mark, is_new, is_changed))
    return tuple(listed)


def _came_beside(article_id: str, before: Known, just_come: Collection[str]) -> bool:
    return article_id in just_come and not before.fingerprint
