"""Runs of text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

SpanKind = Literal["strong", "emphasis", "link"]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of an `Inline` that is emphasised or a link; offsets are in code points."""

    start: int
    end: int
    kind: SpanKind
    url: str = ""


@dataclass(frozen=True, slots=True)
class Inline:
    """A run of text with its emphasis and links beside it, never markup within it."""

    text: str
    spans: tuple[Span, ...] = ()

    def links(self) -> tuple[tuple[str, str], ...]:
        """The links as pairs of text and address, in order."""
        return tuple(
            (self.text[span.start : span.end], span.url)
            for span in self.spans
            if span.kind == "link"
        )
