"""Dates as sites and feeds write them."""

from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hpreader import dates, vietnam_time
from hpreader.model import VIETNAM

NOW = datetime(2026, 3, 7, 10, 0, tzinfo=VIETNAM)


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=VIETNAM)  # type: ignore[arg-type,misc]


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("Thứ tư, 22/10/2025, 19:25 (GMT+7)", at(2025, 10, 22, 19, 25)),
        ("Chủ nhật, 5/7/2026, 07:05", at(2026, 7, 5, 7, 5)),
        ("28/01/2026 - 06:52", at(2026, 1, 28, 6, 52)),
        ("07-03-2026 - 00:01 AM", at(2026, 3, 7, 0, 1)),
        ("07-03-2026 - 12:30 AM", at(2026, 3, 7, 0, 30)),
        ("07-03-2026 - 15:40 PM", at(2026, 3, 7, 15, 40)),
        ("07/03/2026 3:40 CH", at(2026, 3, 7, 15, 40)),
        ("23:02 , 06/03/2026", at(2026, 3, 6, 23, 2)),
        (" - 07/03/2026 08:47", at(2026, 3, 7, 8, 47)),
        ("07/03/2026   08:52 (GMT+07:00)", at(2026, 3, 7, 8, 52)),
        ("Print Thứ Bảy, 26/01/2019 19:26", at(2019, 1, 26, 19, 26)),
        ("Thời gian: 11/05/2022 12:15", at(2022, 5, 11, 12, 15)),
        ("8h30 ngày 6/7/2024", at(2024, 7, 6, 8, 30)),
        ("ngày 3 tháng 7 năm 2024", at(2024, 7, 3)),
        ("7 Tháng Bảy, 2025", at(2025, 7, 7)),
        ("Tháng Mười Hai 5, 2025", at(2025, 12, 5)),
        ("Th5 12, 2025", at(2025, 5, 12)),
        ("12 Th10, 2025 8:05", at(2025, 10, 12, 8, 5)),
        ("7 Tháng Năm, 2025 2:30 chiều", at(2025, 5, 7, 14, 30)),
        ("Ngày đăng: 07-07-2025 14:30 - Lượt xem: 1.234", at(2025, 7, 7, 14, 30)),
        ("07/07/2025 14:30:00 +0700", at(2025, 7, 7, 14, 30)),
        ("14:30 | 07/07/2025", at(2025, 7, 7, 14, 30)),
        ("Thứ 2 - 14:30 07/07/2025", at(2025, 7, 7, 14, 30)),
        ("14:30:12 - 07/07/2025", at(2025, 7, 7, 14, 30, 12)),
        ("2 giờ trước 14:30 7/7/2025", at(2025, 7, 7, 14, 30)),
        ("Hải Phòng, 06/07/2024", at(2024, 7, 6)),
        ("Thứ tư, 22/10/2025, 19:25 (GMT+7)".replace("ứ", "ứ"), at(2025, 10, 22, 19, 25)),
        ("1/28/2026 6:52:01 AM", at(2026, 1, 28, 6, 52, 1)),
        ("3/7/2026 11:05:00 PM", at(2026, 3, 7, 23, 5)),
        ("2026-03-07T08:52:11.000 +07:00", at(2026, 3, 7, 8, 52, 11)),
        ("2026-03-06T23:02:00", at(2026, 3, 6, 23, 2)),
        ("2026-03-06 23:02", at(2026, 3, 6, 23, 2)),
        ("2024-07-05T23:05:00Z", at(2024, 7, 6, 6, 5)),
        ("Fri, 05 Jul 2024 23:05:00 +0000", at(2024, 7, 6, 6, 5)),
        ("Sat, 06 Jul 24 06:05:00 GMT+7", at(2024, 7, 6, 6, 5)),
        ("5 Jul 2024 23:05 GMT", at(2024, 7, 6, 6, 5)),
        ("November 18, 2019", at(2019, 11, 18)),
    ],
)
def test_a_date_line_names_its_moment(text: str, moment: datetime) -> None:
    assert dates.parse(text, NOW) == moment


