"""Notices for followed places in a brief, before its other parts."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from hpreader.config import Settings
from hpreader.model.brief import Period
from hpreader.newsroom.brief.brief_composition import compose_brief
from tests.support.newsdesk import HOME, Clock, open_room, synced
from tests.support.web import Web, item

pytestmark = pytest.mark.usefixtures("english")

FEED = f"{HOME}/tin.xml"


async def test_notices_come_first_by_the_day_they_are_for(tmp_path: Path) -> None:
    web, clock = Web(), Clock()
    tomorrow = f"{clock() + timedelta(days=1):%d/%m}"
    titles = [
        (f"Cắt điện phường Lê Chân, Hải Phòng ngày {tomorrow}", 3),
        ("Phường Lê Chân, Hải Phòng họp dân", 0),
        ("Chuyện khác", 0),
    ]
    items = [
        item(title, f"{HOME}/{at}.html", clock() - timedelta(days=ago, hours=1), "")
        for at, (title, ago) in enumerate(titles)
    ]
    web.feed(FEED, *items)
    room = await open_room(tmp_path, web, clock, settings=Settings(places=("Lê Chân",)))
    await room.subscriptions.add(FEED)
    await synced(room, pages=False)
    brief = compose_brief(room, Period.until(clock()))
    wards, followed, rest = brief.parts
    assert (wards.kind, wards.name) == ("ward", "My wards")
    assert [entry.headline.title for entry in wards.entries] == [titles[0][0]]
    assert wards.entries[0].note.startswith(f"{(clock() + timedelta(days=1)).day}/")
    assert "Power, phường Lê Chân" in wards.entries[0].note
    assert followed.name == "Phường Lê Chân"
    assert [entry.headline.title for entry in rest.entries] == ["Chuyện khác"]
    await room.close()
