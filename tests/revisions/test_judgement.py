"""What of an edit matters: on edits labelled by hand, and on thousands of mutated articles."""

import random
import unicodedata

import pytest

from hpreader.model import Article, Attachment, Image, Inline, Paragraph, Table
from hpreader.revisions.judgement import MOST_CHANGES, changes_between
from tests.revisions.labelled import LABELLED, article, told
from tests.revisions.mutations import SILENT, TELLING, an_article

SEEDS = 70


@pytest.mark.parametrize("edit", LABELLED, ids=[one["name"] for one in LABELLED])
def test_a_labelled_edit_is_told_or_silent(edit):
    changes = changes_between(article(edit["before"]), article(edit["after"]))
    lines = [told(change) for change in changes]
    if edit.get("silent"):
        assert lines == []
    for wanted in edit.get("tells", ()):
        assert any(line.startswith(wanted) for line in lines), lines


@pytest.mark.parametrize("name", SILENT)
def test_what_does_not_matter_is_silent_in_any_article(name):
    count = 0
    for seed in range(SEEDS):
        randomness = random.Random(seed)
        before = an_article(randomness)
        after = SILENT[name](randomness, before)
        if after is not None:
            count += 1
            assert changes_between(before, after) == (), seed
            assert changes_between(after, before) == (), seed
    assert count >= SEEDS // 25


@pytest.mark.parametrize("name", TELLING)
def test_what_matters_is_told_of_any_article_whatever_else_is_edited(name):
    count = 0
    for seed in range(SEEDS):
        randomness = random.Random(seed)
        before = an_article(randomness)
        after = TELLING[name](randomness, before)
        if after is None:
            continue
        for other in randomness.sample(list(SILENT.values()), 3):
            after = other(randomness, after) or after
        count += 1
        assert changes_between(before, after), seed
    assert count >= SEEDS // 25


def test_all_that_does_not_matter_together_is_silent():
    for seed in range(SEEDS):
        randomness = random.Random(seed)
        before = after = an_article(randomness)
        for mutate in SILENT.values():
            # Sentences of one pattern in another order, divided and put otherwise, are told from each other by
            # nothing; and with other signs a misspelt word may be a name.
            if mutate.__name__ not in {"misspelt", "signs", "other_order"}:
                after = mutate(randomness, after) or after
        assert changes_between(before, after) == (), seed


def test_the_headline_the_lede_and_the_text_tell_one_number_once():
    texts = ("Vụ cháy làm {} người bị thương.", "Đến chiều, {} người bị thương đã ổn định.")
    before, after = (
        Article(
            "https://bao.example/tin",
            f"Cháy chợ, {number} người bị thương",
            tuple(Paragraph(Inline(text.format(number))) for text in texts),
            lede=f"Sáng nay chợ cháy, {number} người bị thương.",
        )
        for number in (3, 5)
    )
    assert [told(change) for change in changes_between(before, after)] == ["3 -> 5 người"]


def test_captions_tell_a_name_that_was_corrected_but_not_that_they_came_or_went():
    def pictured(caption: str) -> Article:
        image = Image("https://bao.example/1.jpg", caption=Inline(caption))
        blocks = (Paragraph(Inline("Lễ trao giải diễn ra trong buổi sáng.")), image)
        return Article("https://bao.example/tin", "Lễ trao giải", blocks)

    first = pictured("Ông Trần Văn Bình nhận giải từ ban tổ chức")
    corrected = pictured("Ông Trần Văn Bính nhận giải từ ban tổ chức")
    bare = pictured("")
    assert [told(change) for change in changes_between(first, corrected)] == [
        "Trần Văn Bình -> Trần Văn Bính"
    ]
    assert changes_between(first, bare) == changes_between(bare, first) == ()


def test_the_text_of_a_document_is_no_edit():
    """It is fetched apart from the article, and may fail at one time."""
    body = Paragraph(Inline("Sở công bố danh sách trúng tuyển."))
    document = Attachment("https://bao.example/ds.pdf", "Danh sách")
    text = Paragraph(
        Inline("Có 250 thí sinh trúng tuyển vào lớp mười năm nay."), document=document.url
    )
    before = Article("https://bao.example/tin", "Danh sách trúng tuyển", (body, document))
    after = Article("https://bao.example/tin", "Danh sách trúng tuyển", (body, document, text))
    assert changes_between(before, after) == ()


def test_a_number_in_a_table_is_told():
    def priced(price: str) -> Article:
        cells = ((Inline("Loại"), Inline("Giá")), (Inline("Gạo tẻ"), Inline(price)))
        return Article("https://bao.example/tin", "Giá gạo", (Table(cells, header=True),))

    changes = changes_between(priced("17.000"), priced("18.500"))
    assert [told(change) for change in changes] == ["17.000 -> 18.500"]


def test_letters_and_marks_apart_are_the_same_letters():
    before = article("Tin vắn\nÔng Đỗ Quý Hiển về thăm trường cũ ở Hải An.")
    text = unicodedata.normalize("NFC", before.plain_text())
    assert changes_between(before, article(f"Tin vắn\n{text}")) == ()


def test_a_rewritten_article_is_told_within_bounds():
    before = Article(
        "https://bao.example/tin",
        "Tường thuật",
        tuple(
            Paragraph(Inline(f"Hiệp một phút {n}: bóng ở bên trái sân nhà rất lâu."))
            for n in range(900)
        ),
    )
    after = Article(
        "https://bao.example/tin",
        "Tường thuật",
        tuple(
            Paragraph(Inline(f"Set hai điểm {n}: người giao cầu đứng về phía nắng chiều."))
            for n in range(900)
        ),
    )
    changes = changes_between(before, after)
    assert 0 < len(changes) <= MOST_CHANGES
