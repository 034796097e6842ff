"""The places of Hải Phòng that a text names.

The rules, of which `Mention.rule` says which one applied:

    unit       kind and name of a unit of now: "phường Lê Chân", "P. Gia Viên", "ĐẶC KHU CÁT HẢI"
    former     kind and name of a unit until June 2025: "xã Tân Liên"; where several districts had one of the name,
               the district must be named in the same paragraph
    district   kind and name of a former district: "huyện An Lão", "TP Thủy Nguyên"
    list       a further name behind "các phường …": "các phường Lê Chân, An Biên và Hải An"
    bare       a name without its kind, of those marked in the data: "Tiên Lãng"
    city       "Hải Phòng" in the title or the teaser

A name that other provinces have too needs "Hải Phòng", "Hải Dương" or a former district in its paragraph, or a
newspaper of Hải Phòng (or "Hải Phòng" in the title) and no other province in the paragraph; one behind which another province is named is not of
Hải Phòng. A name that goes on with another capitalised word is another name ("An Dương Vương", "xã Tân An Hội"). An article
of another newspaper has none of these places unless it has "Hải Phòng" or "Hải Dương" somewhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from hpreader.places.gazetteer import CITY, DISTRICT_KINDS, FormerUnit, Place, gazetteer
from hpreader.places.provinces import OTHERS
from hpreader.text import tone_key

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence

Rule = Literal["unit", "former", "district", "list", "bare", "city"]

MERGER: Final = date(2025, 7, 1)
"""The day since when the units of now exist; before it, a name that both have means the former one."""

_KINDS: Final[Mapping[str, tuple[str, ...]]] = {
    "phường": ("phường",),
    "p": ("phường",),
    "xã": ("xã",),
    "đặc khu": ("đặc khu",),
    "thị trấn": ("thị trấn",),
    "tt": ("thị trấn",),
    "quận": DISTRICT_KINDS,
    "q": DISTRICT_KINDS,
    "huyện": DISTRICT_KINDS,
    "h": DISTRICT_KINDS,
    "thành phố": DISTRICT_KINDS,
    "tp": DISTRICT_KINDS,
    "thị xã": DISTRICT_KINDS,
    "tx": DISTRICT_KINDS,
}
"""What a word before a name says of its kind."""

_HERE: Final = ("Hải Phòng", "Hải Dương", "HẢI PHÒNG", "HẢI DƯƠNG", "haiphong", "haiduong")
"""Without one of these, a newspaper of another province does not write of Hải Phòng."""
_NAME: Final = re.compile(r"[^\W\d_]+(?: (?:[^\W\d_]+|\d{1,2}(?!\w))){0,3}")
"""The four syllables that the longest name has."""
_MORE: Final = re.compile(r"(?:\s*[,;]\s*(?:và )?|\s+(?:và|-|–)\s+|\s*[-–]\s*)(?=[^\W\d_])")
"""Between two names of a list."""
_TAIL: Final = (
    r"\s*[,(–-]?\s*(?:(?:huyện|quận|thành phố|tp\.?|thị xã|tx\.?)\s+[^,.;()\n]{2,25}[,(–-]\s*)?"
    r"(?:(?:tỉnh|thành phố|tp\.?)\s*)?"
)
"""Between a name and that of its province: a district at most."""
_BEHIND: Final = re.compile(
    r"(?: ?[,(–-] ?| )(?:thuộc )?(?:(?P<kind>quận|huyện|thành phố|tp\.?|thị xã|tx\.?|q\.|h\.) ?)?"
    r"(?P<name>[^\W\d_]+(?: [^\W\d_]+){0,3})"
)
"""What may be the district behind a name."""
_ELSEWHERE: Final = "?"
_NUMBER: Final = re.compile(r" \d{1,2}(?=[,.;:)]|$)")
_LAST_WORD: Final = re.compile(r"([^\W_]+)\.?\s*$")
_NO_PLACE: Final = re.compile(
    "đường|phố|ngõ|hẻm|ngách|họ|ông|bà|anh|chị|em|cô|chú|bác|cụ|cháu|sĩ|tướng|vua|đức|mang|tên"
)
"""Words before a street's or a person's name."""
_BEFORE: Final = re.compile(
    "tại|ở|về|từ|đến|tới|và|qua|gần|quanh|cả|riêng|với|là|của|cho|do|nay|khu|vùng|dân|người|trên|dưới"
)
"""Words that begin a sentence before a place."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A place that a text names."""

    places: tuple[Place, ...]
    """Several where a former unit was divided; none: the city."""
    rule: Rule
    excerpt: str
    """The words, as the text has them."""
    former: FormerUnit | None = None

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels of its places."""
        return tuple(place.label for place in self.places) or (CITY,)


def find_places(
    texts: Sequence[str], published: date | None = None, *, is_local: bool = False
) -> tuple[Mention, ...]:
    """The places that an article names, each once for every rule, in the order of the text.

    Args:
        texts: title, teaser and body, all clean (`text.clean`); paragraphs are divided by newlines.
        published: the day when it was written; a text without one is of now.
        is_local: whether a newspaper of Hải Phòng wrote it.
    """
    found: dict[tuple[tuple[Place, ...], Rule], Mention] = {}
    if not is_local and not any(map(_is_of_here, texts)):
        return ()
    is_local = is_local or _is_about_city(texts[0])
    is_before = published is not None and published < MERGER
    named: dict[tuple[str, str], str] = {}
    for number, text in enumerate(texts):
        key = tone_key(text)
        if len(key) == len(text):  # it is in NFC, as clean texts are
            search = _TextSearch(text, key, named, is_before=is_before, is_local=is_local)
            for mention in search.mentions(is_head=number < 2):
                found.setdefault((mention.places, mention.rule), mention)
    return tuple(found.values())


def _is_of_here(text: str) -> bool:
    return any(map(text.__contains__, _HERE))


def _is_about_city(title: str) -> bool:
    """Whether a title names the city and no other province, so that the article is of the city."""
    return _is_of_here(title) and _names().others.search(tone_key(title)) is None


def labels_of(mentions: Iterable[Mention]) -> frozenset[str]:
    """The labels of the places of some mentions."""
    return frozenset(label for mention in mentions for label in mention.labels)


class _Names:
    """The names by their spelling, and the patterns made of them."""

    def __init__(self) -> None:
        places = gazetteer()
        self.units = {(one.kind, tone_key(one.name)): one for one in places.units}
        self.districts = {tone_key(one.name): one for one in places.districts}
        self.former: dict[tuple[str, str], list[FormerUnit]] = {}
        for former in places.former:
            self.former.setdefault((former.kind, tone_key(former.name)), []).append(former)
        named: tuple[Place | FormerUnit, ...] = (*places.units, *places.districts, *places.former)
        self.bare: dict[str, list[Place | FormerUnit]] = {}
        for one in named:
            if one.is_bare:
                self.bare.setdefault(tone_key(one.name), []).append(one)
        others = _any_of(map(tone_key, OTHERS.split("|")))
        city, province = tone_key("Hải Phòng"), tone_key("Hải Dương")
        self.start = re.compile(
            rf"\b(?:(?P<kind>{_any_of(_KINDS)})(?:\. ?| )|(?P<bare>{_any_of(self.bare)})\b"
            rf"|(?P<city>{city})\b)"
        )
        """Where a mention may begin."""
        self.here = re.compile(
            rf"\b(?:{city}|{province}"
            rf"|(?:{_any_of(DISTRICT_KINDS)}) (?:{_any_of(self.districts)}))\b"
        )
        """What tells that a paragraph is of Hải Phòng."""
        self.others = re.compile(rf"\b(?:{others})\b")
        self.behind = re.compile(rf"{_TAIL}(?:{others})\b")
        """Another province behind a name."""
        self.ends = (city, province)
        """What may follow a name without a comma."""


_Letters = dict[str, "_Letters"]


def _any_of(words: Iterable[str]) -> str:
    """A pattern of some words, longer ones first, that looks at each letter once.

    Two to three times as quick as the words one after the other, because most text is none of them. Where
    they have to be whole words, the boundaries of words around them cost a third less than looking for a
    letter before and behind.
    """
    letters: _Letters = {}
    for word in words:
        at = letters
        for letter in word:
            at = at.setdefault(letter, {})
        at[""] = {}
    return _pattern_of(letters)


def _pattern_of(letters: _Letters) -> str:
    ways = [re.escape(letter) + _pattern_of(more) for letter, more in letters.items() if letter]
    if not ways:
        return ""
    pattern = ways[0] if len(ways) == 1 else f"(?:{'|'.join(ways)})"
    return f"(?:{pattern})?" if "" in letters else pattern


@cache
def _names() -> _Names:
    return _Names()


class _Hit(NamedTuple):
    """What a kind and a name mean."""

    places: tuple[Place, ...]
    rule: Rule
    former: FormerUnit | None = None


class _TextSearch:
    """Finds the mentions in one text."""

    def __init__(
        self,
        text: str,
        key: str,
        named: dict[tuple[str, str], str],
        *,
        is_before: bool,
        is_local: bool,
    ) -> None:
        """Prepare it.

        Args:
            text: as it was written.
            key: its `tone_key`, of the same length.
            named: the districts that the article named behind kinds and names so far; it is added to.
            is_before: whether it is older than the units of now.
            is_local: whether a newspaper of Hải Phòng wrote it.
        """
        self._names = _names()
        self._text = text
        self._key = key
        self._named_districts = named
        self._is_before = is_before
        self._is_local = is_local

    def mentions(self, *, is_head: bool) -> Iterator[Mention]:
        """The mentions; those of the city only if the text is the title or the teaser."""
        done = 0
        for match in self._names.start.finditer(self._key):
            start, end = match.span()
            if start < done:
                continue
            if match["city"]:
                if is_head and self._is_capital(start, end):
                    yield Mention((), "city", self._text[start:end])
            elif match["bare"]:
                found = self._without_kind(match)
                if found is not None:
                    yield found
            elif self._text[end : end + 1].isupper():
                done = yield from self._with_kind(match)

    # --- with the word for their kind ---

    def _with_kind(self, match: re.Match[str]) -> Generator[Mention, None, int]:
        """The mentions behind a word for a kind; returns where the last name ends."""
        is_plural = self._key.endswith("các ", 0, match.start())
        begin, start, end, of_list = match.start(), match.end(), match.end(), False
        while (name := _NAME.match(self._key, start)) is not None:
            found, behind = self._named(match["kind"], name, begin, of_list=of_list)
            if found is None and of_list:
                break
            end = behind
            if found is not None:
                yield found
            more = _MORE.match(self._key, end) if is_plural else None
            if more is None:
                break
            start, begin, of_list = more.end(), more.end(), found is not None
        return end

    def _named(
        self, kind: str, name: re.Match[str], begin: int, *, of_list: bool
    ) -> tuple[Mention | None, int]:
        words = name[0].split(" ")
        for count in range(len(words), 0, -1):
            known = " ".join(words[:count])
            end = name.start() + len(known)
            if not self._is_capital(name.start(), end) or self._goes_on(end):
                continue
            hit = self._hit(kind, known, end, of_list=of_list)
            if hit is not None:
                rule: Rule = "list" if of_list else hit.rule
                return Mention(hit.places, rule, self._text[begin:end], hit.former), end
        return None, name.start() + len(words[0])

    def _hit(self, kind: str, name: str, end: int, *, of_list: bool) -> _Hit | None:
        """What kind and name mean here; None if nothing of Hải Phòng."""
        kinds = _KINDS[kind]
        if kinds is DISTRICT_KINDS:
            district = self._names.districts.get(name)
            if district is None or not self._is_here(end, district, of_list=of_list):
                return None
            return _Hit((district,), "district")
        behind = self._district_behind(end) or self._named_districts.get((kinds[0], name), "")
        self._named_districts[kinds[0], name] = behind
        unit = self._names.units.get((kinds[0], name))
        if unit is not None and not self._is_before and self._fits(unit, behind):
            return _Hit((unit,), "unit") if self._is_here(end, unit, of_list=of_list) else None
        former = self._names.former.get((kinds[0], name), [])
        if behind:
            former = [one for one in former if one.district == behind]
        if not former or not self._is_here(end, former[0], of_list=of_list):
            return None
        one = former[0] if len(former) == 1 else self._of_named_district(former, end)
        if one is None:
            return None
        return _Hit(tuple(gazetteer().by_label[label] for label in one.units), "former", one)

    def _district_behind(self, end: int) -> str:
        """The label of the former district that is named right behind a name.

        Empty if there is none, `_ELSEWHERE` if it is none of Hải Phòng's.
        """
        match = _BEHIND.match(self._key, end)
        if match is None or not self._text[match.start("name")].isupper():
            return ""
        words = match["name"].split(" ")
        for count in range(len(words), 0, -1):
            district = self._names.districts.get(" ".join(words[:count]))
            if district is not None:
                return district.label
        is_city = match["name"].startswith(self._names.ends)
        return _ELSEWHERE if match["kind"] and not is_city else ""

    def _fits(self, unit: Place, district: str) -> bool:
        """Whether a unit of now is where a former district was; without one it is anywhere."""
        former = gazetteer().formers_of[unit.label]
        return not district or any(one.district == district for one in former)

    def _of_named_district(self, former: Sequence[FormerUnit], end: int) -> FormerUnit | None:
        """The one of several former units whose district is named in the paragraph."""
        begin, stop = self._paragraph(end)
        by_label, text = gazetteer().by_label, self._key[begin:stop]
        named = [one for one in former if tone_key(by_label[one.district].name) in text]
        return named[0] if len(named) == 1 else None

    # --- without the word ---

    def _without_kind(self, match: re.Match[str]) -> Mention | None:
        start, end = match.span()
        if not self._is_capital(start, end) or self._goes_on(end) or not self._may_begin(start):
            return None
        if not self._is_here(end):
            return None
        places: list[Place] = []
        former = None
        for one in self._names.bare[match["bare"]]:
            if isinstance(one, FormerUnit):
                former = one
                places += [gazetteer().by_label[label] for label in one.units]
            elif one.is_district or not self._is_before:
                places.append(one)
        if not places:
            return None
        return Mention(tuple(places), "bare", self._text[start:end], former)

    def _may_begin(self, start: int) -> bool:
        """Whether the word before a name neither belongs to it nor makes it a street or a person."""
        before = self._text[max(0, start - 24) : start]
        last = _LAST_WORD.search(before)
        if last is None:
            return True
        word = last[1]
        if _NO_PLACE.fullmatch(word.lower()):
            return False
        if not word[0].isupper() or word.isupper() or before[-1:] not in (" ", "."):
            return True
        rest = before[: last.start()].rstrip(" ")
        is_first = not rest or rest[-1] in '.!?:\n"“”–-('
        return is_first and _BEFORE.fullmatch(word.lower()) is not None

    # --- what is around a name ---

    def _is_capital(self, start: int, end: int) -> bool:
        """Whether every word of a part of the text begins with a capital, or is a number."""
        for word in self._text[start:end].split(" "):
            if not (word[:1].isupper() or word.isdecimal()):
                return False
        return True

    def _goes_on(self, end: int) -> bool:
        """Whether a name goes on behind this place, so that it is a longer one."""
        rest = self._text[end : end + 24]
        if len(rest) < 3 or rest[0] != " ":
            return False
        if rest[1].isdecimal():
            return _NUMBER.match(rest) is not None
        if (
            not rest[1].isupper() or rest[2].isupper()
        ):  # the latter: a title in capitals, an acronym
            return False
        return not self._key.startswith(self._names.ends, end + 1)

    def _paragraph(self, at: int) -> tuple[int, int]:
        stop = self._key.find("\n", at)
        return self._key.rfind("\n", 0, at) + 1, stop if stop >= 0 else len(self._key)

    def _is_here(
        self, end: int, one: Place | FormerUnit | None = None, *, of_list: bool = False
    ) -> bool:
        """Whether a name is one of Hải Phòng's, by what is around it.

        Args:
            end: where it ends.
            one: the place of which it would be; None: a name without its kind, which is never enough.
            of_list: whether the name before it was of Hải Phòng.
        """
        if self._names.behind.match(self._key, end):
            return False
        if of_list or (one is not None and not one.is_elsewhere):
            return True
        begin, stop = self._paragraph(end)
        if self._names.here.search(self._key, begin, stop):
            return True
        return self._is_local and self._names.others.search(self._key, begin, stop) is None
