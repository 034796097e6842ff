"""Edited articles: which new texts are edits, what is kept of the former ones, what becomes unread again."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from hpreader.model import Article, ArticleRef, FormerText, Headline, ListQuery, Source
from hpreader.model.edit_sentences import edit_sentence
from hpreader.model.sources import Section
from hpreader.newsroom import Newsroom
from hpreader.store.articles.replacement import MOST_FORMER
from tests.support.newsdesk import FEED, HOME, MODIFIED, Clock, open_room, opened, synced
from tests.support.web import Web, item

URL = f"{HOME}/chay.html"
PAPER = Source("bao.vn", "Báo thử", HOME, (Section("", (FEED,)),))


@pytest_asyncio.fixture
async def room(tmp_path: Path, web: Web, clock: Clock) -> AsyncIterator[Newsroom]:
    room = await open_room(tmp_path, web, clock, PAPER)
    yield room
    await room.close()


def texts(injured: int = 3, *more: str, owner: str = "Trần Văn Bình") -> list[str]:
    return [
        f"Khoảng 14h20 hôm nay, xưởng gỗ của ông {owner} bốc cháy dữ dội sau một tiếng nổ lớn.",
        f"Vụ cháy làm {injured} người bị thương, tất cả được đưa đến bệnh viện gần nhất ngay trong buổi chiều.",
        "Lực lượng chữa cháy dùng vòi rồng phun nước liên tục, đến tối thì dập tắt hẳn đám cháy.",
        *more,
    ]


def title(injured: int = 3) -> str:
    return f"Cháy xưởng gỗ, {injured} người bị thương"


def html(paragraphs: list[str]) -> str:
    return "".join(f"<p>{one}</p>" for one in paragraphs)


def publish(
    web: Web,
    paragraphs: list[str],
    headline: str | None = None,
    *,
    body: str | None = None,
    summary: str = "Xưởng gỗ bốc cháy.",
    page: list[str] | None = None,
) -> None:
    """Put an edition on the web: its page, and the feed with its headline, and its body if one is given."""
    headline = headline or title()
    web.article(URL, headline, page or paragraphs)
    web.feed(FEED, item(headline, URL, MODIFIED, summary, body=body or "", guid="g1"))


def headline(room: Newsroom) -> Headline:
    (found,) = room.lists.rows(ListQuery()).slice(0, 2)
    return found


def former(room: Newsroom) -> tuple[FormerText, ...]:
    return room.articles.former_texts(headline(room).id)


def cached(room: Newsroom) -> Article:
    found = room.articles.get(ArticleRef(URL))
    assert found is not None
    return found


async def read(room: Newsroom) -> None:
    """Open the article, as the reader does."""
    await opened(room, URL)
    await room.marks.set_read([headline(room).id])


def told(room: Newsroom) -> str:
    """The line in the list; empty for none."""
    edit = headline(room).told_edit
    return edit_sentence(edit, room.now()) if edit is not None else ""


async def test_an_edit_that_matters_makes_a_read_article_unread_and_is_told_in_one_line(
    web: Web, room: Newsroom, clock: Clock
) -> None:
    publish(web, texts(3))
    await synced(room)
    await read(room)
    assert headline(room).read
    clock.passes(hours=2)
    publish(web, texts(5), title(5))
    await synced(room)
    assert not headline(room).read
    assert told(room) == "Đã sửa 11:00: 3 -> 5 người"
    assert cached(room).edit == headline(room).edit
    (before,) = former(room)
    assert (before.was_read, before.article.title) == (True, title(3))
    assert "3 người" in before.article.plain_text()
    await read(room)
    assert told(room) == ""
    assert cached(room).edit is not None


async def test_an_edit_that_does_not_matter_leaves_it_read_and_is_kept(
    web: Web, room: Newsroom, clock: Clock
) -> None:
    publish(web, texts(3), body=html(texts(3)))
    await synced(room)
    await read(room)
    clock.passes(hours=2)
    spelt = [one.replace("dữ dội", "dử dội").replace(",", " ,") for one in texts(3)]
    publish(web, [*spelt, "Cập nhật lúc 16:05"], body=html([*spelt, "Cập nhật lúc 16:05"]))
    await synced(room)
    assert headline(room).read
    assert told(room) == ""
    assert [one.changes for one in former(room)] == [()]
    edit = cached(room).edit
    assert edit is not None
    assert edit.changes == ()


async def test_a_new_teaser_or_tags_alone_request_no_page(
    web: Web, room: Newsroom, clock: Clock
) -> None:
    publish(web, texts(3))
    await synced(room)
    await read(room)
    clock.passes(hours=1)
    publish(web, texts(3), summary="Xưởng gỗ bốc cháy. Một giờ trước.")
    web.forget()
    await synced(room)
    assert URL not in web.asked_urls()
    assert headline(room).read
    assert former(room) == ()


async def test_the_text_of_a_page_is_no_edit_of_the_text_of_its_feed(
    web: Web, room: Newsroom
) -> None:
    """A feed may have other words than the page: a lede of its own, a shorter text, a number in words."""
    of_feed = [one.replace("3 người", "hai người") for one in texts(3)]
    publish(
        web,
        texts(3),
        body=html(of_feed),
        page=texts(3, "Ảnh hiện trường do người dân cung cấp lúc tối."),
    )
    await synced(room, pages=False)
    await room.marks.set_read([headline(room).id])
    await synced(room)
    assert "cung cấp lúc tối" in cached(room).plain_text()
    assert headline(room).read
    assert former(room) == ()


async def test_a_shorter_text_of_the_feed_does_not_replace_that_of_the_page(
    web: Web, room: Newsroom, clock: Clock
) -> None:
    publish(web, texts(3), body=html(texts(3)[:1]), page=texts(3))
    await synced(room)
    await read(room)
    clock.passes(hours=1)
    publish(web, texts(5), title(5), body=html([texts(5)[0] + " Đang cập nhật."]), page=texts(5))
    web.status(URL, 503)
    await synced(room)
    assert "3 người" in cached(room).plain_text()
    assert len(cached(room).plain_text().splitlines()) == 3
    assert headline(room).read
    clock.passes(hours=1)
    publish(web, texts(5), title(5), body=html([texts(5)[0] + " Cập nhật tiếp."]), page=texts(5))
    await synced(room)
    assert "5 người" in cached(room).plain_text()
    assert told(room).endswith("3 -> 5 người")


async def test_an_edit_that_the_feed_told_is_not_told_again_by_its_page(
    web: Web, room: Newsroom, clock: Clock
) -> None:
    publish(web, texts(3), body=html(texts(3)))
    await synced(room)
    await read(room)
    clock.passes(hours=1)
    publish(web, texts(5), title(5), body=html(texts(5)))
    await synced(room, pages=False)
    assert told(room) == "Đã sửa 10:00: 3 -> 5 người"
    await room.marks.set_read([headline(room).id])
    clock.passes(minutes=1)
    await synced(room)
    assert headline(room).read
    assert len(former(room)) == 1


async def test_an_excerpt_in_another_list_is_no_edit(
    web: Web, room: Newsroom, clock: Clock
) -> None:
    web.robots(HOME, "User-agent: *\nDisallow: /chay")
    publish(web, texts(3), body=html(texts(3)))
    await synced(room)
    await room.marks.set_read([headline(room).id])
    clock.passes(hours=1)
    publish(web, texts(3), body=html([texts(3)[0], texts(3)[1][:60] + " […]"]))
    await synced(room)
    assert len(cached(room).plain_text().splitlines()) == 3
    assert headline(room).read


async def test_another_version_of_this_program_reads_other_texts_without_an_edit(
    web: Web, room: Newsroom, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(web, texts(3))
    await synced(room)
    await read(room)
    clock.passes(hours=1)
    monkeypatch.setattr("hpreader.newsroom.articles.provenance.__version__", "99.0")
    publish(
        web,
        texts(5, "Một đoạn mà bản trước của chương trình đã bỏ sót khi đọc trang này."),
        title(5),
    )
    await synced(room)
    assert "5 người" in cached(room).plain_text()
    assert headline(room).read
    assert former(room) == ()
    clock.passes(hours=1)
    publish(web, texts(6), title(6))
    await synced(room)
    assert "5 -> 6 người" in told(room)


async def test_a_site_that_was_rebuilt_has_no_edits(
    web: Web, room: Newsroom, clock: Clock, tmp_path: Path
) -> None:
    publish(web, texts(3))
    await synced(room)
    await read(room)
    clock.passes(hours=1)
    markup = (
        f"<html lang=vi><head><title>{title(5)}</title></head><body><article class=moi><h1>{title(5)}</h1>"
        f"<div class=bai>{html(texts(5))}</div></article></body></html>"
    )
    publish(web, texts(5), title(5))
    web.html(URL, markup)  # the site was rebuilt
    await synced(room)
    assert "5 người" in cached(room).plain_text()
    assert headline(room).read


async def test_an_edit_that_the_user_sees_come_leaves_the_article_read(
    web: Web, room: Newsroom, clock: Clock
) -> None:
    publish(web, texts(3))
    await synced(room)
    await read(room)
    clock.passes(hours=1)
    publish(web, texts(5), title(5))
    await opened(room, URL)
    assert headline(room).read
    assert [change.after for change in cached(room).edit.changes] == ["5 người"]  # type: ignore[union-attr]


async def test_what_is_told_is_what_changed_since_the_text_that_was_read(
    web: Web, room: Newsroom, clock: Clock
) -> None:
    publish(web, texts(3))
    await synced(room)
    await read(room)
    for injured in (4, 5):
        clock.passes(hours=1)
        publish(web, texts(injured), title(injured))
        await synced(room)
    assert told(room) == "Đã sửa 11:00: 3 -> 5 người"
    assert [one.was_read for one in former(room)] == [True, False]
    clock.passes(hours=1)
    await read(room)
    clock.passes(hours=1)
    publish(web, texts(5, owner="Trần Văn Bính"), title(6))
    await synced(room)
    assert told(room) == "Đã sửa 13:00: 5 -> 6 người; Trần Văn Bình -> Trần Văn Bính"


async def test_an_article_that_was_never_read_tells_nothing_in_the_list(
    web: Web, room: Newsroom, clock: Clock
) -> None:
    publish(web, texts(3))
    await synced(room)
    clock.passes(hours=1)
    publish(web, texts(5), title(5))
    await synced(room)
    assert told(room) == ""
    assert cached(room).edit is not None


async def test_an_edit_that_is_taken_back_leaves_nothing_to_tell(
    web: Web, room: Newsroom, clock: Clock
) -> None:
    publish(web, texts(3))
    await synced(room)
    await read(room)
    for injured in (5, 3):
        clock.passes(hours=1)
        publish(web, texts(injured), title(injured))
        await synced(room)
    assert told(room) == ""
    assert len(former(room)) == 2


async def test_the_last_few_texts_are_kept_and_of_those_the_one_that_was_read(
    web: Web, room: Newsroom, clock: Clock
) -> None:
    publish(web, texts(3))
    await synced(room)
    await read(room)
    for injured in range(4, 14):
        clock.passes(hours=1)
        publish(web, texts(injured), title(injured))
        await synced(room)
    kept = former(room)
    assert len(kept) == MOST_FORMER
    assert [one.was_read for one in kept] == [True, False, False, False, False]
    assert kept[0].article.title == title(3)
    assert told(room).endswith("3 -> 13 người")


async def test_a_saved_article_keeps_its_former_texts_without_the_cache(
    web: Web, room: Newsroom, clock: Clock, tmp_path: Path
) -> None:
    publish(web, texts(3))
    await synced(room)
    await read(room)
    await room.marks.set_saved([headline(room).id])
    clock.passes(hours=1)
    publish(web, texts(5), title(5))
    await synced(room)
    article_id, before, edit = headline(room).id, former(room), headline(room).edit
    await room.close()
    lose_cache(tmp_path)
    again = await open_room(tmp_path, web, clock, PAPER)
    restored = again.articles.headline(article_id)
    assert restored is not None
    assert (restored.edit, restored.read) == (edit, False)
    assert again.articles.former_texts(article_id) == before
    await again.close()


def lose_cache(folder: Path) -> None:
    for path in folder.glob("cache.sqlite3*"):
        path.unlink()


async def test_former_texts_go_with_their_article(web: Web, room: Newsroom, clock: Clock) -> None:
    publish(web, texts(3))
    await synced(room)
    await read(room)
    clock.passes(hours=1)
    publish(web, texts(5), title(5))
    await synced(room)
    article_id = headline(room).id
    await room.marks.set_read([article_id])
    clock.time += timedelta(days=400)
    await room._stores.run_in_writer(lambda store: store.cache.prune(1))
    assert room.articles.headline(article_id) is None
    assert room.articles.former_texts(article_id) == ()
