"""The sample newspaper, met over HTTP as any client meets it."""

from __future__ import annotations

import gzip
import http.client
import json
import re
import socket
import struct
import unicodedata
import zlib
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest

from hpreader.sample import SECTIONS, TAGLINE, TITLE, Newspaper, serve
from hpreader.sample.images import NAMES

TODAY = date(2026, 5, 20)
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"


class Client:
    """A connection that is kept alive, and what came over it."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=10)

    def ask(self, address: str, **headers: str) -> http.client.HTTPResponse:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.connection.request("GET", address.removeprefix(self.url), headers=named)
        response = self.connection.getresponse()
        self.body = response.read()
        return response

    def text(self, address: str) -> str:
        response = self.ask(address)
        assert response.status == 200, address
        return self.body.decode()

    def feed(self, address: str) -> list[ElementTree.Element]:
        return ElementTree.fromstring(self.text(address)).findall("channel/item")

    def posts(self) -> list[dict[str, object]]:
        posts: list[dict[str, object]] = json.loads(self.text("/wp-json/wp/v2/posts?per_page=100"))
        return posts


@pytest.fixture
def paper() -> Iterator[Newspaper]:
    with Newspaper(TODAY) as newspaper:
        yield newspaper


@pytest.fixture
def client(paper: Newspaper) -> Iterator[Client]:
    client = Client(paper.url)
    yield client
    client.connection.close()


def text_of(item: ElementTree.Element, name: str) -> str:
    return item.findtext(name) or ""


def boxes(amp: str) -> list[tuple[str, str, str, str]]:
    """Address, title, excerpt and date of each item of Tin khác."""
    _, found, box = amp.partition("<h3>Tin khác</h3>")
    return (
        re.findall(
            r"loop-title' ><a href=\"([^\"]+)\">(.*?)</a>.*?loop-excerpt\">(.*?)</p>.*?loop-date\">(.*?)</div>",
            box,
        )
        if found
        else []
    )


# --- what the paper holds -----------------------------------------------------------------------


def test_there_are_forty_articles_over_six_sections_and_three_months(client: Client) -> None:
    posts = client.posts()
    days = {datetime.fromisoformat(str(post["date"])).date() for post in posts}
    assert len(posts) >= 40
    assert len(SECTIONS) == 6
    assert max(days) == TODAY
    assert timedelta(days=80) < TODAY - min(days) < timedelta(days=93)
    for number in range(2, 8):
        in_section = json.loads(
            client.text(f"/wp-json/wp/v2/posts?categories={number}&per_page=100")
        )
        assert len(in_section) >= 6


def test_no_article_is_there_twice(client: Client) -> None:
    posts = client.posts()
    for name in ("id", "link", "slug"):
        assert len({post[name] for post in posts}) == len(posts)
    assert len({json.dumps(post["title"]) for post in posts}) == len(posts)
    assert len({json.dumps(post["content"]) for post in posts}) == len(posts)


def test_the_paper_thins_out_towards_the_past(client: Client) -> None:
    ages = [
        (TODAY - datetime.fromisoformat(str(post["date"])).date()).days for post in client.posts()
    ]
    assert ages == sorted(ages)
    assert sum(age == 0 for age in ages) >= 3
    assert sum(age < 7 for age in ages) > sum(7 <= age < 14 for age in ages)


def test_every_day_gives_the_same_paper_moved_in_time(client: Client, paper: Newspaper) -> None:
    with Newspaper(TODAY + timedelta(days=400)) as later:
        for now, then in zip(paper.edition.posts, later.edition.posts, strict=True):
            assert then.published - now.published == timedelta(days=400)
            assert (now.id, now.slug, now.body) == (then.id, then.slug, then.body)


def test_every_page_says_that_it_is_a_sample(client: Client, paper: Newspaper) -> None:
    for post in paper.edition.posts:
        for form in ("", "/amp"):
            page = client.text(f"/{post.slug}.html{form}")
            assert TAGLINE in page[: page.index("<h1")], post.slug
            assert f"{TITLE} — {TAGLINE}" in page[page.index("<footer") :]
    for path in ("/", "/category/kinh-te", "/category/kinh-te/amp"):
        assert TAGLINE in client.text(path)


@pytest.mark.parametrize(
    "markup",
    [
        r"<p><strong>[^<]+</strong></p>",
        r'<p class="sapo">',
        r"<h2>",
        r"<h3>",
        r"<ul>\n<li>",
        r"<ol>\n<li>",
        r"<li>[^<]+\n<ul>",
        r"<li>[^<]+\n<ol>",
        r"<blockquote>\n<p>.*</p>\n<p>",
        r"<table border=\"1\">",
        r"<tr>(<th>[^<]*</th>){8}</tr>",
        r"<figure [^>]*wp-caption.*<figcaption",
        r"<p><figure .*</figure><br />\n<figure .*</figure></p>",
        r"class='gallery ",
        r'src="data:image/gif[^>]*data-src="http',
        r"<iframe [^>]*youtube.com/embed/",
        r'<blockquote class="twitter-tweet"',
        r'<a href="http://127\.0\.0\.1:\d+/[\w-]+\.html">',
        r'<a href="http://127\.0\.0\.1:\d+/[\w-]+\.html/amp">',
        r'<a href="https://example\.org/',
        r"Nguồn tin: ",
        r"\(Theo ",
        r"Tin, ảnh: ",
        r"<em>",
    ],
)
def test_every_kind_of_block_occurs(client: Client, markup: str) -> None:
    bodies = [str(post["content"]["rendered"]) for post in client.posts()]  # type: ignore[index]
    assert any(re.search(markup, body) for body in bodies)


@pytest.mark.parametrize(
    "sign",
    ["[Infographic] ", "[/b]", "[TIN NHANH]", "“", "🍜", "&", "<", "Hải Phòng trong những câu hò"],
)
def test_odd_titles_occur_and_pages_write_them_right(
    client: Client, paper: Newspaper, sign: str
) -> None:
    nfc = {post.slug: unicodedata.normalize("NFC", post.title) for post in paper.edition.posts}
    slug = next(slug for slug, title in nfc.items() if sign in title)
    amp = ElementTree.fromstring(
        re.search(r"<h1.*?</h1>", client.text(f"/{slug}.html/amp")).group()  # type: ignore[union-attr]
    )
    assert unicodedata.normalize("NFC", amp.text or "") == nfc[slug]


def test_one_title_and_its_text_are_decomposed(client: Client, paper: Newspaper) -> None:
    (post,) = [
        one for one in paper.edition.posts if not unicodedata.is_normalized("NFC", one.title)
    ]
    assert unicodedata.is_normalized("NFD", post.title)
    assert post.title in client.text(f"/{post.slug}.html")
    assert not unicodedata.is_normalized("NFC", post.body)


def test_there_are_a_long_read_a_very_short_piece_and_a_very_long_title(paper: Newspaper) -> None:
    words = [len(re.findall(r"\w+", post.body)) for post in paper.edition.posts]
    assert max(words) > 2500
    assert min(words) < 40
    assert max(len(post.title) for post in paper.edition.posts) > 200


def test_the_article_of_six_in_the_morning_belongs_to_the_day_before_in_utc(client: Client) -> None:
    item = next(item for item in client.feed("/feed") if "mở cửa sớm" in text_of(item, "title"))
    assert text_of(item, "pubDate") == "Tue, 19 May 2026 23:05:00 +0000"
    page = client.text(text_of(item, "link"))
    assert 'datetime="2026-05-20T06:05:00+07:00">20/05/2026</time>' in page


# --- lists --------------------------------------------------------------------------------------


def test_the_front_page_names_its_feeds_and_all_headlines(client: Client, paper: Newspaper) -> None:
    page = client.text("/")
    feeds = re.findall(
        r'rel="alternate" type="application/rss\+xml" title="[^"]+" href="([^"]+)"', page
    )
    assert feeds == [f"{paper.url}/feed", f"{paper.url}/comments/feed"]
    for post in paper.edition.listed():
        assert f'{paper.url}/{post.slug}.html"' in page


def test_feeds_together_hold_every_listed_article(client: Client, paper: Newspaper) -> None:
    pages = [client.feed(f"/feed?paged={number}") for number in range(1, 6)]
    links = [text_of(item, "link") for page in pages for item in page]
    assert links == [f"{paper.url}/{post.slug}.html" for post in paper.edition.listed()]
    assert client.ask("/feed?paged=6").status == 404


def test_section_feeds_hold_the_newest_of_their_section(client: Client, paper: Newspaper) -> None:
    for name, slug in SECTIONS:
        items = client.feed(f"/category/{slug}/feed")
        assert 6 <= len(items) <= 10
        for item in items:
            assert name in [category.text for category in item.findall("category")]
        page = client.text(f"/category/{slug}")
        assert f'href="{paper.url}/category/{slug}/feed"' in page
        assert all(text_of(item, "link") in page for item in items)


def test_section_feeds_together_hold_every_listed_article(client: Client, paper: Newspaper) -> None:
    items = [item for _, slug in SECTIONS for item in client.feed(f"/category/{slug}/feed")]
    expected = {f"{paper.url}/{post.slug}.html" for post in paper.edition.listed()}
    assert {text_of(item, "link") for item in items} == expected


def test_a_feed_item_holds_the_whole_body_and_its_guid_leads_to_the_article(client: Client) -> None:
    for item in client.feed("/feed"):
        link, guid = text_of(item, "link"), item.find("guid")
        assert guid is not None
        assert guid.get("isPermaLink") == "false"
        assert text_of(item, CONTENT) in client.text(link)
        assert client.ask(str(guid.text)).getheader("Location") == link


def test_comment_feeds_hold_no_news(client: Client, paper: Newspaper) -> None:
    slug = paper.edition.posts[0].slug
    for path in ("/comments/feed", f"/{slug}.html/feed"):
        assert client.feed(path) == []


def test_rest_lists_are_paged_and_say_how_many_there_are(client: Client) -> None:
    seen, address = [], "/wp-json/wp/v2/posts?per_page=15"
    while address:
        response = client.ask(address)
        seen += [post["id"] for post in json.loads(client.body)]
        link = re.search(r"<([^>]+)>; rel=\"next\"", response.getheader("Link") or "")
        address = link[1] if link else ""
    assert len(seen) == len(set(seen)) == int(response.getheader("X-WP-Total") or 0)
    assert client.ask("/wp-json/wp/v2/posts?page=99").status == 400
    assert client.ask("/wp-json/wp/v2/posts?per_page=many").status == 400
    assert client.ask("/wp-json/wp/v2/posts/999999").status == 404


def test_rest_gives_one_article_with_local_and_utc_dates(client: Client) -> None:
    post = client.posts()[1]
    one = json.loads(client.text(f"/wp-json/wp/v2/posts/{post['id']}"))
    assert one == post
    assert (one["date"], one["date_gmt"]) == ("2026-05-20T06:05:00", "2026-05-19T23:05:00")
    names = {row["id"]: row["name"] for row in json.loads(client.text("/wp-json/wp/v2/categories"))}
    assert [names[number] for number in one["categories"]] == ["Chính trị", "Đời sống"]


# --- the forms of an article --------------------------------------------------------------------


def test_the_desktop_page_names_its_other_forms_and_has_no_box_of_other_news(
    client: Client, paper: Newspaper
) -> None:
    post = paper.edition.posts[3]
    response = client.ask(f"/{post.slug}.html")
    page = client.body.decode()
    url = f"{paper.url}/{post.slug}.html"
    assert f'<link rel="canonical" href="{url}" />' in page
    assert f'<link rel="amphtml" href="{url}/amp" />' in page
    assert f"<link rel='shortlink' href='{paper.url}/?p={post.id}' />" in page
    assert f"{paper.url}/wp-json/wp/v2/posts/{post.id}" in (response.getheader("Link") or "")
    assert "Tin khác" not in page


def test_every_item_of_every_box_of_other_news_answers(client: Client, paper: Newspaper) -> None:
    by_url = {f"{paper.url}/{post.slug}.html/amp": post for post in paper.edition.posts}
    for url, post in by_url.items():
        items = boxes(client.text(url))
        assert len(items) == (5 if post.has_others else 0)
        for address, _, excerpt, day in items:
            other = by_url[address]
            assert address != url
            assert day == f"{other.published:%d/%m/%Y}"
            assert len(excerpt.removesuffix("&hellip;").split()) <= 15
            assert client.ask(address).status == 200


def test_following_the_first_other_news_leads_through_the_whole_paper(
    client: Client, paper: Newspaper
) -> None:
    with_box = [post for post in paper.edition.posts if post.has_others]
    address, seen = f"{paper.url}/{paper.edition.posts[0].slug}.html/amp", []
    while address not in seen:
        seen.append(address)
        items = [item[0] for item in boxes(client.text(address))]
        # The one article without a box is a dead end: step around it.
        address = next(item for item in items if "tam-ngung-cap-nuoc" not in item)
    assert len(seen) == len(with_box)


def test_one_article_is_reachable_only_through_other_news(client: Client, paper: Newspaper) -> None:
    (post,) = [one for one in paper.edition.posts if not one.is_listed]
    lists = [
        "/",
        *(f"/feed?paged={number}" for number in range(1, 6)),
        "/wp-json/wp/v2/posts?per_page=100",
    ]
    lists += [f"/category/{slug}{form}" for _, slug in SECTIONS for form in ("", "/amp", "/feed")]
    lists += [f"/{one.slug}.html" for one in paper.edition.posts if one != post]
    for path in lists:
        assert post.slug not in client.text(path), path
    pointing = [
        one for one in paper.edition.posts if post.slug in client.text(f"/{one.slug}.html/amp")
    ]
    assert len(pointing) == 5  # itself, and the four of the five newer ones that have a box


def test_the_amp_page_is_seven_hours_wrong_and_names_no_other_date(client: Client) -> None:
    amp = client.text("/bo-phan-mot-cua-mo-cua-som-nua-gio.html/amp")
    assert '"datePublished": "2026-05-19T23:05:00+07:00"' in amp
    article, _, _ = amp.partition("Tin khác</h3>")
    assert "20/05/2026" not in article
    assert "<time" not in amp
    facts = re.findall(r'<script type="application/ld\+json">(.*?)</script>', amp)
    assert [json.loads(fact).get("@type") for fact in facts] == [None, "BlogPosting"]


def test_amp_pages_lose_galleries_and_what_stands_between_them(client: Client) -> None:
    path = "/chum-anh-pho-cang-mua-hoa-phuong.html"
    assert "Người quét lá" in client.text(path)
    amp = client.text(f"{path}/amp")
    assert "<amp-carousel" in amp
    assert "Người quét lá" not in amp
    assert "<img " not in amp


def test_a_paged_article_has_its_first_page_in_the_feed_and_all_in_rest(client: Client) -> None:
    path, marks = "/so-tay-xem-con-nuoc.html", ("Ba chữ phải thuộc", "Đọc bảng", "Câu hỏi cuối sổ")
    forms = [client.text(path + form) for form in ("", "/2", "/3")]
    amp = [client.text(path + form) for form in ("/amp", "/2?amp=1", "/3/amp")]
    for number, mark in enumerate(marks):
        assert [mark in page for page in forms] == [number == place for place in range(3)]
        assert [mark in page for page in amp] == [number == place for place in range(3)]
    assert re.findall(r'href="[^"]+html(/\d)" class="post-page-numbers"', forms[0]) == ["/2", "/3"]
    assert client.ask(f"{path}/4").status == 404
    items = [
        item
        for item in client.feed("/category/kinh-te/feed")
        if text_of(item, "link").endswith(path)
    ]
    assert [mark in text_of(items[0], CONTENT) for mark in marks] == [True, False, False]
    (post,) = json.loads(client.text("/wp-json/wp/v2/posts?slug=so-tay-xem-con-nuoc"))
    assert all(mark in post["content"]["rendered"] for mark in marks)
    assert "{page}" not in post["content"]["rendered"]


@pytest.mark.parametrize("form", ["/amp", "?amp=1", "?amp"])
def test_every_amp_address_names_the_same_canonical_one(
    client: Client, paper: Newspaper, form: str
) -> None:
    slug = paper.edition.posts[0].slug
    assert f'<link rel="canonical" href="{paper.url}/{slug}.html" />' in client.text(
        f"/{slug}.html{form}"
    )


def test_every_link_and_picture_of_every_article_answers(client: Client, paper: Newspaper) -> None:
    links = {
        link
        for post in client.posts()
        for link in re.findall(r'(?:href|src)=["\']([^"\']+)', str(post["content"]))
        if link.startswith(paper.url)
    }
    assert len(links) > 40
    for link in links:
        assert client.ask(link).status == 200, link


# --- the wire -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("/feed/", "/feed"),
        ("/?feed=rss2", "/feed"),
        ("/category/xa-hoi/feed/", "/category/xa-hoi/feed"),
        ("/con-meo-o-tram-cho-xe-buyt.html/", "/con-meo-o-tram-cho-xe-buyt.html"),
        ("/con-meo-o-tram-cho-xe-buyt.html/amp/", "/con-meo-o-tram-cho-xe-buyt.html/amp"),
        ("/trong-them-mot-tram-cay-phuong.html", "/phuong-ben-mau-trong-them-cay-phuong.html"),
        (
            "/trong-them-mot-tram-cay-phuong.html/amp",
            "/phuong-ben-mau-trong-them-cay-phuong.html/amp/",
        ),
    ],
)
def test_other_addresses_redirect(client: Client, paper: Newspaper, path: str, target: str) -> None:
    response = client.ask(path)
    assert (response.status, response.getheader("Location")) == (301, paper.url + target)


@pytest.mark.parametrize(
    "path",
    ["/khong-co.html", "/category/khong-co", "/?p=1", "/gi-do", "/wp-content/uploads/anh/x.png"],
)
def test_what_is_not_there_is_not_found(client: Client, path: str) -> None:
    assert client.ask(path).status == 404


def test_robots_are_welcome_outside_the_office(client: Client) -> None:
    assert "Disallow: /wp-admin/" in client.text("/robots.txt")


def test_feeds_answer_not_modified_to_their_own_validators(client: Client) -> None:
    first = client.ask("/feed")
    tag, changed = str(first.getheader("ETag")), str(first.getheader("Last-Modified"))
    assert parsedate_to_datetime(changed) == datetime.fromisoformat("2026-05-20T06:40:00+07:00")
    for headers in (
        {"If_None_Match": tag},
        {"If_Modified_Since": changed},
        {"If_None_Match": tag, "If_Modified_Since": changed},
    ):
        again = client.ask("/category/xa-hoi/feed", **headers)
        assert (again.status, client.body) == (304, b"")
    assert client.ask("/feed", If_None_Match='"other"', If_Modified_Since=changed).status == 200
    assert client.ask("/feed", If_Modified_Since="Mon, 18 May 2026 00:00:00 GMT").status == 200
    assert client.ask("/feed", If_Modified_Since="yesterday").status == 200


def test_behind_gzip_the_weak_tag_never_matches_but_the_date_does(client: Client) -> None:
    first = client.ask("/feed", Accept_Encoding="gzip")
    tag, changed = str(first.getheader("ETag")), str(first.getheader("Last-Modified"))
    assert tag.startswith('W/"')
    assert b"<rss" in gzip.decompress(client.body)
    assert client.ask("/feed", Accept_Encoding="gzip", If_None_Match=tag).status == 200
    both = client.ask("/feed", Accept_Encoding="gzip", If_None_Match=tag, If_Modified_Since=changed)
    assert both.status == 200
    assert client.ask("/feed", Accept_Encoding="gzip", If_Modified_Since=changed).status == 304


def test_pages_have_no_validators_to_answer_to(client: Client, paper: Newspaper) -> None:
    path = f"/{paper.edition.posts[0].slug}.html"
    assert client.ask(path).getheader("Last-Modified") is None
    amp = client.ask(f"{path}/amp")
    assert (
        client.ask(f"{path}/amp", If_Modified_Since=str(amp.getheader("Last-Modified"))).status
        == 200
    )


def test_pictures_are_valid_and_of_the_size_that_is_asked_for(client: Client) -> None:
    for name, size in ((NAMES[0], (640, 400)), (f"{NAMES[-1][:-4]}-346x188.png", (346, 188))):
        response = client.ask(f"/wp-content/uploads/anh/{name}")
        assert response.getheader("Content-Type") == "image/png"
        assert client.body.startswith(b"\x89PNG\r\n\x1a\n")
        assert struct.unpack(">II", client.body[16:24]) == size
        length = struct.unpack(">I", client.body[33:37])[0]
        pixels = zlib.decompress(client.body[41 : 41 + length])
        assert len(pixels) == (3 * size[0] + 1) * size[1]
        assert len(set(pixels)) > 20
    assert client.ask("/wp-content/uploads/anh/cang-sang-9999x9999.png").status == 404


def test_a_head_request_brings_no_body(client: Client) -> None:
    client.connection.request("HEAD", "/feed")
    response = client.connection.getresponse()
    assert int(response.getheader("Content-Length") or 0) > 1000
    assert response.read() == b""


# --- what an editor does ------------------------------------------------------------------------


def test_a_published_article_leads_every_list(client: Client, paper: Newspaper) -> None:
    before = client.ask("/feed").getheader("Last-Modified")
    post = paper.publish("Tin mới & nóng", "Đoạn một.\n\nĐoạn hai.", "the-thao")
    again = client.ask("/feed", If_Modified_Since=str(before))
    assert again.status == 200
    first = client.feed("/category/the-thao/feed")[0]
    assert text_of(first, "title") == "Tin mới & nóng"
    assert text_of(first, CONTENT) == "<p>Đoạn một.</p>\n<p>Đoạn hai.</p>"
    assert boxes(client.text(f"/{post.slug}.html/amp"))[0][0].endswith(
        "/tuyen-xe-buyt-ven-song-lach-tray-them-chuyen-som.html/amp"
    )


def test_an_edited_article_shows_both_of_its_dates(client: Client, paper: Newspaper) -> None:
    slug = "con-meo-o-tram-cho-xe-buyt"
    paper.edit(slug, title="Con mèo đã chuyển trạm", body="Nó thích trạm mới.")
    page = client.text(f"/{slug}.html")
    assert "Con mèo đã chuyển trạm" in page
    assert '<time class="updated" datetime="2026-05-20T06:41:00+07:00">' in page
    assert '<time class="entry-date published" datetime="2026-05-06T11:11:00+07:00">' in page


def test_a_renamed_article_redirects_and_keeps_its_guid(client: Client, paper: Newspaper) -> None:
    old = paper.edition.posts[0]
    paper.rename(old.slug, "ten-moi")
    assert client.ask(f"/{old.slug}.html").getheader("Location") == f"{paper.url}/ten-moi.html"
    assert client.ask(f"/?p={old.id}").getheader("Location") == f"{paper.url}/ten-moi.html"


def test_requests_are_recorded_and_paths_can_be_broken(client: Client, paper: Newspaper) -> None:
    paper.broken["/feed"] = 503
    assert client.ask("/feed").status == 503
    del paper.broken["/feed"]
    assert client.ask("/feed?paged=2").status == 200
    assert paper.requests == [("GET", "/feed", 503), ("GET", "/feed?paged=2", 200)]


def test_a_stopped_paper_cuts_its_connections_and_comes_back_at_its_address(
    paper: Newspaper,
) -> None:
    client, url = Client(paper.url), paper.url
    assert client.ask("/feed").status == 200
    paper.stop()
    with pytest.raises((ConnectionError, http.client.HTTPException)):
        client.ask("/feed")
    client.connection.close()
    with pytest.raises(OSError):  # noqa: PT011 refused or reset, as the system likes
        socket.create_connection(("127.0.0.1", int(url.rpartition(":")[2])), timeout=5)
    paper.start()
    assert paper.url == url
    assert client.ask("/feed").status == 200
    client.connection.close()


def test_serve_gives_the_address_while_it_lasts() -> None:
    with serve(TODAY) as url:
        client = Client(url)
        assert url in client.text("/")
        client.connection.close()
