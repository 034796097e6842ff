"""The town's newspaper after it edited an article that the user had read."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from hpreader.model import ArticleRef, ListQuery
from hpreader.newsroom import Newsroom
from tests.support import town
from tests.support.web import Web, item

BEFORE = "Đoàn xe chở 12 cây cột điện đi qua cầu lúc nửa đêm, không xe nào phải dừng lại."
AFTER = "Đoàn xe chở 15 cây cột điện đi qua cầu lúc nửa đêm, không xe nào phải dừng lại."
ADDED = "Sáng hôm sau, người dân ra xem hàng cột mới dựng dọc theo bờ sông."
TITLE = "Bài số 1 về con đường mới có 15 cây cột điện"


async def edit_read_article(directory: Path, web: Web, clock: town.Clock) -> str:
    """Let the first article be read, and then edited; returns its id."""
    room = await town.newsroom(directory, web, clock)
    town.page(web, 1, BEFORE)
    clock.time += timedelta(hours=1)
    async for _event in room.open_article(ref(room)):
        pass
    article_id = ref(room).id
    await room.marks.set_read([article_id])
    clock.time += timedelta(hours=1)
    edit(web)
    async for _event in room.syncs.run():
        pass
    await room.close()
    return article_id


def ref(room: Newsroom) -> ArticleRef:
    """The first article."""
    (headline,) = room.lists.rows(ListQuery()).slice(0, 1)
    return ArticleRef(headline.url, headline.id, headline.title)


def edit(web: Web) -> None:
    """Publish the edited article, on its page and in its feed."""
    name = town.section(1)
    first = item(TITLE, town.url(1), town.published(1), "Mở đầu bài 1.")
    others = [town.entry(n) for n in range(2, town.COUNT + 1) if town.section(n) == name]
    web.feed(town.SECTIONS[name], first, *others)
    web.article(
        town.url(1),
        TITLE,
        [*town.paragraphs(1), AFTER, ADDED],
        lede="Mở đầu bài 1.",
        related=town.related(1),
        date=town.published(1).isoformat(),
        section=name,
    )
