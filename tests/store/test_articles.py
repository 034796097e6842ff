import sqlite3
import string
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hpreader.model import (
    VIETNAM,
    Anchor,
    Article,
    ArticleRef,
    Day,
    Embed,
    Entry,
    Forms,
    Front,
    Heading,
    Headline,
    Image,
    Inline,
    ListBlock,
    ListPosition,
    ListQuery,
    Paragraph,
    Quote,
    Related,
    SavedShelf,
    Search,
    Section,
    SectionOf,
    Source,
    Span,
    Table,
    Visit,
)
from hpreader.problems import Problem
from hpreader.store import Store, codec
from tests.support.storeroom import NOW, SITE, Storeroom, bring, entry, story

# --- articles ---


def test_an_article_comes_back_as_it_was_put(store):
    put = store.put_article(
        story("bài", "Nội dung.", lede="Tóm tắt", section="A", sections=("A", "B"), published=NOW)
    )
    assert put.id
    assert put.cached_at == NOW
    assert store.article(put.id) == put
    assert store.article_at(put.url) == put
    assert store.article("nobody") is None
    assert store.article_at("no address at all") is None


def test_an_article_nobody_listed_is_here_but_in_no_list(store):
    put = store.put_article(story("bài lẻ", "Nội dung có năm từ."))
    headline = store.headline(put.id)
    assert (headline.cached, headline.words) == (True, 5)
    assert headline.summary == "Nội dung có năm từ."
    assert store.rows(ListQuery()).count() == 0
    assert store.counts() == {}
    bring(store, [entry("bài lẻ")])
    assert store.rows(ListQuery()).find(put.id) == 0


def test_an_article_can_be_put_into_the_lists_and_taken_out(store):
    put = store.put_article(story("bài", "x", section="A"), listed=True)
    assert store.rows(ListQuery("bao.example", "A")).find(put.id) == 0
    store.put_article(put, listed=False)
    assert store.counts() == {}


def test_an_article_takes_its_time_from_its_page_where_the_list_gave_none(store):
    (first,) = bring(store, [entry("bài", published=None)])
    store.put_article(story("bài", "x", published=NOW - timedelta(days=3)))
    assert store.rows(ListQuery(day=date(2026, 3, 4))).find(first) == 0
    assert store.headline(first).published == NOW - timedelta(days=3)


def test_an_article_knows_the_sections_that_lists_gave_it_since(store):
    put = store.put_article(story("bài", "x"))
    bring(store, [entry("bài")], section="Kinh tế")
    article = store.article(put.id)
    assert (article.section, article.sections) == ("Kinh tế", ("Kinh tế",))


def test_link_states_tell_read_from_cached_from_missing(store):
    here = store.put_article(story("đây", "x"))
    read = store.put_article(story("đọc rồi", "x"))
    bring(store, [entry("tiêu đề thôi")])
    store.mark_read([read.id])
    urls = [here.url, f"{read.url}?utm_source=x", f"{SITE}/tiêu-đề-thôi", f"{SITE}/không"]
    states = store.link_states(urls)
    assert [states[url] for url in urls] == ["cached", "read", "missing", "missing"]


def test_link_states_cost_the_same_however_much_is_cached(store):
    def steps() -> int:
        count = 0

        def step() -> None:
            nonlocal count
            count += 1

        store._database.connection.set_progress_handler(step, 1)
        store.link_states([f"{SITE}/tin-{number}" for number in range(3)])
        store._database.connection.set_progress_handler(None, 1)
        return count

    for number in range(10):
        store.put_article(story(f"tin {number}", "x"))
    few = steps()
    for number in range(10, 400):
        store.put_article(story(f"tin {number}", "x"))
    assert steps() < few * 1.5


def test_many_link_states_can_be_asked_at_once(store):
    urls = [f"{SITE}/{number}" for number in range(2500)]
    assert set(store.link_states(urls).values()) == {"missing"}


# --- identity ---


def test_an_id_follows_from_the_guid_and_else_from_the_address(store):
    assert store.identify(f"{SITE}/bai") == store.identify(
        "http://www.bao.example/bai/?utm_source=x"
    )
    assert store.identify(f"{SITE}/bai", f"{SITE}/?p=1") == store.identify(f"{SITE}/?p=1")
    assert len(store.identify(f"{SITE}/bai")) == 12


def test_a_guid_that_is_no_address_belongs_to_its_site(store):
    assert store.identify(f"{SITE}/a", "17") == store.identify(f"{SITE}/b", "17")
    assert store.identify(f"{SITE}/a", "17") != store.identify("https://khac.example/a", "17")


def test_a_guid_that_is_the_front_page_tells_nothing(store):
    ids = bring(store, [entry("một", guid=f"{SITE}/"), entry("hai", guid=SITE)])
    assert len(set(ids)) == 2


def test_the_address_of_an_article_leads_to_the_id_of_its_guid(store):
    (first,) = bring(store, [entry("bài", guid="tag:17")])
    assert store.identify(f"{SITE}/bài") == first
    assert store.known([f"{SITE}/bài", f"{SITE}/khác"]) == {f"{SITE}/bài": first}


