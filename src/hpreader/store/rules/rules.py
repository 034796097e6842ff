"""The user's rules in the cache: articles are judged again when rules change, and actions are done once."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from hpreader.store.database import with_recovery
from hpreader.store.rows.article_table import HEADLINE_COLUMNS, IS_SHOWN, headline_of
from hpreader.store.rows.stored_article import HIDDEN
from hpreader.store.rules.rule_verdicts import NOTABLE
from hpreader.store.values import codec
from hpreader.store.values.timestamps import to_timestamp

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from hpreader.model import Headline
    from hpreader.model.rules import Judge, RuleSubject
    from hpreader.store.database import Database
    from hpreader.store.rows.article_table import ArticleTable
    from hpreader.store.rules.applied_rules import AppliedRules
    from hpreader.store.rules.rule_verdicts import RuleVerdicts

CHUNK: Final = 500
"""Articles that are judged in one transaction: other work waits no longer than that takes."""


class Rules:
    """Judges the articles of the cache, and does what rules want done once."""

    def __init__(self, database: Database, *, table: ArticleTable, verdicts: RuleVerdicts) -> None:
        self._database = database
        self._table = table
        self._verdicts = verdicts

    def use(self, judge: Judge | None) -> None:
        """Judge what is stored from now on; None: there are no rules."""
        self._verdicts.judge = judge

    @with_recovery
    def judge_after(self, number: int) -> int | None:
        """Judge the next articles of the cache again, in the order of their row numbers.

        Args:
            number: that of the last article that was judged; 0 at the beginning.

        Returns:
            The number to go on with; None at the end.
        """
        rows = self._database.all(
            "SELECT number, id FROM article WHERE number > ? ORDER BY number LIMIT ?",
            (number, CHUNK),
        )
        self._judge(article_id for _, article_id in rows)
        return rows[-1][0] if len(rows) == CHUNK else None

    @with_recovery
    def judge_aged(self, applied: AppliedRules, now: int) -> None:
        """Judge those articles again that reached one of the ages since they were judged last."""
        ids: dict[str, None] = {}
        for age in applied.ages:
            rows = self._database.all(
                f"SELECT id FROM placement WHERE source IN ('', '{HIDDEN}') AND section = ''"
                " AND sorted_at > ? AND sorted_at <= ?",
                (applied.at - age, now - age),
            )
            ids |= dict.fromkeys(article_id for (article_id,) in rows)
        every = list(ids)
        for start in range(0, len(every), CHUNK):
            self._judge(every[start : start + CHUNK])

    def _judge(self, ids: Iterable[str]) -> None:
        judge = self._verdicts.judge
        if judge is None:
            from hpreader.rules import RuleSet  # noqa: PLC0415 - seldom all rules are deleted

            judge = RuleSet((), {})
        now = to_timestamp(self._database.now())
        with self._database.writing():
            loaded = self._table.load_all(self._different(judge, ids, now)).values()
            judged = [self._verdicts.judged(judge, one, now, was_listed=True) for one in loaded]
            self._table.save_all(list(zip(loaded, judged, strict=True)))
            self._verdicts.do_pending()

    def _different(self, judge: Judge, ids: Iterable[str], now: int) -> list[str]:
        """Those of some articles for which something follows from the rules that is not stored.

        Nearly all articles are as they were, so that no more is read of them than rules ask for.
        """
        from hpreader.model.rules import RuleSubject  # noqa: PLC0415 - most users have no rules

        rows = self._database.all_of(
            "SELECT id, title, summary, source, sections, sorted_at, folded, muted, kept, tags"
            " FROM article WHERE id IN ({keys})",
            ids,
        )
        sources: dict[str, set[str]] = {}
        if judge.asks_sources:
            for article_id, source in self._database.all_of(
                "SELECT id, source FROM placement WHERE id IN ({keys}) AND section = ''"
                f" AND source NOT IN ('', '{HIDDEN}')",
                (row[0] for row in rows),
            ):
                sources.setdefault(article_id, set()).add(source.removeprefix(HIDDEN))
        found = []
        for article_id, title, summary, source, sections, at, folded, *stored in rows:
            names = codec.load_names(sections) if judge.asks_sections else ()
            of = {source, *sources.get(article_id, ())}
            verdict = judge.judge(RuleSubject(title, summary, of, names, at, folded), now)
            tags = json.dumps(verdict.tags, ensure_ascii=False)
            if verdict.once or [verdict.muted, verdict.kept, tags] != stored:
                found.append(article_id)
        return found

    @with_recovery
    def take_notable(self) -> tuple[Headline, ...]:
        """The new articles of which the user wants to be notified, since the last call of any process.

        A sync that is ended early leaves its own to the next one. Hidden ones are left out, and those
        that were read meanwhile.
        """
        found = self._database.all(
            "SELECT key FROM note WHERE kind = ? ORDER BY at, key", (NOTABLE,)
        )
        if not found:
            return ()
        with self._database.writing():
            self._database.execute("DELETE FROM note WHERE kind = ?", (NOTABLE,))
        ids = [article_id for (article_id,) in found]
        rows = self._database.all_of(
            f"SELECT {HEADLINE_COLUMNS} FROM article WHERE id IN ({{keys}})"
            f" AND {IS_SHOWN} AND read = 0",
            ids,
        )
        return tuple(headline_of(row) for row in rows)

    @with_recovery
    def hidden(self, ids: Iterable[str]) -> frozenset[str]:
        """Those of some articles that rules hide; where there are no rules, nothing is read."""
        if self._verdicts.judge is None:
            return frozenset()
        rows = self._database.all_of(
            "SELECT id FROM article WHERE muted <> '' AND saved = 0 AND id IN ({keys})", ids
        )
        return frozenset(article_id for (article_id,) in rows)

    # --- what rules would say ---

    @with_recovery
    def section_names(self) -> tuple[str, ...]:
        """The names of the sections that articles have, those of hidden ones among them."""
        rows = self._database.all("SELECT name FROM label WHERE kind = 'section' ORDER BY name")
        return tuple(name for (name,) in rows)

    @with_recovery
    def find_hits(
        self, find: Callable[[RuleSubject], Iterable[int]], number: int, since: int, most: int
    ) -> list[tuple[int, tuple[Headline, ...]]]:
        """Which listed articles meet conditions, hidden ones among them. Only reads.

        Args:
            find: the places of the rules that are about an article.
            number: the number of rules.
            since: the time in seconds since 1970 from which on articles are looked at.
            most: how many headlines of each are returned, the newest ones.

        Returns:
            For each rule the number of articles, and the newest.
        """
        from hpreader.model.rules import RuleSubject  # noqa: PLC0415 - most users have no rules

        lists = self._lists_since(since)
        counts, newest = [0] * number, [list[str]() for _ in range(number)]
        rows = self._database.execute(
            "SELECT p.id, title, summary, article.source, p.sorted_at, folded"
            " FROM placement AS p CROSS JOIN article USING (number)"
            f" WHERE p.source IN ('', '{HIDDEN}') AND p.section = '' AND p.sorted_at >= ?"
            " ORDER BY p.sorted_at DESC, p.id",
            (since,),
        )
        for article_id, title, summary, source, sorted_at, folded in rows:
            if self._database.is_interrupted:
                break
            pairs = lists.get(article_id)
            if pairs is None:
                continue
            sections = {section for _, section in pairs if section}
            sources = {source, *(name for name, _ in pairs)}
            subject = RuleSubject(title, summary, sources, sections, sorted_at, folded)
            for place in find(subject):
                counts[place] += 1
                if counts[place] <= most:
                    newest[place].append(article_id)
        return [(count, self._headlines(ids)) for count, ids in zip(counts, newest, strict=True)]

    def _lists_since(self, since: int) -> dict[str, list[tuple[str, str]]]:
        """The lists that contain each article since a time."""
        found: dict[str, list[tuple[str, str]]] = {}
        for article_id, source, section in self._database.execute(
            "SELECT id, source, section FROM placement WHERE sorted_at >= ?"
            f" AND source NOT IN ('', '{HIDDEN}')",
            (since,),
        ):
            found.setdefault(article_id, []).append((source.removeprefix(HIDDEN), section))
        return found

    def _headlines(self, ids: Sequence[str]) -> tuple[Headline, ...]:
        rows = self._database.all_of(
            f"SELECT {HEADLINE_COLUMNS} FROM article WHERE id IN ({{keys}})", ids
        )
        by_id = {row[0]: headline_of(row) for row in rows}
        return tuple(by_id[one] for one in ids if one in by_id)
