"""Who may use the server: every path needs the token, the right host, and for a window the right origin."""

import http.client
import socket
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from hpreader.serve.access import Access, is_own_host, is_own_origin
from tests.support.program import Program
from tests.support.served import Served, served

WEBSOCKET = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(Program(tmp_path_factory.mktemp("home")), "--offline") as running:
        yield running


class Answer:
    """What the server answered."""

    def __init__(self, answer: http.client.HTTPResponse) -> None:
        self.status = answer.status
        self.headers = answer.headers
        # A websocket that is open sends no more here.
        self.text = answer.read().decode(errors="replace") if answer.status != 101 else ""


def ask(server: Served, path: str, method: str = "GET", **headers: str) -> Answer:
    """Send one request; `_` in the names of headers stands for `-`."""
    parts = urlsplit(server.base)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=20)
    try:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, headers=named)
        return Answer(connection.getresponse())
    finally:
        connection.close()


def entered(server: Served) -> tuple[str, str]:
    """The path that the token leads to, and the cookie for it."""
    answer = ask(server, f"/?token={server.token}")
    assert answer.status == 303
    return answer.headers["Location"], answer.headers["Set-Cookie"].partition(";")[0]


def test_the_token_is_exchanged_for_a_cookie_that_only_this_server_is_sent(server: Served) -> None:
    answer = ask(server, f"/?token={server.token}")
    path = answer.headers["Location"]
    cookie, *attributes = answer.headers["Set-Cookie"].split("; ")
    assert set(attributes) == {"HttpOnly", "SameSite=Strict", f"Path={path}"}
    assert len(path) > 20
    assert server.token not in path + cookie
    page = ask(server, path, Cookie=cookie)
    assert page.status == 200
    assert server.token not in page.text
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert page.headers["Cross-Origin-Opener-Policy"] == "same-origin"


FILES = ("page.css", "page.js", "xterm.css", "textual.js", "mono.ttf", "mono-italic.ttf")


@pytest.mark.parametrize(
    "below",
    ["", *(f"files/{name}" for name in FILES), "files/nothing", "window/dark/new", "nothing"],
)
@pytest.mark.parametrize("cookie", ["", "hpreader=", "hpreader=wrong", "other=x"])
def test_without_the_cookie_every_path_is_refused(server: Served, below: str, cookie: str) -> None:
    path, _right = entered(server)
    answer = ask(server, path + below, Cookie=cookie, Origin=server.base, **WEBSOCKET)
    assert answer.status == 403
    assert "Chỉ mở được" in answer.text
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"


@pytest.mark.parametrize(
    "path",
    ["/", "/?token=", "/?token=wrong", "/?token=%C3%A9", "/favicon.ico", "/static/js/textual.js", "/ws", "/open/x"],
)  # fmt: skip
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "OPTIONS"])
def test_without_the_token_the_rest_is_refused_too(server: Served, path: str, method: str) -> None:
    answer = ask(server, path, method)
    assert answer.status in {403, 405}
    assert not {"Location", "Set-Cookie"} & set(answer.headers)


def test_with_the_cookie_all_files_are_there_and_nothing_else(server: Served) -> None:
    path, cookie = entered(server)
    for name in FILES:
        assert ask(server, f"{path}files/{name}", Cookie=cookie).status == 200
    for name in ("nothing", "..%2Fpage.html", "..%2F..%2Fweb_server.py"):
        assert ask(server, f"{path}files/{name}", Cookie=cookie).status == 404


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example", ""])
def test_a_name_that_leads_here_is_refused_even_with_the_token(server: Served, host: str) -> None:
    path, cookie = entered(server)
    for each in (path, f"/?token={server.token}", f"{path}window/dark/new"):
        answer = ask(server, each, Host=host, Cookie=cookie, Origin=f"http://{host}", **WEBSOCKET)
        assert answer.status == 403
        assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("host", ["localhost:9000", "127.0.0.1:9000", "[::1]:9000", "localhost"])
def test_the_ends_of_a_tunnel_are_let_in(server: Served, host: str) -> None:
    path, cookie = entered(server)
    assert ask(server, path, Host=host, Cookie=cookie).status == 200


@pytest.mark.parametrize(
    "origin",
    [
        "http://evil.example",
        "http://127.0.0.1:1",
        "http://127.0.0.1",
        "null",
        "",
        "https://localhost",
    ],
)
def test_a_window_is_refused_to_other_origins(server: Served, origin: str) -> None:
    path, cookie = entered(server)
    answer = ask(server, f"{path}window/dark/new", Cookie=cookie, Origin=origin, **WEBSOCKET)
    assert answer.status == 403
    assert "trang khác" in answer.text
    assert server.readers() == []


def test_a_window_is_refused_where_no_origin_is_named(server: Served) -> None:
    path, cookie = entered(server)
    assert ask(server, f"{path}window/dark/new", Cookie=cookie, **WEBSOCKET).status == 403


def test_a_browser_that_follows_a_link_of_another_site_asks_once_more(server: Served) -> None:
    path, _cookie = entered(server)
    from_elsewhere = {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "navigate"}
    assert 'http-equiv="refresh"' in ask(server, path, **from_elsewhere).text
    from_here = {"Sec_Fetch_Site": "same-origin", "Sec_Fetch_Mode": "navigate"}
    assert "refresh" not in ask(server, path, **from_here).text


def test_what_is_no_http_is_neither_told_of_nor_is_the_token(empty: Program) -> None:
    with served(empty) as server:
        parts = urlsplit(server.base)
        for junk in (
            b"\x16\x03\x01\x02\x00\x01",
            b"SSH-2.0-x\r\n\r\n",
            b"GET /\xff HTTP/9.9\r\n\r\n",
            b"GET / HTTP/1.1\r\n\r\n",
            b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: x\r\n\r\n",
        ):
            with socket.create_connection((parts.hostname, parts.port), 20) as connection:
                connection.sendall(junk)
                connection.shutdown(socket.SHUT_WR)
                while connection.recv(4096):
                    pass
        ask(server, "/?token=wrong")
        entered(server)
        assert server.end() == (143, "")


def test_the_token_for_a_command_line_lets_in_once() -> None:
    access = Access()
    once = access.token_for_once()
    assert once != access.token
    assert access.is_token(once)
    assert not access.is_token(once)
    assert [access.is_token(access.token) for _time in range(2)] == [True, True]
    assert [access.is_token(wrong) for wrong in ("", "\ud800")] == [False, False]


@pytest.mark.parametrize(
    ("host", "is_own"),
    [
        ("127.0.0.1:8642", True),
        ("127.0.0.1", True),
        ("192.168.1.7:80", True),
        ("[::1]:8642", True),
        ("[fe80::1]", True),
        ("LOCALHOST:1", True),
        ("localhost.evil.example:1", False),
        ("evil.example", False),
        ("", False),
        (":80", False),
        ("127.0.0.1:", False),
        ("127.0.0.1:80; script-src *", False),
        ("localhost:80:80", False),
        ("[localhost]:80", False),
        ("2130706433:80", False),
    ],
)
def test_hosts_are_addresses_or_this_machine(host: str, is_own: bool) -> None:
    assert is_own_host(host) is is_own


def test_origins_are_compared_whole() -> None:
    assert is_own_origin("http://127.0.0.1:8642", "127.0.0.1:8642")
    assert not is_own_origin("http://127.0.0.1:86420", "127.0.0.1:8642")
    assert not is_own_origin("http://127.0.0.1:8642.evil.example", "127.0.0.1:8642")
    assert not is_own_origin(None, "127.0.0.1:8642")
