"""The reader on the terminal: `hpreader` without a command, and what `hpreader demo` opens."""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING

from hpreader import snapshot
from hpreader.cli import output
from hpreader.cli.status import Status
from hpreader.config import Settings, paths
from hpreader.i18n import _
from hpreader.newsroom import Newsroom
from hpreader.terminal import can_draw, question

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable

    from hpreader.config import Paths
    from hpreader.snapshot import EarlyScreen
    from hpreader.ui import KeepScreen


def run(arguments: Namespace, settings: Settings, early: EarlyScreen) -> int:
    """Open the reader over the user's files; returns the exit status.

    Args:
        arguments: of the command line.
        settings: the user's settings.
        early: what is on the terminal already.
    """
    if is_linear(arguments):
        from hpreader.cli.reader.line_session import read_lines  # noqa: PLC0415 - the screen needs none of it

        return read_lines(paths(), arguments, settings, resumes=arguments.resume)
    # One that was there a moment ago and has gone away is not told of, but ends the reader.
    is_asked = early.question is not None and early.question.has_terminal
    if not is_asked and not has_terminal():
        return Status.USAGE
    files = paths()
    keep = partial(snapshot.keep, files, getattr(arguments, "lang", None) or "")
    return read(
        files,
        settings,
        offline=arguments.offline,
        resumes=arguments.resume,
        early=early,
        keep_screen=keep,
    )


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
