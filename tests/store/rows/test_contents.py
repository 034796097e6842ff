"""The texts of articles are stored once, and come back as they were given."""

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from hpreader.model import (
    Article,
    Attachment,
    Embed,
    Entry,
    Heading,
    Image,
    Inline,
    ListBlock,
    Paragraph,
    Quote,
    Related,
    Span,
    Table,
)
from hpreader.store import ListedEntry, Store
from tests.support.storeroom import (
    NOW,
    SITE,
    Storeroom,
    entry,
    found_titles,
    record_list,
    story,
)

ENTRIES = (
    Entry(f"{SITE}/tin", "Tin"),
    Entry(f"{SITE}/tin", "Tin", guid=f"{SITE}/tin", summary="Tóm tắt", text_html="Tóm tắt"),
    Entry(f"{SITE}/tin", "Tin", guid="5", summary="Tóm tắt", text_html="<b>Tóm tắt</b>"),
    Entry(f"{SITE}/tin", "Tin\nhai dòng", published=datetime(2026, 3, 1, 5, 4, 3, 21, UTC)),
    Entry(f"{SITE}/tin", "Tin", body_html="<p>\n¶ \\n\u2028</p>", sections=("A", "B")),
    Entry("", "Không địa chỉ", guid="x", summary="Chữ", media_type="audio/mpeg", fragment="f"),
    Entry(f"{SITE}/tin", "Tin", updated=NOW, byline="An", has_all_pages=True, is_shared=True),
)


@pytest.mark.parametrize("given", ENTRIES)
def test_an_entry_comes_back_as_it_was_given(store: Store, given: Entry) -> None:
    item = ListedEntry("id", given, "f", is_new=True, is_changed=False)
    store.entries.record_list("bao.example", "", [item], NOW)
    assert store.entries.get("id") == given
    store.articles.put(story("bài", "Nội dung.", id="id", url=f"{SITE}/khác", title="Tên khác"))
    assert store.entries.get("id") == given  # the page has another address and another title
    assert store.articles.get("id").plain_text() == "Nội dung."
    store.marks.set_read(["id"])
    store.entries.record_list("bao.example", "A", [item._replace(is_new=False)], NOW)
    assert store.entries.get("id") == given


def test_an_article_that_only_its_page_gave_has_no_entry(store: Store) -> None:
    put = store.articles.put(story("bài", "Nội dung."))
    assert store.entries.get(put.id) is None


def test_a_changed_entry_keeps_the_body_and_a_changed_body_the_entry(store: Store) -> None:
    before = entry("tin", summary="trước")
    (first,) = record_list(store, [before])
    store.articles.put(story("tin", "Thân bài."))
    after = replace(before, summary="sau", title="Đổi tên")
    record_list(store, [after], fingerprint="second")
    assert store.articles.get(first).plain_text() == "Thân bài."
    assert store.entries.get(first) == after
    assert found_titles(store, "doi ten than bai") == ["Đổi tên"]


def test_the_words_of_every_block_are_found_after_the_title_changed(store: Store) -> None:
    """The index takes the words that it deletes from the stored texts."""
    blocks = (
        Paragraph(Inline("đoạn một", (Span(0, 4, "link", SITE),))),
        Heading(2, Inline("tiêu mục")),
        Image(f"{SITE}/a.jpg", "thay", Inline("chú thích")),
        Image(f"{SITE}/b.jpg"),
        ListBlock(False, (Inline("mục"), Inline(""))),
        Quote(Inline("lời dẫn")),
        Table(((Inline("ô trái"), Inline("ô phải")),)),
        Attachment(f"{SITE}/c.pdf", "công văn"),
        Attachment(f"{SITE}/d.pdf"),
        Embed(f"{SITE}/e", "phim"),
    )
    store.articles.put(Article(
        url=f"{SITE}/bài", title="bài", lede="dẫn nhập", blocks=blocks, source="bao.example",
        related=(Related("liên quan", f"{SITE}/f", "tóm tắt"),),
    ))  # fmt: skip
    record_list(store, [entry("bài", title="tên mới")], fingerprint="second")
    for words in (
        "tên mới",
        "dẫn nhập",
        "đoạn một",
        "chú thích",
        "ô phải",
        '"lời dẫn"',
        "công văn",
    ):
        assert found_titles(store, words) == ["tên mới"], words
    for words in ("bài", "phim", "thay", "liên quan"):
        assert found_titles(store, words) == [], words
    (hit,) = store.searches.find('"ô trái"')
    assert "ô trái" in hit.snippet.text


def vocabulary() -> list[str]:
    letters = "bcdđghklmnpqrstvxaăâeêioôơuưáàảãạ"
    chance = random.Random(3)
    return ["".join(chance.choices(letters, k=chance.randint(2, 5))) for _ in range(800)]


def made_entries(length: int) -> list[Entry]:
    """A thousand entries with a teaser of so many words."""
    chance, known = random.Random(5), vocabulary()
    found = []
    for number in range(1000):
        url = f"{SITE}/tin-tuc/bai-so-{number:05}.html"
        title, teaser = (" ".join(chance.choices(known, k=count)) for count in (9, length))
        published = NOW - timedelta(minutes=chance.randrange(10**5))
        found.append(Entry(url, title, url, teaser, published, text_html=teaser))
    return found


def stored_share(room: Storeroom, entries: list[Entry], *, with_bodies: bool) -> float:
    """The bytes of the cache for each byte of the entries' texts."""
    items = [
        ListedEntry(
            f"{number:012x}",
            one,
            f"{number:016x}",
            is_new=True,
            is_changed=False,
            article=story("x", one.body_html[3:-4], url=one.url, title=one.title)
            if with_bodies
            else None,
        )
        for number, one in enumerate(entries)
    ]
    store = room.open()
    for start in range(0, len(items), 100):
        store.entries.record_list("bao.example", "", items[start : start + 100], NOW)
    room.close()
    texts = "".join(one.url + one.title + (one.body_html or one.summary) for one in entries)
    return room.cache.stat().st_size / len(texts.encode())


def test_headlines_take_few_bytes(room: Storeroom) -> None:
    assert stored_share(room, made_entries(25), with_bodies=False) < 9


def test_articles_take_few_bytes(room: Storeroom) -> None:
    entries = [
        replace(one, summary=one.summary[:200], text_html="", body_html=f"<p>{one.summary}</p>")
        for one in made_entries(240)
    ]
    assert stored_share(room, entries, with_bodies=True) < 4
