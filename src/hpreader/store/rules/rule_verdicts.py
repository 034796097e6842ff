"""What rules say of articles, taken into their rows before these are stored."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from hpreader.store.rows.article_table import folded_text
from hpreader.store.values.timestamps import to_timestamp

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hpreader.model.rules import Judge, RuleAction
    from hpreader.store.database import Database
    from hpreader.store.marks.marks import Marks
    from hpreader.store.rows.stored_article import StoredArticle


NOTABLE: Final = "notable"
"""The kind of the cache's notes of articles of which the user wants to be notified; the key is the id."""


class PendingAction(NamedTuple):
    """Something that a rule wants done once."""

    article_id: str
    action: RuleAction
    rule: str
    is_new: bool
    """Whether no list contained the article before."""


class RuleVerdicts:
    """Judges the articles that are stored, where there are rules."""

    def __init__(self, database: Database, marks: Marks) -> None:
        self._database = database
        self._marks = marks
        self.judge: Judge | None = None
        """Decides; None: there are no rules, and nothing is done."""
        self._pending: list[PendingAction] = []
        """What is to be done once with articles that are stored."""

    def apply_all(
        self, changes: Sequence[tuple[StoredArticle | None, StoredArticle]]
    ) -> Sequence[tuple[StoredArticle | None, StoredArticle]]:
        """Judge the articles whose facts have changed; see `ArticleTable.save_all`."""
        if self.judge is None:
            return changes
        now = to_timestamp(self._database.now())
        return [
            (
                before,
                after
                if before is not None and _facts(before) == _facts(after)
                else self.judged(self.judge, after, now, was_listed=bool(before and before.lists)),
            )
            for before, after in changes
        ]

    def judged(
        self, judge: Judge, article: StoredArticle, now: float, *, was_listed: bool
    ) -> StoredArticle:
        """An article with what follows from the rules at a time in seconds since 1970."""
        from hpreader.model.rules import RuleSubject  # noqa: PLC0415 - most users have no rules

        row = article.row
        subject = RuleSubject(
            row.title,
            row.summary,
            {row.source, *(source for source, _ in article.lists)},
            {*row.sections, *(section for _, section in article.lists if section)},
            row.sorted_at,
            folded_text(row.title, row.summary),
        )
        verdict = judge.judge(subject, now)
        if row.listed:
            self._pending += [
                PendingAction(row.id, action, rule, not was_listed) for action, rule in verdict.once
            ]
        row = row._replace(muted=verdict.muted, kept=verdict.kept, tags=verdict.tags)
        return article._replace(row=row)

    def do_pending(self) -> None:
        """Do what rules want done once; in the transaction that stored the articles."""
        pending, self._pending = self._pending, []
        if not pending:
            return
        done = set(
            self._database.all_of(
                "SELECT id, action, rule FROM userdata.rule_action WHERE id IN ({keys})",
                (one.article_id for one in pending),
            )
        )
        # Of what is there already nobody is notified.
        due = [
            one
            for one in dict.fromkeys(pending)
            if one[:3] not in done and (one.is_new or one.action != "notify")
        ]
        now = to_timestamp(self._database.now())
        self._database.execute_many(
            "INSERT OR IGNORE INTO userdata.rule_action (id, action, rule, at) VALUES (?, ?, ?, ?)",
            [(*one[:3], now) for one in due],
        )
        by_action: dict[str, list[str]] = {}
        for one in due:
            by_action.setdefault(one.action, []).append(one.article_id)
        self._marks.set_by_rules(by_action.get("read", ()), by_action.get("save", ()))
        self._database.execute_many(
            "INSERT OR REPLACE INTO note (kind, key, value, at) VALUES (?, ?, '', ?)",
            [(NOTABLE, article_id, now) for article_id in by_action.get("notify", ())],
        )


def _facts(article: StoredArticle) -> tuple[object, ...]:
    """What rules ask for of an article."""
    row = article.row
    return (
        row.title,
        row.summary,
        row.source,
        row.sections,
        row.sorted_at,
        row.listed,
        article.lists,
    )
