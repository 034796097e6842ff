"""The styles that a pane draws its lines with, and whether they have changed."""

from __future__ import annotations

from contextlib import suppress
from functools import lru_cache
from typing import TYPE_CHECKING

from rich.style import Style

if TYPE_CHECKING:
    from textual.widget import Widget


class LineStyles:
    """The style of a widget and of its component classes.

    The components are read from `COMPONENT_CLASSES` of the widget's own class, and begin with its
    prefix: `foreground("day")` of the prefix `headlines` is the class `headlines--day`.
    """

    def __init__(self, widget: Widget, prefix: str) -> None:
        self._widget = widget
        self._prefix = prefix
        self._names = sorted(widget.COMPONENT_CLASSES)
        self._last: tuple[Style, ...] = ()

    @property
    def base(self) -> Style:
        """The style under all lines; kept, because Textual combines those of all ancestors for it."""
        return self._last[0] if self._last else self._widget.rich_style

    def component(self, name: str) -> Style:
        """The whole style of a component class."""
        return self._widget.get_component_rich_style(f"{self._prefix}--{name}")

    def foreground(self, name: str) -> Style:
        """The style of a component class without a background: that of the row is under it."""
        full_name = f"{self._prefix}--{name}"
        return foreground(self._widget.get_component_rich_style(full_name, partial=True))

    def update(self) -> bool:
        """Read the styles again; true if one has changed."""
        before = self._last
        styles, get = [self._widget.rich_style], self._widget.get_component_rich_style
        # While a widget is mounted it is told of new styles before all of its components have some.
        with suppress(KeyError):
            styles.extend(get(name) for name in self._names)
        self._last = tuple(styles)
        return self._last != before


@lru_cache(maxsize=256)
def foreground(style: Style) -> Style:
    """A style without its background."""
    return Style.from_color(style.color) + Style(
        bold=style.bold, italic=style.italic, dim=style.dim
    )