@pytest.mark.parametrize(
    "text",
    [
        "Tue, 24 Nov 2026 10:00:00 GMT+0700",
        "Tue, 24 Nov 2026 10:00:00 UTC+07:00",
        "Tue, 24 Nov 2026 10:00:00 +07",
        "Tue, 24 Nov 2026 10:00:00 +7",
        "Tue, 24 Nov 2026 10:00:00 +700",
        "Tue, 24 Nov 2026 05:00:00 CEST",
        "Tue, 24 Nov 2026 04:00:00 BST",
        "Tue, 24 Nov 2026 12:00:00 JST",
        "Mon, 23 Nov 2026 19:00:00 PST",
        "Tue, 24 Nov 2026 10:00:00 Asia/Ho_Chi_Minh",
        "Tue, 24 Nov 2026 04:00:00 Europe/Paris",
        "Tue, 24 Nov 2026 10:00:00 SE Asia Standard Time",
        "Tue, 24 Nov 2026 04:00:00 W. Europe Standard Time",
        "Tue,24 Nov 2026 10:00:00 +0700",
        "Tue Nov 24 10:00:00 2026",
        "Tue Nov 24 10:00:00 ICT 2026",
        "Tue Nov 24 10:00:00 GMT+07:00 2026",
        "Tue Nov 24 2026 10:00:00 GMT+0700 (Indochina Time)",
        "Tue 24 Nov 2026 10:00:00 AM +07",
        "Tuesday, 24-Nov-26 03:00:00 GMT",
        "24-Nov-2026 10:00:00 ICT",
        "Nov 24, 2026, 10:00 AM GMT+7",
        "2026-11-24 10:00:00 +0700 +07",
        "2026-11-24 10:00:00.5 +0700 ICT m=+0.004",
        "2026-11-24T10:00:00+07:00[Asia/Ho_Chi_Minh]",
        "2026.11.24 10:00",
        "20261124T100000+0700",
        "20261124T030000Z",
        "20261124100000",
        "T3, 24 Thg 11 2026 10:00:00 +0700",
        "Th 3, 24 thg 11, 2026 03:00:00 GMT",
        "Th3, 24 Th11 2026 10:00:00 +0700",
        "Thứ Ba, 24 tháng 11, 2026 lúc 10:00:00 GMT+7",
        "10:00:00 Giờ Đông Dương Thứ Ba, 24 tháng 11, 2026",
        "24 tháng 11 năm 2026 10:00",
        "10 giờ ngày 24 tháng 11 năm 2026",
        "ngày 24 tháng Mười một năm 2026, 10:00",
        "11/24/2026 10:00 AM",
        "11/24/2026 10:00:00 +07:00",
        "24/11/2026 10:00:00 ICT",
        "11/24/26, 10:00 AM",
        "10am, 24 Nov 2026",
        "24/Nov/2026:10:00:00 +0700",
    ],
)
def test_a_form_that_can_only_mean_one_moment_is_read(text: str) -> None:
    assert dates.parse(text, NOW) == at(2026, 11, 24, 10)
    assert dates.parse_listed(text, now=NOW) == at(2026, 11, 24, 10)


@pytest.mark.parametrize(
    "text",
    [
        "Tue, 24 Nov 2026 24:00:00 +0700",
        "2026-11-24T24:00:00+07:00",
        "24/11/2026 24:00",
    ],
)
def test_24_hours_are_the_end_of_the_day(text: str) -> None:
    assert dates.parse(text, NOW) == at(2026, 11, 25)


@pytest.mark.parametrize("text", ["20261124", "24 tháng 11 năm 2026", "T3, 24 Thg 11 2026"])
def test_forms_without_a_time_are_days(text: str) -> None:
    assert dates.parse_day(text, NOW) == date(2026, 11, 24)


def test_unix_time_is_read_in_lists_only() -> None:
    for text in ("1732417200", "1732417200000", "1732417200.25", "/Date(1732417200000)/"):
        assert dates.parse_listed(text) == at(2024, 11, 24, 10)
        assert dates.parse(text) is None
    assert dates.parse_listed("12345") is None
    assert dates.parse_listed("19001234567") is None


