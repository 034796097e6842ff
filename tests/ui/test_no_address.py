"""Articles that have no page: the feed's own text is shown, the browser gets what there is."""

from __future__ import annotations

from pathlib import Path

import pytest

from hpreader.model import ListQuery, Section, Source
from tests.support import town
from tests.support.browser import Browser
from tests.support.reader import town_reader
from tests.support.web import Web

NOTICES = ListQuery(source="bao.vn", section="Điện lực")
FEED = "https://dien.example/feed"
BODY = """<rss version="2.0"><channel><title>Điện lực</title>
<item><title>Cắt điện thứ hai</title><guid isPermaLink="false">d2</guid>
<description>Phố Hai mất điện.</description></item>
<item><title>Cắt điện thứ ba</title><guid isPermaLink="false">d3</guid>
<description>Phố Ba mất điện.</description></item>
<item><title>Loa phường số bảy</title><guid isPermaLink="false">l7</guid>
<description>Bản tin sáng.</description>
<enclosure url="https://dien.example/loa-7.mp3" type="audio/mpeg" length="1"/></item>
</channel></rss>"""


@pytest.fixture
async def notices(directory: Path, web: Web, clock: town.Clock) -> Path:
    """The town's files, with the notices of a feed without addresses."""
    web.raw(FEED, BODY.encode(), "application/rss+xml; charset=utf-8")
    room = await town.newsroom(directory, web, clock)
    await room.subscriptions.put(
        Source("bao.vn", "Báo thử", town.HOME, (Section("Điện lực", (FEED,)),))
    )
    async for _event in room.syncs.run(["bao.vn"]):
        pass
    await room.close()
    return directory


async def test_articles_without_an_address_are_read_and_say_that_they_have_none(
    notices: Path, web: Web, clock: town.Clock, browser: Browser
) -> None:
    async with town_reader(notices, web, clock) as reader:
        reader.controllers.lists.choose(NOTICES)
        await reader.press("g", "enter")
        first = reader.article.article
        assert first is not None
        assert first.url == ""
        assert "mất điện." in reader.text()
        for key in ("o", "v", "c", "y"):
            await reader.press(key)
            assert "This article has no address" in reader.text()
        assert browser.opened == []
        await reader.press("J")
        second = reader.article.article
        assert second is not None
        assert second.id != first.id
        assert second.title in reader.text()
        await reader.press("H")
        assert reader.article.article == first
        await reader.press("L")
        assert reader.article.article is not None
        assert reader.article.article.title == second.title


async def test_an_item_that_is_a_file_opens_in_the_browser(
    notices: Path, web: Web, clock: town.Clock, browser: Browser
) -> None:
    async with town_reader(notices, web, clock) as reader:
        reader.controllers.lists.choose(NOTICES)
        rows = reader.newsroom.lists.rows(NOTICES)
        audio = next(one for one in rows.slice(0, 9) if one.title == "Loa phường số bảy")
        reader.controllers.articles.open_headline(audio)
        await reader.press("g")
        assert "Bản tin sáng." in reader.text()
        reader.controllers.links.follow(audio.url, "loa-7")
        await reader.press("o")
        assert browser.opened == ["https://dien.example/loa-7.mp3"] * 2
        assert audio.url not in web.asked_urls()
