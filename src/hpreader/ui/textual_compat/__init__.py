"""Every use of Textual's private API, with the public call that is missing for each.

No other module reads, calls or overrides a private member of Textual: `tests/ui/test_textual_compat.py`
checks that over the syntax tree, and has for each use below a test that fails when Textual changes it.
Written against Textual 8.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual import events
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.app import App
from textual.binding import BindingsMap
from textual.geometry import Region, Size
from textual.reactive import Reactive
from textual.screen import Screen
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.worker import WorkerFailed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import RenderableType
    from textual.binding import BindingType
    from textual.dom import DOMNode
    from textual.message_pump import MessagePump

# --- the application ----------------------------------------------------------------------------


class RecoverableApp(App[None]):
    """An application that may close quietly when a handler, a drawing or a worker raises.

    Missing in Textual: a public hook for uncaught exceptions, and a way to draw a part of the
    terminal only. Private: `App._handle_exception`, `MessagePump._close_messages_no_wait`,
    `App._display`, `LayoutUpdate` and `ChopsUpdate` of `textual._compositor`.
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

    updates = 0
    """How often something was drawn on the terminal."""

    def drawn_region(self) -> Region | None:
        """The part of the terminal that may be drawn on now; None for all of it."""
        return None

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        self.updates += 1
        if isinstance(renderable, (LayoutUpdate, ChopsUpdate)):
            region = self.drawn_region()
            renderable = renderable if region is None else _cropped(renderable, region)
        super()._display(screen, renderable)

    def fail(self, error: Exception) -> None:
        """End as if a handler of a message had raised this."""
        self._handle_exception(error)

    has_failed = False
    """Did something raise, so that it closes as soon as the messages before that are handled?"""

    def _handle_exception(self, error: Exception) -> None:
        self.has_failed = True
        cause = error.error if isinstance(error, WorkerFailed) else error
        if isinstance(cause, Exception) and self.recover(cause):
            self._close_messages_no_wait()
        else:
            super()._handle_exception(error)


def _cropped(
    update: LayoutUpdate | ChopsUpdate, region: Region
) -> LayoutUpdate | ChopsUpdate | None:
    """What an update draws in a region; None for nothing."""
    if isinstance(update, ChopsUpdate):
        spans = [
            (y, max(start, region.x), min(end, region.right))
            for y, start, end in update.spans
            if region.y <= y < region.bottom and start < region.right and end > region.x
        ]
        return ChopsUpdate(update.chops, spans, update.chop_ends) if spans else None
    region = region.intersection(update.region)
    lines = update.strips[region.y - update.region.y :][: region.height]
    start = region.x - update.region.x
    strips: list[Iterable[Strip]] = [
        [Strip.join(line).crop(start, start + region.width)] for line in lines
    ]
    return LayoutUpdate(strips, region)


def open_screens(app: App[Any]) -> list[Screen[Any]]:
    """The screens from the lowest to the topmost one; none before the first one is there.

    Missing in Textual: a `screen_stack` that is empty at first. Private: `App._screen_stacks`.
    """
    return list(app.screen_stack) if app._screen_stacks else []


def is_exiting(app: App[Any]) -> bool:
    """Has the application been told to exit, or to close after an error?

    Missing in Textual: a public property for it. Private: `App._exit`, `MessagePump._closing`.
    """
    return app._exit or app._closing or getattr(app, "has_failed", False)


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


def copy_to_clipboard(app: App[Any], text: str) -> bool:
    """Ask the terminal to put a text into the clipboard (OSC 52; it does not tell whether it did).

    Missing in Textual: to learn that there is no terminal. Private: `App._driver`.

    Returns:
        False where there is no terminal.
    """
    App.copy_to_clipboard(app, text)
    return app._driver is not None


def abandon_terminal(app: App[Any]) -> None:
    """Wait no longer until the terminal takes what is written; for any thread.

    Missing in Textual: public access to its driver, ours here. Private: `App._driver`.
    """
    driver = app._driver
    if driver is not None and hasattr(driver, "abandon"):
        driver.abandon()


def give_terminal_back(app: App[Any], *, is_clean: bool) -> None:
    """End what the application began on its terminal, without ending the application.

    Args:
        app: the application.
        is_clean: on the application's own thread, after what is still to be drawn; else at once,
            on any thread.

    Missing in Textual: public access to its driver, ours here. Private: `App._driver`.
    """
    driver = app._driver
    if driver is None or not hasattr(driver, "give_back"):
        return
    if is_clean:
        driver.stop_application_mode()
        driver.close()
    else:
        driver.give_back()


def inherited_size(app: App[Any]) -> Size | None:
    """The size of what was drawn on the terminal before the application, as long as it keeps that.

    Missing in Textual: public access to its driver, ours here. Private: `App._driver`.
    """
    size = getattr(app._driver, "inherited_size", None)
    return Size(*size) if size is not None else None


def forget_inherited(app: App[Any]) -> None:
    """Keep nothing any longer of what was drawn before the application.

    Missing in Textual: public access to its driver, ours here. Private: `App._driver`.
    """
    driver: Any = app._driver
    if hasattr(driver, "inherited_size"):
        driver.inherited_size = None


# --- screens ------------------------------------------------------------------------------------


def screen_strips(screen: Screen[Any]) -> list[Strip]:
    """The lines of a Screen as they are on the terminal.

    Missing in Textual: a public way to read them. Private: `Screen._compositor`.
    """
    return screen._compositor.render_strips()


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


def add_bindings(node: DOMNode, bindings: Iterable[BindingType]) -> None:
    """Give one node key bindings beside those of its class.

    The user's own commands are known only when config.toml has been read. Missing and private: as
    for `set_bindings`.
    """
    node._bindings = BindingsMap.merge([node._bindings, BindingsMap(bindings)])
