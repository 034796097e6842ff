"""The user's own commands: an article on the stdin of a program, or its facts in an address."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hpreader import model
from hpreader.command_values import facts_of, failure_words, filled_address, filled_program
from hpreader.i18n import _

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from hpreader.model import Article, UserCommand
    from hpreader.newsroom import Newsroom
    from hpreader.ui.command import Command
    from hpreader.ui.controllers.background import Background
    from hpreader.ui.controllers.external import External
    from hpreader.ui.controllers.find import Find
    from hpreader.ui.controllers.messages import Messages
    from hpreader.ui.controllers.program import Ask
    from hpreader.ui.controllers.subject import Subject
    from hpreader.user_process import ProcessResult, UserProcess

LOOK_AGAIN = 0.5
"""Seconds after which output that would interrupt a dialog or a line of text is tried again."""


class UserCommands:
    """Runs programs beside the reader, each at most once at a time, and shows their output."""

    def __init__(
        self,
        newsroom: Newsroom,
        subject: Subject,
        external: External,
        find: Find,
        messages: Messages,
        background: Background,
        ask: Ask,
        is_uncovered: Callable[[], bool],
        rows: Mapping[str, Command[Any]],
    ) -> None:
        """Make it.

        Args:
            newsroom: has the articles.
            subject: the article that commands are about.
            external: opens addresses.
            find: has the line in which words are typed.
            messages: tells how a program ended.
            background: waits for programs.
            ask: opens dialogs.
            is_uncovered: is no dialog over the panes?
            rows: the commands as rows, by their ids.
        """
        self._newsroom = newsroom
        self._subject = subject
        self._external = external
        self._find = find
        self._messages = messages
        self._background = background
        self._ask = ask
        self._is_uncovered = is_uncovered
        self._rows = rows
        self._running: dict[str, tuple[UserCommand, UserProcess]] = {}
        """Those that run, by their names, in the order in which they were started."""

    def row_of(self, action: str) -> Command[Any] | None:
        """The row of a key binding's action."""
        return next((row for row in self._rows.values() if row.action == action), None)

    # --- starting and ending ------------------------------------------------------------------

    def toggle(self, command: UserCommand) -> None:
        """Start a command for the article under the cursor; end it where it runs already."""
        if command.name in self._running:
            self._running[command.name][1].stop()
            return
        ref = model.ArticleRef(self._subject.url, self._subject.id)
        article = self._newsroom.articles.get(ref)
        facts = self._facts(article)
        needs_text = bool(command.run) and command.input != "none"
        template = command.open or (
            command.run if isinstance(command.run, str) else " ".join(command.run)
        )
        if article is None and needs_text:
            self._messages.say(_("The text of this article is not in the cache."), problem=True)
        elif "{url}" in template and not facts["url"]:
            words = _("This article has no address, only the text in its feed.")
            self._messages.say(words, problem=True)
        elif command.open:
            self._external.browse(filled_address(command.open, facts))
        else:
            self._start(command, facts, self._input(command, article))

    def _start(self, command: UserCommand, facts: Mapping[str, str], text: str) -> None:
        from hpreader.user_process import UserProcess  # noqa: PLC0415 - not for the first picture

        process = UserProcess(filled_program(command.run, facts), text.encode("utf-8", "replace"))
        self._running[command.name] = command, process
        self._show_running()
        self._background.start(self._run(command, process), "user commands")

    async def _run(self, command: UserCommand, process: UserProcess) -> None:
        try:
            result = await process.run()
        finally:
            self._running.pop(command.name, None)
            self._show_running()
        self._ended(command, result)

    def silence(self) -> bool:
        """End what reads aloud; false where nothing does."""
        speaking = [
            process for command, process in self._running.values() if command.input == "speech"
        ]
        for process in speaking:
            process.stop()
        return bool(speaking)

    def close(self) -> None:
        """End all programs: the reader ends."""
        for _command, process in self._running.values():
            process.kill()

    # --- what a program gets ------------------------------------------------------------------

    def _facts(self, article: Article | None) -> dict[str, str]:
        """What the placeholders are replaced by."""
        known = article or self._newsroom.articles.headline(self._subject.id)
        return facts_of(known, self._subject.id, self._subject.url)

    def _input(self, command: UserCommand, article: Article | None) -> str:
        """The article in the form that a command wants; empty where it wants none."""
        from hpreader import export  # noqa: PLC0415 - not for the first picture

        return export.command_input(command.input, article, self._is_cached)

    def _is_cached(self, url: str) -> bool:
        return self._newsroom.articles.get(model.ArticleRef(url)) is not None

    # --- what it gives ------------------------------------------------------------------------

    def _ended(self, command: UserCommand, result: ProcessResult) -> None:
        """Tell how a program ended, and show its output."""
        title, output = command.title, result.output.strip("\n")
        if result.is_stopped:
            self._messages.say(_("Ended: {title}").format(title=title), topic="command")
        elif result.is_cut:
            words = _("“{title}” was ended: it printed more than a megabyte.")
            self._messages.say(words.format(title=title), problem=True)
        elif result.status != 0:
            self._messages.say(failure_words(command, result), problem=True)
        elif command.output == "none" or not output:
            self._messages.say(_("Done: {title}").format(title=title), topic="command")
        elif command.output == "message":
            self._messages.say(" ".join(output.split()), topic="command")
        if output and command.output == "pane" and (result.status == 0 or result.is_cut):
            self._show_output(title, output)

    def _show_output(self, title: str, output: str) -> None:
        """Show it in a dialog, once that takes no keys from another dialog or a line of text."""
        from hpreader.ui.dialogs.command_output import CommandOutput  # noqa: PLC0415 - as above

        if self._is_uncovered() and not self._find.is_asking:
            self._ask(CommandOutput(title, output), lambda _nothing: None)
        else:
            self._background.after(LOOK_AGAIN, lambda: self._show_output(title, output))

    def _show_running(self) -> None:
        """Name what runs in the status line, with the key that ends it."""
        words = []
        for command, _process in self._running.values():
            keys = self._rows[f"commands.{command.name}"].keys
            key = "space" if command.input == "speech" else keys.split(",")[0]
            words.append(_running_words(command.title, key))
        self._messages.show_status(running=", ".join(words))


def _running_words(title: str, key: str) -> str:
    from hpreader.ui.key_names import key_name  # noqa: PLC0415 - not for the first picture

    if not key:
        return title
    return _("{title} ({key}: end)").format(title=title, key=key_name(key))
