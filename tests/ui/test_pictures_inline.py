"""Photos in the article: they come as one reads on, and nothing moves when they come."""

import io
import re
from pathlib import Path

import pytest
from PIL import Image
from rich.color import ColorType

from hpreader.config import Settings
from tests.support import town
from tests.support.reader import Reader, town_reader
from tests.support.web import Web

ROOT = "https://anh.bao.vn"
RED, BLUE = f"{ROOT}/do.jpg", f"{ROOT}/xanh.jpg"
BLOCKS = Settings(refresh_minutes=0, theme="dark", pictures="blocks")
HALF = "▀"


def jpeg(colour: str, width: int = 640, height: int = 400) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(file, "JPEG")
    return file.getvalue()


def image(src: str, alt: str) -> str:
    return f'<img src="{src}" alt="{alt}">'


@pytest.fixture(autouse=True)
def _colours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.delenv("NO_COLOR", raising=False)


@pytest.fixture
def web(web: Web) -> Web:
    """Article 1 has a red photo at its beginning and a blue one far below."""
    texts = town.paragraphs(1)
    texts.insert(1, image(RED, "Cây phượng"))
    texts.insert(20, image(BLUE, "Mặt sông"))
    web.article(
        town.url(1), town.title(1), texts, lede="Mở đầu.", date=town.published(1).isoformat()
    )
    web.raw(RED, jpeg("red"), "image/jpeg")
    web.raw(BLUE, jpeg("blue"), "image/jpeg")
    return web


@pytest.fixture
async def directory(tmp_path: Path, web: Web, clock: town.Clock) -> Path:
    """A reader's files with the news in them, and none of the photos."""
    room = await town.newsroom(tmp_path / "reader", web, clock)
    async for _event in room.syncs.run():
        pass
    await room.close()
    web.forget()
    return tmp_path / "reader"


def colours_at(reader: Reader, line: int) -> set[tuple[int, int, int]]:
    """The colours of the half-blocks on a line of the screen."""
    strip = reader.app.screen._compositor.render_strips()[line]
    return {
        tuple(segment.style.color.triplet)
        for segment in strip
        if segment.style
        and HALF in segment.text
        and segment.style.color.type == ColorType.TRUECOLOR
    }


def photo_lines(reader: Reader) -> list[int]:
    return [number for number, line in enumerate(reader.lines()) if HALF in line]


async def test_a_photo_stands_in_the_article_above_its_caption(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock, settings=BLOCKS) as reader:
        await reader.press("enter")
        lines = photo_lines(reader)
        pane = reader.article
        assert 5 < len(lines) <= 0.6 * pane.size.height
        assert lines == list(range(lines[0], lines[-1] + 1))
        ((red, green, blue),) = colours_at(reader, lines[0])
        assert red > 240
        assert max(green, blue) < 20
        caption = reader.lines()[lines[-1] + 1]
        assert "Cây phượng" in caption
        assert "[Photo]" not in caption
        widths = {line.count(HALF) for line in reader.lines() if HALF in line}
        assert widths == {pane.document.frames[0].columns}
        assert pane.document.frames[0].columns <= pane.viewport.columns.text


async def test_a_photo_far_below_is_fetched_when_it_comes_near(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock, settings=BLOCKS, size=(120, 24)) as reader:
        await reader.press("enter")
        assert RED in web.asked_urls()
        assert BLUE not in web.asked_urls()
        await reader.press("G", "b")
        assert BLUE in web.asked_urls()


