"""Which entries of a list are new or changed."""

from dataclasses import replace

from hpreader.model import Entry
from hpreader.newsroom.sync.entry_diff import diff_entries, fingerprint
from hpreader.store import KnownArticle


def entry(number: int, **facts: object) -> Entry:
    return replace(Entry(f"https://bao.vn/{number}.html", f"Tin số {number}"), **facts)  # type: ignore[arg-type]


def identify(entry: Entry) -> str:
    return entry.guid or entry.url


def test_new_changed_and_equal_entries_are_distinguished() -> None:
    same, edited, fresh = entry(1), entry(2, title="Đã sửa"), entry(3)
    stored = {
        same.url: KnownArticle(same.url, same.title, fingerprint(same), has_body=True, listed=True),
        edited.url: KnownArticle(edited.url, "Chưa sửa", "cũ", has_body=True, listed=True),
    }
    listed = diff_entries([same, edited, fresh], identify=identify, known=lambda ids: stored)
    assert [(item.is_new, item.is_changed) for item in listed] == [
        (False, False),
        (False, True),
        (True, False),
    ]


def test_different_words_in_another_list_are_no_edit() -> None:
    one = entry(1)
    stored = {one.url: KnownArticle(one.url, one.title, "", has_body=True, listed=True)}
    (item,) = diff_entries([one], identify=identify, known=lambda ids: stored)
    assert not item.is_new
    assert not item.is_changed


def test_an_article_known_only_by_a_link_is_new_in_a_list() -> None:
    stored = {entry(1).url: KnownArticle(entry(1).url, "", "", has_body=True, listed=False)}
    (item,) = diff_entries([entry(1)], identify=identify, known=lambda ids: stored)
    assert item.is_new
    assert not item.is_changed


def test_an_article_that_is_twice_in_a_list_is_returned_once() -> None:
    twice = [entry(1, guid="g"), entry(2, guid="g")]
    assert len(diff_entries(twice, identify=identify, known=lambda ids: {})) == 1


def test_the_filter_of_a_source_ignores_diacritics() -> None:
    about = entry(1, summary="Tin từ HẢI PHÒNG sáng nay")
    unmarked = entry(2, title="Hai Phong don khach")
    other = entry(3, title="Chuyện ở Huế")
    listed = diff_entries(
        [about, unmarked, other], identify=identify, known=lambda ids: {}, only=("Hải Phòng",)
    )
    assert [item.entry for item in listed] == [about, unmarked]
