"""What is fuzzed: for each parser its known inputs, its words, and what it may answer.

A target raises for whatever is not allowed: any exception that its parser does not declare, a text that
could control the terminal, a value of another type.
"""

from __future__ import annotations

import asyncio
import io
import json
import random
import sqlite3
import tempfile
import unicodedata
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, fields, is_dataclass
from datetime import datetime
from functools import cache
from itertools import pairwise
from pathlib import Path

from PIL import Image

from hpreader import config, dates, opml, urls, vietnam_time
from hpreader.feed.json_feed import read_json_feed
from hpreader.fetch import Fetched
from hpreader.images.thumbnail import shrink
from hpreader.model import Article, ArticleRef, Entry, Listing, Visit
from hpreader.newsroom.parsers.content_parser import ContentParser
from hpreader.newsroom.parsers.heavy_documents import HeavyDocuments
from hpreader.newsroom.wordpress.post_format import read_posts
from hpreader.page import PageReader
from hpreader.pdf.document_text import DocumentText, read_document
from hpreader.problems import Problem
from hpreader.robots import Robots, read_text
from hpreader.speech import spoken
from hpreader.store.search.search_query import read_query
from hpreader.store.values import codec
from hpreader.terminal import Replies
from hpreader.text import clean, printable
from hpreader.ui.input.user_keys import is_key, keymap
from hpreader.ui.user_bindings import user_bindings
from tests.support.pdf import pdf
from tests.support.storeroom import NOW, SITE, Storeroom

TESTS = Path(__file__).parents[1]
URL = f"{SITE}/muc/tin.html"
HEAVY_SECONDS = 5.0
"""When the process of a heavy document is ended; 20 in the program."""
LIGHT_SECONDS = 2.0


@dataclass(frozen=True)
class FuzzTarget:
    """One parser."""

    name: str
    run: Callable[[bytes], object]
    seeds: Callable[[], Sequence[bytes]]
    words: Sequence[bytes] = ()
    seconds: float = LIGHT_SECONDS
    """How much time an input may take: of the processor, and of the clock where a process does the work."""
    uses_process: bool = False
    most_bytes: int = 1_000_000
    """As much as is parsed in the program itself; what is larger, in a process that is ended."""
    most_times: int = 40_000


# --- what is checked of the results ---------------------------------------------------------------


def check_texts(value: object) -> None:
    """No text in a value contains what could control a terminal; their number is what matters."""
    if isinstance(value, str):
        for letter in value:
            if (letter < " " and letter not in "\n\t") or "\x7f" <= letter <= "\x9f":
                raise AssertionError(f"a control character: {value[:80]!r}")
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            if isinstance(value, Entry) and field.name in {"body_html", "text_html"}:
                continue  # HTML as it came, which is parsed before it is shown
            check_texts(getattr(value, field.name))
    elif isinstance(value, tuple | list):
        for item in value:
            check_texts(item)


def check_kind(value: object, *kinds: type) -> None:
    """A value is of one of these kinds, and its texts are clean."""
    if not isinstance(value, kinds):
        raise TypeError(f"{type(value).__name__} in place of {kinds}")
    check_texts(value)

    # --- documents --------------------------------------------------------------------------------------

    folder = Path(tempfile.gettempdir()) / "hpreader-fuzz-no-profiles"
    return ContentParser(folder, lambda: NOW, heavy=HeavyDocuments(HEAVY_SECONDS))


def feed(data: bytes) -> None:
    response = Fetched(f"{SITE}/feed", data, "application/rss+xml")
    check_kind(asyncio.run(ContentParserOf().feed(response)), Listing, Problem)


class ContentParserOf(ContentParser):
    """A parser of its own for each event loop."""

    def __init__(self) -> None:
        folder = Path(tempfile.gettempdir()) / "hpreader-fuzz-no-profiles"
        super().__init__(folder, lambda: NOW, heavy=HeavyDocuments(HEAVY_SECONDS))


def page(data: bytes) -> None:
    check_kind(asyncio.run(ContentParserOf().article(Fetched(URL, data))), Article, Problem)


def list_page(data: bytes) -> None:
    check_kind(asyncio.run(ContentParserOf().headlines(Fetched(URL, data))), Listing, Problem)


def links(data: bytes) -> None:
    reader = PageReader(data[:50_000], URL, now=NOW)
    check_texts(reader.links)
    check_texts(reader.site)


