"""The routes of the server. Everything but the refusals needs the token, or the cookie for it.

A request is looked at in this order: host, then cookie (or the token that gives it), then origin.
The exception is `/open/KEY`, by which a reader has its own page open an address: each window has a
key of its own for that, which only processes of the same user can know.
"""

from __future__ import annotations

import asyncio
import hmac
import os
import re
import secrets
import shlex
import sys
from html import escape
from importlib.resources import files
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, Final

from aiohttp import web

from hpreader.i18n import _, language
from hpreader.serve import access
from hpreader.serve.reader_terminal import ReaderTerminal, environment_for
from hpreader.serve.window import Window, new_socket

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

SITE: Final = Path(__file__).with_name("site")
TERMINAL: Final = files("textual_serve") / "static"
FILES: Final = {
    "page.css": SITE / "page.css",
    "page.js": SITE / "page.js",
    "xterm.css": TERMINAL / "css" / "xterm.css",
    "textual.js": TERMINAL / "js" / "textual.js",
    "mono.ttf": TERMINAL / "fonts" / "RobotoMono-VariableFont_wght.ttf",
    "mono-italic.ttf": TERMINAL / "fonts" / "RobotoMono-Italic-VariableFont_wght.ttf",
}
"""All files that the page loads, by the names that it has for them."""

COLOURS: Final = {"dark": ("#e4ddd0", "#1b1a18"), "light": ("#26221c", "#fbf7ef")}
"""Foreground and background of the page's terminal, which the reader asks for: its own themes'."""

WEB_ADDRESS: Final = re.compile(r"https?://\S{1,65536}")
"""What a page is asked to open: nothing that a browser would run or read from the disk."""


def visitor_browser() -> str:
    """The command that opens addresses in the visitor's browser, as `$BROWSER` has it."""
    command = shlex.join([sys.executable, "-P", "-m", "hpreader.serve.visitor_browser"])
    return command.replace("%", "%%").replace(os.pathsep, "%c") + " %s"


