"""A reader in a terminal that is not there: press keys, look at the screen."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from textual.pilot import Pilot

from hpreader.config import Settings
from hpreader.newsroom import Newsroom
from hpreader.ui import ReaderApp
from hpreader.ui.browser import Browser
from tests.support import town
from tests.support.web import Web


class Reader:
    """The application under a pilot, with the words that tests are written in."""

    def __init__(self, app: ReaderApp, pilot: Pilot[None], newsroom: Newsroom) -> None:
        self.app = app
        self.pilot = pilot
        self.newsroom = newsroom

    @property
    def browser(self) -> Browser:
        """The one Screen, also while a dialog stands over it."""
        return next(screen for screen in self.app.screen_stack if isinstance(screen, Browser))

    async def press(self, *keys: str, settle: bool = True) -> None:
        """Press keys one after the other; `settle` waits until all they began is done."""
        for key in keys:
            await self.pilot.press(key)
            await self.app.released.wait()
        if settle:
            await self.settle()
        else:
            await self.pilot.pause()

    async def type(self, words: str) -> None:
        """Type words into a line."""
        for letter in words:
            await self.pilot.press("space" if letter == " " else letter)
        await self.settle()

    async def settle(self) -> None:
        """Wait until no worker is busy and everything is drawn."""
        for _ in range(2):
            await self.app.workers.wait_for_complete()
            await self.pilot.pause()

    async def rest(self) -> None:
        """Do nothing for so long that what is written down after a while is, on any machine."""
        self.browser.remember_place()
        await self.settle()

    async def resize(self, width: int, height: int) -> None:
        """Give the terminal another size."""
        await self.pilot.resize_terminal(width, height)
        await self.settle()

    def lines(self) -> list[str]:
        """What stands on the screen."""
        return [strip.text for strip in self.app.screen._compositor.render_strips()]

    def text(self) -> str:
        """The same as one text."""
        return "\n".join(self.lines())

    def top_line(self) -> str:
        """The first line of the article's pane."""
        region = self.browser.article.content_region
        line = self.lines()[region.y]
        return line[region.x : region.right].strip()

    def title(self) -> str:
        """The headline of the article that is open, empty when none is."""
        article = self.browser.article.article
        return article.title if article is not None else ""

    def picture(self) -> str:
        """The screen as SVG, the same on every machine."""
        svg = self.app.export_screenshot(title="hpreader")
        svg = re.sub(r"\s*@font-face \{.*?\}", "", svg, flags=re.DOTALL)
        svg = svg.replace("Fira Code, monospace", "JetBrains Mono, DejaVu Sans Mono, monospace")
        return re.sub(r"terminal-\d+-", "terminal-", svg)


@asynccontextmanager
async def reading(
    newsroom: Newsroom,
    size: tuple[int, int] = (120, 40),
    settings: Settings | None = None,
    *,
    resumes: bool = False,
) -> AsyncIterator[Reader]:
    """Run the reader over a newsroom until the block ends; the newsroom stays open."""
    # A timer that refreshes would not let a test end when everything is done.
    settings = settings or Settings(refresh_minutes=0, theme="dark")
    app = ReaderApp(newsroom, settings, resumes=resumes)
    async with app.run_test(size=size, notifications=True) as pilot:
        reader = Reader(app, pilot, newsroom)
        await pilot.pause()
        await reader.settle()
        yield reader
        if app.is_running:
            await app.action_quit()


@asynccontextmanager
async def town_reader(
    directory: Path,
    web: Web,
    clock: town.Clock,
    *,
    size: tuple[int, int] = (120, 40),
    offline: bool = False,
    settings: Settings | None = None,
    resumes: bool = False,
) -> AsyncIterator[Reader]:
    """The reader on the town's newspaper, over the files of a directory."""
    newsroom = await town.newsroom(
        directory, web, clock, offline=offline, settings=settings or town.QUIET
    )
    try:
        async with reading(newsroom, size, settings, resumes=resumes) as reader:
            yield reader
    finally:
        await newsroom.close()
