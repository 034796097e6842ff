"""Breaking text into lines: measured in cells, with offsets, and never within `TP. Hải Phòng`."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache
from itertools import accumulate

from hpreader.text import UNSAFE

_NARROW = re.compile("[ -~\xa0-\xac\xae-\u02ff\u0370-\u0482\u1e00-\u1eff\u2010-\u2027\u20ab]*")
"""Letters and signs that are safe and one cell wide each: nearly every Vietnamese paragraph.

It answers three questions at once (is it safe, how wide is it, where does a line end) without a
look at single characters.
"""

_ODD_SPACE = re.compile(r"[^\S\n \xa0]")

DROPPED = "\x00"
"""Stands for an unsafe character until a line is drawn, so that offsets stay what they were."""

_CAPITAL = "A-ZÀ-ÖØ-ÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
_COUNTED = (
    "[Nn]gày|[Tt]háng|[Nn]ăm|[Qq]uý|[Tt]hứ|[Mm]ùng|[Ss]ố|[Đđ]iều|[Kk]hoản|[Qq]uốc lộ|[Tt]ỉnh lộ"
    "|QL|[Kk]m|[Qq]uận|[Pp]hường|[Tt]ổ|[Ll]ớp|[Tt]rang|[Hh]ạng|[Tt]hế kỷ|[Kk]hóa|[Kk]hoá"
)
"""Words that are not separated from a number after them."""

_UNITS = (
    "(?:tỷ|tỉ|triệu|nghìn|ngàn)(?: (?:đồng|USD))?|đồng|USD|VND|tấn|tạ|lít|độ|giờ|phút"
    "|giây|tuổi|người|[kcmd]?m[23²³]?|km/h|ha|[km]?g|kWh?|MWh?|GW|[mM]bps|°C|h"
)
"""Units that are not separated from the number before them."""


@cache
def _names() -> re.Pattern[str]:
    """Names and numerals that are kept together; compiled when first needed."""
    return re.compile(
        # TP. Hải Phòng, TX. Đông Triều, TP Hồ Chí Minh, P. Máy Tơ
        rf"\b(?:TP\.?|Tp\.|TX\.|TT\.|Q\.|P\.|H\.) [{_CAPITAL}]\w*(?: [{_CAPITAL}]\w*){{0,2}}"
        # N. V. An
        rf"|\b(?:[{_CAPITAL}]\. )+(?=[{_CAPITAL}])"
        # thế kỷ XXI, Khóa XV
        r"|\b(?:[Tt]hế kỷ|[Kk]hóa|[Kk]hoá|[Qq]uý) (?=[IVXL]+\b)"
    )


@cache
def _numbers() -> re.Pattern[str]:
    """Numbers with what belongs to them; as above."""
    return re.compile(
        # 06/07/2024 06:05, 06/07 06:05
        r"\b\d\d/\d\d(?:/\d{4})? (?=\d\d:\d\d)"
        # 8 giờ 30
        r"|\b\d+ (?:giờ|h) (?=\d\d\b)"
        # 5 km, 12,5 triệu đồng, 30 %
        rf"|\b\d+ (?:{_UNITS})\b|\d (?=%)"
        # 1 250 000, 3 – 2
        r"|\d (?=\d{3}\b)|\d [-\u2013] (?=\d)"
        # ngày 3-9, tháng 7, năm 2024, Điều 5, Quốc lộ 10, Km 12
        rf"|\b(?:{_COUNTED}) (?=\d)"
    )


_DIGIT = re.compile(r"\d")


def _glued(text: str) -> str:
    """The text with no-break spaces where a line may end only in need."""
    text = _names().sub(_unbroken, text)
    return _numbers().sub(_unbroken, text) if _DIGIT.search(text) else text


def _unbroken(phrase: re.Match[str]) -> str:
    return phrase[0].replace(" ", "\xa0")


_SEAMS = "/?&=_-.,"
"""Where a word too long for a line (an address, mostly) is broken rather than anywhere."""


@cache
def _unsafe() -> re.Pattern[str]:
    """What is not drawn; as above."""
    return re.compile(f"[{UNSAFE}]")


def safe(text: str) -> str:
    """The text as it may be drawn, as long as it was: unsafe characters become `DROPPED`."""
    if _NARROW.fullmatch(text):
        return text
    return _unsafe().sub(DROPPED, _ODD_SPACE.sub(" ", text))


def printable(text: str) -> str:
    """The text as it is drawn: without its unsafe characters."""
    return safe(text).replace(DROPPED, "")


def cells(text: str) -> int:
    """How many cells a safe text takes."""
    if _NARROW.fullmatch(text):
        return len(text)
    from rich.cells import cell_len  # noqa: PLC0415 - most texts of most commands are narrow

    return cell_len(text.replace(DROPPED, ""))


def fitted(text: str, width: int) -> str:
    """A printable text cut to, or filled up to, so many cells; what is cut ends with `…`."""
    if cells(text) > width:
        text = text[: max(0, width)]  # no visible character takes less than a cell
        while text and cells(text) > width - 1:
            text = text[:-1]
        text = text.rstrip() + "\u2026"[: max(0, width)]
    return text + " " * (width - cells(text))


def wrap(text: str, width: int) -> list[tuple[int, int]]:
    """Break a safe text into lines of at most `width` cells: their starts and ends.

    Newlines break too. Spaces at the ends of lines and empty lines are left out; those after a
    newline indent its line.
    """
    flow = _glued(text)
    before = _reaches(flow)
    lines: list[tuple[int, int]] = []
    start = 0
    for part in flow.split("\n"):
        _wrap_part(flow, start, start + len(part), before, width, lines)
        start += len(part) + 1
    return lines


def _reaches(flow: str) -> list[int] | None:
    """The cells in front of every character; None where each takes one."""
    if _NARROW.fullmatch(flow.replace("\n", " ")):
        return None
    from rich.cells import get_character_cell_size  # noqa: PLC0415 - as above

    sizes = (0 if c in "\x00\n" else get_character_cell_size(c) for c in flow)
    return list(accumulate(sizes, initial=0))


def _wrap_part(
    flow: str,
    start: int,
    end: int,
    before: list[int] | None,
    width: int,
    lines: list[tuple[int, int]],
) -> None:
    """Break what lies between two newlines; its indentation stays where there is room for it."""
    indent = width // 2 if start else 0
    while True:
        first = start
        while start < end and flow[start] == " ":
            start += 1
        if start == end:
            return
        if start - first > indent:
            first = start
        indent = 0
        stop = _reach(before, first, end, width)
        if stop < end:
            stop = _cut(flow, start, stop) or _seam(flow, start, stop)
        lines.append((first, _trimmed(flow, start, stop)))
        start = stop + (flow[stop : stop + 1] == "\xa0")


def _reach(before: list[int] | None, start: int, end: int, width: int) -> int:
    """Up to where a line from `start` fits into `width` cells; one character always does."""
    if before is None:
        return min(end, start + max(width, 1))
    stop = bisect_right(before, before[start] + width) - 1
    if stop <= start:
        stop = bisect_right(before, before[start + 1]) - 1
    return min(end, stop)


def _cut(flow: str, start: int, stop: int) -> int | None:
    """The last space at which a line that reaches to `stop` can end; glued ones only in need."""
    for space in " \xa0":
        cut = flow.rfind(space, start + 1, stop + 1)
        if cut > start:
            return cut
    return None


def _seam(flow: str, start: int, stop: int) -> int:
    """Where to break a word that is longer than a line."""
    seam = max(flow.rfind(sign, start + (stop - start) // 2, stop) for sign in _SEAMS) + 1
    return seam if seam > start and not _is_mark(flow, seam) else stop


def _is_mark(flow: str, index: int) -> bool:
    """Whether the character here has no width, so that it belongs to the one before it."""
    return index < len(flow) and cells(flow[index]) == 0


def _trimmed(flow: str, start: int, end: int) -> int:
    """The end of a line without the spaces before it."""
    while end > start and flow[end - 1] == " ":
        end -= 1
    return end