def test_an_article_first_met_by_its_page_keeps_its_id_when_a_feed_brings_its_guid(store):
    met = store.put_article(story("bài", "x"))
    assert bring(store, [entry("bài", guid="tag:17")]) == [met.id]
    assert store.identify(f"{SITE}/chuyển-đi", "tag:17") == met.id


def test_an_article_that_moved_keeps_its_id(store):
    (first,) = bring(store, [entry("bài", guid="tag:17")])
    bring(store, [entry("bài", url=f"{SITE}/mới", guid="tag:17")], fingerprint="second")
    assert store.identify(f"{SITE}/bài") == store.identify(f"{SITE}/mới") == first
    assert store.headline(first).url == f"{SITE}/mới"


def test_the_address_that_was_asked_for_leads_to_what_was_fetched(store):
    kept = store.keep_fetched(story("bài", "x"), f"{SITE}/cũ.html")
    assert store.article_at(f"{SITE}/cũ.html") == kept


def test_all_forms_that_a_page_names_are_one_article(store):
    forms = Forms(amp="https://amp.bao.example/x", shortlink=f"{SITE}/?p=9")
    put = store.put_article(story("bài", "x", forms=forms))
    assert store.article_at("https://amp.bao.example/x") == put
    assert store.article_at(f"{SITE}/?p=9") == put


def test_a_deleted_cache_changes_no_id(room, store):
    met = store.put_article(story("một", "x"))
    ids = bring(store, [entry("một", guid="a"), entry("hai", guid="b"), entry("ba")])
    assert ids[0] == met.id
    room.lose_cache()
    store = room.open()
    assert bring(store, [entry("một", guid="a"), entry("hai", guid="b"), entry("ba")]) == ids
    assert [store.identify(f"{SITE}/{name}") for name in ("một", "hai", "ba")] == ids


def test_an_alias_is_stored_only_where_it_says_something(room, store):
    bring(store, [entry("một"), entry("hai", guid=f"{SITE}/hai")])
    store.mark_read([store.identify(f"{SITE}/một")])
    room.close()
    data = sqlite3.connect(room.userdata)
    assert data.execute("SELECT count(*) FROM alias").fetchone() == (0,)
    data.close()


# --- pruning ---


def long_text(number: int) -> str:
    return " ".join(f"từ{number}x{place}" for place in range(3000))


def fill(room: Storeroom, store: Store, count: int = 12) -> list[str]:
    """Articles that lists brought one day after the other, the first one longest ago."""
    ids = []
    for number in range(count):
        room.now = NOW + timedelta(days=number)
        ids += bring(store, [entry(f"tin {number}")], at=room.now)
        store.put_article(story(f"tin {number}", long_text(number)))
    return ids


def test_nothing_goes_while_there_is_room(room, store):
    store.mark_read(fill(room, store))
    assert store.prune(100_000_000) == 0


def test_what_was_seen_longest_ago_goes_first_and_the_cache_shrinks(room, store):
    ids = fill(room, store)
    store.mark_read(ids, at=NOW)
    before = store.state().size
    limit = 600_000
    assert 0 < store.prune(limit) < len(ids)
    left = [article_id for article_id in ids if store.headline(article_id)]
    assert left == ids[-len(left) :]
    store.prune(limit)
    room.close()
    assert room.cache.stat().st_size <= max(limit, 300_000)
    assert room.cache.stat().st_size < before


def test_how_old_the_news_is_plays_no_part(room, store):
    room.now = NOW
    old = bring(store, [entry("xưa", published=NOW - timedelta(days=3000))])
    store.put_article(story("xưa", "x"))
    store.mark_read(old)
    assert store.prune(100_000_000) == 0
    assert store.headline(old[0])


def test_saved_and_unread_articles_stay_whatever_their_size(room, store):
    ids = fill(room, store)
    store.save(ids[:2])
    store.mark_read([ids[0], *ids[6:]])
    store.prune(1)
    left = [article_id for article_id in ids if store.headline(article_id)]
    assert left == ids[:6]
    assert store.search("từ9x7") == ()
    assert len(store.search("từ3x7")) == 1


def test_articles_fetched_only_as_related_go_though_nobody_read_them(room, store):
    put = store.put_article(story("bài lẻ", long_text(1)))
    store.prune(1)
    assert store.headline(put.id) is None


def test_what_nobody_saw_for_a_year_goes_even_where_there_is_room(room, store):
    (seen, opened) = bring(store, [entry("tin"), entry("mở lại")])
    store.mark_read([seen, opened], at=NOW)
    room.now = NOW + timedelta(days=400)
    store.mark_opened(opened, room.now - timedelta(days=10))
    assert store.prune(100_000_000) == 1
    assert store.headline(seen) is None
    assert store.headline(opened)


