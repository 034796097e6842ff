"""A fake of the Web at its outermost edge: an httpx transport with a newspaper's vocabulary.

    web = Web()
    web.feed("https://bao.vn/feed", item("Tiêu đề", "https://bao.vn/a.html"), last_modified=NOON)
    web.article("https://bao.vn/a.html", "Tiêu đề", ["Đoạn một.", "Đoạn hai."], amp=True, related=[
        link("Bài khác", "https://bao.vn/b.html", "Mở đầu…", "06/07/2024")])
    newsroom = Newsroom.open(places, settings, transport=web)
    assert web.asked_urls() == [...]

What is told of an address later replaces what was told before. Addresses nobody spoke of are 404.
"""

import asyncio
import html
import json
import socket
import ssl
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from typing import NamedTuple
from xml.sax.saxutils import escape

import httpx

from hpreader import urls


class Asked(NamedTuple):
    """One request that came."""

    method: str
    url: str
    headers: httpx.Headers


class Item(NamedTuple):
    """One item of a feed, as WordPress writes it."""

    title: str
    url: str
    published: datetime | str | None = None
    summary: str = ""
    body: str = ""
    guid: str = ""
    author: str = ""
    categories: Sequence[str] = ()


class Link(NamedTuple):
    """One item of "Tin khác"."""

    title: str
    url: str
    excerpt: str = ""
    day: str = ""


item = Item
link = Link


@dataclass(frozen=True)
class _Answer:
    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    etag: str = ""
    last_modified: str = ""

    def to(self, request: httpx.Request) -> httpx.Response:
        given = {"ETag": self.etag, "Last-Modified": self.last_modified}
        headers = {**self.headers, **{name: value for name, value in given.items() if value}}
        if self.status == 200 and self._is_unchanged_for(request):
            return httpx.Response(304, headers=headers, stream=_Body(b""), request=request)
        return httpx.Response(
            self.status, headers=headers, stream=_Body(self.body), request=request
        )

    def _is_unchanged_for(self, request: httpx.Request) -> bool:
        """As WordPress decides: each condition that is sent must match."""
        etag = request.headers.get("If-None-Match")
        since = request.headers.get("If-Modified-Since")
        if etag is None and since is None:
            return False
        is_same = etag is None or etag == self.etag
        if since is None:
            return is_same
        if not self.last_modified:
            return False
        newest = parsedate_to_datetime(self.last_modified)
        return is_same and parsedate_to_datetime(since) >= newest


class _Body(httpx.AsyncByteStream):
    def __init__(self, body: bytes, error: Exception | None = None) -> None:
        self._body, self._error = body, error

    async def __aiter__(self) -> AsyncIterator[bytes]:
        if self._body:
            yield self._body
        if self._error:
            raise self._error


Handler = Callable[[httpx.Request], httpx.Response]


