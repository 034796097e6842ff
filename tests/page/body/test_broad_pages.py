"""Kinds of pages that readers of other languages and other systems meet, each with a page of our own words."""

import pytest

from hpreader.model import Article, Image
from hpreader.page import PageReader, Trace, parse_page
from hpreader.problems import Problem

URL = "https://tin.example.vn/xa-hoi/ngoi-cho-ben-song-123.html"
TITLE = "Ngôi chợ bên sông họp lại sau lũ"
H1 = f"<h1>{TITLE}</h1>"
NUMBERS = range(8)


def sentence(number: int) -> str:
    return (
        f"Câu số {number} của bài kể tiếp chuyện ngôi chợ bên sông, nơi người bán, người mua quen mặt nhau,"
        " và mỗi sớm mai tiếng nói cười vang đến tận đầu làng."
    )


SENTENCES = [sentence(number) for number in NUMBERS]
PROSE = "".join(f"<p>{one}</p>" for one in SENTENCES)


def parse(body: str, head: str = "") -> Article | Problem:
    return parse_page(
        f"<html lang='vi'><head><title>{TITLE}</title>{head}</head><body>{body}</body></html>", URL
    )


def lines(body: str, head: str = "") -> list[str]:
    """The lines of the article; its lede is the first."""
    article = parse(body, head)
    assert isinstance(article, Article), article
    return article.plain_text().split("\n")


def numbered(found: list[str]) -> list[str]:
    return [line for line in found if line.startswith("Câu số")]


# --- prose beside what was chosen -----------------------------------------------------------------------


def test_paragraphs_in_boxes_between_headline_and_text_are_its_beginning() -> None:
    first = "".join(f"<div class='row'><div class='in'>{one}</div></div>" for one in SENTENCES[:3])
    middle = "".join(f"<p>{one}</p>" for one in SENTENCES[3:])
    last = f"<div><div><div><p>{sentence(8)}</p><p>{sentence(9)}</p></div></div></div>"
    found = lines(
        f"<div><div>{H1}<h2>Chợ họp từ sớm</h2></div>{first}<div class='a'><h2>Sau lũ</h2></div>"
        f"<div class='chu'>{middle}</div>{last}</div>"
    )
    assert numbered(found)[:8] == SENTENCES


def test_a_live_report_below_a_short_introduction_is_the_text() -> None:
    events = "".join(
        f"<div class='live-match-comment'><span>{number}'</span>{one}</div>"
        for number, one in enumerate(SENTENCES)
    )
    found = lines(
        f"{H1}<div class='live-match'><div><p>{sentence(100)}</p><p>{sentence(101)}</p><p>{sentence(102)}</p></div>"
        f"<div class='live-match-comments'><div><div>{events}</div></div></div></div>"
    )
    assert all(any(one in line for line in found) for one in SENTENCES)


def test_boxes_with_a_paragraph_each_and_one_link_to_the_site_are_one_text() -> None:
    box = f"{'<div>' * 7}<p>{{}}</p>{'</div>' * 7}"
    boxes = "".join(box.format(one) for one in SENTENCES)
    footer = (
        "<div class='duoi'><div class='khoi'><div class='chu'><p>Toà soạn chúng tôi làm báo cho bà con ven sông từ lâu, và bà con"
        " có thể gửi bài về hòm thư ở phố Chợ số 1, mỗi tuần chúng tôi đều đọc, và trả lời từng người một. Bà con, cô bác, ai có ảnh, có thơ, có chuyện, xin cứ gửi.</p></div></div></div>"
    )
    more = "<div><a href='/xa-hoi/chuyen-cu-cua-toa-soan-900.html'>Chuyện cũ của toà soạn bên sông</a></div>"
    found = lines(
        f"<div class='trang'><div><div>{H1}</div><div>{boxes}{more}</div></div>{footer}</div>"
    )
    assert numbered(found) == SENTENCES


def test_paragraphs_within_a_header_of_the_article_are_text() -> None:
    first = "".join(f"<p>{one}</p>" for one in SENTENCES[:4])
    rest = "".join(f"<p>{one}</p>" for one in SENTENCES[4:])
    part = "<section><div><article><header><div class='khoi'>{}</div></header></article></div></section>"
    found = lines(f"<main><h3>{TITLE}</h3>{part.format(first)}{part.format(rest)}</main>")
    assert numbered(found) == SENTENCES


