"""What every pane is: lines drawn on demand, moved through by the same keys."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Size
from textual.reactive import Reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

if TYPE_CHECKING:
    from hpreader.ui.widgets.captions import Caption

ELLIPSIS = "\u22ef"
"""In the middle of the line: the usual one is of ambiguous width."""

_CONTROL = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
    "\U0001f3fb-\U0001f3ff\U000e0000-\U000e0fff]"
)
"""What a terminal might obey, and what joins or restyles emoji: its width differs by terminal."""


def shown(text: str) -> str:
    """The text without what a terminal might obey: the last door before the screen."""
    return _CONTROL.sub("", text.replace("\n", " "))


def without_controls(segment: Segment) -> Segment:
    """The segment as it may be written to a terminal."""
    if not _CONTROL.search(segment.text):
        return segment
    return Segment(_CONTROL.sub("", segment.text), segment.style)


def fitted(text: str, width: int) -> str:
    """The text in exactly `width` cells, with a sign where something was cut off."""
    if cell_len(text) <= width:
        return set_cell_size(text, width)
    if width <= 0:
        return ""
    return set_cell_size(set_cell_size(text, width - 1).rstrip() + ELLIPSIS, width)


def folded_lines(text: str, width: int, most: int) -> list[str]:
    """The text broken between words into at most so many lines, the last one cut where it must be."""
    lines: list[str] = []
    words = shown(text).split()
    while words and len(lines) < most - 1:
        line = words.pop(0)
        while words and cell_len(line) + 1 + cell_len(words[0]) <= width:
            line += " " + words.pop(0)
        lines.append(fitted(line, width).rstrip())
    if words:
        lines.append(fitted(" ".join(words), width).rstrip())
    return lines


def strip_of(parts: list[tuple[str, Style]], width: int, base: Style) -> Strip:
    """One line of exactly `width` cells out of texts and their styles."""
    segments = [Segment(text, base + style) for text, style in parts if text]
    return Strip(segments).adjust_cell_length(width, base)


@lru_cache(maxsize=256)
def ink(style: Style) -> Style:
    """A style without its background, for text that lies on a row of its own colour."""
    return Style.from_color(style.color) + Style(
        bold=style.bold, italic=style.italic, dim=style.dim
    )


class Pane(ScrollView, can_focus=True, inherit_bindings=False):
    """A pane with a cursor: subclasses say what a line is and what moving means."""

    DEFAULT_CSS = """
    Pane {
        height: 1fr;
        overflow-x: hidden;
        overflow-y: scroll;
        scrollbar-size-horizontal: 0;
        scrollbar-color: $scrollbar;
        scrollbar-color-hover: $scrollbar-hover;
        scrollbar-color-active: $scrollbar-active;
        scrollbar-background: $surface;
        scrollbar-background-hover: $surface;
        scrollbar-background-active: $surface;
        scrollbar-size-vertical: 1;
    }
    """
    # The parent says how high it is, whatever stands in it: Textual's own would lay the Screen out.
    virtual_size = Reactive(Size(0, 0), repaint=False)

    caption: Caption | None = None
    """The line above it."""

    def watch_virtual_size(self, before: Size, size: Size) -> None:
        """The bar tells how long it is now; Textual does this when it has laid out the Screen."""
        if max(before.height, size.height) > self.container_size.height:
            self._scroll_update(size)

    def _size_updated(
        self, size: Size, virtual_size: Size, container_size: Size, layout: bool = True
    ) -> bool:
        # Textual draws the bar of every pane with each layout of the Screen, whatever it changed.
        if size == self._size:
            return False
        return super()._size_updated(size, virtual_size, container_size, layout)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether a command is possible, the Screen tells."""
        if action == "command":
            return self.screen.check_action(action, parameters)
        return super().check_action(action, parameters)

    async def action_command(self, row: str) -> None:
        """The Screen carries out the commands of the pane's keys."""
        await self.app.run_action(f"command({row!r})", self.screen)

    def move(self, steps: int) -> None:
        """Move the cursor, or what stands for it, by so many steps."""
        raise NotImplementedError

    @property
    def page(self) -> int:
        """How many steps a page has."""
        return max(1, self.scrollable_content_region.height - 1)

    def action_down(self) -> None:
        """One step down."""
        self.move(1)

    def action_up(self) -> None:
        """One step up."""
        self.move(-1)

    def action_page_down(self) -> None:
        """A page down."""
        self.move(self.page)

    def action_page_up(self) -> None:
        """A page up."""
        self.move(-self.page)

    def action_read_on(self) -> None:
        """A page down; the article does more at its end."""
        self.action_page_down()

    def action_half_down(self) -> None:
        """Half a page down."""
        self.move(max(1, self.page // 2))

    def action_half_up(self) -> None:
        """Half a page up."""
        self.move(-max(1, self.page // 2))

    def action_top(self) -> None:
        """To the beginning."""
        self.move(-(10**9))

    def action_end(self) -> None:
        """To the end."""
        self.move(10**9)

    def ink(self, component: str) -> Style:
        """A component's style without its background: the row lies under all of them."""
        return ink(self.get_component_rich_style(component, partial=True))

    def draw_again(self) -> None:
        """Forget the lines drawn so far: their data, width, focus or theme has changed."""
        self.refresh()

    def draw_cursor(self) -> None:
        """Draw anew what says whether the keys go here."""
        self.draw_again()

    _looks: tuple[Style, ...] = ()
    """The colours that the lines were drawn in last, those of the pane itself first."""

    @property
    def base(self) -> Style:
        """The style under all lines; Textual looks through all that the pane stands in for it."""
        return self._looks[0] if self._looks else self.rich_style

    def notify_style_update(self) -> None:
        """A new theme has other colours.

        Textual calls this for every pane whenever a class of the Screen changes: what looks as
        before is not drawn again, for a whole pane is thirty kilobytes to a terminal.
        """
        super().notify_style_update()
        looks = (
            self.rich_style,
            *(self.get_component_rich_style(name) for name in sorted(self._component_styles)),
        )
        if looks != self._looks:
            self._looks = looks
            self.draw_again()

    def watch_has_focus(self, _has_focus: bool) -> None:
        """No style of a pane follows from it: `draw_cursor` draws what does."""

    def _on_focus(self, event: events.Focus) -> None:
        event.prevent_default()  # Textual would draw the whole pane
        self._focus_changed(events.DescendantFocus(self), True)

    def _on_blur(self, event: events.Blur) -> None:
        event.prevent_default()
        self._focus_changed(events.DescendantBlur(self), False)

    def _focus_changed(self, news: events.Event, has_focus: bool) -> None:
        self.has_focus = has_focus
        self.draw_cursor()
        if self.parent is not None:
            self.parent.post_message(news)
