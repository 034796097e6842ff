"""A whole account against what FreshRSS 1.25.0-dev answered, see `tests/support/recorded_account.py`."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hpreader.model import SourceSynced
from tests.support.recorded_account import PAPER, SERVER, Recorded, Replay, run

EXCHANGES = Path(__file__).parent / "recorded" / "freshrss-1.25.json"
FEEDS = [f"{PAPER}/{name}/feed.xml" for name in ("thoisu", "kinhte", "vanhoa")]


@pytest.fixture
async def replay() -> Replay:
    return Replay(json.loads(EXCHANGES.read_text("utf-8")))


@pytest.fixture
async def recorded(replay: Replay, tmp_path: Path) -> Recorded:
    def now() -> datetime:
        return datetime(2026, 12, 1, tzinfo=UTC)

    server = f"{SERVER}/api/greader.php"
    return await run(tmp_path, replay, server, FEEDS, "matkhau", now)


async def test_what_is_sent_is_what_the_server_was_sent(recorded, replay):
    assert replay.unasked == set()


async def test_marks_and_lists_go_both_ways(recorded):
    first, *later = recorded.synced
    assert (first.received, first.subscribed, first.refused) == (2, 2, ())
    assert [(one.sent, one.subscribed, one.unsubscribed) for one in later] == [
        (2, 1, 0), (0, 0, 1), (0, 0, 0),
    ]  # fmt: skip
    assert {one.problem for one in recorded.synced} == {None}
    marks = {row.url.removeprefix(PAPER): (row.read, row.saved) for row in recorded.rows if row.url}
    assert {url: each for url, each in marks.items() if any(each)} == {
        "/thoisu/bai-0.html": (True, False),  # given up by now: its mark stays
        "/thoisu/bai-1.html": (True, False),
        "/kinhte/bai-1.html": (False, True),
        "/kinhte/bai-2.html": (False, True),
    }  # fmt: skip


async def test_titles_folders_and_texts_come_as_they_were_written(recorded):
    (source,) = recorded.sources
    assert [section.name for section in source.sections] == [
        "Báo thử: Thời sự",
        "Văn hoá & giải trí",
    ]
    titles = {row.title for row in recorded.rows}
    assert "Kinh tế 1: cấp nước & sửa đê <biển>" in titles
    assert {row.summary for row in recorded.rows} == {
        "Hội đồng bàn việc cấp nước cho các xã ven biển."
    }


async def test_lists_come_from_the_server_and_only_when_they_have_something_new(recorded):
    results = [
        [(one.status, one.new) for one in events if isinstance(one, SourceSynced)]
        for events in recorded.lists
    ]
    assert results == [[("new", 6)], [("new", 2)], [("unchanged", 0)], [("unchanged", 0)]]
