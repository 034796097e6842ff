"""The web server of the sample newspaper, on loopback only."""

from __future__ import annotations

import gzip
import hashlib
import re
import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from hpreader.sample import amp, feeds, pages
from hpreader.sample.articles import SECTIONS, TITLE, Edition, Post, edition
from hpreader.sample.pictures import SIZE, picture

_HTML, _JSON, _RSS = (
    "text/html; charset=UTF-8",
    "application/json; charset=UTF-8",
    "application/rss+xml; charset=UTF-8",
)
_ROBOTS = "User-agent: *\nDisallow: /wp-admin/\nAllow: /wp-admin/admin-ajax.php\n"
_PICTURE = re.compile(r"/wp-content/uploads/[\w/]+/([\w-]+?)(?:-(\d{2,4})x(\d{2,4}))?\.png")
_LARGEST_PICTURE = 1280


@dataclass(frozen=True, slots=True)
class Answer:
    """What the site gives for one request."""

    status: int
    body: bytes = b""
    content_type: str = _HTML
    headers: Mapping[str, str] = field(default_factory=dict)


class Newspaper:
    """The sample newspaper as a context manager, with what an editor can do to it meanwhile."""

    def __init__(self, today: date, port: int = 0) -> None:
        """Prepare the paper of a day; `port` 0 takes any free one when it starts."""
        self.today = today
        self.requests: list[tuple[str, str, int]] = []
        """Method, path with query, and status of each request that was answered."""
        self.broken: dict[str, int] = {}
        """Paths that answer with this status instead, for as long as they stand here."""
        self._port = port
        self._server: _Server | None = None
        self._edition: Edition | None = None

    def __enter__(self) -> Newspaper:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.stop()

    @property
    def url(self) -> str:
        """Its address, without a slash at the end; it stays the same after `stop` and `start`."""
        return f"http://127.0.0.1:{self._port}"

    @property
    def edition(self) -> Edition:
        """The articles as they stand now."""
        if self._edition is None:
            self._edition = edition(self.url, self.today)
        return self._edition

    def start(self) -> None:
        """Begin to listen."""
        self._server = _Server(self, self._port)
        self._port = self._server.server_port
        self._server.run()

    def stop(self) -> None:
        """Take the paper off the network: cut what is open and refuse what comes."""
        if self._server is not None:
            self._server.end()
            self._server = None

    def publish(
        self,
        title: str,
        body: str = "Tin vừa đăng.",
        section: str = "xa-hoi",
        *,
        slug: str = "",
        published: datetime | None = None,
        **facts: Any,
    ) -> Post:
        """Bring out an article, the newest one unless a time is given; `facts` as in `Post`."""
        number, now = self.edition.next_id(), self._now()
        post = Post(
            slug=slug or f"tin-{number}",
            title=title,
            body=body,
            sections=(section,),
            published=published or now,
            modified=now,
            id=number,
            **facts,
        )
        return self._put(post)

    def edit(self, slug: str, **facts: Any) -> Post:
        """Change fields of an article, which makes it modified now."""
        return self._put(replace(self._find(slug), modified=self._now(), **facts))

    def rename(self, old: str, new: str) -> Post:
        """Give an article another slug; the old address redirects from now on."""
        post = self._find(old)
        return self.edit(old, slug=new, former=(*post.former, old))

    def _now(self) -> datetime:
        """A time of the paper's own, a minute after its last change, so that runs repeat."""
        return self.edition.modified() + timedelta(minutes=1)

    def _find(self, slug: str) -> Post:
        post = self.edition.find(slug)
        if post is None:
            raise KeyError(slug)
        return post

    def _put(self, post: Post) -> Post:
        self._edition = self.edition.with_post(post)
        return post


@contextmanager
def serve(today: date, port: int = 0) -> Iterator[str]:
    """Serve the sample newspaper of a day while the context lasts, and give its address."""
    with Newspaper(today, port) as paper:
        yield paper.url


