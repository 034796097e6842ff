"""Feeds: each file in `feeds/` says what it is and what must come of it.

A file begins with header lines, an empty line parts them from the feed: `Description`, `Url`,
`Content-Type`, `Bytes` (the charset in which the text of the file is sent) and any number of
`Expect`, Python expressions over `listing`, `entries` and `problem`.
"""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hpreader.feed import is_comment_feed, read_feed
from hpreader.feed.xml_text import FeedText, feed_text
from hpreader.model import Listing
from hpreader.problems import Problem

FEEDS = sorted((Path(__file__).parent / "feeds").glob("*.feed"))


class FeedFile:
    def __init__(self, path: Path) -> None:
        head, _, body = path.read_bytes().decode().partition("\n\n")
        pairs = [line.split(": ", 1) for line in head.split("\n")]
        fields = dict(pairs)
        self.expected = [text for name, text in pairs if name == "Expect"]
        self.url = fields.get("Url", "https://bao.example/feed")
        self.content_type = fields.get("Content-Type", "application/rss+xml")
        self.body = body.encode(fields.get("Bytes", "utf-8"))

    def read(self) -> Listing | Problem:
        return read_feed(self.body, self.url, self.content_type)


@pytest.mark.parametrize("path", FEEDS, ids=lambda path: path.stem)
def test_a_feed_is_read_as_it_says_of_itself(path):
    feed = FeedFile(path)
    listing = feed.read()
    assert isinstance(listing, Listing), listing
    names = {
        "listing": listing,
        "entries": listing.entries,
        "problem": listing.problem,
        "is_comment_feed": is_comment_feed,
        "datetime": datetime,
        "UTC": UTC,
    }
    assert feed.expected
    for expectation in feed.expected:
        assert eval(expectation, names), f"{expectation}\n{listing}"


