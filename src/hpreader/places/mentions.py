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
from functools import cache, cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from hpreader.places.gazetteer import CITY, DISTRICT_KINDS, FormerUnit, Place, gazetteer
from hpreader.places.provinces import OTHERS
from hpreader.text import spellings, tone_key

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
_CAPITAL: Final = re.compile(
    "[{0}](?<!\\w[{0}])[^\\W\\d_]*".format(
        "".join(
            letter
            for letters in ((0x41, 0x250), (0x370, 0x530), (0x1E00, 0x2000))
            for letter in map(chr, range(*letters))
            if letter.isupper()
        )
    )
)
"""A word with a capital, of Latin, Greek or Cyrillic letters."""
_LONGEST_KIND: Final = 14
"""More letters than a kind has, with what is around it, and than each word that `start` matches."""
_WORD: Final = re.compile(r"\w+")
_WORD_BEFORE: Final = re.compile(r"\w+\Z")
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
        search = _TextSearch(text, named, is_before=is_before, is_local=is_local)
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
        city, province = tone_key("Hải Phòng"), tone_key("Hải Dương")
        kinds = rf"(?P<kind>{_any_of(_KINDS)})(?:\. ?| )"
        self.start = re.compile(
            rf"\b(?:{kinds}|(?P<bare>{_any_of(self.bare)})\b|(?P<city>{city})\b)"
        )
        """Where a mention may begin."""
        self.kind_before = re.compile(rf"\b{kinds}\Z")
        self.kind_ends = frozenset(kind.split(" ")[-1] for kind in _KINDS)
        """The last words of the kinds."""
        self.first_words = frozenset(
            word for name in (*self.bare, city) for word in spellings(name.split(" ")[0])
        )
        """Those of the names that are places without their kinds, and of the city's; in lower case."""
        self.pairs = frozenset(
            pair for name in (*_KINDS, *self.bare, city) for pair in pairwise(name.split(" "))
        )
        """The words that follow each other in what `start` matches."""
        self.second_words = frozenset(second for _, second in self.pairs)
        districts = [f"{kind} {name}" for kind in DISTRICT_KINDS for name in self.districts]
        self.here = re.compile(_any_whole((city, province, *districts)))
        """What tells that a paragraph is of Hải Phòng."""
        others = tuple(map(tone_key, OTHERS.split("|")))
        self.others = re.compile(_any_whole(others))
        self.behind = re.compile(rf"{_TAIL}(?:{_any_of(others)})\b")
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


def _any_whole(words: Iterable[str]) -> str:
    """A pattern of some whole words or phrases, for searches in longer texts.

    The boundary before a word is looked for behind its first letter. So `re` sees with which letters a match
    begins, and passes over all others at a tenth of the cost.
    """
    rests: dict[str, list[str]] = {}
    for word in words:
        rests.setdefault(re.escape(word[0]), []).append(word[1:])
    ways = [rf"{first}(?<!\w{first}){_any_of(rest)}" for first, rest in rests.items()]
    return rf"(?:{'|'.join(ways)})\b"


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


class _Starts:
    """Where the mentions of a text may begin."""

    def __init__(self, text: str) -> None:
        self._names = _names()
        self._text = text

    @cached_property
    def key(self) -> str:
        """The `tone_key` of the text, made when a mention may begin somewhere."""
        return tone_key(self._text)

    def matches(self) -> Iterator[re.Match[str]]:
        """The matches of `start` that may be a mention, and some that are none, in their order.

        A mention needs a capital: at its beginning, or behind the word for a kind. So only words with one are
        looked at, one in ten, and most of them without the key.
        """
        text, end = self._text, 0
        for capital in _CAPITAL.finditer(text):
            at = capital.start()
            if at < end or not self._may_start(capital):
                continue
            if len(self.key) != len(text):  # the text is not in NFC, as clean texts are
                return
            begin = max(end, self._start_before(at))
            while begin <= at:
                match = self._names.start.match(self.key, begin)
                if match is not None:
                    yield match
                    begin = end = match.end()
                else:
                    begin = self.key.find(" ", begin, at) + 1 or at + 1

    def _may_start(self, capital: re.Match[str]) -> bool:
        """Whether a word with a capital may be the first one of a name; certain if it is not."""
        names, at = self._names, capital.start()
        if capital[0].lower() in names.first_words:
            return True
        before = self._text[max(0, at - _LONGEST_KIND) : at]
        if before[-1:] not in {" ", "."}:
            return False
        word = before.rstrip(" .").rpartition(" ")[2].lower()
        return word in names.kind_ends or (word[-1:].isalpha() and not word.isalpha())

    def _start_before(self, at: int) -> int:
        """The first place from which on `start` matches as it does in a search of the whole key.

        That is the word itself, or that for its kind, or a word before it that may be of one name with it.
        """
        key, names = self.key, self._names
        kind = names.kind_before.search(key, max(0, at - _LONGEST_KIND), at)
        begin = at if kind is None else kind.start()
        while key[begin - 1 : begin] == " " and (word := _WORD.match(key, begin)) is not None:
            if word[0] not in names.second_words:
                break
            before = _WORD_BEFORE.search(key, max(0, begin - _LONGEST_KIND), begin - 1)
            if before is None or (before[0], word[0]) not in names.pairs:
                break
            begin = before.start()
        return begin


class _TextSearch:
    """Finds the mentions in one text."""

    def __init__(
        self,
        text: str,
        named: dict[tuple[str, str], str],
        *,
        is_before: bool,
        is_local: bool,
    ) -> None:
        """Prepare it.

        Args:
            text: as it was written.
            named: the districts that the article named behind kinds and names so far; it is added to.
            is_before: whether it is older than the units of now.
            is_local: whether a newspaper of Hải Phòng wrote it.
        """
        self._names = _names()
        self._text = text
        self._starts = _Starts(text)
        self._named_districts = named
        self._is_before = is_before
        self._is_local = is_local
        self._of_here: dict[int, bool] = {}
        """Whether the paragraphs that begin at these places are of Hải Phòng."""

    @property
    def _key(self) -> str:
        return self._starts.key

    def mentions(self, *, is_head: bool) -> Iterator[Mention]:
        """The mentions; those of the city only if the text is the title or the teaser."""
        done = 0
        for match in self._starts.matches():
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
        if begin not in self._of_here:
            self._of_here[begin] = self._is_of_here(begin, stop)
        return self._of_here[begin]

    def _is_of_here(self, begin: int, stop: int) -> bool:
        """Whether a paragraph is of Hải Phòng."""
        if self._names.here.search(self._key, begin, stop):
            return True
        return self._is_local and self._names.others.search(self._key, begin, stop) is None
