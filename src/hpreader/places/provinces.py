"""The names of the other provinces, by which a ward of theirs is told from one of Hải Phòng's."""

from __future__ import annotations

from typing import Final

OTHERS: Final = (
    "An Giang|Bà Rịa|Vũng Tàu|Bình Dương|Bình Phước|Bình Thuận|Bình Định|Bạc Liêu|Bắc Giang|Bắc Kạn|Bắc Ninh|Bến Tre"
    "|Cao Bằng|Cà Mau|Cần Thơ|Gia Lai|Hà Giang|Hà Nam|Hà Nội|Hà Tĩnh|Hưng Yên|Hậu Giang|Hồ Chí Minh|TP.HCM"
    "|TP HCM|TPHCM|Sài Gòn|Thủ Đức|Khánh Hòa|Kiên Giang|Kon Tum|Lai Châu|Long An|Lào Cai|Lâm Đồng|Lạng Sơn|Nam Định"
    "|Nghệ An|Ninh Bình|Ninh Thuận|Phú Thọ|Phú Yên|Quảng Bình|Quảng Nam|Quảng Ngãi|Quảng Ninh|Quảng Trị"
    "|Sóc Trăng|Sơn La|Thanh Hóa|Thái Bình|Thái Nguyên|Thừa Thiên|Tiền Giang|Trà Vinh|Tuyên Quang|Tây Ninh"
    "|Vĩnh Long|Vĩnh Phúc|Yên Bái|Điện Biên|Đà Nẵng|Đắk Lắk|Đắc Lắc|Đắk Nông|Đồng Nai|Đồng Tháp|Đà Lạt|Hạ Long"
    "|tỉnh Hòa Bình|thành phố Huế|TP Huế|TP. Huế"
)
"""Provinces before and after July 2025, and the largest cities; Hà Nam is also a commune of Hải Phòng, and is
looked for only behind a name."""
