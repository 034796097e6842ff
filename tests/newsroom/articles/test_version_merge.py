"""One article from all its versions."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hpreader.model import (
    VIETNAM,
    Article,
    Attachment,
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


def test_the_body_is_the_feeds_where_it_is_complete() -> None:
    feed = article(LONG)
    page = article(LONG, "Chia sẻ")
    assert most_complete([feed, page]) is feed


def test_a_longer_version_is_used_where_the_feed_has_the_first_page_only() -> None:
    page = article(LONG, LONG)
    assert most_complete([article(LONG), page]) is page


def test_a_version_without_the_gallery_is_not_complete() -> None:
    page = article(LONG, pictures=3)
    assert most_complete([article(LONG, pictures=1), page]) is page


def test_a_version_with_all_images_but_half_the_text_is_not_complete() -> None:
    page = article(LONG, LONG)
    assert most_complete([article(LONG, pictures=2), page]) is page


def test_a_page_with_its_further_pages_precedes_the_feed() -> None:
    forms = Forms(next_pages=(f"{URL}/2",))
    page = article(LONG, "Trang hai rất ngắn.", forms=forms)
    whole = merge_versions(entry=Entry(URL, "Cầu mới"), entry_body=article(LONG), page=page)
    assert whole.blocks == page.blocks


def test_the_documents_of_every_version_are_kept_each_once() -> None:
    first, second = (Attachment(f"https://bao.example.vn/{name}.pdf", name) for name in "ab")
    feed = replace(
        article("Một đoạn của bài trong danh sách."),
        blocks=(*paragraphs("Một đoạn của bài trong danh sách."), first),
    )
    page = replace(article(), blocks=(first, second))
    merged = merge_versions(entry_body=feed, page=page)
    assert merged.blocks == (*paragraphs("Một đoạn của bài trong danh sách."), first, second)


def test_a_title_made_of_the_address_is_replaced_by_the_headline_of_the_list() -> None:
    page = article(LONG, title="Cau moi")
    assert (
        merge_versions(entry=Entry(URL, "Cầu mới thông xe"), page=page).title == "Cầu mới thông xe"
    )
    assert merge_versions(page=page).title == "Cau moi"
    assert merge_versions(entry=Entry(URL, "Tin vắn"), page=article(LONG)).title == "Cầu mới"


def test_dates_are_those_of_the_feed_then_of_the_page_then_of_amp() -> None:
    wrong = datetime(2026, 2, 28, 22, tzinfo=UTC)
    entry = Entry(URL, "Cầu mới", guid="g", published=NOON)
    amp = article(LONG, published=wrong)
    assert (
        merge_versions(entry=entry, page=article(LONG, published=wrong), amp=amp).published == NOON
    )
    assert merge_versions(page=article(LONG, published=NOON), amp=amp).published == NOON
    assert merge_versions(page=article(LONG), amp=amp).published == wrong


def test_a_date_without_a_time_is_replaced_by_the_pages_time_of_that_day() -> None:
    midnight = datetime(2026, 3, 1, tzinfo=VIETNAM)
    entry = Entry(URL, "Cầu mới", guid="g", published=midnight)
    assert merge_versions(entry=entry, page=article(LONG, published=NOON)).published == NOON
    later = NOON + timedelta(days=2)
    assert merge_versions(entry=entry, page=article(LONG, published=later)).published == midnight


def test_a_relative_time_of_a_section_page_is_replaced_by_the_articles_own_time() -> None:
    entry = Entry(URL, "Cầu mới", published=NOON + timedelta(minutes=40))
    assert merge_versions(entry=entry, page=article(LONG, published=NOON)).published == NOON


def test_related_articles_come_from_the_version_that_has_some() -> None:
    box = (Related("Bài khác", "https://bao.vn/khac.html"),)
    assert merge_versions(page=article(LONG), amp=article(LONG, related=box)).related == box


def test_the_true_sections_are_those_of_the_api() -> None:
    entry = Entry(URL, "Cầu mới", sections=("Kinh tế", "Xã hội"))
    whole = merge_versions(entry=entry, page=article(LONG, section="cầu đường"))
    assert (whole.section, whole.sections) == ("Kinh tế", ("Kinh tế", "Xã hội"))


def test_the_label_of_the_page_is_the_section_where_there_is_no_api() -> None:
    whole = merge_versions(entry=Entry(URL, "Cầu mới"), page=article(LONG, section="Xã hội"))
    assert (whole.section, whole.sections) == ("Xã hội", ("Xã hội",))


def test_the_lede_is_not_repeated() -> None:
    lede = "Sáng nay cầu mới thông xe."
    page = article(LONG, lede=lede)
    whole = merge_versions(entry_body=article(lede, LONG), page=page, entry=Entry(URL, ""))
    assert whole.lede == lede
    assert whole.blocks == paragraphs(LONG)


def test_the_post_of_the_api_is_complete_though_the_page_links_to_further_pages() -> None:
    page = article(LONG, next_page=URL)
    entry = Entry(URL, "Cầu mới", has_all_pages=True)
    assert merge_versions(entry=entry, entry_body=article(LONG, LONG), page=page).next_page == ""
    assert merge_versions(entry=Entry(URL, "Cầu mới"), page=page).next_page == URL


def test_a_feed_is_complete_where_the_page_hides_its_text_behind_a_wall() -> None:
    entry, teaser = Entry(URL, "Cầu mới"), article("Mở đầu của bài.", next_page=URL)
    assert merge_versions(entry=entry, entry_body=article(LONG), page=teaser).next_page == ""
    first = article(LONG, next_page=URL)
    assert merge_versions(entry=entry, entry_body=article(LONG), page=first).next_page == URL


def test_the_guid_is_the_feeds_or_the_short_link_of_the_page() -> None:
    page = article(LONG, forms=Forms(shortlink="https://bao.vn/?p=7"))
    assert merge_versions(page=page).guid == "https://bao.vn/?p=7"
    assert merge_versions(entry=Entry(URL, "", guid="x7"), page=page).guid == "x7"
