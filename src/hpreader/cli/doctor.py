"""`hpreader doctor`: where things live, what works and what does not."""

from __future__ import annotations

import asyncio
import os
import platform
import shutil
import sys
from argparse import Namespace
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import Any

from hpreader import __version__, config
from hpreader.cli import output
from hpreader.cli.diagnosis import tell
from hpreader.cli.sources import state_json
from hpreader.cli.status import Status, status_of
from hpreader.dates import iso
from hpreader.newsroom import Newsroom
from hpreader.problems import Problem, ProblemError
from hpreader.terminal import Answers, colours, picture_mode, question

LIBRARIES = (
    "textual", "rich", "httpx", "feedparser", "lxml", "readability-lxml", "platformdirs", "protego",
    "pillow",
)  # fmt: skip
TERMINAL = ("TERM", "COLORTERM", "COLORFGBG", "NO_COLOR", "TERM_PROGRAM", "LANG", "LC_ALL", "LC_CTYPE")  # fmt: skip


def run(arguments: Namespace, settings: config.Settings) -> int:
    """Run the command."""
    report: dict[str, Any] = {
        "hpreader": __version__,
        "python": platform.python_version(),
        "system": platform.platform(terse=True),
        "libraries": {name: _version(name) for name in LIBRARIES},
        "terminal": _terminal(settings),
    }
    status, problems = Status.DONE, list(_problems_with_settings())
    if problems:
        status = Status.USAGE
    try:
        places = config.places()
        report["files"] = {
            "config": _file(places.config),
            "data": _file(places.data),
            "cache": _file(places.cache),
        }
        newsroom, notices = asyncio.run(_examine(places, settings))
        report |= newsroom
        problems += notices
        if newsroom["read_only"] or any(said != "ok" for said in newsroom["health"].values()):
            status = Status.BROKEN
    except ProblemError as error:
        problems.append(error.problem)
        status = status_of(error.problem)
    if arguments.json:
        output.json_line(report | {"problems": [output.problem_json(one) for one in problems]})
    else:
        tell(report, problems)
    return status


def _problems_with_settings() -> Iterator[Problem]:
    try:
        path = config.places().config
        settings = config.load(path)
    except ProblemError:
        return  # told with the files
    if isinstance(settings, Problem):
        yield settings
        return
    if settings != config.Settings():
        from hpreader.ui.input.user_keys import (  # noqa: PLC0415 - they wait for Textual, and few need them
            keymap,
            theme_complaint,
        )
        from hpreader.ui.styles.themes import theme_names  # noqa: PLC0415 - as above

        complaints = (*keymap(settings.keys)[1], theme_complaint(settings.theme, theme_names()))
        for complaint in filter(None, complaints):
            yield Problem("bad_setting", str(path), complaint.removesuffix("."))


async def _examine(
    places: config.Places, settings: config.Settings
) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    newsroom = Newsroom.open(places, settings, offline=True)
    try:
        found = newsroom.doctor()
        state = found["state"]
        return {
            "sqlite": found["sqlite"],
            "read_only": found["read_only"],
            "health": dict(found["health"]),
            "articles": state.articles,
            "bodies": state.bodies,
            "queued": state.queued,
            "photos": found["pictures"][0],
            "photo_bytes": found["pictures"][1],
            "prefetch_mb": found["prefetch_mb"],
            "synced_at": iso(state.synced_at),
            "sources": [state_json(source) for source in found["sources"]],
            "aliases": found["aliases"],
            "profiles": list(found["profiles"]),
            "own_profiles": found["own_profiles"],
            "stale_profiles": [stale._asdict() for stale in found["stale_profiles"]],
        }, (*newsroom.notices, *found["problems"])
    finally:
        await newsroom.close()


def _file(path: Path) -> dict[str, Any]:
    try:
        return {"path": str(path), "size": path.stat().st_size}
    except OSError:
        return {"path": str(path), "size": None}


def _terminal(settings: config.Settings) -> dict[str, Any]:
    size = shutil.get_terminal_size()
    with question() as asked:
        answers = asked.answers()
    return {
        "is_terminal": output.is_terminal(),
        "columns": size.columns,
        "lines": size.lines,
        "encoding": sys.getfilesystemencoding(),
        "name": answers.name,
        "colours": colours(),
        "background": _background(answers),
        "wide": answers.is_wide,
        "cell": answers.cell,
        "pictures": picture_mode(settings.pictures, answers),
        "environment": {name: os.environ[name] for name in TERMINAL if name in os.environ},
    }


def _background(answers: Answers) -> str | None:
    """The colour of the page, where the terminal told it."""
    return "#{:02x}{:02x}{:02x}".format(*answers.background) if answers.background else None


def _version(library: str) -> str | None:
    try:
        return metadata.version(library)
    except metadata.PackageNotFoundError:
        return None
