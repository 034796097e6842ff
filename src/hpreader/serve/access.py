"""Who may use the server: a token in the address is exchanged for a cookie, once per browser.

The cookie is bound to a path that nobody can guess: cookies know no ports, so a server of another
user of this machine, to which any page can lead a browser, would be sent one that is bound to `/`.
"""

from __future__ import annotations

import hmac
import ipaddress
import re
import secrets
from typing import Final

COOKIE: Final = "hpreader"
_BYTES: Final = 32
"""Of a secret, which is written with 43 letters."""


class Access:
    """The secrets of one run of the server; all comparisons take the same time, right or wrong."""

    def __init__(self) -> None:
        self.token = secrets.token_urlsafe(_BYTES)
        """In the address that is printed."""
        self.cookie = secrets.token_urlsafe(_BYTES)
        """What a browser that had the token has instead of it."""
        self.path = f"/{secrets.token_urlsafe(_BYTES // 2)}/"
        """Below it is everything that a browser sees."""
        self._once: str | None = None

    def token_for_once(self) -> str:
        """A token that is taken one time: for a command line, which all users of a machine can see."""
        self._once = secrets.token_urlsafe(_BYTES)
        return self._once

    def is_token(self, given: str) -> bool:
        """Does this token let in? The one for once does not a second time."""
        if self._once is not None and _is_same(given, self._once):
            self._once = None
            return True
        return _is_same(given, self.token)

    def is_cookie(self, given: str) -> bool:
        """Is this the cookie?"""
        return _is_same(given, self.cookie)


def _is_same(given: str, wanted: str) -> bool:
    return hmac.compare_digest(given.encode("utf-8", "replace"), wanted.encode())


def is_own_host(host: str) -> bool:
    """Is a `Host` header one of this server, and not of a name that leads here (DNS rebinding)?

    Names can be made to lead anywhere, addresses cannot; `localhost` is this machine for every
    browser (RFC 6761, section 6.3). The port may be another one: that of a tunnel (`ssh -L`).

    Args:
        host: as RFC 9110, section 7.2 has it: `127.0.0.1:8642`, `[::1]:8642`, `localhost`.
    """
    found = re.fullmatch(r"(\[[0-9a-fA-F:.]+\]|[^:\[\]]+)(:[0-9]{1,5})?", host)
    if found is None:
        return False
    name = found[1]
    if name.casefold() == "localhost":
        return True
    try:
        ipaddress.ip_address(name.removeprefix("[").removesuffix("]"))
    except ValueError:
        return False
    return True


def is_own_origin(origin: str | None, host: str) -> bool:
    """Is an `Origin` header that of a page of this server? One that is missing is not.

    Args:
        origin: as RFC 6454, section 7 has it: `http://127.0.0.1:8642`.
        host: the `Host` header of the same request.
    """
    return origin in (f"http://{host}", f"https://{host}")