def test_a_pruned_article_that_comes_again_is_still_read(room, store):
    ids = fill(room, store, 2)
    store.mark_read(ids)
    store.prune(1)
    bring(store, [entry("tin 0")])
    assert store.headline(ids[0]).read


# --- the codec ---

words = st.text(string.ascii_letters + " đắỗ\"\\\n'", max_size=12)
moments = st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=st.just(VIETNAM)) | (  # noqa: DTZ001
    st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
)
spans = st.builds(
    Span,
    st.integers(0, 5),
    st.integers(5, 9),
    st.sampled_from(["strong", "emphasis", "link"]),
    words,
)
inlines = st.builds(Inline, words, st.lists(spans, max_size=3).map(tuple))
some_inlines = st.lists(inlines, max_size=3).map(tuple)
blocks = st.one_of(
    st.builds(Paragraph, inlines),
    st.builds(Heading, st.integers(2, 6), inlines),
    st.builds(Image, words, words, inlines),
    st.builds(ListBlock, st.booleans(), some_inlines, st.lists(st.integers(0, 3)).map(tuple)),
    st.builds(Quote, inlines),
    st.builds(Table, st.lists(some_inlines, max_size=3).map(tuple), st.booleans()),
    st.builds(Embed, words, words),
)
related = st.builds(Related, words, words, words, st.none() | moments | st.dates())
forms = st.builds(Forms, words, words, words, st.lists(words, max_size=2).map(tuple))
articles = st.builds(
    Article,
    url=words,
    title=words,
    blocks=st.lists(blocks, max_size=4).map(tuple),
    id=words,
    sections=st.lists(words, max_size=2).map(tuple),
    lede=words,
    published=st.none() | moments,
    related=st.lists(related, max_size=3).map(tuple),
    related_from=st.sampled_from(["page", "cache"]),
    cached_at=st.none() | moments,
    forms=forms,
    has_page=st.booleans(),
)
locations = st.one_of(
    st.just(Front()),
    st.builds(SectionOf, words, words),
    st.builds(Day, st.dates()),
    st.builds(ArticleRef, words, words, words),
    st.just(SavedShelf()),
    st.builds(Search, words),
)
visits = st.builds(
    Visit,
    locations,
    words,
    words,
    st.builds(Anchor, st.integers(-1, 9), st.integers(0, 9)),
    st.none() | st.integers(0, 9),
    st.floats(0, 1),
    st.none() | moments,
)
sources = st.builds(
    Source,
    words,
    words,
    words,
    st.lists(st.builds(Section, words, st.lists(words).map(tuple)), max_size=2).map(tuple),
    st.lists(words).map(tuple),
    st.booleans(),
)
headlines = st.builds(Headline, words, words, words, words, published=st.none() | moments)
entries = st.builds(Entry, words, words, words, words, st.none() | moments)
problems = st.builds(
    Problem,
    st.sampled_from(["timeout", "tls"]),
    words,
    words,
    st.none() | st.integers(100, 599),
    st.sampled_from([None, "certificate"]),
)


@given(st.one_of(articles, visits, sources, headlines, entries, problems))
def test_every_noun_comes_back_from_its_json(noun):
    assert codec.load(codec.dump(noun)) == noun
    assert codec.unpack(codec.pack(noun)) == noun


def test_classes_that_were_renamed_keep_their_names_in_the_files():
    visit = Visit(ArticleRef("https://bao.vn/a"), headlines=ListPosition(ListQuery(), "id7"))
    written = codec.dump(visit)
    assert '{"is":"ArticleAt","url":"https://bao.vn/a"}' in written
    assert '"headlines":{"is":"ListPlace","query":{"is":"ListQuery"},"selected":"id7"}' in written
    assert codec.load(written) == visit


def test_a_field_that_a_class_no_longer_has_is_left_out():
    assert codec.load('{"is": "Front", "former": [1, {"is": "Search", "query": "x"}]}') == Front()


@pytest.mark.parametrize(
    "text",
    ["", "{", '{"is": "Nobody"}', '{"is": "Day"}', '{"x": 1}', '{"is": "datetime", "at": "x"}'],
)
def test_json_from_elsewhere_is_a_value_error(text):
    with pytest.raises(ValueError, match=r".*"):
        codec.load(text)


def test_bytes_from_elsewhere_are_a_value_error():
    with pytest.raises(ValueError, match="decompressing"):
        codec.unpack(b"x")


def test_an_unreadable_body_can_be_fetched_again(room, store):
    put = store.put_article(story("bài", "x"))
    room.close()
    cache = sqlite3.connect(room.cache)
    cache.execute("UPDATE body SET article = x'00'")
    cache.commit()
    cache.close()
    assert room.open().article(put.id) is None


def test_a_put_article_replaces_the_one_before(store):
    put = store.put_article(story("bài", "một hai"))
    store.put_article(replace(put, blocks=(Paragraph(Inline("ba")),), cached_at=None))
    assert store.article(put.id).plain_text() == "ba"
    assert store.headline(put.id).words == 1