def json_feed(data: bytes) -> None:
    found = read_json_feed(data.decode("utf-8", "surrogateescape"), f"{SITE}/feed.json")
    check_kind(found, Listing, type(None))


def wordpress(data: bytes) -> None:
    check_kind(read_posts(data, f"{SITE}/wp-json/wp/v2/posts"), Listing, Problem)


def outlines(data: bytes) -> None:
    found = opml.read_opml(data)
    if isinstance(found, Problem):
        return
    check_texts(found)
    again = opml.read_opml(opml.write_opml(found).encode("utf-8", "strict"))
    if isinstance(again, Problem) and found:
        raise AssertionError("what was written cannot be read")


def robots(data: bytes) -> None:
    rules = Robots.parse(read_text(data))
    for address in (URL, f"{SITE}/", f"{SITE}/?a=%zz", "http://[x/", data[:200].decode("latin-1")):
        check_kind(rules.may_fetch(address), bool)
    check_kind(rules.delay, float, type(None))


def document(data: bytes) -> None:
    check_kind(asyncio.run(read_document(data, URL, seconds=HEAVY_SECONDS)), DocumentText)


def image(data: bytes) -> None:
    found = shrink(data, URL)
    if isinstance(found, Problem):
        check_texts(found)
    elif not 0 < found.width * found.height <= 10**7:
        raise AssertionError(f"{found.width} × {found.height}")


# --- single values -----------------------------------------------------------------------------------