@pytest.mark.parametrize("path", FEEDS, ids=lambda path: path.stem)
def test_a_feed_cut_anywhere_never_raises_and_invents_no_address(path):
    feed = FeedFile(path)
    whole = feed.read()
    assert isinstance(whole, Listing)
    known = {entry.url for entry in whole.entries}
    for end in range(0, len(feed.body), max(1, len(feed.body) // 40)):
        cut = read_feed(feed.body[:end], feed.url, feed.content_type)
        if isinstance(cut, Listing):
            assert {entry.url for entry in cut.entries} <= known


@pytest.mark.parametrize(
    ("body", "kind", "detail"),
    [
        (b"", "empty", ""),
        (b" \r\n\t", "empty", ""),
        (b"<!DOCTYPE html><html><body><rss>x</rss></body></html>", "not_feed", "HTML"),
        (b"\xef\xbb\xbf\n<HTML lang=vi>404", "not_feed", "HTML"),
        (b'{"version": "https://jsonfeed.org/version/1.1"}', "not_feed", "JSON"),
        (b"<?xml version='1.0'?><urlset></urlset>", "not_feed", "XML"),
        ("Không tìm thấy".encode(), "not_feed", "text/plain"),
        (
            b"<rss version='2.0'><channel><item><guid>x</guid></item></channel></rss>",
            "not_feed",
            "no item has an address, a title or a text",
        ),
        (b"<rss><channel>" + b"<a>" * 6000, "too_deep", ""),
        (b"<feed><!-- " + b"<item>" * 9000 + b"</feed>", "too_deep", ""),
    ],
)
def test_what_is_no_feed_says_what_it_is(body, kind, detail):
    problem = read_feed(body, "https://bao.example/feed", "text/plain")
    assert isinstance(problem, Problem), problem
    assert (problem.kind, problem.detail) == (kind, detail)
    assert problem.subject == "https://bao.example/feed"


def test_a_feed_of_any_name_in_the_header_is_read():
    body = FeedFile(FEEDS[0].with_name("wordpress.feed")).body
    for content_type in ("", "text/html", "application/octet-stream", "text/xml; charset=nonsense"):
        assert len(read_feed(body, "https://bao.example/feed", content_type).entries) == 3


def test_a_path_or_an_address_is_no_feed(tmp_path, monkeypatch):
    local = tmp_path / "feed.xml"
    local.write_bytes(FeedFile(FEEDS[0].with_name("wordpress.feed")).body)
    for body in (str(local), local.as_uri(), "https://bao.example/feed"):
        assert isinstance(read_feed(body.encode(), "https://bao.example/"), Problem)


def test_a_description_with_the_whole_article_is_its_body_too():
    words = "từ " * 600
    body = f"<rss><channel><item><link>http://b.vn/1</link><description><![CDATA[<p>{words}</p>]]></description></item></channel></rss>"
    entry = read_feed(body.encode(), "http://b.vn/feed").entries[0]
    assert entry.body_html == f"<p>{words}</p>"
    assert len(entry.summary) <= 401
    assert entry.summary.endswith("từ…")


@pytest.mark.parametrize(
    "before",
    [
        "<!-- " + "ghi chú " * 5_000 + "-->",
        " \n" * 20_000,
        "<?a b?>" * 5_000,
        '<?xml version="1.0"?><!DOCTYPE rss [' + '<!ENTITY a "b">' * 3_000 + "]>",
        "<html><body>" + "<p>x</p>" * 5_000 + '</body></html><?xml version="1.0"?>',
    ],
)
def test_the_root_may_come_late(before):
    item = "<item><title>Một</title><link>https://bao.example/1</link></item>"
    listing = read_feed(
        f"{before}<rss><channel>{item}</channel></rss>".encode(), "https://b.example/"
    )
    assert [entry.title for entry in listing.entries] == ["Một"]


def test_a_page_that_quotes_a_feed_is_a_page():
    feed = '<?xml version="1.0"?><rss><channel><item><link>https://b.example/1</link></item></channel></rss>'
    page = f"<html><body><pre>{feed}</pre></body></html>"
    assert read_feed(page.encode(), "https://b.example/").reason == "html"


def test_entities_do_not_explode():
    levels = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(12))
    item = "<item><title>&a12;</title><link>https://bao.example/1</link></item>"
    text = f'<!DOCTYPE rss [<!ENTITY a0 "ha">{levels}]><rss><channel>{item * 500}</channel></rss>'
    listing = read_feed(text.encode(), "https://b.example/")
    assert sum(len(entry.title) for entry in listing.entries) < 500_000


@pytest.mark.parametrize(
    "head",
    [
        "<!DOCTYPE rss [<!--",
        "<!--",
        "<?",
        "<html><?xml ?>",
        '<!DOCTYPE a "',
        "<!ENTITY a '",
        '<?xml ?>"a',
    ],
)
def test_odd_beginnings_take_no_time(head):
    assert isinstance(read_feed((head * 20_000).encode(), "https://b.example/"), Problem)


def test_json_feeds_are_read():
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Báo <b>thử</b>",
        "home_page_url": "https://bao.example/",
        "authors": [{"name": "Tòa soạn"}],
        "items": [
            {
                "id": "1",
                "url": "/a/1",
                "title": "Khí CO<sub>2</sub>",
                "content_html": "<p>Một đoạn.</p>",
                "date_published": "2026-11-22T10:00:00+07:00",
                "authors": [{"name": "An"}, {"name": "Bình"}],
            },
            {
                "id": 2,
                "external_url": "https://khac.example/2",
                "content_text": "Chữ <trơn>\n\nhai",
            },
            {"id": "https://bao.example/a/3", "summary": "Tóm tắt", "author": {"name": "Chi"}},
            {"id": "4"},
            {"id": "5", "title": "Không địa chỉ"},
            {"id": "6", "attachments": [{"url": "/t.mp3", "mime_type": "audio/mpeg"}]},
            {"id": "7", "url": "/a/1#hai", "title": "Cùng địa chỉ"},
            "khác",
        ],
    }
    listing = read_feed(json.dumps(feed).encode(), "https://bao.example/feed.json")
    assert (listing.title, listing.home) == ("Báo thử", "https://bao.example/")
    one, two, three, without, sound, same = listing.entries
    assert (without.url, without.title) == ("", "Không địa chỉ")
    assert (sound.url, sound.media_type) == ("https://bao.example/t.mp3", "audio/mpeg")
    assert (same.url, same.fragment) == (one.url, "hai")
    assert (one.url, one.title, one.byline) == ("https://bao.example/a/1", "Khí CO2", "An, Bình")
    assert one.published == datetime(2026, 11, 22, 3, tzinfo=UTC)
    assert two.body_html == "<p>Chữ &lt;trơn&gt;</p><p>hai</p>"
    assert (two.guid, two.title, two.byline) == ("2", "Chữ <trơn> hai", "Tòa soạn")
    assert (three.title, three.byline) == ("Tóm tắt", "Chi")
    older = feed | {"version": "https://jsonfeed.org/version/1"}
    assert len(read_feed(json.dumps(older).encode(), "https://bao.example/").entries) == 6
    other = feed | {"version": "1"}
    assert read_feed(json.dumps(other).encode(), "https://bao.example/").reason == "json"


