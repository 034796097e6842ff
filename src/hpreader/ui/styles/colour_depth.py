"""How many colours the terminal has: which themes it gets for that, and what changes its lines."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from textual.theme import BUILTIN_THEMES, Theme

from hpreader.ui.styles.palettes import DARK_THEME, LIGHT_THEME, THEMES, is_ours

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from textual.app import App
    from textual.filter import LineFilter

PLAIN = "-plain"
"""The class that the application has where it is drawn in the terminal's own colours."""

TRUE_COLOUR = 1 << 24
_COUNTS = {"truecolor": TRUE_COLOUR, "256": 256, "standard": 16, "windows": 16}


class ColourDepth:
    """The colours of a terminal, and what follows from them."""

    def __init__(
        self,
        system: str | None,
        colours: Callable[[], Mapping[str, str]],
        *,
        has_colour: bool,
        is_light: bool | None,
    ) -> None:
        """Create it.

        Args:
            system: Rich's name for it (`Console.color_system`).
            colours: returns the colours of the theme by their names.
            has_colour: false where no colours are wanted (`NO_COLOR`).
            is_light: whether the terminal's background is light; None if that is not known.
        """
        self.count = _COUNTS.get(system or "", TRUE_COLOUR) if has_colour else 0
        """0 where no colours are wanted, 16, 256 or 2²⁴."""
        self._colours = colours
        self._is_light = is_light
        self._filters: dict[str, Sequence[LineFilter]] = {}

    @property
    def is_plain(self) -> bool:
        """Is everything drawn in the terminal's own colours, whatever the theme?"""
        return self.count <= 16

    def themes(self) -> Iterable[Theme]:
        """The themes to register: ours, and others in place of those that cannot be shown."""
        if self.is_plain:
            # Their colours only tell the filter what a colour means.
            base = LIGHT_THEME if self._is_light else DARK_THEME
            names = [*BUILTIN_THEMES, *(theme.name for theme in THEMES)]
            return [replace(base, name=name) for name in names]
        if self.count > 256:
            return THEMES
        from hpreader.ui.styles.palettes_256 import THEMES_256  # noqa: PLC0415 - seldom needed

        return THEMES_256

    def filters(self, theme: Theme, usual: Sequence[LineFilter]) -> Sequence[LineFilter]:
        """What changes lines before they are drawn.

        Args:
            theme: the theme that is used.
            usual: Textual's own filters.
        """
        if self.count > 256 and (theme.ansi or is_ours(theme)):
            return usual
        if theme.name not in self._filters:
            self._filters[theme.name] = self._filters_of(theme, usual)
        return self._filters[theme.name]

    def _filters_of(self, theme: Theme, usual: Sequence[LineFilter]) -> Sequence[LineFilter]:
        if self.is_plain:
            from hpreader.ui.styles import terminal_colours  # noqa: PLC0415 - seldom needed

            inks: Mapping[str, int] = {}
            if self.count and self._is_light is not None and "contrast" not in theme.name:
                inks = terminal_colours.ON_LIGHT if self._is_light else terminal_colours.ON_DARK
            return (terminal_colours.TerminalColours(self._colours, inks),)
        from hpreader.ui.styles.legible import Legible  # noqa: PLC0415 - seldom needed

        return (*usual, Legible(is_eight_bit=self.count == 256))


def depth_of(app: App[Any], is_light: bool | None) -> ColourDepth:
    """The depth of the terminal of an application.

    Args:
        app: has found out how many colours its terminal has.
        is_light: whether the terminal's background is light; None if that is not known.
    """
    return ColourDepth(
        app.console.color_system,
        app.get_css_variables,
        has_colour=not app.no_color,
        is_light=is_light,
    )
