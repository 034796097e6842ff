"""An article's text as what can be compared: title, names, numbers, and shingles of the text.

Shingles are runs of four syllables (Broder, "On the resemblance and containment of documents", 1997); of
a long text the smallest hashes are kept. Syllables are compared without marks and case.
"""

from __future__ import annotations

import json
import re
from array import array
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple
from zlib import crc32

from hpreader.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MOST_SHINGLES: Final = 200
"""Hashes kept of one text: the error of an estimated share is then below 4 %."""
_MOST_NAMES: Final = 60
_MOST_NUMBERS: Final = 60
_MOST_SYLLABLES: Final = 6
"""Syllables of a name."""
_MOST_TEXT: Final = 40_000
"""Characters of a text that are looked at; longer ones are documents, not reports."""

_INDEXED_PAIRS: Final = 16
_INDEXED_NAMES: Final = 10
_INDEXED_NUMBERS: Final = 6
_INDEXED_SHINGLES: Final = 12
"""How many keys of each kind an article has in the index by which candidates are found."""


class Report(NamedTuple):
    """What is compared of an article."""

    title: str
    text: str
    """Lede and body, paragraphs parted by newlines; the summary where there is no body."""
    source: str = ""
    day: int = 0
    """Days as `date.toordinal` counts them; 0 for an article without a date."""
    links: tuple[str, ...] = ()
    """The ids of the articles in its box of other news."""


class Features(NamedTuple):
    """An article as what can be compared. All words are folded (`text.fold`)."""

    source: str
    day: int
    title: tuple[str, ...]
    """The syllables of the title that carry meaning."""
    pairs: tuple[str, ...]
    """Two syllables of the title that follow each other."""
    title_names: tuple[str, ...]
    """Names of people, places, companies and vehicles in the title."""
    text_names: tuple[str, ...]
    """Those in the text."""
    places: tuple[str, ...]
    """Those that a text calls a road, a ward, a market …: much happens in one place."""
    title_numbers: tuple[str, ...]
    """Numbers of the title with the word after them (`3 nguoi`), amounts, times."""
    text_numbers: tuple[str, ...]
    """Those of the text."""
    dates: tuple[str, ...]
    """Days that the title names (`6/3`)."""
    shingles: tuple[int, ...]
    """The smallest hashes of runs of four syllables, in their order."""
    length: int
    """Syllables of the text."""
    links: tuple[str, ...]
    names: tuple[str, ...]
    """All names, those of the title first."""
    numbers: tuple[str, ...]
    """All numbers, those of the title first."""


# --- what is taken out of a text before it is compared --------------------------------------------

_LABEL = re.compile(
    r"^\s*(?:[\[(【](?:[^\])】]{1,30})[\])】]|"
    r"(?:nóng|mới nhất|infographic|video(?: clip)?|clip|ảnh|chùm ảnh|longform|podcast|trực tiếp|tin nhanh|"
    r"cập nhật|breaking)\s*[:|–-])\s*",
    re.IGNORECASE,
)
"""What papers put before a title to say what kind of article it is."""
_AGENCY = re.compile(
    r"^\s*(?:[^\W\d_][^\n().:;!?]{0,40})?\(?\s*"
    r"(?:TTXVN|Vietnam\+|VOV(?:\.VN)?|VTV(?:\.vn)?|NDO|PLO|NLĐO|VNA|CAND|HPĐT|ĐTHP|Chinhphu\.vn|BNEWS|Dân trí|"
    r"Tổ Quốc|VnExpress|Báo mẫu)"
    r"(?:/Vietnam\+)?\s*\)?\s*[-–—:]+\s*",
)
"""The agency before the first sentence of a report: `Hải Phòng (TTXVN) - `."""
_SIGNATURE = re.compile(
    r"^\s*(?:(?:nguồn(?: tin)?|theo|tin|ảnh|bài|tin, ảnh|bài và ảnh|tổng hợp)(?:\s*[:/]\s?.{0,50}|\s.{0,49}[^.!?…])"
    r"|\(?(?:TTXVN|Vietnam\+|PV|P\.V|BBT)\b.{0,30})$",
    re.IGNORECASE,
)
"""A last line that only says where the text is from."""


