"""One request: what comes back, what is bounded, and every trouble as a Problem."""

import asyncio
import errno
import gzip
import inspect
import socket
import ssl
import zlib
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest

import hpreader
from hpreader.fetch import Fetched, Fetcher, Limits, NotModified
from hpreader.fetch.errors import NETWORK_ERRORS, problem_of
from hpreader.i18n import explain
from hpreader.model import Validators
from hpreader.problems import Problem
from tests.support.web import Web, item
from tests.support.wire import Wire, cut_after, drips, hangs, repeats, reply, sends, waits_for

CERTIFICATES = Path(__file__).parents[1] / "support" / "certificates"
SATURDAY = datetime(2024, 7, 6, 5, tzinfo=UTC)


def any_server(_host: str, _port: int) -> bool:
    """As if the user had named every server: those of these tests are on loopback."""
    return True


class Pauses(list[float]):
    """Pauses that take no time and are remembered."""

    async def __call__(self, seconds: float) -> None:
        self.append(seconds)


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (
        "HTTP_PROXY",
        "HTTPS_PROXY",
        "ALL_PROXY",
        "NO_PROXY",
        "SSL_CERT_FILE",
        "SSL_CERT_DIR",
    ):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


@pytest.fixture
async def wire() -> AsyncIterator[Wire]:
    async with Wire() as server:
        yield server


@pytest.fixture
def pauses() -> Pauses:
    return Pauses()


@pytest.fixture
async def fetcher(pauses: Pauses) -> AsyncIterator[Fetcher]:
    fetcher = Fetcher(pause=pauses, is_users=any_server)
    yield fetcher
    await fetcher.aclose()


@pytest.fixture
def web() -> Web:
    return Web()


@pytest.fixture
async def browser(web: Web, pauses: Pauses) -> AsyncIterator[Fetcher]:
    """A fetcher on the fake Web."""
    fetcher = Fetcher(transport=web, pause=pauses)
    yield fetcher
    await fetcher.aclose()


def problem(outcome: object) -> tuple[str, str]:
    assert isinstance(outcome, Problem), outcome
    return outcome.kind, outcome.detail


def status(outcome: object) -> int | None:
    assert isinstance(outcome, Problem), outcome
    assert (outcome.kind == "status") == (outcome.status is not None), outcome
    return outcome.status


def reason(outcome: object) -> tuple[str, str | None]:
    assert isinstance(outcome, Problem), outcome
    return outcome.kind, outcome.reason


# --- what comes back ---


async def test_an_answer_brings_its_body_and_what_its_headers_say(wire, fetcher):
    links = [
        'Link: <https://api.w.org/x>; rel="https://api.w.org/", </?p=7>; rel=shortlink',
        'Link: </json/7>; rel="alternate"; title="a, b; rel=c"; type="application/json"',
    ]
    wire.answers(
        "/a",
        reply(
            b"x",
            "200 OK",
            'Content-Type: Text/HTML; Charset="UTF-8"',
            'ETag: "e"',
            "Last-Modified: then",
            *links,
        ),
    )
    got = await fetcher.get(wire.url("/a#phan-2"))
    assert isinstance(got, Fetched)
    assert (got.url, got.body, got.status) == (wire.url("/a"), b"x", 200)
    assert (got.content_type, got.charset) == ("text/html", "utf-8")
    assert got.validators == Validators('"e"', "then")
    assert got.links == {
        "https://api.w.org/": "https://api.w.org/x",
        "shortlink": wire.url("/?p=7"),
        "alternate": wire.url("/json/7"),
    }
    assert fetcher.bytes_received == 1


async def test_headers_that_say_nothing_do_no_harm(wire, fetcher):
    odd = ["Content-Type: ;;charset", "Link: <", "Link: <javascript:x>; rel=next", "ETag: \xe1"]
    wire.answers("/a", reply(b"x", "200 OK", *odd))
    got = await fetcher.get(wire.url("/a"))
    assert isinstance(got, Fetched)
    assert (got.content_type, got.charset, got.links) == ("", None, {})
    assert got.validators == Validators()


async def test_the_reader_says_who_it_is_and_that_it_reads_vietnamese(wire, fetcher):
    await fetcher.get(wire.url("/a"), want="feed")
    headers = wire.asked[0].headers
    assert headers["user-agent"].startswith("hpreader/")
    assert headers["accept-language"].startswith("vi")
    assert headers["accept"].startswith("application/rss+xml")
    assert headers["accept-encoding"] == "gzip, deflate"


