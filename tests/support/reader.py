"""A reader in a terminal that is not there: press keys, look at the screen."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from textual.pilot import Pilot
from textual.worker import WorkerCancelled

from hpreader.config import Settings
from hpreader.history import History
from hpreader.model import ListQuery, Visit
from hpreader.newsroom import Newsroom
from hpreader.terminal import Answers
from hpreader.ui import ReaderApp
from hpreader.ui.active_commands import entries
from hpreader.ui.controllers.controllers import Controllers
from hpreader.ui.dialogs.help import Entry
from hpreader.ui.panes.article import ArticlePane
from hpreader.ui.panes.dates import Dates
from hpreader.ui.panes.headlines import Headlines
from hpreader.ui.panes.pane import Pane
from hpreader.ui.panes.pane_factory import Panes
from hpreader.ui.panes.sections import Sections
from hpreader.ui.screen import ReaderScreen
from hpreader.ui.user_bindings import user_bindings
from hpreader.ui.widgets.breadcrumbs import Breadcrumbs
from hpreader.ui.widgets.captions import PaneTitle
from hpreader.ui.widgets.key_hints import KeyHints
from hpreader.ui.widgets.preview import Preview
from hpreader.ui.widgets.prompt import Prompt
from hpreader.ui.widgets.status_line import StatusLine
from tests.support import town
from tests.support.web import Web


class Reader:
    """The application under a pilot, with the words that tests are written in."""

    def __init__(self, app: ReaderApp, pilot: Pilot[None], newsroom: Newsroom) -> None:
        self.app = app
        self.pilot = pilot
        self.newsroom = newsroom

    # --- the parts of the screen, which stay also while a dialog is over them ------------------

    @property
    def screen(self) -> ReaderScreen:
        """The one Screen."""
        return next(one for one in self.app.screen_stack if isinstance(one, ReaderScreen))

    @property
    def panes(self) -> Panes:
        """The panes beside the headlines, which come a frame later."""
        assert self.screen.panes is not None
        return self.screen.panes

    @property
    def controllers(self) -> Controllers:
        """What carries commands out."""
        assert self.screen.controllers is not None
        return self.screen.controllers

    @property
    def headlines(self) -> Headlines:
        """The pane of the list."""
        return self.screen.headlines

    @property
    def headlines_title(self) -> PaneTitle:
        """The line above it."""
        return self.screen.headlines_title

    @property
    def status_line(self) -> StatusLine:
        """The line above the keys."""
        return self.screen.status_line

    @property
    def sections(self) -> Sections:
        """The pane of sources and sections."""
        return self.panes.sections

    @property
    def dates(self) -> Dates:
        """The pane of days."""
        return self.panes.dates

    @property
    def article(self) -> ArticlePane:
        """The pane of the article."""
        return self.panes.article

    @property
    def breadcrumbs(self) -> Breadcrumbs:
        """The line above it."""
        return self.panes.breadcrumbs

    @property
    def preview(self) -> Preview:
        """The preview of the other news."""
        return self.panes.preview

    @property
    def hints(self) -> KeyHints:
        """The line of keys."""
        return self.panes.hints

    @property
    def prompt(self) -> Prompt:
        """Where words are typed."""
        return self.panes.prompt

    # --- what the reader is at ----------------------------------------------------------------

    @property
    def query(self) -> ListQuery:
        """Which list is shown."""
        return self.screen.state.query

    @property
    def history(self) -> History[Visit]:
        """The reading trail."""
        return self.screen.state.history

    @property
    def pane(self) -> Pane:
        """The pane that has the keys."""
        return self.screen.pane_focus.pane

    @property
    def is_reading(self) -> bool:
        """Has the article the keys?"""
        return self.screen.pane_focus.is_reading

    def go_to(self, pane: Pane) -> None:
        """Give a pane the keys."""
        self.screen.pane_focus.go_to(pane)

    def say(self, text: str, *, problem: bool = False) -> None:
        """Show a message."""
        self.controllers.messages.say(text, problem=problem)

    def messages(self) -> list[str]:
        """What is told just now: in the message line, and in the box for long errors."""
        line = self.status_line.notice.text
        return [*([line] if line else ()), *self.panes.error_box.texts]

    def told(self) -> list[str]:
        """All that was told, the newest first."""
        return [message.text for message in self.controllers.messages.latest]

    def silence(self) -> None:
        """Remove what is told just now, as waiting and Enter do."""
        self.controllers.messages.clear()
        self.controllers.messages.dismiss_error()

    def commands(self) -> list[Entry]:
        """All commands, as the help shows them now."""
        settings = self.app.settings
        return entries(self.screen, user_bindings(settings.keys, settings.commands)[0])

    # --- doing and looking --------------------------------------------------------------------

    async def press(self, *keys: str, settle: bool = True) -> None:
        """Press keys one after the other; `settle` waits until all they began is done."""
        for key in keys:
            await self.pilot.press(key)
            await self.app.keys.released.wait()
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
        """Wait until no worker is busy, no message waits and everything is drawn.

        Textual takes a process that got no time for an idle one, so on a busy machine `pause` alone ends
        before a message has led to the next one.
        """
        rounds = 0
        while rounds < 2 or self._is_busy():
            with suppress(WorkerCancelled):  # a letter more ends the search for those before it
                await self.app.workers.wait_for_complete()
            await self.pilot.pause()
            rounds += 1

    def _is_busy(self) -> bool:
        """Is a worker at work, or is there a message or a callback that no node has taken up yet?"""
        screens = self.app.screen_stack if self.app.is_running else ()
        nodes = [self.app, *(node for one in screens for node in one.walk_children(with_self=True))]
        return not all(worker.is_finished for worker in self.app.workers) or any(
            not node._message_queue.empty() or node._next_callbacks for node in nodes
        )

    async def rest(self) -> None:
        """Do nothing for so long that what is written down after a while is, on any machine."""
        self.controllers.steps.remember()
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
        region = self.article.content_region
        line = self.lines()[region.y]
        return line[region.x : region.right].strip()

    def title(self) -> str:
        """The headline of the article that is open, empty when none is."""
        article = self.article.article
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
    answers: Answers | None = None,
) -> AsyncIterator[Reader]:
    """Run the reader over a newsroom until the block ends; the newsroom stays open."""
    # A timer that refreshes would not let a test end when everything is done.
    settings = settings or Settings(refresh_minutes=0, theme="dark")
    app = ReaderApp(newsroom, settings, answers, resumes=resumes)
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
