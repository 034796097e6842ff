"""What the reader tells the user: one line in the status bar, and a box for long errors."""

from __future__ import annotations

from collections import deque
from time import monotonic
from typing import TYPE_CHECKING, Any, NamedTuple

from rich.cells import cell_len

from hpreader.i18n import explain
from hpreader.ui.cell_text import sanitize

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from textual.timer import Timer

    from hpreader.problems import Problem
    from hpreader.ui.controllers.background import Background
    from hpreader.ui.widgets.error_box import ErrorBox
    from hpreader.ui.widgets.status_line import Status, StatusLine

SHORTEST, LONGEST = 4.0, 20.0
"""Seconds for which a message is shown at least and at most."""

READ_AT_ONCE = 16
"""Cells that are read in a second, slowly: English prose is read at some 20 characters a second."""

DISMISSED_FOR = 60.0
"""Seconds for which an error that was dismissed is told in the line only."""

KEPT = 100
"""The number of messages that can be looked up."""


class Told(NamedTuple):
    """A message, as it is remembered."""

    at: datetime
    text: str
    is_problem: bool = False
    topic: str = ""


def reading_time(text: str, *, is_problem: bool) -> float:
    """The seconds for which a message is shown; twice as many for an error."""
    seconds = 2 + cell_len(text) / READ_AT_ONCE
    return max(SHORTEST, min(seconds * (2 if is_problem else 1), LONGEST))


class Messages:
    """The message line and the status beside it; no text in them is markup.

    A message replaces the one before. An error that is too long for the line is shown in a box
    between the panes and the line, until it is dismissed or the next one replaces it.
    """

    def __init__(
        self,
        status_line: StatusLine,
        error_box: ErrorBox,
        background: Background,
        now: Callable[[], datetime],
    ) -> None:
        """Make it.

        Args:
            status_line: shows messages.
            error_box: shows errors that are too long for the line.
            background: removes a message after some seconds.
            now: the clock.
        """
        self._status_line = status_line
        self._error_box = error_box
        self._background = background
        self._now = now
        self._told: deque[Told] = deque(maxlen=KEPT)
        self._shown: Told | None = None
        self._timer: Timer | None = None
        self._dismissed: dict[str, float] = {}
        """The errors that were dismissed last, and when."""
        self._told_once: set[tuple[str, str]] = set()

    def say(
        self, text: str, *, problem: bool = False, topic: str = "", is_news: bool = False
    ) -> None:
        """Show a message for some seconds.

        Args:
            text: one or several sentences.
            problem: something went wrong: it is shown for longer.
            topic: what it is about, for what is told again and again, such as a width: it takes the
                place of the last message of the same topic, also in the list of messages.
            is_news: nobody asked for it: it does not replace an error.
        """
        message = Told(self._now(), sanitize(text), problem, topic)
        self._remember(message)
        if is_news and self._shown is not None and self._shown.is_problem:
            return
        if problem and self._needs_box(message.text):
            self.clear()
            self._error_box.show((message.text,))
        else:
            self._show(message)

    def _needs_box(self, text: str) -> bool:
        """Is an error too long for the line, and was it not dismissed a moment ago?"""
        # What fails at every key, as a full disk does, is not to be dismissed at every key.
        dismissed = self._dismissed.get(text, -DISMISSED_FOR)
        is_new = monotonic() - dismissed >= DISMISSED_FOR
        return is_new and cell_len(text) > self._status_line.room

    def say_problem(self, problem: Problem) -> None:
        """Show what went wrong and what to do."""
        self.say(explain(problem), problem=True)

    def say_problem_once(self, problem: Problem) -> None:
        """Show a problem of what goes on by itself, unless it was shown so before."""
        if not self.has_told(problem):
            self.note_told(problem)
            self.say_problem(problem)

    def note_told(self, problem: Problem) -> None:
        """Take a problem as shown by `say_problem_once`."""
        self._told_once.add((problem.kind, problem.subject))

    def has_told(self, problem: Problem) -> bool:
        """Whether `say_problem_once` has shown a problem of this kind with the same subject."""
        return (problem.kind, problem.subject) in self._told_once

    def say_problems(self, texts: Sequence[str]) -> None:
        """Show several errors at once."""
        if len(texts) == 1:
            self.say(texts[0], problem=True)
        elif texts:
            for text in texts:
                self._remember(Told(self._now(), sanitize(text), is_problem=True))
            self._error_box.show([sanitize(text) for text in texts])

    def clear(self, topic: str = "") -> None:
        """Remove the message from the line.

        Args:
            topic: only if it is about this; empty: in any case.
        """
        if self._shown is not None and topic in ("", self._shown.topic):
            self._end()

    @property
    def latest(self) -> Sequence[Told]:
        """The last messages, the newest first."""
        return tuple(reversed(self._told))

    # --- the box ------------------------------------------------------------------------------

    @property
    def has_error(self) -> bool:
        """Is there an error in the box?"""
        return self._error_box.is_open

    def dismiss_error(self) -> None:
        """Close the box."""
        self._dismissed = dict.fromkeys(self._error_box.texts, monotonic())
        self._error_box.close()

    # --- the line -----------------------------------------------------------------------------

    def uncovered(self) -> None:
        """A dialog that was over the line is closed: the message can be read from now on."""
        if self._shown is not None:
            self._show(self._shown)

    def _remember(self, message: Told) -> None:
        last = self._told[-1] if self._told else None
        is_again = last is not None and (
            message.text == last.text or (message.topic and message.topic == last.topic)
        )
        if is_again:
            self._told.pop()
        self._told.append(message)

    def _show(self, message: Told) -> None:
        self._stop()
        self._shown = message
        self._status_line.show_message(message.text, is_problem=message.is_problem)
        seconds = reading_time(message.text, is_problem=message.is_problem)
        self._timer = self._background.after(seconds, self._expire)

    def _expire(self) -> None:
        """Enough time has passed to read the message, if it could be seen."""
        if self._status_line.screen.is_active:
            self._end()

    def _end(self) -> None:
        self._stop()
        self._shown = None
        self._status_line.show_message("")

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    # --- the status ---------------------------------------------------------------------------

    @property
    def status(self) -> Status:
        """What the status line shows."""
        return self._status_line.status

    def show_status(self, **changes: Any) -> None:
        """Change some fields of the status line (see `Status`)."""
        self._status_line.status = self._status_line.status._replace(**changes)
