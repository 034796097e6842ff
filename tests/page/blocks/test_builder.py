"""Single rules of the reading: bodies alone, signatures, captions, pictures, embeds, forms, lists."""

import pytest

from hpreader.model import (
    Article,
    Embed,
    Heading,
    Image,
    Inline,
    ListBlock,
    Paragraph,
    Quote,
    Span,
    Table,
)
from hpreader.page import parse_body

URL = "https://bao.example.vn/bai.html"


def test_a_body_alone_gives_blocks_lede_and_signature() -> None:
    article = parse_body(
        "<p><strong>Một đoạn mở đầu in đậm, đủ dài để người đọc hiểu bài nói về chuyện gì.</strong></p>\n"
        "<p>Đoạn thứ hai &#8211; có <a href='/x.html/amp'>liên kết</a>.</p><p>Nguồn tin: bao.example.vn</p>",
        URL,
    )
    assert article.title == ""
    assert article.lede.startswith("Một đoạn mở đầu")
    assert article.origin == "bao.example.vn"
    link = Span(20, 28, "link", "https://bao.example.vn/x.html")
    assert article.blocks == (
        Paragraph(Inline("Đoạn thứ hai – có liên kết.", (Span(18, 26, "link", link.url),))),
    )


@pytest.mark.parametrize(
    "opening",
    ["<h2>{}</h2>", "<p><b>{}</b></p>", "<p><img src='/a.jpg'></p><p><strong>{}</strong></p>"],
)
def test_a_first_paragraph_in_bold_or_as_a_heading_is_the_lede(opening: str) -> None:
    said = "Một câu mở đầu đủ dài để nói hết chuyện, được in đậm hoặc đặt như một đề mục."
    article = parse_body(opening.format(said) + "<p>Thân bài.</p>", URL)
    assert article.lede == said
    assert said not in article.plain_text().split("\n")[1:]


def test_a_heading_at_the_beginning_is_no_lede() -> None:
    html = "<h2>Một đề mục dài hơn sáu mươi chữ nhưng không có dấu chấm ở cuối câu</h2><p>Thân bài.</p>"
    assert parse_body(html, URL).lede == ""


def test_an_empty_body_gives_no_blocks() -> None:
    assert parse_body("", URL) == Article(URL, "", reading="list")
    assert parse_body("<p>&nbsp;</p>", URL).blocks == ()


@pytest.mark.parametrize(
    ("line", "byline", "origin"),
    [
        ("<p>Nguồn tin: haiphong.example.vn</p>", "", "haiphong.example.vn"),
        ("<p><b>Nguồn:</b> TTX Mẫu.</p>", "", "TTX Mẫu"),
        ("<p><em>(Theo anh.example.vn)</em></p>", "", "anh.example.vn"),
        ("<p style='text-align:right'>Theo Báo Mẫu</p>", "", "Báo Mẫu"),
        ("<p>(Nguồn: Báo Mẫu)</p>", "", "Báo Mẫu"),
        ("<div class='article__source'>(TTXVN/Vietnam+)</div>", "", "TTXVN/Vietnam+"),
        ("<p>(TTXVN)</p>", "", "TTXVN"),
        ("<p>(Minh Châu)</p>", "Minh Châu", ""),
        ("<p>Tin, ảnh: Minh Châu</p>", "Minh Châu", ""),
        ("<p>Bài và ảnh: Minh Châu – Thu Hà</p>", "Minh Châu – Thu Hà", ""),
        ("<p align='right'><strong>Minh Châu</strong></p>", "Minh Châu", ""),
        ("<p><strong>Minh Châu</strong></p>", "Minh Châu", ""),
        ("<p><strong>Minh Châu (t/h)</strong></p>", "Minh Châu", ""),
        ("<p style='text-align:right'>Hồng Phong (tổng hợp)</p>", "Hồng Phong", ""),
        ("<p align='right'><strong>Minh Châu tổng hợp</strong></p>", "Minh Châu", ""),
        ("<p align='right'><b>Minh Châu</b> (Ảnh: Báo Mẫu)</p>", "Minh Châu", ""),
        ("<p>Nội dung: Minh Châu - Đồ họa: Thu Hà</p>", "Minh Châu - Đồ họa: Thu Hà", ""),
        ("<p>Nguyễn Minh Châu</p>", "Nguyễn Minh Châu", ""),
        ("<p align='right'>PV</p>", "PV", ""),
        ("<p style='text-align:right'>Minh Châu (Theo Báo Mẫu)</p>", "Minh Châu", "Báo Mẫu"),
        ("<p>Tin: Minh Châu</p><p>Nguồn tin: Báo Mẫu</p><p>&nbsp;</p>", "Minh Châu", "Báo Mẫu"),
        ("<p><b>Minh Châu (Theo Báo Mẫu)</b></p><p>- 08:10 23/11/2026</p>", "Minh Châu", "Báo Mẫu"),
        (
            "<p>Minh Châu</p><p>Nhịp sống phố Mẫu</p><div><span>Theo</span> <span>Nhịp sống phố Mẫu</span> <i>Copy link</i></div>"
            "<div>Link bài gốc <span>Lấy link!</span> https://bao.example.vn/goc.htm</div>",
            "Minh Châu",
            "Nhịp sống phố Mẫu",
        ),
    ],
)
def test_the_last_lines_are_byline_and_origin_and_no_blocks(
    line: str, byline: str, origin: str
) -> None:
    article = parse_body(f"<p>Thân bài có một câu.</p>{line}", URL)
    assert (article.byline, article.origin) == (byline, origin)
    assert article.blocks == (Paragraph(Inline("Thân bài có một câu.")),)


