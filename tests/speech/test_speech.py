"""Text made for the ear: what a Vietnamese voice reads wrongly is put into words."""

from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hpreader.model import (
    VIETNAM,
    Article,
    Attachment,
    Embed,
    Heading,
    Image,
    Inline,
    ListBlock,
    Paragraph,
    Quote,
    Related,
    Table,
)
from hpreader.speech import article_speech, spoken


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("0", "không"),
        ("15", "mười lăm"),
        ("21", "hai mươi mốt"),
        ("24", "hai mươi bốn"),
        ("105", "một trăm linh năm"),
        ("1005", "một nghìn không trăm linh năm"),
        ("2026", "hai nghìn không trăm hai mươi sáu"),
        ("1000000", "một triệu"),
        ("1.000.050.000", "một tỷ không trăm năm mươi nghìn"),
        ("12.000.000.000.000", "mười hai nghìn tỷ"),
        ("1.234.567", "một triệu hai trăm ba mươi bốn nghìn năm trăm sáu mươi bảy"),
        ("1,234,567", "một triệu hai trăm ba mươi bốn nghìn năm trăm sáu mươi bảy"),
        ("3,5", "ba phẩy năm"),
        ("1.250,75", "một nghìn hai trăm năm mươi phẩy bảy mươi lăm"),
        ("17.5", "mười bảy chấm năm"),
        ("số 007", "số không không bảy"),
        ("1234567890123456", "một hai ba bốn năm sáu bảy tám chín không một hai ba bốn năm sáu"),
    ],
)
def test_numbers_are_read_as_vietnamese_counts(written: str, read: str) -> None:
    assert spoken(written) == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("30/11/2026", "ngày ba mươi tháng mười một năm hai nghìn không trăm hai mươi sáu"),
        ("Ngày 5-4-2026", "Ngày năm tháng tư năm hai nghìn không trăm hai mươi sáu"),
        ("2026-11-30", "ngày ba mươi tháng mười một năm hai nghìn không trăm hai mươi sáu"),
        ("tháng 4/2026", "tháng tư năm hai nghìn không trăm hai mươi sáu"),
        ("sáng 1/4", "sáng một tháng tư"),
        ("(30/11)", "(ngày ba mươi tháng mười một)"),
        ("25-30/11", "hai mươi lăm đến ngày ba mươi tháng mười một"),
        ("1/3 dân số", "một phần ba dân số"),
        ("15/20 hộ", "mười lăm trên hai mươi hộ"),
        ("24/7", "hai mươi bốn trên bảy"),
        ("31/2/2026", "ba mươi mốt trên hai trên hai nghìn không trăm hai mươi sáu"),
        ("quý 2/2026", "quý hai năm hai nghìn không trăm hai mươi sáu"),
        ("6h30", "sáu giờ ba mươi phút"),
        ("18h00", "mười tám giờ"),
        ("14:05", "mười bốn giờ năm phút"),
        ("21h30-22h", "hai mươi mốt giờ ba mươi phút đến hai mươi hai giờ"),
        ("6g", "sáu giờ"),
    ],
)
def test_dates_and_times_are_read_as_such(written: str, read: str) -> None:
    assert spoken(written) == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("500m2", "năm trăm mét vuông"),
        ("120 km/h", "một trăm hai mươi ki lô mét trên giờ"),
        ("1.000 người/km2", "một nghìn người trên ki lô mét vuông"),
        ("25.000đ/kg", "hai mươi lăm nghìn đồng trên ki lô gam"),
        ("-5°C", "âm năm độ xê"),
        ("5-7%", "năm đến bảy phần trăm"),
        ("1.200USD", "một nghìn hai trăm đô la Mỹ"),
        ("€3,5 triệu", "ba phẩy năm triệu ơ rô"),
        ("3x4m", "ba nhân bốn mét"),
        ("tỷ số 2-1", "tỷ số hai một"),
        ("2021 – 2026", "hai nghìn không trăm hai mươi mốt đến hai nghìn không trăm hai mươi sáu"),
        ("5G", "năm G"),
        ("COVID-19", "COVID mười chín"),
        ("0225.3842999", "không hai hai năm ba tám bốn hai chín chín chín"),
        ("0912 345 678", "không chín một hai ba bốn năm sáu bảy tám"),
        ("+84 912345678", "cộng tám bốn chín một hai ba bốn năm sáu bảy tám"),
        ("1900 1234", "một chín không không một hai ba bốn"),
    ],
)
def test_quantities_are_read_with_their_units(written: str, read: str) -> None:
    assert spoken(written) == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("UBND TP. Hải Phòng", "Ủy ban nhân dân thành phố Hải Phòng"),
        ("TP.HCM", "Thành phố Hồ Chí Minh"),
        ("Q.1, P.Lạch Tray", "quận một, phường Lạch Tray"),
        ("PGS.TS An", "phó giáo sư, tiến sĩ An"),
        ("Sở GD&ĐT", "Sở Giáo dục và Đào tạo"),
        ("QL5", "quốc lộ năm"),
        ("Khóa XIV", "Khóa mười bốn"),
        ("lần thứ I và thứ IV", "lần thứ nhất và thứ tư"),
        ("thế kỷ XXI", "thế kỷ hai mươi mốt"),
        ("thứ 4", "thứ tư"),
        ("VTC", "vê tê xê"),
        ("SÔNG CẤM, MC Lan", "SÔNG CẤM, MC Lan"),
        ("khóa học, phần mềm, cấp cứu", "khóa học, phần mềm, cấp cứu"),
        ("UBNDX", "UBNDX"),
        ("xem https://bao.vn/a?b=1 (www.bao.vn) nhé", "xem nhé"),
        ("tin@bao.vn", "tin a còng bao chấm vn"),
    ],
)
def test_abbreviations_and_roman_numerals_are_written_out(written: str, read: str) -> None:
    assert spoken(written) == read