def test_the_other_dates_of_a_list_show_whether_the_month_is_first() -> None:
    assert dates.has_month_first(["3/7/2026 1:00 PM", "3/28/2026 1:00 PM"]) is True
    assert dates.has_month_first(["3/7/2026 1:00 PM", "28/3/2026 1:00 PM"]) is False
    assert dates.has_month_first(["3/7/2026", "2026-03-28"]) is None
    assert dates.parse_listed("3/7/2026 1:00 PM", month_first=True) == at(2026, 3, 7, 13)
    assert dates.parse_listed("3/7/2026 1:00:00 PM", month_first=False) == at(2026, 7, 3, 13)
    assert dates.parse_listed("3/7/2026 1:00 PM") == at(2026, 7, 3, 13)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2 giờ trước", at(2026, 3, 7, 8)),
        ("một giờ trước", at(2026, 3, 7, 9)),
        ("khoảng 2 giờ trước", at(2026, 3, 7, 8)),
        ("about 2 hours ago", at(2026, 3, 7, 8)),
        ("Cập nhật 2 giờ trước", at(2026, 3, 7, 8)),
        ("2h trước", at(2026, 3, 7, 8)),
        ("15p trước", at(2026, 3, 7, 9, 45)),
        ("15' trước", at(2026, 3, 7, 9, 45)),
        ("vài phút trước", at(2026, 3, 7, 9, 57)),
        ("15 phút trước", at(2026, 3, 7, 9, 45)),
        ("vừa xong", NOW),
        ("3 hours ago", at(2026, 3, 7, 7)),
        ("Hôm qua, 19:25", at(2026, 3, 6, 19, 25)),
        ("hôm qua", date(2026, 3, 6)),
        ("hôm kia", date(2026, 3, 5)),
        ("3 ngày trước", date(2026, 3, 4)),
        ("2 tuần trước", date(2026, 2, 21)),
        ("4 tháng trước", date(2025, 11, 7)),
        ("2 years ago", date(2024, 3, 7)),
    ],
)
def test_a_relative_date_counts_from_now(text: str, moment: datetime | date) -> None:
    assert dates.parse_day(text, NOW) == moment


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Hải Phòng",
        "31/02/2024",
        "13/13/2024",
        "25:61 06/07/2024",
        "31 Nov",
        "31 Nov 2026",
        "12345",
        "19001122",
        "24:30 06/07/2024",
        "Tue, 24 Nov 2026 10:00:00 XYZ",
        "Tue, 24 Nov 2026 10:00:00 Asia/../../etc/passwd",
        "Tue, 24 Nov 2026 10:00:00 EST+5",
        "Sáng ngày 6/7/2024, tại khu vực quảng trường trung tâm thành phố",
        "giai đoạn 2019-2024",
        "192.168.1.1",
        "3 giờ",
        "9999 năm trước",
        "2024-07-06T25:00:00",
        "x" * 100_000,
    ],
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert dates.parse(text, NOW) is None


@pytest.mark.parametrize("text", ["2 giờ trước", "hôm qua", "yesterday", "vừa xong"])
def test_what_counts_from_the_present_grows_old(text: str) -> None:
    assert dates.is_relative(text)
    assert not dates.is_relative("07/07/2025 14:30")


def test_only_a_day_stays_a_day() -> None:
    assert dates.parse_day("06/07/2024") == date(2024, 7, 6)
    assert not isinstance(dates.parse_day("06/07/2024"), datetime)
    assert vietnam_time.iso(dates.parse_day("06/07/2024")) == "2024-07-06"


def test_a_day_is_the_day_in_vietnam() -> None:
    evening = datetime(2024, 7, 5, 23, 5, tzinfo=UTC)
    assert vietnam_time.day_of(evening) == date(2024, 7, 6)
    assert vietnam_time.iso(evening) == "2024-07-06T06:05:00+07:00"
    assert vietnam_time.iso(None) is None


