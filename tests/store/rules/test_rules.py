"""What rules change in the cache: lists, counts, searches and pruning."""

import sqlite3

import pytest

from hpreader.model import ListQuery, Source
from hpreader.model.lists import MUTED_SEARCH
from hpreader.model.rules import Rule
from hpreader.rules import RuleSet
from hpreader.store import Store
from hpreader.store.rules.applied_rules import AppliedRules
from hpreader.store.traces.userdata_traces import UserdataTraces
from hpreader.store.values.timestamps import to_timestamp
from tests.support.storeroom import (
    NOW,
    entry,
    found_titles,
    hours_ago,
    record_list,
    saved_titles,
    story,
    titles,
)

DAY = 86_400


def rule(name: str, *actions: str, **values: object) -> Rule:
    return Rule(name, frozenset(actions), **values)  # type: ignore[arg-type]


def use(store: Store, *rules: Rule) -> None:
    """Let a store judge what comes, without judging what is there."""
    store.rules.use(RuleSet(rules, store.sources.titles()))


def judge_all(store: Store, *rules: Rule) -> None:
    """Let a store judge by these rules from now on, and what is there too."""
    use(store, *rules)
    number: int | None = 0
    while number is not None:
        number = store.rules.judge_after(number)


MUTE = rule("bóng", "mute", words=("bóng đá",))


@pytest.fixture(params=["before the news", "after the news"])
def muted(request, store):
    """A store in which one article of three is hidden."""
    if request.param == "before the news":
        use(store, MUTE)
    record_list(store, [entry("Bóng đá trẻ"), entry("Mưa lớn")], section="A")
    record_list(store, [entry("Cầu mới")], source="khac.example", section="B")
    if request.param == "after the news":
        judge_all(store, MUTE)
    return store


def test_a_muted_article_is_in_no_list_no_count_and_no_search(muted):
    assert titles(muted) == ["Cầu mới", "Mưa lớn"]
    assert titles(muted, source="bao.example", section="A") == ["Mưa lớn"]
    assert titles(muted, unread=True) == ["Cầu mới", "Mưa lớn"]
    assert muted.lists.counts() == {
        ("", ""): (2, 2), ("", "A"): (1, 1), ("", "B"): (1, 1),
        ("bao.example", ""): (1, 1), ("bao.example", "A"): (1, 1),
        ("khac.example", ""): (1, 1), ("khac.example", "B"): (1, 1),
    }  # fmt: skip
    assert [(day.total, day.unread) for day in muted.lists.days(ListQuery())] == [(2, 2)]
    assert found_titles(muted, "bóng") == []
    assert titles(muted, search="bong da") == []
    assert found_titles(muted, "") == []
    assert muted.cache.state().articles == 2


def test_muted_articles_are_lists_of_their_own_and_tell_the_rule(muted):
    assert titles(muted, search=MUTED_SEARCH) == ["Bóng đá trẻ"]
    assert titles(muted, search=MUTED_SEARCH, source="bao.example", section="A") == ["Bóng đá trẻ"]
    assert titles(muted, search=MUTED_SEARCH, source="khac.example") == []
    assert titles(muted, search=MUTED_SEARCH, unread=True) == ["Bóng đá trẻ"]
    assert titles(muted, search="is:muted bóng") == ["Bóng đá trẻ"]
    assert found_titles(muted, "is:muted") == ["Bóng đá trẻ"]
    (headline,) = muted.lists.rows(ListQuery(search=MUTED_SEARCH)).slice(0, 9)
    assert headline.muted == "bóng"


def test_an_article_comes_back_with_its_lists_and_its_marks_when_the_rule_goes(muted):
    (headline,) = muted.lists.rows(ListQuery(search=MUTED_SEARCH)).slice(0, 9)
    muted.marks.set_read([headline.id])
    assert titles(muted, search=MUTED_SEARCH, unread=True) == []
    judge_all(muted)
    assert titles(muted, source="bao.example", section="A") == ["Bóng đá trẻ", "Mưa lớn"]
    assert muted.lists.counts()["bao.example", "A"] == (2, 1)
    assert titles(muted, search=MUTED_SEARCH) == []
    assert found_titles(muted, "bóng") == ["Bóng đá trẻ"]


def test_saved_articles_are_never_hidden(room, muted):
    (headline,) = muted.lists.rows(ListQuery(search=MUTED_SEARCH)).slice(0, 9)
    muted.marks.set_saved([headline.id])
    for is_reopened in (False, True):
        store = room.reopen() if is_reopened else muted
        assert "Bóng đá trẻ" in titles(store)
        assert saved_titles(store) == ["Bóng đá trẻ"]
        assert titles(store, search=MUTED_SEARCH) == []
        assert found_titles(store, "bóng") == ["Bóng đá trẻ"]
    store.marks.set_saved([headline.id], saved=False)
    assert titles(store) == ["Cầu mới", "Mưa lớn"]
    assert titles(store, search=MUTED_SEARCH) == ["Bóng đá trẻ"]
    assert store.lists.counts()["", ""] == (2, 2)


