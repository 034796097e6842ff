"""What the palette finds things by; each is imported when the palette is first opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.command import Provider


def providers() -> dict[str, Callable[[], type[Provider]]]:
    """The palette's providers by name, each as a function that imports it."""

    def commands() -> type[Provider]:
        from hpreader.ui.dialogs.command_palette import Commands  # noqa: PLC0415 - not for the first picture

        return Commands

    def places() -> type[Provider]:
        from hpreader.ui.dialogs.command_palette import Places  # noqa: PLC0415 - not for the first picture

        return Places

    def articles() -> type[Provider]:
        from hpreader.ui.dialogs.command_palette import Articles  # noqa: PLC0415 - not for the first picture

        return Articles

    def themes() -> type[Provider]:
        from hpreader.ui.dialogs.command_palette import Themes  # noqa: PLC0415 - not for the first picture

        return Themes

    return {"commands": commands, "places": places, "articles": articles, "themes": themes}
