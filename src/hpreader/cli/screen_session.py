"""The reader on the terminal, for the commands that open it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from hpreader.cli import output
from hpreader.i18n import _
from hpreader.newsroom import Newsroom
from hpreader.terminal import can_draw, question

if TYPE_CHECKING:
    from hpreader.config import Paths, Settings


def has_terminal() -> bool:
    """Whether stdin and stdout are a terminal that the reader can draw on; tells the user if not."""
    if all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout)):
        if can_draw():
            return True
        output.narrate(
            "hpreader: "
            + _(
                "This terminal can only print lines (TERM=dumb), and the reader draws a screen. "
                "For lines there are hpreader list, show and search."
            )
        )
        return False
    output.narrate(
        "hpreader: "
        + _(
            "The reader needs a terminal. For scripts there are hpreader list, show, search and "
            "sync; see hpreader --help."
        )
    )
    return False


def read(files: Paths, settings: Settings, *, offline: bool, resumes: bool = False) -> int:
    """Open the reader over these files; returns the exit status."""
    newsroom = Newsroom.open(files, settings, offline=offline)
    # The terminal's replies arrive while the libraries of the reader are imported. Its mode is restored
    # at the very end: keys that are typed before the reader reads them are neither echoed nor changed.
    with question() as asked:
        from hpreader import ui  # noqa: PLC0415 - no other command waits for Textual

        return ui.run(newsroom, settings, asked.answers(), resumes=resumes)
