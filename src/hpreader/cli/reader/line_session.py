"""The reader as lines, for the commands that open it: `--linear`, or where TERM is dumb."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hpreader import linear
from hpreader.cli import output
from hpreader.cli.reader.line_terminal import LineTerminal
from hpreader.cli.session import with_newsroom
from hpreader.cli.status import Status
from hpreader.problems import ProblemError

if TYPE_CHECKING:
    from argparse import Namespace

    from hpreader.config import Paths, Settings
    from hpreader.newsroom import Newsroom

HUNG_UP = 129
"""The exit status of what a closed terminal ended: 128 and the number of SIGHUP, as shells have it."""


def read_lines(files: Paths, arguments: Namespace, settings: Settings, *, resumes: bool) -> int:
    """Read as lines over these files; returns the exit status.

    Args:
        files: where things are.
        arguments: of the command line.
        settings: the user's settings.
        resumes: begin with what was open last.
    """

    async def read(newsroom: Newsroom, _arguments: Namespace) -> int:
        terminal = LineTerminal()
        try:
            await linear.run(newsroom, settings, terminal, resumes=resumes)
        except ProblemError as error:
            if error.problem.subject != "stdout" or not terminal.is_gone:
                raise
            output.abandon()
            return HUNG_UP
        return HUNG_UP if terminal.is_gone else Status.DONE

    for complaint in settings.complaints:
        output.complain(complaint)
    return with_newsroom(read, arguments, settings, files=files)
