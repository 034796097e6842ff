"""The reading trail as a list to jump in: by day, when, from where, how far, what; narrowed by words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import ClassVar

from rich.cells import cell_len
from rich.style import Style
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widgets import Input, Static

from hpreader.history import History
from hpreader.i18n import _, ngettext
from hpreader.model import UNDATED, VIETNAM, Visit
from hpreader.model.trail_steps import branch_of
from hpreader.text import fold
from hpreader.ui.cell_text import fit_width, percent, sanitize, strip_of, wrap_lines
from hpreader.ui.command import Command, bindings_of
from hpreader.ui.dialogs.dialog import Dialog
from hpreader.ui.literal import literal
from hpreader.ui.panes.day_headings import HEADING, DayHeadings, draw_day
from hpreader.ui.panes.pane import Pane
from hpreader.ui.step_labels import crumb, kind_of
from hpreader.ui.textual_compat import set_bindings
from hpreader.ui.widgets.breadcrumbs import HERE

DEEPEST = 6
"""Steps further from where a chain of links began are not indented further."""


class TrailList(Pane):
    """The steps, of which only the lines in sight are drawn: five thousand cost what ten do."""

    DEFAULT_CSS = """
    TrailList { height: auto; max-height: 60vh; background: $surface; }
    TrailList > .trail--facts { color: $text-muted; }
    TrailList > .trail--day { color: $accent; text-style: bold; }
    TrailList > .trail--here { color: $accent; text-style: bold; }
    TrailList > .trail--ahead { color: $text-muted; text-style: italic; }
    TrailList > .trail--cursor { background: $selection; }
    """
    COMPONENT_CLASSES = {f"trail--{name}" for name in ("facts", "day", "here", "ahead", "cursor")}

    cursor = reactive(0)

    class Chosen(Message):
        """A step was chosen."""

        def __init__(self, step: int) -> None:
            self.step = step
            super().__init__()

    def __init__(self, history: History[Visit], titles: Mapping[str, str], today: date) -> None:
        super().__init__("trail")
        self._history = history
        self._titles = titles
        self._today = today
        self._days = _days_of(history)
        self._headings = DayHeadings((), 1)
        self.steps: Sequence[int] = range(len(history))
        """The numbers of the steps that are shown."""
        self._folded: list[str] | None = None

    def on_mount(self) -> None:
        """Stand where one is."""
        self.cursor = max(0, self._history.index)

    # --- what is shown ------------------------------------------------------------------------

    def narrow(self, words: str) -> None:
        """Show the steps with all of these words, compared without marks."""
        selected = self.selected
        wanted = fold(words).split()
        if self._folded is None and wanted:
            self._folded = [fold(f"{crumb(v)} {self._source(v)}") for v in self._history]
        self.steps = (
            [step for step, text in enumerate(self._folded) if all(word in text for word in wanted)]
            if wanted and self._folded is not None
            else range(len(self._history))
        )
        nearest = min(self.steps, key=lambda step: abs(step - (selected or 0)), default=None)
        self.cursor = self.steps.index(nearest) if nearest is not None else 0
        self._measure()
        self.refresh()

    @property
    def selected(self) -> int | None:
        """The step under the cursor."""
        return self.steps[self.cursor] if 0 <= self.cursor < len(self.steps) else None

    # --- moving -------------------------------------------------------------------------------

    def move(self, steps: int) -> None:
        """Move the cursor."""
        self.cursor = max(0, min(self.cursor + steps, len(self.steps) - 1))

    @property
    def page(self) -> int:
        """How many whole steps are in sight, less one."""
        return max(1, self.scrollable_content_region.height // self.row_height - 1)

    def watch_cursor(self) -> None:
        """Keep the cursor in sight."""
        height = self.scrollable_content_region.height
        top, heading = self._headings.top(self.cursor), self._headings.heading(self.cursor)
        if height and heading < self.scroll_y:
            self.scroll_line_to_top(heading)
        elif height and top + self.row_height > self.scroll_y + height:
            self.scroll_line_to_top(top + self.row_height - height)
        self.refresh()

    def action_enter(self) -> None:
        """Go to the step under the cursor."""
        if (step := self.selected) is not None:
            self.post_message(self.Chosen(step))

    def on_click(self, event: events.Click) -> None:
        """A click goes there."""
        row, part = self._headings.at(event.y + round(self.scroll_y))
        if 0 <= row < len(self.steps) and part != HEADING:
            self.cursor = row
            self.action_enter()

    # --- drawing ------------------------------------------------------------------------------

    @property
    def row_height(self) -> int:
        """One line where there is room, else the facts over a line or two of the name."""
        return _height_of_row(self.scrollable_content_region.width)

    def on_resize(self) -> None:
        """The height of a row depends on the width."""
        self._measure()
        self.watch_cursor()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's
        """As high as all steps are, also while fewer are shown: a dialog must not jump."""
        return max(1, len(self._history) * _height_of_row(width) + len(_runs_of(self._days)))

    def _measure(self) -> None:
        width = self.scrollable_content_region.width
        days = _runs_of(self._days[step] for step in self.steps)
        self._headings = DayHeadings(days, self.row_height)
        self.virtual_size = Size(width, max(1, self._headings.lines(len(self.steps))))

    def render_line(self, y: int) -> Strip:
        """One line of a step."""
        width, base = self.scrollable_content_region.width, self.line_styles.base
        row, part = self._headings.at(y + round(self.scroll_y))
        if row >= len(self.steps):
            return Strip.blank(width, base)
        if part == HEADING:
            day = self._days[self.steps[row]]
            return draw_day(day, self._today, width, self.line_styles)
        step = self.steps[row]
        visit = self._history.items[step]
        if row == self.cursor:
            base += self.line_styles.component("cursor")
        facts, name = self.line_styles.foreground("facts"), self._name_ink(step)
        lead, indent = (
            _lead(visit, is_here=step == self._history.index),
            "  " * min(step - branch_of(self._history, step), DEEPEST),
        )
        if self.row_height == 1:
            source = fit_width(self._source(visit), 16)
            room = max(1, width - cell_len(lead) - len(indent) - 18)
            text = fit_width(crumb(visit), room)
            parts = [(lead, facts), (indent, facts), (text, name), ("  " + source, facts)]
            return strip_of(parts, width, base)
        if part == 0:
            return strip_of([(lead, facts), (self._source(visit), facts)], width, base)
        indent = "  " + indent
        lines = wrap_lines(crumb(visit), max(1, width - len(indent)), self.row_height - 1)
        text = lines[part - 1] if part <= len(lines) else ""
        return strip_of([(indent, facts), (text, name)], width, base)

    def _source(self, visit: Visit) -> str:
        return sanitize(self._titles.get(visit.source, visit.source))

    def _name_ink(self, step: int) -> Style:
        if step == self._history.index:
            return self.line_styles.foreground("here")
        return self.line_styles.foreground("ahead") if step > self._history.index else Style()


def _height_of_row(width: int) -> int:
    return 1 if width >= 76 else 2 if width >= 48 else 3


def _runs_of(days: Iterable[date]) -> list[tuple[date, int]]:
    """The days one after the other, each with how often it comes in a row."""
    return [(day, sum(1 for _step in run)) for day, run in groupby(days)]


def _lead(visit: Visit, *, is_here: bool) -> str:
    """The mark of where one is, the time, and how far it was read."""
    mark = f"{HERE} " if is_here else "  "
    when = f"{visit.at.astimezone(VIETNAM):%H:%M}" if visit.at is not None else " " * 5
    is_read = not kind_of(visit) and visit.progress
    return f"{mark}{when}  {percent(visit.progress) if is_read else '':<7}  "


def _days_of(history: History[Visit]) -> list[date]:
    """The day of each step; a step without a time is of the day of the one before it."""
    days: list[date] = []
    for visit in history:
        if visit.at is not None:
            days.append(visit.at.astimezone(VIETNAM).date())
        else:
            days.append(days[-1] if days else UNDATED)
    return days


class TrailDialog(Dialog[int]):
    """The reading trail; picking a step goes there and keeps both branches."""

    BINDINGS: ClassVar = [
        Binding("escape,q", "leave", show=False),
        Binding("slash,ctrl+f", "narrow", show=False),
    ]

    def __init__(
        self,
        history: History[Visit],
        titles: Mapping[str, str],
        commands: Mapping[str, Command[Pane]],
        today: date,
    ) -> None:
        """Make it.

        Args:
            history: the trail.
            titles: the titles of sources by their names.
            commands: what moves in a pane, by row.
            today: in Vietnam.
        """
        super().__init__()
        self._count = len(history)
        self._commands = commands
        self.list = TrailList(history, titles, today)
        choose = Binding("enter,l,right", "enter", show=False)
        set_bindings(self.list, [*bindings_of(commands.values()), choose])
        self._input = Input(placeholder=_("Words of a title or a source"))
        self._input.cursor_blink = False  # idle means idle
        self._footer = Static(classes="keys", markup=False)

    def compose(self) -> ComposeResult:
        """A heading, the words, the steps, and the keys that work here."""
        with Vertical(classes="dialog"):
            yield Static(literal(_("Reading trail")), classes="heading")
            if self._count:
                yield self._input
                yield self.list
            else:
                yield Static(literal(_("Nothing has been read yet.")), classes="words")
            yield self._footer

    def on_mount(self) -> None:
        """The words come when they are asked for."""
        self._input.display = False
        self._say()
        if self._count:
            self.set_focus(self.list)

    def _say(self) -> None:
        keys = _("Enter: go there   /: narrow   Esc: close") if self._count else _("Esc: close")
        count = len(self.list.steps)
        steps = ngettext("{count} step", "{count} steps", count).format(count=count)
        self._footer.update(literal(f"{steps}   {keys}" if self._count else keys))

    def action_command(self, row: str) -> None:
        """Move in the list."""
        self._commands[row].run(self.list)

    def action_narrow(self) -> None:
        """Ask for words."""
        if self._count:
            self._input.display = True
            self.set_focus(self._input)

    def action_leave(self) -> None:
        """From the words to the steps, then from narrowed steps to all, then away."""
        if self._input.has_focus or self._input.value:
            self._input.value = ""
            self._input.display = False
            self.set_focus(self.list)
        else:
            self.answer(None)

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        self.list.narrow(event.value)
        self._say()

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.set_focus(self.list)

    def on_key(self, event: events.Key) -> None:
        """Down goes on into the list."""
        if event.key == "down" and self._input.has_focus:
            event.stop()
            self.set_focus(self.list)

    def on_trail_list_chosen(self, message: TrailList.Chosen) -> None:
        """A step is the answer."""
        self.answer(message.step)