@pytest.mark.parametrize(
    "last",
    [
        "Theo kế hoạch, công trình sẽ hoàn thành vào cuối năm sau.",
        "Nguồn nước sạch đã về đến từng nhà.",
        "Ông Nam nói: cảm ơn bà con.",
        "Hải Phòng 2025",
    ],
)
def test_a_last_sentence_is_no_signature(last: str) -> None:
    article = parse_body(f"<p>Thân bài.</p><p>{last}</p>", URL)
    assert (article.byline, article.origin) == ("", "")
    assert article.blocks[-1] == Paragraph(Inline(last))


def test_an_origin_in_brackets_at_the_end_of_a_sentence_stays_in_it() -> None:
    article = parse_body("<p>Thân bài dài một câu. (Theo TTX Mẫu)</p>", URL)
    assert article.origin == "TTX Mẫu"
    assert article.blocks == (Paragraph(Inline("Thân bài dài một câu. (Theo TTX Mẫu)")),)


def captions(html: str) -> list[tuple[str, str]]:
    blocks = parse_body(html, URL).blocks
    assert not any(isinstance(block, Paragraph) for block in blocks)
    return [
        (block.src.rpartition("/")[2], block.caption.text)
        for block in blocks
        if isinstance(block, Image)
    ]


@pytest.mark.parametrize(
    "html",
    [
        "<figure><img src='/a.jpg'><figcaption>Chú thích</figcaption></figure>",
        "<figure><figcaption>Chú thích</figcaption><img src='/a.jpg'></figure>",
        "<div class='wp-caption'><img src='/a.jpg'><p class='wp-caption-text'>Chú thích</p></div>",
        "<p><img src='/a.jpg'></p><p style='text-align:center'><em>Chú thích</em></p>",
        "<p style='text-align:center'><img src='/a.jpg'><br><em>Chú thích</em></p>",
        "<p><img src='/a.jpg'></p><p style='text-align: center;'>Chú thích</p>",
        "<p><img src='/a.jpg'></p><p class='pCaption'>Chú thích</p>",
        "<table class='image'><tr><td><img src='/a.jpg'></td></tr><tr><td class='image_desc'>Chú thích</td></tr></table>",
        "<table><tr><td><img src='/a.jpg'></td></tr><tr><td>Chú thích</td></tr></table>",
        "<img src='/a.jpg' data-caption='Chú thích'>",
        "<amp-img src='/a.jpg'><amp-img fallback src='/b.png'></amp-img></amp-img><p class='wp-caption-text'>Chú thích</p>",
        "<figure><picture><source srcset='/a.jpg 2x'><img src='data:image/gif;base64,AA=='></picture><figcaption>Chú thích</figcaption></figure>",
        "<figure><div><img src='data:image/gif;base64,AA==' data-src='/a.jpg'></div><span>Chú thích</span></figure>",
        "<figure><a class='nut'>Phóng to</a><img src='/a.jpg'><figcaption>Chú thích</figcaption></figure>",
        "<div class='story image-right'><a href='#'>[+] Enlarge</a><img src='/a.jpg'><div>Chú thích</div></div>",
        "<img src='/a.jpg'><div class='photoCaption'>Chú thích</div>",
        "<aside itemtype='http://schema.org/ImageObject'><img src='/a.jpg'><p>Chú thích</p></aside>",
        "<figure><img data-interchange='[/a-300x200.png, nhỏ], [/a.jpg, vừa]'><figcaption>Chú thích</figcaption></figure>",
        "<figure><figcaption>Phim mà trang này nạp sau</figcaption></figure><img src='/a.jpg'><p id='caption'>Chú thích</p>",
        "<div><img src='/a.jpg'></div><div class='PhotoCMS_Caption PhotoCMS_Author'><p>Chú thích</p></div>",
    ],
)
def test_a_caption_of_any_markup_belongs_to_its_image(html: str) -> None:
    assert captions(html) == [("a.jpg", "Chú thích")]


