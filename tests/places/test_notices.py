"""Which articles are notices, and the days that they are for."""

from datetime import date

import pytest

from hpreader.places.notice_days import notice_spans
from hpreader.places.notices import find_kinds

TUESDAY = date(2026, 12, 1)


def days(title, *texts, near=""):
    spans = notice_spans(title, texts, TUESDAY, lambda text: bool(near) and near in text)
    return [(f"{one.first:%d/%m}", f"{one.last:%d/%m}", one.hours) for one in spans]


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Lịch cắt điện tuần này", "power"),
        ("Tạm ngừng cung cấp điện để sửa lưới", "power"),
        ("Ngừng cấp nước tại hai phường", "water"),
        ("Cấm đường phục vụ giải chạy", "road"),
        ("Phân luồng giao thông dịp lễ", "road"),
        ("Bão số 7 hướng vào bờ", "storm"),
        ("Triều cường dâng cao", "storm"),
        ("Tuyển sinh lớp 10", "school"),
        ("Học sinh nghỉ học tránh rét", "school"),
        ("Học sinh Hải Phòng nghỉ Tết chín ngày", "school"),
        ("Chặn đường để thi công cống", "road"),
        ("Rào chắn đường ven hồ", "road"),
    ],
)
def test_a_notice_is_known_by_its_words(title, kind):
    assert kind in find_kinds(title)


@pytest.mark.parametrize(
    "title",
    [
        "Mất nước vào tay giặc",
        "Điện Biên đón khách",
        "Đường tốt lên",
        "Bảo tàng mở cửa",
        "Bắt nhóm thanh niên chặn đường cướp xe máy",
        "Phân luồng học sinh sau lớp 9: nhiều em chọn học nghề",
        "Cơn bão giá trước Tết",
    ],
)
def test_other_news_are_no_notices(title):
    assert not find_kinds(title)


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("Cắt điện ngày 3/12", [("03/12", "03/12", ())]),
        ("Cắt điện ngày 3-12-2026", [("03/12", "03/12", ())]),
        ("Cắt điện ngày 12 tháng 12", [("12/12", "12/12", ())]),
        ("Cấm xe từ ngày 3/12 đến hết ngày 10/12", [("03/12", "10/12", ())]),
        ("Phân luồng dịp lễ 12-14/12", [("12/12", "14/12", ())]),
        ("Cắt điện từ 8h đến 16h30 ngày 3-12", [("03/12", "03/12", ("8:00–16:30",))]),
        ("Cấm xe thứ Bảy tuần này", [("05/12", "05/12", ())]),
        ("Cấm xe Chủ nhật tuần tới", [("13/12", "13/12", ())]),
        ("Ngừng cấp nước Chủ nhật (6/12)", [("06/12", "06/12", ())]),
        ("Bão vào đêm mai", [("02/12", "02/12", ())]),
        ("Mất điện hôm nay", [("01/12", "01/12", ())]),
        ("Ngừng cấp nước từ 22h ngày 5/12 đến 5h ngày 6/12", [("05/12", "06/12", ("22:00–5:00",))]),
        ("Nghỉ học từ ngày 28/12 đến ngày 2/1", [("28/12", "02/01", ())]),
        ("Cắt điện ngày 20/11", []),
        ("Cắt điện ngày 31/2", []),
        ("Mất điện 3/4 thành phố, 2/3 số hộ", []),
    ],
)
def test_the_days_are_read(title, wanted):
    assert days(title) == wanted


def test_the_day_of_publication_is_not_the_day_it_is_for_if_there_is_a_later_one():
    assert days("Cắt điện", "Ngày 1/12, công ty cho biết cắt điện ngày 4/12.") == [
        ("04/12", "04/12", ())
    ]


def test_a_table_is_read_cell_by_cell_and_the_followed_place_decides():
    cells = (
        "Ngày\nTừ\nĐến\nKhu vực\n05/12/2026\n6:00\n8:00\nPhường Bạch Đằng\n9:00:00\n13:00:00\n"
        "Phường Bạch Đằng\n06/12/2026\n7:30\n17:30\nXã Thanh Miện"
    )
    title = "Lịch cắt điện từ ngày 2/12 đến 8/12"
    assert days(title, "", cells, near="Bạch Đằng") == [
        ("05/12", "05/12", ("6:00–8:00", "9:00–13:00"))
    ]
    assert days(title, "", cells, near="Thanh Miện") == [("06/12", "06/12", ("7:30–17:30",))]


def test_days_below_a_heading_are_those_of_the_heading():
    text = (
        "Ngày 3/12/2026:\nTừ 7h30 - 11h30: An Biên\nNgày 4/12/2026:\nTừ 13 giờ đến 17 giờ: Lê Chân"
    )
    assert days("Lịch cắt điện", "", text, near="Lê Chân") == [("04/12", "04/12", ("13:00–17:00",))]


def test_several_rounds_of_one_day_are_told():
    text = "Ngày 6/12, xã An Lão mất điện: từ 06:00 đến 07:00 và từ 11:00 đến 12:00."
    assert days("Điện", "", text, near="An Lão") == [
        ("06/12", "06/12", ("6:00–7:00", "11:00–12:00"))
    ]
