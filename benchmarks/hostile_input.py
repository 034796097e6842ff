"""The real program on a pseudo-terminal while a server on loopback sends what is made to exhaust it.

    python benchmarks/hostile_input.py [CASE ...] [--seconds N]

For each case: the time from a key to what it draws (95th percentile and worst), the time from Ctrl+Q to
the end of the process, the most memory that all processes of the program had above rest, and whether a
process survived. It is run by hand on a machine that does nothing else; see `bounds` for what passes.
"""

from __future__ import annotations

import argparse
import contextlib
import gzip
import io
import json
import os
import select
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.support.program import Program
from tests.support.pty import Terminal, terminal

MOST_P95, MOST_WORST, MOST_END, MOST_MEMORY = 0.100, 0.250, 1.0, 150
"""Seconds, and megabytes above rest."""
KEY_EVERY = 0.05
SLOWEST = 5.0
"""Seconds after which a key counts as lost."""


class Case(NamedTuple):
    """What the server sends for the list, and for the page of its first article."""

    feed: Callable[[], bytes]
    content_type: str = "application/rss+xml"
    endless_head: bytes = b""
    """Sent again and again in place of a response."""
    encoding: str = ""


def item(number: int, inside: str = "") -> str:
    """An old item, so that it is below those that are on the screen."""
    return (
        f"<item><title>Tin {number}</title><link>http://127.0.0.1:9/tin-{number}.html</link>"
        f"<guid>tin-{number}</guid><pubDate>Wed, 01 Jan 2020 00:00:00 GMT</pubDate>{inside}</item>"
    )


def rss(*items: str) -> bytes:
    """A feed of them."""
    head = '<rss version="2.0"><channel><title>Báo thử</title><link>http://127.0.0.1:9/</link>'
    return (head + "".join(items) + "</channel></rss>").encode()


def image(width: int, form: str, mode: str = "RGB") -> bytes:
    """A square image."""
    from PIL import Image  # noqa: PLC0415 - only for these cases

    kept = io.BytesIO()
    Image.new(mode, (width, width)).save(kept, form)
    return kept.getvalue()


def posts(count: int) -> list[dict[str, object]]:
    """Posts as WordPress' REST API has them."""
    one = {"id": 1, "link": "x", "title": {"rendered": "x"}}
    return [one] * count


CASES: dict[str, Case] = {
    "rest": Case(lambda: rss(item(1))),
    "categories": Case(lambda: rss(item(1, "<category>a</category>" * 20_000))),
    "attributes": Case(
        lambda: rss(item(1, "<b " + " ".join(f'a{n}="1"' for n in range(50_000)) + ">x</b>"))
    ),
    "deep": Case(lambda: rss(*(item(n, "<a>" * 4_900 + "</a>" * 4_900) for n in range(200)))),
    "open_tags": Case(lambda: rss(item(1, "<a " * 500_000))),
    "items": Case(lambda: rss(*("<item/>" for _ in range(400_000)))),
    "full_items": Case(lambda: rss(*(item(n) for n in range(40_000)))),
    "page_attributes": Case(
        lambda: (
            b"<html><body><p " + b"".join(b"a%d=1 " % n for n in range(800_000)) + b">x</p></html>"
        ),
        "text/html",
    ),
    "json_posts": Case(
        lambda: json.dumps(
            {"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1"}] * 1_000_000}
        ).encode(),
        "application/json",
    ),
    "json_list": Case(lambda: b"[" + b"{}," * 1_000_000 + b"{}]", "application/json"),
    "json_deep": Case(lambda: b"[" * 9_000_000, "application/json"),
    "cdata": Case(
        lambda: rss(item(1, f"<description><![CDATA[{'chữ ' * 3_000_000}]]></description>"))
    ),
    "title": Case(lambda: rss("<item><title>" + "chữ " * 2_000_000 + "</title></item>")),
    "description": Case(lambda: rss(item(1, f"<description>{'a.' * 450_000}</description>"))),
    "lines": Case(lambda: rss(item(1, "<description>" + "\n \n" * 320_000 + "</description>"))),
    "marks": Case(lambda: rss(f"<item><title>{'a' + chr(0x301) * 400_000}</title></item>")),
    "entities": Case(
        lambda: rss(item(1, "<description>" + "&aacute;" * 120_000 + "</description>"))
    ),
    "ampersands": Case(lambda: rss(item(1, "<description>" + "&" * 990_000 + "</description>"))),
    "comments": Case(lambda: b"<!--" * 240_000 + rss(item(1))),
    "doctype": Case(lambda: b"<!DOCTYPE a " + b"\"'" * 490_000 + rss(item(1))),
    "escapes": Case(lambda: rss(item(1, "<description>" + "\x1b]" * 490_000 + "</description>"))),
    "odd_charset": Case(lambda: b"\xff\xe1" * 490_000),
    "blanks": Case(lambda: b" " * 19_000_000 + b"x"),
    "bomb": Case(lambda: gzip.compress(b"<rss>" + bytes(200_000_000)), encoding="gzip"),
    "headers_100": Case(lambda: b"", endless_head=b"HTTP/1.1 100 Continue\r\n\r\n" * 2_000),
    "header_lines": Case(lambda: b"", endless_head=b"X-A: b\r\n" * 5_000),
}