def test_the_photographer_follows_the_caption_in_a_figure() -> None:
    html = "<figure><div><img src='/a.jpg'></div><figcaption class='PhotoCMS_Caption'><p>Bến sông</p></figcaption><div class='PhotoCMS_Author'><p>Ảnh: Na</p></div></figure>"
    assert captions(html) == [("a.jpg", "Bến sông Ảnh: Na")]


def test_the_caption_of_a_table_stays_below_it() -> None:
    html = "<figure><table><tr><td>Tên</td><td>Số</td></tr></table><figcaption>Bảng một</figcaption></figure>"
    assert [type(block) for block in parse_body(html, URL).blocks] == [Table, Paragraph]


def test_the_photographer_is_no_paragraph() -> None:
    html = "<figure><img src='/a.jpg'><figcaption>Bến sông</figcaption></figure><div class='credit'>Ảnh: Na</div><p>Chữ.</p>"
    assert [type(block) for block in parse_body(html, URL).blocks] == [Image, Paragraph]


def test_a_text_below_a_captioned_image_or_without_an_image_is_a_paragraph() -> None:
    told = "Chuyến phà cuối cùng rời bến trong tiếng vỗ tay của người dân đứng kín hai bờ sông."
    slides = (
        "<div class='item_slide_show'><img src='/a.jpg'><div class='desc_cation'><p>Bến cũ</p></div></div>"
        f"<div class='item_slide_show'><div class='desc_cation'><p>{told}</p></div></div>"
    )
    first, last = parse_body(f"{slides}<p>Chữ.</p>", URL).blocks[:2]
    assert isinstance(first, Image)
    assert first.caption.text == "Bến cũ"
    assert last == Paragraph(Inline(told))
    [before, *_] = parse_body(f"<p>Chữ.</p><div class='caption'>{told}</div>", URL).blocks[1:]
    assert before == Paragraph(Inline(told))


def test_two_figures_in_a_paragraph_keep_their_captions() -> None:
    one, two = (
        f"<figure><img src='/{name}.jpg'><figcaption>{name}</figcaption></figure>" for name in "ab"
    )
    assert captions(f"<p>{one}<br/>{two}</p>") == [("a.jpg", "a"), ("b.jpg", "b")]


def test_the_caption_of_a_group_is_that_of_all_its_photos_without_one() -> None:
    html = "<figure><img src='/a.jpg'><img src='/b.jpg'><figcaption>Cả hai</figcaption></figure>"
    assert captions(html) == [("a.jpg", "Cả hai"), ("b.jpg", "Cả hai")]
    own = "<figure><img src='/c.jpg'><figcaption>Riêng</figcaption></figure>"
    inner = "".join(f"<figure><img src='/{name}.jpg'></figure>" for name in "ab")
    group = (
        f"<figure class='wp-block-gallery'>{inner}{own}<figcaption>Cả nhóm</figcaption></figure>"
    )
    assert captions(group) == [("a.jpg", "Cả nhóm"), ("b.jpg", "Cả nhóm"), ("c.jpg", "Riêng")]


