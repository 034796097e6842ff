"""The newspaper that both sides fetch, at an address of the Web: a proxy on loopback answers for it.

Both sides have to know an article by the same address, and tt-rss takes the port out of any address that it is
given (`UrlHelper::build_url`). So the address has none: what is asked for it goes to the proxy, of the program
by `http_proxy`, of tt-rss by the plugin in `hpreader_loopback`.
"""

import asyncio
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

import httpx

from tests.support.web import Web, item

HOME = "http://bao.example.org"
FEED = f"{HOME}/feed"


class Newspaper:
    """A feed and its pages, changed by the tests."""

    def __init__(self) -> None:
        self.web = Web()
        self._names: list[str] = []
        handler = type("Handler", (_Handler,), {"web": self.web})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._server.daemon_threads = True

    @property
    def proxy(self) -> str:
        """The address of the proxy."""
        return f"http://127.0.0.1:{self._server.server_port}"

    def publish(self, *names: str) -> None:
        """Articles with these names, as the newest ones."""
        self._names = [*names, *self._names]
        self.web.feed(
            FEED,
            *(item(f"Tin {name}", address(name), guid=f"{HOME}/?p={name}") for name in self._names),
        )
        for name in names:
            self.web.article(address(name), f"Tin {name}", ["Đoạn một của bài này."])

    def list_of(self, url: str, title: str) -> None:
        """A feed of another site, with one article."""
        self.web.feed(url, item("Bài", f"{url.rpartition('/')[0]}/bai.html"), title=title)

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()


def address(name: str) -> str:
    """The address of an article."""
    path, mark, query = name.partition("?")
    return f"{HOME}/{path}.html{mark}{query}"


class _Handler(BaseHTTPRequestHandler):
    web: Web

    def do_GET(self) -> None:
        headers = [(name, value) for name, value in self.headers.items() if name != "Host"]
        request = httpx.Request("GET", self.path, headers=headers)

        async def answer() -> tuple[httpx.Response, bytes]:
            response = await self.web.handle_async_request(request)
            return response, await response.aread()

        response, body = asyncio.run(answer())
        self.send_response(response.status_code)
        for name, value in response.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 the base class' own name
        pass
