"""Entries that wait to be stored are compressed, and a large feed is not in memory as a whole."""

from __future__ import annotations

import pickle
import tracemalloc
from datetime import timedelta

from hpreader.feed import joined_parts, read_feed, read_feed_in_parts
from hpreader.model import Entry, Listing
from hpreader.newsroom.parsers.packed_entries import PackedEntries, slices
from tests.support.newsdesk import HOME, MODIFIED

FEED = f"{HOME}/tin.rss"


def entry(number: int) -> Entry:
    return Entry(
        f"{HOME}/tin-{number}.html",
        f"Tin thứ {number} ở bến sông",
        guid=f"tin-{number}",
        published=MODIFIED - timedelta(minutes=number),
        body_html="<p>Sáng nay cầu thông xe.</p>",
        is_shared=number == 3,
    )


def test_packed_entries_are_the_entries_each_time() -> None:
    entries = [entry(number) for number in range(1_200)]
    packed = PackedEntries.of(entries)
    assert len(packed) == 1_200
    assert list(packed) == entries
    assert list(packed) == entries
    assert entries[7] in packed
    assert list(pickle.loads(pickle.dumps(packed))) == entries


def test_packed_and_other_entries_are_joined_in_their_order() -> None:
    entries = [entry(number) for number in range(6)]
    joined = PackedEntries.joined(
        [
            Listing(PackedEntries.of(entries[:3])),
            Listing(tuple(entries[3:])),
        ]
    )
    assert list(joined) == entries


def test_a_packed_entry_takes_few_bytes() -> None:
    packed = PackedEntries.of(entry(number) for number in range(1_000))
    assert len(pickle.dumps(packed)) < 60 * 1_000


def test_slices_are_all_items_in_their_order() -> None:
    assert list(slices(range(5), 2)) == [(0, 1), (2, 3), (4,)]
    assert list(slices([], 2)) == []


def test_a_large_feed_is_decoded_and_read_a_part_at_a_time() -> None:
    items = "".join(
        f"<item><title>Tin {number}</title><link>{HOME}/tin-{number}.html</link>"
        f"<description>{'cầu đường ' * 100}</description></item>"
        for number in range(1_500)
    )
    body = f"<rss version='2.0'><channel><title>Báo</title>{items}</channel></rss>".encode()
    whole = read_feed(body, FEED)
    assert isinstance(whole, Listing)
    tracemalloc.start()
    parts = [PackedEntries.of(part.entries) for part in read_feed_in_parts(body, FEED)]  # type: ignore[union-attr]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [one for part in parts for one in part] == list(whole.entries)
    assert peak < len(body)  # its text alone has as many bytes


def test_a_part_with_a_problem_makes_no_plain_list() -> None:
    body = b"<rss version='2.0'><channel><item><title>a</title></item>%s</channel></rss>"
    plain, broken = (read_feed(body % more, FEED) for more in (b"", b"<item><title>b</item>"))
    assert isinstance(plain, Listing)
    assert isinstance(broken, Listing)
    assert (plain.is_plain, broken.is_plain) == (True, False)
    joined = joined_parts([plain, broken])
    assert isinstance(joined, Listing)
    assert not joined.is_plain
