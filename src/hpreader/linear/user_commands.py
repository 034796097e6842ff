"""The user's own commands (`[commands]` in config.toml), called by name or title."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from hpreader import export, model
from hpreader.command_values import facts_of, failure_words, filled_address, filled_program
from hpreader.i18n import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hpreader.linear.marks import Marks
    from hpreader.linear.protocols import LineIO
    from hpreader.linear.state import LinearState
    from hpreader.model import UserCommand
    from hpreader.newsroom import Newsroom
    from hpreader.user_process import ProcessResult, UserProcess


class UserCommands:
    """Runs programs with an article on their stdin, one at a time, and tells what they print."""

    def __init__(self, newsroom: Newsroom, io: LineIO, state: LinearState, marks: Marks) -> None:
        self._newsroom = newsroom
        self._io = io
        self._state = state
        self._marks = marks

    async def run(self, command: UserCommand, number: str) -> None:
        """Run a command for the article that is open, or for the headline with a number."""
        headline = self._marks.subject(number)
        if headline is None:
            return
        ref = model.ArticleRef(headline.url, headline.id, headline.title)
        article = self._newsroom.articles.get(ref)
        facts = facts_of(article or headline, headline.id, headline.url)
        program = command.run if isinstance(command.run, str) else " ".join(command.run)
        if article is None and command.run and command.input != "none":
            self._state.say(_("The text of this article is not in the cache."))
        elif "{url}" in (command.open or program) and not facts["url"]:
            self._state.say(_("This article has no address, only the text in its feed."))
        elif command.open:
            url = filled_address(command.open, facts)
            self._state.say(_("Only another program can show this: {url}").format(url=url))
        else:
            text = export.command_input(command.input, article, self._is_cached)
            await self._start(command, facts, text)

    async def _start(self, command: UserCommand, facts: Mapping[str, str], text: str) -> None:
        from hpreader.user_process import UserProcess  # noqa: PLC0415 - only a command needs it

        process = UserProcess(filled_program(command.run, facts), text.encode("utf-8", "replace"))
        if command.input == "speech" and self._io.rows:
            result = await self._run_until_enter(command, process)
        else:
            result = await process.run()
        self._tell(command, result)

    async def _run_until_enter(self, command: UserCommand, process: UserProcess) -> ProcessResult:
        """Run what reads aloud, until it ends or the user presses Enter."""
        words = _("{title} is running. Enter: end it").format(title=command.title)
        running = asyncio.ensure_future(process.run())
        asked = asyncio.ensure_future(self._io.ask(words))
        try:
            await asyncio.wait({running, asked}, return_when=asyncio.FIRST_COMPLETED)
            if not running.done():
                process.stop()
            return await running
        finally:
            if not asked.done():
                asked.cancel()
                self._io.say("")  # what comes next begins a line

    def _tell(self, command: UserCommand, result: ProcessResult) -> None:
        """Tell how a program ended, and its output."""
        title, output = command.title, result.output.strip("\n")
        if result.is_stopped:
            self._state.say(_("Ended: {title}").format(title=title) + ".")
            return
        if result.is_cut:
            words = _("“{title}” was ended: it printed more than a megabyte.")
            self._state.say(words.format(title=title))
        elif result.status != 0:
            self._state.say(failure_words(command, result))
            return
        elif command.output == "none" or not output:
            self._state.say(_("Done: {title}").format(title=title) + ".")
            return
        if command.output == "message":
            self._state.say(" ".join(output.split()))
        elif output and command.output == "pane":
            self._state.show(self._state.menu(f"{title}.", output.split("\n")))

    def _is_cached(self, url: str) -> bool:
        return self._newsroom.articles.get(model.ArticleRef(url)) is not None
