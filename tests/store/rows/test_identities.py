import sqlite3

from hpreader.model import (
    Forms,
)
from tests.support.storeroom import (
    SITE,
    entry,
    record_list,
    statements_of,
    story,
)


def test_an_id_follows_from_the_guid_and_else_from_the_address(store):
    assert store.identities.identify(f"{SITE}/bai") == store.identities.identify(
        "http://www.bao.example/bai/?utm_source=x"
    )
    assert store.identities.identify(f"{SITE}/bai", f"{SITE}/?p=1") == store.identities.identify(
        f"{SITE}/?p=1"
    )
    assert len(store.identities.identify(f"{SITE}/bai")) == 12


def test_a_guid_that_is_no_address_is_unique_on_its_site_only(store):
    assert store.identities.identify(f"{SITE}/a", "17") == store.identities.identify(
        f"{SITE}/b", "17"
    )
    assert store.identities.identify(f"{SITE}/a", "17") != store.identities.identify(
        "https://khac.example/a", "17"
    )


def test_a_guid_that_is_the_home_page_is_ignored(store):
    ids = record_list(store, [entry("một", guid=f"{SITE}/"), entry("hai", guid=SITE)])
    assert len(set(ids)) == 2


def test_the_address_of_an_article_leads_to_the_id_of_its_guid(store):
    (first,) = record_list(store, [entry("bài", guid="tag:17")])
    assert store.identities.identify(f"{SITE}/bài") == first
    ids = store.identities.identify_all([f"{SITE}/bài", f"{SITE}/khác"])
    assert ids[f"{SITE}/bài"] == first
    assert set(store.entries.known_articles(ids.values())) == {first}


def test_an_article_first_stored_by_its_page_keeps_its_id_when_a_feed_gives_its_guid(store):
    met = store.articles.put(story("bài", "x"))
    assert record_list(store, [entry("bài", guid="tag:17")]) == [met.id]
    assert store.identities.identify(f"{SITE}/chuyển-đi", "tag:17") == met.id


def test_an_article_that_moved_keeps_its_id(store):
    (first,) = record_list(store, [entry("bài", guid="tag:17")])
    record_list(store, [entry("bài", url=f"{SITE}/mới", guid="tag:17")], fingerprint="second")
    assert (
        store.identities.identify(f"{SITE}/bài")
        == store.identities.identify(f"{SITE}/mới")
        == first
    )
    assert store.articles.headline(first).url == f"{SITE}/mới"


def test_the_requested_address_leads_to_the_fetched_article(store):
    kept = store.articles.put_fetched(story("bài", "x"), f"{SITE}/cũ.html")
    assert store.articles.get_by_url(f"{SITE}/cũ.html") == kept


def test_all_alternate_addresses_of_a_page_are_one_article(store):
    forms = Forms(amp="https://amp.bao.example/x", shortlink=f"{SITE}/?p=9")
    put = store.articles.put(story("bài", "x", forms=forms))
    assert store.articles.get_by_url("https://amp.bao.example/x") == put
    assert store.articles.get_by_url(f"{SITE}/?p=9") == put


def test_deleting_the_cache_changes_no_id(room, store):
    met = store.articles.put(story("một", "x"))
    ids = record_list(store, [entry("một", guid="a"), entry("hai", guid="b"), entry("ba")])
    assert ids[0] == met.id
    room.lose_cache()
    store = room.open()
    assert record_list(store, [entry("một", guid="a"), entry("hai", guid="b"), entry("ba")]) == ids
    assert [store.identities.identify(f"{SITE}/{name}") for name in ("một", "hai", "ba")] == ids


def test_an_alias_is_stored_only_if_the_id_does_not_follow_from_the_address(room, store):
    record_list(store, [entry("một"), entry("hai", guid=f"{SITE}/hai")])
    store.marks.set_read([store.identities.identify(f"{SITE}/một")])
    room.close()
    data = sqlite3.connect(room.userdata)
    assert data.execute("SELECT count(*) FROM alias").fetchone() == (0,)
    data.close()


def test_a_list_is_identified_with_as_many_statements_whatever_its_length(store):
    entries = [entry(f"bài {n}", guid=f"k{n}") for n in range(80)]
    few = statements_of(store, lambda: store.identities.identify_entries(entries[:5]))
    many = statements_of(store, lambda: store.identities.identify_entries(entries))
    assert len(few) == len(many) <= 5


def test_the_entries_of_a_list_have_the_ids_that_their_addresses_and_guids_give(store):
    entries = [entry("một"), entry("hai", guid="k2"), entry("ba", guid=f"{SITE}/?p=3")]
    expected = [store.identities.identify(one.url, one.guid) for one in entries]
    assert [one.id for one in store.identities.identify_entries(entries)] == expected
    assert record_list(store, entries) == expected
    assert [one.id for one in store.identities.identify_entries(entries)] == expected