class Web(httpx.AsyncBaseTransport):
    """The fake Web; hand it over as `transport`."""

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self._answers: dict[str, _Answer | Handler] = {}
        self._apis: dict[str, Callable[[str], object]] = {}
        self._hanging: dict[str, asyncio.Event] = {}
        self._arrivals: dict[str, asyncio.Event] = {}
        self._is_online = True

    # --- what there is ---

    def feed(
        self,
        url: str,
        *items: Item,
        title: str = "Báo thử",
        last_modified: datetime | str = "",
        etag: str = "",
        api: str = "",
    ) -> None:
        """A feed that answers conditional requests as WordPress does; `api` is the root it names."""
        modified = (
            format_datetime(last_modified.astimezone(UTC), usegmt=True)
            if isinstance(last_modified, datetime)
            else last_modified
        )
        body = feed_xml(items, title=title, home=urls.root(url)).encode()
        headers = {"Content-Type": "application/rss+xml; charset=UTF-8"}
        if api:
            headers["Link"] = f'<{api}>; rel="https://api.w.org/"'
        self._tell(url, _Answer(200, body, headers, etag, modified))

    def article(
        self,
        url: str,
        title: str,
        paragraphs: Iterable[str],
        *,
        lede: str = "",
        related: Sequence[Link] = (),
        amp: bool = False,
        date: str = "",
        section: str = "",
        source_line: str = "",
        head: str = "",
    ) -> None:
        """A page of WordPress' shape.

        Args:
            url: the address of the article.
            title: its headline.
            paragraphs: texts (they may hold inline markup).
            lede: a first paragraph in bold.
            related: "Tin khác"; with `amp` only the AMP page has the box, as on the real site.
            amp: whether it has an AMP form at `url` + `/amp`.
            date: an ISO time for the page's `<time>`; the AMP page shows none.
            section: its category.
            source_line: what stands after "Nguồn tin: ".
            head: further markup for the head.
        """
        page = _Page(url, title, tuple(paragraphs), lede, date, section, source_line, head)
        if amp:
            self.html(url, page.desktop((), f'<link rel="amphtml" href="{url}/amp">'))
            self.html(url + "/amp", page.amp(related))
        else:
            self.html(url, page.desktop(related, ""))

    def html(self, url: str, text: str, **headers: str) -> None:
        """Any page."""
        self._tell(
            url,
            _Answer(200, text.encode(), {"Content-Type": "text/html; charset=UTF-8", **headers}),
        )

    def json(self, url: str, value: object, **headers: str) -> None:
        """A JSON answer, as of WordPress REST; header names with `_` for `-`."""
        named = {name.replace("_", "-"): text for name, text in headers.items()}
        body = json.dumps(value, ensure_ascii=False).encode()
        self._tell(
            url, _Answer(200, body, {"Content-Type": "application/json; charset=UTF-8", **named})
        )

    def asks(self, start: str, make: Callable[[str], object]) -> None:
        """An API below an address: `make` gives what it says to each whole address."""
        self._apis[start] = make

    def raw(self, url: str, body: bytes, content_type: str = "", **headers: str) -> None:
        """Any bytes."""
        self._tell(url, _Answer(200, body, {"Content-Type": content_type, **headers}))

    def handled(self, url: str, handler: Callable[[httpx.Request], tuple[int, bytes]]) -> None:
        """An address whose status and body depend on the request."""
        self._tell(url, lambda request: _Answer(*handler(request), {}).to(request))

    def robots(self, host: str, text: str) -> None:
        """A robots.txt, by host name or by any address there."""
        root = urls.root(host) or f"https://{host}/"
        self._tell(root + "robots.txt", _Answer(200, text.encode(), {"Content-Type": "text/plain"}))

    def moved(self, old: str, new: str, *, status: int = 301) -> None:
        """A redirect; it carries validators, as those of WordPress do."""
        self._tell(old, _Answer(status, b"", {"Location": new, "ETag": '"moved"'}))

    # --- what goes wrong ---

    def status(self, url: str, status: int, *, retry_after: int | None = None) -> None:
        """An answer that is nothing but a status."""
        wait = {} if retry_after is None else {"Retry-After": str(retry_after)}
        self._tell(url, _Answer(status, b"<h1>Error</h1>", {"Content-Type": "text/html", **wait}))

    def hangs(self, url: str) -> None:
        """No answer until `release`: for what happens meanwhile, and for leaving."""
        self._hanging[_same(url)] = asyncio.Event()

    def release(self, url: str) -> None:
        """Let a hanging address answer."""
        self._hanging.pop(_same(url)).set()

    def times_out(self, url: str) -> None:
        """The server does not answer in time (told at once, so that no test waits)."""
        self._fails(url, httpx.ReadTimeout("timed out"))

    def refuses(self, url: str) -> None:
        """The server accepts no connection."""
        error = httpx.ConnectError("All connection attempts failed")
        error.__cause__ = ConnectionRefusedError(111, "Connection refused")
        self._fails(url, error)

    def has_wrong_certificate(self, url: str) -> None:
        """The server is not who it says it is."""
        error = httpx.ConnectError("certificate verify failed")
        error.__cause__ = ssl.SSLCertVerificationError(1, "certificate verify failed: expired")
        self._fails(url, error)

    def cuts(self, url: str, after: bytes = b"<html>") -> None:
        """The connection breaks off within the body."""
        error = httpx.ReadError("Connection reset by peer")
        kind = {"Content-Type": "text/html"}
        self._tell(
            url, lambda request: httpx.Response(200, headers=kind, stream=_Body(after, error))
        )

    def gone_offline(self) -> None:
        """No name can be resolved any more."""
        self._is_online = False

    def back_online(self) -> None:
        """The network is back."""
        self._is_online = True

    # --- what was asked ---

    def asked_urls(self) -> list[str]:
        """The addresses asked for, in order."""
        return [asked.url for asked in self.asked]

    def forget(self) -> None:
        """Begin the record anew."""
        self.asked.clear()

    async def wait_asked(self, url: str) -> None:
        """Wait until an address has been asked for (from now on, or before)."""
        if not any(asked.url == _same(url) for asked in self.asked):
            await self._arrivals.setdefault(_same(url), asyncio.Event()).wait()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Answer as told."""
        url = _same(str(request.url))
        self.asked.append(Asked(request.method, url, request.headers))
        if url in self._arrivals:
            self._arrivals[url].set()
        if not self._is_online:
            error = httpx.ConnectError("Name or service not known", request=request)
            raise error from socket.gaierror(-2, "Name or service not known")
        if url in self._hanging:
            await self._hanging[url].wait()
        for start, make in self._apis.items():
            if url.startswith(start):
                self.json(url, make(url))
        answer = self._answers.get(
            url, _Answer(404, b"<h1>404</h1>", {"Content-Type": "text/html"})
        )
        return answer.to(request) if isinstance(answer, _Answer) else answer(request)

    def _tell(self, url: str, answer: _Answer | Handler) -> None:
        self._answers[_same(url)] = answer

    def _fails(self, url: str, error: Exception) -> None:
        def fail(request: httpx.Request) -> httpx.Response:
            raise error

        self._tell(url, fail)


def _same(url: str) -> str:
    return urls.resolve("", url).partition("#")[0]


def feed_xml(
    items: Sequence[Item], *, title: str = "Báo thử", home: str = "https://bao.vn/"
) -> str:
    """RSS 2.0 in WordPress' words."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"'
        ' xmlns:content="http://purl.org/rss/1.0/modules/content/"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>'
        f"<title>{escape(title)}</title><link>{escape(home)}</link><description></description>"
        + "".join(map(_item_xml, items))
        + "</channel></rss>"
    )


