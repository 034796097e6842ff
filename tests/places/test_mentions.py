"""Which places a text names, and which it does not though it has their words."""

import re
from datetime import date
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hpreader.places.gazetteer import DISTRICT_KINDS
from hpreader.places.mentions import _names, _Starts, find_places, labels_of
from hpreader.places.provinces import OTHERS
from hpreader.text import clean, tone_key

BEFORE = date(2024, 5, 1)
AFTER = date(2026, 5, 1)


def labels(text, published=AFTER, *, is_local=True, title="", teaser=""):
    return labels_of(find_places((title, teaser, text), published, is_local=is_local))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Công an phường Lê Chân nhắc người dân", {"phường Lê Chân"}),
        ("P. Gia Viên và P.Hải An mất điện", {"phường Gia Viên", "phường Hải An"}),
        ("PHƯỜNG LÊ CHÂN RA MẮT ĐỘI MỚI", {"phường Lê Chân"}),
        ("Phường Hoà Bình, phường Hòa Bình", {"phường Hòa Bình"}),
        ("đặc khu Cát Hải đón khách", {"đặc khu Cát Hải"}),
        (
            "các phường Lê Chân, An Biên và Hải An",
            {"phường Lê Chân", "phường An Biên", "phường Hải An"},
        ),
        ("phường Đông Hải 2, Hải Phòng", {"phường Đông Hải"}),
        ("xã Tân Liên vào vụ", {"xã Vĩnh Bảo"}),
        ("phường Vĩnh Niệm cũ", {"phường Lê Chân", "phường An Biên"}),
        ("TP Thủy Nguyên", {"thành phố Thủy Nguyên"}),
        ("H. Tiên Lãng", {"huyện Tiên Lãng"}),
        ("Người dân Tiên Lãng", {"xã Tiên Lãng", "huyện Tiên Lãng"}),
        ("Tại Thủy Nguyên, nước lên", {"phường Thủy Nguyên", "thành phố Thủy Nguyên"}),
        ("UBND Vĩnh Bảo", {"xã Vĩnh Bảo", "huyện Vĩnh Bảo"}),
        ("xã Quang Trung, huyện An Lão", {"xã An Quang", "huyện An Lão"}),
        ("xã Quang Trung (Tứ Kỳ)", {"xã Lạc Phượng", "xã Tứ Kỳ", "huyện Tứ Kỳ"}),
    ],
)
def test_a_place_is_recognised(text, wanted):
    assert labels(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "đường Lê Chân kẹt xe",
        "Nữ tướng Lê Chân",
        "ông Tiên Lãng vừa tới",
        "Nguyễn Tiên Lãng vừa tới",
        "An Dương Vương xây thành",
        "xã Tân An Hội",
        "phường Lê Lợi 2, thành phố Hải Phòng",
        "phường Trần Phú, Hà Nội",
        "phường Trần Hưng Đạo, quận Hoàn Kiếm",
        "xã An Lão, tỉnh Gia Lai",
        "xã Hòa Bình, huyện Vũ Thư, tỉnh Thái Bình",
        "xã hội và thành phố đáng sống",
        "xã Quang Trung trồng rau",
        "phường lê chân",
    ],
)
def test_other_uses_of_its_words_are_no_place(text):
    assert labels(text) == set()


def test_another_newspaper_has_to_name_the_city_somewhere():
    assert labels("Cháy ở phường Gia Viên", is_local=False) == set()
    assert labels("Cháy ở phường Gia Viên, Hải Phòng", is_local=False) == {"phường Gia Viên"}


def test_a_name_that_other_provinces_have_needs_the_city_in_its_paragraph():
    text = "Hải Phòng có nhiều bến.\nỞ xã Tân An, lúa tốt."
    assert labels(text, is_local=False) == set()
    assert labels(text.replace("\n", " "), is_local=False) == {"xã Tân An"}
    assert labels(text, is_local=True) == {"xã Tân An"}
    titled = find_places(("Mùa lúa Hải Phòng", "", "Ở xã Tân An, lúa tốt."), AFTER)
    assert "xã Tân An" in labels_of(titled), "the title says where"


