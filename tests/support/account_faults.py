"""What can break in a synchronisation with the server of an account, as rules of a state machine."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from hpreader.newsroom import Newsroom
from tests.support.reader_server import ReaderServer


class KilledError(Exception):
    """The process ends here."""


class FaultySync(RuleBasedStateMachine):
    """A reader and a server; a state machine begins them, and says what has to hold."""

    folder: Path
    server: ReaderServer
    loop: asyncio.Runner
    room: Newsroom

    def opened(self) -> Newsroom:
        """The newsroom over the files, as a new process opens it."""
        raise NotImplementedError

    @rule(after=st.integers(0, 9), fault=st.sampled_from(["cut", "503", "lost"]))
    def sync_and_the_network_breaks(self, after: int, fault: str) -> None:
        first = len(self.server.asked)
        self.server.fault = lambda _path, number: fault if number > first + after else None
        self.synced()

    @rule(after=st.integers(0, 9), is_done=st.booleans())
    def sync_and_the_client_is_killed_at_a_request(self, after: int, *, is_done: bool) -> None:
        first = len(self.server.asked)

        def fault(_path: str, number: int) -> str | None:
            if number == first + after + 1 and is_done:
                return "lost"  # the server does it, and nobody takes the answer
            if number > first + after:
                raise KilledError
            return None

        self.server.fault = fault
        self.synced_until_killed()

    @rule(after=st.integers(0, 9))
    def sync_and_the_client_is_killed_after_a_transaction(self, after: int) -> None:
        self.server.fault = lambda _path, _number: None
        run, left = self.room._stores.run_in_writer, after

        async def counted(work: Any) -> Any:
            nonlocal left
            if left == 0:
                raise KilledError
            left -= 1
            return await run(work)

        self.room._stores.run_in_writer = counted  # type: ignore[method-assign]
        self.synced_until_killed()

    def synced(self) -> object:
        """Synchronise; returns what went wrong, None for nothing."""

        async def sync() -> object:
            (event,) = [event async for event in self.room.accounts.sync()]
            return event.problem

        return self.loop.run(sync())

    def synced_until_killed(self) -> None:
        try:
            self.synced()
        except KilledError:
            pass
        self.loop.run(self.room.close())
        self.room = self.opened()

    def teardown(self) -> None:
        if hasattr(self, "room"):
            self.loop.run(self.room.close())
            self.loop.close()
            shutil.rmtree(self.folder)
