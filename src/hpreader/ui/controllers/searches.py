"""Narrowing the list, finding in the article, searching everything."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

from textual import work

from hpreader import model
from hpreader.i18n import N_, _, explain, ngettext
from hpreader.problems import ProblemError
from hpreader.ui.commands import COMMANDS, key_name
from hpreader.ui.controllers.onward import Onward
from hpreader.ui.step_labels import place_name

if TYPE_CHECKING:
    from datetime import date

    from hpreader.model import Hit, ListQuery
    from hpreader.model.lists import Order
    from hpreader.ui.panes.dates import Dates
    from hpreader.ui.panes.section_choices import Choice
    from hpreader.ui.panes.sections import Sections
    from hpreader.ui.widgets.prompt import Prompt


TYPING = 0.02
"""Seconds without a letter before the list is narrowed: the letter is drawn first."""

ORDERS: tuple[tuple[Order, bool], ...] = (
    ("time", False), ("time", True), ("source", False), ("section", False), ("unread", False),
)  # fmt: skip
"""The orders that one key goes through, and whether the oldest come first."""
ORDER_NAMES = {
    "time": N_("oldest first"),
    "source": N_("by source"),
    "section": N_("by section"),
    "unread": N_("unread first"),
}


class Searching(Onward):
    """What chooses the headlines that are shown, and words that are looked for."""

    _found_from = 0
    """The line that was on top of the article when one began to find."""

    def watch_list_query(self, before: ListQuery, query: ListQuery) -> None:
        """Another list: newest selected, counts and titles to match."""
        self.headlines.show_rows(self.newsroom.rows(query))
        self.is_other_list = True
        if self.panes_ready:
            self.dates.chosen = query.day
        if self.panes_ready and query == replace(before, text=query.text):
            # Each letter comes here, and changes no count but those of the days; what can be done
            # is told where the last row goes or the first one comes (`on_headlines_moved`).
            self.dates.show_days(self.newsroom.days(query))
            self.name_list()
            if query.text and before.text:
                return
        else:
            self.counts_changed()
        self.refresh_bindings()

    # --- what the list is narrowed to ---------------------------------------------------------

    def choose(self, choice: Choice) -> None:
        """Show the headlines of a source, of a section, of all or of the shelf."""
        self.visit_list(
            replace(
                self.list_query,
                source=choice.source,
                section=choice.section,
                saved=choice.saved,
                search=choice.search,
            )
        )

    def on_sections_chosen(self, message: Sections.Chosen) -> None:
        """A line of the sections pane."""
        self.choose(message.choice)
        self.go_to(self.headlines)

    def on_dates_chosen(self, message: Dates.Chosen) -> None:
        """A day, or all days again."""
        self.choose_day(message.day)
        if message.day is not None:
            self.go_to(self.headlines)

    def choose_day(self, day: date | None) -> None:
        """Show the headlines of a day, of all days for None."""
        self.visit_list(replace(self.list_query, day=day))

    def action_all_days(self) -> None:
        """Show all days again."""
        self.choose_day(None)

    def action_next_section(self) -> None:
        """The section below what is shown."""
        self.choose(self.sections.neighbour(1))

    def action_previous_section(self) -> None:
        """The section above what is shown."""
        self.choose(self.sections.neighbour(-1))

    def action_saved_shelf(self) -> None:
        """The saved articles, or all again."""
        saved = not self.list_query.saved
        self.visit_list(replace(self.list_query, source="", section="", search="", saved=saved))
        self.go_to(self.headlines)

    def action_unread_only(self) -> None:
        """Only what is unread, or everything again."""
        self.list_query = replace(self.list_query, unread=not self.list_query.unread)

    def action_sort(self) -> None:
        """The next order: newest, oldest, by source, by section, unread first."""
        query = self.list_query
        at = next(
            (n for n, order in enumerate(ORDERS) if order == (query.order, query.oldest_first)), 0
        )
        order, oldest_first = ORDERS[(at + 1) % len(ORDERS)]
        self.list_query = replace(query, order=order, oldest_first=oldest_first)

    # --- words --------------------------------------------------------------------------------

    def action_filter(self) -> None:
        """Filter the headlines, or find in the article when it has the keys."""
        if self.is_reading:
            self.action_find()
        elif self.prompt is not None:
            self.prompt.open("filter", self.list_query.text)

    def action_find(self) -> None:
        """Find in the article."""
        if self.prompt is not None and self.article.article is not None:
            self.go_to(self.article)
            self._found_from = round(self.article.scroll_y)
            self.prompt.open("find", self.article.text_find.current.query)
            self.say_matches()

    def on_prompt_typed(self, message: Prompt.Typed) -> None:
        """What is typed is looked for at once."""
        if message.purpose == "filter":
            self._narrow(message.text)
        else:
            self.article.text_find.start(message.text, self._found_from)
            self.say_matches()

    @work(group="filter", exclusive=True)
    async def _narrow(self, text: str) -> None:
        """The letters are drawn first; the list follows when no other comes at once."""
        await asyncio.sleep(TYPING)
        self._filter(text)

    def _filter(self, text: str) -> None:
        self.list_query = replace(self.list_query, text=text.strip())

    def say_matches(self) -> None:
        """Say beside the words which match it is, of how many."""
        if self.prompt is not None:
            finding = self.article.text_find.current
            words = f"{finding.number + 1}/{finding.count}" if finding.count else _("no match")
            if finding.turned:
                turned = _("from the top") if finding.turned > 0 else _("from the end")
                words = f"{turned} \u2219 {words}"
            self.prompt.say(f" {words} " if finding.query else "")

    def go_to_match(self, step: int) -> None:
        """Go to another match, and say which it is and whether it went round."""
        self.article.text_find.step(step)
        self.say_matches()

    def on_article_pane_find_ended(self) -> None:
        """What stood there to tell of the matches goes."""
        if (
            self.prompt is not None
            and self.prompt.is_resting
            and not self.article.text_find.current.query
        ):
            self.prompt.close()

    def on_prompt_accepted(self, message: Prompt.Accepted) -> None:
        """The keys go back to the pane."""
        self.close_prompt()
        if message.purpose == "filter" and self.prompt is not None:
            self.workers.cancel_group(self, "filter")
            self._filter(self.prompt.text)
            self.go_to(self.headlines)
        elif self.prompt is not None and self.article.text_find.current.count:
            self.prompt.rest()
        elif query := self.article.text_find.current.query:
            self.article.text_find.clear()
            self.say(_("Nothing was found for {subject}.").format(subject=query))

    def close_prompt(self) -> None:
        """Take the prompt away."""
        if self.prompt is not None and self.prompt.is_open:
            self.prompt.close()
            self.go_to(self.pane)
        self.name_list()

    def cancel_prompt(self) -> None:
        """Take the prompt and its words away."""
        if self.prompt is not None and self.prompt.purpose == "find":
            self.article.text_find.clear()
            self.article.scroll_line_to_top(self._found_from)
        else:
            self.clear_filter()
        self.close_prompt()

    def clear_filter(self) -> None:
        """Show the headlines whatever their words are."""
        self.workers.cancel_group(self, "filter")
        self.list_query = replace(self.list_query, text="")

    # --- everything ---------------------------------------------------------------------------

    def action_search(self) -> None:
        """Search all that is in the cache."""
        self.search_again("", "")

    def search_again(self, words: str, selected: str) -> None:
        """Search for words, and stand on what was opened of it before."""
        from hpreader.ui.dialogs.search import SearchDialog  # noqa: PLC0415 - not for the first picture

        room = self.newsroom
        dialog = SearchDialog(room.look_for, room.mistakes, self.keep_search, words, selected)
        self.ask(dialog, lambda hit: self._open_hit(hit, dialog.words))

    def keep_search(self, name: str, words: str) -> None:
        """Make a section of a search."""
        self._keep_search(name, words)

    @work(group="searches")
    async def _keep_search(self, name: str, words: str) -> None:
        try:
            await self.newsroom.keep_search(name, words)
        except ProblemError as error:
            self.say_problem(error.problem)
        else:
            self.say(_("“{name}” stands among the sections now.").format(name=name))
            self.counts_changed()

    def count_searches(self) -> None:
        """Count what is unread of the kept searches, which takes longer than a frame."""
        self._count_searches()

    @work(group="counts", exclusive=True)
    async def _count_searches(self) -> None:
        try:
            self.sections.show_found(await self.newsroom.count_searches())
        except ProblemError as error:
            self.say_problem(error.problem)

    def _open_hit(self, hit: Hit | None, words: str) -> None:
        if hit is not None:
            self.visit_search(words, hit.headline.id)
            self.headlines.select(hit.headline.id)
            self.open(model.ArticleAt(hit.headline.url, hit.headline.id, hit.headline.title))

    def _why_empty(self) -> tuple[str, ...]:
        """What stands in place of the headlines: why there are none, and what to do."""
        if self.list_query != model.ListQuery():
            return (_("No headlines here"),)
        if self.status_line.status.work:
            return (_("No news in the cache yet"), self.status_line.status.work)
        keys = _("{refresh}: fetch the news \u2219 {help}: all keys").format(
            refresh=self.key_of("refresh_all"), help=self.key_of("help")
        )
        if self.newsroom.offline:
            why = [_("This reader was started offline; it does not touch the network.")]
        else:
            states = self.newsroom.sources()
            why = [explain(state.problem) for state in states if state.problem is not None][:1]
        return (_("No news in the cache yet"), *why, keys)

    def key_of(self, command: str) -> str:
        """The first key of a command, as a person knows it."""
        keys = self.keys.get(command, COMMANDS[command].keys)
        return key_name(keys.split(",")[0])

    def name_list(self) -> None:
        """Say above the headlines what they are."""
        query = self.list_query
        if not self.headlines.window.count:
            self.headlines.show_empty_text(self._why_empty())
        titles = self.newsroom.source_titles()
        self.headlines.lines.source_titles = titles if len(titles) > 1 and not query.source else {}
        place = place_name(query, titles, self.newsroom.searches() if query.search else ())
        count = self.headlines.window.count
        words = [
            place or (_("Saved") if query.saved else _("All news")),
            # Before what narrows the list: that may be cut off.
            ngettext("{count} article", "{count} articles", count).format(count=count),
        ]
        if query.day is not None:
            words.append(f"{query.day:%d/%m/%Y}")
        if query.unread:
            words.append(_("unread"))
        if query.text:
            words.append(f"\u201c{query.text}\u201d")
        if (query.order, query.oldest_first) != ORDERS[0]:
            words.append(_(ORDER_NAMES[query.order]))
        self.headlines_title.text = " \u2219 ".join(words)
