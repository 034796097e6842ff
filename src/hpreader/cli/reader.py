"""`hpreader` without a command: the reader itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hpreader.cli.screen_session import has_terminal, read
from hpreader.cli.status import Status
from hpreader.config import Settings, paths

if TYPE_CHECKING:
    from argparse import Namespace


def run(arguments: Namespace, settings: Settings) -> int:
    """Run the command."""
    if not has_terminal():
        return Status.USAGE
    return read(paths(), settings, offline=arguments.offline, resumes=arguments.resume)
