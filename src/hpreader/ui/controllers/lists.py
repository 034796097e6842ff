"""Choosing which headlines are shown, and in which order."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hpreader.model.list_orders import ORDERS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from hpreader.model.section_choices import Choice
    from hpreader.ui.controllers.focus import Focus
    from hpreader.ui.controllers.steps import Steps
    from hpreader.ui.panes.dates import Dates
    from hpreader.ui.panes.headlines import Headlines
    from hpreader.ui.panes.sections import Sections
    from hpreader.ui.reader_state import ReaderState


class Lists:
    """Chooses lists: a source, a section, a day, the shelf; unread only; another order."""

    def __init__(
        self,
        state: ReaderState,
        steps: Steps,
        headlines: Headlines,
        sections: Sections,
        dates: Dates,
        focus: Focus,
    ) -> None:
        self._state = state
        self._steps = steps
        self._headlines = headlines
        self._sections = sections
        self._dates = dates
        self._focus = focus

    @property
    def count(self) -> int:
        """How many headlines the list has."""
        return self._headlines.window.count

    @property
    def choices(self) -> Iterable[Choice]:
        """Every line of the sections that can be chosen."""
        return self._sections.all_choices

    # --- sections -----------------------------------------------------------------------------

    def choose_line(self) -> None:
        """Show the headlines of the line under the cursor of the sections."""
        self.show(self._sections.selected)

    def show(self, choice: Choice) -> None:
        """Show the headlines of a line of the sections, and give them the keys."""
        self.choose(choice)
        self._focus.go_to(self._headlines)

    def choose_neighbour(self, step: int) -> None:
        """Show the section after or before the one that is shown."""
        self.choose(self._sections.neighbour(step), is_passing=True)

    def choose(self, choice: Choice, *, is_passing: bool = False) -> None:
        """Show the headlines of a source, of a section, of all or of the shelf.

        Args:
            choice: the line of the sections.
            is_passing: it is one of several that the user goes through; see `Steps.visit_list`.
        """
        self._steps.visit_list(
            replace(
                self._state.query,
                source=choice.source,
                section=choice.section,
                saved=choice.saved,
                search=choice.search,
            ),
            is_passing=is_passing,
        )

    def toggle_shelf(self) -> None:
        """Show the saved articles, or all again."""
        query = self._state.query
        self._steps.visit_list(
            replace(query, source="", section="", search="", saved=not query.saved)
        )
        self._focus.go_to(self._headlines)

    # --- days ---------------------------------------------------------------------------------

    def choose_day_at_cursor(self) -> None:
        """Show the headlines of the day under the cursor; of all days when it is shown already."""
        day = self._dates.day
        self.show_day(None if self._dates.chosen == day else day)

    def show_day(self, day: date | None) -> None:
        """Show the headlines of a day, and give them the keys; or of all days for None."""
        self.choose_day(day)
        if day is not None:
            self._focus.go_to(self._headlines)

    def choose_day(self, day: date | None) -> None:
        """Show the headlines of a day, of all days for None."""
        self._steps.visit_list(replace(self._state.query, day=day))

    # --- how the list is looked at ------------------------------------------------------------

    def toggle_unread_only(self) -> None:
        """Only what is unread, or everything again."""
        query = self._state.query
        self._state.query = replace(query, unread=not query.unread)

    def next_order(self) -> None:
        """The next order: newest, oldest, by source, by section, unread first."""
        query = self._state.query
        at = next(
            (n for n, order in enumerate(ORDERS) if order == (query.order, query.oldest_first)), 0
        )
        order, oldest_first = ORDERS[(at + 1) % len(ORDERS)]
        self._state.query = replace(query, order=order, oldest_first=oldest_first)
