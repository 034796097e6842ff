"""Links of other programs' exports, by the structure of each export with words of our own."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hpreader.exchange.bookmark_json import read_bookmarks
from hpreader.exchange.bookmark_page import read_page
from hpreader.exchange.bookmark_table import read_table
from hpreader.exchange.file_format import format_of
from hpreader.exchange.newsboat_urls import read_urls
from hpreader.exchange.saved_links import Refused, SavedLink, SavedLinks, time_of

AT = datetime(2026, 3, 7, 1, 0, tzinfo=UTC)
SECONDS = str(int(AT.timestamp()))

NETSCAPE = f"""<!DOCTYPE NETSCAPE-Bookmark-file-1>
<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=UTF-8">
<TITLE>Bookmarks</TITLE><H1>Bookmarks Menu</H1>
<DL><p>
  <DT><A HREF="https://bao.example/mot?utm_source=x" ADD_DATE="{SECONDS}" TAGS="cảng,tàu">Bài &amp; một</A>
  <DD>ghi chú
  <DT><H3 ADD_DATE="{SECONDS}" PERSONAL_TOOLBAR_FOLDER="true">Thanh dấu trang</H3>
  <DL><p>
    <DT><A HREF="javascript:alert(1)">Nút bấm</A>
    <DT><H3>Sâu</H3>
    <DL><p><DT><A HREF="https://bao.example/hai">Bài hai</A></DL><p>
    <DT><A HREF="https://bao.example/ba">Bài ba</A>
  </DL><p>
  <DT><A HREF="https://bao.example/mot#cuoi">Lại bài một</A>
  <DT><A HREF="place:sort=8">Hay xem</A>
  <DT><A>không có gì</A>
