"""PDF documents of our own words, written by hand: the least that ISO 32000-1 asks for.

    data = pdf(["Điều 1. Phạm vi", "Chợ đêm mở từ 18 giờ."], ["Trang hai."])

Each argument is a page, each string of it a line. The letters are those of a composite font without glyphs
(`Identity-H`), and only its `ToUnicode` map says which letters they are, as in the documents of word processors.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Sequence

LINE_HEIGHT = 16
TOP = 780


def pdf(*pages: Sequence[str], has_letters: bool = True, operators: bytes = b"") -> bytes:
    """A document.

    Args:
        pages: the lines of each page, from the top.
        has_letters: whether the font names its letters; without, there are only numbers of glyphs.
        operators: added to the content of each page.
    """
    signs = sorted({sign for page in pages for line in page for sign in line})
    codes = {sign: number for number, sign in enumerate(signs, 3)}
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"",
        b"<</Type/Font/Subtype/Type0/BaseFont/Thu/Encoding/Identity-H/DescendantFonts[4 0 R]"
        + (b"/ToUnicode 5 0 R>>" if has_letters else b">>"),
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/Thu/DW 500"
        b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>",
        _stream(_letters(codes)),
    ]
    kids = []
    for page in pages:
        content = b"\n".join(
            b"BT /F1 12 Tf 1 0 0 1 72 %d Tm <%s> Tj ET"
            % (TOP - LINE_HEIGHT * row, _hex(line, codes))
            for row, line in enumerate(page)
        )
        objects.append(_stream(content + operators))
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R"
            b"/Resources<</Font<</F1 3 0 R>>>>>>" % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), b" ".join(kids))
    return _file(objects)


def scanned_pdf(pages: int = 1) -> bytes:
    """A document whose pages are pictures (here: black rectangles), without any text."""
    return pdf(*[[]] * pages, operators=b"0 0 300 400 re f")


def locked_pdf(data: bytes, password: str = "bí mật") -> bytes:
    """The same document, which only opens with a password."""
    from pypdf import PdfReader, PdfWriter  # noqa: PLC0415 - the one thing that is not written by hand

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    writer.encrypt(password, "chủ", algorithm="RC4-128")
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def _hex(line: str, codes: dict[str, int]) -> bytes:
    return b"".join(b"%04X" % codes[sign] for sign in line)


def _letters(codes: dict[str, int]) -> bytes:
    """A `ToUnicode` map (ISO 32000-1, section 9.10.3)."""
    pairs = b"".join(
        b"<%04X> <%s>\n" % (code, sign.encode("utf-16-be").hex().encode())
        for sign, code in codes.items()
    )
    return (
        b"/CIDInit/ProcSet findresource begin 12 dict begin begincmap/CMapType 2 def\n"
        b"1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        b"%d beginbfchar\n%sendbfchar\nendcmap end end" % (len(codes), pairs)
    )


def _stream(data: bytes) -> bytes:
    packed = zlib.compress(data)
    return b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(packed), packed)


def _file(objects: Sequence[bytes]) -> bytes:
    written = bytearray(b"%PDF-1.7\n")
    offsets = []
    for number, content in enumerate(objects, 1):
        offsets.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(written)
    written += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    written += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    written += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        start,
    )
    return bytes(written)
