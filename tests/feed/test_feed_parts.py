"""A feed in parts gives the entries of the whole feed."""

from __future__ import annotations

from pathlib import Path

import pytest

from hpreader.feed import joined_parts, parser, read_feed, read_feed_in_parts
from hpreader.feed.feed_parts import CUT_MARK, feed_parts
from hpreader.model import Listing

URL = "https://bao.example/rss/tin.rss"
FEEDS = sorted((Path(__file__).parent / "feeds").iterdir())


@pytest.mark.parametrize("most_items", [1, 2, 7])
@pytest.mark.parametrize("path", FEEDS, ids=lambda path: path.stem)
def test_the_parts_of_each_sample_feed_give_its_entries(
    path: Path, most_items: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = path.read_bytes().partition(b"\n\n")[2]
    whole = read_feed(body, URL)
    monkeypatch.setattr(parser, "feed_parts", lambda source: feed_parts(source, most_items))
    joined = joined_parts(read_feed_in_parts(body, URL))
    if isinstance(whole, Listing):
        assert isinstance(joined, Listing)
        assert (joined.entries, joined.title, joined.home) == (
            whole.entries,
            whole.title,
            whole.home,
        )
        assert (joined.problem is None) == (whole.problem is None)
    else:
        assert joined == whole


def test_an_item_that_is_quoted_in_a_text_is_no_item_of_the_feed() -> None:
    quoted = "<item><description><![CDATA[<item>một</item>]]></description></item>"
    xml = f"<rss><channel>{quoted}{quoted}<!-- <item> --></channel></rss>"
    assert [part.decode() for part in feed_parts(xml.encode(), 1)] == [
        f"<rss><channel>{quoted}</channel></rss>",
        f"<rss><channel>{quoted}<!-- <item> --></channel></rss>",
    ]


@pytest.mark.parametrize("name", ["title", "description"])
@pytest.mark.parametrize("form", ["{}", "<![CDATA[{}]]>"], ids=["text", "cdata"])
def test_of_a_text_longer_than_an_article_the_beginning_is_read(name: str, form: str) -> None:
    text = form.format("chữ &amp; " * 250_000)
    long = f"<item><guid>1</guid><link>{URL}/1.html</link><{name}>{text}</{name}></item>"
    other = f"<item><guid>2</guid><link>{URL}/2.html</link><title>Tin</title></item>"
    body = f'<rss version="2.0"><channel>{long}{other}</channel></rss>'.encode()
    assert sum(map(len, feed_parts(body))) < 1_000_000
    joined = joined_parts(read_feed_in_parts(body, URL))
    assert isinstance(joined, Listing)
    first, second = joined.entries
    assert (first.title if name == "title" else first.summary).startswith("chữ & chữ & chữ")
    assert (first.body_html, first.text_html, second.title) == ("", "", "Tin")
    assert CUT_MARK not in first.title + first.summary
