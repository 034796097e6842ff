"""The reader in a browser: `hpreader serve` (extra `serve`: textual-serve, aiohttp).

listener.py          the server on its socket, and the addresses that it is reached by
access.py            who is let in: token, cookie, host, origin
web_server.py        the routes; a websocket is a window
window.py            one window: a websocket and the reader behind it
reader_terminal.py   a reader on a pseudo-terminal of its own
terminal_child.py    the first program on that terminal: takes it as its own, then is the reader
visitor_browser.py   `$BROWSER` of that reader: the browser of who looks at the window
site/                the page, its script and its colours

Of textual-serve the page's terminal is used: xterm.js with its add-ons, one style sheet and the font
Roboto Mono. Its server is not: it has no token and looks at neither host nor origin, and it runs
the application on pipes with Textual's web driver, so not as the reader runs in a terminal (input
methods, pasted text, a terminal that hangs up or stalls, the early screen). Here it is on a real
pseudo-terminal, and what holds there holds in the browser.
"""

from __future__ import annotations

import sys
from importlib.util import find_spec

__all__ = ["is_installed", "is_possible"]


def is_installed() -> bool:
    """Are the libraries of the extra `serve` there?"""
    return all(find_spec(name) is not None for name in ("aiohttp", "textual_serve"))


def is_possible() -> bool:
    """Has this system pseudo-terminals as POSIX has them?"""
    return sys.platform != "win32"
