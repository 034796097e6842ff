"""The sections pane: sources, their sections, what is unread, and where a source fails."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from hpreader.model import ListQuery, SavedSearch, SourceState
from hpreader.model.section_choices import Choice, choices
from hpreader.ui.cell_text import strip_of
from hpreader.ui.panes.pane import Pane
from hpreader.ui.panes.section_lines import choice_width, draw_choice, reason_lines

_Shown = tuple[Sequence[SourceState], int, Sequence[SavedSearch], int]


class Sections(Pane):
    """Sources and sections to choose from."""

    COMPONENT_CLASSES = {
        f"sections--{name}"
        for name in ("source", "section", "count", "problem", "current", "cursor", "cursor-here")
    }

    cursor = reactive(0)

    class Chosen(Message):
        """A line was chosen."""

        def __init__(self, choice: Choice) -> None:
            self.choice = choice
            super().__init__()

    class LinesChanged(Message):
        """There are other lines."""

    def __init__(self, sources: Sequence[SourceState], unread: int) -> None:
        super().__init__("sections", id="sections")
        self._shown: _Shown = (sources, unread, (), 0)
        self._found: Mapping[str, int] = {}
        self._choices = choices(sources, unread)
        self._query = ListQuery()

    def show_sources(
        self,
        sources: Sequence[SourceState],
        unread: int,
        query: ListQuery,
        searches: Sequence[SavedSearch] = (),
        hidden: int = 0,
    ) -> None:
        """Show the sources as they are now, and which of the lines the headlines are of."""
        before, place = self._choices, self.selected.place
        self._shown = (sources, unread, searches, hidden)
        self._choices = choices(*self._shown, self._found)
        if query != self._query:
            self._query = query
            self.cursor = self.current
            self._measure()
            self.invalidate()
        elif self._choices != before:
            same = [i for i, choice in enumerate(self._choices) if choice.place == place]
            self.cursor = same[0] if same else 0
            self._draw_changes(before)

    def show_found(self, found: Mapping[str, int]) -> None:
        """Show how much of the kept searches is unread, which is counted more slowly."""
        if found != self._found:
            before, self._found = self._choices, found
            self._choices = choices(*self._shown, found)
            self._draw_changes(before)

    def _draw_changes(self, before: Sequence[Choice]) -> None:
        """Draw the lines whose counts have changed, or all where lines or troubles came or went."""
        if [(c.place, c.problem) for c in before] != [(c.place, c.problem) for c in self._choices]:
            self._measure()
            self.invalidate()
            self.post_message(self.LinesChanged())
            return
        for line, (old, new) in enumerate(zip(before, self._choices, strict=True)):
            if old != new:
                self.refresh_lines(line)

    @property
    def current(self) -> int:
        """The line of what the headlines show, 0 (all) when there is none."""
        return next((i for i, one in enumerate(self._choices) if one.is_of(self._query)), 0)

    @property
    def selected(self) -> Choice:
        """The line under the cursor."""
        return self._choices[max(0, min(self.cursor, len(self._choices) - 1))]

    @property
    def needed_width(self) -> int:
        """The cells in which no name is cut."""
        return max(map(choice_width, self._choices))

    @property
    def all_choices(self) -> Iterable[Choice]:
        """Every line, for the palette."""
        return tuple(choice for choice in self._choices if not choice.is_heading)

    def neighbour(self, step: int) -> Choice:
        """The line after or before what the headlines show, round the end."""
        real = [choice for choice in self._choices if not choice.is_heading]
        at = real.index(self._choices[self.current])
        return real[(at + step) % len(real)]

    def move(self, steps: int) -> None:
        """Move the cursor."""
        cursor = max(0, min(self.cursor + steps, len(self._choices) - 1))
        if self._choices[cursor].is_heading:  # it is neither the first line nor the last one
            cursor += 1 if steps > 0 else -1
        self.cursor = cursor

    @property
    def last_line(self) -> int:
        """The number of the last line, counted from 0."""
        return len(self._choices) - 1

    def watch_cursor(self) -> None:
        """Keep the cursor in sight."""
        height = self.scrollable_content_region.height
        if height and self.cursor < self.scroll_y:
            self.scroll_line_to_top(self.cursor)
        elif height and self.cursor >= self.scroll_y + height:
            self.scroll_line_to_top(self.cursor - height + 1)
        self._measure()
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """A click chooses."""
        line = event.y + round(self.scroll_y)
        if line < len(self._choices) and not self._choices[line].is_heading:
            self.cursor = line
            self.post_message(self.Chosen(self.selected))

    # --- drawing ------------------------------------------------------------------------------

    def on_resize(self) -> None:
        """The reason of a failure is broken to the width."""
        self._measure()

    def _measure(self) -> None:
        width = self.scrollable_content_region.width
        self.virtual_size = Size(width, len(self._choices) + len(self._reason(width)))

    def _reason(self, width: int) -> Sequence[str]:
        room = self.scrollable_content_region.height - len(self._choices) - 1
        return reason_lines(self._choices, self.selected, width, room)

    def focus_changed(self) -> None:
        """Draw the line under the cursor anew: it is bright where the keys go."""
        self.refresh_lines(self.cursor)

    def render_line(self, y: int) -> Strip:
        """A line of the pane."""
        width, line = self.scrollable_content_region.width, y + round(self.scroll_y)
        styles = self.line_styles
        if line >= len(self._choices):
            reason, number = self._reason(width), line - len(self._choices)
            text = " " + reason[number] if number < len(reason) else ""
            return strip_of([(text, styles.foreground("problem"))], width, styles.base)
        base = styles.base
        if line == self.cursor:
            base += styles.component("cursor-here" if self.has_focus else "cursor")
        choice = self._choices[line]
        is_current = choice.is_of(self._query)
        return draw_choice(choice, styles, base, width, is_current=is_current)