def plain_title(title: str) -> str:
    """A title without the labels before it."""
    while (rest := _LABEL.sub("", title, count=1)) != title and rest:
        title = rest
    return title


def plain_text(text: str) -> str:
    """A text without the agency before it and the signatures after it."""
    lines = [line for line in text[:_MOST_TEXT].split("\n") if line.strip()]
    while len(lines) > 1 and len(lines[-1]) < 80 and _is_signature(lines[-1]):
        lines.pop()
    if lines:
        lines[0] = _AGENCY.sub("", lines[0], count=1) or lines[0]
    return "\n".join(lines)


def _is_signature(line: str) -> bool:
    return _SIGNATURE.match(line) is not None or (
        # A byline alone: a few capitalised words without a verb or a full stop.
        len(line.split()) <= 5 and line == line.strip(" .") and line.istitle()
    )


# --- syllables --------------------------------------------------------------------------------------

_SYLLABLE = re.compile(r"[^\W_]+")
_STOP_SYLLABLES: Final = (
    "va cua cac nhung cho voi trong o tai la co duoc bi mot da dang se tu den ve nay khi do theo vi sao"
    " gi nao thi ma de ra vao len xuong lai con rat qua hon nhat cung nhu boi tren duoi sau truoc nam ngay"
    " thang hom nay vu viec ong ba anh chi nguoi so moi nhieu khong the hay"
)
_STOP: Final = frozenset(_STOP_SYLLABLES.split())
"""Syllables that say little alone; a pair of two such is not compared."""


def syllables(text: str) -> list[str]:
    """The syllables of a text, folded."""
    return _SYLLABLE.findall(fold(text))


def _pairs(words: list[str]) -> Iterator[str]:
    for first, second in pairwise(words):
        if not (first in _STOP and second in _STOP):
            yield f"{first} {second}"


def shingles(words: list[str]) -> tuple[int, ...]:
    """The smallest hashes of runs of four syllables; a shorter text has one."""
    codes = [crc32(word.encode()) for word in words]
    if not codes:
        return ()
    codes += [0] * max(0, 4 - len(codes))
    found = {
        ((a * 0x9E3779B1) ^ (b * 0x85EBCA6B) ^ (c * 0xC2B2AE35) ^ (d * 0x27D4EB2F)) * 0x165667B1
        >> 7
        & 0xFFFFFFFF
        for a, b, c, d in zip(codes, codes[1:], codes[2:], codes[3:], strict=False)
    }
    return tuple(sorted(found)[:MOST_SHINGLES])


# --- names ------------------------------------------------------------------------------------------