def _item_xml(item: Item) -> str:
    when = item.published
    published = format_datetime(when.astimezone(UTC)) if isinstance(when, datetime) else when or ""
    return (
        f"<item><title>{escape(item.title)}</title><link>{escape(item.url)}</link>"
        + (f"<dc:creator>{_cdata(item.author)}</dc:creator>" if item.author else "")
        + (f"<pubDate>{published}</pubDate>" if published else "")
        + "".join(f"<category>{_cdata(name)}</category>" for name in item.categories)
        + f'<guid isPermaLink="false">{escape(item.guid or item.url)}</guid>'
        + f"<description>{_cdata(item.summary)}</description>"
        + (f"<content:encoded>{_cdata(item.body)}</content:encoded>" if item.body else "")
        + "</item>"
    )


def _cdata(text: str) -> str:
    return "<![CDATA[" + text.replace("]]>", "]]]]><![CDATA[>") + "]]>"


@dataclass(frozen=True)
class _Page:
    url: str
    title: str
    paragraphs: tuple[str, ...]
    lede: str
    date: str
    section: str
    source_line: str
    head: str

    def desktop(self, related: Sequence[Link], amphtml: str) -> str:
        day = f'<time class="entry-date published" datetime="{self.date}">{self.date}</time>'
        category = f'<span class="cat-links"><a href="/category/x" rel="category tag">{self.section}</a></span>'
        return (
            f'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{self._title}</title>'
            f'<link rel="canonical" href="{self.url}">{amphtml}{self.head}</head>'
            f'<body class="single single-post"><main><article class="post"><header class="entry-header">'
            f'<h1 class="entry-title">{self._title}</h1></header>'
            f'<div class="entry-content">{self._body}</div><footer class="entry-footer">'
            f"{day if self.date else ''}{category if self.section else ''}</footer></article>"
            f"{_related_box(related, '')}</main></body></html>"
        )

    def amp(self, related: Sequence[Link]) -> str:
        category = (
            '<div class="amp-category"><span></span><span class="amp-cat amp-cat-1">'
            f'<a href="/category/x/amp">{self.section}</a></span></div>'
        )
        return (
            f'<!DOCTYPE html><html amp lang="vi"><head><meta charset="utf-8"><title>{self._title}</title>'
            f'<link rel="canonical" href="{self.url}"></head>'
            '<body class="body single-post amp-single post"><div class="content-wrapper">'
            f'<div class="sp sgl"><div class="cntr">{category if self.section else ""}'
            f'<h1 class="amp-post-title">{self._title}</h1><div class="sp-cnt"><div class="sp-rt">'
            f'<div class="cntn-wrp artl-cnt">{self._body}</div></div></div></div></div>'
            f"{_related_box(related, '/amp')}</div></body></html>"
        )

    @property
    def _title(self) -> str:
        return html.escape(self.title)

    @property
    def _body(self) -> str:
        lede = f"<p><strong>{self.lede}</strong></p>" if self.lede else ""
        origin = f'<p style="text-align:right"><strong>Nguồn tin: {self.source_line}</strong></p>'
        texts = "".join(f"<p>{text}</p>" for text in self.paragraphs)
        return lede + texts + (origin if self.source_line else "")


def _related_box(related: Sequence[Link], ending: str) -> str:
    if not related:
        return ""
    rows = "".join(
        '<div class="fsp"><div class="fsp-cnt">'
        f'<h2 class="loop-title"><a href="{link.url}{ending}">{html.escape(link.title)}</a></h2>'
        f'<p class="loop-excerpt">{html.escape(link.excerpt)}</p>'
        f'<div class="pt-dt"><div class="loop-date">{link.day}</div></div></div></div>'
        for link in related
    )
    return f'<div class="r-pf"><div class="cntr"><h3>Tin khác</h3><div class="loop-wrapper">{rows}</div></div></div>'
