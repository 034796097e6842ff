"""All differences of two texts, word by word, as they are shown."""

import random

import pytest

from hpreader import export
from hpreader.model import Article, Inline, Paragraph
from hpreader.revisions.text_diff import diff_lines
from hpreader.revisions.tokens import tokens_of
from hpreader.revisions.units import units_of
from tests.revisions.labelled import LABELLED, article
from tests.revisions.mutations import SILENT, TELLING, an_article


def shown(before: str, after: str, **options: bool) -> list[str]:
    return export.diff_text(diff_lines(article(before), article(after)), **options)


def test_syllables_are_the_units_and_signs_tell_them():
    before = "Cháy chợ\nTheo bà Vũ Thị Lành, 3 gian hàng bị cháy.\nChợ đã mở lại."
    after = "Cháy chợ\nTheo bà Vũ Thị Lánh, 5 gian hàng bị cháy.\nChợ đã mở lại."
    assert shown(before, after) == [
        "(1 đoạn giữ nguyên)",
        "  Theo bà Vũ Thị [-Lành-]{+Lánh+}, [-3-]{+5+} gian hàng bị cháy.",
        "(1 đoạn giữ nguyên)",
    ]
    assert shown(before, after, spoken=True)[1] == (
        "Sửa: Theo bà Vũ Thị [bỏ: Lành] [thêm: Lánh] , [bỏ: 3] [thêm: 5] gian hàng bị cháy."
    )


def test_paragraphs_that_came_and_went_are_marked_at_their_beginning():
    before = "Tin vắn\nĐoạn này sẽ bị bỏ đi hẳn.\nĐoạn này còn lại mãi về sau."
    after = "Tin vắn\nĐoạn này còn lại mãi về sau.\nChiều nay trời nổi gió mạnh."
    assert shown(before, after) == [
        "(1 đoạn giữ nguyên)",
        "- Đoạn này sẽ bị bỏ đi hẳn.",
        "(1 đoạn giữ nguyên)",
        "+ Chiều nay trời nổi gió mạnh.",
    ]


def texts() -> list[tuple[Article, Article]]:
    pairs = [(article(one["before"]), article(one["after"])) for one in LABELLED]
    for seed in range(8):
        randomness = random.Random(seed)
        before = an_article(randomness)
        mutated = (mutate(randomness, before) for mutate in (*SILENT.values(), *TELLING.values()))
        pairs += [(before, after) for after in mutated if after is not None]
    return pairs


@pytest.mark.parametrize("turned", [False, True])
def test_the_lines_without_what_was_removed_are_the_text_now(turned):
    for pair in texts():
        before, after = reversed(pair) if turned else pair
        lines = diff_lines(before, after)
        now = ["".join(p.text for p in line.parts if p.kind != "removed") for line in lines]
        assert [text for text in now if text] == [
            unit.text for unit in units_of(after) if unit.text in now or not unit.is_service
        ]
        then = [part.text for line in lines for part in line.parts if part.kind != "added"]
        words = {token.text for text in then for token in tokens_of(text)}
        for unit in units_of(before):
            assert unit.is_service or words.issuperset(word.text for word in unit.words)


def test_a_paragraph_of_any_length_is_compared_in_bounded_steps():
    random_ = random.Random(1)
    syllables = ["ba", "bo", "ca", "co", "da", "do"]

    def text() -> Article:
        words = " ".join(random_.choice(syllables) for _ in range(30_000))
        return Article("https://bao.example/tin", "Dài", (Paragraph(Inline(words)),))

    (title, *lines) = diff_lines(text(), text())
    assert title.kind == "equal"
    assert {part.kind for line in lines for part in line.parts} <= {"equal", "removed", "added"}
