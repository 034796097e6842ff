"""The reader in a real browser: what it shows, keys, links, the clipboard, its end."""

import asyncio
import io
import os
import signal
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import aiohttp
import pytest
import pytest_asyncio
from PIL import Image

from tests.support.chromium import ALT, CONTROL, Chromium, Tab, chromium, needs_chromium
from tests.support.program import Program
from tests.support.served import Served, await_ends, served

pytestmark = [
    needs_chromium,
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="it looks into /proc"),
]

FIRST = "Tuyến xe buýt ven sông Lạch Tray"
SECOND = "Bộ phận một cửa mở cửa sớm nửa giờ cho"
IN_SECOND = "Trong ba tuần"
DRAWN_GLYPHS = """
window.glyphs = {};
for (const context of [CanvasRenderingContext2D, OffscreenCanvasRenderingContext2D]) {
  const fillText = context.prototype.fillText;
  context.prototype.fillText = function (text, ...where) {
    window.glyphs[text] = this.font;
    return fillText.call(this, text, ...where);
  };
}
"""
"""Notes each glyph that the page draws, with its font."""

COPIES = """
window.copied = "";
const writeText = Clipboard.prototype.writeText;
Clipboard.prototype.writeText = function (text) {
  return writeText.call(this, text).then(() => { window.copied = text; });
};
"""
"""Notes when the browser has taken a text for the clipboard: only a tab in front may give it one."""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def running(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Chromium]:
    async with chromium(tmp_path_factory.mktemp("profile")) as browser:
        yield browser


@pytest_asyncio.fixture(loop_scope="module")
async def browser(running: Chromium) -> AsyncIterator[Chromium]:
    yield running
    await running.close_tabs()


@pytest.fixture
def server(program: Program) -> Iterator[Served]:
    with served(program, "--offline") as running:
        yield running


async def opened(browser: Chromium, server: Served, **more: str) -> Tab:
    """A window in which the headlines are."""
    tab = await browser.open(server.address, **more)
    await tab.wait_for(FIRST)
    return tab


async def until(tab: Tab, condition: str) -> None:
    """Wait until an expression, which may be a promise, is true in the page."""
    look = f"(async () => {{ while (!(await ({condition}))) await new Promise((on) => setTimeout(on)); }})()"
    await tab.evaluate(look)


async def ended(readers: list[int]) -> None:
    """Wait for the ends of readers."""
    await asyncio.to_thread(await_ends, readers)


def door_of(reader: int) -> str:
    """The address by which a reader opens others in its page."""
    variables = Path(f"/proc/{reader}/environ").read_bytes().split(b"\0")
    (door,) = [each for each in variables if each.startswith(b"HPREADER_VISITOR=")]
    return door.decode().partition("=")[2]


def read_titles(program: Program) -> list[str]:
    """The headlines that are marked as read."""
    records = program.run("list", "--json", "--offline").records
    return [record["title"] for record in records if record["read"]]


async def test_the_page_shows_the_headlines_and_asks_no_other_host(
    browser: Chromium, server: Served
) -> None:
    tab = await opened(browser, server, script=DRAWN_GLYPHS)
    await tab.wait_for("Thể thao")
    assert {urlsplit(address).netloc for address in tab.requests if "data:" not in address} == {
        server.host
    }
    assert set(tab.statuses.values()) == {200}
    assert tab.complaints == []
    address = await tab.evaluate("location.href")
    assert "token" not in address
    assert await tab.evaluate("document.cookie") == ""  # HttpOnly
    assert await tab.evaluate("document.characterSet") == "UTF-8"
    while not {"ằ", "ử", "ế", "đ"} <= set(glyphs := await tab.evaluate("window.glyphs")):
        pass
    assert "Roboto Mono" in glyphs["ử"]
    assert await tab.evaluate("document.fonts.check('bold 16px \"Roboto Mono\"', 'ử')")


@pytest.mark.parametrize(("scheme", "is_light"), [("dark", False), ("light", True)])
async def test_the_colours_are_those_that_the_browser_prefers(
    browser: Chromium, server: Served, scheme: str, is_light: bool
) -> None:
    tab = await opened(browser, server, prefers_color_scheme=scheme)
    await tab.wait_for("Thể thao")
    # The corner is page, not terminal: the edge must not show.
    picture = Image.open(io.BytesIO(await tab.picture())).convert("L")
    corner = picture.getpixel((picture.width - 1, picture.height - 1))
    colours = picture.getcolors(256)
    assert colours is not None
    assert (max(colours)[1] > 127) is is_light
    assert isinstance(corner, int)
    assert (corner > 127) is is_light


