"""Stories in a brief: one entry for all reports of an event."""

from __future__ import annotations

from pathlib import Path

import pytest

from hpreader.model import ListQuery
from hpreader.model.brief import Period
from hpreader.newsroom.brief.brief_composition import compose_brief
from hpreader.newsroom.brief.story_parts import update_stories
from tests.support.story_desk import StoryDesk, event

pytestmark = pytest.mark.usefixtures("english")


async def test_a_story_is_one_entry_for_all_its_reports(tmp_path: Path) -> None:
    desk = StoryDesk.within(tmp_path)
    desk.put(*event("trom-xe-may"), *event("gia-vang-12"))
    room = desk.open()
    day = next(one.day for one in room.lists.days(ListQuery()) if one.total >= 3)
    period = Period.of_day(day)
    await update_stories(room, period)
    brief = compose_brief(room, period)
    (story,) = [part for part in brief.parts if part.kind == "story"]
    assert [len(entry.headlines) for entry in story.entries] == [3]
    ids = [one.id for _part, entry in brief.entries() for one in entry.headlines]
    assert len(ids) == len(set(ids)), "and its reports stand nowhere else"
    assert brief.count == room.lists.rows(ListQuery(day=day)).count()
    desk.close()