def test_marks_of_another_file_of_user_data_show_and_hide_muted_articles(room, muted):
    room.close()
    copy = room.userdata.read_bytes()
    store = room.open()
    (headline,) = store.lists.rows(ListQuery(search=MUTED_SEARCH)).slice(0, 9)
    store.marks.set_saved([headline.id])
    store.marks.set_read([headline.id])
    room.close()
    saved = room.userdata.read_bytes()
    room.userdata.write_bytes(copy)
    store = room.open()
    assert titles(store, search=MUTED_SEARCH, unread=True) == ["Bóng đá trẻ"]
    assert store.lists.counts()["", ""] == (2, 2)
    room.close()
    room.userdata.write_bytes(saved)
    store = room.open()
    assert titles(store, search=MUTED_SEARCH) == []
    assert store.lists.counts()["", ""] == (3, 2)


def test_a_muted_article_opens_all_the_same(muted):
    (headline,) = muted.lists.rows(ListQuery(search=MUTED_SEARCH)).slice(0, 9)
    muted.articles.put(story("Bóng đá trẻ", "Trận đấu.", url=headline.url))
    assert muted.articles.get_by_url(headline.url).title == "Bóng đá trẻ"
    assert titles(muted, search=MUTED_SEARCH) == ["Bóng đá trẻ"]
    assert found_titles(muted, "trận") == []


def test_a_muted_article_is_known_in_its_list_and_leaves_with_its_source(muted):
    known = muted.entries.known_articles(
        [row.id for row in muted.lists.rows(ListQuery(search=MUTED_SEARCH)).slice(0, 9)],
        "bao.example",
        "A",
    )
    assert [(one.title, one.listed) for one in known.values()] == [("Bóng đá trẻ", True)]
    record_list(muted, [entry("Bóng đá trẻ"), entry("Mưa lớn")], section="A")
    assert titles(muted, search=MUTED_SEARCH) == ["Bóng đá trẻ"]
    muted.sources.put(Source("bao.example", "Báo", "https://bao.example"))
    removed = muted.sources.remove_for_undo("bao.example")
    assert titles(muted, search=MUTED_SEARCH) == []
    muted.sources.restore(removed)
    assert titles(muted, search=MUTED_SEARCH, source="bao.example", section="A") == ["Bóng đá trẻ"]


def test_pages_of_hidden_articles_are_not_due(muted):
    due = {
        one.title
        for source in ("bao.example", "khac.example")
        for one in muted.lists.without_page(source)
    }
    assert due == {"Mưa lớn", "Cầu mới"}


def test_an_edited_title_is_judged_again(store):
    use(store, MUTE)
    record_list(store, [entry("Tin", title="Bóng đá trẻ", url="https://bao.example/1")])
    assert titles(store) == []
    record_list(
        store, [entry("Tin", title="Cầu mới", url="https://bao.example/1")], fingerprint="second"
    )
    assert titles(store) == ["Cầu mới"]
    assert titles(store, search=MUTED_SEARCH) == []


def test_an_article_is_judged_again_when_another_source_lists_it(store):
    use(store, rule("nguồn", "mute", sources=("khac.example",)))
    same = entry("Cầu mới")
    record_list(store, [same])
    assert titles(store) == ["Cầu mới"]
    record_list(store, [same], source="khac.example")
    assert titles(store) == []


def test_tags_are_found_and_go_with_their_rule(store):
    use(store, rule("mưa", tags=("thời tiết",), words=("mưa",)))
    record_list(store, [entry("Mưa lớn"), entry("Cầu mới")])
    assert titles(store, search='tag:"thời tiết"') == ["Mưa lớn"]
    assert titles(store, search="tag:thoi") == ["Mưa lớn"]
    assert [row.tags for row in store.lists.rows(ListQuery()).slice(0, 9)] == [
        (), ("thời tiết",),
    ] or [row.tags for row in store.lists.rows(ListQuery()).slice(0, 9)] == [("thời tiết",), ()]  # fmt: skip
    assert store.searches.problems("tag:thời") == ()
    judge_all(store)
    assert titles(store, search="tag:thời") == []
    assert [one.kind for one in store.searches.problems("tag:bão")] == ["unknown_tag"]


