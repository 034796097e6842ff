"""Every way in which a server, a proxy or a network can answer wrongly, one row each.

A row says what the server does and which results are right. Besides, each must come within its
deadline, with no other exception, and without another request than is due.
"""

from __future__ import annotations

import asyncio
import gzip
import os
import socket
import ssl
import time
import warnings
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from unittest.mock import patch

from hpreader.fetch import Fetched, Fetcher, Limits, NotModified
from hpreader.i18n import explain
from hpreader.model import Validators
from hpreader.problems import Problem
from tests.support.wire import Script, Wire, cut_after, drips, hangs, reply
from tests.torture.matrix import Line, peak_memory

CERTIFICATES = Path(__file__).parents[1] / "support" / "certificates"
SECONDS = 1.5
"""The deadline of each request."""
PATIENCE = SECONDS + 3.0
"""A row that takes longer hangs: two tries, a pause between them, and a busy machine."""
LIMITS = Limits(page=100_000, deadline=SECONDS)
PROXY_NAMES = (
    "HTTP_PROXY",
    "HTTPS_PROXY",
    "ALL_PROXY",
    "NO_PROXY",
    "SSL_CERT_FILE",
    "SSL_CERT_DIR",
)
KEPT = Validators(etag='"e"', last_modified="Sat, 06 Jul 2024 05:00:00 GMT")


@dataclass(frozen=True)
class Row:
    """One way to answer."""

    name: str
    answers: Sequence[bytes | Script]
    """Of `/a`; those of further paths are in `others`."""
    right: str
    """The results that are right, parted by blanks: ok, unchanged, or a Problem's kind."""
    others: dict[str, bytes | Script] = field(default_factory=dict)
    validators: Validators | None = None
    url: str = ""
    """In place of the server's `/a`; `{port}` is the server's."""
    host: str = "127.0.0.1"
    origin: str = ""
    environment: dict[str, str] = field(default_factory=dict)
    """`{port}` in a value is the server's."""
    tls: str = ""
    """"": none; "own": our certificate; "old": TLS 1.0 at most."""
    is_users: bool = True
    greeting: bytes = b""
    most_requests: int = 60
    resolved: str = ""
    """What every name resolves to; "none" is nothing."""


def chunked(*chunks: bytes, end: bytes = b"0\r\n\r\n") -> bytes:
    body = b"".join(b"%x\r\n%s\r\n" % (len(chunk), chunk) for chunk in chunks) + end
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
    return head + body


def endless(first: bytes, piece: bytes) -> Script:
    """Send a piece again and again, until the other side leaves."""

    async def script(writer: asyncio.StreamWriter) -> None:
        writer.write(first)
        while not writer.is_closing():
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(0)

    return script


def status_rows() -> Iterator[Row]:
    for code in (200, 201, 202, 203, 204, 205, 206, 226, 299):
        right = "ok empty status"
        yield Row(
            f"status {code}",
            [
                reply(
                    b"<p>x</p>" if code not in (204, 205) else b"", f"{code} X", length=code != 204
                )
            ],
            right,
        )
    for code in (400, 401, 402, 403, 404, 405, 406, 407, 408, 409, 410, 411, 413, 414, 418, 421, 422, 423, 425, 426,
                 428, 429, 431, 451, 499, 500, 501, 502, 503, 504, 505, 507, 508, 511, 520, 522, 525, 599):  # fmt: skip
        yield Row(f"status {code}", [reply(b"<p>x</p>", f"{code} X")], "status")
    for code in (300, 301, 302, 303, 304, 305, 306, 307, 308):
        right = "redirects" if code not in (304, 305, 306) else "status"
        yield Row(
            f"status {code} without Location", [reply(b"x", f"{code} X", length=code != 304)], right
        )
    yield Row("status 999", [reply(b"x", "999 X")], "status")
    yield Row("status 1000", [reply(b"x", "1000 X")], "cut")
    yield Row("status 42", [reply(b"x", "42 X")], "cut status")
    yield Row("status in words", [reply(b"x", "OK 200")], "cut")
    yield Row("no reason phrase", [b"HTTP/1.1 200\r\nContent-Length: 1\r\n\r\nx"], "ok")
    yield Row(
        "304 to our validators", [reply(b"", "304 X", length=False)], "unchanged", validators=KEPT
    )
    yield Row("503, then 200", [reply(b"", "503 X"), reply(b"x")], "ok")
    yield Row("429 with Retry-After", [reply(b"", "429 X", "Retry-After: 3600")], "status")
    yield Row(
        "503 with a date",
        [reply(b"", "503 X", "Retry-After: Sat, 06 Jul 2099 05:00:00 GMT")],
        "status",
    )
    yield Row(
        "503 with a Retry-After that is none", [reply(b"", "503 X", "Retry-After: soon")], "status"
    )
    yield Row("103 before 200", [b"HTTP/1.1 103 Early\r\nLink: </x>\r\n\r\n" + reply(b"x")], "ok")
    yield Row(
        "100 a thousand times", [b"HTTP/1.1 100 Continue\r\n\r\n" * 1_000 + reply(b"x")], "ok cut"
    )
    yield Row(
        "100 without end", [endless(b"", b"HTTP/1.1 100 Continue\r\n\r\n")], "cut timeout too_large"
    )
    yield Row("101 to nothing", [b"HTTP/1.1 101 X\r\nUpgrade: x\r\n\r\n"], "cut status")


