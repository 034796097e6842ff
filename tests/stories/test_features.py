"""What is taken out of a report to be compared: days, values as they are written, signatures."""

import pytest

from hpreader.stories import Rarity, Report, compare, features_of, written_values
from hpreader.stories.features import dates_in, plain_text


@pytest.mark.parametrize(
    ("title", "days"),
    [
        ("Hải Phòng thắng Nam Định 3-2", []),
        ("Bão làm 5-7 nhà tốc mái", []),
        ("Lịch nghỉ lễ 2-9", ["2/9"]),
        ("Nghỉ dịp 30-4, 1-5", ["30/4", "1/5"]),
        ("Cắt điện sáng 3-2", ["3/2"]),
        ("Họp báo (3-2)", ["3/2"]),
        ("Giá vàng 12/3", ["12/3"]),
        ("Giá vàng 3/2", ["3/2"]),
        ("Tuyển sinh từ 1-2-2026", ["1/2"]),
    ],
)
def test_a_score_or_a_range_is_no_day(title: str, days: list[str]) -> None:
    assert dates_in(title) == days


def test_two_reports_that_tell_the_score_from_either_side_are_of_one_match() -> None:
    one = Report(
        "Hải Phòng ngược dòng thắng Nam Định 3-2",
        "Trên sân Lạch Trê, Hải Phòng thắng Nam Định 3-2 nhờ cú đúp của Lê Văn Khoáng. Bàn mở tỉ số là của"
        " Trần Hữu Quất phút 12. Huấn luyện viên Đỗ Quý Thước hài lòng.",
        "bao-cang",
        739000,
    )
    other = Report(
        "Dẫn trước 2-1, Nam Định thua Hải Phòng 2-3",
        "Nam Định để thua 2-3 ở sân Lạch Trê. Lê Văn Khoáng ghi hai bàn, Trần Hữu Quất ghi bàn phút 12. Ông Đỗ"
        " Quý Thước khen học trò.",
        "tin-song",
        739000,
    )
    found = compare(features_of(one), features_of(other), Rarity(0, {}), ("1", "2"))
    assert found.score >= 0.6


@pytest.mark.parametrize(
    "line", ["Theo kế hoạch, hội kéo dài ba ngày.", "Tin vui đến với người dân ven sông!"]
)
def test_a_last_sentence_is_no_signature(line: str) -> None:
    assert plain_text(f"Mở đầu.\n{line}") == f"Mở đầu.\n{line}"


@pytest.mark.parametrize(
    "line", ["Theo TTXVN", "Nguồn: TTXVN.", "Bài và ảnh: Hải Âu", "Tin, ảnh: PV", "Hải Âu"]
)
def test_a_signature_is_left_out(line: str) -> None:
    assert plain_text(f"Mở đầu.\n{line}") == "Mở đầu."


def test_values_are_told_as_the_article_writes_them() -> None:
    written = written_values(
        "Vào phố Nhà Đấu, ô tô trả 40.000 đồng",
        "Sở đề xuất thu 40.000 đồng mỗi lượt từ 8 giờ 30, cho ba ô tô của ông Trần Quất.",
    )
    assert written["nha dau"] == "Nhà Đấu"
    assert written["vao pho"] == "Vào phố"
    assert written["40000 dong"] == "40.000 đồng"
    assert written["8h30"] == "8 giờ 30"
    assert written["3 o"] == "ba ô tô"
    assert written["tran quat"] == "Trần Quất"


def test_the_beginning_of_an_offices_name_is_no_name() -> None:
    report = Report("Sở Xây dựng Lê Chân họp", "Theo Bộ Y tế, cả Viện Kiểm sát và Sở Y tế đều họp.")
    assert features_of(report).names == ("le chan",)
