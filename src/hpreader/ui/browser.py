"""Opening an address in the user's browser, as a process of its own.

Which browsers are tried: those of `$BROWSER`, else the usual ones of the platform. `$BROWSER` follows
its convention (http://www.catb.org/~esr/BROWSER/): commands separated by colons, of which the first
that works is used; `%s` in a command is the address, `%c` a colon, `%%` a percent sign; a command
without `%s` gets the address behind it. A `&` at the end, for "in the background", means nothing
here: every browser runs in the background, except those that draw in the terminal.
"""

from __future__ import annotations

import asyncio
import os
import re
import shlex
import shutil
import subprocess
import sys
import threading
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

TIME_TO_FAIL = 2.5
"""Seconds after which a browser that has not ended is taken to work."""

IN_TERMINAL = frozenset(
    {
        "w3m",
        "lynx",
        "links",
        "links2",
        "elinks",
        "www-browser",
        "browsh",
        "carbonyl",
        "cha",
        "felinks",
    }
)
"""Browsers that draw in the terminal, which they cannot share with the reader."""

WITH_WINDOWS = (
    "xdg-open", "x-www-browser", "gio open", "firefox", "firefox-esr", "chromium",
    "chromium-browser", "google-chrome", "epiphany", "konqueror",
)  # fmt: skip
"""What is tried on Linux and the like where there is a display."""


class Failure(NamedTuple):
    """Why an address was not opened."""

    command: str
    """The name of the last program that was tried; empty: there is none to try."""
    status: int | None = None
    """Its exit status, negative for the number of a signal; None: it could not be started."""


def commands_for(address: str, environment: Mapping[str, str] = os.environ) -> list[list[str]]:
    """The commands that can open an address, in the order in which they are tried."""
    wanted = environment.get("BROWSER", "")
    if wanted.strip(": "):
        parts = (part.strip() for part in wanted.split(os.pathsep))
        commands = [_filled(part, address) for part in parts if part]
        return [command for command in commands if command]
    if sys.platform == "darwin":
        return [["open", address]]
    if sys.platform == "win32":
        return [["rundll32", "url.dll,FileProtocolHandler", address]]
    has_display = environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY")
    # Without a display xdg-open would start a browser of the terminal, which it does not get.
    names = WITH_WINDOWS if has_display else ("wslview", "termux-open-url", *sorted(IN_TERMINAL))
    return [[*name.split(), address] for name in names if shutil.which(name.split()[0])]


def _filled(command: str, address: str) -> list[str]:
    """A command of `$BROWSER` with the address in it; empty where it cannot be understood."""
    try:
        words = shlex.split(command)
    except ValueError:
        return []
    if words and words[-1] == "&":
        words.pop()
    words = [word[:-1] if word.endswith("&") and word == words[-1] else word for word in words]
    if not any("%s" in word for word in words):
        words.append("%s")
    signs = {"%s": address, "%c": ":", "%%": "%"}
    return [re.sub("%[sc%]", lambda found: signs[found[0]], word) for word in words]


def needs_terminal(command: Sequence[str]) -> bool:
    """Does this browser draw in the terminal?"""
    return os.path.basename(command[0]) in IN_TERMINAL  # noqa: PTH119 - a word of a command, no path


async def open_address(command: Sequence[str]) -> Failure | None:
    """Start a browser that has a window of its own.

    It gets no terminal: its streams are closed, and it is in a session of its own, so that it goes
    on when the reader ends. It is watched for `TIME_TO_FAIL` seconds.

    Returns:
        None if it runs, or ended without an error.
    """
    name = os.path.basename(command[0])  # noqa: PTH119 - as above
    try:
        process = await asyncio.to_thread(_start, command)
    except OSError:
        return Failure(name)
    loop, ended = asyncio.get_running_loop(), asyncio.Event()

    def wait() -> None:
        process.wait()
        try:
            loop.call_soon_threadsafe(ended.set)
        except RuntimeError:
            pass  # the reader has ended meanwhile

    # A thread of its own: a browser may run for days, and the end of the program waits for none.
    threading.Thread(target=wait, daemon=True, name="browser").start()
    try:
        await asyncio.wait_for(ended.wait(), TIME_TO_FAIL)
    except TimeoutError:
        return None
    return Failure(name, process.returncode) if process.returncode else None


def run_in_terminal(command: Sequence[str]) -> Failure | None:
    """Run a browser that draws in the terminal, until it ends."""
    try:
        status = subprocess.run(command, check=False).returncode
    except OSError:
        return Failure(os.path.basename(command[0]))  # noqa: PTH119 - as above
    return Failure(os.path.basename(command[0]), status) if status else None  # noqa: PTH119 - as above


def _start(command: Sequence[str]) -> subprocess.Popen[bytes]:
    nothing = subprocess.DEVNULL
    return subprocess.Popen(
        command, stdin=nothing, stdout=nothing, stderr=nothing, start_new_session=True
    )
