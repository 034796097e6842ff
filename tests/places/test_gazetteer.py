"""The table of places, and the ways to find one by a name."""

from collections import Counter

import pytest

from hpreader.places.gazetteer import Gazetteer, gazetteer, labels_named, read_table
from hpreader.places.names import named_places


@pytest.fixture(scope="module")
def places() -> Gazetteer:
    return gazetteer()


def labels(name: str) -> set[str]:
    return {place.label for meaning in gazetteer().meanings(name) for place in meaning.places}


def test_there_are_the_114_units_of_the_law(places):
    assert Counter(unit.kind for unit in places.units) == {"phường": 45, "xã": 67, "đặc khu": 2}
    assert len(places.by_label) == len(places.units) + len(places.districts), "no label is shared"


def test_every_former_unit_became_part_of_units_that_exist(places):
    units = {unit.label for unit in places.units}
    districts = {district.label for district in places.districts}
    for former in places.former:
        assert {label for _, label in former.became} <= units, former
        assert former.district in districts, former
        shares = [share for share, _ in former.became]
        assert shares == ["all"] or (shares[-1] == "rest" and "all" not in shares), former


def test_every_unit_was_made_of_something(places):
    without = {label for label, formers in places.formers_of.items() if not formers}
    assert without == {"đặc khu Bạch Long Vĩ"}, "the island had no communes"
    assert all(places.of_district.values())


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("Lê Chân", {"phường Lê Chân"}),
        ("le chan", {"phường Lê Chân"}),
        ("PHƯỜNG LÊ CHÂN", {"phường Lê Chân"}),
        ("quận Lê Chân", {"quận Lê Chân"}),
        ("Thuỷ Nguyên", {"phường Thủy Nguyên"}),
        ("huyện Thủy Nguyên", {"thành phố Thủy Nguyên"}),
        ("Cát Bà", {"đặc khu Cát Hải"}),
        ("phường Vĩnh Niệm", {"phường Lê Chân", "phường An Biên"}),
        ("Máy Chai (cũ)", {"phường Ngô Quyền"}),
        ("xã Quang Trung, An Lão", {"xã An Quang"}),
        ("Quang Trung (huyện Tứ Kỳ)", {"xã Lạc Phượng"}),
        ("xã Hòa Bình, Vĩnh Bảo", {"xã Nguyễn Bỉnh Khiêm"}),
        ("xã Hoà Bình, Kim Thành", {"xã Kim Thành"}),
        ("Cẩm Giàng", {"xã Cẩm Giàng"}),
        ("cam giang", {"xã Cẩm Giàng", "xã Cẩm Giang"}),
        ("phường Hải Dương", {"phường Hải Dương"}),
        ("thành phố Hải Dương", {"thành phố Hải Dương"}),
        ("phường Bến Thành", set()),
        ("", set()),
    ],
)
def test_a_place_is_found_by_its_names_of_now_and_before(name, wanted):
    assert labels(name) == wanted


def test_people_that_stayed_decide_where_a_former_unit_is_now_not_its_land():
    assert "xã Hà Nam" not in labels("xã Hòa Bình, Kim Thành"), "it got land only"


def test_a_district_stands_for_its_wards_too_but_not_the_other_way_round():
    assert labels_named("quận Lê Chân") == {"quận Lê Chân", "phường Lê Chân", "phường An Biên"}
    assert labels_named("phường Lê Chân") == {"phường Lê Chân"}


def test_a_user_is_told_what_a_former_name_is_now_and_that_a_name_means_several_places():
    named = named_places(["Lê Chân", "Máy Chai", "Quang Trung", "Bến Thành"])
    assert named.labels[:2] == ("phường Lê Chân", "phường Ngô Quyền")
    assert any("phường Máy Chai" in remark for remark in named.remarks)
    assert any(remark.startswith("Quang Trung") for remark in named.remarks)
    assert [(one.kind, one.subject) for one in named.unknown] == [("unknown_place", "Bến Thành")]
    assert not any("Lê Chân" in remark.split(" (")[0] for remark in named.remarks)


def test_places_are_searched_by_any_part_of_their_names(places):
    found = {place.label for place, _ in places.search("vĩnh niệm")}
    assert found == {"phường Lê Chân", "phường An Biên"}
    assert {place.label for place, _ in places.search("tien lang")} >= {
        "xã Tiên Lãng",
        "xã Tiên Minh",
    }
    assert len(list(places.search(""))) == 114


def test_a_broken_table_is_an_error():
    with pytest.raises(ValueError, match="province"):
        read_table("province\txã\tX\t-\t-")
