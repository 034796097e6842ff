"""Searching everything: words above, hits below as one types."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content, Span
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from hpreader import model
from hpreader.i18n import _, explain, ngettext
from hpreader.model import VIETNAM, Hit
from hpreader.problems import Problem, ProblemError
from hpreader.render.line_breaks import safe
from hpreader.ui.cell_text import sanitize
from hpreader.ui.dialogs.choice import Choice
from hpreader.ui.dialogs.dialog import Dialog
from hpreader.ui.literal import literal

MOST_HITS = 20
"""How many are shown; more words find what is not among them."""


def _marked(text: str, spans: Sequence[model.Span], style: str = "") -> Content:
    # As long as before, so that the spans still fit.
    plain = safe(text).replace("\x00", " ").replace("\n", " ")
    marks = [Span(span.start, span.end, "bold underline") for span in spans]
    return Content(plain, spans=[Span(0, len(plain), style), *marks] if style else marks)


def hit_line(hit: Hit) -> Content:
    """A hit in two lines: title and place, then the words around the match."""
    headline = hit.headline
    when = f"{headline.published.astimezone(VIETNAM):%d/%m/%Y}" if headline.published else ""
    place = "".join(f"{part}  " for part in (when, sanitize(headline.section)) if part)
    title = _marked(headline.title, hit.in_title, "$text-muted" if headline.read else "bold")
    words = _marked(hit.snippet.text, hit.snippet.spans)
    return Content.assemble(title, "\n", (place, "$text-muted"), words, "\n")


class NameDialog(Dialog[str]):
    """Asks what a search that is kept shall be called."""

    BINDINGS: ClassVar = [Binding("escape", "leave", show=False)]

    def __init__(self, name: str) -> None:
        super().__init__()
        self._suggestion = name

    def compose(self) -> ComposeResult:
        """A heading and the name."""
        with Vertical(classes="dialog"):
            yield Static(literal(_("Keep this search as a section, called:")), classes="heading")
            name = Input(self._suggestion)
            name.cursor_blink = False  # idle means idle
            yield name
            yield Static(literal(_("Enter: keep   Esc: close")), classes="keys")

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        if name := event.value.strip():
            self.answer(name)


class SearchDialog(Dialog[Hit]):
    """Asks for words and shows what the cache has for them; the answer is the hit to open."""

    BINDINGS: ClassVar = [
        Binding("escape", "leave", show=False),
        Binding("ctrl+s", "keep", show=False, priority=True),
        # An Input has these keys for scrolling, which it never does.
        Binding("down", "step(1)", show=False, priority=True),
        Binding("up", "step(-1)", show=False, priority=True),
    ]

    def __init__(
        self,
        search: Callable[[str, int], Awaitable[Sequence[Hit]]],
        mistakes: Callable[[str], Sequence[Problem]],
        keep: Callable[[str, str], None],
        recent: Sequence[str] = (),
        words: str = "",
        found: Sequence[Hit] = (),
        selected: str = "",
    ) -> None:
        """Ask for words.

        Args:
            search: finds as many hits; when it is cancelled it ends at once.
            mistakes: what is wrong with the filters of a query.
            keep: makes a section of a name and the words.
            recent: the last searches, which can be chosen while there are no words.
            words: what is looked for to begin with.
            found: the hits for these words, if they are known; else they are searched for.
            selected: the article to stand on then.
        """
        super().__init__()
        self._search = search
        self._mistakes = mistakes
        self._keep = keep
        self.found = found
        """What was found, with one hit more than are shown if there are more."""
        self._recent = recent
        self._words = words
        self._selected_id = selected
        self.typed = words if found else ""
        """The words that the hits are of, with the blank after the last one, which ends it."""
        self._input = Input(placeholder=_("Words, “a phrase”, section:… after:… is:unread"))
        self._input.cursor_blink = False  # idle means idle
        self._count = Static(classes="keys", markup=False)
        self._list = OptionList(markup=False)

    def compose(self) -> ComposeResult:
        """A heading, the words, the hits."""
        with Vertical(classes="dialog"):
            yield Static(literal(_("Search everything")), classes="heading")
            yield self._input
            yield self._list
            yield self._count

    async def on_mount(self) -> None:
        """The last searches, until there are words."""
        self.set_focus(self._input)
        self._show()
        if self._words:
            with self._input.prevent(Input.Changed):
                self._input.value = self._words
            await self._look()
            ids = [hit.headline.id for hit in self.hits]
            if self._selected_id in ids:
                self._list.highlighted = ids.index(self._selected_id)

    @property
    def hits(self) -> Sequence[Hit]:
        """The hits that are shown."""
        return self.found[:MOST_HITS]

    @property
    def words(self) -> str:
        """What was looked for."""
        return self.typed.strip()

    @work(group="search", exclusive=True)
    async def _type(self) -> None:
        """Search for the words as they are now; a search for the words before is cancelled."""
        await self._look()

    @on(Input.Changed)
    def _changed(self) -> None:
        self._type()

    async def _look(self) -> None:
        words = self._input.value.lstrip()
        if words == self.typed:
            return
        try:
            found = await self._search(words, MOST_HITS + 1) if words.strip() else ()
        except ProblemError as error:
            self.found = ()
            self._count.update(literal(explain(error.problem)))
            return
        self.typed, self.found = words, found
        self._show()

    def _show(self) -> None:
        """Show the hits; or the last searches, of which none is chosen at first."""
        lines: list[Option] = [Choice(hit_line(hit), hit) for hit in self.hits]
        if not self.words:
            lines = [Choice(literal(query), query) for query in self._recent]
        self._list.clear_options()
        self._list.add_options(lines)
        self._list.display = bool(lines)
        self._list.highlighted = 0 if self.hits else None
        self._say()

    @property
    def _has_recent(self) -> bool:
        """Are the last searches shown?"""
        return bool(self._recent) and not self.words

    def _say(self) -> None:
        """Say how many there are, what was wrong with the filters, and the keys."""
        words = []
        if self._has_recent:
            words.append(_("Your last searches") + "   ")
        if self.words:
            words += [explain(problem) + "\n" for problem in self._mistakes(self.typed)]
            count = len(self.hits)
            found = ngettext("{count} article", "{count} articles", count)
            if len(self.found) > MOST_HITS:
                found = _("more than {count} articles")
            words.append(found.format(count=count) + "   ")
            words.append(_("Ctrl+S: keep as a section") + "   ")
        self._count.update(literal("".join(words) + _("Enter: open   Esc: close")))

    @on(Input.Submitted)
    async def _submitted(self) -> None:
        self.workers.cancel_group(self, "search")
        await self._look()
        if (at := self._list.highlighted) is not None:
            self._choose(self._list.get_option_at_index(at))

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self._choose(event.option)

    def _choose(self, option: Option) -> None:
        """Open a hit, or search again for what was searched for before."""
        if not isinstance(option, Choice):
            return
        if isinstance(option.value, Hit):
            self.answer(option.value)
            return
        self._input.value = option.value
        self._input.cursor_position = len(self._input.value)
        self.set_focus(self._input)

    async def action_step(self, step: int) -> None:
        """Another hit, while words can still be typed."""
        self.workers.cancel_group(self, "search")
        await self._look()
        if count := self._list.option_count:
            none = -1 if step > 0 else count
            at = self._list.highlighted
            self._list.highlighted = ((at if at is not None else none) + step) % count

    def action_keep(self) -> None:
        """Keep the words as a section, under a name."""
        words = self._input.value.strip()

        def named(name: str | None) -> None:
            if name is not None:
                self._keep(name, words)

        if words:
            _mounted = self.app.push_screen(NameDialog(words), named)

    def action_leave(self) -> None:
        """From the hits to the words, from the words away."""
        if self._list.has_focus:
            self.set_focus(self._input)
        else:
            self.answer(None)
