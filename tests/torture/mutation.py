"""Changes bytes at random, again and again in the same way for the same seed.

Mostly small changes, which reach deep into a parser, and now and then one piece many times over, which
finds out what takes longer than it is large.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

NUMBERS = (
    b"0",
    b"-1",
    b"65536",
    b"2147483648",
    b"-9223372036854775809",
    b"1e999",
    b"NaN",
    b"9" * 400,
)
ODD = (
    b"\0", b"\xff", b"\xc3", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\x1b[2J", b"\x1b]0;x\x07", b"\x9b",
    "\u202e".encode(), "\u0301".encode() * 40, "\ufeff".encode(), "đ".encode(), b"[/b]", b"%s", b"\\",
)  # fmt: skip
MOST_BYTES = 200_000
MOST_TIMES = 20_000


class Mutation:
    """Makes new inputs of known ones."""

    def __init__(
        self,
        seeds: Sequence[bytes],
        words: Sequence[bytes],
        seed: int,
        *,
        most_bytes: int = MOST_BYTES,
        most_times: int = MOST_TIMES,
    ) -> None:
        """Prepare it.

        Args:
            seeds: inputs as they should be; one of them is changed each time.
            words: pieces of the input's language.
            seed: of the random numbers.
            most_bytes: the size of an input, above which it is cut.
            most_times: how often one piece is repeated at most.
        """
        self._seeds = seeds
        self._words = [*words, *NUMBERS, *ODD]
        self._random = random.Random(seed)
        self._most_bytes = most_bytes
        self._most_times = most_times
        self._changes: list[Callable[[bytes], bytes]] = [
            self._flip, self._cut, self._drop, self._copy, self._insert, self._splice, self._replace,
        ]  # fmt: skip

    def next(self) -> bytes:
        """One more input."""
        choose = self._random
        data = choose.choice(self._seeds)
        for _ in range(1 + int(choose.expovariate(0.5))):
            data = choose.choice(self._changes)(data)
        if choose.random() < 0.1:
            data = self._multiply(data)
        return data[: self._most_bytes]

    def _span(self, data: bytes) -> tuple[int, int]:
        start = self._random.randrange(len(data) + 1)
        return start, min(len(data), start + int(self._random.expovariate(1 / 30)))

    def _flip(self, data: bytes) -> bytes:
        if not data:
            return data
        at = self._random.randrange(len(data))
        return data[:at] + bytes([data[at] ^ 1 << self._random.randrange(8)]) + data[at + 1 :]

    def _cut(self, data: bytes) -> bytes:
        return data[: self._random.randrange(len(data) + 1)]

    def _drop(self, data: bytes) -> bytes:
        start, end = self._span(data)
        return data[:start] + data[end:]

    def _copy(self, data: bytes) -> bytes:
        start, end = self._span(data)
        at = self._random.randrange(len(data) + 1)
        return data[:at] + data[start:end] + data[at:]

    def _insert(self, data: bytes) -> bytes:
        at = self._random.randrange(len(data) + 1)
        return data[:at] + self._random.choice(self._words) + data[at:]

    def _splice(self, data: bytes) -> bytes:
        other = self._random.choice(self._seeds)
        return data[: self._span(data)[0]] + other[self._span(other)[0] :]

    def _replace(self, data: bytes) -> bytes:
        start, end = self._span(data)
        return data[:start] + self._random.choice(self._words) + data[end:]

    def _multiply(self, data: bytes) -> bytes:
        """One piece many times over."""
        start, end = self._span(data)
        piece = data[start:end] if self._random.random() < 0.3 else self._random.choice(self._words)
        times = int(self._most_times ** self._random.random())
        return data[:start] + piece * times + data[start:]