DEFLATE = zlib.compressobj(wbits=-zlib.MAX_WBITS)
PLAIN = "Hải Phòng ".encode() * 500


@pytest.mark.parametrize(
    ("encoding", "data"),
    [
        ("gzip", gzip.compress(PLAIN, mtime=0)),
        ("x-gzip", gzip.compress(PLAIN[:99], mtime=0) + gzip.compress(PLAIN[99:], mtime=0)),
        ("gzip", gzip.compress(PLAIN, mtime=0) + b"\0\0\0"),
        ("deflate", zlib.compress(PLAIN)),
        ("deflate", DEFLATE.compress(PLAIN) + DEFLATE.flush()),
        ("identity", PLAIN),
        ("", gzip.compress(PLAIN, mtime=0)),
        ("br", gzip.compress(PLAIN, mtime=0)),
        ("", gzip.compress(gzip.compress(PLAIN, mtime=0), mtime=0)),
        ("gzip", gzip.compress(gzip.compress(PLAIN, mtime=0), mtime=0)),
        ("gzip, gzip", gzip.compress(gzip.compress(PLAIN, mtime=0), mtime=0)),
        ("gzip", gzip.compress(PLAIN, mtime=0)[:-8]),
        ("gzip", gzip.compress(PLAIN, mtime=0)[:-3]),
        ("deflate", zlib.compress(PLAIN)[:-4]),
        ("utf-8", PLAIN),
        ("none", PLAIN),
        ("gzip", PLAIN),
        ("deflate", PLAIN),
        ("br", PLAIN),
    ],
)
async def test_compressed_answers_are_unpacked(wire, fetcher, encoding, data):
    wire.answers("/a", reply(data, "200 OK", f"Content-Encoding: {encoding}"))
    got = await fetcher.get(wire.url("/a"))
    assert isinstance(got, Fetched)
    assert got.body == PLAIN
    assert fetcher.bytes_received == len(data)


@pytest.mark.parametrize(
    ("encoding", "data"),
    [
        ("gzip", gzip.compress(PLAIN, mtime=0)[:-9]),
        ("", gzip.compress(PLAIN, mtime=0)[:-9]),
        ("gzip", gzip.compress(PLAIN, mtime=0)[:-8] + b"\1\2\3\4\0\0\0\0"),
        ("gzip", gzip.compress(PLAIN, mtime=0)[2:]),
        ("deflate", b"\xff\xff\xff\0"),
        ("br", b"\x1b\x87\x13\x00\xf8"),
    ],
)
async def test_an_answer_that_cannot_be_unpacked_is_no_trouble_of_the_network(
    wire, fetcher, encoding, data
):
    wire.answers("/a", reply(data, "200 OK", f"Content-Encoding: {encoding}"))
    got = await fetcher.get(wire.url("/a"))
    assert problem(got)[0] == "broken_body"
    assert isinstance(got, Problem)
    assert not got.is_network
    assert len(wire.asked) == 1


async def test_an_empty_answer_is_a_problem_but_not_for_plain_text(wire, fetcher):
    wire.answers("/a", reply(b" \r\n"))
    assert problem(await fetcher.get(wire.url("/a")))[0] == "empty"
    assert isinstance(await fetcher.get(wire.url("/a"), want="text"), Fetched)


# --- bounds ---


async def test_what_is_too_large_is_refused_before_it_is_read(wire, fetcher):
    wire.answers("/a", reply(b"", "200 OK", "Content-Length: 10000001", length=False))
    assert problem(await fetcher.get(wire.url("/a")))[0] == "too_large"


async def test_a_compressed_bomb_is_not_unpacked(wire, fetcher):
    bomb = gzip.compress(b"\0" * 50_000_000)
    wire.answers("/a", reply(bomb, "200 OK", "Content-Encoding: gzip"))
    assert problem(await fetcher.get(wire.url("/a"))) == ("too_large", "> 10,000,000 B")


async def test_a_body_without_a_length_is_bounded_too(wire):
    fetcher = Fetcher(is_users=any_server, limits=Limits(page=1000, feed=1001))
    wire.answers("/a", reply(b"x" * 1001, length=False))
    assert problem(await fetcher.get(wire.url("/a")))[0] == "too_large"
    assert isinstance(await fetcher.get(wire.url("/a"), want="feed"), Fetched)
    await fetcher.aclose()


