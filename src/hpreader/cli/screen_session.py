"""The reader on the terminal, for the commands that open it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from hpreader.cli import output
from hpreader.i18n import _
from hpreader.newsroom import Newsroom
from hpreader.terminal import can_draw, question

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable

    from hpreader.config import Paths, Settings
    from hpreader.snapshot import EarlyScreen
    from hpreader.ui import KeepScreen


def is_linear(arguments: Namespace) -> bool:
    """Is the reader to be lines and prompts: by its option, or on a terminal that only prints?"""
    return arguments.linear or (_is_on_terminal() and not can_draw())


def has_terminal() -> bool:
    """Whether stdin and stdout are a terminal; tells the user if not."""
    if _is_on_terminal():
        return True
    output.narrate(
        "hpreader: "
        + _(
            "The reader needs a terminal. Without one there is hpreader --linear; for scripts there are "
            "hpreader list, show, search and sync; see hpreader --help."
        )
    )
    return False


def _is_on_terminal() -> bool:
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))


def read(
    files: Paths,
    settings: Settings,
    *,
    offline: bool,
    resumes: bool = False,
    at_once: Callable[[], object] = bool,
    early: EarlyScreen | None = None,
    keep_screen: KeepScreen | None = None,
) -> int:
    """Open the reader over these files; returns the exit status.

    Args:
        files: where things are.
        settings: the user's settings.
        offline: never use the network.
        resumes: open what was last on the screen.
        at_once: what else has to be done where a signal ends the process.
        early: what is on the terminal already.
        keep_screen: keeps the screen for the next start; None: it is not kept.
    """
    newsroom = Newsroom.open(files, settings, offline=offline, syncs_apart=True)
    # The terminal's replies arrive while the libraries of the reader are imported. Its mode is restored
    # at the very end: keys that are typed before the reader reads them are neither echoed nor changed.
    with early.question if early and early.question else question() as asked:
        if early is not None:
            early.draw()
        from hpreader import ui  # noqa: PLC0415 - no other command waits for Textual

        def end() -> None:
            if early is not None:
                early.end()
            asked.restore()
            at_once()

        answers = asked.answers()
        if early is not None:
            answers = answers._replace(take_over=early.take_over)
        return ui.run(
            newsroom, settings, answers, resumes=resumes, at_once=end, keep_screen=keep_screen
        )
