"""`hpreader doctor`: where things live, what works and what does not."""

from __future__ import annotations

import asyncio
import os
import platform
import shutil
import sys
from argparse import Namespace
from collections.abc import Iterator, Mapping, Sequence
from importlib import metadata
from pathlib import Path
from typing import Any

from hpreader import __version__, config
from hpreader.cli import output
from hpreader.cli.sources import state_json
from hpreader.cli.status import Status, status_of
from hpreader.dates import iso
from hpreader.i18n import N_, _, explain
from hpreader.newsroom import Newsroom
from hpreader.problems import Problem, ProblemError
from hpreader.terminal import Answers, Mode, colours, picture_mode, question
from hpreader.text import clean

LIBRARIES = (
    "textual", "rich", "httpx", "feedparser", "lxml", "readability-lxml", "platformdirs", "protego",
    "pillow",
)  # fmt: skip
TERMINAL = ("TERM", "COLORTERM", "COLORFGBG", "NO_COLOR", "TERM_PROGRAM", "LANG", "LC_ALL", "LC_CTYPE")  # fmt: skip

PICTURES: dict[Mode, str] = {
    "kitty": N_("by kitty's graphics protocol"),
    "sixel": N_("as sixels"),
    "iterm": N_("by iTerm2's protocol for pictures"),
    "blocks": N_("as coloured half-blocks"),
    "off": N_("off"),
}
"""How pictures are drawn, in words."""
WIDE = N_(
    "characters of ambiguous width, such as đ, are drawn two cells wide: lines will be displaced; "
    "set ambiguous width to narrow in the terminal's settings"
)
NARROW = N_("characters of ambiguous width, such as đ, are drawn one cell wide")


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
        if any(said != "ok" for said in newsroom["health"].values()):
            status = Status.BROKEN
    except ProblemError as error:
        problems.append(error.problem)
        status = status_of(error.problem)
    if arguments.json:
        output.json_line(report | {"problems": [output.problem_json(one) for one in problems]})
    else:
        _tell(report, problems)
    return status


def _problems_with_settings() -> Iterator[Problem]:
    try:
        settings = config.load(config.places().config)
    except ProblemError:
        return  # told with the files
    if isinstance(settings, Problem):
        yield settings


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
            "synced_at": iso(state.synced_at),
            "sources": [state_json(source) for source in found["sources"]],
            "profiles": list(found["profiles"]),
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


# --- for people ---------------------------------------------------------------------------------


def _tell(report: Mapping[str, Any], problems: Sequence[Problem]) -> None:
    for title, lines in _chapters(report):
        output.data(title)
        for line in lines:
            output.data(f"  {clean(line)}")
    output.data(_("Trouble"))
    for problem in problems:
        output.data(f"  ! {explain(problem)}")
    if not problems:
        output.data("  " + _("none"))


def _chapters(report: Mapping[str, Any]) -> Iterator[tuple[str, list[str]]]:
    libraries = report["libraries"]
    yield (
        _("Versions"),
        [
            f"hpreader {report['hpreader']}, Python {report['python']}, {report['system']}",
            f"SQLite {report.get('sqlite', '?')}",
            ", ".join(f"{name} {version}" for name, version in libraries.items()),
        ],
    )
    if "files" in report:
        yield _("Files"), [_file_line(name, file) for name, file in report["files"].items()]
    if "health" in report:
        yield _("Health"), [f"{name}: {value}" for name, value in report["health"].items()]
        yield (
            _("News"),
            [
                _("{articles} articles, {bodies} of them here whole, {queued} links waiting")
                .format_map(report),
                _("{count} photos, {size:.1f} MB").format(
                    count=report["photos"], size=report["photo_bytes"] / 1_000_000
                ),
            ],
        )  # fmt: skip
        yield _("Sources"), [_source_line(source) for source in report["sources"]]
    if report.get("profiles"):
        yield _("Site profiles"), [", ".join(map(str, report["profiles"]))]
    yield _("Terminal"), _terminal_lines(report["terminal"])


def _file_line(name: str, file: Mapping[str, Any]) -> str:
    size = _("not there yet") if file["size"] is None else f"{file['size'] / 1_000_000:.1f} MB"
    return f"{name}: {file['path']} ({size})"


def _source_line(source: Mapping[str, Any]) -> str:
    problem = source["problem"]
    words = problem["message"] if problem else source["checked_at"] or _("never fetched")
    return f"{source['name']}: {words}"


def _terminal_lines(terminal: Mapping[str, Any]) -> list[str]:
    size = f"{terminal['columns']}×{terminal['lines']}, {terminal['encoding']}"
    if not terminal["is_terminal"]:
        size += ", " + _("output is not a terminal")
    said = [
        terminal["name"],
        _("{count} colours").format(count=terminal["colours"]),
        terminal["background"] and _("background {colour}").format(colour=terminal["background"]),
        terminal["cell"] and _("cells of {0}×{1} pixels").format(*terminal["cell"]),
    ]
    lines = [size, ", ".join(filter(None, said))]
    lines.append(_("pictures: {mode}").format(mode=_(PICTURES[terminal["pictures"]])))
    if terminal["wide"] is not None:
        lines.append(_(WIDE) if terminal["wide"] else _(NARROW))
    return [*lines, *(f"{name}={value}" for name, value in terminal["environment"].items())]
