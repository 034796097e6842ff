"""The status line: messages; else offline or not, the state of the cache, what is being fetched."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len
from rich.style import Style
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from hpreader.i18n import _, ngettext, size_words
from hpreader.model import VIETNAM
from hpreader.ui.cell_text import fit_width, sanitize, strip_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from hpreader.model import CacheState

PARTED = " \u2219 "  # ∙ rather than the middle dot, whose width is ambiguous


class Status(NamedTuple):
    """The content of the status line."""

    offline: bool = False
    state: CacheState | None = None
    work: str = ""
    """What is being fetched, empty when nothing is."""
    done: int = 0
    total: int = 0
    subject: str = ""
    """The source and the section that are fetched, for an empty list."""
    running: str = ""
    """The user's own commands that run now, and the key that ends them; empty: none."""
    ahead: tuple[int, int] | None = None
    """Bytes fetched ahead, and how many may be; None before there are any."""


def when_words(when: datetime, now: datetime) -> str:
    """The time of today, else the day as well."""
    local = when.astimezone(VIETNAM)
    same_day = local.date() == now.astimezone(VIETNAM).date()
    return f"{local:%H:%M}" if same_day else f"{local:%d/%m %H:%M}"


def facts(status: Status, now: datetime) -> list[str]:
    """The parts of the status line, the most important first."""
    words = [_("Offline") if status.offline else _("Online")]
    if status.running:
        words.append(status.running)
    if (state := status.state) is not None:
        if state.synced_at is not None:
            words.append(_("copy of {when}").format(when=when_words(state.synced_at, now)))
        else:
            words.append(_("never fetched"))
        count = state.articles
        words.append(ngettext("{count} article", "{count} articles", count).format(count=count))
        words.append(size_words(state.size))
        if state.queued:
            words.append(_("{count} waiting").format(count=state.queued))
    if status.ahead is not None:
        spent, limit = (size_words(size) for size in status.ahead)
        words.append(_("ahead: {spent} of {limit}").format(spent=spent, limit=limit))
    return words


class Notice(NamedTuple):
    """A message, in place of the facts for some seconds."""

    text: str = ""
    is_problem: bool = False


class StatusLine(Widget, can_focus=False):
    """Offline or not, age and size of the cache, and what is being fetched.

    A message takes the place of the facts. What is being fetched stays at the right of it as far as
    there is room: first its words go, then its bar, and its numbers last.
    """

    DEFAULT_CSS = """
    StatusLine { height: 1; background: $panel; color: $text-muted; }
    StatusLine > .status--offline { color: $warning; text-style: bold; background: $panel; }
    StatusLine > .status--work { color: $foreground; background: $panel; }
    StatusLine > .status--bar { background: $accent; }
    StatusLine > .status--groove { background: $panel-lighten-2; }
    StatusLine > .status--message { color: $foreground; background: $panel; }
    StatusLine > .status--problem { color: $warning; text-style: bold; background: $panel; }
    """
    COMPONENT_CLASSES = {
        f"status--{name}" for name in ("offline", "work", "bar", "groove", "message", "problem")
    }

    status = reactive(Status())
    notice = reactive(Notice())
    BAR = 16

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__(id="status")
        self._now = now

    @property
    def room(self) -> int:
        """The cells that a message has if nothing is being fetched."""
        return self.screen.size.width - 2

    def show_message(self, text: str, *, is_problem: bool = False) -> None:
        """Show a message in place of the facts, until the next call; without text, the facts."""
        self.notice = Notice(text, is_problem)
        self.set_class(bool(text), "-telling")  # a hidden line is shown for it

    def marked(self, words: str) -> Strip:
        """The line with these words alone, for the terminal's colours, as another start shows it."""
        base, width = self.rich_style, self.size.width
        style = self.get_component_rich_style("status--message")
        strip = strip_of([(" ", base), (fit_width(words, width - 1), style)], width, base)
        for line_filter in self.app.get_line_filters():
            strip = strip.apply_filter(line_filter, self.background_colors[1])
        return strip

    def render_line(self, y: int) -> Strip:
        """The one line of it."""
        if y:
            return Strip.blank(self.size.width, self.rich_style)
        if self.notice.text:
            return self._message()
        base, width, status = self.rich_style, self.size.width, self.status
        words = facts(status, self._now())
        right = self._work(width // 2) if status.work else []
        used = sum(cell_len(text) for text, _style in right)
        first = self.get_component_rich_style("status--offline") if status.offline else base
        rest = PARTED + PARTED.join(words[1:]) if len(words) > 1 else ""
        room = max(0, width - used - 1 - cell_len(words[0]))
        parts = [(" ", base), (words[0], first), (fit_width(rest, room), base), *right]
        return strip_of(parts, width, base)

    def _message(self) -> Strip:
        base, width, status = self.rich_style, self.size.width, self.status
        text, is_problem = self.notice
        style = self.get_component_rich_style(f"status--{'problem' if is_problem else 'message'}")
        right: list[tuple[str, Style]] = []
        free = width - 2 - cell_len(text)
        if status.work and status.total:
            work = self.get_component_rich_style("status--work")
            count = f" {status.done}/{status.total} "
            whole = self._work(max(0, min(width // 2, free)))
            fits = sum(cell_len(part) for part, _style in whole) <= free
            right = whole if free >= self.BAR + len(count) + 8 and fits else [(count, work)]
        elif status.work and free >= 12:
            right = self._work(min(width // 2, free))
        elif status.offline and free >= cell_len(_("Offline")) + 2:
            right = [(_("Offline") + " ", self.get_component_rich_style("status--offline"))]
        used = sum(cell_len(part) for part, _style in right)
        room = max(0, width - used - 1)
        return strip_of([(" ", base), (fit_width(text, room), style), *right], width, base)

    def _work(self, width: int) -> list[tuple[str, Style]]:
        status = self.status
        bar, groove = (
            self.get_component_rich_style(f"status--{name}") for name in ("bar", "groove")
        )
        work = self.get_component_rich_style("status--work")
        cells = min(self.BAR, max(0, width - 8))
        done = min(cells, status.done * cells // status.total) if status.total else 0
        count = f" {status.done}/{status.total}" if status.total else ""
        room = max(0, min(cell_len(status.work), width - cells - len(count) - 2))
        text = fit_width(sanitize(status.work), room)
        if not status.total:
            return [(text + " ", work)]
        return [
            (text + " ", work),
            (" " * done, bar),
            (" " * (cells - done), groove),
            (count + " ", work),
        ]