def test_the_same_image_with_another_caption_is_another_block() -> None:
    figure = "<figure><img src='/a.jpg'><figcaption>{}</figcaption></figure>"
    blocks = parse_body(
        figure.format("Một") + "<p>Đoạn giữa.</p>" + figure.format("Hai"), URL
    ).blocks
    assert [type(block) for block in blocks] == [Image, Paragraph, Image]


@pytest.mark.parametrize(
    "picture",
    [
        "<img src='/p.gif' width='1' height='1'>",
        "<img src='data:image/png;base64,AA=='>",
        "<img src='https://bao.example.vn/SD-default-image.png'>",
        "<img src='/an.jpg' style='display:none'>",
        "<img src='/icon.png' width='16' height='16'>",
        "<img>",
    ],
)
def test_icons_counters_and_placeholders_are_left_out(picture: str) -> None:
    assert parse_body(f"<p>Chữ.</p><p>{picture}</p>", URL).blocks == (Paragraph(Inline("Chữ.")),)


def test_an_emoji_image_is_its_character() -> None:
    article = parse_body(
        "<p>Vui <img class='emoji' alt='🎉' src='https://s.w.org/e.svg'> quá</p>", URL
    )
    assert article.blocks == (Paragraph(Inline("Vui 🎉 quá")),)


@pytest.mark.parametrize(
    ("html", "embed"),
    [
        ("<iframe src='https://www.youtube.com/embed/abcDEF12345' title='Phim'></iframe>", Embed("https://www.youtube.com/watch?v=abcDEF12345", "Phim")),
        ("<amp-youtube data-videoid='abcDEF12345'></amp-youtube>", Embed("https://www.youtube.com/watch?v=abcDEF12345")),
        ("<video src='/phim.mp4'></video>", Embed("https://bao.example.vn/phim.mp4")),
        ("<video><source src='/phim.mp4'></video>", Embed("https://bao.example.vn/phim.mp4")),
        ("<figure><iframe src='https://maps.example/1'></iframe><figcaption>Bản đồ</figcaption></figure>", Embed("https://maps.example/1", "Bản đồ")),
        ("<div type='VideoStream' data-vid='phim.example/1/phim.mp4'><div></div><div class='VideoCMS_Caption'><p>Bến phà</p></div></div>", Embed("https://phim.example/1/phim.mp4", "Bến phà")),
        ("<div type='VideoStream' data-src='https://phim.example/?vid=1/phim.mp4'><iframe src='https://phim.example/?vid=1'></iframe></div>", Embed("https://phim.example/?vid=1")),
        ("<div class='khung' data-video-src='/phim.m3u8?a=1'></div>", Embed("https://bao.example.vn/phim.m3u8?a=1")),
    ],
)  # fmt: skip
def test_an_embed_has_the_address_at_which_it_can_be_opened(html: str, embed: Embed) -> None:
    assert parse_body(html, URL).blocks == (embed,)


def test_like_buttons_and_counters_are_no_embeds() -> None:
    html = "<p>Chữ.</p><iframe src='https://www.facebook.com/plugins/like.php?href=x'></iframe><iframe src='javascript:0'></iframe>"
    assert parse_body(html, URL).blocks == (Paragraph(Inline("Chữ.")),)


def test_nested_marks_become_spans() -> None:
    article = parse_body(
        "<p>Một <b>hai <i>ba</i> bốn</b> <a href='/n.html'>năm <em>sáu</em></a></p>", URL
    )
    assert article.blocks == (
        Paragraph(
            Inline(
                "Một hai ba bốn năm sáu",
                (
                    Span(4, 14, "strong"),
                    Span(8, 10, "emphasis"),
                    Span(15, 22, "link", "https://bao.example.vn/n.html"),
                    Span(19, 22, "emphasis"),
                ),
            )
        ),
    )


def test_a_table_of_one_cell_is_only_a_layout() -> None:
    article = parse_body("<table><tr><td><p>Đoạn một.</p><p>Đoạn hai.</p></td></tr></table>", URL)
    assert article.blocks == (Paragraph(Inline("Đoạn một.")), Paragraph(Inline("Đoạn hai.")))


