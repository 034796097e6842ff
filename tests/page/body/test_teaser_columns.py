"""An article beside columns of teasers, which say more than it does, in as long sentences."""

import pytest

from hpreader.model import Article
from hpreader.page import parse_page
from hpreader.problems import Problem

URL = "https://tin.example.vn/ngoi-cho-mo-lai-4712345.html"
TITLE = "Ngôi chợ bên sông mở lại sáng nay"
SENTENCES = [
    f"Câu số {number} của bài kể tiếp chuyện ngôi chợ bên sông, nơi người bán, người mua quen mặt nhau,"
    " và mỗi sớm mai tiếng nói cười vang đến tận đầu làng."
    for number in range(8)
]
TEASER = "Lời dẫn của tin, viết dài gần hai dòng để người đọc muốn bấm vào xem tiếp cả bài."
FOOT = (
    "<footer><p>Giấy phép số 12, người chịu trách nhiệm nội dung là tổng biên tập của trang tin này, ghi rõ nguồn"
    " khi phát hành lại.</p></footer>"
)


def column(item: str, around: str = "<div class='cot'>{}</div>") -> str:
    items = (
        item.format(
            link=f"/tin-ben-canh-so-{number}-47123{number:02}.html",
            title=f"Tin bên cạnh số {number} của trang báo này",
            teaser=TEASER,
        )
        for number in range(12)
    )
    return around.format("".join(items))


COLUMNS = {
    "boxes": column("<div class='tin'><h3><a href='{link}'>{title}</a></h3><p>{teaser}</p></div>"),
    "cards": column("<article><a href='{link}'><img src='/a.jpg'><h3>{title}</h3></a><p>{teaser}</p></article>"),
    "deep boxes": column("<div><div><div><h3><a href='{link}'>{title}</a></h3><p>{teaser}</p></div></div></div>"),
    "no headings": column("<div class='tin'><div><a href='{link}'>{title}</a></div><div>{teaser}</div></div>"),
    "a list": column("<li><a href='{link}'>{title}</a><p>{teaser}</p></li>", "<ul>{}</ul>"),
    "one after the other": column("<h3><a href='{link}'>{title}</a></h3><p>{teaser}</p>"),
}  # fmt: skip

PARAGRAPHS = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
TEXTS = {
    "paragraphs": (f"<div class='chu'>{PARAGRAPHS}</div>", SENTENCES),
    "one paragraph": (f"<div class='chu'><p>{SENTENCES[0]}</p></div>", SENTENCES[:1]),
    "line breaks": (f"<div class='chu'>{'<br><br>'.join(SENTENCES)}</div>", SENTENCES),
    "boxes": ("<div class='chu'>" + "".join(f"<div><span>{one}</span></div>" for one in SENTENCES) + "</div>", SENTENCES),
    "questions": ("<div class='chu'>" + "".join(f"<p><b>Hỏi {number} thế nào?</b></p><p>Đáp {number} là thế.</p>" for number in range(14)) + "</div>", ["Hỏi 3 thế nào?", "Đáp 5 là thế."]),
    "a list": (f"<div class='chu'><p>{SENTENCES[0]}</p><ul>" + "".join(f"<li>{one}</li>" for one in SENTENCES[1:]) + "</ul></div>", SENTENCES),
    "a table": (f"<div class='chu'><p>{SENTENCES[0]}</p><table>" + "".join(f"<tr><td>Hàng {number}</td><td>{number}.000 đồng</td></tr>" for number in range(20)) + f"</table><p>{SENTENCES[1]}</p></div>", [*SENTENCES[:2], "Hàng 7"]),
    "sections far apart": ("".join(f"<section><div><div>{''.join(f'<p>{one}</p>' for one in part)}</div></div></section>" for part in (SENTENCES[:3], SENTENCES[3:6], SENTENCES[6:])), SENTENCES),
}  # fmt: skip


@pytest.mark.parametrize("beside", COLUMNS.values(), ids=COLUMNS)
@pytest.mark.parametrize(("text", "said"), TEXTS.values(), ids=TEXTS)
def test_an_article_is_distinguished_from_the_columns_beside_it(
    text: str, said: list[str], beside: str
) -> None:
    page = f"<html lang='vi'><body><nav><a href='/a'>Xã hội</a></nav><h1>{TITLE}</h1>{text}{beside}{FOOT}</body></html>"
    article = parse_page(page, URL)
    assert isinstance(article, Article)
    told = article.plain_text()
    assert [one for one in said if one not in told] == []
    assert TEASER not in told
    assert "Giấy phép" not in told


@pytest.mark.parametrize("beside", COLUMNS.values(), ids=COLUMNS)
@pytest.mark.parametrize(
    "page",
    [
        "<div class='a'>{beside}</div><div class='b'><h1>{title}</h1>{text}</div>",
        "<table><tr><td>{beside}</td><td><h1>{title}</h1>{text}</td><td>{beside}</td></tr></table>",
        "<div class='a'><h1>{title}</h1></div><div class='b'><div>{text}</div><div>{beside}</div></div>",
    ],
)
@pytest.mark.parametrize("name", ["paragraphs", "one paragraph", "line breaks"])
def test_columns_may_be_on_any_side_of_an_article(page: str, name: str, beside: str) -> None:
    text, said = TEXTS[name]
    body = page.format(title=TITLE, text=text, beside=beside)
    article = parse_page(f"<html lang='vi'><body>{body}{FOOT}</body></html>", URL)
    assert isinstance(article, Article)
    assert [one for one in said if one not in article.plain_text()] == []
    assert TEASER not in article.plain_text()


