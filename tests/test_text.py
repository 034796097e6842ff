import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hpreader.render.line_breaks import printable
from hpreader.text import (
    clean,
    fold,
    fold_words,
    has_marks,
    normalized,
    reading_minutes,
    sort_key,
    tone_key,
)
from hpreader.text import printable as printable_text

HOSTILE = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from("\x1b\x07\x9b\x9d\x9c\x90[]P\\;m01Kouy \u202e\u200d\u200b\ufe0f\u0301\u0302\r\n\t"),
    ),
    max_size=60,
)  # fmt: skip
VIETNAMESE = st.text(
    st.sampled_from("aăâbcdđeêghiklmnoôơpqrstuưvxyàáảãạòóỏõọùúủũụỳýHÒÀĐ "), max_size=30
)


@pytest.mark.parametrize(
    "sequence",
    [
        "\x1b[31m",
        "\x1b[2J",
        "\x1b[?1049h",
        "\x1b[38;2;1;2;3m",
        "\x1b[1 q",
        "\x1b]0;title\x07",
        "\x1b]0;title\x1b\\",
        "\x1b]52;c;ZXZpbA==\x9c",
        "\x1b]8;;https://evil.example\x1b\\",
        "\x1bP1$r0m\x1b\\",
        "\x1b_application\x1b\\",
        "\x1b^private\x1b\\",
        "\x1bXstart of string\x1b\\",
        "\x1bc",
        "\x1b(0",
        "\x1b7",
        "\x9b31m",
        "\x9d0;title\x9c",
        "\x90q\x9c",
    ],
)
def test_a_terminal_sequence_is_dropped_whole(sequence):
    assert clean(f"Hải{sequence} Phòng") == "Hải Phòng"


def test_a_sequence_made_by_dropping_another_one_goes_too():
    assert clean("a\x1b\x1b[1m[31mb") == "a[31mb"
    assert clean("a\x1b\u200b[31mb") == "a[31mb"
    assert clean("\x1b]0;a\x1b]0;b\x07c") == "c"


def test_a_string_that_nothing_ends_takes_its_line_only():
    assert clean("đầu\x1b]0;evil\nđuôi", lines=True) == "đầu\nđuôi"


def test_an_eight_bit_letter_of_a_wrong_charset_does_not_eat_the_paragraph():
    assert clean("giá\x9d tăng mạnh") == "giá tăng mạnh"


@pytest.mark.parametrize(
    "junk",
    "\x00\x07\x08\x7f\x80\x9c\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202e\u2060\u2066\u2069\ufeff\ufe0f\ud800\ue000\U000e0041",
)
def test_an_invisible_character_is_dropped(junk):
    assert clean(f"Hải{junk} Phòng") == "Hải Phòng"


def test_no_control_format_surrogate_or_private_character_of_unicode_survives():
    survivors = [
        hex(code)
        for code in range(sys.maxunicode + 1)
        if unicodedata.category(chr(code)) in {"Cc", "Cf", "Cs", "Co"}
        and clean(f"à{chr(code)}đ", lines=True) not in {"àđ", "à đ", "à\nđ"}
    ]
    assert survivors == []


def test_white_space_of_any_kind_becomes_one_space():
    assert clean("\u3000a\u00a0\t\r\n b\u2028c\u2003") == "a b c"


def test_newlines_are_kept_where_lines_are_wanted():
    assert clean("a \r\n b\u2029c\td\n\ne\n", lines=True) == "a\nb\nc d\n\ne"


def test_decomposed_letters_are_composed():
    assert clean("Ha\u0309i Pho\u0300ng") == "Hải Phòng"


PILES = {
    "Latin": "a\u0316", "enclosing keycap": "1\u20e3", "Thai": "\u0e01\u0e49", "Arabic": "\u0628\u064b",
    "Hebrew": "\u05d0\u05b8", "Devanagari": "\u0915\u0941", "Bengali": "\u0995\u09c1", "Tamil": "\u0b95\u0bc0",
    "Tibetan": "\u0f40\u0f90", "Khmer": "\u1780\u17b6\u17c6", "Burmese": "\u1000\u102d", "Lao": "\u0e81\u0ec8",
    "Syriac": "\u0710\u0730", "Cyrillic": "\u0430\u0488", "half marks": "a\ufe20", "music": "\U0001d15f\U0001d167",
    "Brahmi": "\U00011013\U00011038", "Hangul": "\u1100\u1161",
}  # fmt: skip
"""By script a letter and one of its marks."""