def text_of(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")


def day(data: bytes) -> None:
    text = text_of(data)
    for read in (dates.parse, dates.parse_day, dates.read_day):
        found = read(text, NOW)
        if isinstance(found, datetime):
            if found.tzinfo is None:
                raise AssertionError("a time without an offset")
            vietnam_time.local(found)
            vietnam_time.day_of(found)
        vietnam_time.iso(found)
    dates.read_day(text, NOW, is_span=True)
    dates.parse_listed(text)
    dates.is_relative(text)


def address(data: bytes) -> None:
    written = text_of(data)
    base, _, rest = written.partition("\n")
    for url in (written, urls.resolve(URL, written), urls.resolve(base, rest)):
        canonical = urls.canonical(url, URL)
        if urls.canonical(canonical) != canonical:
            raise AssertionError(f"canonical twice: {canonical!r} {urls.canonical(canonical)!r}")
        for ask in (urls.key, urls.host, urls.root, urls.slug_of, urls.server_of, urls.is_private):
            ask(url)
        urls.may_follow(url, URL)
        urls.same_site(url, URL)
        urls.same_server(url, URL)
        check_texts(urls.resolve(URL, url))


def search_query(data: bytes) -> None:
    text = text_of(data)
    for typing in (False, True):
        read_query(text, NOW, typing=typing)
    _, store = small_store()
    store.searches.problems(text)
    check_kind(store.searches.find(text, 5, typing=True), tuple)


@cache
def small_store():
    from tests.store.test_wrong_types import fill  # noqa: PLC0415 - only two targets need it

    room = Storeroom(Path(tempfile.mkdtemp(prefix="hpreader-fuzz-")))
    ids = fill(room)
    return ids, room.open()


def settings(data: bytes) -> None:
    path = Path(tempfile.gettempdir()) / "hpreader-fuzz-config.toml"
    path.write_bytes(data)
    found = config.load(path)
    if isinstance(found, Problem):
        return
    for value in (found.measure, found.refresh_minutes, found.max_mb, found.pictures_mb):
        if type(value) is not int:
            raise TypeError(value)
    user_bindings(found.keys, found.commands)


def read_aloud(data: bytes) -> None:
    read = spoken(data.decode("utf-8", "replace"))
    if digits := [sign for sign in read if sign.isdigit()]:
        raise ValueError(digits)
    check_texts(read)


def key_names(data: bytes) -> None:
    text = data.decode("utf-8", "replace")  # TOML has nothing else
    is_key(text)
    names = text.split("\n")
    pairs = [line.partition("=")[::2] for line in names]
    met, complaints = keymap({name.strip(): keys for name, keys in pairs})
    if not all(isinstance(one, str) for one in (*met.values(), *complaints)):
        raise TypeError(met)


def terminal_answers(data: bytes) -> None:
    chooser = random.Random(len(data))
    text = data.decode("latin-1")
    edges = sorted({0, len(text), *(chooser.randrange(len(text) + 1) for _ in range(6))})
    replies = Replies()
    for start, end in pairwise(edges):
        replies.take(text[start:end])
    name = replies.answers.name
    if name is not None and not str(name).isprintable() and name:
        raise AssertionError(repr(name))


def cleaned(data: bytes) -> None:
    text = text_of(data)
    for result in (clean(text), clean(text, lines=True), clean(text, spaces=True), printable(text)):
        check_texts(result.replace("\t", " "))
        marks = 0
        for letter in result:
            marks = marks + 1 if unicodedata.category(letter) in ("Mn", "Me") else 0
            if marks > 5:
                raise AssertionError(f"a pile of marks: {result[:80]!r}")
    if clean(clean(text)) != clean(text):
        raise AssertionError("cleaning twice changes the text")


# --- files --------------------------------------------------------------------------------------------


def stored_value(data: bytes) -> None:
    for read in (lambda: codec.load(text_of(data)), lambda: codec.unpack(data)):
        with suppress(codec.UnreadableError):
            read()
    for kind in (Visit, Entry, Problem):
        with suppress(codec.UnreadableError):
            check_kind_only(codec.load_as(kind, text_of(data)), kind)


def check_kind_only(value: object, kind: type) -> None:
    if not isinstance(value, kind):
        raise TypeError(type(value).__name__)


def row(which: str) -> Callable[[bytes], None]:
    """One cell of one of the files is replaced; then all is read."""

    def run(data: bytes) -> None:
        from tests.store.test_wrong_types import copy, survives  # noqa: PLC0415 - see `small_store`

        ids, room = filled_room()
        chooser = random.Random(data)
        with tempfile.TemporaryDirectory(prefix="hpreader-fuzz-") as folder:
            broken = copy(room, Path(folder) / "copy")
            with closing(sqlite3.connect(getattr(broken, which))) as file, suppress(sqlite3.Error):
                tables = [name for (name,) in file.execute(
                    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'fts%'"
                    " AND name NOT LIKE 'sqlite%'"
                )]  # fmt: skip
                table = chooser.choice(tables)
                columns = [found[1] for found in file.execute(f"PRAGMA table_info({table})")]
                value: object = data
                with suppress(ValueError):
                    value = chooser.choice((data, data.decode(), len(data), -len(data)))
                file.execute(
                    f"UPDATE OR IGNORE {table} SET {chooser.choice(columns)} = ?", (value,)
                )
                file.commit()
            survives(broken, ids)

    return run


@cache
def filled_room():
    from tests.store.test_wrong_types import fill  # noqa: PLC0415 - see `small_store`

    room = Storeroom(Path(tempfile.mkdtemp(prefix="hpreader-fuzz-")))
    return fill(room), room


# --- what they begin with --------------------------------------------------------------------------


def files(folder: str, pattern: str) -> Callable[[], Sequence[bytes]]:
    return lambda: [path.read_bytes() for path in sorted((TESTS / folder).glob(pattern))]


def lines(*texts: str) -> Callable[[], Sequence[bytes]]:
    return lambda: [text.encode() for text in texts]


def pages() -> Sequence[bytes]:
    return [data for data in files("page/pages", "*.html")() if len(data) < 60_000]


def stored() -> Sequence[bytes]:
    visit = Visit(ArticleRef(URL, "a1", "Một"), "Một", at=NOW)
    entry = Entry(url=URL, title="Một", summary="Hai", published=NOW)
    values = (visit, entry, Problem("status", URL, status=503, until=NOW), (1, "x", None))
    return [codec.dump(value).encode() for value in values] + [
        codec.pack(value) for value in values
    ]


def pictures() -> Sequence[bytes]:
    found = []
    for form in ("JPEG", "PNG", "WEBP", "GIF", "AVIF"):
        for mode in ("RGB", "L", "P"):
            file = io.BytesIO()
            with suppress(OSError, KeyError, ValueError):
                Image.radial_gradient("L").resize((40, 30)).convert(mode).save(file, form)
                found.append(file.getvalue())
    return found


def documents() -> Sequence[bytes]:
    return [
        pdf(["Điều 1. Phạm vi", "Chợ đêm mở từ 18 giờ."], ["Trang hai."]),
        pdf(["a"], has_letters=False),
    ]


def posts() -> Sequence[bytes]:
    post = {
        "id": 7, "link": URL, "guid": {"rendered": f"{SITE}/?p=7"}, "title": {"rendered": "Chợ <b>đêm</b>"},
        "content": {"rendered": "<p>Chợ mở lại.</p>", "protected": False},
        "excerpt": {"rendered": "<p>Tóm tắt</p>"}, "date_gmt": "2026-11-22T03:00:00",
        "modified_gmt": "2026-11-22T03:00:00", "categories": [1], "author": 2,
        "_embedded": {"wp:term": [[{"taxonomy": "category", "name": "Xã hội"}]], "author": [{"name": "A"}]},
    }  # fmt: skip
    return [json.dumps([post, post]).encode(), json.dumps(post).encode()]


def json_feeds() -> Sequence[bytes]:
    item = {
        "id": "1", "url": URL, "title": "Một", "content_html": "<p>Hai</p>", "summary": "Ba",
        "date_published": "2026-11-22T10:00:00+07:00", "authors": [{"name": "A"}], "tags": ["x"],
        "attachments": [{"url": f"{SITE}/a.pdf", "mime_type": "application/pdf"}],
    }  # fmt: skip
    whole = {"version": "https://jsonfeed.org/version/1.1", "title": "Báo", "items": [item, item]}
    return [json.dumps(whole).encode()]


TAGS = tuple(
    word.encode()
    for word in (
        "<item>", "</item>", "<category>x</category>", "<![CDATA[", "]]>", "<!DOCTYPE x [<!ENTITY a 'b'>]>", "&a;",
        "&#x10FFFF;", "&#0;", "<div>", "</div>", "<p>", "<a ", '<a href="//x/y">', "<table><tr><td>", "<script>",
        "</script>", "<!--", "-->", "<b", "<svg><style>", "<template>", "<br>", ' a="1"', "<li><ul>", "<font>",
        "<noscript>", "<iframe src=x>", "<base href='http://x/'>", "<meta charset=utf-16>", "<html>", "\n",
    )
)  # fmt: skip
MARKS = tuple(
    word.encode()
    for word in ("{", "}", "[", "]", '"', ":", ",", "null", "true", "\\ud800", "[[", '{"a":')
)
ESCAPES = tuple(
    word.encode("latin-1")
    for word in ("\x1b[", "\x1b]", "\x1bP", "\x1b\\", "\x07", ";", "\x1b[6;20;10t", "\x1b[?62;4c", "\x1b_G", "u", "\x1b[1114112u")
)  # fmt: skip

TARGETS = (
    FuzzTarget("feed", feed, files("feed/feeds", "*.feed"), TAGS),
    FuzzTarget(
        "large-feed", feed, files("feed/feeds", "*.feed"), TAGS,
        seconds=HEAVY_SECONDS + 7, uses_process=True, most_bytes=8_000_000, most_times=400_000,
    ),
    FuzzTarget("page", page, pages, TAGS, seconds=HEAVY_SECONDS + 3, uses_process=True),
    FuzzTarget("list-page", list_page, pages, TAGS, seconds=HEAVY_SECONDS + 3, uses_process=True),
    FuzzTarget("links", links, pages, TAGS),
    FuzzTarget("dates", day, lines(
        "Thứ bảy, 07/03/2026 08:15 GMT+7", "2 giờ trước", "Sat, 07 Mar 2026 08:15:00 +0700",
        "2026-03-07T08:15:00.123Z", "hôm qua lúc 8:15 CH", "3-days-ago", "11/2026", "1741310100", "March 7, 2026 at 8 pm",
    ), (b"/", b":", b" ", b"AM", b"GMT", b"+25:99", b"31", b"tho", "tháng".encode()), most_bytes=20_000),
    FuzzTarget("urls", address, lines(
        "https://bao.example/amp/tin-1.html?utm_source=x&id=5#p", "//bao.example:8080/../a/./b", "http://[::1]:80/a",
        "https://tên:mật@bảo.vn/đường?a=b;c", "mailto:a@b", "?amp", "http://0x7f.1/", "javascript:alert(1)",
    ), (b"/", b"?", b"#", b"@", b":", b"[", b"]", b"%", b"%2e", b"..", b"xn--", b"http://", b"amp"), most_bytes=20_000),
    FuzzTarget("opml", outlines, lines(
        '<?xml version="1.0"?><opml version="2.0"><body><outline text="Một"><outline text="Hai" type="rss"'
        ' xmlUrl="https://hai.example/feed" htmlUrl="https://hai.example/"/></outline></body></opml>',
    ), (*TAGS, b"<outline ", b"</outline>", b"xmlUrl=", b'text="a"')),
    FuzzTarget("robots", robots, lines(
        "User-agent: *\nDisallow: /rieng/\nAllow: /rieng/tin$\nCrawl-delay: 5\n\nUser-agent: hpreader\nDisallow: /*?a=\n",
    ), (b"*", b"$", b"Disallow: ", b"/", b"\n", b"User-agent: *\n", b"Crawl-delay: ", b"%"), most_bytes=500_000),
    FuzzTarget("json-feed", json_feed, json_feeds, MARKS),
    FuzzTarget("wordpress", wordpress, posts, MARKS),
    FuzzTarget("codec", stored_value, stored, MARKS),
    FuzzTarget("cache-row", row("cache"), stored, MARKS, most_bytes=50_000),
    FuzzTarget("userdata-row", row("userdata"), stored, MARKS, most_bytes=50_000),
    FuzzTarget("terminal", terminal_answers, lines(
        "\x1b]11;rgb:fbfb/f7f7/efef\x1b\\\x1b[6;20;10t\x1b[4;800;1400t\x1b[?2;0;1000;800S"
        "\x1bP>|kitty(0.40.1)\x1b\\\x1b_Gi=31;OK\x1b\\\x1b[1;2R\x1b[?62;4;22c",
    ), ESCAPES),
    FuzzTarget("config", settings, lines(
        'language = "vi"\ntheme = "dark"\nmeasure = 72\nmouse = true\npictures = "off"\n[keys]\nback = "H, alt+left"\n',
        '[commands.dich]\nkey = "W"\nrun = ["trans"]\ninput = "text"\n[hooks]\nafter_sync = ["cat"]\n'
        '[commands.x]\nopen = "https://a.vn/{url}"\noutput = "pane"\n',
    ), (b"[", b"]", b"=", b'"', b"'''", b"\n", b"keys.", b"[[keys]]", b"0x", b"inf", b"1979-05-27"), most_bytes=50_000),
    FuzzTarget("search", search_query, lines(
        'đường "lạch tray" duong* section:xa-hoi after:2026-01 is:unread', "source:bao before:hôm-qua", '"', "a-b NOT c",
    ), (b'"', b"*", b":", b"-", b"(", b")", b"NEAR", b"AND", b"^", b"after:", b"section:", b"is:"), most_bytes=5_000),
    FuzzTarget("keys", key_names, lines(
        "back=H, alt+left\nforward=L", "quit=ctrl+shift+q", "help=?,f1\nsave=comma", "search=đ",
    ), (b"ctrl+", b"alt+", b"+", b",", b"=", b"\n", b"f12", b"shift+", b"full_stop"), most_bytes=5_000),
    FuzzTarget("image", image, pictures, (b"IHDR", b"IDAT", b"\xff\xd8\xff", b"\xff\xc0", b"RIFF", b"ANMF", b"mdat")),
    FuzzTarget("pdf", document, documents, (
        b"obj", b"endobj", b"stream", b"<<", b">>", b"/Kids", b"/Parent 2 0 R", b"/Encrypt", b"0 R", b"xref",
    ), seconds=HEAVY_SECONDS + 3, uses_process=True),
    FuzzTarget("speech", read_aloud, lines(
        "Sáng 30/11/2026, UBND TP. Hải Phòng họp lúc 6h30, chi 1.234.567 đồng, 3,5 tỷ, 5-7%, 120 km/h, khóa XIV, QL5.",
        "ĐT. 0225.3842999, 25-30/11, 1/3, 2-1, 14:05, -5°C, $3,5 triệu, a@b.vn https://bao.vn/a Q.1 P.2 m2 m³ ①",
    ), (b"/", b"-", b".", b",", b":", b"h", b"%", "đ".encode(), b"TP.", "ngày ".encode(), b"XIV", b"0"), most_bytes=20_000),
    FuzzTarget("text", cleaned, lines("Tin\x1b[2Jmới \u202edọc \u0301\u0302 chợ\r\nđêm", "กำ สวัสดี ชื่อ", "עִבְרִית"), ESCAPES),
)  # fmt: skip
