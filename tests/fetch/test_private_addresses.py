"""Names that lead into the reader's own network: what is judged is the address that is connected to."""

import asyncio
import socket
import ssl
from pathlib import Path

import pytest

from hpreader.fetch import Fetched, Fetcher, Limits
from hpreader.problems import Problem
from tests.support.wire import Wire, reply

CERTIFICATES = Path(__file__).parents[1] / "support" / "certificates"


class Names(dict[str, list[str]]):
    """Name servers: the addresses of each name, and which names were asked for."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        super().__init__()
        self.asked: list[str] = []
        self._real = socket.getaddrinfo
        monkeypatch.setattr(socket, "getaddrinfo", self._resolve)

    def _resolve(self, host, port, *args, **kwargs):
        if host not in self:
            return self._real(host, port, *args, **kwargs)
        self.asked.append(host)
        return [
            (
                socket.AF_INET6 if ":" in address else socket.AF_INET,
                socket.SOCK_STREAM,
                socket.IPPROTO_TCP,
                "",
                (address, port, 0, 0) if ":" in address else (address, port),
            )
            for address in self[host]
        ]


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "SSL_CERT_FILE"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> Names:
    return Names(monkeypatch)


@pytest.fixture
async def wire():
    async with Wire() as server:
        server.answers("/a", reply(b"<p>x</p>"))
        yield server


@pytest.fixture
async def fetcher_for():
    """Make fetchers for somebody who named some hosts."""
    made = []

    async def pause(_seconds: float) -> None:
        pass

    def make(*named: str) -> Fetcher:
        limits = Limits(connect=1.0)
        made.append(Fetcher(is_users=lambda host, _port: host in named, pause=pause, limits=limits))
        return made[-1]

    yield make
    for fetcher in made:
        await fetcher.aclose()


def reason(outcome: object) -> tuple[str, str | None]:
    assert isinstance(outcome, Problem), outcome
    return outcome.kind, outcome.reason


PRIVATE = [
    "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
    "192.0.0.8", "224.0.0.1", "255.255.255.255", "::", "::1", "fe80::1", "fc00::1", "fec0::1", "ff02::1",
    "::ffff:127.0.0.1", "::ffff:0:7f00:1", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a00:1", "64:ff9b:1:7f00:0:1::",
    "2002:7f00:1::", "2002:c0a8:101::1", "2001::4136:e378:8000:63bf:3fff:fdd2", "2001:db8::1", "100::1",
]  # fmt: skip


@pytest.mark.parametrize("address", PRIVATE)
async def test_a_public_name_that_resolves_to_a_private_address_is_refused(
    names, wire, fetcher_for, address
):
    names["bao.example"] = [address]
    outcome = await fetcher_for().get(wire.url("/a", host="bao.example"))
    assert reason(outcome) == ("bad_url", "private_address")
    assert address in outcome.detail
    assert not wire.asked


async def test_not_even_a_connection_is_made_to_a_private_address(names, wire, fetcher_for):
    names["bao.example"] = ["127.0.0.1"]
    connected = []
    real = asyncio.get_running_loop().sock_connect

    async def connect(*arguments):
        connected.append(arguments)
        return await real(*arguments)

    asyncio.get_running_loop().sock_connect = connect
    await fetcher_for().get(wire.url("/a", host="bao.example"))
    assert not connected


@pytest.mark.parametrize(
    "host",
    [
        "fritz.box", "nas.fritz.box", "nas.home.arpa", "home.arpa", "a.local", "db.internal", "nas.lan", "nas",
        "localhost", "a.localhost", "127.0.0.1", "[::1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]",
    ],
)  # fmt: skip
async def test_names_of_private_networks_are_refused_without_asking_a_name_server(
    names, wire, fetcher_for, host
):
    names[host.strip("[]")] = ["127.0.0.1"]
    outcome = await fetcher_for().get(wire.url("/a", host=host))
    assert reason(outcome) == ("bad_url", "private_address")
    assert not names.asked


@pytest.mark.parametrize("host", ["bao.example", "nas.lan", "fritz.box"])
async def test_a_server_that_the_user_named_may_be_private(names, wire, fetcher_for, host):
    names[host] = ["127.0.0.1"]
    assert isinstance(await fetcher_for(host).get(wire.url("/a", host=host)), Fetched)
    assert wire.asked[0].headers["host"] == f"{host}:{wire.port}"


async def test_only_the_port_that_the_user_named_is_trusted(names, wire):
    fetcher = Fetcher(is_users=lambda host, port: (host, port) == ("localhost", wire.port))
    async with Wire() as other:
        other.answers("/a", reply(b"x"))
        assert isinstance(await fetcher.get(wire.url("/a")), Fetched)
        outcome = await fetcher.get(other.url("/a"))
    assert reason(outcome) == ("bad_url", "private_address")
    assert not other.asked
    await fetcher.aclose()


async def test_a_redirect_is_judged_by_what_it_resolves_to(names, wire, fetcher_for):
    names["bao.example"] = ["127.0.0.1"]
    wire.answers(
        "/start", reply(b"", "302 Found", f"Location: {wire.url('/a', host='bao.example')}")
    )
    outcome = await fetcher_for("localhost").get(wire.url("/start"))
    assert reason(outcome) == ("redirects", "forbidden_target")
    assert [asked.target for asked in wire.asked] == ["/start"]


async def test_a_public_page_does_not_lead_to_a_private_server_that_the_user_named(
    names, wire, fetcher_for
):
    outcome = await fetcher_for("localhost").get(wire.url("/a"), origin="https://bao.example/")
    assert reason(outcome) == ("bad_url", "private_address")
    assert isinstance(
        await fetcher_for("localhost").get(wire.url("/a"), origin=wire.url("/b")), Fetched
    )


async def test_a_name_is_resolved_once_for_a_connection(names, wire, fetcher_for):
    names["bao.example"] = ["127.0.0.1"]
    await fetcher_for("bao.example").get(wire.url("/a", host="bao.example"))
    assert names.asked == ["bao.example"]


async def test_private_addresses_among_others_are_left_out(names, wire, fetcher_for):
    names["bao.example"] = ["127.0.0.1", "198.18.0.1"]  # nothing can be reached at the second
    outcome = await fetcher_for().get(wire.url("/a", host="bao.example"))
    assert isinstance(outcome, Problem)
    assert outcome.kind in {"refused", "timeout", "offline"}
    assert not wire.asked


@pytest.mark.parametrize("others", [["::1"], ["127.0.0.2"], ["127.0.0.2", "127.0.0.3"]])
async def test_the_next_address_is_tried_where_one_refuses(names, wire, fetcher_for, others):
    names["bao.example"] = [*others, "127.0.0.1"]
    got = await fetcher_for("bao.example").get(wire.url("/a", host="bao.example"))
    assert isinstance(got, Fetched)


async def test_where_all_addresses_refuse_the_server_refuses(names, fetcher_for):
    names["bao.example"] = ["::1", "127.0.0.1", "127.0.0.2"]
    async with Wire() as gone:
        url = gone.url("/a", host="bao.example")
    outcome = await fetcher_for("bao.example").get(url)
    assert isinstance(outcome, Problem)
    assert outcome.kind == "refused"


async def test_the_certificate_is_checked_for_the_name(names, monkeypatch, fetcher_for):
    names["bao.example"] = names["localhost"] = ["127.0.0.1"]
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    tls.load_cert_chain(CERTIFICATES / "loopback.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATES / "loopback.crt"))
    async with Wire(tls) as server:
        server.answers("/a", reply(b"x"))
        fetcher = fetcher_for("bao.example", "localhost")
        assert isinstance(await fetcher.get(server.url("/a", host="localhost")), Fetched)
        outcome = await fetcher.get(server.url("/a", host="bao.example"))
    assert reason(outcome) == ("tls", "certificate")


async def test_by_a_proxy_the_name_alone_is_judged(names, wire, fetcher_for, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", wire.url(""))
    wire.answers("http://bao.example/a", reply(b"x"))
    assert isinstance(await fetcher_for().get("http://bao.example/a"), Fetched)
    assert "bao.example" not in names.asked
    outcome = await fetcher_for().get("http://nas.lan/a")
    assert reason(outcome) == ("bad_url", "private_address")


async def test_a_connection_attempt_that_is_not_needed_is_closed(names, fetcher_for) -> None:
    """A slow address is given up as soon as a later one has answered."""
    names["bao.example"] = ["127.0.0.2", "127.0.0.1"]
    full = socket.create_server(("127.0.0.2", 0), backlog=0)
    port = full.getsockname()[1]
    waiting = [_start(port) for _ in range(3)]  # nothing more is accepted now
    server = await asyncio.start_server(_answer, "127.0.0.1", port)
    try:
        got = await fetcher_for("bao.example").get(f"http://bao.example:{port}/a")
    finally:
        server.close()
        for one in (*waiting, full):
            one.close()
    assert isinstance(got, Fetched)


def _start(port: int) -> socket.socket:
    one = socket.socket()
    one.setblocking(False)
    one.connect_ex(("127.0.0.2", port))
    return one


async def _answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.readuntil(b"\r\n\r\n")
    writer.write(reply(b"x"))
    await writer.drain()
    writer.close()