@pytest.mark.parametrize(
    ("title", "url"),
    [
        ("Các phản hồi luận về: Chợ nổi", ""),
        ("Bình luận về: Chợ nổi", ""),
        ("Phản hồi cho Báo thử", ""),
        ("Comments on: Chợ nổi", ""),
        ("Comments for Báo thử", ""),
        ("Báo thử » Dòng phản hồi", ""),
        ("Báo thử » Comments Feed", ""),
        ("Báo thử", "https://bao.vn/comments/feed"),
        ("Báo thử", "https://bao.vn/?feed=comments-rss2"),
        ("", "https://bao.vn/cho-noi.html/feed/"),
    ],
)
def test_feeds_of_comments_are_known_by_title_or_address(title, url):
    assert is_comment_feed(title, url)


@pytest.mark.parametrize(
    ("title", "url"),
    [
        ("Báo thử", "https://bao.vn/feed"),
        ("Bình luận", "https://bao.vn/binh-luan/feed"),
        ("Phản hồi của bạn đọc về cầu mới", ""),
        ("Thành phố Hải Phòng » Dòng thông tin", ""),
        ("Kinh tế", "https://bao.vn/category/kinh-te/feed"),
    ],
)
def test_news_are_no_comments(title, url):
    assert not is_comment_feed(title, url)


PIECES = st.sampled_from([
    "<rss>", "<feed>", "<channel>", "<item>", "</item>", "<entry>", "<title>", "</title>", "<link>", "</rss>",
    "http://b.vn/", "<![CDATA[", "]]>", "&", "&#8;", "&#x110000;", "&lt;", "<!--", "<!DOCTYPE x [", "\x00", "\ud800",
    '<link href="x"/>', "<content type='xhtml'>", "<guid>", "[…]", "<b", "'", "<?xml encoding='x'?>", "<pubDate>",
])  # fmt: skip


@given(st.lists(PIECES | st.text(max_size=5), max_size=30), st.sampled_from(["utf-8", "utf-16-le"]))
def test_no_bytes_make_it_raise(pieces, charset):
    body = "".join(pieces).encode(charset, "surrogatepass")
    result = read_feed(body, "https://bao.example/feed", "text/xml")
    for entry in result.entries if isinstance(result, Listing) else ():
        assert entry.url.startswith(("http://", "https://"))


@pytest.mark.parametrize(
    "charset", ["utf-8", "utf-8-sig", "utf-16-le", "utf-16-be", "utf-16", "utf-32"]
)
@pytest.mark.parametrize("title", ["Tin", "Tin thành phố", "Tin \ufffd"])
def test_the_letters_are_found_in_every_wide_charset(charset: str, title: str) -> None:
    text = f"<rss version='2.0'><channel><item><title>{title}</title><link>https://bao.example/1</link></item></channel></rss>"
    listing = read_feed(text.encode(charset), "https://bao.example/rss")
    assert isinstance(listing, Listing)
    assert [entry.title for entry in listing.entries] == [title]


@pytest.mark.parametrize("sign", ["\x00", "\x08", "\x0b", "\x1f", "\ud800", "\ufffe", "\uffff"])
def test_what_xml_forbids_is_removed(sign: str) -> None:
    assert feed_text(f"<rss><t>Bến{sign} Bính</t></rss>") == FeedText("<rss><t>Bến Bính</t></rss>")


@pytest.mark.parametrize(
    "sign", ["\t", "\n", "\r", "\x7f", "\x85", "\ud7ff", "\ue000", "\ufffd", "\U0010ffff"]
)
def test_what_xml_allows_is_kept(sign: str) -> None:
    xml = f"<rss><t>Bến{sign} Bính</t></rss>"
    assert feed_text(xml) == FeedText(xml)
