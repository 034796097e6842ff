"""What one of the other news is, shown before it is opened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from hpreader.i18n import _, ngettext
from hpreader.model import VIETNAM
from hpreader.render.related import STATES
from hpreader.text import reading_minutes
from hpreader.ui.panes.pane import fitted, folded_lines, shown
from hpreader.ui.step_labels import percent

if TYPE_CHECKING:
    from hpreader.model import Article, Headline, LinkState, ReadingProgress, Related

MOST_LINES = 8


@dataclass(frozen=True, slots=True)
class Glimpse:
    """All that is known of one of the other news without opening it."""

    item: Related
    state: LinkState
    headline: Headline | None = None
    article: Article | None = None
    """Its text, where that is cached."""
    reached: ReadingProgress | None = None
    step: int | None = None
    """The step of the trail that it is already, counted from 1."""
    is_offline: bool = False


def facts_of(glimpse: Glimpse) -> str:
    """When, from which section, here or not, read or not, how long."""
    words = [_when(glimpse)]
    if glimpse.headline is not None:
        words.append(shown(glimpse.headline.section))
    if glimpse.state in ("read", "passed"):
        here: LinkState = "cached" if glimpse.article is not None else "missing"
        words.append(_state(here))
    words.append(_state(glimpse.state))
    if glimpse.step is not None:
        words.append(_("step {number} of the trail").format(number=glimpse.step))
    if glimpse.reached is not None and not glimpse.reached.is_finished:
        words.append(percent(glimpse.reached.shown))
    if glimpse.headline is not None and glimpse.headline.words:
        minutes = reading_minutes(glimpse.headline.words)
        words.append(ngettext("{count} minute", "{count} minutes", minutes).format(count=minutes))
    return " \u2219 ".join(word for word in words if word)


def _state(state: LinkState) -> str:
    sign, word = STATES[state]
    return f"{sign} {_(word)}"


def _when(glimpse: Glimpse) -> str:
    when = glimpse.headline.published if glimpse.headline is not None else None
    if when is None and isinstance(glimpse.item.published, datetime):
        when = glimpse.item.published
    if when is not None:
        return f"{when.astimezone(VIETNAM):%d/%m/%Y %H:%M}"
    return f"{glimpse.item.published:%d/%m/%Y}" if glimpse.item.published is not None else ""


def excerpt_of(glimpse: Glimpse) -> str:
    """The beginning of its text where that is here, else what the page says of it."""
    said = glimpse.item.excerpt
    if glimpse.article is not None:
        return glimpse.article.plain_text().replace("\n", " ") or said
    return said or (glimpse.headline.summary if glimpse.headline is not None else "")


class Preview(Widget, can_focus=False):
    """A few lines over the article's last ones, as long as one of the other news has the focus."""

    DEFAULT_CSS = """
    Preview {
        layer: above; dock: bottom; height: auto; padding: 0 1; display: none;
        background: $panel; color: $foreground;
    }
    Preview.-open { display: block; }
    Preview.-high { dock: top; margin-top: 1; }
    """

    glimpse = reactive[Glimpse | None](None, layout=True)

    def __init__(self) -> None:
        super().__init__(id="preview")

    def watch_glimpse(self, glimpse: Glimpse | None) -> None:
        """There is nothing to see without one."""
        self.set_class(glimpse is not None, "-open")

    def lines(self, width: int) -> list[tuple[str, str]]:
        """What stands in it, with the style of each line."""
        if self.glimpse is None:
            return []
        title = folded_lines(shown(self.glimpse.item.title), width, 2)
        facts = folded_lines(facts_of(self.glimpse), width, 2)
        room = MOST_LINES - len(title) - len(facts) - 1
        if isinstance(self.parent, Widget):  # at most a half of what it stands over
            room = min(room, self.parent.size.height // 2 - len(title) - len(facts) - 1)
        text = folded_lines(shown(excerpt_of(self.glimpse)), width, max(0, room))
        return [
            *((line, "bold") for line in title),
            *((line, "$text-muted") for line in facts),
            *((line, "") for line in text[: max(0, room)]),
            (fitted(self._what_enter_does(), width).rstrip(), "$accent"),
        ]

    def _what_enter_does(self) -> str:
        glimpse = self.glimpse
        if glimpse is None or glimpse.article is not None:
            return _("Enter: read it   Esc: stay here")
        if glimpse.is_offline:
            return _("Enter: read it when there is a network   Esc: stay here")
        return _("Enter: fetch and read it   Esc: stay here")

    def render(self) -> Content:
        """The lines."""
        parts: list[Content | str | tuple[str, str]] = []
        for number, (line, style) in enumerate(self.lines(max(1, self.size.width))):
            parts += ["\n"] if number else []
            parts.append((line, style) if style else line)
        return Content.assemble(*parts)