async def test_a_slow_drip_ends_at_the_deadline_though_bytes_keep_coming(wire):
    fetcher = Fetcher(is_users=any_server, limits=Limits(deadline=0.15))
    wire.answers("/a", drips(reply(b"x" * 10_000), every=0.01))
    assert problem(await fetcher.get(wire.url("/a")))[0] == "timeout"
    await fetcher.aclose()


async def test_redirects_share_one_deadline(wire):
    fetcher = Fetcher(is_users=any_server, limits=Limits(deadline=0.5))
    wire.answers("/a", reply(b"", "302 Found", "Location: /b"))
    wire.answers("/b", hangs())
    assert problem(await fetcher.get(wire.url("/a")))[0] == "timeout"
    assert [asked.target for asked in wire.asked] == ["/a", "/b"]
    await fetcher.aclose()


async def test_waiting_for_ones_turn_takes_nothing_from_the_deadline(wire):
    fetcher = Fetcher(is_users=any_server, limits=Limits(deadline=0.5))
    wire.answers("/slow", hangs())
    wire.answers("/quick", reply(b"x"))
    slow = asyncio.create_task(fetcher.get(wire.url("/slow"), unasked=True))
    await wire.wait_busy(1)
    assert isinstance(await fetcher.get(wire.url("/quick"), unasked=True), Fetched)
    assert problem(await slow)[0] == "timeout"
    await fetcher.aclose()


async def test_a_request_that_nobody_wants_any_more_can_be_cancelled(wire, fetcher):
    wire.answers("/a", hangs())
    task = asyncio.create_task(fetcher.get(wire.url("/a")))
    await wire.wait_busy(1)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    wire.answers("/a", reply(b"x"))
    assert isinstance(await fetcher.get(wire.url("/a")), Fetched)


# --- redirects ---


async def test_redirects_are_followed_to_the_final_address(wire, fetcher):
    wire.answers("/a", reply(b"", "301 Moved Permanently", "Location: b?x=1#y", 'ETag: "of-a"'))
    wire.answers(
        "/b?x=1", reply(b"", "308 Permanent Redirect", "Location: /tin-m\xe1\xbb\x9bi.html")
    )
    wire.answers("/tin-m%E1%BB%9Bi.html", reply(b"x"))
    got = await fetcher.get(wire.url("/a"))
    assert isinstance(got, Fetched)
    assert got.url == wire.url("/tin-m%E1%BB%9Bi.html")
    assert got.validators == Validators()


async def test_a_redirect_in_circles_ends(wire, fetcher):
    wire.answers("/a", reply(b"", "302 Found", "Location: /b"))
    wire.answers("/b", reply(b"", "302 Found", "Location: /a"))
    assert reason(await fetcher.get(wire.url("/a"))) == ("redirects", "loop")
    assert len(wire.asked) == 2


async def test_a_site_may_set_a_cookie_and_send_one_back_to_the_same_address(wire, fetcher):
    wire.answers(
        "/a", reply(b"", "302 Found", "Location: /a", "Set-Cookie: seen=1; Path=/"), reply(b"x")
    )
    assert isinstance(await fetcher.get(wire.url("/a")), Fetched)
    assert wire.asked[1].headers["cookie"] == "seen=1"
    await fetcher.get(wire.url("/a"))
    assert "cookie" not in wire.asked[2].headers


async def test_a_request_says_who_asks_and_not_what_was_read_before(wire, fetcher):
    wire.answers("/a", reply(b"x", "200 OK", "Set-Cookie: seen=1; Path=/; Max-Age=9999"))
    wire.answers("/b", reply(b"", "302 Found", "Location: /c"))
    wire.answers("/c", reply(b"x"))
    for path in ("/a", "/b"):
        await fetcher.get(wire.url(path), origin=wire.url("/a"))
    assert [request.target for request in wire.asked] == ["/a", "/b", "/c"]
    for request in wire.asked:
        assert set(request.headers) == {
            "host", "accept", "accept-encoding", "accept-language", "connection", "user-agent",
        }  # fmt: skip
        assert request.headers["user-agent"] == f"hpreader/{hpreader.__version__}"