_UPPER = "A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
_CAPITAL = rf"[{_UPPER}][^\W_]*"
_CAPITALS = re.compile(rf"(?<![^\W_]){_CAPITAL}(?:[ -]{_CAPITAL})*")
_STORM = re.compile(r"\bbão số \d+", re.IGNORECASE)
_PLACE_WORDS = (
    "cầu sông hồ chợ đường phố phường xã quận huyện tỉnh thôn làng xóm đảo cảng trường đền chùa đình khu bến phà ngõ"
    " núi đèo dốc luồng vịnh sân ga bãi"
)
_PLACES: Final = frozenset((*_PLACE_WORDS.split(), "bến xe", "bệnh viện", "nhà máy", "công nghiệp"))
_CLASSES: Final = frozenset((*_PLACES, "tàu", "công ty", "tập đoàn", "ngân hàng", "dự án", "nhóm"))
"""Words after which even one syllable is a name, and which are no part of it."""
_BETWEEN: Final = frozenset(("chuyên", "tiểu học", "trung học", "mầm non", "đa khoa"))
"""What may be between `trường` or `bệnh viện` and its name."""
_OPENERS = (
    "tại theo khi sau trước từ đến trong chiều sáng tối trưa đêm ngày rạng ông bà anh chị em các những một hai ba"
    " bốn với và cùng của ở trên dưới do vì nhờ để cho về đoàn bố mẹ cô thầy"
    " cụ chú bác ống xe đội lễ hội nhóm vụ tin đây đó còn hiện ngoài cả mỗi nhiều toàn"
)
_FIRST_WORDS: Final = frozenset(_OPENERS.split())
"""Words that have a capital only because a sentence or a form of address begins with them."""
_PLATE = re.compile(r"\b\d{2}[A-Z]{1,2}\d?[-–. ]{1,3}\d{3}[.,]?\d{2}\b|\b\d{2}[A-Z]\d?-\d{4}\b")
_SHORT_WORDS: Final = "ubnd hdnd csgt ttxvn vov vtv tphcm tp hcm plo ndo nld covid video clip pccc cnch vksnd tand mttq bch"
_NO_NAMES: Final = frozenset(_SHORT_WORDS.split())
_OFFICES: Final = frozenset(("sở", "bộ", "cục", "ban", "viện", "phòng"))
"""Words before what an office is for, of which only the first syllable has a capital: `Sở Xây dựng`."""
_COMMON: Final = (
    "viet nam,hai phong,ha noi,tp ho chi minh,ho chi minh,trung uong,chinh phu,thu tuong chinh phu,quoc hoi,"
    "bo cong an,cong an,uy ban nhan dan,hoi dong nhan dan,dang bo,thanh uy,ban bi thu,viet,cong an thanh pho,"
    "thanh pho hai phong,trung quoc,bo y te,bo tai chinh,bo xay dung,cong an thanh pho hai phong,hai duong"
)
COMMON_NAMES: Final = frozenset(_COMMON.split(","))
"""Names that so many articles contain that sharing them says little, however small the cache is."""


def names_in(text: str, places: set[str] | None = None) -> dict[str, str]:
    """The names in a text, folded, each once, in their order, with how they are written.

    Those of places are added to `places`. A capital at the beginning of a sentence is no sign of a name: first words that are no syllables of names
    (`Tại Hải Phòng`) are left out.
    """
    found: dict[str, str] = {}
    for pattern in (_PLATE, _STORM):
        for match in pattern.finditer(text):
            joint = "" if pattern is _PLATE else " "
            found.setdefault(joint.join(syllables(match[0])), match[0])
    for match in _CAPITALS.finditer(text):
        if _is_office(match[0], text[match.end() : match.end() + 2]):
            continue
        kind, parts = _class_of(text[max(0, match.start() - 30) : match.start()], match[0])
        words = parts[:_MOST_SYLLABLES]
        if not words or (len(words) == 1 and not kind and not _is_sign(words[0])):
            continue
        written = " ".join(words)
        name = fold(written)
        if name.partition(" ")[0] in _NO_NAMES:
            continue
        found.setdefault(name, written)
        if kind in _PLACES and places is not None:
            places.add(name)
    return found


def _is_office(capitals: str, rest: str) -> bool:
    """Whether two capitals are the beginning of an office's name, which acts on many events of a day."""
    words = capitals.lower().split(" ")
    if len(words) > 2 and words[0] in _FIRST_WORDS:
        del words[0]
    is_begun = rest[:1] == " " and rest[1:].islower()
    return is_begun and len(words) == 2 and words[0] in _OFFICES


def _class_of(before: str, name: str) -> tuple[str, list[str]]:
    """The word for what a name is, empty without one, and the syllables of the name alone."""
    words = _SYLLABLE.findall(name)
    first = words[0].lower()
    if len(words) > 2:
        if f"{first} {words[1].lower()}" in _CLASSES and len(words) > 3:
            return f"{first} {words[1].lower()}", words[2:]
        if first in _CLASSES:
            return first, words[1:]
    near = before.lower().split()[-2:] if before[-1:].isspace() else []
    second, last = near if len(near) == 2 else ("", *near) if near else ("", "")
    if f"{second} {last}" in _BETWEEN or last in _BETWEEN:
        return "trường", words
    if f"{second} {last}" in _CLASSES:
        return f"{second} {last}", words
    if last in _CLASSES and not (last == "phố" and second == "thành"):
        return last, words
    return "", words[1:] if first in _FIRST_WORDS else words


