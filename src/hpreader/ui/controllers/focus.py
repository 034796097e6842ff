"""Which pane has the keys, and which panes are on the screen for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from hpreader.ui.panes.pane import Pane

if TYPE_CHECKING:
    from textual.widget import Widget


class FocusHost(Protocol):
    """What holds the panes: Textual's Screen."""

    @property
    def focused(self) -> Widget | None:
        """The widget that has the keys."""

    def set_focus(self, widget: Widget | None, scroll_visible: bool = True) -> None:
        """Give a widget the keys."""

    def has_class(self, *class_names: str) -> bool:
        """Is this class set?"""

    def add_class(self, *class_names: str, update: bool = True) -> object:
        """Set classes, by which style sheets show and hide panes."""

    def remove_class(self, *class_names: str, update: bool = True) -> object:
        """Take classes away."""

    def refresh_bindings(self) -> None:
        """Tell which keys work now."""


class Focus:
    """The pane with the keys, and whether all panes are shown or only the article."""

    def __init__(self, host: FocusHost, first: Pane) -> None:
        self._host = host
        self._pane = first

    @property
    def pane(self) -> Pane:
        """The pane that has the keys (or had them, while words are typed)."""
        focused = self._host.focused
        return focused if isinstance(focused, Pane) else self._pane

    @property
    def is_reading(self) -> bool:
        """Has the article the keys?"""
        return self.pane.id == "article"

    def go_to(self, pane: Pane) -> None:
        """Give a pane the keys, and the screen where there is room for one or two only."""
        for each in (self._pane, pane):
            if each.caption is not None:
                each.caption.is_active = each is pane
        self._pane = pane
        place = {"article": "-at-article", "headlines": "-at-headlines"}.get(pane.id or "")
        others = {"-at-left", "-at-headlines", "-at-article"} - {place or "-at-left"}
        self._host.remove_class(*others, update=False)
        # Each update of a Screen's classes styles every widget anew; where all panes are side by
        # side nothing depends on these, and a resize looks at them again.
        self._host.add_class(place or "-at-left", update=not self._host.has_class("-three"))
        self._host.set_focus(pane, scroll_visible=False)
        self._host.refresh_bindings()

    def follow(self, widget: Widget) -> None:
        """A widget has got the keys by a click."""
        # What had the focus when that was told may have lost it since.
        if widget is self._host.focused and isinstance(widget, Pane) and widget is not self._pane:
            self.go_to(widget)

    def show_article_pane(self) -> None:
        """There is an article: its pane takes the place of the welcome."""
        self._host.remove_class("-no-article")

    def refresh_keys(self) -> None:
        """Tell which keys work now: what commands require has changed."""
        self._host.refresh_bindings()

    # --- only the article ---------------------------------------------------------------------

    @property
    def is_zen(self) -> bool:
        """Is only the article shown?"""
        return self._host.has_class("-zen")

    def set_zen(self, is_zen: bool) -> None:
        """Show only the article, or all panes."""
        if is_zen:
            self._host.add_class("-zen")
        else:
            self._host.remove_class("-zen")
