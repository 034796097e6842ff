"""`hpreader` without a command: the reader itself."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from hpreader import snapshot
from hpreader.cli.screen_session import has_terminal, is_linear, read
from hpreader.cli.status import Status
from hpreader.config import Settings, paths

if TYPE_CHECKING:
    from argparse import Namespace

    from hpreader.snapshot import EarlyScreen


def run(arguments: Namespace, settings: Settings, early: EarlyScreen) -> int:
    """Run the command.

    Args:
        arguments: of the command line.
        settings: the user's settings.
        early: what is on the terminal already.
    """
    if is_linear(arguments):
        from hpreader.cli.line_session import read_lines  # noqa: PLC0415 - the screen needs none of it

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
