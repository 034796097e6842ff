"""A server with the Google Reader API on loopback, for tests: as FreshRSS documents and answers it.

Written after FreshRSS' page "Google Reader compatible API implementation"
(docs/en/developers/06_GoogleReader_API.md) and what its p/api/greader.php answers: `accounts/ClientLogin` with
`SID`, `LSID` and `Auth` as lines of text; 401 `Unauthorized!` without the header `GoogleLogin auth=…` or with a
wrong password; `token` of 57 characters, needed by `edit-tag`; `subscription/list?output=json`,
`subscription/edit` that answers `OK`, or 400 `Bad Request!` for a feed that it cannot fetch or has already;
`stream/items/ids` with decimal ids as strings, newest first, `xt`, `n`, `ot` and a `continuation` that is the last
id sent, which is there also where just so many were left; titles with `＆` for `&` and so on; `stream/items/contents` by POST with long ids; 501
for another `output`. Its words and its data are ours.

As Miniflux (internal/googlereader: handler.go, middleware.go) it has the API at its root, takes no POST without
`T`, which is `Auth` again, takes hexadecimal ids only, counts with offsets as numbers and ends with 0.
"""

import json
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import parse_qs, parse_qsl, urlsplit

import httpx

READ = "user/-/state/com.google/read"
STARRED = "user/-/state/com.google/starred"
ALL = "user/-/state/com.google/reading-list"
LONG = "tag:google.com,2005:reader/item/"
ESCAPED = str.maketrans({"&": "\uff06", "<": "\uff1c", ">": "\uff1e"})
"""What FreshRSS' `escapeToUnicodeAlternative` makes of titles …"""
ESCAPED_MORE = ESCAPED | str.maketrans("?\\/,;", "\uff1f\uff3c\uff0f\uff0c\uff1b")
"""… and of the titles of feeds."""


@dataclass
class ServerItem:
    """An article at the server."""

    id: int
    url: str
    title: str = ""
    feed: int = 1
    text: str = "<p>Vài lời.</p>"
    published: int = 0
    """Unix time; 0: when it came to the server."""
    enclosure: str = ""
    labels: tuple[str, ...] = ()
    read: bool = False
    starred: bool = False