async def test_twenty_redirects_are_followed_as_browsers_do(web, browser):
    for number in range(22):
        web.moved(f"https://bao.vn/{number}", f"https://bao.vn/{number + 1}")
    web.html("https://bao.vn/22", "x")
    assert isinstance(await browser.get("https://bao.vn/2"), Fetched)
    assert reason(await browser.get("https://bao.vn/1")) == ("redirects", "too_many")


@pytest.mark.parametrize(
    ("target", "why"),
    [
        ("file:///etc/passwd", "bad_target"),
        ("http://127.0.0.1/", "forbidden_target"),
        ("http://u:p@bao.vn/", "forbidden_target"),
        ("javascript:x", "bad_target"),
        ("http://[", "bad_target"),
        ("http://router.lan/", "forbidden_target"),
    ],
)
async def test_a_redirect_may_not_lead_where_a_page_may_not(web, browser, target, why):
    web.moved("https://bao.vn/a", target)
    assert reason(await browser.get("https://bao.vn/a")) == ("redirects", why)
    assert web.asked_urls() == ["https://bao.vn/a"]


@pytest.mark.parametrize("code", [300, 301, 302, 303, 307, 308])
@pytest.mark.parametrize("location", [[], ["Location:"], ["Location:  "]])
async def test_a_redirect_without_an_address_is_told_as_such(wire, fetcher, code, location):
    wire.answers("/a", reply(b"<p>choose</p>", f"{code} Elsewhere", *location))
    found = await fetcher.get(wire.url("/a"))
    assert reason(found) == ("redirects", "no_location")
    assert found.status == code
    assert str(code) in explain(found)
    assert len(wire.asked) == 1


async def test_the_choice_that_a_server_prefers_is_followed(wire, fetcher):
    wire.answers("/a", reply(b"", "300 Multiple Choices", "Location: /b"))
    wire.answers("/b", reply(b"x"))
    assert isinstance(await fetcher.get(wire.url("/a")), Fetched)


@pytest.mark.parametrize("url", ["", "tin.html", "ftp://bao.vn/", "http://u:p@bao.vn/", "https://"])
async def test_what_is_no_web_address_is_not_fetched(web, browser, url):
    assert problem(await browser.get(url))[0] == "bad_url"
    assert not web.asked


async def test_a_public_page_may_not_lead_into_the_private_network(web, browser):
    got = await browser.get("http://192.168.1.1/", origin="https://bao.vn/a.html")
    assert problem(got)[0] == "bad_url"
    assert not web.asked


async def test_a_host_name_that_is_no_idn_is_a_bad_address(fetcher, monkeypatch):
    monkeypatch.setenv("NO_PROXY", "bao.vn")
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    assert problem(await fetcher.get("http://xn--\u0111.vn/"))[0] == "bad_url"
    assert problem(await fetcher.get("http://xn--0.vn/"))[0] in {"bad_url", "refused"}


# --- conditional requests ---


async def test_what_has_not_changed_is_not_sent_again(web, browser):
    web.feed(
        "https://bao.vn/feed",
        item("Á", "https://bao.vn/a.html"),
        last_modified=SATURDAY,
        etag='"e"',
    )
    first = await browser.get("https://bao.vn/feed", want="feed")
    assert isinstance(first, Fetched)
    again = await browser.get("https://bao.vn/feed", first.validators, want="feed")
    assert again == NotModified("https://bao.vn/feed")
    assert "if-none-match" not in web.asked[1].headers
    assert web.asked[1].headers["if-modified-since"] == "Sat, 06 Jul 2024 05:00:00 GMT"


async def test_the_etag_is_sent_where_it_is_all_there_is(web, browser):
    web.feed("https://bao.vn/feed", etag='W/"e"')
    got = await browser.get("https://bao.vn/feed", Validators(etag='W/"e"'), want="feed")
    assert isinstance(got, NotModified)
    assert web.asked[0].headers["if-none-match"] == 'W/"e"'


async def test_validators_stay_with_their_site_when_it_moves(web, browser):
    web.moved("https://bao.vn/feed/", "https://bao.vn/feed")
    web.moved("https://bao.vn/old", "https://khac.vn/feed")
    web.feed("https://bao.vn/feed", last_modified=SATURDAY)
    web.feed("https://khac.vn/feed", last_modified=SATURDAY)
    kept = Validators(last_modified="Sat, 06 Jul 2024 05:00:00 GMT")
    assert await browser.get("https://bao.vn/feed/", kept) == NotModified("https://bao.vn/feed")
    assert isinstance(await browser.get("https://bao.vn/old", kept), Fetched)


