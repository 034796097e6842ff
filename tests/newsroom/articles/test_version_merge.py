"""One article from all its versions."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hpreader.model import (
    VIETNAM,
    Article,
    Block,
    Entry,
    Forms,
    Image,
    Inline,
    Paragraph,
    Related,
)
from hpreader.newsroom.articles.version_merge import merge_versions, most_complete

URL = "https://bao.vn/cau-moi.html"
LONG = "Cây cầu mới nối hai bờ sông Cấm được thông xe sáng nay sau hai năm xây dựng. " * 8
NOON = datetime(2026, 3, 1, 5, tzinfo=UTC)


def paragraphs(*texts: str) -> tuple[Block, ...]:
    return tuple(Paragraph(Inline(text)) for text in texts)


def article(*texts: str, pictures: int = 0, **facts: object) -> Article:
    images = tuple(Image(f"https://bao.vn/{number}.jpg") for number in range(pictures))
    return replace(Article(URL, "Cầu mới", blocks=(*paragraphs(*texts), *images)), **facts)  # type: ignore[arg-type]


def test_the_feed_gives_the_body_where_it_holds_everything() -> None:
    feed = article(LONG)
    page = article(LONG, "Chia sẻ")
    assert most_complete([feed, page]) is feed


def test_a_longer_form_wins_where_the_feed_holds_only_the_first_page() -> None:
    page = article(LONG, LONG)
    assert most_complete([article(LONG), page]) is page


def test_a_form_without_the_gallery_is_not_whole() -> None:
    page = article(LONG, pictures=3)
    assert most_complete([article(LONG, pictures=1), page]) is page


def test_a_form_with_all_pictures_but_half_the_text_is_not_whole() -> None:
    page = article(LONG, LONG)
    assert most_complete([article(LONG, pictures=2), page]) is page


def test_a_paged_page_whose_pages_were_joined_comes_before_the_feed() -> None:
    forms = Forms(next_pages=(f"{URL}/2",))
    page = article(LONG, "Trang hai rất ngắn.", forms=forms)
    whole = merge_versions(entry=Entry(URL, "Cầu mới"), entry_body=article(LONG), page=page)
    assert whole.blocks == page.blocks


def test_a_page_that_is_called_by_its_address_gives_way_to_the_headline_of_its_list() -> None:
    page = article(LONG, title="Cau moi")
    assert (
        merge_versions(entry=Entry(URL, "Cầu mới thông xe"), page=page).title == "Cầu mới thông xe"
    )
    assert merge_versions(page=page).title == "Cau moi"
    assert merge_versions(entry=Entry(URL, "Tin vắn"), page=article(LONG)).title == "Cầu mới"


def test_dates_come_from_the_feed_before_the_page_and_from_amp_last() -> None:
    wrong = datetime(2026, 2, 28, 22, tzinfo=UTC)
    entry = Entry(URL, "Cầu mới", guid="g", published=NOON)
    amp = article(LONG, published=wrong)
    assert (
        merge_versions(entry=entry, page=article(LONG, published=wrong), amp=amp).published == NOON
    )
    assert merge_versions(page=article(LONG, published=NOON), amp=amp).published == NOON
    assert merge_versions(page=article(LONG), amp=amp).published == wrong


def test_a_day_without_a_time_gives_way_to_the_pages_time_of_that_day() -> None:
    midnight = datetime(2026, 3, 1, tzinfo=VIETNAM)
    entry = Entry(URL, "Cầu mới", guid="g", published=midnight)
    assert merge_versions(entry=entry, page=article(LONG, published=NOON)).published == NOON
    later = NOON + timedelta(days=2)
    assert merge_versions(entry=entry, page=article(LONG, published=later)).published == midnight


def test_a_section_page_that_says_how_long_ago_gives_way_to_the_articles_own_time() -> None:
    entry = Entry(URL, "Cầu mới", published=NOON + timedelta(minutes=40))
    assert merge_versions(entry=entry, page=article(LONG, published=NOON)).published == NOON


def test_the_box_of_other_news_comes_from_the_form_that_has_one() -> None:
    box = (Related("Bài khác", "https://bao.vn/khac.html"),)
    assert merge_versions(page=article(LONG), amp=article(LONG, related=box)).related == box


def test_the_true_sections_are_those_of_the_api() -> None:
    entry = Entry(URL, "Cầu mới", sections=("Kinh tế", "Xã hội"))
    whole = merge_versions(entry=entry, page=article(LONG, section="cầu đường"))
    assert (whole.section, whole.sections) == ("Kinh tế", ("Kinh tế", "Xã hội"))


def test_the_label_of_the_page_is_the_section_where_no_api_tells() -> None:
    whole = merge_versions(entry=Entry(URL, "Cầu mới"), page=article(LONG, section="Xã hội"))
    assert (whole.section, whole.sections) == ("Xã hội", ("Xã hội",))


def test_the_lede_is_not_said_twice() -> None:
    lede = "Sáng nay cầu mới thông xe."
    page = article(LONG, lede=lede)
    whole = merge_versions(entry_body=article(lede, LONG), page=page, entry=Entry(URL, ""))
    assert whole.lede == lede
    assert whole.blocks == paragraphs(LONG)


def test_what_the_api_gives_is_whole_though_the_page_says_that_it_is_not() -> None:
    page = article(LONG, next_page=URL)
    entry = Entry(URL, "Cầu mới", has_all_pages=True)
    assert merge_versions(entry=entry, entry_body=article(LONG, LONG), page=page).next_page == ""
    assert merge_versions(entry=Entry(URL, "Cầu mới"), page=page).next_page == URL


def test_a_feed_has_the_whole_of_what_the_page_hides_behind_a_wall() -> None:
    entry, teaser = Entry(URL, "Cầu mới"), article("Mở đầu của bài.", next_page=URL)
    assert merge_versions(entry=entry, entry_body=article(LONG), page=teaser).next_page == ""
    first = article(LONG, next_page=URL)
    assert merge_versions(entry=entry, entry_body=article(LONG), page=first).next_page == URL


def test_the_guid_is_the_feeds_or_what_the_page_says_of_itself() -> None:
    page = article(LONG, forms=Forms(shortlink="https://bao.vn/?p=7"))
    assert merge_versions(page=page).guid == "https://bao.vn/?p=7"
    assert merge_versions(entry=Entry(URL, "", guid="x7"), page=page).guid == "x7"
