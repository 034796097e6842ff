"""Every use of Textual's private API, with the public call that is missing for each.

No other module reads, calls or overrides a private member of Textual: `tests/ui/test_textual_compat.py`
checks that over the syntax tree, and has for each use below a test that fails when Textual changes it.
Written against Textual 8.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual import events
from textual.app import App
from textual.binding import BindingsMap
from textual.geometry import Size
from textual.reactive import Reactive
from textual.screen import Screen
from textual.scroll_view import ScrollView
from textual.worker import WorkerFailed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.binding import BindingType
    from textual.dom import DOMNode
    from textual.message_pump import MessagePump

# --- the application ----------------------------------------------------------------------------


class RecoverableApp(App[None]):
    """An application that may close quietly when a handler, a drawing or a worker raises.

    Missing in Textual: a public hook for uncaught exceptions. Private: `App._handle_exception`,
    `MessagePump._close_messages_no_wait`.
    """

    def recover(self, error: Exception) -> bool:
        """Decide what an uncaught exception does.

        Args:
            error: the exception; for one of a worker, what the worker raised.

        Returns:
            True to close the application without a traceback, False to let Textual report a crash.
        """
        del error
        return False

    def fail(self, error: Exception) -> None:
        """End as if a handler of a message had raised this."""
        self._handle_exception(error)

    def _handle_exception(self, error: Exception) -> None:
        cause = error.error if isinstance(error, WorkerFailed) else error
        if isinstance(cause, Exception) and self.recover(cause):
            self._close_messages_no_wait()
        else:
            super()._handle_exception(error)


def open_screens(app: App[Any]) -> list[Screen[Any]]:
    """The screens from the lowest to the topmost one; none before the first one is there.

    Missing in Textual: a `screen_stack` that is empty at first. Private: `App._screen_stacks`.
    """
    return list(app.screen_stack) if app._screen_stacks else []


def is_exiting(app: App[Any]) -> bool:
    """Has the application been told to exit?

    Missing in Textual: a public property for it. Private: `App._exit`.
    """
    return app._exit


async def run_next_callbacks(pump: MessagePump) -> None:
    """Run what was scheduled with `call_next` before the next message is handled.

    Missing in Textual: a way to await those callbacks from within a handler. Private:
    `MessagePump._flush_next_callbacks`.
    """
    await pump._flush_next_callbacks()


# --- the terminal -------------------------------------------------------------------------------


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


def abandon_terminal(app: App[Any]) -> None:
    """Wait no longer until the terminal takes what is written; for any thread.

    Missing in Textual: public access to its driver, ours here. Private: `App._driver`.
    """
    driver = app._driver
    if driver is not None and hasattr(driver, "abandon"):
        driver.abandon()


# --- screens ------------------------------------------------------------------------------------


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


def hide_notices(screen: Screen[Any]) -> None:
    """Hide the widget for notices of a Screen that shows none.

    Textual hides it itself after the first drawing, and then draws the whole Screen once more.
    Missing in Textual: its widget class in the public API. Private: `textual.widgets._toast`.
    """
    from textual.widgets._toast import ToastRack  # noqa: PLC0415 - dialogs open after the first paint

    screen.get_child_by_type(ToastRack).display = False


# --- widgets ------------------------------------------------------------------------------------


class StableScrollView(ScrollView):
    """A ScrollView that draws only what changed when focus, content size or layout change.

    Missing in Textual: options not to draw all of it when the focus changes (`Widget._on_focus`,
    `_on_blur`), not to lay the Screen out when the content grows (`_scroll_update`), and not to draw
    the scroll bar with each layout of the Screen (`_size_updated`, `_size`).
    """

    # The parent determines the height, whatever the content: Textual's own reactive has layout=True.
    virtual_size = Reactive(Size(0, 0), repaint=False)

    def _watch_virtual_size(self, before: Size, size: Size) -> None:
        # Textual updates the scroll bar when it has laid out the Screen, which does not happen here.
        if max(before.height, size.height) > self.container_size.height:
            self._scroll_update(size)

    def _size_updated(self, size: Size, *more: Any, **named: Any) -> bool:
        return size != self._size and super()._size_updated(size, *more, **named)

    def watch_has_focus(self, _has_focus: bool) -> None:
        """Replace Textual's watcher, which looks all styles up again."""

    def focus_changed(self) -> None:
        """Draw what depends on `has_focus`."""
        self.refresh()

    def _on_focus(self, event: events.Focus) -> None:
        event.prevent_default()
        self._set_focus_state(events.DescendantFocus(self), True)

    def _on_blur(self, event: events.Blur) -> None:
        event.prevent_default()
        self._set_focus_state(events.DescendantBlur(self), False)

    def _set_focus_state(self, notice: events.Event, has_focus: bool) -> None:
        self.has_focus = has_focus
        self.focus_changed()
        if self.parent is not None:
            self.parent.post_message(notice)


# --- key bindings -------------------------------------------------------------------------------


def set_bindings(node: DOMNode, bindings: Iterable[BindingType]) -> None:
    """Give one node key bindings that its class does not have.

    The table of commands names the panes' methods, so the panes cannot name the table. Missing in
    Textual: key bindings of an instance. Private: `DOMNode._bindings`.
    """
    node._bindings = BindingsMap(bindings)