async def test_not_modified_unasked_for_is_a_status(wire, fetcher):
    wire.answers("/a", reply(b"", "304 Not Modified", length=False))
    assert status(await fetcher.get(wire.url("/a"))) == 304


# --- trouble ---


async def test_every_status_that_is_no_success_is_told(wire, fetcher, pauses):
    for code in (
        "404 Not Found",
        "403 Forbidden",
        "410 Gone",
        "429 Too Many",
        "500 Oops",
        "305 Use Proxy",
    ):
        wire.answers("/a", reply(b"page", code))
        assert status(await fetcher.get(wire.url("/a"))) == int(code[:3])
    assert not pauses


async def test_a_busy_server_is_asked_once_more(web, browser, pauses):
    web.status("https://bao.vn/a", 503)
    assert status(await browser.get("https://bao.vn/a")) == 503
    assert len(web.asked) == 2
    assert pauses == [0.5]


async def test_a_second_try_may_succeed(wire, fetcher):
    wire.answers("/a", reply(b"", "502 Bad Gateway"), reply(b"x"))
    assert isinstance(await fetcher.get(wire.url("/a")), Fetched)
    wire.answers("/b", cut_after(reply(b"x" * 100)[:-50]), reply(b"x"))
    assert isinstance(await fetcher.get(wire.url("/b")), Fetched)


@pytest.mark.parametrize(
    ("retry_after", "waited"),
    [("2", [2.0]), ("Sat, 06 Jul 2024 05:00:03 GMT", [3.0]), ("Sat, 06 Jul 2024 05:00:03 -0000", [3.0]),
     ("Fri, 05 Jul 2024 05:00:00 GMT", [0.0]), ("soon", [0.5]), ("", [0.5]),
     ("6", []), ("9" * 400, []), ("Sun, 07 Jul 2024 05:00:00 GMT", [])],
)  # fmt: skip
async def test_a_server_is_given_the_pause_it_asks_for_if_it_is_short(wire, retry_after, waited):
    pauses = Pauses()
    fetcher = Fetcher(is_users=any_server, pause=pauses, now=lambda: SATURDAY)
    wire.answers("/a", reply(b"", "503 Busy", f"Retry-After: {retry_after}"))
    assert status(await fetcher.get(wire.url("/a"))) == 503
    assert pauses == waited
    assert len(wire.asked) == 1 + len(waited)
    await fetcher.aclose()


@pytest.mark.parametrize(
    ("answer", "until"),
    [
        ("429 Busy\r\nRetry-After: 3600", SATURDAY + timedelta(hours=1)),
        ("503 Busy\r\nRetry-After: Sat, 06 Jul 2024 06:00:00 GMT", SATURDAY + timedelta(hours=1)),
        ("429 Busy\r\nRetry-After: Fri, 31 Dec 2199 23:59:59 GMT", SATURDAY + timedelta(days=7)),
        ("429 Busy\r\nRetry-After: 1", None),
        ("429 Busy", None),
        ("404 No\r\nRetry-After: 3600", None),
        ("503 Busy\r\nRetry-After: Fri, 05 Jul 2024 05:00:00 GMT", None),
    ],
)
async def test_until_when_a_server_asks_to_be_left_alone(wire, answer, until):
    fetcher = Fetcher(is_users=any_server, pause=Pauses(), now=lambda: SATURDAY)
    wire.answers("/a", reply(b"", answer))
    found = await fetcher.get(wire.url("/a"))
    assert isinstance(found, Problem)
    assert found.until == until
    await fetcher.aclose()


async def test_a_server_that_is_not_there_refuses(fetcher):
    async with Wire() as gone:
        url = gone.url("/a")
    assert problem(await fetcher.get(url))[0] == "refused"


async def test_localhost_with_its_two_addresses_refuses_too(fetcher):
    async with Wire() as gone:
        url = gone.url("/a", host="localhost")
    assert problem(await fetcher.get(url))[0] == "refused"


async def test_an_unknown_name_means_offline(fetcher, monkeypatch):
    async def nothing(*args, **kwargs):
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", nothing)
    assert problem(await fetcher.get("https://bao.example/"))[0] == "offline"


