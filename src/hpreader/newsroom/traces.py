"""What the program keeps about its user, and how it is forgotten."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hpreader.model.traces import TRACES, TraceSize
from hpreader.newsroom.clock import wall_clock
from hpreader.newsroom.servers.site_logins import SiteLogins
from hpreader.problems import Problem, ProblemError
from hpreader.snapshot import snapshot_files
from hpreader.store import Store
from hpreader.store.traces.traces import Traces as StoredTraces

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from hpreader.config import Paths
    from hpreader.model.traces import Trace
    from hpreader.store.traces.article_traces import ArticleTrace


class Traces:
    """The traces in all files; no newsroom may be open on the same files while they are deleted."""

    def __init__(self, paths: Paths) -> None:
        self._stored = StoredTraces(paths.cache, paths.data)
        self._logins = SiteLogins(paths.data)
        self._paths = paths

    def sizes(self, since: datetime | None = None) -> Sequence[TraceSize]:
        """How much there is of each kind, in the order of `TRACES`; nothing is changed.

        Args:
            since: count what is newer only, of the kinds that have times.

        Raises:
            ProblemError: the user's data cannot be read.
        """
        sizes = {size.trace: size for size in self._stored.sizes(since)}
        screens = snapshot_files(self._paths)
        cache = sizes["cache"]
        sizes["cache"] = TraceSize(
            "cache",
            cache.count + len(screens),
            cache.size + sum(path.stat().st_size for path in screens),
        )
        sizes["passwords"] = TraceSize("passwords", self._logins.count())
        return [sizes[trace] for trace in TRACES]

    def copies(self) -> Sequence[Path]:
        """The copies of earlier versions of the user's data, which are deleted with any kind."""
        return self._stored.copies()

    def remove(self, traces: Collection[Trace], since: datetime | None = None) -> None:
        """Delete what there is of these kinds; of all kinds, also where the files cannot be read.

        The last screen shows several kinds, so it goes with any of them.

        Args:
            traces: the kinds.
            since: delete what is newer only, of the kinds that have times.

        Raises:
            ProblemError: disk (with the reason `in_use` where another hpreader has the files open),
                disk_full, disk_read_only, data_broken, data_newer.
        """
        if since is None and set(traces) == set(TRACES):
            self._stored.remove_files()
        else:
            self._stored.remove(traces, since)
            if "views" in traces and self._paths.cache.exists():
                self._forget_splits()
        self._remove_screens()
        if "passwords" in traces:
            self._logins.remove_all()

    def find_articles(self, names: Sequence[str]) -> Mapping[str, ArticleTrace | None]:
        """What there is of articles, by their ids or addresses; None where there is nothing.

        Raises:
            ProblemError: the files cannot be read.
        """
        return self._stored.find_articles(names)

    def remove_articles(self, traces: Sequence[ArticleTrace]) -> None:
        """Delete what there is of some articles, and the last screen.

        Raises:
            ProblemError: as `remove`.
        """
        self._stored.remove_articles(traces)
        self._remove_screens()

    def _forget_splits(self) -> None:
        """Let no story of the cache tell which articles were parted from it."""
        from hpreader.newsroom.stories.story_update import follow_splits  # noqa: PLC0415 - seldom

        with Store.open(self._paths.cache, self._paths.data, now=wall_clock) as store:
            follow_splits(store)

    def _remove_screens(self) -> None:
        for path in snapshot_files(self._paths):
            try:
                path.unlink(missing_ok=True)
            except OSError as error:
                raise ProblemError(Problem("disk", str(path), str(error.strerror))) from error
