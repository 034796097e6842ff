"""The user's rules: the file, and the cache that is judged by it.

The file is looked at when a command or the reader starts, by each sync, and from time to time while the
reader runs. As long as it is the one by which the cache is judged, that is one call of `stat` and one row.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol, TypeVar

from hpreader.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from hpreader.model import Headline
    from hpreader.model.rules import Rule, RuleHits
    from hpreader.newsroom.clock import Clock
    from hpreader.newsroom.rules.rule_editor import RuleEditor
    from hpreader.rules import RuleFile, RuleSet
    from hpreader.rules.rule_offers import RuleOffer
    from hpreader.store import Store

T = TypeVar("T")

HIT_DAYS: Final = 30
"""Over how many days it is shown what a rule would be about."""
_DAY: Final = 86_400
_AGES_EVERY: Final = 3_600
"""Seconds between two times at which articles are judged again because of their age."""


class _Loaded(NamedTuple):
    """The rules as they are in the file."""

    stamp: str
    text: str
    file: RuleFile
    rules: RuleSet
    problem: Problem | None
    """Why the file cannot be read; the rules are the last ones that could be, then."""


class Stores(Protocol):
    """The connections that rules need; `StorePool` has them."""

    @property
    def reader(self) -> Store:
        """For quick reads on the event loop."""
        ...

    async def run_in_writer(self, work: Callable[[Store], T], /) -> T:
        """Run work on the writing connection."""
        ...

    async def run_search(self, work: Callable[[Store], T], /) -> T:
        """Run work that can be cancelled on a connection for searches."""
        ...


class RuleBook:
    """Reads the rules and keeps the cache judged by them."""

    def __init__(self, stores: Stores, path: Path, now: Clock) -> None:
        self._stores = stores
        self.path = path
        """The file."""
        self._now = now
        self._loaded: _Loaded | None = None
        self._used = ""
        """The stamp of the file by which this process judges what it stores."""

    # --- what the file contains -------------------------------------------------------------------

    @property
    def file(self) -> RuleFile:
        """The rules that can be used, and the settings of notifications."""
        return self._load(self._stores.reader).file

    @property
    def problem(self) -> Problem | None:
        """Why the file cannot be read; the last rules that could be are used then."""
        return self._load(self._stores.reader).problem

    @property
    def complaints(self) -> tuple[Problem, ...]:
        """What of the file cannot be used: each with its line, a reason, and the nearest right word."""
        if self._loaded is None and not self._stamp():
            return ()
        from hpreader.i18n import _  # noqa: PLC0415 - the first picture needs none of it

        loaded = self._load(self._stores.reader)
        if loaded.problem is not None:
            return (loaded.problem,)
        located = _("line {line}: {reason}")
        return tuple(
            Problem(
                "bad_setting",
                str(self.path),
                located.format(line=line, reason=reason) if line else reason,
            )
            for reason, line in loaded.file.complaints
        )

    def _stamp(self) -> str:
        """What is another one when the file is; empty where there is none."""
        try:
            found = self.path.stat()
        except FileNotFoundError:
            return ""
        except OSError as error:
            return str(error.errno)
        return f"{found.st_mtime_ns}-{found.st_size}-{found.st_ino}"

    def _load(self, store: Store) -> _Loaded:
        """The rules of the file; read again only where it is another one."""
        stamp = self._stamp()
        if self._loaded is None or self._loaded.stamp != stamp:
            self._loaded = self._read(store, stamp)
        return self._loaded

    def _read(self, store: Store, stamp: str) -> _Loaded:
        from hpreader import toml_text  # noqa: PLC0415 - most users have no rules
        from hpreader.rules import RuleFile, RuleSet, read_rules  # noqa: PLC0415 - as above

        text, problem, file = "", None, RuleFile()
        try:
            text = toml_text.read_text(self.path)
            file = read_rules(text)
        except FileNotFoundError:
            text = ""
        except (OSError, ValueError) as error:
            problem = toml_text.unreadable(self.path, error)
            applied = store.applied_rules.get()
            text = applied.text if applied is not None else ""
            file = read_rules(text)
        return _Loaded(stamp, text, file, RuleSet(file.rules, store.sources.titles()), problem)

    # --- the cache --------------------------------------------------------------------------------

    def prepare(self, store: Store) -> None:
        """Let a connection judge what it stores from now on; without a file, nothing is read."""
        if self._loaded is None and not self._stamp():
            return
        loaded = self._load(store)
        store.rules.use(loaded.rules if loaded.rules.rules else None)
        self._used = loaded.stamp

    def is_due(self) -> bool:
        """Is the cache judged by other rules than those of the file, or long ago where ages count?"""
        applied, stamp = self._stores.reader.applied_rules.get(), self._stamp()
        if applied is None:
            return stamp != ""
        age = self._now().timestamp() - applied.at
        return stamp != applied.stamp or (bool(applied.ages) and age >= _AGES_EVERY)

    def apply_now(self) -> tuple[Problem, ...]:
        """Judge the cache by the file, if it is due, on the connection for reading.

        For commands that read only. Returns what of the file cannot be used, where it was judged.

        Raises:
            ProblemError: the cache cannot be written.
        """
        reader = self._stores.reader
        if not self.is_due() or not reader.database.may_write_cache:
            return ()
        for step in self._steps():
            step(reader)
        return self.complaints

    async def apply(self, *, reads_again: bool = False) -> bool:
        """Judge the cache by the file, if it is due, some hundred articles at a time.

        It can be cancelled at any time, and is then done at the next start.

        Args:
            reads_again: whether to look at ages and at the titles of sources too, where there are rules.

        Returns:
            Whether the rules are others than before.

        Raises:
            ProblemError: the cache cannot be written.
        """
        is_due = self.is_due()
        if reads_again and self._stamp():
            self._loaded = None
        elif not is_due:
            if self._used == self._stamp():
                return False
            await self._stores.run_in_writer(self.prepare)  # another process judged the cache
            return True
        for step in self._steps():
            await self._stores.run_in_writer(step)
        return is_due

    def _steps(self) -> Iterator[Callable[[Store], None]]:
        """What judges the cache, in parts that take no longer than some hundredths of a second."""
        rest: list[int | None] = [None]

        def begin(store: Store) -> None:
            self.prepare(store)
            loaded, applied = self._load(store), store.applied_rules.get()
            if applied is not None and applied.fingerprint == loaded.rules.fingerprint:
                store.rules.judge_aged(applied, int(self._now().timestamp()))
            else:
                rest[0] = 0

        def go_on(store: Store) -> None:
            if rest[0] is not None:
                rest[0] = store.rules.judge_after(rest[0])

        yield begin
        while rest[0] is not None:
            yield go_on
        yield self._note

    def _note(self, store: Store) -> None:
        from hpreader.store.rules.applied_rules import AppliedRules  # noqa: PLC0415 - most users have no rules

        loaded = self._load(store)
        store.applied_rules.put(
            AppliedRules(
                loaded.stamp,
                loaded.rules.fingerprint,
                loaded.rules.ages,
                int(self._now().timestamp()),
                loaded.text,
            )
        )

    # --- what rules would be about ----------------------------------------------------------------

    def hits(self, rules: Sequence[Rule], most: int, days: int = HIT_DAYS) -> tuple[RuleHits, ...]:
        """Which listed articles of the last days rules are about, hidden ones among them.

        Args:
            rules: of the file, or others.
            most: how many headlines of each are returned, the newest ones.
            days: how many days back.
        """
        return self._hits(self._stores.reader, rules, most, days)

    async def find_hits(self, rule: Rule, most: int, days: int = HIT_DAYS) -> RuleHits:
        """`hits` of one rule, beside the event loop; cancelling it ends the work at once."""
        (found,) = await self._stores.run_search(
            lambda store: self._hits(store, (rule,), most, days)
        )
        return found

    def _hits(
        self, store: Store, rules: Sequence[Rule], most: int, days: int
    ) -> tuple[RuleHits, ...]:
        from hpreader.model.rules import RuleHits  # noqa: PLC0415 - most users have no rules
        from hpreader.rules import RuleSet  # noqa: PLC0415 - as above

        now = self._now().timestamp()
        judge = RuleSet(rules, store.sources.titles())
        found = store.rules.find_hits(
            lambda subject: judge.find(subject, now), len(rules), int(now) - days * _DAY, most
        )
        return tuple(
            RuleHits(rule, total, headlines)
            for rule, (total, headlines) in zip(rules, found, strict=True)
        )

    def offers(self, headline: Headline) -> list[RuleOffer]:
        """The conditions for a rule that an article suggests."""
        from hpreader.model import ListQuery  # noqa: PLC0415 - seldom
        from hpreader.rules.rule_offers import OTHERS, offers_for  # noqa: PLC0415 - as above

        reader = self._stores.reader
        others = reader.lists.rows(ListQuery()).slice(0, OTHERS)
        return offers_for(headline, reader.sources.titles(), others)

    def names_in_use(self) -> Mapping[str, Sequence[str]]:
        """The names that rules may give: of sources with their titles, and of sections."""
        titles = self._stores.reader.sources.titles()
        return {
            "source": sorted({*titles, *filter(None, titles.values())}),
            "section": self._stores.reader.rules.section_names(),
        }

    @cached_property
    def editor(self) -> RuleEditor:
        """Adds rules to the file, and takes them out."""
        from hpreader.newsroom.rules.rule_editor import RuleEditor  # noqa: PLC0415 - seldom

        return RuleEditor(self)

    async def take_notable(self) -> tuple[Headline, ...]:
        """The new articles of which the user wants to be notified, since the last call."""
        return await self._stores.run_in_writer(lambda store: store.rules.take_notable())
