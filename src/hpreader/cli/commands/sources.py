"""`hpreader sources`: list what is subscribed, subscribe, unsubscribe, exchange as OPML."""

from __future__ import annotations

import shlex
from argparse import Namespace
from dataclasses import replace
from pathlib import Path

from hpreader import opml
from hpreader.cli import output
from hpreader.cli.files.file_output import tell_unwritten
from hpreader.cli.files.input_file import read_input
from hpreader.cli.files.source_merge import merge_sources
from hpreader.cli.records.source_records import source_json, state_json, subscribed
from hpreader.cli.session import with_newsroom
from hpreader.cli.status import Status, status_of
from hpreader.config import Settings
from hpreader.i18n import _, explain, ngettext
from hpreader.model import SourceState
from hpreader.newsroom import Newsroom
from hpreader.problems import Problem, ProblemError
from hpreader.render.line_breaks import cells, fitted
from hpreader.text import clean
from hpreader.vietnam_time import local

_CHECKED = len("22/11 19:12")


def run(arguments: Namespace, settings: Settings) -> int:
    """Run the command."""
    actions = {
        None: _list,
        "add": _add,
        "remove": _remove,
        "import": _import,
        "export": _export,
    }
    return with_newsroom(actions[arguments.action], arguments, settings)


async def _list(newsroom: Newsroom, arguments: Namespace) -> int:
    states = newsroom.subscriptions.states()
    if arguments.json:
        for state in states:
            output.json_line(state_json(state))
        return Status.DONE
    rows = [_state_columns(state) for state in states]
    room = output.columns()
    counts = max((cells(row[2]) for row in rows), default=0) if room else 0
    names = max((cells(row[0]) for row in rows), default=0)
    for state, row in zip(states, rows, strict=True):
        line = "  ".join(map(_filled, row, (names, _CHECKED, counts, 0)))
        output.data(fitted(line, room).rstrip() if room else line)
        if state.problem is not None:
            output.wrapped(f"! {clean(explain(state.problem))}", 2)
    offered = ", ".join(source.name for source in newsroom.subscriptions.offered())
    if offered and output.is_terminal():
        output.narrate(_("Known and not subscribed: {names}").format(names=offered))
    if not states:
        output.narrate(_("There are no sources. Add one: hpreader sources add URL"))
    return Status.DONE


def _state_columns(state: SourceState) -> tuple[str, str, str, str]:
    """The columns of a source: its name, when it was checked, its counts, its title."""
    if state.checked_at is None:
        checked = _("never fetched")
    else:
        checked = f"{local(state.checked_at):%d/%m %H:%M}"
    counts = _("{unread} unread of {total}").format(unread=state.unread, total=state.total)
    return clean(state.source.name), checked, counts, clean(state.source.title)


def _filled(text: str, width: int) -> str:
    return text + " " * (width - cells(text))


async def _add(newsroom: Newsroom, arguments: Namespace) -> int:
    source = await newsroom.subscriptions.add(
        arguments.url, clean(arguments.name), clean(arguments.section)
    )
    if isinstance(source, Problem):
        raise ProblemError(source)
    if arguments.json:
        output.json_line(source_json(source))
    output.narrate(
        ngettext(
            "Subscribed to {name} ({title}), {n} list. Fetch it: hpreader sync {argument}",
            "Subscribed to {name} ({title}), {n} lists. Fetch it: hpreader sync {argument}",
            len(source.sections),
        ).format(
            name=source.name,
            title=source.title,
            n=len(source.sections),
            argument=shlex.quote(source.name),
        )
    )
    if source.only:
        words = _("Only what speaks of {phrases} is kept; for all its news, add one of its feeds.")
        output.narrate(words.format(phrases=", ".join(source.only)))
    return Status.DONE


async def _remove(newsroom: Newsroom, arguments: Namespace) -> int:
    source = subscribed(newsroom, arguments.name)
    if source is None or not await newsroom.subscriptions.remove(source.name):
        problem = Problem("unknown_source", arguments.name)
        output.complain(problem)
        return status_of(problem)
    output.narrate(
        _("Unsubscribed from {name}; what was read and saved is kept.").format(name=source.name)
    )
    return Status.DONE


async def _import(newsroom: Newsroom, arguments: Namespace) -> int:
    document = read_input(arguments.file, opml.MOST_BYTES)
    found = opml.read_opml(document)
    if isinstance(found, Problem):
        raise ProblemError(replace(found, subject=arguments.file))
    merged = await merge_sources(newsroom, found)
    output.narrate(merged.summary)
    for skipped in opml.skipped_outlines(document):
        output.narrate(
            _("Skipped, because it is no address of a feed: {name}").format(name=skipped)
        )
    return Status.DONE


async def _export(newsroom: Newsroom, arguments: Namespace) -> int:
    sources = [state.source for state in newsroom.subscriptions.states()]
    text = opml.write_opml(sources)
    if arguments.file == "-":
        output.data(text.removesuffix("\n"))
        return Status.DONE
    try:
        Path(arguments.file).write_text(text, encoding="utf-8")  # noqa: ASYNC240 - a small file
    except (OSError, ValueError) as error:
        return tell_unwritten(arguments.file, error)
    output.narrate(
        ngettext("{n} source written to {file}.", "{n} sources written to {file}.", len(sources))
        .format(n=len(sources), file=arguments.file)
    )  # fmt: skip
    return Status.DONE
