"""Photos: fetched with care, made small, kept within bounds; what is no photo is told."""

import io
import struct
import zlib
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from hpreader.child_process import ChildOutput
from hpreader.config import Settings
from hpreader.images.stored_image import StoredImage
from hpreader.images.thumbnail import LONGEST_SIDE, is_light_image, opened, shrink
from hpreader.newsroom import Newsroom
from hpreader.newsroom.articles import image_reduction
from hpreader.newsroom.articles.image_reduction import ImageReduction
from hpreader.problems import Problem, ProblemError
from hpreader.store import Store
from hpreader.store.images import Images
from tests.support import town
from tests.support.web import Web

SRC = "https://anh.bao.vn/cau.jpg"
PAGE = town.url(1)
ENDLESS = 600.0
"""Seconds that no image takes."""


def photo(width=60, height=40, kind="JPEG", mode="RGB", **options):
    file = io.BytesIO()
    image = Image.linear_gradient("L").resize((width, height)).convert(mode)
    image.save(file, kind, **options)
    return file.getvalue()


@pytest.fixture
def clock():
    return town.Clock()


@pytest.fixture
def web():
    return Web()


@pytest.fixture
async def room(tmp_path, web, clock):
    newsroom = Newsroom.open(
        town.places(tmp_path), Settings(pictures_mb=1), now=clock, transport=web
    )
    yield newsroom
    await newsroom.close()


# --- decoding -----------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "AVIF"])
def test_what_newspapers_send_is_made_a_jpeg(kind):
    small = shrink(photo(kind=kind), SRC)
    assert isinstance(small, StoredImage)
    assert (small.width, small.height) == (60, 40)
    assert small.data.startswith(b"\xff\xd8")


def test_a_photo_is_kept_no_larger_than_a_terminal_shows_it():
    small = shrink(photo(4000, 3000), SRC)
    assert isinstance(small, StoredImage)
    assert (small.width, small.height) == (LONGEST_SIDE, LONGEST_SIDE * 3 // 4)


def test_a_photo_taken_upright_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6
    small = shrink(photo(60, 40, exif=exif), SRC)
    assert isinstance(small, StoredImage)
    assert (small.width, small.height) == (40, 60)


def test_what_is_transparent_lies_on_white():
    file = io.BytesIO()
    Image.new("RGBA", (20, 20), (255, 0, 0, 0)).save(file, "PNG")
    small = shrink(file.getvalue(), SRC)
    assert isinstance(small, StoredImage)
    image = opened(small.data)
    assert image is not None
    assert min(image.getpixel((10, 10))) > 250


def chunk(name, body):
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def bomb():
    """A PNG of some hundred bytes that says it has 2.5 billion pixels."""
    header = struct.pack(">IIBBBBB", 50_000, 50_000, 8, 2, 0, 0, 0)
    data = zlib.compress(bytes(1000))
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b"")
    )


def test_a_decompression_bomb_is_not_unpacked():
    assert shrink(bomb(), SRC) == Problem("too_large", SRC, "50000×50000")


def test_an_image_whose_decoding_takes_much_memory_is_too_large():
    data = photo(5_200, 5_000, "WEBP", method=0)
    assert shrink(data, SRC) == Problem("too_large", SRC, "5200×5000")


@pytest.mark.parametrize(
    ("kind", "mode", "options"),
    [
        ("JPEG", "RGB", {}),
        ("JPEG", "RGB", {"progressive": True, "subsampling": 0}),
        ("PNG", "RGBA", {"compress_level": 1}),
        ("WEBP", "RGB", {"method": 0}),
        ("AVIF", "RGB", {"speed": 10}),
    ],
    ids=["jpeg", "progressive jpeg", "png with transparency", "webp", "avif"],
)
async def test_an_image_as_large_as_a_cameras_is_reduced_within_the_bounds_of_its_process(
    kind, mode, options
):
    small = await ImageReduction(ENDLESS).reduce(photo(6_000, 4_000, kind, mode, **options), SRC)
    assert isinstance(small, StoredImage)
    assert (small.width, small.height) == (LONGEST_SIDE, 853)


async def test_an_image_that_takes_too_much_memory_is_a_problem_of_that_reason(monkeypatch):
    monkeypatch.setattr(image_reduction, "child_output", of_too_little_memory)
    problem = await ImageReduction(ENDLESS).reduce(photo(3_000, 2_000, "WEBP"), SRC)
    assert (problem.kind, problem.reason, problem.detail) == ("too_large", "memory", "> 440 MB")


async def of_too_little_memory(_module, **_options):
    return ChildOutput(b"", "memory")


def test_grey_of_16_bits_is_as_light_as_it_was():
    grey = Image.new("I;16", (60, 40), 0x8000)
    file = io.BytesIO()
    grey.save(file, "PNG")
    small = shrink(file.getvalue(), SRC)
    assert isinstance(small, StoredImage)
    assert opened(small.data).getpixel((10, 10)) == (128, 128, 128)


async def test_a_large_image_is_reduced_in_a_process_to_the_same_result():
    data = photo(3_000, 2_000, "WEBP")
    assert not is_light_image(data)
    small = await ImageReduction(ENDLESS).reduce(data, SRC)
    assert small == shrink(data, SRC)


async def test_an_image_that_takes_too_long_is_a_problem():
    problem = await ImageReduction(0.0).reduce(photo(3_000, 2_000, "WEBP"), SRC)
    assert problem == Problem("too_large", SRC, "> 0 s", reason="time")