def answer(paper: Edition, path: str, query: Mapping[str, str]) -> Answer:
    """What the site says to a path (still quoted) and its query."""
    plain = unquote(path)
    if plain == "/":
        return _front(paper, query)
    if len(plain) > 1 and plain.endswith("/") and plain not in ("/amp/", "/wp-json/"):
        return _moved(paper.base + path.rstrip("/"))
    if plain in ("/feed", "/comments/feed"):
        return _feed(paper, paper.listed() if plain == "/feed" else (), query, TITLE)
    if plain == "/amp":
        return _moved(f"{paper.base}/amp/")
    if plain == "/amp/":
        return _text(pages.front_page(paper))
    if plain == "/robots.txt":
        return Answer(200, _ROBOTS.encode(), "text/plain; charset=utf-8")
    if plain.startswith("/category/"):
        return _section(paper, plain.removeprefix("/category/"), query)
    if plain.startswith("/wp-json"):
        return _rest(paper, plain.removeprefix("/wp-json").strip("/"), query)
    if found := _PICTURE.fullmatch(plain):
        return _picture(found)
    slug, html, form = plain[1:].partition(".html")
    return _article(paper, slug, form, query) if html else _missing(paper)


def _front(paper: Edition, query: Mapping[str, str]) -> Answer:
    if number := query.get("p"):
        post = paper.find_id(number)
        return _moved(pages.post_url(paper, post)) if post else _missing(paper)
    if "feed" in query:
        return _moved(f"{paper.base}/feed")
    return _text(pages.front_page(paper))


def _section(paper: Edition, rest: str, query: Mapping[str, str]) -> Answer:
    slug, _, form = rest.partition("/")
    name = next((name for name, known in SECTIONS if known == slug), "")
    if not name or form not in ("", "feed", "amp"):
        return _missing(paper)
    if form == "feed":
        return _feed(paper, paper.listed(slug), query, f"{name} - {TITLE}")
    make = amp.amp_section_page if form == "amp" else pages.section_page
    return _text(make(paper, name, slug))


def _article(paper: Edition, slug: str, form: str, query: Mapping[str, str]) -> Answer:
    post = paper.find(slug)
    if post is None:
        moved = paper.find_former(slug)
        # An old AMP address goes to the new one in two hops, the second one drops the slash.
        tail = "/amp/" if form == "/amp" else form
        return _moved(pages.post_url(paper, moved) + tail) if moved else _missing(paper)
    if form == "/feed":
        return _feed(paper, (), query, f"Các phản hồi về: {post.title}")
    if form not in ("", "/amp"):
        return _missing(paper)
    if form == "/amp" or "amp" in query:
        return _text(amp.amp_page(paper, post), {"Last-Modified": feeds.http_date(datetime.now(UTC))})
    links = ", ".join(
        (
            f'<{paper.base}/wp-json/>; rel="https://api.w.org/"',
            f'<{paper.base}/wp-json/wp/v2/posts/{post.id}>; rel="alternate"; type="application/json"',
            f"<{paper.base}/?p={post.id}>; rel=shortlink",
        )
    )
    return _text(pages.article_page(paper, post), {"Link": links})


def _feed(
    paper: Edition, posts: tuple[Post, ...], query: Mapping[str, str], title: str
) -> Answer:
    page = int(query.get("paged") or "1")
    shown = posts[(page - 1) * feeds.FEED_LENGTH : page * feeds.FEED_LENGTH]
    changed = feeds.http_date(paper.modified())
    # WordPress gives every feed the date of the newest change of the whole site.
    tag = hashlib.md5(changed.encode(), usedforsecurity=False).hexdigest()
    headers = {"Last-Modified": changed, "ETag": f'"{tag}"'}
    status = 404 if page > 1 and not shown else 200
    return Answer(status, feeds.rss(paper, shown, title).encode(), _RSS, headers)


def _rest(paper: Edition, path: str, query: Mapping[str, str]) -> Answer:
    if path == "":
        return Answer(200, feeds.rest_root(paper).encode(), _JSON)
    if path == "wp/v2/categories":
        return Answer(200, feeds.rest_categories(paper).encode(), _JSON)
    if path == "wp/v2/posts":
        status, text, headers = feeds.rest_posts(paper, query)
        return Answer(status, text.encode(), _JSON, headers)
    post = paper.find_id(path.removeprefix("wp/v2/posts/"))
    if post is None:
        return Answer(404, feeds.rest_missing().encode(), _JSON)
    return Answer(200, feeds.rest_post(paper, post).encode(), _JSON)