def test_parts_of_one_name_around_a_box_of_teasers_are_one_text() -> None:
    teasers = "".join(
        f"<h2><a href='/xa-hoi/bai-khac-{number}00.html'>Bài khác số {number} trong mục</a></h2>"
        for number in range(3)
    )
    parts = ["".join(f"<p>{one}</p>" for one in part) for part in (SENTENCES[:2], SENTENCES[2:])]
    found = lines(
        f"<article>{H1}<div class='story-body'>{parts[0]}</div><aside>{teasers}</aside>"
        f"<div class='story-body'>{parts[1]}</div></article>"
        "<div class='khac'><a href='/xa-hoi/bai-900.html'><div class='story-body'>Bài khác</div></a></div>"
    )
    assert numbered(found) == SENTENCES


def test_a_short_article_above_a_list_of_the_newest_is_read_without_the_list() -> None:
    story = "".join(f"<p>{one}</p>" for one in SENTENCES[:3])
    teasers = "".join(
        f"<div class='o'><h3><a href='/xa-hoi/bai-khac-{number}00.html'>Bài khác số {number} trong mục của báo</a>"
        f"</h3><p>Tóm tắt số {number}: {sentence(number + 50)}</p><h6><a href='/xa-hoi/bai-khac-{number}00.html'>Đọc</a></h6></div>"
        for number in NUMBERS
    )
    head = "<meta property='og:type' content='article'>"
    found = lines(f"<div><div>{H1}</div><div>{story}</div><div>{teasers}</div></div>", head)
    assert numbered(found) == SENTENCES[:3]
    assert not any("Tóm tắt" in line for line in found)


# --- what is hidden, and what is no text ------------------------------------------------------------------


@pytest.mark.parametrize("hiding", ["style='display: none;'", "hidden"])
def test_a_page_that_is_hidden_as_a_whole_until_a_script_runs_is_read(hiding: str) -> None:
    found = lines(f"<div id='trang' {hiding}>{H1}<div>{PROSE}</div></div><div>Đang tải…</div>")
    assert numbered(found) == SENTENCES


def test_a_hidden_part_of_a_page_stays_hidden() -> None:
    secret = f"<div style='display:none'><h1>Bài ẩn</h1><p>Ẩn: {sentence(50)}</p></div>"
    found = lines(f"{secret}{H1}<div>{PROSE}</div>")
    assert not any("Ẩn:" in line for line in found)


def test_of_two_versions_for_two_screens_the_shown_one_is_read() -> None:
    version = f"{H1}<div>{PROSE}</div>"
    found = lines(f"<div>{version}</div><div style='display:none'>{version}</div>")
    assert numbered(found) == SENTENCES


def test_the_reading_of_characters_is_not_printed_among_them() -> None:
    ruby = "<ruby>市場<rp>(</rp><rt>いちば</rt><rp>)</rp></ruby>"
    page = f"<div>{H1}<p>{ruby}のことば。{sentence(0)}</p>{PROSE}<h2>{ruby}の朝</h2><p>{sentence(9)}</p></div>"
    found = lines(page)
    assert f"市場のことば。{sentence(0)}" in found
    assert "市場の朝" in found
    trace = Trace()
    assert PageReader(f"<html><body>{page}</body></html>", URL, trace=trace).article
    assert any(step.element.startswith("rt") for step in trace.explanation(URL).steps)


def test_a_numbered_list_of_sources_below_the_text_stays() -> None:
    sources = "".join(
        f"<li><a href='https://sach{number}.example.org/'>Sách về chợ, tập {number}</a>, trang {number}.</li>"
        for number in range(1, 5)
    )
    found = lines(f"<div>{H1}{PROSE}<div class='nguon'><ol>{sources}</ol></div></div>")
    assert any("Sách về chợ, tập 3" in line for line in found)


def test_a_numbered_list_of_the_sites_own_articles_below_the_text_goes() -> None:
    news = "".join(
        f"<li><a href='/xa-hoi/bai-khac-{number}00.html'>Bài khác số {number} trong mục của báo</a></li>"
        for number in range(1, 5)
    )
    found = lines(f"<div>{H1}{PROSE}<div class='duoi'><ol>{news}</ol></div></div>")
    assert not any("Bài khác" in line for line in found)