def test_a_jpeg_of_very_many_scans_is_not_light():
    data = photo(60, 40, progressive=True)
    assert is_light_image(data)
    scan = data.index(b"\xff\xda")
    assert not is_light_image(data[:scan] + data[scan:-2] * 20 + data[-2:])


@pytest.mark.parametrize(
    "data",
    [b"", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"<html>404</html>", photo()[:200]],
    ids=["nothing", "svg", "html", "cut"],
)
def test_what_is_no_photo_is_a_problem(data):
    problem = shrink(data, SRC)
    assert isinstance(problem, Problem)
    assert problem.kind == "not_picture"


SAMPLES = [photo(kind=kind) for kind in ("JPEG", "PNG", "WEBP", "GIF", "AVIF")]


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(
    st.sampled_from(SAMPLES),
    st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 255)), min_size=1, max_size=8),
    st.integers(0, 5000),
)
def test_damaged_photos_never_crash(data, changes, cut):
    damaged = bytearray(data)
    for at, value in changes:
        damaged[at % len(damaged)] = value
    outcome = shrink(bytes(damaged[: max(1, cut)]), SRC)
    assert isinstance(outcome, StoredImage | Problem)


# --- fetching and keeping -----------------------------------------------------------------------


async def test_a_photo_is_fetched_once_and_read_from_the_cache_then(room, web):
    web.raw(SRC, photo(), "image/jpeg")
    first = await room.images.get(SRC, origin=PAGE)
    web.gone_offline()
    assert await room.images.get(SRC, origin=PAGE) == first
    assert room.images.sizes([SRC]) == {SRC: (60, 40)}
    assert web.asked_urls().count(SRC) == 1


async def test_a_photo_that_is_none_is_not_asked_for_again_for_a_day(room, web, clock):
    web.raw(SRC, b"<html>", "text/html")
    problem = await room.images.get(SRC, origin=PAGE)
    assert problem.kind == "not_picture"
    assert await room.images.get(SRC, origin=PAGE) == problem
    assert room.images.sizes([SRC]) == {SRC: problem}
    assert web.asked_urls().count(SRC) == 1
    clock.time += timedelta(days=1, minutes=1)
    web.raw(SRC, photo(), "image/jpeg")
    assert room.images.sizes([SRC]) == {}
    assert isinstance(await room.images.get(SRC, origin=PAGE), StoredImage)


async def test_without_a_network_nothing_is_remembered(room, web):
    web.raw(SRC, photo(), "image/jpeg")
    web.gone_offline()
    assert isinstance(await room.images.get(SRC, origin=PAGE), Problem)
    web.back_online()
    assert isinstance(await room.images.get(SRC, origin=PAGE), StoredImage)


async def test_a_photo_larger_than_eight_megabytes_is_not_read_to_its_end(room, web):
    web.raw(SRC, photo() + bytes(9_000_000), "image/jpeg")
    problem = await room.images.get(SRC, origin=PAGE)
    assert problem.kind == "too_large"


async def test_a_public_page_leads_into_no_private_network(room, web):
    problem = await room.images.get("http://192.168.1.1/anh.jpg", origin=PAGE)
    assert problem.kind == "bad_url"
    assert web.asked_urls() == []


async def test_photos_stay_within_their_share_the_longest_unseen_go_first(room, web, clock):
    noise = io.BytesIO()
    Image.effect_noise((800, 600), 90).convert("RGB").save(noise, "JPEG", quality=80)
    assert 200_000 < len(noise.getvalue()) < 500_000
    urls = [f"https://anh.bao.vn/{number}.jpg" for number in range(6)]
    for url in urls:
        web.raw(url, noise.getvalue(), "image/jpeg")
        clock.time += timedelta(minutes=1)
        await room.images.get(url, origin=PAGE)
        await room.images.get(urls[0], origin=PAGE)
        clock.time += timedelta(minutes=1)
    here = room.images.sizes(urls)
    assert urls[0] in here
    assert urls[-1] in here
    assert urls[1] not in here
    report = room.doctor()
    assert report.images == len(here)
    assert report.image_bytes <= 1_000_000


async def test_photos_do_not_push_articles_out_of_the_cache(room, web, tmp_path, clock):
    paths = town.places(tmp_path)
    web.raw(SRC, photo(1280, 960, quality=95), "image/jpeg")
    with Store.open(paths.cache, paths.data, now=clock) as store:
        before = store.images.usage()
        await room.images.get(SRC, origin=PAGE)
        assert store.images.usage() > before
        assert store.cache.prune(10_000_000) == 0


async def test_a_photo_that_cannot_be_kept_is_shown_all_the_same(room, web, monkeypatch):
    web.raw(SRC, photo(), "image/jpeg")

    def fail(*_):
        raise ProblemError(Problem("disk_full", "cache.sqlite3"))

    monkeypatch.setattr(Images, "put", fail)
    assert isinstance(await room.images.get(SRC, origin=PAGE), StoredImage)


async def test_with_no_room_for_photos_none_is_kept(tmp_path, web, clock):
    newsroom = Newsroom.open(
        town.places(tmp_path), Settings(pictures_mb=0), now=clock, transport=web
    )
    web.raw(SRC, photo(), "image/jpeg")
    assert isinstance(await newsroom.images.get(SRC, origin=PAGE), StoredImage)
    assert newsroom.images.sizes([SRC]) == {}
    await newsroom.close()
