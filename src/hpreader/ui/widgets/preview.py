"""The preview of a related item before it is opened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from hpreader.i18n import _
from hpreader.model import VIETNAM
from hpreader.render.related import STATES
from hpreader.ui.cell_text import fit_width, percent, sanitize, wrap_lines
from hpreader.ui.panes.headline_lines import reading_time

if TYPE_CHECKING:
    from collections.abc import Callable

    from hpreader.model import Article, Headline, LinkState, ReadingProgress, Related
    from hpreader.ui.panes.article_document import Columns

MOST_LINES = 8


@dataclass(frozen=True, slots=True)
class PreviewData:
    """What is known of a related item without opening it."""

    item: Related
    state: LinkState
    headline: Headline | None = None
    article: Article | None = None
    """Its text, where that is cached."""
    reached: ReadingProgress | None = None
    step: int | None = None
    """The step of the trail that it is already, counted from 1."""
    is_offline: bool = False


def facts_of(data: PreviewData) -> str:
    """When, from which section, here or not, read or not, how long."""
    words = [_when(data)]
    if data.headline is not None:
        words.append(sanitize(data.headline.section))
    if data.state in ("read", "passed"):
        here: LinkState = "cached" if data.article is not None else "missing"
        words.append(_state(here))
    words.append(_state(data.state))
    if data.step is not None:
        words.append(_("step {number} of the trail").format(number=data.step))
    if data.reached is not None and not data.reached.is_finished:
        words.append(percent(data.reached.shown))
    if data.headline is not None and data.headline.words:
        words.append(reading_time(data.headline.words))
    return " \u2219 ".join(word for word in words if word)


def _state(state: LinkState) -> str:
    sign, word = STATES[state]
    return f"{sign} {_(word)}"


def _when(data: PreviewData) -> str:
    when = data.headline.published if data.headline is not None else None
    if when is None and isinstance(data.item.published, datetime):
        when = data.item.published
    if when is not None:
        return f"{when.astimezone(VIETNAM):%d/%m/%Y %H:%M}"
    return f"{data.item.published:%d/%m/%Y}" if data.item.published is not None else ""


def excerpt_of(data: PreviewData) -> str:
    """The beginning of its text if that is cached, else its excerpt."""
    excerpt = data.item.excerpt
    if data.article is not None:
        return data.article.plain_text().replace("\n", " ") or excerpt
    return excerpt or (data.headline.summary if data.headline is not None else "")


class Preview(Widget, can_focus=False):
    """A few lines over the article's last ones, as long as a related item has the focus."""

    DEFAULT_CSS = """
    Preview {
        layer: above; dock: bottom; height: auto; display: none;
        background: $panel; color: $foreground;
    }
    Preview.-open { display: block; }
    Preview.-high { dock: top; margin-top: 1; }
    """

    data = reactive[PreviewData | None](None, layout=True)

    def __init__(self, columns: Callable[[], Columns]) -> None:
        """Create it.

        Args:
            columns: returns the margin and the width of the article's text.
        """
        super().__init__(id="preview")
        self._columns = columns

    def watch_data(self, data: PreviewData | None) -> None:
        """There is nothing to see without one."""
        self.set_class(data is not None, "-open")

    def lines(self) -> list[tuple[str, str]]:
        """The lines with their styles, as wide as those of the article."""
        if self.data is None:
            return []
        width = self._columns().text
        title = wrap_lines(sanitize(self.data.item.title), width, 2)
        facts = wrap_lines(facts_of(self.data), width, 2)
        room = MOST_LINES - len(title) - len(facts) - 1
        if isinstance(self.parent, Widget):  # at most half of the pane below it
            room = min(room, self.parent.size.height // 2 - len(title) - len(facts) - 1)
        text = wrap_lines(sanitize(excerpt_of(self.data)), width, max(0, room))
        return [
            *((line, "bold") for line in title),
            *((line, "$text-muted") for line in facts),
            *((line, "") for line in text[: max(0, room)]),
            (fit_width(self._what_enter_does(), width).rstrip(), "$accent"),
        ]

    def _what_enter_does(self) -> str:
        data = self.data
        if data is None or data.article is not None:
            return _("Enter: read it   Esc: stay here")
        if data.is_offline:
            return _("Enter: read it when there is a network   Esc: stay here")
        return _("Enter: fetch and read it   Esc: stay here")

    def render(self) -> Content:
        """The lines."""
        parts: list[Content | str | tuple[str, str]] = []
        margin = " " * self._columns().margin
        for number, (line, style) in enumerate(self.lines()):
            parts.append("\n" + margin if number else margin)
            parts.append((line, style) if style else line)
        return Content.assemble(*parts)
