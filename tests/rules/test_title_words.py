"""Words that are offered for a rule."""

import pytest

from hpreader.rules.title_words import MOST_WORDS, title_words


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Hải Phòng khai trương cầu", ("Hải Phòng", "phòng khai", "khai trương", "trương cầu")),
        ("Bác sĩ dùng AI", ("AI", "bác sĩ", "sĩ dùng", "dùng ai")),
        ("Mưa lớn: V-League hoãn", ("V League", "mưa lớn", "league hoãn")),
        ("Bão", ("bão",)),
        ("…", ()),
        ("", ()),
    ],
)
def test_names_come_first_and_nothing_twice(title, words):
    assert title_words(title) == words


OTHERS = (
    "Giá ô tô điện giảm",
    "Xe ô tô lao xuống mương",
    "Ô tô cũ ế khách",
    "Thu phí đường bộ tự động",
    "Phí ô nhiễm tăng",
)


def test_other_titles_tell_which_syllables_are_one_word():
    title = "Thu phí ô tô vào nội đô"
    assert "phí ô" in title_words(title)
    found = title_words(title, OTHERS)
    assert {"phí ô", "tô vào"} & {*found} == set()
    assert {"thu phí", "ô tô", "vào nội", "nội đô"} <= {*found}


def test_a_pair_that_few_titles_have_splits_no_other():
    title = "Thu phí ô tô vào nội đô"
    assert title_words(title, OTHERS[:2]) == title_words(title)


def test_a_pair_that_other_titles_have_stays():
    others = ("Hội An mưa lớn", "Hội An đông khách", "Hội An ngập") * 2
    assert "hội an" in title_words("Lễ hội ánh sáng ở phố cổ hội an", others)


def test_a_long_title_offers_a_few():
    assert len(title_words(" ".join(f"từ{number}" for number in range(40)))) == MOST_WORDS