def test_before_the_merger_a_name_means_the_former_unit():
    text = "phường Gia Viên, Hải Phòng"
    assert labels(text, BEFORE) == {"phường Hồng Bàng", "phường Ngô Quyền", "phường Gia Viên"} - {
        "phường Hồng Bàng"  # it got land only
    }
    assert labels(text, AFTER) == {"phường Gia Viên"}
    assert labels("phường Lưu Kiếm", None) == {"phường Lưu Kiếm"}, "without a day it is of now"


def test_the_district_behind_a_name_decides_for_the_whole_article():
    text = "xã An Sơn (Thủy Nguyên) họp.\nChủ tịch xã An Sơn phát biểu."
    assert "xã Thái Tân" not in labels(text), "that An Sơn is of Nam Sách"


def test_the_city_counts_in_title_and_teaser_only():
    assert labels("", title="Hải Phòng ra quân") == {"thành phố Hải Phòng"}
    assert labels("", teaser="Hải Phòng ra quân") == {"thành phố Hải Phòng"}
    assert labels("Hải Phòng ra quân") == set()


def test_each_mention_has_its_rule_and_its_words():
    texts = ("Hải Phòng", "", "Các phường Lê Chân, An Biên; xã Tân Liên; huyện An Lão; ở Đồ Sơn")
    found = {(one.rule, one.excerpt) for one in find_places(texts, AFTER, is_local=True)}
    assert found == {
        ("city", "Hải Phòng"),
        ("unit", "phường Lê Chân"),
        ("list", "An Biên"),
        ("former", "xã Tân Liên"),
        ("district", "huyện An Lão"),
        ("bare", "Đồ Sơn"),
    }


# --- the quick search beside that of the whole key ---

WORDS = (
    "phường P. p. Phường PHƯỜNG xã thị Thị Xã TP tp. thành phố Phố huyện H. các Các đặc khu nam Nam bắc ý"
    " kiến Kiến An an Lão lão Đồ đồ Sơn sơn Thủy Thuỷ THỦY Nguyên Cát Bà Hải hải HẢI Phòng phòng PHÒNG Dương"
    " Kinh Hòa Hoà Bình Lê Chân Tiên Lãng Quang Trung Hà Nội tỉnh đường ông và là 2 12 Ж Σ İzmir a_ _ K"
)
SEPARATORS = st.sampled_from([" "] * 12 + ["", ", ", ". ", ".", "\n", " (", ") ", "-", " – "])
TEXTS = st.lists(st.tuples(st.sampled_from(WORDS.split(" ")), SEPARATORS), max_size=24).map(
    lambda pairs: clean("".join(map("".join, pairs)), lines=True)
)


def every_start(starts):
    """What `_Starts.matches` leaves most of out."""
    return starts._names.start.finditer(starts.key)


@given(TEXTS, st.sampled_from([BEFORE, AFTER]), st.booleans())
def test_only_words_with_a_capital_begin_a_mention(text, published, is_local):
    texts = ("Hải Phòng hôm nay", "", text)
    found = find_places(texts, published, is_local=is_local)
    with mock.patch.object(_Starts, "matches", every_start):
        assert find_places(texts, published, is_local=is_local) == found


@given(TEXTS | st.text(st.sampled_from("hải phòng dương quận nội hà_,2"), max_size=40))
def test_what_tells_where_a_paragraph_is_of_is_found_as_whole_words(text):
    key, names = tone_key(text), _names()
    kinds, districts = "|".join(DISTRICT_KINDS), "|".join(map(re.escape, names.districts))
    here = rf"\b(?:{'|'.join(names.ends)}|(?:{kinds}) (?:{districts}))\b"
    others = rf"\b(?:{'|'.join(re.escape(tone_key(one)) for one in OTHERS.split('|'))})\b"
    assert bool(names.here.search(key)) == bool(re.search(here, key))
    assert bool(names.others.search(key)) == bool(re.search(others, key))


def test_a_text_that_is_not_composed_names_no_place():
    assert labels("Ở phường Gia Viên, ho\u0323p") == set()
