"""The lines above the panes, which tell what is below and which pane has the keys."""

from __future__ import annotations

from rich.style import Style
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from hpreader.ui.cell_text import fit_width, sanitize, strip_of


class Caption(Widget, can_focus=False):
    """A line above a pane, bright while the pane has the keys.

    It has a reactive for that: a class on its parent would have Textual look up the styles of all
    that is in the parent.
    """

    DEFAULT_CSS = """
    Caption { height: 1; background: $panel; }
    Caption > .caption--active { background: $primary; color: $on-primary; }
    """
    COMPONENT_CLASSES = {"caption--active"}

    is_active = reactive(False)
    """Has its pane the keys?"""

    @property
    def base(self) -> Style:
        """The style under its text."""
        return (
            self.get_component_rich_style("caption--active") if self.is_active else self.rich_style
        )


class PaneTitle(Caption):
    """A line with the name of a pane and what narrows it."""

    DEFAULT_CSS = "PaneTitle { color: $text-muted; }"
    DEFAULT_CLASSES = "title"
    text = reactive("")

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self.set_reactive(PaneTitle.text, text)

    def render_line(self, y: int) -> Strip:
        """The title, cut where it must be."""
        width, style = self.size.width, self.base + Style(bold=True)
        ground = Style(bgcolor=style.bgcolor)
        text = "" if y else fit_width(sanitize(self.text), width - 2)
        return strip_of([(" ", ground), (text, style), (" ", ground)], width, ground)
