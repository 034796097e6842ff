"""Choosing which headlines are told, and in which order."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hpreader import model
from hpreader.dates import read_day
from hpreader.i18n import _, explain, ngettext
from hpreader.linear.headline_view import HeadlineView
from hpreader.model.list_orders import ORDERS
from hpreader.model.section_choices import Choice, choices
from hpreader.problems import Problem, ProblemError
from hpreader.text import fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from hpreader.linear.protocols import Choose, LineIO
    from hpreader.linear.state import LinearState
    from hpreader.linear.trail_record import TrailRecord
    from hpreader.model import DayCount, ListPosition, ListQuery
    from hpreader.newsroom import Newsroom


class Lists:
    """Chooses lists: of a source, of a section, of a day, the shelf, a search; filters and orders."""

    def __init__(
        self,
        newsroom: Newsroom,
        io: LineIO,
        state: LinearState,
        record: TrailRecord,
        open_headline: Choose,
    ) -> None:
        self._newsroom = newsroom
        self._io = io
        self._state = state
        self._record = record
        self._open_headline = open_headline

    # --- showing ------------------------------------------------------------------------------

    async def show(self, query: ListQuery) -> None:
        """Tell another list, as a step of the trail unless it is the same one, looked at otherwise."""
        before = self._state.headlines.query
        await self._record.remember()
        self._state.show_list(self._list(query), 0)
        await self._record.add_list(before)

    def renew(self) -> None:
        """Read the list again."""
        headlines = self._state.headlines
        headline = headlines.headline(headlines.row)
        self.restore(headlines.query, headline.id if headline is not None else "", headlines.row)

    def restore(self, query: ListQuery, selected: str, row: int) -> HeadlineView:
        """Put a list in place of the other one, without telling it.

        Args:
            query: which headlines.
            selected: the id of the one that was opened last.
            row: its row, for when it is in the list no more; -1 where none was opened.
        """
        fresh = self._list(query, selected)
        found = fresh.rows.find(selected) if selected else None
        fresh.row = row if found is None else found
        self._state.headlines = fresh
        return fresh

    def restore_position(self, position: ListPosition) -> HeadlineView:
        """Put the list of a step of the trail in place of the other one, without telling it."""
        return self.restore(position.query, position.selected, position.row)

    def _list(self, query: ListQuery, selected: str = "") -> HeadlineView:
        """A list; the article that was opened last stays an item of its own."""
        return HeadlineView(self._newsroom, self._io, query, self._open_headline, selected)

    # --- commands -----------------------------------------------------------------------------

    async def toggle_shelf(self, _argument: str) -> None:
        """The saved articles, or all again."""
        query = self._state.headlines.query
        await self.show(replace(query, source="", section="", search="", saved=not query.saved))

    async def toggle_unread_only(self, _argument: str) -> None:
        """Only what is unread, or everything again."""
        query = self._state.headlines.query
        await self.show(replace(query, unread=not query.unread))

    async def next_order(self, _argument: str) -> None:
        """The next order: newest, oldest, by source, by section, unread first."""
        query = self._state.headlines.query
        at = next(
            (n for n, order in enumerate(ORDERS) if order == (query.order, query.oldest_first)), 0
        )
        order, oldest_first = ORDERS[(at + 1) % len(ORDERS)]
        await self.show(replace(query, order=order, oldest_first=oldest_first))

    async def filter(self, words: str) -> None:
        """Only headlines with some words; all of them again without words."""
        query = self._state.headlines.query
        if not words and not query.text:
            self._state.say(_("Add the words, as in: filter school."))
        else:
            await self.show(replace(query, text=words))

    async def search(self, words: str) -> None:
        """What a search finds in all articles of the cache; without words, the last searches."""
        searches = self._newsroom.searches
        if not words:
            self._tell_searches(searches.recent())
            return
        for mistake in searches.problems(words):
            self._state.say_problem(mistake)
        query = model.ListQuery(search=words)
        if not self._newsroom.lists.rows(query).count():
            self._state.say(_("Nothing was found for {subject}.").format(subject=f"“{words}”"))
            return
        await self.show(query)
        try:
            await searches.remember(words)
        except ProblemError as error:
            self._state.say_problem_once(error.problem)

    def _tell_searches(self, recent: Sequence[str]) -> None:
        async def choose(number: int) -> None:
            await self.search(recent[number - 1])

        if recent:
            self._state.show(self._state.menu(_("The last searches"), recent, choose))
        else:
            self._state.say(_("Add the words, as in: search school."))

    async def tell_sections(self, wanted: str) -> None:
        """The sources and sections; or the headlines of the one with a number or a name."""
        newsroom = self._newsroom
        states, searches = newsroom.subscriptions.states(), newsroom.searches.saved()
        unread = newsroom.lists.rows(model.ListQuery(unread=True)).count()
        found = await newsroom.searches.unread_counts() if searches else {}
        hidden = newsroom.lists.hidden_count()
        lines = choices(states, unread, searches, hidden, found)
        lines = [one for one in lines if not one.is_heading]
        titles = newsroom.subscriptions.titles()

        async def choose(number: int) -> None:
            await self._show_choice(lines[number - 1])

        names = [_name(line, titles if len(titles) > 1 else {}) for line in lines]
        if wanted and not wanted.isdecimal():
            if (number := _number_named(wanted, names)) is None:
                self._state.say_problem(Problem("unknown_section", wanted))
            else:
                await choose(number)
            return
        entries = [f"{name}{_facts(line)}" for name, line in zip(names, lines, strict=True)]
        await self._state.offer(self._state.menu(_("Sections"), entries, choose), wanted)

    async def _show_choice(self, choice: Choice) -> None:
        source, section, saved, search = choice.place
        query = self._state.headlines.query
        await self.show(replace(query, source=source, section=section, saved=saved, search=search))

    async def next_section(self, step: int) -> None:
        """The section after the one that is told (`step` 1), or before it (-1)."""
        searches = self._newsroom.searches.saved()
        lines = choices(self._newsroom.subscriptions.states(), 0, searches)
        lines = [one for one in lines if not one.is_heading]
        query = self._state.headlines.query
        at = next((n for n, one in enumerate(lines) if one.is_of(query)), 0)
        await self._show_choice(lines[(at + step) % len(lines)])

    async def tell_days(self, wanted: str) -> None:
        """The days that have news, the newest first; or the headlines of a day."""
        query = self._state.headlines.query
        days = [one for one in self._newsroom.lists.days(query)[::-1] if one.day != model.UNDATED]

        async def choose(number: int) -> None:
            await self._show_day(days[number - 1].day)

        if wanted and not wanted.isdecimal():
            day = read_day(wanted, self._newsroom.now())
            if day is None:
                words = _("“{text}” is not a day like 2026-01-31, 31/1/2026 or yesterday")
                self._state.say(words.format(text=wanted) + ".")
            else:
                await self._show_day(day)
            return
        if not days:
            self._state.say(_("No headlines here") + ".")
            return
        await self._state.offer(
            self._state.menu(_("Dates"), list(map(_day_facts, days)), choose), wanted
        )

    async def show_all_days(self, _argument: str) -> None:
        """The headlines of all days."""
        if self._state.headlines.query.day is None:
            self._state.say(_("The list is of all days already."))
        else:
            await self._show_day(None)

    async def _show_day(self, day: date | None) -> None:
        await self.show(replace(self._state.headlines.query, day=day))


def _name(choice: Choice, titles: Mapping[str, str]) -> str:
    """What a line is called; behind a section its source, if there are several."""
    source = titles.get(choice.source, "") if choice.section else ""
    return f"{choice.title}, {source}" if source else choice.title


def _number_named(wanted: str, names: Sequence[str]) -> int | None:
    """The number, from 1, of the first name that is some words, else that has them."""
    words, folded = fold(wanted), list(map(fold, names))
    if words in folded:
        return folded.index(words) + 1
    return next((number for number, name in enumerate(folded, 1) if words in name), None)


def _facts(choice: Choice) -> str:
    """How much of it is unread, and why it cannot be fetched."""
    unread = _("{count} unread").format(count=choice.unread) if choice.unread else ""
    problem = explain(choice.problem) if choice.problem is not None else ""
    return "".join(f", {fact}" for fact in (unread, problem) if fact)


def _day_facts(day: DayCount) -> str:
    count = ngettext("{count} article", "{count} articles", day.total).format(count=day.total)
    unread = _("{count} unread").format(count=day.unread) if day.unread else ""
    return ", ".join(filter(None, (f"{day.day:%d/%m/%Y}", count, unread)))
