"""Articles whose text is in several elements, arrives later, or has the shape of a list of news."""

import pytest

from hpreader.model import Article, Image
from hpreader.page import parse_page
from hpreader.problems import Problem

URL = "https://tin.example.vn/xa-hoi/ngoi-cho-ben-song-123.html"
TITLE = "Ngôi chợ bên sông họp lại sau lũ"
H1 = f"<h1>{TITLE}</h1>"
MENU = (
    "<div id='menu'><ul>"
    + "".join(f"<li><a href='/{number}'>Mục {number}</a></li>" for number in range(12))
    + "</ul></div>"
)
FOOTER = (
    "<div id='footer'><p>Toà soạn: số 1 phố Chợ. Điện thoại 000.</p>"
    "<ul><li><a href='/lien-he'>Liên hệ</a></li></ul></div>"
)
TEASERS = (
    "<div class='tin'>"
    + "".join(
        f"<div class='o'><h3><a href='/xa-hoi/bai-khac-so-{number}-{number}00.html'>Bài khác số {number} trong mục của báo</a>"
        f"</h3><p>Tóm tắt của bài khác số {number}, kể chuyện nơi khác và người khác ở xa làng này.</p></div>"
        for number in range(6)
    )
    + "</div>"
)
NUMBERS = range(8)


def sentence(number: int) -> str:
    return (
        f"Câu số {number} của bài kể tiếp chuyện ngôi chợ bên sông, nơi người bán, người mua quen mặt nhau,"
        " và mỗi sớm mai tiếng nói cười vang đến tận đầu làng."
    )


def short(number: int) -> str:
    return f"Câu số {number} kể chuyện ngôi chợ ven sông họp mỗi sớm mai."


SENTENCES = [sentence(number) for number in NUMBERS]
PROSE = "".join(f"<p>{one}</p>" for one in SENTENCES)


def parse(body: str, head: str = "") -> Article | Problem:
    return parse_page(
        f"<html lang='vi'><head><title>{TITLE}</title>{head}</head><body>{MENU}{body}{FOOTER}</body></html>",
        URL,
    )


def lines(body: str, head: str = "") -> list[str]:
    """The lines of the article, the lede and the captions included."""
    article = parse(body, head)
    assert isinstance(article, Article), article
    captions = [block.caption.text for block in article.blocks if isinstance(block, Image)]
    return [article.lede, *article.plain_text().split("\n"), *captions]


# --- elements of one name -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "part",
    [
        "<p itemprop='articleBody'>{}</p>",
        "<div><div itemprop='articleBody'><p>{}</p></div></div>",
        "<div class='row'><div class='col article-text'><p>{}</p></div></div>",
        "<p name='articleBody'>{}</p><div class='x'><a href='/z'>Quảng bá của nhà tài trợ</a></div>",
    ],
)
@pytest.mark.parametrize("beside", ["", TEASERS])
def test_each_paragraph_with_the_name_of_the_article_is_of_it(part: str, beside: str) -> None:
    parts = "".join(part.format(one) for one in SENTENCES)
    found = lines(f"<div>{H1}{parts}</div>{beside}")
    assert [line for line in found if line.startswith("Câu số")] == SENTENCES
    assert not any("Tóm tắt" in line or "tài trợ" in line for line in found)


def test_parts_of_different_length_are_all_of_the_article() -> None:
    first, rest = (
        f"<div class='article-body'>{''.join(f'<p>{one}</p>' for one in part)}</div>"
        for part in (SENTENCES[:3], SENTENCES[3:])
    )
    found = lines(f"{H1}<div>{first}<figure><img src='/a.jpg'></figure>{rest}</div>{TEASERS}")
    assert [line for line in found if line.startswith("Câu số")] == SENTENCES


def test_teasers_that_have_the_name_of_the_article_too_are_none_of_it() -> None:
    teasers = "".join(
        f"<div><h2><a href='/xa-hoi/bai-khac-{number}00.html'>Bài khác số {number} trong mục</a></h2>"
        f"<div class='entry-content'><p>Tóm tắt số {number}: {sentence(number + 50)}</p></div></div>"
        for number in range(2)
    )
    found = lines(f"<div>{H1}<div class='entry-content'>{PROSE}</div></div><div>{teasers}</div>")
    assert [line for line in found if line.startswith("Câu số")] == SENTENCES
    assert not any("Tóm tắt" in line for line in found)


def test_a_front_page_of_whole_articles_is_not_one_article_of_all() -> None:
    posts = "".join(
        f"<div class='post'><h2><a href='/xa-hoi/bai-{number}00.html'>Bài số {number} trong mục của báo</a></h2>"
        f"<div class='entry-content'><p>{sentence(number)}</p></div></div>"
        for number in NUMBERS
    )
    assert isinstance(parse(f"<h1>Báo Bến Sông</h1><div>{posts}</div>"), Problem)