@pytest.mark.parametrize("script", PILES)
def test_piled_marks_are_cut_in_every_script_so_that_a_line_stays_a_line(script):
    base, mark = PILES[script][:-1], PILES[script][-1]
    cleaned = clean(f"{base}{mark * 1000}{base}{mark}")
    assert cleaned.count(mark) <= 7
    assert cleaned.endswith(unicodedata.normalize("NFC", base + mark))
    assert clean(cleaned) == cleaned


def test_marks_of_different_kinds_are_counted_together():
    pile = "ก" + "\u0e49\u0301\u064b\u20e3\u0941\u0903" * 100
    assert len(clean(pile)) <= 9


@pytest.mark.parametrize(
    "text",
    [
        "בְּרֵאשִׁ֖ית בָּרָ֣א אֱלֹהִ֑ים אֵ֥ת הַשָּׁמַ֖יִם וְאֵ֥ת הָאָֽרֶץ׃",
        "بِسْمِ ٱللَّهِ ٱلرَّحْمَٰنِ ٱلرَّحِيمِ وَلَا ٱلضَّآلِّينَ",
        "สวัสดีครับ ที่นี่ น้ำแข็ง กตัญญู ผู้ใหญ่บ้าน",
        "क्षत्रिय र्त्स्न्या स्त्री अग्निमीळे॑ पु॒रोहि॑तम्",
        "བསྒྲིགས་ བརྒྱུད་ སྒྲུབ་ ཧཱུྃ ཨོཾ་མ་ཎི་པདྨེ་ཧཱུྃ",
        "မြန်မာ လျှော့ ကျွန်ုပ် ကြွှောင်း မျှော့",
        "ខ្ញុំ ស្ត្រី កម្ពុជា ព្រះ",
        "தமிழ் ஸ்ரீ", "ಕನ್ನಡ ಸ್ತ್ರೀ", "മലയാളം ക്ഷ്മി", "සිංහල ක්‍ෂ".replace("\u200d", ""),
        "Tiếng Việt Ǘ ợ ể", "ɔ̃̀ ə̥̄́ ŋ̊́", "한국어", "…… ━━━━━━━━ ★★★★★★★ ————————", "漢字かな交じり文",
    ],
)  # fmt: skip
def test_no_orthography_loses_a_mark(text):
    text = unicodedata.normalize("NFC", text)
    assert clean(text) == text
    assert clean(unicodedata.normalize("NFD", text)) == text


PILE = "a" + "\u0301\u0323" * 300_000
"""Marks that have to be put into another order, which takes Python's own function half an hour."""


@pytest.mark.parametrize("function", [clean, fold, tone_key, has_marks, normalized])
def test_no_pile_of_marks_takes_long(function):
    assert len(str(function(PILE))) < 1_000


def test_a_letter_keeps_thirty_marks_in_their_order():
    assert normalized("a" + "\u0323\u0301" * 15) == "\u1ea1" + "\u0323" * 14 + "\u0301" * 15
    assert normalized("«—»…" * 20 + "a\u0301") == "«—»…" * 20 + "á"


def test_what_is_printed_keeps_its_white_space_and_nothing_that_controls_a_terminal():
    text = "đầu\n\t  hai\x1b[31m cột\x9b2J\r\u202e ba\x1b]0;tên\x07.\n"
    assert printable_text(text) == "đầu\n\t  hai cột ba.\n"
    assert len(printable_text("a" + "\u0e49" * 99)) == 6


def test_brackets_and_emoji_of_headlines_stay():
    assert clean("[Video] 5 < 6 [/b] 👨‍👩‍👧 ❤️") == "[Video] 5 < 6 [/b] 👨👩👧 ❤"


@given(HOSTILE, st.booleans())
def test_cleaning_is_done_once_and_for_all(text, lines):
    cleaned = clean(text, lines=lines)
    assert clean(cleaned, lines=lines) == cleaned
    assert unicodedata.is_normalized("NFC", cleaned)
    cleaned.encode()


@given(HOSTILE)
def test_what_is_clean_has_no_controls_and_no_double_spaces(text):
    cleaned = clean(text)
    assert not {unicodedata.category(letter) for letter in cleaned} & {"Cc", "Cf", "Cs", "Co"}
    assert cleaned == " ".join(cleaned.split())


@given(VIETNAMESE)
def test_clean_text_is_left_alone(text):
    assert clean(text) == " ".join(unicodedata.normalize("NFC", text).split())


