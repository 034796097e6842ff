"""The articles whose rendering is compared with the golden texts. All words are our own."""

from datetime import date, datetime

from hpreader.model import (
    VIETNAM,
    Article,
    Embed,
    Heading,
    Image,
    Inline,
    LinkState,
    ListBlock,
    Paragraph,
    Quote,
    Related,
    Span,
    Table,
)


def marked(text: str, *stretches: tuple[str, str, str]) -> Inline:
    """A text with spans over the stretches named by their words, kind and address."""
    spans = []
    for words, kind, url in stretches:
        start = text.index(words)
        spans.append(Span(start, start + len(words), kind, url))
    return Inline(text, tuple(spans))


def cells(*texts: str) -> tuple[Inline, ...]:
    return tuple(map(Inline, texts))


FERRY = Article(
    url="https://baomau.vn/chuyen-pha-cuoi-tren-song-cam-12.html",
    id="a1",
    source="baomau.vn",
    section="Đời sống",
    sections=("Đời sống", "Giao thông"),
    title="Chuyến phà cuối trên sông Cấm và những người lái phà ở lại với bến cũ",
    lede="Từ sáng mai, cầu mới thông xe. Chuyến phà 22 giờ tối nay là chuyến cuối cùng sau 41 năm.",
    published=datetime(2024, 7, 6, 6, 5, tzinfo=VIETNAM),
    updated=datetime(2024, 7, 6, 9, 40, tzinfo=VIETNAM),
    byline="Đặng Thuỷ Nguyên",
    origin="baomau.vn",
    blocks=(
        Paragraph(
            marked(
                "Bến phà cách trung tâm TP. Hải Phòng 5 km, ngày 3-9 tới sẽ thành công viên ven sông. "
                "Ông T. V. Bình, người lái phà 27 năm, nói ông đã đưa chừng 3,2 triệu lượt khách "
                "qua sông và nhớ mặt nhiều người hơn ông tưởng.",
                ("công viên ven sông", "link", "https://baomau.vn/cong-vien-ven-song-9.html"),
                ("3,2 triệu lượt khách", "strong", ""),
            )
        ),
        Image(
            "https://baomau.vn/anh/pha.jpg",
            "Phà rời bến",
            Inline("Phà số 4 rời bến trong sương sớm. Ảnh: Lê Mây"),
        ),
        Heading(2, Inline("Người ở lại")),
        Paragraph(
            marked(
                "Tám trong mười hai người của đội phà nhận việc mới: sáu người sang đội cứu hộ, "
                "hai người trông công viên. Bảng lương xem ở trang của đội, còn lịch chuyến cuối như sau.",
                ("nhận việc mới", "emphasis", ""),
                ("trang của đội", "link", "https://doipha.example.vn/luong?nam=2024&thang=7"),
            )
        ),
        Table(
            (
                cells("Giờ", "Bến đi", "Ghi chú"),
                cells("18:00", "Bến Nam", "chở cả ô tô"),
                cells("20:30", "Bến Bắc", "chỉ xe máy, xe đạp và người đi bộ"),
                cells("22:00", "Bến Nam", "chuyến cuối, miễn vé cho mọi người"),
            ),
            header=True,
        ),
        Quote(
            Inline(
                "Tôi không tiếc phà. Tôi tiếc tiếng còi, vì cả phố dậy theo tiếng còi.\n"
                "Cầu thì không có còi."
            )
        ),
        Heading(4, Inline("Ba việc cần nhớ")),
        ListBlock(
            True,
            cells(
                "Vé tháng còn hạn được đổi lấy vé xe buýt tuyến 7 đến hết tháng 9.",
                "Đổi tại hai nơi:",
                "quầy vé bến Nam",
                "bưu cục phố Cầu Đất, mở cửa đến 17 giờ các ngày trong tuần",
                "Không đổi qua mạng.",
            ),
            (0, 0, 1, 1, 0),
        ),
        Embed("https://video.example.vn/pha-cuoi", "Video: Hồi còi cuối"),
    ),
    related=(
        Related(
            "Công viên ven sông mở cửa thử một tuần",
            "https://baomau.vn/cong-vien-ven-song-9.html",
            "Vườn cây, sân chơi và một phòng trưng bày nhỏ kể chuyện bến phà.",
            date(2024, 7, 5),
        ),
        Related(
            "Xe buýt tuyến 7 thêm mười chuyến mỗi ngày từ khi cầu thông xe",
            "https://baomau.vn/xe-buyt-tuyen-7-8.html",
            "",
            datetime(2024, 7, 4, 16, 30, tzinfo=VIETNAM),
        ),
        Related("Tiếng còi phà vào bảo tàng", "https://baomau.vn/tieng-coi-pha-3.html"),
    ),
)
"""One of everything, as a newspaper has it."""

FERRY_STATES: dict[str, LinkState] = {
    "https://baomau.vn/cong-vien-ven-song-9.html": "cached",
    "https://baomau.vn/xe-buyt-tuyen-7-8.html": "missing",
    "https://baomau.vn/tieng-coi-pha-3.html": "read",
}

AWKWARD = Article(
    url="https://baomau.vn/bang-gia-cho-dem-77.html",
    title="Chợ đêm 🏮 đông khách: 横浜 góp 12 gian hàng",
    blocks=(
        Paragraph(
            Inline(
                "Bản đồ ở https://bando.example.vn/cho-dem/khu-vuc/quan-hong-bang/2024/ban-do-gian-hang-day-du.pdf"
                "?phienban=3&ngonngu=vi và ở cổng chợ."
            )
        ),
        Paragraph(
            Inline("港の夜市では焼き鳥とたこ焼きが一番人気で、夜十時まで行列が続いた。 🍢🍢🍢")
        ),
        Table(
            (
                cells(
                    "Gian",
                    "Món",
                    "Giá",
                    "Người bán",
                    "Quê",
                    "Mở cửa",
                    "Nghỉ",
                    "Điện thoại đặt hàng",
                ),
                cells(
                    "1",
                    "Bánh đa cua",
                    "35.000",
                    "Bà Hiền",
                    "Kiến Thuỵ",
                    "18:00",
                    "thứ hai",
                    "0225-000-001",
                ),
                cells("2", "Giá bể xào", "40.000", "", "Đồ Sơn", "18:30", "", "0225-000-002"),
            ),
            header=True,
        ),
        Image("https://baomau.vn/anh/cho.jpg", "Cổng chợ đêm"),
        Image("https://baomau.vn/anh/den.jpg"),
        ListBlock(
            False,
            cells("Gửi xe:", "cổng Đông", "miễn phí trước 19 giờ", "cổng Tây", "Không hút thuốc"),
            (0, 1, 2, 1, 0),
        ),
        Embed("https://ban-do.example.vn/nhung?khu=cho-dem"),
        Paragraph(
            Inline(
                "Siêudàikhôngcóchỗnàođểngắtdòngcảnênphảicắtngangởđâuđótrongtừnàymàthôikhôngthểkhácđược."
            )
        ),
    ),
    related=(Related("Chợ Sắt sửa mái", "https://baomau.vn/cho-sat-2.html"),),
    related_from="cache",
)
"""What does not fit: long addresses, wide letters, a table of eight columns, no facts at all."""
