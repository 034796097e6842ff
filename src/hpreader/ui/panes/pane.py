"""The base class of all panes: lines drawn on demand, moved through by the same keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hpreader.ui.panes.line_styles import LineStyles
from hpreader.ui.textual_compat import StableScrollView

if TYPE_CHECKING:
    from hpreader.ui.widgets.captions import Caption

STYLES = """
Pane {
    height: 1fr; overflow-x: hidden; overflow-y: scroll;
    scrollbar-size-horizontal: 0; scrollbar-size-vertical: 1;
    scrollbar-color: $scrollbar; scrollbar-background: $surface;
    scrollbar-color-hover: $scrollbar-hover; scrollbar-background-hover: $surface;
    scrollbar-color-active: $scrollbar-active; scrollbar-background-active: $surface;
}
"""
"""In the module and not in a style sheet, because the first paint needs them."""


class Pane(StableScrollView, can_focus=True, inherit_bindings=False):
    """A pane with a cursor; a subclass draws the lines and defines what a step of the cursor is."""

    DEFAULT_CSS = STYLES
    caption: Caption | None = None
    """The line above the pane."""

    def __init__(self, prefix: str, *, id: str | None = None) -> None:  # noqa: A002 - Textual's
        """Create the pane; `prefix` is that of its component classes."""
        super().__init__(id=id)
        self.line_styles = LineStyles(self, prefix)

    @property
    def page(self) -> int:
        """The number of steps in a page."""
        return max(1, self.scrollable_content_region.height - 1)

    def move(self, steps: int) -> None:
        """Move the cursor, or scroll, by so many steps."""
        self.scroll_line_to_top(max(0, round(self.scroll_y) + steps))

    def move_pages(self, pages: float) -> None:
        """Move by so many pages, at least one step."""
        steps = max(1, int(self.page * abs(pages)))
        self.move(steps if pages > 0 else -steps)

    def move_to_edge(self, *, is_end: bool) -> None:
        """Move to the first step, or to the last one."""
        self.move(10**9 if is_end else -(10**9))

    def read_on(self) -> None:
        """Move a page down; the article does more at its end."""
        self.move_pages(1)

    def scroll_line_to_top(self, line: int) -> None:
        """Scroll at once so that a line is the first in sight."""
        self.scroll_to(y=line, animate=False, force=True)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether a command is possible, the Screen tells."""
        if action == "command":
            return self.screen.check_action(action, parameters)
        return super().check_action(action, parameters)

    async def action_command(self, row: str) -> None:
        """The Screen carries out the commands of the pane's keys."""
        await self.app.run_action(f"command({row!r})", self.screen)

    def invalidate(self) -> None:
        """Drop the lines drawn so far, because their data, width, focus or theme has changed."""
        self.refresh()

    def notify_style_update(self) -> None:
        """Draw the pane again if its styles changed: Textual tells of any class of the Screen."""
        super().notify_style_update()
        if self.line_styles.update():
            self.invalidate()
