"""Searching everything: words above, hits below as one types."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content, Span
from textual.timer import Timer
from textual.widgets import Input, OptionList, Static

from hpreader.i18n import _, explain, ngettext
from hpreader.model import VIETNAM, Hit
from hpreader.problems import ProblemError
from hpreader.render.wrapping import safe
from hpreader.ui.dialogs import Dialog
from hpreader.ui.pane import shown

PAUSE = 0.08
"""Seconds without a key before it is searched."""


def hit_line(hit: Hit) -> Content:
    """A hit in two lines: title and place, then the words around the match."""
    headline, snippet = hit.headline, hit.snippet
    when = f"{headline.published.astimezone(VIETNAM):%d/%m/%Y}" if headline.published else ""
    words = Content(
        # As long as before, so that the spans still fit.
        safe(snippet.text).replace("\x00", " ").replace("\n", " "),
        spans=[Span(span.start, span.end, "bold underline") for span in snippet.spans],
    )
    place = "".join(f"{part}  " for part in (when, shown(headline.section)) if part)
    return Content.assemble((f"{shown(headline.title)}\n", "bold"), (place, "dim"), words, "\n")


class SearchDialog(Dialog[Hit]):
    """Asks for words and shows what the cache has for them; the answer is the hit to open."""

    BINDINGS: ClassVar = [
        Binding("escape", "leave", show=False),
        # An Input has these keys for scrolling, which it never does.
        Binding("down", "step(1)", show=False, priority=True),
        Binding("up", "step(-1)", show=False, priority=True),
    ]

    def __init__(
        self, search: Callable[[str], Sequence[Hit]], words: str = "", selected: str = ""
    ) -> None:
        super().__init__()
        self._search = search
        self._hits: Sequence[Hit] = ()
        self._words = words
        """What is looked for to begin with, and `_stands_on` the article to stand on."""
        self._stands_on = selected
        self._looked = ""
        """The words that the hits are of."""
        self._timer: Timer | None = None
        self._input = Input(placeholder=_("Words, “a phrase”, section:… after:… is:unread"))
        self._input.cursor_blink = False  # idle means idle
        self._count = Static(classes="keys", markup=False)
        self._list = OptionList(markup=False)

    def compose(self) -> ComposeResult:
        """A heading, the words, the hits."""
        with Vertical(classes="dialog"):
            yield Static(Content(_("Search everything")), classes="heading")
            yield self._input
            yield self._list
            yield self._count

    def on_mount(self) -> None:
        """The list comes with the first words."""
        self._list.display = False
        self._count.update(Content(_("Enter: open   Esc: close")))
        self.set_focus(self._input)
        if self._words:
            with self._input.prevent(Input.Changed):
                self._input.value = self._words
            self._look()
            ids = [hit.headline.id for hit in self._hits]
            if self._stands_on in ids:
                self._list.highlighted = ids.index(self._stands_on)

    @property
    def words(self) -> str:
        """What was looked for."""
        return self._looked

    @on(Input.Changed)
    def _changed(self) -> None:
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(PAUSE, self._look)

    def _look(self) -> None:
        words = self._input.value.strip()
        if words == self._looked:
            return
        self._looked = words
        try:
            self._hits = self._search(words) if words else ()
        except ProblemError as error:
            self._hits = ()
            self._count.update(Content(explain(error.problem)))
            return
        self._list.clear_options()
        self._list.add_options([hit_line(hit) for hit in self._hits])
        self._list.display = bool(self._hits)
        count = len(self._hits)
        if words:
            found = ngettext("{count} article", "{count} articles", count).format(count=count)
            self._count.update(Content(found + "   " + _("Enter: open   Esc: close")))
        if self._hits:
            self._list.highlighted = 0

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self._look()
        if self._hits:
            self.answer(self._hits[self._list.highlighted or 0])

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self.answer(self._hits[event.option_index])

    def action_step(self, step: int) -> None:
        """Another hit, while words can still be typed."""
        self._look()
        if self._hits:
            self._list.highlighted = ((self._list.highlighted or 0) + step) % len(self._hits)

    def action_leave(self) -> None:
        """From the hits to the words, from the words away."""
        if self._list.has_focus:
            self.set_focus(self._input)
        else:
            self.answer(None)
