"""Hiding what one does not want to hear of: by a word, a section or a source."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from hpreader.i18n import _, ngettext
from hpreader.model.lists import MUTED_SEARCH
from hpreader.newsroom.rules.rule_book import HIT_DAYS
from hpreader.problems import ProblemError
from hpreader.text import clean

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from hpreader.linear.lists import Lists
    from hpreader.linear.marks import Marks
    from hpreader.linear.state import LinearState
    from hpreader.model.rules import Rule
    from hpreader.newsroom import Newsroom

TOLD: Final = 5
"""Titles of what a rule would hide."""


class Rules:
    """Makes rules that hide; what they would hide is told before."""

    def __init__(self, newsroom: Newsroom, state: LinearState, lists: Lists, marks: Marks) -> None:
        self._newsroom = newsroom
        self._state = state
        self._lists = lists
        self._marks = marks

    async def hide(self, argument: str) -> None:
        """Hide articles with some words; or offer those of an article, by its number.

        Of an article that is hidden, the rule that hides it is offered first, to be removed.
        """
        from hpreader.rules.rule_offers import offer_of_word  # noqa: PLC0415 - seldom
        from hpreader.rules.rule_set import has_words  # noqa: PLC0415 - as above

        if has_words(argument) and not argument.isdecimal():
            await self._ask(offer_of_word(clean(argument)).rule)
            return
        if (headline := self._marks.subject(argument)) is None:
            return
        offers = self._newsroom.rules.offers(headline)
        removed = [headline.muted] if headline.muted else []

        async def choose(number: int) -> None:
            if number <= len(removed):
                await self._remove(removed[0])
            else:
                await self._ask(offers[number - 1 - len(removed)].rule)

        heading = _("Hide articles with")
        entries = [_("Remove the rule “{name}”").format(name=name) for name in removed]
        entries += [one.words for one in offers]
        self._state.show(self._state.menu(f"{heading}:", entries, choose))

    async def toggle_hidden(self, _argument: str) -> None:
        """What rules hide, or all again."""
        query = self._state.headlines.query
        search = "" if query.search == MUTED_SEARCH else MUTED_SEARCH
        await self._lists.show(replace(query, source="", section="", search=search, saved=False))

    async def _ask(self, rule: Rule) -> None:
        """Tell what a rule would hide, and ask whether it is to."""
        from hpreader.rules.rule_file import made_name  # noqa: PLC0415 - seldom

        rule = rule._replace(actions=frozenset({"mute"}))
        rule = rule._replace(name=made_name(rule))
        try:
            hits = await self._newsroom.rules.find_hits(rule, TOLD)
        except ProblemError as error:
            self._state.say_problem(error.problem)
            return
        count = ngettext(
            "{count} article of the last {days} days",
            "{count} articles of the last {days} days",
            hits.total,
        )
        self._state.say(count.format(count=hits.total, days=HIT_DAYS) + ":")
        for headline in hits.headlines:
            self._state.say(f"- {clean(headline.title)}")

        async def choose(number: int) -> None:
            if number == 1:
                await self._add(rule)
            else:
                self._state.show(self._state.below)

        words = _("Hide them: {name}?").format(name=rule.name)
        self._state.show(self._state.menu(words, [_("Hide"), _("Leave them")], choose))

    async def _add(self, rule: Rule) -> None:
        try:
            undo = await self._newsroom.rules.editor.add(rule)
        except ProblemError as error:
            self._state.say_problem(error.problem)
            return

        name = _("add the rule {name}").format(name=rule.name)
        self._changed(_("Hidden. {key}: undo").format(key="Z"), name, undo)

    async def _remove(self, name: str) -> None:
        try:
            undo = await self._newsroom.rules.editor.remove(name)
        except ProblemError as error:
            self._state.say_problem(error.problem)
            return
        if undo is None:
            words = _("The file has no rule “{name}” any more.")
            self._state.say(words.format(name=name))
            return
        done = [_("Removed the rule {name}").format(name=name), _("{key}: undo").format(key="Z")]
        self._changed(". ".join(done), _("remove the rule {name}").format(name=name), undo)

    def _changed(self, done: str, name: str, undo: Callable[[], Awaitable[None]]) -> None:
        """Tell what was done and the list as it is now, and offer to take it back."""

        async def take_back() -> tuple[str, ...]:
            await undo()
            self._lists.renew()
            return ()

        self._marks.can_be_undone(name, take_back)
        self._state.say(done)
        self._lists.renew()
        self._state.show_list(self._state.headlines, 0)
