from datetime import timedelta

from hpreader.model import Entry, Source
from hpreader.newsroom.sync.entry_diff import diff_entries
from hpreader.store import ListedEntry, Store
from tests.support.storeroom import (
    NOW,
    SITE,
    calls_of,
    entry,
    record_list,
    statements_of,
    story,
    titles,
)


def test_an_unchanged_entry_changes_no_headline_and_a_changed_one_does(store):
    record_list(store, [entry("tin")])
    again = entry("tin", title="Tiêu đề khác")
    record_list(store, [again])
    assert titles(store) == ["tin"]
    record_list(store, [again], fingerprint="second")
    assert titles(store) == ["Tiêu đề khác"]


def test_a_list_without_dates_and_summaries_deletes_none(store):
    (first,) = record_list(store, [entry("tin", summary="Tóm tắt")])
    record_list(store, [entry("tin", published=None)], fingerprint="second")
    assert store.articles.headline(first).summary == "Tóm tắt"
    assert store.articles.headline(first).published == NOW - timedelta(hours=1)


def test_known_articles_tell_new_from_changed_entries(store):
    (first,) = record_list(store, [entry("tin")])
    store.articles.put(story("bài lẻ", "x"))
    other = store.identities.identify(f"{SITE}/bài-lẻ")
    known = store.entries.known_articles([first, other, "nobody"], "bao.example")
    assert set(known) == {first, other}
    assert (known[first].fingerprint, known[first].has_body, known[first].listed) == (
        "first", False, True,
    )  # fmt: skip
    assert (known[other].has_body, known[other].listed) == (True, False)


def test_each_list_has_its_own_fingerprint_of_an_article(store):
    (first,) = record_list(store, [entry("tin")], section="A", fingerprint="of A")
    record_list(store, [entry("tin")], section="B", fingerprint="of B")
    record_list(store, [entry("tin")], source="khac.example", fingerprint="of another")

    def given(source: str, section: str = "") -> str:
        return store.entries.known_articles([first], source, section)[first].fingerprint

    assert [given("bao.example", name) for name in ("A", "B")] == ["of A", "of B"]
    assert given("khac.example") == "of another"
    assert given("bao.example") == given("nobody.example", "A") == ""
    record_list(store, [entry("tin")], section="A", fingerprint="new of A")
    assert [given("bao.example", name) for name in ("A", "B")] == ["new of A", "of B"]
    assert store.entries.known_articles(["nobody"], "bao.example", "A") == {}


def test_fingerprints_are_deleted_with_their_source_and_their_article(room, store):
    (first,) = record_list(store, [entry("tin")])
    store.sources.put(Source("bao.example", "Báo", SITE))
    store.sources.remove("bao.example")
    assert store.entries.known_articles([first], "bao.example")[first].fingerprint == ""
    record_list(store, [entry("tin")])
    store.marks.set_read([first])
    room.now = NOW + timedelta(days=400)
    assert store.cache.prune(100_000_000) == 1
    store.articles.put(story("tin", "x"))
    assert store.entries.known_articles([first], "bao.example")[first].fingerprint == ""


def test_an_unchanged_entry_keeps_its_article_from_being_pruned(room, store):
    (first,) = record_list(store, [entry("tin")])
    store.marks.set_read([first])
    record_list(store, [entry("tin")], at=NOW + timedelta(days=300))
    room.now = NOW + timedelta(days=400)
    assert store.cache.prune(100_000_000) == 0


def test_an_unchanged_entry_is_added_to_another_section(store):
    record_list(store, [entry("tin")], section="A")
    record_list(store, [entry("tin")], section="B")
    record_list(store, [entry("tin")], source="khac.example", section="A")
    assert titles(store, section="B") == ["tin"]
    assert titles(store, source="khac.example", section="A") == ["tin"]


def test_the_last_entry_is_returned_with_its_body(store):
    stored = entry("tin", body_html="<p>Nội dung</p>", updated=NOW, byline="An")
    (first,) = record_list(store, [stored])
    assert store.entries.get(first) == stored
    assert store.entries.get("nobody") is None


def test_an_edit_that_changes_only_the_body_is_stored(store: Store) -> None:
    before = entry("cau", body_html="<p>Trang một.</p>")
    item = ListedEntry(
        store.identities.identify(before.url), before, "same", is_new=True, is_changed=False
    )
    store.entries.record_list("bao.vn", "", [item], NOW)
    after = entry("cau", body_html="<p>Trang một.</p><p>Trang hai.</p>")
    store.entries.record_list(
        "bao.vn", "", [item._replace(entry=after, is_new=False, is_changed=True)], NOW
    )
    assert store.entries.get(item.id) == after


def sync(store: Store, entries: list[Entry], *, with_bodies: bool) -> None:
    """What one synchronisation of a list asks of the store."""
    found = store.identities.identify_entries(entries, "bao.example", "A")
    store.identities.refute_guids(found)
    ids = {item.entry: item.id for item in found}
    listed = diff_entries(
        ids,
        identify=ids.__getitem__,
        known=lambda ids: store.entries.known_articles(ids, "bao.example", "A"),
    )
    if with_bodies:
        listed = tuple(
            item._replace(article=story(item.entry.title, "Nội dung.")) if item.is_new else item
            for item in listed
        )
    store.entries.record_list("bao.example", "A", listed, NOW)


def test_a_thousand_new_entries_cost_few_calls_of_sqlite(store: Store) -> None:
    entries = [entry(f"tin {number}", guid=f"guid {number}") for number in range(1000)]
    assert calls_of(lambda: sync(store, entries[:500], with_bodies=False)) <= 100
    assert calls_of(lambda: sync(store, entries, with_bodies=True)) <= 100
    assert len(titles(store, section="A")) == 1000


def test_a_thousand_known_entries_cost_few_statements(store: Store) -> None:
    entries = [entry(f"tin {number}", guid=f"guid {number}") for number in range(1000)]
    sync(store, entries, with_bodies=False)
    again: list[str] = []

    def sync_again() -> None:
        again.extend(statements_of(store, lambda: sync(store, entries, with_bodies=False)))

    assert calls_of(sync_again) <= 50
    assert len(again) <= 50  # of `executemany`, each row counts


def test_the_last_of_two_entries_of_one_article_counts_in_a_list(store: Store) -> None:
    first, second = entry("tin"), entry("tin", title="Tiêu đề sau")
    article_id = store.identities.identify(first.url)
    items = [
        ListedEntry(article_id, one, "same", is_new=True, is_changed=False)
        for one in (first, second)
    ]
    store.entries.record_list("bao.example", "A", items, NOW)
    assert titles(store, section="A") == ["Tiêu đề sau"]
    assert store.entries.get(article_id) == second
    assert store.lists.counts()["bao.example", "A"] == (1, 1)
