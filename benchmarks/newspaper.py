"""A made-up newspaper of any size: Vietnamese-like words in the frequencies of a language.

The commonest syllables are real ones; behind them stand thousands that are put together by the
rules of the spelling. Words that belong together (`thành phố`, `Hải Phòng`) stand together.
"""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from typing import Final

from hpreader.model import Article, Entry, Inline, Paragraph

NEWEST: Final = datetime(2026, 11, 22, 8, tzinfo=UTC)
SECTIONS: Final = ("Chính trị", "Kinh tế", "Xã hội", "Pháp luật", "Văn hóa", "Thể thao", "Giáo dục")
SOURCES: Final = ("thanh-pho", "bao-hai-phong", "bao-ca-nuoc")

_COMMON: Final = """
thành phố Hải Phòng
của và các là có được cho trong không một người với đã năm này đến tại những về ngày khi ra ở từ
đường nước nhà dân công nhân việc làm trên sẽ để theo bị phải cũng vào nhiều đó sau con hai như
quận huyện đảng ủy chủ tịch kinh tế phát triển cảng biển tàu hàng khu nghiệp đầu tư dự án xây dựng
giao thông an toàn cầu bến xe cháy bão mưa học sinh trường giáo viên y tế bệnh viện giá vàng điện
"""
_TOGETHER: Final = (
    "thành phố Hải Phòng", "Hải Phòng", "thành phố", "đường Lạch Tray", "Công an thành phố",
    "cảng Lạch Huyện", "bến cảng", "cầu Hoàng Văn Thụ", "Đồ Sơn", "Cát Bà", "quận Lê Chân",
    "huyện Thủy Nguyên", "lễ hội chọi trâu", "giá xăng dầu", "học sinh lớp 10", "bão số 3",
)  # fmt: skip
_ONSETS: Final = """b c ch d đ g gi h k kh l m n ng nh ph qu r s t th tr v x"""
_RHYMES: Final = """a ac am an ang anh ao ai au ay ă ăc ăm ăn ăng â âm ân âng âu ây e em en eo ê êm ên
ênh êu i ia iêc iêm iên iêng iêt iêu im in inh o oa oan oang oc oi om on ong ô ôc ôi ôm ôn ông ơ ơi
ơm ơn u ua uc ui um un ung uôc uôi uôn uông ư ưa ưc ưi ưng ươc ươi ươm ươn ương ươu"""
_TONES: Final = ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")


def _syllables(chance: random.Random) -> list[str]:
    """The commonest first, then made-up ones in any order."""
    made = []
    for onset in _ONSETS.split():
        for rhyme in _RHYMES.split():
            for tone in _TONES:
                vowel = next(place for place, letter in enumerate(rhyme) if letter in "aăâeêioôơuư")
                word = onset + rhyme[: vowel + 1] + tone + rhyme[vowel + 1 :]
                made.append(unicodedata.normalize("NFC", word))
    chance.shuffle(made)
    return [*_COMMON.split(), *made[:6000]]


def articles(count: int, words: int = 300, seed: int = 3) -> Iterator[Article]:
    """The articles of a newspaper, the newest first.

    Args:
        count: how many.
        words: syllables of an average body.
        seed: the same one makes the same newspaper.
    """
    chance = random.Random(seed)
    syllables = _syllables(chance)
    # Zipf's law as Mandelbrot put it: few words make most of a text.
    weights = list(accumulate(1 / (rank + 2.7) for rank in range(len(syllables))))
    for number in range(count):
        length = chance.randint(words // 2, words * 3 // 2)
        text = chance.choices(syllables, cum_weights=weights, k=length)
        for _ in range(length // 25):
            text[chance.randrange(length)] = chance.choice(_TOGETHER)
        paragraphs = [" ".join(text[at : at + 60]) + "." for at in range(0, length, 60)]
        title = chance.choices(syllables, cum_weights=weights, k=9)
        title[chance.randrange(9)] = chance.choice(_TOGETHER)
        yield Article(
            url=f"https://bao.example/tin-{number}.html",
            title=" ".join(title).capitalize(),
            blocks=tuple(Paragraph(Inline(paragraph)) for paragraph in paragraphs[1:]),
            lede=paragraphs[0],
            published=NEWEST - timedelta(minutes=30 * number),
            source=SOURCES[number % len(SOURCES)],
            section=SECTIONS[number % len(SECTIONS)],
        )


def entries(count: int, newest: str, seed: int = 5) -> Iterator[Entry]:
    """Entries of lists, each a title and a teaser, the oldest first: 270 a day up to `NEWEST`.

    Args:
        count: how many.
        newest: the title of the last one.
        seed: the same one makes the same entries.
    """
    chance = random.Random(seed)
    syllables = _syllables(chance)
    weights = list(accumulate(1 / (rank + 2.7) for rank in range(len(syllables))))
    for age in reversed(range(count)):
        words = chance.choices(syllables, cum_weights=weights, k=34)
        words[chance.randrange(9)] = chance.choice(_TOGETHER)
        url = f"https://bao.example/tin-{age}.html"
        yield Entry(
            url=url,
            title=" ".join(words[:9]).capitalize() if age else newest,
            guid=url,
            summary=" ".join(words[9:]).capitalize() + ".",
            published=NEWEST - timedelta(seconds=320 * age),
        )
