"""`hpreader forget`: delete the traces of reading, after a question."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Collection, Sequence
from datetime import datetime

from hpreader.cli import output
from hpreader.cli.status import Status
from hpreader.config import Paths, Settings, paths
from hpreader.i18n import N_, _, ngettext, size_words
from hpreader.model.traces import OF_READING, TIMELESS, TRACES, Trace, TraceSize
from hpreader.newsroom.clock import wall_clock
from hpreader.newsroom.traces import Traces
from hpreader.problems import ProblemError

NAMES: dict[Trace, str] = {
    "trail": N_("steps of the reading trail"),
    "read": N_("articles marked as read"),
    "progress": N_("how far articles were read"),
    "searches": N_("last searches"),
    "queue": N_("links that wait for the network"),
    "cache": N_("cache: articles and photos"),
    "saved": N_("saved articles"),
    "passwords": N_("passwords of closed feeds"),
    "sources": N_("subscribed sources"),
    "views": N_("saved searches, list settings, parted stories"),
}
_YES = {"y", "yes", "c", "có", "co"}


def run(arguments: Namespace, _settings: Settings) -> int:
    """Run the command."""
    articles = [word for word in arguments.what if word not in {*TRACES, "everything"}]
    if articles:
        if len(articles) < len(arguments.what) or arguments.last:
            output.narrate(
                "hpreader: " + _("single articles are forgotten by themselves, without --last")
            )
            return Status.USAGE
        return _forget_articles(articles, arguments)
    chosen = _chosen(arguments.what)
    since = wall_clock() - arguments.last if arguments.last else None
    if since is not None and (without := [trace for trace in TRACES if trace in chosen & TIMELESS]):
        words = _("--last does not go with {names}: they have no times")
        output.narrate(f"hpreader: {words.format(names=', '.join(without))}")
        return Status.USAGE
    places = paths()
    traces = Traces(places)
    if not arguments.json:
        _show(traces, chosen, since, places)
    if arguments.dry_run:
        return _finish(traces, chosen, since, arguments, is_done=False)
    if (refused := _refused(arguments)) is not None:
        return refused
    return _finish(traces, chosen, since, arguments, is_done=True)


def _refused(arguments: Namespace) -> Status | None:
    """The exit status where nobody agrees, None where somebody does."""
    if arguments.yes:
        return None
    if not sys.stdin.isatty():
        output.narrate("hpreader: " + _("nobody can be asked here; --yes forgets without asking"))
        return Status.USAGE
    output.narrate(_("This cannot be undone. Forget it? [y/N]"))
    if sys.stdin.readline().strip().casefold() not in _YES:
        output.narrate(_("Nothing was forgotten."))
        return Status.PARTLY
    return None


def _forget_articles(names: Sequence[str], arguments: Namespace) -> int:
    """Forget single articles, by their ids or addresses."""
    traces = Traces(paths())
    found = traces.find_articles(names)
    known = [trace for trace in found.values() if trace is not None]
    for name in (name for name, trace in found.items() if trace is None):
        output.narrate("hpreader: " + _("there is no trace of {name}").format(name=name))
    if not arguments.json:
        for trace in known:
            output.data(f"  {trace.id}  {trace.title or next(iter(trace.addresses), '')}")
    if known and not arguments.dry_run:
        if (refused := _refused(arguments)) is not None:
            return refused
        traces.remove_articles(known)
        output.narrate(_("Forgotten."))
    if arguments.json:
        for trace in known:
            fields = {"what": "article", "id": trace.id, "title": trace.title}
            output.json_line({**fields, "forgotten": not arguments.dry_run})
    if not known:
        return Status.MISSING
    return Status.PARTLY if len(known) < len(found) else Status.DONE


def _chosen(words: Sequence[str]) -> set[Trace]:
    """The kinds that the words name; the traces of reading without any."""
    if "everything" in words:
        return set(TRACES)
    return {trace for trace in TRACES if trace in words} or set(OF_READING)


def _finish(
    traces: Traces,
    chosen: Collection[Trace],
    since: datetime | None,
    arguments: Namespace,
    *,
    is_done: bool,
) -> int:
    sizes = _sizes(traces, since) if arguments.json else []
    if is_done:
        traces.remove(chosen, since)
        output.narrate(_("Forgotten."))
    for size in sizes:
        output.json_line(
            {
                "what": size.trace,
                "count": size.count,
                "bytes": size.size if size.trace == "cache" else None,
                "chosen": size.trace in chosen,
                "forgotten": size.trace in chosen and is_done,
            }
        )
    return Status.DONE


def _sizes(traces: Traces, since: datetime | None) -> Sequence[TraceSize]:
    """How much there is; nothing is known of damaged files, which can be deleted all the same."""
    try:
        return traces.sizes(since)
    except ProblemError as error:
        output.complain(error.problem)
        return [TraceSize(trace, 0) for trace in TRACES]


def _show(traces: Traces, chosen: Collection[Trace], since: datetime | None, places: Paths) -> None:
    """Print what goes and what stays."""
    going: list[str] = []
    staying: list[str] = []
    for size in _sizes(traces, since):
        amount = size_words(size.size) if size.trace == "cache" else str(size.count)
        line = f"  {size.trace:<10}{amount:>9}  {_(NAMES[size.trace])}"
        (going if size.trace in chosen else staying).append(line)
    copies = len(traces.copies())
    output.data(_("To be forgotten:"))
    for line in going:
        output.data(line)
    if copies:
        words = ngettext(
            "{n} copy of the data, from before an update",
            "{n} copies of the data, from before an update",
            copies,
        )
        output.data("  " + words.format(n=copies))
    output.data(_("Kept:"))
    for line in staying:
        output.data(line)
    output.data("  " + _("settings: {path}").format(path=places.config))
    if places.rules.exists():
        output.data("  " + _("rules: {path}").format(path=places.rules))
