from dataclasses import replace

import pytest

from hpreader.model import (
    ListQuery,
    Section,
    Source,
    Validators,
)
from hpreader.problems import Problem, ProblemError
from tests.support.storeroom import NOW, SITE, entry, execute, record_list, saved_titles


def test_an_unreadable_source_is_reported_and_can_be_removed(room):
    store = room.open()
    store.sources.put(Source("bao.example", "Báo", SITE))
    store.sources.put(Source("khac.example", "Khác", SITE))
    room.close()
    execute(room.userdata, "UPDATE source SET source = '{' WHERE name = 'bao.example'")
    store = room.open()
    with pytest.raises(ProblemError) as caught:
        store.sources.get_all()
    assert (caught.value.problem.kind, caught.value.problem.subject) == (
        "data_broken", str(room.userdata),
    )  # fmt: skip
    assert store.sources.remove("bao.example")
    assert [source.name for source in store.sources.get_all()] == ["khac.example"]
    assert store.notices == ()


@pytest.mark.parametrize(
    "problem",
    [
        Problem("status", SITE, status=404),
        Problem("tls", SITE, "certificate has expired", reason="certificate"),
        Problem("offline", SITE, reason="started_offline"),
    ],
)
def test_the_typed_fields_of_a_problem_are_stored(store, problem):
    store.sources.put_check("a", NOW, problem)
    assert store.sources.checks() == {"a": (NOW, problem)}


def test_the_last_synchronisation_of_a_source_is_stored_with_its_problem(store):
    store.sources.put_check("a", NOW, Problem("timeout", "a.example", "10 s"))
    store.sources.put_check("b", NOW, None)
    assert store.sources.checks() == {
        "a": (NOW, Problem("timeout", "a.example", "10 s")),
        "b": (NOW, None),
    }


PAPER = Source(
    "bao.example",
    "Báo mẫu",
    SITE,
    (Section("", (f"{SITE}/feed",)), Section("Xã hội", (f"{SITE}/xa-hoi/feed", f"{SITE}/xa-hoi"))),
)


def test_sources_are_none_at_the_first_run_and_empty_when_all_were_removed(store):
    assert store.sources.get_all() is None
    store.sources.put(PAPER)
    assert store.sources.remove("bao.example")
    assert store.sources.get_all() == ()
    assert not store.sources.remove("bao.example")


def test_an_empty_choice_of_sources_ends_the_first_run(store):
    store.sources.put_all([])
    assert store.sources.get_all() == ()


def test_sources_keep_the_order_in_which_they_were_added(store):
    other = Source("an.example", "An", "https://an.example")
    store.sources.put_all([PAPER, other])
    renamed = replace(PAPER, title="Tên mới")
    store.sources.put(renamed)
    assert store.sources.get_all() == (renamed, other)


def test_articles_of_a_removed_source_leave_the_lists_but_stay_saved(store):
    store.sources.put(PAPER)
    only, both, saved = record_list(
        store, [entry("riêng"), entry("chung"), entry("giữ")], section="A"
    )
    record_list(store, [entry("chung")], source="khac.example", section="B")
    store.marks.set_saved([saved])
    store.sources.remove("bao.example")
    listed = [headline.id for headline in store.lists.rows(ListQuery()).slice(0, 9)]
    assert listed == [both]
    assert saved_titles(store) == ["giữ"]
    assert store.articles.headline(only) is not None
    assert set(store.lists.counts()) == {
        ("", ""),
        ("", "B"),
        ("khac.example", ""),
        ("khac.example", "B"),
    }


def test_a_source_added_again_lists_its_articles_again(store):
    store.sources.put(PAPER)
    store.http_cache.put(f"{SITE}/feed", Validators('"a"'), NOW)
    store.sources.put_check("bao.example", NOW, None)
    (first,) = record_list(store, [entry("tin")])
    store.sources.remove("bao.example")
    assert store.http_cache.get(f"{SITE}/feed") is None
    assert store.sources.checks() == {}
    store.sources.put(PAPER)
    record_list(store, [entry("tin")])
    assert store.lists.rows(ListQuery()).find(first) == 0
