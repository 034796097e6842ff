"""The photos of an edition: from the cache first, within limits, and a reason for each that is missing."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
import pytest_asyncio
from PIL import Image as Picture

from hpreader.config import Settings
from hpreader.model import Image, ListQuery
from hpreader.model.edition import Edition, EditionArticle, EditionImage, EditionPart
from hpreader.newsroom import Newsroom
from hpreader.newsroom.brief.edition_builder import edition_article, image_addresses
from hpreader.newsroom.brief.edition_images import LONGEST_SIDE, ImageLimits, add_images
from hpreader.problems import Problem
from tests.support import editions, town
from tests.support.web import Web

PHOTOS = [f"https://anh.bao.vn/{number}.png" for number in range(4)]


def png(width: int = 40, height: int = 30) -> bytes:
    file = io.BytesIO()
    Picture.linear_gradient("L").resize((width, height)).save(file, "PNG")
    return file.getvalue()


@pytest.fixture
def web() -> Web:
    web = town.build()
    for number, url in enumerate(PHOTOS):
        web.raw(url, png(2_000, 1_000) if number == 0 else png(), "image/png")
    return web


@pytest_asyncio.fixture
async def room(tmp_path: Path, web: Web) -> AsyncIterator[Newsroom]:
    settings = Settings(prefetch_mb=0, pictures_mb=1)
    newsroom = await town.newsroom(tmp_path, web, town.Clock(), settings=settings)
    yield newsroom
    await newsroom.close()


def edition(*urls: str) -> Edition:

    article = editions.article(1, *(Image(url) for url in urls))
    one = EditionArticle(editions.headline(1), article)
    return Edition("Bản tin", "k", editions.NOW, "vi", (EditionPart("", (one, one)),))


async def test_photos_are_reduced_and_asked_for_once(room: Newsroom, web: Web) -> None:
    found = await add_images(room, edition(*PHOTOS))
    assert list(found.images) == PHOTOS, "in their order, each once"
    first = found.images[PHOTOS[0]]
    assert isinstance(first, EditionImage)
    assert (first.width, first.height) == (LONGEST_SIDE, LONGEST_SIDE // 2)
    assert Picture.open(io.BytesIO(first.data)).size == (first.width, first.height)
    web.gone_offline()
    assert await add_images(room, edition(*PHOTOS)) == found, "from the cache now"
    assert [web.asked_urls().count(url) for url in PHOTOS] == [1, 1, 1, 1]


async def test_what_cannot_be_had_has_its_reason(room: Newsroom, web: Web) -> None:
    web.status(PHOTOS[1], 404)
    web.raw(PHOTOS[2], b"<html>", "text/html")
    found = (await add_images(room, edition(*PHOTOS))).images
    problems = [image for image in found.values() if isinstance(image, Problem)]
    assert [(one.kind, one.status) for one in problems] == [("status", 404), ("not_picture", None)]


async def test_offline_no_one_is_asked_and_what_is_stored_is_there(
    tmp_path: Path, web: Web, room: Newsroom
) -> None:
    await add_images(room, edition(PHOTOS[1]))
    await room.close()
    web.forget()
    offline = await town.newsroom(tmp_path, web, town.Clock(), offline=True)
    found = (await add_images(offline, edition(*PHOTOS[1:3]))).images
    await offline.close()
    assert isinstance(found[PHOTOS[1]], EditionImage)
    missing = found[PHOTOS[2]]
    assert isinstance(missing, Problem)
    assert (missing.kind, missing.reason) == ("offline", "started_offline")
    assert web.asked == []


async def test_limits_leave_the_last_ones_out_and_say_so(room: Newsroom, web: Web) -> None:
    limits = ImageLimits(fetched=3)
    found = (await add_images(room, edition(*PHOTOS), limits)).images
    assert [isinstance(found[url], EditionImage) for url in PHOTOS] == [True, True, True, False]
    assert found[PHOTOS[3]] == Problem("too_large", PHOTOS[3], reason="file_full")
    assert PHOTOS[3] not in web.asked_urls()
    first = found[PHOTOS[0]]
    assert isinstance(first, EditionImage)
    small = ImageLimits(most_bytes=len(first.data))
    found = (await add_images(room, edition(*PHOTOS), small)).images
    assert [isinstance(found[url], EditionImage) for url in PHOTOS] == [True, False, False, False]


async def test_a_server_that_never_answers_does_not_hold_the_edition(
    room: Newsroom, web: Web
) -> None:
    web.hangs("https://treo.vn/1.png")
    wanted = edition("https://treo.vn/1.png", PHOTOS[1])
    found = (await add_images(room, wanted, ImageLimits(seconds=0.5))).images
    assert found["https://treo.vn/1.png"] == Problem("timeout", "https://treo.vn/1.png")
    assert isinstance(found[PHOTOS[1]], EditionImage)
    assert list(found) == ["https://treo.vn/1.png", PHOTOS[1]]


async def test_an_article_without_text_is_there_with_its_reason(room: Newsroom) -> None:
    async for _event in room.syncs.run(pages=False):
        pass
    (headline, *_rest) = room.lists.rows(ListQuery()).slice(0, 1)
    one = edition_article(room, replace(headline))
    assert one.article is None
    assert one.problem == Problem("not_cached", headline.url, reason="not_synced")
    assert not list(image_addresses(edition()))
