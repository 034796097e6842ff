"""The web server of the sample newspaper, on loopback only."""

from __future__ import annotations

import gzip
import socket
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta
from email.utils import parsedate_to_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from hpreader.sample.articles import Edition, Post, first_edition
from hpreader.sample.routes import Answer, answer


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
            self._edition = first_edition(self.url, self.today)
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

    def edit(self, slug: str, /, **facts: Any) -> Post:
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


class _Server(ThreadingHTTPServer):
    """Knows its open connections, so that it can end while clients keep theirs alive."""

    request_queue_size = 64

    def __init__(self, paper: Newspaper, port: int) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.paper = paper
        self._open: dict[socket.socket, threading.Thread] = {}
        self._is_ending = False
        self._loop = threading.Thread(target=self._listen, name="sample", daemon=True)

    def run(self) -> None:
        self._loop.start()

    def end(self) -> None:
        self._is_ending = True
        socket.create_connection(("127.0.0.1", self.server_port)).close()  # wakes the loop
        self._loop.join()
        self.server_close()
        for connection, thread in list(self._open.items()):
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass  # it has ended by itself meanwhile
            thread.join()

    def _listen(self) -> None:
        # serve_forever would wake twice a second, or end half a second late.
        while not self._is_ending:
            self.handle_request()

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
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "nginx"
    sys_version = ""
    wbufsize = -1  # head and body leave in one piece,
    disable_nagle_algorithm = True  # and the end of a long one does not wait 40 ms for an answer
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

    def do_HEAD(self) -> None:
        self.do_GET()

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
        takes_gzip = "gzip" in self.headers.get("Accept-Encoding", "")
        if takes_gzip and not given.content_type.startswith("image"):
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

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 the base class' own name
        """Say nothing: what was asked is in `Newspaper.requests`."""


def _is_not_after(changed: str, since: str) -> bool:
    try:
        return parsedate_to_datetime(changed) <= parsedate_to_datetime(since)
    except ValueError:
        return False