def body_rows() -> Iterator[Row]:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
    yield Row("empty body", [reply(b"")], "empty")
    yield Row("no length, closed", [reply(b"<p>x</p>", length=False)], "ok")
    yield Row("cut in the head", [cut_after(b"HTTP/1.1 200 OK\r\nContent")], "cut")
    yield Row("cut before the head", [cut_after(b"")], "cut")
    yield Row("cut in the body", [cut_after(head + b"Content-Length: 99\r\n\r\nabc")], "cut")
    yield Row("closed in the body", [head + b"Content-Length: 99\r\n\r\nabc"], "cut")
    yield Row("longer than its length", [head + b"Content-Length: 2\r\n\r\nabcdef"], "ok")
    yield Row("length below zero", [head + b"Content-Length: -5\r\n\r\nabc"], "cut ok")
    yield Row("length in words", [head + b"Content-Length: many\r\n\r\nabc"], "cut ok")
    yield Row(
        "two lengths", [head + b"Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd"], "cut ok"
    )
    yield Row(
        "length of 10^30", [head + b"Content-Length: %d\r\n\r\nabc" % 10**30], "too_large cut"
    )
    yield Row("length beyond our limit", [head + b"Content-Length: 900000\r\n\r\nabc"], "too_large")
    yield Row("body beyond our limit", [reply(b"x" * 150_000, length=False)], "too_large")
    yield Row("body without end", [endless(head + b"\r\n", b"x" * 10_000)], "too_large")
    yield Row("slow head", [drips(reply(b"x"), every=0.2)], "timeout")
    yield Row(
        "slow body",
        [drips(head + b"Content-Length: 99\r\n\r\n" + b"x" * 99, every=0.05)],
        "timeout",
    )
    yield Row("no answer", [hangs()], "timeout")
    yield Row(
        "head without end",
        [endless(b"HTTP/1.1 200 OK\r\n", b"X-A: b\r\n")],
        "cut timeout too_large",
    )
    yield Row(
        "one endless head line",
        [endless(b"HTTP/1.1 200 OK\r\nX: ", b"x" * 1_000)],
        "cut timeout too_large",
    )
    yield Row(
        "400 head lines", [reply(b"x", "200 OK", *(f"X-{n}: y" for n in range(400)))], "ok cut"
    )
    yield Row("a head line of 50 kB", [reply(b"x", "200 OK", "X-A: " + "y" * 50_000)], "ok cut")
    yield Row("a head line without colon", [head + b"nonsense\r\n\r\nx"], "cut ok")
    yield Row("a head line with NUL", [head + b"X: a\0b\r\n\r\nx"], "cut ok")
    yield Row("a head line in Latin-1", [head + b"X: \xe9\r\n\r\nx"], "ok")
    yield Row("line ends of LF alone", [b"HTTP/1.1 200 OK\nContent-Length: 1\n\nx"], "ok cut")
    yield Row("HTTP/0.9", [b"<p>x</p>"], "cut")
    yield Row("HTTP/1.0", [b"HTTP/1.0 200 OK\r\n\r\n<p>x</p>"], "ok")
    yield Row("HTTP/2 preface", [b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"], "cut")
    yield Row("another protocol", [b"SSH-2.0-OpenSSH\r\n\r\n"], "cut")
    yield Row("a greeting before we ask", [], "cut status", greeting=b"220 mail ready\r\n")
    yield Row("random bytes", [bytes(range(256)) * 20], "cut")


def chunk_rows() -> Iterator[Row]:
    yield Row("chunks", [chunked(b"<p>", b"x</p>")], "ok")
    yield Row("chunks without an end", [chunked(b"abc", end=b"")], "cut")
    yield Row("a chunk cut", [chunked(end=b"ff\r\nabc")], "cut")
    yield Row("a chunk size that is none", [chunked(end=b"zz\r\nabc\r\n")], "cut")
    yield Row(
        "a chunk size of 10^20", [chunked(end=b"fffffffffffffffff\r\nabc\r\n")], "cut too_large"
    )
    yield Row("a chunk size below zero", [chunked(end=b"-5\r\nabc\r\n")], "cut")
    yield Row("a chunk longer than its size", [chunked(end=b"1\r\nabc\r\n0\r\n\r\n")], "cut")
    yield Row("chunks with extensions", [chunked(end=b"1;a=b\r\nx\r\n0\r\n\r\n")], "ok")
    yield Row("chunks with trailers", [chunked(b"x", end=b"0\r\nX-A: b\r\n\r\n")], "ok")
    yield Row(
        "chunks without end",
        [endless(chunked(end=b""), b"3e8\r\n" + b"x" * 1000 + b"\r\n")],
        "too_large",
    )
    yield Row(
        "chunks and a length",
        [chunked(b"x").replace(b"Connection", b"Content-Length: 3\r\nConnection")],
        "ok cut",
    )
    yield Row(
        "an unknown transfer coding",
        [b"HTTP/1.1 200 OK\r\nTransfer-Encoding: zip\r\n\r\nx"],
        "cut ok",
    )


def encoding_rows() -> Iterator[Row]:
    text = b"<p>" + b"x" * 500 + b"</p>"
    packed = gzip.compress(text)
    raw = zlib.compressobj(wbits=-15)
    deflated = raw.compress(text) + raw.flush()
    for name, body in (
        ("gzip", packed),
        ("x-gzip", packed),
        ("deflate", zlib.compress(text)),
        ("deflate", deflated),
        ("identity", text),
    ):
        yield Row(
            f"{name}, {len(body)} bytes", [reply(body, "200 OK", f"Content-Encoding: {name}")], "ok"
        )
    for name, body in (
        ("gzip that is none", text), ("gzip cut", packed[:-12]), ("gzip with a wrong sum", packed[:-8] + b"\0" * 8),
        ("gzip of nothing", gzip.compress(b"")), ("gzip and rubbish", packed + b"rubbish"), ("gzip twice", packed * 2),
    ):  # fmt: skip
        yield Row(
            name, [reply(body, "200 OK", "Content-Encoding: gzip")], "ok broken_body cut empty"
        )
    yield Row(
        "br, which we do not ask for",
        [reply(text, "200 OK", "Content-Encoding: br")],
        "ok broken_body",
    )
    yield Row(
        "an unknown coding", [reply(text, "200 OK", "Content-Encoding: rot13")], "ok broken_body"
    )
    yield Row(
        "gzip in gzip",
        [reply(gzip.compress(packed), "200 OK", "Content-Encoding: gzip, gzip")],
        "ok broken_body",
    )
    yield Row(
        "twenty codings",
        [reply(packed, "200 OK", "Content-Encoding: " + ", ".join(["gzip"] * 20))],
        "ok broken_body",
    )
    bomb = gzip.compress(b"\0" * 50_000_000)
    yield Row("a bomb of gzip", [reply(bomb, "200 OK", "Content-Encoding: gzip")], "too_large")
    yield Row(
        "a bomb in a bomb",
        [reply(gzip.compress(bomb), "200 OK", "Content-Encoding: gzip, gzip")],
        "too_large broken_body",
    )
    for kind in (
        "text/html; charset=utf-99",
        "text/html; charset=",
        ";;;",
        "text",
        "\x7f/\x7f",
        "text/html; " * 300,
    ):
        yield Row(
            f"Content-Type {kind[:24]!r}",
            [reply(text, "200 OK", f"Content-Type: {kind}")],
            "ok cut",
        )


def redirect_rows() -> Iterator[Row]:
    for code in (301, 302, 303, 307, 308):
        yield Row(
            f"{code} to another path",
            [reply(b"", f"{code} X", "Location: /b")],
            "ok",
            {"/b": reply(b"x")},
        )
    yield Row("to itself", [reply(b"", "302 X", "Location: /a")], "redirects", most_requests=4)
    yield Row(
        "in a circle of two",
        [reply(b"", "302 X", "Location: /b")],
        "redirects",
        {"/b": reply(b"", "302 X", "Location: /a")},
        most_requests=6,
    )
    many = {f"/{n}": reply(b"", "302 X", f"Location: /{n + 1}") for n in range(1, 40)}
    yield Row(
        "forty times", [reply(b"", "302 X", "Location: /1")], "redirects", many, most_requests=25
    )
    for target in (
        "ftp://bao.example/", "javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "http://", "http://[x/",
        "//", "http://xn--\u0111.example/".encode().decode("latin-1"), "http://a:99999/", "http://u:p@127.0.0.1/",
    ):  # fmt: skip
        yield Row(
            f"to {target!r}",
            [reply(b"", "302 X", f"Location: {target}")],
            "redirects bad_url status offline refused timeout ok",
        )
    yield Row(
        "to 60 kB", [reply(b"", "302 X", "Location: /" + "x" * 60_000)], "redirects cut status"
    )
    yield Row(
        "two Locations",
        [reply(b"", "302 X", "Location: /b", "Location: /c")],
        "ok redirects status",
        {"/b": reply(b"x"), "/c": reply(b"x")},
    )
    yield Row(
        "with a huge body",
        [reply(b"x" * 300_000, "302 X", "Location: /b")],
        "ok",
        {"/b": reply(b"x")},
    )
    yield Row(
        "with a body without end",
        [endless(b"HTTP/1.1 302 X\r\nLocation: /b\r\n\r\n", b"x" * 9_000)],
        "ok timeout",
        {"/b": reply(b"x")},
    )
    yield Row(
        "slowly, again and again",
        [drips(reply(b"", "302 X", "Location: /b"), every=0.02)],
        "timeout",
        {"/b": hangs()},
    )
    for private in ("http://127.0.0.1:1/", "http://[::1]:1/", "http://10.0.0.1/", "http://169.254.169.254/latest", "http://192.168.1.1/",
                    "http://0/", "http://2130706433/", "http://0x7f.1/", "http://[::ffff:10.0.0.1]/", "http://[64:ff9b::a00:1]/",
                    "http://localhost/", "http://fritz.box/", "http://printer.local/"):  # fmt: skip
        yield Row(
            f"a public page names {private}",
            [reply(b"x")],
            "bad_url",
            url=private,
            origin="https://bao.example/",
            is_users=False,
            most_requests=0,
        )


def name_rows() -> Iterator[Row]:
    for where in (
        "127.0.0.1",
        "10.1.2.3",
        "169.254.169.254",
        "::1",
        "fe80::1",
        "fd00::1",
        "64:ff9b::7f00:1",
        "::ffff:127.0.0.1",
        "2002:7f00:1::",
        "0.0.0.0",
        "100.64.0.1",
    ):
        yield Row(f"a name that resolves to {where}", [reply(b"x")], "bad_url", url="http://bao.example:{port}/a", resolved=where,
                  is_users=False, most_requests=0)  # fmt: skip
    yield Row(
        "a name that does not resolve", [], "offline", url="http://bao.example/a", resolved="none"
    )
    for url in (
        "http://bao..example/",
        "http://" + "a" * 70 + ".example/",
        "http://xn--0.example/",
        "http://-/",
        "http://a b/",
        "http://bao.example:0/",
        "http://%/",
    ):
        yield Row(
            f"the address {url[:28]!r}",
            [],
            "bad_url offline refused timeout",
            url=url,
            resolved="none",
        )
    yield Row("a closed port", [], "refused", url="http://127.0.0.1:1/a")
    yield Row("a closed port of two addresses", [], "refused", url="http://localhost:1/a")


def tls_rows() -> Iterator[Row]:
    yield Row("a certificate that nobody trusts", [reply(b"x")], "tls", tls="own", most_requests=0)
    yield Row(
        "a certificate that is trusted",
        [reply(b"x")],
        "ok",
        tls="own",
        environment={"SSL_CERT_FILE": str(CERTIFICATES / "loopback.crt")},
    )
    yield Row(
        "a certificate of another name",
        [reply(b"x")],
        "tls",
        tls="own",
        url="https://bao.example:{port}/a",
        resolved="127.0.0.1",
        most_requests=0,
        environment={"SSL_CERT_FILE": str(CERTIFICATES / "loopback.crt")},
    )
    yield Row(
        "no TLS behind https",
        [],
        "tls cut",
        url="https://127.0.0.1:{port}/a",
        greeting=reply(b"", "400 X"),
    )
    yield Row(
        "silence behind https", [hangs()], "timeout tls cut", url="https://127.0.0.1:{port}/a"
    )
    yield Row("TLS behind http", [reply(b"x")], "cut", tls="own", url="http://127.0.0.1:{port}/a")
    yield Row(
        "certificates that are missing",
        [],
        "tls",
        url="https://127.0.0.1:{port}/a",
        environment={"SSL_CERT_FILE": "/nowhere.pem"},
    )
    yield Row(
        "TLS 1.0",
        [reply(b"x")],
        "tls cut",
        tls="old",
        environment={"SSL_CERT_FILE": str(CERTIFICATES / "loopback.crt")},
    )


def proxy_rows() -> Iterator[Row]:
    proxy, secure = (
        {"HTTP_PROXY": "http://127.0.0.1:{port}"},
        {"HTTPS_PROXY": "http://127.0.0.1:{port}"},
    )
    http, https, tunnel = "http://bao.example/a", "https://bao.example/a", "bao.example:443"
    yield Row("proxy: 200", [], "ok", {http: reply(b"x")}, url=http, environment=proxy)
    for code in (403, 404, 502, 503, 504):
        yield Row(
            f"proxy: {code}",
            [],
            "status",
            {http: reply(b"x", f"{code} X")},
            url=http,
            environment=proxy,
        )
        yield Row(
            f"tunnel: {code}",
            [],
            "proxy",
            {tunnel: reply(b"x", f"{code} X")},
            url=https,
            environment=secure,
        )
    yield Row("proxy: 407", [], "proxy", {http: reply(b"x", "407 X")}, url=http, environment=proxy)
    yield Row(
        "tunnel: 407", [], "proxy", {tunnel: reply(b"x", "407 X")}, url=https, environment=secure
    )
    for name, sent in (
        ("nothing", b""),
        ("half a head", b"HTTP/1.1 20"),
        ("another protocol", b"SSH-2.0\r\n\r\n"),
    ):
        yield Row(
            f"tunnel: {name}", [], "proxy", {tunnel: cut_after(sent)}, url=https, environment=secure
        )
    yield Row(
        "tunnel: silence", [], "timeout proxy", {tunnel: hangs()}, url=https, environment=secure
    )
    yield Row(
        "tunnel: no TLS behind it",
        [],
        "tls cut",
        {tunnel: b"HTTP/1.1 200 OK\r\n\r\nnonsense"},
        url=https,
        environment=secure,
    )
    for address in (
        "http://127.0.0.1:1",
        "socks5://127.0.0.1:1",
        "nonsense://x",
        "http://127.0.0.1:port",
        "http://[x",
        "127.0.0.1:1",
    ):
        yield Row(
            f"the proxy {address!r}", [], "proxy", url=http, environment={"HTTP_PROXY": address}
        )
    yield Row(
        "NO_PROXY",
        [reply(b"x")],
        "ok",
        environment={"HTTP_PROXY": "http://127.0.0.1:1", "NO_PROXY": "127.0.0.1"},
    )


ROWS = tuple(
    row
    for rows in (status_rows, body_rows, chunk_rows, encoding_rows, redirect_rows, name_rows, tls_rows, proxy_rows)
    for row in rows()
)  # fmt: skip


def certificate(tls: str) -> ssl.SSLContext | None:
    if not tls:
        return None
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATES / "loopback.pem")
    if tls == "old":
        context.set_ciphers("ALL:@SECLEVEL=0")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # that is what this row is about
            context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1
    return context


@contextmanager
def environment(changes: dict[str, str]) -> Iterator[None]:
    clean = {name: value for name, value in os.environ.items() if name.upper() not in PROXY_NAMES}
    with patch.dict(os.environ, {**clean, **changes}, clear=True):
        yield


@contextmanager
def resolution(to: str) -> Iterator[None]:
    """Every name that is no address resolves to one."""
    loop = asyncio.get_running_loop()
    own = loop.getaddrinfo

    async def resolve(host: object, port: object, **more: object) -> list[object]:
        name = host.decode() if isinstance(host, bytes) else str(host)
        if name.endswith("example") or to == "none":
            if to == "none":
                raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
            family = socket.AF_INET6 if ":" in to else socket.AF_INET
            return [(family, socket.SOCK_STREAM, 6, "", (to, port))]
        return await own(host, port, **more)  # type: ignore[arg-type,return-value]

    if not to:
        yield
        return
    with patch.object(loop, "getaddrinfo", resolve):
        yield


async def result_of(row: Row) -> tuple[str, str, int]:
    """What a row gives: the result in a word, a sentence, and the number of requests."""

    async def no_pause(_seconds: float) -> None:
        await asyncio.sleep(0)

    def any_server(_host: str, _port: int) -> bool:
        return row.is_users

    with resolution(row.resolved):
        async with Wire(certificate(row.tls), greeting=row.greeting) as wire:
            if row.answers:
                wire.answers("/a", *row.answers)
            for path, answer in row.others.items():
                wire.answers(path, answer)
            changes = {name: text.format(port=wire.port) for name, text in row.environment.items()}
            with environment(changes):
                fetcher = Fetcher(pause=no_pause, is_users=any_server, limits=LIMITS)
                try:
                    url = row.url.format(port=wire.port) if row.url else wire.url("/a", row.host)
                    found = await fetcher.get(url, row.validators, origin=row.origin)
                finally:
                    await fetcher.aclose()
            asked = len(wire.asked)
    if isinstance(found, Problem):
        return found.kind, explain(found), asked
    if isinstance(found, NotModified):
        return "unchanged", "", asked
    return ("ok" if isinstance(found, Fetched) else type(found).__name__), "", asked


async def attempt(row: Row) -> tuple[float, str]:
    """Run a row: its seconds, and what was wrong, "" for nothing."""
    started = time.monotonic()
    try:
        async with asyncio.timeout(PATIENCE * 2):
            kind, sentence, asked = await result_of(row)
    except Exception as error:  # noqa: BLE001 - it is what is looked for
        return time.monotonic() - started, f"{row.name}: {type(error).__name__}: {error}"
    seconds = time.monotonic() - started
    if kind not in row.right.split():
        return seconds, f"{row.name}: {kind} in place of {row.right} ({sentence[:90]})"
    if asked > row.most_requests:
        return seconds, f"{row.name}: {asked} requests"
    if seconds > PATIENCE:
        return seconds, f"{row.name}: it took {seconds:.1f} s"
    return seconds, ""


def run(show_progress: Callable[[str], object] = lambda _name: None) -> list[Line]:
    """Try every row, those of one kind in one line of the table."""
    lines: dict[str, Line] = {}
    groups = {"status": status_rows, "body": body_rows, "chunks": chunk_rows, "encodings": encoding_rows,
              "redirects": redirect_rows, "names": name_rows, "TLS": tls_rows, "proxies": proxy_rows}  # fmt: skip
    for group, rows in groups.items():
        line = lines[group] = Line(f"network: {group}")
        before = peak_memory()
        for row in rows():
            show_progress(row.name)
            line.count(*asyncio.run(attempt(row)))
        line.memory = peak_memory() - before
    return list(lines.values())
