"""The text of PDFs, read by the real process."""

import asyncio
import sys
import unicodedata

import pytest

from hpreader.pdf.document_text import DocumentText, read_document
from tests.support.pdf import locked_pdf, pdf, scanned_pdf

URL = "https://xa.vn/cong-van.pdf"
LINES = [
    "Điều 1. Phạm vi",
    "Chợ đêm ven sông mở cửa từ mười tám giờ đến hai mươi ba giờ hằng ngày,",
    "trừ những ngày mưa bão theo thông báo của ban quản lý chợ.",
    "Điều 2. Hiệu lực",
    "Quyết định này có hiệu lực kể từ ngày ký.",
]


async def read(data: bytes, **options: float) -> DocumentText:
    return await read_document(data, URL, **options)  # type: ignore[arg-type]


async def test_a_vietnamese_document_is_read_as_paragraphs() -> None:
    found = await read(pdf(LINES))
    assert found.problem is None
    assert found.paragraphs == (
        "Điều 1. Phạm vi",
        "Chợ đêm ven sông mở cửa từ mười tám giờ đến hai mươi ba giờ hằng ngày, trừ những ngày mưa "
        "bão theo thông báo của ban quản lý chợ.",
        "Điều 2. Hiệu lực",
        "Quyết định này có hiệu lực kể từ ngày ký.",
    )


async def test_letters_in_parts_are_composed() -> None:
    """Word processors of other systems write a letter and its marks one by one."""
    found = await read(pdf([unicodedata.normalize("NFD", "Hải Phòng đổi giờ học từ tuần tới.")]))
    assert found.paragraphs == ("Hải Phòng đổi giờ học từ tuần tới.",)


async def test_a_document_of_pictures_has_no_text() -> None:
    found = await read(scanned_pdf(3))
    assert found.paragraphs == ()
    assert found.problem is not None
    assert found.problem.kind == "pdf_no_text"


async def test_glyphs_without_letters_are_no_text() -> None:
    found = await read(pdf(LINES, has_letters=False))
    assert found.problem is not None
    assert (found.problem.kind, found.paragraphs) == ("pdf_no_text", ())


async def test_letters_of_the_old_vietnamese_fonts_are_no_text() -> None:
    found = await read(
        pdf(
            ["§iÒu 1. Chî ®ªm më cöa tõ ngµy mïng mét ®Õn cuèi n¨m.", "NghØ ngµy m­a b·o, hµng n¨m."]
        )
    )
    assert found.problem is not None
    assert (found.problem.kind, found.paragraphs) == ("pdf_no_text", ())


async def test_a_sign_of_measure_or_of_a_trade_mark_is_text() -> None:
    lines = ["Bụi mịn có hạt nhỏ hơn 2,5 µm, bằng một phần ba mươi sợi tóc, theo máy đo Airsens®."]
    found = await read(pdf(lines))
    assert (found.problem, found.paragraphs) == (None, tuple(lines))


async def test_a_locked_document_says_so() -> None:
    found = await read(locked_pdf(pdf(LINES)))
    assert found.problem is not None
    assert (found.problem.kind, found.paragraphs) == ("pdf_locked", ())


async def test_a_document_that_only_forbids_copying_is_read() -> None:
    found = await read(locked_pdf(pdf(LINES), password=""))
    assert found.problem is None
    assert found.paragraphs[0] == LINES[0]


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7\nkhong co gi",
        b"<!DOCTYPE html><title>404</title>",
        pdf(LINES)[:200],
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 1 0 R>>endobj\ntrailer<</Root 1 0 R>>",
        b"",
    ],
    ids=["nothing", "a page", "cut", "in a circle", "empty"],
)
async def test_a_broken_document_says_so(data: bytes) -> None:
    found = await read(data)
    assert found.problem is not None
    assert found.problem.kind in {"pdf_broken", "pdf_shortened"}
    assert found.paragraphs == ()


async def test_more_pages_than_are_read_are_counted() -> None:
    pages = [[f"Trang này kể chuyện thứ {number} của bến phà."] for number in range(1, 8)]
    found = await read(pdf(*pages), most_pages=3)
    assert found.paragraphs == tuple(line for page in pages[:3] for line in page)
    assert found.problem is not None
    assert (found.problem.kind, found.problem.detail) == ("pdf_shortened", "3/7")


async def test_a_document_that_takes_too_long_is_ended() -> None:
    """A second page of two million operators: the first one is shown."""
    slow = pdf(LINES, LINES, operators=b"\n" + b"0 0 m 1 1 l S\n" * 2_000_000)
    found = await read(slow, seconds=1.0)
    assert found.problem is not None
    assert found.problem.kind == "pdf_shortened"


async def test_a_reader_that_leaves_ends_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[asyncio.subprocess.Process] = []
    has_started = asyncio.Event()
    start = asyncio.create_subprocess_exec

    async def remember(*command: str, **options: object) -> asyncio.subprocess.Process:
        started.append(await start(*command, **options))  # type: ignore[arg-type]
        has_started.set()
        return started[-1]

    monkeypatch.setattr(asyncio, "create_subprocess_exec", remember)
    slow = pdf(LINES, operators=b"\n" + b"0 0 m 1 1 l S\n" * 2_000_000)
    task = asyncio.create_task(read(slow))
    await has_started.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert started[0].returncode is not None


async def test_without_the_library_nothing_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdf", None)
    found = await read(pdf(LINES))
    assert found.problem is not None
    assert found.problem.kind == "pdf_unsupported"


async def test_the_library_is_not_imported_here() -> None:
    await read(pdf(LINES))
    assert "pypdf" not in sys.modules or "tests.support.pdf" in sys.modules
