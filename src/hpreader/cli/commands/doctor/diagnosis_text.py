"""A diagnosis as the lines that `doctor` prints for a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hpreader.cli import output
from hpreader.i18n import N_, _, explain, ngettext, size_words
from hpreader.text import clean
from hpreader.vietnam_time import local

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hpreader.cli.commands.doctor.diagnosis import Diagnosis, FileState, TerminalState
    from hpreader.model import HealthReport, ImageMode, SourceState

PICTURES: dict[ImageMode, str] = {
    "kitty": N_("by kitty's graphics protocol"),
    "sixel": N_("as sixels"),
    "iterm": N_("by iTerm2's protocol for pictures"),
    "blocks": N_("as coloured half-blocks"),
    "off": N_("off"),
}
"""How images are drawn, in words."""
FILES = {
    "config": N_("settings"),
    "rules": N_("rules"),
    "data": N_("your reading data"),
    "cache": N_("cache"),
}
"""The files of the program, in words."""
WIDE = N_(
    "characters of ambiguous width, such as đ, are drawn two cells wide: lines will be displaced; "
    "set ambiguous width to narrow in the terminal's settings"
)
NARROW = N_("characters of ambiguous width, such as đ, are drawn one cell wide")


def print_diagnosis(diagnosis: Diagnosis) -> None:
    """Print a diagnosis by chapters, with the problems as the last one."""
    for title, lines in _chapters(diagnosis):
        output.data(title)
        for line in lines:
            output.data(f"  {clean(line)}")
    output.data(_("Trouble"))
    for problem in diagnosis.problems:
        output.data(f"  ! {explain(problem)}")
    if not diagnosis.problems:
        output.data("  " + _("none"))


def _chapters(diagnosis: Diagnosis) -> Iterator[tuple[str, list[str]]]:
    health = diagnosis.health
    yield (
        _("Versions"),
        [
            f"hpreader {diagnosis.hpreader}, Python {diagnosis.python}, {diagnosis.system}",
            f"SQLite {health.sqlite if health else '?'}",
            ", ".join(f"{name} {version or '-'}" for name, version in diagnosis.libraries.items()),
        ],
    )
    if diagnosis.files:
        yield _("Files"), [_file_line(name, file) for name, file in diagnosis.files.items()]
    if health:
        yield _("Health"), [f"{name}: {value}" for name, value in health.integrity.items()]
        yield _("News"), _news_lines(health)
        yield _("Sources"), [line for state in health.sources for line in _source_lines(state)]
        if health.profiles:
            yield _("Site profiles"), _profile_lines(health)
    yield _("Terminal"), _terminal_lines(diagnosis.terminal)


def _file_line(name: str, file: FileState) -> str:
    size = _("not there yet") if file.size is None else size_words(file.size)
    return f"{_(FILES.get(name, name))}: {file.path} ({size})"


def _news_lines(health: HealthReport) -> list[str]:
    cache = health.cache
    return [
        _("{articles} articles, {bodies} of them here whole, {queued} links waiting").format(
            articles=cache.articles, bodies=cache.bodies, queued=cache.queued
        ),
        _("{count} photos, {size}").format(
            count=health.images, size=size_words(health.image_bytes)
        ),
        ngettext(
            "{n} former address kept", "{n} former addresses kept", health.aliases
        ).format(n=health.aliases),
        _("up to {size} a session fetched ahead, unasked").format(
            size=size_words(health.prefetch_mb * 1_000_000)
        ),
    ]  # fmt: skip


def _source_lines(state: SourceState) -> list[str]:
    if state.problem is not None:
        result = explain(state.problem)
    elif state.checked_at is None:
        result = _("never fetched")
    else:
        result = f"{local(state.checked_at):%H:%M %d/%m/%Y}"
    lists = [
        f"{section or state.source.title}: {explain(problem)}"
        for section, problem in state.list_problems.items()
        if problem != state.problem
    ]
    return [f"{state.source.name}: {result}", *lists]


def _profile_lines(health: HealthReport) -> list[str]:
    stale = [
        ngettext(
            "{host}: {n} page in a row does not fit the profile {profile}, the last one is {url}",
            "{host}: {n} pages in a row do not fit the profile {profile}, the last one is {url}",
            one.pages,
        ).format(host=one.host, n=one.pages, profile=one.profile, url=one.url)
        for one in health.stale_profiles
    ]
    own = _("your own belong in {folder}").format(folder=health.own_profiles)
    return [", ".join(health.profiles), own, *stale]


def _terminal_lines(terminal: TerminalState) -> list[str]:
    size = f"{terminal.columns}×{terminal.lines}, {terminal.encoding}"
    if not terminal.is_terminal:
        size += ", " + _("output is not a terminal")
    abilities = [
        terminal.name,
        _("{count} colours").format(count=terminal.colours),
        terminal.background and _("background {colour}").format(colour=terminal.background),
        terminal.cell and _("cells of {0}×{1} pixels").format(*terminal.cell),
    ]
    lines = [size, ", ".join(filter(None, abilities))]
    lines.append(_("pictures: {mode}").format(mode=_(PICTURES[terminal.pictures])))
    if terminal.wide is not None:
        lines.append(_(WIDE) if terminal.wide else _(NARROW))
    return [*lines, *(f"{name}={value}" for name, value in terminal.environment.items())]
