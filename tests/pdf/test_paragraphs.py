"""Paragraphs from printed lines."""

import pytest

from hpreader.pdf.paragraphs import paragraphs_of

LONG = "Từ sáng sớm, bến phà đã đông người chờ sang sông để kịp phiên chợ cuối"


def test_lines_are_joined_until_a_line_ends_early() -> None:
    page = f"{LONG}\ntuần của xã.\nChiều về, bến lại vắng như mọi ngày, chỉ còn vài người ngồi câu\ncá."
    assert paragraphs_of([page]) == (
        f"{LONG} tuần của xã.",
        "Chiều về, bến lại vắng như mọi ngày, chỉ còn vài người ngồi câu cá.",
    )


def test_a_sentence_that_ends_at_the_width_of_the_page_does_not_end_its_paragraph() -> None:
    full = "Đoàn kiểm tra gồm sáu người làm việc tại bến trong ba ngày liên tiếp."
    page = f"{full}\nKết quả được gửi về xã trước ngày ba mươi tháng mười một năm nay."
    assert paragraphs_of([page]) == (page.replace("\n", " "),)


@pytest.mark.parametrize(
    "line",
    [
        "- Ban quản lý chợ;",
        "2. Hiệu lực",
        "Điều 2. Hiệu lực",
        "b) Tiểu thương",
        "• Lưu: VT.",
        "1.2. Chợ",
    ],
)
def test_a_list_item_or_an_article_of_a_law_begins_a_paragraph(line: str) -> None:
    assert paragraphs_of([f"{LONG}\n{line}"]) == (LONG, line)


def test_an_article_of_a_law_within_a_sentence_begins_none() -> None:
    page = f"{LONG}\nĐiều 5 của quy chế này được giữ nguyên."
    assert paragraphs_of([page]) == (page.replace("\n", " "),)


def test_a_paragraph_goes_on_over_the_page() -> None:
    assert paragraphs_of([f"{LONG}\n1", "tuần của xã.\n2"]) == (f"{LONG} tuần của xã.",)


@pytest.mark.parametrize("form", ["{}", "- {} -", "Trang {}/4", "{}/4", "Page {} of 4", "– {} –"])
def test_page_numbers_go(form: str) -> None:
    pages = [f"{word} là tên của trang này.\n{form.format(n)}" for n, word in enumerate("ABCD", 1)]
    assert paragraphs_of(pages) == tuple(f"{word} là tên của trang này." for word in "ABCD")


def test_numbers_of_pages_that_count_on_from_another_document_go() -> None:
    pages = [f"{n}\nĐoạn {word} của công báo." for n, word in enumerate("ABC", 57)]
    assert paragraphs_of(pages) == tuple(f"Đoạn {word} của công báo." for word in "ABC")


def test_a_number_that_is_not_the_page_stays() -> None:
    assert paragraphs_of(["Tổng số hộ được hỗ trợ:\n12"]) == ("Tổng số hộ được hỗ trợ:", "12")


def test_a_line_on_every_page_is_there_once() -> None:
    pages = [f"Công báo bến sông\nĐoạn {word} của số này kể việc bến bãi." for word in "ABCD"]
    assert paragraphs_of(pages) == (
        "Công báo bến sông",
        *(f"Đoạn {word} của số này kể việc bến bãi." for word in "ABCD"),
    )


def test_a_line_that_is_repeated_within_pages_stays() -> None:
    song = "Hò ơ, thuyền ai xuôi bến.\nMột câu.\nHai câu.\nHò ơ, thuyền ai xuôi bến.\nBa câu.\nBốn câu."
    assert paragraphs_of([song]).count("Hò ơ, thuyền ai xuôi bến.") == 2


def test_a_word_that_was_split_is_whole_again() -> None:
    page = (
        "The council decided that the ferry should be replaced by a govern-\nment boat in spring."
    )
    assert paragraphs_of([page]) == (page.replace("-\n", ""),)


def test_a_soft_hyphen_goes() -> None:
    assert paragraphs_of(["The ferry is a govern\u00ad\nment boat."]) == (
        "The ferry is a government boat.",
    )


def test_vietnamese_words_keep_their_hyphens() -> None:
    page = "Quy hoạch vùng kinh tế-\nxã hội ven biển được công bố sáng nay tại trụ sở xã."
    assert paragraphs_of([page]) == (page.replace("-\n", "-"),)


def test_a_number_keeps_its_hyphen() -> None:
    page = "The harbour was closed during Covid-\n19 and opened again."
    assert paragraphs_of([page]) == (page.replace("-\n", "-"),)


def test_a_table_of_contents_keeps_its_lines() -> None:
    page = "Mở đầu . . . . . . . . . . . . 1\nCác bến phà ............ 2"
    assert paragraphs_of([page]) == ("Mở đầu … 1", "Các bến phà … 2")


def test_empty_pages_have_no_paragraphs() -> None:
    assert paragraphs_of([]) == ()
    assert paragraphs_of(["", " \n "]) == ()