# --- lines that only lead elsewhere -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "label",
    [
        "Lea también:", "Lea más:", "Lea:", "Puedes ver:", "Te puede interesar:", "Nota relacionada:",
        "Lesen Sie auch:", "Lesen Sie hier:", "Mehr zum Thema:", "Siehe auch:", "À lire aussi »", "Lire aussi :",
        "Leggi anche:", "Leia também:", "Veja também:", "Lees ook:", "Czytaj też:", "Zobacz także:",
        "Dowiedz się więcej:",
    ],
)  # fmt: skip
def test_a_line_that_only_leads_to_another_article_is_other_news(label: str) -> None:
    link = "<a href='/xa-hoi/con-do-cu-cua-lang-777.html'>Con đò cũ của làng chài ven sông</a>"
    article = parse(
        f"<div>{H1}<p>{SENTENCES[0]}</p><p>{SENTENCES[1]}</p><p><strong>{label}</strong> {link}</p><p>{SENTENCES[2]}</p></div>"
    )
    assert isinstance(article, Article)
    assert "Con đò cũ" not in article.plain_text()
    assert [item.title for item in article.related] == ["Con đò cũ của làng chài ven sông"]


def test_a_sentence_that_begins_like_such_a_line_stays() -> None:
    link = "<a href='/xa-hoi/con-do-cu-cua-lang-777.html'>con đò cũ</a>"
    text = f"Lea también lo que cuenta {link} a quienes cruzan el río cada mañana con sus canastos."
    plain = text.replace(link, "con đò cũ")
    assert plain in lines(f"<div>{H1}<p>{text}</p>{PROSE}</div>")


# --- parts of a text that look like something else ----------------------------------------------------------


@pytest.mark.parametrize("name", ["muc muc--Ads", "bs-callout", "banner-top"])
def test_a_long_part_whose_name_mentions_advertisements_is_text(name: str) -> None:
    part = "".join(f"<p>{sentence(number)}</p>" for number in (20, 21, 22))
    found = lines(
        f"<article>{H1}{PROSE}<section class='{name}'><h2>Giá đò</h2>{part}</section><p>{sentence(30)}</p></article>"
    )
    assert [sentence(20), sentence(21), sentence(22)] == [line for line in found if "số 2" in line][
        1:
    ]


def test_an_advertisement_with_links_goes_by_its_name() -> None:
    part = "".join(
        f"<p><a href='https://mua.example.com/'>{sentence(20)}</a></p>" for _ in range(3)
    )
    found = lines(
        f"<article>{H1}{PROSE}<div class='ads'>{part}</div><p>{sentence(30)}</p></article>"
    )
    assert not any("số 20" in line for line in found)


def test_a_list_of_links_to_other_sites_within_the_text_is_text() -> None:
    items = "".join(
        f"<li><a href='https://shop{number}.example.com/do-di-cho'>Đồ đi chợ số {number} giảm giá tuần này</a></li>"
        for number in range(4)
    )
    found = lines(f"<article>{H1}{PROSE}<ul>{items}</ul><p>{sentence(30)}</p></article>")
    assert any("Đồ đi chợ số 2" in line for line in found)


def test_a_list_of_the_sites_own_articles_within_the_text_goes() -> None:
    items = "".join(
        f"<li><a href='/xa-hoi/bai-khac-{number}00.html'>Bài khác số {number} trong mục của báo</a></li>"
        for number in range(4)
    )
    found = lines(f"<article>{H1}{PROSE}<ul>{items}</ul><p>{sentence(30)}</p></article>")
    assert not any("Bài khác" in line for line in found)


@pytest.mark.parametrize("look", ["<p style='text-align:center'>{}</p>", "<p><em>{}</em></p>"])
def test_paragraphs_below_images_look_like_the_rest_and_are_no_captions(look: str) -> None:
    parts = "".join(
        look.format(one) + look.format(f"Câu ngắn số {number} của bài.")
        + f"<p><img src='/anh/{number}.jpg' width='800' height='600'></p>"
        for number, one in enumerate(SENTENCES)
    )  # fmt: skip
    assert numbered(lines(f"<article>{H1}<div>{parts}</div></article>")) == SENTENCES


def test_a_centred_line_below_an_image_is_its_caption_where_the_text_is_not_centred() -> None:
    photo = "<p><img src='/anh/1.jpg' width='800' height='600'></p><p style='text-align:center'>Đò sang sông sáng nay</p>"
    article = parse(f"<article>{H1}<div>{PROSE}{photo}{PROSE.replace('số', 'thứ')}</div></article>")
    assert isinstance(article, Article)
    captions = [block.caption.text for block in article.blocks if isinstance(block, Image)]
    assert captions == ["Đò sang sông sáng nay"]


# --- pages that show their article in another way -----------------------------------------------------------