@pytest.mark.parametrize("sent", [b"", b"HTTP/1.1 20", reply(b"x" * 9)[:-1]])
async def test_a_connection_that_breaks_off_is_cut_and_tried_twice(wire, fetcher, sent):
    wire.answers("/a", cut_after(sent))
    assert problem(await fetcher.get(wire.url("/a")))[0] == "cut"
    wire.answers("/b", sent)
    assert problem(await fetcher.get(wire.url("/b")))[0] == "cut"
    assert len(wire.asked) == 4


CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"


async def test_some_informational_responses_come_before_the_response(wire, fetcher):
    wire.answers(
        "/a", sends(CONTINUE * 2 + b"HTTP/1.1 103 Early Hints\r\nX: y\r\n\r\n" + reply(b"x"))
    )
    fetched = await fetcher.get(wire.url("/a"))
    assert isinstance(fetched, Fetched)
    assert fetched.body == b"x"


@pytest.mark.parametrize(
    "data",
    [CONTINUE, b"HTTP/1.1 103 Early Hints\r\nX: " + b"y" * 90_000 + b"\r\n\r\n"],
    ids=["many", "large"],
)
async def test_a_server_that_only_announces_its_response_is_cut(wire, fetcher, data):
    wire.answers("/a", repeats(data))
    problem = await fetcher.get(wire.url("/a"))
    assert isinstance(problem, Problem)
    assert (problem.kind, problem.detail) == ("cut", "too many informational responses")


async def test_a_server_that_only_announces_its_response_is_cut_behind_a_proxy_too(
    wire, fetcher, monkeypatch
):
    monkeypatch.setenv("HTTP_PROXY", wire.url(""))
    wire.answers("http://bao.example/a", repeats(CONTINUE))
    problem = await fetcher.get("http://bao.example/a")
    assert isinstance(problem, Problem)
    assert (problem.kind, problem.detail) == ("cut", "too many informational responses")


async def test_a_proxy_that_only_announces_its_connection_is_cut(wire, fetcher, monkeypatch):
    monkeypatch.setenv("HTTPS_PROXY", wire.url(""))
    wire.answers("bao.example:443", repeats(CONTINUE))
    found = await fetcher.get("https://bao.example/a")
    assert reason(found) == ("proxy", "proxy_cut")
    assert found.detail.endswith(": too many informational responses")


async def test_a_body_of_tiny_chunks_lets_others_go_on(wire, fetcher):
    chunks = b"1\r\nx\r\n" * 50_000 + b"0\r\n\r\n"
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    wire.answers("/a", head + chunks)
    turns = 0

    async def count() -> None:
        nonlocal turns
        while True:
            await asyncio.sleep(0)
            turns += 1

    counting = asyncio.create_task(count())
    fetched = await fetcher.get(wire.url("/a"))
    counting.cancel()
    assert isinstance(fetched, Fetched)
    assert fetched.body == b"x" * 50_000
    assert turns > 50_000 / 100


async def test_what_is_not_http_is_cut(wire, fetcher):
    wire.answers("/a", b"SSH-2.0-OpenSSH\r\n\r\n")
    assert problem(await fetcher.get(wire.url("/a")))[0] == "cut"


async def test_without_a_network_nothing_is_asked(web):
    fetcher = Fetcher(offline=True, transport=web)
    assert reason(await fetcher.get("https://bao.vn/")) == ("offline", "started_offline")
    assert not web.asked
    await fetcher.aclose()


async def test_the_fake_web_goes_offline_and_comes_back(web, browser):
    web.html("https://bao.vn/", "x")
    web.gone_offline()
    assert problem(await browser.get("https://bao.vn/"))[0] == "offline"
    web.back_online()
    assert isinstance(await browser.get("https://bao.vn/"), Fetched)


# --- certificates and proxies ---


def certificate() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATES / "loopback.pem")
    return context


async def test_a_certificate_nobody_vouches_for_is_not_trusted(fetcher):
    async with Wire(tls=certificate()) as wire:
        got = await fetcher.get(wire.url("/a"))
    assert reason(got) == ("tls", "certificate")
    assert "certificate" in problem(got)[1].lower()


async def test_certificates_named_by_the_environment_are_trusted(fetcher, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATES / "loopback.crt"))
    async with Wire(tls=certificate()) as wire:
        wire.answers("/a", reply(b"x"))
        assert isinstance(await fetcher.get(wire.url("/a")), Fetched)