def test_kept_articles_are_not_pruned(room, store):
    use(store, rule("giữ", "keep", words=("mưa",)))
    ids = record_list(store, [entry("Mưa lớn"), entry("Cầu mới")])
    store.marks.set_read(ids)
    store.cache.prune(1)
    assert titles(store) == ["Mưa lớn"]
    judge_all(store)
    store.cache.prune(1)
    assert titles(store) == []


def test_what_a_rule_saves_and_reads_is_done_once(room, store):
    rules = rule("lưu", "save", words=("mưa",)), rule("đọc", "read", words=("cầu",))
    use(store, *rules)
    rain, bridge = record_list(store, [entry("Mưa lớn"), entry("Cầu mới")])
    assert saved_titles(store) == ["Mưa lớn"]
    assert titles(store, unread=True) == ["Mưa lớn"]
    store.marks.set_saved([rain], saved=False)
    store.marks.set_read([bridge], read=False)
    judge_all(store, *rules)
    assert (saved_titles(store), titles(store, unread=True)) == ([], ["Cầu mới", "Mưa lớn"])
    room.lose_cache()
    store = room.open()
    use(store, *rules)
    record_list(store, [entry("Mưa lớn"), entry("Cầu mới")])
    assert (saved_titles(store), titles(store, unread=True)) == ([], ["Cầu mới", "Mưa lớn"])


def test_rules_of_saving_and_reading_are_about_what_is_there_too(store):
    record_list(store, [entry("Mưa lớn"), entry("Cầu mới")])
    judge_all(store, rule("lưu", "save", words=("mưa",)), rule("đọc", "read", words=("cầu",)))
    assert saved_titles(store) == ["Mưa lớn"]
    assert titles(store, unread=True) == ["Mưa lớn"]


def test_only_new_articles_are_notable_and_none_that_is_hidden(store):
    record_list(store, [entry("Mưa hôm qua")])
    rules = rule("báo", "notify", words=("mưa",)), MUTE
    judge_all(store, *rules)
    assert store.rules.take_notable() == ()
    record_list(store, [entry("Mưa lớn"), entry("Mưa trên sân bóng đá"), entry("Cầu mới")])
    assert [one.title for one in store.rules.take_notable()] == ["Mưa lớn"]
    assert store.rules.take_notable() == ()
    record_list(store, [entry("Mưa lớn", summary="Thêm.")], fingerprint="second")
    assert store.rules.take_notable() == ()


def test_articles_that_reach_an_age_are_judged_again(room, store):
    old = rule("cũ", "mute", older_than=3 * DAY)
    record_list(
        store, [entry("Tin", published=hours_ago(48)), entry("Mới", published=hours_ago(1))]
    )
    judge_all(store, old)
    assert titles(store) == ["Mới", "Tin"]
    applied = AppliedRules("", "", (3 * DAY,), to_timestamp(NOW), "")
    room.now = hours_ago(-25)
    store.rules.judge_aged(applied, to_timestamp(room.now))
    assert titles(store) == ["Mới"]
    assert titles(store, search=MUTED_SEARCH) == ["Tin"]


def test_hits_are_counted_without_changing_anything(muted):
    rules = RuleSet([MUTE, rule("x", "mute", sources=("khac.example",))], {})

    def find(about):
        return rules.find(about, to_timestamp(NOW))

    hits = muted.rules.find_hits(find, 2, to_timestamp(hours_ago(720)), 5)
    assert [(count, [one.title for one in found]) for count, found in hits] == [
        (1, ["Bóng đá trẻ"]),
        (1, ["Cầu mới"]),
    ]
    later = muted.rules.find_hits(find, 2, to_timestamp(NOW), 5)
    assert [count for count, _ in later] == [0, 0]


def test_the_rules_that_were_applied_are_remembered(room, store):
    assert store.applied_rules.get() is None
    applied = AppliedRules("1-2", "abc", (3600,), 5, "# tôi\n")
    store.applied_rules.put(applied)
    assert room.reopen().applied_rules.get() == applied


def test_what_rules_did_is_forgotten_with_the_marks(room, store):
    use(store, rule("lưu", "save", words=("mưa",)), rule("đọc", "read", words=("cầu",)))
    record_list(store, [entry("Mưa lớn"), entry("Cầu mới")])
    room.close()
    connection = sqlite3.connect(room.userdata)
    done = "SELECT action FROM rule_action ORDER BY action"
    assert connection.execute(done).fetchall() == [("read",), ("save",)]
    UserdataTraces(connection).remove({"saved"}, NOW)
    assert connection.execute(done).fetchall() == [("read",)]
    UserdataTraces(connection).remove({"read"})
    assert connection.execute(done).fetchall() == []
    connection.close()