@pytest.mark.parametrize("heading", ["Ý kiến bạn đọc", "Bình luận (15)", "3 bình luận", "Comments"])
def test_what_readers_wrote_is_cut_by_its_heading_however_much_it_is(heading: str) -> None:
    comments = "".join(f"<div><b>Bạn đọc {number}</b><p>{TEASER}</p></div>" for number in range(15))
    page = f"<html lang='vi'><body><h1>{TITLE}</h1><div class='chu'>{PARAGRAPHS}</div><div class='y'><h3>{heading}</h3>{comments}</div></body></html>"
    article = parse_page(page, URL)
    assert isinstance(article, Article)
    assert article.plain_text().split("\n") == SENTENCES


@pytest.mark.parametrize(
    "heading", ["Ý kiến bạn đọc", "Phản hồi", "Phản hồi:", "Comments", "Bình luận"]
)
@pytest.mark.parametrize("tag", ["h2", "h3"])
def test_a_heading_that_sounds_like_comments_is_of_the_article_where_its_text_goes_on(
    heading: str, tag: str
) -> None:
    half = len(SENTENCES) // 2
    first, second = (
        "".join(f"<p>{one}</p>" for one in part) for part in (SENTENCES[:half], SENTENCES[half:])
    )
    page = f"<html lang='vi'><body><h1>{TITLE}</h1><article>{first}<{tag}>{heading}</{tag}>{second}</article></body></html>"
    article = parse_page(page, URL)
    assert isinstance(article, Article)
    assert [one for one in SENTENCES if one not in article.plain_text()] == []


@pytest.mark.parametrize("listed", COLUMNS.values(), ids=COLUMNS)
@pytest.mark.parametrize(
    "above",
    ["", "<h1>Xã hội</h1>", "<h1>Giáo dục</h1><p>Tin tức về trường lớp, thi cử và học hành ở thành phố.</p>"],
)  # fmt: skip
def test_a_section_with_a_notice_above_its_teasers_is_no_article(above: str, listed: str) -> None:
    page = f"<html lang='vi'><body>{above}{listed}{FOOT}</body></html>"
    assert parse_page(page, "https://tin.example.vn/xa-hoi") == Problem(
        "no_article", "https://tin.example.vn/xa-hoi"
    )


def test_a_glossary_that_an_article_gives_is_of_it() -> None:
    terms = "".join(f"<li><a href='/tu/{number}'>Từ số {number}</a>: {one}</li>" for number, one in enumerate(SENTENCES))  # fmt: skip
    article = parse_page(
        f"<html lang='vi'><body><h1>{TITLE}</h1><div class='chu'>{PARAGRAPHS}<ul>{terms}</ul></div></body></html>",
        URL,
    )
    assert isinstance(article, Article)
    assert f"Từ số 3: {SENTENCES[3]}" in article.plain_text()


@pytest.mark.parametrize(
    "row",
    [
        "<tr><td><a href='{link}'>Công ty cổ phần bến sông số {number}</a></td><td>{number}2,5</td><td>tăng</td></tr>",
        "<tr><td><a href='{link}'>Công ty cổ phần bến sông số {number}</a> ({number} điểm)</td><td>" + TEASER + "</td></tr>",
    ],
)  # fmt: skip
def test_a_table_with_links_to_own_pages_is_a_part_of_the_article(row: str) -> None:
    rows = "".join(row.format(link=f"/cong-ty-{number}-471230{number}.html", number=number) for number in range(8))  # fmt: skip
    article = parse_page(
        f"<html lang='vi'><body><h1>{TITLE}</h1><div class='chu'>{PARAGRAPHS}<table>{rows}</table><p>Hết.</p></div></body></html>",
        URL,
    )
    assert isinstance(article, Article)
    assert "Công ty cổ phần bến sông số 5" in article.plain_text()


def test_a_roundup_that_the_page_states_to_be_its_article_is_read() -> None:
    body = "\\n".join(SENTENCES)
    items = "".join(
        f"<div class='muc'><h3><a href='/bai-{number}-47123{number:02}.html'>Bài đáng đọc số {number}</a></h3><p>{one}</p></div>"
        for number, one in enumerate(SENTENCES)
    )
    page = (
        f'<html lang="vi"><head><script type="application/ld+json">{{"@type":"NewsArticle","articleBody":"{body}"}}</script></head>'
        f"<body><h1>{TITLE}</h1><div class='chu'><p>{SENTENCES[0]}</p>{items}</div></body></html>"
    )
    article = parse_page(page, URL)
    assert isinstance(article, Article)
    assert [one for one in SENTENCES if one not in article.plain_text()] == []
