"""Takes what is private out of a report: secrets in addresses, and the name of the home directory.

What may be a secret is taken out, so a harmless value goes, too, where it looks like one; the page itself is
in the report, so nobody needs its address to see it.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, unquote, unquote_plus, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

REMOVED: Final = "REMOVED"
FEWEST: Final = 6
"""A shorter value may be anywhere in a page by chance, so it is taken out behind its name only."""

_SECRET_NAMES: Final = re.compile(
    r"auth|cookie|credential|digest|e-?mail|hash|jwt|key|login|nonce|otp|pass|phone|pin$|pw|secret|session"
    r"|sid$|sig|ticket|token|uid$|user",
    re.IGNORECASE,
)
"""Names of parameters whose values are secrets or name a person."""

_PLAIN_VALUE: Final = re.compile(
    r"[0-9]{0,15}|[A-Za-z]{1,15}|(?:[a-z]{1,15}|[0-9]{1,15})(?:[-_.,:]{1,2}(?:[a-z]{1,15}|[0-9]{1,15}))+"
)
"""Numbers, words, and these joined, as in names of pages; a key, a token or a UUID is none of them."""

_ADDRESS: Final = re.compile(r"https?://[^\s\"'<>\\^`{|}]*[^\s\"'<>\\^`{|}.,:;!?)\]…”]")
_NETWORK_LOCATION: Final = re.compile(r"(?<=://)[^/?#\s]*@")


class Redaction:
    """Replaces what is private in texts and in the bytes of pages."""

    def __init__(self, urls: Iterable[str], home: Path | None) -> None:
        """Find what is private.

        Args:
            urls: the addresses that were written by the user or requested.
            home: the user's home directory, None where there is none.
        """
        self._home = str(home) if home is not None and len(home.parts) > 1 else ""
        secrets = {secret for url in urls for secret in _secrets_of(url)}
        forms = {form for secret in secrets for form in _forms(*secret)}
        # Longer ones first: the form that is percent-encoded contains the one that is not.
        self._forms = sorted(forms, key=lambda form: (-len(form[0]), form))
        """What to replace, and by what."""

    def text(self, text: str) -> str:
        """A text without secrets; in addresses within it, each value that may be one is replaced."""
        text = _ADDRESS.sub(lambda match: redacted_address(match[0]), text)
        for form, replacement in self._forms:
            text = text.replace(form, replacement)
        return text.replace(self._home, "~") if self._home else text

    def page(self, body: bytes) -> bytes:
        """The bytes of a page without the secrets of the addresses; all else is as it came."""
        for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
            for form, replacement in self._forms:
                secret = form.encode(encoding, "surrogatepass")
                body = body.replace(secret, replacement.encode(encoding))
        return body


def redacted_address(url: str) -> str:
    """An address without name, password and fragment, and without values that may be secrets."""
    url = _NETWORK_LOCATION.sub("", url.partition("#")[0])
    before, mark, query = url.partition("?")
    parts = [_redacted_parameter(part) for part in re.split("(&(?:amp;)?|;)", query)]
    return before + mark + "".join(parts)


def _redacted_parameter(part: str) -> str:
    name, mark, value = part.partition("=")
    if not mark:  # a parameter without a name may be a token
        return part if part in {"&", "&amp;", ";"} or _is_plain("", part) else REMOVED
    return part if _is_plain(name, value) else f"{name}={REMOVED}"


def _is_plain(name: str, value: str) -> bool:
    if not value or value == REMOVED:
        return True
    return _SECRET_NAMES.search(name) is None and _PLAIN_VALUE.fullmatch(value) is not None


def _secrets_of(url: str) -> Iterable[tuple[str, str]]:
    """The private values of an address, each with the name of its parameter."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return
    user, _, location = parts.netloc.rpartition("@")
    if location and user:
        yield from (("", one) for one in user.split(":"))
    for part in re.split("&(?:amp;)?|;", parts.query):
        name, mark, value = part.partition("=")
        name, value = (name, value) if mark else ("", name)
        if not _is_plain(name, value):
            yield name, value
    if parts.fragment:
        yield "", parts.fragment


def _forms(name: str, value: str) -> Iterable[tuple[str, str]]:
    """How a value may be written in a page (as it is, decoded, encoded, escaped), and what replaces it."""
    written = {value, unquote(value), unquote_plus(value)}
    written |= {quote(unquote(value), safe=""), quote(unquote(value))}
    written |= {html.escape(one) for one in written} | {one.replace("/", "\\/") for one in written}
    for one in written:
        if _is_unmistakable(one):
            yield one, REMOVED
        elif name and one:
            yield f"{name}={one}", f"{name}={REMOVED}"


def _is_unmistakable(value: str) -> bool:
    """Whether a text can be nothing but the secret wherever it occurs, and no word or number of the page."""
    return len(value) >= FEWEST and _PLAIN_VALUE.fullmatch(value) is None
