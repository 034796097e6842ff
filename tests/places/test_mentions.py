"""Which places a text names, and which it does not though it has their words."""

from datetime import date

import pytest

from hpreader.places.mentions import find_places, labels_of

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
