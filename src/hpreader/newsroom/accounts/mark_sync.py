"""The marks of one synchronisation with the server of an account.

Data: marks come from the server (a `ServerSession`, whatever API that has) into the user's data, and go from
there to the server; `store/accounts.py` has on what both agreed. Articles themselves come from their sources, as
without an account.

Any step may be the last one: what the server confirmed is stored at once, and what it has not confirmed still
differs from what was agreed, so that the next synchronisation sends it again. All changes can be repeated.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hpreader.model.imported_articles import AT_ONCE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hpreader.accounts.server_session import ServerSession
    from hpreader.model import Account, AccountSynced
    from hpreader.model.accounts import KnownItem, RemoteItem, RemoteState
    from hpreader.newsroom.connections.store_pool import StorePool
    from hpreader.store.accounts import MarkColumn, Outcome


class MarkSync:
    """Brings the marks of both sides to agree, once."""

    def __init__(self, account: Account, session: ServerSession, stores: StorePool) -> None:
        self._account = account
        self._name = account.name
        self._session = session
        self._stores = stores
        self._received = 0
        self._sent = 0

    async def run(self, before: AccountSynced) -> AccountSynced:
        """Run it; returns what this synchronisation did, with what it did before.

        Raises:
            ServerError: the server did not answer, or not as its API does.
            ProblemError: the disk reported an error.
        """
        known = await self._stores.run_in_writer(
            lambda store: store.accounts.known_items(self._name)
        )
        index = await self._session.index(known)
        if gone := index.gone & known.keys():
            await self._stores.run_in_writer(
                lambda store: store.accounts.remove_items(self._name, gone)
            )
        seen = known.keys() - gone
        new = [one for one in index.states if one not in seen]
        most = self._session.most_new
        items = await self._add_items(new[:most])
        items |= await self._saved_items(known, index.states)
        there = {
            one: state
            for one, state in index.states.items()
            if state is not None and (one in seen or one in items)
        }
        await self._compare(there, items)
        remaining = max(0, len(new) - most)
        return replace(before, received=self._received, sent=self._sent, remaining=remaining)

    async def _add_items(self, ids: Sequence[str]) -> dict[str, RemoteItem]:
        """Store items that were not seen before; returns them."""
        found: dict[str, RemoteItem] = {}
        async for items in self._session.items(ids):
            found |= {one.id: one for one in items}
            await self._add_some(items)
        return found

    async def _saved_items(
        self, known: Mapping[str, KnownItem], states: Mapping[str, RemoteState | None]
    ) -> dict[str, RemoteItem]:
        """Known items that were saved at the server since: what is not in the cache is stored by these."""
        ids = [
            one
            for one, state in states.items()
            if state is not None and state.saved and one in known and known[one].saved is False
        ]
        return {one.id: one async for items in self._session.items(ids) for one in items}

    async def _add_some(self, items: Sequence[RemoteItem]) -> None:
        lead = self._account.lead if self._account.is_first else None
        await self._stores.run_in_writer(
            lambda store: store.accounts.add_items(self._name, items, lead)
        )

    async def _compare(
        self, there: Mapping[str, RemoteState], described: Mapping[str, RemoteItem]
    ) -> None:
        states = list(there.items())
        for start in range(0, len(states), AT_ONCE):
            outcome = await self._compare_some(dict(states[start : start + AT_ONCE]), described)
            self._received += outcome.received
            for (column, value), items in outcome.to_send.items():
                edits = self._session.edit(items, is_read=column == "is_read", value=value)
                async for done in edits:
                    await self._agree_on_marks(done, column, value=value)
                    self._sent += len(done)

    async def _compare_some(
        self, there: Mapping[str, RemoteState], described: Mapping[str, RemoteItem]
    ) -> Outcome:
        return await self._stores.run_in_writer(
            lambda store: store.accounts.compare(self._name, there, described)
        )

    async def _agree_on_marks(
        self, items: Sequence[str], column: MarkColumn, *, value: bool
    ) -> None:
        await self._stores.run_in_writer(
            lambda store: store.accounts.agree(self._name, items, column, value)
        )
