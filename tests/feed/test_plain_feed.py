"""Feeds of the usual elements are read without feedparser, with the result that it gives."""

from __future__ import annotations

from html import escape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hpreader.feed import parser, read_feed
from hpreader.feed.plain_feed import read_plain_feed

URL = "https://bao.example/rss/tin.rss"
FEEDS = sorted((Path(__file__).parent / "feeds").iterdir())

USUAL = """<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom">
<channel><title>Báo Sông Cấm</title><link>https://bao.example/</link><description>Tin</description>
<atom:link href="https://bao.example/rss/tin.rss" rel="self" type="application/rss+xml"/>
{}</channel></rss>"""
ITEM = """<item><title>Cầu mới thông xe</title><link>https://bao.example/cau-moi-1.html</link>
<guid isPermaLink="false">tin-1</guid><pubDate>Sun, 22 Nov 2026 08:00:00 +0700</pubDate>
<dc:creator>Phóng viên</dc:creator><category>Xã hội</category>
<description><![CDATA[<p>Cầu dài 500 m.</p>]]></description>
<content:encoded><![CDATA[<p>Sáng nay cầu thông xe.</p>]]></content:encoded></item>"""

_TEXTS = st.one_of(
    st.sampled_from([
        "", " ", "Cầu & phà", "Háº£i PhÃ²ng", "a &amp;b; c", "5 < 6", "\x80uro\x93", "ảnh&nbsp;đẹp",
        "https://bao.example/a b?x=1&y=2;z#c", "/tin/hai.html", "https:///bao.example/ba.html",
        "www.bao.example/bon", "tin-5", "Sun, 22 Nov 2026 08:00:00 +0700", "22/11/2026", "1764000000",
        "<p>Một đoạn.</p>", "mailto:ai@bao.example", "//bao.example/sau", "?p=7", "feed:bao.example",
    ]),
    st.text(max_size=12),
)  # fmt: skip
_NAMES = st.sampled_from([
    "title", "link", "guid", "pubDate", "dc:date", "author", "dc:creator", "description",
    "content:encoded", "category", "comments", "source", "media:thumbnail", "media:content",
    "media:title", "itunes:summary", "updated", "summary", "id", "PubDate",
])  # fmt: skip
_ATTRIBUTES = st.sampled_from([
    "", "", "", ' isPermaLink="true"', ' isPermaLink="false"', ' url="https://bao.example/a.mp3"',
    ' type="text/plain"', ' type="AUDIO/mpeg" url="/a.mp3"', ' domain="x"', ' href="/x"', ' rel="self"',
])  # fmt: skip


def _as_cdata(text: str) -> str:
    return f"<![CDATA[{text.replace(']]>', '')}]]>"


_ELEMENTS = st.builds(
    lambda name, attributes, text, write: f"<{name}{attributes}>{write(text)}</{name}>",
    _NAMES,
    _ATTRIBUTES,
    _TEXTS,
    st.sampled_from([escape, _as_cdata, str]),
)
_IN_MEDIA = st.lists(
    st.sampled_from([
        "<media:title>Ảnh</media:title>", "<media:description>Chú thích</media:description>",
        '<media:description type="plain">Chú thích</media:description>', "<media:credit>Lan</media:credit>",
        '<media:thumbnail url="/a.jpg"/>', '<media:content url="/b.mp4" type="video/mp4"/>',
        "<media:title>Ảnh <b>đẹp</b></media:title>", "<media:player/>",
    ]),
    max_size=3,
)  # fmt: skip
_MEDIA = st.builds(
    lambda name, parts: f'<media:{name} url="/a.jpg">{"".join(parts)}</media:{name}>',
    st.sampled_from(["content", "group", "thumbnail", "description"]),
    _IN_MEDIA,
)
_ENCLOSURES = st.just('<enclosure url="https://bao.example/a.pdf" type="Application/PDF"/>')
_ITEMS = st.lists(st.one_of(_ELEMENTS, _ENCLOSURES, _MEDIA), max_size=7).map(
    lambda elements: f"<item>{''.join(elements)}</item>"
)


_ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/" xml:lang="vi">
<title>Báo Sông Cấm</title><link rel="alternate" href="https://bao.example/"/><id>urn:bao</id>
<link rel="self" href="https://bao.example/tin.atom"/><updated>2026-11-22T08:00:00+07:00</updated>{}</feed>"""
_ENTRY = """<entry><title type="html">Cầu &amp;amp; phà</title><id>tag:bao.example,2026:1</id>
<link href="/cau-moi-1.html"/><link rel="enclosure" type="application/pdf" href="a.pdf"/>
<published>2026-11-22T08:00:00+07:00</published><updated>2026-11-22T09:00:00Z</updated>
<author><name>Phóng viên</name><email>pv@bao.example</email></author><category term="Xã hội"/>
<summary type="text">Cầu dài 500 m.</summary><content type="html">&lt;p&gt;Sáng nay.&lt;/p&gt;</content></entry>"""

_ATOM_NAMES = st.sampled_from([
    "title", "id", "published", "updated", "summary", "content", "category", "rights", "source", "created",
    "media:content", "media:title", "media:description", "media:thumbnail", "name",
])  # fmt: skip
_ATOM_ATTRIBUTES = st.sampled_from([
    "", "", "", ' type="html"', ' type="text"', ' type="xhtml"', ' type="TEXT/HTML"', ' src="/a.html"',
    ' xml:base="https://khac.example/"', ' xml:lang="vi"', ' mode="escaped"',
])  # fmt: skip
_RELATIONS = st.sampled_from(["", "alternate", "self", "enclosure", "related", "via", "ALTERNATE"])
_TYPES = st.sampled_from(["", ' type="text/html"', ' type="application/pdf"', ' type="text/xml"'])
_LINKS = st.builds(
    lambda relation, kind, address: (
        f'<link{relation and f" rel={relation!r}"}{kind} href="{escape(address)}"/>'
    ),
    _RELATIONS,
    _TYPES,
    _TEXTS,
)
_PEOPLE = st.lists(
    st.builds(
        lambda name, text: f"<{name}>{escape(text)}</{name}>",
        st.sampled_from(["name", "uri", "email"]),
        _TEXTS,
    ),
    max_size=3,
).map(lambda parts: f"<author>{''.join(parts)}</author>")
_ATOM_ELEMENTS = st.builds(
    lambda name, attributes, text, write: f"<{name}{attributes}>{write(text)}</{name}>",
    _ATOM_NAMES,
    _ATOM_ATTRIBUTES,
    _TEXTS,
    st.sampled_from([escape, _as_cdata]),
)
_ENTRIES = st.lists(st.one_of(_ATOM_ELEMENTS, _LINKS, _PEOPLE, _MEDIA), max_size=7).map(
    lambda elements: f"<entry>{''.join(elements)}</entry>"
)


def both_results(body: bytes, monkeypatch: pytest.MonkeyPatch) -> tuple[object, object]:
    """What a feed gives with `plain_feed`, and with feedparser alone."""
    with_it = read_feed(body, URL)
    with monkeypatch.context() as patch:
        patch.setattr(parser, "read_plain_feed", lambda *_: None)
        return with_it, read_feed(body, URL)


@pytest.mark.parametrize("feed", [USUAL.format(ITEM), _ATOM.format(_ENTRY)], ids=["RSS", "Atom"])
def test_a_feed_of_the_usual_elements_is_read_without_feedparser(
    feed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert read_plain_feed(feed, URL) is not None
    with_it, without_it = both_results(feed.encode(), monkeypatch)
    assert with_it == without_it


@pytest.mark.parametrize(
    "unusual",
    [
        "<item><title>một</title><title>hai</title></item>",
        "<item><description>chữ <b>đậm</b></description></item>",
        '<item><description type="text/plain">chữ</description></item>',
        '<item xml:base="https://khac.example/"><link>a</link></item>',
        "<item><updated>2026-11-22</updated></item>",
        "<item><title>không đóng</item>",
        '<atom:link rel="alternate" href="https://khac.example/"/>',
        "<textInput><title>Tìm</title></textInput>",
    ],
)
def test_anything_else_is_left_to_feedparser(unusual: str) -> None:
    assert read_plain_feed(USUAL.format(ITEM + unusual), URL) is None


@pytest.mark.parametrize(
    "unusual",
    [
        '<entry><title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">một</div></title></entry>',
        '<entry xml:base="https://khac.example/"><link href="a"/></entry>',
        '<entry><content src="/a.html"/></entry>',
        "<entry><source><title>Báo khác</title></source></entry>",
        "<entry><id>một</id><id>hai</id></entry>",
        "<entry><title>không đóng</entry>",
    ],
)
def test_anything_else_in_atom_is_left_to_feedparser(unusual: str) -> None:
    assert read_plain_feed(_ATOM.format(_ENTRY + unusual), URL) is None


@pytest.mark.parametrize("path", FEEDS, ids=lambda path: path.name)
def test_each_sample_feed_gives_what_feedparser_gives(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_it, without_it = both_results(path.read_bytes().partition(b"\n\n")[2], monkeypatch)
    assert with_it == without_it


@given(items=st.lists(_ITEMS, max_size=3), head=st.lists(_ELEMENTS, max_size=2))
def test_a_feed_of_any_elements_gives_what_feedparser_gives(
    items: list[str], head: list[str]
) -> None:
    namespaces = (
        'xmlns:media="http://search.yahoo.com/mrss/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" '
        "xmlns:content"
    )
    xml = USUAL.replace("xmlns:content", namespaces).format("".join([*head, *items]))
    with pytest.MonkeyPatch.context() as patch:
        with_it, without_it = both_results(xml.encode("utf-8", "replace"), patch)
    assert with_it == without_it


@given(entries=st.lists(_ENTRIES, max_size=3), head=st.lists(_LINKS, max_size=2))
def test_atom_of_any_elements_gives_what_feedparser_gives(
    entries: list[str], head: list[str]
) -> None:
    xml = _ATOM.format("".join([*head, *entries]))
    with pytest.MonkeyPatch.context() as patch:
        with_it, without_it = both_results(xml.encode("utf-8", "replace"), patch)
    assert with_it == without_it
