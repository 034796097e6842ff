"""Answers of the terminal that come late, kept apart from what is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual._xterm_parser import XTermParser
from textual.drivers import linux_driver

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.message import Message

    from hpreader.terminal import Replies


def listening_driver(replies: Replies) -> type[linux_driver.LinuxDriver]:
    """Textual's driver for a terminal that has not answered all that it was asked."""

    class ListeningDriver(linux_driver.LinuxDriver):
        def run_input_thread(self) -> None:
            # Textual has no public hook between a terminal's bytes and their parser.
            linux_driver.XTermParser = _parser_without(replies)  # type: ignore[attr-defined]
            try:
                super().run_input_thread()
            finally:
                linux_driver.XTermParser = XTermParser  # type: ignore[attr-defined]

    return ListeningDriver


def keys_in(text: str) -> list[Message]:
    """The keys in what was typed before the reader was there."""
    return list(XTermParser().feed(text))


def _parser_without(replies: Replies) -> type[XTermParser]:
    """Textual's parser of keys, for input that may have replies in it."""

    class PatientParser(XTermParser):
        def feed(self, data: str) -> Iterable[Message]:
            rest = replies.take(data)
            # To be fed nothing means the end of all input.
            return super().feed(rest) if rest else ()

    return PatientParser
