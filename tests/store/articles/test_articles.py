import sqlite3
from dataclasses import replace
from datetime import date, timedelta

from hpreader.model import (
    Inline,
    ListQuery,
    Paragraph,
)
from hpreader.store import ListedEntry
from tests.support.storeroom import (
    NOW,
    SITE,
    entry,
    record_list,
    statements_of,
    story,
    titles,
)


def test_an_article_is_returned_as_it_was_stored(store):
    put = store.articles.put(
        story("bài", "Nội dung.", lede="Tóm tắt", section="A", sections=("A", "B"), published=NOW)
    )
    assert put.id
    assert put.cached_at == NOW
    assert store.articles.get(put.id) == put
    assert store.articles.get_by_url(put.url) == put
    assert store.articles.get("nobody") is None
    assert store.articles.get_by_url("no address at all") is None


def test_an_article_without_a_list_is_stored_but_in_no_list(store):
    put = store.articles.put(story("bài lẻ", "Nội dung có năm từ."))
    headline = store.articles.headline(put.id)
    assert (headline.cached, headline.words) == (True, 5)
    assert headline.summary == "Nội dung có năm từ."
    assert store.lists.rows(ListQuery()).count() == 0
    assert store.lists.counts() == {}
    record_list(store, [entry("bài lẻ")])
    assert store.lists.rows(ListQuery()).find(put.id) == 0


def test_an_article_can_be_added_to_the_lists_and_removed(store):
    put = store.articles.put(story("bài", "x", section="A"), listed=True)
    assert store.lists.rows(ListQuery("bao.example", "A")).find(put.id) == 0
    store.articles.put(put, listed=False)
    assert store.lists.counts() == {}


def test_the_date_of_the_page_is_taken_if_the_list_gave_none(store):
    (first,) = record_list(store, [entry("bài", published=None)])
    store.articles.put(story("bài", "x", published=NOW - timedelta(days=3)))
    assert store.lists.rows(ListQuery(day=date(2026, 3, 4))).find(first) == 0
    assert store.articles.headline(first).published == NOW - timedelta(days=3)


def test_an_article_has_the_sections_that_lists_added_later(store):
    put = store.articles.put(story("bài", "x"))
    record_list(store, [entry("bài")], section="Kinh tế")
    article = store.articles.get(put.id)
    assert (article.section, article.sections) == ("Kinh tế", ("Kinh tế",))


def test_link_states_tell_read_from_cached_from_missing(store):
    here = store.articles.put(story("đây", "x"))
    read = store.articles.put(story("đọc rồi", "x"))
    record_list(store, [entry("tiêu đề thôi")])
    store.marks.set_read([read.id])
    urls = [here.url, f"{read.url}?utm_source=x", f"{SITE}/tiêu-đề-thôi", f"{SITE}/không"]
    states = store.articles.link_states(urls)
    assert [states[url] for url in urls] == ["cached", "read", "missing", "missing"]


def test_link_states_cost_the_same_for_any_number_of_cached_articles(store):
    def steps() -> int:
        count = 0

        def step() -> None:
            nonlocal count
            count += 1

        store.database.connection.set_progress_handler(step, 1)
        store.articles.link_states([f"{SITE}/tin-{number}" for number in range(3)])
        store.database.connection.set_progress_handler(None, 1)
        return count

    for number in range(10):
        store.articles.put(story(f"tin {number}", "x"))
    few = steps()
    for number in range(10, 400):
        store.articles.put(story(f"tin {number}", "x"))
    assert steps() < few * 1.5


def test_many_link_states_can_be_asked_at_once(store):
    urls = [f"{SITE}/{number}" for number in range(2500)]
    assert set(store.articles.link_states(urls).values()) == {"missing"}


def test_an_unreadable_body_can_be_fetched_again(room, store):
    put = store.articles.put(story("bài", "x"))
    room.close()
    cache = sqlite3.connect(room.cache)
    cache.execute("UPDATE content SET data = x'00'")
    cache.commit()
    cache.close()
    assert room.open().articles.get(put.id) is None


def test_a_stored_article_replaces_the_former_one(store):
    put = store.articles.put(story("bài", "một hai"))
    store.articles.put(replace(put, blocks=(Paragraph(Inline("ba")),), cached_at=None))
    assert store.articles.get(put.id).plain_text() == "ba"
    assert store.articles.headline(put.id).words == 1


def test_sections_can_be_replaced(store):
    (first,) = record_list(store, [entry("tin")], section="Chính trị")
    edited = entry("tin", sections=("Kinh tế", "Xã hội"))
    store.entries.record_edit(ListedEntry(first, edited, "f", is_new=False, is_changed=True), NOW)
    assert titles(store, section="Chính trị") == []
    assert titles(store, source="bao.example", section="Xã hội") == ["tin"]
    assert store.articles.headline(first).section == "Kinh tế"


def test_the_section_of_a_page_adds_a_listed_article_to_that_section(store):
    record_list(store, [entry("tin")])
    store.articles.put(story("tin", "Nội dung.", section="Kinh tế"))
    assert titles(store, source="bao.example", section="Kinh tế") == ["tin"]


def test_many_articles_are_read_in_few_statements(store):
    entries = [entry(f"tin {number}") for number in range(1200)]
    ids = record_list(store, entries)
    store.marks.set_read(ids[1100:])
    store.articles.put(story("tin 5", "x"))
    links = [item.url for item in entries]
    assert len(store.entries.known_articles([*ids, "nobody"])) == 1200
    states = store.articles.link_states([*links, f"{SITE}/khác"])
    assert [states[links[number]] for number in (5, 6, 1150)] == ["cached", "missing", "read"]
    assert store.identities.identify_all(links) == dict(zip(links, ids, strict=True))
    for work, most in (
        (lambda: store.entries.known_articles(ids, "bao.example"), 3),
        (lambda: store.identities.identify_all(links), 3),
        (lambda: store.articles.link_states(links), 9),
    ):
        assert len(statements_of(store, work)) == most


def test_marking_an_article_opened_is_one_update(store):
    put = store.articles.put(story("tin", "x"))
    before = store.articles.headline(put.id)
    for article_id in (put.id, "nobody"):
        begin, update, commit = statements_of(
            store, lambda article_id=article_id: store.articles.mark_opened(article_id, NOW)
        )
        assert (begin, commit) == ("BEGIN IMMEDIATE", "COMMIT")
        assert update.startswith("UPDATE article SET opened_at")
    assert store.articles.headline(put.id) == before
    assert store.articles.headline("nobody") is None