async def test_keys_read_open_and_go_back_as_in_a_terminal(
    browser: Chromium, server: Served, program: Program
) -> None:
    tab = await opened(browser, server)
    await tab.press("j")
    await tab.press("Enter")
    await tab.wait_for(IN_SECOND)
    await tab.press("n")  # the next unread one
    await tab.wait_for("Con tàu dài")
    tab.forget()
    await tab.press("Backspace")
    await tab.wait_for(IN_SECOND)
    tab.forget()
    await tab.press("ArrowLeft", ALT)  # the browser's own "back" does not leave the page
    await tab.press("F1")
    await tab.wait_for("õ để tìm phím tắt")
    assert len(read_titles(program)) >= 2
    assert await tab.evaluate("document.title") == "hpreader"


async def test_what_an_input_method_composes_filters_the_list(
    browser: Chromium, server: Served
) -> None:
    tab = await opened(browser, server)
    await tab.press("/")
    await tab.wait_for("Lọc")
    tab.forget()
    for state in ("b", "bu", "buy", "buý", "buýt"):
        await tab.call(
            "Input.imeSetComposition",
            text=state,
            selectionStart=len(state),
            selectionEnd=len(state),
        )
    await tab.call("Input.insertText", text="buýt")
    await tab.wait_for("buýt")
    await tab.press("Enter")
    await tab.wait_for("1 tin")


async def test_a_link_opens_in_the_browser_of_who_looks_at_the_page(
    browser: Chromium, server: Served, newspaper: Program
) -> None:
    tab = await opened(browser, server)
    await tab.press("o")
    await tab.wait_for("Đã mở bằng trình duyệt")
    wanted = newspaper.run("list", "-n", "1", "--json", "--offline").records[0]["url"]
    await browser.until(lambda: wanted in browser.targets.values(), lambda: browser.targets)
    assert server.readers() != []


async def test_a_link_that_the_browser_blocks_can_be_opened_on_the_page(
    browser: Chromium, server: Served, newspaper: Program
) -> None:
    tab = await opened(browser, server)
    (reader,) = server.readers()
    wanted = newspaper.run("list", "-n", "1", "--json", "--offline").records[0]["url"]
    # Nobody has pressed a key in the page, so the browser takes the tab for an advertisement.
    async with aiohttp.ClientSession() as session, session.post(door_of(reader), data=wanted) as on:
        assert on.status == 204
    bar = "document.querySelector('#blocked')"
    await until(tab, f"!{bar}.hidden && {bar}.querySelector('a').href === {wanted!r}")
    assert wanted not in browser.targets.values()
    await tab.press("Enter")
    await browser.until(lambda: wanted in browser.targets.values(), lambda: browser.targets)
    await until(tab, f"{bar}.hidden && document.activeElement.tagName === 'TEXTAREA'")


async def test_what_is_copied_is_in_the_browsers_clipboard(
    browser: Chromium, server: Served, newspaper: Program
) -> None:
    tab = await opened(browser, server, script=COPIES)
    wanted = newspaper.run("list", "-n", "1", "--json", "--offline").records[0]
    other = await browser.open(wanted["url"])
    for key, words in (("c", wanted["url"]), ("C", "Lạch Tray")):
        await browser.call("Target.activateTarget", targetId=tab.target)
        await tab.press(key)
        await until(tab, f"window.copied.includes({words!r})")
        await browser.call("Target.activateTarget", targetId=other.target)
        await browser.call("Browser.grantPermissions", permissions=["clipboardReadWrite"])
        text = await other.evaluate("navigator.clipboard.readText()")
        assert words in text
        await browser.call("Browser.resetPermissions")  # writing needs none
    assert tab.complaints == []


async def test_the_reader_follows_the_size_of_the_page(browser: Chromium, server: Served) -> None:
    tab = await opened(browser, server)
    assert f"{FIRST} thêm hai chuyến".encode() not in tab.drawn
    tab.forget()
    await tab.resize(820, 600)
    await tab.wait_for(f"{FIRST} thêm hai chuyến")


