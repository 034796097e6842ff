"""Articles are found by the places that their texts name, and no longer when they do not."""

from datetime import timedelta

import pytest

from hpreader.model import ListQuery
from hpreader.store import Store
from tests.support.storeroom import NOW, entry, found_titles, record_list, story, titles


def of_place(store: Store, name: str) -> set[str]:
    return set(found_titles(store, f'place:"{name}"'))


def test_a_headline_is_found_by_the_place_in_its_title_or_summary(store):
    record_list(
        store,
        [
            entry("Phường Lê Chân, Hải Phòng họp dân"),
            entry("Chợ mới", summary="Ở phường An Biên, Hải Phòng."),
            entry("Đường Lê Chân ở Hải Phòng kẹt xe"),
        ],
    )
    assert of_place(store, "Lê Chân") == {"Phường Lê Chân, Hải Phòng họp dân"}
    assert of_place(store, "quận Lê Chân") == {"Phường Lê Chân, Hải Phòng họp dân", "Chợ mới"}
    assert of_place(store, "Vĩnh Niệm") == of_place(store, "quận Lê Chân"), "by a former name"
    assert of_place(store, "Gia Viên") == set()


def test_the_places_of_the_body_count_and_those_of_the_former_body_do_not(store):
    record_list(store, [entry("Hải Phòng hôm nay")])
    store.articles.put(story("Hải Phòng hôm nay", "Cháy ở phường Gia Viên."))
    assert of_place(store, "Gia Viên") == {"Hải Phòng hôm nay"}
    store.articles.put(story("Hải Phòng hôm nay", "Cháy ở phường Hải An."))
    assert of_place(store, "Gia Viên") == set()
    assert of_place(store, "Hải An") == {"Hải Phòng hôm nay"}


def test_nothing_is_left_of_a_deleted_article(store):
    store.articles.put(story("Hải Phòng hôm nay", "Cháy ở phường Gia Viên."))
    store.cache.prune(1)
    labels = store.database.number("SELECT count(*) FROM article_label")
    assert (of_place(store, "Gia Viên"), labels) == (set(), 0)


def test_a_followed_place_is_a_list_like_any_other(store):
    when = NOW - timedelta(days=1)
    record_list(
        store,
        [
            entry("Xã An Lão, Hải Phòng 1", published=when),
            entry("Xã An Lão, Hải Phòng 2"),
            entry("Việc khác ở Hải Phòng"),
        ],
    )
    query = 'place:"xã An Lão"'
    assert titles(store, search=query) == ["Xã An Lão, Hải Phòng 2", "Xã An Lão, Hải Phòng 1"]
    assert store.lists.rows(ListQuery(search=query, unread=True)).count_only() == 2
    assert [day.total for day in store.lists.days(ListQuery(search=query))] == [1, 1]


def test_a_filter_that_names_no_place_is_a_problem(store):
    record_list(store, [entry("Phường Lê Chân, Hải Phòng")])
    (problem,) = store.searches.problems("place:Atlantis")
    assert (problem.kind, problem.subject) == ("unknown_place", "Atlantis")
    assert store.searches.problems('place:"Lê Chân"') == ()
    assert found_titles(store, "place:Atlantis") == []


@pytest.mark.parametrize("kind", ["place", "notice"])
def test_labels_of_places_are_no_sections(store, kind):
    record_list(store, [entry("Cắt điện phường Lê Chân, Hải Phòng")])
    names = {
        name for (name,) in store.database.all("SELECT name FROM label WHERE kind = ?", (kind,))
    }
    assert names
    assert all(not found_titles(store, f'section:"{name}"') for name in names)
