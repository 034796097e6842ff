"""What the commands print of accounts as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hpreader.cli import output

if TYPE_CHECKING:
    from hpreader.export import JsonObject
    from hpreader.model import AccountSynced


def account_json(event: AccountSynced) -> JsonObject:
    """The fields of a synchronisation of an account."""
    return {
        "event": "account",
        "account": event.account,
        "status": event.status,
        "received": event.received,
        "sent": event.sent,
        "subscribed": event.subscribed,
        "unsubscribed": event.unsubscribed,
        "remaining": event.remaining,
        "refused": list(event.refused),
        "problem": output.problem_json(event.problem),
    }
