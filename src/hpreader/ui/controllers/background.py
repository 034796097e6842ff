"""Work that goes on beside the keys: coroutines in groups, timers, callbacks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from textual.dom import DOMNode
    from textual.timer import Timer
    from textual.worker import Worker


class Background:
    """Starts work in Textual's workers; it ends with the node that they belong to."""

    def __init__(self, node: DOMNode) -> None:
        self._node = node

    def start(
        self, work: Coroutine[Any, Any, None], group: str, *, exclusive: bool = False
    ) -> Worker[None]:
        """Start a coroutine.

        Args:
            work: the coroutine.
            group: a name by which it can be cancelled.
            exclusive: cancel what else is in the group.
        """
        return self._node.run_worker(work, group=group, exclusive=exclusive)

    def cancel(self, group: str) -> None:
        """Cancel all coroutines of a group."""
        self._node.workers.cancel_group(self._node, group)

    def call_later(self, function: Callable[..., object], *arguments: object) -> None:
        """Call a function when the messages that wait now are handled."""
        self._node.call_later(function, *arguments)

    def call_after_refresh(self, function: Callable[..., object], *arguments: object) -> None:
        """Call a function when the screen has been drawn."""
        self._node.call_after_refresh(function, *arguments)

    def after(self, seconds: float, function: Callable[[], object]) -> Timer:
        """Call a function once, some seconds from now."""
        return self._node.set_timer(seconds, function)

    def every(self, seconds: float, function: Callable[[], object]) -> Timer:
        """Call a function again and again."""
        return self._node.set_interval(seconds, function)
