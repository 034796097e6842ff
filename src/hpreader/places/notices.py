"""Which kind of notice an article is: what a household has to know before a day comes.

Decided by the title and the teaser alone: a text that mentions a power cut somewhere is no notice of one.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final, Literal, get_args

from hpreader.text import tone_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

NoticeKind = Literal["power", "water", "road", "storm", "school"]

KINDS: Final[tuple[NoticeKind, ...]] = get_args(NoticeKind)

CITY_WIDE: Final = frozenset[NoticeKind](("storm", "school"))
"""Kinds that concern a ward also where only the city is named."""

_STOP: Final = "(?:tạm )?(?:cắt|cúp|ngừng|ngưng|dừng|gián đoạn)(?:,? (?:tiết )?giảm)?"

_CRIME: Final = " (?:cướp|đánh|chém|đâm|đòi|hành hung|đe dọa|dọa|bắt|gây)"
"""Behind `chặn đường`: not a closed road but a crime."""

_WORDS: Final[Mapping[NoticeKind, str]] = {
    "power": rf"{_STOP} (?:cung )?(?:cấp )?điện|mất điện|lịch (?:cắt|cúp|ngừng|tạm ngừng) [^.]{{0,20}}điện",
    "water": rf"{_STOP} (?:cung )?(?:cấp )?nước|mất nước (?:sạch|máy|sinh hoạt)|lịch (?:cắt|cúp|ngừng) [^.]{{0,20}}nước",
    "road": r"cấm (?:đường|cầu|các loại xe|xe|ô tô|phương tiện|các phương tiện|lưu thông|dừng đỗ)|phân luồng(?! (?:học|giáo dục|bệnh nhân|người bệnh))|phân làn"
    rf"|(?:tạm )?(?:đóng|chặn|rào)(?: chắn)? (?:một phần |một số )?(?:đường|cầu|tuyến|nút giao|lối)(?!{_CRIME})"
    r"|tạm (?:dừng|ngừng|cấm) [^.]{0,25}(?:lưu thông|giao thông|phà|cầu|tuyến đường|xe buýt)"
    r"|điều chỉnh (?:tạm thời )?(?:phương án )?(?:tổ chức )?giao thông"
    r"|hạn chế (?:các )?(?:phương tiện|giao thông|lưu thông)|dừng (?:hoạt động )?phà",
    "storm": r"bão số \d+|(?:siêu|cơn) bão(?! (?:giá|sale|mạng|lòng|dư luận|tài chính|truyền thông|chấn thương))|áp thấp nhiệt đới|(?:ứng phó|phòng chống|tránh|đón|tin) bão|hoàn lưu bão"
    r"|mưa (?:rất )?(?:to|lớn)|triều cường|cấm biển|lũ (?:quét|lụt)|rét (?:đậm|hại)",
    "school": r"tuyển sinh|nhập học|tựu trường|khai giảng|thi (?:vào )?lớp 10|vào lớp (?:1|6|10)|đầu cấp"
    r"|học sinh (?:được )?nghỉ|học sinh [^.,;:]{1,20} (?:được )?nghỉ (?:tết|hè|lễ|bù)|nghỉ học|lịch nghỉ (?:tết|hè)|thi tốt nghiệp",
}
"""For each kind the words of Vietnamese newspapers, spelled as `tone_key` spells them."""


_STEMS: Final[Mapping[NoticeKind, tuple[str, ...]]] = {
    "power": ("điện",),
    "water": ("nước",),
    "road": ("cấm ", "phân l", "đóng ", "chặn ", "rào ", "tạm ", "giao thông", "hạn chế ", "phà"),
    "storm": ("bão", "áp thấp", "mưa ", "triều cường", "cấm biển", "lũ ", "rét "),
    "school": (
        "tuyển sinh",
        "nhập học",
        "tựu trường",
        "khai giảng",
        "lớp ",
        "cấp",
        "nghỉ",
        "thi tốt",
    ),
}
"""Of these words of a kind one is in each text that `_WORDS` finds; looking for them costs a twentieth."""


@cache
def _patterns() -> Mapping[NoticeKind, re.Pattern[str]]:
    return {kind: re.compile(rf"(?<!\w)(?:{words})(?!\w)") for kind, words in _WORDS.items()}


def _kinds_in(key: str) -> Iterator[NoticeKind]:
    for kind, stems in _STEMS.items():
        if any(stem in key for stem in stems) and _patterns()[kind].search(key):
            yield kind


def speaks_of_notices(key: str) -> bool:
    """Whether a text, of which `tone_key` was made, has words of any kind of notice."""
    return any(True for _ in _kinds_in(key))


def find_kinds(title: str, teaser: str = "") -> frozenset[NoticeKind]:
    """The kinds of notice that a title and a teaser are, mostly none."""
    return frozenset(_kinds_in(tone_key(f"{title}\n{teaser}")))