def _picture(found: re.Match[str]) -> Answer:
    size = (int(found[2]), int(found[3])) if found[2] else SIZE
    body = picture(f"{found[1]}.png", size) if max(size) <= _LARGEST_PICTURE else None
    if body is None:
        return Answer(404, "Không có ảnh này.".encode(), "text/plain; charset=utf-8")
    return Answer(200, body, "image/png", {"Cache-Control": "max-age=31536000"})


def _text(html: str, headers: Mapping[str, str] | None = None) -> Answer:
    return Answer(200, html.encode(), _HTML, headers or {})


def _moved(location: str) -> Answer:
    return Answer(301, b"", _HTML, {"Location": location})


def _missing(paper: Edition) -> Answer:
    return Answer(404, pages.missing_page(paper).encode())


class _Server(ThreadingHTTPServer):
    """Knows its open connections, so that it can end while clients keep theirs alive."""

    def __init__(self, paper: Newspaper, port: int) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.paper = paper
        self._open: dict[socket.socket, threading.Thread] = {}
        self._loop = threading.Thread(
            target=self.serve_forever, kwargs={"poll_interval": 0.02}, name="sample", daemon=True
        )

    def run(self) -> None:
        self._loop.start()

    def end(self) -> None:
        self.shutdown()
        self._loop.join()
        self.server_close()
        for connection, thread in list(self._open.items()):
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass  # it has ended by itself meanwhile
            thread.join()

    def process_request(self, request: Any, client_address: Any) -> None:
        thread = threading.Thread(
            target=self.process_request_thread, args=(request, client_address), daemon=True
        )
        self._open[request] = thread
        thread.start()

    def shutdown_request(self, request: Any) -> None:
        super().shutdown_request(request)
        self._open.pop(request, None)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that went away is no news; anything else is a bug and is told."""
        super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "nginx"
    sys_version = ""
    wbufsize = -1  # head and body leave in one piece
    server: _Server

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        paper = self.server.paper
        query = dict(parse_qsl(parts.query, keep_blank_values=True))
        if parts.path in paper.broken:
            given = Answer(paper.broken[parts.path], b"")
        else:
            given = answer(paper.edition, parts.path, query)
        if given.status == 200 and self._is_unchanged(given.headers):
            given = replace(given, status=304, body=b"")
        paper.requests.append((self.command, self.path, given.status))
        self._send(given)

    do_HEAD = do_GET

    def _is_unchanged(self, headers: Mapping[str, str]) -> bool:
        """As WordPress decides it: both validators must match where both are sent.

        It compares ETags literally, so the weak one that compression makes never matches.
        """
        tag, since = self.headers.get("If-None-Match"), self.headers.get("If-Modified-Since")
        if "ETag" not in headers or not (tag or since):
            return False
        same_tag = tag is None or tag == headers["ETag"]
        return same_tag and (since is None or _is_not_after(headers["Last-Modified"], since))

    def _send(self, given: Answer) -> None:
        headers, body = dict(given.headers), given.body
        if "gzip" in self.headers.get("Accept-Encoding", "") and not given.content_type.startswith("image"):
            if "ETag" in headers:
                headers["ETag"] = f"W/{headers['ETag']}"
            if body:
                body = gzip.compress(body, 1, mtime=0)
                headers["Content-Encoding"] = "gzip"
            headers["Vary"] = "Accept-Encoding"
        self.send_response(given.status)
        for name, value in headers.items():
            self.send_header(name, value)
        if given.status != 304:
            self.send_header("Content-Type", given.content_type)
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: what was asked is in `Newspaper.requests`."""


def _is_not_after(changed: str, since: str) -> bool:
    try:
        return parsedate_to_datetime(changed) <= parsedate_to_datetime(since)
    except ValueError:
        return False