async def test_the_text_in_sight_stays_where_it_is_when_a_photo_comes_above_it(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    web.hangs(RED)
    async with town_reader(directory, web, clock, settings=BLOCKS) as reader:
        await reader.press("enter", settle=False)
        for _ in range(100):
            await reader.pilot.pause()
            if RED in web.asked_urls():
                break
        assert "[Photo] Cây phượng" in reader.text()
        for _ in range(14):
            await reader.press("j", settle=False)
        top, place = reader.top_line(), reader.article.viewport.anchor
        assert top.startswith("Đoạn")
        web.release(RED)
        web.raw(RED, jpeg("red"), "image/jpeg")
        await reader.settle()
        assert reader.article.document.frames[0].rows > 0
        assert reader.top_line() == top
        assert reader.article.viewport.anchor == place


async def test_a_known_photo_has_its_room_before_it_is_drawn_again(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock, settings=BLOCKS) as reader:
        await reader.press("enter")
        rows = reader.article.document.frames[0].rows
    async with town_reader(directory, web, clock, settings=BLOCKS, offline=True) as reader:
        await reader.press("enter", settle=False)
        assert reader.article.document.frames[0].rows == rows
        await reader.settle()
        assert len(photo_lines(reader)) == rows


@pytest.mark.parametrize("told", [(1280, 800), (1280, 1280)], ids=["right", "wrong"])
async def test_what_the_page_says_of_a_photo_is_left_as_room_until_it_comes(
    tmp_path: Path, web: Web, clock: town.Clock, told: tuple[int, int]
) -> None:
    texts = town.paragraphs(1)
    texts.insert(1, f'<img src="{RED}" alt="Cây phượng" width="{told[0]}" height="{told[1]}">')
    web.article(
        town.url(1), town.title(1), texts, lede="Mở đầu.", date=town.published(1).isoformat()
    )
    web.raw(RED, jpeg("red", 1280, 800), "image/jpeg")
    web.hangs(RED)
    room = await town.newsroom(tmp_path / "reader", web, clock)
    async for _event in room.syncs.run():
        pass
    await room.close()
    async with town_reader(tmp_path / "reader", web, clock, settings=BLOCKS) as reader:
        await reader.press("enter", settle=False)
        while RED not in web.asked_urls():
            await reader.pilot.pause()
        before = reader.article.document.frames[0]
        assert before.rows > 5
        assert photo_lines(reader) == []
        web.release(RED)
        web.raw(RED, jpeg("red", 1280, 800), "image/jpeg")
        await reader.settle()
        after = reader.article.document.frames[0]
        assert len(photo_lines(reader)) == after.rows
        assert (after == before) == (told == (1280, 800))


async def test_the_place_is_kept_through_resizing_and_going_back(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock, settings=BLOCKS) as reader:
        await reader.press("enter")
        await reader.press("G", "g", "j")
        top, place = reader.top_line(), reader.article.viewport.anchor
        await reader.press("1", "H")
        assert (reader.top_line(), reader.article.viewport.anchor) == (top, place)
        await reader.resize(100, 30)
        await reader.resize(120, 40)
        assert (reader.top_line(), reader.article.viewport.anchor) == (top, place)


async def test_a_key_takes_the_photos_away_and_brings_them_back(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock, settings=BLOCKS) as reader:
        await reader.press("enter")
        before = photo_lines(reader)
        await reader.press("P")
        assert photo_lines(reader) == []
        assert "[Photo] Cây phượng" in reader.text()
        web.asked.clear()
        await reader.press("G", "g")
        assert BLUE not in web.asked_urls()
        await reader.press("P")
        assert photo_lines(reader) == before


@pytest.mark.parametrize("pictures", ["off", "auto"])
async def test_photos_that_are_off_are_not_fetched(
    directory: Path, web: Web, clock: town.Clock, pictures: str
) -> None:
    """`auto` is off here, because this terminal was asked nothing."""
    settings = Settings(refresh_minutes=0, theme="dark", pictures=pictures)
    async with town_reader(directory, web, clock, settings=settings) as reader:
        await reader.press("enter")
        await reader.press("P")
        assert "cannot show photos" in reader.text()
        assert RED not in web.asked_urls()
        assert "[Photo] Cây phượng" in reader.text()


async def test_without_colours_there_are_no_photos(
    directory: Path, web: Web, clock: town.Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with town_reader(directory, web, clock, settings=BLOCKS) as reader:
        await reader.press("enter")
        assert photo_lines(reader) == []
        assert RED not in web.asked_urls()


async def test_what_is_no_photo_is_told_beside_its_caption(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    web.raw(RED, b"<svg/>", "image/svg+xml")
    async with town_reader(directory, web, clock, settings=BLOCKS) as reader:
        await reader.press("enter")
        assert "[Photo] (no photo that can be shown) Cây phượng" in reader.text()


async def test_a_photo_that_needs_the_network_is_told_and_comes_when_it_is_back(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    web.refuses(RED)
    async with town_reader(directory, web, clock, settings=BLOCKS) as reader:
        await reader.press("enter")
        assert "[Photo] (needs the network) Cây phượng" in reader.text()
        assert web.asked_urls().count(RED) == 2, "once, and once more after a pause"
        web.raw(RED, jpeg("red"), "image/jpeg")
        await reader.press("1", "H")
        assert len(photo_lines(reader)) > 5


# --- full screen --------------------------------------------------------------------------------


async def test_a_photo_is_shown_full_screen_and_the_others_by_keys(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock, settings=BLOCKS) as reader:
        await reader.press("enter")
        top = reader.top_line()
        small = len(photo_lines(reader))
        await reader.press("V")
        assert "1/2  Cây phượng" in reader.text()
        assert len(photo_lines(reader)) > small
        await reader.press("n")
        assert "2/2  Mặt sông" in reader.text()
        (colour,) = colours_at(reader, photo_lines(reader)[0])
        assert colour[2] > 240
        await reader.press("n")
        assert "2/2" in reader.text()
        await reader.press("p")
        assert "1/2" in reader.text()
        await reader.press("escape")
        assert reader.top_line() == top
        assert len(photo_lines(reader)) == small


async def test_a_click_on_a_photo_shows_it_full_screen_and_a_click_goes_back(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock, settings=BLOCKS) as reader:
        await reader.press("enter")
        pane = reader.article
        frame = pane.document.frames[0]
        await reader.pilot.click(
            pane, offset=(pane.viewport.columns.margin + frame.indent + 2, frame.line + 1)
        )
        await reader.settle()
        assert "1/2  Cây phượng" in reader.text()
        await reader.pilot.click(offset=(50, 10))
        await reader.settle()
        assert reader.title() == town.title(1)
        assert "1/2" not in reader.text()


async def test_the_photo_in_sight_is_the_one_shown_full_screen(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock, settings=BLOCKS, size=(120, 24)) as reader:
        await reader.press("enter")
        await reader.press("G", "V")
        assert "2/2  Mặt sông" in reader.text()
        await reader.press("q")
        assert reader.title() == town.title(1)


async def test_a_photo_that_cannot_be_fetched_is_told_full_screen(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    web.raw(RED, b"<svg/>", "image/svg+xml")
    async with town_reader(directory, web, clock, settings=BLOCKS) as reader:
        await reader.press("enter")
        await reader.press("V")
        assert "sent no photo that can be shown here" in reader.text()


async def test_an_article_without_photos_says_so(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    async with town_reader(directory, web, clock, settings=BLOCKS) as reader:
        await reader.press("j", "enter", "V")
        assert "no photos" in reader.text()


# --- by graphics --------------------------------------------------------------------------------


def escapes(reader: Reader) -> list[str]:
    """The sequences among the text of the screen."""
    strips = reader.screen._compositor.render_strips()
    return [segment.text for strip in strips for segment in strip if segment.control]


@pytest.mark.parametrize(
    ("mode", "start"), [("sixel", "\x1bP0;1;0q"), ("iterm", "\x1b]1337;File=")]
)
async def test_graphics_are_laid_over_the_lines_of_the_photo_and_not_under_a_dialog(
    directory: Path, web: Web, clock: town.Clock, mode: str, start: str
) -> None:
    settings = Settings(refresh_minutes=0, theme="dark", pictures=mode)
    async with town_reader(directory, web, clock, settings=settings) as reader:
        await reader.press("enter")
        rows = reader.article.document.frames[0].rows
        assert len(escapes(reader)) == rows > 5
        assert all(start in sequence for sequence in escapes(reader))
        await reader.press("?")
        assert escapes(reader) == []
        await reader.press("escape")
        assert len(escapes(reader)) == rows


async def test_scrolled_half_out_of_sight_a_photo_is_its_lower_half(
    directory: Path, web: Web, clock: town.Clock
) -> None:
    settings = Settings(refresh_minutes=0, theme="dark", pictures="sixel")
    async with town_reader(directory, web, clock, settings=settings) as reader:
        await reader.press("enter")
        before = escapes(reader)
        frame = reader.article.document.frames[0]
        for _ in range(frame.line + 3):
            await reader.press("j", settle=False)
        await reader.settle()
        assert escapes(reader) == before[3:]


async def test_kitty_is_given_a_photo_once_and_told_to_forget_it_at_the_end(
    directory: Path, web: Web, clock: town.Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(refresh_minutes=0, theme="dark", pictures="kitty")
    written: list[str] = []
    async with town_reader(directory, web, clock, settings=settings) as reader:
        monkeypatch.setattr(reader.app._driver, "write", written.append)
        await reader.press("enter")
        await reader.press("j", "k", "j")
        sent = [re.findall(r"a=T,U=1,f=100,i=(\d+)", words) for words in written]
        numbers = [number for found in sent for number in found]
        assert len(set(numbers)) == len(numbers) == 2
        rows = reader.article.document.frames[0].rows
        assert sum("\U0010eeee" in line for line in reader.lines()) == rows > 5
        written.clear()
    forgotten = re.findall(r"a=d,d=I,i=(\d+)", "".join(written))
    assert sorted(forgotten) == sorted(numbers)
