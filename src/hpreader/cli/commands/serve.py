"""`hpreader serve`: the reader in a browser, on this machine."""

from __future__ import annotations

import asyncio
import errno
import ipaddress
import socket
from typing import TYPE_CHECKING

from hpreader import serve
from hpreader.cli import output
from hpreader.cli.status import Status
from hpreader.i18n import _
from hpreader.terminal.signals import cancelled_by_signals
from hpreader.text import clean

if TYPE_CHECKING:
    from argparse import Namespace

    from hpreader.config import Settings


def run(arguments: Namespace, settings: Settings) -> int:
    """Run the command: until Ctrl+C, or a signal."""
    del settings  # each window reads them anew
    if not serve.is_possible():
        return _refuse(
            _("This works on Linux and macOS only: Windows has no such terminals."), Status.MISSING
        )
    if not serve.is_installed():
        words = _("The reader in a browser needs an extra: pipx install 'hpreader[serve]'")
        return _refuse(words, Status.MISSING)
    host = ipaddress.ip_address(arguments.host)
    if not host.is_loopback and not arguments.allow_remote:
        words = _(
            "{address} can be reached by other machines, and what goes over the network is not "
            "encrypted: who listens in reads along, takes the token and can run what you have set up as "
            "commands. Better: ssh -L 8642:127.0.0.1:8642. If you want it all the same: --allow-remote"
        )
        return _refuse(words.format(address=host), Status.USAGE)
    try:
        listening = socket.create_server(
            (str(host), arguments.port),
            family=socket.AF_INET if host.version == 4 else socket.AF_INET6,
        )
    except OSError as error:
        return _refuse(_why_not(error, host, arguments.port), Status.USAGE)
    return _serve(listening, arguments)


def _serve(listening: socket.socket, arguments: Namespace) -> int:
    from hpreader.serve import listener  # noqa: PLC0415 - aiohttp takes half a second

    received: list[int] = []

    async def run_server() -> None:
        with cancelled_by_signals(received):
            async with listener.server(listening, _reader_arguments(arguments)) as addresses:
                output.narrate(
                    _(
                        "The reader is at this address until Ctrl+C; whoever has the address can read:"
                    )
                )
                output.data(addresses.printed)
                output.flush()
                if arguments.open:
                    await _open(addresses.for_once())
                await asyncio.Event().wait()

    try:
        asyncio.run(run_server())
    except asyncio.CancelledError:
        if not received:
            raise
    raise SystemExit(128 + received[0])  # as shells count it


def _reader_arguments(arguments: Namespace) -> list[str]:
    """What of the command line each window's reader is given, too."""
    language = getattr(arguments, "lang", None)
    return [
        *(["--offline"] if arguments.offline else []),
        *([f"--lang={language}"] if language else []),
    ]


async def _open(address: str) -> None:
    """Open the browser, as the reader does; where that fails the printed address is there."""
    from hpreader.ui import browser  # noqa: PLC0415 - only with --open

    for command in browser.commands_for(address):
        # One that draws in the terminal runs no JavaScript.
        if not browser.needs_terminal(command) and await browser.open_address(command) is None:
            return
    output.narrate("hpreader: " + _("No browser could be opened. Open the address yourself."))


def _why_not(error: OSError, host: object, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        words = _(
            "Port {port} is taken, perhaps by another “hpreader serve”. Another one: --port 0 takes any "
            "that is free."
        )
    elif error.errno == errno.EACCES:
        words = _("Port {port} is reserved for the system. Take one from 1024 on.")
    else:
        words = _("{host} port {port} cannot be listened on ({reason}).")
    return words.format(host=host, port=port, reason=clean(error.strerror or ""))


def _refuse(words: str, status: int) -> int:
    output.narrate("hpreader: " + words)
    return status