WORDS = st.sampled_from(
    [
        "ngày",
        "thứ",
        "quý",
        "tỷ",
        "UBND",
        "TP.",
        "Q.",
        "km/h",
        "m2",
        "%",
        "°C",
        "đ",
        "USD",
        "XIV",
        "MCMXC",
        "h",
        "/",
        "-",
        "–",
        ".",
        ",",
        ":",
        "(",
        ")",
        "x",
        "+",
        "&",
        "sáng",
        "bão",
        "²",
        "٣",
        "①",
        "$",
    ]
)
PIECES = st.lists(
    st.one_of(st.integers(0, 10**18).map(str), WORDS, st.text(max_size=4)), max_size=12
)


@settings(max_examples=80)
@given(PIECES, st.sampled_from(["", " "]))
def test_no_digit_is_left_in_any_text(pieces: list[str], between: str) -> None:
    read = spoken(between.join(pieces))
    assert not [sign for sign in read if sign.isdigit()]


@settings(max_examples=50)
@given(st.integers(1, 31), st.integers(1, 12), st.integers(1900, 2100))
def test_each_date_is_read_as_a_date(day: int, month: int, year: int) -> None:
    read = spoken(f"{day:02}/{month}/{year}")
    if day <= 28:
        assert read.startswith("ngày ")
        assert " tháng " in read
        assert " năm " in read
    assert not any(sign.isdigit() for sign in read)


@pytest.mark.parametrize(
    "piece", ["a", "1", "a-", "1.", "a.", "1/", "M", "0225", "5-", " 1/4", "a@", "$1,", "(", "\n"]
)
def test_a_long_text_of_anything_is_read_at_once(piece: str) -> None:
    """A pattern that tries again at each letter would take long for these."""
    read = spoken(piece * 10_000)
    assert not any(sign.isdigit() for sign in read)


def test_of_an_article_only_what_is_text_is_read() -> None:
    article = Article(
        url="https://bao.vn/1",
        title="Mưa 15 ngày",
        lede="Dẫn.",
        published=datetime(2026, 11, 30, tzinfo=VIETNAM),
        blocks=(
            Paragraph(Inline("Dòng một\nDòng 2")),
            Heading(2, Inline("Đầu mục")),
            Image("https://bao.vn/a.jpg", "thay", Inline("Chú thích 1")),
            ListBlock(True, (Inline("mục"), Inline("mục?"))),
            Quote(Inline("“Lời.”")),
            Table(((Inline("A"), Inline("")), (Inline("12 ha"), Inline("x")))),
            Embed("https://v.vn/1", "Phim"),
            Attachment("https://bao.vn/a.pdf", "Tệp"),
        ),
        related=(Related("Tin khác", "https://bao.vn/2"),),
    )
    assert article_speech(article).split("\n\n") == [
        "Mưa mười lăm ngày.",
        "Dẫn.",
        "Dòng một.",
        "Dòng hai.",
        "Đầu mục.",
        "mục.",
        "mục?",
        "“Lời.”",
        "A.",
        "mười hai héc ta, x.\n",
    ]
