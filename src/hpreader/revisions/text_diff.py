"""The differences between two texts of an article, word by word, as they are shown. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from hpreader.revisions.alignment import MOST_WORDS, hunks_of, pairs_of
from hpreader.revisions.tokens import tokens_of
from hpreader.revisions.units import units_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hpreader.model import Article
    from hpreader.revisions.tokens import Token
    from hpreader.revisions.units import Role

PartKind = Literal["equal", "removed", "added"]


@dataclass(frozen=True, slots=True)
class DiffPart:
    """A stretch of a line that both texts have, or only one of them."""

    kind: PartKind
    text: str


@dataclass(frozen=True, slots=True)
class DiffLine:
    """One paragraph, headline, item or caption in both texts."""

    kind: Literal["equal", "changed", "removed", "added"]
    role: Role
    parts: tuple[DiffPart, ...]
    """Put together without the removed ones they are the text now."""


def diff_lines(before: Article, after: Article) -> list[DiffLine]:
    """All lines of two texts, in the order of the text now.

    Lines of links and of updates are left out where only one of the texts has them, and count as equal where
    both have one.

    Args:
        before: the former text.
        after: the text now.
    """
    old, new = units_of(before), units_of(after)
    lines: list[DiffLine] = []
    for pair in pairs_of(old, new):
        if pair.after is None and pair.before is not None:
            unit = old[pair.before]
            if not unit.is_service:
                lines.append(DiffLine("removed", unit.role, (DiffPart("removed", unit.text),)))
        elif pair.before is None and pair.after is not None:
            unit = new[pair.after]
            if not unit.is_service:
                lines.append(DiffLine("added", unit.role, (DiffPart("added", unit.text),)))
        elif pair.before is not None and pair.after is not None:
            unit = new[pair.after]
            parts = tuple(_parts(old[pair.before].text, unit.text))
            if old[pair.before].is_service and unit.is_service:
                parts = (DiffPart("equal", unit.text),)
            is_equal = all(part.kind == "equal" for part in parts)
            lines.append(DiffLine("equal" if is_equal else "changed", unit.role, parts))
    return lines


def _parts(before: str, after: str) -> Iterator[DiffPart]:
    """The differences of two lines, in whole words and signs."""
    if before == after:
        yield DiffPart("equal", after)
        return
    old, new = tokens_of(before), tokens_of(after)
    hunks = hunks_of([one.text for one in old], [one.text for one in new], MOST_WORDS)
    at = 0
    for hunk in hunks:
        start, stop = _start(new, hunk.after_start, after), _end(new, hunk.after_stop, at)
        start = max(start, at)
        stop = max(stop, start)
        if start > at:
            yield DiffPart("equal", after[at:start])
        if hunk.before_stop > hunk.before_start:
            is_replaced = hunk.after_stop > hunk.after_start
            until = old[hunk.before_stop - 1].end
            if not is_replaced:  # with the space after it, which is gone too
                until = _start(old, hunk.before_stop, before)
            yield DiffPart("removed", before[old[hunk.before_start].start : until])
        if hunk.after_stop > hunk.after_start:
            yield DiffPart("added", after[start:stop])
            at = stop
        else:
            at = start
    if at < len(after):
        yield DiffPart("equal", after[at:])


def _start(tokens: Sequence[Token], number: int, text: str) -> int:
    """Where a token begins; at the end of all tokens the end of the text."""
    return tokens[number].start if number < len(tokens) else len(text)


def _end(tokens: Sequence[Token], number: int, at: int) -> int:
    """Where the token before a number ends."""
    return tokens[number - 1].end if number else at
