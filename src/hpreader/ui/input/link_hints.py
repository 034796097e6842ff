"""Letters on the links in sight: type them and the link is followed, as in Vimium."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice, product

from hpreader.render import LinkRegion

LETTERS = "fjdksghlcnvmtrpbqx"
"""Consonants only, the home row first: Telex and VNI compose nothing from them.

`dd` (which Telex makes đ) can be a label, so a `đ` typed is read as its second `d`.
"""


def labels(count: int) -> list[str]:
    """So many labels, as short as can be, none the beginning of another."""
    length = 1
    while len(LETTERS) ** length < count:
        length += 1
    return ["".join(letters) for letters in islice(product(LETTERS, repeat=length), count)]


class LinkHints:
    """The labels of some places and what has been typed of one."""

    def __init__(self, places: Iterable[LinkRegion]) -> None:
        by_index: dict[int, LinkRegion] = {}
        for place in places:
            by_index.setdefault(place.index, place)
        names = labels(len(by_index))
        self.labels = dict(zip(names, by_index.values(), strict=True))
        self._typed = ""
        self.is_over = False

    def press(self, character: str) -> LinkRegion | None:
        """Type a letter; the place whose label is complete, if one is."""
        self._typed += "d" if character in ("đ", "Đ") else character.lower()
        if character == "" or not any(name.startswith(self._typed) for name in self.labels):
            self.is_over = True
        return self.labels.get(self._typed)

    def on_line(self, line: int) -> Iterator[tuple[str, int]]:
        """What is left to type of each label on a line, and its cell."""
        for name, place in self.labels.items():
            if place.line == line and name.startswith(self._typed):
                yield name[len(self._typed) :].upper(), place.start
