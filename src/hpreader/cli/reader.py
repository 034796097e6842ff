"""`hpreader`: the reader itself."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from hpreader.cli import output
from hpreader.cli.status import Status
from hpreader.config import Places, Settings, places
from hpreader.i18n import _
from hpreader.newsroom import Newsroom
from hpreader.terminal import can_draw, question

if TYPE_CHECKING:
    from argparse import Namespace


def run(arguments: Namespace, settings: Settings) -> int:
    """Run the command."""
    if not has_terminal():
        return Status.USAGE
    return read(places(), settings, offline=arguments.offline, resumes=arguments.resume)


def has_terminal() -> bool:
    """Can the reader draw and be typed at? Where it cannot, that is said."""
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


def read(at: Places, settings: Settings, *, offline: bool, resumes: bool = False) -> int:
    """Open the reader over the files at some places and give back its exit status."""
    newsroom = Newsroom.open(at, settings, offline=offline)
    # What the terminal answers comes while the reader's libraries are loaded. Its mode is given back
    # at the very end: keys that are typed before the reader reads them are neither shown nor changed.
    with question() as asked:
        from hpreader import ui  # noqa: PLC0415 - no other command waits for Textual

        return ui.run(newsroom, settings, asked.answers(), resumes=resumes)