def test_the_steps_in_json_ld_are_the_text_where_the_page_shows_none() -> None:
    steps = ",".join(
        f'{{"@type": "HowToStep", "itemListElement": [{{"@type": "HowToDirection", "text": "<p>{one}</p>"}}]}}'
        for one in SENTENCES
    )
    script = f'<script type="application/ld+json">{{"@type": "HowTo", "step": [{steps}]}}</script>'
    assert numbered(lines(f"{H1}<div id='app'></div>", script)) == SENTENCES


def test_one_article_above_the_titles_of_others_is_read_by_its_name() -> None:
    others = "".join(
        f"<div class='tin'><h3><a href='/xa-hoi/bai-khac-{number}00.html'>Bài khác số {number} trong mục của báo</a>"
        f"</h3><p>Tóm tắt số {number}: {sentence(number + 50)}</p><h6><a href='/bai-{number}00.html'>Đọc</a></h6></div>"
        for number in NUMBERS
    )
    story = "".join(f"<p>{one}</p>" for one in SENTENCES[:3])
    found = lines(
        f"<article><h1>Thông cáo báo chí</h1>{H1}<div><div class='newsContent'>{story}</div></div>{others}</article>"
    )
    assert numbered(found) == SENTENCES[:3]
    assert not any("Tóm tắt" in line for line in found)


@pytest.mark.parametrize(
    "image", ["<img src='/anh/{}.jpg'>", "<a href='/anh/{0}.jpg'><img src='/anh/{0}.jpg'></a>"]
)
def test_a_post_of_images_is_an_article(image: str) -> None:
    images = "".join(image.format(number) for number in range(3))
    article = parse(f"<nav><a href='/'>Trang chủ</a></nav><article>{H1}{images}</article>")
    assert isinstance(article, Article)
    assert [block.src.rpartition("/")[2] for block in article.blocks if isinstance(block, Image)] == [
        "0.jpg", "1.jpg", "2.jpg",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "page",
    [
        "<article>{h1}<a href='/bai-1.html'><img src='/anh/1.jpg'></a><a href='/bai-2.html'><img src='/anh/2.jpg'></a></article>",
        "<div>{h1}<img src='/anh/1.jpg'><img src='/anh/2.jpg'></div>",
        "<article>{h1}<img src='/anh/1.jpg'><img src='/anh/2.jpg'></article><article><img src='/anh/3.jpg'></article>",
        "<article>{h1}<img src='/anh/1.jpg'></article>",
    ],
)
def test_images_that_lead_elsewhere_or_belong_to_nothing_are_no_article(page: str) -> None:
    assert isinstance(parse(page.format(h1=H1)), Problem)


def test_a_paragraph_in_the_header_of_the_article_is_its_introduction() -> None:
    header = f"<header><h2>{TITLE}</h2><p>Theo Người Chép, 09:00 hôm nay</p><p>{SENTENCES[0]}</p></header>"
    rest = "".join(f"<p>{one}</p>" for one in SENTENCES[1:])
    found = lines(f"{H1}<div itemprop='articleBody'>{header}{rest}</div>")
    assert numbered(found) == SENTENCES


@pytest.mark.parametrize(
    "request_",
    [
        "Follow us on Twitter and Facebook.", "Get the latest news straight to your phone with the River app.",
        "For the latest stories and updates download the River apps.", "Síguenos en Facebook y Telegram.",
        "Suscríbete al boletín del río.", "Folgen Sie uns auf allen Kanälen.", "Zum Newsletter anmelden",
        "Wir verwenden Cookies auf dieser Seite.", "If you enjoyed reading this article, tell a friend.",
    ],
)  # fmt: skip
def test_requests_to_follow_and_to_subscribe_are_no_text(request_: str) -> None:
    found = lines(f"<article>{H1}{PROSE}<p>{request_}</p><p>{sentence(30)}</p></article>")
    assert request_ not in found
    assert sentence(30) in found


@pytest.mark.parametrize(
    "text",
    [
        "Sigue la discusión en Twitter por el puente del río.", "Download the ferry app before you cross the river.",
        "Follow the path on the left bank until the market.", "For the latest figures the village asked the mill.",
        "Zurück blieb nur das alte Boot am Ufer.", "Lea cruzó el río con su canasto.",
    ],
)  # fmt: skip
def test_sentences_that_begin_like_requests_are_text(text: str) -> None:
    assert text in lines(f"<article>{H1}{PROSE}<p>{text}</p><p>{sentence(30)}</p></article>")