naive = st.datetimes(datetime(1971, 1, 1), datetime(2099, 12, 31))  # noqa: DTZ001 hypothesis wants naive bounds
moments = naive.map(lambda moment: moment.replace(microsecond=0, tzinfo=VIETNAM))
zones = st.integers(-12 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


@given(moments, zones)
def test_iso_and_rfc_822_come_back_as_they_were(moment: datetime, zone: timezone) -> None:
    assert dates.parse(moment.astimezone(zone).isoformat()) == moment
    assert dates.parse(format_datetime(moment.astimezone(zone))) == moment
    assert dates.parse(vietnam_time.iso(moment) or "") == moment


@given(moments.map(lambda moment: moment.replace(second=0)))
def test_vietnamese_lines_come_back_as_they_were(moment: datetime) -> None:
    weekday = (
        ["hai", "ba", "tư", "năm", "sáu", "bảy"][moment.weekday()] if moment.weekday() < 6 else ""
    )
    name = f"Thứ {weekday}" if weekday else "Chủ nhật"
    assert (
        dates.parse(f"{name}, {moment.day}/{moment.month}/{moment.year}, {moment:%H:%M} (GMT+7)")
        == moment
    )
    assert dates.parse(f"{moment:%d-%m-%Y - %H:%M}") == moment
    assert dates.parse(f"{moment:%H:%M} , {moment:%d/%m/%Y}") == moment
    assert dates.parse_day(f"{moment:%d/%m/%Y}") == moment.date()


@given(st.text(max_size=60))
def test_no_text_is_too_odd_to_be_asked(text: str) -> None:
    found = dates.parse(text, NOW)
    assert found is None or found.tzinfo is not None


WEDNESDAY = datetime(2026, 11, 25, 0, 30, tzinfo=VIETNAM)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-11-22", date(2026, 11, 22)),
        ("2026/1/5", date(2026, 1, 5)),
        ("22/11/2026", date(2026, 11, 22)),
        ("22-11-2026", date(2026, 11, 22)),
        ("22/11", date(2026, 11, 22)),
        ("hôm nay", date(2026, 11, 25)),
        ("hôm-qua", date(2026, 11, 24)),
        ("hom-qua", date(2026, 11, 24)),
        ("HOM KIA", date(2026, 11, 23)),
        ("today", date(2026, 11, 25)),
        ("yesterday", date(2026, 11, 24)),
        ("3-days-ago", date(2026, 11, 22)),
        ("31/2/2026", None),
        ("2026-13-01", None),
        ("cầu", None),
        ("", None),
        ("11/2026", None),
        ("2026", None),
    ],
)
def test_the_days_that_a_user_types(text: str, day: date | None) -> None:
    assert dates.read_day(text, WEDNESDAY) == day
    if day is not None:
        assert dates.read_day(text, WEDNESDAY, is_span=True) == day


def test_of_a_span_the_first_day_is_meant() -> None:
    assert dates.read_day("11/2026", WEDNESDAY, is_span=True) == date(2026, 11, 1)
    assert dates.read_day("2026-11", WEDNESDAY, is_span=True) == date(2026, 11, 1)
    assert dates.read_day("2026", WEDNESDAY, is_span=True) == date(2026, 1, 1)
    assert dates.read_day("13/2026", WEDNESDAY, is_span=True) is None


@pytest.mark.parametrize(
    "text",
    [
        "Sun, 22 Nov 2026 08:00:00 +0700",
        "1 Jan 2026 00:00:00 GMT",
        "Mon, 31 Feb 2026 08:00:00 +0000",
        "Sun, 22 Nov 2026 24:00:00 +0700",
        "Sun, 22 Nov 2026 23:59:60 +0700",
        "Sun, 22 Nov 2026 08:00:00 -0330",
        "Sun, 22 Nov 0026 08:00:00 +0700",
        "2026-11-22T08:00:00Z",
        "2026-11-22T08:00:00-05:00",
        "2026-02-30T08:00:00Z",
    ],
)
def test_a_listed_date_of_the_usual_form_is_read_like_any_other(text: str) -> None:
    assert dates.parse_listed(text) == dates.parse(text)


def test_few_dates_of_a_list_show_the_same_as_all_of_them() -> None:
    by_month, by_day, unknown = "11/22/2026", "22/11/2026 x", "1/2/2026"
    for lines in ([], [unknown], [unknown, by_month, by_month], [by_day], [by_day, by_month]):
        kept = dates.order_witnesses(lines)
        assert len(kept) <= 2
        assert dates.has_month_first(kept) == dates.has_month_first(lines)
