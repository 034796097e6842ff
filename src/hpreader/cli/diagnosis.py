"""What `doctor` found, told to a person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from hpreader.cli import output
from hpreader.dates import local
from hpreader.i18n import N_, _, explain, ngettext, size_words
from hpreader.problems import Problem
from hpreader.terminal import Mode
from hpreader.text import clean

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


def tell(report: Mapping[str, Any], problems: Sequence[Problem]) -> None:
    """Print the report by chapters, and last what is wrong.

    Args:
        report: as the JSON has it.
        problems: what is wrong.
    """
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
                _("{count} photos, {size}").format(
                    count=report["photos"], size=size_words(report["photo_bytes"])
                ),
                ngettext("{n} former address kept", "{n} former addresses kept", report["aliases"])
                .format(n=report["aliases"]),
                _("up to {size} a session fetched ahead, unasked").format(
                    size=size_words(report["prefetch_mb"] * 1_000_000)
                ),
            ],
        )  # fmt: skip
        yield _("Sources"), [_source_line(source) for source in report["sources"]]
    if report.get("profiles"):
        yield _("Site profiles"), _profile_lines(report)
    yield _("Terminal"), _terminal_lines(report["terminal"])


def _file_line(name: str, file: Mapping[str, Any]) -> str:
    size = _("not there yet") if file["size"] is None else size_words(file["size"])
    return f"{name}: {file['path']} ({size})"


def _source_line(source: Mapping[str, Any]) -> str:
    problem = source["problem"]
    words = problem["message"] if problem else _when(source["checked_at"])
    return f"{source['name']}: {words}"


def _when(checked_at: str | None) -> str:
    """A time of the report as a person reads it, in Vietnam."""
    if checked_at is None:
        return _("never fetched")
    return f"{local(datetime.fromisoformat(checked_at)):%H:%M %d/%m/%Y}"


def _profile_lines(report: Mapping[str, Any]) -> list[str]:
    stale = [
        ngettext(
            "{host}: {n} page in a row does not fit the profile {profile}, the last one is {url}",
            "{host}: {n} pages in a row do not fit the profile {profile}, the last one is {url}",
            one["pages"],
        ).format(host=one["host"], n=one["pages"], profile=one["profile"], url=one["url"])
        for one in report["stale_profiles"]
    ]
    own = _("your own belong in {folder}").format(folder=report["own_profiles"])
    return [", ".join(map(str, report["profiles"])), own, *stale]


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