# --- paragraphs in boxes of their own -----------------------------------------------------------


@pytest.mark.parametrize("levels", [1, 2, 3, 4])
@pytest.mark.parametrize("around", ["{}", "<main><article>{}</article></main>", "<div>{}</div>"])
def test_paragraphs_in_boxes_of_their_own_are_one_text(levels: int, around: str) -> None:
    boxes = "".join(
        "<div>" * levels
        + f"<div class='anh'><span>Ảnh bên {number}</span></div><p>{sentence(number)}</p>"
        + "</div>" * levels
        for number in NUMBERS
    )
    found = lines(around.format(H1 + boxes) + TEASERS)
    assert [line for line in found if line.startswith("Câu số")] == SENTENCES
    assert not any("Tóm tắt" in line for line in found)


# --- parts that come later ----------------------------------------------------------------------


@pytest.mark.parametrize("script", ["<script>$RC('B:0', 'S:0')</script>", ""])
def test_a_part_that_comes_later_is_read(script: str) -> None:
    body = f"<main>{H1}<template id='B:0'></template></main><div hidden id='S:0'>{PROSE}</div>"
    assert [line for line in lines(body + script) if line] == SENTENCES


def test_parts_are_in_the_order_of_their_gaps() -> None:
    one, two = (
        "".join(f"<p>{line}</p>" for line in part) for part in (SENTENCES[:4], SENTENCES[4:])
    )
    gaps = "<template id='B:0'></template><template id='B:1'></template>"
    body = (
        f"<main>{H1}{gaps}</main><div hidden id='S:0'>{two}</div><div hidden id='S:1'>{one}</div>"
    )
    found = lines(f'{body}<script>$RC("B:0","S:1");$RC("B:1","S:0")</script>')
    assert [line for line in found if line] == SENTENCES


def test_a_part_within_the_text_is_put_between_its_neighbours() -> None:
    one, two, three = (
        "".join(f"<p>{line}</p>" for line in part)
        for part in (SENTENCES[:4], SENTENCES[4:6], SENTENCES[6:])
    )
    body = (
        f"{H1}<div>{one}<template id='P:1'></template>{three}</div><div hidden id='S:1'>{two}</div>"
    )
    found = lines(f'{body}<script>$RS("S:1","P:1")</script>')
    assert [line for line in found if line] == SENTENCES


def test_what_is_hidden_for_other_reasons_stays_hidden() -> None:
    found = lines(f"{H1}<div>{PROSE}<div hidden id='menuS:x'><p>{short(9)}</p></div></div>")
    assert short(9) not in found


# --- tickers and lists in order -----------------------------------------------------------------


@pytest.mark.parametrize(
    "heading",
    [
        "<h3><a href='#post-{0}'>Tin nhanh số {0} từ bến chợ sáng nay</a></h3>",
        "<h3><a href='/xa-hoi/cho-{0}-ven-song-{0}00.html'>0{0}:15 Tin nhanh từ bến chợ sáng nay</a></h3>",
        "<h2><a href='/xa-hoi/cho-{0}-ven-song-{0}00.html'>{0}. Ngôi chợ thứ {0} ở ven sông</a></h2>",
    ],
)
@pytest.mark.parametrize("box", ["{}", "<div class='muc'>{}</div>"])
def test_linked_headings_of_a_ticker_or_a_list_in_order_are_of_the_article(
    heading: str, box: str
) -> None:
    parts = "".join(
        box.format(f"{heading.format(number)}<p>{sentence(number)}</p>") for number in NUMBERS
    )
    found = lines(f"{H1}<div class='bai'><p>{short(100)}</p>{parts}</div>{TEASERS}")
    assert [line for line in found if line in SENTENCES] == SENTENCES
    assert not any("Tóm tắt" in line for line in found)


def test_the_headings_of_a_list_in_order_stay() -> None:
    parts = "".join(
        f"<h2><a href='/xa-hoi/cho-{number}-ven-song-{number}00.html'>{number + 1}. Ngôi chợ thứ {number} ở ven sông</a></h2>"
        f"<p>{sentence(number)}</p>"
        for number in NUMBERS
    )
    found = lines(f"{H1}<div class='bai'><p>{short(100)}</p>{parts}</div>")
    assert "6. Ngôi chợ thứ 5 ở ven sông" in found


