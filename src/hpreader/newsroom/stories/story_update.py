"""Compares articles that came or changed with those of the days around them, and makes stories of the links.

Where data comes from and goes to: texts, names and numbers of articles (`store.story_index`) -> `hpreader.stories`
-> features, links with their evidence and stories (`store.stories`), which lists and views read.

What one article costs does not grow with the cache: candidates are found by an index of rare keys in the days
around it, and only the likeliest are compared.
"""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Final

from hpreader import stories
from hpreader.store.stories.stories import StoredLink

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from hpreader.store import Store
    from hpreader.store.stories.story_index import StoredText
    from hpreader.stories import Features

CHUNK: Final = 50
"""Articles that are compared in one transaction: about a tenth of a second."""
_FEWEST_KEYS: Final = 2
"""Rare keys that two articles share at least: less cannot make a story."""
_MOST_COMPARED: Final = 12
"""Articles that one is compared with, those that share most."""


def update_chunk(store: Store, first: int, last: int) -> int:
    """Compare up to `CHUNK` articles of some days, in one transaction.

    Args:
        store: the connection that writes.
        first: the first day, as `date.toordinal` counts.
        last: the last one.

    Returns:
        How many were compared; 0 where nothing is left to do.

    Raises:
        ProblemError: disk_full, disk_read_only, disk.
    """
    numbers = store.story_index.pending(first, last, CHUNK)
    if not numbers:
        return 0
    with store.database.writing():
        _compare(store, numbers)
    return len(numbers)


def remake_after(store: Store, number: int) -> int | None:
    """Make the stories of the next linked articles anew, where the user's splits are others than before.

    Args:
        store: the connection that writes.
        number: that of the last article whose story was made; 0 at the beginning.

    Returns:
        The number to go on with; None at the end.

    Raises:
        ProblemError: disk_full, disk_read_only, disk.
    """
    numbers = store.stories.linked_after(number, CHUNK)
    with store.database.writing():
        for one in numbers:
            remake_stories(store, {one})
        if not numbers:
            store.story_splits.note_applied()
    return numbers[-1] if numbers else None


def follow_splits(store: Store) -> None:
    """Make all stories anew, if the user's splits are others than those that they were made with.

    Raises:
        ProblemError: disk_full, disk_read_only, disk.
    """
    number = None if store.story_splits.are_applied() else 0
    while number is not None:
        number = remake_after(store, number)


def _compare(store: Store, numbers: Sequence[int]) -> None:
    index = store.story_index
    texts = sorted(index.texts(numbers), key=lambda text: text.number)
    before = index.features(numbers)
    features: dict[int, Features] = {}
    keys: dict[int, Sequence[int]] = {}
    for text in texts:
        one = _features(text)
        features[text.number], keys[text.number] = one, stories.index_keys(one)
        old = (
            stories.index_keys(stories.unpack(before[text.number])) if text.number in before else ()
        )
        index.put(text, stories.pack(one), keys[text.number], old)
    total = cache(lambda day: index.count(day - stories.MOST_DAYS, day + stories.MOST_DAYS))
    links: list[StoredLink] = []
    for at, text in enumerate(texts):
        counts, shared = index.candidates(
            keys[text.number],
            text.day - stories.MOST_DAYS,
            text.day + stories.MOST_DAYS,
            stories.COMMON,
        )
        rarity = stories.Rarity(total(text.day), counts)
        later = {other.number for other in texts[at:]}  # these are compared with it at their turn
        chosen = _likeliest(shared, counts, later)
        _load(store, features, chosen)
        ids = store.stories.ids(chosen)
        for number in chosen:
            if number in ids:
                links += _links(text, features[text.number], number, ids, features[number], rarity)
    store.stories.put_links(links)
    remake_stories(store, {*numbers, *(link.first for link in links)})
    index.remove_old_keys()


def _features(text: StoredText) -> Features:
    return stories.features_of(
        stories.Report(text.title, text.text, text.source, text.day, text.links)
    )


def _likeliest(
    shared: Mapping[int, Sequence[int]], counts: Mapping[int, int], left_out: Collection[int]
) -> list[int]:
    """The articles that share most, a rare key counting more than a common one."""
    weights = {
        number: sum(1 / counts[key] for key in keys)
        for number, keys in shared.items()
        if len(keys) >= _FEWEST_KEYS and number not in left_out
    }
    return sorted(weights, key=lambda number: (-weights[number], number))[:_MOST_COMPARED]


def _load(store: Store, features: dict[int, Features], numbers: Iterable[int]) -> None:
    """Add the features of articles that are not there yet."""
    missing = [number for number in numbers if number not in features]
    for number, stored in store.story_index.features(missing).items():
        features[number] = stories.unpack(stored)


def _links(
    text: StoredText,
    one: Features,
    number: int,
    ids: Mapping[int, str],
    other: Features,
    rarity: stories.Rarity,
) -> list[StoredLink]:
    found = stories.compare(one, other, rarity, (text.id, ids[number]))
    if found.score < stories.WEAK:
        return []
    reasons = json.dumps(found.reasons, ensure_ascii=False)
    first, second = sorted((text.number, number))
    return [StoredLink(first, second, found.score, found.is_copy, reasons)]


def remake_stories(store: Store, numbers: Collection[int]) -> None:
    """Make the stories of some articles anew, with all that are linked with them; writes."""
    nodes = store.stories.linked(numbers, stories.STORY)
    ids = store.stories.ids(nodes)
    by_id = {article_id: number for number, article_id in ids.items()}
    splits = [
        frozenset(by_id[one] for one in pair)
        for pair in store.story_splits.among(by_id)
        if by_id.keys() >= pair
    ]
    stored = store.stories.links(nodes)
    links = [stories.Link(*link[:4]) for link in stored]
    found = stories.clusters(links, frozenset(splits))
    home = {number: at for at, story in enumerate(found) for number in story}
    copies = stories.clusters(
        [
            link
            for link in links
            if link.is_copy and home.get(link.first, -1) == home.get(link.second)
        ],
        frozenset(splits),
    )
    store.stories.put_stories(nodes, found, copies)
