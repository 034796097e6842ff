"""The response of a server, and the headers that are used."""

from __future__ import annotations

import email.utils
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from hpreader import urls
from hpreader.model import Validators


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Fetched:
    """A complete response; `url` is its address after redirects."""

    url: str
    body: bytes = field(repr=False)
    content_type: str = ""
    """The media type in lower case, without parameters."""
    charset: str | None = None
    """The charset of the `Content-Type` header, which may be wrong."""
    validators: Validators = field(default_factory=Validators)
    links: Mapping[str, str] = field(default_factory=dict)
    """`Link` headers: relation to absolute address (RFC 8288)."""
    status: int = 200


@dataclass(frozen=True, slots=True)
class NotModified:
    """Status 304: the stored copy is current (RFC 9110, section 15.4.5)."""

    url: str


_LINK = re.compile(r'<([^<>]*)>((?:[^,<>"]|"[^"]*")*)')
_RELATION = re.compile(r';\s*rel\s*=\s*(?:"([^"]*)"|([^\s;,"]+))', re.IGNORECASE)
_CHARSET = re.compile(r"""charset\s*=\s*["']?([\w.:-]+)""", re.ASCII | re.IGNORECASE)
_SECONDS = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_VISIBLE = re.compile(r"[\x20-\x7e]{1,1024}")


def media_type(header: str) -> tuple[str, str | None]:
    """A `Content-Type` header as its media type and its charset, both in lower case."""
    kind, _, parameters = header.partition(";")
    charset = _CHARSET.search(parameters)
    return kind.strip().lower(), charset[1].lower() if charset else None


def relations(headers: Sequence[str], base: str) -> dict[str, str]:
    """The first address of each relation that `Link` headers name."""
    found: dict[str, str] = {}
    for header in headers:
        for target, parameters in _LINK.findall(header):
            address = urls.resolve(base, target)
            relation = _RELATION.search(parameters)
            if address and relation:
                for name in (relation[1] or relation[2] or "").split():
                    found.setdefault(name, address)
    return found


def validators(etag: str, last_modified: str) -> Validators:
    """Validators that can be sent back as they came: visible ASCII of a sane length."""
    return Validators(
        etag=etag if _VISIBLE.fullmatch(etag) else "",
        last_modified=last_modified if _VISIBLE.fullmatch(last_modified) else "",
    )


def retry_after(header: str, now: datetime) -> float | None:
    """The seconds of a `Retry-After` header: a number or a date (RFC 9110, section 10.2.3).

    Args:
        header: its value.
        now: from which a date counts.

    Returns:
        None where there is no header, or one that is neither; 0 for a date in the past.
    """
    text = header.strip()
    if _SECONDS.fullmatch(text):
        return float(text[:12])
    try:
        until = email.utils.parsedate_to_datetime(text)
        until = until if until.tzinfo else until.replace(tzinfo=UTC)
        return max(0.0, (until - now).total_seconds())
    except (ValueError, OverflowError):
        return None


def conditions(kept: Validators | None) -> dict[str, str]:
    """The request headers that ask whether a stored copy has changed.

    Never both: WordPress compares the ETag literally, nginx makes it weak when it compresses, so
    with `If-None-Match` beside it even a right `If-Modified-Since` never gives 304.
    """
    if kept is None:
        return {}
    if kept.last_modified:
        return {"If-Modified-Since": kept.last_modified}
    return {"If-None-Match": kept.etag} if kept.etag else {}