class Server:
    """A server on loopback that sends a quiet list first, then a case."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self.case: Case | None = None
        self.body = b""
        self.was_asked = threading.Event()
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            connection, _ = self._socket.accept()
            threading.Thread(target=self._answer, args=(connection,), daemon=True).start()

    def _answer(self, connection: socket.socket) -> None:
        with connection, contextlib.suppress(OSError):
            target = connection.recv(65_536).split(b" ")[1:2]
            if target != [b"/tin.rss"]:
                self._send(connection, "404 Not Found", b"", "text/plain")
            elif self.case is None:
                self._send(connection, "200 OK", quiet_feed(self.port), "application/rss+xml")
            else:
                self.was_asked.set()
                self._send_case(connection, self.case)

    def _send_case(self, connection: socket.socket, case: Case) -> None:
        if case.endless_head:
            if not case.endless_head.startswith(b"HTTP"):
                connection.sendall(b"HTTP/1.1 200 OK\r\n")
            while True:
                connection.sendall(case.endless_head)
        self._send(connection, "200 OK", self.body, case.content_type, case.encoding)

    def _send(
        self, connection: socket.socket, status: str, body: bytes, kind: str, encoding: str = ""
    ) -> None:
        encoded = f"Content-Encoding: {encoding}\r\n" if encoding else ""
        head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{encoded}"
        connection.sendall(
            f"{head}Content-Length: {len(body)}\r\nConnection: close\r\n\r\n".encode()
        )
        connection.sendall(body)


def quiet_title(number: int) -> str:
    """A headline on the screen."""
    return f"Bài thứ {number} trong ngày"


def quiet_feed(port: int) -> bytes:
    """A dozen articles."""

    def date(minutes: int) -> str:
        past = time.gmtime(time.time() - 60 * minutes)
        return time.strftime("%a, %d %b %Y %H:%M:00 GMT", past)

    return rss(
        *(
            f"<item><title>{quiet_title(n)}</title><link>http://127.0.0.1:{port}/bai-{n}.html</link>"
            f"<pubDate>{date(n)}</pubDate><description>{'Một đoạn văn. ' * 100}</description></item>"
            for n in range(12)
        )
    )


def processes(session: int) -> Iterator[int]:
    """The processes of a session."""
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            fields = path.read_text().rpartition(")")[2].split()
            if int(fields[3]) == session and fields[0] not in "ZX":
                yield int(path.parent.name)


def memory(session: int) -> int:
    """Megabytes of all processes of a session, what they share counted once."""
    total = 0
    for process in processes(session):
        with contextlib.suppress(OSError):
            text = Path(f"/proc/{process}/smaps_rollup").read_text()
            total += int(text.partition("\nPss:")[2].split()[0])
    return total // 1_024


class Meter(threading.Thread):
    """Looks at the memory of a session again and again."""

    def __init__(self, session: int) -> None:
        super().__init__(daemon=True)
        self._session = session
        self._ends = threading.Event()
        self.peak = 0

    def run(self) -> None:
        """Look until it is told to end."""
        while not self._ends.wait(0.1):
            self.peak = max(self.peak, memory(self._session))

    def end(self) -> int:
        """The most megabytes."""
        self._ends.set()
        self.join()
        return self.peak


def wait_drawn(screen: Terminal, words: list[bytes], seconds: float) -> float | None:
    """Seconds until one of some words was drawn, None if it was not."""
    started = time.monotonic()
    drawn = b""
    while (left := started + seconds - time.monotonic()) > 0:
        if select.select([screen.file], [], [], left)[0]:
            drawn += os.read(screen.file, 65_536)
            if any(word in drawn for word in words):
                return time.monotonic() - started
    return None


def drain(screen: Terminal, seconds: float) -> None:
    """Read what is drawn for a while."""
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        if select.select([screen.file], [], [], left)[0]:
            os.read(screen.file, 65_536)


def press_keys(screen: Terminal, seconds: float) -> list[float]:
    """Move the cursor up and down for some seconds; returns how long each key took."""
    times = []
    words = [quiet_title(n).encode() for n in range(12)]
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        for key in "jk":
            screen.press(key)
            times.append(wait_drawn(screen, words, SLOWEST) or SLOWEST)
            drain(screen, KEY_EVERY)
    return times


def measure(name: str, seconds: float) -> dict[str, object]:
    """Run one case."""
    case = CASES[name]
    with tempfile.TemporaryDirectory() as home:
        server = Server()
        server.body = case.feed()
        program = Program(Path(home))
        program.configure("prefetch_mb = 0\n")
        address = f"http://127.0.0.1:{server.port}/tin.rss"
        added = program.run("sources", "add", address)
        assert added.status == 0, added
        for other in ("baohaiphong.vn", "haiphong.gov.vn", "thanhphohaiphong.gov.vn"):
            program.run("sources", "remove", other)
        synced = program.run("sync")
        assert synced.status == 0, synced
        command = program.command("--lang=en", strict=False)
        with terminal(command, program.environment(), 120, 40) as screen:
            screen.wait_for(quiet_title(3))
            drain(screen, 1.5)
            process = screen._process
            rest = memory(process.pid)
            server.case = case
            meter = Meter(process.pid)
            meter.start()
            if spy := os.environ.get("HOSTILE_SPY"):
                subprocess.Popen([*spy.split(), "--pid", str(process.pid)])
                drain(screen, 1)
            screen.press("R")
            drain(screen, 0.02)
            asked = server.was_asked.wait(5)
            times = press_keys(screen, seconds)
            peak = meter.end()
            running = len(list(processes(process.pid)))
            started = time.monotonic()
            screen.press("\x11")
            status, text = end_of(screen)
            ended = time.monotonic() - started
            time.sleep(0.1)
            survivors = len(list(processes(process.pid)))
        times.sort()
        return {
            "case": name,
            "asked": asked,
            "keys": len(times),
            "median": round(statistics.median(times), 3),
            "p95": round(times[int(len(times) * 0.95)], 3),
            "worst": round(times[-1], 3),
            "end": round(ended, 2),
            "status": status,
            "memory": peak - rest,
            "processes": running,
            "survivors": survivors,
            "traceback": "Traceback" in text,
        }


def end_of(screen: Terminal) -> tuple[int, str]:
    """The exit status, and what was drawn last."""
    drawn = b""
    with contextlib.suppress(OSError):
        while select.select([screen.file], [], [], 60)[0]:
            part = os.read(screen.file, 65_536)
            if not part:
                break
            drawn += part
    return screen._process.wait(60), drawn.decode(errors="replace")


def passes(found: dict[str, object]) -> bool:
    """Is everything within the bounds?"""
    bounds = {"p95": MOST_P95, "worst": MOST_WORST, "end": MOST_END, "memory": MOST_MEMORY}
    return all(float(str(found[name])) <= most for name, most in bounds.items()) and not (
        found["survivors"] or found["traceback"] or found["status"]
    )


def main() -> None:
    """Run the cases and print a line for each."""
    parser = argparse.ArgumentParser()
    parser.add_argument("cases", nargs="*")
    parser.add_argument("--seconds", type=float, default=8.0)
    options = parser.parse_args()
    for name in options.cases or CASES:
        found = measure(name, options.seconds)
        print("ok  " if passes(found) else "FAIL", json.dumps(found), flush=True)


if __name__ == "__main__":
    main()
