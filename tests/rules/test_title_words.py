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


def test_a_long_title_offers_a_few():
    assert len(title_words(" ".join(f"từ{number}" for number in range(40)))) == MOST_WORDS