@dataclass
class ReaderServer:
    """The server; its data are changed directly by the tests, as by another of the user's machines."""

    flavour: str = "freshrss"
    user: str = "an"
    password: str = "mật khẩu & 100% riêng"
    page: int = 10_000
    """The most ids of one answer, whatever is asked for."""
    items: dict[int, ServerItem] = field(default_factory=dict)
    feeds: dict[int, tuple[str, str]] = field(default_factory=dict)
    """Address and title by number."""
    labels: dict[str, str] = field(default_factory=dict)
    """The folders of feeds by their addresses; the others are in that for all others."""
    unfetchable: set[str] = field(default_factory=set)
    asked: list[str] = field(default_factory=list)
    """Method, path and the fields but for passwords of each request."""
    fault: Callable[[str, int], str | None] = lambda _path, _number: None
    """By path and number of a request: "503" instead of it, "lost" to do it and cut the answer, "cut" before it,
    "restart" to forget all sessions before it."""
    restarts: int = 0
    _server: ThreadingHTTPServer | None = None
    _next: int = 1_700_000_000_000_000

    @property
    def auth(self) -> str:
        return f"{self.user}/{self._secret}"

    @property
    def _secret(self) -> str:
        return f"{self.restarts:02}6845e089457af25303abc6f53356eb60bdb5f8"

    @property
    def token(self) -> str:
        if self.flavour == "miniflux":
            return self.auth
        return self._secret.ljust(57, "Z")

    @property
    def url(self) -> str:
        assert self._server is not None
        return f"http://127.0.0.1:{self._server.server_port}"

    def publish(self, url: str, title: str = "", **state: Any) -> ServerItem:
        """An article comes to the server."""
        self._next += 1_000_003
        item = ServerItem(self._next, url, title or url, **state)
        self.items[item.id] = item
        return item

    def __enter__(self) -> Self:
        handler = type("Handler", (_Handler,), {"site": self})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        assert self._server is not None
        self._server.shutdown()
        self._server.server_close()

    # --- what it answers ---

    def respond(self, method: str, target: str, body: bytes, auth: str) -> tuple[int, str] | None:
        """The status and the text of an answer; None where the connection is cut instead."""
        path, shown = self.described(target, body)
        self.asked.append(f"{method} {path} {shown}".rstrip())
        fault = self.fault(path, len(self.asked))
        if fault == "cut":
            return None
        if fault == "503":
            return 503, "Service Unavailable!"
        if fault == "restart":
            self.restarts += 1
        answer = self.result(target, body, auth)
        return None if fault == "lost" else answer

    @property
    def texts(self) -> str:
        """The path of requests for articles with their texts."""
        return "/reader/api/0/stream/items/contents"

    @property
    def edits(self) -> str:
        """The path of changes of marks."""
        return "/reader/api/0/edit-tag"

    def described(self, target: str, body: bytes) -> tuple[str, str]:
        """The path of a request below that of the API, and its fields without passwords."""
        address = urlsplit(target)
        form = parse_qsl(body.decode(), keep_blank_values=True)
        shown = [f"{name}={value}" for name, value in form if name != "Passwd"]
        return address.path.removeprefix("/api/greader.php"), " ".join([address.query, *shown])

    def result(self, target: str, body: bytes, auth: str) -> tuple[int, str]:
        """The status and the text of an answer."""
        address = urlsplit(target)
        path = address.path.removeprefix("/api/greader.php")
        root = "" if self.flavour == "miniflux" else "/api/greader.php"
        if address.path != root + path:
            return 404, "Not found"
        form = parse_qsl(body.decode(), keep_blank_values=True)
        return self.answer(path, parse_qs(address.query), form, auth)

    def answer(
        self, path: str, query: dict[str, list[str]], form: list[tuple[str, str]], auth: str
    ) -> tuple[int, str]:
        """The status and the body."""
        fields = dict(form)
        if path == "/accounts/ClientLogin":
            if (fields.get("Email"), fields.get("Passwd")) != (self.user, self.password):
                return 401, "Unauthorized!"
            return 200, f"SID={self.auth}\nLSID=null\nAuth={self.auth}\n"
        if not path.startswith("/reader/api/0/"):
            return 400, "Bad Request!"
        if auth != f"GoogleLogin auth={self.auth}":
            return 401, "Unauthorized!"
        name = path.removeprefix("/reader/api/0/")
        if name == "token":
            return 200, self.token + "\n"
        if name == "subscription/list":
            return self._json(query, {"subscriptions": self._subscriptions()})
        if name == "unread-count" and self.flavour == "freshrss":
            return self._json(query, {"max": 0, "unreadcounts": self._counts()})
        if name == "stream/items/ids":
            return self._json(query, self._ids(query))
        if self.flavour == "miniflux" and form and fields.get("T") != self.token:
            return 401, "Unauthorized"
        if name == "stream/items/contents":
            return 200, json.dumps({"id": ALL, "updated": 1, "items": self._contents(form)})
        if name == "edit-tag":
            if fields.get("T") != self.token:
                return 401, "Unauthorized!"
            return self._edit(form, fields)
        if name == "subscription/edit":
            return self._subscribe(fields)
        return 400, "Bad Request!"

    def _json(self, query: dict[str, list[str]], value: object) -> tuple[int, str]:
        if query.get("output") != ["json"]:
            return 501, "Not Implemented!"
        return 200, json.dumps(value, ensure_ascii=False)

    def _subscriptions(self) -> list[dict[str, object]]:
        return [
            {
                "id": f"feed/{number}",
                "title": title.translate(ESCAPED_MORE) if self.flavour == "freshrss" else title,
                "categories": [self._category(self.labels.get(url, "Uncategorized"))],
                "url": url,
                "htmlUrl": url.partition("/feed")[0],
                "iconUrl": "https://rss.example.org/f.php?1",
            }
            for number, (url, title) in self.feeds.items()
        ]

    def _category(self, label: str) -> dict[str, str]:
        return {"id": f"user/-/label/{label}", "label": label}

    def _counts(self) -> list[dict[str, object]]:
        newest = dict.fromkeys(self.feeds, 0)
        for item in self.items.values():
            if item.feed in newest:
                newest[item.feed] = max(newest[item.feed], item.id)
        return [
            {"id": f"feed/{number}", "count": 0, "newestItemTimestampUsec": str(one)}
            for number, one in newest.items()
        ]

    def _is_in(self, item: ServerItem, stream: str, without: str) -> bool:
        if stream.startswith("feed/") and item.feed != int(stream.removeprefix("feed/")):
            return False
        return not (stream == STARRED and not item.starred) and not (without == READ and item.read)

    def _ids(self, query: dict[str, list[str]]) -> dict[str, object]:
        stream, without = query["s"][0], query.get("xt", [""])[0]
        most = min(int(query.get("n", ["20"])[0]), self.page)
        after = int(query.get("c", ["0"])[0])
        since = int(query.get("ot", ["0"])[0])
        if self.flavour == "miniflux":
            return self._ids_by_offset(stream, without, most, after, since)
        found = [
            item.id
            for item in sorted(self.items.values(), key=lambda one: -one.id)
            if self._is_in(item, stream, without)
            and (not after or item.id < after)
            and item.id >= since * 1_000_000
        ][:most]
        answer: dict[str, object] = {"itemRefs": [{"id": str(one)} for one in found]}
        if len(found) >= most:
            answer["continuation"] = str(found[-1])
        return answer

    def _ids_by_offset(
        self, stream: str, without: str, most: int, offset: int, since: int
    ) -> dict[str, object]:
        ids = [
            item.id
            for item in sorted(self.items.values(), key=lambda one: -one.id)
            if self._is_in(item, stream, without)
            and (item.published or item.id // 1_000_000) >= since
        ]
        end = min(offset + most, len(ids))
        refs = [{"id": str(one)} for one in ids[offset:end]]
        return {"itemRefs": refs, "continuation": end if end < len(ids) else 0}

    def _named(self, form: list[tuple[str, str]]) -> list[ServerItem]:
        numbers = [int(value.removeprefix(LONG), 16) for name, value in form if name == "i"]
        return [self.items[one] for one in numbers if one in self.items]

    def _contents(self, form: list[tuple[str, str]]) -> list[dict[str, object]]:
        return [
            {
                "id": f"{LONG}{item.id:016x}",
                "crawlTimeMsec": str(item.id // 1000),
                "timestampUsec": str(item.id),
                "published": item.published or item.id // 1_000_000,
                "title": item.title.translate(ESCAPED) if self.flavour == "freshrss" else item.title,
                "summary": {"content": item.text},
                "author": "An Nguyễn",
                "alternate": [{"href": item.url}] if item.url else [],
                "categories": [ALL, *([READ] if item.read else []), *([STARRED] if item.starred else []), *(f"user/-/label/{one}" for one in item.labels), "một thẻ"],
                "origin": {"streamId": f"feed/{item.feed}", "title": "Báo"},
                **({"enclosure": [{"href": item.enclosure, "type": "audio/mpeg"}]} if item.enclosure else {}),
            }
            for item in self._named(form)
        ]  # fmt: skip

    def _edit(self, form: list[tuple[str, str]], fields: dict[str, str]) -> tuple[int, str]:
        for item in self._named(form):
            for name, value in (("a", True), ("r", False)):
                if fields.get(name) == READ:
                    item.read = value
                if fields.get(name) == STARRED:
                    item.starred = value
        return 200, "OK"

    def _subscribe(self, fields: dict[str, str]) -> tuple[int, str]:
        stream = fields["s"].removeprefix("feed/")
        if fields["ac"] == "unsubscribe":
            return (200, "OK") if self.feeds.pop(int(stream), None) else (400, "Bad Request!")
        if stream in self.unfetchable or any(url == stream for url, _ in self.feeds.values()):
            return 400, "Bad Request!"
        self.feeds[max(self.feeds, default=0) + 1] = (stream, fields.get("t", ""))
        if "a" in fields:
            self.labels[stream] = fields["a"].removeprefix("user/-/label/")
        return 200, "OK"


class ServerTransport(httpx.AsyncBaseTransport):
    """The way to a server without a network; `fault` may raise, too, as when the client is killed."""

    def __init__(self, server: ReaderServer) -> None:
        self._server = server

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        auth = request.headers.get("Authorization", "")
        target = request.url.raw_path.decode()
        answer = self._server.respond(request.method, target, await request.aread(), auth)
        if answer is None:
            raise httpx.ReadError("cut", request=request)
        status, text = answer
        return httpx.Response(status, request=request, stream=httpx.ByteStream(text.encode()))


class _Handler(BaseHTTPRequestHandler):
    site: ReaderServer

    def do_GET(self) -> None:
        self._serve(b"")

    def do_POST(self) -> None:
        self._serve(self.rfile.read(int(self.headers["Content-Length"])))

    def _serve(self, body: bytes) -> None:
        auth = self.headers.get("Authorization", "")
        answer = self.site.respond(self.command, self.path, body, auth)
        if answer is None:
            self.close_connection = True
            return
        status, text = answer
        data = text.encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 the base class' own name
        pass
