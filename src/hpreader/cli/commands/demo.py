"""`hpreader demo`: the reader on the sample newspaper; no network, nothing is kept."""

from __future__ import annotations

import asyncio
import os
from argparse import Namespace
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hpreader import sample
from hpreader.cli.reader.reader import has_terminal, is_linear, read
from hpreader.cli.status import Status
from hpreader.config import Paths, Settings
from hpreader.model import VIETNAM, Section, Source
from hpreader.newsroom import Newsroom
from hpreader.problems import Problem, ProblemError
from hpreader.text import clean

IN_PRINT = timedelta(hours=7)
"""The sample's newest article is of 06:40; before seven, yesterday's paper is the newest."""


def run(arguments: Namespace, settings: Settings) -> int:
    """Run the command."""
    reads_lines = is_linear(arguments)
    if not reads_lines and not has_terminal():
        return Status.USAGE
    settings = settings._replace(after_sync=())  # the sample's news are nobody's news
    _reach_loopback_directly()
    folder = _temporary_directory()
    with sample.serve((datetime.now(VIETNAM) - IN_PRINT).date()) as base, folder as directory:
        files = paths_in(Path(directory))
        asyncio.run(subscribe(files, settings, base))
        if reads_lines:
            from hpreader.cli.reader.line_session import read_lines  # noqa: PLC0415 - as in `reader`

            return read_lines(files, arguments, settings, resumes=False)
        return read(files, settings, offline=arguments.offline, at_once=folder.cleanup)


def _temporary_directory() -> TemporaryDirectory[str]:
    """A folder that is deleted at the end.

    Raises:
        ProblemError: there is no room for it.
    """
    try:
        return TemporaryDirectory(prefix="hpreader-demo-", ignore_cleanup_errors=True)
    except OSError as error:
        folder = os.environ.get("TMPDIR", "/tmp")
        raise ProblemError(Problem("disk", folder, clean(str(error.strerror)))) from error


def paths_in(directory: Path) -> Paths:
    """A user's files, all in one directory."""
    return Paths(
        directory / "config.toml", directory / "reader.sqlite3", directory / "cache.sqlite3"
    )


async def subscribe(files: Paths, settings: Settings, base: str) -> None:
    """Make the sample newspaper the only source."""
    newsroom = Newsroom.open(files, settings)
    try:
        for state in newsroom.subscriptions.states():
            await newsroom.subscriptions.remove(state.source.name)
        await newsroom.subscriptions.put(sample_source(base))
    finally:
        await newsroom.close()


def sample_source(base: str) -> Source:
    """The sample newspaper, served at an address, as a source."""
    return Source(
        name="bao-mau",
        title=sample.TITLE,
        home=f"{base}/",
        sections=tuple(
            Section(name, (f"{base}/category/{slug}/feed",)) for name, slug in sample.SECTIONS
        ),
    )


def _reach_loopback_directly() -> None:
    """Take the sample's address out of the user's proxy settings, for this process only."""
    for variable in ("NO_PROXY", "no_proxy"):
        others = os.environ.get(variable)
        os.environ[variable] = f"{others},127.0.0.1" if others else "127.0.0.1"
