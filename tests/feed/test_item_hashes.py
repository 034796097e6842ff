"""Items are known by the hash of their bytes and of what else their entry follows from."""

from __future__ import annotations

import pytest

from hpreader.feed import changed_feed

HEAD = "<rss version='2.0'><channel><title>Báo</title>"
ONE, TWO = "<item><title>một</title></item>", "<item><title>hai</title></item>"


def feed(*items: str, head: str = HEAD) -> bytes:
    return f"{head}{''.join(items)}</channel></rss>".encode()


def hashes(body: bytes, salt: str = "") -> tuple[int, ...]:
    found = changed_feed(body, salt)
    assert found is not None
    return found.unknown


def test_known_items_are_taken_out_and_the_rest_is_a_feed() -> None:
    one, two = hashes(feed(ONE, TWO))
    found = changed_feed(feed(TWO, ONE), "", {one})
    assert found is not None
    assert (found.body, found.known, found.unknown) == (feed(TWO), (one,), (two,))


def test_a_new_title_or_date_of_the_feed_changes_no_item() -> None:
    newer = HEAD + "<lastBuildDate>Sun, 22 Nov 2026 08:00:00 +0700</lastBuildDate>"
    assert hashes(feed(ONE)) == hashes(feed(ONE, head=newer))


@pytest.mark.parametrize(
    ("head", "salt"),
    [
        ("<rss version='2.0' xml:base='/a'><channel>", ""),
        ("<rss version='2.0'><channel xml:lang='en'>", ""),
        (HEAD, "another source"),
    ],
)
def test_what_an_entry_follows_from_besides_its_bytes_changes_the_hash(
    head: str, salt: str
) -> None:
    assert hashes(feed(ONE)) != hashes(feed(ONE, head=head), salt)


def test_items_whose_dates_are_read_as_others_show_are_not_told_apart() -> None:
    dated = "<item><pubDate>3/7/2026</pubDate></item>"
    assert changed_feed(feed(ONE, dated), "") is None
    linked = "<item><link>https://bao.vn/2026/3/7/tin.html</link></item>"
    assert changed_feed(feed(ONE, linked), "") is not None