async def test_a_certificate_file_that_is_missing_is_trouble_and_no_crash(
    wire, fetcher, monkeypatch, tmp_path
):
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "missing.pem"))
    found = await fetcher.get("https://bao.example/a")
    assert problem(found) == ("tls", "SSL_CERT_FILE: No such file or directory")
    assert reason(found) == ("tls", "certificate_store")
    wire.answers("/a", reply(b"x"))
    assert isinstance(await fetcher.get(wire.url("/a")), Fetched)  # which needs none


async def test_a_plain_server_behind_a_secure_address_is_tls_trouble(fetcher):
    async with Wire(greeting=reply(b"", "400 Bad Request")) as wire:
        url = wire.url("/a").replace("http:", "https:")
        assert reason(await fetcher.get(url)) == ("tls", "protocol")


async def test_requests_go_through_the_proxy_of_the_environment(wire, fetcher, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", wire.url(""))
    wire.answers("http://bao.example/a", reply(b"x"))
    assert isinstance(await fetcher.get("http://bao.example/a"), Fetched)


async def test_hosts_that_need_no_proxy_are_asked_themselves(wire, fetcher, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    wire.answers("/a", reply(b"x"))
    assert isinstance(await fetcher.get(wire.url("/a")), Fetched)


@pytest.mark.parametrize(
    "proxy", ["nonsense://127.0.0.1", "socks5://127.0.0.1:9", "http://127.0.0.1:port"]
)
async def test_a_proxy_that_cannot_be_used_is_trouble_and_no_crash(fetcher, monkeypatch, proxy):
    monkeypatch.setenv("HTTP_PROXY", proxy)
    assert problem(await fetcher.get("http://bao.example/a"))[0] == "proxy"


async def test_a_proxy_that_is_not_there_is_named_without_its_password(fetcher, monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    monkeypatch.setenv("HTTP_PROXY", f"http://me:secret@127.0.0.1:{port}/")
    kind, detail = problem(await fetcher.get("http://bao.example/a"))
    assert (kind, detail) == ("proxy", f"127.0.0.1:{port}: Connection refused")


@pytest.mark.parametrize(
    ("answer", "why", "tries"),
    [
        ("403 Forbidden", "proxy_refused", 2),
        ("502 Bad Gateway", "proxy_refused", 2),
        ("503", "proxy_refused", 2),
        ("407 Proxy Authentication Required", "proxy_login", 1),
    ],
)
async def test_a_proxy_that_makes_no_connection_is_told_as_such(
    wire, fetcher, monkeypatch, answer, why, tries
):
    monkeypatch.setenv("HTTPS_PROXY", wire.url(""))
    wire.answers("bao.example:443", reply(b"", answer))
    found = await fetcher.get("https://bao.example/a")
    assert reason(found) == ("proxy", why)
    assert found.status == int(answer[:3])
    assert (found.detail, len(wire.asked)) == (f"127.0.0.1:{wire.port}: {answer}", tries)


@pytest.mark.parametrize("sent", [b"", b"HTTP/1.1 20", b"SSH-2.0-OpenSSH\r\n\r\n"])
async def test_a_proxy_that_breaks_off_is_told_as_such(wire, fetcher, monkeypatch, sent):
    monkeypatch.setenv("HTTPS_PROXY", wire.url(""))
    wire.answers("bao.example:443", cut_after(sent))
    found = await fetcher.get("https://bao.example/a")
    assert reason(found) == ("proxy", "proxy_cut")
    assert found.detail.startswith(f"127.0.0.1:{wire.port}: ")


async def test_a_server_that_breaks_off_behind_a_proxy_is_not_the_fault_of_the_proxy(
    wire, fetcher, monkeypatch
):
    monkeypatch.setenv("HTTPS_PROXY", wire.url(""))
    made = b"HTTP/1.1 200 Connection established\r\n\r\n"
    wire.answers("bao.example:443", cut_after(made))
    assert problem(await fetcher.get("https://bao.example/a"))[0] != "proxy"


async def test_a_proxy_asks_for_a_login_also_without_a_tunnel(wire, fetcher, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", wire.url("").replace("//", "//me:secret@"))
    wire.answers("http://bao.example/a", reply(b"", "407 Proxy Authentication Required"))
    found = await fetcher.get("http://bao.example/a")
    assert reason(found) == ("proxy", "proxy_login")
    assert "secret" not in found.detail


async def test_without_a_proxy_its_status_is_one_like_any_other(wire, fetcher):
    wire.answers("/a", reply(b"", "407 Odd"))
    assert status(await fetcher.get(wire.url("/a"))) == 407


# --- politeness ---


async def test_a_host_gets_two_requests_at_a_time_and_one_that_nobody_asked_for(wire, fetcher):
    go = asyncio.Event()
    wire.answers("/a", waits_for(go, reply(b"x")))
    unasked = [asyncio.create_task(fetcher.get(wire.url("/a"), unasked=True)) for _ in range(3)]
    await wire.wait_busy(1)
    asked = [asyncio.create_task(fetcher.get(wire.url("/a"))) for _ in range(3)]
    await wire.wait_busy(2)
    assert len(wire.asked) == 2
    go.set()
    await asyncio.gather(*unasked, *asked)
    assert wire.most_at_a_time == 2
    assert len(wire.asked) == 6


async def test_prefetching_alone_asks_one_at_a_time(wire, fetcher):
    wire.answers("/a", reply(b"x"))
    await asyncio.gather(*(fetcher.get(wire.url("/a"), unasked=True) for _ in range(4)))
    assert wire.most_at_a_time == 1


# --- every exception is known ---


def every(base: type[BaseException]) -> list[type[BaseException]]:
    found = [
        kind for _, kind in inspect.getmembers(httpx, inspect.isclass) if issubclass(kind, base)
    ]
    assert found
    return found


EXPECTED = {
    "CloseError": "cut", "ConnectError": "refused", "ConnectTimeout": "timeout", "DecodingError": "cut",
    "HTTPError": "cut", "HTTPStatusError": "status", "InvalidURL": "bad_url", "LocalProtocolError": "cut",
    "NetworkError": "cut", "PoolTimeout": "timeout", "ProtocolError": "cut", "ProxyError": "proxy",
    "ReadError": "cut", "ReadTimeout": "timeout", "RemoteProtocolError": "cut", "RequestError": "cut",
    "TimeoutException": "timeout", "TooManyRedirects": "redirects", "TransportError": "cut",
    "UnsupportedProtocol": "bad_url", "WriteError": "cut", "WriteTimeout": "timeout",
}  # fmt: skip


@pytest.mark.parametrize("kind", [*every(httpx.HTTPError), httpx.InvalidURL])
def test_every_exception_of_the_library_is_a_problem(kind):
    arguments = {"request": None, "response": None} if kind is httpx.HTTPStatusError else {}
    error = kind("words", **arguments)
    assert isinstance(error, NETWORK_ERRORS)
    assert problem_of(error, "https://bao.vn/").kind == EXPECTED[kind.__name__]


def test_the_library_raises_nothing_else_that_is_not_a_bug_of_ours():
    others = [kind for kind in every(Exception) if not issubclass(kind, httpx.HTTPError)]
    assert {kind.__name__ for kind in others} == {
        "InvalidURL", "CookieConflict", "StreamError", "StreamConsumed", "StreamClosed",
        "ResponseNotRead", "RequestNotRead",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("cause", "kind"),
    [
        (socket.gaierror(-3, "Temporary failure in name resolution"), "offline"),
        (OSError(errno.ENETUNREACH, "Network is unreachable"), "offline"),
        (OSError(errno.EHOSTUNREACH, "No route to host"), "offline"),
        (ConnectionRefusedError(errno.ECONNREFUSED, "Connection refused"), "refused"),
        (TimeoutError(errno.ETIMEDOUT, "Connection timed out"), "timeout"),
        (ssl.SSLCertVerificationError(1, "certificate has expired"), "tls"),
        (ssl.SSLError(1, "wrong version number"), "tls"),
        (ssl.SSLEOFError(8, "EOF occurred in violation of protocol"), "cut"),
        (ConnectionResetError(errno.ECONNRESET, "Connection reset by peer"), "refused"),
    ],
)
def test_what_lies_below_a_failed_connection_decides(cause, kind):
    error = httpx.ConnectError("All connection attempts failed")
    error.__cause__ = OSError("All connection attempts failed")
    error.__cause__.__cause__ = ExceptionGroup("attempts", [cause])
    found = problem_of(error, "https://bao.vn/")
    assert found.kind == kind
    assert found.detail in str(cause)
