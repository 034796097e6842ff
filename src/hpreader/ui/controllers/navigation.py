"""From pane to pane, and up one level: out of what was entered last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hpreader.i18n import N_

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from hpreader.ui.controllers.find import Find
    from hpreader.ui.controllers.focus import Focus
    from hpreader.ui.controllers.messages import Messages
    from hpreader.ui.controllers.open_requests import OpenRequests
    from hpreader.ui.controllers.stories import Stories
    from hpreader.ui.panes.article import ArticlePane
    from hpreader.ui.panes.dates import Dates
    from hpreader.ui.panes.headlines import Headlines
    from hpreader.ui.panes.pane import Pane
    from hpreader.ui.panes.sections import Sections
    from hpreader.ui.reader_state import ReaderState


class Navigation:
    """Moves the focus between the panes, and leaves levels one by one."""

    def __init__(
        self,
        state: ReaderState,
        focus: Focus,
        find: Find,
        requests: OpenRequests,
        stories: Stories,
        sections: Sections,
        dates: Dates,
        headlines: Headlines,
        article: ArticlePane,
        messages: Messages,
        quit_reader: Callable[[], Awaitable[None]],
    ) -> None:
        self._state = state
        self._focus = focus
        self._find = find
        self._requests = requests
        self._stories = stories
        self._sections = sections
        self._dates = dates
        self._headlines = headlines
        self._article = article
        self._messages = messages
        self._quit = quit_reader

    # --- panes --------------------------------------------------------------------------------

    def step_pane(self, step: int) -> None:
        """The pane to the right (1) or to the left (-1), or another one of the other news."""
        if self._focus.is_reading and self._article.links.focused is not None:
            self._article.links.focus(self._article.links.focused + step)
            return
        panes: list[Pane] = [self._sections, self._dates, self._headlines]
        if self._article.article is not None:
            panes.append(self._article)
        at = panes.index(self._focus.pane) if self._focus.pane in panes else 0
        self._focus.go_to(panes[(at + step) % len(panes)])

    @property
    def is_leftmost(self) -> bool:
        """Has the leftmost pane the keys?"""
        return self._focus.pane is self._sections

    def go_left(self) -> None:
        """The pane on the left."""
        self._article.links.focus(None)
        self._focus.go_to(self._headlines if self._focus.is_reading else self._sections)

    def go_to_sections(self) -> None:
        """Choose a section."""
        self._focus.go_to(self._sections)

    def go_to_dates(self) -> None:
        """Choose a day."""
        self._focus.go_to(self._dates)

    # --- levels -------------------------------------------------------------------------------

    @property
    def has_level_above(self) -> bool:
        """Is there something to leave before the program is left?"""
        return (
            self._messages.has_error
            or self._find.is_asking
            or self._requests.is_waiting
            or self._stories.is_comparing
            or self._focus.is_zen
            or self._focus.pane is not self._headlines
            or bool(self._state.query.text)
        )

    @property
    def level_title(self) -> str:
        """What leaving the innermost level does, as a message id; empty where it needs no words."""
        is_reading, focus = self._focus.is_reading, self._focus
        levels = (
            (self._messages.has_error, N_("Close the error")),
            (self._requests.is_waiting, N_("Stop fetching")),
            (self._stories.is_comparing, N_("Stop comparing")),
            (is_reading and self._find.is_active, N_("End the search")),
            (is_reading and self._article.links.focused is not None, N_("Back to the text")),
            (focus.is_zen, N_("All panes")),
            (is_reading, ""),  # the key for the pane on the left tells it
            (focus.pane is not self._headlines, N_("The list")),
            (bool(self._state.query.text), N_("All headlines")),
        )
        return next((title for is_there, title in levels if is_there), "")

    async def go_up_or_quit(self) -> None:
        """Up one level; from the headlines, out of the program."""
        if not self._leave():
            await self._quit()

    def go_up(self) -> None:
        """Up one level; never out of the program."""
        self._leave()

    def _leave(self) -> bool:
        """Leave the innermost level; false when there is none."""
        is_reading, focus = self._focus.is_reading, self._focus
        if self._messages.has_error and not self._find.is_asking:
            self._messages.dismiss_error()
        elif self._find.is_asking:
            self._find.cancel()
        elif is_reading and self._article.links.has_hints:
            self._article.links.clear_hints()
            self._article.invalidate()
        elif self._requests.is_waiting:
            self._requests.stop()
        elif self._stories.is_comparing:
            self._stories.drop_dialog()
        elif is_reading and self._find.is_active:
            self._find.clear_words()
        elif is_reading and self._article.links.focused is not None:
            self._article.links.focus(None)
        elif focus.is_zen:
            focus.set_zen(False)
        elif focus.pane is not self._headlines:
            focus.go_to(self._headlines)
        elif self._state.query.text:
            self._find.clear_filter()
        else:
            return False
        focus.refresh_keys()
        return True
