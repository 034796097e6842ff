"""rules.toml and the cache agree when a command starts, after a sync, and when a rule is made."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from hpreader.config import Paths, Settings
from hpreader.model import Section, Source, SourceSynced, SyncDone
from hpreader.model.lists import MUTED_SEARCH
from hpreader.model.rules import Rule
from hpreader.newsroom import Newsroom
from hpreader.problems import ProblemError
from tests.support.newsdesk import FEED, FILES, HOME, Clock, headlines, open_room, synced
from tests.support.web import Item, Web

SOURCE = Source("bao.vn", "Báo", HOME, (Section("", (FEED,)),))
MUTE = '[[rule]]\nwords = ["bóng đá"]\nmute = true\n'
WEATHER = Rule("mưa", frozenset({"mute"}), words=("mưa",))


def publish(web: Web, clock: Clock, *titles: str) -> None:
    """Publish a feed with these articles, the first one an hour old, each next one a day older."""
    web.feed(
        FEED,
        *(
            Item(title, f"{HOME}/{number}.html", clock() - timedelta(hours=1, days=number))
            for number, title in enumerate(titles)
        ),
    )


@pytest.fixture
async def room(tmp_path: Path, web: Web, clock: Clock) -> AsyncIterator[Newsroom]:
    publish(web, clock, "Bóng đá trẻ", "Mưa lớn", "Cầu mới")
    room = await open_room(tmp_path, web, clock, SOURCE)
    await synced(room, pages=False)
    yield room
    await room.close()


def shown(room: Newsroom, **query: object) -> list[str]:
    return [one.title for one in headlines(room, **query)]


def write(room: Newsroom, text: str) -> None:
    room.rules.path.write_text(text, "utf-8")


def test_without_a_file_nothing_is_due(room: Newsroom) -> None:
    assert not room.rules.is_due()
    assert room.rules.apply_now() == ()
    assert len(shown(room)) == 3


def test_a_command_judges_the_cache_where_the_file_was_edited(room: Newsroom) -> None:
    write(room, MUTE)
    assert room.rules.is_due()
    assert room.rules.apply_now() == ()
    assert shown(room) == ["Mưa lớn", "Cầu mới"]
    assert shown(room, search=MUTED_SEARCH) == ["Bóng đá trẻ"]
    assert not room.rules.is_due()
    room.rules.path.unlink()
    room.rules.apply_now()
    assert len(shown(room)) == 3


async def test_the_reader_judges_it_beside_the_keys(room: Newsroom) -> None:
    write(room, MUTE)
    assert await room.rules.apply()
    assert not await room.rules.apply()
    assert shown(room) == ["Mưa lớn", "Cầu mới"]
    write(room, "")
    assert await room.rules.apply()
    assert len(shown(room)) == 3


async def test_what_another_process_judged_is_judged_so_here_too(
    room: Newsroom, tmp_path: Path, web: Web, clock: Clock
) -> None:
    files = Paths(*(tmp_path / name for name in FILES))
    other = Newsroom.open(files, Settings(), now=clock, transport=web)
    for text, shown_now in (
        (MUTE, ["Mưa lớn", "Cầu mới"]),
        ("# không", ["Bóng đá trẻ", "Mưa lớn", "Cầu mới"]),
    ):
        write(room, text)
        await other.rules.apply()
        assert await room.rules.apply()
        assert not await room.rules.apply()
        assert shown(room) == shown_now
        judge = await room._stores.run_in_writer(lambda store: store.articles._table.verdicts.judge)
        assert (judge is not None) is (text == MUTE)
    await other.close()


async def test_a_sync_judges_what_comes_and_what_is_there(
    room: Newsroom, web: Web, clock: Clock
) -> None:
    write(room, MUTE)
    publish(web, clock, "Bóng đá nữ", "Nắng", "Bóng đá trẻ")
    web.feed(
        FEED,
        Item("Chung kết bóng đá", f"{HOME}/9.html", clock()),
        Item("Nắng", f"{HOME}/8.html", clock()),
    )
    await synced(room, pages=False)
    assert shown(room) == ["Nắng", "Mưa lớn", "Cầu mới"]
    assert shown(room, search=MUTED_SEARCH) == ["Chung kết bóng đá", "Bóng đá trẻ"]


async def test_a_sync_tells_of_what_a_rule_wants_to_be_notified(
    room: Newsroom, web: Web, clock: Clock
) -> None:
    write(room, '[[rule]]\nwords = "bão"\nnotify = true\n')
    web.feed(
        FEED, Item("Bão gần bờ", f"{HOME}/9.html", clock()), Item("Nắng", f"{HOME}/8.html", clock())
    )
    for titles in (["Bão gần bờ"], []):
        done = (await synced(room, pages=False))[-1]
        assert isinstance(done, SyncDone)
        assert [one.title for one in done.notable] == titles


async def test_a_rule_of_a_source_is_about_it_once_it_is_subscribed(
    room: Newsroom, web: Web
) -> None:
    write(room, '[[rule]]\nsource = "Tờ Khác"\nmute = true\n')
    room.rules.apply_now()
    assert len(shown(room)) == 3
    await room.subscriptions.put(Source("bao.vn", "Tờ Khác", HOME, SOURCE.sections))
    await synced(room, pages=False)
    assert shown(room) == []


def test_a_file_that_is_no_toml_leaves_the_last_rules(room: Newsroom) -> None:
    write(room, MUTE)
    room.rules.apply_now()
    write(room, MUTE + "[[rule\n")
    (problem,) = room.rules.apply_now()
    assert problem.kind == "bad_file"
    assert shown(room) == ["Mưa lớn", "Cầu mới"]
    assert [one.name for one in room.rules.file.rules] == ["bóng đá"]


def test_a_rule_that_cannot_be_used_is_told_with_its_line(room: Newsroom) -> None:
    write(room, MUTE + '[[rule]]\nwrods = "mưa"\nmute = true\n')
    (problem,) = room.rules.apply_now()
    assert problem.kind == "bad_setting"
    assert "5" in problem.detail
    assert "wrods" in problem.detail
    assert shown(room) == ["Mưa lớn", "Cầu mới"]
    assert room.rules.apply_now() == ()
    assert room.rules.complaints == (problem,)


def test_ages_are_judged_again_after_a_while(room: Newsroom, clock: Clock) -> None:
    write(room, '[[rule]]\nolder_than = "3d"\nmute = true\n')
    room.rules.apply_now()
    assert len(shown(room)) == 3
    clock.passes(minutes=59)
    assert not room.rules.is_due()
    clock.passes(hours=24)
    assert room.rules.is_due()
    room.rules.apply_now()
    assert shown(room) == ["Bóng đá trẻ", "Mưa lớn"]


async def test_a_rule_is_added_and_taken_back(room: Newsroom) -> None:
    write(room, f"# của tôi\n{MUTE}")
    await room.rules.apply()
    undo = await room.rules.editor.add(WEATHER)
    assert shown(room) == ["Cầu mới"]
    assert room.rules.path.read_text("utf-8").startswith(f"# của tôi\n{MUTE}")
    await undo()
    assert room.rules.path.read_text("utf-8") == f"# của tôi\n{MUTE}"
    assert shown(room) == ["Mưa lớn", "Cầu mới"]


async def test_the_first_rule_makes_the_file_and_its_undo_removes_it(room: Newsroom) -> None:
    undo = await room.rules.editor.add(WEATHER)
    assert shown(room) == ["Bóng đá trẻ", "Cầu mới"]
    await undo()
    assert not room.rules.path.exists()
    assert len(shown(room)) == 3


async def test_an_undo_leaves_what_was_edited_meanwhile(room: Newsroom) -> None:
    undo = await room.rules.editor.add(WEATHER)
    edited = room.rules.path.read_text("utf-8")
    write(room, f"# sửa\n{edited}\n{MUTE}")
    await undo()
    assert shown(room) == ["Mưa lớn", "Cầu mới"]
    assert "mưa" not in room.rules.path.read_text("utf-8")
    await undo()  # it is gone already
    assert shown(room) == ["Mưa lớn", "Cầu mới"]


async def test_two_rules_alike_get_two_names(room: Newsroom) -> None:
    await room.rules.editor.add(WEATHER)
    await room.rules.editor.add(WEATHER)
    assert [one.name for one in room.rules.file.rules] == ["mưa", "mưa 2"]


async def test_no_rule_is_added_to_a_file_that_cannot_be_read(room: Newsroom) -> None:
    write(room, "[[rule\n")
    with pytest.raises(ProblemError):
        await room.rules.editor.add(WEATHER)
    assert room.rules.path.read_text("utf-8") == "[[rule\n"


async def test_a_linked_file_stays_a_link(room: Newsroom, tmp_path: Path) -> None:
    target = tmp_path / "dotfiles" / "my-rules.toml"
    target.parent.mkdir()
    target.write_text(MUTE, "utf-8")
    room.rules.path.symlink_to(target)
    await room.rules.editor.add(WEATHER)
    assert room.rules.path.is_symlink()
    assert "mưa" in target.read_text("utf-8")


async def test_hits_are_those_of_the_last_days(room: Newsroom, clock: Clock) -> None:
    write(room, MUTE)
    room.rules.apply_now()
    found = await room.rules.find_hits(WEATHER, 5)
    assert (found.total, [one.title for one in found.headlines]) == (1, ["Mưa lớn"])
    (muted,) = room.rules.hits(room.rules.file.rules, 5)
    assert (muted.rule.name, muted.total) == ("bóng đá", 1)
    clock.passes(days=30)
    assert (await room.rules.find_hits(WEATHER, 5)).total == 0


OTHERS = '# một\n[[rule]]\nwords = "mưa"\nmute = true\n'


@pytest.mark.parametrize("after", ["", "\n# ba\n[[rule]]\nwords = 'cầu'\nkeep = true\n"])
@pytest.mark.parametrize("before", ["", OTHERS, f"{OTHERS}\n"])
async def test_a_rule_is_removed_and_put_back(room: Newsroom, before: str, after: str) -> None:
    write(room, before + MUTE + after)
    await room.rules.apply()
    undo = await room.rules.editor.remove("bóng đá")
    assert undo is not None
    assert "Bóng đá trẻ" in shown(room)
    left = room.rules.path.read_text("utf-8")
    assert "bóng đá" not in left
    assert all(line in left for line in (before + after).splitlines())
    await undo()
    assert room.rules.path.read_text("utf-8") == before + MUTE + after
    assert "Bóng đá trẻ" not in shown(room)


async def test_a_removed_rule_is_put_back_into_a_file_that_was_edited(room: Newsroom) -> None:
    write(room, OTHERS + MUTE)
    undo = await room.rules.editor.remove("bóng đá")
    assert undo is not None
    write(room, "# mới\n")
    await undo()
    assert shown(room) == ["Mưa lớn", "Cầu mới"]
    assert await room.rules.editor.remove("không có") is None


async def test_what_a_rule_hides_is_not_told_as_new_to_the_user_or_a_hook(
    tmp_path: Path, web: Web, clock: Clock
) -> None:
    publish(web, clock, "Bóng đá trẻ", "Mưa lớn", "Cầu mới")
    settings = Settings(after_sync=("cat",))
    room = await open_room(tmp_path, web, clock, SOURCE, settings=settings)
    write(room, MUTE)
    done = (await synced(room, pages=False))[-1]
    assert isinstance(done, SyncDone)
    assert done.new == 2
    told = [room.articles.headline(one) for one in done.new_ids]
    assert sorted(one.title for one in told if one is not None) == ["Cầu mới", "Mưa lớn"]
    await room.close()


async def test_a_process_that_ends_within_a_sync_leaves_its_notifications_to_the_next(
    room: Newsroom, tmp_path: Path, web: Web, clock: Clock
) -> None:
    write(room, '[[rule]]\nwords = "bão"\nnotify = true\n')
    publish(web, clock, "Bóng đá trẻ", "Mưa lớn", "Cầu mới", "Tin bão số 9")
    events = room.syncs.run(pages=False)
    async for event in events:
        if isinstance(event, SourceSynced):
            break
    await events.aclose()  # type: ignore[attr-defined]
    await room.close()
    files = Paths(*(tmp_path / name for name in FILES))
    other = Newsroom.open(files, Settings(), now=clock, transport=web)
    for titles in (["Tin bão số 9"], []):
        done = (await synced(other, pages=False))[-1]
        assert isinstance(done, SyncDone)
        assert [one.title for one in done.notable] == titles
    await other.close()
