"""Serves feeds of made-up news on loopback, as a program of its own beside what is measured.

    python benchmarks/feeds.py [--shape 50x100x240] [--hosts 1] [--delay 0]

It prints one line of JSON, `{"bytes": size of all feeds, "urls": [...]}`, and then obeys lines on its
standard input until that ends: `publish` puts one new item into each feed, `counts` prints what was
requested since the last time.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import islice
from typing import Final
from xml.sax.saxutils import escape

from newspaper import articles

from hpreader.model import Article
from hpreader.vietnam_time import local

TEASER: Final = 25
"""Words in the description of an item that has no body."""


@dataclass(frozen=True, slots=True)
class Shape:
    """How much news."""

    feeds: int
    items: int
    words: int
    """In the body of an item; 0 for headlines with teasers."""

    @classmethod
    def parse(cls, text: str) -> Shape:
        """The shape in "50x100x240".

        Raises:
            ValueError: it is none.
        """
        feeds, items, words = map(int, text.split("x"))
        return cls(feeds, items, words)

    def __str__(self) -> str:
        news = f"{self.words}-word bodies" if self.words else "teasers"
        return f"{self.feeds} feeds of {self.items:,} items with {news}"


# --- the feeds ----------------------------------------------------------------------------------


def items_of(shape: Shape) -> Iterator[str]:
    """The items of all feeds, those of one feed after those of another, the newest first."""
    count = shape.feeds * (shape.items + 1)
    today = local(datetime.now(UTC)).replace(hour=8, minute=0, second=0, microsecond=0)
    for number, article in enumerate(articles(count, words=shape.words or TEASER, seed=5)):
        published = today - timedelta(minutes=7 * (number % (shape.items + 1)))
        yield (
            f"<item><title>{escape(article.title)}</title><link>{article.url}</link>"
            f"<guid>{article.url}</guid><pubDate>{format_datetime(published)}</pubDate>"
            f"<category>{article.section}</category>{_text(article, shape)}</item>\n"
        )


def _text(article: Article, shape: Shape) -> str:
    paragraphs = article.plain_text().split("\n")
    if not shape.words:
        return f"<description>{escape(' '.join(paragraphs))}</description>"
    body = "".join(f"<p>{paragraph}</p>\n" for paragraph in paragraphs)
    return f"<content:encoded><![CDATA[{body}]]></content:encoded>"


def feeds_of(shape: Shape) -> list[tuple[bytes, bytes]]:
    """Each feed as it is before and after its newest item is published."""
    every = items_of(shape)
    feeds = []
    for number in range(shape.feeds):
        newest, *others = islice(every, shape.items + 1)
        feeds.append((_feed(number, others), _feed(number, [newest, *others[:-1]])))
    return feeds


def _feed(number: int, items: list[str]) -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"<title>Báo số {number}</title><link>https://bao.example/{number}</link>"
        f"<description>Tin tức</description>\n{''.join(items)}</channel></rss>\n"
    ).encode()


# --- the server ---------------------------------------------------------------------------------


@dataclass
class Counts:
    """What was requested."""

    connections: int = 0
    requests: int = 0
    unchanged: int = 0
    """Requests that were answered with 304."""
    most_at_once: int = 0
    most_of_a_host: int = 0


class Traffic:
    """Counts requests, also those that are being answered at the same time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._open: dict[str, int] = {}
        self._counts = Counts()

    def connected(self) -> None:
        """Count a connection."""
        with self._lock:
            self._counts.connections += 1

    def begun(self, host: str) -> None:
        """Count a request that begins."""
        with self._lock:
            self._open[host] = self._open.get(host, 0) + 1
            counts = self._counts
            counts.requests += 1
            counts.most_at_once = max(counts.most_at_once, sum(self._open.values()))
            counts.most_of_a_host = max(counts.most_of_a_host, self._open[host])

    def ended(self, host: str, *, is_unchanged: bool) -> None:
        """Count the end of a request."""
        with self._lock:
            self._open[host] -= 1
            self._counts.unchanged += is_unchanged

    def take(self) -> Counts:
        """The counts since the last call."""
        with self._lock:
            counts, self._counts = self._counts, Counts()
        return counts


class FeedServer(ThreadingHTTPServer):
    """One host with all the feeds."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(
        self, host: str, feeds: list[tuple[bytes, bytes]], traffic: Traffic, delay: float
    ) -> None:
        super().__init__((host, 0), FeedHandler)
        self.feeds = feeds
        self.traffic = traffic
        self.delay = delay
        """Seconds before each answer."""
        self.edition = 0
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def url(self, number: int) -> str:
        """The address of a feed."""
        return f"http://{self.server_address[0]!s}:{self.server_port}/feed-{number}.xml"


class FeedHandler(BaseHTTPRequestHandler):
    """Answers the requests of one connection."""

    protocol_version = "HTTP/1.1"
    server: FeedServer

    def setup(self) -> None:
        """Count the connection."""
        super().setup()
        self.server.traffic.connected()

    def do_GET(self) -> None:
        """Answer with a feed, or 304 where the asker has it, or 404."""
        host = str(self.server.server_address[0])
        self.server.traffic.begun(host)
        time.sleep(self.server.delay)
        found = re.fullmatch(r"/feed-(\d+)\.xml", self.path)
        body = self.server.feeds[int(found[1])][self.server.edition] if found else b""
        tag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        is_unchanged = bool(found) and self.headers.get("If-None-Match") == tag
        self.send_response(304 if is_unchanged else 200 if found else 404)
        self.send_header("ETag", tag)
        if not is_unchanged:
            self.send_header("Content-Type", "application/rss+xml; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.server.traffic.ended(host, is_unchanged=is_unchanged)
        if not is_unchanged:
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it
        """Keep still."""


def main() -> None:
    """Serve until standard input ends."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shape", type=Shape.parse, default=Shape(50, 100, 240))
    parser.add_argument("--hosts", type=int, default=1, help="addresses of loopback to serve on")
    parser.add_argument("--delay", type=float, default=0.0, help="seconds before each answer")
    arguments = parser.parse_args()
    feeds, traffic = feeds_of(arguments.shape), Traffic()
    servers = [
        FeedServer(f"127.0.0.{number + 1}", feeds, traffic, arguments.delay)
        for number in range(arguments.hosts)
    ]
    urls = [servers[number % len(servers)].url(number) for number in range(len(feeds))]
    size = sum(len(before) for before, _ in feeds)
    print(json.dumps({"bytes": size, "urls": urls}), flush=True)
    for line in sys.stdin:
        if line.strip() == "publish":
            for server in servers:
                server.edition = 1
        print(json.dumps(asdict(traffic.take())), flush=True)


if __name__ == "__main__":
    main()
