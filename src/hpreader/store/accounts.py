"""Accounts in the user's data, with what both sides agreed on last.

The queue of changes for a server is what the marks differ in from the agreed ones. So it cannot be lost and
cannot disagree with the marks: whoever changes a mark, also without knowing of accounts, has queued it. A mark
that comes from the server is stored together with the agreed one in one transaction; a mark that goes there
is agreed on when the server has answered.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, Literal

from hpreader import urls
from hpreader.accounts.mark_merge import agreed, first_base, is_left_alone, merged
from hpreader.model.accounts import Account, KnownItem, RemoteItem, RemoteState
from hpreader.model.imported_articles import ImportedArticle
from hpreader.problems import Problem, ProblemError
from hpreader.store.database import with_recovery
from hpreader.store.values import codec
from hpreader.text import clean

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from hpreader.model.accounts import Lead
    from hpreader.store.database import Database, Row
    from hpreader.store.imports.imported_marks import ImportedMarks
    from hpreader.store.marks.marks import Marks
    from hpreader.store.rows.identities import Identities

MarkColumn = Literal["is_read", "is_saved"]
_COLUMNS: Final[tuple[MarkColumn, MarkColumn]] = ("is_read", "is_saved")
_SENDS: Final[dict[MarkColumn, str]] = {"is_read": "sends_read", "is_saved": "sends_saved"}
_UNKNOWN: Final = RemoteItem("", "")
_UNMARKED: Final = RemoteState(read=False, saved=False)


@dataclass(slots=True)
class Outcome:
    """What a comparison of both sides found."""

    received: int = 0
    """Marks that were changed here."""
    to_send: dict[tuple[MarkColumn, bool], list[str]] = field(default_factory=dict)
    """The ids of items whose mark is to get a value at the server."""

    def add(self, other: Outcome) -> None:
        """Add what was found in other items."""
        self.received += other.received
        for change, items in other.to_send.items():
            self.to_send.setdefault(change, []).extend(items)


class Accounts:
    """Reads and stores them."""

    def __init__(
        self, database: Database, *, identities: Identities, marks: Marks, imported: ImportedMarks
    ) -> None:
        self._database = database
        self._identities = identities
        self._marks = marks
        self._imported = imported

    # --- accounts ---

    @with_recovery
    def get_all(self) -> tuple[Account, ...]:
        """The accounts by their names.

        Raises:
            ProblemError: data_broken.
        """
        rows = self._database.all("SELECT account FROM userdata.account ORDER BY name")
        try:
            return tuple(codec.load_as(Account, row[0]) for row in rows)
        except codec.UnreadableError as error:
            problem = Problem("data_broken", str(self._database.userdata), clean(str(error)))
            raise ProblemError(problem) from error

    @with_recovery
    def put(self, account: Account) -> None:
        """Store an account, in place of the one of its name."""
        with self._database.writing_userdata():
            self._database.execute(
                "INSERT OR REPLACE INTO userdata.account (name, account) VALUES (?, ?)",
                (account.name, codec.dump(account)),
            )

    @with_recovery
    def note(self, account: Account, problem: Problem | None, *, is_first: bool) -> None:
        """Store how a synchronisation went, unless the account was removed meanwhile."""
        done = replace(account, problem=problem, is_first=is_first)
        if problem is None:
            done = replace(done, synced_at=self._database.now())
        with self._database.writing_userdata():
            self._database.execute(
                "UPDATE userdata.account SET account = ? WHERE name = ?",
                (codec.dump(done), account.name),
            )

    @with_recovery
    def remove(self, name: str) -> bool:
        """Remove an account with all that was agreed; returns whether there was one."""
        with self._database.writing_userdata():
            for table in ("account_item", "account_feed"):
                self._database.execute(f"DELETE FROM userdata.{table} WHERE account = ?", (name,))
            deleted = self._database.execute("DELETE FROM userdata.account WHERE name = ?", (name,))
            return deleted.rowcount > 0

    # --- marks ---

    @with_recovery
    def known_items(self, account: str) -> Mapping[str, KnownItem]:
        """The server's items that were seen, by their ids."""
        rows = self._database.all(
            "SELECT item, url, is_read, is_saved FROM userdata.account_item WHERE account = ?",
            (account,),
        )
        return {item: KnownItem(url, _flag(read), _flag(saved)) for item, url, read, saved in rows}

    @with_recovery
    def add_items(self, account: str, items: Sequence[RemoteItem], lead: Lead | None) -> None:
        """Store items of the server's that were not seen before.

        Args:
            account: the name of the account.
            items: the items.
            lead: who leads, in the first synchronisation; None in later ones.
        """
        with self._database.writing_userdata():
            here = self._states_of({item.url for item in items if item.url}) if lead else {}
            rows = []
            for item in items:
                base = first_base(lead, here.get(item.url))
                url = urls.canonical(item.url) if item.url else ""
                rows.append((account, item.id, url, base.read, base.saved))
            self._database.execute_many(
                "INSERT OR IGNORE INTO userdata.account_item (account, item, url, is_read, is_saved)"
                " VALUES (?, ?, ?, ?, ?)",
                rows,
            )

    @with_recovery
    def compare(
        self, account: str, there: Mapping[str, RemoteState], items: Mapping[str, RemoteItem]
    ) -> Outcome:
        """Compare some items on both sides; stores what changed at the server, returns what changed here.

        Args:
            account: the name of the account.
            there: the marks at the server by the ids of the items, at most `AT_ONCE`.
            items: those of them whose titles are known.
        """
        with self._database.writing_userdata():
            rows = [
                row
                for row in self._database.all_of(
                    "SELECT item, url, is_read, is_saved, sends_read, sends_saved FROM userdata.account_item"
                    " WHERE account = ? AND item IN ({keys})",
                    there,
                    account,
                )
                if row[1]
            ]
            here = self._states_of({row[1] for row in rows})
            changes: dict[tuple[int, bool], list[Row]] = {}
            outcome, agrees = Outcome(), []
            for row in rows:
                local = here.get(row[1], _UNMARKED)
                for column, name in enumerate(_COLUMNS):
                    remote, stored = there[row[0]][column], row[2 + column]
                    base = agreed(
                        _flag(stored),
                        remote,
                        is_sending=bool(row[4 + column]),
                    )
                    if is_left_alone(base, local[column], remote):
                        continue
                    result = merged(base, local[column], remote)
                    if result != local[column]:
                        changes.setdefault((column, result), []).append(row)
                    if result != remote:
                        outcome.to_send.setdefault((name, result), []).append(row[0])
                    elif stored is None or result != bool(stored) or row[4 + column]:
                        agrees.append((name, result, row[0]))
            self._agree(account, agrees)
            self._note_sends(account, outcome.to_send)
            outcome.received = self._receive(changes, items)
            return outcome

    @with_recovery
    def agree(self, account: str, items: Iterable[str], column: MarkColumn, value: bool) -> None:
        """Store that the server has taken a value of a mark."""
        with self._database.writing_userdata():
            self._agree(account, [(column, value, item) for item in items])

    @with_recovery
    def remove_items(self, account: str, items: Iterable[str]) -> None:
        """Forget items that the server does not have any more; the marks here stay."""
        with self._database.writing_userdata():
            self._database.all_of(
                "DELETE FROM userdata.account_item WHERE account = ? AND item IN ({keys})",
                items,
                account,
            )

    def _agree(self, account: str, agrees: Iterable[tuple[MarkColumn, bool, str]]) -> None:
        for column in _COLUMNS:
            self._database.execute_many(
                f"UPDATE userdata.account_item SET {column} = ?, {_SENDS[column]} = 0"
                " WHERE account = ? AND item = ?",
                [(value, account, item) for of, value, item in agrees if of == column],
            )

    def _note_sends(
        self, account: str, to_send: Mapping[tuple[MarkColumn, bool], Sequence[str]]
    ) -> None:
        """Note what is about to be sent, and that the server has another value until then."""
        for (column, value), items in to_send.items():
            self._database.execute_many(
                f"UPDATE userdata.account_item SET {column} = ?, {_SENDS[column]} = 1"
                " WHERE account = ? AND item = ?",
                [(not value, account, item) for item in items],
            )

    def _receive(
        self, changes: Mapping[tuple[int, bool], Collection[Row]], items: Mapping[str, RemoteItem]
    ) -> int:
        """Set marks here; what is saved and not in the cache is stored by its title and address."""
        gets = {row: [False, False] for rows in changes.values() for row in rows}
        for (column, value), rows in changes.items():
            for row in rows:
                gets[row][column] = value
        wanted = [
            ImportedArticle(
                row[1], title=item.title, labels=item.labels, is_read=read, is_saved=saved
            )
            for row, (read, saved) in gets.items()
            if read or saved
            for item in [items.get(row[0], _UNKNOWN)]
        ]
        if wanted:
            self._imported.put(self._imported.examine(wanted))
        for column, set_mark in enumerate((self._marks.set_read, self._marks.set_saved)):
            addresses = [row[1] for row in changes.get((column, False), ())]
            set_mark(list(self._identities.identify_all(addresses).values()), False)
        return sum(map(len, changes.values()))

    def _states_of(self, addresses: Collection[str]) -> dict[str, RemoteState]:
        """The marks here by address, of articles that are in the cache or marked."""
        ids = self._identities.identify_all(addresses)
        states: dict[str, RemoteState] = {}
        for one, read, saved in self._database.all_of(
            "SELECT id, read_at IS NOT NULL, saved_at IS NOT NULL FROM userdata.mark"
            " WHERE id IN ({keys})",
            ids.values(),
        ):
            states[one] = RemoteState(bool(read), bool(saved))
        for (one,) in self._database.all_of(
            "SELECT id FROM article WHERE id IN ({keys})", ids.values()
        ):
            states.setdefault(one, RemoteState(read=False, saved=False))
        return {url: states[one] for url, one in ids.items() if one in states}

    # --- subscriptions ---

    @with_recovery
    def feeds(self, account: str) -> Mapping[str, str]:
        """The lists that both sides have, by `list_key`: their streams, "" where the server takes none."""
        return dict(
            self._database.all(
                "SELECT feed, stream FROM userdata.account_feed WHERE account = ?", (account,)
            )
        )

    @with_recovery
    def put_feed(self, account: str, feed: str, stream: str) -> None:
        """Store that both sides have a list, or that the server takes none (an empty stream)."""
        with self._database.writing_userdata():
            self._database.execute(
                "INSERT OR REPLACE INTO userdata.account_feed (account, feed, stream)"
                " VALUES (?, ?, ?)",
                (account, feed, stream),
            )

    @with_recovery
    def remove_feed(self, account: str, feed: str) -> None:
        """Store that no side has a list any more."""
        with self._database.writing_userdata():
            self._database.execute(
                "DELETE FROM userdata.account_feed WHERE account = ? AND feed = ?", (account, feed)
            )


def _flag(stored: int | None) -> bool | None:
    return None if stored is None else bool(stored)