async def test_closing_the_tab_ends_its_reader_which_writes_down_where_it_was(
    browser: Chromium, server: Served
) -> None:
    tab = await opened(browser, server)
    await tab.press("j")
    await tab.press("Enter")
    await tab.wait_for(IN_SECOND)
    (reader,) = server.readers()
    await tab.close()
    await ended([reader])
    assert server.readers() == []
    again = await opened(browser, server)
    assert IN_SECOND.encode() not in again.drawn
    await again.press("H")
    await again.wait_for(IN_SECOND)


async def test_a_page_that_is_loaded_again_is_where_it_was(
    browser: Chromium, server: Served
) -> None:
    tab = await opened(browser, server)
    await tab.press("j")
    await tab.press("Enter")
    await tab.wait_for(IN_SECOND)
    (reader,) = server.readers()
    tab.forget()
    await tab.reload()
    await tab.wait_for(IN_SECOND)
    await ended([reader])
    assert len(server.readers()) == 1


async def test_a_reader_that_is_stuck_is_ended_with_its_tab(
    browser: Chromium, server: Served
) -> None:
    tab = await opened(browser, server)
    (reader,) = server.readers()
    os.kill(reader, signal.SIGSTOP)
    await tab.call("Input.insertText", text="x" * 200_000)  # more than a terminal holds
    await tab.close()
    await ended([reader])


async def test_a_link_of_another_site_opens_the_reader(
    browser: Chromium, server: Served, newspaper: Program
) -> None:
    port = urlsplit(newspaper.run("list", "-n", "1", "--json").records[0]["url"]).port
    tab = await browser.open(f"http://localhost:{port}/")
    await tab.evaluate(f"void (location.href = {server.address!r})")
    await tab.wait_for(FIRST)
    assert server.token not in await tab.evaluate("location.href")


async def test_a_click_opens_an_article(browser: Chromium, server: Served) -> None:
    tab = await opened(browser, server)
    await tab.wait_for("Trợ giúp")  # all panes are there, and in their places
    for kind in ("mousePressed", "mouseReleased") * 2:
        await tab.call(
            "Input.dispatchMouseEvent", type=kind, x=400, y=136, button="left", clickCount=1
        )
    await tab.wait_for(IN_SECOND)


async def test_two_windows_agree_about_what_is_read(browser: Chromium, server: Served) -> None:
    one, two = await opened(browser, server), await opened(browser, server)
    assert len(server.readers()) == 2
    two.forget()
    await one.press("m")
    await two.wait_for("41")


async def test_after_the_end_of_a_reader_the_page_offers_another_one(
    browser: Chromium, server: Served
) -> None:
    tab = await opened(browser, server)
    readers = server.readers()
    await tab.press("q", CONTROL)
    await browser.until(lambda: not tab.is_connected)
    await ended(readers)
    await until(tab, "document.activeElement.id === 'start'")
    tab.forget()
    await tab.press("Enter")
    await tab.wait_for(FIRST)


async def test_there_is_no_shell_to_go_back_to(browser: Chromium, server: Served) -> None:
    tab = await opened(browser, server)
    await tab.press("z", CONTROL)
    await tab.wait_for("Ctrl+Q")
    await tab.press("j")
    await tab.press("Enter")
    await tab.wait_for(IN_SECOND)


@pytest.mark.parametrize(
    ("number", "status"), [(signal.SIGTERM, 143), (signal.SIGINT, 130), (signal.SIGKILL, -9)]
)
async def test_the_end_of_the_server_ends_all_readers(
    browser: Chromium, server: Served, number: int, status: int
) -> None:
    one, two = await opened(browser, server), await opened(browser, server)
    readers = server.readers()
    assert len(readers) == 2
    assert await asyncio.to_thread(server.end, number) == (status, "")
    await browser.until(lambda: not one.is_connected and not two.is_connected)
    await ended(readers)


async def test_only_web_addresses_are_given_to_the_page(browser: Chromium, server: Served) -> None:
    await opened(browser, server)
    tabs = set(browser.targets)
    (reader,) = server.readers()
    door = door_of(reader)
    async with aiohttp.ClientSession() as session:
        for address in (
            "javascript:alert(1)",
            "file:///etc/passwd",
            "http://a b",
            "http://",
            b"\xff",
            "",
        ):
            async with session.post(door, data=address) as answer:
                assert answer.status == 400
        async with session.post(door[:-1] + "!", data="http://127.0.0.1/") as answer:
            assert answer.status == 403
    assert set(browser.targets) == tabs