def test_a_table_of_data_keeps_its_cells() -> None:
    article = parse_body(
        "<table><tr><th>Tên</th><th>Số</th></tr><tr><td>Na</td><td><b>3</b></td></tr></table>", URL
    )
    (table,) = article.blocks
    assert isinstance(table, Table)
    assert table.header
    assert [[cell.text for cell in row] for row in table.rows] == [["Tên", "Số"], ["Na", "3"]]


def table_of(rows: str) -> Table:
    (table,) = parse_body(f"<table>{rows}</table>", URL).blocks
    assert isinstance(table, Table)
    return table


def texts_of(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows]


def test_cells_that_span_columns_or_rows_leave_the_others_in_their_columns() -> None:
    table = table_of(
        "<tr><th rowspan=2>Đội</th><th colspan=2>Sân nhà</th><th colspan=2>Sân khách</th></tr>"
        "<!-- giữa hai hàng --><tr><th>T</th><th>B</th><th>T</th><th>B</th></tr>"
        "<tr><td>Ngõ Sau</td><td>1</td><td>2</td><td>3</td><td>4</td></tr>"
        "<tr><td colspan=5>Ghi chú</td></tr>"
    )
    assert texts_of(table) == [
        ["Đội", "Sân nhà", "", "Sân khách", ""],
        ["", "T", "B", "T", "B"],
        ["Ngõ Sau", "1", "2", "3", "4"],
        ["Ghi chú", "", "", "", ""],
    ]
    assert table.header_rows == 2
    assert table.spans == ((0, 0, 2, 1), (0, 1, 1, 2), (0, 3, 1, 2), (3, 0, 1, 5))


def test_a_cell_at_the_end_of_a_row_spans_the_rows_below() -> None:
    table = table_of(
        "<tr><td>6:00</td><td>Phà</td><td rowspan=2>Sáng</td></tr><tr><td>7:00</td><td>Xe</td></tr>"
    )
    assert texts_of(table) == [["6:00", "Phà", "Sáng"], ["7:00", "Xe", ""]]


def test_rows_without_text_and_columns_in_which_no_cell_begins_are_left_out_of_a_span() -> None:
    table = table_of(
        "<tr><td rowspan=3>Sáng</td><td colspan=3>6:00</td></tr>"
        "<tr><td colspan=3> </td></tr><tr><td colspan=3>7:00</td></tr>"
    )
    assert texts_of(table) == [["Sáng", "6:00"], ["", "7:00"]]
    assert table.spans == ((0, 0, 2, 1),)


def test_cells_span_no_rows_of_another_group() -> None:
    table = table_of(
        "<thead><tr><th rowspan=9>A</th><th>B</th></tr></thead>"
        "<tbody><tr><td rowspan=0>1</td><td>2</td></tr><tr><td>3</td></tr></tbody>"
    )
    assert texts_of(table) == [["A", "B"], ["1", "2"], ["", "3"]]
    assert table.header_rows == 1


def test_what_is_no_number_spans_nothing_and_huge_numbers_are_limited() -> None:
    table = table_of(
        '<tr><td colspan="x">a</td><td rowspan="-2">b</td><td colspan=99999 rowspan=99999>c</td></tr>'
        '<tr><td colspan="">d</td><td colspan="2.9">e</td></tr>'
    )
    assert texts_of(table) == [["a", "b", "c"], ["d", "e", ""]]


def test_blocks_are_in_document_order() -> None:
    article = parse_body(
        "<div>Chữ trần<h2>Đề mục</h2><ul><li>Một</li></ul>giữa<blockquote>Lời <b>nói</b></blockquote><p>Cuối cùng.</p></div>",
        URL,
    )
    assert [type(block) for block in article.blocks] == [
        Paragraph,
        Heading,
        ListBlock,
        Paragraph,
        Quote,
        Paragraph,
    ]


def test_a_heading_without_text_below_is_left_out() -> None:
    assert parse_body("<p>Chữ.</p><h3>Tin liên quan</h3>", URL).blocks == (
        Paragraph(Inline("Chữ.")),
    )
