"""Which articles report one event, in a cache: compared, shown, folded, split."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from hpreader.model import VIETNAM, ListQuery, Story
from hpreader.newsroom import Newsroom
from hpreader.newsroom.backup import Backup
from hpreader.newsroom.traces import Traces
from hpreader.store import Store
from tests.support.story_desk import StoryDesk, event, id_of
from tests.support.story_pairs import Labelled

DAY = date(2026, 3, 11)


@pytest.fixture
def desk(tmp_path) -> Iterator[StoryDesk]:
    desk = StoryDesk.within(tmp_path)
    yield desk
    desk.close()


def papers(story: Story | None) -> list[str]:
    """The papers of a story in the order of its reports."""
    assert story is not None
    return [report.headline.source for report in story.reports]


async def test_reports_of_one_event_are_one_story_and_others_are_not(desk):
    desk.put(*event("trom-xe-may"), *event("trom-cap-dien"), *event("gia-vang-12"))
    room = desk.open()
    assert await room.stories.update() == 7
    story = room.stories.of_article(id_of(room, event("trom-xe-may")[0]))
    assert papers(story) == ["bao-cang", "tin-song", "nhip-pho"]
    assert await room.stories.update() == 0, "all are compared already"


async def test_a_copy_is_told_from_another_report(desk):
    desk.put(*event("trom-xe-may"))
    room = desk.open()
    await room.stories.update()
    first, copy, other = event("trom-xe-may")
    story = room.stories.of_article(id_of(room, first))
    assert [one.copy_of for one in story.reports] == ["", id_of(room, first), ""]
    assert room.stories.copies_of(id_of(room, copy)) == (id_of(room, first),)
    assert room.stories.copies_of(id_of(room, other)) == ()


async def test_each_report_tells_why_it_is_there_and_what_it_adds(desk):
    desk.put(*event("chay-kho-go"))
    room = desk.open()
    await room.stories.update()
    story = room.stories.of_article(id_of(room, event("chay-kho-go")[0]))
    second, third = room.stories.with_additions(story).reports[1:]
    assert "lam hung" in {value for reason in second.reasons for value in reason.values}
    assert second.beside == story.id
    assert any("6,2 tỷ" in sentence for sentence in second.adds)
    assert any("Đặng Văn Lẫm" in sentence for sentence in third.adds)
    assert not any("6,2 tỷ" in sentence for sentence in third.adds), "the second paper told it"


async def test_a_copy_with_news_of_its_own_tells_it_and_is_not_read_with_the_other(desk):
    first, copy, _other = event("trom-xe-may")
    longer = "Đến chiều, 17 chủ xe tới Công an phường Lạch Vông nhận lại tài sản."
    report = copy.report._replace(text=f"{copy.report.text}\n{longer}")
    desk.put(first, replace(copy, report=report))
    room = desk.open()
    await room.stories.update()
    story = room.stories.of_article(id_of(room, first))
    assert story is not None
    assert room.stories.with_additions(story).reports[1].copy_of == id_of(room, first)
    assert room.stories.with_additions(story).reports[1].adds == (longer,)
    assert room.stories.copies_of(id_of(room, first)) == ()
    assert room.stories.copies_of(id_of(room, copy)) == (id_of(room, first),)


async def test_the_stories_of_a_day_come_in_the_order_of_their_weight(desk):
    desk.put(*event("cau-song-cau"), *event("khai-truong-thu-vien"), *event("gia-ca-giam"))
    room = desk.open()
    await room.stories.update()
    stories = room.stories.of_day(DAY)
    assert [len(story.reports) for story in stories] == [3, 2]
    assert stories[0].weight > stories[1].weight
    assert len(room.stories.of_day(date(2026, 3, 12), least=1)) == 2, "one of them alone"


async def test_an_article_that_is_split_off_stays_so_after_the_cache_is_lost(desk):
    reports = event("cau-song-cau")
    desk.put(*reports)
    room = desk.open()
    await room.stories.update()
    ids = [id_of(room, one) for one in reports]
    pairs = await room.stories.split(ids[2])
    assert room.stories.of_article(ids[2]) is None
    assert papers(room.stories.of_article(ids[0])) == ["bao-cang", "tin-song"]
    desk.close()
    desk.paths.cache.unlink()
    desk.put(*reports)
    room = desk.open()
    await room.stories.update()
    assert room.stories.of_article(ids[2]) is None
    assert set(await room.stories.join(pairs)) == set(ids)
    assert len(papers(room.stories.of_article(ids[2]))) == 3


async def test_a_later_report_joins_the_story_and_is_new_to_who_read_it(desk):
    first, second, third = event("chay-kho-go")
    desk.time = datetime(2026, 3, 12, 8, 30, tzinfo=VIETNAM)
    desk.put(first, second)
    room = desk.open()
    await room.stories.update()
    assert not any(one.is_new for one in room.stories.of_article(id_of(room, first)).reports)
    desk.time = datetime(2026, 3, 12, 9, tzinfo=VIETNAM)
    await room.marks.set_read([id_of(room, first)])
    desk.time = datetime(2026, 3, 13, 11, tzinfo=VIETNAM)
    desk.put(third)
    await room.stories.update()
    story = room.stories.of_article(id_of(room, first))
    assert [one.is_new for one in story.reports] == [False, False, True]


async def test_an_edited_article_is_compared_anew(desk):
    one, other = event("trom-cap-dien")
    desk.put(one, other)
    room = desk.open()
    await room.stories.update()
    story_id = id_of(room, other)
    stranger = event("gia-ca-giam")[0].report
    report = stranger._replace(source=other.report.source, day=other.report.day)
    desk.put(Labelled(other.name, report, "", "", at=other.at))
    assert await room.stories.update() == 1
    assert room.stories.of_article(story_id) is None


async def test_a_deleted_article_leaves_its_story(desk):
    reports = event("khai-truong-thu-vien")
    desk.put(*reports)
    room = desk.open()
    await room.stories.update()
    ids = [id_of(room, one) for one in reports]
    with Store.open(desk.paths.cache, desk.paths.data, now=lambda: desk.time) as store:
        store.marks.set_read(ids[:1])
        desk.time += timedelta(days=400)
        store.cache.prune(10**9)
    assert room.stories.of_article(ids[1]) is None


async def test_splits_that_are_forgotten_or_restored_are_so_in_the_stories_too(desk, tmp_path):
    reports = event("cau-song-cau")
    desk.put(*reports)
    room = desk.open()
    await room.stories.update()
    ids = [id_of(room, one) for one in reports]
    await room.stories.split(ids[2])
    desk.close()
    backup = tmp_path / "backup.zip"
    Backup(desk.paths).make(backup, now=desk.time)
    Traces(desk.paths).remove({"views"})
    room = desk.open()
    assert len(papers(room.stories.of_article(ids[2]))) == 3, "the cache does not tell them either"
    desk.close()
    Backup(desk.paths).restore(backup)
    room = desk.open()
    await room.stories.update()
    assert room.stories.of_article(ids[2]) is None
    assert len(papers(room.stories.of_article(ids[0]))) == 2
    assert await room.stories.update() == 0


# --- folded lists -----------------------------------------------------------------------------------


async def folded(room: Newsroom, query: ListQuery, kept: tuple[str, ...] = ()) -> list[str]:
    rows = room.lists.rows(query)
    rows.folds.put(room.stories.folding(query, rows.held, kept))
    shown = [line.title for line in rows.slice(0, 100)]
    assert rows.count() == len(shown)
    assert sum(count for _, count in rows.days_in_order() or [(None, len(shown))]) == len(shown)
    for at, line in enumerate(rows.slice(0, 100)):
        assert rows.find(line.id) == at
    return shown


async def test_a_list_shows_the_first_report_of_each_day(desk):
    reports = event("chay-kho-go")
    desk.put(*reports, *event("gia-ca-giam"))
    room = desk.open()
    await room.stories.update()
    shown = await folded(room, ListQuery())
    assert reports[0].report.title in shown
    assert reports[1].report.title not in shown, "of the same day"
    assert reports[2].report.title in shown, "of the next day: nothing new is hidden"
    assert len(room.lists.rows(ListQuery()).slice(0, 9)) == 4, "other lists are as they were"


async def test_the_row_tells_how_many_are_behind_it_and_whose_they_are(desk):
    reports = event("trom-xe-may")
    desk.put(*reports)
    room = desk.open()
    await room.stories.update()
    await room.marks.set_read([id_of(room, reports[1])])
    row = room.stories.folding(ListQuery(), {}).rows[id_of(room, reports[0])]
    assert (row.count, row.unread, row.sources) == (2, 1, ("tin-song", "nhip-pho"))


@pytest.mark.parametrize(
    "query",
    [
        ListQuery(source="tin-song"),
        ListQuery(section="Xã hội", unread=True),
        ListQuery(unread=True),
        ListQuery(day=DAY),
        ListQuery(oldest_first=True),
    ],
)
async def test_every_list_in_the_order_of_time_is_folded_by_what_it_contains(desk, query):
    desk.put(*event("trom-xe-may"), *event("khai-truong-thu-vien"), *event("cau-song-cau"))
    room = desk.open()
    await room.stories.update()
    every = room.lists.rows(query)
    shown = await folded(room, query)
    assert shown
    assert (len(shown) < every.count()) == (query.source == ""), "one paper tells a story once"


async def test_lists_of_words_and_of_other_orders_are_not_folded(desk):
    desk.put(*event("trom-xe-may"))
    room = desk.open()
    await room.stories.update()
    for query in (ListQuery(text="trom"), ListQuery(order="source"), ListQuery(saved=True)):
        assert not room.stories.folding(query, {}).hidden


async def test_what_is_under_the_cursor_stays_a_row(desk):
    reports = event("trom-xe-may")
    desk.put(*reports)
    room = desk.open()
    await room.stories.update()
    shown = await folded(room, ListQuery(), kept=(id_of(room, reports[1]),))
    assert shown == [reports[1].report.title, reports[0].report.title]


async def test_what_was_read_of_an_unread_list_does_not_bring_others_out(desk):
    reports = event("trom-xe-may")
    desk.put(*reports)
    room = desk.open()
    await room.stories.update()
    query = ListQuery(unread=True)
    rows = room.lists.rows(query)
    rows.folds.put(room.stories.folding(query, rows.held))
    rows.hold([id_of(room, reports[0])])
    await room.marks.set_read([id_of(room, reports[0])])
    rows.folds.put(room.stories.folding(query, rows.held))
    assert [line.title for line in rows.slice(0, 9)] == [reports[0].report.title]
    assert await folded(room, query) == [reports[1].report.title], "when it is chosen anew"


# --- with rules ---------------------------------------------------------------------------------------


async def test_a_story_is_told_without_the_reports_that_rules_hide(desk):
    reports = event("trom-xe-may")
    desk.put(*reports, *event("khai-truong-thu-vien"))
    room = desk.open()
    await room.stories.update()
    ids = [id_of(room, one) for one in reports]
    first, *others = event("khai-truong-thu-vien")
    alone = id_of(room, first)
    room.rules.path.write_text(
        f'[[rule]]\nwords = "{reports[1].report.title}"\nmute = true\n'
        + "".join(f'[[rule]]\nwords = "{one.report.title}"\nmute = true\n' for one in others),
        "utf-8",
    )
    await room.rules.apply()
    assert papers(room.stories.of_article(ids[0])) == ["bao-cang", "nhip-pho"]
    assert room.stories.of_article(alone) is None, "the others of its event are hidden"
    days = {one.at.date() for one in room.stories.of_article(ids[0]).reports}
    told = [story for day in days for story in room.stories.of_day(day)]
    assert {len(story.reports) for story in told} == {2}
    hidden = room.stories.of_article(ids[1])
    assert papers(hidden) == ["bao-cang", "tin-song", "nhip-pho"], "it is asked for by itself"
    await room.marks.set_saved([ids[1]])
    assert len(papers(room.stories.of_article(ids[0]))) == 3, "what is saved is never hidden"
