"""Which addresses the server of an account may have."""

from __future__ import annotations

from ipaddress import ip_address
from typing import TYPE_CHECKING, Final

from hpreader import urls
from hpreader.problems import Problem

if TYPE_CHECKING:
    from hpreader.model.accounts import ServerKind

_GOOGLE_READER: Final = ("", "/api/greader.php", "/p/api/greader.php")
"""Where servers have the API below the address that a user types: as typed (Miniflux has it at its root),
and where FreshRSS has it by its documentation (docs/en/developers/06_GoogleReader_API.md), with and without
its directory `p/` as the root of the web server."""
_TTRSS: Final = ("/api", "/tt-rss/api")
"""Below the address of tt-rss, and below that of its host, where installations usually have it."""


def server_address(typed: str) -> str | Problem:
    """The address of a server, without a `/` at its end.

    A password goes there, so it has to be https; plain http only to this machine.
    """
    address = urls.resolve("", typed if "://" in typed else f"https://{typed}")
    address = address.partition("#")[0].partition("?")[0].rstrip("/")
    if not address or "@" in address.partition("://")[2].partition("/")[0]:
        return Problem("bad_url", typed)
    if not address.startswith("https://") and not is_on_this_machine(address):
        return Problem("bad_account", address, reason="not_secure")
    return address


def is_on_this_machine(address: str) -> bool:
    """Does an address name the loopback interface, without asking a resolver?"""
    name = urls.host(address)
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return name == "localhost"


def candidates(address: str, kind: ServerKind) -> tuple[str, ...]:
    """The addresses at which an API may be, the most likely one first."""
    if kind == "tt-rss":
        address = address.removesuffix("/index.php")
        return (address,) if address.endswith("/api") else tuple(address + one for one in _TTRSS)
    if address.endswith(".php"):
        return (address,)
    return tuple(address + one for one in _GOOGLE_READER)