def _is_sign(word: str) -> bool:
    """Whether one word is a name: letters in capitals (`FLC`), with digits or without (`D600`)."""
    return len(word) > 2 and word.isupper() and word.isascii()


def has_digit(word: str) -> bool:
    """Whether a name is a sign: a plate, a number of a storm, a model."""
    return any(map(str.isdigit, word))


# --- numbers ----------------------------------------------------------------------------------------

_DATE = re.compile(r"\b(\d{1,2})\s*[/.-]\s*(\d{1,2})(?:\s*[/.-]\s*(?:20)?\d{2})?\b(?![.,]?\d)")
_BEFORE_DATE = re.compile(
    r"(?:\b(?:ngày|sáng|trưa|chiều|tối|đêm|hôm|dịp|lễ|niệm|từ|đến|mùng|tết|nay|mai)|\d[-.]\d{1,2}(?:,| và)|\()\s*$",
    re.IGNORECASE,
)
"""What tells that two small numbers with a dash are a day: else they are a score (`thắng 3-2`) or a range."""
_CLOCK = re.compile(r"\b(\d{1,2})\s*(?:giờ|h|g|:)\s*(\d{2})?\b", re.IGNORECASE)
_NUMBER = re.compile(r"\b(\d{1,3}(?:[. ]\d{3})+|\d+)(?:,(\d+))?\s*(%|[^\W\d_]+)?")
_NUMBER_WORDS: Final = ("hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười")
_WORDS_FOR: Final = {word: number for number, word in enumerate(_NUMBER_WORDS, start=2)}
_COUNTED: Final = (
    "người|nạn nhân|bị can|đối tượng|nghi phạm|ngôi nhà|căn nhà|ô tô|xe|con|cháu|học sinh"
)
_SPELT = re.compile(
    rf"(?<!mươi )(?<!trăm )\b({'|'.join(_WORDS_FOR)})\s+({_COUNTED})\b", re.IGNORECASE
)
_UNIT_WORDS = (
    "nguoi tuoi ty trieu nghin dong km m met ha tan kg gam xe tau ho nam thang ngay phut do luong cuon con can diem"
    " ban suat vu ca mm chiec thuyen cau tang dai doi"
)
_UNITS: Final = {**{word: word for word in _UNIT_WORDS.split()}, "ti": "ty", "%": "%"}
"""The words after a number that are kept with it."""


def dates_in(text: str) -> list[str]:
    """The days that a text names, as day and month."""
    return [
        f"{int(match[1])}/{int(match[2])}"
        for match in _DATE.finditer(text)
        if 1 <= int(match[1]) <= 31 and 1 <= int(match[2]) <= 12 and _is_day(match, text)
    ]


def _is_day(match: re.Match[str], text: str) -> bool:
    is_small = len(match[1]) == len(match[2]) == 1
    is_sure = "/" in match[0] or match.end() - match.end(2) > 0  # it has a year
    return not is_small or is_sure or _BEFORE_DATE.search(text, 0, match.start()) is not None


def numbers_in(text: str) -> dict[str, str]:
    """The numbers of a text with the words after them, each once, in their order, with how they are written.

    Days and years are left out: all articles of a day share them.
    """
    found: dict[str, str] = {}
    text = _DATE.sub(" ", _PLATE.sub(" ", text))
    for match in _CLOCK.finditer(text):
        found.setdefault(f"{int(match[1])}h{match[2] or '00'}", match[0].strip())
    text = _CLOCK.sub(" ", text)
    for match in _NUMBER.finditer(text):
        whole, decimals, unit = match.groups(default="")
        digits = whole.replace(".", "").replace(" ", "")
        if len(digits) > 12 or (not decimals and _is_year(whole)):
            continue
        value = f"{int(digits)},{decimals}" if decimals else str(int(digits))
        counted = _UNITS.get(fold(unit), "")
        written = match[0] if counted else match[0].removesuffix(unit)
        found.setdefault(f"{value} {counted}".strip(), written.strip())
    for match in _SPELT.finditer(text):
        found.setdefault(f"{_WORDS_FOR[match[1].lower()]} {fold(match[2]).split()[0]}", match[0])
    return found


