"""What the parts of the one Screen share: the newsroom, the panes, the history and the query."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar

from textual.message import Message
from textual.reactive import Reactive, reactive
from textual.widget import Widget

from hpreader import model
from hpreader.history import History
from hpreader.i18n import explain
from hpreader.terminal import Answers
from hpreader.ui.cell_text import sanitize
from hpreader.ui.commands import COMMANDS
from hpreader.ui.panes.headline_lines import ViewPreferences
from hpreader.ui.panes.headlines import Headlines
from hpreader.ui.panes.pane import Pane
from hpreader.ui.textual_compat import StableScreen
from hpreader.ui.widgets.captions import PaneTitle
from hpreader.ui.widgets.status_line import StatusLine

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence
    from datetime import datetime

    from textual.screen import Screen

    from hpreader.config import Settings
    from hpreader.model import ListQuery, Visit
    from hpreader.newsroom import Newsroom
    from hpreader.problems import Problem
    from hpreader.ui.panes.article import ArticlePane
    from hpreader.ui.panes.dates import Dates
    from hpreader.ui.panes.sections import Sections
    from hpreader.ui.widgets.breadcrumbs import Breadcrumbs
    from hpreader.ui.widgets.key_hints import KeyHints
    from hpreader.ui.widgets.preview import Preview
    from hpreader.ui.widgets.prompt import Prompt

Answer = TypeVar("Answer")


class ReaderScreen(StableScreen):
    """The panes and the values they show; what is done with them stands in the subclasses."""

    class Furnished(Message):
        """All panes are there: what was typed before can be done."""

    # The panes draw what is new of these: of itself the Screen would draw all of them again.
    history: reactive[History[Visit]] = reactive(History, init=False, repaint=False)
    """The reading trail; assigning it is what happens."""
    list_query: reactive[ListQuery] = reactive(model.ListQuery(), init=False, repaint=False)
    """Which headlines are shown."""

    answers = Answers()
    """What the terminal said of itself."""

    # A change of focus draws what has changed, not the whole screen as Textual's own would.
    focused: Reactive[Widget | None] = Reactive(None, repaint=False)

    # These come a frame after the headlines; until then no command is possible that needs them.
    article: ArticlePane
    sections: Sections
    dates: Dates
    breadcrumbs: Breadcrumbs
    preview: Preview
    hints: KeyHints

    def __init__(
        self,
        newsroom: Newsroom,
        settings: Settings,
        now: Callable[[], datetime],
        keys: Mapping[str, str] = MappingProxyType({}),
        complaints: Sequence[str] = (),
    ) -> None:
        super().__init__(classes="-at-headlines -no-article")
        self.keys = keys
        """The keys that are not the usual ones, by the command's id."""
        self.complaints = complaints
        """What is wrong with the settings, to be said once."""
        self.newsroom = newsroom
        self.settings = settings
        self.now = now
        self.prompt: Prompt | None = None
        """Where words are typed; None until the first picture is on the screen."""
        self.panes_ready = False
        """Are all panes there? The headlines are first, the others follow."""
        self.headlines = Headlines(newsroom.rows(model.ListQuery()), now, newsroom.progress)
        looks = newsroom.looks()
        self.headlines.lines.preferences = ViewPreferences(
            looks.get("rows", ""), looks.get("dates", "")
        )
        self.headlines_title = self.headlines.caption = PaneTitle()
        self.headlines_title.is_active = True
        self.status_line = StatusLine(now)

    def say(self, text: str, *, title: str = "", problem: bool = False) -> None:
        """Tell something in a corner for some seconds; never as markup."""
        self.app.notify(
            sanitize(text),
            title=title,
            severity="warning" if problem else "information",
            markup=False,
        )

    def say_problem(self, problem: Problem) -> None:
        """Tell what went wrong and what to do."""
        self.say(explain(problem), problem=True)

    def say_status(self, **changes: Any) -> None:
        """Change some of what the status line says."""
        self.status_line.status = self.status_line.status._replace(**changes)

    def ask(self, dialog: Screen[Answer], answered: Callable[[Answer | None], None]) -> None:
        """Put a dialog over the panes and go on with its answer."""
        # What it gives is awaited only by who must know that the dialog stands.
        _mounted = self.app.push_screen(dialog, answered)

    # --- panes --------------------------------------------------------------------------------

    @property
    def pane(self) -> Pane:
        """The pane that has the keys (or had them, while words are typed)."""
        return self.focused if isinstance(self.focused, Pane) else self._pane

    _pane: Pane

    @property
    def is_reading(self) -> bool:
        """Does the article have the keys?"""
        return self.pane.id == "article"

    def go_to(self, pane: Pane) -> None:
        """Give a pane the keys, and the screen where there is room for one or two only."""
        for each in (self._pane, pane):
            if each.caption is not None:
                each.caption.is_active = each is pane
        self._pane = pane
        place = {"article": "-at-article", "headlines": "-at-headlines"}.get(pane.id or "")
        others = {"-at-left", "-at-headlines", "-at-article"} - {place or "-at-left"}
        self.remove_class(*others, update=False)
        # Each update of a Screen's classes styles every widget anew; where all panes stand side by
        # side nothing depends on these, and a resize looks at them again.
        self.add_class(place or "-at-left", update=not self.has_class("-three"))
        self.set_focus(pane, scroll_visible=False)
        self.refresh_bindings()

    _tells_keys = False

    def refresh_bindings(self) -> None:
        """Tell which keys work now, once for all that is happening: it takes a millisecond."""
        if not self._tells_keys:
            self._tells_keys = self.call_later(self._tell_keys)

    def _tell_keys(self) -> None:
        self._tells_keys = False
        super().refresh_bindings()

    def title_of(self, command: str) -> str:
        """What a key does just now, as a message id."""
        return COMMANDS[command].title

    # --- what a command is about --------------------------------------------------------------

    @property
    def subject_id(self) -> str:
        """The article that marks and copies are about: the one that is read, or the one under the cursor."""
        if self.is_reading and self.article.article is not None:
            return self.article.article.id
        return self.headlines.selected.id if self.headlines.selected is not None else ""

    @property
    def subject_url(self) -> str:
        """Its address."""
        if self.is_reading and self.article.article is not None:
            return self.article.article.url
        return self.headlines.selected.url if self.headlines.selected is not None else ""

    # --- what has changed ---------------------------------------------------------------------

    def lists_changed(self) -> None:
        """Show lists, counts and states as they are in the cache now."""
        self.headlines.reload()
        self.counts_changed()

    def renew_list(self) -> None:
        """Show the list as it is when it is chosen now: what was only held in it goes."""
        self.headlines.show_rows(self.newsroom.rows(self.list_query), keep=True)
        self.name_list()

    def counts_changed(self) -> None:
        """Show the counts around the headlines as they are now."""
        if self.panes_ready:
            self._unread_changed()
            self.dates.show_days(self.newsroom.days(self.list_query))
        self.say_status(state=self.newsroom.state())
        self.name_list()

    def _unread_changed(self) -> None:
        unread = self.newsroom.rows(model.ListQuery(unread=True)).count()
        searches = self.newsroom.searches()
        self.sections.show_sources(self.newsroom.sources(), unread, self.list_query, searches)
        if searches:
            self.count_searches()

    def marks_changed(self, ids: Sequence[str]) -> None:
        """Show what was marked: of one article its row and what is unread, else all there is.

        Without ids something else was taken back, such as the removal of a source.
        """
        query = self.list_query
        is_of_marks = query.unread or query.saved or query.search or query.order == "unread"
        if is_of_marks or len(ids) != 1 or not self.panes_ready:
            self.lists_changed()  # another article may stand in it now, or elsewhere
            return
        if self.headlines.window.contains(ids[0]):
            headline = self.newsroom.headline(ids[0])
            assert headline is not None
            self.headlines.show_marks(headline)
        self._unread_changed()

    def can_be_undone(self, words: str, inverse: Callable[[], Awaitable[tuple[str, ...]]]) -> None:
        """Remember how to take something back; what marks knows how."""
        raise NotImplementedError

    def count_searches(self) -> None:
        """Count what is unread of the kept searches; what searches knows how."""
        raise NotImplementedError

    def name_list(self) -> None:
        """Say above the headlines what they are; the browser knows."""
        raise NotImplementedError

    def states_changed(self) -> None:
        """Bodies came into the cache: the article's links may be there now; what reads knows."""
        raise NotImplementedError

    def network_lost(self) -> None:
        """Say so, and try again by and by; what refreshes knows when."""
        raise NotImplementedError


if TYPE_CHECKING:
    ScreenPart = ReaderScreen
else:
    ScreenPart = object
"""What the parts of the Screen stand on: plain classes, until the browser puts them together.

Textual takes half a millisecond for each class of a Screen, and there are as many parts as there
are things one can do.
"""
