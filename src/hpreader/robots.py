"""The only module that uses protego: which addresses a robots.txt forbids to programs (RFC 9309)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Self

from protego import Protego

LARGEST_FILE = 500 * 1024
"""Bytes of a robots.txt that are read: what RFC 9309, section 2.5, asks for at least."""


def read_text(body: bytes) -> str:
    """The text of a robots.txt, which is UTF-8 (RFC 9309, section 2.3); its end where it is too large is left out."""
    return body[:LARGEST_FILE].decode("utf-8", "replace").removeprefix("\ufeff")


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules of one site for one program."""

    _rules: Protego
    _agent: str

    @classmethod
    def parse(cls, text: str, agent: str = "hpreader") -> Self:
        """Read a robots.txt; an empty text, such as for a site without one, allows everything.

        Args:
            text: the file, in which lines that are no rules are passed over.
            agent: our product token, without version.
        """
        return cls(Protego.parse(text[:LARGEST_FILE].removeprefix("\ufeff")), agent)

    def may_fetch(self, url: str) -> bool:
        """Whether a program may fetch this address without a request of the user."""
        try:
            return bool(self._rules.can_fetch(url, self._agent))
        except ValueError:  # an address that urllib cannot take apart
            return False

    @property
    def delay(self) -> float | None:
        """Seconds to wait between two requests, None without a `Crawl-delay`."""
        delay = self._rules.crawl_delay(self._agent)
        return float(delay) if delay is not None and 0 <= delay < math.inf else None
