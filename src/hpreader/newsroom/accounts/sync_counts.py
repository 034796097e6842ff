"""What one synchronisation with the server of an account has done so far."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class SyncCounts:
    """The numbers of a `model.AccountSynced`, while they grow."""

    received: int = 0
    sent: int = 0
    subscribed: int = 0
    unsubscribed: int = 0
    remaining: int = 0
    refused: tuple[str, ...] = ()