class WebServer:
    """The application, and the windows that are open."""

    def __init__(self, who: access.Access, arguments: Sequence[str], base: str) -> None:
        """Make it.

        Args:
            who: the secrets.
            arguments: of the readers' command line.
            base: the address by which processes of this machine reach it.
        """
        self._access = who
        self._arguments = list(arguments)
        self._base = base
        self._windows: dict[str, Window] = {}
        """By the key with which its reader opens addresses."""
        self._ending: set[asyncio.Task[None]] = set()

    def application(self) -> web.Application:
        """The routes."""
        app = web.Application(middlewares=[self._guard])
        path = self._access.path
        app.add_routes(
            [
                web.get("/", self._enter),
                web.get(path, self._page),
                web.get(path + "files/{name}", self._file),
                web.get(path + "window/{colours}/{start}", self._window),
                web.post("/open/{key}", self._open),
            ]
        )
        app.on_response_prepare.append(_secure)
        return app

    async def close(self) -> None:
        """Close all windows; returns when their readers have ended."""
        await asyncio.gather(*(window.close() for window in self._windows.values()))
        while self._windows or self._ending:
            ending = [asyncio.create_task(self._end(key)) for key in self._windows]
            await asyncio.gather(*ending, *self._ending)

    # --- who is let in ------------------------------------------------------------------------

    @web.middleware
    async def _guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        if not access.is_own_host(request.headers.get("Host", "")):
            return _refusal(
                _(
                    "This address is not the reader’s. Open the address that “hpreader serve” has printed."
                )
            )
        is_entry = request.path == "/" and "token" in request.query
        is_door = request.path.startswith("/open/")
        cookie = request.cookies.get(access.COOKIE, "")
        if is_entry or is_door or self._access.is_cookie(cookie):
            return await handler(request)
        return _without_token(request)

    async def _enter(self, request: web.Request) -> web.StreamResponse:
        """Exchange the token for the cookie; the address is without it afterwards."""
        if not self._access.is_token(request.query.get("token", "")):
            return _without_token(request)
        response = web.Response(status=303, headers={"Location": self._access.path})
        response.set_cookie(
            access.COOKIE,
            self._access.cookie,
            path=self._access.path,
            httponly=True,
            samesite="Strict",
        )
        return response

    # --- the page -----------------------------------------------------------------------------

    async def _page(self, _request: web.Request) -> web.StreamResponse:
        template = Template((SITE / "page.html").read_text("utf-8"))
        words = {
            "language": language(),
            "closed": _("The reader has ended."),
            "again": _("Open it again"),
            "blocked": _("The browser opened no new tab. Enter opens it, Esc closes this:"),
            "noscript": _("The reader needs JavaScript in the browser."),
        }
        text = template.substitute({name: escape(word) for name, word in words.items()})
        return web.Response(text=text, content_type="text/html", charset="utf-8")

    async def _file(self, request: web.Request) -> web.StreamResponse:
        path = FILES.get(request.match_info["name"])
        return web.Response(status=404) if path is None else web.FileResponse(Path(str(path)))

    # --- windows ------------------------------------------------------------------------------

    async def _window(self, request: web.Request) -> web.StreamResponse:
        """Open a window; returns when it is closed."""
        if not access.is_own_origin(request.headers.get("Origin"), request.headers["Host"]):
            return _refusal(_("Another page asked for the reader; that was refused."))
        socket = new_socket()
        await socket.prepare(request)
        if self._ending:  # a page that is loaded again: its reader is writing down where it was
            await asyncio.wait(self._ending)
        colours = COLOURS.get(request.match_info["colours"], COLOURS["dark"])
        # XTerm's "Set text parameters" (OSC 10 and 11): what a query by the reader gets then.
        await socket.send_bytes("\x1b]10;{}\x1b\\\x1b]11;{}\x1b\\".format(*colours).encode())
        key = secrets.token_urlsafe(32)
        arguments = [*self._arguments, *self._start_of(request)]
        environment = environment_for(os.environ, visitor_browser(), f"{self._base}/open/{key}")
        try:
            terminal = await ReaderTerminal.start(arguments, environment, _size_of(request))
        except OSError as error:
            words = _("No terminal could be opened for the reader ({reason}).")
            await socket.send_bytes(words.format(reason=error.strerror).encode())
            await socket.close()
            return socket
        window = self._windows[key] = Window(socket, terminal)
        try:
            await window.show()
        finally:
            await self._end(key)
        return socket

    @staticmethod
    def _start_of(request: web.Request) -> Sequence[str]:
        return ["--resume"] if request.match_info["start"] == "again" else []

    async def _end(self, key: str) -> None:
        """End the reader of a window, also where this is cancelled."""
        window = self._windows.pop(key, None)
        if window is None:
            return
        task = asyncio.create_task(window.end())
        self._ending.add(task)
        task.add_done_callback(self._ending.discard)
        await asyncio.shield(task)

    async def _open(self, request: web.Request) -> web.StreamResponse:
        """Have the page of a reader open an address."""
        given = request.match_info["key"].encode()
        window = next(
            (
                each
                for key, each in self._windows.items()
                if hmac.compare_digest(key.encode(), given)
            ),
            None,
        )
        if window is None:
            return _without_token(request)
        address = (await request.read()).decode("utf-8", "replace")
        if WEB_ADDRESS.fullmatch(address) is None:
            return web.Response(status=400)
        return web.Response(status=204 if await window.open_address(address) else 410)


def _size_of(request: web.Request) -> tuple[int, int]:
    """The columns and lines that the page has."""
    try:
        return int(request.query["width"]), int(request.query["height"])
    except (KeyError, ValueError):
        return 80, 24


def _without_token(request: web.Request) -> web.Response:
    words = _(
        "Only who has the address that “hpreader serve” has printed in the terminal can read here. Open "
        "all of that address, with what follows “token=”."
    )
    # A browser keeps a cookie to itself (SameSite=Strict) while it follows a link of another site,
    # also through the redirect behind the token; the page that asks once more is of this site.
    is_from_elsewhere = request.headers.get("Sec-Fetch-Site") == "cross-site"
    is_page = request.headers.get("Sec-Fetch-Mode") == "navigate" and request.method == "GET"
    return _refusal(words, asks_again=is_from_elsewhere and is_page)


def _refusal(words: str, *, asks_again: bool = False) -> web.Response:
    again = '<meta http-equiv="refresh" content="0">' if asks_again else ""
    text = (
        f'<!DOCTYPE html><html lang="{language()}"><meta charset="utf-8">{again}'
        f"<title>hpreader</title><p>{escape(words)}</p></html>\n"
    )
    return web.Response(status=403, text=text, content_type="text/html", charset="utf-8")


async def _secure(request: web.Request, response: web.StreamResponse) -> None:
    """Say what the page may do: load from this server only, and be in no other page."""
    host = request.headers.get("Host", "")
    socket = f"ws://{host} wss://{host}" if access.is_own_host(host) else ""
    response.headers.update(
        {
            "Content-Security-Policy": (
                "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
                f"font-src 'self'; img-src data:; connect-src 'self' {socket}; base-uri 'none'; "
                "form-action 'none'; frame-ancestors 'none'"
            ),
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Permissions-Policy": "clipboard-read=()",
            "Cache-Control": "no-store",
            "Server": "hpreader",
        }
    )
