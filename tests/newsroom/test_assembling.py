"""One article out of all its forms."""

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
from hpreader.newsroom.articles.version_merge import assemble, fullest
from hpreader.newsroom.sync.entry_diff import decide, fingerprint
from hpreader.store import Known

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
    assert fullest([feed, page]) is feed


def test_a_longer_form_wins_where_the_feed_holds_only_the_first_page() -> None:
    page = article(LONG, LONG)
    assert fullest([article(LONG), page]) is page


def test_a_form_without_the_gallery_is_not_whole() -> None:
    page = article(LONG, pictures=3)
    assert fullest([article(LONG, pictures=1), page]) is page


def test_a_form_with_all_pictures_but_half_the_text_is_not_whole() -> None:
    page = article(LONG, LONG)
    assert fullest([article(LONG, pictures=2), page]) is page


def test_a_paged_page_whose_pages_were_joined_comes_before_the_feed() -> None:
    forms = Forms(next_pages=(f"{URL}/2",))
    page = article(LONG, "Trang hai rất ngắn.", forms=forms)
    whole = assemble(entry=Entry(URL, "Cầu mới"), entry_body=article(LONG), page=page)
    assert whole.blocks == page.blocks


def test_a_page_that_is_called_by_its_address_gives_way_to_the_headline_of_its_list() -> None:
    page = article(LONG, title="Cau moi")
    assert assemble(entry=Entry(URL, "Cầu mới thông xe"), page=page).title == "Cầu mới thông xe"
    assert assemble(page=page).title == "Cau moi"
    assert assemble(entry=Entry(URL, "Tin vắn"), page=article(LONG)).title == "Cầu mới"


def test_dates_come_from_the_feed_before_the_page_and_from_amp_last() -> None:
    wrong = datetime(2026, 2, 28, 22, tzinfo=UTC)
    entry = Entry(URL, "Cầu mới", guid="g", published=NOON)
    amp = article(LONG, published=wrong)
    assert assemble(entry=entry, page=article(LONG, published=wrong), amp=amp).published == NOON
    assert assemble(page=article(LONG, published=NOON), amp=amp).published == NOON
    assert assemble(page=article(LONG), amp=amp).published == wrong


def test_a_day_without_a_time_gives_way_to_the_pages_time_of_that_day() -> None:
    midnight = datetime(2026, 3, 1, tzinfo=VIETNAM)
    entry = Entry(URL, "Cầu mới", guid="g", published=midnight)
    assert assemble(entry=entry, page=article(LONG, published=NOON)).published == NOON
    later = NOON + timedelta(days=2)
    assert assemble(entry=entry, page=article(LONG, published=later)).published == midnight


def test_a_section_page_that_says_how_long_ago_gives_way_to_the_articles_own_time() -> None:
    entry = Entry(URL, "Cầu mới", published=NOON + timedelta(minutes=40))
    assert assemble(entry=entry, page=article(LONG, published=NOON)).published == NOON


def test_the_box_of_other_news_comes_from_the_form_that_has_one() -> None:
    box = (Related("Bài khác", "https://bao.vn/khac.html"),)
    assert assemble(page=article(LONG), amp=article(LONG, related=box)).related == box


def test_the_true_sections_are_those_of_the_api() -> None:
    entry = Entry(URL, "Cầu mới", sections=("Kinh tế", "Xã hội"))
    whole = assemble(entry=entry, page=article(LONG, section="cầu đường"))
    assert (whole.section, whole.sections) == ("Kinh tế", ("Kinh tế", "Xã hội"))


def test_the_label_of_the_page_is_the_section_where_no_api_tells() -> None:
    whole = assemble(entry=Entry(URL, "Cầu mới"), page=article(LONG, section="Xã hội"))
    assert (whole.section, whole.sections) == ("Xã hội", ("Xã hội",))


def test_the_lede_is_not_said_twice() -> None:
    lede = "Sáng nay cầu mới thông xe."
    page = article(LONG, lede=lede)
    whole = assemble(entry_body=article(lede, LONG), page=page, entry=Entry(URL, ""))
    assert whole.lede == lede
    assert whole.blocks == paragraphs(LONG)


def test_what_the_api_gives_is_whole_though_the_page_says_that_it_is_not() -> None:
    page = article(LONG, next_page=URL)
    entry = Entry(URL, "Cầu mới", has_all_pages=True)
    assert assemble(entry=entry, entry_body=article(LONG, LONG), page=page).next_page == ""
    assert assemble(entry=Entry(URL, "Cầu mới"), page=page).next_page == URL


def test_a_feed_has_the_whole_of_what_the_page_hides_behind_a_wall() -> None:
    entry, teaser = Entry(URL, "Cầu mới"), article("Mở đầu của bài.", next_page=URL)
    assert assemble(entry=entry, entry_body=article(LONG), page=teaser).next_page == ""
    first = article(LONG, next_page=URL)
    assert assemble(entry=entry, entry_body=article(LONG), page=first).next_page == URL


def test_the_guid_is_the_feeds_or_what_the_page_says_of_itself() -> None:
    page = article(LONG, forms=Forms(shortlink="https://bao.vn/?p=7"))
    assert assemble(page=page).guid == "https://bao.vn/?p=7"
    assert assemble(entry=Entry(URL, "", guid="x7"), page=page).guid == "x7"


def entry(number: int, **facts: object) -> Entry:
    return replace(Entry(f"https://bao.vn/{number}.html", f"Tin số {number}"), **facts)  # type: ignore[arg-type]


def identify(url: str, guid: str) -> str:
    return guid or url


def test_deciding_tells_new_from_changed_from_the_same() -> None:
    same, edited, fresh = entry(1), entry(2, title="Đã sửa"), entry(3)
    kept = {
        same.url: Known(same.url, same.title, fingerprint(same), has_body=True, listed=True),
        edited.url: Known(edited.url, "Chưa sửa", "cũ", has_body=True, listed=True),
    }
    decided = decide([same, edited, fresh], identify=identify, known=lambda ids: kept)
    assert [(item.is_new, item.is_changed) for item in decided] == [
        (False, False),
        (False, True),
        (True, False),
    ]


def test_what_another_list_says_in_other_words_is_no_edit() -> None:
    one = entry(1)
    kept = {one.url: Known(one.url, one.title, "", has_body=True, listed=True)}
    (item,) = decide([one], identify=identify, known=lambda ids: kept)
    assert not item.is_new
    assert not item.is_changed


def test_an_article_met_before_only_through_a_link_is_new_to_the_lists() -> None:
    kept = {entry(1).url: Known(entry(1).url, "", "", has_body=True, listed=False)}
    (item,) = decide([entry(1)], identify=identify, known=lambda ids: kept)
    assert item.is_new
    assert not item.is_changed


def test_an_article_that_a_list_names_twice_is_decided_once() -> None:
    twice = [entry(1, guid="g"), entry(2, guid="g")]
    assert len(decide(twice, identify=identify, known=lambda ids: {})) == 1


def test_a_national_paper_is_filtered_without_minding_marks() -> None:
    about = entry(1, summary="Tin từ HẢI PHÒNG sáng nay")
    unmarked = entry(2, title="Hai Phong don khach")
    other = entry(3, title="Chuyện ở Huế")
    decided = decide(
        [about, unmarked, other], identify=identify, known=lambda ids: {}, only=("Hải Phòng",)
    )
    assert [item.entry for item in decided] == [about, unmarked]
