"""Phrases of sites as data, and what is derived from them."""

import re
import tomllib
from importlib.resources import files

import pytest

from hpreader.page.phrases import LANGUAGES, alternatives, pattern
from hpreader.page.phrases.derivation import first_letters, first_words, required_words
from hpreader.page.related.labels import LINK_LINE_START, RELATED_LABEL, can_begin_label

FILES = {
    file.name.removesuffix(".toml"): tomllib.loads(file.read_text("utf-8"))
    for file in files("hpreader.page.phrases").iterdir()
    if file.name.endswith(".toml")
}
NAMES = sorted({name for values in FILES.values() for name in values} - {"parts"})


def test_every_file_is_of_a_language_that_is_read() -> None:
    assert set(FILES) == set(LANGUAGES)


@pytest.mark.parametrize("name", NAMES)
def test_every_phrase_is_an_expression_and_no_language_has_it_twice(name: str) -> None:
    for values in FILES.values():
        phrases = values.get(name, [])
        assert len(set(phrases)) == len(phrases)
    assert not any("<" in one and re.search(r"<\w+>", one) for one in alternatives(name))
    assert pattern(name).search("\x00") is None or name == "home"


def test_a_name_that_no_language_has_is_a_bug() -> None:
    with pytest.raises(KeyError):
        alternatives("no_such_name")


@pytest.mark.parametrize(
    ("phrases", "words"),
    [
        (["xem thêm"], {"xem"}),
        (["(?:các |những )?tin khác"], {"các", "những", "tin"}),
        (["tin,? bài", "more(?: on .{1,9})?"], {"tin", "tin,", "more"}),
        (["(?:a|b(?:c|d))? ?e f"], {"a", "bc", "bd", "e", "ae", "bce", "bde"}),
        ([r"^(?=x)xem\s+\w+"], {"xem"}),
    ],
)
def test_the_first_words_of_phrases(phrases: list[str], words: set[str]) -> None:
    assert first_words(phrases) == words


def test_the_first_letters_of_phrases() -> None:
    assert first_letters(["Xem thêm", "(?:các )?tin(?: khác)?", "(?:bài|kỳ) [0-9]+"], 2) == {
        "xe", "cá", "ti", "bà", "kỳ",
    }  # fmt: skip


@pytest.mark.parametrize("phrase", [".{1,9} khác", r"\d+ tin", "[ab]c", r"\w?\d tin"])
def test_a_phrase_that_begins_with_any_letter_has_no_first_words(phrase: str) -> None:
    with pytest.raises(ValueError, match="any letter"):
        first_words([phrase])


@pytest.mark.parametrize(
    ("phrase", "words"),
    [
        ("(?:đăng ký|mua)[^.]{0,9}để (?:đọc|xem) (?:tiếp|hết)", {"đăng", "mua"}),
        ("(?:to )?(?:continue|keep) reading", {"reading"}),
        ("(?:tin-?lien|other_?news)", {"lien", "other"}),
    ],
)
def test_the_words_that_a_match_cannot_be_without(phrase: str, words: set[str]) -> None:
    assert required_words([phrase]) == words


@pytest.mark.parametrize("phrase", [r"\d+", "(?:a|.)", "(?:tin)?"])
def test_a_phrase_without_a_certain_word_is_refused(phrase: str) -> None:
    with pytest.raises(ValueError, match="no certain word"):
        required_words([phrase])


def test_a_bracket_that_was_not_opened_is_refused() -> None:
    with pytest.raises(ValueError, match="an unexpected bracket"):
        required_words(["a)b"])


def test_every_label_passes_the_check_of_its_first_word() -> None:
    news = ("Tin khác", "Các tin, bài cùng chuyên mục", "Bài viết liên quan", "Liên quan", "Also in Sport", "Keep reading", "Related", "What to read next", "Mời bạn đọc tin khác", "Đáng đọc", "Chuyện đã đăng")  # fmt: skip
    for label in news:
        assert RELATED_LABEL.fullmatch(label), label
        assert can_begin_label(label), label


def test_the_first_two_letters_of_lines_that_link_to_another_article_are_known() -> None:
    letters = first_letters(alternatives("link_line_start"), 2)
    for line in (
        "Xem thêm: a",
        "Mời độc giả xem: a",
        "Kỳ trước: a",
        "Read more: a",
        "Also read: a",
    ):
        assert LINK_LINE_START.match(line)
        assert line[:2].lower() in letters
