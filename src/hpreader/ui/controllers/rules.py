"""The user's rules: made and removed where one is; what they hide; what they notify of."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

from hpreader.i18n import _, ngettext
from hpreader.model.lists import MUTED_SEARCH
from hpreader.problems import ProblemError
from hpreader.rules.rule_sentences import ACTION_NAMES
from hpreader.ui.dialogs.rule import RemovedRule, RuleDialog

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from hpreader.model import Headline
    from hpreader.model.rules import Rule
    from hpreader.newsroom import Newsroom
    from hpreader.ui.controllers.background import Background
    from hpreader.ui.controllers.list_display import ListDisplay
    from hpreader.ui.controllers.marks import Marks
    from hpreader.ui.controllers.messages import Messages
    from hpreader.ui.controllers.program import Ask
    from hpreader.ui.controllers.steps import Steps
    from hpreader.ui.controllers.subject import Subject
    from hpreader.ui.reader_state import ReaderState


class Rules:
    """Asks for rules, and tells what they did."""

    def __init__(
        self,
        newsroom: Newsroom,
        state: ReaderState,
        subject: Subject,
        steps: Steps,
        display: ListDisplay,
        marks: Marks,
        messages: Messages,
        background: Background,
        ask: Ask,
        key_of: Callable[[str], str],
        write: Callable[[str], bool],
    ) -> None:
        self._newsroom = newsroom
        self._state = state
        self._subject = subject
        self._steps = steps
        self._display = display
        self._marks = marks
        self._messages = messages
        self._background = background
        self._ask = ask
        self._key_of = key_of
        self._write = write

    def ask_for_rule(self) -> None:
        """Ask what to hide, keep or notify of, by the words, the source and the section of an article."""
        headline = self._newsroom.articles.headline(self._subject.id)
        if headline is None:
            self._messages.say(_("There is no article under the cursor."))
            return
        rules = self._newsroom.rules
        dialog = RuleDialog(rules.offers(headline), rules.find_hits, headline.muted)
        self._ask(dialog, self._answered)

    def toggle_hidden(self) -> None:
        """Show what rules hide, or all again."""
        query = self._state.query
        search = "" if query.search == MUTED_SEARCH else MUTED_SEARCH
        self._steps.visit_list(replace(query, source="", section="", search=search, saved=False))

    def send_notification(self, headlines: Sequence[Headline]) -> None:
        """Notify of new articles, as the file says: by the terminal or by a program."""
        from hpreader.notification import control_sequence  # noqa: PLC0415 - few rules ask for it

        file = self._newsroom.rules.file
        if file.notify_run:
            self._background.start(self._run_notifier(file.notify_run, headlines), "notify")
        else:
            self._write(control_sequence(headlines, file.notify_by, os.environ))

    async def _run_notifier(self, program: Sequence[str], headlines: Sequence[Headline]) -> None:
        from hpreader.notification import run_notifier  # noqa: PLC0415 - as above

        if failure := await run_notifier(program, headlines):
            self._messages.say(failure, problem=True)

    def _answered(self, answer: Rule | RemovedRule | None) -> None:
        if isinstance(answer, RemovedRule):
            self._background.start(self._remove(answer.name), "rules")
        elif answer is not None:
            self._background.start(self._add(answer), "rules")

    async def _add(self, rule: Rule) -> None:
        hidden = self._newsroom.lists.hidden_count()
        try:
            undo = await self._newsroom.rules.editor.add(rule)
        except ProblemError as error:
            self._messages.say_problem(error.problem)
            return
        action = _(ACTION_NAMES[next(iter(rule.actions))])
        words = _("{action}: {name}").format(action=action, name=rule.name)
        if count := max(0, self._newsroom.lists.hidden_count() - hidden):
            more = ngettext("{count} article hidden", "{count} articles hidden", count)
            words += f" \u2219 {more.format(count=count)}"
        self._changed(words, _("add the rule {name}").format(name=rule.name), undo)

    async def _remove(self, name: str) -> None:
        try:
            undo = await self._newsroom.rules.editor.remove(name)
        except ProblemError as error:
            self._messages.say_problem(error.problem)
            return
        if undo is None:
            words = _("The file has no rule “{name}” any more.")
            self._messages.say(words.format(name=name), problem=True)
            return
        words = _("Removed the rule {name}").format(name=name)
        self._changed(words, _("remove the rule {name}").format(name=name), undo)

    def _changed(self, done: str, name: str, undo: Callable[[], Awaitable[None]]) -> None:
        """Tell what was done, and offer to take it back."""

        async def put_back() -> tuple[str, ...]:
            await undo()
            return ()

        self._marks.can_be_undone(name, put_back)
        key = _("{key}: undo").format(key=self._key_of("undo"))
        self._messages.say(f"{done} \u2219 {key}")
        self._display.changed()
