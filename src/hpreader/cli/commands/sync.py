"""`hpreader sync`: fetch the news into the cache."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hpreader.cli import output
from hpreader.cli.records.account_records import account_json
from hpreader.cli.records.source_records import subscribed
from hpreader.cli.session import with_newsroom
from hpreader.cli.status import Status
from hpreader.config import Settings
from hpreader.model import AccountSynced, PageSynced, Progress, SourceSynced, SyncDone, SyncEvent
from hpreader.model.sentences import event_sentence
from hpreader.newsroom import Newsroom
from hpreader.problems import Problem, ProblemError
from hpreader.text import clean

if TYPE_CHECKING:
    from hpreader.export import JsonObject
    from hpreader.model import Headline

GONE_STATUSES = frozenset({404, 410})
"""Statuses of pages that no longer exist (RFC 9110, sections 15.5.5 and 15.5.11)."""
FEW_FAILURES = 2
"""So many pages without an article are usual: galleries, videos, pages that were withdrawn."""

Tell = Callable[[SyncEvent], None]


def run(arguments: Namespace, settings: Settings) -> int:
    """Run the command."""

    async def sync(newsroom: Newsroom, arguments: Namespace) -> int:
        return await _sync(newsroom, arguments, settings.after_sync)

    return with_newsroom(sync, arguments, settings, may_forget=False)


async def _sync(newsroom: Newsroom, arguments: Namespace, after: Sequence[str]) -> int:
    events = newsroom.syncs.run(
        [_name(newsroom, asked) for asked in arguments.sources],
        since=arguments.since,
        pages=not arguments.no_pages,
        max_mb=arguments.max_mb,
    )
    with _progress(arguments) as show_progress:
        status, done = await _follow(events, arguments, show_progress)
    if done is not None and done.notable:
        await _send_notification(newsroom, done.notable)
    if not after or done is None:
        return status
    from hpreader.sync_hook import run_sync_hook  # noqa: PLC0415 - few have a hook

    if failure := await run_sync_hook(after, newsroom, done):
        output.narrate(f"hpreader: {failure}")
        return Status.PARTLY
    return status


async def _send_notification(newsroom: Newsroom, headlines: Sequence[Headline]) -> None:
    """Notify of new articles for the rules that ask."""
    from hpreader.notification import control_sequence, run_notifier  # noqa: PLC0415 - few ask for it

    file = newsroom.rules.file
    if not file.notify_run:
        output.control(control_sequence(headlines, file.notify_by, os.environ))
    elif failure := await run_notifier(file.notify_run, headlines):
        output.narrate(f"hpreader: {failure}")


def _name(newsroom: Newsroom, asked: str) -> str:
    source = subscribed(newsroom, asked)
    if source is None:
        raise ProblemError(Problem("unknown_source", asked))
    return source.name


@dataclass(slots=True)
class PageResults:
    """Counts the pages of a sync, for its exit status."""

    fetched: int = 0
    failed: int = 0
    is_unreached: bool = False
    """Whether some page could not be had, though it may exist."""

    def add(self, event: SyncEvent) -> None:
        """Count an event, where it is about a page."""
        if not isinstance(event, PageSynced):
            return
        self.fetched += event.status == "fetched"
        self.failed += event.status == "failed"
        if event.status == "failed" and event.problem is not None:
            self.is_unreached |= _may_exist(event.problem)

    @property
    def are_missing(self) -> bool:
        """Could pages not be had? A few that are gone, or are no articles, are nothing unusual."""
        return self.is_unreached or self.failed > max(FEW_FAILURES, self.fetched)


def _may_exist(problem: Problem) -> bool:
    if problem.kind == "status":
        return problem.status not in GONE_STATUSES
    return problem.is_network or problem.kind in {"tls", "redirects", "broken_body"}


async def _follow(
    events: AsyncIterator[SyncEvent], arguments: Namespace, show: Tell
) -> tuple[Status, SyncDone | None]:
    """Print each event; returns the exit status, and the last event."""
    status, pages, done = Status.DONE, PageResults(), None
    async for event in events:
        if isinstance(event, SyncDone):
            done = event
        pages.add(event)
        show(event)
        if arguments.json and (fields := _event_json(event)):
            output.json_line(fields)
            output.flush()
        sentence = event_sentence(event)
        if sentence and (_is_trouble(event) or not (arguments.quiet or arguments.json)):
            output.narrate(sentence)
        if _is_trouble(event):
            status = Status.PARTLY
    return Status.PARTLY if pages.are_missing else status, done


def _is_trouble(event: SyncEvent) -> bool:
    """Is it a source or an account with a problem? A list that has stopped was fetched all the same."""
    if isinstance(event, AccountSynced):
        return event.problem is not None
    return (
        isinstance(event, SourceSynced)
        and event.problem is not None
        and event.problem.kind != "frozen"
    )


def _event_json(event: SyncEvent) -> JsonObject | None:
    match event:
        case AccountSynced():
            return account_json(event)
        case SourceSynced():
            return {
                "event": "source",
                "source": event.source,
                "status": event.status,
                "new": event.new,
                "changed": event.changed,
                "problem": output.problem_json(event.problem),
            }
        case PageSynced():
            return {
                "event": "page",
                "url": event.url,
                "status": event.status,
                "problem": output.problem_json(event.problem),
            }
        case SyncDone():
            return {
                "event": "done",
                "sources": event.sources,
                "new": event.new,
                "pages": event.pages,
                "bytes": event.bytes,
                "failed": event.failed,
            }
        case Progress():
            return None


def _show_nothing(_event: SyncEvent) -> None:
    pass


@contextmanager
def _progress(arguments: Namespace) -> Iterator[Tell]:
    """A progress bar; nothing without a terminal or where JSON is printed on the same one."""
    is_seen = sys.stderr is not None and sys.stderr.isatty()
    if not is_seen or arguments.quiet or (arguments.json and output.is_terminal()):
        yield _show_nothing
        return

    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn  # noqa: PLC0415 - only a terminal needs it
    from rich.progress import Progress as Bar  # noqa: PLC0415 - as above

    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[what]}", markup=False),
    )
    with Bar(*columns, console=output.console(is_for_messages=True), transient=True) as bar:
        task = bar.add_task("", total=None, what="")

        def show(event: SyncEvent) -> None:
            if isinstance(event, Progress):
                bar.update(
                    task, completed=event.done, total=event.total or None, what=clean(event.what)
                )

        yield show