def test_folding_takes_case_and_marks_and_the_bar_of_d():
    assert fold("ĐƯỜNG Lạch Tray, hoà thuý") == "duong lach tray, hoa thuy"
    assert fold("D\u0111o\u0302\u0300i") == "ddoi"


def test_folding_leaves_letters_that_only_look_decomposable():
    assert fold("한글 漢字") == "한글 漢字"


@given(st.text())
def test_folded_text_has_the_length_of_its_composed_original(text):
    folded = fold(text)
    assert len(folded) == len(unicodedata.normalize("NFC", text))
    assert len(tone_key(text)) == len(unicodedata.normalize("NFC", text))


@given(st.text(st.characters(max_codepoint=0x1EFF), max_size=12) | VIETNAMESE)
def test_folding_is_done_letter_by_letter(text):
    composed = unicodedata.normalize("NFC", text)
    assert fold(text) == "".join(map(fold, composed))


@given(st.text() | st.text(st.sampled_from("aòaĐđẠΣςßﬁ“.\u0301\u0323 \n\u00a0…"), max_size=60))
def test_words_are_folded_as_their_text_is(text: str) -> None:
    assert fold_words(text) == fold(text)


@given(st.text(st.sampled_from("oaeuyòóỏõọàùúủũụỳh ÒA"), max_size=30))
def test_each_old_spelling_is_written_anew(text: str) -> None:
    lower = text.lower()
    for old, new in zip(
        ["òa", "óa", "ỏa", "õa", "ọa", "òe", "óe", "ỏe", "õe", "ọe", "ùy", "úy", "ủy", "ũy", "ụy"],
        ["oà", "oá", "oả", "oã", "oạ", "oè", "oé", "oẻ", "oẽ", "oẹ", "uỳ", "uý", "uỷ", "uỹ", "uỵ"],
        strict=True,
    ):
        lower = lower.replace(old, new)
    assert tone_key(text) == lower


@given(VIETNAMESE)
def test_folding_is_stable_and_blind_to_tone_placement(text):
    assert fold(fold(text)) == fold(text)
    assert fold(tone_key(text)) == fold(text)
    assert tone_key(tone_key(text)) == tone_key(text)


@pytest.mark.parametrize(
    ("old", "new"),
    [("hòa", "hoà"), ("thúy", "thuý"), ("Khỏe", "khoẻ"), ("THỤY", "thuỵ"), ("ủy", "uỷ")],
)
def test_both_places_of_a_tone_are_one_word(old, new):
    assert tone_key(old) == tone_key(new) == new


def test_words_that_differ_in_a_mark_keep_different_keys():
    assert len({tone_key(word) for word in ("ma", "má", "mà", "mã", "mạ", "mả")}) == 6
    assert tone_key("của") == "của"


@pytest.mark.parametrize("text", ["đ", "Đ", "ơ", "HẢI", "e\u0302"])
def test_marks_are_seen_in_any_case_and_form(text):
    assert has_marks(text)


@pytest.mark.parametrize("text", ["", "duong", "Müller 2026", "ß"])
def test_text_without_vietnamese_marks_has_none(text):
    assert not has_marks(text)


@pytest.mark.parametrize("text", ["İzmir ", "Hòa İ", "한 Đường"])
def test_letters_without_a_lower_case_of_one_letter_keep_the_length(text):
    assert len(tone_key(text)) == len(fold(text)) == len(text)


def test_names_sort_by_the_vietnamese_alphabet_and_then_by_tone():
    names = ["út", "đa", "dạ", "da", "ăn", "an", "ấn", "Ơn", "on", "à", "a", "3 số"]
    assert sorted(names, key=sort_key) == [
        "3 số", "a", "à", "an", "ăn", "ấn", "da", "dạ", "đa", "on", "Ơn", "út",
    ]  # fmt: skip


# --- one definition of an unsafe character, and one reading speed ---


def test_what_is_not_stored_is_not_drawn_either_and_the_other_way_round():
    kept = {letter for letter in map(chr, range(sys.maxunicode + 1)) if not letter.isspace()}
    stored = {letter for letter in kept if clean(f"a{letter}") == "a"}
    drawn = {letter for letter in kept if printable(f"a{letter}") == "a"}
    assert stored == drawn
    assert {"\x00", "\x1b", "\u202e", "\u200b", "\ue000", "\ufe0f", "\U0001f3fd"} <= stored


@pytest.mark.parametrize(("words", "minutes"), [(0, 0), (1, 1), (299, 1), (500, 2), (620, 3)])
def test_reading_takes_whole_minutes_of_200_syllables(words, minutes):
    assert reading_minutes(words) == minutes
