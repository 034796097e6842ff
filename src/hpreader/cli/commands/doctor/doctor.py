"""`hpreader doctor`: the paths of the files, and what works and what does not."""

from __future__ import annotations

import asyncio
import os
import platform
import shutil
import sys
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

from hpreader import __version__, config
from hpreader.cli import output
from hpreader.cli.commands.doctor import address_check
from hpreader.cli.commands.doctor.diagnosis import Diagnosis, FileState, TerminalState
from hpreader.cli.commands.doctor.diagnosis_text import print_diagnosis
from hpreader.cli.records.versions import library_versions
from hpreader.cli.status import Status, status_of
from hpreader.model import HealthReport
from hpreader.newsroom import Newsroom
from hpreader.problems import Problem, ProblemError
from hpreader.terminal import Answers, colours, picture_mode, question

TERMINAL = ("TERM", "COLORTERM", "COLORFGBG", "NO_COLOR", "TERM_PROGRAM", "LANG", "LC_ALL", "LC_CTYPE")  # fmt: skip


def run(arguments: Namespace, settings: config.Settings) -> int:
    """Run the command."""
    if arguments.online:
        return address_check.run(arguments, settings)
    status, diagnosis = _examine(settings)
    if arguments.json:
        output.json_line(diagnosis.as_json())
    else:
        print_diagnosis(diagnosis)
    return status


def _examine(settings: config.Settings) -> tuple[Status, Diagnosis]:
    """Everything that can be found out, and the exit status that follows from it."""
    problems = list(_problems_with_settings())
    status = Status.USAGE if problems else Status.DONE
    files: dict[str, FileState] = {}
    health = None
    try:
        paths = config.paths()
        files = {
            "config": _file(paths.config),
            "rules": _file(paths.rules),
            "data": _file(paths.data),
            "cache": _file(paths.cache),
        }
        health, notices = asyncio.run(_health(paths, settings))
        problems += notices
        if health.read_only or any(found != "ok" for found in health.integrity.values()):
            status = Status.BROKEN
    except ProblemError as error:
        problems.append(error.problem)
        status = status_of(error.problem)
    return status, Diagnosis(
        hpreader=__version__,
        python=platform.python_version(),
        system=platform.platform(terse=True),
        libraries=library_versions(),
        terminal=_terminal(settings),
        files=files,
        health=health,
        problems=tuple(problems),
    )


def _problems_with_settings() -> Iterator[Problem]:
    try:
        path = config.paths().config
        settings = config.load(path)
    except ProblemError:
        return  # reported with the files
    if isinstance(settings, Problem):
        yield settings
        return
    yield from settings.complaints
    if settings != config.Settings():
        # They wait for Textual, and few need them.
        from hpreader.ui.input.user_keys import theme_complaint  # noqa: PLC0415
        from hpreader.ui.styles.themes import theme_names  # noqa: PLC0415
        from hpreader.ui.user_bindings import user_bindings  # noqa: PLC0415

        complaints = user_bindings(settings.keys, settings.commands)[1]
        theme = theme_complaint(settings.theme, theme_names())
        for complaint in filter(None, (*complaints, theme)):
            yield Problem("bad_setting", str(path), complaint.removesuffix("."))


async def _health(
    paths: config.Paths, settings: config.Settings
) -> tuple[HealthReport, tuple[Problem, ...]]:
    newsroom = Newsroom.open(paths, settings, offline=True)
    try:
        report = newsroom.doctor()
        return report, tuple(
            dict.fromkeys((*newsroom.notices, *report.problems, *newsroom.rules.complaints))
        )
    finally:
        await newsroom.close()


def _file(path: Path) -> FileState:
    try:
        return FileState(path, path.stat().st_size)
    except OSError:
        return FileState(path, None)


def _terminal(settings: config.Settings) -> TerminalState:
    size = shutil.get_terminal_size()
    with question() as asked:
        answers = asked.answers()
    return TerminalState(
        is_terminal=output.is_terminal(),
        columns=size.columns,
        lines=size.lines,
        encoding=sys.getfilesystemencoding(),
        name=answers.name,
        colours=colours(),
        background=_background(answers),
        wide=answers.is_wide,
        cell=answers.cell,
        pictures=picture_mode(settings.pictures, answers),
        environment={name: os.environ[name] for name in TERMINAL if name in os.environ},
    )


def _background(answers: Answers) -> str | None:
    """The colour of the background, where the terminal reported it."""
    return "#{:02x}{:02x}{:02x}".format(*answers.background) if answers.background else None