</DL><p>"""


def test_bookmarks_of_a_browser_have_their_folders_tags_and_times():
    assert read_page(NETSCAPE) == SavedLinks(
        (
            SavedLink("https://bao.example/mot?utm_source=x", "Bài & một", ("cảng", "tàu"), (), AT),
            SavedLink("https://bao.example/hai", "Bài hai", ("Sâu",), ("Thanh dấu trang", "Sâu")),
            SavedLink(
                "https://bao.example/ba", "Bài ba", ("Thanh dấu trang",), ("Thanh dấu trang",)
            ),
        ),
        (
            Refused("Nút bấm", "not_web"),
            Refused("Lại bài một", "twice"),
            Refused("Hay xem", "not_web"),
            Refused("không có gì", "no_address"),
        ),
    )


def test_an_export_of_pocket_knows_what_was_archived():
    page = f"""<!DOCTYPE html><html><head><title>Export</title></head><body><h1>Unread</h1><ul>
    <li><a href="https://bao.example/mot" time_added="{SECONDS}" tags="sông,phố">Bài một</a></li></ul>
    <h1>Read Archive</h1><ul><li><a href="https://bao.example/hai" tags="">https://bao.example/hai</a></li>
    </ul></body></html>"""
    assert read_page(page).links == (
        SavedLink("https://bao.example/mot", "Bài một", ("sông", "phố"), (), AT),
        SavedLink("https://bao.example/hai", "", is_read=True),
    )


def test_links_without_lists_belong_to_the_heading_above_them():
    page = '<h1>Unread</h1><a href="https://a.example/1">1<h1>Archive</h1><a href="https://a.example/2">2'
    assert [(link.url, link.is_read) for link in read_page(page).links] == [
        ("https://a.example/1", False),
        ("https://a.example/2", True),
    ]


@pytest.mark.parametrize(
    "table",
    [
        f"title,url,time_added,tags,status\nBài,https://bao.example/a,{SECONDS},sông|phố,archive\n",
        "\ufeffTitle,URL,ID,Document tags,Saved date,Location\n"
        "Bài,https://bao.example/a,1,\"['sông', 'phố']\",2026-03-07 01:00:00+00:00,archive\n",
        "Title;URL;Tags;Created_at;Is_archived\nBài;https://bao.example/a;sông,phố;2026-03-07T08:00:00+07:00;1\n",
        f'"url","title","labels","added","state"\r\n"https://bao.example/a","Bài","sông, phố","{SECONDS}000","archived"\r\n',
    ],
    ids=["pocket", "readwise", "wallabag", "milliseconds"],
)
def test_a_table_is_read_by_the_names_of_its_columns(table):
    assert format_of(table.encode()) == "csv"
    assert read_table(table) == SavedLinks(
        (SavedLink("https://bao.example/a", "Bài", ("sông", "phố"), (), AT, is_read=True),)
    )


def test_instapaper_has_the_state_and_raindrop_the_folder_in_one_column():
    states = "URL,Title,Selection,Folder,Timestamp,Tags\nhttps://a.example/1,Một,,Archive,1,[]\nhttps://a.example/2,Hai,,Unread,2,[]\nhttps://a.example/3,Ba,,Chuyện cảng,2,[]\n"
    found = read_table(states)
    assert found is not None
    assert [(link.labels, link.is_read) for link in found.links] == [
        ((), True),
        ((), False),
        (("Chuyện cảng",), False),
    ]
    raindrop = 'id,title,note,excerpt,url,folder,tags,created\n1,Một,"hai\ndòng",,https://a.example/1,Tin / Cảng,,2026-03-07T01:00:00.000Z\n'
    found = read_table(raindrop)
    assert found is not None
    assert found.links == (SavedLink("https://a.example/1", "Một", ("Cảng",), ("Tin", "Cảng"), AT),)


BAI = SavedLink("https://bao.example/a", "Bài", ("sông", "phố"), (), AT, is_read=True)
JSON = {
    "wallabag": [
        {"is_archived": 1, "is_starred": 0, "tags": ["sông", "phố"], "title": "Bài", "url": "https://bao.example/a",
         "content": "<p><a href='https://bao.example/khac'>khác</a></p>", "created_at": "2026-03-07T08:00:00+07:00"},
    ],
    "linkding": {"count": 1, "results": [
        {"url": "https://bao.example/a", "title": "Bài", "tag_names": ["sông", "phố"], "is_archived": True,
         "date_added": "2026-03-07T01:00:00Z"},
    ]},
    "omnivore": [
        {"url": "https://bao.example/a", "title": "Bài", "labels": [{"name": "sông"}, {"name": "phố"}],
         "state": "ARCHIVED", "savedAt": "2026-03-07T01:00:00.000Z"},
    ],
    "pocket": {"status": 1, "list": {"7": {
        "given_url": "https://bao.example/a", "resolved_title": "Bài", "time_added": str(SECONDS), "status": "1",
        "tags": {"sông": {"tag": "sông"}, "phố": {"tag": "phố"}}}}},
}  # fmt: skip


@pytest.mark.parametrize("name", JSON)
def test_json_is_read_by_the_names_of_its_members(name):
    text = json.dumps(JSON[name], ensure_ascii=False, indent=1)
    assert format_of(text.encode()) == "json"
    assert read_bookmarks(text) == SavedLinks((BAI,))


def test_pinboard_divides_tags_by_blanks_and_names_the_title_description():
    text = json.dumps(
        [{"href": "https://a.example/1", "description": "Một", "extended": "dài", "tags": "sông phố",
          "time": "2026-03-07T01:00:00Z", "toread": "no"}]
    )  # fmt: skip
    assert read_bookmarks(text) == SavedLinks(
        (SavedLink("https://a.example/1", "Một", ("sông", "phố"), (), AT),)
    )


def test_the_folders_of_browsers_are_kept_but_their_own_are_none():
    leaf = {"type": "text/x-moz-place", "title": "Một", "uri": "https://a.example/1", "dateAdded": int(SECONDS) * 1_000_000,
            "tags": "sông,phố"}  # fmt: skip
    folder = {"title": "Cảng", "type": "text/x-moz-place-container", "children": [leaf]}
    menu = {"title": "menu", "root": "bookmarksMenuFolder", "children": [folder]}
    firefox = {"title": "", "root": "placesRoot", "children": [menu]}
    expected = SavedLink("https://a.example/1", "Một", ("Cảng", "sông", "phố"), ("Cảng",), AT)
    assert read_bookmarks(json.dumps(firefox)) == SavedLinks((expected,))
    since_1601 = (int(SECONDS) + 11_644_473_600) * 1_000_000
    site = {
        "type": "url",
        "name": "Một",
        "url": "https://a.example/1",
        "date_added": str(since_1601),
    }
    inside = {"type": "folder", "name": "Cảng", "children": [site], "date_added": "0"}
    bar = {"type": "folder", "name": "Thanh dấu trang", "children": [inside]}
    chromium = json.dumps({"checksum": "", "roots": {"bookmark_bar": bar}, "version": 1})
    assert format_of(chromium.encode()) == "json"
    assert read_bookmarks(chromium) == SavedLinks(
        (SavedLink("https://a.example/1", "Một", ("Cảng",), ("Cảng",), AT),)
    )


def test_what_of_json_cannot_be_taken_is_told():
    text = json.dumps(
        [{"url": "https://a.example/1", "title": "Một"}, {"url": "https://a.example/1", "title": "Lại"},
         {"url": "javascript:alert(1)", "title": "Mã"}]
    )  # fmt: skip
    found = read_bookmarks(text)
    assert found is not None
    assert [one.reason for one in found.refused] == ["twice", "not_web"]


@pytest.mark.parametrize(
    "text", ["", "[", "{}", "[1, null, true]", '{"a": [{"b": 1}]}', "[" * 100_000, '{"url": 7}']
)
def test_json_without_addresses_is_none(text):
    assert read_bookmarks(text) is None


def test_a_feed_in_json_is_no_file_of_bookmarks():
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "items": [{"url": "https://a.example/1", "title": "a"}],
    }
    assert format_of(json.dumps(feed).encode()) is None


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=8), lambda inner: st.lists(inner, max_size=4)
       | st.dictionaries(st.sampled_from(["url", "title", "tags", "children", "roots", "type", "date_added", "is_archived", "root", "toread", "name"]), inner, max_size=5)))  # fmt: skip
def test_any_json_is_read_or_none(value):
    found = read_bookmarks(json.dumps(value))
    assert found is None or found.links or found.refused


def test_a_table_without_addresses_is_none():
    assert read_table("a,b\n1,2\n") is None
    assert format_of(b"a,b\n1,2\n") is None


def test_newsboats_list_has_quoted_tags_and_titles():
    text = (
        '# của tôi\n\nhttps://a.example/feed "tin tức" cảng "~Báo \\"A\\""\r\n'
        '"https://b.example/feed" !\nquery:Chưa đọc:unread = "yes"\n"exec:~/bin/x" a\n'
        "filter:~/bin/y:https://c.example/\nfile:///tmp/x.xml\n"
    )
    found = read_urls(text)
    assert [(feed.url, feed.title, feed.tags) for feed in found.feeds] == [
        ("https://a.example/feed", 'Báo "A"', ("tin tức", "cảng")),
        ("https://b.example/feed", "", ()),
    ]
    assert [one.reason for one in found.refused] == ["query", "program", "program", "not_web"]
    assert format_of(text.encode()) == "newsboat"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"SQLite format 3\0...", "newsboat-cache"),
        (b'<?xml version="1.0"?><opml version="1.0"><body/></opml>', "opml"),
        (NETSCAPE.encode(), "html"),
        (NETSCAPE.encode("utf-16"), "html"),
        (b"\xef\xbb\xbfhttps://a.example/feed\n", "newsboat"),
        (b"\x89PNG\r\n", None),
        (b"", None),
    ],
)
def test_a_format_shows_itself(data, kind):
    assert format_of(data) == kind


@pytest.mark.parametrize("text", ["", "hôm qua", "12", "9" * 40, "2026-13-01"])
def test_what_is_no_time_is_none(text):
    assert time_of(text) is None


@given(st.text(max_size=300))
def test_no_text_crashes_a_reader(text):
    for shown in (text, f"url,title\n{text}", f"<a href={text}>{text}<dl><h3>"):
        read_page(shown)
        read_table(shown)
        read_urls(shown)
        format_of(shown.encode("utf-8", "replace"))
