"""Every use of Textual's private API, with the public call that is missing for each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.app import App
from textual.binding import BindingsMap
from textual.geometry import Size
from textual.screen import Screen

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.binding import BindingType
    from textual.dom import DOMNode


def set_bindings(node: DOMNode, bindings: Iterable[BindingType]) -> None:
    """Give one node key bindings that its class does not have.

    The table of commands names the panes' methods, so the panes cannot name the table. Missing in
    Textual: key bindings of an instance. Private: `DOMNode._bindings`.
    """
    node._bindings = BindingsMap(bindings)


def write_to_terminal(app: App[Any], sequence: str) -> bool:
    """Write a control sequence to the terminal, and flush.

    Missing in Textual: a public way to write what is not text. Private: `App._driver`.

    Returns:
        False where there is no terminal, so that nothing was written.
    """
    driver = app._driver
    if driver is None:
        return False
    driver.write(sequence)
    driver.flush()
    return True


class StableScreen(Screen[None]):
    """A Screen that is neither laid out nor drawn again while a dialog covers it.

    Textual lays a covered Screen out anew when the dialog opens, and then draws the whole terminal
    with each message that the covered Screen gets. Missing in Textual: a public way to stop that.
    Private: `Screen._screen_resized`, `Screen._compositor_refresh`, `Widget._repaint_required`.
    """

    def _screen_resized(self, size: Size) -> None:
        if size != self.outer_size:
            super()._screen_resized(size)

    def _compositor_refresh(self) -> None:
        super()._compositor_refresh()
        if not self.is_active:
            self._repaint_required = False  # all of it is drawn when the dialog closes
