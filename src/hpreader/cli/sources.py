"""`hpreader sources`: list what is subscribed, subscribe, unsubscribe, exchange as OPML."""

from __future__ import annotations

import errno
import os
import sys
from argparse import Namespace
from dataclasses import replace
from pathlib import Path

from hpreader import opml
from hpreader.cli import output
from hpreader.cli.session import with_newsroom
from hpreader.cli.source_records import source_json, state_json, subscribed
from hpreader.cli.status import Status, status_of
from hpreader.config import Settings
from hpreader.dates import local
from hpreader.i18n import _, explain, ngettext
from hpreader.model import SourceState
from hpreader.newsroom import Newsroom
from hpreader.problems import Problem, ProblemError
from hpreader.text import clean

_DISK = frozenset({
    errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM, errno.EIO,
})  # fmt: skip
"""Trouble of a disk, not of a name that cannot be meant so."""


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
    width = max((len(clean(state.source.name)) for state in states), default=0)
    for state in states:
        output.data(_state_line(state, width))
    offered = ", ".join(source.name for source in newsroom.subscriptions.offered())
    if offered and output.is_terminal():
        output.narrate(_("Known and not subscribed: {names}").format(names=offered))
    if not states:
        output.narrate(_("There are no sources. Add one: hpreader sources add URL"))
    return Status.DONE


def _state_line(state: SourceState, width: int) -> str:
    if state.checked_at is None:
        checked = _("never fetched")
    else:
        checked = f"{local(state.checked_at):%d/%m %H:%M}"
    counts = _("{unread} unread of {total}").format(unread=state.unread, total=state.total)
    name, title = clean(state.source.name), clean(state.source.title)
    line = f"{name:<{width}}  {checked:<11}  {counts}  {title}"
    return f"{line}\n  ! {clean(explain(state.problem))}" if state.problem is not None else line


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
            "Subscribed to {name} ({title}), {n} list. Fetch it: hpreader sync {name}",
            "Subscribed to {name} ({title}), {n} lists. Fetch it: hpreader sync {name}",
            len(source.sections),
        ).format(name=source.name, title=source.title, n=len(source.sections))
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
    document = _read(arguments.file)
    found = opml.read_opml(document)
    if isinstance(found, Problem):
        raise ProblemError(replace(found, subject=arguments.file))
    before = {state.source.name: state.source for state in newsroom.subscriptions.states()}
    new = changed = 0
    for source in found:
        known = before.get(source.name)
        if known is None:
            merged = opml.without_known(source, tuple(before.values()))
        else:
            merged = opml.merge(known, source)
        if merged == known or not merged.sections:
            continue
        await newsroom.subscriptions.put(merged)
        new += known is None
        changed += known is not None
    output.narrate(
        ngettext("{n} source in the file", "{n} sources in the file", len(found)).format(
            n=len(found)
        )
        + ": "
        + _("{new} new, {changed} with new sections, {same} known already.").format(
            new=new, changed=changed, same=len(found) - new - changed
        )
    )
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
        sentence = _("{file} could not be written ({detail}).")
        output.narrate("hpreader: " + sentence.format(file=arguments.file, detail=_reason(error)))
        is_of_disk = isinstance(error, OSError) and error.errno in _DISK
        return Status.BROKEN if is_of_disk else Status.PARTLY
    output.narrate(
        ngettext("{n} source written to {file}.", "{n} sources written to {file}.", len(sources))
        .format(n=len(sources), file=arguments.file)
    )  # fmt: skip
    return Status.DONE


def _read(name: str) -> bytes:
    try:
        if name == "-":
            if sys.stdin is None:
                raise OSError(errno.EBADF, os.strerror(errno.EBADF))
            return sys.stdin.buffer.read(opml.MOST_BYTES + 1)
        with Path(name).open("rb") as file:
            return file.read(opml.MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        raise ProblemError(Problem("bad_file", name, _reason(error))) from error


def _reason(error: OSError | ValueError) -> str:
    return (error.strerror if isinstance(error, OSError) else "") or str(error)