@pytest.mark.parametrize("tag", ["bai-bao", "story", "span", "noscript"])
def test_the_box_around_a_page_is_no_paragraph_whatever_its_tag(tag: str) -> None:
    around = "".join(f"<div>Mục số {number}</div>" for number in NUMBERS)
    found = lines(
        f"<section>{around}<{tag}><section><{tag}><div>{H1}{PROSE}</div></{tag}></section></{tag}></section>"
    )
    assert [line for line in found if line in SENTENCES] == SENTENCES
    assert not any(line.startswith("Mục số") for line in found)


def test_a_roundup_that_the_site_calls_an_article_is_one() -> None:
    items = "".join(
        f"<div><h3><a href='/xa-hoi/bai-so-{number}-{number}00.html'>Chuyện thứ {number} trong tuần qua</a></h3>"
        f"<p>{sentence(number)}</p></div>"
        for number in NUMBERS
    )
    body = f"{H1}<div class='entry-content'>{items}</div>"
    head = "<meta property='og:type' content='article'>"
    found = lines(body, head)
    assert [line for line in found if line in SENTENCES] == SENTENCES
    assert "Chuyện thứ 7 trong tuần qua" in found
    assert isinstance(parse(body), Problem)


def test_what_a_ticker_calls_comments_is_the_report() -> None:
    items = "".join(
        f"<div class='live-match-comment'><span>{number}'</span><div class='live-match-comment-body'>{one}</div></div>"
        for number, one in enumerate(SENTENCES)
    )
    found = lines(f"{H1}<div class='live-match-comments'>{items}</div>")
    assert [line for line in found if line in SENTENCES] == SENTENCES


def test_what_readers_say_below_an_article_is_none_of_it() -> None:
    comments = "".join(
        f"<div class='comment-body'><p>{sentence(n)}</p></div>" for n in range(50, 60)
    )
    found = lines(f"{H1}<article>{PROSE}</article><div class='comments'>{comments}</div>")
    assert [line for line in found if line.startswith("Câu số")] == SENTENCES


@pytest.mark.parametrize("size", ["font-size-xs", "text-size-2", "font-size-small"])
def test_a_class_for_the_size_of_letters_is_no_box(size: str) -> None:
    found = lines(
        f"{H1}<article>{PROSE}<p class='{size}'>{short(1)}</p><p>{short(2)}</p></article>"
    )
    assert short(1) in found


def test_slides_of_a_theme_that_a_profile_knows_are_one_article() -> None:
    slides = "".join(
        f"<div class='slide'><div class='entry-content'><p>{one}</p></div></div>"
        for one in SENTENCES
    )
    body = f"<article class='hentry'>{H1}{slides}</article>"
    found = lines(body)
    assert [line for line in found if line in SENTENCES] == SENTENCES


# --- lines that a template might have written ---------------------------------------------------


def test_a_refrain_is_no_line_of_a_template() -> None:
    refrain = "Ơi con sông quê chảy mãi về đâu"
    found = lines(
        f"{H1}<div>" + "".join(f"<p>{one}</p><p>{refrain}</p>" for one in SENTENCES) + "</div>"
    )
    assert found.count(refrain) == len(SENTENCES)


@pytest.mark.parametrize(
    "heading", ["Chia sẻ", "Share this world with them", "Like this, but better"]
)
def test_text_below_a_heading_that_sounds_like_a_share_box_stays(heading: str) -> None:
    first, rest = (
        "".join(f"<p>{one}</p>" for one in part) for part in (SENTENCES[:6], SENTENCES[6:])
    )
    found = lines(f"{H1}<div>{first}<h2>{heading}</h2>{rest}</div>")
    assert [line for line in found if line in SENTENCES] == SENTENCES


# --- pages without prose ------------------------------------------------------------------------

STREETS = [f"Phố số {number}: mất điện từ {number} giờ." for number in NUMBERS]
CAPTIONS = [
    f"Ảnh {number}: người bán hàng bày rau quả từ lúc trời còn tối ở góc chợ." for number in NUMBERS
]


def test_a_list_of_short_lines_is_an_article() -> None:
    found = lines(
        f"{H1}<div class='bai'><ul>{''.join(f'<li>{one}</li>' for one in STREETS)}</ul></div>"
    )
    assert all(any(one in line for line in found) for one in STREETS)


@pytest.mark.parametrize(
    "photo",
    [
        "<figure><img src='/anh/{0}.jpg' width=800 height=600><figcaption>{1}</figcaption></figure>",
        "<div class='photo'><img src='/anh/{0}.jpg' width=800 height=600><div class='caption'>{1}</div></div>",
    ],
)
def test_a_story_of_photos_with_captions_is_an_article(photo: str) -> None:
    photos = "".join(photo.format(*one) for one in enumerate(CAPTIONS))
    found = lines(f"{H1}<div class='anh'>{photos}</div>{TEASERS}")
    assert all(any(one in line for line in found) for one in CAPTIONS)
    assert not any("Tóm tắt" in line for line in found)