def _is_year(digits: str) -> bool:
    return len(digits) == 4 and digits[:2] in {"19", "20"}


# --- an article -------------------------------------------------------------------------------------


def features_of(report: Report) -> Features:
    """What can be compared of an article; takes about a millisecond for 500 words."""
    title, text = plain_title(report.title), plain_text(report.text)
    words = syllables(title)
    places: set[str] = set()
    body = syllables(text)
    title_names, title_numbers = names_in(title, places), numbers_in(title)
    text_names, text_numbers = (
        list(names_in(text, places))[:_MOST_NAMES],
        list(numbers_in(text))[:_MOST_NUMBERS],
    )
    return Features(
        source=report.source,
        day=report.day,
        title=tuple(dict.fromkeys(word for word in words if word not in _STOP)),
        pairs=tuple(dict.fromkeys(_pairs(words))),
        title_names=tuple(title_names),
        text_names=tuple(text_names),
        places=tuple(sorted(places)),
        title_numbers=tuple(title_numbers),
        text_numbers=tuple(text_numbers),
        dates=tuple(dict.fromkeys(dates_in(title))),
        shingles=shingles(body),
        length=len(body),
        links=report.links,
        names=tuple(dict.fromkeys((*title_names, *text_names))),
        numbers=tuple(dict.fromkeys((*title_numbers, *text_numbers))),
    )


def written_values(title: str, text: str) -> dict[str, str]:
    """How an article writes what is compared of it: `nha dau` is `Nhà Đấu`, `40000 dong` is `40.000 đồng`.

    Args:
        title: of the article.
        text: its lede and body.

    Returns:
        By value, as in `Features`: the pairs of syllables of its title, its names and its numbers.
    """
    title, text = plain_title(title), plain_text(text)
    pairs = {fold(pair): pair for pair in map(" ".join, pairwise(_SYLLABLE.findall(title)))}
    parts = (numbers_in(text), numbers_in(title), names_in(text), names_in(title))
    return {**pairs, **{value: written for part in parts for value, written in part.items()}}


def pack(features: Features) -> bytes:
    """Features as they are stored."""
    rest = json.dumps(features._replace(shingles=()), ensure_ascii=False, separators=(",", ":"))
    return rest.encode() + b"\n" + array("I", features.shingles).tobytes()


def unpack(stored: bytes) -> Features:
    """The features of which `pack` made these bytes.

    Raises:
        ValueError: they are from somewhere else.
    """
    rest, _, numbers = stored.partition(b"\n")
    hashes = array("I")
    try:
        hashes.frombytes(numbers)
        values = (tuple(one) if isinstance(one, list) else one for one in json.loads(rest))
        return Features._make(values)._replace(shingles=tuple(hashes))
    except TypeError as error:
        raise ValueError(str(error)) from error


def key_of(kind: str, value: str | int) -> int:
    """The key of a value in the index of candidates: 32 bits, of which some may be equal by chance."""
    return crc32(f"{kind}{value}".encode())


def index_keys(features: Features) -> tuple[int, ...]:
    """The keys by which an article is found as a candidate."""
    return tuple(
        dict.fromkeys(
            [
                *_keys("t", features.pairs[:_INDEXED_PAIRS]),
                *_keys("n", _telling(features.names)),
                *_keys("d", _amounts(features.numbers)),
                *_keys("s", features.shingles[:_INDEXED_SHINGLES]),
            ]
        )
    )


def _keys(kind: str, values: Iterable[str | int]) -> Iterator[int]:
    return (key_of(kind, value) for value in values)


def _telling(names: tuple[str, ...]) -> list[str]:
    return [name for name in names if name not in COMMON_NAMES][:_INDEXED_NAMES]


def _amounts(numbers: tuple[str, ...]) -> list[str]:
    """The numbers that are not in many articles by chance."""
    telling = [number for number in numbers if sum(map(str.isdigit, number)) >= 3]
    return telling[:_INDEXED_NUMBERS]