def test_headings_are_an_article_where_there_is_nothing_else() -> None:
    headings = [
        "Chợ họp từ năm giờ sáng mỗi ngày trong tuần",
        "Xe tải không vào phố Chợ đến hết tháng",
        "Bãi gửi xe dời sang bờ bên kia sông",
    ]
    found = lines(f"{H1}<div class='bai'>{''.join(f'<h2>{one}</h2>' for one in headings)}</div>")
    assert [line for line in found if line] == headings


def test_text_in_a_noscript_element_is_text() -> None:
    body = f"<div class='post-content'><noscript>{PROSE}</noscript><script>hien()</script></div>"
    for head in (H1, f"{H1}<p>{short(1)}</p>"):
        assert [
            line for line in lines(f"<div>{head}{body}</div>") if line in SENTENCES
        ] == SENTENCES


@pytest.mark.parametrize(
    "page",
    [
        f"<h1>Tin tức mới nhất hôm nay ở Bến Sông</h1>{TEASERS}",
        f"<h1>Tin tức</h1>{TEASERS}",
        "<h1>Chào mừng bạn đến với báo Bến Sông</h1>"
        "<form><p>Điền vào đây để tìm bài trong kho lưu trữ của báo từ năm đầu đến nay, theo ngày, theo tên.</p></form>",
        "<h1>Mục lục của báo trong tháng này</h1><ul>"
        + "".join(f"<li><a href='/a/bai-so-{n}-{n}00.html'>Bài số {n} kể chuyện chợ bên sông</a></li>" for n in NUMBERS)
        + "</ul>",
    ],
)  # fmt: skip
def test_lists_of_news_and_forms_are_no_articles(page: str) -> None:
    assert isinstance(parse(page), Problem)


def test_the_text_in_json_ld_replaces_a_few_letters() -> None:
    text = " ".join(SENTENCES)
    head = f'<script type="application/ld+json">{{"@type": "NewsArticle", "articleBody": "{text}"}}</script>'
    found = lines(f"{H1}<div class='ngay'>Cập nhật lúc 5 giờ</div>", head)
    assert text in found


def test_an_article_inside_a_menu_without_an_end_is_read() -> None:
    body = f"<nav><ul><li><a href='/a'>Mục</a><main><article>{H1}{PROSE}</article></main>"
    assert [line for line in lines(body) if line in SENTENCES] == SENTENCES


@pytest.mark.parametrize("name", ["blog", "news blog"])
def test_a_page_whose_body_is_named_blog_may_be_an_article(name: str) -> None:
    page = f"<html><body class='{name}'>{MENU}<article>{H1}{PROSE}</article></body></html>"
    assert isinstance(parse_page(page, URL), Article)
    listed = f"<html><body class='{name}'>{MENU}<h1>Nhật ký</h1>{TEASERS}</body></html>"
    assert isinstance(parse_page(listed, URL), Problem)


# --- logins beside a text -----------------------------------------------------------------------

TWO = f"<article><p>{sentence(1)}</p><p>{sentence(2)}</p></article>"


@pytest.mark.parametrize(
    "login",
    [
        "<div class='bl'><p>Vui lòng đăng nhập để xem tiếp bình luận và gửi ý kiến.</p><input type=password></div>",
        "<div class='tk'><p>Đăng nhập để xem tiếp giỏ hàng của bạn.</p><input type=password></div>",
        "<div class='sub'><p>Subscribe to read our shop newsletter</p></div>",
        "<div class='gui'><p>Log in to continue to post comments.</p></div>",
    ],
)
def test_a_login_for_other_things_beside_a_text_is_no_wall(login: str) -> None:
    for body in (f"{H1}{TWO}{login}", f"{login}{H1}{TWO}"):
        assert [line for line in lines(body) if line in SENTENCES] == SENTENCES[1:3]


def test_a_login_to_read_on_is_a_wall() -> None:
    for wall in (
        "<div><p>Vui lòng đăng nhập để đọc tiếp và bình luận.</p></div>",
        "<div><p>Subscribe to continue reading this story.</p></div>",
    ):
        assert parse(f"{H1}{TWO}{wall}") == Problem("login_wall", URL)


def test_a_short_notice_beside_a_login_is_an_article() -> None:
    found = lines(
        f"{H1}<div><p>Giá vé đò đã đổi từ hôm nay, bà con lưu ý khi qua sông đi chợ.</p>"
        "<p>Vé lượt là 5.000 đồng, vé tháng là 100.000 đồng một người.</p></div>"
        "<form><label>Đăng nhập để bình luận</label><input name=u><input type=password></form>"
    )
    assert "Vé lượt là 5.000 đồng, vé tháng là 100.000 đồng một người." in found
